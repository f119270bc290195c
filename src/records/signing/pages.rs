//! The page on which the record is signed, refused, witnessed and commented on.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use time::Date;

use super::super::{
    content::Record,
    difference::{self, Difference},
    file::{Choice, File, Party},
    parts::{self, Parts},
    rules::Standing,
    store,
    views::{self, RefusalView, SignatureView},
};
use crate::{
    access::{Action, Lang, Relation},
    app::App,
    appraisals::{Header, Seen},
    web::{Fields, FormView, Result, Shell, Texts, forms::Faults, page, when},
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

/// One of the cards to choose from.
struct ChoiceView {
    key: &'static str,
    label: String,
    hint: String,
    chosen: bool,
    /// What it opens below.
    class: &'static str,
}

#[derive(Template)]
#[template(path = "records/sign.html")]
struct SignPage {
    form: FormView,
    shell: Shell,
    header: Header,
    version: i32,
    sha256: String,
    parts: Parts,
    /// What is not as in the version before.
    differs: Vec<Difference>,
    /// What the signature says, and that it is for good.
    meaning: String,
    finality: String,
    signatures: Vec<SignatureView>,
    refusal: Option<RefusalView>,
    stale: bool,
    /// The forms that are open to the viewer now.
    can_sign: bool,
    can_declare: bool,
    can_take_back: bool,
    can_record: bool,
    sign_first: bool,
    can_witness: bool,
    can_comment: bool,
    /// What the employee declared and what follows, in words; empty where nothing stands.
    declared: String,
    declared_words: String,
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
    render(&app, shell, &seen, &file, &Fields::default(), None).await
}

/// The page with everything that was typed, but for the password.
pub(super) async fn again(
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
    let response = render(app, shell, seen, file, fields, Some(why)).await?;
    Ok((status, response).into_response())
}

async fn render(
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
    let today = app.clock.today(&app.settings.zone);
    let standing = Standing::of(file, seen.appraisal.due_on);
    let party = party(seen);
    let refusal = file.refusal(file.shown);
    let is_party = seen.is(Relation::Appraisee) || seen.is(Relation::Superior);
    let shell = shell.titled(l.sign_title());
    let parts = parts::of(&record, seen, &shell);
    page(&SignPage {
        form: FormView::of(typed, faults, l).labels([
            ("words", l.sign_words()),
            ("password", l.sign_password()),
            ("reason", l.reason()),
            ("comment", l.comment_words()),
        ]),
        header: Header::of(seen, app, &shell),
        version: file.shown,
        sha256: file.sha256(),
        differs: difference::with_the_one_before(&app.db, seen, file.shown, &parts, &shell).await?,
        parts,
        meaning: meaning(&record, seen, &shell),
        finality: finality(&record, party, seen, l),
        signatures: views::signatures(file, file.shown, &record, seen, today, &shell),
        refusal: refusal.map(|one| views::refusal(one, file, seen, &shell)),
        stale: matches!(why, Some(Again::Stale)),
        can_sign: seen.can(Action::Sign)
            && is_party
            && !standing.signed_by(party)
            && !standing.refusal_witnessed,
        can_declare: seen.can(Action::DeclareRefusal) && standing.may_declare(),
        can_take_back: seen.can(Action::DeclareRefusal) && standing.may_take_back(),
        can_record: seen.can(Action::RecordRefusal) && standing.refusal_hindered(today).is_none(),
        sign_first: seen.can(Action::RecordRefusal)
            && standing.declared
            && !standing.signed_by_superior,
        can_witness: seen.can(Action::WitnessRefusal)
            && standing.to_witness()
            && refusal.is_some_and(|one| one.recorded_by != seen.viewer.id),
        can_comment: seen.can(Action::CommentRefusal)
            && !standing.signed_by_appraisee
            && refusal.is_some_and(|one| one.employee_comment.is_empty()),
        declared: declared(file, &standing, seen, today, &shell),
        declared_words: file
            .declared(file.shown)
            .map(|one| one.words.clone())
            .unwrap_or_default(),
        choices: choices(typed, l),
        items: items(&record, typed, lang),
        shell,
    })
}

/// Whoever signs without having been there says so.
fn meaning(record: &Record, seen: &Seen, shell: &Shell) -> String {
    let (l, held) = (shell.l, &record.interview);
    let day = when::local_day(held.ended, &seen.viewer.zone, shell.lang);
    if seen.is(Relation::Appraisee) {
        l.sign_meaning_employee(day)
    } else if record.superior.id == seen.viewer.id.0 {
        l.sign_meaning_superior(record.appraisee.name.as_str(), day)
    } else {
        l.sign_meaning_successor(record.superior.name.as_str(), day)
    }
}

fn finality(record: &Record, party: Party, seen: &Seen, l: &Texts) -> String {
    match party {
        Party::Superior => l.sign_final(),
        Party::Appraisee if record.ruling.is_some() => l.sign_final_ruled(),
        Party::Appraisee => l.sign_final_employee(i64::from(seen.appraisal.cycle.dispute_days)),
    }
}

/// The refusal that the employee declared, until when they may think again, and who does what then.
fn declared(file: &File, standing: &Standing, seen: &Seen, today: Date, shell: &Shell) -> String {
    let Some(one) = file
        .declared(file.shown)
        .filter(|_| !standing.refusal_recorded)
    else {
        return String::new();
    };
    let l = shell.l;
    let at = when::instant(one.declared_at, &seen.viewer.zone, shell.lang);
    let until = standing.answer_by.filter(|day| *day >= today);
    let until = until.map(|day| when::day(day, shell.lang));
    match (seen.is(Relation::Appraisee), until) {
        (true, Some(day)) => l.declared_own_until(at, day),
        (true, None) => l.declared_own(at),
        (false, Some(day)) => l.declared_until(seen.appraisal.appraisee.name.as_str(), at, day),
        (false, None) => l.declared_next(seen.appraisal.appraisee.name.as_str(), at),
    }
}

fn choices(typed: &Fields, l: &Texts) -> Vec<ChoiceView> {
    Choice::ALL
        .iter()
        .map(|choice| {
            let (label, hint, class) = match choice {
                Choice::Agree => (l.choice_agree(), l.choice_agree_hint(), ""),
                Choice::AgreeInPart => (l.choice_in_part(), l.choice_in_part_hint(), "opens-1"),
            };
            ChoiceView {
                key: choice.key(),
                label,
                hint,
                chosen: typed.get("choice") == choice.key(),
                class,
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
