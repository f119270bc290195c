//! The page on which the record is signed, refused, witnessed and commented on.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::super::{
    content::Record,
    file::{Choice, File, Party},
    rules::Standing,
    store,
    views::{self, RefusalView, SignatureView},
};
use crate::{
    access::{Action, Lang, Relation},
    app::App,
    appraisals::{Header, Seen},
    ground::decimals,
    scoring::breakdown::Why,
    web::{Fields, FormView, Result, Shell, forms::Faults, page},
};

/// The side on which the viewer signs.
pub(super) fn party(seen: &Seen) -> Party {
    if seen.is(Relation::Appraisee) {
        Party::Appraisee
    } else {
        Party::Superior
    }
}

struct ItemView {
    key: String,
    name: String,
    ticked: bool,
}

/// One of the three cards to choose from.
struct ChoiceView {
    key: &'static str,
    label: String,
    hint: String,
    chosen: bool,
    danger: bool,
}

#[derive(Template)]
#[template(path = "records/sign.html")]
struct SignPage {
    form: FormView,
    shell: Shell,
    header: Header,
    version: i32,
    sha256: String,
    total: String,
    grade: String,
    multiplier: String,
    why: Why,
    signatures: Vec<SignatureView>,
    refusal: Option<RefusalView>,
    stale: bool,
    /// The forms that are open to the viewer now.
    can_sign: bool,
    can_record: bool,
    sign_first: bool,
    can_witness: bool,
    can_comment: bool,
    declared: bool,
    choices: Vec<ChoiceView>,
    items: Vec<ItemView>,
}

/// Why the page comes back instead of a signature.
#[derive(Clone, Copy)]
pub(super) enum Again<'a> {
    Faults(&'a Faults),
    /// There is a newer version of the record than the one that was shown.
    Stale,
}

pub async fn show(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let file = store::file(&app.db, &seen, None).await?;
    render(&app, shell, &seen, &file, &Fields::default(), None)
}

/// The page with everything that was typed, but for the password.
pub(super) fn again(
    app: &App,
    shell: Shell,
    seen: &Seen,
    file: &File,
    fields: &Fields,
    why: Again<'_>,
) -> Result<Response> {
    let status = match why {
        Again::Faults(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Again::Stale => StatusCode::CONFLICT,
    };
    let response = render(app, shell, seen, file, fields, Some(why))?;
    Ok((status, response).into_response())
}

fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    file: &File,
    typed: &Fields,
    why: Option<Again<'_>>,
) -> Result<Response> {
    let record = file.record()?;
    let (l, lang) = (shell.l, shell.lang);
    let none = Faults::default();
    let faults = match why {
        Some(Again::Faults(faults)) => faults,
        _ => &none,
    };
    let standing = Standing::of(file);
    let party = party(seen);
    let refusal = file.refusal(file.shown);
    let is_party = seen.is(Relation::Appraisee) || seen.is(Relation::Superior);
    let hindered = standing.refusal_hindered().is_some();
    let shell = shell.titled(l.sign_title());
    page(&SignPage {
        form: FormView::of(typed, faults, l).labels([
            ("words", l.sign_words()),
            ("password", l.sign_password()),
            ("reason", l.reason()),
            ("comment", l.comment_words()),
        ]),
        header: Header::of(seen, app, &shell),
        version: file.shown,
        sha256: file
            .latest()
            .map(|latest| latest.sha256.clone())
            .unwrap_or_default(),
        total: seen
            .appraisal
            .cycle
            .scheme
            .printable(record.result.total)
            .to_string(),
        grade: record.result.grade.get(lang).to_owned(),
        multiplier: decimals::show(record.result.multiplier),
        why: views::why(&record, seen, &shell),
        signatures: views::signatures(
            file,
            file.shown,
            &record,
            seen,
            app.clock.today(&app.settings.zone),
            &shell,
        ),
        refusal: refusal.map(|one| views::refusal(one, seen, &shell)),
        stale: matches!(why, Some(Again::Stale)),
        can_sign: seen.can(Action::Sign) && is_party && standing.by(party).is_none(),
        can_record: seen.can(Action::RecordRefusal) && !hindered,
        sign_first: seen.can(Action::RecordRefusal)
            && standing.superior.is_none()
            && standing.appraisee == Some(Choice::Refuse),
        can_witness: seen.can(Action::WitnessRefusal)
            && refusal
                .is_some_and(|one| one.witnessed_at.is_none() && one.recorded_by != seen.viewer.id),
        can_comment: seen.can(Action::CommentRefusal)
            && refusal.is_some_and(|one| one.employee_comment.is_empty()),
        declared: standing.appraisee == Some(Choice::Refuse) && !standing.refusal_recorded,
        choices: choices(party, typed, record.ruling.is_some(), &shell),
        items: items(&record, typed, lang),
        shell,
    })
}

fn choices(party: Party, typed: &Fields, ruled: bool, shell: &Shell) -> Vec<ChoiceView> {
    let l = shell.l;
    Choice::open_to(party)
        .iter()
        .map(|choice| {
            let (label, hint) = match choice {
                Choice::Agree => (l.choice_agree(), l.choice_agree_hint()),
                Choice::AgreeInPart => (l.choice_in_part(), l.choice_in_part_hint()),
                Choice::Refuse if ruled => (l.choice_refuse(), l.choice_refuse_ruled_hint()),
                Choice::Refuse => (l.choice_refuse(), l.choice_refuse_hint()),
            };
            ChoiceView {
                key: choice.key(),
                label,
                hint,
                chosen: typed.get("choice") == choice.key(),
                danger: *choice == Choice::Refuse,
            }
        })
        .collect()
}

fn items(record: &Record, typed: &Fields, lang: Lang) -> Vec<ItemView> {
    record
        .items
        .iter()
        .map(|item| ItemView {
            key: item.key.clone(),
            name: item.name.get(lang).to_owned(),
            ticked: typed.all("items").any(|key| key == item.key),
        })
        .collect()
}
