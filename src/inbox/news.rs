//! What the list of tasks alone does not say: a reminder or a reason that stands with a task, and what
//! happened to an appraisal that goes on. All of it is read from what holds now.

use sqlx::PgPool;
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use crate::{
    access::{Relation, Viewer},
    audit::{Kind, Tells},
    ground::clock::date_in,
    web::{Result, Shell, Texts, when},
};

/// For so long the start page tells of what was taken out of a cycle.
const GONE: Duration = Duration::days(14);
/// And of changes that ask for nothing.
const CHANGED: Duration = Duration::days(7);

/// What the person is told of an event that [`Kind::tells`] them of.
fn words(kind: Kind, l: &Texts) -> Option<String> {
    Some(match kind {
        Kind::SuperiorReplaced | Kind::SuperiorBack => l.news_superior(),
        Kind::PartiesChanged => l.news_parties(),
        Kind::DeadlinesMoved => l.news_deadline(),
        Kind::InterviewMoved => l.news_moved(),
        Kind::InterviewConfirmed => l.news_confirmed(),
        Kind::GoalsChangeDeclined => l.news_goals_declined(),
        Kind::RefusalDeclared => l.news_refusal_declared(),
        Kind::RefusalTakenBack => l.news_refusal_taken_back(),
        Kind::RefusalRecorded => l.news_refusal(),
        Kind::RefusalWitnessed => l.news_refusal_witnessed(),
        Kind::DisputeRuled => l.news_ruled(),
        Kind::SelfReopened | Kind::EvaluationReopened => l.tasks_reopening_approved(),
        Kind::ReopeningDeclined => l.tasks_reopening_declined(),
        Kind::PlanMoreWork => l.news_more_work(),
        // with whose appraisal it was, instead of beside it
        Kind::Withdrawn => String::new(),
        _ => return None,
    })
}

/// The keys of the kinds that tell somebody.
fn telling(tells: Tells) -> Vec<&'static str> {
    Kind::ALL
        .iter()
        .filter(|kind| kind.tells() == tells)
        .map(|kind| kind.key())
        .collect()
}

pub(super) struct News {
    rows: Vec<Row>,
    events: Vec<Event>,
}

/// Something that happened.
struct Event {
    kind: String,
    appraisal: Uuid,
    plan_item: Option<Uuid>,
    name: String,
    own: bool,
    cycle: String,
    reason: String,
    at: OffsetDateTime,
}

struct Row {
    kind: String,
    appraisal: Uuid,
    name: String,
    own: bool,
    cycle: String,
    text: String,
    at: OffsetDateTime,
    relation: Option<Relation>,
}

/// One line of the section "What is new".
pub(super) struct Told {
    pub href: String,
    pub label: String,
    pub text: String,
    pub day: String,
}

pub(super) async fn load(
    db: &PgPool,
    viewer: &Viewer,
    today: Date,
    now: OffsetDateTime,
) -> Result<News> {
    let rows = sqlx::query_as!(
        Row,
        r#"with told as (
            select 'returned' as kind, a.id, true as own, a.appraisee_id, a.cycle_id, a.return_reason as text, a.stage_since as at,
                'appraisee'::relation as relation
            from appraisals a where a.stage = 'self_evaluation' and a.return_reason <> '' and a.appraisee_id = $1
          union all
            select 'returned', a.id, false, a.appraisee_id, a.cycle_id, a.return_reason, a.stage_since, 'superior'
            from appraisals a where a.stage = 'evaluation' and a.return_reason <> '' and a.superior_id = $1
          union all
            -- of this very turn of the stage, whatever became of earlier ones
            select 'reminded', a.id, a.appraisee_id = $1, a.appraisee_id, a.cycle_id, r.note, r.reminded_at, r.relation
            from reminders r join appraisals a on a.id = r.appraisal_id and a.stage = r.stage and a.stage_since = r.stage_since
            where r.person_id = $1 and r.ended_at is null
          union all
            -- the last day of a right
            select 'window', a.id, true, a.appraisee_id, a.cycle_id, a.dispute_until::text, a.concluded_at, null
            from appraisals a where a.appraisee_id = $1 and a.stage = 'concluded' and a.dispute_until >= $2
              and not exists (select from disputes where appraisal_id = a.id and status = 'ruled')
        )
        select t.kind as "kind!", t.id as "appraisal!", p.name as "name!", t.own as "own!", c.name as "cycle!", t.text as "text!",
            t.at as "at!", t.relation as "relation?: Relation"
        from told t join people p on p.id = t.appraisee_id join cycles c on c.id = t.cycle_id
        order by t.at desc, p.name limit 100"#,
        viewer.id.0,
        today
    )
    .fetch_all(db)
    .await?;
    let events = happened(db, viewer, now).await?;
    Ok(News { rows, events })
}

