//! Entering days and taking them out again.

use axum::response::Response;
use time::Date;

use super::{
    pages::{calendar_page, year_of},
    rules::{self, Wrong},
    store,
};
use crate::{
    access::Viewer,
    app::App,
    audit::Event,
    web::{
        Fields, Notice, Result, Shell, Texts,
        forms::{Fault, Faults},
        page, see, when,
    },
};

/// The longest list, in characters, and so many wrong lines are told at once.
const LIST: usize = 40_000;
const TOLD: usize = 10;

/// `POST /calendar`
pub async fn add(app: App, shell: Shell, viewer: Viewer, fields: Fields) -> Result<Response> {
    let l = shell.l;
    let mut faults = Faults::default();
    let list = fields.required("list", LIST, &mut faults);
    let working = fields.choose(
        "kind",
        |key| match key {
            "working" => Some(true),
            "holiday" => Some(false),
            _ => None,
        },
        &mut faults,
    );
    let entries = match working.map_or(Ok(Vec::new()), |working| rules::parse(&list, working)) {
        Ok(entries) => entries,
        Err(wrong) => {
            let told: Vec<String> = wrong
                .iter()
                .take(TOLD)
                .map(|(line, why)| l.calendar_line(line.to_string(), text(*why, l)))
                .collect();
            faults.add("list", Fault::Other(told.join(" ")));
            Vec::new()
        }
    };
    let today = app.clock.today(&app.settings.zone);
    if !faults.is_empty() {
        let year = year_of(fields.get("year"), today);
        let again = calendar_page(&app, shell, year, &fields, &faults).await?;
        return page(&again);
    }
    let mut change = app.change(Some(viewer.id)).await?;
    store::enter(&mut change, &entries).await?;
    let entered = entries
        .iter()
        .map(|one| (when::input_day(one.day), one.working))
        .collect();
    let event = Event::CalendarChanged {
        entered,
        removed: Vec::new(),
    };
    change.record_company(event).await?;
    change.commit().await?;
    let year = entries.first().map_or(today.year(), |one| one.day.year());
    Ok(see(&format!("/calendar?year={year}"), Notice::Saved))
}

fn text(why: Wrong, l: &Texts) -> String {
    match why {
        Wrong::NoDate => l.calendar_wrong_date(),
        Wrong::Range => l.calendar_wrong_range(),
        Wrong::NameTooLong => l.calendar_wrong_name(),
        Wrong::NoWeekend => l.calendar_wrong_weekend(),
        Wrong::TooMany => l.calendar_wrong_many(),
    }
}

/// `POST /calendar/removal`
pub async fn remove(app: App, viewer: Viewer, fields: Fields) -> Result<Response> {
    let days: Vec<Date> = fields.all("day").filter_map(when::parse_day).collect();
    let mut change = app.change(Some(viewer.id)).await?;
    let gone = store::remove(&mut change, &days).await?;
    let year = year_of(fields.get("year"), app.clock.today(&app.settings.zone));
    let at = format!("/calendar?year={year}");
    if gone.is_empty() {
        return Ok(see(&at, Notice::AlreadyDone));
    }
    let removed = gone.into_iter().map(when::input_day).collect();
    let event = Event::CalendarChanged {
        entered: Vec::new(),
        removed,
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see(&at, Notice::Saved))
}
