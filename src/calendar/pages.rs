//! `/calendar`: a year of the company.

use askama::Template;
use axum::{extract::RawQuery, response::Response};
use time::{Date, Month, Weekday};

use super::store;
use crate::{
    app::App,
    web::{Fields, FormView, Result, Shell, Texts, forms::Faults, page, when},
};

struct Row {
    iso: String,
    day: String,
    weekday: String,
    name: String,
    working: bool,
}

#[derive(Template)]
#[template(path = "calendar/show.html")]
pub(super) struct CalendarPage {
    form: FormView,
    shell: Shell,
    year: i32,
    before: String,
    after: String,
    rows: Vec<Row>,
    summary: String,
    working: bool,
}

pub(super) async fn calendar_page(
    app: &App,
    shell: Shell,
    year: i32,
    fields: &Fields,
    faults: &Faults,
) -> Result<CalendarPage> {
    let l = shell.l;
    let entries = store::year(&app.db, year).await?;
    let calendar = store::load(&app.db).await?;
    let last_day = |year| Date::from_calendar_date(year, Month::December, 31).ok();
    let days = last_day(year - 1)
        .zip(last_day(year))
        .map_or(0, |(before, last)| {
            calendar.working_days_between(before, last)
        });
    Ok(CalendarPage {
        form: FormView::of(fields, faults, l).labels([("list", l.calendar_list())]),
        before: format!("/calendar?year={}", year - 1),
        after: format!("/calendar?year={}", year + 1),
        rows: entries
            .into_iter()
            .map(|one| Row {
                iso: when::input_day(one.day),
                day: when::day(one.day, shell.lang),
                weekday: weekday(one.day.weekday(), l),
                name: one.name,
                working: one.working,
            })
            .collect(),
        summary: l.calendar_year_summary(year.to_string(), days.to_string()),
        working: fields.get("kind") == "working",
        year,
        shell: shell.titled(l.calendar_title()),
    })
}

fn weekday(day: Weekday, l: &Texts) -> String {
    match day {
        Weekday::Monday => l.weekday_monday(),
        Weekday::Tuesday => l.weekday_tuesday(),
        Weekday::Wednesday => l.weekday_wednesday(),
        Weekday::Thursday => l.weekday_thursday(),
        Weekday::Friday => l.weekday_friday(),
        Weekday::Saturday => l.weekday_saturday(),
        Weekday::Sunday => l.weekday_sunday(),
    }
}

/// The year that an address or a form asks for, else this one.
pub(super) fn year_of(text: &str, today: Date) -> i32 {
    text.parse()
        .ok()
        .filter(|year| (2000..=2100).contains(year))
        .unwrap_or(today.year())
}

/// `GET /calendar`
pub async fn show(app: App, shell: Shell, RawQuery(raw): RawQuery) -> Result<Response> {
    let pairs = form_urlencoded::parse(raw.as_deref().unwrap_or_default().as_bytes());
    let asked = Fields::from_pairs(pairs.into_owned().take(10).collect());
    let year = year_of(asked.get("year"), app.clock.today(&app.settings.zone));
    let faults = Faults::default();
    page(&calendar_page(&app, shell, year, &Fields::default(), &faults).await?)
}
