//! The tree of departments, the calendar, absences, planned lines, leaving and coming back.

use crate::{
    people::{count, hr, superior_of},
    world::{Page, Person, Says, World, by_hand},
};

pub async fn work(world: &World) {
    by_hand::settle(&world.app, &world.db).await;
    countersign::jobs::run_all(&world.app, countersign::works::ALL)
        .await
        .expect("background work");
    by_hand::check(&world.app, &world.db, "background work").await;
}

async fn department(world: &World, name: &str) -> String {
    sqlx::query_scalar("select id::text from departments where name = $1 and closed_on is null")
        .bind(name)
        .fetch_one(&world.db)
        .await
        .expect("department")
}

fn refused(page: &Page, field: &str) {
    let marked = page.has(&format!("#f-{field}-error"));
    assert_eq!(
        (page.status(), marked),
        (422, true),
        "{field}: {}",
        page.summary()
    );
}

async fn adds(person: &Person, name: &str, parent: &str) -> Page {
    person
        .fills(
            "/departments",
            "/departments",
            &[("name", name), ("parent", parent)],
        )
        .await
}

#[tokio::test]
async fn the_tree_is_built_renamed_moved_merged_and_closed() {
    let world = World::new().await;
    let cast = world.cast().await;
    let hr = &cast.hr;
    let sales = cast.department.to_string();
    assert_eq!(adds(hr, "Export", &sales).await.status(), 303);
    let export = department(&world, "Export").await;
    assert_eq!(adds(hr, "Asia", &export).await.status(), 303);
    let asia = department(&world, "Asia").await;
    refused(&adds(hr, "export", "").await, "name");
    refused(&adds(hr, " ", "").await, "name");
    let page = hr.get("/departments").await;
    let rows = page.all("tbody tr td.pin");
    assert_eq!(
        rows,
        ["Finance", "Sales", "Export", "Asia"],
        "each below its parent"
    );

    // everybody below belongs to a branch
    sqlx::query("update people set department_id = $1::uuid where number = 'N-eve.employee'")
        .bind(&asia)
        .execute(&world.db)
        .await
        .expect("moved");
    let names = |page: Page| page.all("tbody .row-link");
    assert!(
        names(hr.get(&format!("/people?department={sales}")).await)
            .contains(&"Eve Employee".to_owned())
    );
    assert_eq!(
        names(hr.get(&format!("/people?department={export}")).await),
        ["Eve Employee"]
    );

    // no department below itself
    let at = format!("/departments/{export}");
    let place = format!("{at}/place");
    refused(
        &hr.post(&place, &[("version", "1"), ("parent", &asia)])
            .await,
        "parent",
    );
    refused(
        &hr.post(&place, &[("version", "1"), ("parent", "nonsense")])
            .await,
        "parent",
    );
    assert_eq!(hr.fills(&at, &place, &[("parent", "")]).await.status(), 303);
    let stale = hr.post(&at, &[("version", "1"), ("name", "Late")]).await;
    assert_eq!(stale.status(), 409, "{}", stale.summary());
    assert_eq!(
        hr.fills(&at, &at, &[("name", "Foreign trade")])
            .await
            .status(),
        303
    );
    refused(&hr.fills(&at, &at, &[("name", "SALES")]).await, "name");

    // one with people cannot be closed, only merged; the clerk keeps the old one
    let closing = format!("{at}/closing");
    assert_eq!(hr.post(&closing, &[("version", "3")]).await.status(), 409);
    let merger = format!("/departments/{asia}/merger");
    refused(&hr.post(&merger, &[("version", "1")]).await, "target");
    refused(
        &hr.post(&merger, &[("version", "1"), ("target", &asia)])
            .await,
        "target",
    );
    let merged = hr
        .post(&merger, &[("version", "1"), ("target", &sales)])
        .await;
    assert_eq!(merged.status(), 303, "{}", merged.summary());
    assert_eq!(
        names(
            hr.get(&format!("/people?department={sales}&q=eve.employee"))
                .await
        ),
        ["Eve Employee"]
    );
    assert_eq!(
        hr.get(&format!("/departments/{asia}")).await.status(),
        404,
        "closed"
    );
    assert_eq!(
        count(&world, "select count(*) from clerk_departments").await,
        1
    );
    assert_eq!(
        hr.fills(&at, &closing, &[]).await.status(),
        303,
        "empty now"
    );
    assert!(!hr.get("/people").await.text().contains("Foreign trade"));
    // its name is free again
    assert_eq!(adds(hr, "Foreign Trade", "").await.status(), 303);
    for outsider in [&cast.clerk, &cast.superior, &cast.employee] {
        assert_eq!(outsider.get("/departments").await.status(), 404);
        assert_eq!(outsider.get("/calendar").await.status(), 404);
        assert_eq!(outsider.get("/notices").await.status(), 404);
    }
}

