//! The superior writes and completes the evaluation.

use countersign::{
    access::{Lang, Stage},
    web::texts,
};

use super::{GOOD, POOR, at_evaluation, result, submitted, why_69};
use crate::{
    self_evaluation::pairs,
    world::{Cast, Person, Says, World, en_with},
};

#[tokio::test]
async fn the_superior_writes_beside_the_employees_own_words() {
    let world = World::new().await;
    let cast = world.cast().await;
    at_evaluation(&world, &cast).await;
    let address = cast.at("/evaluation");
    let page = cast.superior.get(&address).await;
    assert_eq!(page.status(), 200);
    assert_eq!(page.all("blockquote.said").len(), 3);
    assert!(page.text().contains("I did it."));
    // half a measurement is a draft like any other
    let half = [("version", "0"), ("target.company_profit", "3200")];
    assert_eq!(cast.superior.autosave(&address, &half).await.status(), 200);
    let saved = cast.superior.get(&address).await;
    assert!(saved.text().contains("value=\"3,200\""));
    assert!(saved.says("evaluation_scored"));

    let mut all = GOOD.to_vec();
    all.push(("version", "1"));
    assert_eq!(cast.superior.autosave(&address, &all).await.status(), 200);
    let scored = cast.superior.get(&address).await;
    assert!(scored.text().contains(&why_69()), "{}", scored.text());
    assert_eq!(scored.all("dl.result dd"), ["109", "Excellent−", "1.1"]);
    assert_eq!(scored.all(".gap-down"), ["−51", "−4"]);
    // nobody else reads a draft
    for somebody in [&cast.employee, &cast.hr, &cast.clerk, &cast.facilitator] {
        let refused = somebody.get(&address).await;
        assert_ne!(refused.status(), 200, "{}", somebody.name);
        assert!(!refused.text().contains("SECRET"));
    }
}

#[tokio::test]
async fn it_cannot_be_completed_without_its_scores_nor_weak_items_without_their_reasons() {
    let world = World::new().await;
    let cast = world.cast().await;
    at_evaluation(&world, &cast).await;
    let (page, submission) = (cast.at("/evaluation"), cast.at("/evaluation/submission"));
    let empty = cast.superior.post(&submission, &[("version", "0")]).await;
    assert_eq!(empty.status(), 422);
    for field in [
        "target.company_profit",
        "target.must_do_tasks",
        "points.conduct",
    ] {
        assert!(
            empty.has(&format!("#f-{}-error", field.replace('.', "\\."))),
            "{field}"
        );
    }
    let mut weak: Vec<(&str, &str)> = POOR.to_vec();
    weak.retain(|(name, _)| !["cause.company_profit", "support.company_profit"].contains(name));
    let refused = cast.superior.fills(&page, &submission, &weak).await;
    assert_eq!(refused.status(), 422);
    let l = texts(Lang::En);
    let named = |field: String| l.evaluation_error("Company profit", field);
    // item and field, without a script
    assert_eq!(
        refused.all(".errors li strong"),
        [named(l.evaluation_cause()), named(l.evaluation_support())],
        "{}",
        refused.summary()
    );
    assert!(
        refused.text().contains("Offers within three days."),
        "what was typed is there"
    );
    assert_eq!(world.stage(cast.appraisal).await, "evaluation");
    assert_eq!(
        world.events(cast.appraisal, "evaluation_submitted").await,
        0
    );
}

#[tokio::test]
async fn a_target_of_nothing_is_scored_by_hand_with_a_reason() {
    let world = World::new().await;
    let cast = world.cast().await;
    at_evaluation(&world, &cast).await;
    let (page, submission) = (cast.at("/evaluation"), cast.at("/evaluation/submission"));
    let mut by_hand = GOOD.to_vec();
    by_hand.extend([
        ("target.company_profit", "0"),
        ("hand_points.company_profit", "55"),
    ]);
    let refused = cast.superior.fills(&page, &submission, &by_hand).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.has("#f-hand_reason\\.company_profit-error"));
    by_hand.extend([
        ("hand_reason.company_profit", "The plant was closed."),
        ("example.company_profit", "June"),
        ("cause.company_profit", "resources"),
        ("problem.company_profit", "No plant"),
        ("direction.company_profit", "Rent one"),
        ("support.company_profit", "Budget"),
    ]);
    let taken = cast.superior.fills(&page, &submission, &by_hand).await;
    assert_eq!(taken.status(), 303, "{}", taken.summary());
    assert_eq!(result(&world, cast.appraisal).await.0, "95");
}

