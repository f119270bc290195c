//! From the released result to the last step of the room: appointment, preparation, the eight steps.

use std::time::Duration;

use countersign::{
    access::Stage,
    appraisals::{
        evaluation::{Cause, Evaluation, Item},
        scoring::Input,
    },
    db::bell::Ring,
};
use rust_decimal::Decimal;
use sqlx::types::Json;

use crate::{
    self_evaluation,
    world::{Cast, Person, World},
};

/// Self-evaluation written, evaluated with one weak item, released: the preparation is open.
async fn released(world: &World) -> Cast {
    let cast = world.cast().await;
    let mut fields = self_evaluation::complete();
    fields.push(("version".into(), "0".into()));
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let sent = cast
        .employee
        .post(&cast.at("/self-evaluation/submission"), &fields)
        .await;
    assert_eq!(sent.status(), 303, "{}", sent.summary());
    let measured = |target: i64, actual: i64| Item {
        input: Input::Measured {
            target: target.into(),
            actual: actual.into(),
        },
        ..Item::default()
    };
    let weak = Item {
        input: Input::Judged {
            points: Decimal::from(11),
        },
        comment: "FROM THE EVALUATION".into(),
        cause: Some(Cause::Process),
        ..Item::default()
    };
    let evaluation = Evaluation {
        items: [
            ("company_profit".to_owned(), measured(3200, 3500)),
            ("must_do_tasks".to_owned(), measured(100, 120)),
            ("conduct".to_owned(), weak),
        ]
        .into(),
        strengths: "Calm under pressure.".into(),
        summary: "A good year.".into(),
        ..Evaluation::default()
    };
    sqlx::query(
        "insert into papers (appraisal_id, kind, author_id, body, updated_at, submitted_at) values ($1, 'evaluation', $2, $3, now(), now())",
    )
    .bind(cast.appraisal.0)
    .bind(cast.superior.id.0)
    .bind(Json(evaluation))
    .execute(&world.db)
    .await
    .unwrap();
    world.force(cast.appraisal, Stage::Preparation).await;
    cast
}

const PROPOSAL: &[(&str, &str)] = &[
    ("starts", "2099-05-04T09:00"),
    ("minutes", "60"),
    ("place_kind", "lounge"),
    ("place", "3F"),
    ("purpose", "improve_results"),
    ("method", "causes_first"),
];

fn with<'a>(base: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = base
        .iter()
        .filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    kept.chain(more).copied().collect()
}

async fn propose(cast: &Cast, who: &Person, more: &[(&str, &str)]) -> crate::world::Page {
    who.fills(
        &cast.at("/preparation"),
        &cast.at("/appointment"),
        &with(PROPOSAL, more),
    )
    .await
}

async fn prepare(cast: &Cast) {
    let page = cast.at("/preparation");
    let said = cast
        .employee
        .fills(
            &page,
            &cast.at("/preparation/employee/submission"),
            &[("wishes", "MORE TIME")],
        )
        .await;
    assert_eq!(said.status(), 303, "{}", said.summary());
    let ready = cast
        .superior
        .fills(
            &page,
            &cast.at("/preparation/superior/submission"),
            &[
                ("duties_read", "1"),
                ("results_read", "1"),
                ("example.conduct", "1"),
                ("explanation.conduct", "MY REASONS"),
            ],
        )
        .await;
    assert_eq!(ready.status(), 303, "{}", ready.summary());
}

/// Everything up to the open room.
async fn started(world: &World) -> Cast {
    let cast = released(world).await;
    assert_eq!(propose(&cast, &cast.facilitator, &[]).await.status(), 303);
    let confirm = [("version", "1"), ("answer", "confirm")];
    assert_eq!(
        cast.employee
            .post(&cast.at("/appointment/answer"), &confirm)
            .await
            .status(),
        303
    );
    prepare(&cast).await;
    assert_eq!(
        cast.employee
            .post(&cast.at("/early-consent"), &[])
            .await
            .status(),
        303
    );
    let start = cast
        .facilitator
        .post(&cast.at("/interview/start"), &[])
        .await;
    assert_eq!(start.status(), 303, "{}", start.summary());
    assert_eq!(world.stage(cast.appraisal).await, "interview");
    cast
}

