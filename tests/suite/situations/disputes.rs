//! Situations of disputes: the window, what is provisional, what a case says, who may rule, and what a
//! returned ruling opens again.

use crate::world::World;

mod opening;
mod pending;
mod ruling;

async fn sql(world: &World, statement: &str) {
    sqlx::query(sqlx::AssertSqlSafe(statement.to_owned()))
        .execute(&world.db)
        .await
        .expect("statement");
}

async fn text(world: &World, query: &str) -> String {
    sqlx::query_scalar::<_, Option<String>>(sqlx::AssertSqlSafe(query.to_owned()))
        .fetch_one(&world.db)
        .await
        .expect("value")
        .unwrap_or_default()
}
