//! The periods that HR sets, and what goes when they are over.

use countersign::access::{Role, Stage};

use super::{ALL_THERE, a_day_later, count, ended, in_force, lived_through, material, sql, whole};
use crate::world::{Says, World};

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
    assert!(page.says("retention_not_set") && page.has("a.primary[href='/retention/periods']"));

    let periods = "/retention/periods";
    for (field, value, why) in [
        ("record_months", "23", "retention_at_least"),
        ("record_months", "601", "retention_at_most"),
        ("working_months", "six", "retention_whole_months"),
        ("working_months", "0", "retention_at_least"),
        ("input_months", "7", "retention_input_longest"),
        ("reason", " ", "fault_required"),
        ("reason", &"x".repeat(1001), "fault_too_long"),
    ] {
        let typed = [("reason", "Rule"), ("working_months", "6"), (field, value)];
        let refused = cast.hr.fills(periods, periods, &typed).await;
        assert_eq!(refused.status(), 422, "{field} {value}");
        let at = refused.all(&format!("#f-{field}-error")).concat();
        assert!(at.says(why), "{field} {value}: {at}");
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
    assert!(cast.hr.get("/retention").await.says("retention_waits"));
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
    crate::world::paper::program();
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
            .says("retention_nothing_due")
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
    let told = "strip_input_purged";
    let list = cast.at("/colleagues");
    assert!(cast.superior.get(&list).await.says(told));
    assert!(!cast.employee.get(&cast.at("")).await.says(told));

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
            .says_with("retention_run_purge", &[("count", "1")])
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
    assert!(cast.employee.get(&cast.at("")).await.says("strip_purged"));
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
