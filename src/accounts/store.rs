//! SQL of openings and of what an account is.

mod letters;

use sqlx::{PgConnection, PgExecutor, PgPool};
use time::OffsetDateTime;
use uuid::Uuid;

use super::rules::{End, Purpose, Standing, Way};
pub(super) use letters::{
    Letter, Waiting, letters, opened_since, printed, seconded, unprinted, waiting,
};

use crate::web::Result;

/// Somebody and how their account stands.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub id: Uuid,
    pub standing: Standing,
}

pub(super) async fn accounts(db: impl PgExecutor<'_>, people: &[Uuid]) -> Result<Vec<Account>> {
    let rows = sqlx::query!(
        r#"select p.id as "id!", p.email, p.active and p.anonymised_at is null as "active!",
            exists(select from person_roles where person_id = p.id and role = 'admin') as "admin!",
            c.person_id is not null as "has_password!", coalesce(c.email = p.email, false) as "known!"
           from people p left join credentials c on c.person_id = p.id where p.id = any($1)"#,
        people
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Account {
            id: row.id,
            standing: Standing {
                active: row.active,
                admin: row.admin,
                has_password: row.has_password,
                email: row.email,
                known: row.known,
            },
        })
        .collect())
}

pub(super) async fn is_admin(tx: &mut PgConnection, person: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists(select from person_roles where person_id = $1 and role = 'admin') as "admin!""#,
        person
    )
    .fetch_one(tx)
    .await?)
}

/// The account that somebody signs in with, who works here.
pub(super) async fn by_login(db: &PgPool, login: &str) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select id from people where active and (email = lower($1) or number = $1)
         order by (email = lower($1)) desc nulls last limit 1",
        login
    )
    .fetch_optional(db)
    .await?)
}

/// Whoever starts openings for the same people comes one after the other.
pub(super) async fn hold(tx: &mut PgConnection, people: &[Uuid]) -> Result<()> {
    sqlx::query!(
        "select id from people where id = any($1) order by id for no key update",
        people
    )
    .fetch_all(tx)
    .await?;
    Ok(())
}

/// One that is about to begin.
pub(super) struct New {
    pub person: Uuid,
    pub purpose: Purpose,
    pub way: Way,
    pub expires_at: OffsetDateTime,
    /// Where its mail goes, if it is one.
    pub email: Option<String>,
    /// Of a secret that is known already.
    pub secret_hash: Option<Vec<u8>>,
}

/// Begins openings in place of earlier ones, with their mails. The id of each, by person.
pub(super) async fn begin(
    tx: &mut PgConnection,
    by: Option<Uuid>,
    openings: &[New],
    now: OffsetDateTime,
) -> Result<Vec<(Uuid, Uuid)>> {
    let people: Vec<Uuid> = openings.iter().map(|one| one.person).collect();
    end(&mut *tx, &people, End::Replaced, by, now).await?;
    let purposes: Vec<Purpose> = openings.iter().map(|one| one.purpose).collect();
    let ways: Vec<Way> = openings.iter().map(|one| one.way).collect();
    let until: Vec<OffsetDateTime> = openings.iter().map(|one| one.expires_at).collect();
    let emails: Vec<Option<&str>> = openings.iter().map(|one| one.email.as_deref()).collect();
    let hashes: Vec<Option<&[u8]>> = openings
        .iter()
        .map(|one| one.secret_hash.as_deref())
        .collect();
    let begun = sqlx::query!(
        r#"with given as materialized (
               select * from unnest($1::uuid[], $2::opening_purpose[], $3::opening_way[], $4::timestamptz[], $5::text[], $6::bytea[])
                   as g (person, purpose, way, expires_at, email, secret_hash)
           ), begun as (
               insert into account_openings (person_id, purpose, way, started_by, started_at, expires_at, secret_hash)
               select person, purpose, way, $7, $8, expires_at, secret_hash from given returning id, person_id
           ), mails as (
               insert into account_mails (person_id, kind, opening_id, email, queued_at, due_at)
               select b.person_id, 'opening', b.id, g.email, $8, $8 from begun b join given g on g.person = b.person_id
               where g.email is not null
           )
           select id as "id!", person_id as "person_id!" from begun"#,
        &people,
        &purposes as &[Purpose],
        &ways as &[Way],
        &until,
        &emails as &[Option<&str>],
        &hashes as &[Option<&[u8]>],
        by,
        now
    )
    .fetch_all(tx)
    .await?;
    Ok(begun
        .into_iter()
        .map(|row| (row.person_id, row.id))
        .collect())
}

/// Ends what is open of these people: of whom there was something.
pub(super) async fn end(
    tx: &mut PgConnection,
    people: &[Uuid],
    how: End,
    by: Option<Uuid>,
    now: OffsetDateTime,
) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "update account_openings set ended_at = $4, ended_as = $2, ended_by = $3
         where person_id = any($1) and ended_at is null returning id",
        people,
        how as End,
        by,
        now
    )
    .fetch_all(tx)
    .await?)
}

