//! Every row that the trail vouches for, against the row as it stands: no alarm on the demo company after its whole
//! story, and every change behind the program's back is found and named.

use std::collections::BTreeMap;

use countersign::{
    audit::{
        Event, Evidence, FigureChange, Kind,
        compare::{Finding, Mismatch, compare},
    },
    demo,
};
use sqlx::{AssertSqlSafe, PgConnection, PgPool};
use uuid::Uuid;

use crate::world::World;

async fn findings(db: &PgPool) -> (usize, Vec<String>) {
    let mut tx = db.begin().await.unwrap();
    let compared = compare(&mut tx).await.unwrap();
    let named = compared.findings.iter().map(Finding::to_string).collect();
    (compared.rows, named)
}

/// One row of each kind, changed by whoever may do everything.
fn changed(kind: Evidence) -> &'static str {
    match kind {
        Evidence::Submission => {
            "update submissions set body = jsonb_set(body, '{forged}', '1') where ctid = (select s.ctid from submissions s
             join papers p on p.id = s.paper_id and p.kind = 'evaluation' limit 1)"
        }
        Evidence::Preparation => {
            "update submissions set author_id = (select id from people where id <> author_id limit 1) where ctid = (select s.ctid
             from submissions s join papers p on p.id = s.paper_id and p.kind = 'employee_preparation' limit 1)"
        }
        Evidence::Result => {
            "update results set body = jsonb_set(body, '{total}', '\"99\"') where ctid = (select ctid from results limit 1)"
        }
        Evidence::Outcome => {
            "update appraisals set total = total + 1 where ctid = (select ctid from appraisals where total is not null limit 1)"
        }
        Evidence::Share => {
            "update appraisal_superiors set share = share + 1 where ctid = (select ctid from appraisal_superiors limit 1)"
        }
        Evidence::Advice => {
            "update advices set body = 'forged' where ctid = (select ctid from advices where submitted_at is not null limit 1)"
        }
        Evidence::Note => {
            "update appraisal_notes set words = 'forged' where ctid = (select ctid from appraisal_notes limit 1)"
        }
        Evidence::NoteFile => {
            "update note_files set content = 'forged' where ctid = (select ctid from note_files limit 1)"
        }
        Evidence::Goal => {
            "update goals set weight = weight - 1 where ctid = (select ctid from goals limit 1)"
        }
        Evidence::Goals => {
            "update goal_versions set goals = '[]' where ctid = (select ctid from goal_versions limit 1)"
        }
        Evidence::GoalChange => {
            "update goal_changes set reason = 'forged' where ctid = (select ctid from goal_changes limit 1)"
        }
        Evidence::Actual => {
            "update actuals set actual = actual + 1 where ctid = (select ctid from actuals limit 1)"
        }
        Evidence::Reopening => {
            "update reopenings set reason = 'forged' where ctid = (select ctid from reopenings limit 1)"
        }
        Evidence::Appointment => {
            "update interviews set starts_at = starts_at + interval '1 day' where ctid = (select ctid from interviews where starts_at is not null limit 1)"
        }
        Evidence::Step => {
            "update interview_steps set done_at = done_at + interval '1 second' where ctid = (select ctid from interview_steps where done_at is not null limit 1)"
        }
        Evidence::Agreement => {
            "update item_stances set stance = case stance when 'agreed' then 'parked' else 'agreed' end::stance where ctid = (select ctid from item_stances limit 1)"
        }
        Evidence::OpenPoint => {
            "update parked_points set employee_view = 'forged' where ctid = (select ctid from parked_points limit 1)"
        }
        Evidence::NextGoal => {
            "update next_goals set title = 'forged' where ctid = (select ctid from next_goals limit 1)"
        }
        Evidence::Confirmation => {
            "update confirmations set objections = '{\"x\": \"forged\"}' where ctid = (select ctid from confirmations limit 1)"
        }
        Evidence::Record => {
            "update records set reason = 'forged' where ctid = (select ctid from records limit 1)"
        }
        Evidence::Signature => {
            "update signatures set choice = case choice when 'agree' then 'agree_in_part' else 'agree' end::choice where ctid = (select ctid from signatures limit 1)"
        }
        Evidence::Refusal => {
            "update refusals set reason = 'forged' where ctid = (select ctid from refusals limit 1)"
        }
        Evidence::PlanItem => {
            "update plan_items set criteria = 'forged' where ctid = (select ctid from plan_items limit 1)"
        }
        Evidence::PlanReport => {
            "update plan_entries set words = 'forged' where ctid = (select ctid from plan_entries limit 1)"
        }
        Evidence::Dispute => {
            "update disputes set grounds = 'forged' where ctid = (select ctid from disputes limit 1)"
        }
        Evidence::Vote => {
            "update dispute_seats set vote = case vote when 'upheld' then 'adjusted' else 'upheld' end::decision, voted_at = now()
             where ctid = (select ctid from dispute_seats limit 1)"
        }
        Evidence::DisputeFile => {
            "update dispute_files set content = 'forged' where ctid = (select ctid from dispute_files limit 1)"
        }
        Evidence::CalibrationMember => {
            "update calibration_members set total_after = 1 where ctid = (select ctid from calibration_members limit 1)"
        }
        Evidence::Delegation => {
            "update delegations set ends_on = ends_on + 1 where ctid = (select ctid from delegations limit 1)"
        }
        Evidence::Roles => {
            "insert into person_roles (person_id, role) select person_id, 'auditor' from person_roles where role = 'committee' limit 1"
        }
    }
}

