//! Who is away from when until when, and who stands in: `/people/{id}/absence`.

use askama::Template;
use axum::{extract::Path, response::Response};
use sqlx::PgConnection;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

pub(super) mod store;

use store::Kind;

use super::{
    directory::{
        person::picks,
        store::{Details, Match},
    },
    reporting::superior,
};
use crate::{
    access::Viewer,
    app::App,
    audit::Event,
    ground::ids::PersonId,
    jobs::{self, Order},
    people::OwnCase,
    web::{
        Error, Fields, FormView, Notice, Pick, Result, Shell,
        forms::{Fault, Faults},
        page, see,
    },
};

/// The longest reason, in characters.
const REASON: usize = 500;

#[derive(Template)]
#[template(path = "people/absence.html")]
struct AbsencePage {
    form: FormView,
    shell: Shell,
    id: String,
    name: String,
    kinds: Vec<Pick>,
    picks: Vec<(String, String)>,
}

fn absence_page(
    shell: Shell,
    person: &Details,
    fields: &Fields,
    faults: &Faults,
    found: &[Match],
) -> AbsencePage {
    let l = shell.l;
    let chosen = match fields.get("kind") {
        "" => "leave",
        other => other,
    };
    AbsencePage {
        form: FormView::of(fields, faults, l).labels([
            ("kind", l.absence_kind()),
            ("from_on", l.absence_from()),
            ("until_on", l.absence_until()),
            ("superior", l.absence_acting()),
            ("reason", l.absence_reason()),
        ]),
        id: person.id.to_string(),
        name: person.name.clone(),
        kinds: Kind::ALL
            .map(|kind| Pick::of(kind.key(), kind.word(l), chosen))
            .into(),
        picks: picks(found),
        shell: shell.titled(l.absence_title()),
    }
}

/// `GET`
pub async fn absence_form(shell: Shell, person: Details) -> Result<Response> {
    let empty = Fields::default();
    page(&absence_page(
        shell,
        &person,
        &empty,
        &Faults::default(),
        &[],
    ))
}

/// `POST`
pub async fn add_absence(
    app: App,
    shell: Shell,
    viewer: Viewer,
    person: Details,
    fields: Fields,
) -> Result<Response> {
    let l = shell.l;
    let mut faults = Faults::default();
    let kind = fields.choice("kind", Kind::from_key, &mut faults);
    let from_on = fields.day("from_on", &mut faults);
    let until_on = fields.day("until_on", &mut faults);
    let reason = fields.text("reason", REASON, &mut faults);
    let acting = superior::named(&app.db, &fields, &mut faults, l).await?;
    if kind.is_none() {
        faults.add("kind", Fault::Required);
    }
    if from_on.is_none() {
        faults.add("from_on", Fault::Required);
    }
    if from_on
        .zip(until_on)
        .is_some_and(|(from, until)| until < from)
    {
        faults.add("until_on", Fault::Other(l.absence_order()));
    }
    if acting.one == Some(person.id) {
        faults.add("superior", Fault::Other(l.absence_acting_self()));
    }
    let mut change = app.change(Some(viewer.id)).await?;
    let own = OwnCase::of(&mut change).await?;
    let now = change.now();
    if let Some(from) = from_on
        && meets(&mut change, person.id, from, until_on).await?
    {
        faults.add("from_on", Fault::Other(l.absence_overlaps()));
    }
    let (Some(kind), Some(from_on), true) = (kind, from_on, faults.is_empty()) else {
        drop(change);
        let again = absence_page(shell, &person, &fields, &faults, &acting.picks);
        return page(&again);
    };
    let made = sqlx::query_scalar!(
        "insert into absences (person_id, kind, from_on, until_on, reason, acting_id, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning id",
        person.id,
        kind as Kind,
        from_on,
        until_on,
        reason,
        acting.one,
        viewer.id.0,
        now
    )
    .fetch_one(&mut *change)
    .await?;
    let event = Event::AbsenceAdded {
        person: person.id,
        absence: made,
        kind: kind.key(),
        from: from_on.to_string(),
        until: until_on.map(|day| day.to_string()),
        acting: acting.one,
    };
    change.record_company(event).await?;
    look_at_open_work(&mut change, person.id, viewer.id, now).await?;
    own.commit(change, l).await?;
    Ok(see(&format!("/people/{}", person.id), Notice::Saved))
}

/// Whether another absence of the person falls into these days. The person's row is locked, so that
/// two of them cannot be added at once.
async fn meets(
    connection: &mut PgConnection,
    person: Uuid,
    from: Date,
    until: Option<Date>,
) -> sqlx::Result<bool> {
    sqlx::query!("select from people where id = $1 for update", person)
        .execute(&mut *connection)
        .await?;
    sqlx::query_scalar!(
        r#"select exists(select from absences where person_id = $1 and cancelled_at is null
            and from_on <= coalesce($3, from_on) and coalesce(until_on, $2) >= $2) as "meets!""#,
        person,
        from,
        until
    )
    .fetch_one(connection)
    .await
}

/// `POST …/{absence}/end`: back earlier, or not gone at all.
pub async fn end_absence(
    app: App,
    shell: Shell,
    viewer: Viewer,
    Path((_, absence)): Path<(String, String)>,
    person: Details,
) -> Result<Response> {
    let absence: Uuid = absence.parse().map_err(|_| Error::NotFound)?;
    let mut change = app.change(Some(viewer.id)).await?;
    let own = OwnCase::of(&mut change).await?;
    let now = change.now();
    let ended = sqlx::query!(
        "update absences set cancelled_at = $3 where id = $1 and person_id = $2 and cancelled_at is null",
        absence,
        person.id,
        now
    )
    .execute(&mut *change)
    .await?;
    let at = format!("/people/{}", person.id);
    if ended.rows_affected() == 0 {
        return Ok(see(&at, Notice::AlreadyDone));
    }
    change
        .record_company(Event::AbsenceEnded {
            person: person.id,
            absence,
        })
        .await?;
    look_at_open_work(&mut change, person.id, viewer.id, now).await?;
    own.commit(change, shell.l).await?;
    Ok(see(&at, Notice::Saved))
}

/// Who is there has changed: open appraisals may have to go to somebody else.
pub(super) async fn look_at_open_work(
    tx: &mut PgConnection,
    person: Uuid,
    by: PersonId,
    now: OffsetDateTime,
) -> Result<()> {
    let order = Order {
        kind: jobs::kinds::SUCCESSION,
        key: &person.to_string(),
        state: serde_json::json!({}),
        actor: Some(by),
        back: "/people",
        total: 0,
    };
    jobs::enqueue(tx, &order, now).await.map(drop)
}
