//! Points on which the two sides did not agree in the interview: who follows each up, by when, and
//! what came of it. On the appraisal's page and where the outcome is reported.

use sqlx::PgExecutor;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::{
    access::Action,
    appraisals::{Seen, due_chip},
    ground::ids::PersonId,
    web::{Result, Shell, when},
};

#[derive(Debug, Clone)]
pub struct Point {
    pub id: Uuid,
    /// The key of the indicator.
    pub item: String,
    pub employee_view: String,
    pub superior_view: String,
    pub owner: PersonId,
    pub owner_name: String,
    pub due_on: Date,
    pub outcome: Option<String>,
    pub reported_at: Option<OffsetDateTime>,
    pub reported_by: Option<String>,
    pub version: i32,
}

/// The parked points that the viewer may read; the earliest first.
pub async fn points(db: impl PgExecutor<'_>, seen: &Seen) -> Result<Vec<Point>> {
    if !seen.can(Action::ReadParked) {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_as!(
        Point,
        r#"select k.id, k.item, k.employee_view, k.superior_view, k.owner_id as "owner: PersonId", o.name as owner_name,
            k.due_on, k.outcome, k.reported_at, r.name as "reported_by?", k.version
           from parked_points k
           join people o on o.id = k.owner_id
           left join people r on r.id = k.reported_by
           where k.appraisal_id = $1 order by k.due_on, k.item"#,
        seen.appraisal.id.0
    )
    .fetch_all(db)
    .await?)
}

pub struct PointView {
    pub id: String,
    pub name: String,
    pub employee_view: String,
    pub superior_view: String,
    pub owner: String,
    pub due_state: &'static str,
    pub due_iso: String,
    pub due_text: String,
    /// Empty until it is reported.
    pub outcome: String,
    pub reported: String,
}

#[must_use]
pub fn view(point: &Point, seen: &Seen, today: Date, shell: &Shell) -> PointView {
    let (l, lang) = (shell.l, shell.lang);
    let (due_state, due_text) = if point.reported_at.is_some() {
        ("ok", l.parked_reported())
    } else {
        due_chip(point.due_on, today, shell)
    };
    PointView {
        id: point.id.to_string(),
        name: seen
            .appraisal
            .cycle
            .form
            .indicator(&point.item)
            .map_or_else(|| point.item.clone(), |one| one.name.get(lang).to_owned()),
        employee_view: point.employee_view.clone(),
        superior_view: point.superior_view.clone(),
        owner: point.owner_name.clone(),
        due_state,
        due_iso: when::input_day(point.due_on),
        due_text,
        outcome: point.outcome.clone().unwrap_or_default(),
        reported: point
            .reported_by
            .as_ref()
            .zip(point.reported_at)
            .map(|(name, at)| {
                let at = when::instant(at, &seen.viewer.zone, shell.lang);
                l.parked_reported_by(name.as_str(), at)
            })
            .unwrap_or_default(),
    }
}
