//! A running cycle: paused and resumed, extended, joined; the population with its filters.

use countersign::{access::Role, ground::ids::DepartmentId, web::when};
use time::{Date, Duration};
use uuid::Uuid;

use crate::world::{Cast, Person, World};

async fn day(world: &World, sql: &'static str) -> Date {
    sqlx::query_scalar(sql)
        .fetch_one(&world.db)
        .await
        .expect("day")
}

async fn reach(world: &World, cast: &Cast) {
    sqlx::query("insert into cycle_departments (cycle_id, department_id) values ($1, $2)")
        .bind(cast.cycle.0)
        .bind(cast.department.0)
        .execute(&world.db)
        .await
        .expect("department");
}

#[tokio::test]
async fn in_a_pause_drafts_go_on_and_nothing_is_submitted_and_the_deadlines_move_along() {
    let world = World::new().await;
    let cast = world.cast().await;
    let cycle = format!("/cycles/{}", cast.cycle);
    let (due, sign) = (
        day(&world, "select due_on from appraisals").await,
        day(&world, "select sign_due from cycles").await,
    );
    let without = cast
        .hr
        .post(&format!("{cycle}/pause"), &[("version", "1")])
        .await;
    assert_eq!(without.status(), 409, "a pause has a reason");
    let paused = cast
        .hr
        .fills(
            &cycle,
            &format!("{cycle}/pause"),
            &[("reason", "Stocktaking")],
        )
        .await;
    assert_eq!(paused.status(), 303, "{}", paused.summary());
    assert!(
        cast.employee
            .get(&cast.at(""))
            .await
            .text()
            .contains("This cycle is paused")
    );
    assert!(
        cast.employee
            .get("/")
            .await
            .text()
            .contains("paused: drafts only")
    );

    let page = cast.at("/self-evaluation");
    let draft = [("version", "0"), ("words.company_profit", "Goes on")];
    assert_eq!(cast.employee.autosave(&page, &draft).await.status(), 200);
    let mut fields = crate::self_evaluation::complete();
    fields.push(("version".into(), "1".into()));
    let pairs = crate::self_evaluation::pairs(&fields);
    let refused = cast
        .employee
        .post(&format!("{page}/submission"), &pairs)
        .await;
    assert_eq!(refused.status(), 409, "{}", refused.summary());
    assert!(refused.text().contains("paused"));
    assert_eq!(world.stage(cast.appraisal).await, "self_evaluation");
    for (stage, path) in [
        (countersign::access::Stage::Review, "/release"),
        (countersign::access::Stage::SignOff, "/sign"),
        (countersign::access::Stage::Preparation, "/interview/start"),
    ] {
        world.force(cast.appraisal, stage).await;
        for person in [&cast.hr, &cast.superior, &cast.employee] {
            let status = person
                .post(&cast.at(path), &[("version", "1")])
                .await
                .status();
            assert!(
                [403, 409].contains(&status),
                "{path} as {}: {status}",
                person.name
            );
        }
        assert_eq!(world.stage(cast.appraisal).await, stage.key());
    }
    world
        .force(cast.appraisal, countersign::access::Stage::SelfEvaluation)
        .await;

    world.app.clock.advance(Duration::days(7));
    let early = cast
        .hr
        .post(&format!("{cycle}/resumption"), &[("version", "1")])
        .await;
    assert_eq!(early.status(), 409, "a stale page");
    let resumed = cast
        .hr
        .fills(&cycle, &format!("{cycle}/resumption"), &[])
        .await;
    assert_eq!(resumed.status(), 303, "{}", resumed.summary());
    let calendar = countersign::cycles::calendar::load(&world.db)
        .await
        .expect("calendar");
    assert_eq!(
        day(&world, "select due_on from appraisals").await,
        calendar.add_working_days(due, 5)
    );
    assert_eq!(
        day(&world, "select sign_due from cycles").await,
        calendar.add_working_days(sign, 5)
    );
    assert_eq!(world.events(cast.appraisal, "deadlines_moved").await, 1);
    let submitted = cast
        .employee
        .post(&format!("{page}/submission"), &pairs)
        .await;
    assert_eq!(submitted.status(), 303, "{}", submitted.summary());
}

