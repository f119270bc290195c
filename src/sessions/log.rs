//! The security log: who signed in, from where and with what, and who tried and could not.

use std::net::IpAddr;

use sqlx::{PgExecutor, PgPool};
use time::OffsetDateTime;
use uuid::Uuid;

/// How long a line is kept.
const KEPT: time::Duration = time::Duration::days(365);

#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "security_kind", rename_all = "snake_case")]
pub enum Kind {
    SignedIn,
    NewDevice,
    WrongPassword,
    Slowed,
    Confirmed,
    NotConfirmed,
    Refused,
    SignedOut,
    SessionEnded,
    AllSessionsEnded,
}

impl Kind {
    pub const ALL: [Self; 10] = [
        Self::SignedIn,
        Self::NewDevice,
        Self::WrongPassword,
        Self::Slowed,
        Self::Confirmed,
        Self::NotConfirmed,
        Self::Refused,
        Self::SignedOut,
        Self::SessionEnded,
        Self::AllSessionsEnded,
    ];

    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::NewDevice => "new_device",
            Self::WrongPassword => "wrong_password",
            Self::Slowed => "slowed",
            Self::Confirmed => "confirmed",
            Self::NotConfirmed => "not_confirmed",
            Self::Refused => "refused",
            Self::SignedOut => "signed_out",
            Self::SessionEnded => "session_ended",
            Self::AllSessionsEnded => "all_sessions_ended",
        }
    }

    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// Where something came from.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    pub address: Option<IpAddr>,
    pub device: String,
}

impl Origin {
    #[must_use]
    pub fn address(&self) -> String {
        self.address
            .map(|address| address.to_canonical().to_string())
            .unwrap_or_default()
    }
}

/// Writes a line.
pub(super) async fn write(
    db: impl PgExecutor<'_>,
    at: OffsetDateTime,
    kind: Kind,
    person: Option<Uuid>,
    from: &Origin,
    detail: &str,
) -> sqlx::Result<()> {
    let detail: String = detail.chars().take(200).collect();
    sqlx::query!(
        "insert into security_log (at, kind, person_id, address, device, detail) values ($1, $2, $3, $4, $5, $6)",
        at,
        kind as Kind,
        person,
        from.address(),
        from.device,
        detail
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A line as it is read.
pub(super) struct Line {
    pub id: i64,
    pub at: OffsetDateTime,
    pub kind: Kind,
    pub person: Option<Uuid>,
    pub name: String,
    pub address: String,
    pub device: String,
    pub detail: String,
}

/// Which lines.
#[derive(Default)]
pub(super) struct Which {
    pub person: Option<Uuid>,
    pub kind: Option<Kind>,
    /// A pattern of names.
    pub name: Option<String>,
    pub address: Option<String>,
    pub day: Option<(OffsetDateTime, OffsetDateTime)>,
    /// Those before this one.
    pub before: Option<i64>,
    pub limit: i64,
}

/// The newest first.
pub(super) async fn lines(db: &PgPool, which: &Which) -> sqlx::Result<Vec<Line>> {
    sqlx::query_as!(
        Line,
        r#"select s.id, s.at, s.kind as "kind: Kind", s.person_id as person, coalesce(p.name, '') as "name!", s.address, s.device, s.detail
           from security_log s left join people p on p.id = s.person_id
           where ($1::uuid is null or s.person_id = $1) and ($2::security_kind is null or s.kind = $2)
             and ($3::text is null or lower(p.name) like $3) and ($4::text is null or s.address = $4)
             and ($5::timestamptz is null or (s.at >= $5 and s.at < $6)) and ($7::bigint is null or s.id < $7)
           order by s.id desc limit $8"#,
        which.person,
        which.kind as Option<Kind>,
        which.name,
        which.address,
        which.day.map(|(from, _)| from),
        which.day.map(|(_, until)| until),
        which.before,
        which.limit
    )
    .fetch_all(db)
    .await
}

/// Forgets what is older than a year.
pub(super) async fn sweep(db: &PgPool, now: OffsetDateTime) -> sqlx::Result<()> {
    sqlx::query!("delete from security_log where at < $1", now - KEPT)
        .execute(db)
        .await?;
    Ok(())
}
