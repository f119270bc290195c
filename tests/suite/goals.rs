//! Agreeing the goals: weights of exactly 100, both sides, and nothing confirmed that was not seen.

use countersign::access::Stage;

use crate::world::{Cast, Says, World};

const TWO: &[(&str, &str)] = &[
    ("title.0", "Win three new customers"),
    ("serves.0", "Growth in the north"),
    ("weight.0", "60"),
    ("title.1", "Answer offers within three days"),
    ("weight.1", "40"),
];

async fn world() -> (World, Cast) {
    let world = World::new().await;
    let cast = world.cast().await;
    sqlx::query("update appraisals set stage = 'goals' where id = $1")
        .bind(cast.appraisal.0)
        .execute(&world.db)
        .await
        .unwrap();
    (world, cast)
}

#[tokio::test]
async fn both_confirm_and_the_self_evaluation_opens() {
    let (world, cast) = world().await;
    let (goals, confirmation) = (cast.at("/goals"), cast.at("/goals/confirmation"));
    let saved = cast.employee.fills(&goals, &goals, TWO).await;
    assert_eq!(saved.status(), 303, "{}", saved.summary());
    for somebody in [&cast.hr, &cast.facilitator, &cast.clerk, &cast.head] {
        let refused = somebody.post(&confirmation, &[]).await.status();
        assert!([403, 404].contains(&refused), "{}", somebody.name);
    }
    let first = cast.superior.fills(&goals, &confirmation, &[]).await;
    assert_eq!(first.status(), 303, "{}", first.summary());
    assert_eq!(world.stage(cast.appraisal).await, "goals");
    // the same side twice is still one side
    let again = cast.superior.decides(&confirmation, &[]).await;
    assert_eq!(again.status(), 303);
    assert_eq!(world.stage(cast.appraisal).await, "goals");
    let second = cast.employee.fills(&goals, &confirmation, &[]).await;
    assert_eq!(second.status(), 303, "{}", second.summary());
    assert_eq!(world.stage(cast.appraisal).await, "self_evaluation");
    assert_eq!(world.events(cast.appraisal, "goals_confirmed").await, 1);
    // readable later, by HR too, and not to be changed
    let later = cast.hr.get(&goals).await;
    assert!(
        later.text().contains("Win three new customers") && !later.has("textarea, #f-title\\.0")
    );
    assert_eq!(cast.employee.post(&goals, TWO).await.status(), 409);
}

#[tokio::test]
async fn weights_that_are_not_whole_block_and_say_by_how_much() {
    let (world, cast) = world().await;
    let (goals, confirmation) = (cast.at("/goals"), cast.at("/goals/confirmation"));
    assert_eq!(cast.employee.post(&confirmation, &[]).await.status(), 409);
    for (weight, difference) in [("39.99", "goals_short"), ("40.01", "goals_over")] {
        let mut fields = TWO.to_vec();
        fields.push(("weight.1", weight));
        assert_eq!(
            cast.employee.fills(&goals, &goals, &fields).await.status(),
            303
        );
        let page = cast.employee.get(&goals).await;
        assert!(page.says_with(difference, &[("gap", "0.01")]), "{weight}");
        assert!(
            page.text().contains(&format!("value=\"{weight}\"")),
            "never normalised"
        );
        let refused = cast.employee.post(&confirmation, &[]).await;
        assert_eq!(refused.status(), 409);
    }
    assert_eq!(world.stage(cast.appraisal).await, "goals");
}

#[tokio::test]
async fn a_change_voids_the_confirmation_and_needs_a_reason() {
    let (world, cast) = world().await;
    let (goals, confirmation) = (cast.at("/goals"), cast.at("/goals/confirmation"));
    cast.employee.fills(&goals, &goals, TWO).await;
    let seen_before = cast.superior.get(&goals).await.form(&confirmation);
    let seen_before: Vec<(&str, &str)> = seen_before
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        cast.employee
            .fills(&goals, &confirmation, &[])
            .await
            .status(),
        303
    );
    // saving the same again changes nothing
    cast.superior.fills(&goals, &goals, &[]).await;
    assert_eq!(world.events(cast.appraisal, "goals_changed").await, 1);

    let change = [("weight.0", "50"), ("weight.1", "50")];
    let silent = cast.superior.fills(&goals, &goals, &change).await;
    assert_eq!(silent.status(), 422);
    assert!(silent.has("#f-reason-error"));
    let mut reasoned = change.to_vec();
    reasoned.push(("reason", "Offers matter more."));
    assert_eq!(
        cast.superior
            .fills(&goals, &goals, &reasoned)
            .await
            .status(),
        303
    );
    assert!(
        cast.employee
            .get(&goals)
            .await
            .text()
            .contains("Offers matter more.")
    );
    let confirmed: i64 = sqlx::query_scalar("select count(*) from goal_confirmations")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(confirmed, 0);
    // what was read before the change cannot be confirmed any more
    assert_eq!(
        cast.superior
            .post(&confirmation, &seen_before)
            .await
            .status(),
        409
    );
}

#[tokio::test]
async fn two_who_write_at_once_see_both_versions() {
    let (_world, cast) = world().await;
    let goals = cast.at("/goals");
    let opened = cast.superior.get(&goals).await.form(&goals);
    let version = opened
        .iter()
        .find(|(name, _)| name == "version")
        .map(|(_, value)| value.clone())
        .unwrap();
    cast.employee.fills(&goals, &goals, TWO).await;
    let late = [
        ("version", version.as_str()),
        ("title.0", "Another aim"),
        ("weight.0", "100"),
    ];
    let conflict = cast.superior.post(&goals, &late).await;
    assert_eq!(conflict.status(), 409);
    let text = conflict.text();
    assert!(text.contains("Win three new customers") && text.contains("Another aim"));
}

#[tokio::test]
async fn both_confirming_at_the_same_moment_is_an_agreement() {
    let (world, cast) = world().await;
    cast.employee
        .fills(&cast.at("/goals"), &cast.at("/goals"), TWO)
        .await;
    let confirm = |person: crate::world::Person| {
        let address = cast.at("/goals/confirmation");
        tokio::spawn(async move { person.decides(&address, &[]).await.status() })
    };
    let (employee, superior) = (
        confirm(cast.employee.clone()),
        confirm(cast.superior.clone()),
    );
    assert_eq!(
        (employee.await.unwrap(), superior.await.unwrap()),
        (303, 303)
    );
    assert_eq!(
        world.stage(cast.appraisal).await,
        Stage::SelfEvaluation.key()
    );
}
