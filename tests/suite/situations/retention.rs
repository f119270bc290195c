//! Situation 36: what is kept how long, what a hold keeps, what is removed, and what is left of it.

use countersign::{
    access::{Role, Stage},
    appraisals::{
        evaluation::{Evaluation, Item, outcome},
        explanation::{Basis, Breakdown},
        scoring::Input,
    },
    cycles::{form::Form, grades::Scheme},
    history::{self, link::Fault},
    jobs, records, works,
};

use crate::{
    signing::{frozen, signs},
    world::{Cast, Person, World},
};

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
    let trail = history::verify::verify(&mut tx)
        .await
        .unwrap()
        .expect("the trail");
    let kept = records::verify::verify(&mut tx)
        .await
        .unwrap()
        .expect("the records");
    (trail.removed, kept)
}

#[tokio::test]
async fn situation_36_hr_sets_the_periods_with_a_reason_and_sleeps_over_them() {
    let world = World::new().await;
    let cast = lived_through(&world).await;
    ended(&world, &cast, 12).await;
    let auditor = world
        .person("Otto Auditor", cast.other_department, None)
        .await;
    world.give(&auditor, Role::Auditor).await;
    let admin = world.person("Ada Admin", cast.other_department, None).await;
    world.give(&admin, Role::Admin).await;

    // nothing goes before HR has said so
    a_day_later(&world).await;
    assert_eq!(material(&world).await, ALL_THERE);
    let page = cast.hr.get("/retention").await;
    assert!(
        page.text().contains("Nothing is removed yet")
            && page.has("a.primary[href='/retention/periods']")
    );

    let periods = "/retention/periods";
    for (field, value, words) in [
        ("record_months", "23", "At least 24 months"),
        ("record_months", "601", "At most 600 months"),
        ("working_months", "six", "whole months"),
        ("working_months", "0", "At least 1"),
        ("input_months", "7", "longer than working material"),
        ("reason", " ", "Please fill this in"),
        ("reason", &"x".repeat(1001), "1000"),
    ] {
        let typed = [("reason", "Rule"), ("working_months", "6"), (field, value)];
        let refused = cast.hr.fills(periods, periods, &typed).await;
        assert_eq!(refused.status(), 422, "{field} {value}");
        let at = refused.all(&format!("#f-{field}-error")).concat();
        assert!(at.contains(words), "{field} {value}: {at}");
        assert!(
            refused
                .form(periods)
                .iter()
                .any(|(name, kept)| name == field && kept.trim() == value.trim())
        );
    }
    assert_eq!(
        count(&world, "retention_terms where set_at is null").await,
        1
    );

    let stale = cast.hr.get(periods).await.form(periods);
    let good = [("working_months", "8"), ("reason", "Company rule 12")];
    assert_eq!(cast.hr.fills(periods, periods, &good).await.status(), 303);
    let late: Vec<(&str, &str)> = stale
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .chain([("reason", "Too late")])
        .collect();
    let conflict = cast.hr.post(periods, &late).await;
    assert_eq!(conflict.status(), 409);
    assert!(conflict.text().contains('8'));
    assert_eq!(
        count(
            &world,
            "events where kind = 'retention_set' and detail like '%Company rule 12%'"
        )
        .await,
        1
    );

    // a slip can still be taken back: the first run by new periods is a day away
    a_day_later(&world).await;
    assert_eq!(material(&world).await, ALL_THERE);
    assert!(
        cast.hr
            .get("/retention")
            .await
            .text()
            .contains("These periods are new")
    );
    sql(
        &world,
        "update retention_terms set set_at = now() - interval '25 hours'",
    )
    .await;
    a_day_later(&world).await;
    assert_eq!(material(&world).await, [0; 9]);

    // the auditor reads figures and no reasons; nobody else anything
    let seen = auditor.get("/retention").await;
    assert_eq!(seen.status(), 200);
    assert!(!seen.has("a[href='/retention/periods']") && !seen.has("a[href='/retention/holds']"));
    assert_eq!(auditor.post(periods, &good).await.status(), 404);
    for person in [
        &admin,
        &cast.clerk,
        &cast.employee,
        &cast.superior,
        &cast.facilitator,
    ] {
        for path in [
            "/retention",
            periods,
            "/retention/holds",
            "/retention/leavers",
        ] {
            assert_eq!(
                person.get(path).await.status(),
                404,
                "{} {path}",
                person.name
            );
        }
    }
}

