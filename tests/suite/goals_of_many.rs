//! Company goals, goals entered for many people at once, and goals copied.

use countersign::access::Role;

use crate::world::{Cast, Person, Says, World};

async fn stage_of_goals(world: &World) {
    sqlx::query("update appraisals set stage = 'goals'")
        .execute(&world.db)
        .await
        .unwrap();
}

async fn count(world: &World, query: &str) -> i64 {
    sqlx::query_scalar(sqlx::AssertSqlSafe(query.to_owned()))
        .fetch_one(&world.db)
        .await
        .unwrap()
}

fn company(title: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("title", title),
        ("description", "More than last year."),
        ("department", ""),
        ("parent", ""),
        ("starts_on", "2020-01-01"),
        ("ends_on", "2099-12-31"),
        ("owner", ""),
    ]
}

/// The address of the goal that was just written.
async fn written(person: &Person, fields: &[(&str, &str)]) -> String {
    let saved = person.post("/goals", fields).await;
    assert_eq!(saved.status(), 303, "{}", saved.summary());
    saved.location().to_owned()
}

#[tokio::test]
async fn hr_writes_company_goals_and_superiors_those_of_their_departments() {
    let world = World::new().await;
    let cast = world.cast().await;
    let growth = written(&cast.hr, &company("Growth")).await;
    let (sales, finance) = (
        cast.department.to_string(),
        cast.other_department.to_string(),
    );
    let id = growth.trim_start_matches("/goals/").to_owned();
    let mut own = company("Sell in the north");
    own.retain(|(name, _)| !["department", "parent", "owner"].contains(name));
    own.extend([
        ("department", sales.as_str()),
        ("parent", id.as_str()),
        ("owner", "N-eve.employee"),
    ]);
    let north = written(&cast.superior, &own).await;
    // not for the company, not for a foreign department, and nobody without people
    assert_eq!(
        cast.superior
            .post("/goals", &company("Mine"))
            .await
            .status(),
        422
    );
    let mut foreign = own.clone();
    foreign.push(("department", &finance));
    assert_eq!(cast.superior.post("/goals", &foreign).await.status(), 422);
    assert_eq!(
        cast.employee
            .post("/goals", &company("Mine"))
            .await
            .status(),
        404
    );
    assert_eq!(cast.employee.get("/goals/new").await.status(), 404);
    // everybody reads the company's; a department's is read in its line only
    let foreigner = world
        .person("Fred Foreign", cast.other_department, None)
        .await;
    assert_eq!(foreigner.get(&growth).await.status(), 200);
    assert_eq!(foreigner.get(&north).await.status(), 404);
    assert!(
        !foreigner
            .get("/goals")
            .await
            .text()
            .contains("Sell in the north")
    );
    let page = cast.employee.get("/goals?q=north").await;
    assert!(page.text().contains("Sell in the north") && !page.has("a[href='/goals/new']"));
    assert_eq!(cast.employee.post(&north, &own).await.status(), 404);
    // a loop is refused at its field
    let below = north.trim_start_matches("/goals/");
    let looped = cast.hr.fills(&growth, &growth, &[("parent", below)]).await;
    assert_eq!(looped.status(), 422);
    assert!(looped.has("#f-parent-error"));
    // two who change it at once see both texts
    let before = cast.hr.get(&growth).await.form(&growth);
    let changed = cast
        .hr
        .fills(&growth, &growth, &[("title", "Growth in all regions")])
        .await;
    assert_eq!(changed.status(), 303, "{}", changed.summary());
    let mut late: Vec<(&str, &str)> = before
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    late.retain(|(name, _)| *name != "title");
    late.push(("title", "Growth at home"));
    let conflict = cast.hr.post(&growth, &late).await;
    assert_eq!(conflict.status(), 409);
    assert!(
        conflict.text().contains("Growth in all regions")
            && conflict.text().contains("Growth at home")
    );
    let events = count(
        &world,
        "select count(*) from events where stream = '00000000-0000-0000-0000-000000000000'
        and kind in ('company_goal_created', 'company_goal_changed')",
    )
    .await;
    assert_eq!(events, 3);
}

