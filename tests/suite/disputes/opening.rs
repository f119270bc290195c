//! Opened in time, by the employee, with a form that says enough.

use countersign::access::Stage;

use super::{OPENING, evaluated};
use crate::world::{Cast, Says, World};

async fn value(world: &World, cast: &Cast, column: &str) -> Option<String> {
    let query = format!("select {column}::text from disputes where appraisal_id = $1");
    sqlx::query_scalar(sqlx::AssertSqlSafe(query))
        .bind(cast.appraisal.0)
        .fetch_one(&world.db)
        .await
        .expect("case")
}

#[tokio::test]
async fn opened_in_time_by_the_employee_and_nobody_else() {
    let world = World::new().await;
    let cast = evaluated(&world, Stage::Concluded).await;
    let address = cast.at("/dispute");
    for other in [&cast.superior, &cast.hr, &cast.facilitator] {
        assert_eq!(other.post(&address, &OPENING).await.status(), 403);
    }
    assert_eq!(cast.head.post(&address, &OPENING).await.status(), 404);
    let page = cast.employee.get(&address).await;
    assert!(page.has("input[name=items][value=conduct]"));
    assert!(
        page.says("dispute_item_points"),
        "the points stand beside the items"
    );

    // late by a day
    sqlx::query("update appraisals set dispute_until = current_date - 1 where id = $1")
        .bind(cast.appraisal.0)
        .execute(&world.db)
        .await
        .unwrap();
    let late = cast.employee.post(&address, &OPENING).await;
    assert_eq!(late.status(), 409);
    assert!(!cast.employee.get(&address).await.has("form#dispute"));
    sqlx::query("update appraisals set dispute_until = current_date where id = $1")
        .bind(cast.appraisal.0)
        .execute(&world.db)
        .await
        .unwrap();
    let opened = cast.employee.post(&address, &OPENING).await;
    assert_eq!(opened.status(), 303, "{}", opened.summary());
    assert_eq!(world.stage(cast.appraisal).await, "dispute");
    assert_eq!(world.events(cast.appraisal, "dispute_opened").await, 1);
    assert_eq!(
        value(&world, &cast, "points->>'conduct'").await.as_deref(),
        Some("10")
    );
    // a second one beside it
    assert_eq!(cast.employee.post(&address, &OPENING).await.status(), 409);
    for reader in [&cast.employee, &cast.superior, &cast.hr] {
        assert!(
            reader
                .get(&address)
                .await
                .text()
                .contains("The May example is wrong.")
        );
    }
    assert_eq!(cast.facilitator.get(&address).await.status(), 403);
}

#[tokio::test]
async fn the_days_count_from_sign_off_however_late_it_comes() {
    let world = World::new().await;
    let cast = evaluated(&world, Stage::SignOff).await;
    // set when the interview was closed
    sqlx::query("update appraisals set dispute_until = current_date - 30 where id = $1")
        .bind(cast.appraisal.0)
        .execute(&world.db)
        .await
        .unwrap();
    let page = cast.employee.get(&cast.at("/dispute")).await;
    assert!(page.has("form#dispute"), "{}", page.text());
    assert!(page.says("dispute_window_later"));
    assert!(!page.says("dispute_window_closed"));
    assert!(
        !cast
            .hr
            .get(&cast.at("/dispute"))
            .await
            .has("form[action$=waiver]")
    );
    let opened = cast.employee.post(&cast.at("/dispute"), &OPENING).await;
    assert_eq!(opened.status(), 303, "{}", opened.summary());
}

#[tokio::test]
async fn a_form_with_faults_comes_back_as_it_was_typed() {
    let world = World::new().await;
    let cast = evaluated(&world, Stage::SignOff).await;
    let address = cast.at("/dispute");
    let page = cast
        .employee
        .post(
            &address,
            &[
                ("kind", "procedure"),
                ("items", "nothing"),
                ("grounds", "typed <b>"),
            ],
        )
        .await;
    assert_eq!(page.status(), 422);
    assert!(page.has("input[name=kind][value=procedure][checked]"));
    assert!(page.has("#f-items.bad") && page.has("#f-interview.bad"));
    assert_eq!(page.all("textarea[name=grounds]"), ["typed <b>"]);
    let long = "x".repeat(100_000);
    let page = cast.employee.post(&address, &[("grounds", &long)]).await;
    assert_eq!(page.status(), 422);
    assert!(page.has("#f-grounds-error"));
    assert_eq!(world.stage(cast.appraisal).await, "sign_off");
}
