//! Who reported to whom, from when until when; and the lines that shall hold from a day to come.

use sqlx::{PgConnection, PgPool};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::{
    audit::{Change, Event},
    ground::ids::PersonId,
    people::directory::store,
    web::Result,
};

/// Brings the kept lines of these people up to what holds now. Called with every change of a superior.
pub(in crate::people) async fn keep(
    connection: &mut PgConnection,
    people: &[Uuid],
    by: Option<PersonId>,
    today: Date,
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update reporting_lines l set until = greatest($2, l.since) from people p
         where p.id = l.person_id and p.id = any($1) and l.until is null and not l.planned
           and l.superior_id is distinct from p.superior_id",
        people,
        today
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "insert into reporting_lines (person_id, superior_id, since, changed_by, changed_at)
         select p.id, p.superior_id, $2, $3, $4 from people p
         where p.id = any($1) and p.superior_id is not null
           and not exists (select from reporting_lines l where l.person_id = p.id and l.until is null and not l.planned)",
        people,
        today,
        by.map(|by| by.0),
        now
    )
    .execute(connection)
    .await
    .map(drop)
}

pub(in crate::people) struct Line {
    pub superior_id: Option<Uuid>,
    pub superior: Option<String>,
    pub since: Option<Date>,
    pub until: Option<Date>,
    pub planned: bool,
    pub changed_by: Option<String>,
}

/// The lines of one person, the newest first.
pub(in crate::people) async fn of(db: &PgPool, person: Uuid) -> sqlx::Result<Vec<Line>> {
    sqlx::query_as!(
        Line,
        r#"select l.superior_id, s.name as "superior?", l.since, l.until, l.planned, c.name as "changed_by?"
           from reporting_lines l left join people s on s.id = l.superior_id left join people c on c.id = l.changed_by
           where l.person_id = $1
           order by l.planned desc, l.until desc nulls first, l.since desc nulls last, l.changed_at desc limit 50"#,
        person
    )
    .fetch_all(db)
    .await
}

/// One planned line a person: a new one takes the place of an older one.
pub(in crate::people) async fn plan(
    connection: &mut PgConnection,
    person: Uuid,
    superior: Uuid,
    since: Date,
    by: PersonId,
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into reporting_lines (person_id, superior_id, since, planned, changed_by, changed_at) values ($1, $2, $3, true, $4, $5)
         on conflict (person_id) where planned
         do update set superior_id = excluded.superior_id, since = excluded.since, changed_by = excluded.changed_by,
            changed_at = excluded.changed_at",
        person,
        superior,
        since,
        by.0,
        now
    )
    .execute(connection)
    .await
    .map(drop)
}

pub(in crate::people) async fn unplan(
    connection: &mut PgConnection,
    person: Uuid,
) -> sqlx::Result<bool> {
    let gone = sqlx::query!(
        "delete from reporting_lines where person_id = $1 and planned",
        person
    )
    .execute(connection)
    .await?;
    Ok(gone.rows_affected() > 0)
}

/// Lets the planned lines hold whose day has come. One that would close a loop by now, or lead to
/// somebody who has left, is dropped, and HR is told.
pub async fn take_effect(change: &mut Change) -> Result<()> {
    let (today, now) = (change.today(), change.now());
    store::lock_lines(change).await?;
    // a handful a day: each is looked at after those before it hold
    let due = sqlx::query!(
        r#"select l.person_id, l.superior_id as "superior_id!", l.changed_by, s.active
           from reporting_lines l join people s on s.id = l.superior_id
           where l.planned and l.since <= $1 order by l.since, l.changed_at"#,
        today
    )
    .fetch_all(&mut **change)
    .await?;
    for line in due {
        let above = store::chain(change, line.superior_id).await?;
        let loops = above.iter().any(|person| person.id == line.person_id);
        unplan(change, line.person_id).await?;
        if loops || !line.active {
            sqlx::query!(
                "insert into hr_notices (kind, person_id, other_id, at) values ('line_refused', $1, $2, $3)",
                line.person_id,
                line.superior_id,
                now
            )
            .execute(&mut **change)
            .await?;
        } else {
            store::assign(change, &[line.person_id], Some(line.superior_id), None).await?;
            let by = line.changed_by.map(PersonId);
            keep(change, &[line.person_id], by, today, now).await?;
        }
        let event = Event::ReportingLineDue {
            person: line.person_id,
            superior: line.superior_id,
            planned_by: line.changed_by,
            holds: !loops && line.active,
        };
        change.record_company(event).await?;
    }
    Ok(())
}
