//! The close of the interview freezes one record.

use countersign::{
    forms::form::Form,
    records::{canonical::read, sha256_hex},
};

use super::{futures_all, talked_through, whole};
use crate::world::World;

#[tokio::test]
async fn closing_freezes_one_record_whose_text_has_the_hash_that_is_signed() {
    let world = World::new().await;
    let cast = talked_through(&world).await;
    let close = cast.at("/interview/close");
    let closings = futures_all((0..4).map(|_| cast.superior.post(&close, &[]))).await;
    let done = closings.iter().filter(|page| page.status() == 303).count();
    assert_eq!(done, 1, "one closing, the others are told");
    assert!(
        closings
            .iter()
            .all(|page| [303, 409].contains(&page.status()))
    );
    assert_eq!(world.events(cast.appraisal, "record_frozen").await, 1);
    let json = cast.employee.get(&cast.at("/record.json")).await;
    assert_eq!(json.status(), 200);
    let record = read(&json.text()).expect("canonical");
    assert_eq!(record.version, 1);
    assert_eq!(record.strengths, "Keeps difficult accounts.");
    assert_eq!(record.items.len(), Form::standard().indicators.len());
    assert_eq!(record.improvements[0].support_by, cast.superior.name);
    let hash: String = sqlx::query_scalar("select sha256 from records")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(hash, sha256_hex(&json.text()));
    for somebody in [
        &cast.employee,
        &cast.superior,
        &cast.facilitator,
        &cast.hr,
        &cast.clerk,
    ] {
        let page = somebody.get(&cast.at("/record")).await;
        assert_eq!(page.status(), 200, "{}: {}", somebody.name, page.text());
        assert_eq!(page.all("code.hash"), std::slice::from_ref(&hash));
    }
    let until: time::Date =
        sqlx::query_scalar("select dispute_until from appraisals where id = $1")
            .bind(cast.appraisal.0)
            .fetch_one(&world.db)
            .await
            .unwrap();
    let today = world.app.clock.today(&world.app.settings.zone);
    assert!((until - today).whole_days() >= 9, "seven working days");
    whole(&world).await;
}

#[tokio::test]
async fn an_interview_with_a_step_undone_is_not_closed() {
    let world = World::new().await;
    let cast = talked_through(&world).await;
    sqlx::query("update interview_steps set done_at = null where step = 6")
        .execute(&world.db)
        .await
        .unwrap();
    let closed = cast.superior.post(&cast.at("/interview/close"), &[]).await;
    assert_eq!(closed.status(), 409);
    assert_eq!(world.stage(cast.appraisal).await, "interview");
    assert_eq!(world.events(cast.appraisal, "record_frozen").await, 0);
    let by_employee = cast.employee.post(&cast.at("/interview/close"), &[]).await;
    assert_eq!(by_employee.status(), 403);
}
