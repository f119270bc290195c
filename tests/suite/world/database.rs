//! The PostgreSQL server of a run, and a database for each world.

use std::sync::OnceLock;

use countersign::db;
use sqlx::{PgPool, postgres::PgConnectOptions};
use tokio::sync::OnceCell;
use uuid::Uuid;

/// The server: `DATABASE_URL`, or a throw-away one that goes with this process.
fn server() -> &'static (PgConnectOptions, Option<db::embedded::ThrowAway>) {
    static SERVER: OnceLock<(PgConnectOptions, Option<db::embedded::ThrowAway>)> = OnceLock::new();
    SERVER.get_or_init(|| match std::env::var("DATABASE_URL") {
        Ok(url) if !url.is_empty() => (db::address(&url).expect("DATABASE_URL"), None),
        _ => {
            let server = db::embedded::throw_away().expect("a throw-away PostgreSQL");
            (server.options("postgres"), Some(server))
        }
    })
}

/// A database without anything in it.
pub async fn blank_database() -> PgPool {
    let name = format!("countersign_test_{}", Uuid::new_v4().simple());
    let options = server().0.clone().database(&name);
    db::create_if_missing(&options).await.expect("create");
    db::connect(options).await.expect("connect")
}

/// A migrated database that every test's own is copied from, made once per run.
async fn template() -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let pool = blank_database().await;
            db::migrate(&pool).await.expect("migrate");
            super::by_hand::watch(&pool).await;
            let name = pool
                .connect_options()
                .get_database()
                .expect("named")
                .to_owned();
            pool.close().await;
            name
        })
        .await
}

/// A database of its own: the program's connections to it, and those of a test.
pub async fn empty_database() -> (PgPool, PgPool) {
    copy_of(template().await).await
}

/// The same, as a copy of another that nobody is connected to.
pub async fn copy_of(template: &str) -> (PgPool, PgPool) {
    super::log::keep();
    let name = format!("countersign_test_{}", Uuid::new_v4().simple());
    let admin = PgPool::connect_with(server().0.clone().database("postgres"))
        .await
        .expect("connect");
    sqlx::query(sqlx::AssertSqlSafe(format!(
        "create database {name} template {template}"
    )))
    .execute(&admin)
    .await
    .expect("copy the template");
    admin.close().await;
    let options = server().0.clone().database(&name);
    let by_hand = super::by_hand::connect(options.clone());
    (db::connect(options).await.expect("connect"), by_hand)
}
