//! Whoever has left loses name and words in the data; figures and hashes stay.

use countersign::access::Role;

use super::{count, ended, in_force, long_gone, sql, whole};
use crate::world::{Says, World};

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
    let told = async || {
        let start = cast.hr.get("/").await;
        start.has("main a[href='/retention/leavers']")
    };
    assert!(told().await);
    let e = cast.employee.id.to_string();
    let ask = format!("/retention/anonymisation?id={e}");
    let act = "/retention/anonymisation";

    // a hold, on whatever reaches them, keeps them; so does work that is open
    let hold = format!("/people/{}/hold", cast.superior.id);
    cast.hr.fills(&hold, &hold, &[("reason", "Case 1")]).await;
    let kept = cast.hr.get("/retention/leavers").await;
    assert!(kept.says("leavers_held") && !kept.has("input[name=id]"));
    assert!(!told().await, "nothing to do while the hold stands");
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
    assert!(cast.hr.get(&ask).await.says("leavers_open"));
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
        ("devices", "person_id"),
        ("security_log", "person_id"),
        ("account_openings", "person_id"),
        ("account_mails", "person_id"),
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
        person.says("anonymised_name") && !person.has("main form"),
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
    assert!(search.says("people_none_found"));
    sql(&world, "insert into cycle_departments (cycle_id, department_id) select cycle_id, department_id from appraisals").await;
    let record = cast.hr.get(&cast.at("/record")).await;
    assert!(record.says("record_removed_on") && record.text().contains(&hash));
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
    let page = crate::plans::verified(&world, &auditor).await;
    let audit = page.text();
    assert!(audit.says("audit_removed"), "{audit}");
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
    assert!(page.says("leavers_count") && page.says("leavers_undated"));

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
            .says_with("retention_run_anonymise", &[("count", "3")])
    );
    whole(&world).await;
}