#[tokio::test]
async fn the_calendar_takes_a_pasted_list_and_deadlines_follow() {
    let world = World::new().await;
    let hr = hr(&world).await;
    let enter = async |kind: &str, list: &str| {
        hr.fills(
            "/calendar?year=2027",
            "/calendar",
            &[("kind", kind), ("list", list)],
        )
        .await
    };
    let wrong = enter("holiday", "2027-02-17 Spring Festival\nsoon").await;
    refused(&wrong, "list");
    assert!(wrong.text().contains("Line 2") && wrong.text().contains("Spring Festival"));
    refused(&enter("working", "2027-02-17 a Wednesday").await, "list");
    refused(&enter("holiday", "").await, "list");
    let list = "2027-02-17..2027-02-19 Spring Festival\n+2027-02-20 makes up for it";
    let entered = enter("holiday", list).await;
    assert_eq!(entered.status(), 303, "{}", entered.summary());
    let page = hr.get("/calendar?year=2027").await;
    assert_eq!(page.all("tbody tr").len(), 4);
    // 261 weekdays in 2027, less three, and one Saturday more
    assert!(
        page.text().contains("259"),
        "{}",
        page.all(".head-sub").join(" ")
    );
    let calendar = countersign::calendar::load(&world.db)
        .await
        .expect("calendar");
    let day = |month: u8, day| {
        time::Date::from_calendar_date(2027, time::Month::try_from(month).unwrap(), day).unwrap()
    };
    assert_eq!(calendar.add_working_days(day(2, 16), 2), day(2, 22));

    let gone = hr
        .post(
            "/calendar/removal",
            &[("year", "2027"), ("day", "2027-02-20"), ("day", "x")],
        )
        .await;
    assert_eq!(gone.status(), 303);
    assert_eq!(count(&world, "select count(*) from calendar_days").await, 3);
    assert_eq!(
        count(
            &world,
            "select count(*) from events where kind = 'calendar_changed'"
        )
        .await,
        2
    );
    for year in ["0", "x", "99999999999", "-1"] {
        assert_eq!(
            hr.get(&format!("/calendar?year={year}")).await.status(),
            200
        );
    }
}

