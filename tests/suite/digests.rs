//! Digests are taken by one look at one table, and no SQL names an event but through the list. That every changed row is
//! found is `tamper`'s to show.

use countersign::audit::{Evidence, Kind};
use sqlx::AssertSqlSafe;

use crate::world::World;

/// A look at one kind opens one table, whatever the kind.
#[tokio::test]
async fn a_look_at_one_row_opens_the_tables_of_its_kind_alone() {
    let world = World::new().await;
    let mut tx = world.db.begin().await.unwrap();
    for kind in Evidence::ALL {
        let explain = format!(
            "explain (format json) select * from evidence where kind = '{}' and key = '00000000-0000-0000-0000-000000000001'",
            kind.key()
        );
        let (plan,): (serde_json::Value,) = sqlx::query_as(AssertSqlSafe(explain))
            .fetch_one(&mut *tx)
            .await
            .unwrap();
        let text = plan.to_string();
        assert!(!text.contains("\"Append\""), "{}: {text}", kind.key());
        let one: Vec<String> =
            sqlx::query_scalar("select part from evidence_of($1, gen_random_uuid(), null)")
                .bind(kind.key())
                .fetch_all(&mut *tx)
                .await
                .unwrap();
        assert!(one.is_empty());
    }
}

/// The view and the program name the same kinds, and no SQL names an event but through the list.
#[test]
fn no_statement_names_a_kind_of_event() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut looked_at = 0;
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let program = path
                .extension()
                .is_some_and(|end| end == "rs" || end == "sql");
            if !program || path.ends_with("audit/event.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            looked_at += 1;
            for kind in Kind::ALL {
                for asked in [
                    format!("kind = '{}'", kind.key()),
                    format!("'{}',", kind.key()),
                ] {
                    let of_events = text.match_indices(&asked).any(|(at, _)| {
                        text[..at]
                            .rfind("from events")
                            .is_some_and(|from| at - from < 600)
                    });
                    assert!(!of_events, "{} names {}", path.display(), kind.key());
                }
            }
        }
    }
    assert!(looked_at > 300);
}
