//! The figures of one cycle in one query, and the table behind them.

use futures_util::stream::BoxStream;
use rust_decimal::Decimal;
use sqlx::{PgPool, types::Json};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::figures::Figures;
use crate::{
    access::{Scope, Stage, Viewer},
    forms::{form::Bilingual, grades::Scheme},
    web::Result,
};

#[derive(Debug, serde::Deserialize)]
pub struct Department {
    pub id: Uuid,
    pub name: String,
}

pub struct CycleChoice {
    pub id: Uuid,
    pub name: String,
    pub running: bool,
    pub scheme: Json<Scheme>,
    pub scheme_version: i32,
    pub departments: Json<Vec<Department>>,
}

/// Launched cycles with the departments in reach, the one to look at first at the head: running
/// before cancelled, a period that has begun before one to come, the newest first.
pub async fn cycles(db: &PgPool, scope: &Scope, today: Date) -> Result<Vec<CycleChoice>> {
    let departments = scope.departments();
    Ok(sqlx::query_as!(
        CycleChoice,
        r#"select c.id, c.name, c.status = 'running' as "running!", s.definition as "scheme: Json<Scheme>",
               s.version as scheme_version, d.list as "departments!: Json<Vec<Department>>"
           from cycles c
           join schemes s on s.id = c.scheme_id
           join lateral (
               select json_agg(json_build_object('id', d.id, 'name', d.name) order by d.name) as list
               from cycle_departments cd join departments d on d.id = cd.department_id
               where cd.cycle_id = c.id and ($1::uuid[] is null or d.id = any($1))
           ) d on d.list is not null
           where c.launched_at is not null
           order by c.status = 'cancelled', c.starts_on > $2, c.ends_on desc, c.launched_at desc, c.id
           limit 200"#,
        departments.as_deref(),
        today
    )
    .fetch_all(db)
    .await?)
}

/// Everything that is counted, over the appraisals of a cycle in reach.
pub async fn figures(
    db: &PgPool,
    scope: &Scope,
    cycle: Uuid,
    department: Option<Uuid>,
    (today, now): (Date, OffsetDateTime),
) -> Result<Figures> {
    let departments = scope.departments();
    let row = sqlx::query!(
        r#"with counted as (
               select department_id, stage,
                   case when stage in ('preparation', 'interview', 'sign_off', 'dispute', 'concluded') then grade end as grade,
                   sum(count) as count,
                   coalesce(sum(count) filter (where due_on < $4 and stage not in ('concluded', 'withdrawn')), 0) as overdue,
                   coalesce(sum(count) filter (where provisional), 0) as provisional
               from appraisal_counts
               where cycle_id = $1 and ($2::uuid[] is null or department_id = any($2))
                 and ($3::uuid is null or department_id = $3)
               group by 1, 2, 3 having sum(count) <> 0
           ),
           plans as (
               select coalesce(sum(count) filter (where status in ('open', 'reported')), 0) as open,
                   coalesce(sum(count) filter (where status = 'open' and due_on < $4), 0) as overdue,
                   coalesce(sum(count) filter (where status = 'accepted'), 0) as accepted
               from plan_counts
               where cycle_id = $1 and ($2::uuid[] is null or department_id = any($2))
                 and ($3::uuid is null or department_id = $3)
           )
           select (
               select coalesce(json_agg(json_build_object('department_id', c.department_id, 'department', d.name, 'stage', c.stage,
                   'grade', c.grade, 'count', c.count, 'overdue', c.overdue, 'provisional', c.provisional)), '[]')
               from counted c left join departments d on d.id = c.department_id
           ) as "cells!: Json<Vec<super::figures::Cell>>",
           (select count(*) from standing_refusals f join appraisals a on a.id = f.appraisal_id
               where a.cycle_id = $1 and ($2::uuid[] is null or a.department_id = any($2))
                 and ($3::uuid is null or a.department_id = $3)) as "refused!",
           (select coalesce(sum(count), 0)::bigint from counted where stage = 'dispute') as "disputes!",
           (select coalesce(json_agg(json_build_object('relation', t.relation, 'count', t.count, 'overdue', t.overdue)
                   order by t.relation), '[]')
               from (
                   select relation, sum(count)::bigint as count, coalesce(sum(count) filter (where due_on < $4), 0)::bigint as overdue
                   from (
                       select relation, due_on, count from todo_counts
                       where cycle_id = $1 and ($2::uuid[] is null or department_id = any($2))
                         and ($3::uuid is null or department_id = $3)
                       union all
                       select relation, min(due_on), count(distinct appraisal_id) from todos
                       where cycle_id = $1 and ($2::uuid[] is null or department_id = any($2))
                         and ($3::uuid is null or department_id = $3)
                         and done_at is null and kind <= 'vote_again' and (relation = 'committee' or begins_at is not null)
                         and relation <> 'delegate' and (begins_at is null or begins_at <= $5) and (ends_at is null or ends_at > $5)
                       group by relation, appraisal_id
                   ) n group by relation having sum(count) <> 0
               ) t
           ) as "turns!: Json<Vec<super::figures::Turn>>",
           plans.open::bigint as "plan_open!", plans.overdue::bigint as "plan_overdue!", accepted::bigint as "plan_accepted!",
           k.open as "parked_open!", k.overdue as "parked_overdue!"
           from plans, (
               select count(*) as open, count(*) filter (where k.due_on < $4) as overdue
               from parked_points k join appraisals a on a.id = k.appraisal_id
               where k.reported_at is null and a.stage in ('sign_off', 'dispute', 'concluded')
                 and a.cycle_id = $1 and ($2::uuid[] is null or a.department_id = any($2))
                 and ($3::uuid is null or a.department_id = $3)
           ) k"#,
        cycle,
        departments.as_deref(),
        department,
        today,
        now
    )
    .fetch_one(db)
    .await?;
    Ok(Figures {
        cells: row.cells.0,
        refused: row.refused,
        disputes: row.disputes,
        plan_open: row.plan_open,
        plan_overdue: row.plan_overdue,
        plan_accepted: row.plan_accepted,
        turns: row.turns.0,
        parked_open: row.parked_open,
        parked_overdue: row.parked_overdue,
    })
}

