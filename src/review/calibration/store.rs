//! Sessions and their members, as one HR person may see them: what `parties` does not give them to
//! review is only counted.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;
use sqlx::{PgConnection, PgExecutor, PgPool, types::Json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::rules::MOST;
use crate::{
    access::{Stage, Viewer},
    evaluations::superior::{Evaluation, adjusted, outcome},
    forms::{form::Form, grades::Scheme},
    ground::ids::{AppraisalId, CycleId},
    scoring::{
        Outcome,
        breakdown::{Basis, Breakdown},
    },
    web::{Error, Result},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "calibration_status", rename_all = "snake_case")]
pub enum Status {
    Open,
    Applied,
    Abandoned,
}

pub struct Line {
    pub id: Uuid,
    pub name: String,
    pub cycle: String,
    pub status: Status,
    pub opened_at: OffsetDateTime,
    pub opened_by: String,
    pub members: i64,
    pub changed: i64,
}

/// The sessions, each with as many members as the viewer may review.
pub async fn lines(db: &PgPool, viewer: &Viewer, cycle: Option<Uuid>) -> Result<Vec<Line>> {
    Ok(sqlx::query_as!(
        Line,
        r#"select c.id, c.name, y.name as cycle, c.status as "status: Status", c.opened_at, p.name as opened_by,
            n.members as "members!", n.changed as "changed!"
           from calibrations c join cycles y on y.id = c.cycle_id join people p on p.id = c.opened_by
           join lateral (
               select count(*) as members, count(*) filter (where m.points <> '{}') as changed
               from calibration_members m
               join parties q on q.appraisal_id = m.appraisal_id and q.person_id = $2 and q.relation = 'hr'
               where m.calibration_id = c.id
           ) n on true
           where $1::uuid is null or c.cycle_id = $1
           order by c.status <> 'open', c.opened_at desc, c.id limit 200"#,
        cycle,
        viewer.id.0
    )
    .fetch_all(db)
    .await?)
}

pub struct Named {
    pub id: Uuid,
    pub name: String,
}

/// The running cycles in which something waits for review, and the departments of those results.
pub async fn choices(db: &PgPool) -> Result<(Vec<Named>, Vec<Named>)> {
    let cycles = sqlx::query_as!(
        Named,
        "select id, name from cycles where id in (select cycle_id from appraisals where stage = 'review')
         order by ends_on desc, name"
    )
    .fetch_all(db)
    .await?;
    let departments = sqlx::query_as!(
        Named,
        "select id, name from departments where id in (select department_id from appraisals where stage = 'review')
         order by name, id"
    )
    .fetch_all(db)
    .await?;
    Ok((cycles, departments))
}

pub async fn name(db: &PgPool, cycle: Uuid) -> Result<Option<String>> {
    Ok(
        sqlx::query_scalar!("select name from cycles where id = $1", cycle)
            .fetch_optional(db)
            .await?,
    )
}

/// Which results a session looks at.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    pub cycle: Uuid,
    pub department: Option<Uuid>,
    pub level: Option<String>,
    /// Name or number of a superior.
    pub superior: Option<String>,
}

/// Opens a session over the results that wait for release; those in another open session stay there.
/// How many there are; more than one conversation can hold are not opened.
pub async fn open(
    tx: &mut PgConnection,
    viewer: &Viewer,
    (id, name): (Uuid, &str),
    chosen: &Chosen,
    now: OffsetDateTime,
) -> Result<usize> {
    sqlx::query!(
        "insert into calibrations (id, cycle_id, name, opened_by, opened_at) values ($1, $2, $3, $4, $5)",
        id,
        chosen.cycle,
        name,
        viewer.id.0,
        now
    )
    .execute(&mut *tx)
    .await?;
    let members = sqlx::query!(
        r#"insert into calibration_members (calibration_id, appraisal_id)
           select $1, a.id from appraisals a
           join parties p on p.appraisal_id = a.id and p.person_id = $2 and p.relation = 'hr'
           join people s on s.id = a.superior_id
           where a.cycle_id = $3 and a.stage = 'review'
             and ($4::uuid is null or a.department_id = $4)
             and ($5::text is null or a.level::text = $5)
             and ($6::text is null or s.number = $6 or s.name = $6)
             and not exists (select from calibration_members m join calibrations c on c.id = m.calibration_id
                 where m.appraisal_id = a.id and c.status = 'open')
           limit $7"#,
        id,
        viewer.id.0,
        chosen.cycle,
        chosen.department,
        chosen.level,
        chosen.superior,
        i64::try_from(MOST + 1).unwrap_or(i64::MAX)
    )
    .execute(&mut *tx)
    .await?;
    Ok(usize::try_from(members.rows_affected()).unwrap_or(usize::MAX))
}

#[derive(Debug, Deserialize)]
pub struct Versioned {
    pub form: Form,
    pub version: i32,
}

pub struct Session {
    pub id: Uuid,
    pub cycle_id: CycleId,
    pub name: String,
    pub cycle: String,
    pub with_review: bool,
    pub status: Status,
    pub reason: String,
    pub opened_by: String,
    /// Every form that a member has: the cycle's, or one of their own.
    pub forms: Json<BTreeMap<Uuid, Versioned>>,
    pub scheme: Json<Scheme>,
    pub scheme_version: i32,
    /// Members whom the viewer may not review, and how many of them have a proposal.
    pub hidden: i64,
    pub hidden_changed: i64,
}