/// What the story lacks: a row, and the event of those who would have written it.
async fn write_missing(world: &World, kind: Evidence) {
    let mut change = world.app.change(None).await.unwrap();
    let (appraisal, employee, superior): (Uuid, Uuid, Uuid) = sqlx::query_as(
        "select id, appraisee_id, superior_id from appraisals where stage = 'concluded' order by id limit 1",
    )
    .fetch_one(&mut *change)
    .await
    .unwrap();
    let insert = match kind {
        Evidence::Share => {
            "insert into appraisal_superiors (appraisal_id, person_id, share) select $1, id, 20 from people where id not in ($2, $3) limit 1 returning person_id"
        }
        Evidence::Advice => {
            "insert into advices (appraisal_id, author_id, kind, from_on, until_on, body, asked_at, due_on, submitted_at)
             select $1, $3, 'final', '2026-01-01', '2026-02-01', 'good work', now(), '2026-03-01', now() where $2 is not null returning id"
        }
        Evidence::Note | Evidence::NoteFile => {
            "with note as (insert into appraisal_notes (appraisal_id, author_id, words, written_at) select $1, $2, 'seen', now() where $3 is not null returning id),
             file as (insert into note_files (note_id, name, media_type, content, uploaded_at) select id, 'a.txt', 'text/plain', 'a', now() from note)
             select id from note"
        }
        Evidence::Goal => {
            "insert into goals (appraisal_id, key, title, weight, position) select $1, 'G77', 'more', 10, 77 where $2 <> $3 returning id"
        }
        Evidence::Goals => {
            "insert into goal_versions (appraisal_id, number, goals, saved_at) select $1, 77, '[1]', now() where $2 <> $3 returning appraisal_id"
        }
        Evidence::GoalChange => {
            "insert into goal_changes (appraisal_id, goals, reason, proposed_by, proposed_at) select $1, '[]', 'because', $2, now() where $2 <> $3 returning id"
        }
        Evidence::Reopening => {
            "insert into reopenings (appraisal_id, stage, asked_in, reason, requested_by, requested_at)
             select $1, 'evaluation', 'concluded', 'because', $2, now() where $2 <> $3 returning id"
        }
        Evidence::Refusal => {
            "insert into refusals (appraisal_id, record_version, reason, recorded_by, recorded_at) select $1, 1, 'because', $3, now() where $2 <> $3 returning appraisal_id"
        }
        Evidence::Delegation => {
            "insert into delegations (delegator_id, delegate_id, starts_on, ends_on, since, until, reason, created_by, created_at)
             select $3, $2, '2026-01-01', '2026-01-02', now(), now() + interval '1 day', 'away', $3, now() where $1 is not null returning id"
        }
        Evidence::CalibrationMember => {
            "with one as (insert into calibrations (cycle_id, name, opened_by, opened_at) select cycle_id, 'all', $3, now() from appraisals where id = $1 and $2 <> $3 returning id),
             member as (insert into calibration_members (calibration_id, appraisal_id) select id, $1 from one)
             select id from one"
        }
        Evidence::Actual => {
            "insert into actuals (appraisal_id, item, period, ends_on, actual, source, recorded_at, recorded_by)
             select $1, 'profit', '2026', '2026-12-31', 7, 'hand', now(), $3 where $2 <> $3 returning appraisal_id"
        }
        Evidence::DisputeFile => {
            "with one as (select id from disputes where appraisal_id <> $1 or $2 <> $3 order by id limit 1),
             file as (insert into dispute_files (dispute_id, name, media_type, content, uploaded_by, uploaded_at)
                 select id, 'a.txt', 'text/plain', 'a', $2, now() from one)
             select id from one"
        }
        other => panic!("the demo's story has no {}", other.key()),
    };
    let id: Uuid = sqlx::query_scalar(insert)
        .bind(appraisal)
        .bind(employee)
        .bind(superior)
        .fetch_one(&mut *change)
        .await
        .unwrap();
    let (reason, none) = ("because", serde_json::Value::Null);
    let figures = [FigureChange {
        item: "profit".into(),
        period: "2026".into(),
        before: None,
        after: "7".into(),
    }];
    let appraisal = match kind {
        Evidence::DisputeFile => {
            sqlx::query_scalar("select appraisal_id from disputes where id = $1")
                .bind(id)
                .fetch_one(&mut *change)
                .await
                .unwrap()
        }
        _ => appraisal,
    };
    let event = match kind {
        Evidence::Share => Event::SuperiorsSet {
            before: none.clone(),
            after: none,
            bulk: false,
        },
        Evidence::Advice => Event::AdviceGiven { advice: id },
        Evidence::Note | Evidence::NoteFile => Event::NoteWritten {
            note: id,
            files: 1,
            shared: false,
        },
        Evidence::Goal | Evidence::Goals => Event::GoalsChanged {
            goals: 1,
            weights: String::new(),
            confirmations_voided: 0,
            reason,
            how: None,
        },
        Evidence::GoalChange => Event::GoalsChangeProposed {
            change: id,
            reason,
            replaces: None,
        },
        Evidence::Actual => Event::ActualsRecorded {
            source: serde_json::json!("hand"),
            token: None,
            figures: &figures,
        },
        Evidence::DisputeFile => Event::DisputeOpened {
            dispute: id,
            kind: none,
            items: &[],
            interview_held: true,
            files: 1,
            due_on: String::new(),
        },
        Evidence::Reopening => Event::ReopeningRequested {
            stage: none,
            reason,
        },
        Evidence::Refusal => Event::RefusalCommented {
            record_version: 1,
            words_sha256: String::new(),
        },
        Evidence::Delegation => Event::DelegationNamed {
            delegation: id,
            delegator: superior,
            delegate: employee,
            starts_on: String::new(),
            ends_on: String::new(),
            reason,
        },
        _ => Event::CalibrationOpened {
            calibration: id,
            cycle: Uuid::nil(),
            name: "all",
            members: 1,
        },
    };
    if [Evidence::Delegation, Evidence::CalibrationMember].contains(&kind) {
        change.record_company(event).await.unwrap();
    } else {
        change.record(appraisal, event).await.unwrap();
    }
    change.commit().await.unwrap();
}

