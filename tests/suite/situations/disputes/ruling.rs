//! Who may rule, and what a returned ruling opens again: situation 23.

use countersign::access::{Role, Stage};
use scraper::{Html, Selector};

use super::text;
use crate::{
    rulings::{OPENING, opened, referred, rules, votes},
    signing::signs,
    world::{Cast, Page, Says, World},
};

/// Nobody rules who is or depends on a party; an odd number of at least three; grounds; final; both told and signing again.
#[tokio::test]
async fn situation_23_the_committee_has_no_conflict_an_odd_quorum_and_written_grounds() {
    let world = World::new().await;
    let cast = opened(&world).await;
    for party in [
        &cast.employee,
        &cast.superior,
        &cast.head,
        &cast.facilitator,
    ] {
        world.give(party, Role::Committee).await;
    }
    let mut free = Vec::new();
    for name in ["Ann", "Ben"] {
        let member = world.person(name, cast.other_department, None).await;
        world.give(&member, Role::Committee).await;
        free.push(member);
    }
    let referral = cast.at("/dispute/referral");
    assert_eq!(
        cast.employee.post(&referral, &[]).await.status(),
        409,
        "two are no committee"
    );
    for name in ["Cyd", "Dee"] {
        let member = world.person(name, cast.other_department, None).await;
        world.give(&member, Role::Committee).await;
        free.push(member);
    }
    assert_eq!(cast.employee.post(&referral, &[]).await.status(), 303);
    let seated = text(&world, "select string_agg(p.name, ' ' order by p.name) from dispute_seats s join people p on p.id = s.person_id").await;
    assert_eq!(seated, "Ann Ben Cyd", "of an even number one stays out");
    for party in [
        &cast.employee,
        &cast.superior,
        &cast.facilitator,
        &cast.head,
    ] {
        let status = party
            .post(&cast.at("/dispute/vote"), &[("vote", "upheld")])
            .await
            .status();
        assert!([403, 404].contains(&status), "{} {status}", party.name);
    }
    // a seat by force does not help somebody who is a party
    for person in [
        &cast.employee,
        &cast.superior,
        &cast.facilitator,
        &cast.head,
    ] {
        sqlx::query(
            "insert into dispute_seats (dispute_id, person_id) select id, $1 from disputes",
        )
        .bind(person.id.0)
        .execute(&world.db)
        .await
        .unwrap();
        let status = person.get(&cast.at("/dispute/hearing")).await.status();
        assert!([403, 404].contains(&status), "{}", person.name);
        sqlx::query("delete from dispute_seats where person_id = $1")
            .bind(person.id.0)
            .execute(&world.db)
            .await
            .unwrap();
    }

    votes(&free[0], &cast, "upheld", "").await;
    votes(&free[1], &cast, "upheld", "").await;
    let early = [("ruling", "upheld"), ("ruling_words", "x")];
    let two = free[0].post(&cast.at("/dispute/ruling"), &early).await;
    assert_eq!(two.status(), 409, "two votes are even and too few");
    votes(&free[2], &cast, "adjusted", "18").await;
    let silent = rules(&free[0], &cast, &[("ruling_words", " ")]).await;
    assert_eq!(silent.status(), 422, "no ruling without grounds");
    let ruled = rules(
        &free[0],
        &cast,
        &[("ruling_words", "The example was dated rightly.")],
    )
    .await;
    assert_eq!(ruled.status(), 303, "{}", ruled.summary());
    assert_eq!(world.stage(cast.appraisal).await, "sign_off");
    for side in [&cast.employee, &cast.superior] {
        assert!(
            side.get(&cast.at("/dispute"))
                .await
                .text()
                .contains("dated rightly")
        );
        assert!(
            side.get("/")
                .await
                .has("[aria-labelledby=todo-h] a[href$=\"/sign\"]"),
            "told to sign"
        );
        // what is signed now differs from what was signed before, and only so far as was ruled
        for below in ["/sign", "/record"] {
            let differs = side
                .get(&cast.at(below))
                .await
                .all("table.differs tbody tr");
            assert!(!differs.is_empty(), "{below}");
            assert!(
                differs.iter().any(|row| row.contains("dated rightly")),
                "{differs:?}"
            );
        }
        let first = side.get(&cast.at("/record?version=1")).await;
        assert!(!first.has("table.differs"), "nothing came before it");
        assert_eq!(signs(side, &cast, "agree").await.status(), 303);
    }
    assert_eq!(
        cast.employee
            .post(&cast.at("/dispute"), &OPENING)
            .await
            .status(),
        409,
        "final"
    );
}

