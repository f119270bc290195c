//! What is typed in a browser stays there until the server has it: in the room, in the goals, between two windows.

use std::time::Duration;

use countersign::access::Stage;

use crate::{
    browser::{Browser, Site, WIDE},
    evaluation::at_evaluation,
    interviews::{fill, spoken, started},
    world::{PASSWORD, Says, World},
};

async fn value(browser: &Browser, name: &str) -> String {
    let field = browser.one(&format!("main [name='{name}']")).await;
    field.prop("value").await.unwrap().unwrap_or_default()
}

/// Waits until the page has the text of this key there.
async fn says(browser: &Browser, css: &str, key: &str) {
    shows(browser, css, |text| text.says(key)).await;
}

/// Waits until the page has these words of somebody there.
async fn quotes(browser: &Browser, css: &str, words: &str) {
    shows(browser, css, |text| text.contains(words)).await;
}

async fn shows(browser: &Browser, css: &str, right: impl Fn(&str) -> bool) {
    let mut text = String::new();
    for _ in 0..200 {
        if browser.has(css).await {
            // a live page may replace it while it is read
            text = browser.one(css).await.text().await.unwrap_or_default();
            if right(&text) {
                return;
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{css} says {text:?}");
}

async fn click(browser: &Browser, css: &str) {
    let element = browser.one(css).await;
    element.scroll_into_view().await.unwrap();
    element.click().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_item_that_was_not_sent_is_there_after_a_reload_and_for_nobody_else() {
    let world = World::new().await;
    let cast = spoken(&world).await;
    let site = Site::open(&world).await;
    let browser = site.browser("en", WIDE).await;
    let (step, plan) = (cast.at("/interview?step=5"), cast.at("/interview/plan"));
    browser
        .sign_in("susan.superior@example.test", PASSWORD)
        .await;
    browser.go(&step).await;
    browser.fill("what.new", "Answer customers sooner").await;
    browser.fill("measure.new", "A rota").await;
    says(&browser, "#plan-new [data-save-state]", "shell_save_kept").await;
    browser.go(&cast.at("/interview?step=8")).await;
    browser.go(&step).await;
    assert_eq!(value(&browser, "what.new").await, "Answer customers sooner");
    assert_eq!(value(&browser, "measure.new").await, "A rota");
    assert_eq!(browser.axe().await, Vec::<String>::new());

    // another account on the same device sees nothing of it
    browser.driver.delete_all_cookies().await.unwrap();
    browser.sign_in("eve.employee@example.test", PASSWORD).await;
    browser.go(&step).await;
    assert_eq!(value(&browser, "what.new").await, "");
    browser.driver.delete_all_cookies().await.unwrap();
    browser
        .sign_in("susan.superior@example.test", PASSWORD)
        .await;
    browser.go(&step).await;
    assert_eq!(value(&browser, "what.new").await, "Answer customers sooner");

    // "done" asks first; a step that lacks something shows the room, with the text still in it
    let done = format!("main form[action='{}'] button", cast.at("/interview/done"));
    click(&browser, &done).await;
    says(&browser, "dialog[open]", "room_done_unsent").await;
    click(&browser, "dialog[open] .quiet").await;
    assert!(browser.path().await.ends_with("step=5"));
    browser.press(&done).await;
    says(&browser, ".errors", "room_not_done").await;
    assert_eq!(value(&browser, "what.new").await, "Answer customers sooner");
    assert_eq!(value(&browser, "measure.new").await, "A rota");

    // this page stands at an address that answers no GET; it lives all the same
    let note = [("step", "5"), ("version", "0"), ("note", "SAID MEANWHILE")];
    let saved = cast.employee.post(&cast.at("/interview/note"), &note).await;
    assert_eq!(saved.status(), 303);
    quotes(&browser, ".voices", "SAID MEANWHILE").await;

    // sent, it is gone from the form and from the device
    let due = (time::OffsetDateTime::now_utc().date() + time::Duration::days(90)).to_string();
    browser.fill("cause.new", "process").await;
    browser.fill("due.new", &due).await;
    browser.fill("criteria.new", "Within a day").await;
    browser.send(&plan).await;
    browser.go(&step).await;
    quotes(&browser, "[data-live-part=plan]", "Answer customers sooner").await;
    assert_eq!(value(&browser, "what.new").await, "");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_objection_that_was_not_sent_is_there_after_a_look_at_another_step() {
    let world = World::new().await;
    let cast = spoken(&world).await;
    let site = Site::open(&world).await;
    let browser = site.browser("en", WIDE).await;
    browser.sign_in("eve.employee@example.test", PASSWORD).await;
    browser.go(&cast.at("/interview?step=8")).await;
    browser.fill("choice", "objected").await;
    browser.fill("objects.conduct", "1").await;
    browser
        .fill("objection.conduct", "The rota was not mine.")
        .await;
    browser.go(&cast.at("/interview?step=7")).await;
    browser.fill("title", "A goal of the next period").await;
    browser.go(&cast.at("/interview?step=8")).await;
    assert_eq!(
        value(&browser, "objection.conduct").await,
        "The rota was not mine."
    );
    let chosen = browser.one("[name=choice][value=objected]").await;
    assert!(chosen.is_selected().await.unwrap());
    browser.go(&cast.at("/interview?step=7")).await;
    assert_eq!(value(&browser, "title").await, "A goal of the next period");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_stays_at_its_step_when_the_others_go_on_and_says_when_the_room_is_closed() {
    let world = World::new().await;
    let cast = started(&world).await;
    let site = Site::open(&world).await;
    let browser = site.browser("en", WIDE).await;
    browser.sign_in("eve.employee@example.test", PASSWORD).await;
    browser.go(&cast.at("/interview")).await;
    quotes(&browser, ".room-step h2", "1 ·").await;
    let moved = cast
        .superior
        .post(&cast.at("/interview/step"), &[("step", "2")])
        .await;
    assert_eq!(moved.status(), 303, "{}", moved.summary());
    says(&browser, "[data-live-part=where]", "room_elsewhere").await;
    quotes(&browser, ".room-step h2", "1 ·").await;
    assert!(
        browser
            .has("[data-live-part=where] a[href$='step=2']")
            .await
    );

    fill(&world, &cast).await;
    let closed = cast.superior.post(&cast.at("/interview/close"), &[]).await;
    assert_eq!(closed.status(), 303, "{}", closed.summary());
    says(&browser, "[data-live-part=where]", "room_ended").await;
    let sign = format!("[data-live-part=where] a[href='{}']", cast.at("/sign"));
    browser.one(&sign).await;
    assert!(
        !browser.has("[data-live]").await,
        "nothing waits there any more"
    );
    browser.press(&sign).await;
    assert_eq!(browser.path().await, cast.at("/sign"));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn confirming_goals_confirms_what_stands_on_the_screen() {
    let world = World::new().await;
    let cast = world.cast().await;
    sqlx::query("update appraisals set stage = 'goals' where id = $1")
        .bind(cast.appraisal.0)
        .execute(&world.db)
        .await
        .unwrap();
    let site = Site::open(&world).await;
    let browser = site.browser("en", WIDE).await;
    browser.sign_in("eve.employee@example.test", PASSWORD).await;
    browser.go(&cast.at("/goals")).await;
    for (name, value) in [
        ("title.0", "Win three new customers"),
        ("weight.0", "60"),
        ("title.1", "Answer offers within three days"),
        ("weight.1", "39.5"),
    ] {
        browser.fill(name, value).await;
    }
    says(&browser, "[data-sum]", "goals_short").await;
    browser.go(&cast.at("")).await;
    browser.go(&cast.at("/goals")).await;
    assert_eq!(value(&browser, "weight.1").await, "39.5");
    says(&browser, "[data-sum]", "goals_sum").await;
    // refused with everything still there
    let confirmation = cast.at("/goals/confirmation");
    browser.send(&confirmation).await;
    says(&browser, ".errors", "goals_short").await;
    assert_eq!(
        value(&browser, "title.1").await,
        "Answer offers within three days"
    );
    browser.fill("weight.1", "40").await;
    browser.send(&confirmation).await;
    quotes(&browser, ".flash", "").await;
    let (titles, confirmed): (Vec<String>, i64) = sqlx::query_as(
        "select array(select title from goals where appraisal_id = $1 order by position),
            (select count(*) from goal_confirmations where appraisal_id = $1)",
    )
    .bind(cast.appraisal.0)
    .fetch_one(&world.db)
    .await
    .unwrap();
    assert_eq!(
        titles,
        ["Win three new customers", "Answer offers within three days"]
    );
    assert_eq!(confirmed, 1);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_touched_only_the_summary_asks_about_nothing_else() {
    let world = World::new().await;
    let cast = world.cast().await;
    at_evaluation(&world, &cast).await;
    let page = cast.at("/evaluation");
    let first = [
        ("version", "0"),
        ("target.company_profit", "3200"),
        ("actual.company_profit", "2900"),
        ("points.conduct", "20"),
        ("summary", "As it began"),
    ];
    assert_eq!(cast.superior.post(&page, &first).await.status(), 303);
    let site = Site::open(&world).await;
    let browser = site.browser("en", WIDE).await;
    browser
        .sign_in("susan.superior@example.test", PASSWORD)
        .await;
    browser.go(&page).await;
    // the other window corrects the figures
    let corrected = [("actual.company_profit", "3200"), ("points.conduct", "16")];
    let saved = cast.superior.fills(&page, &page, &corrected).await;
    assert_eq!(saved.status(), 303, "{}", saved.summary());
    browser.fill("summary", "As this window sees it").await;
    says(&browser, "[data-save-state]", "shell_save_conflict").await;
    browser.press("[data-save-state] button").await;
    assert!(browser.has("[name=summary][type=radio]").await);
    for name in [
        "actual.company_profit",
        "points.conduct",
        "target.company_profit",
    ] {
        assert!(
            !browser.has(&format!("[name='{name}'][type=radio]")).await,
            "{name}"
        );
    }
    browser.press("main form button.primary").await;
    let body: serde_json::Value = sqlx::query_scalar(
        "select body from papers where appraisal_id = $1 and kind = 'evaluation'",
    )
    .bind(cast.appraisal.0)
    .fetch_one(&world.db)
    .await
    .unwrap();
    let body = body.to_string();
    assert!(body.contains("As this window sees it"), "{body}");
    assert!(
        body.contains("3200") && !body.contains("2900") && body.contains("16"),
        "{body}"
    );
    browser.close().await;
    assert_eq!(world.stage(cast.appraisal).await, Stage::Evaluation.key());
}

#[tokio::test]
async fn without_javascript_the_saved_figures_are_chosen_until_somebody_chooses() {
    let world = World::new().await;
    let cast = world.cast().await;
    at_evaluation(&world, &cast).await;
    let page = cast.at("/evaluation");
    let first = [
        ("version", "0"),
        ("summary", "first tab"),
        ("points.conduct", "16"),
    ];
    assert_eq!(cast.superior.post(&page, &first).await.status(), 303);
    let stale = [
        ("version", "0"),
        ("summary", "second tab"),
        ("points.conduct", "20"),
    ];
    let chosen = cast.superior.post(&page, &stale).await.form(&page);
    let has = |name: &str, value: &str| chosen.iter().any(|(n, v)| n == name && v == value);
    assert!(
        has("points.conduct", "16") && has("summary", "second tab"),
        "{chosen:?}"
    );
    // known to be this window's own: then it is this window's that is chosen
    let mut told = stale.to_vec();
    told.push(("untouched", "comment.conduct strengths"));
    let chosen = cast.superior.post(&page, &told).await.form(&page);
    let has = |name: &str, value: &str| chosen.iter().any(|(n, v)| n == name && v == value);
    assert!(
        has("points.conduct", "20") && has("summary", "second tab"),
        "{chosen:?}"
    );
    // known to be as it was: then it is not asked about, and what is saved goes along
    let mut told = stale.to_vec();
    told.push(("untouched", "points.conduct strengths"));
    let asked = cast.superior.post(&page, &told).await;
    assert!(!asked.has("input[type=radio][name='points.conduct']"));
    let chosen = asked.form(&page);
    let has = |name: &str, value: &str| chosen.iter().any(|(n, v)| n == name && v == value);
    assert!(
        has("points.conduct", "16") && !has("points.conduct", "20"),
        "{chosen:?}"
    );
    assert!(chosen.iter().all(|(name, _)| name != "untouched"));
}
