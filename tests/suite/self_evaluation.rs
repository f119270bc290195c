//! Writing the self-evaluation: saved as typed, seen by nobody, submitted once, never half.

use countersign::{access::Lang, forms::form::Form, web::texts};

use crate::world::{Says, World};

/// A complete self-evaluation on the form of the product.
pub fn complete() -> Vec<(String, String)> {
    let form = Form::standard();
    let items = form.indicators.iter().flat_map(|indicator| {
        [
            (format!("points.{}", indicator.key), "18".into()),
            (format!("words.{}", indicator.key), "I did it.".into()),
        ]
    });
    let answers = form
        .self_questions
        .iter()
        .map(|question| (format!("answer.{}", question.key), "Because.".into()));
    items.chain(answers).collect()
}

pub fn pairs(values: &[(String, String)]) -> Vec<(&str, &str)> {
    values
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

#[tokio::test]
async fn what_is_typed_is_kept_and_shown_to_nobody_else() {
    let world = World::new().await;
    let cast = world.cast().await;
    let page = cast.at("/self-evaluation");
    let saved = cast
        .employee
        .autosave(
            &page,
            &[("version", "0"), ("words.company_profit", "SECRET DRAFT")],
        )
        .await;
    assert_eq!(saved.status(), 200, "{}", saved.text());
    assert!(saved.text().contains("\"version\":1"));
    assert!(
        cast.employee
            .get(&page)
            .await
            .text()
            .contains("SECRET DRAFT")
    );
    for somebody in [&cast.superior, &cast.hr, &cast.facilitator, &cast.clerk] {
        for path in [
            page.clone(),
            cast.at(""),
            cast.at("/evaluation"),
            cast.at("/trail"),
            "/appraisals".into(),
            "/".into(),
        ] {
            let seen = somebody.get(&path).await;
            assert!(
                !seen.text().contains("SECRET DRAFT"),
                "{} at {path}",
                somebody.name
            );
        }
    }
}

#[tokio::test]
async fn a_stale_version_shows_both_texts_and_loses_neither() {
    let world = World::new().await;
    let cast = world.cast().await;
    let page = cast.at("/self-evaluation");
    cast.employee
        .post(
            &page,
            &[("version", "0"), ("words.company_profit", "first tab")],
        )
        .await;
    let stale = [("version", "0"), ("words.company_profit", "second tab")];
    let background = cast.employee.autosave(&page, &stale).await;
    assert_eq!(
        (background.status(), background.text().as_str()),
        (409, "{\"conflict\":true}")
    );
    let conflict = cast.employee.post(&page, &stale).await;
    assert_eq!(conflict.status(), 409);
    assert!(conflict.text().contains("first tab") && conflict.text().contains("second tab"));
    // the page's own button puts the typed text over the saved one, knowingly
    let mine = conflict.form(&page);
    let taken = cast.employee.post(&page, &pairs(&mine)).await;
    assert_eq!(taken.status(), 303);
    assert!(cast.employee.get(&page).await.text().contains("second tab"));
}

#[tokio::test]
async fn two_windows_in_different_fields_lose_neither_text() {
    let world = World::new().await;
    let cast = world.cast().await;
    let page = cast.at("/self-evaluation");
    let (profit, conduct) = ("words.company_profit", "words.conduct");
    let first = [("version", "0"), (profit, "of the first"), (conduct, "")];
    assert_eq!(cast.employee.post(&page, &first).await.status(), 303);
    let second = [("version", "0"), (profit, ""), (conduct, "of the second")];
    let conflict = cast.employee.post(&page, &second).await;
    assert_eq!(conflict.status(), 409);
    // what this window left empty is proposed as the other one saved it
    let chosen = conflict.form(&page);
    assert_eq!(
        cast.employee.post(&page, &pairs(&chosen)).await.status(),
        303
    );
    let kept = cast.employee.get(&page).await.text();
    assert!(kept.contains("of the first") && kept.contains("of the second"));
    // one name is sent once: what was chosen, and nothing beside it
    assert_eq!(chosen.iter().filter(|(name, _)| name == profit).count(), 1);
}

#[tokio::test]
async fn an_incomplete_one_comes_back_with_everything_typed_and_a_message_at_each_field() {
    let world = World::new().await;
    let cast = world.cast().await;
    let typed = [
        ("version", "0"),
        ("words.company_profit", "kept <b>text</b>"),
        ("points.company_profit", "9999"),
    ];
    let page = cast
        .employee
        .post(&cast.at("/self-evaluation/submission"), &typed)
        .await;
    assert_eq!(page.status(), 422);
    assert!(
        page.text().contains("kept &#60;b&#62;text") || page.text().contains("kept &lt;b&gt;text"),
        "kept and escaped"
    );
    assert!(page.text().contains("value=\"9999\""));
    assert!(page.has("#f-points\\.company_profit-error"));
    let l = texts(Lang::En);
    let named = l.evaluation_error("Company profit", l.self_points());
    let fields = page.all(".errors li strong");
    assert!(fields.contains(&named), "without a script: {fields:?}");
    assert_eq!(world.stage(cast.appraisal).await, "self_evaluation");
}

#[tokio::test]
async fn a_hundred_kilobytes_are_refused_at_their_field() {
    let world = World::new().await;
    let cast = world.cast().await;
    let long = "x".repeat(100_000);
    let page = cast
        .employee
        .post(
            &cast.at("/self-evaluation"),
            &[("version", "0"), ("words.company_profit", &long)],
        )
        .await;
    assert_eq!(page.status(), 422);
    assert!(page.has("#f-words\\.company_profit-error"));
    assert!(page.text().contains(&long), "nothing is lost");
}

#[tokio::test]
async fn eight_submits_at_once_leave_one_result() {
    let world = World::new().await;
    let cast = world.cast().await;
    let mut fields = complete();
    fields.push(("version".into(), "0".into()));
    let address = cast.at("/self-evaluation/submission");
    let mut tasks = Vec::new();
    for _ in 0..8 {
        let (employee, fields, address) = (cast.employee.clone(), fields.clone(), address.clone());
        tasks.push(tokio::spawn(async move {
            employee.post(&address, &pairs(&fields)).await.status()
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
        statuses
            .iter()
            .all(|status| [303, 403, 409].contains(status)),
        "{statuses:?}"
    );
    assert_eq!(world.stage(cast.appraisal).await, "evaluation");
    assert_eq!(world.events(cast.appraisal, "self_submitted").await, 1);
    let kept: i64 = sqlx::query_scalar("select count(*) from submissions")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(kept, 1);
}

#[tokio::test]
async fn submitted_is_locked_until_the_superior_returns_it_with_a_reason() {
    let world = World::new().await;
    let cast = world.cast().await;
    let fields = complete();
    let submitted = cast
        .employee
        .fills(
            &cast.at("/self-evaluation"),
            &cast.at("/self-evaluation/submission"),
            &pairs(&fields),
        )
        .await;
    assert_eq!(submitted.status(), 303, "{}", submitted.summary());
    let late = cast
        .employee
        .post(
            &cast.at("/self-evaluation"),
            &[("version", "1"), ("words.company_profit", "late")],
        )
        .await;
    assert_eq!(late.status(), 409);
    assert!(
        cast.superior
            .get(&cast.at("/self-evaluation"))
            .await
            .text()
            .contains("I did it.")
    );
    let without = cast
        .superior
        .post(&cast.at("/self-evaluation/return"), &[])
        .await;
    assert_eq!(
        (without.status(), world.stage(cast.appraisal).await.as_str()),
        (422, "evaluation")
    );
    let returned = cast
        .superior
        .post(
            &cast.at("/self-evaluation/return"),
            &[("reason", "Say more.")],
        )
        .await;
    assert_eq!(returned.status(), 303, "{}", returned.summary());
    assert_eq!(world.stage(cast.appraisal).await, "self_evaluation");
    let again = cast.employee.get(&cast.at("/self-evaluation")).await;
    assert!(again.text().contains("I did it.") && again.text().contains("Say more."));
    assert_eq!(
        cast.superior
            .get(&cast.at("/self-evaluation"))
            .await
            .status(),
        409
    );
}

#[tokio::test]
async fn hr_moves_on_only_after_the_deadline() {
    let world = World::new().await;
    let cast = world.cast().await;
    let early = cast.hr.post(&cast.at("/self-evaluation/skip"), &[]).await;
    assert_eq!(
        (early.status(), world.stage(cast.appraisal).await.as_str()),
        (409, "self_evaluation")
    );
    world.app.clock.advance(time::Duration::days(8));
    assert_eq!(
        cast.hr
            .post(&cast.at("/self-evaluation/skip"), &[])
            .await
            .status(),
        303
    );
    assert!(
        cast.superior
            .get(&cast.at("/self-evaluation"))
            .await
            .says("self_skipped")
    );
}
