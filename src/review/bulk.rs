//! Releasing many results at once: what can be released is, and the rest is named with its reason.

use askama::Template;
use axum::{extract::State, response::Response};

use super::{
    rules::{Held, held},
    store::{self, Ticked},
};
use crate::{
    access::Viewer,
    app::App,
    appraisals::{
        lifecycle::{Step, line},
        store::{Brings, Standing, advance_row},
    },
    web::{Error, Fields, Result, Shell, Texts, page},
};

pub(super) struct HeldView {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) cycle: String,
    pub(super) reason: String,
}

#[derive(Template)]
#[template(path = "review/released.html")]
pub(super) struct ReleasedPage {
    pub(super) shell: Shell,
    pub(super) released: String,
    pub(super) held: Vec<HeldView>,
    pub(super) unknown: String,
    /// The list that it was pressed on.
    pub(super) back: String,
}

/// `POST /appraisals/release` with `id` for each.
pub async fn release_many(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    fields: Fields,
) -> Result<Response> {
    let mut ids: Vec<uuid::Uuid> = fields.all("id").filter_map(|id| id.parse().ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    let asked = ids.len();
    let ticked = store::ticked(&app.db, &viewer, &ids).await?;
    let unknown = asked - ticked.len();
    let now = app.clock.now();
    let mut kept = Vec::new();
    let mut released = 0_i64;
    let mut tx = app.db.begin().await?;
    for appraisal in ticked {
        let reason = match held(appraisal.stage, appraisal.approved, appraisal.paused) {
            Some(reason) => Some(reason),
            None => release_one(&mut tx, &viewer, &appraisal, now).await?,
        };
        match reason {
            Some(reason) => kept.push((appraisal, reason)),
            None => released += 1,
        }
    }
    tx.commit().await?;
    kept.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
    let l = shell.l;
    let template = ReleasedPage {
        released: l.bulk_released(released),
        held: kept
            .into_iter()
            .map(|(appraisal, reason)| HeldView {
                href: format!("/appraisals/{}", appraisal.id),
                name: appraisal.name,
                cycle: appraisal.cycle,
                reason: words(reason, l),
            })
            .collect(),
        unknown: if unknown == 0 {
            String::new()
        } else {
            l.bulk_unknown(i64::try_from(unknown).unwrap_or(i64::MAX))
        },
        back: Some(fields.get("next"))
            .filter(|next| next.starts_with("/appraisals"))
            .unwrap_or("/appraisals")
            .to_owned(),
        shell: shell.titled(l.bulk_title()),
    };
    page(&template)
}

/// Releases one, unless it was changed since it was read: then it stays as it is.
async fn release_one(
    tx: &mut sqlx::PgTransaction<'_>,
    viewer: &Viewer,
    appraisal: &Ticked,
    now: time::OffsetDateTime,
) -> Result<Option<Held>> {
    let standing = Standing {
        id: appraisal.id,
        version: appraisal.version,
        due: appraisal.due,
        actor: viewer.id,
    };
    let to = line(Step::Released).to;
    let detail = serde_json::json!({ "bulk": true });
    let brings = Brings::default();
    match advance_row(tx, &standing, Step::Released, to, &brings, &detail, now).await {
        Ok(()) => Ok(None),
        // nothing was written, so that the transaction goes on
        Err(Error::Conflict) => Ok(Some(Held::Changed)),
        Err(error) => Err(error),
    }
}

pub(super) fn words(held: Held, l: &Texts) -> String {
    match held {
        Held::Before => l.bulk_before(),
        Held::NotApproved => l.bulk_not_approved(),
        Held::Low => l.bulk_low(),
        Held::After => l.bulk_after(),
        Held::Withdrawn => l.bulk_withdrawn(),
        Held::Paused => l.problem_paused_why(),
        Held::Changed => l.bulk_changed(),
    }
}