#[tokio::test]
async fn a_deadline_is_extended_for_all_or_for_one_and_stays_in_order() {
    let world = World::new().await;
    let cast = world.cast().await;
    reach(&world, &cast).await;
    let second = world
        .appraisal(
            cast.cycle,
            &cast.superior,
            &cast.head,
            None,
            None,
            cast.department,
        )
        .await;
    let page = format!("/cycles/{}/extension", cast.cycle);
    let today = world.app.clock.today(&world.app.settings.zone);
    let until = |days| when::input_day(today + Duration::days(days));
    let twelve = until(12);
    let shown = cast.hr.get(&format!("{page}?person=N-eve.employee")).await;
    assert!(
        shown.text().contains("1 open appraisal is chosen"),
        "{}",
        shown.summary()
    );
    for (fields, field) in [
        (
            [("until", ""), ("reason", "x"), ("stage", "self_due")],
            "until",
        ),
        (
            [
                ("until", twelve.as_str()),
                ("reason", ""),
                ("stage", "self_due"),
            ],
            "reason",
        ),
        (
            [
                ("until", "2001-01-01"),
                ("reason", "x"),
                ("stage", "self_due"),
            ],
            "until",
        ),
        (
            [
                ("until", twelve.as_str()),
                ("reason", "x"),
                ("stage", "nonsense"),
            ],
            "stage",
        ),
        (
            [
                ("until", twelve.as_str()),
                ("reason", "x"),
                ("stage", "review_due"),
            ],
            "stage",
        ),
    ] {
        let refused = cast.hr.fills(&page, &page, &fields).await;
        assert_eq!(refused.status(), 422, "{fields:?}");
        assert!(refused.has(&format!("#f-{field}-error")), "{fields:?}");
    }
    // alone, the evaluation would end before it
    let late = until(20);
    let fields = [
        ("version", "1"),
        ("stage", "self_due"),
        ("until", late.as_str()),
        ("reason", "x"),
    ];
    assert_eq!(cast.hr.post(&page, &fields).await.status(), 422);

    let one = cast
        .hr
        .fills(
            &format!("{page}?person=N-eve.employee"),
            &page,
            &[
                ("stage", "self_due"),
                ("until", &twelve),
                ("reason", "On a business trip"),
            ],
        )
        .await;
    assert_eq!(one.status(), 303, "{}", one.summary());
    let due = |id: Uuid| {
        let db = world.db.clone();
        async move {
            sqlx::query_scalar::<_, Date>("select due_on from appraisals where id = $1")
                .bind(id)
                .fetch_one(&db)
                .await
                .expect("due")
        }
    };
    let today_of_db = day(&world, "select current_date").await;
    assert_eq!(due(cast.appraisal.0).await, today + Duration::days(12));
    assert_eq!(due(second.0).await, today_of_db + Duration::days(7));
    assert!(
        cast.employee
            .get(&cast.at(""))
            .await
            .text()
            .contains(&when::day(
                today + Duration::days(12),
                countersign::access::Lang::En
            ))
    );

    let all = cast
        .hr
        .fills(
            &page,
            &page,
            &[
                ("stage", "self_due"),
                ("until", &late),
                ("reason", "Holiday season"),
            ],
        )
        .await;
    assert_eq!(all.status(), 303, "{}", all.summary());
    assert_eq!(due(second.0).await, today + Duration::days(20));
    assert_eq!(due(cast.appraisal.0).await, today + Duration::days(20));
    assert_eq!(world.events(cast.appraisal, "deadlines_moved").await, 2);
    assert_eq!(world.events(second, "deadlines_moved").await, 1);
}

#[tokio::test]
async fn people_join_by_the_same_rules_with_deadlines_of_their_own() {
    let world = World::new().await;
    let cast = world.cast().await;
    reach(&world, &cast).await;
    let page = format!("/cycles/{}/people", cast.cycle);
    world
        .person("Nina New", cast.department, Some(&cast.superior))
        .await;
    let foreign = world
        .person("Fred Foreign", cast.other_department, Some(&cast.head))
        .await;
    let shown = cast.hr.get(&page).await;
    assert!(shown.text().contains("Nina New"), "{}", shown.summary());
    for people in ["", "Nobody Here", "N-head.chief", "N-eve.employee"] {
        let refused = cast
            .hr
            .fills(
                &page,
                &page,
                &[("who", "named"), ("people", people), ("reason", "x")],
            )
            .await;
        assert_eq!(refused.status(), 422, "{people}: {}", refused.summary());
        assert!(refused.has("#f-people-error"), "{people}");
    }
    let today = world.app.clock.today(&world.app.settings.zone);
    let late = when::input_day(today + Duration::days(20));
    let done = cast
        .hr
        .fills(
            &page,
            &page,
            &[
                ("who", "named"),
                ("people", "N-nina.new\nFred Foreign"),
                ("reason", "Joined in the middle"),
                ("first_due", &late),
            ],
        )
        .await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    let rows: Vec<(Uuid, String, Option<Date>)> = sqlx::query_as(
        "select appraisee_id, stage::text, due_on from appraisals where own_deadlines <> '{}' order by due_on",
    )
    .fetch_all(&world.db)
    .await
    .expect("rows");
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().any(|row| row.0 == foreign.id.0));
    assert_eq!(rows[0].1, "goals", "the cycle begins with goals");
    assert!(foreign.get("/").await.has("a[href^='/appraisals/']"));
}

