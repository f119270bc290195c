//! The one statement that moves a stage, against the table of steps: column by column, for one and for many.

use countersign::{
    access::Stage,
    appraisals::{
        advance::{Moving, OnBehalf, StepEffects, Withdrawal, advance_many},
        lifecycle::{Allowed, MOVES, Mark, Move, Proven, Step, next},
    },
    audit::Event,
    ground::ids::{AppraisalId, PersonId},
};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use sqlx::{AssertSqlSafe, PgConnection};
use time::{Date, OffsetDateTime, macros::date};
use uuid::Uuid;

use crate::world::World;

const DUE: Date = date!(2031 - 02 - 03);
const UNTIL: Date = date!(2031 - 03 - 04);

/// The columns of a mark, and what stands there once it is set: nothing is the moment of the step.
fn columns(mark: Mark, hr: PersonId) -> Vec<(&'static str, Value)> {
    let at = |column| vec![(column, Value::Null)];
    match mark {
        Mark::SelfSubmitted => at("self_submitted_at"),
        Mark::SelfSkipped => vec![("self_skipped", json!(true))],
        Mark::OnBehalf => vec![
            ("behalf_by", json!(hr)),
            ("behalf_reason", json!("away")),
            ("behalf_text", json!("known")),
        ],
        Mark::Evaluated => at("evaluated_at"),
        Mark::Approved => at("approved_at"),
        Mark::Released => at("released_at"),
        Mark::Opened => at("opened_at"),
        Mark::EarlyConsent => at("early_consent_at"),
        Mark::Interviewed => at("interviewed_at"),
        Mark::SignedOff => at("signed_off_at"),
        Mark::DisputeUntil => vec![("dispute_until", json!("2031-03-04"))],
        Mark::Concluded => at("concluded_at"),
        Mark::Provisional => vec![("provisional", json!(true))],
        Mark::Result => vec![
            ("total", json!(77.5)),
            ("grade", json!(1)),
            ("multiplier", json!(0.9)),
        ],
        Mark::Withdrawal => vec![
            ("withdrawn_as", json!("exempt")),
            ("withdrawn_reason", json!("new")),
        ],
        Mark::ReturnReason => vec![("return_reason", json!("again"))],
    }
}

fn brings(line: &Move, mark: Mark, extra: bool) -> bool {
    line.sets.contains(&mark) || (extra && line.may.contains(&mark))
}

fn effects(line: &Move, extra: bool, hr: PersonId) -> StepEffects {
    let brings = |mark| brings(line, mark, extra);
    StepEffects {
        result: brings(Mark::Result).then(|| (Decimal::new(775, 1), 1, Decimal::new(9, 1))),
        approved: extra && line.may.contains(&Mark::Approved),
        dispute_until: brings(Mark::DisputeUntil).then_some(UNTIL),
        due_on: None,
        withdrawal: brings(Mark::Withdrawal).then(|| Withdrawal {
            kind: "exempt",
            reason: "new".to_owned(),
        }),
        return_reason: brings(Mark::ReturnReason).then(|| "again".to_owned()),
        on_behalf: brings(Mark::OnBehalf).then(|| OnBehalf {
            by: hr,
            reason: "away".to_owned(),
            text: "known".to_owned(),
        }),
    }
}

fn allowed(from: Stage, step: Step) -> Allowed {
    let guards = MOVES.iter().flat_map(|line| line.guards);
    let proven = Proven::of(guards.map(|guard| (*guard, true)));
    next(from, step, &proven).expect("allowed")
}

async fn columns_of(tx: &mut PgConnection, id: AppraisalId) -> Map<String, Value> {
    let row: Value = sqlx::query_scalar("select to_jsonb(a) from appraisals a where id = $1")
        .bind(id.0)
        .fetch_one(&mut *tx)
        .await
        .expect("row");
    row.as_object().expect("columns").clone()
}

/// An appraisal in a stage with everything that steps set, or with nothing of it.
async fn stands(tx: &mut PgConnection, id: AppraisalId, stage: Stage, full: bool, hr: PersonId) {
    sqlx::query(
        "with old as (select case when $3 then timestamptz '2030-01-01 00:00Z' end as at, case when $3 then 'old' end as word)
         update appraisals set stage = $2::stage, version = 5, stage_since = '2030-01-01 00:00Z', due_on = '2030-01-02',
             self_submitted_at = at, self_skipped = $3, evaluated_at = at, approved_at = at, released_at = at, opened_at = at,
             early_consent_at = at, interviewed_at = at, signed_off_at = at, concluded_at = at, provisional = $3,
             dispute_until = case when $3 then date '2030-01-03' end, total = case when $3 then 50 end,
             grade = case when $3 then 3 end, multiplier = case when $3 then 1.1 end, return_reason = word,
             withdrawn_reason = word, withdrawn_as = case when $3 then 'left' end,
             behalf_by = case when $3 then $4::uuid end, behalf_reason = word, behalf_text = word
         from old where id = $1",
    )
    .bind(id.0)
    .bind(stage.key())
    .bind(full)
    .bind(hr.0)
    .execute(&mut *tx)
    .await
    .expect("stage");
}