#[tokio::test]
async fn an_appointment_is_proposed_moved_with_a_reason_and_confirmed_as_read() {
    let world = World::new().await;
    let cast = released(&world).await;
    let page = cast.at("/preparation");
    let answer = cast.at("/appointment/answer");
    assert_eq!(propose(&cast, &cast.superior, &[]).await.status(), 303);
    let shown = cast.employee.get(&page).await;
    assert!(shown.text().contains("3F") && shown.text().contains("2099"));
    // what the employee did not read is not confirmed
    let stale = cast
        .employee
        .post(&answer, &[("version", "0"), ("answer", "confirm")])
        .await;
    assert_eq!(stale.status(), 409);
    let wish = cast
        .employee
        .post(
            &answer,
            &[
                ("version", "1"),
                ("answer", "wish"),
                ("wish", "RATHER THE PARK"),
            ],
        )
        .await;
    assert_eq!(wish.status(), 303, "{}", wish.summary());
    assert!(
        cast.facilitator
            .get(&page)
            .await
            .text()
            .contains("RATHER THE PARK")
    );
    let moved = [("place_kind", "outdoors"), ("place", "the park")];
    let silent = propose(&cast, &cast.facilitator, &moved).await;
    assert_eq!(silent.status(), 422, "a move needs a reason");
    assert!(silent.has("#f-reason-error") && silent.text().contains("the park"));
    let reasoned = with(&moved, &[("reason", "You wished it.")]);
    assert_eq!(
        propose(&cast, &cast.facilitator, &reasoned).await.status(),
        303
    );
    assert!(
        !cast
            .superior
            .get(&page)
            .await
            .text()
            .contains("RATHER THE PARK"),
        "taken up"
    );
    assert_eq!(
        cast.employee
            .post(&answer, &[("version", "3"), ("answer", "confirm")])
            .await
            .status(),
        303
    );
    for (kind, count) in [
        ("interview_proposed", 1),
        ("interview_moved", 1),
        ("interview_wish", 1),
        ("interview_confirmed", 1),
    ] {
        assert_eq!(world.events(cast.appraisal, kind).await, count, "{kind}");
    }
    let file = cast.employee.get(&cast.at("/appointment.ics")).await;
    assert_eq!(file.status(), 200);
    assert!(file.text().contains("STATUS:CONFIRMED\r\n") && file.text().contains("the park"));
    // formal and short are said, and taken
    let formal = propose(
        &cast,
        &cast.superior,
        &[
            ("place_kind", "superiors_office"),
            ("minutes", "30"),
            ("reason", "Rain."),
        ],
    )
    .await;
    assert_eq!(formal.status(), 303);
    assert!(
        cast.employee
            .get(&page)
            .await
            .all("#appointment .chip")
            .len()
            >= 2
    );
}

