//! The dashboard tells the truth, to those it is for, and no single person's grade to a clerk.

use countersign::{
    access::{Role, Stage},
    ground::ids::{AppraisalId, DepartmentId},
};

use crate::world::{Cast, Person, Says, World, en, en_with};

async fn appraisals(
    world: &World,
    cast: &Cast,
    department: DepartmentId,
    names: &[&str],
    stage: Stage,
) -> Vec<(Person, AppraisalId)> {
    let mut made = Vec::new();
    for name in names {
        let person = world.person(name, department, Some(&cast.superior)).await;
        let appraisal = world
            .appraisal(cast.cycle, &person, &cast.superior, None, None, department)
            .await;
        world.force(appraisal, stage).await;
        made.push((person, appraisal));
    }
    made
}

async fn reach(world: &World, cast: &Cast) {
    sqlx::query(
        "insert into cycle_departments (cycle_id, department_id) values ($1, $2), ($1, $3)",
    )
    .bind(cast.cycle.0)
    .bind(cast.department.0)
    .bind(cast.other_department.0)
    .execute(&world.db)
    .await
    .expect("departments");
}

/// What the dashboard sums up is kept by the database with every change; it must never drift.
fn of(part: &str, all: &str) -> String {
    en_with("cycle_of", &[("done", part), ("all", all)])
}

#[tokio::test]
async fn the_kept_counts_are_what_is_really_there_after_any_change_and_after_folding() {
    let world = World::new().await;
    let cast = world.cast().await;
    let names = ["A One", "A Two", "A Three"];
    let made = appraisals(&world, &cast, cast.department, &names, Stage::SignOff).await;
    for (person, appraisal) in &made {
        sqlx::query(
            "insert into plan_items (appraisal_id, what, cause, measure, owner_id, due_on, criteria, status)
             select $1, 'w', 'process', 'm', $2, current_date + n, 'c', 'open' from generate_series(1, 3) n",
        )
        .bind(appraisal.0)
        .bind(person.id.0)
        .execute(&world.db)
        .await
        .expect("plan");
    }
    assert_eq!(world.miscounted().await, Vec::<String>::new());
    for change in [
        // somebody goes to another department, and the plan goes along
        "update appraisals set department_id = (select id from departments where name = 'Finance') where position = '' and stage = 'sign_off'",
        "update appraisals set department_id = null, due_on = due_on + 1",
        "update plan_items set status = 'accepted', due_on = due_on + 1",
        "delete from plan_items where due_on > current_date + 3",
        "update appraisals set total = 91, grade = 2, multiplier = 1, provisional = true",
        // opened again, and closed once more: the plan rests meanwhile
        "update appraisals set stage = 'evaluation', self_submitted_at = now(), released_at = null, concluded_at = null",
        "update plan_items set due_on = due_on + 1",
        "update appraisals set stage = 'concluded', released_at = now(), interviewed_at = now(), concluded_at = now(), department_id = (select id from departments where name = 'Finance')",
    ] {
        sqlx::query(change).execute(&world.db).await.expect(change);
        assert_eq!(world.miscounted().await, Vec::<String>::new(), "{change}");
    }
    countersign::dashboard::counts::fold(&world.db, Some(0))
        .await
        .expect("fold");
    assert_eq!(world.miscounted().await, Vec::<String>::new());
    let left: i64 = sqlx::query_scalar("select count(*) from appraisal_counts where count < 0")
        .fetch_one(&world.db)
        .await
        .expect("count");
    assert_eq!(left, 0, "nothing is left to take away");
}

