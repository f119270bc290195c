//! Who opened what others wrote or signed stands in the trail, once a day, and HR and the auditor see it.

use countersign::access::Role;

use crate::{
    signing::{frozen, signs},
    world::{Person, Says, World},
};

#[tokio::test]
async fn whoever_opens_somebody_elses_record_stands_in_the_trail() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    for side in [&cast.employee, &cast.superior] {
        signs(side, &cast, "agree").await;
    }
    let told = async |kind: &str| world.events(cast.appraisal, kind).await;
    // the two whose talk it is
    for side in [&cast.employee, &cast.superior] {
        for below in ["/record", "/record.json", "/evidence.json", "/evaluation"] {
            assert_eq!(side.get(&cast.at(below)).await.status(), 200, "{below}");
        }
    }
    assert_eq!(told("record_read").await, 0);
    // others: once a day, whatever they open it as
    for below in ["/record", "/record.json", "/record"] {
        cast.hr.get(&cast.at(below)).await;
    }
    assert_eq!(told("record_read").await, 1);
    cast.facilitator.get(&cast.at("/record")).await;
    assert_eq!(told("record_read").await, 2);
    for (below, kind) in [
        ("/evidence.json", "evidence_read"),
        ("/result", "evaluation_read"),
        ("/self-evaluation", "self_evaluation_read"),
    ] {
        assert_eq!(cast.hr.get(&cast.at(below)).await.status(), 200, "{below}");
        assert_eq!(told(kind).await, 1, "{below}");
    }
    assert_eq!(
        cast.facilitator.get(&cast.at("/interview")).await.status(),
        200
    );
    assert_eq!(told("interview_read").await, 1);
    // whoever was not let in read nothing
    let stranger: Person = world
        .person("Nobody Special", cast.other_department, None)
        .await;
    assert_eq!(stranger.get(&cast.at("/record")).await.status(), 404);
    assert_eq!(told("record_read").await, 2);

    let trail = cast.hr.get(&cast.at("/trail")).await;
    assert!(trail.says("event_record_read") && trail.says("event_evidence_read"));
    let auditor = world
        .person("Otto Auditor", cast.other_department, None)
        .await;
    world.give(&auditor, Role::Auditor).await;
    assert!(auditor.get("/audit").await.says("event_record_read"));
    let mut tx = world.db.begin().await.expect("begin");
    let whole = countersign::audit::verify::verify(&mut tx)
        .await
        .expect("read");
    assert!(whole.is_ok());
}

#[tokio::test]
async fn what_cannot_be_written_down_is_not_shown() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    assert_eq!(cast.hr.get(&cast.at("/record")).await.status(), 200);
    sqlx::query(
        "alter table events add constraint full_disk check (kind <> 'evidence_read') not valid",
    )
    .execute(&world.db)
    .await
    .expect("a trail that takes no more");
    let page = cast.hr.get(&cast.at("/evidence.json")).await;
    assert_eq!(page.status(), 500);
    assert!(!page.text().contains("A good year."));
    assert_eq!(
        cast.employee.get(&cast.at("/evidence.json")).await.status(),
        200
    );
}
