//! Changing agreed goals: a reason, both sides, the old goals valid meanwhile, every version kept.

use countersign::access::Stage;

use crate::{
    evaluation::{GOOD, at_evaluation},
    world::{Cast, Says, World},
};

const TWO: &[(&str, &str)] = &[
    ("title.0", "Win three new customers"),
    ("weight.0", "60"),
    ("target.0", "3"),
    ("unit.0", "customers"),
    ("title.1", "Answer offers within three days"),
    ("weight.1", "40"),
];

/// Goals agreed by both, in the self-evaluation.
pub async fn agreed(world: &World) -> Cast {
    let cast = world.cast().await;
    sqlx::query("update appraisals set stage = 'goals' where id = $1")
        .bind(cast.appraisal.0)
        .execute(&world.db)
        .await
        .unwrap();
    let (goals, confirmation) = (cast.at("/goals"), cast.at("/goals/confirmation"));
    let saved = cast.employee.fills(&goals, &goals, TWO).await;
    assert_eq!(saved.status(), 303, "{}", saved.summary());
    for side in [&cast.employee, &cast.superior] {
        let confirmed = side.fills(&goals, &confirmation, &[]).await;
        assert_eq!(confirmed.status(), 303, "{}", confirmed.summary());
    }
    assert_eq!(world.stage(cast.appraisal).await, "self_evaluation");
    cast
}

async fn weights(world: &World, cast: &Cast) -> Vec<String> {
    sqlx::query_scalar(
        "select key || ' ' || weight from goals where appraisal_id = $1 and retired_at is null order by position",
    )
    .bind(cast.appraisal.0)
    .fetch_all(&world.db)
    .await
    .unwrap()
}

const CHANGE: &[(&str, &str)] = &[
    ("weight.0", "50"),
    ("weight.1", "50"),
    ("reason", "The north was closed."),
];

#[tokio::test]
async fn the_old_goals_stay_until_both_have_confirmed() {
    let world = World::new().await;
    let cast = agreed(&world).await;
    let (goals, change) = (cast.at("/goals"), cast.at("/goals/change"));
    let confirmation = cast.at("/goals/change/confirmation");
    for (fields, field) in [
        (
            &[("weight.0", "50"), ("weight.1", "50")][..],
            "#f-reason-error",
        ),
        (
            &[("weight.0", "50"), ("reason", "Because.")],
            "#f-weight\\.0-error",
        ),
        (&[("reason", "Because.")], "#f-reason-error"),
    ] {
        let refused = cast.employee.fills(&change, &change, fields).await;
        assert_eq!(refused.status(), 422);
        assert!(refused.has(field), "{field} {}", refused.summary());
    }
    let proposed = cast.employee.fills(&change, &change, CHANGE).await;
    assert_eq!(proposed.status(), 303, "{}", proposed.summary());
    assert_eq!(weights(&world, &cast).await, ["G1 60", "G2 40"]);
    // the other side has it on the start page, the proposer does not
    assert!(cast.superior.get("/").await.says("task_goal_change"));
    assert!(!cast.employee.get("/").await.says("task_goal_change_own"));
    // nobody but the two; the proposer cannot confirm for the other side
    let form = cast.superior.get(&goals).await.form(&confirmation);
    let form: Vec<(&str, &str)> = form.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    for somebody in [&cast.hr, &cast.facilitator, &cast.clerk, &cast.head] {
        assert!([403, 404].contains(&somebody.post(&confirmation, &form).await.status()));
    }
    assert_eq!(cast.employee.post(&confirmation, &form).await.status(), 303);
    assert_eq!(weights(&world, &cast).await, ["G1 60", "G2 40"]);
    let confirmed = cast.superior.post(&confirmation, &form).await;
    assert_eq!(confirmed.status(), 303, "{}", confirmed.summary());
    assert_eq!(weights(&world, &cast).await, ["G1 50", "G2 50"]);
    assert_eq!(world.events(cast.appraisal, "goals_change_agreed").await, 1);
    assert_eq!(world.stage(cast.appraisal).await, "self_evaluation");
    // both versions can be read, with the reason
    let page = cast.hr.get(&goals).await.text();
    assert!(page.says("goals_version") && page.contains("The north was closed."));
    assert!(page.contains("60 → 50"), "{page}");
    // a second press finds nothing open
    assert_eq!(cast.superior.post(&confirmation, &form).await.status(), 409);
}

