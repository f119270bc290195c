//! What waits for one person, and what they wait for: one query over the ledger.

use std::collections::HashMap;

use sqlx::{PgPool, types::Json};
use time::Date;
use uuid::Uuid;

use super::{
    kind::Kind,
    lines::{About, Line, What},
};
use crate::{
    access::{Lang, Relation, Stage, Viewer},
    appraisals::next_actions::Facts,
    audit::Moment,
    web::Result,
};

/// More than anybody works through in a day; the list of appraisals has the rest.
pub(super) const MOST: i64 = 400;
/// More waiting lines than this help nobody; the list of appraisals has all.
pub(super) const WAITING: usize = 20;

/// An appraisal in which others have to do something, as one of its parties.
pub struct Waits {
    pub line: Line,
    pub relation: Relation,
    pub stage: Stage,
    /// Whose turn it is; nobody's where all wait for the agreed day.
    pub turns: Vec<Relation>,
}

#[derive(Default)]
pub struct Mine {
    pub todos: Vec<Line>,
    /// What begins on a later day.
    pub coming: Vec<Line>,
    pub waits: Vec<Waits>,
    /// Requests to open something again that wait for HR.
    pub asked: Vec<Line>,
}

pub async fn load(db: &PgPool, viewer: &Viewer, at: Moment) -> Result<Mine> {
    let rows = sqlx::query!(
        r#"with own as (
            select p.id, p.relation from participants p
            where p.person_id = $1 and case p.relation
                when 'facilitator' then p.stage in ('preparation', 'interview', 'sign_off')
                when 'delegate' then p.stage = 'preparation'
                else p.stage not in ('concluded', 'withdrawn') end
              and not exists (select from todos t where t.appraisal_id = p.id and t.done_at is null and t.person_id = $1
                and t.relation = p.relation and t.kind <= 'vote_again' and (t.begins_on is null or t.begins_on <= $2)
                and (t.begins_at is null or t.begins_at <= $3) and (t.ends_at is null or t.ends_at > $3))
            order by p.due_on nulls last, p.id limit $5
        ), rows as (
            select t.kind, t.appraisal_id, t.subject_id, t.relation, t.due_on, t.amount, greatest(t.since, t.begins_at, t.begins_on::timestamptz) as since, t.why,
                null::relation[] as turns,
                coalesce(t.begins_on <= $2, true) and coalesce(t.begins_at <= $3, true) as begun
            from todos t
            where t.person_id = $1 and t.done_at is null
              and (t.ends_on is null or t.ends_on >= $2) and (t.ends_at is null or t.ends_at > $3)
          union all
            select null, o.id, null, o.relation, null, 1::int2, null, null, array(select distinct t.relation from todos t
                where t.appraisal_id = o.id and t.done_at is null and t.relation <> 'delegate' and t.kind <= 'vote_again'
                  and (t.begins_on is null or t.begins_on <= $2) and (t.begins_at is null or t.begins_at <= $3)
                  and (t.ends_at is null or t.ends_at > $3) order by 1), true
            from own o
          union all
            select t.kind, t.appraisal_id, t.subject_id, null, null, 1::int2, null, null, null, true
            from todos t join appraisals a on a.id = t.appraisal_id and (a.appraisee_id = $1 or a.superior_id = $1)
            where t.kind = 'reopening' and t.done_at is null and t.person_id is null
              and not (a.appraisee_id = $1 and exists (select from reopenings r join closed_reopenings c using (id)
                where r.appraisal_id = a.id and r.decided_at is null))
        )
        select r.kind as "kind?: Kind", r.appraisal_id as "appraisal!", r.subject_id as "subject?", r.relation as "relation?: Relation",
            case when r.turns is null then r.due_on else a.due_on end as due_on, r.amount as "amount!", r.since as "since?", r.why as "why?",
            r.turns as "turns?: Vec<Relation>", r.begun as "begun!", a.stage as "stage!: Stage", a.cycle_id as "cycle_id!",
            e.name as "employee!", s.name as "superior!", f.name as "facilitator?", c.name as "cycle!", c.status = 'paused' as "paused!"
        from rows r
        join appraisals a on a.id = r.appraisal_id
        join people e on e.id = a.appraisee_id
        join people s on s.id = a.superior_id
        left join people f on f.id = a.facilitator_id
        join cycles c on c.id = a.cycle_id
        order by 5 nulls last, c.name, e.name, r.appraisal_id limit $4"#,
        viewer.id.0,
        at.today,
        at.now,
        MOST,
        i64::try_from(WAITING + 1).unwrap_or(MOST)
    )
    .fetch_all(db)
    .await?;
    let mut mine = Mine::default();
    for row in rows {
        let line = Line {
            what: row.kind.map(What::Todo),
            appraisal: Some(row.appraisal),
            cycle_id: Some(row.cycle_id),
            subject: row.subject,
            relation: row.relation,
            stage: Some(row.stage),
            due_on: row.due_on,
            employee: row.employee,
            superior: row.superior,
            facilitator: row.facilitator.unwrap_or_default(),
            cycle: row.cycle,
            paused: row.paused,
            count: row.amount.into(),
            low: 0,
            since: row.since,
            why: row.why,
            about: None,
        };
        match (row.kind, row.turns, row.relation) {
            (None, Some(turns), Some(relation)) => mine.waits.push(Waits {
                line,
                relation,
                stage: row.stage,
                turns,
            }),
            (Some(Kind::Reopening), ..) => mine.asked.push(line),
            _ if row.begun => mine.todos.push(line),
            _ => mine.coming.push(line),
        }
    }
    let lines = mine.todos.iter_mut().chain(&mut mine.coming);
    describe(db, lines.collect(), viewer.lang).await?;
    Ok(mine)
}

