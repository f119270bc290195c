//! The measured promises: our pages beside a bare axum page and a bare write, and `pgbench -S`, on
//! the same machine in the same run. Prints the ratios and writes them to `bench.json`.
//!
//! Everything runs on loopback against a throw-away PostgreSQL; each measurement is bounded in time.

mod bare;
mod bulk;
mod company;
mod crawl;
mod load;
mod visitor;

use std::{
    collections::BTreeMap,
    fs::File,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use countersign::db;
use load::{Hits, Request};

/// What is written to `bench.json`.
type Figures = BTreeMap<&'static str, f64>;

const SECONDS: u64 = 5;
const CONNECTIONS: usize = 16;
const MANY_CONNECTIONS: usize = 64;

/// A server of ours or the bare one, ended with the value.
struct Server {
    child: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        // it may have ended by itself
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn start(mut command: Command, port: u16) -> anyhow::Result<Self> {
        let child = command.stdout(Stdio::null()).spawn()?;
        let server = Self {
            child,
            address: format!("127.0.0.1:{port}"),
        };
        // a demo company plays its story first
        for _ in 0..2400 {
            if std::net::TcpStream::connect(&server.address).is_ok() {
                return Ok(server);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        anyhow::bail!("the server on {} did not start", server.address)
    }

    fn ours(url: &str) -> anyhow::Result<Self> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
        command.arg("serve");
        Self::listening(command, url, "warn", Stdio::inherit())
    }

    /// The demo company, which writes every query into `log`.
    fn demo(url: &str, log: &Path) -> anyhow::Result<Self> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
        command.arg("demo");
        Self::listening(
            command,
            url,
            "off,countersign=error,sqlx::query=debug",
            File::create(log)?.into(),
        )
    }

    fn listening(mut command: Command, url: &str, what: &str, to: Stdio) -> anyhow::Result<Self> {
        let port = free_port()?;
        command
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .args(["--log-format", "json"])
            .env("DATABASE_URL", url)
            .env("COUNTERSIGN_LOG", what)
            .stderr(to);
        Self::start(command, port)
    }

    fn bare(url: &str) -> anyhow::Result<Self> {
        let port = free_port()?;
        let mut command = Command::new(std::env::current_exe()?);
        command
            .env("BARE_PORT", port.to_string())
            .env("DATABASE_URL", url)
            .stderr(Stdio::null());
        Self::start(command, port)
    }

    fn resident_mb(&self) -> f64 {
        self.memory_mb("VmRSS:")
    }

    /// The most it ever took.
    fn peak_mb(&self) -> f64 {
        self.memory_mb("VmHWM:")
    }

    fn memory_mb(&self, line: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .unwrap_or_default();
        let found = status
            .lines()
            .find_map(|found| found.strip_prefix(line))
            .unwrap_or("0");
        found
            .trim()
            .trim_end_matches(" kB")
            .parse::<f64>()
            .unwrap_or(0.0)
            / 1024.0
    }
}

fn free_port() -> anyhow::Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?
        .local_addr()?
        .port())
}

fn main() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    if let Ok(port) = std::env::var("BARE_PORT") {
        return runtime.block_on(bare::serve(port.parse()?));
    }
    runtime.block_on(measure())
}