/// An event of each step, with nothing in it.
fn event(step: Step) -> Event<'static> {
    let (reason, sha256, uuid, stage) = ("", "", Uuid::nil(), Value::Null);
    let (request, answer, points) = (uuid, "", Value::Null);
    match step {
        Step::GoalsConfirmed => Event::GoalsConfirmed {},
        Step::SelfSubmitted => Event::SelfSubmitted {
            paper: uuid,
            paper_version: 1,
        },
        Step::SelfSkipped => Event::SelfSkipped {},
        Step::SelfOnBehalf => Event::SelfOnBehalf { reason },
        Step::SelfReturned => Event::SelfReturned { reason },
        Step::EvaluationSubmitted => Event::EvaluationSubmitted {
            paper: uuid,
            paper_version: 1,
            total: None,
            approved_by_rule: false,
            shares: Value::Null,
            colleagues_answered: 0,
        },
        Step::EvaluationReturned => Event::EvaluationReturned { reason },
        Step::Approved => Event::Approved { bulk: false },
        Step::Released => Event::Released { bulk: false },
        Step::Unreleased => Event::Unreleased {},
        Step::InterviewStarted => Event::InterviewStarted { early: false },
        Step::InterviewClosed => Event::InterviewClosed {
            record_version: 1,
            sha256,
        },
        Step::SignedByBoth => Event::SignedByBoth {
            record_version: 1,
            plan_items: 0,
        },
        Step::RefusalWitnessed => Event::RefusalWitnessed {
            record_version: 1,
            sha256,
            witnessed: true,
            plan_items: 0,
        },
        Step::DisputeOpened => Event::DisputeOpened {
            dispute: uuid,
            kind: Value::Null,
            items: &[],
            interview_held: true,
            files: 0,
            due_on: String::new(),
        },
        Step::DisputeSettled => Event::DisputeSettled {
            dispute: uuid,
            points,
            record_version: 1,
            sha256,
        },
        Step::DisputeUpheld => Event::DisputeUpheld { dispute: uuid },
        Step::DisputeAdjusted => Event::DisputeAdjusted { dispute: uuid },
        Step::DisputeReturned => Event::DisputeReturned { dispute: uuid },
        Step::SelfReopened => Event::SelfReopened {
            request,
            stage,
            reason,
            answer,
        },
        Step::EvaluationReopened => Event::EvaluationReopened {
            request,
            stage,
            reason,
            answer,
        },
        Step::Withdrawn => Event::Withdrawn {
            reason,
            r#as: None,
            cycle_cancelled: None,
            left: false,
        },
    }
}

fn moving(id: AppraisalId, allowed: Allowed, effects: StepEffects) -> Moving<'static> {
    Moving {
        id,
        version: 5,
        allowed,
        due: Some(DUE),
        effects,
        event: event(allowed.line().step),
    }
}

