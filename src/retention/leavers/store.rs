//! Whose time is over, and what keeps somebody's data all the same.

use sqlx::{PgConnection, PgExecutor, PgPool};
use time::Date;
use uuid::Uuid;

use crate::web::{Cursor, Result};

/// Somebody whose data can be anonymised, unless something keeps it.
pub struct Leaver {
    pub id: Uuid,
    pub name: String,
    pub number: String,
    pub department: Option<String>,
    pub left_on: Date,
    pub due_on: Date,
    pub appraisals: i64,
    pub keeps: Keeps,
}

/// Why somebody's data has to stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    Nothing,
    Hold,
    /// A hold on somebody else, or on an appraisal in which they have a part.
    OtherHold,
    /// A part in an appraisal that is open or may still be disputed.
    OpenWork,
}

impl Keeps {
    fn of(held: bool, other: bool, open: bool) -> Self {
        match (held, other, open) {
            (true, ..) => Self::Hold,
            (_, true, _) => Self::OtherHold,
            (.., true) => Self::OpenWork,
            _ => Self::Nothing,
        }
    }
}

pub async fn page(
    db: &PgPool,
    today: Date,
    search: Option<&str>,
    cursor: &Cursor,
    limit: i64,
) -> Result<Vec<Leaver>> {
    let at = cursor.at.as_ref().and_then(|(day, id)| {
        let day = crate::web::when::parse_day(day)?;
        Some((day, *id))
    });
    let back = cursor.back && at.is_some();
    let ids = sqlx::query_scalar!(
        r#"select p.id from people p cross join retention_terms t
           where not p.active and p.anonymised_at is null and p.left_on <= $1::date - make_interval(months => t.record_months)
             and ($2::text is null or lower(p.name || ' ' || p.number || ' ' || coalesce(p.email, '')) like $2)
             and ($3::date is null
                or case when $5 then (p.left_on, p.id) < ($3, $4) else (p.left_on, p.id) > ($3, $4) end)
           order by case when $5 then p.left_on end desc, case when $5 then p.id end desc, p.left_on, p.id limit $6"#,
        today,
        search,
        at.map(|one| one.0),
        at.map(|one| one.1),
        back,
        limit
    )
    .fetch_all(db)
    .await?;
    let mut found = named(db, today, &ids).await?;
    // in the order of reading, which is backwards here
    if back {
        found.reverse();
    }
    Ok(found)
}

/// Those of the given people whose time is over, in the order in which they left.
pub async fn named(db: impl PgExecutor<'_>, today: Date, ids: &[Uuid]) -> Result<Vec<Leaver>> {
    let rows = sqlx::query!(
        r#"with parts as materialized (
               select distinct person_id, appraisal_id from appraisal_people where person_id = any($2)
           )
           select p.id, p.name, p.number, d.name as "department?", p.left_on as "left_on!",
               (p.left_on + make_interval(months => t.record_months))::date as "due_on!",
               (select count(*) from appraisals a where a.appraisee_id = p.id) as "appraisals!",
               exists (select from legal_holds h where h.person_id = p.id and h.lifted_at is null) as "held!",
               exists (select from parts q join held_appraisals h on h.appraisal_id = q.appraisal_id where q.person_id = p.id)
                   as "other!",
               exists (select from parts q join appraisals a on a.id = q.appraisal_id where q.person_id = p.id
                   and (a.stage not in ('concluded', 'withdrawn') or a.dispute_until >= $1
                        or exists (select from reopenings r where r.appraisal_id = a.id and r.decided_at is null))) as "open!"
           from people p cross join retention_terms t left join departments d on d.id = p.department_id
           where p.id = any($2) and not p.active and p.anonymised_at is null
             and p.left_on <= $1::date - make_interval(months => t.record_months)
           order by p.left_on, p.id"#,
        today,
        ids
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Leaver {
            id: row.id,
            name: row.name,
            number: row.number,
            department: row.department,
            left_on: row.left_on,
            due_on: row.due_on,
            appraisals: row.appraisals,
            keeps: Keeps::of(row.held, row.other, row.open),
        })
        .collect())
}

/// The rows of people and of their own appraisals, so that nobody changes them meanwhile.
pub async fn lock(tx: &mut PgConnection, people: &[Uuid]) -> Result<Vec<Uuid>> {
    sqlx::query!(
        "select id from people where id = any($1) order by id for update",
        people
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(sqlx::query_scalar!(
        "select id from appraisals where appraisee_id = any($1) order by id for update",
        people
    )
    .fetch_all(&mut *tx)
    .await?)
}
