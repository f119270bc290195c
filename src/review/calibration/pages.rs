//! The session: the table with before and after, the spread of the grades, who rates far from the rest.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    list,
    rules::{FAR, FEWEST, Rated, outliers, spread},
    store::{self, Member, Session, Status},
};
use crate::{
    access::{Lang, Stage, Viewer},
    app::App,
    ground::decimals::{self, plain, rounded, show_rounded},
    scoring::{self, breakdown::Why},
    web::{Asked, At, FieldError, Fields, Result, Shell, forms::Faults, page, texts},
};

struct AdjustView {
    name: String,
    id: String,
    label: String,
    hint: String,
    value: String,
    error: String,
}

struct RowView {
    id: String,
    version: i32,
    href: String,
    name: String,
    number: String,
    superior: String,
    department: String,
    before: String,
    before_low: bool,
    /// How the result as it stands came about.
    why_href: String,
    /// How the proposed one comes about.
    why: Option<Why>,
    after: String,
    after_low: bool,
    up: bool,
    changed: bool,
    /// Why the proposal cannot be applied.
    trouble: String,
    reason: String,
    proposed_by: String,
    /// What was typed here came back with faults.
    open: bool,
    adjust: Vec<AdjustView>,
    reason_typed: String,
    reason_error: String,
    editable: bool,
}

struct Bar {
    label: String,
    low: bool,
    before: i64,
    after: i64,
}

pub(super) fn address(id: Uuid) -> String {
    format!("/calibrations/{id}")
}

#[derive(Template)]
#[template(path = "review/calibration.html")]
struct SessionPage {
    shell: Shell,
    href: String,
    cycle_href: String,
    cycle: String,
    chip: &'static str,
    status: String,
    opened_by: String,
    reason: String,
    open: bool,
    hidden: String,
    errors: Vec<FieldError>,
    total: i64,
    changed: i64,
    bars: Vec<Bar>,
    outliers: Vec<String>,
    outliers_hint: String,
    rows: Vec<RowView>,
    only_changed: bool,
    sorted_by: String,
    by_name: String,
    by_superior: String,
    by_total: String,
    all_href: String,
    changed_href: String,
    apply_ask: String,
    abandon_error: String,
}

/// `GET /calibrations/{id}`
pub async fn show(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(id): At<Uuid>,
    asked: Asked,
) -> Result<Response> {
    let session = store::session(&app.db, &viewer, id).await?;
    let (fields, faults) = (Fields::default(), Faults::default());
    render(&app, shell, &viewer, &session, &asked, (&fields, &faults)).await
}