#[tokio::test]
async fn bad_input_to_a_company_goal_is_named_at_its_field() {
    let world = World::new().await;
    let cast = world.cast().await;
    let long = "x".repeat(501);
    for (name, value) in [
        ("title", ""),
        ("title", long.as_str()),
        ("title", "\u{7}"),
        ("ends_on", "2019-01-01"),
        ("ends_on", "2026-02-30"),
        ("department", "nowhere"),
        ("parent", "00000000-0000-0000-0000-000000000001"),
        ("owner", "Nobody At All"),
        ("owner", "a\0b"),
    ] {
        let mut fields = company("Growth");
        fields.push((name, value));
        let refused = cast.hr.post("/goals", &fields).await;
        assert_eq!(refused.status(), 422, "{name}={value:.20}");
        assert!(
            refused.has(&format!("#f-{name}-error")),
            "{name}={value:.20}"
        );
    }
    assert_eq!(count(&world, "select count(*) from company_goals").await, 0);
}

/// A department of people with appraisals at the goals, all of the cast's superior.
async fn department(world: &World, cast: &Cast, size: usize) -> Vec<Person> {
    let mut people = Vec::new();
    for number in 0..size {
        let person = world
            .person(
                &format!("Member {number:02}"),
                cast.department,
                Some(&cast.superior),
            )
            .await;
        world
            .appraisal(
                cast.cycle,
                &person,
                &cast.superior,
                None,
                None,
                cast.department,
            )
            .await;
        people.push(person);
    }
    stage_of_goals(world).await;
    people
}

/// Presses the button of the preview.
async fn confirm(
    person: &Person,
    address: &str,
    preview: &crate::world::Page,
) -> crate::world::Page {
    let form = preview.form(address);
    let mut fields: Vec<(&str, &str)> =
        form.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    fields.push(("confirm", "1"));
    person.post(address, &fields).await
}

#[tokio::test]
async fn thirty_goals_for_seventy_people_in_one_go_and_again_without_a_change() {
    let world = World::new().await;
    let cast = world.cast().await;
    let people = department(&world, &cast, 70).await;
    let mut rows = String::from("工号\t目标\t权重\t目标值\t单位\t所支持的目标\n");
    for person in &people {
        for number in 0..30 {
            let weight = if number == 0 { "13" } else { "3" };
            let who = if number == 0 {
                format!("N-{}", person.name.to_lowercase().replace(' ', "."))
            } else {
                String::new()
            };
            rows.push_str(&format!(
                "{who}\tGoal {number}\t{weight}\t{number}\tpieces\tGrowth\n"
            ));
        }
    }
    let growth = written(&cast.hr, &company("Growth")).await;
    let cycle = cast.cycle.to_string();
    let fields = [("cycle", cycle.as_str()), ("rows", rows.as_str())];
    let begun = std::time::Instant::now();
    let preview = cast.superior.post("/goals/entry", &fields).await;
    assert_eq!(preview.status(), 200, "{}", preview.summary());
    assert!(preview.says_with(
        "entry_summary",
        &[("goals", "2100"), ("people", "70"), ("changed", "70")]
    ));
    assert_eq!(
        count(&world, "select count(*) from goals").await,
        0,
        "a preview writes nothing"
    );
    let entered = confirm(&cast.superior, "/goals/entry", &preview).await;
    assert_eq!(entered.status(), 303, "{}", entered.summary());
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
    assert_eq!(count(&world, "select count(*) from goals").await, 2100);
    assert_eq!(
        count(
            &world,
            "select count(*) from goals where company_goal_id is not null"
        )
        .await,
        2100
    );
    assert_eq!(
        count(
            &world,
            "select count(*) from events where kind = 'goals_changed'"
        )
        .await,
        70
    );
    assert!(cast.hr.get(&growth).await.text().contains("2100"));
    // the same rows again change nothing
    let again = cast.superior.post("/goals/entry", &fields).await;
    assert!(again.says("entry_summary"));
    let nothing = confirm(&cast.superior, "/goals/entry", &again).await;
    assert_eq!(nothing.status(), 303);
    assert_eq!(
        count(&world, "select count(*) from goal_versions").await,
        70
    );
    assert_eq!(
        count(
            &world,
            "select count(*) from events where kind = 'goals_changed'"
        )
        .await,
        70
    );
    // both still confirm, each for their own
    assert_eq!(
        count(&world, "select count(*) from goal_confirmations").await,
        0
    );
}

