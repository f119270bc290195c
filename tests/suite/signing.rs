//! From the closed interview to the last signature: the record is frozen once, each side signs it for
//! itself, a refusal needs three people, and silence signs nothing.

use countersign::{
    access::Stage,
    appraisals::{
        evaluation::{Evaluation, Item},
        scoring::Input,
    },
    cycles::form::Form,
    interviews::sheets::{Development, Exchange, Opening},
    records::{canonical::read, sha256_hex},
};
use serde::Serialize;
use sqlx::types::Json;

use crate::world::{Cast, PASSWORD, Page, Person, World};

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

async fn signatures(world: &World) -> i64 {
    sqlx::query_scalar("select count(*) from signatures")
        .fetch_one(&world.db)
        .await
        .unwrap()
}

async fn whole(world: &World) {
    let mut tx = world.db.begin().await.unwrap();
    assert!(
        countersign::history::verify::verify(&mut tx)
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

#[tokio::test]
async fn closing_freezes_one_record_whose_text_has_the_hash_that_is_signed() {
    let world = World::new().await;
    let cast = talked_through(&world).await;
    let close = cast.at("/interview/close");
    let closings = futures_all((0..4).map(|_| cast.superior.post(&close, &[]))).await;
    let done = closings.iter().filter(|page| page.status() == 303).count();
    assert_eq!(done, 1, "one closing, the others are told");
    assert!(
        closings
            .iter()
            .all(|page| [303, 409].contains(&page.status()))
    );
    assert_eq!(world.events(cast.appraisal, "record_frozen").await, 1);
    let json = cast.employee.get(&cast.at("/record.json")).await;
    assert_eq!(json.status(), 200);
    let record = read(&json.text()).expect("canonical");
    assert_eq!(record.version, 1);
    assert_eq!(record.strengths, "Keeps difficult accounts.");
    assert_eq!(record.items.len(), Form::standard().indicators.len());
    assert_eq!(record.improvements[0].support_by, cast.superior.name);
    let hash: String = sqlx::query_scalar("select sha256 from records")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(hash, sha256_hex(&json.text()));
    for somebody in [
        &cast.employee,
        &cast.superior,
        &cast.facilitator,
        &cast.hr,
        &cast.clerk,
    ] {
        let page = somebody.get(&cast.at("/record")).await;
        assert_eq!(page.status(), 200, "{}: {}", somebody.name, page.text());
        assert_eq!(page.all("code.hash"), std::slice::from_ref(&hash));
    }
    let until: time::Date =
        sqlx::query_scalar("select dispute_until from appraisals where id = $1")
            .bind(cast.appraisal.0)
            .fetch_one(&world.db)
            .await
            .unwrap();
    let today = world.app.clock.today(&world.app.settings.zone);
    assert!((until - today).whole_days() >= 9, "seven working days");
    whole(&world).await;
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

#[tokio::test]
async fn an_interview_with_a_step_undone_is_not_closed() {
    let world = World::new().await;
    let cast = talked_through(&world).await;
    sqlx::query("update interview_steps set done_at = null where step = 6")
        .execute(&world.db)
        .await
        .unwrap();
    let closed = cast.superior.post(&cast.at("/interview/close"), &[]).await;
    assert_eq!(closed.status(), 409);
    assert_eq!(world.stage(cast.appraisal).await, "interview");
    assert_eq!(world.events(cast.appraisal, "record_frozen").await, 0);
    let by_employee = cast.employee.post(&cast.at("/interview/close"), &[]).await;
    assert_eq!(by_employee.status(), 403);
}

#[tokio::test]
async fn both_sign_and_the_plan_opens() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let first = signs(&cast.employee, &cast, "agree").await;
    assert_eq!(first.status(), 303, "{}", first.text());
    assert_eq!(world.stage(cast.appraisal).await, "sign_off");
    let again = cast.employee.get(&cast.at("/sign")).await;
    assert!(!again.has("input[name=choice]"), "nobody signs twice");
    let second = signs(&cast.superior, &cast, "agree").await;
    assert_eq!(second.location(), cast.at("/record"));
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
    let status: String = sqlx::query_scalar("select status::text from plan_items")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(status, "open");
    let record = cast.employee.get(&cast.at("/record")).await;
    assert_eq!(record.all(".signature .meaning").len(), 2);
    assert!(!record.has(".signature.void"));
    let pdf = cast.employee.get(&cast.at("/record.pdf?lang=zh")).await;
    assert_eq!(pdf.status(), 200);
    assert!(pdf.0.body.starts_with(b"%PDF"));
    whole(&world).await;
}

#[tokio::test]
async fn eight_equal_signs_at_once_leave_one_signature() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    for person in [&cast.employee, &cast.superior] {
        let page = person.get(&cast.at("/sign")).await;
        let mut values = page.form(&cast.at("/sign"));
        values.push(("choice".into(), "agree".into()));
        values.retain(|(name, _)| name != "password");
        values.push(("password".into(), PASSWORD.into()));
        let pairs: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let at = cast.at("/sign");
        let pages = futures_all((0..8).map(|_| person.post(&at, &pairs))).await;
        assert!(
            pages.iter().all(|page| page.status() == 303),
            "{:?}",
            pages.iter().map(Page::status).collect::<Vec<_>>()
        );
    }
    assert_eq!(signatures(&world).await, 2);
    assert_eq!(world.events(cast.appraisal, "signed").await, 2);
    assert_eq!(world.events(cast.appraisal, "signed_by_both").await, 1);
    whole(&world).await;
}

#[tokio::test]
async fn a_wrong_password_signs_nothing_and_loses_nothing() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let page = cast
        .employee
        .fills(
            &cast.at("/sign"),
            &cast.at("/sign"),
            &[
                ("choice", "agree_in_part"),
                ("items", "company_profit"),
                ("words", "The figures of finance came late."),
                ("password", "not it at all"),
            ],
        )
        .await;
    assert_eq!(page.status(), 422);
    assert_eq!(page.all("#f-password-error").len(), 1);
    assert!(page.text().contains("The figures of finance came late."));
    assert!(page.has("#f-choice-agree_in_part[checked]"));
    assert!(page.has("#f-items-company_profit[checked]"));
    assert!(!page.text().contains("not it at all"));
    assert_eq!(signatures(&world).await, 0);
}