async fn measure() -> anyhow::Result<()> {
    let postgres = db::embedded::throw_away()?;
    let small = company::found(&postgres, "small", 2_000).await?;
    let large = company::found(&postgres, "large", 20_000).await?;
    let ours = Server::ours(&small.url)?;
    let bare = Server::bare(&small.url)?;
    let mut figures = Figures::new();

    if let Some(reads) = pgbench(&postgres.url("small")) {
        println!("{:<42}{reads:>10.0} /s", "pgbench -S, 16 clients");
    }
    let plain = visit(
        &bare,
        &format!("/page/{}", small.appraisals[0]),
        &[String::new()],
    )
    .await?;
    show("bare axum page, one SELECT by key", &plain);
    let appraisal = load::run(
        &ours.address,
        small
            .appraisals
            .iter()
            .zip(&small.cookies)
            .map(|(id, cookie)| Request::get(&format!("/appraisals/{id}"), cookie))
            .collect(),
        CONNECTIONS,
        Duration::from_secs(SECONDS),
    )
    .await?;
    show("appraisal page", &appraisal);
    let tasks = visit(&ours, "/", &small.cookies).await?;
    show("my tasks", &tasks);
    figures.insert(
        "appraisal_page_ratio",
        appraisal.per_second() / plain.per_second(),
    );
    figures.insert("my_tasks_ratio", tasks.per_second() / plain.per_second());
    let list = hr_list(&ours, &small.hr).await?;
    show("HR's list of appraisals, of 2,000", &list);
    figures.insert("hr_list_ratio", list.per_second() / plain.per_second());

    let writes = small
        .appraisals
        .iter()
        .map(|id| Request::post(&format!("/write/{id}"), "", ""))
        .collect();
    let written = load::once(&bare.address, writes, CONNECTIONS).await?;
    show("bare guarded write of one row", &written);
    let form = company::complete_self_evaluation();
    let submits = small
        .appraisals
        .iter()
        .zip(&small.cookies)
        .map(|(id, cookie)| {
            Request::post(
                &format!("/appraisals/{id}/self-evaluation/submission"),
                cookie,
                &form,
            )
        })
        .collect();
    let submitted = load::once(&ours.address, submits, CONNECTIONS).await?;
    show("self-evaluation submit", &submitted);
    anyhow::ensure!(
        company::submitted(&postgres, "small").await? == 2_000,
        "not every submit was taken"
    );
    figures.insert(
        "submit_ratio",
        submitted.per_second() / written.per_second(),
    );

    let of_small = dashboard(&ours, &small.hr).await?;
    show("dashboard of 2,000", &of_small);
    let big = Server::ours(&large.url)?;
    let of_large = dashboard(&big, &large.hr).await?;
    show("dashboard of 20,000", &of_large);
    figures.insert(
        "dashboard_growth",
        of_small.per_second() / of_large.per_second(),
    );

    let list_of_large = hr_list(&big, &large.hr).await?;
    show("HR's list of appraisals, of 20,000", &list_of_large);
    figures.insert(
        "hr_list_growth",
        list.per_second() / list_of_large.per_second(),
    );

    let pages = crawl::most(&postgres).await?;
    println!(
        "{} kinds of pages; those with three queries or more:",
        pages.len()
    );
    for (page, queries) in pages.iter().filter(|(_, queries)| **queries > 2) {
        println!("  {page:<40}{queries:>10} queries");
    }
    #[allow(clippy::cast_precision_loss)] // a handful
    figures.insert(
        "queries_per_page_max",
        pages.values().copied().max().unwrap_or_default() as f64,
    );

    let crowd = small
        .cookies
        .iter()
        .map(|cookie| Request::get("/", cookie))
        .collect();
    load::run(
        &ours.address,
        crowd,
        MANY_CONNECTIONS,
        Duration::from_secs(SECONDS),
    )
    .await?;
    figures.insert("rss_mb", ours.resident_mb());

    drop((ours, bare, big));
    bulk::measure(&postgres, &mut figures).await?;

    println!();
    for (name, value) in &figures {
        println!("{name:<24}{value:>8.2}");
    }
    let rounded: BTreeMap<_, _> = figures
        .iter()
        .map(|(name, value)| (*name, (value * 1000.0).round() / 1000.0))
        .collect();
    std::fs::write(
        concat!(env!("CARGO_MANIFEST_DIR"), "/bench.json"),
        serde_json::to_string_pretty(&rounded)? + "\n",
    )?;
    Ok(())
}

/// One address as several people, over and over.
async fn visit(server: &Server, path: &str, cookies: &[String]) -> anyhow::Result<Hits> {
    let requests = cookies
        .iter()
        .map(|cookie| Request::get(path, cookie))
        .collect();
    load::run(
        &server.address,
        requests,
        CONNECTIONS,
        Duration::from_secs(SECONDS),
    )
    .await
}

async fn dashboard(server: &Server, cookie: &str) -> anyhow::Result<Hits> {
    let requests = vec![Request::get("/dashboard", cookie)];
    load::run(&server.address, requests, 1, Duration::from_secs(SECONDS)).await
}

/// As HR comes to it: every appraisal, by day.
async fn hr_list(server: &Server, cookie: &str) -> anyhow::Result<Hits> {
    visit(server, "/appraisals", &[cookie.to_owned()]).await
}

fn show(what: &str, hits: &Hits) {
    println!("{what:<42}{:>10.0} /s", hits.per_second());
}

/// Transactions a second of `pgbench -S`; nothing where the program is not installed.
fn pgbench(url: &str) -> Option<f64> {
    let program = tool("pgbench");
    Command::new(&program)
        .args(["-i", "-q", "-s", "5", url])
        .output()
        .ok()?;
    let output = Command::new(&program)
        .args(["-S", "-c", "16", "-j", "2", "-T", &SECONDS.to_string(), url])
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find(|line| line.starts_with("tps = "))?;
    line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok()
}

/// A program of PostgreSQL's, from where Debian puts them, else from the path.
fn tool(name: &str) -> String {
    ["17", "16", "15"]
        .into_iter()
        .map(|version| format!("/usr/lib/postgresql/{version}/bin/{name}"))
        .find(|path| Path::new(path).exists())
        .unwrap_or_else(|| name.to_owned())
}
