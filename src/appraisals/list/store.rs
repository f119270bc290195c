//! Appraisals as a list: only those the viewer is party to, a page at a time.

use std::collections::HashMap;

use rust_decimal::Decimal;
use sqlx::{PgPool, types::Json};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::{
    access::{Action, Relation, Relations, Role, Stage, Stake, Viewer, policy},
    forms::grades::Scheme,
    ground::ids::{AppraisalId, DepartmentId, PersonId},
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
    pub stage: Option<Stage>,
    /// For whom it waits.
    pub turn: Option<Relation>,
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
    /// As the viewer reads it.
    pub stage: Stage,
    pub due_on: Option<Date>,
    pub superior: String,
    pub facilitator: String,
    /// For whom it waits, from the ledger.
    pub turns: Vec<Relation>,
    pub approved: bool,
    pub provisional: bool,
    pub total: Option<Decimal>,
    pub grade: Option<i16>,
    pub scheme: Json<Scheme>,
    pub appraisee_id: Uuid,
    pub superior_id: Uuid,
    pub facilitator_id: Option<Uuid>,
    pub next_superior_id: Option<Uuid>,
    pub department_id: Option<Uuid>,
    pub further: bool,
    pub seat: bool,
    pub stands_in: bool,
}

impl Line {
    /// What the viewer is to it; a colleague's part is no reason to be listed.
    #[must_use]
    pub fn relations(&self, viewer: &Viewer) -> Relations {
        let stake = Stake {
            appraisee: PersonId(self.appraisee_id),
            superior: PersonId(self.superior_id),
            facilitator: self.facilitator_id.map(PersonId),
            next_superior: self.next_superior_id.map(PersonId),
            department: self.department_id.map(DepartmentId),
            further: self.further,
            seat: self.seat,
            asked: false,
            stands_in: self.stands_in,
        };
        stake.relations(viewer)
    }
}

/// How far the viewer's lists reach, asked before anything is read: for HR it is no question of single appraisals.
struct Reach {
    /// Every appraisal.
    all: bool,
    /// Those of these departments.
    departments: Vec<Uuid>,
    /// Not those that the viewer has a part in: no role reaches them.
    outside: bool,
    /// Those that the viewer is party to as one of these.
    own: Vec<Relation>,
}

impl Reach {
    fn of(viewer: &Viewer, filter: &Filter) -> Self {
        // whether a result is low, disputed or approved is told only to those who may know it
        let may = |relation: &Relation| {
            let knows = policy::rule(Action::ReadResult).who.contains(relation);
            let releases = policy::rule(Action::Release).who.contains(relation);
            (knows || !filter.tells_results()) && (releases || !filter.releasable)
        };
        let asked: Vec<Relation> = Relation::ALL
            .into_iter()
            .filter(|relation| filter.relation.is_none_or(|asked| asked == *relation))
            .filter(may)
            .collect();
        let of_role = |relation, role| viewer.is(role) && asked.contains(&relation);
        let all = of_role(Relation::Hr, Role::Hr);
        let roles = [Relation::Hr, Relation::Clerk, Relation::Colleague];
        let own: Vec<Relation> = asked
            .iter()
            .copied()
            .filter(|relation| !roles.contains(relation))
            .collect();
        Self {
            all,
            departments: if of_role(Relation::Clerk, Role::Clerk) {
                departments_of(viewer)
            } else {
                Vec::new()
            },
            // with every relation asked for, what HR has a part in is theirs by that part
            outside: !all || own.len() + roles.len() < Relation::ALL.len(),
            own,
        }
    }

    fn is_wide(&self) -> bool {
        self.all || !self.departments.is_empty()
    }
}

impl Filter {
    fn tells_results(&self) -> bool {
        self.provisional || self.refused || self.grade.is_some()
    }
}

/// Those that the viewer is a clerk of.
fn departments_of(viewer: &Viewer) -> Vec<Uuid> {
    let held = viewer.is(Role::Clerk).then_some(&viewer.departments);
    held.into_iter().flatten().map(|id| id.0).collect()
}

/// One place of a page: the key by which it is sorted, and which appraisal.
struct Place {
    key: String,
    id: Uuid,
}

