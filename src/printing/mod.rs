//! The program that sets type, `countersign-paper` (`typst/`): started when the first sheet is wanted, a few of it at most,
//! kept for the next sheet, ended when nobody wants one or this program ends.

use std::{
    io,
    path::{Path, PathBuf},
    process::Stdio,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde::Deserialize;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    process::{Child, ChildStdin, ChildStdout, Command},
    sync::{Semaphore, SemaphorePermit},
    time::{Instant, sleep, timeout},
};

const PROGRAM: &str = "countersign-paper";

/// Where it lies if nobody says otherwise: beside the program that runs.
#[must_use]
pub fn usual_program() -> PathBuf {
    std::env::current_exe()
        .unwrap_or_default()
        .with_file_name(PROGRAM)
}

/// Sheets that are set at the same time.
const AT_ONCE: usize = 2;

/// How long things may take, and how many may wait.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Requests that wait for their turn.
    pub waiting: usize,
    /// How long one of them waits.
    pub turn: Duration,
    /// How long one sheet may take.
    pub sheet: Duration,
    /// How long a program is kept that has nothing to do.
    pub idle: Duration,
    /// The longest answer that is believed.
    pub bytes: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            waiting: 32,
            turn: Duration::from_secs(10),
            sheet: Duration::from_secs(30),
            idle: Duration::from_mins(5),
            bytes: 32 << 20,
        }
    }
}

/// Why there is no sheet.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    #[error("{} is not there (yet)", .0.display())]
    Missing(PathBuf),
    #[error("too many sheets are wanted at once")]
    Busy,
    #[error("a sheet took longer than {0:?}")]
    TooSlow(Duration),
    #[error("{PROGRAM} ended or could not be talked to: {0}")]
    Died(#[from] io::Error),
    #[error("{PROGRAM}: {0}")]
    Refused(String),
}

/// A sheet, and how it was made to fit on one page.
#[derive(Debug)]
pub struct Pdf {
    pub bytes: Vec<u8>,
    /// Points of the type.
    pub size: f64,
    /// Whether texts were cut short.
    pub cut: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Pdf { bytes: usize, size: f64, cut: bool },
    Failed(String),
}

/// Sets sheets, a few at a time, each in a program of its own that is ready for the next one.
pub struct Printer {
    program: PathBuf,
    bounds: Bounds,
    turns: Semaphore,
    waiting: AtomicUsize,
    idle: Arc<Mutex<Vec<Worker>>>,
}

impl Printer {
    #[must_use]
    pub fn new(program: PathBuf, bounds: Bounds) -> Self {
        Self {
            program,
            bounds,
            turns: Semaphore::new(AT_ONCE),
            waiting: AtomicUsize::new(0),
            idle: Arc::default(),
        }
    }

    /// Sets one sheet; `job` is one line of JSON as `typst/src/main.rs` describes it.
    pub async fn print(&self, job: &str) -> Result<Pdf, PrintError> {
        let _turn = self.turn().await?;
        let kept = self.kept();
        let known = kept.is_some();
        let mut worker = match kept {
            Some(worker) => worker,
            None => self.start()?,
        };
        let mut sheet = self.set(&mut worker, job).await;
        if known && matches!(sheet, Err(PrintError::Died(_))) {
            // it may have gone while nobody looked; a fresh one shows whether it is the sheet's fault
            worker = self.start()?;
            sheet = self.set(&mut worker, job).await;
        }
        if matches!(sheet, Ok(_) | Err(PrintError::Refused(_))) {
            self.keep(worker);
        }
        sheet
    }

    async fn turn(&self) -> Result<SemaphorePermit<'_>, PrintError> {
        if let Ok(turn) = self.turns.try_acquire() {
            return Ok(turn);
        }
        let queue = Queue::join(&self.waiting, self.bounds.waiting)?;
        let turn = timeout(self.bounds.turn, self.turns.acquire()).await;
        drop(queue);
        turn.ok().and_then(Result::ok).ok_or(PrintError::Busy)
    }

    fn start(&self) -> Result<Worker, PrintError> {
        Worker::start(&self.program).map_err(|e| match e.kind() {
            io::ErrorKind::NotFound => PrintError::Missing(self.program.clone()),
            _ => PrintError::Died(e),
        })
    }

    /// A worker that is dropped instead of kept is killed: whatever it was at ends with it.
    async fn set(&self, worker: &mut Worker, job: &str) -> Result<Pdf, PrintError> {
        timeout(self.bounds.sheet, worker.set(job, self.bounds.bytes))
            .await
            .map_err(|_| PrintError::TooSlow(self.bounds.sheet))?
    }

    fn kept(&self) -> Option<Worker> {
        lock(&self.idle).pop()
    }

    fn keep(&self, mut worker: Worker) {
        let idle = self.bounds.idle;
        worker.since = Instant::now();
        lock(&self.idle).push(worker);
        let kept = Arc::downgrade(&self.idle);
        tokio::spawn(async move {
            sleep(idle).await;
            if let Some(kept) = kept.upgrade() {
                lock(&kept).retain(|worker| worker.since.elapsed() < idle);
            }
        });
    }
}

fn lock(idle: &Mutex<Vec<Worker>>) -> std::sync::MutexGuard<'_, Vec<Worker>> {
    idle.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One place among those who wait.
struct Queue<'a>(&'a AtomicUsize);

impl<'a> Queue<'a> {
    fn join(waiting: &'a AtomicUsize, most: usize) -> Result<Self, PrintError> {
        waiting
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |now| {
                (now < most).then_some(now + 1)
            })
            .map(|_| Self(waiting))
            .map_err(|_| PrintError::Busy)
    }
}

impl Drop for Queue<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

struct Worker {
    /// Killed when dropped.
    _child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    since: Instant,
}

impl Worker {
    /// In a process group of its own: Ctrl-C in a terminal is for the server, which lets open requests end first.
    fn start(program: &Path) -> io::Result<Self> {
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // one sheet is the work of one core: more sheets are more programs
            .env_clear()
            .env("RAYON_NUM_THREADS", "1")
            .process_group(0)
            .kill_on_drop(true)
            .spawn()?;
        let ends = child.stdin.take().zip(child.stdout.take());
        let (to, from) = ends.ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self {
            _child: child,
            to,
            from: BufReader::new(from),
            since: Instant::now(),
        })
    }

    async fn set(&mut self, job: &str, most: usize) -> Result<Pdf, PrintError> {
        self.to.write_all(job.as_bytes()).await?;
        self.to.write_all(b"\n").await?;
        self.to.flush().await?;
        let mut line = String::new();
        (&mut self.from).take(4096).read_line(&mut line).await?;
        if !line.ends_with('\n') {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        match serde_json::from_str(&line).map_err(io::Error::from)? {
            Answer::Failed(why) => Err(PrintError::Refused(why)),
            Answer::Pdf { bytes, .. } if bytes > most => {
                Err(io::Error::from(io::ErrorKind::FileTooLarge).into())
            }
            Answer::Pdf { bytes, size, cut } => {
                let mut pdf = vec![0; bytes];
                self.from.read_exact(&mut pdf).await?;
                Ok(Pdf {
                    bytes: pdf,
                    size,
                    cut,
                })
            }
        }
    }
}

#[cfg(test)]
mod tests;
