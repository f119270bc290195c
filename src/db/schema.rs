//! The schema. Tables are migrations, which run once. Views, functions and triggers are files of their rooms
//! (`src/ROOM/schema.sql`), one definition each, and are made anew whenever they differ from what this database
//! was given last.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};
use sqlx::{
    AssertSqlSafe, Connection as _, PgConnection, PgPool,
    migrate::{Migrate as _, Migration, Migrator},
    postgres::PgDatabaseError,
};

use super::Trouble;

static MIGRATOR: Migrator = sqlx::migrate!();

/// Where sqlx notes which migrations ran.
const RAN: &str = "_sqlx_migrations";

/// Version and checksum of a migration.
type Ran = (i64, Vec<u8>);

macro_rules! defined_by {
    ($($room:ident)*) => {
        &[$((stringify!($room), include_str!(concat!("../", stringify!($room), "/schema.sql")))),*]
    };
}

/// What the rooms define, in the order of `src/lib.rs`: a room may read what those before it define.
const DEFINITIONS: &[(&str, &str)] = defined_by!(
    audit sessions bulk accounts people forms appraisals inbox goals evaluations cycles records dashboard plans retention notices
);

/// What a program needs of a database.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// Ascending by version.
    pub migrations: &'a [Migration],
    /// Room and statements, in the order in which they run.
    pub definitions: &'a [(&'a str, &'a str)],
}

/// What this program needs.
#[must_use]
pub fn target() -> Target<'static> {
    Target {
        migrations: &MIGRATOR.migrations,
        definitions: DEFINITIONS,
    }
}

/// How far a database is from what a program needs.
#[derive(Debug, PartialEq, Eq)]
pub enum SchemaState {
    UpToDate,
    /// These migrations have not run yet, in order.
    Pending(Vec<String>),
    /// Its views, functions and triggers are not those of this program.
    Redefine,
    /// It was used by a newer program.
    Ahead(i64),
    /// This migration has been edited after it ran.
    Changed(String),
    /// It was made by a build from before migrations were kept.
    Earlier,
}

impl SchemaState {
    /// What to do about it, in one line; nothing when all is well.
    pub fn advice(&self) -> Option<String> {
        match self {
            Self::UpToDate => None,
            Self::Pending(names) => Some(format!(
                "the database lacks {} migration(s), the first is {}: run `countersign migrate`, or start with --migrate",
                names.len(),
                names.first().map_or("unknown", String::as_str)
            )),
            Self::Redefine => Some(
                "the views and functions in the database are not those of this program: run `countersign migrate`, or start with --migrate".to_owned()
            ),
            Self::Ahead(version) => Some(format!(
                "the database has migration {version}, which this program does not know: start the newer program, or restore the backup from before the upgrade"
            )),
            Self::Changed(name) => Some(format!(
                "migration {name} differs from the one that this database ran: start the program that made this database"
            )),
            Self::Earlier => Some(
                "the database was made by a build from before the first release, whose data is not carried over: name an empty database, or start the build that made this one".to_owned()
            ),
        }
    }
}

/// How far the database is; a few short queries.
pub async fn schema_state(pool: &PgPool) -> Result<SchemaState, sqlx::Error> {
    target().state(&mut *pool.acquire().await?).await
}

/// Brings the schema up to date and says what it was before. Safe to run from several processes at once: the first
/// one holds a lock.
pub async fn migrate(pool: &PgPool) -> Result<SchemaState, Trouble> {
    // A migration may rightly take longer than a page.
    let mut one = pool.acquire().await?.detach();
    sqlx::query("set statement_timeout = 0")
        .execute(&mut one)
        .await?;
    one.lock().await?;
    let before = target().bring_up(&mut one).await?;
    // the lock goes with the connection
    one.close().await?;
    Ok(before)
}

