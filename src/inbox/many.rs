//! What waits for each of many people, in one query: for the mail.

use std::collections::HashMap;

use sqlx::PgPool;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    hr,
    kind::Kind,
    lines::{Line, What},
    mine,
};
use crate::{
    access::{Lang, Relation, Stage},
    audit::Moment,
    web::{Result, texts},
};

/// Something that one person can do now.
#[derive(Debug, Clone)]
pub struct Doable {
    pub label: String,
    /// Within this site.
    pub href: String,
    pub cycle: String,
    pub due_on: Option<Date>,
    /// Since when it has been theirs.
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
    at: Moment,
) -> Result<HashMap<Uuid, Vec<Doable>>> {
    let langs: HashMap<Uuid, Lang> = readers.iter().map(|one| (one.person, one.lang)).collect();
    let people: Vec<Uuid> = readers.iter().map(|one| one.person).collect();
    let rows = sqlx::query!(
        r#"select t.person_id as "person!", t.kind as "kind: Kind", t.appraisal_id as "appraisal!", t.cycle_id as "cycle_id!", t.subject_id,
            t.relation as "relation: Relation", t.due_on, t.amount, greatest(t.since, t.begins_at, t.begins_on::timestamptz) as "since!",
            a.stage as "stage: Stage", e.name as employee, s.name as superior, c.name as cycle, r.reminded_at as "reminded_at?"
           from todos t
           join appraisals a on a.id = t.appraisal_id
           join cycles c on c.id = t.cycle_id and c.status not in ('paused', 'cancelled')
           join people e on e.id = a.appraisee_id
           join people s on s.id = a.superior_id
           left join reminders r on r.appraisal_id = t.appraisal_id and r.person_id = t.person_id and r.relation = t.relation
               and r.ended_at is null and r.stage_since = a.stage_since
           where t.person_id = any($1) and t.done_at is null
             and (t.begins_on is null or t.begins_on <= $2) and (t.ends_on is null or t.ends_on >= $2)
             and (t.begins_at is null or t.begins_at <= $3) and (t.ends_at is null or t.ends_at > $3)
           order by t.due_on nulls last, c.name, e.name, t.appraisal_id"#,
        &people,
        at.today,
        at.now
    )
    .fetch_all(db)
    .await?;
    let mut lines: Vec<(Uuid, Line, Option<OffsetDateTime>)> = rows
        .into_iter()
        .map(|row| {
            let line = Line {
                what: Some(What::Todo(row.kind)),
                appraisal: Some(row.appraisal),
                cycle_id: Some(row.cycle_id),
                subject: row.subject_id,
                relation: row.relation,
                stage: Some(row.stage),
                due_on: row.due_on,
                employee: row.employee,
                superior: row.superior,
                facilitator: String::new(),
                cycle: row.cycle,
                paused: false,
                count: row.amount.into(),
                low: 0,
                since: Some(row.since),
                why: None,
                about: None,
            };
            (row.person, line, row.reminded_at)
        })
        .collect();
    // only whose they are is told, no word of them: the language does not matter
    let about = lines.iter_mut().map(|(_, line, ..)| line).collect();
    mine::describe(db, about, Lang::default()).await?;
    let of_hr: Vec<Uuid> = readers
        .iter()
        .filter(|one| one.hr)
        .map(|one| one.person)
        .collect();
    if !of_hr.is_empty() {
        let grouped = hr::load(db, &of_hr, at).await?.into_iter();
        lines.extend(
            grouped
                .filter(|(_, line)| !line.paused)
                .map(|(person, line)| (person, line, None)),
        );
    }
    let mut all: HashMap<Uuid, Vec<Doable>> = HashMap::new();
    for (person, line, reminded_at) in lines {
        let l = texts(langs.get(&person).copied().unwrap_or_default());
        all.entry(person).or_default().push(Doable {
            label: line.label_in_mail(l),
            href: line.href(),
            cycle: line.cycle,
            due_on: line.due_on,
            since: line.since,
            reminded_at,
        });
    }
    Ok(all)
}
