//! The close and the cancelling of a cycle: situations 21 and 37.

use countersign::{access::Stage, jobs, works};

use super::{Company, status, whole};
use crate::world::{Says, World};

#[tokio::test]
async fn situation_21_a_cycle_with_a_dispute_cannot_be_closed() {
    let world = World::new().await;
    let cast = world.cast().await;
    let cycle = format!("/cycles/{}", cast.cycle);
    let close = format!("{cycle}/closing");
    world.force(cast.appraisal, Stage::Dispute).await;
    let refused = cast.hr.post(&close, &[("version", "1")]).await;
    assert_eq!(refused.status(), 409);
    assert!(refused.says("closing_disputes"), "{}", refused.summary());
    world.force(cast.appraisal, Stage::Concluded).await;
    let refused = cast.hr.post(&close, &[("version", "1")]).await;
    assert!(refused.says("closing_disputable"), "{}", refused.summary());
    sqlx::query("update appraisals set dispute_until = current_date - 2")
        .execute(&world.db)
        .await
        .expect("the window closes");
    let done = cast.hr.fills(&cycle, &close, &[]).await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    assert_eq!(status(&world, &cycle).await, "closed");
    let late = cast
        .hr
        .post(
            &format!("{cycle}/cancellation"),
            &[("version", "2"), ("reason", "x")],
        )
        .await;
    assert_eq!(late.status(), 409);
}

#[tokio::test]
async fn situation_37_a_cancelled_cycle_tells_everybody_and_keeps_everything() {
    let company = Company::new().await;
    let world = &company.world;
    let cycle = company.launched("Autumn", &[]).await;
    let appraisal = company.appraisal(&company.staff).await.expect("appraisal");
    let done = company
        .hr
        .fills(
            &cycle,
            &format!("{cycle}/cancellation"),
            &[("reason", "The form was wrong")],
        )
        .await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    assert_eq!(status(world, &cycle).await, "cancelled");
    let start = company.staff.get("/").await.text();
    assert!(!start.says("task_self"));
    assert!(start.contains("The form was wrong"), "everybody is told");
    assert!(company.lead.get("/").await.text().contains("Sam Staff"));
    let page = company.staff.get(&format!("/appraisals/{appraisal}")).await;
    assert_eq!(page.status(), 200);
    assert!(page.text().contains("The form was wrong"));
    assert_eq!(
        company
            .count("select count(*) from appraisals where withdrawn_as = 'cancelled'")
            .await,
        2
    );
    assert_eq!(world.events(appraisal, "withdrawn").await, 1);
    // a second press changes nothing
    company
        .hr
        .post(
            &format!("{cycle}/cancellation"),
            &[("version", "9"), ("reason", "x")],
        )
        .await;
    assert_eq!(world.events(appraisal, "withdrawn").await, 1);
    jobs::run_all(&world.app, works::ALL)
        .await
        .expect("nothing is left");
    assert_eq!(
        company
            .count("select count(*) from jobs where status in ('waiting', 'running', 'failed')")
            .await,
        0
    );
    whole(world).await;
}
