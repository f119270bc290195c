//! The order of audit, interview and sign-off: situation 35.

use countersign::access::Stage;

use super::{sql, text};
use crate::{
    interviews::started,
    world::{PASSWORD, World},
};

/// No interview before the result is audited and released, no record before the interview, no signature before the record.
#[tokio::test]
async fn situation_35_no_interview_before_the_audit_and_no_sign_off_before_the_interview() {
    let world = World::new().await;
    let cast = world.cast().await;
    let order = [
        (Stage::SelfEvaluation, "/release"),
        (Stage::Evaluation, "/release"),
        (Stage::SelfEvaluation, "/interview/start"),
        (Stage::Evaluation, "/interview/start"),
        (Stage::Review, "/interview/start"),
        (Stage::Review, "/interview/close"),
        (Stage::Preparation, "/interview/close"),
        (Stage::Preparation, "/sign"),
        (Stage::Interview, "/sign"),
        (Stage::Interview, "/dispute"),
    ];
    for (stage, deed) in order {
        world.force(cast.appraisal, stage).await;
        for person in [&cast.superior, &cast.employee, &cast.facilitator, &cast.hr] {
            let answer = person
                .post(
                    &cast.at(deed),
                    &[("password", PASSWORD), ("choice", "agree")],
                )
                .await;
            assert!(
                [403, 409].contains(&answer.status()),
                "{stage:?} {deed} {}",
                person.name
            );
        }
        assert_eq!(world.stage(cast.appraisal).await, stage.key(), "{deed}");
    }
    // a result that nobody has approved is not released
    world.force(cast.appraisal, Stage::Review).await;
    sql(&world, "update appraisals set approved_at = null").await;
    let early = cast.hr.decides(&cast.at("/release"), &[]).await;
    assert_eq!(early.status(), 409);
    assert_eq!(world.stage(cast.appraisal).await, "review");
    // an appointment that is moved says why
    world.force(cast.appraisal, Stage::Preparation).await;
    let other = World::new().await;
    let cast = started(&other).await;
    assert_eq!(
        cast.superior
            .post(&cast.at("/interview/close"), &[])
            .await
            .status(),
        409,
        "steps are undone"
    );
    assert_eq!(other.stage(cast.appraisal).await, "interview");
    assert_eq!(
        text(&other, "select count(*)::text from records").await,
        "0"
    );
}