#[tokio::test]
async fn situation_36_working_material_goes_in_time_and_the_record_stays() {
    let world = World::new().await;
    let cast = lived_through(&world).await;
    let record = cast.employee.get(&cast.at("/record")).await.text();
    in_force(&world, &cast.hr).await;
    a_day_later(&world).await;
    assert_eq!(material(&world).await, ALL_THERE, "it has just ended");
    assert!(
        cast.hr
            .get("/retention")
            .await
            .text()
            .contains("Nothing is due")
    );

    // input goes first
    ended(&world, &cast, 4).await;
    let preview = cast.hr.get("/retention").await.all("table.fits tbody td");
    assert_eq!(
        preview.iter().filter(|figure| *figure == "1").count(),
        2,
        "{preview:?}"
    );
    a_day_later(&world).await;
    assert_eq!(material(&world).await, [1, 2, 5, 1, 1, 1, 1, 0, 0]);
    let told = "What colleagues wrote was removed on";
    let list = cast.at("/colleagues");
    assert!(cast.superior.get(&list).await.text().contains(told));
    assert!(!cast.employee.get(&cast.at("")).await.text().contains(told));

    // then the rest: what the preview counted is what the run removed
    ended(&world, &cast, 7).await;
    let preview: i64 = cast
        .hr
        .get("/retention")
        .await
        .all("table.fits tbody td")
        .iter()
        .map(|figure| figure.parse::<i64>().unwrap())
        .sum();
    a_day_later(&world).await;
    assert_eq!(material(&world).await, [0; 9]);
    let removed: i64 = sqlx::query_scalar(
        "select sum(value::bigint)::bigint from retention_runs, jsonb_each_text(counts) where at = (select max(at) from retention_runs)",
    )
    .fetch_one(&world.db)
    .await
    .unwrap();
    assert_eq!((preview, removed), (12, 12));
    let runs = count(&world, "retention_runs").await;
    a_day_later(&world).await;
    assert_eq!(
        count(&world, "retention_runs").await,
        runs,
        "a second run finds nothing"
    );
    assert_eq!(runs, 2);
    assert_eq!(
        count(
            &world,
            "events where kind = 'retention_purged' and actor_id is null"
        )
        .await,
        2
    );
    assert!(
        cast.hr
            .get("/retention")
            .await
            .text()
            .contains("Daily run, 1 appraisal")
    );

    // what was submitted and signed is there, hearings too; pages say what went
    assert_eq!(
        count(
            &world,
            "papers where kind in ('self_evaluation', 'evaluation', 'hearing')"
        )
        .await,
        3
    );
    assert_eq!(count(&world, "submissions").await, 2);
    let (removed, kept) = whole(&world).await;
    assert_eq!((removed, kept.records, kept.removed.len()), (0, 1, 0));
    let after = cast.employee.get(&cast.at("/record")).await;
    let texts = |page: &str| {
        page.split("class=\"hash\"")
            .nth(1)
            .map(|rest| rest[..70].to_owned())
    };
    assert_eq!(texts(&after.text()), texts(&record));
    for below in [
        "",
        "/evaluation",
        "/self-evaluation",
        "/interview",
        "/notes",
        "/record",
        "/result",
        "/record.pdf",
        "/evidence.json",
    ] {
        for person in [&cast.employee, &cast.superior] {
            let page = person.get(&cast.at(below)).await;
            assert_eq!(page.status(), 200, "{below} {}", page.summary());
            assert!(!page.text().contains("SECRETWORD"), "{below}");
        }
    }
    assert_eq!(
        cast.superior.get(&cast.at("/colleagues")).await.status(),
        200
    );
    assert!(
        cast.employee
            .get(&cast.at(""))
            .await
            .text()
            .contains("Working material of this appraisal was removed on")
    );
    assert!(
        cast.employee
            .get("/account/data.json")
            .await
            .text()
            .contains("I did it.")
    );
}

