//! What waits for each of many people, in one query: for the mail. No words of an appraisal, of a plan or
//! of a parked point are among it, only what is to be done, with whom and by when.

use std::collections::HashMap;

use sqlx::{PgPool, types::Json};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    pages::{self, AHEAD},
    rows::{Kind, Row},
};
use crate::{
    access::{Lang, Relation, Stage},
    appraisals::{next_actions, next_actions::Facts},
    web::{Result, Texts, texts},
};

/// Something that one person can do now.
#[derive(Debug, Clone)]
pub struct Doable {
    pub label: String,
    /// Within this site.
    pub href: String,
    pub cycle: String,
    pub due_on: Option<Date>,
    /// Since when it has been theirs, where that is known.
    pub since: Option<OffsetDateTime>,
    pub reminded_at: Option<OffsetDateTime>,
}

/// A reader of the mail.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    pub person: Uuid,
    pub lang: Lang,
    pub hr: bool,
}

/// What each of them can do now, by day. While a cycle rests nothing of it can be done.
pub async fn doable(
    db: &PgPool,
    readers: &[Reader],
    today: Date,
    now: OffsetDateTime,
) -> Result<HashMap<Uuid, Vec<Doable>>> {
    let langs: HashMap<Uuid, Lang> = readers.iter().map(|one| (one.person, one.lang)).collect();
    let people: Vec<Uuid> = readers.iter().map(|one| one.person).collect();
    let hr: Vec<Uuid> = readers
        .iter()
        .filter(|one| one.hr)
        .map(|one| one.person)
        .collect();
    let mut all: HashMap<Uuid, Vec<Doable>> = HashMap::new();
    let mut add = |person: Uuid, row: &Row, since, reminded_at| {
        let l = texts(langs.get(&person).copied().unwrap_or_default());
        if let Some((label, href)) = named(row, today, now, l) {
            all.entry(person).or_default().push(Doable {
                label,
                href,
                cycle: row.cycle.clone(),
                due_on: row.due_on,
                since,
                reminded_at,
            });
        }
    };
    let rows = sqlx::query!(
        r#"with mine as materialized (
            select appraisal_id, person_id, relation from parties
            where person_id = any($1) and relation in ('appraisee', 'superior', 'facilitator', 'delegate')
        ), own as materialized (
            -- row by row, whatever the planner guesses of the view: few people are asked for among many
            select a.id, a.stage, a.due_on, a.cycle_id, a.appraisee_id, a.superior_id, a.stage_since, m.person_id, m.relation
            from mine m cross join lateral (select * from appraisals where id = m.appraisal_id offset 0) a
            where a.stage not in ('concluded', 'withdrawn', 'review')
              and (m.relation <> 'delegate' or a.stage = 'preparation')
              and (m.relation <> 'facilitator' or a.stage in ('preparation', 'interview', 'sign_off'))
        ), rows as (
            select 'appraisal' as kind, o.id, o.person_id, o.relation, o.stage, o.due_on, e.name as subject, o.cycle_id,
                '' as superior, 1::bigint as count, f.facts, o.stage_since as since, m.reminded_at
            from own o
            cross join lateral (select name from people where id = o.appraisee_id offset 0) e
            cross join lateral (select facts from deed_facts where appraisal_id = o.id offset 0) f
            left join lateral (select reminded_at from reminders r where r.appraisal_id = o.id and r.person_id = o.person_id
                and r.relation = o.relation and r.ended_at is null and r.stage_since = o.stage_since offset 0) m on true
          union all
            select 'goal_change', o.id, o.person_id, o.relation, o.stage, o.due_on, e.name, o.cycle_id, s.name, 1, null, null, null
            from own o join goal_changes g on g.appraisal_id = o.id and g.status = 'open'
            join people e on e.id = o.appraisee_id join people s on s.id = o.superior_id
            where o.stage in ('self_evaluation', 'evaluation')
              and case o.relation when 'appraisee' then g.employee_confirmed_at is null
                  when 'superior' then g.superior_confirmed_at is null else false end
              and not exists (select from papers w join submissions b on b.paper_id = w.id
                  where w.appraisal_id = o.id and w.kind = 'evaluation')
          union all
            select t.deed, a.id, t.person_id, 'committee', a.stage, t.due_on, e.name, a.cycle_id, '', 1, null, null, m.reminded_at
            from committee_deeds t
            join appraisals a on a.id = t.appraisal_id and a.stage = 'dispute'
            join people e on e.id = a.appraisee_id
            left join reminders m on m.appraisal_id = a.id and m.person_id = t.person_id and m.relation = 'committee'
                and m.ended_at is null and m.stage_since = a.stage_since
            where t.person_id = any($1) and t.deed <> 'wait'
          union all
            select 'plan_due', n.id, n.owner_id, null, a.stage, n.due_on, '', a.cycle_id, '', 1, null, null, null
            from plan_items n join appraisals a on a.id = n.appraisal_id and plan_stands(a.stage)
            where n.owner_id = any($1) and n.status = 'open' and n.due_on <= $3
          union all
            select case n.status when 'reported' then 'plan_to_verify' else 'plan_late' end, n.id, a.superior_id, 'superior', a.stage,
                n.due_on, e.name, a.cycle_id, o.name, 1, null, null, null
            from appraisals a join plan_items n on n.appraisal_id = a.id
                and (n.status = 'reported' or (n.status = 'open' and n.due_on < $2 and n.owner_id <> a.superior_id))
            join people e on e.id = a.appraisee_id join people o on o.id = n.owner_id
            where a.superior_id = any($1) and plan_stands(a.stage)
          union all
            select 'advice', v.id, v.author_id, null, null, v.due_on, e.name, a.cycle_id, '', 1, null, null, null
            from advices v join appraisals a on a.id = v.appraisal_id join people e on e.id = a.appraisee_id
            where v.author_id = any($1) and v.submitted_at is null
              and (v.kind = 'final' or a.stage in ('goals', 'self_evaluation', 'evaluation'))
          union all
            select 'input', a.id, q.colleague_id, 'colleague', a.stage, n.due_on, e.name, a.cycle_id, '', 1, null, null, null
            from colleague_requests q join appraisals a on a.id = q.appraisal_id and a.stage in ('self_evaluation', 'evaluation')
            join cycle_inputs n on n.cycle_id = a.cycle_id and n.due_on >= $2 join people e on e.id = a.appraisee_id
            where q.colleague_id = any($1) and q.state in ('asked', 'accepted')
              and not exists (select from colleague_closings x where x.appraisal_id = a.id)
          union all
            select 'to_ask', a.id, a.superior_id, 'superior', a.stage, n.due_on, e.name, a.cycle_id, '', count(*), null, null, null
            from appraisals a join colleague_requests q on q.appraisal_id = a.id and q.state = 'nominated'
            join cycle_inputs n on n.cycle_id = a.cycle_id and n.due_on >= $2 join people e on e.id = a.appraisee_id
            where a.superior_id = any($1) and a.stage in ('self_evaluation', 'evaluation')
              and not exists (select from colleague_closings x where x.appraisal_id = a.id)
            group by a.id, n.due_on, e.name
          union all
            select 'part', a.id, t.person_id, 'co_superior', a.stage, a.due_on, e.name, a.cycle_id, '', 1, null, a.stage_since, null
            from appraisal_superiors t join appraisals a on a.id = t.appraisal_id and a.stage = 'evaluation'
                and t.person_id not in (a.appraisee_id, a.superior_id)
            join people e on e.id = a.appraisee_id
            where t.person_id = any($1) and not exists (select from papers q where q.appraisal_id = a.id and q.kind = 'part'
                and q.slot = t.person_id and q.submitted_at is not null)
          union all
            select case when k.owner_id = x.person_id then 'parked' else 'parked_late' end, a.id, x.person_id, null, a.stage, k.due_on,
                e.name, a.cycle_id, o.name, 1, null, null, null
            from parked_points k
            join appraisals a on a.id = k.appraisal_id and a.stage in ('sign_off', 'dispute', 'concluded')
            join people e on e.id = a.appraisee_id join people o on o.id = k.owner_id
            cross join lateral (select k.owner_id as person_id union
                select a.superior_id where k.due_on < $2) x
            where k.reported_at is null and x.person_id = any($1)
              and exists (select from parties p where p.appraisal_id = a.id and p.person_id = x.person_id and p.relation <> 'committee')
        )
        select r.kind as "kind!", r.id as "id!", r.person_id as "person_id!", r.relation as "relation?: Relation",
            r.stage as "stage?: Stage", r.due_on as "due_on?", r.subject as "subject!", c.name as cycle, r.superior as "superior!",
            r.count as "count!", r.facts as "facts?: Json<Facts>", r.since as "since?", r.reminded_at as "reminded_at?"
        from rows r join cycles c on c.id = r.cycle_id and c.status not in ('paused', 'cancelled')
        order by r.due_on nulls last, c.name, r.subject, r.id"#,
        &people,
        today,
        today + AHEAD
    )
    .fetch_all(db)
    .await?;
    for row in rows {
        let Some(kind) = Kind::from_key(&row.kind) else {
            continue;
        };
        let line = Row {
            kind,
            id: row.id,
            relation: row.relation,
            stage: row.stage,
            due_on: row.due_on,
            subject: row.subject,
            cycle: row.cycle,
            superior: row.superior,
            facilitator: String::new(),
            count: row.count,
            low: 0,
            facts: row.facts.map(|facts| facts.0).unwrap_or_default(),
            paused: false,
        };
        add(row.person_id, &line, row.since, row.reminded_at);
    }
    if !hr.is_empty() {
        for (person, row) in for_hr(db, &hr, today).await? {
            add(person, &row, None, None);
        }
    }
    Ok(all)
}

