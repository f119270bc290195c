//! How a result came about, kept when it was computed, and its page.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use sqlx::{PgConnection, PgPool, types::Json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{superior as evaluation, superior::Evaluation};
use crate::{
    app::App,
    appraisals::{
        Header, Seen,
        papers::{self, PaperKind},
    },
    ground::decimals::show,
    scoring::{
        Outcome,
        breakdown::{Breakdown, Why},
    },
    web::{Result, Shell, page},
};

/// Keeps how a result came about, in the transaction that stores the result itself.
pub async fn keep(
    tx: &mut PgConnection,
    seen: &Seen,
    outcome: &Outcome,
    now: OffsetDateTime,
) -> Result<()> {
    let Some(breakdown) = Breakdown::of(seen.appraisal.cycle.basis(), outcome) else {
        return Ok(());
    };
    keep_all(tx, &[(seen.appraisal.id.0, &breakdown)], now).await
}

/// The same for many results, one of each appraisal. Whoever calls it holds their rows.
pub async fn keep_all(
    tx: &mut PgConnection,
    made: &[(Uuid, &Breakdown)],
    now: OffsetDateTime,
) -> Result<()> {
    let ids: Vec<Uuid> = made.iter().map(|(id, _)| *id).collect();
    let bodies: Vec<serde_json::Value> = made
        .iter()
        .map(|(_, breakdown)| serde_json::to_value(breakdown))
        .collect::<Result<_, _>>()?;
    sqlx::query!(
        "insert into results (appraisal_id, no, body, made_at)
         select g.id, coalesce((select max(no) from results where appraisal_id = g.id), 0) + 1, g.body, $3
         from unnest($1::uuid[], $2::jsonb[]) as g (id, body)",
        &ids,
        &bodies,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// The breakdown of the result that counts, to those who may know the result now.
pub async fn load(db: &PgPool, seen: &Seen) -> Result<Option<Breakdown>> {
    if seen.result().is_none() {
        return Ok(None);
    }
    let kept = sqlx::query_scalar!(
        r#"select body as "body: Json<Breakdown>" from results where appraisal_id = $1 order by no desc limit 1"#,
        seen.appraisal.id.0
    )
    .fetch_optional(db)
    .await?;
    standing(db, seen, kept.map(|kept| kept.0)).await
}

/// What was kept, where it is of the total that counts. Else it is of old: calibrations did not always keep theirs.
pub async fn standing(
    db: &PgPool,
    seen: &Seen,
    kept: Option<Breakdown>,
) -> Result<Option<Breakdown>> {
    match (seen.result(), kept) {
        (None, _) => Ok(None),
        (Some(result), Some(kept)) if kept.total == result.total => Ok(Some(kept)),
        (Some(_), kept) => Ok(of_old(db, seen).await?.or(kept)),
    }
}

/// The same of a result whose breakdown was not kept: told from the submitted evaluation, whose form
/// never changes.
async fn of_old(db: &PgPool, seen: &Seen) -> Result<Option<Breakdown>> {
    if seen.result().is_none() {
        return Ok(None);
    }
    let paper = papers::load::<Evaluation>(db, seen, PaperKind::Evaluation).await?;
    let cycle = &seen.appraisal.cycle;
    Ok(paper.and_then(|paper| {
        let outcome = evaluation::outcome(&cycle.form, &cycle.scheme, &paper.body);
        Breakdown::of(cycle.basis(), &outcome)
    }))
}

#[derive(Template)]
#[template(path = "evaluations/result.html")]
struct ResultPage {
    shell: Shell,
    header: Header,
    why: Option<Why>,
    grade: String,
    multiplier: String,
}

/// `GET …/result`: where the totals of lists lead.
pub async fn show_result(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let Some(result) = seen.result() else {
        // not opened yet, or nothing there: the appraisal's page says what is next
        return Ok(Redirect::to(&seen.address("")).into_response());
    };
    let breakdown = load(&app.db, &seen).await?;
    let lang = shell.lang;
    let l = shell.l;
    let shell = shell.titled(l.why_title());
    page(&ResultPage {
        header: Header::of(&seen, &app, &shell),
        why: breakdown.map(|breakdown| Why::of(&breakdown, shell.lang)),
        grade: seen
            .appraisal
            .cycle
            .scheme
            .band(result.grade)
            .map(|band| band.name.get(lang).to_owned())
            .unwrap_or_default(),
        multiplier: show(result.multiplier),
        shell,
    })
}
