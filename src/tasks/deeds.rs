//! Who has something to do now, over many appraisals: the same rule as on the start page.

use sqlx::{PgExecutor, types::Json};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::{
    access::{Relation, Scope, Stage, Viewer},
    appraisals::{next_actions, next_actions::Facts},
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

/// One task of one person.
#[derive(Debug, Clone)]
pub struct Open {
    pub appraisal: Uuid,
    pub person: Uuid,
    pub relation: Relation,
    pub stage: Stage,
    pub since: OffsetDateTime,
}

/// What the parties of appraisals in reach have to do now. A role never reaches the viewer's own
/// appraisal, nor one that they are the superior of.
pub async fn open(
    db: impl PgExecutor<'_>,
    viewer: &Viewer,
    scope: &Scope,
    set: &Set,
    today: Date,
    now: OffsetDateTime,
) -> Result<Vec<Open>> {
    let departments = scope.departments();
    let rows = sqlx::query!(
        r#"select a.id as "id!", a.stage as "stage!: Stage", a.stage_since as "stage_since!", x.person_id as "person_id!",
            x.relation as "relation!: Relation", f.facts as "facts: Json<Facts>"
           from appraisals a
           join cycles c on c.id = a.cycle_id and c.status = 'running'
           join deed_facts f on f.appraisal_id = a.id
           cross join lateral (values (a.appraisee_id, 'appraisee'::relation), (a.superior_id, 'superior'),
               (a.facilitator_id, 'facilitator')) x (person_id, relation)
           where a.cycle_id = $1 and a.stage not in ('concluded', 'withdrawn', 'review')
             and ($2::uuid[] is null or a.department_id = any($2))
             and ($3::uuid is null or a.department_id = $3)
             and ($4::stage is null or a.stage = $4)
             and (not $5 or a.due_on < $6)
             and $7 not in (a.appraisee_id, a.superior_id)
             and x.person_id is not null
             and case a.stage when 'self_evaluation' then x.relation = 'appraisee' when 'evaluation' then x.relation = 'superior'
                 when 'goals' then x.relation <> 'facilitator' else true end
           union all
           select a.id, a.stage, a.stage_since, m.person_id, 'committee', f.facts
           from appraisals a
           join cycles c on c.id = a.cycle_id and c.status = 'running'
           join committee_deeds m on m.appraisal_id = a.id and m.deed <> 'wait'
           join deed_facts f on f.appraisal_id = a.id
           where a.cycle_id = $1 and a.stage = 'dispute'
             and ($2::uuid[] is null or a.department_id = any($2))
             and ($3::uuid is null or a.department_id = $3)
             and ($4::stage is null or a.stage = $4)
             and (not $5 or a.due_on < $6)
             and $7 not in (a.appraisee_id, a.superior_id)"#,
        set.cycle,
        departments.as_deref(),
        set.department,
        set.stage as Option<Stage>,
        set.overdue,
        today,
        viewer.id.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter(|row| {
            let facts = row.facts.as_ref().map(|facts| &facts.0);
            has_deed(row.stage, row.relation, facts, now)
        })
        .map(|row| Open {
            appraisal: row.id,
            person: row.person_id,
            relation: row.relation,
            stage: row.stage,
            since: row.stage_since,
        })
        .collect())
}

fn has_deed(stage: Stage, relation: Relation, facts: Option<&Facts>, now: OffsetDateTime) -> bool {
    let nothing = Facts::default();
    next_actions::next_action(stage, relation, facts.unwrap_or(&nothing), now).is_some()
}

/// A page of reminders that have not ended yet, and whether what they ask for is still to be done.
pub async fn reminded(
    db: impl PgExecutor<'_>,
    after: Uuid,
    size: i64,
    now: OffsetDateTime,
) -> Result<Vec<(Uuid, bool)>> {
    let rows = sqlx::query!(
        r#"select r.id, a.stage as "stage: Stage", r.relation as "relation: Relation", f.facts as "facts: Json<Facts>",
            a.stage_since = r.stage_since and (r.relation <> 'committee' or exists (select from committee_deeds m
                where m.appraisal_id = a.id and m.person_id = r.person_id and m.deed <> 'wait')) as "same!"
           from reminders r join appraisals a on a.id = r.appraisal_id join deed_facts f on f.appraisal_id = a.id
           where r.ended_at is null and r.id > $1 order by r.id limit $2"#,
        after,
        size
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let facts = row.facts.as_ref().map(|facts| &facts.0);
            let still = row.same && has_deed(row.stage, row.relation, facts, now);
            (row.id, still)
        })
        .collect())
}
