//! What an operator finds in the log.

use crate::world::{Page, World, logged};

#[tokio::test]
async fn whatever_is_logged_of_a_request_carries_the_id_that_its_error_page_shows() {
    let world = World::new().await;
    let cast = world.cast().await;
    sqlx::query("alter table appraisals rename to mislaid")
        .execute(&world.db)
        .await
        .expect("renamed");
    let page = Page(
        cast.employee
            .actor()
            .get("/appraisals")
            .await
            .expect("answer"),
    );
    assert_eq!(page.status(), 500);
    let id = page.all("code.mono").remove(0);
    let of_request: Vec<_> = logged()
        .into_iter()
        .filter(|line| line.contains(&id))
        .collect();
    let has = |words: &[&str]| {
        of_request
            .iter()
            .any(|line| words.iter().all(|word| line.contains(word)))
    };
    assert!(has(&["request failed", "does not exist"]), "{of_request:?}");
    assert!(has(&["status=500", "GET", "/appraisals"]), "{of_request:?}");
    assert!(of_request.iter().all(|line| !line.contains("Eve")));
}

#[tokio::test]
async fn a_panic_is_an_error_page_and_its_line_carries_the_id() {
    let world = World::new().await;
    let cast = world.cast().await;
    world.app.clock.advance(time::Duration::days(5_000_000));
    let page = Page(
        cast.employee
            .actor()
            .get("/appraisals")
            .await
            .expect("answer"),
    );
    assert_eq!(page.status(), 500);
    let id = page.all("code.mono").remove(0);
    let logged = logged();
    let has = |words: &str| {
        logged
            .iter()
            .any(|line| line.contains(words) && line.contains(&id))
    };
    assert!(has("panicked"), "{logged:?}");
    assert!(has("status=500"), "{logged:?}");
}