#[tokio::test]
async fn one_wrong_row_and_nothing_is_written() {
    let world = World::new().await;
    let cast = world.cast().await;
    department(&world, &cast, 2).await;
    let cycle = cast.cycle.to_string();
    let wrong: [(&str, &[&str]); 7] = [
        (
            "N-member.00,Sell,60\nN-nobody,Sell,40",
            &["rows_person_unknown"],
        ),
        ("N-member.00,Sell,60\nN-member.01,,40", &["fault_required"]),
        ("N-member.00,Sell,1.001", &["fault_places"]),
        ("N-member.00\0,Sell,60", &["rows_person_unknown"]),
        ("N-member.00,Sell,60,abc", &["fault_number"]),
        ("N-member.00,Sell,60\nN-member.00,Sell,40", &["entry_twice"]),
        (
            "N-member.00,\"Sell,60",
            &["rows_quote", "rows_person_unknown"],
        ),
    ];
    for (rows, why) in wrong {
        let fields = [("cycle", cycle.as_str()), ("rows", rows), ("confirm", "1")];
        let refused = cast.superior.post("/goals/entry", &fields).await;
        assert!(
            [200, 422].contains(&refused.status()),
            "{}",
            refused.summary()
        );
        let text = refused.text();
        assert!(why.iter().any(|key| text.says(key)), "{rows}");
        assert!(
            text.contains("N-member.00"),
            "what was pasted is still there"
        );
    }
    let binary = cast
        .superior
        .post("/goals/entry", &[("cycle", cycle.as_str()), ("rows", "")])
        .await;
    assert_eq!(binary.status(), 422);
    assert_eq!(count(&world, "select count(*) from goals").await, 0);
}