#[tokio::test]
async fn superiors_are_kept_over_time_and_change_on_the_planned_day() {
    let world = World::new().await;
    let cast = world.cast().await;
    let hr = &cast.hr;
    let at = format!("/people/{}", cast.employee.id);
    hr.fills(&at, &at, &[("superior", "N-head.chief")]).await;
    hr.fills(&at, &at, &[("superior", "N-hana.hr")]).await;
    let page = hr.get(&at).await;
    assert!(
        page.says_with("past_by", &[("name", "Hana Hr")]),
        "{}",
        page.summary()
    );
    assert_eq!(
        count(
            &world,
            "select count(*) from reporting_lines where until is null and not planned"
        )
        .await,
        1
    );

    let line = format!("{at}/reporting-line");
    let today = world.app.clock.today(&world.app.settings.zone);
    let soon = today.saturating_add(time::Duration::days(3)).to_string();
    let plan = async |superior: &str, since: &str| {
        hr.fills(&line, &line, &[("superior", superior), ("since", since)])
            .await
    };
    refused(&plan("N-susan.superior", &today.to_string()).await, "since");
    refused(&plan("", &soon).await, "superior");
    refused(&plan("N-eve.employee", &soon).await, "superior");
    assert_eq!(plan("N-susan.superior", &soon).await.status(), 303);
    assert!(hr.get(&at).await.says("past_planned"));
    work(&world).await;
    assert_eq!(
        superior_of(&world, "N-eve.employee").await.as_deref(),
        Some("N-hana.hr")
    );
    // taken back before its day, once, by whoever may plan it
    let removal = format!("/people/{}/reporting-line/removal", cast.employee.id);
    for somebody in [&cast.employee, &cast.superior, &cast.clerk] {
        assert_eq!(somebody.post(&removal, &[]).await.status(), 404);
    }
    let planned = "select count(*) from reporting_lines where planned";
    let told = "select count(*) from events where kind = 'reporting_line_unplanned'";
    assert_eq!(hr.fills(&at, &removal, &[]).await.status(), 303);
    assert_eq!(count(&world, planned).await, 0);
    assert_eq!(hr.post(&removal, &[]).await.status(), 303, "done already");
    assert_eq!(count(&world, told).await, 1, "told once");
    assert_eq!(plan("N-susan.superior", &soon).await.status(), 303);
    world.app.clock.advance(time::Duration::days(4));
    work(&world).await;
    assert_eq!(
        superior_of(&world, "N-eve.employee").await.as_deref(),
        Some("N-susan.superior")
    );
    assert_eq!(
        count(&world, "select count(*) from reporting_lines where planned").await,
        0
    );

    // by its day the line would close a loop: dropped, and HR is told
    let later = today.saturating_add(time::Duration::days(9)).to_string();
    assert_eq!(plan("N-fay.facilitator", &later).await.status(), 303);
    let fay = format!("/people/{}", cast.facilitator.id);
    hr.fills(&fay, &fay, &[("superior", "N-eve.employee")])
        .await;
    world.app.clock.advance(time::Duration::days(8));
    work(&world).await;
    assert_eq!(
        superior_of(&world, "N-eve.employee").await.as_deref(),
        Some("N-susan.superior")
    );
    let notices = hr.get("/notices").await;
    assert!(
        notices.text().contains("Fay Facilitator"),
        "{}",
        notices.summary()
    );
}

#[tokio::test]
async fn leaving_is_planned_or_at_once_and_can_be_taken_back() {
    let world = World::new().await;
    let cast = world.cast().await;
    let hr = &cast.hr;
    let at = format!("/people/{}", cast.employee.id);
    let departure = format!("{at}/departure");
    let today = world.app.clock.today(&world.app.settings.zone);
    let day = |days| today.saturating_add(time::Duration::days(days)).to_string();
    let leave = async |on: &str| {
        hr.fills(
            &departure,
            &departure,
            &[("left_on", on), ("reason", "retires")],
        )
        .await
    };
    refused(&leave("").await, "left_on");
    assert_eq!(leave(&day(2)).await.status(), 303);
    assert_eq!(cast.employee.get("/").await.status(), 200, "not yet");
    assert!(hr.get(&at).await.text().contains("retires"));
    assert_eq!(
        hr.fills(&at, &format!("{at}/return"), &[]).await.status(),
        303
    );
    world.app.clock.advance(time::Duration::days(3));
    work(&world).await;
    assert_eq!(
        cast.employee.get("/").await.status(),
        200,
        "stays after all"
    );

    assert_eq!(leave(&day(5)).await.status(), 303);
    world.app.clock.advance(time::Duration::days(3));
    work(&world).await;
    assert!(
        cast.employee
            .get("/")
            .await
            .location()
            .starts_with("/sign-in"),
        "the session is over"
    );
    assert_eq!(world.stage(cast.appraisal).await, "withdrawn");
    assert!(hr.get("/").await.text().contains("/notices"));
    let notices = hr.get("/notices").await;
    assert!(
        notices.text().contains("Eve Employee"),
        "{}",
        notices.summary()
    );
    let noted = notices.form_actions("/noted");
    assert_eq!(hr.post(&noted[0], &[]).await.status(), 303);
    assert!(!hr.get("/").await.text().contains("/notices"));

    assert_eq!(
        hr.fills(&at, &format!("{at}/return"), &[]).await.status(),
        303
    );
    assert_eq!(
        count(&world, "select count(*) from people where not active").await,
        0
    );
}
