//! Each forgery by hand is found and named.

use countersign::integrity::What;
use sqlx::{AssertSqlSafe, PgConnection};
use uuid::Uuid;

use super::{
    company::{CHOSEN, findings, lines, lived, unguarded},
    forgeries::forgeries,
};

/// The chain whose forgery is looked for: concluded, with everything that the story lacked.
pub async fn chain(db: &mut PgConnection) -> (Uuid, i64, i64) {
    let (chain, last): (Uuid, i64) = sqlx::query_as(AssertSqlSafe(format!(
        "select stream, seq from chains where stream = ({CHOSEN})"
    )))
    .fetch_one(&mut *db)
    .await
    .unwrap();
    let company: i64 = sqlx::query_scalar("select seq from chains where stream = $1")
        .bind(Uuid::nil())
        .fetch_one(db)
        .await
        .unwrap();
    (chain, last, company)
}

#[tokio::test]
async fn what_is_done_by_hand_is_found_and_named() {
    let world = lived().await;
    unguarded(&world.db).await;
    let (appraisal, last, company) = chain(&mut world.db.acquire().await.unwrap()).await;
    let mut wrong = Vec::new();
    let all = forgeries();
    assert!(all.len() > 80, "{}", all.len());
    for one in &all {
        let of_company = one.statement.contains("'C'") && !one.statement.contains("'A'");
        let last = if of_company { company } else { last }.to_string();
        let fill = |text: &str| {
            text.replace("'A'", &format!("'{appraisal}'"))
                .replace("'C'", &format!("'{}'", Uuid::nil()))
                .replace("= N", &format!("= {last}"))
                .replace("event N", &format!("event {last}"))
        };
        let statement = fill(&one.statement);
        let mut tx = world.db.begin().await.unwrap();
        let forged = format!("set local session_replication_role = replica; {statement}");
        if let Err(error) = sqlx::raw_sql(AssertSqlSafe(forged)).execute(&mut *tx).await {
            wrong.push(format!("{statement}: {error}"));
            continue;
        }
        let found = findings(&mut tx).await;
        tx.rollback().await.unwrap();
        let words = fill(&one.words);
        let named = found.iter().any(|found| {
            let kind = match &one.what {
                Some(what) => found.what == *what,
                None => matches!(found.what, What::Differs(_)),
            };
            kind && found.tables.contains(&one.table) && found.name.contains(&words)
        });
        if !named {
            wrong.push(format!(
                "{statement}\n  {} {words} {:?} is not among {:?}",
                one.table,
                one.what,
                lines(&found)
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        all.len(),
        wrong.join("\n")
    );
}