#[tokio::test]
async fn a_proposal_is_declined_with_a_reason_or_taken_back_or_replaced() {
    let world = World::new().await;
    let cast = agreed(&world).await;
    let (goals, change, answer) = (
        cast.at("/goals"),
        cast.at("/goals/change"),
        cast.at("/goals/change/answer"),
    );
    assert_eq!(
        cast.superior.fills(&change, &change, CHANGE).await.status(),
        303
    );
    let silent = cast.employee.fills(&goals, &answer, &[]).await;
    assert_eq!(silent.status(), 422);
    let declined = cast
        .employee
        .fills(&goals, &answer, &[("answer", "It is open again.")])
        .await;
    assert_eq!(declined.status(), 303, "{}", declined.summary());
    let page = cast.superior.get(&goals).await.text();
    assert!(
        page.says_with("goals_change_declined", &[("name", "Eve Employee")])
            && page.contains("It is open again.")
    );
    // a counter-proposal takes the place of an open one; the first cannot be confirmed any more
    cast.superior.fills(&change, &change, CHANGE).await;
    let confirmation = cast.at("/goals/change/confirmation");
    let first = cast.employee.get(&goals).await.form(&confirmation);
    let first: Vec<(&str, &str)> = first
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let counter = [
        ("weight.0", "70"),
        ("weight.1", "30"),
        ("reason", "Rather this."),
    ];
    let countered = cast.employee.fills(&change, &change, &counter).await;
    assert_eq!(countered.status(), 303, "{}", countered.summary());
    assert_eq!(
        cast.employee.post(&confirmation, &first).await.status(),
        409
    );
    let back = cast.employee.fills(&goals, &answer, &[]).await;
    assert_eq!(back.status(), 303, "{}", back.summary());
    assert_eq!(weights(&world, &cast).await, ["G1 60", "G2 40"]);
    let page = cast.hr.get(&goals).await.text();
    assert!(page.says("goals_change_taken_back") && page.says("goals_change_replaced"));
}

#[tokio::test]
async fn two_proposals_at_once_show_both_texts() {
    let world = World::new().await;
    let cast = agreed(&world).await;
    let change = cast.at("/goals/change");
    let late = cast.superior.get(&change).await.form(&change);
    cast.employee.fills(&change, &change, CHANGE).await;
    let mut late: Vec<(&str, &str)> = late
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .filter(|(name, _)| !["reason", "title.0"].contains(name))
        .collect();
    late.push(("title.0", "Win four new customers"));
    late.push(("reason", "More is possible."));
    let conflict = cast.superior.post(&change, &late).await;
    assert_eq!(conflict.status(), 409);
    assert!(conflict.text().contains("Win four new customers"));
    // knowingly over the other one
    let carried = conflict.form(&change);
    let carried: Vec<(&str, &str)> = carried
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let over = cast.superior.post(&change, &carried).await;
    assert_eq!(over.status(), 303, "{}", over.summary());
}

#[tokio::test]
async fn never_once_the_evaluation_was_submitted_not_even_when_it_came_back() {
    let world = World::new().await;
    let cast = agreed(&world).await;
    let (change, confirmation) = (
        cast.at("/goals/change"),
        cast.at("/goals/change/confirmation"),
    );
    at_evaluation(&world, &cast).await;
    // still possible while the superior writes
    assert_eq!(
        cast.superior.fills(&change, &change, CHANGE).await.status(),
        303
    );
    let form = cast
        .employee
        .get(&cast.at("/goals"))
        .await
        .form(&confirmation);
    let form: Vec<(&str, &str)> = form.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let submitted = cast
        .superior
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/submission"),
            GOOD,
        )
        .await;
    assert_eq!(submitted.status(), 303, "{}", submitted.summary());
    assert_eq!(cast.employee.post(&confirmation, &form).await.status(), 409);
    let returned = cast
        .hr
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/return"),
            &[("reason", "Look again.")],
        )
        .await;
    assert_eq!(returned.status(), 303, "{}", returned.summary());
    assert_eq!(world.stage(cast.appraisal).await, Stage::Evaluation.key());
    assert_eq!(cast.employee.post(&confirmation, &form).await.status(), 409);
    assert_eq!(cast.superior.get(&change).await.status(), 409);
    assert_eq!(weights(&world, &cast).await, ["G1 60", "G2 40"]);
    let page = cast.employee.get(&cast.at("/goals")).await;
    assert!(page.says("goals_change_lapsed"));
    assert!(!cast.employee.get("/").await.says("task_goal_change_own"));
}