/// Ends one, if it is still open: whose it was.
pub(super) async fn revoke(
    tx: &mut PgConnection,
    (person, opening): (Uuid, Uuid),
    by: Uuid,
    now: OffsetDateTime,
) -> Result<bool> {
    let ended = sqlx::query!(
        "update account_openings set ended_at = $4, ended_as = 'revoked', ended_by = $3
         where id = $1 and person_id = $2 and ended_at is null",
        opening,
        person,
        by,
        now
    )
    .execute(tx)
    .await?;
    Ok(ended.rows_affected() == 1)
}

/// The opening that a secret belongs to, and whose it is.
#[derive(Debug, Clone)]
pub(super) struct Arrived {
    pub opening: Uuid,
    pub person: Uuid,
    pub name: String,
    pub login: String,
    pub purpose: Purpose,
    pub way: Way,
    pub started_by: Option<Uuid>,
    pub second_by: Option<Uuid>,
}

/// What a secret opens now. A link holds only as long as the address that it was sent to is still the person's; of a
/// letter both halves are needed.
pub(super) async fn arrived(
    db: &PgPool,
    secret_hash: &[u8],
    second_hash: Option<&[u8]>,
    now: OffsetDateTime,
) -> Result<Option<Arrived>> {
    let row = sqlx::query!(
        r#"select o.id, p.id as person, p.name, coalesce(p.email, p.number) as "login!", o.purpose as "purpose: Purpose", o.way as "way: Way",
            o.started_by, o.second_by
           from account_openings o join people p on p.id = o.person_id
           where o.secret_hash = $1 and o.ended_at is null and o.expires_at > $3 and p.active
             and case o.way when 'letter' then o.second_hash = $2 else $2::bytea is null end
             and not exists(select from account_mails where opening_id = o.id and email is distinct from p.email)"#,
        secret_hash,
        second_hash,
        now
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Arrived {
        opening: row.id,
        person: row.person,
        name: row.name,
        login: row.login,
        purpose: row.purpose,
        way: row.way,
        started_by: row.started_by,
        second_by: row.second_by,
    }))
}

/// Uses an opening up; false where somebody was quicker.
pub(super) async fn used(
    tx: &mut PgConnection,
    opening: Uuid,
    now: OffsetDateTime,
) -> Result<bool> {
    let used = sqlx::query!(
        "update account_openings set ended_at = $2, ended_as = 'used', ended_by = person_id
         where id = $1 and ended_at is null and expires_at > $2",
        opening,
        now
    )
    .execute(tx)
    .await?;
    Ok(used.rows_affected() == 1)
}

/// How often somebody has asked for a link on the sign-in page since.
pub(super) async fn asked_since(
    tx: &mut PgConnection,
    person: Uuid,
    since: OffsetDateTime,
) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from account_openings where person_id = $1 and started_by is null and started_at > $2"#,
        person,
        since
    )
    .fetch_one(tx)
    .await?)
}

/// An opening as pages list it.
pub(super) struct Line {
    pub id: Uuid,
    pub purpose: Purpose,
    pub way: Way,
    pub started_by: Option<Uuid>,
    pub starter: Option<String>,
    pub started_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub email: Option<String>,
    pub sent_at: Option<OffsetDateTime>,
    pub failed_at: Option<OffsetDateTime>,
    pub fault: Option<String>,
    pub printed_at: Option<OffsetDateTime>,
    pub second: Option<String>,
    pub second_at: Option<OffsetDateTime>,
    pub ended_at: Option<OffsetDateTime>,
    pub ended_as: Option<End>,
    pub ender: Option<String>,
}

/// The last openings of somebody, the newest first.
pub(super) async fn lines(db: &PgPool, person: Uuid, most: i64) -> Result<Vec<Line>> {
    Ok(sqlx::query_as!(
        Line,
        r#"select o.id, o.purpose as "purpose: Purpose", o.way as "way: Way", o.started_by, s.name as "starter?", o.started_at, o.expires_at,
            m.email as "email?", m.sent_at as "sent_at?", m.failed_at as "failed_at?", m.fault as "fault?", o.printed_at,
            t.name as "second?", o.second_at, o.ended_at, o.ended_as as "ended_as: End", e.name as "ender?"
           from account_openings o
           left join people s on s.id = o.started_by left join people t on t.id = o.second_by left join people e on e.id = o.ended_by
           left join account_mails m on m.opening_id = o.id
           where o.person_id = $1 order by o.started_at desc, o.id limit $2"#,
        person,
        most
    )
    .fetch_all(db)
    .await?)
}
