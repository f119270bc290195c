//! What a page shows of a record whose text was removed after the legal period: that it was there, its hash, who
//! signed it and when.

use askama::Template;
use axum::response::Response;
use time::OffsetDateTime;

use super::file::{Choice, File, Party};
use crate::{
    app::App,
    appraisals::{Header, Seen},
    ground::clock::date_in,
    web::{Result, Shell, page, when},
};

struct Line {
    version: i32,
    frozen: String,
    sha256: String,
    signed: Vec<String>,
}

#[derive(Template)]
#[template(path = "records/removed.html")]
struct RemovedPage {
    shell: Shell,
    header: Header,
    removed: String,
    lines: Vec<Line>,
}

pub fn show(
    app: &App,
    shell: Shell,
    seen: &Seen,
    file: &File,
    removed: OffsetDateTime,
) -> Result<Response> {
    let l = shell.l;
    let zone = &seen.viewer.zone;
    let lines = file
        .versions
        .iter()
        .map(|one| Line {
            version: one.version,
            frozen: when::instant(one.created_at, zone, shell.lang),
            sha256: one.sha256.clone(),
            signed: Party::BOTH
                .into_iter()
                .filter_map(|party| file.signature(one.version, party))
                .map(|signature| {
                    let meaning = match signature.choice {
                        Choice::Agree => l.signed_agree(),
                        Choice::AgreeInPart => l.signed_in_part(),
                    };
                    let at = when::instant(signature.signed_at, zone, shell.lang);
                    format!("{} · {meaning} · {at}", signature.name)
                })
                .collect(),
        })
        .collect();
    page(&RemovedPage {
        header: Header::of(seen, app, &shell),
        removed: l.record_removed_on(when::day(date_in(removed, zone), shell.lang)),
        lines,
        shell,
    })
}