async fn returned(world: &World) -> Cast {
    let (cast, members) = referred(world, 3).await;
    for member in &members {
        votes(member, &cast, "returned", "").await;
    }
    let ruled = rules(&members[0], &cast, &[("ruling_words", "Hear her again.")]).await;
    assert_eq!(ruled.status(), 303, "{}", ruled.summary());
    assert_eq!(world.stage(cast.appraisal).await, "evaluation");
    cast
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

fn in_form(page: &Page, selector: &str) -> usize {
    let html = Html::parse_document(&page.text());
    html.select(&Selector::parse(selector).unwrap()).count()
}

#[tokio::test]
async fn a_returned_ruling_opens_the_named_items_only_and_keeps_the_others_exactly() {
    let world = World::new().await;
    let cast = returned(&world).await;
    let (address, submission) = (cast.at("/evaluation"), cast.at("/evaluation/submission"));
    let before = text(&world, "select (body -> 'items' -> 'company_profit')::text || (body -> 'items' -> 'must_do_tasks')::text from papers where kind = 'evaluation'").await;
    let page = cast.superior.get(&address).await;
    for closed in ["company_profit", "must_do_tasks"] {
        let fields = format!("#i-{closed} input, #i-{closed} textarea, #i-{closed} select");
        assert_eq!(in_form(&page, &fields), 0, "{closed} is read-only");
        assert!(
            page.all(&format!("#i-{closed}"))
                .join("")
                .says("evaluation_closed")
        );
    }
    assert!(in_form(&page, "#i-conduct input") > 0);

    // a tampered form is refused at the item, as draft, autosaved and submitted
    let form = page.form(&submission);
    let with = |more: &[(&str, &str)]| {
        let mut fields = form.clone();
        for (name, value) in more {
            fields.retain(|(held, _)| held != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        fields
    };
    let forged = with(&[
        ("points.conduct", "18"),
        ("actual.company_profit", "1"),
        ("target.company_profit", "100"),
    ]);
    for to in [&address, &submission] {
        let refused = cast.superior.post(to, &pairs(&forged)).await;
        assert_eq!(refused.status(), 422, "{}", refused.summary());
        assert!(
            refused.has(".errors a[href=\"#f-item.company_profit\"]"),
            "{}",
            refused.summary()
        );
        assert!(
            refused.has("input[name=\"points.conduct\"][value=\"18\"]"),
            "what was typed is still there"
        );
    }
    assert_eq!(
        cast.superior
            .autosave(&address, &pairs(&forged))
            .await
            .status(),
        422
    );
    // the empty form of a script: the closed items stay whole
    let bare = with(&[
        ("points.conduct", "18"),
        ("example.conduct", "Heard again in June."),
    ]);
    let saved = cast.superior.post(&address, &pairs(&bare)).await;
    assert_eq!(saved.status(), 303, "{}", saved.summary());
    let after = "select (body -> 'items' -> 'company_profit')::text || (body -> 'items' -> 'must_do_tasks')::text from papers where kind = 'evaluation'";
    assert_eq!(text(&world, after).await, before);

    let sent = cast.superior.fills(&address, &submission, &[]).await;
    assert_eq!(sent.status(), 303, "{}", sent.summary());
    assert_eq!(text(&world, after).await, before);
    // 69 + 20.9 as they were, and 18
    assert_eq!(
        text(&world, "select total::text from appraisals").await,
        "107.9"
    );
    // HR's adjustment keeps to the ruling too
    let (review, adjustment) = (cast.at("/evaluation"), cast.at("/evaluation/adjustment"));
    let page = cast.hr.get(&review).await;
    assert!(
        page.has("input[name=\"adjust.conduct\"]")
            && !page.has("input[name=\"adjust.company_profit\"]")
    );
    let forged = [("adjust.company_profit", "10"), ("adjust_reason", "x")];
    assert_eq!(cast.hr.post(&adjustment, &forged).await.status(), 422);
    assert_eq!(text(&world, after).await, before);
    // given back by HR, the same items are closed
    let back = cast
        .hr
        .fills(
            &review,
            &cast.at("/evaluation/return"),
            &[("reason", "Say more.")],
        )
        .await;
    assert_eq!(back.status(), 303, "{}", back.summary());
    let page = cast.superior.get(&address).await;
    assert_eq!(in_form(&page, "#i-must_do_tasks input"), 0);
}

#[tokio::test]
async fn without_a_returned_ruling_every_item_is_open() {
    let world = World::new().await;
    let cast = world.cast().await;
    world.force(cast.appraisal, Stage::Evaluation).await;
    let page = cast.superior.get(&cast.at("/evaluation")).await;
    assert!(in_form(&page, "#i-company_profit input") > 0);
}
