//! Who is away from when until when, and who stands in: `/people/{id}/absence`.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use sqlx::{PgConnection, PgPool};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    directory::{
        person::{load, picks},
        store::{Details, Match},
    },
    reporting::superior,
    words::Choice,
};
use crate::{
    access::{Scope, Viewer},
    app::App,
    ground::ids::PersonId,
    history,
    jobs::{self, Order},
    web::{
        Error, FieldError, Fields, Notice, Result, Shell, Texts,
        forms::{Fault, Faults},
        page, see,
    },
};

/// The longest reason, in characters.
const REASON: usize = 500;

#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "absence_kind", rename_all = "snake_case")]
pub enum Kind {
    Leave,
    LongLeave,
    Other,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Leave, Self::LongLeave, Self::Other];

    const fn key(self) -> &'static str {
        match self {
            Self::Leave => "leave",
            Self::LongLeave => "long_leave",
            Self::Other => "other",
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }

    pub(super) fn word(self, l: &Texts) -> String {
        match self {
            Self::Leave => l.absence_leave(),
            Self::LongLeave => l.absence_long_leave(),
            Self::Other => l.absence_other(),
        }
    }
}

pub(super) struct Absence {
    pub id: Uuid,
    pub kind: Kind,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub reason: String,
    pub acting: Option<String>,
}

/// The absences of one person that are not over, and a few that are.
pub(super) async fn of(db: &PgPool, person: Uuid) -> sqlx::Result<Vec<Absence>> {
    sqlx::query_as!(
        Absence,
        r#"select a.id, a.kind as "kind: Kind", a.from_on, a.until_on, a.reason, p.name as "acting?"
           from absences a left join people p on p.id = a.acting_id
           where a.person_id = $1 and a.cancelled_at is null order by a.from_on desc limit 10"#,
        person
    )
    .fetch_all(db)
    .await
}

#[derive(Template)]
#[template(path = "people/absence.html")]
struct AbsencePage {
    shell: Shell,
    id: String,
    name: String,
    kinds: Vec<Choice>,
    kind_error: String,
    from_on: String,
    from_on_error: String,
    until_on: String,
    until_on_error: String,
    acting: String,
    acting_error: String,
    picks: Vec<(String, String)>,
    reason: String,
    reason_error: String,
    errors: Vec<FieldError>,
}

fn absence_page(
    shell: Shell,
    person: &Details,
    fields: &Fields,
    faults: &Faults,
    found: &[Match],
) -> AbsencePage {
    let l = shell.l;
    let text = |name: &str| fields.get(name).to_owned();
    let at = |name: &str| faults.at(name, l);
    let chosen = match fields.get("kind") {
        "" => "leave",
        other => other,
    };
    AbsencePage {
        id: person.id.to_string(),
        name: person.name.clone(),
        kinds: Kind::ALL
            .map(|kind| Choice::new(kind.key(), kind.word(l), chosen))
            .into(),
        kind_error: at("kind"),
        from_on: text("from_on"),
        from_on_error: at("from_on"),
        until_on: text("until_on"),
        until_on_error: at("until_on"),
        // the field that names somebody is called "superior", as everywhere
        acting: text("superior"),
        acting_error: at("superior"),
        picks: picks(found),
        reason: text("reason"),
        reason_error: at("reason"),
        errors: FieldError::list(faults, l),
        shell: shell.titled(l.absence_title()),
    }
}

/// `GET`
pub async fn absence_form(
    State(app): State<App>,
    shell: Shell,
    scope: Scope,
    Path(id): Path<String>,
) -> Result<Response> {
    let person = load(&app, &id, &scope).await?;
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
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    scope: Scope,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let l = shell.l;
    let person = load(&app, &id, &scope).await?;
    let now = app.clock.now();
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
    let mut tx = app.db.begin().await?;
    if let Some(from) = from_on
        && meets(&mut tx, person.id, from, until_on).await?
    {
        faults.add("from_on", Fault::Other(l.absence_overlaps()));
    }
    let (Some(kind), Some(from_on), true) = (kind, from_on, faults.is_empty()) else {
        drop(tx);
        let again = absence_page(shell, &person, &fields, &faults, &acting.picks);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&again)?).into_response());
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
    .fetch_one(&mut *tx)
    .await?;
    let detail = serde_json::json!({
        "person": person.id, "absence": made, "kind": kind.key(), "from": from_on.to_string(),
        "until": until_on.map(|day| day.to_string()), "acting": acting.one,
    });
    let by = Some(viewer.id);
    history::append(&mut tx, history::COMPANY, by, "absence_added", &detail, now).await?;
    look_at_open_work(&mut tx, person.id, viewer.id, now).await?;
    tx.commit().await?;
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
    State(app): State<App>,
    viewer: Viewer,
    scope: Scope,
    Path((id, absence)): Path<(String, String)>,
) -> Result<Response> {
    let person = load(&app, &id, &scope).await?;
    let absence: Uuid = absence.parse().map_err(|_| Error::NotFound)?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let ended = sqlx::query!(
        "update absences set cancelled_at = $3 where id = $1 and person_id = $2 and cancelled_at is null",
        absence,
        person.id,
        now
    )
    .execute(&mut *tx)
    .await?;
    let at = format!("/people/{}", person.id);
    if ended.rows_affected() == 0 {
        return Ok(see(&at, Notice::AlreadyDone));
    }
    let detail = serde_json::json!({ "person": person.id, "absence": absence });
    let by = Some(viewer.id);
    history::append(&mut tx, history::COMPANY, by, "absence_ended", &detail, now).await?;
    look_at_open_work(&mut tx, person.id, viewer.id, now).await?;
    tx.commit().await?;
    Ok(see(&at, Notice::Saved))
}

/// Who is there has changed: open appraisals may have to go to somebody else.
pub(super) async fn look_at_open_work(
    tx: &mut sqlx::PgTransaction<'_>,
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