/// What waits for HR, by cycle: never the reader's own, nor what they are the superior of.
async fn for_hr(db: &PgPool, hr: &[Uuid], today: Date) -> Result<Vec<(Uuid, Row)>> {
    let rows = sqlx::query!(
        r#"select h.id as "person!", k.kind as "kind!", k.id as "id!", k.due_on, k.count as "count!", k.cycle as "cycle!", k.subject as "subject!"
           from unnest($1::uuid[]) h (id) cross join lateral (
               select x.kind, case when count(*) > 1 then a.cycle_id else (array_agg(a.id))[1] end as id, c.name as cycle,
                   min(a.due_on) as due_on, count(*) as count, '' as subject
               from appraisals a join cycles c on c.id = a.cycle_id and c.status not in ('paused', 'cancelled')
               cross join lateral (select case a.stage when 'self_evaluation' then 'to_skip' when 'evaluation' then 'evaluations_late' when 'sign_off' then 'no_response'
                   else case when a.approved_at is null then 'to_approve' else 'to_release' end end as kind) x
               where a.stage in ('review', 'self_evaluation', 'evaluation', 'sign_off') and (a.stage = 'review' or a.due_on < $2)
                 and h.id not in (a.appraisee_id, a.superior_id)
               group by a.cycle_id, c.name, x.kind
             union all
               select x.kind, (array_agg(a.id))[1], '', min(d.due_on), count(*), (array_agg(e.name))[1]
               from disputes d join appraisals a on a.id = d.appraisal_id and a.stage = 'dispute' join people e on e.id = a.appraisee_id
               join cycles c on c.id = a.cycle_id and c.status not in ('paused', 'cancelled')
               cross join lateral (select case when d.due_on < $2 then 'disputes_late' else 'disputes_opened' end as kind) x
               where d.status in ('opened', 'referred') and (d.status = 'opened' or d.due_on < $2)
                 and h.id not in (a.appraisee_id, a.superior_id)
                 and not exists (select from appraisal_superiors t where t.appraisal_id = a.id and t.person_id = h.id)
               group by x.kind
           ) k order by k.due_on nulls last, k.cycle"#,
        hr,
        today
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some((
                row.person,
                Row {
                    kind: Kind::from_key(&row.kind)?,
                    id: row.id,
                    relation: Some(Relation::Hr),
                    stage: None,
                    due_on: row.due_on,
                    subject: row.subject,
                    cycle: row.cycle,
                    superior: String::new(),
                    facilitator: String::new(),
                    count: row.count,
                    low: 0,
                    facts: Facts::default(),
                    paused: false,
                },
            ))
        })
        .collect())
}