impl Target<'_> {
    async fn state(self, db: &mut PgConnection) -> Result<SchemaState, sqlx::Error> {
        let ran = ran(db).await?;
        let keeps_definitions: bool =
            sqlx::query_scalar("select to_regclass('definitions') is not null")
                .fetch_one(&mut *db)
                .await?;
        if !keeps_definitions {
            return Ok(match ran.as_slice() {
                [] => self.compare(&ran, None),
                _ => SchemaState::Earlier,
            });
        }
        let defined: Option<String> = sqlx::query_scalar("select sha256 from definitions")
            .fetch_optional(&mut *db)
            .await?;
        Ok(self.compare(&ran, defined.as_deref()))
    }

    fn compare(self, ran: &[Ran], defined: Option<&str>) -> SchemaState {
        let name = |m: &Migration| format!("{:04} ({})", m.version, m.description);
        let known = |version: i64| self.migrations.iter().any(|m| m.version == version);
        if let Some((version, _)) = ran.iter().find(|(version, _)| !known(*version)) {
            return SchemaState::Ahead(*version);
        }
        let mut pending = Vec::new();
        for migration in self.migrations {
            match ran.iter().find(|(v, _)| *v == migration.version) {
                None => pending.push(name(migration)),
                Some((_, sum)) if *sum != *migration.checksum => {
                    return SchemaState::Changed(name(migration));
                }
                Some(_) => {}
            }
        }
        if !pending.is_empty() {
            SchemaState::Pending(pending)
        } else if defined != Some(&*self.digest()) {
            SchemaState::Redefine
        } else {
            SchemaState::UpToDate
        }
    }

    /// Runs what is missing and defines anew what differs, in one transaction: views would keep their tables from
    /// being altered, so they go first and come back last, and a failure leaves everything as it was. Only a
    /// migration that says `-- no-transaction` runs by itself: a new value of an enum can be used only once it is
    /// committed. Answers what the state was.
    pub async fn bring_up(self, db: &mut PgConnection) -> Result<SchemaState, Trouble> {
        let before = self.state(db).await?;
        match &before {
            SchemaState::UpToDate => return Ok(before),
            SchemaState::Pending(_) | SchemaState::Redefine => {}
            _ => return Err(Trouble::Schema(before.advice().unwrap_or_default())),
        }
        db.ensure_migrations_table(RAN).await?;
        let ran = ran(db).await?;
        let missing: Vec<&Migration> = self
            .migrations
            .iter()
            .filter(|m| ran.iter().all(|(version, _)| *version != m.version))
            .collect();
        let mut rest = missing.as_slice();
        loop {
            while let Some((first, after)) = rest.split_first()
                && first.no_tx
            {
                db.apply(RAN, first).await?;
                rest = after;
            }
            let together = rest.iter().take_while(|m| !m.no_tx).count();
            let (now, later) = rest.split_at(together);
            let mut tx = db.begin().await?;
            undefine(&mut tx).await?;
            for migration in now {
                tx.apply(RAN, migration).await?;
            }
            if later.is_empty() {
                self.define(&mut tx).await?;
                tx.commit().await?;
                return Ok(before);
            }
            tx.commit().await?;
            rest = later;
        }
    }

    /// Makes what the rooms define, and notes how to drop it again.
    async fn define(self, db: &mut PgConnection) -> Result<(), Trouble> {
        for (room, statements) in self.definitions {
            sqlx::raw_sql(AssertSqlSafe((*statements).to_owned()))
                .execute(&mut *db)
                .await
                .map_err(|source| Trouble::Definition {
                    room: (*room).to_owned(),
                    source,
                })?;
        }
        // what this transaction made, and nobody else's
        sqlx::query(
            "insert into definitions (sha256, undo)
             select $1, coalesce(string_agg(line, '; ' order by id desc), '') from (
                 select oid as id, format('drop view %s', oid::regclass) as line from pg_class
                 where relkind = 'v' and xmin = pg_current_xact_id()::xid
                 union all
                 select oid, format('drop function %s', oid::regprocedure) from pg_proc
                 where xmin = pg_current_xact_id()::xid
                 union all
                 select oid, format('drop trigger %I on %s', tgname, tgrelid::regclass) from pg_trigger
                 where not tgisinternal and xmin = pg_current_xact_id()::xid
             ) made",
        )
        .bind(self.digest())
        .execute(db)
        .await?;
        Ok(())
    }

    fn digest(self) -> String {
        let mut sum = Sha256::new();
        for (room, statements) in self.definitions {
            for part in [room, statements] {
                sum.update(part.len().to_be_bytes());
                sum.update(part);
            }
        }
        let mut text = String::new();
        for byte in sum.finalize() {
            // writing into a string cannot fail
            let _ = write!(text, "{byte:02x}");
        }
        text
    }
}

/// The migrations that ran here, in order.
async fn ran(db: &mut PgConnection) -> Result<Vec<Ran>, sqlx::Error> {
    let any: bool = sqlx::query_scalar("select to_regclass($1) is not null")
        .bind(RAN)
        .fetch_one(&mut *db)
        .await?;
    if !any {
        return Ok(Vec::new());
    }
    sqlx::query_as("select version, checksum from _sqlx_migrations order by version")
        .fetch_all(db)
        .await
}

/// Drops what was last defined here.
async fn undefine(db: &mut PgConnection) -> Result<(), Trouble> {
    let there: bool = sqlx::query_scalar("select to_regclass('definitions') is not null")
        .fetch_one(&mut *db)
        .await?;
    if !there {
        return Ok(());
    }
    let undo: Vec<String> = sqlx::query_scalar("delete from definitions returning undo")
        .fetch_all(&mut *db)
        .await?;
    for statements in undo {
        sqlx::raw_sql(AssertSqlSafe(statements))
            .execute(&mut *db)
            .await
            .map_err(|source| Trouble::Undefined {
                detail: detail(&source).to_owned(),
                source,
            })?;
    }
    Ok(())
}

/// What PostgreSQL says beside the error: which view of somebody's own needs what shall go.
fn detail(error: &sqlx::Error) -> &str {
    error
        .as_database_error()
        .and_then(|error| error.try_downcast_ref::<PgDatabaseError>())
        .and_then(PgDatabaseError::detail)
        .unwrap_or("no details")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_version_is_ahead() {
        let state = target().compare(&[(987_654, vec![1])], None);
        assert_eq!(state, SchemaState::Ahead(987_654));
    }

    #[test]
    fn a_database_lacks_what_has_not_run_and_then_what_is_defined_otherwise() {
        let target = target();
        let all: Vec<Ran> = target
            .migrations
            .iter()
            .map(|m| (m.version, m.checksum.to_vec()))
            .collect();
        assert!(!all.is_empty());
        match target.compare(&all[1..], None) {
            SchemaState::Pending(names) => assert_eq!(names, ["0001 (db)"]),
            other => panic!("{other:?}"),
        }
        assert_eq!(target.compare(&all, None), SchemaState::Redefine);
        assert_eq!(target.compare(&all, Some("other")), SchemaState::Redefine);
        assert_eq!(
            target.compare(&all, Some(&target.digest())),
            SchemaState::UpToDate
        );
        let mut edited = all;
        edited[0].1.push(0);
        assert_eq!(
            target.compare(&edited, None),
            SchemaState::Changed("0001 (db)".to_owned())
        );
    }
}
