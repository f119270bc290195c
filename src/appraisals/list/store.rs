//! Appraisals as a list: only those the viewer is party to, a page at a time.

use rust_decimal::Decimal;
use sqlx::{PgPool, types::Json};
use time::Date;
use uuid::Uuid;

use crate::{
    access::{Action, DisputePhase, Relation, Stage, Viewer, policy},
    appraisals::next_actions::Facts,
    forms::grades::Scheme,
    ground::ids::AppraisalId,
    web::{Cursor, Result},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    #[default]
    Due,
    Name,
}

/// What a list is narrowed down to.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools)] // each is one filter of the list
pub struct Filter {
    pub cycle: Option<Uuid>,
    pub stages: Option<Vec<Stage>>,
    /// Where disputes among them lie.
    pub disputes: Option<Vec<DisputePhase>>,
    pub relation: Option<Relation>,
    pub department: Option<Uuid>,
    pub overdue: bool,
    pub provisional: bool,
    /// Approved and not yet released.
    pub releasable: bool,
    pub refused: bool,
    /// Released with this band of the cycle's grade scheme.
    pub grade: Option<i16>,
    pub pattern: Option<String>,
    pub sort: Sort,
    pub cursor: Cursor,
}

pub struct Line {
    pub id: AppraisalId,
    pub sort_key: String,
    pub number: String,
    pub name: String,
    pub department: String,
    pub cycle: String,
    pub stage: Stage,
    pub facts: Option<Json<Facts>>,
    pub due_on: Option<Date>,
    pub superior: String,
    pub relations: Vec<Relation>,
    pub approved: bool,
    pub provisional: bool,
    pub total: Option<Decimal>,
    pub grade: Option<i16>,
    pub scheme: Json<Scheme>,
}

/// One page and one row more, in the direction of the cursor.
pub async fn load(
    db: &PgPool,
    viewer: &Viewer,
    filter: &Filter,
    today: Date,
    size: i64,
) -> Result<Vec<Line>> {
    let (key, id) = filter.cursor.parts();
    Ok(sqlx::query_as!(
        Line,
        r#"with mine as materialized (
               select distinct appraisal_id from parties
               where person_id = $1 and relation <> 'colleague' and ($2::relation is null or relation = $2)
           ),
           page as (
               select a.*, k.key, e.name, e.number
               from appraisals a
               join people e on e.id = a.appraisee_id
               cross join lateral (select case when $10 then lower(e.name) else coalesce(a.due_on::text, '9999') end as key) k
               where a.id = any(array(select appraisal_id from mine))
                 and ($3::uuid is null or a.cycle_id = $3)
                 and ($4::stage[] is null or a.stage = any($4))
                 and ($17::dispute_phase[] is null or a.stage <> 'dispute'
                     or coalesce((select phase from dispute_phases where appraisal_id = a.id), 'answer') = any($17))
                 and ($5::uuid is null or a.department_id = $5)
                 and (not $6 or (a.due_on < $12 and a.stage not in ('concluded', 'withdrawn')))
                 and (not $7 or a.provisional)
                 and (not $9 or exists (select from standing_refusals r where r.appraisal_id = a.id))
                 and ($18::smallint is null or a.grade = $18)
                 -- only for those who may know the result, once it is told: else these filters would tell it
                 and (not ($7 or $9 or $18::smallint is not null) or (a.stage = any($19)
                     and (a.appraisee_id <> $1 or a.stage <> 'preparation' or a.opened_at is not null)
                     and exists (select from parties r where r.appraisal_id = a.id and r.person_id = $1 and r.relation = any($20))))
                 -- that it is approved, only for those who may release it
                 and (not $8 or (a.stage = 'review' and a.approved_at is not null
                     and exists (select from parties r where r.appraisal_id = a.id and r.person_id = $1 and r.relation = any($21))))
                 and ($11::text is null or lower(e.name || ' ' || e.number) like $11)
                 and ($13::text is null or case when $15 then (k.key, a.id) < ($13, $14) else (k.key, a.id) > ($13, $14) end)
               order by case when $15 then k.key end desc, case when $15 then a.id end desc, k.key, a.id
               limit $16
           )
           select p.id as "id: AppraisalId", p.key as "sort_key!", p.number, p.name, coalesce(d.name, '') as "department!",
               c.name as cycle, p.stage as "stage: Stage",
               case when p.stage in ('goals', 'preparation', 'sign_off', 'dispute') then (select facts from deed_facts where appraisal_id = p.id) end as "facts: Json<Facts>", p.due_on, s.name as superior,
               (select array_agg(distinct relation) from parties where appraisal_id = p.id and person_id = $1) as "relations!: Vec<Relation>",
               p.approved_at is not null as "approved!", p.provisional,
               -- as Seen::result_unopened: what can still be taken back is told by no other page
               case when p.appraisee_id <> $1 or p.stage <> 'preparation' or p.opened_at is not null then p.total end as total,
               p.grade, sc.definition as "scheme: Json<Scheme>"
           from page p
           join cycles c on c.id = p.cycle_id
           join schemes sc on sc.id = c.scheme_id
           join people s on s.id = p.superior_id
           left join departments d on d.id = p.department_id
           order by case when $15 then p.key end desc, case when $15 then p.id end desc, p.key, p.id"#,
        viewer.id.0,
        filter.relation as Option<Relation>,
        filter.cycle,
        filter.stages.as_deref() as Option<&[Stage]>,
        filter.department,
        filter.overdue,
        filter.provisional,
        filter.releasable,
        filter.refused,
        filter.sort == Sort::Name,
        filter.pattern,
        today,
        key,
        id,
        filter.cursor.back,
        size,
        filter.disputes.as_deref() as Option<&[DisputePhase]>,
        filter.grade,
        policy::rule(Action::ReadResult).when as &[Stage],
        policy::rule(Action::ReadResult).who as &[Relation],
        policy::rule(Action::Release).who as &[Relation]
    )
    .fetch_all(db)
    .await?)
}

#[derive(Debug, serde::Deserialize)]
pub struct Named {
    pub id: Uuid,
    pub name: String,
}

/// The cycles and departments that the filters offer: those in which the viewer is party to something.
pub async fn choices(db: &PgPool, viewer: &Viewer) -> Result<(Vec<Named>, Vec<Named>)> {
    let row = sqlx::query!(
        r#"with mine as materialized (
               select distinct cycle_id, department_id from appraisals
               where id in (select appraisal_id from parties where person_id = $1 and relation <> 'colleague')
           )
           select (select coalesce(json_agg(json_build_object('id', id, 'name', name) order by ends_on desc, name), '[]')
                   from cycles where id in (select cycle_id from mine)) as "cycles!: Json<Vec<Named>>",
                  (select coalesce(json_agg(json_build_object('id', id, 'name', name) order by name), '[]')
                   from departments where id in (select department_id from mine)) as "departments!: Json<Vec<Named>>""#,
        viewer.id.0
    )
    .fetch_one(db)
    .await?;
    Ok((row.cycles.0, row.departments.0))
}
