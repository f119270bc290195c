//! Goals that set the target of an indicator of the form, and what that brings to both evaluations.

use axum::http::Method;

use crate::{
    evaluation::{GOOD, at_evaluation},
    workbooks::workbook,
    world::{Cast, Page, Person, Says, World, en_with},
};

fn value(page: &Page, action: &str, name: &str) -> String {
    let form = page.form(action);
    let found = form.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

const LINKED: &[(&str, &str)] = &[
    ("title.0", "Earn three million"),
    ("weight.0", "60"),
    ("target.0", "3 200"),
    ("indicator.0", "company_profit"),
    ("title.1", "Answer offers within three days"),
    ("weight.1", "40"),
];

async fn at_goals(world: &World) -> Cast {
    let cast = world.cast().await;
    sqlx::query("update appraisals set stage = 'goals'")
        .execute(&world.db)
        .await
        .unwrap();
    cast
}

async fn agreed(world: &World) -> Cast {
    let cast = at_goals(world).await;
    let (goals, confirmation) = (cast.at("/goals"), cast.at("/goals/confirmation"));
    let saved = cast.employee.fills(&goals, &goals, LINKED).await;
    assert_eq!(saved.status(), 303, "{}", saved.summary());
    for side in [&cast.employee, &cast.superior] {
        let confirmed = side.fills(&goals, &confirmation, &[]).await;
        assert_eq!(confirmed.status(), 303, "{}", confirmed.summary());
    }
    cast
}

async fn records(cast: &Cast, item: &str, actual: &str) {
    let day = time::OffsetDateTime::now_utc().date() - time::Duration::days(30);
    let month = format!("{}-{:02}", day.year(), u8::from(day.month()));
    let fields = [("item", item), ("period", &month), ("actual", actual)];
    let address = cast.at("/actuals");
    let saved = cast.employee.fills(&address, &address, &fields).await;
    assert_eq!(saved.status(), 303, "{}", saved.summary());
}

#[tokio::test]
async fn target_and_actual_of_a_goal_stand_ready_in_both_evaluations_and_for_the_review() {
    let world = World::new().await;
    let cast = agreed(&world).await;
    assert!(
        cast.hr
            .get(&cast.at("/goals"))
            .await
            .text()
            .says("goals_indicator_of")
    );
    // the goal has no figure yet: its target alone
    let (own, submission) = (
        cast.at("/self-evaluation"),
        cast.at("/self-evaluation/submission"),
    );
    let page = cast.employee.get(&own).await;
    let told = &en_with(
        "goals_agreed",
        &[
            ("figure", "3,200"),
            ("key", "G1"),
            ("title", "Earn three million"),
        ],
    );
    assert!(page.text().contains(told), "{}", page.text());
    assert_eq!(value(&page, &submission, "points.company_profit"), "");
    records(&cast, "G1", "3 500").await;
    let page = cast.employee.get(&own).await;
    assert!(page.text().says("actuals_recorded"));
    assert!(page.text().says("self_by_rule"));
    assert_eq!(value(&page, &submission, "points.company_profit"), "69");
    at_evaluation(&world, &cast).await;

    let (address, submission) = (cast.at("/evaluation"), cast.at("/evaluation/submission"));
    let page = cast.superior.get(&address).await;
    assert!(page.text().contains(told));
    assert_eq!(value(&page, &submission, "target.company_profit"), "3,200");
    assert_eq!(value(&page, &submission, "actual.company_profit"), "3500");
    // the superior counts with another target, and the review sees both
    let mut other = GOOD.to_vec();
    other.push(("target.company_profit", "3 500"));
    let submitted = cast.superior.fills(&address, &submission, &other).await;
    assert_eq!(submitted.status(), 303, "{}", submitted.summary());
    let counted = en_with(
        "evaluation_counts_other",
        &[("words", told), ("figure", "3,500")],
    );
    let review = cast.hr.get(&address).await.text();
    assert!(review.contains(&counted), "{review}");
    assert!(review.says("actuals_recorded"));
    let counts = [("words", ""), ("figure", "3,500")];
    let counts = en_with("evaluation_counts_other", &counts);
    assert_eq!(review.matches(counts.trim()).count(), 1, "{review}");
}

#[tokio::test]
async fn a_figure_of_the_indicator_itself_and_one_of_its_goal_count_alike() {
    let world = World::new().await;
    let cast = agreed(&world).await;
    records(&cast, "G1", "3 500").await;
    // the same period, recorded later, under the indicator
    records(&cast, "company_profit", "3 600").await;
    at_evaluation(&world, &cast).await;
    let page = cast.superior.get(&cast.at("/evaluation")).await;
    let actual = value(
        &page,
        &cast.at("/evaluation/submission"),
        "actual.company_profit",
    );
    assert_eq!(actual, "3600");
}

#[tokio::test]
async fn a_goal_that_does_not_fit_its_indicator_is_told_at_the_field() {
    let world = World::new().await;
    let cast = at_goals(&world).await;
    let goals = cast.at("/goals");
    for typed in [
        ("indicator.0", "conduct"),
        ("indicator.0", "nothing"),
        ("direction.0", "lower"),
        ("indicator.1", "company_profit"),
    ] {
        let mut fields = LINKED.to_vec();
        fields.push(typed);
        let refused = cast.employee.fills(&goals, &goals, &fields).await;
        assert_eq!(refused.status(), 422, "{typed:?}");
        let row = if typed.0 == "indicator.1" { 1 } else { 0 };
        assert!(
            refused.has(&format!("#f-indicator\\.{row}-error")),
            "{typed:?}: {}",
            refused.summary()
        );
        assert_eq!(value(&refused, &goals, "title.0"), "Earn three million");
    }
    // two goals may change places: the indicator goes along
    let saved = cast.employee.fills(&goals, &goals, LINKED).await;
    assert_eq!(saved.status(), 303, "{}", saved.summary());
    let swapped = [("indicator.0", ""), ("indicator.1", "company_profit")];
    let saved = cast.employee.fills(&goals, &goals, &swapped).await;
    assert_eq!(saved.status(), 303, "{}", saved.summary());
    let kept: Vec<String> =
        sqlx::query_scalar("select key || ' ' || indicator from goals order by position")
            .fetch_all(&world.db)
            .await
            .unwrap();
    assert_eq!(kept, ["G1 ", "G2 company_profit"]);
}

async fn uploads(person: &Person, to: &str, fields: &[(&str, &str)], file: &[u8]) -> Page {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part =
            format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    body.extend_from_slice(
        b"--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\ncontent-type: application/zip\r\n\r\n",
    );
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let kind = [("content-type", "multipart/form-data; boundary=x")];
    Page(
        person
            .actor()
            .send(Method::POST, to, &kind, body)
            .await
            .unwrap(),
    )
}

#[tokio::test]
async fn goals_and_figures_of_many_people_come_from_a_workbook_too() {
    let world = World::new().await;
    let cast = at_goals(&world).await;
    let cycle = cast.cycle.to_string();
    let fields = [("cycle", cycle.as_str())];
    let book = workbook(&[
        &["二季度目标"],
        &["工号", "目标", "权重", "目标值", "截止日期", "对应指标"],
        &[
            "N-eve.employee",
            "Earn \"three\" million",
            "60",
            "3200",
            "#46112",
            "公司利润",
        ],
        &[],
        &["", "Answer\nsoon", "40", "", "", ""],
    ]);
    let preview = uploads(&cast.superior, "/goals/entry", &fields, &book).await;
    assert_eq!(preview.status(), 200, "{}", preview.summary());
    assert!(
        preview.says_with(
            "entry_summary",
            &[("goals", "2"), ("people", "1"), ("changed", "1")]
        ),
        "{}",
        preview.text()
    );
    let form = preview.form("/goals/entry");
    let mut sent: Vec<(&str, &str)> = form.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    sent.push(("confirm", "1"));
    let entered = cast.superior.post("/goals/entry", &sent).await;
    assert_eq!(entered.status(), 303, "{}", entered.summary());
    let kept: Vec<String> = sqlx::query_scalar(
        "select concat_ws('|', title, weight, target, due_on, indicator) from goals order by position",
    )
    .fetch_all(&world.db)
    .await
    .unwrap();
    assert_eq!(
        kept,
        [
            "Earn \"three\" million|60|3200|2026-03-31|company_profit",
            "Answer soon|40|"
        ]
    );
    // what stands in the wrong row is told with the line of the sheet
    let wrong = workbook(&[
        &["工号", "目标", "权重", "对应指标"],
        &[],
        &["N-eve.employee", "Sell", "100", "no such"],
    ]);
    let told = uploads(&cast.superior, "/goals/entry", &fields, &wrong).await;
    assert_eq!(told.all("tr.bad td.num"), ["3"], "{}", told.text());

    let day = time::OffsetDateTime::now_utc().date() - time::Duration::days(30);
    let month = format!("{}-{:02}", day.year(), u8::from(day.month()));
    let figures = workbook(&[
        &["工号", "指标", "期间", "实际值"],
        &["N-eve.employee", "G1", &month, "3500"],
    ]);
    let preview = uploads(&cast.superior, "/actuals", &[], &figures).await;
    assert!(preview.has("button[name=confirm]"), "{}", preview.summary());
    let done = uploads(&cast.superior, "/actuals", &[("confirm", "1")], &figures).await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    let kept: String = sqlx::query_scalar("select item || ' ' || actual from actuals")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(kept, "G1 3500");
    for broken in [
        &book[..book.len() / 2],
        b"PK\x03\x04 and nothing more",
        b"%PDF-1.7",
    ] {
        for (to, fields) in [("/goals/entry", &fields[..]), ("/actuals", &[])] {
            let refused = uploads(&cast.superior, to, fields, broken).await;
            assert_eq!(refused.status(), 422, "{to}: {}", refused.summary());
            assert!(refused.has("#f-file-error"), "{to}");
        }
    }
}
