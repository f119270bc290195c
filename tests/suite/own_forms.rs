//! Somebody who is appraised by a form of their own, beside others of the same cycle: what is done for
//! many at once goes by their form, too.

use countersign::ground::ids::AppraisalId;

use crate::{
    actuals::{call, month, token},
    calibrations::open,
    evaluation::POOR,
    pile::{evaluate, team},
    world::{Cast, Person, Says, World},
};

/// Gives an appraisal the form of the product with other keys: `conduct` is `manner`, `company_profit` is `margin`.
async fn own_form(world: &World, appraisal: AppraisalId) {
    sqlx::query(
        r#"with f as (
               insert into forms (definition) select replace(replace(definition::text, '"conduct"', '"manner"'),
                   '"company_profit"', '"margin"')::jsonb from forms limit 1 returning id
           )
           update appraisals set form_id = f.id from f where appraisals.id = $1"#,
    )
    .bind(appraisal.0)
    .execute(&world.db)
    .await
    .unwrap();
}

fn renamed<'a>(fields: &[(&str, &'a str)]) -> Vec<(String, &'a str)> {
    let other = |name: &str| {
        name.replace(".conduct", ".manner")
            .replace(".company_profit", ".margin")
    };
    fields
        .iter()
        .map(|(name, value)| (other(name), *value))
        .collect()
}

/// Abe by a form of his own, Bea by that of the cycle, both at 75 points.
async fn two(world: &World) -> (Cast, Vec<(Person, AppraisalId)>, String) {
    let cast = world.cast().await;
    let both = team(world, &cast, &cast.superior, &["Abe A", "Bea B"]).await;
    own_form(world, both[0].1).await;
    let own = renamed(POOR);
    let own: Vec<(&str, &str)> = own
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    evaluate(&cast.superior, both[0].1, &own).await;
    evaluate(&cast.superior, both[1].1, POOR).await;
    let session = open(&cast.hr, &cast).await;
    (cast, both, session)
}

async fn totals(world: &World, both: &[(Person, AppraisalId)]) -> Vec<String> {
    let mut told = Vec::new();
    for (_, id) in both {
        let total: String =
            sqlx::query_scalar("select trim_scale(total)::text from appraisals where id = $1")
                .bind(id.0)
                .fetch_one(&world.db)
                .await
                .unwrap();
        told.push(total);
    }
    told
}

#[tokio::test]
async fn a_calibration_asks_for_the_points_of_each_persons_form() {
    let world = World::new().await;
    let (cast, both, session) = two(&world).await;
    let page = cast.hr.get(&session).await;
    for ((_, id), (has, lacks)) in both
        .iter()
        .zip([("manner", "conduct"), ("conduct", "manner")])
    {
        assert!(page.has(&format!("#m-{id} input[name='adjust.{has}']")));
        assert!(!page.has(&format!("#m-{id} input[name='adjust.{lacks}']")));
    }
    let propose = async |which: usize, item: &str| {
        let id = both[which].1.to_string();
        let item = format!("adjust.{item}");
        let fields = [
            ("appraisal", id.as_str()),
            ("version", "1"),
            ("do", "propose"),
            (item.as_str(), "20"),
            ("reason", "Like the others"),
        ];
        cast.hr.post(&format!("{session}/proposals"), &fields).await
    };
    // a key of the other form is no key of this one
    assert_eq!(propose(0, "conduct").await.status(), 422);
    assert_eq!(propose(1, "manner").await.status(), 422);
    assert_eq!(propose(0, "manner").await.status(), 303);
    let proposed = cast.hr.get(&session).await;
    let foot = proposed.all("details.why tfoot td").join(" ");
    assert!(foot.contains("40 + 20 + 20 = 80"), "{foot}");
    // somebody else was faster: the fields of this form side by side
    let clash = propose(0, "manner").await;
    assert_eq!(clash.status(), 409);
    assert!(clash.has("[name='adjust.manner']") && !clash.has("[name='adjust.conduct']"));
    let applied = cast
        .hr
        .fills(&session, &format!("{session}/application"), &[])
        .await;
    assert_eq!(applied.status(), 303, "{}", applied.summary());
    assert_eq!(totals(&world, &both).await, ["80", "75"]);
    let why = cast
        .hr
        .get(&format!("/appraisals/{}/result", both[0].1))
        .await;
    assert!(why.text().contains("40 + 20 + 20 = 80"), "{}", why.text());
}

#[tokio::test]
async fn a_proposal_that_cannot_be_computed_is_not_applied() {
    let world = World::new().await;
    let (cast, both, session) = two(&world).await;
    // as a session kept it that went by the cycle's form for everybody
    sqlx::query(
        "update calibration_members m set points = '{\"conduct\": \"20\"}', reason = 'x', proposed_by = $2,
             appraisal_version = a.version
         from appraisals a where a.id = m.appraisal_id and a.id = $1",
    )
    .bind(both[0].1.0)
    .bind(cast.hr.id.0)
    .execute(&world.db)
    .await
    .unwrap();
    let page = cast.hr.get(&session).await;
    let row = page.all(&format!("#m-{}.bad p.error", both[0].1)).join(" ");
    assert!(row.says("calibration_broken_row"), "{row}");
    let refused = cast.hr.post(&format!("{session}/application"), &[]).await;
    assert_eq!(refused.status(), 409);
    assert!(refused.says("calibration_broken"), "{}", refused.text());
    assert_eq!(totals(&world, &both).await, ["75", "75"]);
    assert!(
        cast.hr
            .get(&session)
            .await
            .has("form[action$='/application']")
    );
}

#[tokio::test]
async fn figures_of_another_program_go_by_the_persons_own_form() {
    let world = World::new().await;
    let cast = world.cast().await;
    own_form(&world, cast.appraisal).await;
    let token = token(&cast.hr).await;
    let program = world.stranger();
    let month = month();
    let rows = |item: &str| {
        format!(
            r#"{{"actuals": [{{"person": "N-eve.employee", "item": "{item}", "period": "{month}", "actual": 3500}}]}}"#
        )
    };
    let (status, body) = call(&program, &token, &rows("company_profit")).await;
    assert_eq!(status, 422, "{body}");
    assert_eq!(body["errors"][0]["code"], "item_unknown", "{body}");
    let (status, body) = call(&program, &token, &rows("margin")).await;
    assert_eq!((status, &body["added"]), (200, &1.into()), "{body}");
}

#[tokio::test]
async fn goals_entered_for_many_stand_for_indicators_of_each_persons_form() {
    let world = World::new().await;
    let cast = world.cast().await;
    own_form(&world, cast.appraisal).await;
    sqlx::query("update appraisals set stage = 'goals'")
        .execute(&world.db)
        .await
        .unwrap();
    let cycle = cast.cycle.to_string();
    let entered = async |indicator: &str| {
        let rows = format!(
            "工号\t目标\t权重\t目标值\t对应指标\nN-eve.employee\tSell\t100\t3200\t{indicator}\n"
        );
        let fields = [
            ("cycle", cycle.as_str()),
            ("rows", rows.as_str()),
            ("confirm", "1"),
        ];
        cast.superior.post("/goals/entry", &fields).await
    };
    let wrong = entered("company_profit").await;
    assert_ne!(wrong.status(), 303, "{}", wrong.summary());
    let right = entered("margin").await;
    assert_eq!(right.status(), 303, "{}", right.text());
    let kept: Vec<String> = sqlx::query_scalar("select indicator from goals")
        .fetch_all(&world.db)
        .await
        .unwrap();
    assert_eq!(kept, ["margin"]);
}
