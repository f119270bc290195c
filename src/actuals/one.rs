//! The figures of one appraisal, and recording one by hand.

use askama::Template;
use axum::response::Response;

use super::{
    rules::{Figure, LONGEST_NOTE, Period},
    store::{self, Actual, Recorder},
    words,
};
use crate::{
    access::{Action, Lang},
    app::App,
    appraisals::{Seen, advance::hold, header::Header},
    audit::Event,
    ground::decimals::{self, Bounds, plain},
    web::{
        Asked, Error, Fields, FormView, Notice, Pick, Result, Shell, conflict,
        forms::{Fault, Faults},
        page, see, when,
    },
};

struct LineView {
    item: String,
    item_key: String,
    period: String,
    actual: String,
    note: String,
    source: String,
    recorded: String,
    version: i32,
    /// Empty where it is not the reader's to correct.
    correct_href: String,
}

#[derive(Template)]
#[template(path = "actuals/show.html")]
struct ActualsPage {
    form: FormView,
    shell: Shell,
    header: Header,
    lines: Vec<LineView>,
    /// Whether figures are still taken.
    open: bool,
    /// Until when the employee proposes figures, and who sees them.
    proposes: String,
    items: Vec<Pick>,
    version: i32,
    period: (String, String),
    actual: (String, String),
    note: (String, String),
    correcting: bool,
}

/// `GET …/actuals`, with `item` and `period` of a figure to correct.
pub async fn show(app: App, shell: Shell, seen: Seen, asked: Asked) -> Result<Response> {
    let (item, period) = (asked.text("item"), asked.text("period"));
    let figures = store::of(&app.db, &seen).await?;
    let found = figures
        .iter()
        .find(|figure| figure.item == item && figure.period == period);
    let mut pairs = vec![("item".to_owned(), item)];
    if let Some(found) = found {
        pairs.push(("period".into(), found.period.clone()));
        pairs.push(("actual".into(), decimals::show(found.actual)));
        pairs.push(("note".into(), found.note.clone()));
        pairs.push(("version".into(), found.version.to_string()));
    } else {
        pairs.push(("version".into(), "0".into()));
    }
    let fields = Fields::from_pairs(pairs);
    render(&app, shell, &seen, &fields, &Faults::default()).await
}

/// Everything that can be measured here: key, name, whether it still stands.
fn items(seen: &Seen, goals: &[(String, String, bool)], lang: Lang) -> Vec<(String, String, bool)> {
    let mut items: Vec<(String, String, bool)> = seen
        .appraisal
        .cycle
        .form
        .indicators
        .iter()
        .filter(|indicator| indicator.kind.is_measured())
        .map(|indicator| {
            (
                indicator.key.clone(),
                indicator.name.get(lang).to_owned(),
                true,
            )
        })
        .collect();
    items.extend(
        goals
            .iter()
            .map(|(key, title, retired)| (key.clone(), format!("{key} {title}"), !retired)),
    );
    items
}

async fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let figures = store::of(&app.db, seen).await?;
    let (goals, evaluated) = store::goals(&app.db, seen).await?;
    let items = items(seen, &goals, shell.lang);
    let name = |key: &str| {
        items
            .iter()
            .find(|(known, ..)| known == key)
            .map_or_else(|| key.to_owned(), |(_, name, _)| name.clone())
    };
    let slot = |name: &str| (fields.get(name).to_owned(), faults.at(name, l));
    let address = seen.address("/actuals");
    let lines = figures
        .iter()
        .map(|figure| {
            let query = form_urlencoded::Serializer::new(String::new())
                .append_pair("item", &figure.item)
                .append_pair("period", &figure.period)
                .finish();
            LineView {
                item: name(&figure.item),
                item_key: figure.item.clone(),
                period: figure.period.clone(),
                actual: decimals::show(figure.actual),
                note: figure.note.clone(),
                source: words::source(figure.source, l),
                recorded: l.actuals_by(
                    figure.by.clone(),
                    when::instant(figure.recorded_at, &seen.viewer.zone, shell.lang),
                ),
                version: figure.version,
                correct_href: if may_correct(seen, figure) {
                    format!("{address}?{query}#record")
                } else {
                    String::new()
                },
            }
        })
        .collect();
    let version = fields.version().max(0);
    let records = seen.can(Action::RecordActuals);
    let shell = shell.titled(l.actuals_title());
    page(&ActualsPage {
        form: FormView::of(fields, faults, l).labels([("item", l.actuals_item())]),
        header: Header::of(seen, app, &shell),
        lines,
        open: (records || seen.can(Action::ProposeActuals)) && !evaluated,
        proposes: if records || !seen.can(Action::ProposeActuals) {
            String::new()
        } else {
            l.actuals_proposes(seen.appraisal.superior.name.as_str())
        },
        items: items
            .into_iter()
            .filter(|(_, _, stands)| *stands)
            .map(|(value, label, _)| Pick::of(value, label, fields.get("item")))
            .collect(),
        version,
        period: slot("period"),
        actual: slot("actual"),
        note: slot("note"),
        correcting: version > 0,
        shell,
    })
}

/// Whoever records corrects every figure, whoever proposes their own.
fn may_correct(seen: &Seen, figure: &Actual) -> bool {
    seen.can(Action::RecordActuals)
        || (seen.can(Action::ProposeActuals) && figure.recorded_by == Some(seen.viewer.id))
}

