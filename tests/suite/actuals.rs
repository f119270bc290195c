//! Actual figures: by hand, by file, by another program; beside the fields they belong in.

use crate::{
    evaluation::{GOOD, at_evaluation},
    goal_changes::agreed,
    world::{Cast, Page, Person, Says, World},
};

mod tokens;

pub use tokens::{call, token};

/// A month inside the cycle of the world.
pub fn month() -> String {
    let day = time::OffsetDateTime::now_utc().date() - time::Duration::days(30);
    format!("{}-{:02}", day.year(), u8::from(day.month()))
}

async fn kept(world: &World) -> Vec<String> {
    sqlx::query_scalar(
        "select item || ' ' || period || ' ' || actual || ' ' || source from actuals order by 1",
    )
    .fetch_all(&world.db)
    .await
    .unwrap()
}

async fn record(person: &Person, cast: &Cast, fields: &[(&str, &str)]) -> Page {
    person
        .fills(&cast.at("/actuals"), &cast.at("/actuals"), fields)
        .await
}

#[tokio::test]
async fn either_side_records_and_the_latest_figure_stands_beside_its_field() {
    let world = World::new().await;
    let cast = agreed(&world).await;
    let month = month();
    let profit = [
        ("item", "company_profit"),
        ("period", month.as_str()),
        ("actual", "3 500"),
        ("note", "closing"),
    ];
    let saved = record(&cast.employee, &cast, &profit).await;
    assert_eq!(saved.status(), 303, "{}", saved.summary());
    let goal = [("item", "G1"), ("period", month.as_str()), ("actual", "6")];
    assert_eq!(record(&cast.superior, &cast, &goal).await.status(), 303);
    assert_eq!(
        kept(&world).await,
        [
            format!("G1 {month} 6 hand"),
            format!("company_profit {month} 3500 hand")
        ]
    );
    assert_eq!(world.events(cast.appraisal, "actuals_recorded").await, 2);
    // the goal says how far it is reached; both sides, HR and the facilitator read it
    for somebody in [&cast.employee, &cast.superior, &cast.hr, &cast.facilitator] {
        let page = somebody.get(&cast.at("/goals")).await.text();
        assert!(
            page.says_with("goals_reached", &[("percent", "200")]),
            "{}",
            somebody.name
        );
    }
    assert!(
        cast.employee
            .get(&cast.at("/self-evaluation"))
            .await
            .says("actuals_recorded")
    );
    at_evaluation(&world, &cast).await;
    let evaluation = cast.superior.get(&cast.at("/evaluation")).await;
    assert!(evaluation.says("actuals_recorded"));
    let form = evaluation.form(&cast.at("/evaluation/submission"));
    let actual = form
        .iter()
        .find(|(name, _)| name == "actual.company_profit");
    assert_eq!(actual.map(|(_, value)| value.as_str()), Some("3500"));
    // what the superior types instead stays, and the employee sees none of it
    let typed = [
        ("actual.company_profit", "3 111"),
        ("target.company_profit", "3 200"),
    ];
    cast.superior
        .fills(&cast.at("/evaluation"), &cast.at("/evaluation"), &typed)
        .await;
    assert!(
        cast.superior
            .get(&cast.at("/evaluation"))
            .await
            .text()
            .contains("3,111")
    );
    for below in ["/actuals", "/goals", "/self-evaluation", ""] {
        assert!(
            !cast
                .employee
                .get(&cast.at(below))
                .await
                .text()
                .contains("3,111"),
            "{below}"
        );
    }
    // once it is submitted, figures are closed
    let submitted = cast
        .superior
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/submission"),
            GOOD,
        )
        .await;
    assert_eq!(submitted.status(), 303, "{}", submitted.summary());
    assert_eq!(
        cast.employee
            .post(&cast.at("/actuals"), &profit)
            .await
            .status(),
        409
    );
    for somebody in [&cast.clerk, &cast.facilitator] {
        assert_eq!(
            somebody.post(&cast.at("/actuals"), &profit).await.status(),
            403
        );
    }
}