// The order of a list is that of an index, so that a page of it costs the same for any number of people: a direction or
// a scope that is a parameter would be none. One text for all of them.
macro_rules! places {
    ($from:tt, $scope:tt, $key:tt, $beyond:tt, $order:tt; $db:expr, $viewer:expr, $filter:expr, $reach:expr, $own:expr, $at:expr, $size:expr) => {{
        let (filter, (key, id)) = ($filter, $filter.cursor.parts());
        sqlx::query_as!(
            Place,
            "select (" + $key + r#")::text as "key!", a.id from "# + $from + " where " + $scope + r#"
               and ($2::uuid is null or a.cycle_id = $2)
               -- as `Stage::told_to`: HR's review is not the employee's to know
               and ($3::stage is null or case when a.stage = 'review' and a.appraisee_id = $1 then 'evaluation' else a.stage end = $3)
               and ($4::uuid is null or a.department_id = $4)
               and (not $5 or (a.due_on < $6 and a.stage not in ('concluded', 'withdrawn')))
               and (not $7 or a.provisional)
               and (not $8 or (a.stage = 'review' and a.approved_at is not null))
               and (not $9 or a.id in (select appraisal_id from standing_refusals))
               and ($10::smallint is null or a.grade = $10)
               and (not ($7 or $9 or $10::smallint is not null) or (a.stage = any($11)
                   and (a.appraisee_id <> $1 or a.stage <> 'preparation' or a.opened_at is not null)))
               and ($12::relation is null or (a.stage <> 'review' or a.appraisee_id <> $1) and exists (
                   select from todos t where t.appraisal_id = a.id and t.relation = $12 and t.kind <= 'vote_again' and t.done_at is null
                     and (t.begins_at is null or t.begins_at <= $13) and (t.ends_at is null or t.ends_at > $13)))
               and ($14::text is null or a.appraisee_id in (select id from people where lower(name || ' ' || number) like $14))
               and ($15::text is null or "# + $beyond + ") order by " + $order + " limit $17",
            $viewer.id.0,
            filter.cycle,
            filter.stage as Option<Stage>,
            filter.department,
            filter.overdue,
            $at.0,
            filter.provisional,
            filter.releasable,
            filter.refused,
            filter.grade,
            policy::rule(Action::ReadResult).when as &[Stage],
            filter.turn as Option<Relation>,
            $at.1,
            filter.pattern,
            key,
            id,
            $size,
            $own,
            $reach.all,
            &$reach.departments,
            $reach.outside
        )
        .fetch_all($db)
        .await?
    }};
}

macro_rules! ordered {
    ($scope:tt; $db:expr, $viewer:expr, $filter:expr, $($rest:expr),*) => {
        match ($filter.sort, $filter.cursor.back) {
            (Sort::Due, false) => places!("appraisals a", $scope, "coalesce(a.due_on, date '9999-12-31')",
                "(coalesce(a.due_on, date '9999-12-31'), a.id) > ($15::text::date, $16::uuid)",
                "coalesce(a.due_on, date '9999-12-31'), a.id"; $db, $viewer, $filter, $($rest),*),
            (Sort::Due, true) => places!("appraisals a", $scope, "coalesce(a.due_on, date '9999-12-31')",
                "(coalesce(a.due_on, date '9999-12-31'), a.id) < ($15::text::date, $16::uuid)",
                "coalesce(a.due_on, date '9999-12-31') desc, a.id desc"; $db, $viewer, $filter, $($rest),*),
            (Sort::Name, false) => places!("people e cross join lateral (select * from appraisals where appraisee_id = e.id offset 0) a", $scope, "lower(e.name)",
                "(lower(e.name), a.id) > ($15, $16::uuid)", "lower(e.name), a.id"; $db, $viewer, $filter, $($rest),*),
            (Sort::Name, true) => places!("people e cross join lateral (select * from appraisals where appraisee_id = e.id offset 0) a", $scope, "lower(e.name)",
                "(lower(e.name), a.id) < ($15, $16::uuid)", "lower(e.name) desc, a.id desc"; $db, $viewer, $filter, $($rest),*),
        }
    };
}

/// One page and one row more, in the direction of the cursor. A row without a day comes last.
pub async fn load(
    db: &PgPool,
    viewer: &Viewer,
    filter: &Filter,
    at: (Date, OffsetDateTime),
    size: i64,
) -> Result<Vec<Line>> {
    let reach = Reach::of(viewer, filter);
    let own = if reach.all && !reach.outside {
        Vec::new()
    } else {
        own(db, viewer, &reach.own).await?
    };
    let places = if reach.is_wide() {
        ordered!("(($19 or a.department_id = any($20)) and (not $21 or ($1 not in (a.appraisee_id, a.superior_id)
            and not exists (select from appraisal_superiors t where t.appraisal_id = a.id and t.person_id = $1))) or a.id = any($18))";
            db, viewer, filter, reach, &own, at, size)
    } else {
        // the two that only the other scope asks are named, so that both take the same parameters
        ordered!("a.id = any($18) and ($19::bool, $20::uuid[], $21::bool) is not null"; db, viewer, filter, reach, &own, at, size)
    };
    let ids: Vec<Uuid> = places.iter().map(|place| place.id).collect();
    let mut lines: HashMap<Uuid, Line> = lines(db, viewer, &ids, at.1)
        .await?
        .into_iter()
        .map(|line| (line.id.0, line))
        .collect();
    // gone between the two: not listed
    Ok(places
        .into_iter()
        .filter_map(|place| {
            let mut line = lines.remove(&place.id)?;
            line.sort_key = place.key;
            Some(line)
        })
        .collect())
}

