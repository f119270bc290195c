//! Situations of results: signatures and what they mean, refusal, silence, parked points, two tabs, and
//! the order of audit, interview and sign-off.

use crate::world::World;

mod order;
mod parked_points;
mod signatures;
mod two_tabs;

async fn sql(world: &World, statement: &str) {
    sqlx::query(sqlx::AssertSqlSafe(statement.to_owned()))
        .execute(&world.db)
        .await
        .expect("statement");
}

/// The dashboard is of a cycle's departments.
async fn on_the_dashboard(world: &World) {
    sql(world, "insert into cycle_departments (cycle_id, department_id) select cycle_id, department_id from appraisals").await;
}

async fn text(world: &World, query: &str) -> String {
    sqlx::query_scalar::<_, Option<String>>(sqlx::AssertSqlSafe(query.to_owned()))
        .fetch_one(&world.db)
        .await
        .expect("value")
        .unwrap_or_default()
}
