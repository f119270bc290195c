//! Sessions in PostgreSQL, with the person in a column of its own: signing out everywhere is one DELETE,
//! and whoever loads a session gets the person's present name, roles and settings in the same query.

use std::{collections::HashMap, fmt::Write as _, sync::Arc};

use async_trait::async_trait;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use sqlx::PgPool;
use tower_sessions::{
    SessionStore,
    cookie::time::OffsetDateTime,
    session::{Id, Record},
    session_store::{Error, Result},
};
use uuid::Uuid;

use super::{
    device::{self, Device},
    log,
};
use crate::{
    app::App,
    db::session_cache::SessionCache,
    ground::ids::PersonId,
    web::{
        Fields, Texts,
        forms::{Fault, Faults},
    },
};

/// The key under which a session keeps the person.
pub(super) const PERSON: &str = "person";
/// The key under which a loaded session tells about that person. Read with each request, never kept.
pub(super) const WHO: &str = "who";

#[derive(Clone)]
pub struct Store {
    db: PgPool,
    session_cache: Arc<SessionCache>,
}

impl Store {
    #[must_use]
    pub fn of(app: &App) -> Self {
        Self {
            db: app.db.clone(),
            session_cache: app.session_cache.clone(),
        }
    }
}

/// One that remembers nothing, for whoever puts sessions there from outside.
impl From<PgPool> for Store {
    fn from(db: PgPool) -> Self {
        Self {
            db,
            session_cache: Arc::default(),
        }
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

fn backend(error: sqlx::Error) -> Error {
    Error::Backend(error.to_string())
}

/// How the database knows a session: what the cookie holds stands nowhere but in the cookie.
pub(super) fn row(id: &Id) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(id.to_string()) {
        // writing into a text cannot fail
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// What is kept of a session.
fn kept(record: &Record) -> Result<Value> {
    let data: HashMap<&String, &Value> =
        record.data.iter().filter(|(key, _)| *key != WHO).collect();
    serde_json::to_value(data).map_err(|error| Error::Encode(error.to_string()))
}

fn person(record: &Record) -> Option<Uuid> {
    record.data.get(PERSON)?.as_str()?.parse().ok()
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // ids have 128 random bits; a collision is an error, never an overwrite
        let data = kept(record)?;
        sqlx::query!(
            "insert into sessions (id, person_id, data, expires_at) values ($1, $2, $3, $4)",
            row(&record.id),
            person(record),
            data,
            record.expiry_date
        )
        .execute(&self.db)
        .await
        .map_err(backend)?;
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let data = kept(record)?;
        self.session_cache.forget(&record.id);
        // an update only: a session that was signed out elsewhere does not come back
        sqlx::query!(
            "update sessions set person_id = $2, data = $3, expires_at = $4 where id = $1",
            row(&record.id),
            person(record),
            data,
            record.expiry_date
        )
        .execute(&self.db)
        .await
        .map_err(backend)?;
        self.session_cache.forget(&record.id);
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let now = OffsetDateTime::now_utc();
        if let Some(record) = self.session_cache.get(id, now) {
            return Ok(Some(record));
        }
        let moment = self.session_cache.moment();
        let row = sqlx::query!(
            r#"select s.data, s.expires_at, (
                   select json_build_object('name', p.name, 'language', p.language, 'zone', p.zone, 'theme', p.theme,
                       'roles', array(select role from person_roles where person_id = p.id),
                       'departments', array(select department_id from clerk_departments where person_id = p.id))
                   from people p where p.id = s.person_id and p.active
               ) ::text as who
               from sessions s where s.id = $1 and s.expires_at > $2"#,
            row(id),
            now
        )
        .fetch_optional(&self.db)
        .await
        .map_err(backend)?;
        row.map(|row| {
            let mut data: HashMap<String, Value> = serde_json::from_value(row.data)
                .map_err(|error| Error::Decode(error.to_string()))?;
            if let Some(who) = row.who {
                // as text: a session is copied with each request, and text is copied at once
                data.insert(WHO.to_owned(), Value::String(who));
            }
            let record = Record {
                id: *id,
                data,
                expiry_date: row.expires_at,
            };
            self.session_cache.keep(moment, &record, person(&record));
            Ok(record)
        })
        .transpose()
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        sqlx::query!("delete from sessions where id = $1", row(id))
            .execute(&self.db)
            .await
            .map_err(backend)?;
        self.session_cache.forget(id);
        Ok(())
    }
}

/// A session of somebody's, as they see it listed.
pub(super) struct Open {
    /// The hash of its id: it names the session and does not open it.
    pub id: String,
    pub since: Option<i64>,
    pub seen: Option<i64>,
    pub address: String,
    pub device: String,
}

pub(super) async fn open(db: &PgPool, person: PersonId) -> sqlx::Result<Vec<Open>> {
    sqlx::query_as!(
        Open,
        r#"select id, (data ->> 'since')::bigint as since, (data ->> 'seen')::bigint as seen,
               coalesce(data ->> 'address', '') as "address!", coalesce(data ->> 'device', '') as "device!"
           from sessions where person_id = $1 and expires_at > now() order by (data ->> 'since')::bigint desc nulls last, id"#,
        person.0
    )
    .fetch_all(db)
    .await
}

/// Ends one session of a person; false where they have none of this name.
pub(super) async fn end_one(app: &App, person: PersonId, id: &str) -> sqlx::Result<bool> {
    let gone = sqlx::query!(
        "delete from sessions where id = $1 and person_id = $2",
        id,
        person.0
    )
    .execute(&app.db)
    .await?;
    app.session_cache.forget_person(person.0);
    Ok(gone.rows_affected() > 0)
}

/// Ends every session of a person, on every device.
pub async fn end_all(app: &App, person: PersonId) -> sqlx::Result<()> {
    sqlx::query!("delete from sessions where person_id = $1", person.0)
        .execute(&app.db)
        .await?;
    app.session_cache.forget_person(person.0);
    Ok(())
}

/// Removes what has run out.
pub async fn sweep(db: &PgPool, now: OffsetDateTime) -> sqlx::Result<u64> {
    let gone = sqlx::query!("delete from sessions where expires_at < now()")
        .execute(db)
        .await?;
    device::sweep(db, now).await?;
    log::sweep(db, now).await?;
    Ok(gone.rows_affected())
}

pub(super) struct Account {
    pub person: PersonId,
    pub password_hash: String,
    /// Opened by a letter since.
    pub by_letter: bool,
    /// Opened with this browser before.
    pub known_device: bool,
}

/// The active account of an e-mail address or a number.
pub(super) async fn account(
    db: &PgPool,
    login: &str,
    device: &Device,
    since: OffsetDateTime,
) -> sqlx::Result<Option<Account>> {
    let row = sqlx::query!(
        r#"select p.id, c.password_hash, exists(select from account_openings o where o.person_id = p.id and o.way = 'letter'
               and o.ended_as = 'used' and o.ended_at > $2) as "by_letter!",
               exists(select from devices d where d.token_hash = $3 and d.person_id = p.id) as "known_device!"
           from people p join credentials c on c.person_id = p.id
           where p.active and (p.email = lower($1) or p.number = $1)
           order by (p.email = lower($1)) desc nulls last limit 1"#,
        login,
        since,
        device.hash()
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Account {
        person: PersonId(row.id),
        password_hash: row.password_hash,
        by_letter: row.by_letter,
        known_device: row.known_device,
    }))
}

/// Asks a signed-in person for the password again, before a signature. Counted like a sign-in; whatever is wrong is
/// told at the field, so that the form comes back as it was.
pub async fn confirm_password(
    app: &App,
    person: PersonId,
    fields: &Fields,
    l: &Texts,
    faults: &mut Faults,
) -> crate::web::Result<()> {
    let account = person.to_string();
    if let Err(seconds) = app.limits.take(&account, None) {
        faults.add("password", Fault::Other(l.problem_too_many_why(seconds)));
        return Ok(());
    }
    let hash = sqlx::query_scalar!(
        "select password_hash from credentials where person_id = $1",
        person.0
    )
    .fetch_optional(&app.db)
    .await?;
    let password = fields.get("password").to_owned();
    if app.hasher.verify(password, hash).await? {
        app.limits.give_back(&account, None);
    } else {
        faults.add("password", Fault::Other(l.sign_in_wrong_password()));
    }
    Ok(())
}
