//! A letter with half of the secret, for whoever no mail reaches: two people, and neither of them can open the account.

use countersign::{access::Role, demo::Actor};

use super::{NEW, signs_in};
use crate::{
    people::count,
    world::{Cast, Page, Person, Says, World, paper},
};

/// What the tests take for printed: nobody can read the half off a PDF.
const FIRST: &str = "ABCD-EFGH-JKMN-PQRS-TVWX";

async fn opening(world: &World) -> String {
    sqlx::query_scalar("select id::text from account_openings where ended_at is null")
        .fetch_one(&world.db)
        .await
        .unwrap()
}

/// A company without mail, with a second person who may help.
async fn company() -> (World, Cast, Person, String) {
    paper::program();
    let world = World::new().await;
    let cast = world.cast().await;
    let admin = world.person("Ada Admin", cast.department, None).await;
    world.give(&admin, Role::Admin).await;
    let at = format!("/people/{}", cast.employee.id);
    (world, cast, admin, at)
}

async fn unseals(world: &World, first: &str, second: &str) -> Page {
    let fields = [
        ("first", first),
        ("second", second),
        ("password", NEW),
        ("again", NEW),
    ];
    Page(world.stranger().post("/letter", &fields).await.unwrap())
}

#[tokio::test]
async fn two_people_and_a_letter_open_an_account_and_its_owner_is_told() {
    let (world, cast, admin, at) = company().await;
    let page = cast.hr.get(&at).await;
    assert!(page.says("opening_by_letter_no_mail") && page.says("opening_letter"));
    assert_eq!(
        cast.hr.post(&format!("{at}/opening"), &[]).await.status(),
        303
    );
    let named = opening(&world).await;
    let named = [("opening", named.as_str())];

    // the letter is the starter's alone, once; the other half anybody's but theirs and the owner's
    let page = cast.hr.get(&at).await;
    assert!(
        page.has("form[action='/letters/download']") && !page.has("form[action='/letters/half']")
    );
    let page = admin.get(&at).await;
    assert!(
        !page.has("form[action='/letters/download']") && page.has("form[action='/letters/half']")
    );
    assert_eq!(admin.post("/letters/download", &named).await.status(), 303);
    assert_eq!(cast.hr.post("/letters/half", &named).await.status(), 303);
    assert_eq!(count(&world, "select count(*) from account_openings where printed_at is not null or second_at is not null").await, 0);
    let pdf = cast.hr.post("/letters/download", &named).await;
    assert_eq!(pdf.status(), 200, "{}", pdf.summary());
    assert!(pdf.0.body.starts_with(b"%PDF"));
    assert_eq!(
        cast.hr.post("/letters/download", &named).await.status(),
        303,
        "once"
    );

    let list = admin.get("/letters").await;
    assert!(list.has("form[action='/letters/half']") && list.says("letters_own_none"));
    assert!(
        admin
            .get("/letters?q=nobody")
            .await
            .says("people_none_found")
    );
    let shown = admin.post("/letters/half", &named).await;
    assert_eq!(shown.status(), 200, "{}", shown.summary());
    assert!(shown.text().contains("Eve Employee"));
    let second = shown.all("#half").remove(0);
    assert_eq!(
        admin.post("/letters/half", &named).await.status(),
        303,
        "once"
    );
    assert!(admin.get("/letters").await.says("letters_waiting_none"));
    assert!(!cast.hr.get(&at).await.text().contains(&second));

    sqlx::query("update account_openings set secret_hash = sha256($1::bytea)")
        .bind(FIRST.as_bytes())
        .execute(&world.db)
        .await
        .unwrap();
    for (first, other) in [
        (FIRST, FIRST),
        (second.as_str(), second.as_str()),
        (second.as_str(), FIRST),
        (FIRST, "x"),
    ] {
        let wrong = unseals(&world, first, other).await;
        assert_eq!(wrong.status(), 422);
        assert!(
            wrong.says("letter_wrong") && wrong.text().contains(first),
            "what was typed is still there"
        );
    }
    let typed = FIRST.to_lowercase().replace('-', " ");
    let opened = unseals(&world, &typed, &second).await;
    assert_eq!(
        (opened.status(), opened.location()),
        (303, "/sign-in"),
        "{}",
        opened.summary()
    );
    assert_eq!(unseals(&world, FIRST, &second).await.status(), 422, "once");
    assert!(signs_in(&world, "N-eve.employee", NEW).await);

    let stranger = world.stranger();
    let fields = [("login", "N-eve.employee"), ("password", NEW)];
    let signed_in = stranger.post("/sign-in", &fields).await.unwrap();
    let flash = signed_in
        .headers
        .get_all("set-cookie")
        .iter()
        .any(|one| one.to_str().unwrap().contains("OpenedByLetter"));
    assert!(flash);
    let eve = Actor::seated(&world.app, &world.router, cast.employee.id)
        .await
        .unwrap();
    let start = Page(eve.get("/").await.unwrap());
    assert!(start.says_with(
        "news_letter_by",
        &[("starter", "Hana Hr"), ("second", "Ada Admin")]
    ));
    for kind in ["letter_printed", "letter_seconded", "password_set"] {
        let events: i64 = sqlx::query_scalar("select count(*) from events where kind = $1")
            .bind(kind)
            .fetch_one(&world.db)
            .await
            .unwrap();
        assert_eq!(events, 1, "{kind}");
    }
}

#[tokio::test]
async fn nobody_is_the_second_person_for_themselves_and_outsiders_see_no_letters() {
    let (world, cast, admin, _) = company().await;
    // HR's own letter, started by the administrator
    let own = format!("/people/{}/opening", cast.hr.id);
    assert_eq!(admin.post(&own, &[]).await.status(), 303);
    let named = opening(&world).await;
    let named = [("opening", named.as_str())];
    assert_eq!(cast.hr.post("/letters/half", &named).await.status(), 303);
    assert_eq!(
        count(
            &world,
            "select count(*) from account_openings where second_at is not null"
        )
        .await,
        0
    );
    assert!(cast.hr.get("/letters").await.says("letters_waiting_none"));
    for outsider in [&cast.clerk, &cast.employee] {
        assert_eq!(outsider.get("/letters").await.status(), 404);
        assert_eq!(outsider.post("/letters/half", &named).await.status(), 404);
        assert_eq!(
            outsider.post("/letters/download", &named).await.status(),
            404
        );
    }
    let form = Page(world.stranger().get("/letter").await.unwrap());
    assert!(form.says("letter_page_intro"));
    let empty = Page(world.stranger().post("/letter", &[]).await.unwrap());
    assert!(
        empty.has("#f-first-error")
            && empty.has("#f-second-error")
            && empty.has("#f-password-error")
    );
}