#[tokio::test]
async fn every_figure_is_what_the_list_behind_it_has() {
    let world = World::new().await;
    let cast = world.cast().await;
    reach(&world, &cast).await;
    appraisals(
        &world,
        &cast,
        cast.department,
        &["A One", "A Two"],
        Stage::Review,
    )
    .await;
    appraisals(
        &world,
        &cast,
        cast.other_department,
        &["B One"],
        Stage::Dispute,
    )
    .await;
    appraisals(
        &world,
        &cast,
        cast.other_department,
        &["B Two"],
        Stage::Concluded,
    )
    .await;
    appraisals(
        &world,
        &cast,
        cast.other_department,
        &["B Three"],
        Stage::Withdrawn,
    )
    .await;
    sqlx::query(
        "update appraisals set due_on = current_date - 3 where stage in ('review', 'withdrawn')",
    )
    .execute(&world.db)
    .await
    .expect("late");
    sqlx::query(
        "insert into disputes (appraisal_id, kind, items, grounds, interview_held, status, opened_at, due_on)
         select id, 'other', '{conduct}', 'x', true, 'referred', now(), current_date from appraisals where stage = 'dispute'",
    )
    .execute(&world.db)
    .await
    .expect("case");
    let member = world.person("Mo Member", cast.department, None).await;
    world.give(&member, Role::Committee).await;
    sqlx::query("insert into dispute_seats (dispute_id, person_id) select id, $1 from disputes")
        .bind(member.id.0)
        .execute(&world.db)
        .await
        .expect("seat");
    let page = cast.hr.get("/dashboard").await;
    assert_eq!(page.status(), 200, "{}", page.summary());
    let tiles = page.all(".tile");
    assert!(tiles[0].starts_with(&of("1", "5")), "{tiles:?}");
    assert!(tiles[1].starts_with('2'), "{tiles:?}");
    assert!(tiles[2].starts_with('1'), "{tiles:?}");
    assert_eq!(page.all("table.data tbody tr").len(), 2);
    for (figures, filter) in [
        (2, "overdue=1"),
        (1, "provisional=1"),
        (2, "stage=review"),
        (1, "turn=committee"),
    ] {
        let list = cast
            .hr
            .get(&format!("/appraisals?cycle={}&{filter}", cast.cycle))
            .await;
        assert_eq!(list.all("tbody tr").len(), figures, "{filter}");
        // each filter is seen, and can be taken off
        let name = filter.split('=').next().unwrap_or_default();
        assert!(
            list.has(&format!("[name={name}]:not([type=hidden])")),
            "{filter}"
        );
    }
    let one = cast
        .hr
        .get(&format!(
            "/dashboard?cycle={}&department={}",
            cast.cycle, cast.other_department
        ))
        .await;
    assert!(one.all(".tile")[0].starts_with(&of("1", "2")));
}

#[tokio::test]
async fn the_dashboard_is_for_hr_and_for_a_clerk_of_the_own_departments() {
    let world = World::new().await;
    let cast = world.cast().await;
    assert_eq!(cast.hr.get("/dashboard").await.status(), 200);
    reach(&world, &cast).await;
    appraisals(
        &world,
        &cast,
        cast.other_department,
        &["B One", "B Two"],
        Stage::Concluded,
    )
    .await;
    for outsider in [&cast.employee, &cast.superior, &cast.facilitator] {
        assert_eq!(outsider.get("/dashboard").await.status(), 404);
        assert_eq!(outsider.get("/dashboard/export.csv").await.status(), 404);
    }
    let page = cast.clerk.get("/dashboard").await;
    assert!(!page.text().contains("Finance"), "not their department");
    assert!(page.all(".tile")[0].starts_with(&of("0", "1")));
    let csv = cast.clerk.get("/dashboard/export.csv").await.text();
    assert!(csv.contains("Eve Employee") && !csv.contains("B One"));
    let elsewhere = format!("/dashboard?department={}", cast.other_department);
    assert!(cast.clerk.get(&elsewhere).await.all(".tile")[0].starts_with(&of("0", "0")));
}

#[tokio::test]
async fn a_clerk_sees_no_distribution_of_a_handful() {
    let world = World::new().await;
    let cast = world.cast().await;
    reach(&world, &cast).await;
    appraisals(
        &world,
        &cast,
        cast.department,
        &["A One", "A Two", "A Three", "A Four"],
        Stage::Concluded,
    )
    .await;
    let few = cast.clerk.get("/dashboard").await;
    assert!(few.says("dash_grades_hidden"));
    let all = cast.hr.get("/dashboard").await;
    assert!(!all.says("dash_grades_hidden"));
    appraisals(
        &world,
        &cast,
        cast.department,
        &["A Five"],
        Stage::Preparation,
    )
    .await;
    assert!(
        !cast
            .clerk
            .get("/dashboard")
            .await
            .says("dash_grades_hidden")
    );
}

