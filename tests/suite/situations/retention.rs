//! Situation 36: what is kept how long, what a hold keeps, what is removed, and what is left of it.

use countersign::{
    audit,
    evaluations::superior::{Evaluation, Item, outcome},
    forms::{form::Form, grades::Scheme},
    jobs, records,
    scoring::{
        Input,
        breakdown::{Basis, Breakdown},
    },
    works,
};

use crate::{
    signing::{frozen, signs},
    world::{Cast, Person, World},
};

mod anonymising;
mod holds;
mod own_data;
mod periods;
mod tampering;

async fn sql(world: &World, statement: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned()))
        .execute(&world.db)
        .await
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
}

async fn count(world: &World, query: &str) -> i64 {
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {query}")))
        .fetch_one(&world.db)
        .await
        .unwrap_or_else(|error| panic!("{query}: {error}"))
}

/// A concluded appraisal with something of every kind beside its record, all of it saying SECRETWORD.
async fn lived_through(world: &World) -> Cast {
    let cast = frozen(world).await;
    for side in [&cast.employee, &cast.superior] {
        assert_eq!(signs(side, &cast, "agree").await.status(), 303);
    }
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
    let asked = world.person("Ann Asked", cast.other_department, None).await;
    let (a, employee, superior, asked) =
        (cast.appraisal, cast.employee.id, cast.superior.id, asked.id);
    sql(
        world,
        &format!(
            "insert into papers (appraisal_id, kind, step, slot, author_id, body, updated_at, submitted_at) values
                ('{a}', 'employee_preparation', 0, default, '{employee}', '{{\"wishes\": \"SECRETWORD\"}}', now(), now()),
                ('{a}', 'superior_preparation', 0, default, '{superior}', '{{}}', now(), null),
                ('{a}', 'interview_note', 3, '{employee}', '{employee}', '{{\"text\": \"SECRETWORD\"}}', now(), null),
                ('{a}', 'private_note', 3, '{superior}', '{superior}', '{{\"text\": \"SECRETWORD\"}}', now(), null),
                ('{a}', 'part', 0, '{superior}', '{superior}', '{{}}', now(), null),
                ('{a}', 'hearing', 0, default, '{superior}', '{{\"notes\": \"SECRETWORD\"}}', now(), null);
             insert into submissions (paper_id, version, author_id, body, submitted_at)
                select id, version, author_id, body, now() from papers
                where kind in ('employee_preparation', 'self_evaluation', 'evaluation');
             with n as (insert into appraisal_notes (appraisal_id, author_id, words, shared, written_at)
                    values ('{a}', '{employee}', 'SECRETWORD', true, now()) returning id)
                insert into note_files (note_id, name, media_type, content, uploaded_at) select id, 'SECRETWORD.txt', 'text/plain', 'x', now() from n;
             insert into advices (appraisal_id, author_id, kind, from_on, until_on, body, asked_at, due_on, submitted_at)
                values ('{a}', '{asked}', 'earlier_superior', current_date - 90, current_date - 60, 'SECRETWORD', now(), current_date, now());
             insert into cycle_inputs (cycle_id, mode, most, due_on) values ('{c}', 'anonymous', 5, current_date - 30);
             insert into colleague_requests (appraisal_id, colleague_id, nominated_by, state, reason)
                values ('{a}', '{asked}', '{superior}', 'answered', 'SECRETWORD');
             insert into colleague_answers (appraisal_id, body) values ('{a}', '{{\"strengths\": \"SECRETWORD\"}}');
             insert into colleague_closings (appraisal_id, closed_by) values ('{a}', '{superior}');",
            c = cast.cycle,
        ),
    )
    .await;
    cast
}

/// Ended so many months ago, with no case to be opened any more.
async fn ended(world: &World, cast: &Cast, months: i32) {
    sql(
        world,
        &format!(
            "update appraisals set stage_since = now() - interval '{months} months 1 day', dispute_until = current_date - 1 where id = '{}'",
            cast.appraisal
        ),
    )
    .await;
}

