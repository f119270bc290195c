//! The database: how the program connects, how the schema is brought up to date, and how far it is.

pub mod demo_mark;
pub mod embedded;
pub mod notify;
pub mod session_cache;
pub mod source;

use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions as _, Connection as _};

/// Every migration, compiled into the program.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// More connections than this only queue inside PostgreSQL instead of here.
const CONNECTIONS: u32 = 10;
/// The oldest server whose features the queries use.
const OLDEST_SERVER: i32 = 15;

#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error(
        "DATABASE_URL cannot be read: {0}. It looks like postgres://user:password@host:5432/name"
    )]
    Address(#[source] sqlx::Error),
    #[error("PostgreSQL does not answer at {place}: {source}")]
    Unreachable { place: String, source: sqlx::Error },
    #[error("there is no database at {place} yet: `countersign migrate` makes it")]
    NoDatabase { place: String },
    #[error("PostgreSQL {found} is too old: version {OLDEST_SERVER} or newer is needed")]
    TooOld { found: String },
    #[error("the migration could not be carried out, nothing of it was kept: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error(transparent)]
    Query(#[from] sqlx::Error),
}

/// Reads a `postgres://` address.
pub fn address(url: &str) -> Result<PgConnectOptions, Trouble> {
    url.parse().map_err(Trouble::Address)
}

/// The pool that serves pages. One connection is opened at once, so that a wrong address is told at the start.
pub async fn connect(options: PgConnectOptions) -> Result<PgPool, Trouble> {
    let place = place(&options);
    let options = options
        .application_name("countersign")
        .statement_cache_capacity(500)
        .options([
            ("statement_timeout", "10s"),
            // short queries gain nothing from being compiled, and wait for it
            ("jit", "off"),
            ("idle_in_transaction_session_timeout", "60s"),
        ]);
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(Duration::from_secs(3))
        .test_before_acquire(false)
        .connect_with(options)
        .await
        .map_err(|source| match &source {
            sqlx::Error::Database(e) if e.code().as_deref() == Some("3D000") => {
                Trouble::NoDatabase { place }
            }
            _ => Trouble::Unreachable { place, source },
        })?;
    let (number, text): (i32, String) = sqlx::query_as(
        "select current_setting('server_version_num')::int4, current_setting('server_version')",
    )
    .fetch_one(&pool)
    .await?;
    if number / 10_000 < OLDEST_SERVER {
        return Err(Trouble::TooOld { found: text });
    }
    Ok(pool)
}

/// Makes the database that the options name, where it is missing.
pub async fn create_if_missing(options: &PgConnectOptions) -> Result<(), Trouble> {
    let Some(name) = options.get_database() else {
        return Ok(());
    };
    let mut maintenance = options
        .clone()
        .database("postgres")
        .connect()
        .await
        .map_err(|source| Trouble::Unreachable {
            place: place(options),
            source,
        })?;
    let there: bool =
        sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(name)
            .fetch_one(&mut maintenance)
            .await?;
    if !there {
        let name = name.replace('"', "\"\"");
        let create = format!("create database \"{name}\" encoding 'UTF8' template template0");
        sqlx::query(sqlx::AssertSqlSafe(create))
            .execute(&mut maintenance)
            .await?;
    }
    maintenance.close().await?;
    Ok(())
}

/// Brings the schema up to date. Safe to run from several processes at once: the first one holds a lock.
pub async fn migrate(pool: &PgPool) -> Result<(), Trouble> {
    // A migration may rightly take longer than a page.
    let mut one = pool.acquire().await?.detach();
    sqlx::query("set statement_timeout = 0")
        .execute(&mut one)
        .await?;
    MIGRATOR.run(&mut one).await?;
    one.close().await?;
    Ok(())
}

/// How the schema of a database stands to this program.
#[derive(Debug, PartialEq, Eq)]
pub enum Standing {
    UpToDate,
    /// These have not run yet, in order.
    Pending(Vec<String>),
    /// The database was used by a newer program.
    Ahead(i64),
    /// This one has been edited after it ran.
    Changed(String),
}

impl Standing {
    /// What to do about it, in one line; nothing when all is well.
    pub fn advice(&self) -> Option<String> {
        match self {
            Self::UpToDate => None,
            Self::Pending(names) => Some(format!(
                "the database lacks {} migration(s), the first is {}: run `countersign migrate`, or start with --migrate",
                names.len(),
                names.first().map_or("unknown", String::as_str)
            )),
            Self::Ahead(version) => Some(format!(
                "the database has migration {version}, which this program does not know: start the newer program, or restore the backup from before the upgrade"
            )),
            Self::Changed(name) => Some(format!(
                "migration {name} differs from the one that this database ran: start the program that made this database"
            )),
        }
    }
}

/// Compares the migrations in the database with those in the program; one query.
pub async fn standing(pool: &PgPool) -> Result<Standing, sqlx::Error> {
    let ran: Vec<(i64, Vec<u8>)> = match sqlx::query_as(
        "select version, checksum from _sqlx_migrations where success order by version",
    )
    .fetch_all(pool)
    .await
    {
        Ok(rows) => rows,
        // undefined_table: nothing has ever run here
        Err(sqlx::Error::Database(e)) if e.code().as_deref() == Some("42P01") => Vec::new(),
        Err(e) => return Err(e),
    };
    Ok(compare(&ran))
}

fn compare(ran: &[(i64, Vec<u8>)]) -> Standing {
    let name = |m: &sqlx::migrate::Migration| format!("{:04} ({})", m.version, m.description);
    if let Some((version, _)) = ran.iter().find(|(v, _)| !MIGRATOR.version_exists(*v)) {
        return Standing::Ahead(*version);
    }
    let mut pending = Vec::new();
    for migration in MIGRATOR.iter() {
        match ran.iter().find(|(v, _)| *v == migration.version) {
            None => pending.push(name(migration)),
            Some((_, sum)) if *sum != *migration.checksum => {
                return Standing::Changed(name(migration));
            }
            Some(_) => {}
        }
    }
    if pending.is_empty() {
        Standing::UpToDate
    } else {
        Standing::Pending(pending)
    }
}

/// Where a database is, for messages: never with the password.
pub fn place(options: &PgConnectOptions) -> String {
    let name = options
        .get_database()
        .unwrap_or_else(|| options.get_username());
    match options.get_socket() {
        Some(socket) => format!("{} ({name})", socket.display()),
        None => format!("{}:{} ({name})", options.get_host(), options.get_port()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_version_is_ahead() {
        assert_eq!(compare(&[(987_654, vec![1])]), Standing::Ahead(987_654));
    }

    #[test]
    fn an_empty_database_lacks_everything() {
        let all = MIGRATOR.iter().count();
        match compare(&[]) {
            Standing::UpToDate => assert_eq!(all, 0),
            Standing::Pending(names) => assert_eq!(names.len(), all),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_place_never_shows_the_password() {
        let options = address("postgres://me:secret@db.internal:5433/company").unwrap();
        assert_eq!(place(&options), "db.internal:5433 (company)");
    }
}
