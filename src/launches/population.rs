//! Who takes part, and the launch that makes their appraisals. The view `cycle_population` decides;
//! the preview reads it and the launch inserts it.

use sqlx::{PgExecutor, PgTransaction, types::Json};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::{
    access::Stage,
    ground::ids::{CycleId, PersonId},
    history,
    web::{Cursor, Error, Result},
};

/// How a person comes into a cycle, or why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    Direct,
    /// The superior is inactive: the next active one up the line.
    LevelUp,
    /// HR named a reviewer.
    Named,
    Inactive,
    Exempt,
    NoSuperior,
}

impl Place {
    pub const ALL: [Self; 6] = [
        Self::NoSuperior,
        Self::Inactive,
        Self::Exempt,
        Self::Direct,
        Self::LevelUp,
        Self::Named,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::LevelUp => "level_up",
            Self::Named => "named",
            Self::Inactive => "inactive",
            Self::Exempt => "exempt",
            Self::NoSuperior => "no_superior",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.key() == key)
    }

    /// Whether the person gets an appraisal.
    pub fn takes_part(self) -> bool {
        matches!(self, Self::Direct | Self::LevelUp | Self::Named)
    }
}

/// One person of the population.
pub struct Member {
    pub id: Uuid,
    pub number: String,
    pub name: String,
    pub department: String,
    pub position: String,
    pub place: Place,
    pub superior: String,
    pub facilitator: String,
    pub exempt_reason: String,
}

/// What the preview counts, over everybody and not only the page.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Counts {
    pub direct: i64,
    pub level_up: i64,
    pub named: i64,
    pub inactive: i64,
    pub exempt: i64,
    pub no_superior: i64,
    pub no_facilitator: i64,
    /// Active people without a department: no cycle reaches them.
    pub nowhere: i64,
    /// Names of people who have an appraisal in another running cycle of an overlapping period.
    pub clashes: Vec<String>,
    pub clashing: i64,
}

impl Counts {
    pub fn of(&self, place: Place) -> i64 {
        match place {
            Place::Direct => self.direct,
            Place::LevelUp => self.level_up,
            Place::Named => self.named,
            Place::Inactive => self.inactive,
            Place::Exempt => self.exempt,
            Place::NoSuperior => self.no_superior,
        }
    }

    pub fn taking_part(&self) -> i64 {
        self.direct + self.level_up + self.named
    }
}

/// What the preview shows of the population.
pub struct Wanted {
    pub place: Option<Place>,
    pub no_facilitator: bool,
    pub pattern: Option<String>,
    pub cursor: Cursor,
    pub size: i64,
}

impl Wanted {
    /// Only the counts.
    pub fn none() -> Self {
        Self {
            place: None,
            no_facilitator: false,
            pattern: None,
            cursor: Cursor::default(),
            size: 0,
        }
    }
}

/// A page of the population and the counts over all of it.
pub async fn population(
    db: impl PgExecutor<'_>,
    cycle: CycleId,
    wanted: &Wanted,
) -> Result<(Counts, Vec<Member>)> {
    let (key, id) = wanted.cursor.parts();
    let row = sqlx::query!(
        r#"with population as materialized (
               select cp.*, p.name, p.number, coalesce(d.name, '') as department,
                   coalesce(s.name, '') as superior, coalesce(f.name, '') as facilitator
               from cycle_population cp
               join people p on p.id = cp.person_id
               left join departments d on d.id = cp.department_id
               left join people s on s.id = cp.superior_id
               left join people f on f.id = cp.facilitator_id
               where cp.cycle_id = $1
           ), clashes as (
               select distinct p.name || ' (' || p.number || ', ' || o.name || ')' as words
               from population p
               join appraisals a on a.appraisee_id = p.person_id and a.stage <> 'withdrawn' and a.cycle_id <> $1
               join cycles o on o.id = a.cycle_id and o.status = 'running'
               join cycles c on c.id = $1 and c.starts_on <= o.ends_on and o.starts_on <= c.ends_on
               where p.place in ('direct', 'level_up', 'named')
           ), page as (
               select * from population p
               where ($2::text is null or p.place = $2)
                 and (not $3 or (p.facilitator_id is null and p.place in ('direct', 'level_up', 'named')))
                 and ($4::text is null or lower(p.name || ' ' || p.number) like $4)
                 and ($5::text is null or case when $7 then (p.name, p.person_id) < ($5, $6) else (p.name, p.person_id) > ($5, $6) end)
               order by case when $7 then p.name end desc, case when $7 then p.person_id end desc, p.name, p.person_id
               limit $8
           )
           select (
               select json_build_object(
                   'direct', count(*) filter (where place = 'direct'),
                   'level_up', count(*) filter (where place = 'level_up'),
                   'named', count(*) filter (where place = 'named'),
                   'inactive', count(*) filter (where place = 'inactive'),
                   'exempt', count(*) filter (where place = 'exempt'),
                   'no_superior', count(*) filter (where place = 'no_superior'),
                   'no_facilitator', count(*) filter (where facilitator_id is null and place in ('direct', 'level_up', 'named')),
                   'nowhere', (select count(*) from people where active and department_id is null),
                   'clashing', (select count(*) from clashes),
                   'clashes', (select coalesce(json_agg(words), '[]') from (select words from clashes order by words limit 20) c))
               from population
           ) as "counts!: Json<Counts>",
           (select coalesce(json_agg(json_build_object('id', person_id, 'number', number, 'name', name, 'department', department,
               'position', position, 'place', place, 'superior', superior, 'facilitator', facilitator,
               'exempt_reason', coalesce(exempt_reason, ''))), '[]') from page) as "page!: Json<Vec<Row>>""#,
        cycle.0,
        wanted.place.map(Place::key),
        wanted.no_facilitator,
        wanted.pattern,
        key,
        id,
        wanted.cursor.back,
        wanted.size
    )
    .fetch_one(db)
    .await?;
    let members = row.page.0.into_iter().filter_map(Row::member).collect();
    Ok((row.counts.0, members))
}

