//! Actual figures: by hand, by file, by another program; beside the fields they belong in.

use axum::http::Method;
use countersign::{app::Settings, demo::Actor};

use crate::{
    evaluation::{GOOD, at_evaluation},
    goal_changes::agreed,
    world::{Cast, Page, Person, World},
};

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
        assert!(page.contains("200 % reached"), "{}", somebody.name);
    }
    assert!(
        cast.employee
            .get(&cast.at("/self-evaluation"))
            .await
            .text()
            .contains("Recorded actual: 3\u{202f}500")
    );
    at_evaluation(&world, &cast).await;
    let evaluation = cast.superior.get(&cast.at("/evaluation")).await;
    assert!(evaluation.text().contains("Recorded actual: 3\u{202f}500"));
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
            .contains("3\u{202f}111")
    );
    for below in ["/actuals", "/goals", "/self-evaluation", ""] {
        assert!(
            !cast
                .employee
                .get(&cast.at(below))
                .await
                .text()
                .contains("3\u{202f}111"),
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
    assert!(refused.text().contains("3 rows, 1 of them wrong."));
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
    assert!(foreign.text().contains("2 rows, 2 of them wrong."));
    assert_eq!(cast.clerk.get("/actuals").await.status(), 404);
}

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
            .text()
            .contains("from another program")
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