struct Tree {
    hr: Person,
    branch: DepartmentId,
}

async fn tree(world: &World) -> Tree {
    let root = world.department("Works").await;
    let branch = world.department("Works North").await;
    sqlx::query("update departments set parent_id = $1 where id = $2")
        .bind(root.0)
        .bind(branch.0)
        .execute(&world.db)
        .await
        .expect("tree");
    let office = world.department("Office").await;
    let hr = world.person("Hana Hr", office, None).await;
    world.give(&hr, Role::Hr).await;
    let boss = world.person("Bea Boss", root, Some(&hr)).await;
    for (name, level, hired) in [
        ("Ann Staff", "staff", "2020-05-01"),
        ("Bob Manager", "manager", "2021-05-01"),
        ("Cid Senior", "senior", "2022-05-01"),
        ("Dee Unknown", "staff", ""),
    ] {
        let person = world.person(name, branch, Some(&boss)).await;
        sqlx::query(
            "update people set level = $2::level, hired_on = nullif($3, '')::date where id = $1",
        )
        .bind(person.id.0)
        .bind(level)
        .bind(hired)
        .execute(&world.db)
        .await
        .expect("person");
    }
    Tree { hr, branch }
}

#[tokio::test]
async fn departments_levels_and_dates_choose_and_everybody_else_falls_out_with_the_reason() {
    let world = World::new().await;
    let tree = tree(&world).await;
    let root: Uuid = sqlx::query_scalar("select id from departments where name = 'Works'")
        .fetch_one(&world.db)
        .await
        .expect("root");
    let root = root.to_string();
    let made = tree
        .hr
        .fills(
            "/cycles/new",
            "/cycles",
            &[
                ("name", "Narrow"),
                ("department", &root),
                ("with_below", "1"),
                ("level", "staff"),
                ("hired_from", "2020-01-01"),
                ("hired_to", "2021-12-31"),
            ],
        )
        .await;
    assert_eq!(made.status(), 303, "{}", made.summary());
    let preview = made.location().to_owned();
    let rows = |show: &'static str| {
        let (hr, path) = (tree.hr.clone(), format!("{preview}?show={show}"));
        async move { hr.get(&path).await.all("table.data tbody td.pin .strong") }
    };
    assert_eq!(rows("direct").await, ["Ann Staff"]);
    assert_eq!(rows("other_level").await, ["Bob Manager", "Cid Senior"]);
    assert_eq!(rows("hired_outside").await, ["Bea Boss", "Dee Unknown"]);
    let sorted = tree.hr.get(&format!("{preview}?sort=-name")).await;
    assert_eq!(
        sorted.all("table.data tbody td.pin .strong")[0],
        "Dee Unknown"
    );
    assert!(sorted.has("th[aria-sort='descending']"));
    let found = tree.hr.get(&format!("{preview}?q=cid")).await;
    assert_eq!(found.all("table.data tbody tr").len(), 1);
    let csv = tree.hr.get(&format!("{preview}.csv")).await;
    assert_eq!(csv.text().lines().count(), 6);
    // without the departments below
    let cycle = preview.trim_end_matches("/preview");
    let fields = [("name", "Narrow"), ("department", root.as_str())];
    let values = tree.hr.get(&format!("{cycle}/edit")).await.form(cycle);
    let kept: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| *name != "with_below")
        .chain(fields)
        .collect();
    let changed = tree.hr.post(cycle, &kept).await;
    assert_eq!(changed.status(), 303, "{}", changed.summary());
    assert_eq!(
        tree.hr.get(&preview).await.all("table.data tbody tr").len(),
        1
    );
    // somebody from there by name
    let taken = tree
        .hr
        .post(
            &format!("{cycle}/exceptions"),
            &[
                ("who", "Cid Senior"),
                ("do", "include"),
                ("reason", "Leads the pilot"),
            ],
        )
        .await;
    assert_eq!(taken.status(), 303, "{}", taken.summary());
    let page = tree.hr.get(&format!("{preview}?show=direct")).await;
    assert!(
        page.text().contains("Taken in: Leads the pilot"),
        "{}",
        page.summary()
    );
    let _ = tree.branch;
}

