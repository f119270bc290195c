//! Reading, placing and lifting holds.

use sqlx::{PgConnection, PgExecutor, PgPool};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    ground::ids::PersonId,
    web::{Cursor, Result},
};

/// What a hold is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Person(Uuid),
    Appraisal(Uuid),
}

impl Target {
    fn ids(self) -> (Option<Uuid>, Option<Uuid>) {
        match self {
            Self::Person(id) => (Some(id), None),
            Self::Appraisal(id) => (None, Some(id)),
        }
    }
}

pub struct Hold {
    pub id: Uuid,
    pub reason: String,
    pub placed_by: String,
    pub placed_at: OffsetDateTime,
    pub lifted_by: Option<String>,
    pub lifted_at: Option<OffsetDateTime>,
    pub lift_reason: String,
}

/// All holds that were ever on it, newest first.
pub async fn of(db: impl PgExecutor<'_>, target: Target) -> Result<Vec<Hold>> {
    let (person, appraisal) = target.ids();
    Ok(sqlx::query_as!(
        Hold,
        r#"select h.id, h.reason, p.name as placed_by, h.placed_at, l.name as "lifted_by?", h.lifted_at, h.lift_reason
           from legal_holds h join people p on p.id = h.placed_by left join people l on l.id = h.lifted_by
           where h.person_id = $1 or h.appraisal_id = $2 order by h.placed_at desc, h.id limit 100"#,
        person,
        appraisal
    )
    .fetch_all(db)
    .await?)
}

/// Who is meant, and whether it is the viewer's own matter.
pub struct Subject {
    pub id: Uuid,
    pub name: String,
    pub number: String,
    pub anonymised: bool,
    pub own: bool,
    pub appraisals: i64,
}

/// A person, as HR places a hold on them. Whoever is or was their superior stays out of it.
pub async fn subject(db: &PgPool, person: Uuid, viewer: PersonId) -> Result<Option<Subject>> {
    Ok(sqlx::query_as!(
        Subject,
        r#"select p.id, p.name, p.number, p.anonymised_at is not null as "anonymised!",
            (p.id = $2 or p.superior_id is not distinct from $2 or exists (
                select from appraisals a where a.appraisee_id = p.id and a.superior_id = $2)) as "own!",
            (select count(distinct appraisal_id) from appraisal_people where person_id = $1) as "appraisals!"
           from people p where p.id = $1"#,
        person,
        viewer.0
    )
    .fetch_optional(db)
    .await?)
}

/// False where there is one already.
pub async fn place(
    tx: &mut PgConnection,
    target: Target,
    reason: &str,
    by: PersonId,
    now: OffsetDateTime,
) -> Result<Option<Uuid>> {
    let (person, appraisal) = target.ids();
    Ok(sqlx::query_scalar!(
        "insert into legal_holds (person_id, appraisal_id, reason, placed_by, placed_at) values ($1, $2, $3, $4, $5)
         on conflict do nothing returning id",
        person,
        appraisal,
        reason,
        by.0,
        now
    )
    .fetch_optional(&mut *tx)
    .await?)
}

/// False where it was lifted already, or is on something else.
pub async fn lift(
    tx: &mut PgConnection,
    target: Target,
    hold: Uuid,
    reason: &str,
    by: PersonId,
    now: OffsetDateTime,
) -> Result<bool> {
    let (person, appraisal) = target.ids();
    let done = sqlx::query!(
        "update legal_holds set lifted_by = $4, lifted_at = $5, lift_reason = $6
         where id = $3 and lifted_at is null and (person_id = $1 or appraisal_id = $2)",
        person,
        appraisal,
        hold,
        by.0,
        now,
        reason
    )
    .execute(&mut *tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A line of the list of all holds.
pub struct Line {
    pub id: Uuid,
    pub person: Option<Uuid>,
    pub appraisal: Option<Uuid>,
    pub name: String,
    pub cycle: Option<String>,
    pub reason: String,
    pub placed_by: String,
    pub placed_at: OffsetDateTime,
    pub lifted_by: Option<String>,
    pub lifted_at: Option<OffsetDateTime>,
    pub lift_reason: String,
}

/// Holds, newest first, without those in the viewer's own matter; a search goes by the person's name or number.
pub async fn lines(
    db: &PgPool,
    viewer: PersonId,
    search: Option<&str>,
    lifted: bool,
    cursor: &Cursor,
    limit: i64,
) -> Result<Vec<Line>> {
    let at = cursor
        .at
        .as_ref()
        .and_then(|(micros, id)| Some((super::super::store::instant(micros)?, *id)));
    let back = cursor.back && at.is_some();
    Ok(sqlx::query_as!(
        Line,
        r#"select h.id, h.person_id as person, h.appraisal_id as appraisal, p.name, c.name as "cycle?", h.reason,
            b.name as placed_by, h.placed_at, l.name as "lifted_by?", h.lifted_at, h.lift_reason
           from legal_holds h
           left join appraisals a on a.id = h.appraisal_id
           left join cycles c on c.id = a.cycle_id
           join people p on p.id = coalesce(h.person_id, a.appraisee_id)
           join people b on b.id = h.placed_by
           left join people l on l.id = h.lifted_by
           where p.id <> $1 and p.superior_id is distinct from $1
             and not exists (select from appraisals o where o.appraisee_id = p.id and o.superior_id = $1)
             and ($2::text is null or lower(p.name || ' ' || p.number) like $2)
             and (h.lifted_at is not null) = $3
             and ($4::timestamptz is null
                or case when $6 then (h.placed_at, h.id) > ($4, $5) else (h.placed_at, h.id) < ($4, $5) end)
           order by case when $6 then h.placed_at end, case when $6 then h.id end, h.placed_at desc, h.id desc
           limit $7"#,
        viewer.0,
        search,
        lifted,
        at.map(|one| one.0),
        at.map(|one| one.1),
        back,
        limit
    )
    .fetch_all(db)
    .await?)
}