/// HR sets the periods on the page, and a day goes by.
async fn in_force(world: &World, hr: &Person) {
    let page = "/retention/periods";
    let set = hr
        .fills(
            page,
            page,
            &[
                ("record_months", "24"),
                ("working_months", "6"),
                ("input_months", "3"),
                ("reason", "Company rule 12"),
            ],
        )
        .await;
    assert_eq!(set.status(), 303, "{}", set.summary());
    sql(
        world,
        "update retention_terms set set_at = now() - interval '2 days'",
    )
    .await;
}

/// The run of one more day.
async fn a_day_later(world: &World) {
    sql(world, "delete from rounds where kind = 'retention'").await;
    jobs::run_all(&world.app, works::ALL).await.expect("run");
    assert_eq!(count(world, "jobs where status = 'failed'").await, 0);
}

/// How many rows of each kind that a run removes are there.
async fn material(world: &World) -> Vec<i64> {
    let mut found = Vec::new();
    for query in [
        "papers where kind = 'part'",
        "papers where kind in ('employee_preparation', 'superior_preparation')",
        "papers where kind in ('interview', 'interview_note')",
        "papers where kind = 'private_note'",
        "appraisal_notes",
        "note_files",
        "advices where body <> ''",
        "colleague_answers",
        "colleague_requests",
    ] {
        found.push(count(world, query).await);
    }
    found
}

const ALL_THERE: [i64; 9] = [1, 2, 5, 1, 1, 1, 1, 1, 1];

async fn whole(world: &World) -> (usize, records::verify::Kept) {
    let mut tx = world.db.begin().await.unwrap();
    let trail = audit::verify::verify(&mut tx)
        .await
        .unwrap()
        .expect("the trail");
    let kept = records::verify::verify(&mut tx)
        .await
        .unwrap()
        .expect("the records");
    (trail.removed, kept)
}

/// A result of which one score was given by hand, with a reason.
fn given_by_hand() -> Breakdown {
    let (form, scheme) = (Form::standard(), Scheme::standard());
    let mut evaluation = Evaluation::default();
    for indicator in &form.indicators {
        let points = 7.into();
        let input = if indicator.kind.is_measured() {
            let reason = "SECRETWORD".to_owned();
            Input::Manual { points, reason }
        } else {
            Input::Judged { points }
        };
        let item = Item {
            input,
            ..Item::default()
        };
        evaluation.items.insert(indicator.key.clone(), item);
    }
    let basis = Basis {
        form: &form,
        form_version: 1,
        scheme: &scheme,
        scheme_version: 1,
    };
    Breakdown::of(basis, &outcome(&form, &scheme, &evaluation)).expect("complete")
}

