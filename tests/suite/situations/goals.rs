//! Situations of goals; see `mod.rs`.

use crate::{
    goal_changes::agreed,
    world::{Cast, Says, World},
};

async fn at_goals(world: &World) -> Cast {
    let cast = world.cast().await;
    sqlx::query("update appraisals set stage = 'goals'")
        .execute(&world.db)
        .await
        .unwrap();
    cast
}

#[tokio::test]
async fn situation_10_weights_sum_to_exactly_one_hundred_per_person() {
    let world = World::new().await;
    let cast = at_goals(&world).await;
    let (goals, confirmation) = (cast.at("/goals"), cast.at("/goals/confirmation"));
    for (weights, difference) in [
        (["33.33", "33.33", "33.33"], "goals_short"),
        (["33.33", "33.33", "33.35"], "goals_over"),
    ] {
        let fields: Vec<(String, String)> = weights
            .iter()
            .enumerate()
            .flat_map(|(at, weight)| {
                [
                    (format!("title.{at}"), format!("Goal {at}")),
                    (format!("weight.{at}"), (*weight).to_owned()),
                ]
            })
            .collect();
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        assert_eq!(
            cast.employee.fills(&goals, &goals, &fields).await.status(),
            303
        );
        let page = cast.employee.get(&goals).await;
        assert!(
            page.says_with(difference, &[("gap", "0.01")]),
            "{difference}"
        );
        assert!(
            page.text().contains(&format!("value=\"{}\"", weights[2])),
            "never normalised"
        );
        // pressed without the button: blocked, and the difference is told
        let refused = cast.employee.decides(&confirmation, &[]).await;
        assert_eq!(refused.status(), 409);
        assert!(refused.says("goals_difference"));
    }
    assert_eq!(
        cast.superior
            .fills(&goals, &goals, &[("weight.2", "33.34")])
            .await
            .status(),
        303
    );
    assert_eq!(
        cast.superior
            .fills(&goals, &confirmation, &[])
            .await
            .status(),
        303
    );
    assert_eq!(
        cast.employee
            .fills(&goals, &confirmation, &[])
            .await
            .status(),
        303
    );
    assert_eq!(world.stage(cast.appraisal).await, "self_evaluation");
    // and an agreed change as well
    let change = cast.at("/goals/change");
    let refused = cast
        .employee
        .fills(
            &change,
            &change,
            &[("weight.2", "33.33"), ("reason", "Less.")],
        )
        .await;
    assert_eq!(refused.status(), 422);
    assert!(refused.says_with("goals_short", &[("gap", "0.01")]));
}

#[tokio::test]
async fn situation_27_a_target_of_zero_a_negative_one_and_lower_is_better() {
    let world = World::new().await;
    let cast = at_goals(&world).await;
    let (goals, confirmation) = (cast.at("/goals"), cast.at("/goals/confirmation"));
    let fields = [
        ("title.0", "No accident"),
        ("weight.0", "40"),
        ("target.0", "0"),
        ("direction.0", "lower"),
        ("title.1", "Loss of the new shop"),
        ("weight.1", "30"),
        ("target.1", "-120000"),
        ("unit.1", "CNY"),
        ("title.2", "Complaints"),
        ("weight.2", "30"),
        ("target.2", "20"),
        ("direction.2", "lower"),
    ];
    let saved = cast.employee.fills(&goals, &goals, &fields).await;
    assert_eq!(saved.status(), 303, "{}", saved.summary());
    for side in [&cast.employee, &cast.superior] {
        assert_eq!(side.fills(&goals, &confirmation, &[]).await.status(), 303);
    }
    let today = time::OffsetDateTime::now_utc().date() - time::Duration::days(30);
    let month = format!("{}-{:02}", today.year(), u8::from(today.month()));
    for (item, actual) in [("G1", "2"), ("G2", "-90000"), ("G3", "15")] {
        let fields = [
            ("item", item),
            ("period", month.as_str()),
            ("actual", actual),
        ];
        let recorded = cast
            .superior
            .fills(&cast.at("/actuals"), &cast.at("/actuals"), &fields)
            .await;
        assert_eq!(recorded.status(), 303, "{item}: {}", recorded.summary());
    }
    let page = cast.employee.get(&goals).await;
    let rows = page.all("tbody tr");
    assert!(
        rows[0].says("goals_target_lower") && rows[0].says("goals_reached_by_hand"),
        "{}",
        rows[0]
    );
    assert!(
        rows[1].contains("\u{2212}120,000 CNY") && rows[1].says("goals_reached_by_hand"),
        "{}",
        rows[1]
    );
    assert!(
        rows[2].says_with("goals_reached", &[("percent", "125")]),
        "fewer complaints are more: {}",
        rows[2]
    );
    // the indicator of the form: no points by themselves where the target is 0, points by hand with a reason
    crate::evaluation::at_evaluation(&world, &cast).await;
    let (evaluation, submission) = (cast.at("/evaluation"), cast.at("/evaluation/submission"));
    let mut typed = crate::evaluation::GOOD.to_vec();
    typed.push(("target.company_profit", "0"));
    let refused = cast.superior.fills(&evaluation, &submission, &typed).await;
    assert!(
        [409, 422].contains(&refused.status()),
        "{}",
        refused.summary()
    );
    typed.extend([
        ("hand_points.company_profit", "60"),
        ("hand_reason.company_profit", "The plant was closed."),
    ]);
    let submitted = cast.superior.fills(&evaluation, &submission, &typed).await;
    assert_eq!(submitted.status(), 303, "{}", submitted.summary());
}

