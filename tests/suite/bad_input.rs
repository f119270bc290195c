//! Every form of the product, sent by somebody who may send it, with everything that a form should not
//! hold. The answer is the page again or a plain 4xx page: never a 5xx, never a half-written row, never
//! markup that came in and goes out as markup.

use countersign::demo::Actor;

use crate::world::World;

mod addresses;
mod bodies;
mod company;
mod foreign_hosts;
mod rights;
mod sender;

const FORM: &str = "application/x-www-form-urlencoded";

const MARKUP: &str = "\"'><script>alert(1)</script><b onclick=x>";

/// For one field at a time, the others being right.
fn bad_values() -> Vec<String> {
    vec![
        "a\0b".into(),
        "x".repeat(100_000),
        MARKUP.into(),
        "2026-02-30".into(),
        "-99999999999999999999999999999999999999999.9".into(),
        "NaN".into(),
    ]
}

/// For all fields together.
fn worse_values() -> Vec<String> {
    [
        "\0",
        "\u{7}\u{1b}[2J",
        "   ",
        "-1",
        "0",
        "1e400",
        "Infinity",
        "0.00000000000000000000000000000000000001",
        "99999999999999999999",
        "\u{feff}\u{202e}\u{200b}",
        "９９",
        "+262142-12-31",
        "9999-12-31",
        "9999-12-31T23:59",
        "0000-00-00T25:61",
        "-4713-01-01T00:00",
        "2026-02-30T10:00",
        "00000000-0000-0000-0000-000000000000",
        "9b2f1c1e-0000-4000-8000-00000000beef",
        "{\"a\":[1]}",
        "%00%ff%zz",
        "' or 1=1 --",
        "../../etc/passwd",
        "on",
    ]
    .map(str::to_owned)
    .to_vec()
}

type Pairs = Vec<(String, String)>;

fn encoded(pairs: &Pairs) -> Vec<u8> {
    let pairs: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    Actor::encode(&pairs)
}

/// The names of all fields that the program asks a form for, for buttons that no page offers here.
fn field_names() -> Vec<String> {
    fn read(folder: &std::path::Path, found: &mut std::collections::BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, found);
            } else {
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                for part in text.split("fields.").skip(1) {
                    let name = part.split('"').nth(1).unwrap_or_default();
                    let asked = part
                        .split_once("(\"")
                        .is_some_and(|(verb, _)| verb.chars().all(char::is_alphabetic));
                    if asked && name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
                        found.insert(name.to_owned());
                    }
                }
            }
        }
    }
    let mut found = std::collections::BTreeSet::new();
    read(
        std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
        &mut found,
    );
    assert!(found.len() > 30, "{found:?}");
    found.into_iter().collect()
}

/// Everything that is stored, but for sessions.
async fn stored(world: &World, query: &str) -> Vec<(String, i64, String)> {
    sqlx::query_as(sqlx::AssertSqlSafe(query.to_owned()))
        .fetch_all(&world.db)
        .await
        .unwrap()
}

async fn stored_query(world: &World) -> String {
    sqlx::query_scalar(
        "select string_agg(format('select %L::text, count(*), coalesce(sum(hashtext(x::text)::bigint), 0)::text from %I x',
            tablename, tablename), ' union all ' order by tablename) || ' order by 1'
         from pg_tables where schemaname = 'public' and tablename not in ('sessions', 'security_log', 'by_hand', '_sqlx_migrations')",
    )
    .fetch_one(&world.db)
    .await
    .unwrap()
}
