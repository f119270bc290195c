//! Releasing many results at once: what can be released is, and the rest is named with its reason.

use askama::Template;
use axum::{extract::State, response::Response};

use super::{
    rules::{Held, held},
    store,
};
use crate::{
    access::Viewer,
    app::App,
    appraisals::lifecycle::Step,
    web::{Fields, Result, Shell, Texts, page},
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
    let held = ticked.iter().map(|one| {
        let reason = held(one.row.stage, one.row.approved, one.paused);
        (one, reason)
    });
    let (going, mut kept): (Vec<_>, Vec<_>) = held.partition(|(_, reason)| reason.is_none());
    let mut change = app.change(Some(viewer.id)).await?;
    let rows = going.iter().map(|(one, _)| &one.row);
    let released = store::take(&mut change, Step::Released, rows).await?;
    change.commit().await?;
    let changed = going
        .into_iter()
        .filter(|(one, _)| !released.contains(&one.row.id));
    kept.extend(changed.map(|(one, _)| (one, Some(Held::Changed))));
    kept.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
    let l = shell.l;
    let template = ReleasedPage {
        released: l.bulk_released(i64::try_from(released.len()).unwrap_or(i64::MAX)),
        held: kept
            .into_iter()
            .filter_map(|(one, reason)| {
                Some(HeldView {
                    href: format!("/appraisals/{}", one.row.id),
                    name: one.name.clone(),
                    cycle: one.cycle.clone(),
                    reason: words(reason?, l),
                })
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
