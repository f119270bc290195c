//! Nothing of the room is lost, and nobody's words are taken from them.

use super::*;
use crate::world::Says;

const ROOM: &str = "main a[href*='/interview?step=']";

#[tokio::test]
async fn a_step_that_lacks_something_shows_the_room_again_with_what_is_missing() {
    let world = World::new().await;
    let cast = spoken(&world).await;
    let early = mark(&cast, &cast.superior, "5").await;
    assert_eq!(early.status(), 409);
    assert!(!early.all(".errors li").is_empty(), "{}", early.summary());
    assert!(early.has(&format!("form[action='{}']", cast.at("/interview/plan"))));
    // the page stands at an address that answers no GET: every way leads to the room itself
    assert!(early.has(ROOM) && !early.text().contains("href=\"?step="));
    assert!(early.has(&format!(
        "[data-live-page='{}']",
        cast.at("/interview?step=5")
    )));
}

fn parked<'a>(
    version: &'a str,
    owner: &'a str,
    more: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let base = [
        ("version", version),
        ("item", "conduct"),
        ("owner.conduct", owner),
        ("due.conduct", DUE.as_str()),
    ];
    with(&base, more)
}

#[tokio::test]
async fn what_the_employee_wrote_about_a_parked_point_only_the_employee_changes() {
    let world = World::new().await;
    let cast = spoken(&world).await;
    let (address, owner) = (cast.at("/interview/parked"), cast.superior.id.to_string());
    let own = parked("0", &owner, &[("employee_view.conduct", "IT WAS THE ROTA")]);
    assert_eq!(cast.employee.post(&address, &own).await.status(), 303);
    let page = cast.at("/interview?step=4");
    let name = "employee_view\\.conduct";
    for other in [&cast.superior, &cast.facilitator] {
        assert!(!other.get(&page).await.has(&format!("#f-{name}")));
        let theirs = parked(
            "1",
            &owner,
            &[("employee_view.conduct", "I agree entirely")],
        );
        let refused = other.post(&address, &theirs).await;
        assert_eq!(refused.status(), 422, "{}", refused.summary());
        assert!(
            refused.has(&format!("#f-{name}-error")) && refused.text().contains("I agree entirely")
        );
    }
    let view = parked(
        "1",
        &owner,
        &[("superior_view.conduct", "It was avoidable")],
    );
    assert_eq!(cast.superior.post(&address, &view).await.status(), 303);
    let shown = cast.facilitator.get(&page).await.text();
    assert!(shown.contains("IT WAS THE ROTA") && shown.contains("It was avoidable"));
    let more = parked(
        "2",
        &owner,
        &[("employee_view.conduct", "Rota and holidays")],
    );
    let again = cast.employee.post(&address, &more).await;
    assert_eq!(again.status(), 303, "{}", again.summary());
}

