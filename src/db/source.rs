//! Which database a command works on: the one that `DATABASE_URL` names, else one on the private server.

use std::path::PathBuf;

use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;

use super::demo_mark;
use super::embedded::{self, Server, Trouble};
use crate::config::Database;

/// An open database. Closing it stops the private server, if it has one.
pub struct Open {
    pub pool: PgPool,
    server: Option<Server>,
}

/// What is done to the schema before the database is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// Bring it up to date, and make the database itself where it is missing.
    Migrate,
    /// Refuse unless it is up to date.
    Expect,
    /// Only make the database where it is missing; the caller looks after the schema.
    Create,
}

/// Opens the database called `name` on the private server, or the one of `DATABASE_URL`.
pub async fn open(wanted: &Database, name: &str, schema: Schema) -> anyhow::Result<Open> {
    let (options, server) = if let Some(options) = address(wanted)? {
        (options, None)
    } else {
        let server = start(home(wanted)).await?;
        (server.options(name), Some(server))
    };
    prepare(options, server, schema).await
}

/// The same for a command that ends soon: it may look into a private server that somebody else has started.
pub async fn visit(wanted: &Database, name: &str) -> anyhow::Result<Open> {
    let (options, server) = match address(wanted)? {
        Some(options) => (options, None),
        None => match start(home(wanted)).await {
            Ok(server) => (server.options(name), Some(server)),
            Err(Trouble::InUse { .. }) => (Server::running(&home(wanted), name)?, None),
            Err(other) => return Err(other.into()),
        },
    };
    prepare(options, server, Schema::Expect).await
}

fn address(wanted: &Database) -> Result<Option<PgConnectOptions>, super::Trouble> {
    let url = wanted.database_url.as_deref().filter(|url| !url.is_empty());
    url.map(super::address).transpose()
}

fn home(wanted: &Database) -> PathBuf {
    wanted
        .data_dir
        .clone()
        .unwrap_or_else(embedded::default_home)
}

async fn start(home: PathBuf) -> Result<Server, Trouble> {
    tracing::info!(folder = %home.display(), "starting the private PostgreSQL");
    match tokio::task::spawn_blocking(move || Server::start(&home)).await {
        Ok(started) => started,
        Err(died) => std::panic::resume_unwind(died.into_panic()),
    }
}

async fn prepare(
    options: PgConnectOptions,
    server: Option<Server>,
    schema: Schema,
) -> anyhow::Result<Open> {
    if server.is_some() || schema != Schema::Expect {
        super::create_if_missing(&options).await?;
    }
    let pool = super::connect(options).await?;
    let open = Open { pool, server };
    match schema {
        Schema::Create => {}
        Schema::Migrate => {
            super::migrate(&open.pool).await?;
        }
        Schema::Expect => {
            if let Some(advice) = super::schema_state(&open.pool).await?.advice() {
                open.close().await;
                anyhow::bail!(advice);
            }
        }
    }
    Ok(open)
}

impl Open {
    /// Refuses the demo company's database, whose passwords everybody knows.
    pub async fn refuse_demo(&self) -> anyhow::Result<()> {
        match demo_mark::kind(&self.pool).await? {
            demo_mark::Kind::Demo | demo_mark::Kind::HalfBuilt => anyhow::bail!(
                "this database holds the demo company, whose passwords are public: only `countersign demo` serves it"
            ),
            demo_mark::Kind::Empty | demo_mark::Kind::Foreign => Ok(()),
        }
    }

    /// Lets every connection go, then stops the private server.
    pub async fn close(self) {
        self.pool.close().await;
        if let Some(server) = self.server {
            // a panic in there has already been reported
            let _ = tokio::task::spawn_blocking(move || drop(server)).await;
        }
    }
}
