//! One PostgreSQL cluster on disk: made, started, found running after an accident, stopped.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;

use super::account::Account;
use super::programs::{self, Programs};
use super::trouble::Trouble;

/// The name in `.s.PGSQL.5432`; the server listens on no network, so it cannot clash with another.
const PORT: u16 = 5432;
/// The role that owns everything in the private server.
const OWNER: &str = "countersign";
/// `sun_path` holds 108 bytes, the last one zero.
const LONGEST_SOCKET: usize = 107;

/// How careful the server is with its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// As PostgreSQL is by default: survives a power cut.
    Durable,
    /// For tests: nothing is ever forced to disk.
    None,
}

#[derive(Debug)]
pub struct Cluster {
    programs: Programs,
    account: Account,
    care: Care,
    home: PathBuf,
    data: PathBuf,
    socket: PathBuf,
    log: PathBuf,
}

impl Cluster {
    /// Finds the programs and the account for a cluster below `home`.
    pub fn prepare(home: &Path, care: Care) -> Result<Self, Trouble> {
        let data = home.join("cluster");
        let wanted = fs::read_to_string(data.join("PG_VERSION"))
            .ok()
            .and_then(|v| v.trim().parse().ok());
        let programs = programs::find(wanted)?;
        let account = Account::choose(&data)?;
        account.private_folder(home)?;
        let socket = socket_folder(home);
        account.private_folder(&socket)?;
        Ok(Self {
            programs,
            account,
            care,
            home: home.to_path_buf(),
            data,
            socket,
            log: home.join("postgres.log"),
        })
    }

    /// Makes the cluster if there is none yet, and starts it.
    pub fn start(&self) -> Result<(), Trouble> {
        if !self.data.join("PG_VERSION").exists() {
            self.make()?;
        }
        self.settle()?;
        self.configure()?;
        self.run()
    }

    /// Made beside its place and moved there when complete, so that a kill in between leaves nothing half-made.
    fn make(&self) -> Result<(), Trouble> {
        let beside = self.home.join("cluster.new");
        if beside.exists() {
            fs::remove_dir_all(&beside).map_err(|source| folder(&beside, source))?;
        }
        let mut initdb = self.account.command(self.programs.folder.join("initdb"));
        initdb.arg("-D").arg(&beside).args([
            "--auth=trust",
            "--no-locale",
            "-E",
            "UTF8",
            "-U",
            OWNER,
        ]);
        if self.care == Care::None {
            initdb.arg("--no-sync");
        }
        let told = initdb
            .stderr(Stdio::piped())
            .output()
            .map_err(|source| Trouble::Program {
                program: "initdb",
                source,
            })?;
        if !told.status.success() {
            return Err(Trouble::Failed {
                what: "initdb",
                told: last_lines(&String::from_utf8_lossy(&told.stderr)),
            });
        }
        let settings = beside.join("postgresql.conf");
        let mut text = fs::read_to_string(&settings).map_err(|source| folder(&settings, source))?;
        text.push_str("\n# rewritten at every start; what stands above it wins nothing\ninclude 'countersign.conf'\n");
        fs::write(&settings, text).map_err(|source| folder(&settings, source))?;
        fs::rename(&beside, &self.data).map_err(|source| folder(&self.data, source))
    }

    /// Stops what an accident left running, and forgets what only looks as if it ran.
    fn settle(&self) -> Result<(), Trouble> {
        let file = self.data.join("postmaster.pid");
        let Some(pid) = fs::read_to_string(&file)
            .ok()
            .and_then(|t| t.lines().next()?.trim().parse::<u32>().ok())
        else {
            return Ok(());
        };
        // After a restart of the machine the number may belong to somebody else, whom pg_ctl would signal.
        let command = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        let ours = String::from_utf8_lossy(&command).contains(&*self.data.to_string_lossy());
        if !command.is_empty() && !ours {
            return fs::remove_file(&file).map_err(|source| folder(&file, source));
        }
        // Not fatal: one that was just killed can still look alive, and starting settles it.
        let _ = self.pg_ctl(&["stop", "-m", "fast", "-w", "-t", "30"]);
        Ok(())
    }

