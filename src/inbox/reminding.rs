//! Whom HR can ask again, over many appraisals, and which reminders are answered: both from the ledger.

use sqlx::PgExecutor;
use time::OffsetDateTime;
use uuid::Uuid;

use super::kind::Kind;
use crate::{
    access::{Relation, Stage},
    audit::Moment,
    ground::ids::PersonId,
    web::Result,
};

/// Part of a running cycle.
#[derive(Debug, Clone, Default)]
pub struct Set {
    pub cycle: Uuid,
    pub department: Option<Uuid>,
    pub stage: Option<Stage>,
    pub overdue: bool,
}

/// One turn of one person.
#[derive(Debug, Clone)]
pub struct Open {
    pub appraisal: Uuid,
    pub person: Uuid,
    pub relation: Relation,
    pub stage: Stage,
    pub since: OffsetDateTime,
}

/// Whose turn it is now: in appraisals in the reach of somebody as HR or clerk, and of those in a part of a cycle, perhaps
/// only in these. A delegate's is the superior's. A role never reaches its holder's own appraisal, nor one that they are
/// a superior of.
pub async fn open(
    db: impl PgExecutor<'_>,
    who: PersonId,
    set: &Set,
    these: Option<&[Uuid]>,
    at: Moment,
) -> Result<Vec<Open>> {
    Ok(sqlx::query_as!(
        Open,
        r#"select distinct on (a.id, t.person_id, t.relation) a.id as appraisal, t.person_id as "person!",
            t.relation as "relation!: Relation", a.stage as "stage: Stage", a.stage_since as since
           from todos t
           join appraisals a on a.id = t.appraisal_id
           join cycles c on c.id = t.cycle_id and c.status = 'running'
           where t.cycle_id = $1 and t.kind = any($7) and t.done_at is null
             and t.relation in ('appraisee', 'superior', 'facilitator', 'committee') and t.person_id is not null
             and (t.begins_at is null or t.begins_at <= $8) and (t.ends_at is null or t.ends_at > $8)
             and (exists (select from person_roles where person_id = $6 and role = 'hr')
                or t.department_id = any(array(select k.department_id from clerk_departments k
                    join person_roles r on r.person_id = k.person_id and r.role = 'clerk' where k.person_id = $6)))
             and ($2::uuid is null or t.department_id = $2)
             and ($3::stage is null or a.stage = $3)
             and (not $4 or a.due_on < $5)
             and $6 not in (a.appraisee_id, a.superior_id)
             and not exists (select from appraisal_superiors x where x.appraisal_id = a.id and x.person_id = $6)
             and ($9::uuid[] is null or a.id = any($9))"#,
        set.cycle,
        set.department,
        set.stage as Option<Stage>,
        set.overdue,
        at.today,
        who.0,
        &Kind::turns() as &[Kind],
        at.now,
        these
    )
    .fetch_all(db)
    .await?)
}

/// A page of reminders that have not ended yet, and whether what they ask for is still to be done.
pub async fn reminded(
    db: impl PgExecutor<'_>,
    after: Uuid,
    size: i64,
    at: Moment,
) -> Result<Vec<(Uuid, bool)>> {
    let rows = sqlx::query!(
        r#"select r.id, a.stage_since = r.stage_since and exists (select from todos t
                where t.appraisal_id = r.appraisal_id and t.person_id = r.person_id and t.relation = r.relation
                  and t.kind = any($3) and t.done_at is null
                  and (t.begins_at is null or t.begins_at <= $4) and (t.ends_at is null or t.ends_at > $4)) as "still!"
           from reminders r join appraisals a on a.id = r.appraisal_id
           where r.ended_at is null and r.id > $1 order by r.id limit $2"#,
        after,
        size,
        &Kind::turns() as &[Kind],
        at.now
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.still)).collect())
}