pub async fn again(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    session: &Session,
    typed: (&Fields, &Faults),
) -> Result<Response> {
    let asked = Asked::of(&address(session.id), "");
    let page = render(app, shell, viewer, session, &asked, typed).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Total and grade before and after, as they stand or as they were when the session was applied.
struct Compared {
    before: (Decimal, usize),
    after: (Decimal, usize),
}

fn result(one: &Member, session: &Session) -> Compared {
    let index = |grade: i16| usize::try_from(grade).unwrap_or(0);
    let now = (one.total, index(one.grade));
    match (
        one.total_before,
        one.grade_before,
        one.total_after,
        one.grade_after,
    ) {
        (Some(total), Some(grade), Some(after), Some(grade_after)) => Compared {
            before: (total, index(grade)),
            after: (after, index(grade_after)),
        },
        _ => Compared {
            before: now,
            after: one
                .proposal(session)
                .filter(|_| session.status == Status::Open)
                .map_or(now, |after| (after.total, after.band)),
        },
    }
}

async fn render(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    session: &Session,
    asked: &Asked,
    (fields, faults): (&Fields, &Faults),
) -> Result<Response> {
    let (l, lang) = (shell.l, shell.lang);
    let members = store::members(&app.db, viewer, session.id).await?;
    let results: Vec<Compared> = members.iter().map(|one| result(one, session)).collect();
    let bands = session.scheme.bands().len();
    let before = spread(results.iter().map(|one| one.before.1), bands);
    let after = spread(results.iter().map(|one| one.after.1), bands);
    let rated: Vec<Rated> = members
        .iter()
        .zip(&results)
        .map(|(one, result)| Rated {
            superior: one.superior_id,
            total: result.after.0,
        })
        .collect();
    let far = outliers(&rated)
        .into_iter()
        .map(|one| {
            let name = members
                .iter()
                .find(|member| member.superior_id == one.superior)
                .map_or("", |member| member.superior.as_str());
            let people = i64::try_from(one.people).unwrap_or_default();
            let points = show_rounded(one.difference.abs(), 1);
            if one.difference > Decimal::ZERO {
                l.calibration_above(name, people, points)
            } else {
                l.calibration_below(name, people, points)
            }
        })
        .collect();
    let only_changed = asked.ticked("changed");
    let sorted_by = asked.text("sort");
    let mut all: Vec<(&Member, &Compared)> = members.iter().zip(&results).collect();
    match sorted_by.as_str() {
        "superior" => all.sort_by_key(|(one, _)| one.superior.to_lowercase()),
        "total" => all.sort_by_key(|(_, result)| result.after.0),
        _ => {}
    }
    let changed = members.iter().filter(|one| one.changed()).count();
    let changed = i64::try_from(changed).unwrap_or(i64::MAX);
    let (chip, status) = list::status(session.status, l);
    page(&SessionPage {
        href: address(session.id),
        cycle_href: format!("/cycles/{}", session.cycle_id),
        cycle: session.cycle.clone(),
        chip,
        status,
        opened_by: l.calibration_by(session.opened_by.as_str()),
        reason: session.reason.clone(),
        open: session.status == Status::Open,
        hidden: if session.hidden > 0 {
            l.calibration_hidden(session.hidden)
        } else {
            String::new()
        },
        errors: summary(&members, session, (fields, faults), &shell),
        total: i64::try_from(members.len()).unwrap_or(i64::MAX),
        changed,
        bars: session
            .scheme
            .bands()
            .iter()
            .zip(before.into_iter().zip(after))
            .map(|(band, (before, after))| Bar {
                label: band.name.get(lang).to_owned(),
                low: band.low,
                before,
                after,
            })
            .collect(),
        outliers: far,
        outliers_hint: l.calibration_far_hint(i64::try_from(FEWEST).unwrap_or_default(), FAR),
        rows: all
            .into_iter()
            .filter(|(one, _)| !only_changed || one.changed())
            .map(|(one, result)| row(one, result, session, (fields, faults), shell.lang))
            .collect(),
        only_changed,
        by_name: asked.with(&[("sort", "")]),
        by_superior: asked.with(&[("sort", "superior")]),
        by_total: asked.with(&[("sort", "total")]),
        sorted_by,
        all_href: asked.with(&[("changed", "")]),
        changed_href: asked.with(&[("changed", "1")]),
        apply_ask: l.calibration_apply_ask(changed),
        abandon_error: faults.at("abandon_reason", l),
        shell: shell.titled(session.name.clone()),
    })
}

/// The summary of what is wrong, which names person and indicator: every row has fields of the same names.
fn summary(
    members: &[Member],
    session: &Session,
    (fields, faults): (&Fields, &Faults),
    shell: &Shell,
) -> Vec<FieldError> {
    let (l, id) = (shell.l, fields.get("appraisal"));
    let member = members.iter().find(|one| one.appraisal.to_string() == id);
    FieldError::list(faults, l)
        .into_iter()
        .map(|error| {
            let indicator = error.field.strip_prefix("adjust.").and_then(|key| {
                let form = &member?.form(session)?.form;
                Some(form.indicator(key)?.name.get(shell.lang).to_owned())
            });
            let label = indicator.unwrap_or_else(|| l.reason());
            match member {
                Some(member) => FieldError {
                    text: l.calibration_fault(
                        [member.name.as_str(), &label].join(&l.words_comma()),
                        error.text,
                    ),
                    field: format!("{}.{id}", error.field),
                    ..error
                },
                None => FieldError {
                    text: l.calibration_fault(label, error.text),
                    ..error
                },
            }
        })
        .collect()
}

fn row(
    one: &Member,
    result: &Compared,
    session: &Session,
    (fields, faults): (&Fields, &Faults),
    lang: Lang,
) -> RowView {
    let (l, lang) = (texts(lang), lang);
    let scheme = &session.scheme;
    let id = one.appraisal.to_string();
    let form = one.form(session).map(|versioned| &versioned.form);
    // only the row that was sent comes back as typed
    let typed = fields.get("appraisal") == id && !faults.is_empty();
    let told = |(total, band): (Decimal, usize)| {
        let name = scheme.band(band).map_or("", |band| band.name.get(lang));
        l.calibration_result(scheme.printable(total).to_string(), name)
    };
    let low = |band: usize| scheme.band(band).is_none_or(|band| band.low);
    RowView {
        version: if typed { fields.version() } else { one.version },
        href: format!("/appraisals/{id}/evaluation"),
        name: one.name.clone(),
        number: one.number.clone(),
        superior: one.superior.clone(),
        department: one.department.clone(),
        before: told(result.before),
        before_low: low(result.before.1),
        why_href: format!("/appraisals/{id}/result"),
        why: (session.status == Status::Open)
            .then(|| one.proposal(session))
            .flatten()
            .map(|after| Why::of(&after.breakdown, lang)),
        after: told(result.after),
        after_low: low(result.after.1),
        up: result.after.0 > result.before.0,
        changed: one.changed(),
        trouble: match session.status {
            Status::Open if one.stale() => l.calibration_stale_row(),
            Status::Open if one.broken(session) => l.calibration_broken_row(),
            _ => String::new(),
        },
        reason: one.reason.clone(),
        proposed_by: one.proposed_by.clone(),
        open: typed,
        adjust: form
            .into_iter()
            .flat_map(|form| form.indicators.iter().map(move |one| (form, one)))
            .map(|(form, indicator)| {
                let name = format!("adjust.{}", indicator.key);
                let bounds = scoring::points_bounds(indicator);
                let input = one
                    .body
                    .items
                    .get(&indicator.key)
                    .map(|item| one.body.input(&indicator.key, item))
                    .unwrap_or_default();
                let now = scoring::score_item(indicator, form.percent_mode, &input)
                    .map(|score| decimals::show(rounded(score.points, 2)))
                    .unwrap_or_default();
                AdjustView {
                    id: format!("f-{name}.{id}"),
                    label: indicator.name.get(lang).to_owned(),
                    hint: l.calibration_now(
                        now,
                        decimals::show(bounds.min),
                        decimals::show(bounds.max),
                    ),
                    value: if typed {
                        fields.get(&name).to_owned()
                    } else {
                        one.points
                            .get(&indicator.key)
                            .copied()
                            .map(plain)
                            .unwrap_or_default()
                    },
                    error: if typed {
                        faults.at(&name, l)
                    } else {
                        String::new()
                    },
                    name,
                }
            })
            .collect(),
        reason_typed: if typed {
            fields.get("reason").to_owned()
        } else {
            one.reason.clone()
        },
        reason_error: if typed {
            faults.at("reason", l)
        } else {
            String::new()
        },
        editable: session.status == Status::Open && one.stage == Stage::Review,
        id,
    }
}