fn closed(evaluated: bool, shell: &Shell) -> Result<()> {
    if evaluated {
        Err(Error::Refused(vec![shell.l.actuals_closed()]))
    } else {
        Ok(())
    }
}

/// `POST …/actuals`: over the figure that the form was read at, or a comparison.
pub async fn record(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let l = shell.l;
    let (goals, evaluated) = store::goals(&app.db, &seen).await?;
    closed(evaluated, &shell)?;
    let items = items(&seen, &goals, Lang::En);
    let mut faults = Faults::default();
    let known = |text: &str| {
        items
            .iter()
            .find(|(key, _, stands)| key == text && *stands)
            .map(|(key, ..)| key.clone())
    };
    let item = fields.choice("item", known, &mut faults);
    if item.is_none() {
        faults.add("item", Fault::Required);
    }
    let period = Period::read(fields.get("period"));
    let cycle = &seen.appraisal.cycle;
    match &period {
        None => faults.add("period", Fault::Other(l.actuals_period_fault())),
        Some(period) if !period.meets(cycle.starts_on, cycle.ends_on) => {
            faults.add(
                "period",
                Fault::Other(l.actuals_outside(cycle.name.as_str())),
            );
        }
        Some(_) => {}
    }
    let actual = fields.decimal("actual", Bounds::figure(), &mut faults);
    if actual.is_none() {
        faults.add("actual", Fault::Required);
    }
    let note = fields.text("note", LONGEST_NOTE, &mut faults);
    if let (Some(item), Some(period)) = (&item, &period) {
        let figures = store::of(&app.db, &seen).await?;
        let found = figures
            .iter()
            .find(|one| one.item == *item && one.period == period.text);
        if let Some(found) = found.filter(|found| !may_correct(&seen, found)) {
            let why = l.actuals_not_yours(found.by.as_str());
            faults.add("period", Fault::Other(why));
        }
    }
    let (Some(item), Some(period), Some(actual), true) = (item, period, actual, faults.is_empty())
    else {
        return render(&app, shell, &seen, &fields, &faults).await;
    };
    let figure = Figure {
        appraisal: seen.appraisal.id.0,
        goal_key: goals
            .iter()
            .any(|(key, ..)| *key == item)
            .then(|| item.clone()),
        item,
        period: period.text,
        ends_on: period.to,
        actual,
        note,
    };
    // a form that says nothing of a version records what is not there yet
    let read_at = Some(fields.version().max(0));
    let recorder = if seen.can(Action::RecordActuals) {
        Recorder::Hand(seen.viewer.id)
    } else {
        Recorder::Proposal(seen.viewer.id)
    };
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    let figures = std::slice::from_ref(&figure);
    match store::keep(&mut change, figures, recorder, read_at, now).await {
        Ok(_) => {
            change.commit().await?;
            Ok(see(&seen.address("/actuals"), Notice::Saved))
        }
        Err(Error::Conflict) => {
            drop(change);
            clash(&app, shell, &seen, &figure, &fields).await
        }
        Err(error) => Err(error),
    }
}

/// Somebody recorded the same figure in between: both, and a choice.
async fn clash(
    app: &App,
    shell: Shell,
    seen: &Seen,
    figure: &Figure,
    fields: &Fields,
) -> Result<Response> {
    let seen = Seen::by_id(&app.db, seen.appraisal.id, seen.viewer.clone()).await?;
    let figures = store::of(&app.db, &seen).await?;
    let found = figures
        .iter()
        .find(|one| one.item == figure.item && one.period == figure.period);
    if found.is_some_and(|found| found.actual == figure.actual && found.note == figure.note) {
        return Ok(see(&seen.address("/actuals"), Notice::Saved));
    }
    let l = shell.l;
    let rows = vec![
        (
            "actual".to_owned(),
            l.goals_actual(),
            found
                .map(|found| decimals::show(found.actual))
                .unwrap_or_default(),
        ),
        (
            "note".to_owned(),
            l.actuals_note(),
            found.map(|found| found.note.clone()).unwrap_or_default(),
        ),
    ];
    let version = found.map_or(0, |found| found.version);
    let writable = found.map_or_else(
        || seen.can(Action::RecordActuals) || seen.can(Action::ProposeActuals),
        |found| may_correct(&seen, found),
    );
    conflict::page(
        shell,
        &seen.address("/actuals"),
        version,
        writable,
        rows,
        fields,
    )
}

/// `POST …/actuals/removal`
pub async fn remove(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let (_, evaluated) = store::goals(&app.db, &seen).await?;
    closed(evaluated, &shell)?;
    let (item, period) = (fields.get("item"), fields.get("period"));
    // what no figure can have been recorded under, and the database does not take
    if [item, period].iter().any(|text| text.contains('\0')) {
        return Err(Error::NotFound);
    }
    let mut change = app.change(Some(seen.viewer.id)).await?;
    hold(&mut change, &seen).await?;
    let before = store::remove(&mut change, &seen, item, period, fields.version()).await?;
    let event = Event::ActualRemoved {
        item,
        period,
        before: plain(before),
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/actuals"), Notice::Removed))
}