#[tokio::test]
async fn a_parked_point_and_a_plan_item_of_two_windows_meet_at_the_conflict_page() {
    let world = World::new().await;
    let cast = spoken(&world).await;
    let (address, owner) = (cast.at("/interview/parked"), cast.superior.id.to_string());
    let first = parked("0", &owner, &[("superior_view.conduct", "FIRST VIEW")]);
    assert_eq!(cast.superior.post(&address, &first).await.status(), 303);
    let late = parked("0", &owner, &[("superior_view.conduct", "SECOND VIEW")]);
    let both = cast.superior.post(&address, &late).await;
    assert_eq!(both.status(), 409);
    assert!(both.text().contains("FIRST VIEW") && both.text().contains("SECOND VIEW"));
    assert!(both.has(&format!("main a[href='{}']", cast.at("/interview?step=4"))));
    let chosen = cast.superior.fills_conflict(&both, &address).await;
    assert_eq!(chosen.status(), 303, "{}", chosen.summary());
    let page = cast
        .employee
        .get(&cast.at("/interview?step=4"))
        .await
        .text();
    assert!(page.contains("SECOND VIEW"));

    let (address, page) = (cast.at("/interview/plan"), cast.at("/interview?step=5"));
    let plan = [
        ("plan_item", "new"),
        ("what.new", "Answer customers sooner"),
        ("cause.new", "process"),
        ("measure.new", "A rota"),
        ("owner.new", owner.as_str()),
        ("due.new", DUE.as_str()),
        ("criteria.new", "Within a day"),
    ];
    assert_eq!(cast.employee.post(&address, &plan).await.status(), 303);
    let id: uuid::Uuid = sqlx::query_scalar("select id from plan_items where appraisal_id = $1")
        .bind(cast.appraisal.0)
        .fetch_one(&world.db)
        .await
        .unwrap();
    let opened = cast.superior.get(&page).await.form(&address);
    let change = |text: &str| -> Vec<(String, String)> {
        let mut fields = opened.clone();
        for (name, value) in &mut fields {
            if *name == format!("measure.{id}") {
                text.clone_into(value);
            }
        }
        fields
    };
    let (first, late) = (change("A BETTER ROTA"), change("A LIST"));
    let pairs = self_evaluation::pairs;
    assert_eq!(
        cast.employee.post(&address, &pairs(&first)).await.status(),
        303
    );
    let both = cast.superior.post(&address, &pairs(&late)).await;
    assert_eq!(both.status(), 409);
    assert!(both.text().contains("A BETTER ROTA") && both.text().contains("A LIST"));
    let chosen = cast.superior.fills_conflict(&both, &address).await;
    assert_eq!(chosen.status(), 303, "{}", chosen.summary());
    assert!(cast.employee.get(&page).await.text().contains("A LIST"));
    // an item that is gone loses no text either
    let gone = [("plan_item", id.to_string()), ("version", "3".into())];
    let gone: Vec<(&str, &str)> = gone.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let removed = cast
        .employee
        .post(&cast.at("/interview/plan/removal"), &gone)
        .await;
    assert_eq!(removed.status(), 303, "{}", removed.summary());
    let both = cast.superior.post(&address, &pairs(&late)).await;
    assert_eq!(both.status(), 409);
    assert!(both.text().contains("A LIST"));
}

#[tokio::test]
async fn the_summary_that_will_be_frozen_is_shown_to_all_from_the_start() {
    let world = World::new().await;
    let cast = spoken(&world).await;
    let page = cast.at("/interview?step=8");
    for somebody in [&cast.employee, &cast.superior, &cast.facilitator] {
        let shown = somebody.get(&page).await.all("[data-live-part=sheet]");
        assert!(
            shown.iter().any(|text| text.contains("A good year.")),
            "{shown:?}"
        );
    }
    sheet(&cast, "8", &[("summary", "We found one cause.")]).await;
    let shown = cast.employee.get(&page).await.all("[data-live-part=sheet]");
    assert!(
        shown
            .iter()
            .any(|text| text.contains("We found one cause.")),
        "{shown:?}"
    );
}

#[tokio::test]
async fn a_closed_room_says_so_and_leads_to_the_signature() {
    let world = World::new().await;
    let cast = started(&world).await;
    fill(&world, &cast).await;
    assert!(
        cast.employee
            .get(&cast.at("/interview"))
            .await
            .has("[data-live]")
    );
    let closed = cast.superior.post(&cast.at("/interview/close"), &[]).await;
    assert_eq!(closed.status(), 303, "{}", closed.summary());
    for (who, end) in [
        (&cast.employee, "/sign"),
        (&cast.superior, "/sign"),
        (&cast.facilitator, "/record"),
    ] {
        let page = who.get(&cast.at("/interview?step=6")).await;
        assert!(!page.has("[data-live]"), "{}", who.name);
        let link = format!("[data-live-part=where] a[href='{}']", cast.at(end));
        assert!(page.has(&link), "{}", who.name);
        assert_eq!(who.get(&cast.at(end)).await.status(), 200);
    }
}

