//! From the closed interview to the last signature: the record is frozen once, each side signs it for
//! itself, a refusal needs three people, and silence signs nothing.

use countersign::{
    access::Stage,
    evaluations::superior::{Evaluation, Item},
    forms::form::Form,
    interviews::sheets::{Development, Exchange, Opening},
    scoring::Input,
};
use serde::Serialize;
use sqlx::types::Json;

use crate::world::{Cast, PASSWORD, Page, Person, World};

mod record;
mod refusal;
mod sign_off;

async fn paper(world: &World, cast: &Cast, kind: &str, step: i16, body: &impl Serialize) {
    sqlx::query(
        "insert into papers (appraisal_id, kind, step, author_id, body, updated_at, submitted_at)
         values ($1, $2::paper_kind, $3, $4, $5, now(), now())",
    )
    .bind(cast.appraisal.0)
    .bind(kind)
    .bind(step)
    .bind(cast.superior.id.0)
    .bind(Json(serde_json::to_value(body).unwrap()))
    .execute(&world.db)
    .await
    .expect("paper");
}

fn evaluation() -> Evaluation {
    let mut evaluation = Evaluation {
        summary: "A good year.".into(),
        ..Evaluation::default()
    };
    for indicator in &Form::standard().indicators {
        let input = if indicator.kind.is_measured() {
            Input::Measured {
                target: 100.into(),
                actual: 109.into(),
            }
        } else {
            Input::Judged { points: 15.into() }
        };
        let item = Item {
            input,
            example: "The audit in May.".into(),
            ..Item::default()
        };
        evaluation.items.insert(indicator.key.clone(), item);
    }
    evaluation
}

/// An interview in which every step has left behind what it must.
pub async fn talked_through(world: &World) -> Cast {
    let cast = world.cast().await;
    world.force(cast.appraisal, Stage::Interview).await;
    let form = Form::standard();
    let own: serde_json::Map<_, _> = form
        .indicators
        .iter()
        .map(|indicator| {
            let item = serde_json::json!({ "points": "10", "words": "I did it." });
            (indicator.key.clone(), item)
        })
        .collect();
    let own = serde_json::json!({ "items": own });
    paper(world, &cast, "self_evaluation", 0, &own).await;
    paper(world, &cast, "evaluation", 0, &evaluation()).await;
    sqlx::query(
        "insert into interviews (appraisal_id, place_kind, place, starts_at, started_at, confirmed_at)
         values ($1, 'lounge', '二楼休息区', now(), now() - interval '50 minutes', now())",
    )
    .bind(cast.appraisal.0)
    .execute(&world.db)
    .await
    .expect("interview");
    sqlx::query(
        "insert into interview_steps (appraisal_id, step, done_at, done_by, seconds)
         select $1, n, now(), $2, 300 from generate_series(1, 8) n",
    )
    .bind(cast.appraisal.0)
    .bind(cast.superior.id.0)
    .execute(&world.db)
    .await
    .expect("steps");
    let opening = Opening {
        purpose_stated: true,
        confidentiality_stated: true,
    };
    paper(world, &cast, "interview", 1, &opening).await;
    paper(
        world,
        &cast,
        "interview",
        2,
        &serde_json::json!({ "as_in_self_evaluation": true }),
    )
    .await;
    let exchange = Exchange {
        strengths: "Keeps difficult accounts.".into(),
        differences: form
            .indicators
            .iter()
            .map(|indicator| (indicator.key.clone(), "Because.".to_owned()))
            .collect(),
    };
    paper(world, &cast, "interview", 3, &exchange).await;
    let development = Development {
        difficulties: "Travel.".into(),
        support: "A lighter laptop.".into(),
        growth: "Tender desk.".into(),
    };
    paper(world, &cast, "interview", 6, &development).await;
    for indicator in &form.indicators {
        sqlx::query("insert into item_stances (appraisal_id, item, stance, person_id, at) values ($1, $2, 'agreed', $3, now())")
            .bind(cast.appraisal.0)
            .bind(&indicator.key)
            .bind(cast.employee.id.0)
            .execute(&world.db)
            .await
            .expect("stance");
    }
    sqlx::query(
        "insert into plan_items (appraisal_id, what, cause, measure, owner_id, support, support_by, due_on, criteria)
         values ($1, 'Monthly report on time', 'process', 'Use the template', $2, 'Opens the order view', $3, current_date + 30,
             'Three in a row')",
    )
    .bind(cast.appraisal.0)
    .bind(cast.employee.id.0)
    .bind(cast.superior.id.0)
    .execute(&world.db)
    .await
    .expect("plan");
    sqlx::query(
        "insert into next_goals (appraisal_id, title, source, serves, added_at, confirmed_at)
         values ($1, 'Two new accounts', 'department', 'One new industry', now(), now())",
    )
    .bind(cast.appraisal.0)
    .execute(&world.db)
    .await
    .expect("goal");
    sqlx::query("insert into confirmations (appraisal_id, person_id, at) values ($1, $2, now())")
        .bind(cast.appraisal.0)
        .bind(cast.employee.id.0)
        .execute(&world.db)
        .await
        .expect("confirmation");
    cast
}

/// The same, closed: the record is frozen and waits for its signatures.
pub async fn frozen(world: &World) -> Cast {
    let cast = talked_through(world).await;
    let closed = cast.superior.post(&cast.at("/interview/close"), &[]).await;
    assert_eq!(closed.status(), 303, "{}", closed.text());
    assert_eq!(world.stage(cast.appraisal).await, "sign_off");
    cast
}

pub async fn signs(person: &Person, cast: &Cast, choice: &str) -> Page {
    person
        .fills(
            &cast.at("/sign"),
            &cast.at("/sign"),
            &[("choice", choice), ("password", PASSWORD)],
        )
        .await
}

/// The employee's word that there will be no signature.
pub async fn declares(cast: &Cast) -> Page {
    let declaration = cast.at("/sign/declaration");
    cast.employee
        .fills(
            &declaration,
            &declaration,
            &[("words", "Not like this."), ("password", PASSWORD)],
        )
        .await
}

/// The time that the employee has for an answer ended yesterday.
pub async fn time_is_up(world: &World) {
    sqlx::query("update appraisals set due_on = current_date - 1 where stage = 'sign_off'")
        .execute(&world.db)
        .await
        .expect("deadline");
}

async fn signatures(world: &World) -> i64 {
    sqlx::query_scalar("select count(*) from signatures")
        .fetch_one(&world.db)
        .await
        .unwrap()
}

async fn whole(world: &World) {
    let mut tx = world.db.begin().await.unwrap();
    assert!(
        countersign::audit::verify::verify(&mut tx)
            .await
            .unwrap()
            .is_ok()
    );
    assert!(
        countersign::records::verify::verify(&mut tx)
            .await
            .unwrap()
            .is_ok()
    );
}

async fn futures_all<F: Future<Output = Page>>(all: impl Iterator<Item = F>) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut waiting: Vec<_> = all.map(Box::pin).collect();
    std::future::poll_fn(|context| {
        waiting.retain_mut(|one| match one.as_mut().poll(context) {
            std::task::Poll::Ready(page) => {
                pages.push(page);
                false
            }
            std::task::Poll::Pending => true,
        });
        if waiting.is_empty() {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    pages
}
