//! For whom figures can be recorded, and of what: as far as whoever brings them reaches.

use std::collections::BTreeMap;

use serde::Deserialize;
use sqlx::{PgExecutor, types::Json};
use uuid::Uuid;

use super::rules::{Candidate, Measurable};
use crate::{
    access::{Action, Relation, Stage, Viewer, policy},
    forms::form::Form,
    ground::ids::PersonId,
    tokens::Token,
    web::Result,
};

/// What of a form and of goals figures can be recorded for.
#[must_use]
pub fn measurables(form: &Form, goals: &[(String, String)]) -> Vec<Measurable> {
    let indicators = form
        .indicators
        .iter()
        .filter(|indicator| indicator.kind.is_measured())
        .map(|indicator| Measurable {
            key: indicator.key.clone(),
            names: vec![indicator.name.en.clone(), indicator.name.zh.clone()],
            goal: false,
        });
    let goals = goals.iter().map(|(key, title)| Measurable {
        key: key.clone(),
        names: vec![title.clone()],
        goal: true,
    });
    indicators.chain(goals).collect()
}

#[derive(Debug, Deserialize)]
struct GoalName {
    key: String,
    title: String,
}

/// In whose name figures come.
#[derive(Debug, Clone, Copy)]
pub enum Reach<'a> {
    Viewer(&'a Viewer),
    /// As far as its maker does as HR today: never to what is their own.
    Token(Token),
}

impl Reach<'_> {
    fn parts(self) -> (PersonId, &'static [Relation], Option<Uuid>) {
        match self {
            Self::Viewer(viewer) => (viewer.id, policy::rule(Action::RecordActuals).who, None),
            Self::Token(token) => (token.by, &[Relation::Hr], token.department),
        }
    }
}

/// The appraisals of running cycles that the named people have, as far as the reach goes: whoever lies beyond is as
/// unknown as nobody.
pub async fn candidates(
    db: impl PgExecutor<'_> + Copy,
    reach: Reach<'_>,
    people: &[String],
) -> Result<Vec<Candidate>> {
    let lower: Vec<String> = people.iter().map(|name| name.to_lowercase()).collect();
    let (person, relations, department) = reach.parts();
    let rows = sqlx::query!(
        r#"select a.id, a.stage as "stage: Stage", p.id as person, p.number, p.email, p.name, c.name as cycle,
            c.starts_on, c.ends_on, coalesce(a.form_id, c.form_id) as "form_id!",
            exists (select from papers e join submissions s on s.paper_id = e.id
                where e.appraisal_id = a.id and e.kind = 'evaluation') as "evaluated!",
            (select coalesce(jsonb_agg(jsonb_build_object('key', g.key, 'title', g.title)), '[]')
                from goals g where g.appraisal_id = a.id and g.retired_at is null) as "goals!: Json<Vec<GoalName>>"
           from people p
           join appraisals a on a.appraisee_id = p.id and a.stage not in ('concluded', 'withdrawn')
           join cycles c on c.id = a.cycle_id and c.status = 'running'
           where (p.number = any($1) or p.email = any($2) or p.name = any($1))
             and exists (select from parties r where r.appraisal_id = a.id and r.person_id = $3 and r.relation = any($4))
             and ($5::uuid is null or a.department_id in (
                 with recursive below as (
                     select $5::uuid as id
                   union
                     select d.id from departments d join below b on b.id = d.parent_id
                 ) select id from below))"#,
        people,
        &lower,
        person.0,
        relations as &[Relation],
        department
    )
    .fetch_all(db)
    .await?;
    let mut ids: Vec<Uuid> = rows.iter().map(|row| row.form_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let forms: BTreeMap<Uuid, Form> = sqlx::query!(
        r#"select id, definition as "form: Json<Form>" from forms where id = any($1)"#,
        &ids
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(|row| (row.id, row.form.0))
    .collect();
    Ok(rows
        .into_iter()
        .map(|row| {
            let goals: Vec<(String, String)> = row
                .goals
                .0
                .into_iter()
                .map(|goal| (goal.key, goal.title))
                .collect();
            Candidate {
                appraisal: row.id,
                person: row.person,
                number: row.number,
                email: row.email,
                name: row.name,
                cycle: row.cycle,
                starts_on: row.starts_on,
                ends_on: row.ends_on,
                stage: row.stage,
                evaluated: row.evaluated,
                items: forms
                    .get(&row.form_id)
                    .map(|form| measurables(form, &goals))
                    .unwrap_or_default(),
            }
        })
        .collect())
}