/// A session; HR with nothing to review in it does not see it.
pub async fn session(db: impl PgExecutor<'_>, viewer: &Viewer, id: Uuid) -> Result<Session> {
    sqlx::query_as!(
        Session,
        r#"select c.id, c.cycle_id as "cycle_id: CycleId", c.name, y.name as cycle, y.with_review,
            c.status as "status: Status", c.reason, p.name as opened_by,
            (select coalesce(json_object_agg(f.id, json_build_object('form', f.definition, 'version', f.version)), '{}')
                from forms f where f.id in (
                    select coalesce(a.form_id, y.form_id) from calibration_members m join appraisals a on a.id = m.appraisal_id
                    where m.calibration_id = c.id)
            ) as "forms!: Json<BTreeMap<Uuid, Versioned>>",
            s.definition as "scheme: Json<Scheme>", s.version as scheme_version, h.hidden as "hidden!", h.hidden_changed as "hidden_changed!"
           from calibrations c
           join cycles y on y.id = c.cycle_id
           join schemes s on s.id = y.scheme_id
           join people p on p.id = c.opened_by
           join lateral (
               select count(*) filter (where q.person_id is null) as hidden,
                   count(*) filter (where q.person_id is null and m.points <> '{}') as hidden_changed
               from calibration_members m
               left join parties q on q.appraisal_id = m.appraisal_id and q.person_id = $2 and q.relation = 'hr'
               where m.calibration_id = c.id
           ) h on true
           where c.id = $1"#,
        id,
        viewer.id.0
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)
}

/// Points by the key of the indicator.
pub type Points = BTreeMap<String, Decimal>;

pub struct Member {
    pub appraisal: AppraisalId,
    pub appraisal_version: i32,
    pub stage: Stage,
    pub form_id: Uuid,
    pub name: String,
    pub number: String,
    pub department: String,
    pub superior_id: Uuid,
    pub superior: String,
    pub total: Decimal,
    pub grade: i16,
    pub paper_version: i32,
    pub body: Json<Evaluation>,
    pub points: Json<Points>,
    pub reason: String,
    pub proposed_by: String,
    pub proposed_at: i32,
    pub version: i32,
    pub total_before: Option<Decimal>,
    pub grade_before: Option<i16>,
    pub total_after: Option<Decimal>,
    pub grade_after: Option<i16>,
}

impl Member {
    #[must_use]
    pub fn changed(&self) -> bool {
        !self.points.is_empty()
    }

    /// Whether the proposal was made on what is there now.
    #[must_use]
    pub fn stale(&self) -> bool {
        self.changed()
            && (self.stage != Stage::Review || self.proposed_at != self.appraisal_version)
    }

    /// What this person is appraised by.
    #[must_use]
    pub fn form<'a>(&self, session: &'a Session) -> Option<&'a Versioned> {
        session.forms.get(&self.form_id)
    }

    /// Whether nothing can be computed from the proposal: a form without such an indicator.
    #[must_use]
    pub fn broken(&self, session: &Session) -> bool {
        self.changed() && self.proposal(session).is_none()
    }

    /// The evaluation with the proposal in it, and what it comes to.
    #[must_use]
    pub fn proposal(&self, session: &Session) -> Option<After> {
        let Versioned { form, version } = self.form(session)?;
        let known = |key: &String| form.indicator(key).is_some();
        if !self.changed() || !self.points.keys().all(known) {
            return None;
        }
        let body = adjusted(&self.body, &self.points, &self.reason);
        let outcome = outcome(form, &session.scheme, &body);
        let basis = Basis {
            form,
            form_version: *version,
            scheme: &session.scheme,
            scheme_version: session.scheme_version,
        };
        let breakdown = Breakdown::of(basis, &outcome)?;
        match outcome {
            Outcome::Complete {
                total,
                band,
                multiplier,
                ..
            } => Some(After {
                body,
                total,
                band,
                multiplier,
                breakdown,
            }),
            Outcome::Incomplete { .. } => None,
        }
    }
}

/// What a proposal leads to.
pub struct After {
    pub body: Evaluation,
    pub total: Decimal,
    pub band: usize,
    pub multiplier: Decimal,
    /// How the total comes about.
    pub breakdown: Breakdown,
}

/// The members that the viewer may review.
pub async fn members(db: impl PgExecutor<'_>, viewer: &Viewer, id: Uuid) -> Result<Vec<Member>> {
    Ok(sqlx::query_as!(
        Member,
        r#"select a.id as "appraisal: AppraisalId", a.version as appraisal_version, a.stage as "stage: Stage",
            coalesce(a.form_id, y.form_id) as "form_id!", e.name, e.number, coalesce(d.name, '') as "department!", s.id as superior_id, s.name as superior,
            coalesce(a.total, m.total_after) as "total!", coalesce(a.grade, m.grade_after) as "grade!", q.version as paper_version, q.body as "body: Json<Evaluation>",
            m.points as "points: Json<Points>", m.reason, coalesce(b.name, '') as "proposed_by!",
            m.appraisal_version as proposed_at, m.version,
            m.total_before, m.grade_before, m.total_after, m.grade_after
           from calibration_members m
           join calibrations c on c.id = m.calibration_id
           join cycles y on y.id = c.cycle_id
           join appraisals a on a.id = m.appraisal_id and coalesce(a.total, m.total_after) is not null
           join parties p on p.appraisal_id = a.id and p.person_id = $2 and p.relation = 'hr'
           join people e on e.id = a.appraisee_id
           join people s on s.id = coalesce(m.superior_id, a.superior_id)
           join papers q on q.appraisal_id = a.id and q.kind = 'evaluation'
           left join departments d on d.id = a.department_id
           left join people b on b.id = m.proposed_by
           where m.calibration_id = $1
           order by lower(e.name), a.id"#,
        id,
        viewer.id.0
    )
    .fetch_all(db)
    .await?)
}