#[tokio::test]
async fn a_superior_reaches_only_the_own_people_and_hr_everybody() {
    let world = World::new().await;
    let cast = world.cast().await;
    department(&world, &cast, 1).await;
    let boss = world.person("Bo Boss", cast.other_department, None).await;
    let report = world
        .person("Rae Report", cast.other_department, Some(&boss))
        .await;
    world
        .appraisal(
            cast.cycle,
            &report,
            &boss,
            None,
            None,
            cast.other_department,
        )
        .await;
    stage_of_goals(&world).await;
    let cycle = cast.cycle.to_string();
    let fields = [("cycle", cycle.as_str()), ("rows", "N-rae.report,Sell,100")];
    let foreign = cast.superior.post("/goals/entry", &fields).await;
    assert!(foreign.says("rows_person_unknown"));
    let preview = cast.hr.post("/goals/entry", &fields).await;
    let entered = confirm(&cast.hr, "/goals/entry", &preview).await;
    assert_eq!(entered.status(), 303, "{}", entered.summary());
    // the employee, a clerk and a stranger have no such page
    for somebody in [&cast.employee, &cast.clerk, &report, &cast.facilitator] {
        assert_eq!(
            somebody.get("/goals/entry").await.status(),
            404,
            "{}",
            somebody.name
        );
        assert_eq!(somebody.post("/goals/entry", &fields).await.status(), 404);
    }
    // HR is no HR for the own goals
    let own = world
        .person("Olga Own", cast.department, Some(&cast.superior))
        .await;
    world.give(&own, Role::Hr).await;
    world
        .appraisal(
            cast.cycle,
            &own,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    stage_of_goals(&world).await;
    let fields = [("cycle", cycle.as_str()), ("rows", "N-olga.own,Easy,100")];
    assert!(
        own.post("/goals/entry", &fields)
            .await
            .says("rows_person_unknown")
    );
}

#[tokio::test]
async fn a_confirmation_is_voided_only_with_a_reason_and_a_stale_preview_is_shown_again() {
    let world = World::new().await;
    let cast = world.cast().await;
    stage_of_goals(&world).await;
    let (goals, confirmation) = (cast.at("/goals"), cast.at("/goals/confirmation"));
    cast.employee
        .fills(&goals, &goals, &[("title.0", "Old"), ("weight.0", "100")])
        .await;
    let cycle = cast.cycle.to_string();
    let fields = [("cycle", cycle.as_str()), ("rows", "Eve Employee,New,100")];
    let stale = cast.superior.post("/goals/entry", &fields).await;
    cast.employee
        .fills(&goals, &goals, &[("title.0", "Older")])
        .await;
    let refused = confirm(&cast.superior, "/goals/entry", &stale).await;
    assert_eq!(refused.status(), 409);
    assert!(refused.says("entry_changed_meanwhile"));
    cast.employee.fills(&goals, &confirmation, &[]).await;
    let preview = cast.superior.post("/goals/entry", &fields).await;
    let silent = confirm(&cast.superior, "/goals/entry", &preview).await;
    assert_eq!(silent.status(), 422);
    assert!(silent.has("#f-reason-error"));
    let form = silent.form("/goals/entry");
    let mut reasoned: Vec<(&str, &str)> =
        form.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    reasoned.retain(|(name, _)| *name != "reason");
    reasoned.extend([("reason", "The plan was late."), ("confirm", "1")]);
    let entered = cast.superior.post("/goals/entry", &reasoned).await;
    assert_eq!(entered.status(), 303, "{}", entered.summary());
    assert_eq!(
        count(&world, "select count(*) from goal_confirmations").await,
        0
    );
    assert!(
        cast.employee
            .get(&goals)
            .await
            .text()
            .contains("The plan was late.")
    );
}

#[tokio::test]
async fn goals_are_copied_to_ticked_people_of_ones_own() {
    let world = World::new().await;
    let cast = world.cast().await;
    department(&world, &cast, 3).await;
    let goals = cast.at("/goals");
    cast.superior
        .fills(
            &goals,
            &goals,
            &[("title.0", "Sell"), ("weight.0", "100"), ("target.0", "-5")],
        )
        .await;
    let copy = cast.at("/goals/copy");
    let page = cast.superior.get(&copy).await;
    assert_eq!(page.status(), 200, "{}", page.summary());
    let ids: Vec<uuid::Uuid> = sqlx::query_scalar(
        "select a.id from appraisals a join people p on p.id = a.appraisee_id where p.name like 'Member %' order by p.name",
    )
    .fetch_all(&world.db)
    .await
    .unwrap();
    let [first, second] = [ids[0].to_string(), ids[1].to_string()];
    assert_eq!(cast.superior.post(&copy, &[]).await.status(), 422);
    let copied = cast
        .superior
        .post(&copy, &[("id", &first), ("id", &second)])
        .await;
    assert_eq!(copied.status(), 303, "{}", copied.summary());
    assert_eq!(
        count(
            &world,
            "select count(*) from goals where title = 'Sell' and target = -5"
        )
        .await,
        3
    );
    for somebody in [&cast.employee, &cast.facilitator, &cast.clerk] {
        assert_eq!(somebody.get(&copy).await.status(), 403, "{}", somebody.name);
    }
}