/// Adds the words of plan items and open points, where there are any.
pub(super) async fn describe(db: &PgPool, lines: Vec<&mut Line>, lang: Lang) -> Result<()> {
    let of = |points: bool| -> Vec<Uuid> {
        let wanted = |line: &&&mut Line| match line.what {
            Some(What::Todo(kind)) => kind.is_of_plan() && !points || kind.is_of_point() && points,
            _ => false,
        };
        lines
            .iter()
            .filter(wanted)
            .filter_map(|line| line.subject)
            .collect()
    };
    let (items, points) = (of(false), of(true));
    if items.is_empty() && points.is_empty() {
        return Ok(());
    }
    let rows = sqlx::query!(
        r#"select n.id as "id!", n.what as "text!", o.name as "owner!" from plan_items n join people o on o.id = n.owner_id
           where n.id = any($1)
           union all
           select k.id, coalesce(i.name, k.item), o.name
           from parked_points k join people o on o.id = k.owner_id join appraisals a on a.id = k.appraisal_id
           join cycles c on c.id = a.cycle_id
           left join lateral (
               select i -> 'name' ->> $3 as name from forms f, jsonb_array_elements(f.definition -> 'indicators') i
               where f.id = c.form_id and i ->> 'key' = k.item limit 1
           ) i on true
           where k.id = any($2)"#,
        &items,
        &points,
        lang.key()
    )
    .fetch_all(db)
    .await?;
    let mut found: HashMap<Uuid, About> = rows
        .into_iter()
        .map(|row| {
            let about = About {
                text: row.text,
                owner: row.owner,
            };
            (row.id, about)
        })
        .collect();
    for line in lines {
        line.about = line.subject.and_then(|id| found.remove(&id));
    }
    Ok(())
}

/// The appointments of those of these appraisals that have one.
pub(super) async fn appointments(db: &PgPool, ids: &[Uuid]) -> Result<HashMap<Uuid, Facts>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sqlx::query!(
        r#"select f.appraisal_id as "id!", f.facts as "facts!: Json<Facts>" from deed_facts f where f.appraisal_id = any($1)
             and exists (select from interviews i where i.appraisal_id = f.appraisal_id)"#,
        ids
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.facts.0)).collect())
}

/// The item of a plan that comes next, and its day.
pub(super) fn next_of_plan(coming: &[Line]) -> Option<(Date, &Line)> {
    coming
        .iter()
        .filter(|line| line.kind() == Some(Kind::PlanDue))
        .filter_map(|line| Some((line.due_on?, line)))
        .min_by_key(|(due, _)| *due)
}
