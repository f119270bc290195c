//! HR's review: completed, returned, adjusted, approved.

use countersign::evaluations::superior::Evaluation;

use super::{GOOD, POOR, result, submitted};
use crate::{self_evaluation::pairs, world::World};

#[tokio::test]
async fn a_completed_one_cannot_be_changed_until_hr_returns_it() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    let late = [("version", "1"), ("points.conduct", "1")];
    for path in ["/evaluation", "/evaluation/submission"] {
        let refused = cast.superior.post(&cast.at(path), &late).await;
        assert_eq!(refused.status(), 409, "{path}");
    }
    let reads = cast.superior.get(&cast.at("/evaluation")).await;
    assert!(reads.has("dl.result") && !reads.has("textarea[name=summary]"));

    let without = cast.hr.decides(&cast.at("/evaluation/return"), &[]).await;
    assert_eq!(
        (without.status(), world.stage(cast.appraisal).await.as_str()),
        (422, "review")
    );
    let returned = cast
        .hr
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/return"),
            &[("reason", "Say what May was.")],
        )
        .await;
    assert_eq!(returned.status(), 303, "{}", returned.summary());
    let again = cast.superior.get(&cast.at("/evaluation")).await;
    assert!(again.text().contains("Say what May was.") && again.text().contains("SECRET SUMMARY"));
    let fixed = cast
        .superior
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/submission"),
            &[("points.conduct", "17")],
        )
        .await;
    assert_eq!(fixed.status(), 303, "{}", fixed.summary());
    assert_eq!(result(&world, cast.appraisal).await.0, "108");
}

#[tokio::test]
async fn low_grades_wait_for_hr_and_others_only_where_the_cycle_reviews() {
    for (fields, with_review, approved) in [
        (GOOD, false, true),
        (GOOD, true, false),
        (POOR, false, false),
    ] {
        let world = World::new().await;
        let cast = world.cast().await;
        sqlx::query("update cycles set with_review = $1")
            .bind(with_review)
            .execute(&world.db)
            .await
            .unwrap();
        submitted(&world, &cast, fields).await;
        assert_eq!(result(&world, cast.appraisal).await.2, approved);
        let low = !with_review && !approved;
        // a low grade is never approved and released in one press
        let both = [("approve", "1")];
        let status = cast.hr.decides(&cast.at("/release"), &both).await.status();
        assert_eq!(status, if low { 409 } else { 303 });
    }
}

#[tokio::test]
async fn hr_adjusts_named_items_only_and_both_sides_see_before_and_after() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    let (evaluation, adjustment) = (cast.at("/evaluation"), cast.at("/evaluation/adjustment"));
    let none = cast.hr.post(&adjustment, &[("adjust_reason", "why")]).await;
    assert_eq!(none.status(), 422);
    let reasonless = cast.hr.post(&adjustment, &[("adjust.conduct", "12")]).await;
    assert_eq!(reasonless.status(), 422);
    let too_much = [("adjust.conduct", "20.5"), ("adjust_reason", "why")];
    assert_eq!(cast.hr.post(&adjustment, &too_much).await.status(), 422);
    let change = [
        ("adjust.conduct", "12.5"),
        ("adjust_reason", "The fair was in June."),
    ];
    for somebody in [
        &cast.superior,
        &cast.employee,
        &cast.clerk,
        &cast.facilitator,
    ] {
        assert_eq!(
            somebody.post(&adjustment, &change).await.status(),
            403,
            "{}",
            somebody.name
        );
    }
    let adjusted = cast.hr.fills(&evaluation, &adjustment, &change).await;
    assert_eq!(adjusted.status(), 303, "{}", adjusted.summary());
    assert_eq!(
        result(&world, cast.appraisal).await,
        ("103.5".into(), 3, false)
    );
    let detail: String =
        sqlx::query_scalar("select detail from events where kind = 'points_adjusted'")
            .fetch_one(&world.db)
            .await
            .unwrap();
    assert!(
        detail.contains(r#""before":"18""#) && detail.contains(r#""after":"12.5""#),
        "{detail}"
    );
    let kept: Vec<serde_json::Value> = sqlx::query_scalar(
        "select s.body from submissions s join papers p on p.id = s.paper_id where p.kind = 'evaluation' order by s.version",
    )
    .fetch_all(&world.db)
    .await
    .unwrap();
    let [old, new] = kept.as_slice() else {
        panic!("both versions are kept")
    };
    let old: Evaluation = serde_json::from_value(old.clone()).unwrap();
    let new: Evaluation = serde_json::from_value(new.clone()).unwrap();
    assert_eq!(old.items["company_profit"], new.items["company_profit"]);
    assert_eq!(old.items["conduct"].example, new.items["conduct"].example);

    assert_eq!(
        cast.hr
            .fills(&evaluation, &cast.at("/release"), &[])
            .await
            .status(),
        303
    );
    let reads = cast.employee.get(&evaluation).await.text();
    assert!(
        reads.contains("18 → 12.5") && reads.contains("The fair was in June."),
        "{reads}"
    );
}

#[tokio::test]
async fn a_decision_on_an_older_state_is_a_conflict() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    let stale = cast
        .hr
        .get(&cast.at("/evaluation"))
        .await
        .form(&cast.at("/release"));
    let change = [("adjust.conduct", "10"), ("adjust_reason", "why")];
    let adjusted = cast
        .hr
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/adjustment"),
            &change,
        )
        .await;
    assert_eq!(adjusted.status(), 303);
    let released = cast.hr.post(&cast.at("/release"), &pairs(&stale)).await;
    assert_eq!(
        (
            released.status(),
            world.stage(cast.appraisal).await.as_str()
        ),
        (409, "review")
    );
}