/// A draft over a text that had been submitted gives way to that text; without one it goes.
#[tokio::test]
async fn situation_36_a_draft_gives_way_to_what_was_submitted() {
    let world = World::new().await;
    let cast = world.cast().await;
    world.force(cast.appraisal, Stage::Withdrawn).await;
    let (a, e, s) = (cast.appraisal, cast.employee.id, cast.superior.id);
    sql(
        &world,
        &format!(
            "insert into papers (appraisal_id, kind, author_id, body, version, updated_at) values
                ('{a}', 'self_evaluation', '{e}', '{{\"items\": {{\"x\": \"draft\"}}}}', 3, now()), ('{a}', 'evaluation', '{s}', '{{}}', 1, now());
             insert into submissions (paper_id, version, author_id, body, submitted_at)
                select id, n, author_id, format('{{\"items\": {{\"x\": \"submitted %s\"}}}}', n)::jsonb, now()
                from papers, generate_series(1, 2) n where kind = 'self_evaluation';"
        ),
    )
    .await;
    ended(&world, &cast, 7).await;
    in_force(&world, &cast.hr).await;
    a_day_later(&world).await;
    let left: Vec<String> =
        sqlx::query_scalar("select body::text from papers where submitted_at is not null")
            .fetch_all(&world.db)
            .await
            .unwrap();
    assert_eq!(left.len(), 1);
    assert!(left[0].contains("submitted 2"), "{left:?}");
    assert_eq!(count(&world, "papers").await, 1);
    let drafts: Option<String> =
        sqlx::query_scalar("select counts ->> 'drafts' from retention_runs")
            .fetch_one(&world.db)
            .await
            .unwrap();
    assert_eq!(drafts.as_deref(), Some("2"));
}

