//! A dispute from its opening to its ruling: the window, the files, the settlement, who may sit,
//! secret votes, and a decision that is taken once.

use std::collections::BTreeMap;

use countersign::{
    access::Stage,
    evaluations::superior::{Evaluation, Item},
    scoring::Input,
};
use rust_decimal::Decimal;

use crate::world::{Cast, World};

mod committee;
mod evidence;
mod opening;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// 69 + 22 + 10 = 101 points.
fn evaluation() -> Evaluation {
    let item = |input| Item {
        input,
        example: "As seen in May.".into(),
        ..Item::default()
    };
    Evaluation {
        answers: BTreeMap::new(),
        items: BTreeMap::from([
            (
                "company_profit".into(),
                item(Input::Measured {
                    target: d("3200"),
                    actual: d("3500"),
                }),
            ),
            (
                "must_do_tasks".into(),
                item(Input::Measured {
                    target: d("100"),
                    actual: d("120"),
                }),
            ),
            ("conduct".into(), item(Input::Judged { points: d("10") })),
        ]),
        strengths: "Reliable.".into(),
        summary: "A good year.".into(),
        ..Evaluation::default()
    }
}

/// The usual cast in a stage after the interview, with a submitted evaluation.
async fn evaluated(world: &World, stage: Stage) -> Cast {
    let cast = world.cast().await;
    sqlx::query(
        "insert into papers (appraisal_id, kind, author_id, body, updated_at, submitted_at)
         values ($1, 'evaluation', $2, $3, now(), now())",
    )
    .bind(cast.appraisal.0)
    .bind(cast.superior.id.0)
    .bind(sqlx::types::Json(evaluation()))
    .execute(&world.db)
    .await
    .expect("evaluation");
    world.force(cast.appraisal, stage).await;
    cast
}

const OPENING: [(&str, &str); 4] = [
    ("kind", "data_accuracy"),
    ("items", "conduct"),
    ("interview", "yes"),
    ("grounds", "The May example is wrong."),
];