#[tokio::test]
async fn counted_deadlines_are_shown_as_dates_and_counted_anew_at_the_launch() {
    let world = World::new().await;
    let tree = tree(&world).await;
    let branch = tree.branch.to_string();
    let mut fields = vec![("name", "Counted"), ("department", branch.as_str())];
    for name in [
        "self_due",
        "evaluation_due",
        "review_due",
        "interview_due",
        "sign_due",
    ] {
        fields.push((name, ""));
    }
    let after: Vec<(String, String)> = [
        "self_due",
        "evaluation_due",
        "review_due",
        "interview_due",
        "sign_due",
    ]
    .into_iter()
    .flat_map(|name| {
        [
            (format!("{name}_after"), "previous".to_owned()),
            (format!("{name}_days"), "10".to_owned()),
        ]
    })
    .collect();
    fields.extend(
        after
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    );
    let made = tree.hr.fills("/cycles/new", "/cycles", &fields).await;
    assert_eq!(made.status(), 303, "{}", made.summary());
    let preview = made.location().to_owned();
    let calendar = countersign::cycles::calendar::load(&world.db)
        .await
        .expect("calendar");
    let today = world.app.clock.today(&world.app.settings.zone);
    let first = calendar.add_working_days(today, 10);
    assert!(
        tree.hr
            .get(&preview)
            .await
            .text()
            .contains(&when::day(first, countersign::access::Lang::En))
    );
    world.app.clock.advance(Duration::days(14));
    let cycle = preview.trim_end_matches("/preview");
    let done = tree
        .hr
        .fills(&preview, &format!("{cycle}/launch"), &[])
        .await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    assert_eq!(
        day(&world, "select self_due from cycles").await,
        calendar.add_working_days(today + Duration::days(14), 10)
    );
    assert_eq!(
        day(&world, "select min(due_on) from appraisals").await,
        calendar.add_working_days(today + Duration::days(14), 10)
    );
}

#[tokio::test]
async fn the_list_of_cycles_is_searched_sorted_and_turned() {
    let world = World::new().await;
    let hr = world
        .person("Hana Hr", world.department("Office").await, None)
        .await;
    world.give(&hr, Role::Hr).await;
    let empty = hr.get("/cycles").await;
    assert!(
        empty.has(".empty a[href='/cycles/new']"),
        "{}",
        empty.summary()
    );
    sqlx::query(
        "with f as (insert into forms (definition) values ('{}') returning id), s as (insert into schemes (definition) values ('{}') returning id)
         insert into cycles (name, starts_on, ends_on, form_id, scheme_id, self_due, evaluation_due, interview_due, sign_due)
         select 'Round ' || lpad(n::text, 3, '0'), date '2020-01-01' + n, date '2020-02-01' + n, f.id, s.id, current_date, current_date,
             current_date, current_date from f, s, generate_series(1, 120) n",
    )
    .execute(&world.db)
    .await
    .expect("cycles");
    let names = |page: &crate::world::Page| page.all("tbody .row-link");
    let first = hr.get("/cycles").await;
    assert_eq!(
        (names(&first).len(), names(&first)[0].as_str()),
        (50, "Round 120")
    );
    let next = first.all("a[rel=next]");
    assert_eq!(next.len(), 1);
    let by_name = hr.get("/cycles?sort=name").await;
    assert_eq!(names(&by_name)[0], "Round 001");
    let found = hr.get("/cycles?q=ound+007&status=draft").await;
    assert_eq!(names(&found), ["Round 007"]);
    let none = hr.get("/cycles?q=zzz").await;
    assert!(none.has(".empty"));
    assert_eq!(
        hr.get("/cycles?sort=%00&status=x&after=x~y&q=%25")
            .await
            .status(),
        200
    );
}
