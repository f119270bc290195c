//! What the list of tasks alone does not say: a reminder or a reason that stands with a task, and what
//! happened to an appraisal that goes on. All of it is read from what holds now.

use sqlx::PgPool;
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use crate::{
    access::{Relation, Viewer},
    ground::clock::date_in,
    web::{Result, Shell, Texts, when},
};

/// For so long the start page tells of what was taken out of a cycle.
const GONE: Duration = Duration::days(14);
/// And of changes that ask for nothing.
const CHANGED: Duration = Duration::days(7);

type Change = (&'static str, fn(&Texts) -> String);

/// What the trail calls it, and what the person is told. The query and an index name the same kinds.
const CHANGES: &[Change] = &[
    ("superior_replaced", Texts::news_superior),
    ("superior_back", Texts::news_superior),
    ("parties_changed", Texts::news_parties),
    ("deadlines_moved", Texts::news_deadline),
    ("interview_moved", Texts::news_moved),
    ("interview_confirmed", Texts::news_confirmed),
    ("goals_change_declined", Texts::news_goals_declined),
    ("refusal_recorded", Texts::news_refusal),
    ("refusal_witnessed", Texts::news_refusal_witnessed),
    ("dispute_ruled", Texts::news_ruled),
    ("reopening_approved", Texts::tasks_reopening_approved),
    ("reopening_declined", Texts::tasks_reopening_declined),
];

pub(super) struct News {
    rows: Vec<Row>,
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
            select 'gone' as kind, a.id, a.appraisee_id = $1 as own, a.appraisee_id, a.cycle_id, coalesce(a.withdrawn_reason, '') as text,
                a.stage_since as at, null::relation as relation
            from appraisals a where a.stage = 'withdrawn' and a.stage_since > $2 and a.appraisee_id = $1
          union all
            select 'gone', a.id, false, a.appraisee_id, a.cycle_id, coalesce(a.withdrawn_reason, ''), a.stage_since, null
            from appraisals a where a.stage = 'withdrawn' and a.stage_since > $2 and a.superior_id = $1
          union all
            select 'returned', a.id, true, a.appraisee_id, a.cycle_id, a.return_reason, a.stage_since, 'appraisee'
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
            select case when o.approved then 'reopening_approved' else 'reopening_declined' end, a.id, a.appraisee_id = $1,
                a.appraisee_id, a.cycle_id, '', o.decided_at, null
            from appraisals a join reopenings o on o.appraisal_id = a.id and o.decided_at > $3
            where a.appraisee_id = $1 or a.superior_id = $1
          union all
            select 'refusal_witnessed', a.id, a.appraisee_id = $1, a.appraisee_id, a.cycle_id, '', f.witnessed_at, null
            from appraisals a join refusals f on f.appraisal_id = a.id and f.witnessed_at > $3
            where (a.appraisee_id = $1 or a.superior_id = $1) and a.stage = 'concluded'
          union all
            -- the last day of a right
            select 'window', a.id, true, a.appraisee_id, a.cycle_id, a.dispute_until::text, a.concluded_at, null
            from appraisals a where a.appraisee_id = $1 and a.stage = 'concluded' and a.dispute_until >= $4
              and not exists (select from disputes where appraisal_id = a.id and status = 'ruled')
          union all
            select v.kind, a.id, a.own, a.appraisee_id, a.cycle_id, '', v.at, null
            from (
                select id, true as own, appraisee_id, cycle_id from appraisals
                where appraisee_id = $1 and stage not in ('concluded', 'withdrawn')
              union all
                select id, false, appraisee_id, cycle_id from appraisals
                where superior_id = $1 and stage not in ('concluded', 'withdrawn')
            ) a cross join lateral (
                select e.kind, max(e.at) as at from events e
                where e.stream = a.id and e.at > $3 and e.actor_id is distinct from $1
                  and e.kind in ('superior_replaced', 'superior_back', 'parties_changed', 'deadlines_moved', 'interview_moved',
                    'interview_confirmed', 'goals_change_declined', 'refusal_recorded', 'dispute_ruled')
                group by e.kind
            ) v
        )
        select t.kind as "kind!", t.id as "appraisal!", p.name as "name!", t.own as "own!", c.name as "cycle!", t.text as "text!",
            t.at as "at!", t.relation as "relation?: Relation"
        from told t join people p on p.id = t.appraisee_id join cycles c on c.id = t.cycle_id
        order by t.at desc, p.name limit 100"#,
        viewer.id.0,
        now - GONE,
        now - CHANGED,
        today
    )
    .fetch_all(db)
    .await?;
    Ok(News { rows })
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
        self.rows
            .iter()
            .filter(|row| row.relation.is_none())
            .take(most)
            .map(|row| {
                let whose = if row.own {
                    l.tasks_gone_own(row.cycle.clone())
                } else {
                    l.tasks_gone(row.name.clone(), row.cycle.clone())
                };
                if row.kind == "window" {
                    let until = when::parse_day(&row.text).map(|day| when::day(day, shell.lang));
                    return Told {
                        href: format!("/appraisals/{}/dispute", row.appraisal),
                        label: l.record_dispute_until(until.unwrap_or_default()),
                        text: whose,
                        day: when::day(date_in(row.at, &viewer.zone), shell.lang),
                    };
                }
                let changed = CHANGES.iter().find(|(kind, _)| *kind == row.kind);
                let (label, text) = match changed {
                    Some((_, words)) => (words(l), whose),
                    None => (l.news_gone(whose), row.text.clone()),
                };
                Told {
                    href: format!("/appraisals/{}", row.appraisal),
                    label,
                    text,
                    day: when::day(date_in(row.at, &viewer.zone), shell.lang),
                }
            })
            .collect()
    }
}