#[tokio::test]
async fn situation_36_a_legal_hold_keeps_everything_that_it_reaches() {
    let world = World::new().await;
    let cast = lived_through(&world).await;
    ended(&world, &cast, 12).await;
    in_force(&world, &cast.hr).await;
    let of = |person: &Person| format!("/people/{}/hold", person.id);
    let second = world.person("Hugo Hr", cast.other_department, None).await;
    world.give(&second, Role::Hr).await;

    // on the employee, on the superior, on the appraisal: each keeps it all
    for at in [of(&cast.employee), of(&cast.superior), cast.at("/hold")] {
        let empty = cast.hr.fills(&at, &at, &[("reason", "  ")]).await;
        assert_eq!(empty.status(), 422);
        assert!(empty.has("#f-reason-error"));
        let placed = cast.hr.fills(&at, &at, &[("reason", "Case 4711")]).await;
        assert_eq!(placed.status(), 303, "{}", placed.summary());
        // a second press changes nothing
        cast.hr.post(&at, &[("reason", "Case 4711")]).await;
        assert_eq!(
            count(&world, "legal_holds where lifted_at is null").await,
            1
        );
        a_day_later(&world).await;
        assert_eq!(material(&world).await, ALL_THERE, "{at}");
        let preview = cast.hr.get("/retention").await;
        assert!(preview.text().contains("1 more is kept by a hold"), "{at}");
        assert!(preview.text().contains("1 legal hold stands"));
        assert!(
            cast.hr
                .get("/retention/holds")
                .await
                .text()
                .contains("Case 4711")
        );
        let lifting = format!("{at}/lifting");
        let lifted = second.fills(&at, &lifting, &[("reason", "Settled")]).await;
        assert_eq!(lifted.status(), 303, "{}", lifted.summary());
        assert!(
            second
                .get("/retention/holds?state=lifted")
                .await
                .text()
                .contains("Case 4711")
        );
    }
    assert_eq!(
        count(
            &world,
            "events where kind in ('hold_placed', 'hold_lifted') and detail like '%reason%'"
        )
        .await,
        6
    );

    // the people and the appraisal show it to HR alone
    let at = of(&cast.employee);
    cast.hr.fills(&at, &at, &[("reason", "Case 4712")]).await;
    assert!(
        cast.hr
            .get(&format!("/people/{}", cast.employee.id))
            .await
            .has(".head .chip-soon")
    );
    assert!(
        cast.hr
            .get(&cast.at(""))
            .await
            .text()
            .contains("legal hold")
    );
    assert!(
        !cast
            .employee
            .get(&cast.at(""))
            .await
            .text()
            .contains("legal hold")
    );
    assert!(
        !cast
            .clerk
            .get(&format!("/people/{}", cast.employee.id))
            .await
            .text()
            .contains("egal hold")
    );
    for person in [
        &cast.employee,
        &cast.superior,
        &cast.facilitator,
        &cast.clerk,
    ] {
        assert_eq!(
            person.post(&at, &[("reason", "x")]).await.status(),
            404,
            "{}",
            person.name
        );
        assert_eq!(
            person
                .post(&cast.at("/hold"), &[("reason", "x")])
                .await
                .status(),
            403,
            "{}",
            person.name
        );
    }

    // not by HR in a matter of their own: not on themselves, not on those whose superior they are
    let report = world
        .person("Rae Report", cast.department, Some(&second))
        .await;
    let hold = cast.hr.get(&at).await.form(&format!("{at}/lifting"));
    let hold = hold
        .iter()
        .find(|(name, _)| name == "hold")
        .unwrap()
        .1
        .clone();
    for (hr, whose) in [(&second, &second), (&cast.hr, &cast.hr), (&second, &report)] {
        let own = of(whose);
        for reply in [
            hr.get(&own).await,
            hr.post(&own, &[("reason", "x")]).await,
            hr.post(
                &format!("{own}/lifting"),
                &[("reason", "x"), ("hold", &hold)],
            )
            .await,
        ] {
            assert_eq!(reply.status(), 409, "{} on {}", hr.name, whose.name);
        }
    }
    let own_appraisal = world
        .appraisal(
            cast.cycle,
            &second,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    assert_eq!(
        second
            .get(&format!("/appraisals/{own_appraisal}/hold"))
            .await
            .status(),
        403
    );
    // the id of a hold on something else lifts nothing
    let other = of(&cast.facilitator);
    cast.hr
        .post(
            &format!("{other}/lifting"),
            &[("reason", "x"), ("hold", &hold)],
        )
        .await;
    assert_eq!(
        count(&world, "legal_holds where lifted_at is null").await,
        1
    );

    cast.hr
        .post(
            &format!("{at}/lifting"),
            &[("reason", "Settled"), ("hold", &hold)],
        )
        .await;
    a_day_later(&world).await;
    assert_eq!(material(&world).await, [0; 9]);
}

#[tokio::test]
async fn situation_36_open_work_keeps_everything() {
    let world = World::new().await;
    let cast = lived_through(&world).await;
    in_force(&world, &cast.hr).await;
    let a = cast.appraisal;
    let ask = format!(
        "insert into reopenings (appraisal_id, stage, asked_in, reason, requested_by, requested_at)
         values ('{a}', 'evaluation', 'concluded', 'x', '{}', now())",
        cast.employee.id
    );
    for (what, before, after) in [
        (
            "an open appraisal",
            "update appraisals set stage = 'sign_off'",
            "update appraisals set stage = 'concluded'",
        ),
        (
            "a dispute",
            "update appraisals set stage = 'dispute'",
            "update appraisals set stage = 'concluded'",
        ),
        (
            "the window",
            "update appraisals set dispute_until = current_date",
            "update appraisals set dispute_until = current_date - 1",
        ),
        (
            "a request to open it again",
            ask.as_str(),
            "delete from reopenings",
        ),
    ] {
        ended(&world, &cast, 24).await;
        sql(&world, before).await;
        a_day_later(&world).await;
        assert_eq!(material(&world).await, ALL_THERE, "{what}");
        sql(&world, after).await;
    }
    a_day_later(&world).await;
    assert_eq!(material(&world).await, [0; 9]);
    // opened again and concluded again, there is new material with a time of its own
    sql(
        &world,
        &format!(
            "insert into appraisal_notes (appraisal_id, author_id, words, written_at) values ('{a}', '{}', 'new', now());
             update appraisals set stage_since = now()",
            cast.employee.id
        ),
    )
    .await;
    a_day_later(&world).await;
    assert_eq!(count(&world, "appraisal_notes").await, 1);
    ended(&world, &cast, 7).await;
    sql(
        &world,
        "update appraisals set working_purged_at = stage_since - interval '1 month'",
    )
    .await;
    a_day_later(&world).await;
    assert_eq!(count(&world, "appraisal_notes").await, 0);
}

/// Every column of every table in which some text stands.
async fn where_it_stands(world: &World, pattern: &str) -> Vec<String> {
    let columns: Vec<(String, String)> = sqlx::query_as(
        "select c.table_name::text, c.column_name::text from information_schema.columns c
         join information_schema.tables t on t.table_name = c.table_name and t.table_schema = c.table_schema and t.table_type = 'BASE TABLE'
         where c.table_schema = 'public' and c.data_type in ('text', 'jsonb', 'ARRAY', 'character varying', 'bytea')",
    )
    .fetch_all(&world.db)
    .await
    .unwrap();
    assert!(columns.len() > 100);
    let mut found = Vec::new();
    for (table, column) in columns {
        let text = format!("{table} where {column}::text ilike '{pattern}'");
        if count(world, &text).await > 0 {
            found.push(format!("{table}.{column}"));
        }
    }
    found
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

#[tokio::test]
async fn situation_36_anonymising_leaves_figures_and_hashes_and_no_name_or_word() {
    let world = World::new().await;
    let cast = long_gone(&world).await;
    in_force(&world, &cast.hr).await;
    ended(&world, &cast, 12).await;
    let figures =
        "select concat_ws(' ', total, grade, multiplier, department_id, stage) from appraisals";
    let before: String = sqlx::query_scalar(figures)
        .fetch_one(&world.db)
        .await
        .unwrap();
    let hash: String = sqlx::query_scalar("select sha256 from records")
        .fetch_one(&world.db)
        .await
        .unwrap();
    let events = count(&world, "events").await;
    assert!(where_it_stands(&world, "%SECRETWORD%").await.len() > 30);

    let list = cast.hr.get("/retention/leavers?q=eve").await;
    assert!(
        list.text().contains("Eve Employee") && list.has("input[name=id]"),
        "{}",
        list.summary()
    );
    let e = cast.employee.id.to_string();
    let ask = format!("/retention/anonymisation?id={e}");
    let act = "/retention/anonymisation";

    // a hold, on whatever reaches them, keeps them; so does work that is open
    let hold = format!("/people/{}/hold", cast.superior.id);
    cast.hr.fills(&hold, &hold, &[("reason", "Case 1")]).await;
    let kept = cast.hr.get("/retention/leavers").await;
    assert!(kept.text().contains("a legal hold") && !kept.has("input[name=id]"));
    let good = [
        ("id", e.as_str()),
        ("reason", "The period is over"),
        ("typed", "N-eve.employee"),
    ];
    assert_eq!(cast.hr.post(act, &good).await.status(), 409);
    sql(
        &world,
        "update legal_holds set lifted_at = now(), lifted_by = placed_by",
    )
    .await;
    sql(&world, "update appraisals set dispute_until = current_date").await;
    assert!(cast.hr.get(&ask).await.text().contains("open work"));
    assert_eq!(cast.hr.post(act, &good).await.status(), 409);
    sql(
        &world,
        "update appraisals set dispute_until = current_date - 1",
    )
    .await;

    // with a reason and the number typed, by HR, on others
    for (field, value) in [("typed", "Eve Employee"), ("typed", ""), ("reason", "")] {
        let typed = [
            ("reason", "The period is over"),
            ("typed", "N-eve.employee"),
            (field, value),
        ];
        let refused = cast.hr.fills(&ask, act, &typed).await;
        assert_eq!(refused.status(), 422, "{field}");
        assert!(refused.has(&format!("#f-{field}-error")));
    }
    let own = [
        ("id", cast.hr.id.to_string()),
        ("reason", "x".into()),
        ("typed", "N-hana.hr".into()),
    ];
    let own: Vec<(&str, &str)> = own
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    assert_eq!(cast.hr.post(act, &own).await.status(), 409);
    let present = [
        ("id", cast.superior.id.to_string()),
        ("reason", "x".into()),
        ("typed", "N-susan.superior".into()),
    ];
    let present: Vec<(&str, &str)> = present
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    assert_eq!(
        cast.hr.post(act, &present).await.status(),
        409,
        "who works here stays"
    );
    assert_eq!(cast.clerk.post(act, &good).await.status(), 404);
    assert!(
        where_it_stands(&world, "%eve_employee%")
            .await
            .contains(&"people.name".to_owned())
    );

    let done = cast.hr.fills(&ask, act, &good[1..]).await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    assert_eq!(
        where_it_stands(&world, "%SECRETWORD%").await,
        Vec::<String>::new()
    );
    assert_eq!(
        where_it_stands(&world, "%eve_employee%").await,
        Vec::<String>::new()
    );
    assert_eq!(
        count(&world, "note_files").await + count(&world, "dispute_files").await,
        0
    );
    for (table, whose) in [
        ("sessions", "person_id"),
        ("credentials", "person_id"),
        ("invitations", "person_id"),
        ("person_roles", "person_id"),
        ("absences", "person_id"),
    ] {
        assert_eq!(
            count(&world, &format!("{table} where {whose} = '{e}'")).await,
            0,
            "{table}"
        );
    }
    assert_eq!(
        count(
            &world,
            &format!(
                "people where id = '{e}' and hired_on is null and email is null and position = ''"
            )
        )
        .await,
        1
    );

    // figures, hashes and the chain of events are as they were
    let after: String = sqlx::query_scalar(figures)
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(after, before);
    let kept_hash: String = sqlx::query_scalar("select sha256 from records")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(kept_hash, hash);
    assert_eq!(
        count(
            &world,
            "results where body #>> '{lines,0,score,points}' = '7' and body #>> '{lines,0,score,explanation,basis,reason}' = '—'"
        )
        .await,
        1
    );
    assert!(world.miscounted().await.is_empty());
    // nobody is left to owe anything to
    assert_eq!(
        count(
            &world,
            "plan_items where status not in ('accepted', 'dropped')"
        )
        .await,
        0
    );
    assert_eq!(
        count(&world, "parked_points where reported_at is null").await,
        0
    );
    let (removed, kept) = whole(&world).await;
    assert!(removed > 5 && count(&world, "events").await > events);
    assert_eq!((kept.records, kept.removed.values().sum::<usize>()), (0, 1));

    // what pages, searches and files show of it
    let person = cast.hr.get(&format!("/people/{e}")).await;
    assert!(
        person.text().contains("Former employee") && !person.has("main form"),
        "{}",
        person.summary()
    );
    assert_eq!(
        cast.hr
            .post(&format!("/people/{e}/return"), &[("version", "9")])
            .await
            .status(),
        409
    );
    assert_eq!(
        cast.hr
            .post(
                &format!("/people/{e}"),
                &[("name", "Eve"), ("version", "9")]
            )
            .await
            .status(),
        409
    );
    let search = cast.hr.get("/people?q=eve&state=all").await;
    assert!(search.text().contains("Nobody matches"));
    sql(&world, "insert into cycle_departments (cycle_id, department_id) select cycle_id, department_id from appraisals").await;
    let record = cast.hr.get(&cast.at("/record")).await;
    assert!(record.text().contains("Removed under retention on") && record.text().contains(&hash));
    for below in ["/record.pdf", "/record.json", "/evidence.json"] {
        assert_eq!(cast.hr.get(&cast.at(below)).await.status(), 404, "{below}");
    }
    for (who, path) in [
        (&cast.superior, cast.at("")),
        (&cast.superior, cast.at("/evaluation")),
        (&cast.superior, cast.at("/self-evaluation")),
        (&cast.superior, cast.at("/interview")),
        (&cast.superior, cast.at("/goals")),
        (&cast.superior, cast.at("/actuals")),
        (&cast.superior, cast.at("/notes")),
        (&cast.superior, cast.at("/parked")),
        (&cast.superior, cast.at("/dispute")),
        (&cast.superior, cast.at("/reopening")),
        (&cast.superior, "/plans".into()),
        (&cast.superior, "/account/data.json".into()),
        (&cast.hr, cast.at("")),
        (&cast.hr, cast.at("/trail")),
        (&cast.hr, cast.at("/colleagues")),
        (&cast.hr, "/appraisals".into()),
        (&cast.hr, "/retention".into()),
        (&cast.hr, "/retention/holds?state=lifted".into()),
        (&cast.hr, "/people?state=all".into()),
        (&cast.hr, "/notices".into()),
        (&cast.hr, "/disputes".into()),
        (&cast.hr, format!("/cycles/{}", cast.cycle)),
        (
            &cast.hr,
            format!("/dashboard/export.csv?cycle={}", cast.cycle),
        ),
    ] {
        let page = who.get(&path).await;
        assert_eq!(page.status(), 200, "{path} {}", page.summary());
        let text = page.text();
        assert!(
            !text.contains("Eve Employee") && !text.contains("SECRETWORD"),
            "{path}"
        );
    }
    let auditor = world
        .person("Otto Auditor", cast.other_department, None)
        .await;
    world.give(&auditor, Role::Auditor).await;
    let audit = auditor.get("/audit?verify=1").await.text();
    assert!(
        audit.contains("Everything is whole") && audit.contains("Removed under retention on"),
        "the audit page"
    );
    assert!(!audit.contains("Eve Employee"));
    // nothing is worked on any more: no opening again, no report
    for below in ["/reopening", "/dispute/waiver"] {
        for person in [&cast.superior, &cast.hr] {
            let status = person
                .post(&cast.at(below), &[("stage", "evaluation"), ("reason", "x")])
                .await
                .status();
            assert!([403, 409].contains(&status), "{below} {status}");
        }
    }
    // again: there is nobody left
    assert_eq!(cast.hr.post(act, &good).await.status(), 409);
}

/// A removal is not a cover: what was emptied without one is found, and so is what one does not account for.
#[tokio::test]
async fn situation_36_a_removal_hides_no_tampering() {
    for (statement, fault) in [
        (
            "update events set detail = '', sealed_by = (select id from retention_runs where kind = 'anonymise') where stream <> '00000000-0000-0000-0000-000000000000' and sealed_by is null",
            Some(Fault::Emptied),
        ),
        (
            "update events set detail = '', sealed_by = (select id from retention_runs where kind = 'anonymise') where kind = 'retention_set'",
            Some(Fault::Emptied),
        ),
        (
            "update events set detail = '{}' where seq = (select max(seq) from events where sealed_by is not null and stream <> '00000000-0000-0000-0000-000000000000') and sealed_by is not null",
            Some(Fault::Altered),
        ),
        (
            "update events set detail = replace(detail, 'count', 'c') where kind = 'people_anonymised'",
            Some(Fault::Altered),
        ),
        ("update records set sha256 = 'x'", None),
        (
            "update records set removed_by = null, removed_at = null",
            None,
        ),
        ("update records set content = 'x'", None),
    ] {
        let world = World::new().await;
        let cast = long_gone(&world).await;
        let other = world
            .person("Uma Unharmed", cast.department, Some(&cast.superior))
            .await;
        let own = world
            .appraisal(
                cast.cycle,
                &other,
                &cast.superior,
                None,
                None,
                cast.department,
            )
            .await;
        let hold = format!("/appraisals/{own}/hold");
        cast.hr.fills(&hold, &hold, &[("reason", "Case 2")]).await;
        in_force(&world, &cast.hr).await;
        ended(&world, &cast, 12).await;
        let ask = format!("/retention/anonymisation?id={}", cast.employee.id);
        let typed = [("reason", "Over"), ("typed", "n-eve.employee")];
        // a hold on somebody else's appraisal that her superior has is nothing to her
        let done = cast
            .hr
            .fills(&ask, "/retention/anonymisation", &typed)
            .await;
        assert_eq!(done.status(), 303, "{}", done.summary());
        whole(&world).await;
        // the database itself admits no other change
        for refused in [
            "update events set detail = ''",
            "update records set sha256 = 'x'",
            "delete from records",
            "delete from submissions",
            "update results set body = '{}'",
        ] {
            let tried = sqlx::raw_sql(refused).execute(&world.db).await;
            assert!(
                tried.is_err() || tried.unwrap().rows_affected() == 0,
                "{refused}"
            );
        }
        sql(&world, &format!("begin; alter table records drop constraint records_removed_whole; set local session_replication_role = replica; {statement}; commit")).await;
        let mut tx = world.db.begin().await.unwrap();
        let trail = history::verify::verify(&mut tx).await.unwrap();
        let kept = records::verify::verify(&mut tx).await.unwrap();
        match fault {
            Some(fault) => assert_eq!(trail.unwrap_err().fault, fault, "{statement}"),
            None => assert!(trail.is_ok() && kept.is_err(), "{statement}"),
        }
    }
}

/// Several at once: all or nobody, and the number of them is what has to be typed.
#[tokio::test]
async fn situation_36_several_leavers_at_once() {
    let world = World::new().await;
    let cast = world.cast().await;
    in_force(&world, &cast.hr).await;
    let mut ids = Vec::new();
    for name in ["Gil Gone", "Gus Gone", "Gwen Gone"] {
        let person = world.person(name, cast.department, None).await;
        sql(
            &world,
            &format!(
                "update people set active = false, left_on = current_date - 800 where id = '{}'",
                person.id
            ),
        )
        .await;
        ids.push(person.id.to_string());
    }
    let early = world.person("Earl Early", cast.department, None).await;
    sql(
        &world,
        &format!(
            "update people set active = false, left_on = current_date - 600 where id = '{}'",
            early.id
        ),
    )
    .await;
    let undated = world.person("Una Undated", cast.department, None).await;
    sql(
        &world,
        &format!(
            "update people set active = false where id = '{}'",
            undated.id
        ),
    )
    .await;
    let page = cast.hr.get("/retention").await.text();
    assert!(
        page.contains("3 people left so long ago")
            && page.contains("Of 1 person who left nobody knows the day")
    );

    let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("id", id.as_str())).collect();
    fields.extend([("reason", "Over"), ("typed", "2")]);
    let act = "/retention/anonymisation";
    assert_eq!(cast.hr.post(act, &fields).await.status(), 422);
    fields.retain(|(name, _)| *name != "typed");
    fields.push(("typed", "3"));
    let early_id = early.id.to_string();
    let mut too_many = fields.clone();
    too_many.push(("id", &early_id));
    assert_eq!(cast.hr.post(act, &too_many).await.status(), 409);
    assert_eq!(
        count(&world, "people where anonymised_at is not null").await,
        0
    );
    assert_eq!(cast.hr.post(act, &fields).await.status(), 303);
    assert_eq!(
        count(&world, "people where anonymised_at is not null").await,
        3
    );
    assert_eq!(count(&world, "people where name like '%Gone%'").await, 0);
    assert!(
        cast.hr
            .get("/retention")
            .await
            .text()
            .contains("3 people anonymised")
    );
    whole(&world).await;
}

/// One's own data says whom one was asked about, and never who wrote about oneself.
#[tokio::test]
async fn situation_36_own_data_keeps_the_promise_to_colleagues() {
    for mode in ["anonymous", "named"] {
        let world = World::new().await;
        let cast = world.cast().await;
        let colleague = world
            .person("Cole Colleague", cast.other_department, None)
            .await;
        let (a, c, s) = (cast.appraisal, colleague.id, cast.superior.id);
        let author = if mode == "named" {
            format!("'{c}'")
        } else {
            "null".into()
        };
        sql(
            &world,
            &format!(
                "insert into cycle_inputs (cycle_id, mode, most, due_on) values ('{}', '{mode}', 5, current_date + 3);
                 insert into colleague_requests (appraisal_id, colleague_id, nominated_by, state) values ('{a}', '{c}', '{s}', 'answered');
                 insert into colleague_answers (appraisal_id, author_id, body) values ('{a}', {author}, '{{\"strengths\": \"THEIR WORDS\"}}');",
                cast.cycle
            ),
        )
        .await;
        let about = cast.employee.get("/account/data.json").await.text();
        assert!(
            !about.contains("Cole")
                && !about.contains("THEIR WORDS")
                && !about.contains(&c.to_string()),
            "{mode}"
        );
        let own: serde_json::Value =
            serde_json::from_str(&colleague.get("/account/data.json").await.text()).unwrap();
        let asked = &own["asked_as_colleague"][0];
        assert_eq!(
            (asked["about"].as_str(), asked["state"].as_str()),
            (Some("Eve Employee"), Some("answered"))
        );
        // nobody can say any more which anonymous answer was theirs
        assert_eq!(asked["answer"].is_null(), mode == "anonymous", "{mode}");
        // the superior's export has neither
        let superior = cast.superior.get("/account/data.json").await.text();
        assert!(!superior.contains("THEIR WORDS"), "{mode}");
    }
}