#[tokio::test]
async fn situation_28_a_goal_changes_with_a_reason_and_both_and_one_in_use_is_not_deleted() {
    let world = World::new().await;
    let cast = agreed(&world).await;
    let (goals, change) = (cast.at("/goals"), cast.at("/goals/change"));
    // no way around the two: the form of the goals' stage is closed
    let direct = cast
        .superior
        .post(&goals, &[("title.0", "Mine"), ("weight.0", "100")])
        .await;
    assert_eq!(direct.status(), 409);
    let silent = cast
        .superior
        .fills(&change, &change, &[("target.0", "5")])
        .await;
    assert_eq!(silent.status(), 422);
    let fields = [("target.0", "5"), ("reason", "The market grew.")];
    assert_eq!(
        cast.superior
            .fills(&change, &change, &fields)
            .await
            .status(),
        303
    );
    let target: Option<String> =
        sqlx::query_scalar("select target::text from goals where key = 'G1'")
            .fetch_one(&world.db)
            .await
            .unwrap();
    assert_eq!(target.as_deref(), Some("3"), "one side changes nothing");
    let confirmation = cast.at("/goals/change/confirmation");
    assert_eq!(
        cast.employee
            .fills(&goals, &confirmation, &[])
            .await
            .status(),
        303
    );
    let target: Option<String> =
        sqlx::query_scalar("select target::text from goals where key = 'G1'")
            .fetch_one(&world.db)
            .await
            .unwrap();
    assert_eq!(target.as_deref(), Some("5"));
    let versions: i64 = sqlx::query_scalar("select count(*) from goal_versions")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(versions, 2, "every version is kept");

    // a company goal that personal goals point at is archived, not deleted
    let company = [
        ("title", "Growth"),
        ("starts_on", "2020-01-01"),
        ("ends_on", "2099-12-31"),
    ];
    let written = cast.hr.post("/goals", &company).await;
    let address = written.location().to_owned();
    let aim = address.trim_start_matches("/goals/").to_owned();
    let serving = [("aim.0", aim.as_str()), ("reason", "It serves growth.")];
    assert_eq!(
        cast.employee
            .fills(&change, &change, &serving)
            .await
            .status(),
        303
    );
    let removal = format!("{address}/removal");
    assert_eq!(
        cast.hr.fills(&address, &removal, &[]).await.status(),
        409,
        "an open change points at it"
    );
    assert_eq!(
        cast.superior
            .fills(&goals, &confirmation, &[])
            .await
            .status(),
        303
    );
    let refused = cast.hr.fills(&address, &removal, &[]).await;
    assert_eq!(refused.status(), 409);
    assert!(refused.says("company_goal_in_use"));
    assert_eq!(
        cast.hr
            .fills(&address, &format!("{address}/archive"), &[])
            .await
            .status(),
        303
    );
    assert!(
        cast.employee.get(&goals).await.text().contains("Growth"),
        "what points at it keeps pointing"
    );
    let unused = cast.hr.post("/goals", &company).await.location().to_owned();
    assert_eq!(
        cast.hr
            .fills(&unused, &format!("{unused}/removal"), &[])
            .await
            .status(),
        303
    );
    assert_eq!(cast.hr.get(&unused).await.status(), 404);
}

#[tokio::test]
async fn situation_28_a_personal_goal_with_figures_cannot_be_taken_away() {
    let world = World::new().await;
    let cast = at_goals(&world).await;
    let goals = cast.at("/goals");
    let two = [
        ("title.0", "Sell"),
        ("weight.0", "60"),
        ("title.1", "Learn"),
        ("weight.1", "40"),
    ];
    cast.employee.fills(&goals, &goals, &two).await;
    let day = time::OffsetDateTime::now_utc().date() - time::Duration::days(30);
    let period = day.to_string();
    let figure = [("item", "G1"), ("period", period.as_str()), ("actual", "3")];
    let recorded = cast
        .employee
        .fills(&cast.at("/actuals"), &cast.at("/actuals"), &figure)
        .await;
    assert_eq!(recorded.status(), 303, "{}", recorded.summary());
    let refused = cast
        .superior
        .fills(
            &goals,
            &goals,
            &[("title.0", ""), ("weight.0", ""), ("weight.1", "100")],
        )
        .await;
    assert_eq!(refused.status(), 422);
    assert!(refused.has("#f-title\\.0-error"));
    // without figures it may go; a new one never takes over its key
    assert_eq!(
        cast.superior
            .fills(&goals, &goals, &[("title.1", ""), ("weight.1", "")])
            .await
            .status(),
        303
    );
    cast.superior
        .fills(&goals, &goals, &[("title.1", "Teach"), ("weight.1", "40")])
        .await;
    let keys: Vec<String> = sqlx::query_scalar("select key from goals order by position")
        .fetch_all(&world.db)
        .await
        .unwrap();
    assert_eq!(keys, ["G1", "G3"]);
}
