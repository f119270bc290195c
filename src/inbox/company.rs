//! The to-dos of HR that are about no appraisal: what they are told, and leavers whose time is over.

use sqlx::PgConnection;

use crate::audit::{COMPANY, Kind, Moment, Touched};

/// Brings them to what the rows say. There are few; all are looked at.
pub async fn settle(db: &mut PgConnection, touched: &Touched, at: Moment) -> sqlx::Result<()> {
    sqlx::query!(
        r#"with wanted as materialized (
               select 'hr_notice'::todo_kind as kind, id as subject_id, null::date as begins_on from hr_notices where noted_at is null
               union all
               select 'leaver_due', person_id, due_on from leavers_due
           ), done as (
               update todos t set done_at = $1, done_by = $2 where t.kind in ('hr_notice', 'leaver_due') and t.done_at is null
                 and not exists (select from wanted w where w.kind = t.kind and w.subject_id = t.subject_id)
           )
           insert into todos (kind, relation, subject_id, begins_on, since, why)
           select kind, 'hr', subject_id, begins_on, $1, $2 from wanted
           on conflict (appraisal_id, kind, person_id, relation, subject_id) where done_at is null
           do update set begins_on = excluded.begins_on where todos.begins_on is distinct from excluded.begins_on"#,
        at.now,
        touched.why(COMPANY).map(Kind::key)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How many are missing, too many or other than they should be.
pub async fn wrong(db: &mut PgConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from (
               select 'hr_notice'::todo_kind as kind, id as subject_id, null::date as begins_on from hr_notices where noted_at is null
               union all
               select 'leaver_due', person_id, due_on from leavers_due
           ) w
           full join (select * from todos where kind in ('hr_notice', 'leaver_due') and done_at is null) t
               on t.kind = w.kind and t.subject_id = w.subject_id
           where t.id is null or w.kind is null or t.begins_on is distinct from w.begins_on"#
    )
    .fetch_one(db)
    .await
}
