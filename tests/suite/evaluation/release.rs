//! The release, what the employee sees of it and when, and how it is taken back.

use axum::http::Method;
use countersign::access::Stage;

use super::{GOOD, submitted, why_69};
use crate::{
    bulk::carried_out,
    world::{Says, World},
};

#[tokio::test]
async fn the_employee_sees_nothing_before_release_through_any_address() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    let approved = cast
        .hr
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/approve"),
            &[],
        )
        .await;
    assert_eq!(approved.status(), 303, "{}", approved.summary());
    for below in [
        "",
        "/evaluation",
        "/self-evaluation",
        "/preparation",
        "/interview",
        "/record",
        "/record.pdf",
        "/record.json",
        "/sign",
        "/dispute",
        "/plan",
        "/trail",
    ] {
        let page = cast.employee.get(&cast.at(below)).await;
        for secret in ["SECRET", "109", "Excellent"] {
            assert!(!page.text().contains(secret), "{below} tells {secret}");
        }
    }
    for path in ["/", "/appraisals", "/plans"] {
        let page = cast.employee.get(path).await;
        assert!(!page.text().contains("Excellent"), "{path}");
    }
}

#[tokio::test]
async fn opening_the_released_result_is_recorded_once_and_ends_taking_it_back() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    let (evaluation, release) = (cast.at("/evaluation"), cast.at("/release"));
    let early = cast.hr.decides(&release, &[]).await;
    assert_eq!(
        (early.status(), world.stage(cast.appraisal).await.as_str()),
        (409, "review")
    );
    // one press does both steps, and the trail has both
    let released = cast.hr.fills(&evaluation, &release, &[]).await;
    assert_eq!(released.status(), 303, "{}", released.summary());
    assert_eq!(world.events(cast.appraisal, "approved").await, 1);
    assert_eq!(world.events(cast.appraisal, "released").await, 1);

    let overview = cast.employee.get(&cast.at("")).await;
    assert!(!overview.text().contains("Excellent") && overview.says("result_released_title"));
    let list = cast.employee.get("/appraisals").await;
    assert!(list.text().contains("Autumn") && !list.text().contains("Excellent"));
    let taken_back = cast
        .hr
        .fills(&evaluation, &cast.at("/unrelease"), &[])
        .await;
    assert_eq!(taken_back.status(), 303, "{}", taken_back.summary());
    assert_eq!(world.stage(cast.appraisal).await, "review");
    assert_ne!(cast.employee.get(&evaluation).await.status(), 200);
    assert_eq!(
        cast.hr.fills(&evaluation, &release, &[]).await.status(),
        303
    );

    for _ in 0..2 {
        let opened = cast.employee.get(&evaluation).await;
        assert_eq!(opened.all("dl.result dd"), ["109", "Excellent−", "1.1"]);
        assert!(opened.text().contains("SECRET EXAMPLE") && opened.text().contains(&why_69()));
    }
    assert_eq!(world.events(cast.appraisal, "result_opened").await, 1);
    assert!(
        cast.employee
            .get(&cast.at(""))
            .await
            .text()
            .contains("Excellent")
    );
    let late = cast.hr.decides(&cast.at("/unrelease"), &[]).await;
    assert_eq!(
        (late.status(), world.stage(cast.appraisal).await.as_str()),
        (409, "preparation")
    );
}

#[tokio::test]
async fn a_bulk_release_releases_what_it_may_and_names_the_rest() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    cast.hr
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/approve"),
            &[],
        )
        .await;
    let another = |name: &'static str| world.person(name, cast.department, Some(&cast.superior));
    let (waiting, writing) = (another("Wan Waiting").await, another("Wes Writing").await);
    let mut ids = vec![cast.appraisal];
    for (person, stage) in [(&waiting, Stage::Review), (&writing, Stage::Evaluation)] {
        let id = world
            .appraisal(
                cast.cycle,
                person,
                &cast.superior,
                None,
                None,
                cast.department,
            )
            .await;
        world.force(id, stage).await;
        ids.push(id);
    }
    sqlx::query("update appraisals set approved_at = null where id = $1")
        .bind(ids[1].0)
        .execute(&world.db)
        .await
        .unwrap();
    // HR's own appraisal is not HR's to release
    let own = world
        .appraisal(
            cast.cycle,
            &cast.hr,
            &cast.head,
            None,
            None,
            cast.other_department,
        )
        .await;
    world.force(own, Stage::Review).await;
    ids.push(own);
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("id", id.as_str())).collect();
    fields.extend([
        ("id", "nonsense"),
        ("id", "00000000-0000-0000-0000-000000000001"),
        ("id", ids[0].as_str()),
    ]);

    for somebody in [
        &cast.superior,
        &cast.employee,
        &cast.clerk,
        &cast.facilitator,
    ] {
        assert_eq!(
            somebody.post("/appraisals/release", &fields).await.status(),
            404
        );
    }
    let asked = cast.hr.post("/appraisals/release", &fields).await;
    let page = carried_out(&cast.hr, &asked).await;
    assert!(page.says_with("run_ended", &[("done", "1"), ("left", "2")]));
    assert!(page.says("run_unseen"), "{}", page.text());
    let left = cast
        .hr
        .get(&format!("{}?show=left", asked.location()))
        .await;
    assert_eq!(left.all("tbody .row-link"), ["Wan Waiting", "Wes Writing"]);
    assert_eq!(world.stage(cast.appraisal).await, "preparation");
    assert_eq!(world.stage(own).await, "review");
    assert_eq!(world.events(cast.appraisal, "released").await, 1);
    let again = cast.hr.post("/appraisals/release", &fields).await;
    let again = carried_out(&cast.hr, &again).await;
    assert!(again.says_with("run_ended", &[("done", "0"), ("left", "3")]));
}

#[tokio::test]
async fn asking_for_the_head_of_a_page_is_not_reading_it() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    let (evaluation, release) = (cast.at("/evaluation"), cast.at("/release"));
    let released = cast.hr.fills(&evaluation, &release, &[]).await;
    assert_eq!(released.status(), 303, "{}", released.summary());
    let head = cast
        .employee
        .actor()
        .send(Method::HEAD, &evaluation, &[], Vec::new())
        .await
        .unwrap();
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
    assert_eq!(world.events(cast.appraisal, "result_opened").await, 0);
    let back = cast
        .hr
        .fills(&evaluation, &cast.at("/unrelease"), &[])
        .await;
    assert_eq!(back.status(), 303, "{}", back.summary());
}
