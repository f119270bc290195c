//! Each side signs for itself, once, what it has seen.

use countersign::{app::Settings, forms::form::Form, records::canonical::read};

use super::{frozen, futures_all, signatures, signs, whole};
use crate::world::{PASSWORD, Page, World};

#[tokio::test]
async fn both_sign_and_the_plan_opens() {
    crate::world::paper::program();
    let world = World::new().await;
    let cast = frozen(&world).await;
    let first = signs(&cast.employee, &cast, "agree").await;
    assert_eq!(first.status(), 303, "{}", first.text());
    assert_eq!(world.stage(cast.appraisal).await, "sign_off");
    let again = cast.employee.get(&cast.at("/sign")).await;
    assert!(!again.has("input[name=choice]"), "nobody signs twice");
    let second = signs(&cast.superior, &cast, "agree").await;
    assert_eq!(second.location(), cast.at("/record"));
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
    let status: String = sqlx::query_scalar("select status::text from plan_items")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(status, "open");
    let record = cast.employee.get(&cast.at("/record")).await;
    assert_eq!(record.all(".signature .meaning").len(), 2);
    assert!(!record.has(".signature.void"));
    let pdf = cast.employee.get(&cast.at("/record.pdf?lang=zh")).await;
    assert_eq!(pdf.status(), 200);
    assert!(pdf.0.body.starts_with(b"%PDF"));
    whole(&world).await;
}

#[tokio::test]
async fn eight_equal_signs_at_once_leave_one_signature() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    for person in [&cast.employee, &cast.superior] {
        let page = person.get(&cast.at("/sign")).await;
        let mut values = page.form(&cast.at("/sign"));
        values.push(("choice".into(), "agree".into()));
        values.retain(|(name, _)| name != "password");
        values.push(("password".into(), PASSWORD.into()));
        let pairs: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let at = cast.at("/sign");
        let pages = futures_all((0..8).map(|_| person.post(&at, &pairs))).await;
        assert!(
            pages.iter().all(|page| page.status() == 303),
            "{:?}",
            pages.iter().map(Page::status).collect::<Vec<_>>()
        );
    }
    assert_eq!(signatures(&world).await, 2);
    assert_eq!(world.events(cast.appraisal, "signed").await, 2);
    assert_eq!(world.events(cast.appraisal, "signed_by_both").await, 1);
    whole(&world).await;
}

#[tokio::test]
async fn a_wrong_password_signs_nothing_and_loses_nothing() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let page = cast
        .employee
        .fills(
            &cast.at("/sign"),
            &cast.at("/sign"),
            &[
                ("choice", "agree_in_part"),
                ("items", "company_profit"),
                ("words", "The figures of finance came late."),
                ("password", "not it at all"),
            ],
        )
        .await;
    assert_eq!(page.status(), 422);
    assert_eq!(page.all("#f-password-error").len(), 1);
    assert!(page.text().contains("The figures of finance came late."));
    assert!(page.has("#f-choice-agree_in_part[checked]"));
    assert!(page.has("#f-items-company_profit[checked]"));
    assert!(!page.text().contains("not it at all"));
    assert_eq!(signatures(&world).await, 0);
}

#[tokio::test]
async fn agreeing_in_part_names_items_and_says_why() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let bare = signs(&cast.employee, &cast, "agree_in_part").await;
    assert_eq!(bare.status(), 422);
    assert!(bare.has("#f-words-error") && bare.has("fieldset#f-items.bad"));
    let foreign = cast
        .employee
        .fills(
            &cast.at("/sign"),
            &cast.at("/sign"),
            &[
                ("choice", "agree_in_part"),
                ("items", "no_such_item"),
                ("words", "x"),
                ("password", PASSWORD),
            ],
        )
        .await;
    assert_eq!(foreign.status(), 422);
    let by_superior = signs(&cast.superior, &cast, "refuse").await;
    assert_eq!(by_superior.status(), 422, "a refusal is no signature");
    assert_eq!(signatures(&world).await, 0);
}

#[tokio::test]
async fn nobody_signs_a_text_that_they_have_not_seen() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let page = cast.employee.get(&cast.at("/sign")).await;
    let shown = page.form(&cast.at("/sign"));
    let record = read(&cast.employee.get(&cast.at("/record.json")).await.text()).unwrap();
    let form = Form::standard();
    let scheme = countersign::forms::grades::Scheme::standard();
    let next = countersign::records::revised(&record, &form, &scheme, None, None).unwrap();
    let mut change = world.app.change(Some(cast.superior.id)).await.unwrap();
    let now = change.now();
    let reason = "A slip of the pen";
    countersign::records::versions::add(&mut change, &next, reason, cast.superior.id, now)
        .await
        .unwrap();
    change.commit().await.unwrap();
    let mut values: Vec<(&str, &str)> = shown
        .iter()
        .filter(|(name, _)| name != "password")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    values.extend([
        ("choice", "agree"),
        ("words", "TYPED WORDS"),
        ("password", PASSWORD),
    ]);
    let stale = cast.employee.post(&cast.at("/sign"), &values).await;
    assert_eq!(stale.status(), 409);
    assert!(stale.text().contains("TYPED WORDS"));
    assert_eq!(signatures(&world).await, 0);
    // what was signed before a change stays readable and counts no more
    signs(&cast.superior, &cast, "agree").await;
    let old = cast.superior.get(&cast.at("/record?version=1")).await;
    assert_eq!(old.status(), 200);
    assert!(old.has(".card-warn a"));
    for unknown in ["3", "0", "-1", "x", "99999999999"] {
        let page = cast
            .superior
            .get(&cast.at(&format!("/record?version={unknown}")))
            .await;
        assert_eq!(page.status(), 404, "{unknown}");
    }
    whole(&world).await;
}

#[tokio::test]
async fn until_the_program_that_prints_is_there_the_page_says_so_and_offers_again() {
    let world = World::with(Settings {
        printer: "/nowhere/countersign-paper".into(),
        sign_in_limits: false,
        ..Settings::default()
    })
    .await;
    let cast = frozen(&world).await;
    let pdf = cast.at("/record.pdf?lang=zh");
    let page = cast.employee.get(&pdf).await;
    assert_eq!(page.status(), 503);
    assert_eq!(page.0.headers["retry-after"], "30");
    assert!(
        page.has(&format!("main a[href=\"{pdf}\"]")),
        "{}",
        page.text()
    );
    assert_eq!(cast.employee.get(&cast.at("/record")).await.status(), 200);
}