#[tokio::test]
async fn agreeing_in_part_names_items_and_says_why() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let bare = signs(&cast.employee, &cast, "agree_in_part").await;
    assert_eq!(bare.status(), 422);
    assert!(bare.has("#f-words-error") && bare.has("fieldset#f-items.bad"));
    let foreign = cast
        .employee
        .fills(
            &cast.at("/sign"),
            &cast.at("/sign"),
            &[
                ("choice", "agree_in_part"),
                ("items", "no_such_item"),
                ("words", "x"),
                ("password", PASSWORD),
            ],
        )
        .await;
    assert_eq!(foreign.status(), 422);
    let by_superior = signs(&cast.superior, &cast, "refuse").await;
    assert_eq!(by_superior.status(), 422, "only the employee may refuse");
    assert_eq!(signatures(&world).await, 0);
}

#[tokio::test]
async fn nobody_signs_a_text_that_they_have_not_seen() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let page = cast.employee.get(&cast.at("/sign")).await;
    let shown = page.form(&cast.at("/sign"));
    let record = read(&cast.employee.get(&cast.at("/record.json")).await.text()).unwrap();
    let form = Form::standard();
    let scheme = countersign::cycles::grades::Scheme::standard();
    let next = countersign::records::revised(&record, &form, &scheme, None, None).unwrap();
    let mut tx = world.db.begin().await.unwrap();
    countersign::records::versions::add(
        &mut tx,
        &next,
        "A slip of the pen",
        cast.superior.id,
        world.app.clock.now(),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let mut values: Vec<(&str, &str)> = shown
        .iter()
        .filter(|(name, _)| name != "password")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    values.extend([
        ("choice", "agree"),
        ("words", "TYPED WORDS"),
        ("password", PASSWORD),
    ]);
    let stale = cast.employee.post(&cast.at("/sign"), &values).await;
    assert_eq!(stale.status(), 409);
    assert!(stale.text().contains("TYPED WORDS"));
    assert_eq!(signatures(&world).await, 0);
    // what was signed before a change stays readable and counts no more
    signs(&cast.superior, &cast, "agree").await;
    let old = cast.superior.get(&cast.at("/record?version=1")).await;
    assert_eq!(old.status(), 200);
    assert!(old.has(".card-warn a"));
    for unknown in ["3", "0", "-1", "x", "99999999999"] {
        let page = cast
            .superior
            .get(&cast.at(&format!("/record?version={unknown}")))
            .await;
        assert_eq!(page.status(), 404, "{unknown}");
    }
    whole(&world).await;
}

