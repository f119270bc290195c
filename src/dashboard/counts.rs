//! The kept counts behind the dashboard. The database writes them itself with every change
//! (`schema.sql`); here they are folded, so that summing them up stays cheap.

use sqlx::PgPool;

/// Changes of a cycle that may pile up before they are folded.
const MANY: i64 = 1000;

/// Puts the changes of busy cycles together, one row per group. Readers see the same sums before,
/// during and after.
pub async fn fold(db: &PgPool, many: Option<i64>) -> sqlx::Result<()> {
    let many = many.unwrap_or(MANY);
    sqlx::query!(
        "with busy as (select cycle_id from appraisal_counts group by cycle_id having count(*) > $1),
         gone as (delete from appraisal_counts where cycle_id in (select cycle_id from busy) returning *)
         insert into appraisal_counts
         select cycle_id, department_id, stage, due_on, grade, provisional, sum(count)
         from gone group by 1, 2, 3, 4, 5, 6 having sum(count) <> 0",
        many
    )
    .execute(db)
    .await?;
    sqlx::query!(
        "with busy as (select cycle_id from plan_counts group by cycle_id having count(*) > $1),
         gone as (delete from plan_counts where cycle_id in (select cycle_id from busy) returning *)
         insert into plan_counts
         select cycle_id, department_id, status, due_on, sum(count)
         from gone group by 1, 2, 3, 4 having sum(count) <> 0",
        many
    )
    .execute(db)
    .await?;
    sqlx::query!(
        "with busy as (select cycle_id from todo_counts group by cycle_id having count(*) > $1),
         gone as (delete from todo_counts where cycle_id in (select cycle_id from busy) returning *)
         insert into todo_counts
         select cycle_id, department_id, relation, due_on, sum(count)
         from gone group by 1, 2, 3, 4 having sum(count) <> 0",
        many
    )
    .execute(db)
    .await?;
    Ok(())
}
