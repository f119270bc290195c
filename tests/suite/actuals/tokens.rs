//! Figures that another program hands in with a token.

use axum::http::Method;
use countersign::{app::Settings, demo::Actor};

use super::{kept, month};
use crate::{
    goal_changes::agreed,
    world::{Person, Says, World},
};

/// Makes a token on its page and reads it there, once.
pub async fn token(person: &Person) -> String {
    let made = person
        .fills("/api-tokens", "/api-tokens", &[("name", "ERP")])
        .await;
    assert_eq!(made.status(), 200, "{}", made.summary());
    let token = made.all("#token").remove(0);
    assert!(
        !person.get("/api-tokens").await.text().contains(&token),
        "shown once"
    );
    token
}

pub async fn call(actor: &Actor, token: &str, body: &str) -> (u16, serde_json::Value) {
    let bearer = format!("Bearer {token}");
    let headers = [
        ("content-type", "application/json"),
        ("authorization", bearer.as_str()),
        ("sec-fetch-site", "none"),
    ];
    let reply = actor
        .send(
            Method::POST,
            "/api/actuals",
            &headers,
            body.as_bytes().to_vec(),
        )
        .await
        .unwrap();
    let kind = reply
        .headers
        .get("content-type")
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    assert!(
        kind.starts_with("application/json"),
        "{}: {}",
        reply.status,
        reply.text()
    );
    (
        reply.status.as_u16(),
        serde_json::from_slice(&reply.body).unwrap(),
    )
}

#[tokio::test]
async fn another_program_hands_in_figures_with_a_token() {
    let world = World::new().await;
    let cast = agreed(&world).await;
    let month = month();
    let token = token(&cast.hr).await;
    let program = world.stranger();
    let rows = |actual: &str| {
        format!(
            r#"{{"actuals": [{{"person": "N-eve.employee", "item": "company_profit", "period": "{month}", "actual": {actual}}}]}}"#
        )
    };
    let (status, body) = call(&program, &token, &rows("3500")).await;
    assert_eq!((status, &body["added"]), (200, &1.into()), "{body}");
    let (status, body) = call(&program, &token, &rows("\"3500\"")).await;
    assert_eq!(
        (status, &body["unchanged"]),
        (200, &1.into()),
        "the same again changes nothing"
    );
    let (_, body) = call(&program, &token, &rows("3600.5")).await;
    assert_eq!(body["changed"], 1);
    assert_eq!(
        kept(&world).await,
        [format!("company_profit {month} 3600.5 api")]
    );
    assert_eq!(world.events(cast.appraisal, "actuals_recorded").await, 2);
    assert!(
        cast.employee
            .get(&cast.at("/actuals"))
            .await
            .says("actuals_source_api")
    );
    // rows that are wrong are named, and nothing is recorded
    let mixed = format!(
        r#"{{"actuals": [{{"person": "N-eve.employee", "item": "company_profit", "period": "{month}", "actual": "1"}},
            {{"person": "N-nobody", "item": "x", "period": "{month}", "actual": "1"}}, "nonsense",
            {{"person": "N-eve.employee", "item": "G1", "period": "never", "actual": "1"}}]}}"#
    );
    let (status, body) = call(&program, &token, &mixed).await;
    assert_eq!(status, 422);
    let told: Vec<String> = body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| format!("{} {}", error["row"], error["code"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        ["2 person_unknown", "3 person_missing", "4 period_malformed"]
    );
    assert_eq!(
        kept(&world).await,
        [format!("company_profit {month} 3600.5 api")]
    );
    for (body, expected) in [
        ("", 400),
        ("{", 400),
        ("[]", 400),
        ("{\"actuals\": []}", 400),
        ("{\"actuals\": 5}", 400),
    ] {
        assert_eq!(call(&program, &token, body).await.0, expected, "{body}");
    }
    let many = format!("{{\"actuals\": [{}]}}", vec!["{}"; 5001].join(","));
    assert_eq!(call(&program, &token, &many).await.0, 413);
    assert_eq!(call(&program, &token, &"x".repeat(3 << 20)).await.0, 413);
    // another site could send a form with cookies: neither the kind nor the cookie is taken
    let kind = [("content-type", "text/plain")];
    let reply = cast
        .hr
        .actor()
        .send(Method::POST, "/api/actuals", &kind, rows("1").into_bytes())
        .await
        .unwrap();
    assert_eq!(reply.status.as_u16(), 401);
    // revoked at once
    let revocation = cast.hr.get("/api-tokens").await.text();
    let at = revocation.find("/revocation").unwrap();
    let start = revocation[..at].rfind("/api-tokens/").unwrap();
    let address = format!("{}/revocation", &revocation[start..at]);
    assert_eq!(cast.employee.post(&address, &[]).await.status(), 404);
    assert_eq!(cast.hr.post(&address, &[]).await.status(), 303);
    assert_eq!(call(&program, &token, &rows("1")).await.0, 401);
    let stored: i64 = sqlx::query_scalar(
        "select count(*) from api_tokens where name = $1 or hint = $1 or token_hash = $2",
    )
    .bind(&token)
    .bind(token.as_bytes())
    .fetch_one(&world.db)
    .await
    .unwrap();
    assert_eq!(stored, 0, "only a hash is kept");
}

