//! Leaving and coming back: `/people/{id}/departure`. Nobody is deleted; who has left cannot sign in.

use askama::Template;
use axum::response::Response;
use sqlx::PgPool;
use uuid::Uuid;

use super::{
    absences::look_at_open_work,
    directory::store::{self, Details},
};
use crate::{
    access::{Role, Viewer},
    app::App,
    audit::{Change, Event},
    people::OwnCase,
    web::{
        Fields, FormView, Notice, OneRow, Result, Shell,
        forms::{Fault, Faults},
        page, see, when,
    },
};

const REASON: usize = 500;

#[derive(Template)]
#[template(path = "people/departure.html")]
struct DeparturePage {
    form: FormView,
    shell: Shell,
    id: String,
    name: String,
    version: i32,
    reports: i64,
    open: i64,
}

/// Appraisals of the person, and those the person is the superior of, that are not finished.
async fn open_appraisals(db: &PgPool, person: Uuid) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "open!" from appraisals
           where (appraisee_id = $1 or superior_id = $1) and stage not in ('concluded', 'withdrawn')"#,
        person
    )
    .fetch_one(db)
    .await
}

async fn departure_page(
    app: &App,
    shell: Shell,
    person: &Details,
    fields: &Fields,
    faults: &Faults,
) -> Result<DeparturePage> {
    let l = shell.l;
    Ok(DeparturePage {
        form: FormView::of(fields, faults, l).labels([
            ("left_on", l.departure_on()),
            ("reason", l.departure_reason()),
        ]),
        id: person.id.to_string(),
        name: person.name.clone(),
        version: if fields.has("version") {
            fields.version()
        } else {
            person.version
        },
        reports: person.reports,
        open: open_appraisals(&app.db, person.id).await?,
        shell: shell.titled(l.departure_title()),
    })
}

/// `GET`
pub async fn departure_form(app: App, shell: Shell, person: Details) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let day = person.left_on.unwrap_or(today);
    let fields = Fields::from_pairs(vec![("left_on".into(), when::input_day(day))]);
    page(&departure_page(&app, shell, &person, &fields, &Faults::default()).await?)
}

/// `POST`: at once, or planned for a day to come.
pub async fn depart(
    app: App,
    shell: Shell,
    viewer: Viewer,
    person: Details,
    fields: Fields,
) -> Result<Response> {
    let l = shell.l;
    let today = app.clock.today(&app.settings.zone);
    let mut faults = Faults::default();
    let left_on = fields.day("left_on", &mut faults);
    let reason = fields.required("reason", REASON, &mut faults);
    if left_on.is_none() {
        faults.add("left_on", Fault::Required);
    }
    if person.id == viewer.id.0 {
        faults.add("left_on", Fault::Other(l.person_leave_self()));
    }
    let mut change = app.change(Some(viewer.id)).await?;
    let own = OwnCase::of(&mut change).await?;
    let now = change.now();
    // administrators leave one after the other, so that the last one stays
    store::lock_lines(&mut change).await?;
    if person.roles.contains(&Role::Admin) && !store::another_admin(&mut change, person.id).await? {
        faults.add("left_on", Fault::Other(l.person_last_admin()));
    }
    let (Some(left_on), true) = (left_on, faults.is_empty()) else {
        drop(change);
        let again = departure_page(&app, shell, &person, &fields, &faults).await?;
        return page(&again);
    };
    let at = format!("/people/{}", person.id);
    if !person.active {
        return Ok(see(&at, Notice::AlreadyDone));
    }
    sqlx::query!(
        "update people set left_on = $3::date, left_reason = $4, active = $3::date > $5::date, version = version + 1
         where id = $1 and version = $2 and active",
        person.id,
        fields.version(),
        left_on,
        reason,
        today
    )
    .execute(&mut *change)
    .await?.one_row()?;
    let (on, reason) = (left_on.to_string(), reason.as_str());
    let event = if left_on > today {
        Event::DeparturePlanned {
            person: person.id,
            on,
            reason,
        }
    } else {
        Event::PersonLeft {
            person: person.id,
            on,
            reason,
        }
    };
    change.record_company(event).await?;
    look_at_open_work(&mut change, person.id, viewer.id, now).await?;
    own.commit(change, l).await?;
    Ok(see(&at, Notice::Saved))
}

/// `POST …/return`: works here again, or does not leave after all.
pub async fn come_back(
    app: App,
    shell: Shell,
    viewer: Viewer,
    person: Details,
    fields: Fields,
) -> Result<Response> {
    let at = format!("/people/{}", person.id);
    let mut change = app.change(Some(viewer.id)).await?;
    let own = OwnCase::of(&mut change).await?;
    let changed = sqlx::query!(
        "update people set active = true, left_on = null, left_reason = '', version = version + 1
         where id = $1 and version = $2 and (not active or left_on is not null)",
        person.id,
        fields.version()
    )
    .execute(&mut *change)
    .await?;
    if changed.rows_affected() != 1 {
        return Ok(see(&at, Notice::AlreadyDone));
    }
    let event = Event::PersonReturned {
        person: person.id,
        had_left: !person.active,
    };
    change.record_company(event).await?;
    own.commit(change, shell.l).await?;
    Ok(see(&at, Notice::Saved))
}

/// Departures whose day has come.
pub async fn take_effect(change: &mut Change) -> Result<()> {
    let today = change.today();
    store::lock_lines(change).await?;
    // the last administrator stays until there is another one
    let gone = sqlx::query_scalar!(
        "update people p set active = false, version = version + 1
         where active and left_on <= $1
           and (not exists (select from person_roles r where r.person_id = p.id and r.role = 'admin')
                or exists (select from person_roles r join people o on o.id = r.person_id
                    where r.role = 'admin' and o.active and o.left_on is null and o.id <> p.id))
         returning id",
        today
    )
    .fetch_all(&mut **change)
    .await?;
    if !gone.is_empty() {
        change
            .record_company(Event::PeopleLeft { people: &gone })
            .await?;
    }
    Ok(())
}