/// Words and address of a task, if it is one now.
fn named(row: &Row, today: Date, now: OffsetDateTime, l: &Texts) -> Option<(String, String)> {
    match row.kind {
        Kind::Appraisal => {
            let (stage, relation) = (row.stage?, row.relation?);
            let deed = next_actions::next_action(stage, relation, &row.facts, now)?;
            let label = pages::label(deed, relation, row, now, l);
            Some((label, format!("/appraisals/{}{}", row.id, deed.below())))
        }
        // the page names it; a mail does not
        Kind::PlanDue => Some((l.digest_plan(), format!("/plans/{}", row.id))),
        Kind::PlanToVerify => Some((
            l.digest_verify(row.subject.clone()),
            format!("/plans/{}", row.id),
        )),
        Kind::PlanLate => Some((
            l.digest_plan_late(row.superior.clone(), row.subject.clone()),
            format!("/plans/{}", row.id),
        )),
        Kind::Parked => Some((
            l.digest_parked(row.subject.clone()),
            format!("/appraisals/{}/parked", row.id),
        )),
        Kind::ParkedLate if row.due_on.is_some_and(|due| due < today) => Some((
            l.digest_parked_late(row.superior.clone(), row.subject.clone()),
            format!("/appraisals/{}/parked", row.id),
        )),
        Kind::ParkedLate => None,
        _ => Some(pages::line(row, l)),
    }
}
