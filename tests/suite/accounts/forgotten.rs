//! "Forgot your password?": one sentence for everybody, and a link for whoever can be written to.

use std::time::{Duration, Instant};

use super::{NEW, chooses, only_link, signs_in};
use crate::{
    people::count,
    situations::notices::Office,
    world::{Page, Says, World},
};

const AT: &str = "/forgotten-password";
const OPEN: &str = "select count(*) from account_openings";

async fn asks(world: &World, login: &str) -> Page {
    let stranger = world.stranger();
    Page(
        stranger
            .post(AT, &[("login", login)])
            .await
            .expect("answer"),
    )
}

/// The work may go on after the answer.
async fn comes_to(world: &World, openings: i64) {
    let begun = Instant::now();
    while count(world, OPEN).await != openings {
        assert!(begun.elapsed() < Duration::from_secs(20), "no opening came");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_link_comes_to_whoever_forgot_and_the_page_tells_nobody() {
    let office = Office::new().await;
    let world = &office.world;
    let sales = world.department("Sales").await;
    let eve = world.person("Eve Employee", sales, None).await;
    let sign_in = Page(world.stranger().get("/sign-in").await.unwrap());
    assert!(sign_in.has("a[href='/forgotten-password']"));
    let form = Page(world.stranger().get(AT).await.unwrap());
    assert!(form.says("forgotten_intro"));
    let empty = asks(world, " ").await;
    assert_eq!((empty.status(), empty.has("#f-login-error")), (422, true));

    let (mut texts, mut times) = (Vec::new(), Vec::new());
    for login in ["nobody@example.test", "Eve.Employee@example.test"] {
        let begun = Instant::now();
        let answer = asks(world, login).await;
        times.push(begun.elapsed());
        assert!(answer.says("forgotten_asked"));
        texts.push(answer.text());
    }
    assert_eq!(texts[0], texts[1]);
    assert!(
        times[0].abs_diff(times[1]) < Duration::from_millis(300),
        "{times:?}"
    );
    comes_to(world, 1).await;
    let (mail, path) = only_link(&office).await;
    assert!(mail.to.contains("eve.employee@example.test"));
    assert_eq!(chooses(world, &path, NEW).await.status(), 303);
    assert!(signs_in(world, "N-eve.employee", NEW).await);
    assert!(
        eve.get("/").await.location().starts_with("/sign-in"),
        "other sessions end"
    );
}

#[tokio::test]
async fn nobody_is_flooded_and_nobody_written_to_where_they_cannot_be_known() {
    let office = Office::new().await;
    let world = &office.world;
    let sales = world.department("Sales").await;
    world.person("Eve Employee", sales, None).await;
    world.person("Gone Away", sales, None).await;
    world.person("Moved Address", sales, None).await;
    sqlx::raw_sql("update people set active = false where name = 'Gone Away'; update people set email = 'x@example.test' where name = 'Moved Address'")
        .execute(&world.db)
        .await
        .unwrap();
    for login in ["N-gone.away", "N-moved.address", "x@example.test"] {
        assert!(asks(world, login).await.says("forgotten_asked"));
    }
    for _ in 0..5 {
        assert!(asks(world, "N-eve.employee").await.says("forgotten_asked"));
    }
    comes_to(world, 3).await;
    only_link(&office).await;
    assert_eq!(count(world, OPEN).await, 3);
}

#[tokio::test]
async fn without_mail_the_page_says_whom_to_ask() {
    let world = World::new().await;
    let sales = world.department("Sales").await;
    world.person("Eve Employee", sales, None).await;
    let page = Page(world.stranger().get(AT).await.unwrap());
    assert!(page.says("forgotten_no_mail") && !page.has("input[name=login]"));
    let asked = asks(&world, "N-eve.employee").await;
    assert!(asked.says("forgotten_no_mail"));
    assert_eq!(count(&world, OPEN).await, 0);
}