async fn by_kind(db: &mut PgConnection) -> BTreeMap<String, i64> {
    sqlx::query_as::<_, (String, i64)>("select kind, count(*) from evidence group by kind")
        .fetch_all(db)
        .await
        .unwrap()
        .into_iter()
        .collect()
}

#[tokio::test]
async fn the_demo_holds_and_every_changed_row_is_found_and_named() {
    let world = World::new().await;
    demo::furnish(&world.db, &world.app.settings).await.unwrap();
    let (rows, alarms) = findings(&world.db).await;
    assert_eq!(alarms, Vec::<String>::new());
    assert!(rows > 200, "{rows}");
    let counts = by_kind(&mut world.db.acquire().await.unwrap()).await;
    let missing: Vec<Evidence> = Evidence::ALL
        .iter()
        .copied()
        .filter(|kind| !counts.contains_key(kind.key()))
        .collect();
    for kind in missing {
        // a note and its file come together
        if !by_kind(&mut world.db.acquire().await.unwrap())
            .await
            .contains_key(kind.key())
        {
            write_missing(&world, kind).await;
        }
    }
    assert_eq!(findings(&world.db).await.1, Vec::<String>::new());

    let mut wrong = Vec::new();
    for kind in Evidence::ALL {
        let mut tx = world.db.begin().await.unwrap();
        sqlx::raw_sql("set local session_replication_role = replica")
            .execute(&mut *tx)
            .await
            .unwrap();
        let done = match sqlx::raw_sql(changed(*kind)).execute(&mut *tx).await {
            Ok(done) => done.rows_affected(),
            Err(error) => {
                wrong.push(format!("{}: {error}", kind.key()));
                continue;
            }
        };
        let found = compare(&mut tx).await.unwrap().findings;
        let named: Vec<_> = found.iter().map(|one| (one.name.kind, one.fault)).collect();
        if done != 1 || named != [(*kind, Mismatch::Changed)] {
            wrong.push(format!("{}: {done} changed, found {found:?}", kind.key()));
        }
        tx.rollback().await.unwrap();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    // taken away, and put in
    for (statement, kind, fault) in [
        (
            "delete from dispute_seats where ctid = (select ctid from dispute_seats limit 1)",
            Evidence::Vote,
            Mismatch::Gone,
        ),
        (
            "delete from plan_entries where ctid = (select ctid from plan_entries limit 1)",
            Evidence::PlanReport,
            Mismatch::Gone,
        ),
        (
            "insert into person_roles (person_id, role) select id, 'hr' from people where id not in (select person_id from person_roles) limit 1",
            Evidence::Roles,
            Mismatch::PutIn,
        ),
        (
            "insert into plan_entries (plan_item_id, author_id, at, kind) select id, owner_id, now(), 'done' from plan_items limit 1",
            Evidence::PlanReport,
            Mismatch::PutIn,
        ),
    ] {
        let mut tx = world.db.begin().await.unwrap();
        let forged = format!("set local session_replication_role = replica; {statement}");
        sqlx::raw_sql(AssertSqlSafe(forged))
            .execute(&mut *tx)
            .await
            .unwrap();
        let found = compare(&mut tx).await.unwrap().findings;
        let named: Vec<_> = found.iter().map(|one| (one.name.kind, one.fault)).collect();
        assert_eq!(named, [(kind, fault)], "{statement}");
        tx.rollback().await.unwrap();
    }
}

/// A look at one kind opens one table, whatever the kind.
#[tokio::test]
async fn a_look_at_one_row_opens_the_tables_of_its_kind_alone() {
    let world = World::new().await;
    let mut tx = world.db.begin().await.unwrap();
    for kind in Evidence::ALL {
        let explain = format!(
            "explain (format json) select * from evidence where kind = '{}' and key = '00000000-0000-0000-0000-000000000001'",
            kind.key()
        );
        let (plan,): (serde_json::Value,) = sqlx::query_as(AssertSqlSafe(explain))
            .fetch_one(&mut *tx)
            .await
            .unwrap();
        let text = plan.to_string();
        assert!(!text.contains("\"Append\""), "{}: {text}", kind.key());
        let one: Vec<String> =
            sqlx::query_scalar("select part from evidence_of($1, gen_random_uuid(), null)")
                .bind(kind.key())
                .fetch_all(&mut *tx)
                .await
                .unwrap();
        assert!(one.is_empty());
    }
}

/// The view and the program name the same kinds, and no SQL names an event but through the list.
#[test]
fn no_statement_names_a_kind_of_event() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut looked_at = 0;
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let program = path
                .extension()
                .is_some_and(|end| end == "rs" || end == "sql");
            if !program || path.ends_with("audit/event.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            looked_at += 1;
            for kind in Kind::ALL {
                for asked in [
                    format!("kind = '{}'", kind.key()),
                    format!("'{}',", kind.key()),
                ] {
                    let of_events = text.match_indices(&asked).any(|(at, _)| {
                        text[..at]
                            .rfind("from events")
                            .is_some_and(|from| at - from < 600)
                    });
                    assert!(!of_events, "{} names {}", path.display(), kind.key());
                }
            }
        }
    }
    assert!(looked_at > 300);
}
