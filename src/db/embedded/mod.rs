//! The private PostgreSQL: the machine's own server programs, run for this program alone and stopped with it.
//! It listens on a socket that only its account can reach; data survives `kill -9` of the program and of the server.

mod account;
mod cluster;
mod programs;
mod trouble;

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::Mutex;

use sqlx::postgres::PgConnectOptions;

use cluster::{Care, Cluster};
pub use trouble::Trouble;

/// A running private server; dropping it stops it.
#[derive(Debug)]
pub struct Server {
    cluster: Cluster,
    // The kernel lets go of the lock however the process ends.
    _lock: File,
}

impl Server {
    /// Starts the server whose data lies in `home/postgres`, making it at the first time. Blocks for some seconds.
    pub fn start(home: &Path) -> Result<Self, Trouble> {
        // A folder of its own: only that one is handed to the account that runs the server.
        let home = home.join("postgres");
        let told = |source| Trouble::Folder {
            folder: home.clone(),
            source,
        };
        std::fs::create_dir_all(&home).map_err(told)?;
        let home = home.canonicalize().map_err(told)?;
        let lock = lock(&home)?;
        let cluster = Cluster::prepare(&home, Care::Durable)?;
        cluster.start()?;
        Ok(Self {
            cluster,
            _lock: lock,
        })
    }

    /// The way to a server that another process has started from `home`.
    pub fn running(home: &Path, database: &str) -> Result<PgConnectOptions, Trouble> {
        Cluster::prepare(&home.join("postgres"), Care::Durable).map(|c| c.options(database))
    }

    pub fn options(&self, database: &str) -> PgConnectOptions {
        self.cluster.options(database)
    }

    /// The server's own log, for messages.
    pub fn log(&self) -> &Path {
        self.cluster.log()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if !self.cluster.stop() {
            tracing::warn!(log = %self.cluster.log().display(), "the private PostgreSQL did not stop in time");
        }
    }
}

/// Where the private server keeps its data when nobody says otherwise.
pub fn default_home() -> PathBuf {
    if nix::unistd::geteuid().is_root() {
        return PathBuf::from("/var/lib/countersign");
    }
    let set = |name| std::env::var_os(name).filter(|v| !v.is_empty());
    set("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| set("HOME").map(|home| Path::new(&home).join(".local/share")))
        .unwrap_or_else(std::env::temp_dir)
        .join("countersign")
}

fn lock(home: &Path) -> Result<File, Trouble> {
    let path = home.join("lock");
    let told = |source| Trouble::Folder {
        folder: path.clone(),
        source,
    };
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(told)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut pid = String::new();
            let _ = file.read_to_string(&mut pid);
            return Err(Trouble::InUse {
                folder: home.to_path_buf(),
                pid: Some(pid.trim().to_owned()).filter(|p| !p.is_empty()),
            });
        }
        Err(TryLockError::Error(source)) => return Err(told(source)),
    }
    file.set_len(0).map_err(told)?;
    file.rewind().map_err(told)?;
    writeln!(file, "{}", std::process::id()).map_err(told)?;
    Ok(file)
}

/// A server for tests: in a temporary folder, careless of power cuts, gone when this value or the process is.
#[derive(Debug)]
pub struct ThrowAway {
    cluster: Cluster,
    undertaker: Mutex<Child>,
}

/// Starts a throw-away server.
pub fn throw_away() -> Result<ThrowAway, Trouble> {
    let home = std::env::temp_dir().join(format!(
        "countersign-test-{}",
        uuid::Uuid::new_v4().simple()
    ));
    let cluster = Cluster::prepare(&home, Care::None)?;
    let undertaker = Mutex::new(cluster.undertaker()?);
    cluster.start()?;
    Ok(ThrowAway {
        cluster,
        undertaker,
    })
}

impl ThrowAway {
    pub fn options(&self, database: &str) -> PgConnectOptions {
        self.cluster.options(database)
    }

    pub fn url(&self, database: &str) -> String {
        self.cluster.url(database)
    }
}

impl Drop for ThrowAway {
    fn drop(&mut self) {
        if let Ok(child) = self.undertaker.get_mut() {
            drop(child.stdin.take());
            let _ = child.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_throw_away_server_answers_and_leaves_nothing() {
        let server = throw_away().unwrap();
        let url = server.url("postgres");
        let pool = crate::db::connect(crate::db::address(&url).unwrap())
            .await
            .unwrap();
        let fsync: String = sqlx::query_scalar("show fsync")
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!(fsync, "off");
        pool.close().await;
        let folder = server.cluster.log().parent().unwrap().to_path_buf();
        drop(server);
        assert!(!folder.exists());
    }

    #[tokio::test]
    async fn a_private_server_is_durable_locked_and_finds_its_data_again() {
        let home = std::env::temp_dir().join(format!(
            "countersign-home-{}",
            uuid::Uuid::new_v4().simple()
        ));
        let server = Server::start(&home).unwrap();
        assert!(matches!(
            Server::start(&home),
            Err(Trouble::InUse { pid: Some(_), .. })
        ));
        crate::db::create_if_missing(&server.options("company"))
            .await
            .unwrap();
        let pool = crate::db::connect(server.options("company")).await.unwrap();
        let fsync: String = sqlx::query_scalar("show fsync")
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!(fsync, "on");
        sqlx::query("create table kept as select 1")
            .execute(&pool)
            .await
            .unwrap();
        pool.close().await;
        drop(server);
        let server = Server::start(&home).unwrap();
        let pool = crate::db::connect(server.options("company")).await.unwrap();
        sqlx::query("select * from kept")
            .fetch_one(&pool)
            .await
            .unwrap();
        pool.close().await;
        drop(server);
        std::fs::remove_dir_all(&home).unwrap();
    }
}