#[derive(Debug, serde::Deserialize)]
struct Row {
    id: Uuid,
    number: String,
    name: String,
    department: String,
    position: String,
    place: String,
    superior: String,
    facilitator: String,
    exempt_reason: String,
}

impl Row {
    fn member(self) -> Option<Member> {
        Some(Member {
            place: Place::from_key(&self.place)?,
            id: self.id,
            number: self.number,
            name: self.name,
            department: self.department,
            position: self.position,
            superior: self.superior,
            facilitator: self.facilitator,
            exempt_reason: self.exempt_reason,
        })
    }
}

/// Makes the appraisals of a cycle, with the first event of each chain. The cycle's row is locked by
/// the caller; nobody has an appraisal in it yet.
pub async fn insert(
    tx: &mut PgTransaction<'_>,
    cycle: CycleId,
    first: (Stage, Date),
    actor: PersonId,
    now: OffsetDateTime,
) -> Result<usize> {
    let rows = sqlx::query!(
        r#"insert into appraisals (cycle_id, appraisee_id, superior_id, next_superior_id, facilitator_id,
            department_id, position, level, stage, stage_since, due_on)
           select cycle_id, person_id, superior_id, next_superior_id, facilitator_id, department_id, position, level, $2, $4, $3
           from cycle_population where cycle_id = $1 and place in ('direct', 'level_up', 'named')
           returning id, appraisee_id, superior_id, facilitator_id"#,
        cycle.0,
        first.0 as Stage,
        first.1,
        now
    )
    .fetch_all(&mut **tx)
    .await?;
    let events: Vec<(Uuid, serde_json::Value)> = rows
        .into_iter()
        .map(|row| {
            let detail = serde_json::json!({
                "cycle": cycle,
                "appraisee": row.appraisee_id,
                "superior": row.superior_id,
                "facilitator": row.facilitator_id,
                "stage": first.0,
            });
            (row.id, detail)
        })
        .collect();
    history::append_many(tx, &events, Some(actor), "launched", now).await?;
    Ok(events.len())
}

/// Withdraws whatever is still open in a cycle; what is concluded stays.
pub async fn withdraw_open(
    tx: &mut PgTransaction<'_>,
    cycle: CycleId,
    reason: &str,
    actor: PersonId,
    now: OffsetDateTime,
) -> Result<usize> {
    let ids = sqlx::query_scalar!(
        r#"update appraisals set version = version + 1, stage = 'withdrawn', stage_since = $2, due_on = null,
            signed_off_at = null, provisional = false, withdrawn_reason = $3
           where cycle_id = $1 and stage not in ('concluded', 'withdrawn')
           returning id"#,
        cycle.0,
        now,
        reason
    )
    .fetch_all(&mut **tx)
    .await?;
    let events: Vec<(Uuid, serde_json::Value)> = ids
        .into_iter()
        .map(|id| {
            (
                id,
                serde_json::json!({ "reason": reason, "cycle_cancelled": cycle }),
            )
        })
        .collect();
    history::append_many(tx, &events, Some(actor), "withdrawn", now).await?;
    Ok(events.len())
}

/// Locks the cycle at the version that was read and says what it was; one launch at a time, so that
/// the look for overlapping cycles holds until the end of the transaction.
pub async fn lock(
    tx: &mut PgTransaction<'_>,
    cycle: CycleId,
) -> Result<(super::store::Status, i32)> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('cycle launch'))")
        .execute(&mut **tx)
        .await?;
    let row = sqlx::query!(
        r#"select status as "status: super::store::Status", version from cycles where id = $1 for update"#,
        cycle.0
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Error::NotFound)?;
    Ok((row.status, row.version))
}

/// Sets the cycle running or cancelled.
pub async fn set_status(
    tx: &mut PgTransaction<'_>,
    cycle: CycleId,
    status: super::store::Status,
    reason: Option<&str>,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        r#"update cycles set status = $2, version = version + 1, cancelled_reason = $3,
            launched_at = case when $2 = 'running'::cycle_status then $4 else launched_at end
           where id = $1"#,
        cycle.0,
        status as super::store::Status,
        reason,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
