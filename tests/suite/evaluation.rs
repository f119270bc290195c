//! From the evaluation to the released result: written by the superior, reviewed by HR, invisible to
//! the employee until it is released, and never changed by accident.

use countersign::ground::{
    decimals::{plain, show},
    ids::AppraisalId,
};

use crate::{
    self_evaluation::{complete, pairs},
    world::{Cast, World, en_with},
};

mod release;
mod review;
mod writing;

/// A complete evaluation on the form of the product: 69 + 22 + 18 = 109, Excellent−.
pub const GOOD: &[(&str, &str)] = &[
    ("target.company_profit", "3 200"),
    ("actual.company_profit", "3 500"),
    ("target.must_do_tasks", "100"),
    ("actual.must_do_tasks", "120"),
    ("points.conduct", "18"),
    (
        "example.conduct",
        "SECRET EXAMPLE: took over the fair in May.",
    ),
    ("strengths", "SECRET STRENGTHS"),
    ("summary", "SECRET SUMMARY"),
];

/// 40 + 20 + 15 = 75: Very poor, and every weak item explained.
pub const POOR: &[(&str, &str)] = &[
    ("target.company_profit", "100"),
    ("actual.company_profit", "80"),
    ("example.company_profit", "The second quarter."),
    ("cause.company_profit", "process"),
    ("problem.company_profit", "Late offers."),
    ("direction.company_profit", "Offers within three days."),
    ("support.company_profit", "A template."),
    ("target.must_do_tasks", "100"),
    ("actual.must_do_tasks", "100"),
    ("points.conduct", "15"),
    ("example.conduct", "Helped in the warehouse."),
];

/// Brings the appraisal to the superior's desk the ordinary way.
/// How the page explains the 69 points of [`GOOD`]: 3,500 of 3,200, at one point per percent.
pub fn why_69() -> String {
    let (actual, target) = (show(3500.into()), show(3200.into()));
    let achieved = [
        ("actual", actual.as_str()),
        ("target", &target),
        ("percent", "109"),
    ];
    let achieved = en_with("explain_higher", &achieved);
    let told = [
        ("achieved", achieved.as_str()),
        ("weight", "60"),
        ("sign", "+"),
        ("over", "9"),
        ("rate", "1"),
        ("points", "69"),
    ];
    en_with("explain_deviation", &told)
}

pub async fn at_evaluation(world: &World, cast: &Cast) {
    let mut fields = complete();
    fields.push(("version".into(), "0".into()));
    let submitted = cast
        .employee
        .post(&cast.at("/self-evaluation/submission"), &pairs(&fields))
        .await;
    assert_eq!(submitted.status(), 303, "{}", submitted.summary());
    assert_eq!(world.stage(cast.appraisal).await, "evaluation");
}

pub async fn submitted(world: &World, cast: &Cast, fields: &[(&str, &str)]) {
    at_evaluation(world, cast).await;
    let page = cast
        .superior
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/submission"),
            fields,
        )
        .await;
    assert_eq!(page.status(), 303, "{}", page.summary());
    assert_eq!(world.stage(cast.appraisal).await, "review");
}

async fn result(world: &World, appraisal: AppraisalId) -> (String, i16, bool) {
    let (total, grade, approved): (rust_decimal::Decimal, i16, bool) = sqlx::query_as(
        "select total, grade, approved_at is not null from appraisals where id = $1",
    )
    .bind(appraisal.0)
    .fetch_one(&world.db)
    .await
    .unwrap();
    (plain(total), grade, approved)
}
