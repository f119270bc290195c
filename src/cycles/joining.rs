//! People who come into a cycle that runs already: by the same rules, with deadlines of their own where
//! the first one would come too soon.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{
    address::{address, id},
    exceptions,
    latecomers::{self, Fitting, Late},
    making::First,
    preview::place,
    shifts::late,
    states,
    store::{self, Cycle, Status},
};
use crate::{
    access::Viewer,
    app::App,
    audit::Event,
    calendar,
    web::{
        Error, Fields, FormView, Notice, Result, Shell,
        forms::{Fault, Faults, LONG, SHORT},
        page, see, when,
    },
};

/// A latecomer has at least so many working days for the first stage.
const TIME: u32 = 5;

struct OutView {
    label: String,
    count: i64,
}

#[derive(Template)]
#[template(path = "cycles/joining.html")]
struct JoiningPage {
    form: FormView,
    shell: Shell,
    href: String,
    name: String,
    version: i32,
    fitting: Vec<Fitting>,
    count: i64,
    outside: Vec<OutView>,
}

/// `GET /cycles/{id}/people`
pub async fn show(
    State(app): State<App>,
    shell: Shell,
    Path(cycle): Path<String>,
) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let cycle = store::load(&app.db, id(&cycle)?, today).await?;
    let calendar = calendar::load(&app.db).await?;
    let soonest = calendar
        .add_working_days(today, TIME)
        .max(cycle.terms.first_due());
    let fields = Fields::from_pairs(vec![("first_due".to_owned(), when::input_day(soonest))]);
    render(&app, shell, &cycle, &fields, &Faults::default()).await
}

async fn render(
    app: &App,
    shell: Shell,
    cycle: &Cycle,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    if cycle.status != Status::Running {
        return Err(Error::Refused(vec![shell.l.cycle_not_running()]));
    }
    let l = shell.l;
    let (fitting, count) = latecomers::fitting(&app.db, cycle.id).await?;
    let outside = latecomers::outside(&app.db, cycle.id).await?;
    page(&JoiningPage {
        form: FormView::of(fields, faults, l).labels([
            ("people", l.join_people()),
            ("first_due", l.preview_first_due()),
            ("reason", l.reason()),
        ]),
        href: address(cycle.id, ""),
        name: cycle.terms.name.clone(),
        version: cycle.version,
        fitting,
        count,
        outside: outside
            .into_iter()
            .map(|(key, count)| OutView {
                label: place(key, l),
                count,
            })
            .collect(),
        shell: shell.titled(l.join_title()),
    })
}

/// `POST /cycles/{id}/people`: those named, or all who fit by now.
pub async fn add(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    Path(cycle): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let cycle = id(&cycle)?;
    let l = shell.l;
    let mut change = app.change(Some(viewer.id)).await?;
    let today = change.today();
    let (status, _) = states::lock(&mut change, cycle).await?;
    let found = store::load(&mut *change, cycle, today).await?;
    let mut faults = Faults::default();
    let reason = fields.required("reason", SHORT, &mut faults);
    let first_due = fields.day("first_due", &mut faults);
    if first_due.is_some_and(|day| day < today) {
        faults.add("first_due", Fault::Other(l.extend_past()));
    }
    let all = fields.pressed("who", |key| match key {
        "named" => Some(false),
        "fitting" => Some(true),
        _ => None,
    })?;
    let mut people = Vec::new();
    if !all {
        let typed = fields.required("people", LONG, &mut faults);
        let mut unknown = Vec::new();
        for one in typed
            .split(['\n', ',', ';', '，', '；', '、'])
            .map(str::trim)
            .filter(|one| !one.is_empty())
        {
            match exceptions::find(&app.db, one).await? {
                Some(id) => people.push(id),
                None => unknown.push(one.to_owned()),
            }
        }
        if !unknown.is_empty() {
            faults.add(
                "people",
                Fault::Other(l.join_unknown(unknown.join(&l.words_comma()))),
            );
        }
    }
    if !faults.is_empty() {
        drop(change);
        return again(&app, shell, &found, &fields, &faults).await;
    }
    if status != Status::Running {
        return Err(Error::Refused(vec![l.cycle_not_running()]));
    }
    if !all {
        latecomers::include(&mut change, cycle, &people, &reason).await?;
    }
    let refused = latecomers::refused(&mut change, cycle, (!all).then_some(&people)).await?;
    if !refused.is_empty() {
        let names = refused.into_iter().map(|(name, why)| match why {
            Late::Out(key) => l.join_out(name, place(key, l)),
            Late::There => l.join_there(name),
            Late::Elsewhere(other) => l.join_elsewhere(name, other),
        });
        faults.add("people", Fault::Other(names.collect::<Vec<_>>().join(" ")));
        // what was included is taken back with the transaction
        drop(change);
        return again(&app, shell, &found, &fields, &faults).await;
    }
    let calendar = calendar::load(&mut *change).await?;
    let own = first_due.map_or_else(|| json!({}), |day| late(&found.terms, day, &calendar));
    let first = First::of(&found.terms);
    let made =
        latecomers::make(&mut change, cycle, (!all).then_some(&people), &own, &first).await?;
    if made == 0 {
        faults.add("people", Fault::Other(l.join_nobody()));
        drop(change);
        return again(&app, shell, &found, &fields, &faults).await;
    }
    let event = Event::CycleJoined {
        cycle: cycle.0,
        appraisals: made,
        reason: &reason,
        own_deadlines: own,
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see(&address(cycle, ""), Notice::PeopleJoined))
}

async fn again(
    app: &App,
    shell: Shell,
    cycle: &Cycle,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let page = render(app, shell, cycle, fields, faults).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