#[tokio::test]
async fn a_token_reaches_no_further_than_its_maker() {
    let world = World::new().await;
    let cast = agreed(&world).await;
    let month = month();
    let program = world.stranger();
    let row = |person: &str| {
        format!(
            r#"{{"actuals": [{{"person": "N-{person}", "item": "company_profit", "period": "{month}", "actual": 1}}]}}"#
        )
    };
    let wide = token(&cast.hr).await;
    let unknown = call(&program, &wide, &row("nobody")).await;
    assert_eq!(unknown.0, 422, "{}", unknown.1);
    // HR's own appraisal is not theirs to write into, by a program neither
    world
        .appraisal(
            cast.cycle,
            &cast.hr,
            &cast.head,
            None,
            None,
            cast.department,
        )
        .await;
    let own: String = sqlx::query_scalar("select number from people where id = $1")
        .bind(cast.hr.id)
        .fetch_one(&world.db)
        .await
        .unwrap();
    let own = row(own.trim_start_matches("N-"));
    assert_eq!(call(&program, &wide, &own).await, unknown);
    // narrowed to a department
    let other = cast.other_department.to_string();
    let fields = [("name", "Plant"), ("department", other.as_str())];
    let made = cast.hr.fills("/api-tokens", "/api-tokens", &fields).await;
    let narrow = made.all("#token").remove(0);
    assert_eq!(call(&program, &narrow, &row("eve.employee")).await, unknown);
    assert_eq!(call(&program, &wide, &row("eve.employee")).await.0, 200);
    // whoever is no longer HR lends it nothing
    sqlx::query("delete from person_roles where person_id = $1")
        .bind(cast.hr.id)
        .execute(&world.db)
        .await
        .unwrap();
    assert_eq!(call(&program, &wide, &row("eve.employee")).await, unknown);
}

#[tokio::test]
async fn bad_tokens_are_all_alike_and_an_expired_one_is_bad() {
    let world = World::new().await;
    let cast = agreed(&world).await;
    let good = token(&cast.hr).await;
    let program = world.stranger();
    let body = r#"{"actuals": [{"person": "x"}]}"#;
    let expected = call(&program, "cs_unknown", body).await;
    assert_eq!(expected.0, 401);
    for bad in ["", "abc", &good[..good.len() - 1], "cs_\u{b7}"] {
        if bad.is_ascii() {
            assert_eq!(call(&program, bad, body).await, expected);
        }
    }
    world.app.clock.advance(time::Duration::days(500));
    assert_eq!(call(&program, &good, body).await, expected);
    for (name, value) in [
        ("name", ""),
        ("expires", ""),
        ("expires", "2020-01-01"),
        ("expires", "2199-01-01"),
    ] {
        let mut fields = vec![("name", "ERP"), ("expires", "")];
        fields.push((name, value));
        assert_eq!(
            cast.hr.post("/api-tokens", &fields).await.status(),
            422,
            "{name}={value}"
        );
    }
    for somebody in [
        &cast.employee,
        &cast.superior,
        &cast.clerk,
        &cast.facilitator,
    ] {
        assert_eq!(somebody.get("/api-tokens").await.status(), 404);
    }
}

#[tokio::test]
async fn a_token_that_calls_too_often_waits() {
    let world = World::with(Settings {
        sign_in_limits: true,
        ..Settings::default()
    })
    .await;
    let cast = agreed(&world).await;
    let token = token(&cast.hr).await;
    let program = world.stranger();
    let mut refused = None;
    for _ in 0..80 {
        let (status, body) = call(&program, &token, "{}").await;
        if status == 429 {
            refused = Some(body);
            break;
        }
    }
    assert_eq!(refused.expect("a wait")["error"], "too_many");
}