    fn configure(&self) -> Result<(), Trouble> {
        let socket = self.socket.to_string_lossy().replace('\'', "''");
        let mut text = format!(
            "listen_addresses = ''\nport = {PORT}\nunix_socket_directories = '{socket}'\nunix_socket_permissions = 0700\n\
             max_connections = 100\ntimezone = 'UTC'\nlog_timezone = 'UTC'\nlc_messages = 'C'\n\
             log_checkpoints = off\n"
        );
        if self.care == Care::None {
            text.push_str(
                "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nautovacuum_naptime = '1h'\n\
                 max_connections = 300\nmax_locks_per_transaction = 256\n",
            );
        }
        let file = self.data.join("countersign.conf");
        fs::write(&file, text).map_err(|source| folder(&file, source))?;
        self.account.give(&file)?;
        if fs::metadata(&self.log).is_ok_and(|m| m.len() > 10_000_000) {
            let older = self.log.with_extension("log.1");
            fs::rename(&self.log, &older).map_err(|source| folder(&older, source))?;
        }
        Ok(())
    }

    /// Backends of a killed server hold its shared memory for a moment longer, hence the patience.
    fn run(&self) -> Result<(), Trouble> {
        for attempt in 1.. {
            let from = fs::metadata(&self.log).map_or(0, |m| m.len());
            if self.pg_ctl(&["start", "-w", "-t", "120"])? {
                break;
            }
            if attempt == 5 {
                let log = fs::read(&self.log).unwrap_or_default();
                let new = log
                    .get(usize::try_from(from).unwrap_or(0)..)
                    .unwrap_or_default();
                return Err(Trouble::Failed {
                    what: "postgres",
                    told: last_lines(&String::from_utf8_lossy(new)),
                });
            }
            sleep(Duration::from_secs(1));
        }
        Ok(())
    }

    /// Waits until the server is gone: open work is rolled back, committed work is on disk.
    pub fn stop(&self) -> bool {
        self.pg_ctl(&["stop", "-m", "fast", "-w", "-t", "60"])
            .unwrap_or(false)
    }

    /// The server would inherit a piped stream and keep it open, so it gets none: it logs to its file.
    fn pg_ctl(&self, words: &[&str]) -> Result<bool, Trouble> {
        self.account
            .command(self.programs.folder.join("pg_ctl"))
            .arg("-D")
            .arg(&self.data)
            .arg("-l")
            .arg(&self.log)
            .args(words)
            .stderr(Stdio::null())
            .status()
            .map(|s| s.success())
            .map_err(|source| Trouble::Program {
                program: "pg_ctl",
                source,
            })
    }

    /// A shell that waits for the end of its input, then stops the server and removes `home`: it outlives a killed owner.
    pub fn undertaker(&self) -> Result<std::process::Child, Trouble> {
        use std::os::unix::process::CommandExt as _;
        self.account
            .command("/bin/sh")
            .arg("-c")
            .arg("cat >/dev/null; \"$0\" -D \"$1\" -m immediate stop; rm -rf \"$2\"")
            .arg(self.programs.folder.join("pg_ctl"))
            .arg(&self.data)
            .arg(&self.home)
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .map_err(|source| Trouble::Program {
                program: "sh",
                source,
            })
    }

    pub fn options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(&self.socket)
            .port(PORT)
            .username(OWNER)
            .database(database)
    }

    /// The same as an address, for programs that want one.
    pub fn url(&self, database: &str) -> String {
        let socket = self.socket.to_string_lossy();
        let socket = socket
            .replace('%', "%25")
            .replace(' ', "%20")
            .replace('/', "%2F");
        format!("postgres://{OWNER}@localhost:{PORT}/{database}?host={socket}")
    }

    pub fn log(&self) -> &Path {
        &self.log
    }
}

/// Below `home`, or in the temporary folder where that path would be too long for a socket.
fn socket_folder(home: &Path) -> PathBuf {
    let inside = home.join("run");
    let name = format!(".s.PGSQL.{PORT}");
    if inside.join(&name).as_os_str().len() <= LONGEST_SOCKET {
        return inside;
    }
    let digest = <sha2::Sha256 as sha2::Digest>::digest(home.as_os_str().as_encoded_bytes());
    let short = uuid::Uuid::from_slice(&digest[..16]).unwrap_or_default();
    std::env::temp_dir().join(format!("countersign-{}", short.simple()))
}

fn folder(path: &Path, source: std::io::Error) -> Trouble {
    Trouble::Folder {
        folder: path.to_path_buf(),
        source,
    }
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(4)..].join("\n  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_path_is_never_too_long() {
        for home in [
            "/var/lib/countersign".to_owned(),
            format!("/{}", "x".repeat(120)),
        ] {
            let socket = socket_folder(Path::new(&home)).join(".s.PGSQL.5432");
            assert!(socket.as_os_str().len() <= LONGEST_SOCKET, "{socket:?}");
        }
    }
}