/// What happened lately in the chains of the viewer's own appraisals, of those that they are the superior of, and to
/// the items of the plan that they own: of each kind the last.
async fn happened(db: &PgPool, viewer: &Viewer, now: OffsetDateTime) -> Result<Vec<Event>> {
    Ok(sqlx::query_as!(
        Event,
        r#"with told as (
            select distinct on (s.id, e.kind) s.id, s.own, null::uuid as plan_item, e.kind, e.at, e.detail
            from (
                select id, true as own, stage from appraisals where appraisee_id = $1
              union all
                select id, false, stage from appraisals where superior_id = $1
            ) s join events e on e.stream = s.id and e.news and e.sealed_by is null and e.at > $2
            where (e.kind = any($4) and s.stage not in ('concluded', 'withdrawn') and e.at > $3
                or e.kind = any($5) and (e.at > $3 or e.kind = $6))
              and e.actor_id is distinct from $1
              and not (s.own and exists (select from closed_reopenings c where c.appraisal_id = s.id and c.id::text = e.detail::json ->> 'request'))
            order by s.id, e.kind, e.at desc
        ), owned as (
            select distinct on (i.id) i.appraisal_id, i.id, e.kind, e.at, e.detail
            from plan_items i join events e on e.stream = i.appraisal_id and e.news and e.sealed_by is null and e.at > $3
            where i.owner_id = $1 and i.status in ('open', 'reported') and e.kind = any($7)
              and e.actor_id is distinct from $1 and e.detail::json ->> 'plan_item' = i.id::text
            order by i.id, e.at desc
        )
        select t.kind as "kind!", t.id as "appraisal!", t.plan_item, p.name as "name!", coalesce(t.own, a.appraisee_id = $1) as "own!",
            c.name as "cycle!", coalesce(t.detail::json ->> 'reason', '') as "reason!", t.at as "at!"
        from (
            select id, own, plan_item, kind, at, detail from told
          union all
            select appraisal_id, null, id, kind, at, detail from owned
        ) t
        join appraisals a on a.id = t.id join people p on p.id = a.appraisee_id join cycles c on c.id = a.cycle_id
        order by t.at desc, p.name limit 100"#,
        viewer.id.0,
        now - GONE,
        now - CHANGED,
        &telling(Tells::Sides) as &[&str],
        &telling(Tells::SidesAtTheEnd) as &[&str],
        Kind::Withdrawn.key(),
        &telling(Tells::Owner) as &[&str]
    )
    .fetch_all(db)
    .await?)
}

impl News {
    /// What is said with one task, and only there: without the task it is not said at all.
    pub fn beside(
        &self,
        appraisal: Uuid,
        relation: Relation,
        shell: &Shell,
        viewer: &Viewer,
    ) -> Vec<String> {
        let l = shell.l;
        self.rows
            .iter()
            .filter(|row| row.appraisal == appraisal && row.relation == Some(relation))
            .map(|row| {
                let day = when::day(date_in(row.at, &viewer.zone), shell.lang);
                match (row.kind.as_str(), row.text.as_str()) {
                    ("returned", reason) => l.news_returned(reason),
                    (_, "") => l.news_reminded(day),
                    (_, note) => l.news_reminded_note(day, note),
                }
            })
            .collect()
    }

    /// What asks for nothing, the newest first.
    pub fn told(&self, shell: &Shell, viewer: &Viewer, most: usize) -> Vec<Told> {
        let l = shell.l;
        let whose = |own, name: &str, cycle: &str| {
            if own {
                l.tasks_gone_own(cycle)
            } else {
                l.tasks_gone(name, cycle)
            }
        };
        let day = |at| when::day(date_in(at, &viewer.zone), shell.lang);
        let rights = self.rows.iter().filter(|row| row.relation.is_none());
        let mut told: Vec<(OffsetDateTime, Told)> = rights
            .map(|row| {
                let until = when::parse_day(&row.text).map(|day| when::day(day, shell.lang));
                let right = Told {
                    href: format!("/appraisals/{}/dispute", row.appraisal),
                    label: l.record_dispute_until(until.unwrap_or_default()),
                    text: whose(row.own, &row.name, &row.cycle),
                    day: day(row.at),
                };
                (row.at, right)
            })
            .collect();
        told.extend(self.events.iter().filter_map(|event| {
            let kind = Kind::from_key(&event.kind)?;
            let whose = whose(event.own, &event.name, &event.cycle);
            let (label, text) = if kind == Kind::Withdrawn {
                (l.news_gone(whose), event.reason.clone())
            } else {
                (words(kind, l)?, whose)
            };
            let happened = Told {
                href: event.plan_item.map_or_else(
                    || format!("/appraisals/{}", event.appraisal),
                    |item| format!("/plans/{item}"),
                ),
                label,
                text,
                day: day(event.at),
            };
            Some((event.at, happened))
        }));
        told.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        told.into_iter().take(most).map(|(_, told)| told).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::Lang, web::texts};

    #[test]
    fn whoever_is_told_finds_words_and_nobody_else_does() {
        let l = texts(Lang::En);
        for kind in Kind::ALL {
            let told = kind.tells() != Tells::Nobody;
            assert_eq!(words(*kind, l).is_some(), told, "{}", kind.key());
        }
    }
}