#[tokio::test]
async fn the_export_is_for_spreadsheets_and_harmless_and_marks_what_is_provisional() {
    let world = World::new().await;
    let cast = world.cast().await;
    reach(&world, &cast).await;
    let people = appraisals(
        &world,
        &cast,
        cast.department,
        &["B One", "B Two", "B Three"],
        Stage::Dispute,
    )
    .await;
    world.force(people[1].1, Stage::Withdrawn).await;
    world.force(people[2].1, Stage::Review).await;
    sqlx::query("update people set name = '=HYPERLINK(\"http://x\",\"A, B\")' where id = $1")
        .bind(people[0].0.id.0)
        .execute(&world.db)
        .await
        .expect("name");
    let answer = cast.hr.get("/dashboard/export.csv").await;
    assert_eq!(answer.status(), 200);
    let text = answer.text();
    assert!(text.starts_with('\u{feff}'));
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let heads = reader.headers().expect("heads").clone();
    let at = |key: &str| {
        let name = en(key);
        heads.iter().position(|head| head == name).expect("column")
    };
    let rows: Vec<_> = reader.records().map(|row| row.expect("row")).collect();
    assert_eq!(rows.len(), 4);
    let find = |name: &str| {
        rows.iter()
            .find(|row| row[at("list_name")].contains(name))
            .expect("row")
    };
    let disputed = find("HYPERLINK");
    assert!(disputed[at("list_name")].starts_with('\''));
    assert_eq!(
        (
            &disputed[at("export_provisional")],
            &disputed[at("result_total")]
        ),
        (en("export_yes").as_str(), "91")
    );
    let withdrawn = find("B Two");
    assert_eq!(
        (
            &withdrawn[at("export_counts")],
            &withdrawn[at("export_withdrawn")]
        ),
        (en("export_no").as_str(), "by force")
    );
    assert_eq!(&withdrawn[at("result_total")], "");
    // not released yet
    assert_eq!(&find("B Three")[at("result_total")], "");
}

#[tokio::test]
async fn an_export_of_thousands_is_whole_and_comes_in_pieces() {
    let world = World::new().await;
    let cast = world.cast().await;
    reach(&world, &cast).await;
    sqlx::query(
        "with p as (insert into people (number, name, department_id, superior_id)
             select 'M-' || n, 'Many ' || n, $2, $3 from generate_series(1, 2500) n returning id)
         insert into appraisals (cycle_id, appraisee_id, superior_id, department_id, stage, stage_since, due_on)
         select $1, p.id, $3, $2, 'self_evaluation', now(), current_date from p",
    )
    .bind(cast.cycle.0)
    .bind(cast.department.0)
    .bind(cast.superior.id.0)
    .execute(&world.db)
    .await
    .expect("people");
    for (address, rows) in [
        ("/dashboard/export.csv".to_owned(), 2501),
        (format!("/cycles/{}/preview.csv", cast.cycle), 2500),
    ] {
        let answer = cast
            .hr
            .actor()
            .ask(axum::http::Method::GET, &address, &[], Vec::new())
            .await
            .expect("answer");
        assert_eq!(answer.status(), 200, "{address}");
        let mut blocks = answer.into_body().into_data_stream();
        let (mut text, mut longest) = (Vec::new(), 0);
        while let Some(block) = futures_util::StreamExt::next(&mut blocks).await {
            let block = block.expect("block");
            longest = longest.max(block.len());
            text.extend_from_slice(&block);
        }
        assert!(longest <= 1 << 16, "{address}: {longest}");
        let lines = String::from_utf8(text).expect("text").lines().count();
        assert!(lines > rows, "{address}: {lines}");
    }
}

#[tokio::test]
async fn the_export_does_not_tell_hr_and_clerks_their_own_result_before_they_open_it() {
    let world = World::new().await;
    let cast = world.cast().await;
    reach(&world, &cast).await;
    let mut own = Vec::new();
    for (person, department) in [
        (&cast.hr, cast.other_department),
        (&cast.clerk, cast.department),
    ] {
        let id = world
            .appraisal(cast.cycle, person, &cast.superior, None, None, department)
            .await;
        world.force(id, Stage::Preparation).await;
        own.push(id);
    }
    let total = async |reader: &Person, of: &Person| {
        let text = reader.get("/dashboard/export.csv").await.text();
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let heads = reader.headers().expect("heads").clone();
        let at = |key: &str| {
            let name = en(key);
            heads.iter().position(|head| head == name).expect("column")
        };
        let rows: Vec<_> = reader.records().map(|row| row.expect("row")).collect();
        let row = rows
            .iter()
            .find(|row| row[at("list_name")] == of.name)
            .expect("row");
        [
            &row[at("result_total")],
            &row[at("result_grade")],
            &row[at("result_multiplier")],
        ]
        .join(" ")
    };
    for own in [&cast.hr, &cast.clerk] {
        assert_eq!(total(own, own).await, "  ", "{}", own.name);
    }
    assert_eq!(total(&cast.hr, &cast.clerk).await, "91 Good 1");
    for (person, id) in [&cast.hr, &cast.clerk].into_iter().zip(&own) {
        let opened = person.get(&format!("/appraisals/{id}/evaluation")).await;
        assert_eq!(opened.status(), 200, "{}", opened.summary());
        assert_eq!(total(person, person).await, "91 Good 1");
    }
}
