//! Situations of disputes: the window, what is provisional, what a case says, who may rule, and what a
//! returned ruling opens again.

use countersign::access::{Role, Stage};
use scraper::{Html, Selector};

use crate::{
    rulings::{OPENING, opened, referred, rules, votes},
    signing::{frozen, signs},
    world::{Cast, Page, World},
};

async fn sql(world: &World, statement: &str) {
    sqlx::query(sqlx::AssertSqlSafe(statement.to_owned()))
        .execute(&world.db)
        .await
        .expect("statement");
}

/// The dashboard is of a cycle's departments.
async fn on_the_dashboard(world: &World) {
    sql(world, "insert into cycle_departments (cycle_id, department_id) select cycle_id, department_id from appraisals").await;
}

async fn text(world: &World, query: &str) -> String {
    sqlx::query_scalar::<_, Option<String>>(sqlx::AssertSqlSafe(query.to_owned()))
        .fetch_one(&world.db)
        .await
        .expect("value")
        .unwrap_or_default()
}

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
            page.text().contains("ou can open a dispute until"),
            "{below}"
        );
    }

    sql(
        &world,
        "update appraisals set dispute_until = current_date - 1",
    )
    .await;
    let late = cast.employee.get(&dispute).await;
    assert!(late.text().contains("ended on") && !late.has("form#dispute"));
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

/// Marked wherever a result leaves the house; the plan goes on.
#[tokio::test]
async fn situation_21_a_disputed_result_is_provisional_everywhere_and_the_plan_goes_on() {
    let world = World::new().await;
    let cast = opened(&world).await;
    for (person, at) in [
        (&cast.employee, cast.at("")),
        (&cast.employee, cast.at("/record")),
        (&cast.hr, cast.at("/evaluation")),
        (&cast.hr, "/disputes".to_owned()),
        (&cast.hr, "/appraisals?as=hr".to_owned()),
    ] {
        let page = person.get(&at).await.text().to_lowercase();
        assert!(page.contains("provisional"), "{at}");
    }
    on_the_dashboard(&world).await;
    let csv = cast.hr.get("/dashboard/export.csv").await.text();
    let mut lines = csv.trim_start_matches('\u{feff}').lines();
    let column = lines
        .next()
        .unwrap()
        .split(',')
        .position(|name| name == "Provisional")
        .unwrap();
    assert_eq!(lines.next().unwrap().split(',').nth(column), Some("yes"));
    for below in ["/record.pdf", "/record.json", "/evidence.json"] {
        let page = cast.employee.get(&cast.at(below)).await;
        let name = page.0.headers["content-disposition"]
            .to_str()
            .unwrap()
            .to_owned();
        assert!(name.contains("-provisional"), "{below}: {name}");
    }
    let bundle = cast.employee.get(&cast.at("/evidence.json")).await.text();
    assert!(bundle.contains("\"provisional\":true"));

    let item = text(&world, "select id::text from plan_items").await;
    let plan = format!("/plans/{item}");
    let report = [("deed", "progress"), ("words", "The first month is done.")];
    let reported = cast
        .employee
        .fills(&plan, &format!("{plan}/report"), &report)
        .await;
    assert_eq!(reported.status(), 303, "{}", reported.summary());
    // and it is final again once the case is settled
    let answer = [
        ("answer", "You are right."),
        ("offer", "1"),
        ("offer.conduct", "19"),
    ];
    cast.superior
        .fills(&cast.at("/dispute"), &cast.at("/dispute/answer"), &answer)
        .await;
    cast.employee
        .fills(&cast.at("/dispute"), &cast.at("/dispute/settlement"), &[])
        .await;
    let after = cast.hr.get("/dashboard/export.csv").await.text();
    assert_eq!(
        after.lines().nth(1).unwrap().split(',').nth(column),
        Some("no")
    );
}

/// Whose turn it is follows the case, and pages, list, dashboard and start page agree on it.
#[tokio::test]
async fn the_turn_in_a_dispute_is_the_one_who_has_to_act() {
    let world = World::new().await;
    let cast = opened(&world).await;
    on_the_dashboard(&world).await;
    let agree = async |relation: &str, who: &[&crate::world::Person], words: &str| {
        for person in [&cast.employee, &cast.superior] {
            let strip = person.get(&cast.at("")).await;
            let own = who.iter().any(|one| one.id == person.id);
            let turn = strip.all(".turn").join(" ");
            assert_eq!(
                turn.contains("Your turn"),
                own,
                "{relation}: {} {turn}",
                person.name
            );
            assert_eq!(
                strip.has(".turn a.primary"),
                own,
                "{relation}: {}",
                person.name
            );
            assert_eq!(
                person
                    .get("/")
                    .await
                    .has("[aria-labelledby=todo-h] a[href$=\"/dispute\"]"),
                own,
                "{relation}: tasks of {}",
                person.name
            );
        }
        for (turn, count) in [
            ("superior", "superior"),
            ("appraisee", "appraisee"),
            ("committee", "committee"),
        ] {
            let list = cast.hr.get(&format!("/appraisals?as=hr&turn={turn}")).await;
            assert_eq!(
                list.has("a.row-link"),
                count == relation,
                "list of {turn} at {relation}"
            );
        }
        let list = cast.hr.get("/appraisals?as=hr").await;
        assert!(list.text().contains(words), "{relation}: {words}");
        let board = cast.hr.get("/dashboard").await;
        let link = format!("table.bars a[href*=\"turn={relation}\"]");
        assert!(board.has(&link), "{relation} on the dashboard");
        assert_eq!(
            board.all("table.bars a[href*=\"turn=\"]").len(),
            1,
            "{relation}"
        );
    };
    agree("superior", &[&cast.superior], "Superior").await;
    let answer = [("answer", "The figures are right.")];
    let answered = cast
        .superior
        .fills(&cast.at("/dispute"), &cast.at("/dispute/answer"), &answer)
        .await;
    assert_eq!(answered.status(), 303, "{}", answered.summary());
    agree("appraisee", &[&cast.employee], "Employee").await;
    for name in ["Ann", "Ben", "Cyd"] {
        let member = world.person(name, cast.other_department, None).await;
        world.give(&member, Role::Committee).await;
    }
    assert_eq!(
        cast.employee
            .post(&cast.at("/dispute/referral"), &[])
            .await
            .status(),
        303
    );
    agree("committee", &[], "Committee").await;
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
        facts.contains("Did the interview take place?") && facts.contains("No"),
        "{facts}"
    );
    assert!(case.text().contains("The May example is wrong."));
    let row = text(&world, "select kind || ' ' || items::text || ' ' || interview_held || ' ' || (points ->> 'conduct') from disputes").await;
    assert_eq!(row, "data_accuracy {conduct} false 15");
}

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
                .contains("did not return this item")
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