#[tokio::test]
async fn nobody_is_in_two_interviews_at_once() {
    let world = World::new().await;
    let cast = released(&world).await;
    assert_eq!(propose(&cast, &cast.superior, &[]).await.status(), 303);
    let second = world
        .person("Sam Second", cast.department, Some(&cast.superior))
        .await;
    let id = world
        .appraisal(
            cast.cycle,
            &second,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    world.force(id, Stage::Preparation).await;
    let address = format!("/appraisals/{id}/appointment");
    let at = |starts: &'static str| with(PROPOSAL, &[("starts", starts), ("version", "0")]);
    let clash = cast.superior.post(&address, &at("2099-05-04T09:59")).await;
    assert_eq!(clash.status(), 422, "{}", clash.summary());
    assert!(
        clash
            .all("#f-starts-error")
            .join("")
            .contains("Susan Superior")
    );
    assert!(
        clash.text().contains("2099-05-04T09:59"),
        "what was typed stays"
    );
    let free = cast.superior.post(&address, &at("2099-05-04T10:00")).await;
    assert_eq!(free.status(), 303, "{}", free.summary());
}

#[tokio::test]
async fn each_side_sees_its_own_preparation_and_the_start_waits_for_everything() {
    let world = World::new().await;
    let cast = released(&world).await;
    let page = cast.at("/preparation");
    let draft = [("version", "0"), ("wishes", "DRAFT WISH")];
    assert_eq!(
        cast.employee
            .autosave(&cast.at("/preparation/employee"), &draft)
            .await
            .status(),
        200
    );
    for somebody in [&cast.superior, &cast.facilitator] {
        assert!(!somebody.get(&page).await.text().contains("DRAFT WISH"));
    }
    let unready = cast.superior.post(&cast.at("/interview/start"), &[]).await;
    assert_eq!(unready.status(), 409);
    assert_eq!(unready.all("main p").len(), 3, "{}", unready.text());
    let half = cast
        .superior
        .fills(
            &page,
            &cast.at("/preparation/superior/submission"),
            &[("duties_read", "1")],
        )
        .await;
    assert_eq!(half.status(), 422);
    assert!(half.has("#f-results_read-error") && half.has("#f-explanation\\.conduct-error"));
    assert!(!half.has("#f-duties_read-error"));
    prepare(&cast).await;
    assert!(
        cast.superior.get(&page).await.text().contains("MORE TIME"),
        "submitted is read"
    );
    assert!(
        !cast
            .facilitator
            .get(&page)
            .await
            .text()
            .contains("MORE TIME")
    );
    for somebody in [&cast.employee, &cast.facilitator] {
        assert!(
            !somebody.get(&page).await.text().contains("MY REASONS"),
            "the checklist is the superior's"
        );
    }
    let late = cast
        .employee
        .post(
            &cast.at("/preparation/employee"),
            &[("version", "2"), ("wishes", "x")],
        )
        .await;
    assert_eq!(late.status(), 409, "submitted is locked");
    assert_eq!(propose(&cast, &cast.superior, &[]).await.status(), 303);
    cast.employee
        .post(
            &cast.at("/appointment/answer"),
            &[("version", "1"), ("answer", "confirm")],
        )
        .await;
    let early = cast.superior.post(&cast.at("/interview/start"), &[]).await;
    assert_eq!(early.status(), 409, "the notice period is not over");
    assert_eq!(
        cast.superior
            .post(&cast.at("/early-consent"), &[])
            .await
            .status(),
        403
    );
    assert_eq!(
        cast.employee
            .post(&cast.at("/early-consent"), &[])
            .await
            .status(),
        303
    );
    assert_eq!(world.events(cast.appraisal, "early_consent").await, 1);
    assert_eq!(
        cast.superior
            .post(&cast.at("/interview/start"), &[])
            .await
            .status(),
        303
    );
    assert_eq!(world.stage(cast.appraisal).await, "interview");
}

async fn mark(cast: &Cast, who: &Person, step: &str) -> crate::world::Page {
    who.post(&cast.at("/interview/done"), &[("step", step)])
        .await
}

async fn sheet(cast: &Cast, step: &str, fields: &[(&str, &str)]) {
    let page = cast.at(&format!("/interview?step={step}"));
    let kept = cast
        .superior
        .fills(&page, &cast.at("/interview/sheet"), fields)
        .await;
    assert_eq!(kept.status(), 303, "{}", kept.summary());
}

async fn done(cast: &Cast, step: &str) {
    let marked = mark(cast, &cast.superior, step).await;
    assert_eq!(
        marked.status(),
        303,
        "step {step}: {} {:?}",
        marked.summary(),
        marked.all("main li")
    );
}

/// A date far enough away.
const DUE: &str = "2099-12-31";

/// Fills all eight steps, as the three would.
pub async fn fill(world: &World, cast: &Cast) {
    let room = cast.at("/interview");
    let (employee, superior) = (cast.employee.id.to_string(), cast.superior.id.to_string());
    sheet(
        cast,
        "1",
        &[("purpose_stated", "1"), ("confidentiality_stated", "1")],
    )
    .await;
    done(cast, "1").await;
    sheet(cast, "2", &[("as_in_self_evaluation", "1")]).await;
    done(cast, "2").await;
    sheet(
        cast,
        "3",
        &[
            ("strengths", "Calm."),
            ("difference.conduct", "Two complaints."),
        ],
    )
    .await;
    done(cast, "3").await;
    let agree = [("item", "company_profit"), ("item", "must_do_tasks")];
    assert_eq!(
        cast.employee
            .post(&cast.at("/interview/agreement"), &agree)
            .await
            .status(),
        303
    );
    let parked = [
        ("version", "0"),
        ("item", "conduct"),
        ("employee_view.conduct", "It was the rota."),
        ("superior_view.conduct", "It was avoidable."),
        ("owner.conduct", superior.as_str()),
        ("due.conduct", DUE),
    ];
    assert_eq!(
        cast.superior
            .post(&cast.at("/interview/parked"), &parked)
            .await
            .status(),
        303
    );
    done(cast, "4").await;
    let plan = [
        ("plan_item", "new"),
        ("item.new", "conduct"),
        ("what.new", "Answer customers sooner"),
        ("cause.new", "process"),
        ("measure.new", "A rota"),
        ("support.new", "One more colleague"),
        ("support_by.new", superior.as_str()),
        ("owner.new", employee.as_str()),
        ("due.new", DUE),
        ("criteria.new", "Within a day"),
    ];
    let added = cast.employee.post(&cast.at("/interview/plan"), &plan).await;
    assert_eq!(added.status(), 303, "{}", added.summary());
    done(cast, "5").await;
    sheet(
        cast,
        "6",
        &[
            ("difficulties", "Too few people."),
            ("promised", "One more."),
            ("growth", "Team lead."),
        ],
    )
    .await;
    done(cast, "6").await;
    let goal = [
        ("title", "Open the second plant"),
        ("source", "company"),
        ("serves", "Grow in the south"),
    ];
    assert_eq!(
        cast.superior
            .post(&cast.at("/interview/goals"), &goal)
            .await
            .status(),
        303
    );
    let id: uuid::Uuid = sqlx::query_scalar("select id from next_goals where appraisal_id = $1")
        .bind(cast.appraisal.0)
        .fetch_one(&world.db)
        .await
        .unwrap();
    let id = id.to_string();
    assert_eq!(
        mark(cast, &cast.superior, "7").await.status(),
        409,
        "only the employee confirms"
    );
    assert_eq!(
        cast.superior
            .post(&cast.at("/interview/goals/confirmation"), &[("goal", &id)])
            .await
            .status(),
        403
    );
    assert_eq!(
        cast.employee
            .post(&cast.at("/interview/goals/confirmation"), &[("goal", &id)])
            .await
            .status(),
        303
    );
    done(cast, "7").await;
    sheet(
        cast,
        "8",
        &[("summary", "We looked for causes together and found one.")],
    )
    .await;
    let objects = [
        ("choice", "objected"),
        ("objects.conduct", "1"),
        ("objection.conduct", "The rota was not mine."),
    ];
    assert_eq!(
        cast.superior
            .post(&cast.at("/interview/confirmation"), &objects)
            .await
            .status(),
        403
    );
    assert_eq!(
        cast.employee
            .post(&cast.at("/interview/confirmation"), &objects)
            .await
            .status(),
        303
    );
    done(cast, "8").await;
    let last = cast.superior.get(&format!("{room}?step=8")).await;
    assert!(
        last.has(&format!("form[action=\"{room}/close\"]")),
        "{}",
        last.text()
    );
}

#[tokio::test]
async fn eight_steps_each_wait_for_what_they_must_leave_behind() {
    let world = World::new().await;
    let cast = started(&world).await;
    for step in ["1", "2"] {
        let early = mark(&cast, &cast.facilitator, step).await;
        assert_eq!(early.status(), 409, "step {step}");
        assert!(!early.all("main li, main p").is_empty());
    }
    let shut = mark(&cast, &cast.superior, "3").await;
    assert_eq!(shut.status(), 409);
    assert_eq!(
        mark(&cast, &cast.employee, "1").await.status(),
        403,
        "the superior conducts"
    );
    fill(&world, &cast).await;
    let open = countersign::interviews::rules::unfinished;
    let viewer = seen(&world, &cast).await;
    let gathered = countersign::interviews::gather(&world.db, &viewer)
        .await
        .unwrap();
    assert_eq!(open(&gathered, &viewer.appraisal.cycle.form), []);
    assert_eq!(
        (
            gathered.plan.len(),
            gathered.parked.len(),
            gathered.goals.len()
        ),
        (1, 1, 1)
    );
    assert_eq!(
        gathered
            .confirmation
            .as_ref()
            .map(|last| last.objections.len()),
        Some(1)
    );
}

async fn seen(world: &World, cast: &Cast) -> countersign::appraisals::Seen {
    let viewer = countersign::access::Viewer {
        id: cast.superior.id,
        name: cast.superior.name.clone(),
        roles: Vec::new(),
        departments: Vec::new(),
        lang: countersign::access::Lang::En,
        zone: jiff::tz::TimeZone::UTC,
        theme: String::new(),
    };
    countersign::appraisals::Seen::by_id(&world.db, cast.appraisal, viewer)
        .await
        .unwrap()
}

#[tokio::test]
async fn the_superiors_text_stays_closed_until_the_employee_was_heard() {
    let world = World::new().await;
    let cast = started(&world).await;
    let three = cast.at("/interview?step=3");
    let four = cast.at("/interview?step=4");
    for page in [&three, &four] {
        let shown = cast.employee.get(page).await;
        assert_eq!(shown.status(), 200);
        assert!(
            !shown.text().contains("Calm under pressure.")
                && !shown.text().contains("FROM THE EVALUATION")
        );
    }
    // nor through a form that is sent back
    let note = "x".repeat(6000);
    let back = cast
        .employee
        .post(
            &cast.at("/interview/note"),
            &[("step", "4"), ("version", "0"), ("note", &note)],
        )
        .await;
    assert_eq!(back.status(), 422);
    assert!(!back.text().contains("FROM THE EVALUATION"));
    assert_eq!(
        cast.superior
            .post(&cast.at("/interview/step"), &[("step", "3")])
            .await
            .status(),
        409
    );
    let words = [("step", "2"), ("version", "0"), ("note", "MY OWN VIEW")];
    assert_eq!(
        cast.employee
            .post(&cast.at("/interview/note"), &words)
            .await
            .status(),
        303
    );
    done(&cast, "2").await;
    assert!(
        cast.employee
            .get(&three)
            .await
            .text()
            .contains("Calm under pressure.")
    );
    assert!(
        cast.employee
            .get(&four)
            .await
            .text()
            .contains("FROM THE EVALUATION")
    );
}

#[tokio::test]
async fn notes_stand_under_their_writers_name_and_private_ones_are_seen_by_nobody() {
    let world = World::new().await;
    let cast = started(&world).await;
    let room = cast.at("/interview?step=1");
    let note = [
        ("step", "1"),
        ("version", "0"),
        ("note", "You never answer, don't you agree?"),
    ];
    let saved = cast
        .superior
        .autosave(&cast.at("/interview/note"), &note)
        .await;
    assert_eq!(saved.status(), 200, "{}", saved.text());
    assert_eq!(
        saved.text().matches("\"field\":\"note\"").count(),
        2,
        "hints: {}",
        saved.text()
    );
    let own = [("step", "1"), ("version", "0"), ("note", "EMPLOYEE SAYS")];
    assert_eq!(
        cast.employee
            .post(&cast.at("/interview/note"), &own)
            .await
            .status(),
        303
    );
    let shown = cast.facilitator.get(&room).await;
    let voices = shown.all(".voice:not(.mine)");
    assert!(
        voices
            .iter()
            .any(|voice| voice.contains("Eve Employee") && voice.contains("EMPLOYEE SAYS")),
        "{voices:?}"
    );
    let private = [
        ("step", "1"),
        ("version", "0"),
        ("private", "SECRET THOUGHT"),
    ];
    assert_eq!(
        cast.superior
            .autosave(&cast.at("/interview/private-note"), &private)
            .await
            .status(),
        200
    );
    assert!(
        cast.superior
            .get(&room)
            .await
            .text()
            .contains("SECRET THOUGHT")
    );
    for somebody in [&cast.employee, &cast.facilitator, &cast.hr, &cast.clerk] {
        for path in [
            room.clone(),
            cast.at(""),
            cast.at("/trail"),
            cast.at("/preparation"),
        ] {
            assert!(
                !somebody.get(&path).await.text().contains("SECRET THOUGHT"),
                "{} at {path}",
                somebody.name
            );
        }
    }
    for outsider in [&cast.hr, &cast.clerk, &cast.head] {
        assert!(
            [403, 404].contains(&outsider.get(&room).await.status()),
            "{}",
            outsider.name
        );
    }
}

#[tokio::test]
async fn two_windows_on_the_same_text_lose_neither() {
    let world = World::new().await;
    let cast = started(&world).await;
    let address = cast.at("/interview/note");
    let note = |version: &'static str, text: &'static str| {
        [("step", "1"), ("version", version), ("note", text)]
    };
    assert_eq!(
        cast.employee
            .post(&address, &note("0", "first window"))
            .await
            .status(),
        303
    );
    assert_eq!(
        cast.employee
            .autosave(&address, &note("0", "second window"))
            .await
            .status(),
        409
    );
    let both = cast
        .employee
        .post(&address, &note("0", "second window"))
        .await;
    assert_eq!(both.status(), 409);
    assert!(both.text().contains("first window") && both.text().contains("second window"));
    let mine = both.form(&address);
    let mine: Vec<(&str, &str)> = mine
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(cast.employee.post(&address, &mine).await.status(), 303);
    assert!(
        cast.employee
            .get(&cast.at("/interview?step=1"))
            .await
            .text()
            .contains("second window")
    );
}

#[tokio::test]
async fn every_write_rings_for_the_others_in_the_room_and_for_nobody_else() {
    let world = World::new().await;
    let cast = started(&world).await;
    let mut here = world.app.bell.listen(&world.db, cast.appraisal.0).await;
    let mut elsewhere = world.app.bell.listen(&world.db, uuid::Uuid::new_v4()).await;
    // the line opens: everybody looks again once
    let wait = Duration::from_secs(5);
    assert_eq!(
        tokio::time::timeout(wait, here.next()).await,
        Ok(Ring::Changed)
    );
    assert_eq!(
        tokio::time::timeout(wait, elsewhere.next()).await,
        Ok(Ring::Changed)
    );
    let note = [("step", "1"), ("version", "0"), ("note", "hello")];
    assert_eq!(
        cast.employee
            .autosave(&cast.at("/interview/note"), &note)
            .await
            .status(),
        200
    );
    assert_eq!(
        tokio::time::timeout(wait, here.next()).await,
        Ok(Ring::Changed)
    );
    let quiet = Duration::from_millis(300);
    assert!(tokio::time::timeout(quiet, elsewhere.next()).await.is_err());
    let private = [("step", "1"), ("version", "0"), ("private", "hm")];
    cast.employee
        .autosave(&cast.at("/interview/private-note"), &private)
        .await;
    assert!(
        tokio::time::timeout(quiet, here.next()).await.is_err(),
        "a private note is nobody's news"
    );
    world.app.bell.close();
    assert_eq!(
        tokio::time::timeout(wait, here.next()).await,
        Ok(Ring::Closing)
    );
}

#[tokio::test]
async fn wrong_forms_come_back_at_their_fields_and_write_nothing() {
    let world = World::new().await;
    let cast = started(&world).await;
    let words = [("step", "2"), ("version", "0"), ("note", "MY OWN VIEW")];
    cast.employee
        .post(&cast.at("/interview/note"), &words)
        .await;
    done(&cast, "2").await;
    let stranger = uuid::Uuid::new_v4().to_string();
    let plan = [
        ("what.new", "kept <b>text</b>"),
        ("cause.new", "laziness"),
        ("owner.new", &stranger),
        ("due.new", "2026-02-30"),
    ];
    let back = cast.employee.post(&cast.at("/interview/plan"), &plan).await;
    assert_eq!(back.status(), 422);
    for field in [
        "owner\\.new",
        "due\\.new",
        "measure\\.new",
        "criteria\\.new",
    ] {
        assert!(back.has(&format!("#f-{field}-error")), "{field}");
    }
    assert!(back.text().contains("kept &#60;b&#62;text"));
    let past = [
        ("item", "conduct"),
        ("due.conduct", "2001-01-01"),
        ("version", "0"),
    ];
    let back = cast
        .superior
        .post(&cast.at("/interview/parked"), &past)
        .await;
    assert_eq!(back.status(), 422);
    assert!(back.has("#f-due\\.conduct-error"));
    let goal = [("title", ""), ("source", "company")];
    assert_eq!(
        cast.employee
            .post(&cast.at("/interview/goals"), &goal)
            .await
            .status(),
        422
    );
    for table in ["plan_items", "parked_points", "next_goals", "item_stances"] {
        let count: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
                .fetch_one(&world.db)
                .await
                .unwrap();
        assert_eq!(count, 0, "{table}");
    }
    // the employee does not write the superior's view
    let superior = cast.superior.id.to_string();
    let both = [
        ("version", "0"),
        ("item", "conduct"),
        ("employee_view.conduct", "mine"),
        ("superior_view.conduct", "NOT MINE"),
        ("owner.conduct", superior.as_str()),
        ("due.conduct", DUE),
    ];
    assert_eq!(
        cast.employee
            .post(&cast.at("/interview/parked"), &both)
            .await
            .status(),
        303
    );
    assert!(
        !cast
            .superior
            .get(&cast.at("/interview?step=4"))
            .await
            .text()
            .contains("NOT MINE")
    );
    assert_eq!(mark(&cast, &cast.superior, "4").await.status(), 409);
}

#[tokio::test]
async fn eight_equal_marks_and_confirmations_leave_one_event() {
    let world = World::new().await;
    let cast = started(&world).await;
    sheet(
        &cast,
        "1",
        &[("purpose_stated", "1"), ("confidentiality_stated", "1")],
    )
    .await;
    let address = cast.at("/interview/done");
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let (superior, address) = (cast.superior.clone(), address.clone());
            tokio::spawn(async move { superior.post(&address, &[("step", "1")]).await.status() })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), 303);
    }
    assert_eq!(world.events(cast.appraisal, "step_done").await, 1);
}