/// The appraisals that the viewer is party to as one of these, by name, by a seat or for somebody.
async fn own(db: &PgPool, viewer: &Viewer, relations: &[Relation]) -> Result<Vec<Uuid>> {
    if relations.is_empty() {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_scalar!(
        r#"select distinct appraisal_id as "id!" from parties
           where person_id = $1 and relation not in ('hr', 'clerk', 'colleague') and relation = any($2)"#,
        viewer.id.0,
        relations as &[Relation]
    )
    .fetch_all(db)
    .await?)
}

async fn lines(
    db: &PgPool,
    viewer: &Viewer,
    ids: &[Uuid],
    now: OffsetDateTime,
) -> Result<Vec<Line>> {
    Ok(sqlx::query_as!(
        Line,
        r#"select p.id as "id: AppraisalId", '' as "sort_key!", e.number, e.name, coalesce(d.name, '') as "department!",
            c.name as cycle, case when p.stage = 'review' and p.appraisee_id = $1 then 'evaluation' else p.stage end as "stage!: Stage",
            p.due_on, s.name as superior, coalesce(f.name, '') as "facilitator!",
            array(select distinct t.relation from todos t
                where t.appraisal_id = p.id and t.kind <= 'vote_again' and t.done_at is null and t.relation <> 'delegate'
                  and (t.begins_at is null or t.begins_at <= $3) and (t.ends_at is null or t.ends_at > $3)
                  and (p.stage <> 'review' or p.appraisee_id <> $1) order by 1) as "turns!: Vec<Relation>",
            p.approved_at is not null as "approved!", p.provisional,
            -- as Seen::result_unopened: what can still be taken back is told by no other page
            case when p.appraisee_id <> $1 or p.stage <> 'preparation' or p.opened_at is not null then p.total end as total,
            p.grade, sc.definition as "scheme: Json<Scheme>",
            p.appraisee_id, p.superior_id, p.facilitator_id, p.next_superior_id, p.department_id,
            p.annexed and exists (select from appraisal_superiors t where t.appraisal_id = p.id and t.person_id = $1) as "further!",
            p.annexed and exists (select from disputes x join dispute_seats k on k.dispute_id = x.id
                where x.appraisal_id = p.id and k.person_id = $1) as "seat!",
            p.superior_id = any(array(select delegator_id from delegations where delegate_id = $1 and revoked_at is null
                and since <= $3 and until > $3)) as "stands_in!"
           from appraisals p
           join people e on e.id = p.appraisee_id
           join people s on s.id = p.superior_id
           left join people f on f.id = p.facilitator_id
           left join departments d on d.id = p.department_id
           join cycles c on c.id = p.cycle_id
           join schemes sc on sc.id = c.scheme_id
           where p.id = any($2)"#,
        viewer.id.0,
        ids,
        now
    )
    .fetch_all(db)
    .await?)
}

#[derive(Debug, serde::Deserialize)]
pub struct Named {
    pub id: Uuid,
    pub name: String,
}

/// The cycles and departments that the filters offer: those in which the viewer is party to something. For HR that is
/// every one that was launched.
pub async fn choices(db: &PgPool, viewer: &Viewer) -> Result<(Vec<Named>, Vec<Named>)> {
    let row = sqlx::query!(
        r#"with mine as materialized (
               select distinct cycle_id, department_id from appraisals
               where id in (select appraisal_id from parties where person_id = $1 and relation not in ('hr', 'clerk', 'colleague')) and not $2
               union
               select distinct n.cycle_id, n.department_id from appraisal_counts n where $2 or n.department_id = any($3)
           )
           select (select coalesce(json_agg(json_build_object('id', id, 'name', name) order by ends_on desc, name), '[]')
                   from cycles where id in (select cycle_id from mine)) as "cycles!: Json<Vec<Named>>",
                  (select coalesce(json_agg(json_build_object('id', id, 'name', name) order by name), '[]')
                   from departments where id in (select department_id from mine)) as "departments!: Json<Vec<Named>>""#,
        viewer.id.0,
        viewer.is(Role::Hr),
        &departments_of(viewer)
    )
    .fetch_one(db)
    .await?;
    Ok((row.cycles.0, row.departments.0))
}
