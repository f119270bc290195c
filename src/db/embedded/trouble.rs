//! What keeps the private server from running, told so that an operator can mend it.

use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error(
        "PostgreSQL's server programs (initdb, postgres, pg_ctl) are not installed.\n\
         On Debian or Ubuntu: apt-get install postgresql. Elsewhere: version 15 or newer, on PATH or named by COUNTERSIGN_PG_BIN.\n\
         Or set DATABASE_URL to a server that already runs."
    )]
    NoPrograms,
    #[error(
        "PostgreSQL {0} is installed, but version 15 or newer is needed. Or set DATABASE_URL to a newer server."
    )]
    TooOld(u32),
    #[error(
        "the data was written by PostgreSQL {wanted}, but only version {newest} is installed: install postgresql-{wanted}, \
         or move the data as docs/operating.md says under \"Upgrading PostgreSQL\""
    )]
    OtherVersion { wanted: u32, newest: u32 },
    #[error("{} is in use by another countersign{}: stop that one, or name another folder with --data-dir", folder.display(), pid.as_ref().map(|p| format!(" (process {p})")).unwrap_or_default())]
    InUse {
        folder: PathBuf,
        pid: Option<String>,
    },
    #[error(
        "running as root, but there is neither a `postgres` nor a `nobody` account to run PostgreSQL as"
    )]
    NoAccount,
    #[error("{} belongs to somebody else, {account} cannot use it: name another folder with --data-dir", folder.display())]
    NotOurs { folder: PathBuf, account: String },
    #[error("{account}, who runs PostgreSQL, cannot enter {}: name a folder outside private homes with --data-dir", folder.display())]
    OutOfReach { folder: PathBuf, account: String },
    #[error("cannot use {}: {source}", folder.display())]
    Folder {
        folder: PathBuf,
        source: std::io::Error,
    },
    #[error("cannot run {program}: {source}")]
    Program {
        program: &'static str,
        source: std::io::Error,
    },
    #[error("{what} failed:\n  {told}")]
    Failed { what: &'static str, told: String },
}
