//! `POST /api/actuals`: figures from other programs. JSON in, JSON out; all rows or none; the same rows
//! again change nothing.

use axum::{
    Extension, Json,
    body::Bytes,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    file,
    reach::Reach,
    rules::{Figure, Given, MOST_ROWS},
    store::{self, Recorder},
    words,
};
use crate::{
    access::Lang,
    app::App,
    ground::decimals::plain,
    tokens::{self, Token, refuse},
    web::{Error, texts},
};

/// What one request may weigh.
pub const LARGEST: usize = 2 << 20;

/// `{"actuals": [{"person", "item", "period", "actual", "note"?, "cycle"?}]}`
pub async fn record(
    app: App,
    Extension(token): Extension<Token>,
    headers: HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Response {
    let is_json = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| {
            let media = value.split(';').next().unwrap_or_default().trim();
            media.eq_ignore_ascii_case("application/json")
        });
    if !is_json {
        return refuse(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "not_json",
            "send application/json",
        );
    }
    let Ok(body) = body else {
        return refuse(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            "send fewer rows at once",
        );
    };
    let rows = match read(&body) {
        Ok(rows) => rows,
        Err((status, code, message)) => return refuse(status, code, &message),
    };
    keep(&app, token, &rows)
        .await
        .unwrap_or_else(|error| match error {
            Error::Conflict => refuse(
                StatusCode::CONFLICT,
                "conflict",
                "an appraisal left its stage meanwhile; send the rows again to see which",
            ),
            Error::Busy => refuse(StatusCode::SERVICE_UNAVAILABLE, "busy", "try again later"),
            other => {
                tracing::error!(error = ?other, "recording figures failed");
                refuse(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "internal",
                    "nothing was recorded; the reason is in the log",
                )
            }
        })
}

type Malformed = (StatusCode, &'static str, String);

/// The rows of a body. A row that is not an object, or whose fields are of another kind, is told
/// later at its place: as a missing value.
fn read(body: &[u8]) -> Result<Vec<Given>, Malformed> {
    let bad = |code, message: &str| (StatusCode::BAD_REQUEST, code, message.to_owned());
    let value: Value = serde_json::from_slice(body).map_err(|error| {
        (
            StatusCode::BAD_REQUEST,
            "malformed",
            format!("not JSON: line {}, column {}", error.line(), error.column()),
        )
    })?;
    let rows = value
        .get("actuals")
        .and_then(Value::as_array)
        .ok_or_else(|| {
            bad(
                "actuals_missing",
                "an object with an array \"actuals\" is expected",
            )
        })?;
    if rows.is_empty() {
        return Err(bad("actuals_empty", "there is no row in \"actuals\""));
    }
    if rows.len() > MOST_ROWS {
        return Err((
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_many_rows",
            format!("at most {MOST_ROWS} rows at once"),
        ));
    }
    Ok(rows.iter().map(row).collect())
}

fn row(value: &Value) -> Given {
    let text = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| match value.get(name)? {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(figure(number)),
                _ => None,
            })
            .unwrap_or_default()
    };
    Given {
        person: text(&["person"]),
        item: text(&["item", "indicator", "goal"]),
        period: text(&["period", "date"]),
        actual: text(&["actual"]),
        note: text(&["note"]),
        cycle: text(&["cycle"]),
    }
}

/// A number without an exponent: "1e3" is a number in JSON and none to people.
fn figure(number: &serde_json::Number) -> String {
    let text = number.to_string();
    if text.contains(['e', 'E']) {
        rust_decimal::Decimal::from_scientific(&text).map_or(text, plain)
    } else {
        text
    }
}

async fn keep(app: &App, token: Token, rows: &[Given]) -> crate::web::Result<Response> {
    let planned = file::plan(app, Reach::Token(token), rows.iter()).await?;
    let l = texts(Lang::En);
    let errors: Vec<Value> = planned
        .iter()
        .enumerate()
        .filter_map(|(at, row)| {
            let fault = row.as_ref().err()?;
            Some(json!({
                "row": at + 1,
                "field": fault.field(),
                "code": fault.code(),
                "message": words::fault(fault, l),
            }))
        })
        .collect();
    if !errors.is_empty() {
        let body = json!({ "error": "rows", "message": "nothing was recorded", "errors": errors });
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response());
    }
    let figures: Vec<Figure> = planned.into_iter().filter_map(Result::ok).collect();
    let mut change = app.change(None).await?;
    let now = change.now();
    if !tokens::mark_used(&mut change, token, now).await? {
        return Ok(tokens::unknown());
    }
    let kept = store::keep(&mut change, &figures, Recorder::Token(token.id), None, now).await?;
    change.commit().await?;
    let body = json!({ "added": kept.added, "changed": kept.changed, "unchanged": kept.unchanged });
    Ok(Json(body).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_text_and_numbers_and_refuses_what_is_no_list() {
        let body = br#"{"actuals": [{"person": 7, "indicator": "profit", "period": "2026-Q3", "actual": 3500.5},
            {"person": "8", "goal": "G1", "date": 2026, "actual": 1e3, "note": null}, 5]}"#;
        let rows = read(body).unwrap();
        assert_eq!(
            (rows[0].person.as_str(), rows[0].actual.as_str()),
            ("7", "3500.5")
        );
        assert_eq!(
            (rows[1].period.as_str(), rows[1].actual.as_str()),
            ("2026", "1000.0")
        );
        assert_eq!(rows[2], Given::default());
        for body in ["", "{", "[]", "{\"actuals\": {}}", "{\"actuals\": []}"] {
            assert!(read(body.as_bytes()).is_err(), "{body}");
        }
    }
}
