//! Cycles in the database: lists, one cycle, saving a draft.

use sqlx::{PgConnection, PgExecutor, PgPool, types::Json};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::rules::{Counts, Kind, Terms};
use crate::{
    access::Stage,
    forms::{form::Form, seed},
    ground::ids::CycleId,
    people::Level,
    web::{Error, OneRow, Result},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "cycle_status", rename_all = "snake_case")]
pub enum Status {
    Draft,
    /// Its appraisals are being made.
    Launching,
    Running,
    Paused,
    Closed,
    Cancelled,
}

impl Status {
    pub const ALL: [Self; 6] = [
        Self::Draft,
        Self::Launching,
        Self::Running,
        Self::Paused,
        Self::Closed,
        Self::Cancelled,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Launching => "launching",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
        }
    }
}

pub struct Cycle {
    pub id: CycleId,
    pub terms: Terms,
    pub departments: Vec<String>,
    pub status: Status,
    pub launched_at: Option<OffsetDateTime>,
    pub cancelled_reason: String,
    pub paused_on: Option<Date>,
    pub paused_reason: String,
    pub closed_at: Option<OffsetDateTime>,
    pub version: i32,
    pub form: Form,
    pub stages: Vec<StageCount>,
    /// Concluded ones whose result may still be disputed: how many, and until when.
    pub disputable: i64,
    pub disputable_until: Option<Date>,
}

#[derive(Debug, serde::Deserialize)]
pub struct StageCount {
    pub stage: Stage,
    pub count: i64,
    pub overdue: i64,
}

#[derive(Debug, serde::Deserialize)]
struct Department {
    id: Uuid,
    name: String,
}

pub async fn load(db: impl PgExecutor<'_>, id: CycleId, today: Date) -> Result<Cycle> {
    let row = sqlx::query!(
        r#"select c.name, c.starts_on, c.ends_on, c.with_goals, c.with_review, c.with_facilitator, c.notice_days,
            c.dispute_days, c.goals_due, c.self_due, c.evaluation_due, c.review_due, c.interview_due, c.sign_due,
            c.kind as "kind: Kind", c.with_below, c.levels as "levels: Vec<Level>", c.hired_from, c.hired_to,
            c.least_months, c.service_on, c.due_rules as "counts: Json<Counts>",
            c.status as "status: Status", c.launched_at, c.cancelled_reason, c.paused_on, c.paused_reason, c.closed_at,
            c.version,
            (select count(*) from appraisals where cycle_id = c.id and stage = 'concluded' and dispute_until >= $2) as "disputable!",
            (select max(dispute_until) from appraisals where cycle_id = c.id and stage = 'concluded' and dispute_until >= $2)
                as disputable_until,
            f.definition as "form: Json<Form>",
            coalesce((select json_agg(json_build_object('id', d.id, 'name', d.name) order by d.name)
                from cycle_departments cd join departments d on d.id = cd.department_id
                where cd.cycle_id = c.id), '[]') as "departments!: Json<Vec<Department>>",
            coalesce((select json_agg(n order by n.stage) from (
                select stage, count(*) as count, count(*) filter (where due_on < $2) as overdue
                from appraisals where cycle_id = c.id group by stage) n), '[]') as "stages!: Json<Vec<StageCount>>"
           from cycles c join forms f on f.id = c.form_id
           where c.id = $1"#,
        id.0,
        today
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)?;
    let (ids, names) = row
        .departments
        .0
        .into_iter()
        .map(|department| (department.id, department.name))
        .unzip();
    Ok(Cycle {
        id,
        terms: Terms {
            name: row.name,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            kind: row.kind,
            departments: ids,
            all_departments: false,
            with_below: row.with_below,
            levels: row.levels,
            hired_from: row.hired_from,
            hired_to: row.hired_to,
            least_months: row.least_months,
            service_on: row.service_on,
            with_goals: row.with_goals,
            with_review: row.with_review,
            with_facilitator: row.with_facilitator,
            notice_days: row.notice_days,
            dispute_days: row.dispute_days,
            goals_due: row.goals_due,
            self_due: row.self_due,
            evaluation_due: row.evaluation_due,
            review_due: row.review_due,
            interview_due: row.interview_due,
            sign_due: row.sign_due,
            counts: row.counts.0,
        },
        departments: names,
        status: row.status,
        launched_at: row.launched_at,
        cancelled_reason: row.cancelled_reason.unwrap_or_default(),
        paused_on: row.paused_on,
        paused_reason: row.paused_reason.unwrap_or_default(),
        closed_at: row.closed_at,
        disputable: row.disputable,
        disputable_until: row.disputable_until,
        version: row.version,
        form: row.form.0,
        stages: row.stages.0,
    })
}

pub struct DepartmentLine {
    pub id: Uuid,
    pub name: String,
    pub active: i64,
}

/// Departments to choose from, those that are not closed, with how many people work there.
pub async fn departments(db: &PgPool) -> Result<Vec<DepartmentLine>> {
    Ok(sqlx::query_as!(
        DepartmentLine,
        r#"select d.id, d.name, coalesce(n.active, 0) as "active!"
           from departments d
           left join (select department_id, count(*) as active from people where active group by department_id) n
               on n.department_id = d.id
           where d.closed_on is null
           order by d.name, d.id"#
    )
    .fetch_all(db)
    .await?)
}

/// Writes a new draft (`version` `None`) or changes one at the version it was read at.
pub async fn save(
    tx: &mut PgConnection,
    id: CycleId,
    terms: &Terms,
    version: Option<i32>,
) -> Result<()> {
    let (form, scheme) = seed::standard(tx).await?;
    sqlx::query!(
        r#"insert into cycles as c (id, name, starts_on, ends_on, form_id, scheme_id, with_goals, with_review,
            with_facilitator, notice_days, dispute_days, goals_due, self_due, evaluation_due, review_due,
            interview_due, sign_due, kind, with_below, levels, hired_from, hired_to, least_months, service_on, due_rules)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $19, $20, $21, $22, $23, $24,
            $25, $26)
           on conflict (id) do update set name = $2, starts_on = $3, ends_on = $4, with_goals = $7, with_review = $8,
            with_facilitator = $9, notice_days = $10, dispute_days = $11, goals_due = $12, self_due = $13,
            evaluation_due = $14, review_due = $15, interview_due = $16, sign_due = $17, kind = $19, with_below = $20, levels = $21,
            hired_from = $22, hired_to = $23, least_months = $24, service_on = $25, due_rules = $26, version = c.version + 1
           where c.version = $18 and c.status = 'draft'"#,
        id.0,
        terms.name,
        terms.starts_on,
        terms.ends_on,
        form,
        scheme,
        terms.with_goals,
        terms.with_review,
        terms.with_facilitator,
        terms.notice_days,
        terms.dispute_days,
        terms.goals_due,
        terms.self_due,
        terms.evaluation_due,
        terms.review_due,
        terms.interview_due,
        terms.sign_due,
        version,
        terms.kind as Kind,
        terms.with_below,
        &terms.levels as &[Level],
        terms.hired_from,
        terms.hired_to,
        terms.least_months,
        terms.service_on,
        serde_json::to_value(&terms.counts)?
    )
    .execute(&mut *tx)
    .await?.one_row()?;
    sqlx::query!(
        r#"with gone as (delete from cycle_departments where cycle_id = $1 and department_id <> all($2) and not $3)
           insert into cycle_departments (cycle_id, department_id)
           select $1, id from departments where ($3 and closed_on is null) or id = any($2)
           on conflict do nothing"#,
        id.0,
        &terms.departments,
        terms.all_departments
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}