#[tokio::test]
async fn every_step_changes_the_columns_of_its_marks_and_no_others() {
    let world = World::new().await;
    let cast = world.cast().await;
    let (id, hr) = (cast.appraisal, cast.hr.id);
    // what may stand beside what is for the walks; here each column is looked at by itself
    let checks: Vec<String> = sqlx::query_scalar(
        "select conname::text from pg_constraint where conrelid = 'appraisals'::regclass and contype = 'c'",
    )
    .fetch_all(&world.db)
    .await
    .expect("constraints");
    for name in checks {
        let drop = format!("alter table appraisals drop constraint {name}");
        let drop = sqlx::query(AssertSqlSafe(drop));
        drop.execute(&world.db).await.expect("drop");
    }
    let now = OffsetDateTime::UNIX_EPOCH + time::Duration::days(22_222);
    let moment: Value = sqlx::query_scalar("select to_jsonb($1::timestamptz)")
        .bind(now)
        .fetch_one(&world.db)
        .await
        .expect("moment");
    let mut looked_at = 0;
    for line in MOVES {
        let variants = line.from.iter().flat_map(|from| {
            [(true, true), (true, false), (false, true), (false, false)].map(|how| (*from, how))
        });
        for (from, (full, extra)) in variants {
            let mut tx = world.app.change_at(Some(hr), now).await.expect("change");
            stands(&mut tx, id, from, full, hr).await;
            let mut expected = columns_of(&mut tx, id).await;
            let row = moving(id, allowed(from, line.step), effects(line, extra, hr));
            let moved = advance_many(&mut tx, &[row]).await;
            assert_eq!(moved.expect("moved").len(), 1, "{:?}", line.step);
            let mut set = |column: &str, value: Value| {
                let old = expected.insert(column.to_owned(), value);
                assert!(old.is_some(), "{column} is a column");
            };
            set("version", json!(6));
            set("stage", json!(line.to.key()));
            if line.to != from {
                set("stage_since", moment.clone());
                set("due_on", json!("2031-02-03"));
            }
            // for the stage that was left
            set("return_reason", Value::Null);
            for mark in Mark::ALL {
                for (column, value) in columns(mark, hr) {
                    if brings(line, mark, extra) {
                        set(
                            column,
                            if value.is_null() {
                                moment.clone()
                            } else {
                                value
                            },
                        );
                    } else if line.clears.contains(&mark) {
                        set(
                            column,
                            if value == json!(true) {
                                json!(false)
                            } else {
                                Value::Null
                            },
                        );
                    }
                }
            }
            let found = columns_of(&mut tx, id).await;
            assert_eq!(
                found, expected,
                "{:?} from {from:?}, {full} {extra}",
                line.step
            );
            looked_at += 1;
        }
    }
    assert!(looked_at > 4 * Step::ALL.len());
}

#[tokio::test]
async fn of_many_the_stale_stay_and_the_others_move_with_an_event_each() {
    let world = World::new().await;
    let cast = world.cast().await;
    let mut ids = vec![cast.appraisal];
    for name in ["Ann One", "Ann Two", "Ann Three"] {
        let person = world
            .person(name, cast.department, Some(&cast.superior))
            .await;
        let id = world.appraisal(
            cast.cycle,
            &person,
            &cast.superior,
            None,
            None,
            cast.department,
        );
        ids.push(id.await);
    }
    let mut tx = world
        .app
        .change(Some(cast.employee.id))
        .await
        .expect("change");
    let step = allowed(Stage::SelfEvaluation, Step::SelfSubmitted);
    let mut rows: Vec<_> = ids
        .iter()
        .map(|id| moving(*id, step, StepEffects::default()))
        .collect();
    for row in &mut rows {
        row.version = 1;
    }
    rows[2].version = 7;
    sqlx::query(
        "update appraisals set stage = 'evaluation', self_submitted_at = now() where id = $1",
    )
    .bind(ids[1].0)
    .execute(&mut *tx)
    .await
    .expect("elsewhere");
    let moved = advance_many(&mut tx, &rows).await.expect("moved");
    tx.commit().await.expect("commit");
    assert_eq!(moved, [ids[0], ids[3]].into());
    for id in ids {
        let events = world.events(id, "self_submitted").await;
        assert_eq!(events, i64::from(moved.contains(&id)));
    }
}

#[tokio::test]
async fn a_step_with_other_effects_than_its_line_says_is_refused() {
    let world = World::new().await;
    let cast = world.cast().await;
    let (id, hr) = (cast.appraisal, cast.hr.id);
    let reason = StepEffects {
        return_reason: Some("x".to_owned()),
        ..StepEffects::default()
    };
    let submitted = allowed(Stage::SelfEvaluation, Step::SelfSubmitted);
    let skipped = allowed(Stage::SelfEvaluation, Step::SelfSkipped);
    let returned = allowed(Stage::Evaluation, Step::SelfReturned);
    let nothing = StepEffects::default;
    for (what, rows) in [
        ("too much", vec![moving(id, submitted, reason.clone())]),
        ("too little", vec![moving(id, returned, nothing())]),
        (
            "the event of another step",
            vec![Moving {
                event: event(Step::SelfSkipped),
                ..moving(id, submitted, nothing())
            }],
        ),
        (
            "two steps",
            vec![
                moving(id, submitted, nothing()),
                moving(id, skipped, nothing()),
            ],
        ),
    ] {
        let mut change = world.app.change(Some(hr)).await.expect("change");
        let answer = advance_many(&mut change, &rows).await;
        assert!(answer.is_err(), "{what}");
    }
}
