//! The schema stands once: tables are migrations that stay as they landed, what reads them is defined by its room and
//! made anew where it differs, and a database that this program cannot use is told what to do.

use std::{collections::BTreeMap, fs, path::PathBuf, process::Command};

use countersign::{
    db::{
        self, SchemaState, Trouble,
        schema::{Target, target},
    },
    records::sha256_hex,
};
use sqlx::{
    ConnectOptions as _, PgPool, SqlSafeStr as _,
    migrate::{Migration, MigrationType},
};

use crate::world::{blank_database, empty_database};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Name and text of every file in a folder that ends so.
fn files(folder: &str, ends: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(root().join(folder)).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(ends) {
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    found
}

/// Each statement's first words, without comments and function bodies.
fn statements(text: &str) -> Vec<String> {
    let plain: String = text
        .split("$$")
        .step_by(2)
        .flat_map(str::lines)
        .map(|line| line.split("--").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join(" ");
    plain
        .split(';')
        .map(|one| one.split_whitespace().take(3).collect::<Vec<_>>().join(" "))
        .filter(|one| !one.is_empty())
        .collect()
}

#[test]
fn a_migration_that_has_landed_stays_as_it_was() {
    let lock = fs::read_to_string(root().join("migrations/LOCK")).unwrap();
    let locked: BTreeMap<String, String> = lock
        .lines()
        .map(|line| {
            let (sum, name) = line.split_once("  ").expect("sum and name");
            (name.to_owned(), sum.to_owned())
        })
        .collect();
    assert_eq!(
        locked.len(),
        lock.lines().count(),
        "a file stands in LOCK once"
    );
    let there: BTreeMap<String, String> = files("migrations", ".sql")
        .into_iter()
        .map(|(name, text)| (name, sha256_hex(&text)))
        .collect();
    assert_eq!(
        there, locked,
        "migrations/README.md says how a new one is entered in LOCK, and that a landed one is never edited"
    );
}

#[test]
fn tables_are_migrations_and_what_reads_them_is_defined_once_by_its_room() {
    let mut defined = BTreeMap::new();
    for (room, text) in target().definitions {
        for statement in statements(text) {
            // makes the triggers of one table by the function above it
            if statement.starts_with("select watch_rows(") {
                continue;
            }
            assert!(
                ["create view ", "create function ", "create trigger "]
                    .iter()
                    .any(|begin| statement.starts_with(begin)),
                "src/{room}/schema.sql: {statement}"
            );
            let name = statement.split('(').next().unwrap().to_owned();
            let before = defined.insert(name, room);
            assert_eq!(before, None, "{statement} stands twice");
        }
    }
    assert_eq!(defined.get("create view parties"), Some(&&"appraisals"));
    for (name, text) in files("migrations", ".sql") {
        for statement in statements(&text) {
            assert!(
                !["view", "function", "trigger", "or replace", "procedure"]
                    .iter()
                    .any(|kind| statement.starts_with(&format!("create {kind}"))),
                "migrations/{name}: {statement} belongs to a room's schema.sql"
            );
        }
    }
}

/// `scripts/with-postgres` makes the schema where the program cannot be built: the same files in the same order.
#[test]
fn every_file_of_a_room_is_applied_in_floor_order_by_the_program_and_by_the_scripts() {
    let ours = target();
    let program: Vec<String> = files("migrations", ".sql")
        .into_keys()
        .map(|name| format!("migrations/{name}"))
        .chain(
            ours.definitions
                .iter()
                .map(|(room, _)| format!("src/{room}/schema.sql")),
        )
        .collect();
    let said = Command::new(root().join("scripts/schema-files"))
        .output()
        .unwrap();
    assert!(said.status.success());
    let scripts: Vec<String> = String::from_utf8(said.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    assert_eq!(program, scripts);
    let versions: Vec<i64> = ours.migrations.iter().map(|m| m.version).collect();
    assert!(versions.is_sorted());
    assert_eq!(versions.len(), files("migrations", ".sql").len());
}

async fn state(pool: &PgPool) -> SchemaState {
    db::schema_state(pool).await.unwrap()
}

async fn exec(pool: &PgPool, sql: &'static str) {
    sqlx::raw_sql(sql).execute(pool).await.unwrap();
}

/// Views, functions and triggers by name, as they read.
async fn defined(pool: &PgPool) -> Vec<(String, String)> {
    sqlx::query_as(
        "select name, reads from (
         select oid::regclass::text as name, pg_get_viewdef(oid) as reads from pg_class where relkind = 'v' and relnamespace = 'public'::regnamespace
         union all select p.oid::regprocedure::text, p.prosrc from pg_proc p where pronamespace = 'public'::regnamespace
             and not exists (select from pg_depend where objid = p.oid and deptype = 'e')
         union all select tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
         ) all_of_them order by name collate \"C\", reads",
    )
    .fetch_all(pool)
    .await
    .unwrap()
}

#[tokio::test]
async fn what_is_defined_otherwise_is_refused_by_the_server_and_made_anew() {
    let (pool, _) = empty_database().await;
    assert_eq!(state(&pool).await, SchemaState::UpToDate);
    let before = defined(&pool).await;
    assert!(before.iter().any(|(name, _)| name == "parties"));
    assert!(before.iter().any(|(name, _)| name == "events_append_only"));
    let pending = "the views and functions in the database are not those of this program";

    // an earlier program's view reads otherwise, and one of its functions is gone by now
    exec(
        &pool,
        "create or replace view goal_lists as select appraisal_id, '[]'::jsonb as goals from goals;
        create function gone() returns integer language sql as 'select 1';
        update definitions set sha256 = 'earlier', undo = 'drop function gone(); ' || undo",
    )
    .await;
    assert_eq!(state(&pool).await, SchemaState::Redefine);
    let config = countersign::config::Database {
        database_url: Some(pool.connect_options().to_url_lossy().to_string()),
        data_dir: None,
    };
    let refused = db::source::open(&config, "unused", db::source::Schema::Expect)
        .await
        .err()
        .unwrap();
    assert!(refused.to_string().starts_with(pending), "{refused}");

    // what somebody made for themselves stays
    exec(
        &pool,
        "create view own_report as select count(*) from people",
    )
    .await;
    assert_eq!(db::migrate(&pool).await.unwrap(), SchemaState::Redefine);
    assert_eq!(state(&pool).await, SchemaState::UpToDate);
    exec(&pool, "drop view own_report").await;
    assert_eq!(defined(&pool).await, before);
    assert_eq!(db::migrate(&pool).await.unwrap(), SchemaState::UpToDate);
}

#[tokio::test]
async fn somebodys_own_view_on_one_of_ours_is_named_and_nothing_is_changed() {
    let (pool, _) = empty_database().await;
    exec(&pool, "create view own_report as select count(*) from parties; update definitions set sha256 = 'earlier'").await;
    let before = defined(&pool).await;
    let trouble = db::migrate(&pool).await.unwrap_err().to_string();
    assert!(
        trouble.contains("view own_report depends on view parties"),
        "{trouble}"
    );
    assert_eq!(defined(&pool).await, before);
    assert_eq!(state(&pool).await, SchemaState::Redefine);
}

fn migration(version: i64, sql: &'static str) -> Migration {
    let alone = sql.starts_with("-- no-transaction");
    Migration::new(
        version,
        "tried".into(),
        MigrationType::Simple,
        sql.into_sql_str(),
        alone,
    )
}

async fn bring_up(pool: &PgPool, target: Target<'_>) -> Result<SchemaState, Trouble> {
    target.bring_up(&mut pool.acquire().await.unwrap()).await
}

#[tokio::test]
async fn a_table_that_views_read_is_altered_and_what_an_enum_gained_is_used() {
    let mut migrations = vec![
        migration(1, "create table definitions (one boolean primary key default true, sha256 text not null, undo text not null);
            create type colour as enum ('red'); create table things (name varchar(10), colour colour)"),
    ];
    let pool = blank_database().await;
    let first = Target {
        migrations: &migrations.clone(),
        definitions: &[("things", "create view named as select name from things")],
    };
    bring_up(&pool, first).await.unwrap();

    migrations.extend([
        migration(2, "alter table things alter column name type text"),
        migration(3, "-- no-transaction\nalter type colour add value 'blue'"),
        migration(
            4,
            "alter table things drop column name; insert into things values ('blue')",
        ),
    ]);
    let second = Target {
        migrations: &migrations,
        definitions: &[
            (
                "things",
                "create view blue as select * from things where colour = 'blue'",
            ),
            (
                "more",
                "create function blues() returns bigint language sql as 'select count(*) from blue'",
            ),
        ],
    };
    assert!(
        matches!(bring_up(&pool, second).await.unwrap(), SchemaState::Pending(names) if names.len() == 3)
    );
    let blues: i64 = sqlx::query_scalar("select blues()")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(blues, 1);
    let names: Vec<String> = defined(&pool)
        .await
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, ["blue", "blues()"]);
    assert_eq!(
        bring_up(&pool, second).await.unwrap(),
        SchemaState::UpToDate
    );

    // a failure in what a room defines leaves tables and views as they were
    let broken = [
        migrations.as_slice(),
        &[migration(5, "create table more (id integer)")],
    ]
    .concat();
    let third = Target {
        migrations: &broken,
        definitions: &[("more", "create view more_of as select nothing from more")],
    };
    let trouble = bring_up(&pool, third).await.unwrap_err().to_string();
    assert!(
        trouble
            .starts_with("what src/more/schema.sql defines could not be made, nothing was changed"),
        "{trouble}"
    );
    let there: bool =
        sqlx::query_scalar("select to_regclass('more') is not null or to_regclass('blue') is null")
            .fetch_one(&pool)
            .await
            .unwrap();
    assert!(!there);
    assert_eq!(
        bring_up(&pool, second).await.unwrap(),
        SchemaState::UpToDate
    );
}

#[tokio::test]
async fn a_database_of_an_earlier_build_gets_one_clear_line_and_is_left_alone() {
    let pool = blank_database().await;
    assert!(matches!(state(&pool).await, SchemaState::Pending(_)));
    // as builds left it that kept no definitions
    exec(&pool, "create table _sqlx_migrations (version bigint primary key, description text not null,
            installed_on timestamptz not null default now(), success boolean not null, checksum bytea not null, execution_time bigint not null);
        insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (1, 'people', true, '\\x01', 1), (45, 'own words', true, '\\x02', 1);
        create table people (id uuid primary key)").await;
    assert_eq!(state(&pool).await, SchemaState::Earlier);
    let line = "the database was made by a build from before the first release, whose data is not carried over: \
                name an empty database, or start the build that made this one";
    assert_eq!(SchemaState::Earlier.advice().as_deref(), Some(line));
    assert_eq!(db::migrate(&pool).await.unwrap_err().to_string(), line);
    let tables: i64 =
        sqlx::query_scalar("select count(*) from pg_tables where schemaname = 'public'")
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!(tables, 2);
    // one that only a newer program knows is told apart from it
    let (newer, _) = empty_database().await;
    exec(&newer, "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'later', true, '\\x', 1)").await;
    assert_eq!(state(&newer).await, SchemaState::Ahead(9999));
    assert!(matches!(db::migrate(&newer).await, Err(Trouble::Schema(_))));
}