#[tokio::test]
async fn a_refusal_takes_three_people() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let refuses = signs(&cast.employee, &cast, "refuse").await;
    assert_eq!(refuses.status(), 303, "{}", refuses.text());
    let sign = cast.at("/sign");
    let refusal = cast.at("/sign/refusal");
    let shown = cast.superior.get(&sign).await.form(&sign);
    let with = |extra: &[(&'static str, &'static str)]| {
        let mut fields: Vec<(String, String)> = shown
            .iter()
            .filter(|(name, _)| name == "record_version" || name == "sha256")
            .cloned()
            .collect();
        fields.extend(
            extra
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned())),
        );
        fields
    };
    let post = async |person: &Person, to: &str, fields: Vec<(String, String)>| {
        let pairs: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        person.post(to, &pairs).await
    };
    let reason = [("reason", "Waits for the figures."), ("password", PASSWORD)];
    let early = post(&cast.superior, &refusal, with(&reason)).await;
    assert_eq!(early.status(), 409, "the superior signs first");
    let witness = cast.at("/sign/witness");
    let nothing = post(&cast.hr, &witness, with(&[("password", PASSWORD)])).await;
    assert_eq!(nothing.status(), 409, "nothing to witness yet");

    signs(&cast.superior, &cast, "agree").await;
    assert_eq!(world.stage(cast.appraisal).await, "sign_off");
    let done = post(&cast.superior, &refusal, with(&reason)).await;
    assert_eq!(done.status(), 303, "{}", done.text());
    for person in [&cast.superior, &cast.employee, &cast.clerk] {
        let own = post(person, &witness, with(&[("password", PASSWORD)])).await;
        assert_eq!(own.status(), 403, "{}", person.name);
    }
    let witnessed = post(&cast.facilitator, &witness, with(&[("password", PASSWORD)])).await;
    assert_eq!(witnessed.status(), 303, "{}", witnessed.text());
    assert_eq!(world.stage(cast.appraisal).await, "concluded");

    let comment = cast.at("/sign/comment");
    let said = cast
        .employee
        .fills(&sign, &comment, &[("comment", "I was on leave.")])
        .await;
    assert_eq!(said.status(), 303);
    let twice = post(
        &cast.employee,
        &comment,
        with(&[("comment", "Something else.")]),
    )
    .await;
    assert_eq!(twice.status(), 303);
    let record = cast.hr.get(&cast.at("/record")).await.text();
    assert!(record.contains("I was on leave.") && !record.contains("Something else."));
    assert_eq!(world.events(cast.appraisal, "refusal_witnessed").await, 1);
    let pdf = cast.hr.get(&cast.at("/record.pdf")).await;
    assert!(pdf.0.body.starts_with(b"%PDF"));
    whole(&world).await;
}

#[tokio::test]
async fn silence_never_signs() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    signs(&cast.superior, &cast, "agree").await;
    world.app.clock.advance(time::Duration::days(400));
    cast.employee.get(&cast.at("")).await;
    cast.hr.get(&cast.at("/record")).await;
    assert_eq!(world.stage(cast.appraisal).await, "sign_off");
    assert_eq!(signatures(&world).await, 1);
}