/// One appraisal as the exported table has it. A result stands in it only once it is released.
pub struct ExportRow {
    pub cycle: String,
    pub number: String,
    pub name: String,
    pub department: String,
    pub position: String,
    pub superior: String,
    pub facilitator: String,
    pub stage: Stage,
    pub due_on: Option<Date>,
    pub total: Option<Decimal>,
    pub band: Option<Json<Bilingual>>,
    pub multiplier: Option<Decimal>,
    pub provisional: bool,
    pub refused: bool,
    pub self_skipped: bool,
    pub withdrawn_reason: String,
}

pub fn table<'a>(
    db: &'a PgPool,
    viewer: &Viewer,
    scope: &Scope,
    cycle: Uuid,
    department: Option<Uuid>,
) -> BoxStream<'a, sqlx::Result<ExportRow>> {
    let departments = scope.departments();
    sqlx::query_as!(
        ExportRow,
        r#"select c.name as cycle, e.number, e.name, coalesce(d.name, '') as "department!", a.position,
            s.name as superior, coalesce(f.name, '') as "facilitator!", a.stage as "stage: Stage", a.due_on,
            case when k.known then a.total end as total,
            case when k.known then sc.definition -> 'bands' -> a.grade::int -> 'name' end as "band: Json<Bilingual>",
            case when k.known then a.multiplier end as multiplier,
            a.provisional, exists (select from standing_refusals r where r.appraisal_id = a.id) as "refused!",
            a.self_skipped, coalesce(a.withdrawn_reason, '') as "withdrawn_reason!"
           from appraisals a
           join cycles c on c.id = a.cycle_id
           join schemes sc on sc.id = c.scheme_id
           join people e on e.id = a.appraisee_id
           join people s on s.id = a.superior_id
           left join people f on f.id = a.facilitator_id
           left join departments d on d.id = a.department_id
           -- as Seen::result_unopened: nobody reads here what can still be taken back from themselves
           cross join lateral (select a.stage in ('preparation', 'interview', 'sign_off', 'dispute', 'concluded')
               and (a.appraisee_id <> $4 or a.stage <> 'preparation' or a.opened_at is not null) as known) k
           where a.cycle_id = $1 and ($2::uuid[] is null or a.department_id = any($2))
             and ($3::uuid is null or a.department_id = $3)
           order by d.name, e.name, e.number"#,
        cycle,
        departments.as_deref(),
        department,
        viewer.id.0
    )
    .fetch(db)
}