/// The employee has left, with something about them in every corner.
async fn long_gone(world: &World) -> Cast {
    let cast = lived_through(world).await;
    let (a, e, s, d) = (
        cast.appraisal,
        cast.employee.id,
        cast.superior.id,
        cast.hr.id,
    );
    sql(
        world,
        &format!(
            "update goals set title = 'SECRETWORD';
             insert into goals (appraisal_id, title, serves, weight, position, key, measured_by) values ('{a}', 'SECRETWORD', 'SECRETWORD', 100, 1, 'G1', 'SECRETWORD');
             insert into goal_versions (appraisal_id, number, goals, saved_at) values ('{a}', 1, '[\"SECRETWORD\"]', now());
             insert into goal_changes (appraisal_id, goals, reason, proposed_by, proposed_at, status, closed_at) values ('{a}', '[]', 'SECRETWORD', '{e}', now(), 'declined', now());
             insert into actuals (appraisal_id, item, goal_key, period, ends_on, actual, note, source, recorded_at, recorded_by)
                values ('{a}', 'G1', 'G1', '2026', current_date, 7, 'SECRETWORD', 'hand', now(), '{e}');
             insert into parked_points (appraisal_id, item, employee_view, superior_view, owner_id, due_on, outcome, reported_at, reported_by)
                values ('{a}', 'G1', 'SECRETWORD', 'SECRETWORD', '{s}', current_date, 'SECRETWORD', now(), '{s}');
             insert into parked_points (appraisal_id, item, owner_id, due_on) values ('{a}', 'G2', '{s}', current_date);
             update interviews set wish = 'SECRETWORD', reschedule_reason = 'SECRETWORD', place = 'SECRETWORD';
             update confirmations set objections = '{{\"x\": \"SECRETWORD\"}}';
             update plan_items set what = 'SECRETWORD', measure = 'SECRETWORD', support = 'SECRETWORD', criteria = 'SECRETWORD';
             insert into plan_entries (plan_item_id, author_id, at, kind, words) select id, '{e}', now(), 'progress', 'SECRETWORD' from plan_items;
             update next_goals set title = 'SECRETWORD', serves = 'SECRETWORD';
             with c as (insert into disputes (appraisal_id, kind, items, grounds, interview_held, status, opened_at, due_on, answer, decision, written_grounds, decided_at)
                    values ('{a}', 'other', '{{x}}', 'SECRETWORD', true, 'ruled', now(), current_date, 'SECRETWORD', 'upheld', 'SECRETWORD', now()) returning id),
                  f as (insert into dispute_files (dispute_id, name, media_type, content, uploaded_by, uploaded_at) select id, 'SECRETWORD', 'text/plain', 'SECRETWORD', '{e}', now() from c)
                insert into dispute_seats (dispute_id, person_id, vote, vote_words, voted_at) select id, '{d}', 'upheld', 'SECRETWORD', now() from c;
             insert into refusals (appraisal_id, record_version, reason, recorded_by, recorded_at, employee_comment) values ('{a}', 1, 'SECRETWORD', '{s}', now(), 'SECRETWORD');
             insert into reopenings (appraisal_id, stage, asked_in, reason, requested_by, requested_at, approved, answer, decided_by, decided_at)
                values ('{a}', 'evaluation', 'sign_off', 'SECRETWORD', '{e}', now(), false, 'SECRETWORD', '{d}', now());
             insert into absences (person_id, kind, from_on, until_on, reason, created_at) values ('{e}', 'long_leave', current_date - 900, current_date - 890, 'SECRETWORD', now());
             insert into stand_ins (appraisal_id, from_id, to_id, absence_id, moved_at) select '{a}', '{s}', '{d}', id, now() from absences;
             insert into cycle_exceptions (cycle_id, person_id, exempt_reason) values ('{c}', '{e}', 'SECRETWORD');
             insert into delegations (delegator_id, delegate_id, starts_on, ends_on, since, until, reason, created_by, created_at)
                values ('{s}', '{e}', current_date - 900, current_date - 899, now() - interval '900 days', now() - interval '899 days', 'SECRETWORD', '{s}', now());
             update appraisals set position = 'SECRETWORD', behalf_by = '{d}', behalf_reason = 'SECRETWORD', behalf_text = 'SECRETWORD', return_reason = 'SECRETWORD';
             update people set position = 'SECRETWORD', hired_on = '2001-02-03' where id = '{e}';",
            c = cast.cycle,
        ),
    )
    .await;
    sqlx::query("insert into results (appraisal_id, no, body, made_at) values ($1, 1, $2, now())")
        .bind(cast.appraisal.0)
        .bind(sqlx::types::Json(given_by_hand()))
        .execute(&world.db)
        .await
        .unwrap();
    let page = format!("/people/{e}/departure");
    let day = (time::OffsetDateTime::now_utc().date() - time::Duration::days(800)).to_string();
    let left = cast
        .hr
        .fills(&page, &page, &[("left_on", &day), ("reason", "SECRETWORD")])
        .await;
    assert_eq!(left.status(), 303, "{}", left.summary());
    cast
}
