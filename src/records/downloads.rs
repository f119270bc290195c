//! The record to take along: one A4 page as PDF, and the canonical text that was signed.

use axum::{
    extract::Query,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use super::{
    content::Role,
    file::{Choice, File, Party},
    pages::Asked,
    rules,
    sheet::{Sheet, SheetAct, SheetSignature},
    store,
};
use crate::{
    access::Lang,
    app::App,
    appraisals::Seen,
    web::{Error, Result},
};

/// In the name of a file that leaves the house while a dispute is open.
pub(super) const PROVISIONAL: &str = "-provisional";
/// In the name of one that no longer counts.
const VOID: &str = "-void";

/// `GET …/record.pdf?version=&lang=`
pub async fn pdf(app: App, seen: Seen, Query(asked): Query<Asked>) -> Result<Response> {
    let file = store::file(&app.db, &seen, asked.version()?).await?;
    let mut record = file.record()?;
    // the hash below stays that of the signed text; the paper says what holds on the day it is printed
    record.result.provisional |= seen.appraisal.provisional;
    let version = file.version(file.shown).ok_or(Error::NotFound)?;
    let lang = Lang::from_tag(&asked.lang).unwrap_or(seen.viewer.lang);
    let void = rules::void(&file, file.shown, seen.appraisal.interviewed_at.is_some()).is_some();
    let name = format!(
        "{}-{}-v{}{}{}.pdf",
        seen.appraisal.appraisee.name,
        seen.appraisal.cycle.name,
        file.shown,
        mark(&seen),
        if void { VOID } else { "" }
    );
    let signatures = signatures(&file, file.shown);
    let sheet = Sheet {
        record: &record,
        scheme: &seen.appraisal.cycle.scheme,
        signatures: &signatures,
        hash: &version.sha256,
        void,
        lang,
        zone: &seen.viewer.zone,
    };
    let pdf = app.printer.print(&sheet.job()).await?;
    Ok(download(pdf.bytes, "application/pdf", &name, "inline"))
}

/// `GET …/record.json?version=`: exactly the bytes whose SHA-256 was signed.
pub async fn json(app: App, seen: Seen, Query(asked): Query<Asked>) -> Result<Response> {
    let file = store::file(&app.db, &seen, asked.version()?).await?;
    let shown = file.shown;
    let content = file.content.ok_or(Error::NotFound)?;
    let name = format!(
        "{}-{}-v{shown}{}.json",
        seen.appraisal.appraisee.name,
        seen.appraisal.cycle.name,
        mark(&seen)
    );
    Ok(download(
        content.into_bytes(),
        "application/json",
        &name,
        "attachment",
    ))
}

fn mark(seen: &Seen) -> &'static str {
    if seen.appraisal.provisional {
        PROVISIONAL
    } else {
        ""
    }
}

fn signatures(file: &File, version: i32) -> Vec<SheetSignature> {
    let mut fields = Vec::new();
    for party in Party::BOTH {
        let role = match party {
            Party::Appraisee => Role::Appraisee,
            Party::Superior => Role::Superior,
        };
        if let Some(signature) = file.signature(version, party) {
            let act = match signature.choice {
                Choice::Agree => SheetAct::Agreed,
                Choice::AgreeInPart => SheetAct::AgreedInPart {
                    items: signature.items.clone(),
                },
            };
            fields.push(SheetSignature {
                role,
                name: signature.name.clone(),
                at: signature.signed_at,
                means: Some(signature.means),
                act,
            });
        }
    }
    let employee_signed = fields.iter().any(|one| one.role == Role::Appraisee);
    if let Some(refusal) = file.refusal(version).filter(|_| !employee_signed) {
        fields.push(SheetSignature {
            role: Role::Appraisee,
            name: String::new(),
            at: refusal.recorded_at,
            means: None,
            act: SheetAct::Refused {
                reason: refusal.reason.clone(),
                recorded_by: refusal.recorded_by_name.clone(),
                witnessed_by: refusal.witness.clone(),
            },
        });
    }
    fields
}

/// A file for the reader: a plain name for old programs, the real one in UTF-8 (RFC 6266).
pub(super) fn download(
    content: Vec<u8>,
    media: &'static str,
    name: &str,
    disposition: &str,
) -> Response {
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    if let Ok(value) = HeaderValue::from_str(&content_disposition(name, disposition)) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

fn content_disposition(name: &str, disposition: &str) -> String {
    use std::fmt::Write as _;
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') {
                c
            } else {
                '_'
            }
        })
        .collect();
    let mut utf8 = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            utf8.push(char::from(byte));
        } else {
            // writing to a String cannot fail
            let _ = write!(utf8, "%{byte:02X}");
        }
    }
    format!("{disposition}; filename=\"{plain}\"; filename*=UTF-8''{utf8}")
}

#[cfg(test)]
mod tests {
    use super::content_disposition;

    #[test]
    fn names_survive_in_any_script_and_cannot_break_the_header() {
        assert_eq!(
            content_disposition("李伟 2025\"\r\n.pdf", "inline"),
            "inline; filename=\"___2025___.pdf\"; filename*=UTF-8''%E6%9D%8E%E4%BC%9F%202025%22%0D%0A.pdf"
        );
    }
}
