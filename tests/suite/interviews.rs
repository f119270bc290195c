//! From the released result to the last step of the room: appointment, preparation, the eight steps.

use countersign::{
    access::Stage,
    evaluations::superior::{Cause, Evaluation, Item},
    scoring::Input,
};
use rust_decimal::Decimal;
use sqlx::types::Json;

use crate::{
    self_evaluation,
    world::{Cast, Person, World},
};

mod arranging;
mod course;
mod losses;
mod room;
mod steps;

/// Self-evaluation written, evaluated with one weak item, released: the preparation is open.
pub async fn released(world: &World) -> Cast {
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
        answers: std::collections::BTreeMap::new(),
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
pub async fn started(world: &World) -> Cast {
    let cast = released(world).await;
    meets(world, &cast).await;
    cast
}

/// From the released result to the open room.
pub async fn meets(world: &World, cast: &Cast) {
    assert_eq!(propose(cast, &cast.facilitator, &[]).await.status(), 303);
    let version: i32 = sqlx::query_scalar("select version from interviews where appraisal_id = $1")
        .bind(cast.appraisal.0)
        .fetch_one(&world.db)
        .await
        .unwrap();
    let version = version.to_string();
    let confirm = [("version", version.as_str()), ("answer", "confirm")];
    assert_eq!(
        cast.employee
            .post(&cast.at("/appointment/answer"), &confirm)
            .await
            .status(),
        303
    );
    prepare(cast).await;
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
}

async fn mark(cast: &Cast, who: &Person, step: &str) -> crate::world::Page {
    who.post(
        &cast.at("/interview/done"),
        &[("step", step), ("done", "yes")],
    )
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

/// The room with its first two steps done: all eight are open.
pub async fn spoken(world: &World) -> Cast {
    let cast = started(world).await;
    let opening = [("purpose_stated", "1"), ("confidentiality_stated", "1")];
    sheet(&cast, "1", &opening).await;
    done(&cast, "1").await;
    sheet(&cast, "2", &[("as_in_self_evaluation", "1")]).await;
    done(&cast, "2").await;
    cast
}

/// A year from now.
static DUE: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
    (time::OffsetDateTime::now_utc().date() + time::Duration::days(365)).to_string()
});

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
        ("due.conduct", DUE.as_str()),
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
        ("due.new", DUE.as_str()),
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
