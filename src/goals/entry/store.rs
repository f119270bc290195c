//! Whom goals can be entered for, in a few queries whatever their number.

use std::{collections::BTreeMap, sync::Arc};

use sqlx::{PgPool, types::Json};
use time::Date;
use uuid::Uuid;

use super::rules::{Aim, Target};
use crate::{
    access::{Action, Relation, Stage, Viewer, policy},
    forms::form::Form,
    goals::rules::Goal,
    web::Result,
};

/// A running cycle with goals in which the viewer may enter some.
#[derive(Debug, Clone)]
pub struct CycleLine {
    pub id: Uuid,
    pub name: String,
    pub starts_on: Date,
}

fn who() -> &'static [Relation] {
    policy::rule(Action::EnterGoals).who
}

pub async fn cycles(db: &PgPool, viewer: &Viewer) -> Result<Vec<CycleLine>> {
    let rows = sqlx::query!(
        "select c.id, c.name, c.starts_on from cycles c
         where c.status = 'running' and c.with_goals and exists (
             select from appraisals a join parties p on p.appraisal_id = a.id
             where a.cycle_id = c.id and a.stage = 'goals' and p.person_id = $1 and p.relation = any($2))
         order by c.starts_on desc, c.name limit 50",
        viewer.id.0,
        who() as &[Relation]
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| CycleLine {
            id: row.id,
            name: row.name,
            starts_on: row.starts_on,
        })
        .collect())
}

/// The named people's appraisals of one cycle that are the viewer's to enter goals for.
pub async fn named(
    db: &PgPool,
    viewer: &Viewer,
    cycle: Uuid,
    people: &[String],
) -> Result<Vec<Target>> {
    let lower: Vec<String> = people.iter().map(|name| name.to_lowercase()).collect();
    let ids = sqlx::query_scalar!(
        "select a.id from people p join appraisals a on a.appraisee_id = p.id and a.cycle_id = $1
         where (p.number = any($2) or p.email = any($3) or p.name = any($2)) and a.stage <> 'withdrawn'
           and exists (select from parties r where r.appraisal_id = a.id and r.person_id = $4 and r.relation = any($5))",
        cycle,
        people,
        &lower,
        viewer.id.0,
        who() as &[Relation]
    )
    .fetch_all(db)
    .await?;
    targets(db, &ids).await
}

/// Others of the same cycle who are still agreeing on goals: the viewer's own people, and for HR those
/// of the same department.
pub async fn neighbours(db: &PgPool, viewer: &Viewer, of: Uuid, limit: i64) -> Result<Vec<Target>> {
    let ids = sqlx::query_scalar!(
        "select a.id from appraisals o
         join appraisals a on a.cycle_id = o.cycle_id and a.id <> o.id and a.stage = 'goals'
         join people e on e.id = a.appraisee_id
         where o.id = $1 and (a.superior_id = $2 or a.department_id = o.department_id)
           and exists (select from parties r where r.appraisal_id = a.id and r.person_id = $2 and r.relation = any($3))
         order by e.name, a.id limit $4",
        of,
        viewer.id.0,
        who() as &[Relation],
        limit
    )
    .fetch_all(db)
    .await?;
    targets(db, &ids).await
}

async fn targets(db: &PgPool, ids: &[Uuid]) -> Result<Vec<Target>> {
    let rows = sqlx::query!(
        r#"select a.id, a.version, a.stage as "stage: Stage", a.department_id,
            coalesce(a.form_id, c.form_id) as "form_id!", p.id as person, p.number, p.email, p.name,
            coalesce(g.goals, '[]') as "goals!: Json<Vec<Goal>>", coalesce(n.last, 0) as "last!",
            coalesce(f.confirmed, 0) as "confirmed!", coalesce(m.measured, '{}') as "measured!"
           from appraisals a
           join cycles c on c.id = a.cycle_id
           join people p on p.id = a.appraisee_id
           left join (
               select appraisal_id, jsonb_agg(jsonb_build_object('key', key, 'title', title, 'serves', serves,
                   'aim', company_goal_id, 'weight', weight::text, 'target', target::text, 'unit', unit,
                   'direction', direction, 'measured_by', measured_by, 'due_on', due_on, 'indicator', indicator) order by position, key) as goals
               from goals where appraisal_id = any($1) and retired_at is null group by appraisal_id
           ) g on g.appraisal_id = a.id
           left join (
               select v.appraisal_id, max(nullif(regexp_replace(d ->> 'key', '\D', '', 'g'), '')::bigint) as last
               from goal_versions v, jsonb_array_elements(v.goals) d where v.appraisal_id = any($1) group by v.appraisal_id
           ) n on n.appraisal_id = a.id
           left join (
               select appraisal_id, count(*) as confirmed from goal_confirmations where appraisal_id = any($1) group by appraisal_id
           ) f on f.appraisal_id = a.id
           left join (
               select appraisal_id, array_agg(distinct goal_key) as measured from actuals
               where appraisal_id = any($1) and goal_key is not null group by appraisal_id
           ) m on m.appraisal_id = a.id
           where a.id = any($1)
           order by p.name, a.id"#,
        ids
    )
    .fetch_all(db)
    .await?;
    let mut used: Vec<Uuid> = rows.iter().map(|row| row.form_id).collect();
    used.sort_unstable();
    used.dedup();
    let forms: BTreeMap<Uuid, Arc<Form>> = sqlx::query!(
        r#"select id, definition as "form: Json<Form>" from forms where id = any($1)"#,
        &used
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(|row| (row.id, Arc::new(row.form.0)))
    .collect();
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((forms.get(&row.form_id)?.clone(), row)))
        .map(|(form, row)| Target {
            form,
            appraisal: row.id,
            version: row.version,
            person: row.person,
            number: row.number,
            email: row.email,
            name: row.name,
            department: row.department_id,
            stage: row.stage,
            goals: row.goals.0,
            last_number: u32::try_from(row.last).unwrap_or(u32::MAX / 2),
            measured: row.measured,
            confirmed: row.confirmed,
        })
        .collect())
}

/// The company and department goals with these titles, for each department in whose line they are.
pub async fn aims(
    db: &PgPool,
    departments: &[Uuid],
    titles: &[String],
    since: Date,
) -> Result<Vec<Aim>> {
    let rows = sqlx::query!(
        r#"with recursive line as (
               select d.id as below, d.id, d.parent_id from departments d where d.id = any($1)
             union
               select line.below, d.id, d.parent_id from departments d join line on d.id = line.parent_id
           )
           select g.id, g.title, line.below as "department?"
           from company_goals g left join line on line.id = g.department_id
           where g.archived_at is null and g.ends_on >= $3 and g.title = any($2)
             and (g.department_id is null or line.below is not null)
           order by g.department_id nulls last, g.id"#,
        departments,
        titles,
        since
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Aim {
            id: row.id,
            title: row.title,
            department: row.department,
        })
        .collect())
}
