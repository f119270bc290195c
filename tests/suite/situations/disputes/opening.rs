//! The window in which a dispute is opened, and what its case says: situations 20 and 22.

use super::{sql, text};
use crate::{
    rulings::OPENING,
    signing::{frozen, signs},
    world::{Cast, Says, World},
};

async fn signed(world: &World) -> Cast {
    let cast = frozen(world).await;
    for side in [&cast.employee, &cast.superior] {
        assert_eq!(signs(side, &cast, "agree").await.status(), 303);
    }
    cast
}

/// Shown from the start, counted in working days, closed by its end, opened late by HR with a reason only.
#[tokio::test]
async fn situation_20_the_dispute_window_is_shown_and_late_only_with_a_waiver() {
    let world = World::new().await;
    let cast = signed(&world).await;
    let dispute = cast.at("/dispute");
    let working: i64 = sqlx::query_scalar(
        "select count(*) from appraisals, generate_series(current_date + 1, dispute_until, '1 day') d
         where extract(isodow from d) < 6",
    )
    .fetch_one(&world.db)
    .await
    .unwrap();
    assert!(
        working >= 7,
        "seven working days, holidays apart: {working}"
    );
    for below in ["/dispute", "/record"] {
        let page = cast.employee.get(&cast.at(below)).await;
        assert!(
            page.says("dispute_window") || page.says("record_dispute_until"),
            "{below}"
        );
    }

    sql(
        &world,
        "update appraisals set dispute_until = current_date - 1",
    )
    .await;
    let late = cast.employee.get(&dispute).await;
    assert!(late.says("dispute_window_closed") && !late.has("form#dispute"));
    assert_eq!(cast.employee.post(&dispute, &OPENING).await.status(), 409);
    // an expired window is a final result and never a signature
    assert_eq!(world.stage(cast.appraisal).await, "concluded");

    // nobody but HR, not without a reason, not into the past, not for ever
    let waiver = cast.at("/dispute/waiver");
    let tomorrow = text(&world, "select (current_date + 1)::text").await;
    let whole = [
        ("until", tomorrow.as_str()),
        ("waiver_reason", "Was in hospital."),
    ];
    for other in [
        &cast.employee,
        &cast.superior,
        &cast.facilitator,
        &cast.clerk,
    ] {
        assert_eq!(
            other.post(&waiver, &whole).await.status(),
            403,
            "{}",
            other.name
        );
    }
    assert_eq!(cast.head.post(&waiver, &whole).await.status(), 404);
    for (until, reason, at) in [
        ("", "Ill.", "#f-until-error"),
        ("2020-01-01", "Ill.", "#f-until-error"),
        ("2999-01-01", "Ill.", "#f-until-error"),
        ("2026-02-30", "Ill.", "#f-until-error"),
        (tomorrow.as_str(), " ", "#f-waiver_reason-error"),
    ] {
        let page = cast
            .hr
            .fills(
                &dispute,
                &waiver,
                &[("until", until), ("waiver_reason", reason)],
            )
            .await;
        assert_eq!(page.status(), 422, "{until:?}");
        assert!(page.has(at), "{until:?} {}", page.summary());
    }
    let waived = cast.hr.fills(&dispute, &waiver, &whole).await;
    assert_eq!(waived.status(), 303, "{}", waived.summary());
    assert_eq!(
        world.events(cast.appraisal, "dispute_window_waived").await,
        1
    );
    let reason = text(
        &world,
        "select detail::json ->> 'reason' from events where kind = 'dispute_window_waived'",
    )
    .await;
    assert_eq!(reason, "Was in hospital.");
    // once is enough: the window is open now
    assert_eq!(cast.hr.post(&waiver, &whole).await.status(), 409);
    let opened = cast.employee.fills(&dispute, &dispute, &OPENING).await;
    assert_eq!(opened.status(), 303, "{}", opened.summary());
}

/// Concrete items, a kind, grounds, whether the interview took place; anything else comes back.
#[tokio::test]
async fn situation_22_a_dispute_names_items_a_kind_grounds_and_whether_the_interview_took_place() {
    let world = World::new().await;
    let cast = signed(&world).await;
    let dispute = cast.at("/dispute");
    let without = |name: &str| -> Vec<(&'static str, &'static str)> {
        OPENING
            .into_iter()
            .filter(|(field, _)| *field != name)
            .collect()
    };
    for (missing, at) in [
        ("kind", "#f-kind.bad"),
        ("items", "#f-items.bad"),
        ("interview", "#f-interview.bad"),
        ("grounds", "#f-grounds-error"),
    ] {
        let page = cast.employee.post(&dispute, &without(missing)).await;
        assert_eq!(page.status(), 422, "{missing}");
        assert!(page.has(at), "{missing}");
        if missing != "grounds" {
            assert_eq!(
                page.all("textarea[name=grounds]"),
                ["The May example is wrong."]
            );
        }
    }
    let mut unknown = without("items");
    unknown.push(("items", "the_weather"));
    assert_eq!(cast.employee.post(&dispute, &unknown).await.status(), 422);
    assert_eq!(world.stage(cast.appraisal).await, "concluded");

    let mut none = without("interview");
    none.push(("interview", "no"));
    let opened = cast.employee.post(&dispute, &none).await;
    assert_eq!(opened.status(), 303, "{}", opened.summary());
    let case = cast.superior.get(&dispute).await;
    let facts = case.all(".facts").join(" ");
    assert!(
        facts.says("dispute_held") && facts.says("dispute_held_no"),
        "{facts}"
    );
    assert!(case.text().contains("The May example is wrong."));
    let row = text(&world, "select kind || ' ' || items::text || ' ' || interview_held || ' ' || (points ->> 'conduct') from disputes").await;
    assert_eq!(row, "data_accuracy {conduct} false 15");
}