#[tokio::test]
async fn eight_submits_at_once_leave_one_result() {
    let world = World::new().await;
    let cast = world.cast().await;
    at_evaluation(&world, &cast).await;
    let mut fields = GOOD.to_vec();
    fields.push(("version", "0"));
    let address = cast.at("/evaluation/submission");
    let mut tasks = Vec::new();
    for _ in 0..8 {
        let (superior, fields, address) = (cast.superior.clone(), fields.clone(), address.clone());
        tasks.push(tokio::spawn(async move {
            superior.post(&address, &fields).await.status()
        }));
    }
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.unwrap());
    }
    assert_eq!(
        statuses.iter().filter(|status| **status == 303).count(),
        1,
        "{statuses:?}"
    );
    assert!(
        statuses.iter().all(|status| [303, 409].contains(status)),
        "{statuses:?}"
    );
    assert_eq!(
        result(&world, cast.appraisal).await,
        ("109".into(), 3, false)
    );
    assert_eq!(
        world.events(cast.appraisal, "evaluation_submitted").await,
        1
    );
    let kept: i64 = sqlx::query_scalar(
        "select count(*) from submissions s join papers p on p.id = s.paper_id where p.kind = 'evaluation'",
    )
    .fetch_one(&world.db)
    .await
    .unwrap();
    assert_eq!(kept, 1);
}

#[tokio::test]
async fn the_superior_is_led_to_the_next_one_and_sees_earlier_results() {
    let world = World::new().await;
    let cast = world.cast().await;
    let next = world
        .person("Nora Next", cast.department, Some(&cast.superior))
        .await;
    let id = world
        .appraisal(
            cast.cycle,
            &next,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    world.force(id, Stage::Evaluation).await;
    let spring = world.cycle("Spring").await;
    let earlier = world
        .appraisal(
            spring,
            &cast.employee,
            &cast.head,
            None,
            None,
            cast.department,
        )
        .await;
    world.force(earlier, Stage::Concluded).await;
    submitted(&world, &cast, GOOD).await;
    let page = cast.superior.get(&cast.at("/evaluation")).await;
    assert_eq!(
        page.all(".turn .button"),
        [en_with("evaluation_next", &[("name", "Nora Next")])]
    );
    assert!(page.text().contains("Spring: 91 (Good)"));
    assert!(!reads(&cast.clerk, &cast).await.contains("Spring: 91"));
}

async fn reads(person: &Person, cast: &Cast) -> String {
    let page = person.get(&cast.at("/evaluation")).await;
    assert_eq!(page.status(), 200, "{}", page.summary());
    page.text()
}

#[tokio::test]
async fn a_stale_version_shows_both_texts_and_loses_neither() {
    let world = World::new().await;
    let cast = world.cast().await;
    at_evaluation(&world, &cast).await;
    let page = cast.at("/evaluation");
    let first = [
        ("version", "0"),
        ("summary", "first tab"),
        ("points.conduct", "15"),
    ];
    assert_eq!(cast.superior.post(&page, &first).await.status(), 303);
    let stale = [
        ("version", "0"),
        ("summary", "second tab"),
        ("points.conduct", "16"),
    ];
    let background = cast.superior.autosave(&page, &stale).await;
    assert_eq!(background.status(), 409);
    let conflict = cast.superior.post(&page, &stale).await;
    assert_eq!(conflict.status(), 409);
    let text = conflict.text();
    for part in ["first tab", "second tab", "15", "16"] {
        assert!(text.contains(part), "{part}");
    }
    let mine = conflict.form(&page);
    assert_eq!(cast.superior.post(&page, &pairs(&mine)).await.status(), 303);
    assert!(cast.superior.get(&page).await.text().contains("second tab"));
}