#[tokio::test]
async fn starting_before_the_appointment_names_it_in_the_question() {
    let world = World::new().await;
    let cast = released(&world).await;
    assert_eq!(propose(&cast, &cast.facilitator, &[]).await.status(), 303);
    let confirm = [("version", "1"), ("answer", "confirm")];
    cast.employee
        .post(&cast.at("/appointment/answer"), &confirm)
        .await;
    prepare(&cast).await;
    cast.employee.post(&cast.at("/early-consent"), &[]).await;
    let page = cast.superior.get(&cast.at("/preparation")).await.text();
    assert!(page.says("start_ask_early"), "{page}");
}

#[tokio::test]
async fn a_night_a_free_day_and_a_distant_year_are_hinted_at() {
    let world = World::new().await;
    let cast = released(&world).await;
    // a Monday morning, a Sunday at three, a Sunday in another century
    for (starts, hint, far) in [
        ("2099-05-04T09:00", false, true),
        ("2099-05-03T03:00", true, true),
        ("2199-12-01T10:00", true, true),
    ] {
        let more = [("starts", starts), ("reason", "We looked again.")];
        let sent = propose(&cast, &cast.superior, &more).await;
        assert_eq!(sent.status(), 303, "{}", sent.summary());
        let hints = cast
            .superior
            .get(&cast.at("/preparation"))
            .await
            .all(".chip-soon")
            .join(" ");
        assert_eq!(
            (
                hints.says("appointment_off_hours"),
                hints.says("appointment_far")
            ),
            (hint, far),
            "{starts}: {hints}"
        );
    }
}

#[tokio::test]
async fn a_plan_for_another_century_is_refused_at_its_field() {
    let world = World::new().await;
    let cast = spoken(&world).await;
    let owner = cast.superior.id.to_string();
    let plan = [
        ("plan_item", "new"),
        ("what.new", "KEPT WORDS"),
        ("cause.new", "process"),
        ("measure.new", "A rota"),
        ("owner.new", owner.as_str()),
        ("due.new", "2200-01-01"),
        ("criteria.new", "Within a day"),
    ];
    let refused = cast.superior.post(&cast.at("/interview/plan"), &plan).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.has("#f-due\\.new-error") && refused.text().contains("KEPT WORDS"));
}

#[tokio::test]
async fn the_superiors_preparation_says_who_reads_it() {
    let world = World::new().await;
    let cast = released(&world).await;
    let dora = world.person("Dora Delegate", cast.department, None).await;
    let page = cast.at("/preparation");
    let alone = cast.superior.get(&page).await.text();
    assert!(alone.says("prepare_superior_intro"));
    let today = time::OffsetDateTime::now_utc().date();
    let (from, until) = (
        today.to_string(),
        (today + time::Duration::days(7)).to_string(),
    );
    let named = [
        ("delegate", "Dora Delegate"),
        ("starts_on", &from),
        ("ends_on", &until),
        ("reason", "Trade fair"),
    ];
    let sent = cast.superior.post("/delegations", &named).await;
    assert_eq!(sent.status(), 303, "{}", sent.summary());
    let shared = cast.superior.get(&page).await.text();
    assert!(!shared.says("prepare_superior_intro") && shared.says("prepare_delegate_until"));
    let hers = dora.get(&page).await.text();
    assert!(hers.says("prepare_delegate_intro"), "{hers}");
    assert!(!hers.says("prepare_superior_intro"));
    // the form in which a delegate is named promises no more than there is
    assert_eq!(dora.get(&cast.at("/evaluation")).await.status(), 403);
    let form = cast.superior.get("/delegations").await.text();
    assert!(form.says("delegation_who_hint"));
}

#[tokio::test]
async fn chinese_pages_use_their_own_punctuation() {
    let world = World::new().await;
    let cast = released(&world).await;
    propose(&cast, &cast.facilitator, &[]).await;
    sqlx::query("update people set language = 'zh-CN' where id = $1")
        .bind(cast.superior.id.0)
        .execute(&world.db)
        .await
        .unwrap();
    let page = cast.superior.get(&cast.at("/preparation")).await.text();
    assert!(
        page.contains("Eve Employee：") && page.contains("</time>，"),
        "{page}"
    );
    assert!(page.contains("2099年5月4日"));
}
