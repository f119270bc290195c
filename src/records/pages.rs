//! The record as a page: every part of the version asked for, its signatures, its hash, all versions.

use askama::Template;
use axum::{extract::Query, response::Response};
use serde::Deserialize;

use super::{
    difference::{self, Difference},
    file::File,
    parts::{self, Parts},
    removed,
    rules::{self, Void},
    store,
    views::{self, RefusalView, SignatureView},
};
use crate::{
    access::{Action, Stage},
    app::App,
    appraisals::{Header, Seen},
    web::{Error, Result, Shell, page, when},
};

/// `?version=2&lang=lang`; nonsense is a version that does not exist.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    version: String,
    pub lang: String,
}

impl Asked {
    pub fn version(&self) -> Result<Option<i32>> {
        if self.version.is_empty() {
            return Ok(None);
        }
        self.version.parse().map(Some).map_err(|_| Error::NotFound)
    }
}

struct VersionView {
    number: i32,
    at: String,
    by: String,
    reason: String,
    shown: bool,
    signed: usize,
    /// Why it no longer counts, or empty.
    void: String,
}

#[derive(Template)]
#[template(path = "records/show.html")]
struct RecordPage {
    shell: Shell,
    header: Header,
    version: i32,
    void: String,
    superseded: bool,
    provisional: bool,
    parts: Parts,
    /// What is not as in the version before.
    differs: Vec<Difference>,
    signatures: Vec<SignatureView>,
    refusal: Option<RefusalView>,
    sha256: String,
    versions: Vec<VersionView>,
    whole_trail: bool,
    can_sign: bool,
    can_dispute: String,
}

pub async fn show(
    app: App,
    shell: Shell,
    seen: Seen,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let file = store::file(&app.db, &seen, asked.version()?).await?;
    let version = file.version(file.shown).ok_or(Error::NotFound)?;
    if let Some(at) = version.removed_at {
        let title = shell.l.record_title();
        return removed::show(&app, shell.titled(title), &seen, &file, at);
    }
    let record = file.record()?;
    let today = app.clock.today(&app.settings.zone);
    let l = shell.l;
    let shell = shell.titled(l.record_title());
    let void = rules::void(&file, file.shown, seen.appraisal.interviewed_at.is_some());
    let can_dispute = seen
        .appraisal
        .dispute_until
        .filter(|until| {
            seen.can(Action::OpenDispute)
                && seen.appraisal.stage == Stage::Concluded
                && *until >= today
        })
        .map(|until| l.record_dispute_until(when::day(until, shell.lang)))
        .unwrap_or_default();
    let parts = parts::of(&record, &seen, &shell);
    page(&RecordPage {
        header: Header::of(&seen, &app, &shell),
        version: file.shown,
        void: match void {
            Some(Void::Newer) => l.record_void(),
            Some(Void::Reopened) => l.record_reopened(),
            None => String::new(),
        },
        superseded: void == Some(Void::Newer),
        provisional: seen.appraisal.provisional,
        differs: difference::with_the_one_before(&app.db, &seen, file.shown, &parts, &shell)
            .await?,
        parts,
        signatures: views::signatures(&file, file.shown, &record, &seen, today, &shell),
        refusal: file
            .refusal(file.shown)
            .map(|one| views::refusal(one, &file, &seen, &shell)),
        sha256: version.sha256.clone(),
        versions: versions(&file, &seen, &shell),
        whole_trail: seen.can(Action::ReadTrail),
        can_sign: seen
            .next_action(app.moment())
            .is_some_and(|deed| deed.below() == "/sign"),
        can_dispute,
        shell,
    })
}

fn versions(file: &File, seen: &Seen, shell: &Shell) -> Vec<VersionView> {
    file.versions
        .iter()
        .map(|one| VersionView {
            number: one.version,
            at: when::instant(one.created_at, &seen.viewer.zone, shell.lang),
            by: one.created_by.clone(),
            reason: if one.reason.is_empty() {
                shell.l.record_first_reason()
            } else {
                one.reason.clone()
            },
            shown: one.version == file.shown,
            signed: file
                .signatures
                .iter()
                .filter(|signature| signature.record_version == one.version)
                .count(),
            void: views::void(
                rules::void(file, one.version, seen.appraisal.interviewed_at.is_some()),
                shell,
            ),
        })
        .collect()
}