#[tokio::test]
async fn a_figure_is_corrected_over_the_one_that_was_read_or_both_are_shown() {
    let world = World::new().await;
    let cast = agreed(&world).await;
    let (month, address) = (month(), cast.at("/actuals"));
    let first = [
        ("item", "company_profit"),
        ("period", month.as_str()),
        ("actual", "10"),
    ];
    record(&cast.employee, &cast, &first).await;
    let late = [
        ("version", "0"),
        ("item", "company_profit"),
        ("period", month.as_str()),
        ("actual", "12"),
    ];
    let conflict = cast.superior.post(&address, &late).await;
    assert_eq!(conflict.status(), 409);
    assert!(conflict.text().contains("10") && conflict.text().contains("12"));
    let carried = conflict.form(&address);
    let carried: Vec<(&str, &str)> = carried
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    assert_eq!(cast.superior.post(&address, &carried).await.status(), 303);
    let page = format!("{address}?item=company_profit&period={month}");
    let corrected = cast
        .employee
        .fills(&page, &address, &[("actual", "11")])
        .await;
    assert_eq!(corrected.status(), 303, "{}", corrected.summary());
    assert_eq!(
        kept(&world).await,
        [format!("company_profit {month} 11 hand")]
    );
    let removed = cast
        .employee
        .fills(&address, &cast.at("/actuals/removal"), &[])
        .await;
    assert_eq!(removed.status(), 303, "{}", removed.summary());
    assert!(kept(&world).await.is_empty());
    assert_eq!(world.events(cast.appraisal, "actual_removed").await, 1);
    for (field, value) in [
        ("item", "conduct"),
        ("item", "G9"),
        ("period", "soon"),
        ("period", "1999"),
        ("actual", ""),
        ("actual", "1,5"),
        ("actual", "99999999999999999999"),
        ("note", "\u{7}"),
    ] {
        let mut fields = first.to_vec();
        fields.push((field, value));
        let refused = record(&cast.employee, &cast, &fields).await;
        assert_eq!(refused.status(), 422, "{field}={value}");
        assert!(refused.has(&format!("#f-{field}-error")), "{field}={value}");
    }
}

#[tokio::test]
async fn figures_by_file_all_or_none() {
    let world = World::new().await;
    let cast = agreed(&world).await;
    let month = month();
    let good = format!(
        "Employee No,Indicator,Period,Actual,Note\nN-eve.employee,company_profit,{month},3500,closing\nN-eve.employee,G1,{month},2,\n"
    );
    let bad = format!("{good}N-eve.employee,G7,{month},2,\n");
    let refused = cast
        .superior
        .post("/actuals", &[("rows", &bad), ("confirm", "1")])
        .await;
    assert_eq!(refused.status(), 200);
    assert!(refused.says_with("actuals_summary", &[("rows", "3"), ("wrong", "1")]));
    assert!(kept(&world).await.is_empty());
    let preview = cast.superior.post("/actuals", &[("rows", &good)]).await;
    assert!(preview.has("button[name=confirm]"), "{}", preview.summary());
    for _ in 0..2 {
        let done = cast
            .superior
            .post("/actuals", &[("rows", &good), ("confirm", "1")])
            .await;
        assert_eq!(done.status(), 303, "{}", done.summary());
    }
    assert_eq!(
        kept(&world).await,
        [
            format!("G1 {month} 2 file"),
            format!("company_profit {month} 3500 file")
        ]
    );
    assert_eq!(world.events(cast.appraisal, "actuals_recorded").await, 1);
    // somebody else's people do not exist
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
    let foreign = boss.post("/actuals", &[("rows", &good)]).await;
    assert!(foreign.says_with("actuals_summary", &[("rows", "2"), ("wrong", "2")]));
    assert_eq!(cast.clerk.get("/actuals").await.status(), 404);
}

#[tokio::test]
async fn the_employee_proposes_until_the_evaluation_begins_and_replaces_nobody() {
    let world = World::new().await;
    let cast = agreed(&world).await;
    let month = month();
    let profit = |actual: &'static str| {
        [
            ("item", "company_profit"),
            ("period", month.as_str()),
            ("actual", actual),
        ]
    };
    let goal = [("item", "G1"), ("period", month.as_str()), ("actual", "6")];
    assert_eq!(record(&cast.superior, &cast, &goal).await.status(), 303);
    let refused = record(&cast.employee, &cast, &goal).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.has("#f-period-error"));
    let form = cast.employee.get(&cast.at("/actuals")).await;
    assert!(form.says_with("actuals_proposes", &[("name", "Susan Superior")]));
    let removal = [("item", "G1"), ("period", month.as_str()), ("version", "1")];
    let taken = cast
        .employee
        .post(&cast.at("/actuals/removal"), &removal)
        .await;
    assert_eq!(taken.status(), 409);
    // their own they change
    for actual in ["3 500", "3 600"] {
        let version = if actual == "3 500" { "0" } else { "1" };
        let mut fields = profit(actual).to_vec();
        fields.push(("version", version));
        let saved = record(&cast.employee, &cast, &fields).await;
        assert_eq!(saved.status(), 303, "{}", saved.summary());
    }
    at_evaluation(&world, &cast).await;
    let mut late = profit("9 999").to_vec();
    late.push(("version", "2"));
    let late = cast.employee.post(&cast.at("/actuals"), &late).await;
    assert_eq!(late.status(), 409);
    let removal = [
        ("item", "company_profit"),
        ("period", month.as_str()),
        ("version", "2"),
    ];
    let taken = cast
        .employee
        .post(&cast.at("/actuals/removal"), &removal)
        .await;
    assert_eq!(taken.status(), 409);
    assert_eq!(
        kept(&world).await,
        [
            format!("G1 {month} 6 hand"),
            format!("company_profit {month} 3600 hand")
        ]
    );
}
