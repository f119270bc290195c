//! 100,000 people imported and launched through the pages, beside `COPY` of the same rows by psql into
//! the same tables of another database; how much memory the server takes, and whether its pages go on
//! answering.

use std::{
    fmt::Write as _,
    path::Path,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use countersign::db::{self, embedded::ThrowAway};
use sqlx::PgPool;

use crate::{Figures, Server, company, tool, visitor::Visitor};

const PEOPLE: usize = 100_000;

/// Facilitators: 100 clerks with four departments each.
const CLERKS: &str = "
    insert into person_roles (person_id, role)
    select id, 'clerk' from people where number like 'N%' order by number desc limit 100";

const DEPARTMENTS_OF_CLERKS: &str = "
    insert into clerk_departments select p.person_id, d.id from person_roles p,
        lateral (select id from departments order by md5(id::text || p.person_id::text) limit 4) d where p.role = 'clerk'";

/// A roster as an HR system exports it; every tenth person leads the nine that follow, and the first
/// leads the leaders.
fn roster() -> String {
    let mut text =
        String::from("Employee ID,Name,Work Email,Department,Job Title,Manager ID,Hire Date\n");
    for n in 1..=PEOPLE {
        let leader = match (n - 1) / 10 * 10 + 1 {
            1 if n == 1 => String::new(),
            leader if leader == n => "N000001".to_owned(),
            leader => format!("N{leader:06}"),
        };
        let (department, year) = (n / 10 % 200, 2000 + n % 20);
        // writing to a String cannot fail
        let _ = writeln!(
            text,
            "N{n:06},Person {n},p{n}@example.test,Department {department},Staff,{leader},{year}-03-01"
        );
    }
    text
}

fn multipart(name: &str, content: &str) -> (String, Vec<u8>) {
    let edge = "edge-of-the-roster";
    let body = format!(
        "--{edge}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         content-type: text/csv\r\n\r\n{content}\r\n--{edge}--\r\n"
    );
    (
        format!("multipart/form-data; boundary={edge}"),
        body.into_bytes(),
    )
}

/// Asks pages until it is told to end: how many, and how long the slowest took.
async fn look_around(
    visitor: Visitor,
    pages: [&str; 3],
    done: Arc<AtomicBool>,
) -> anyhow::Result<(u32, Duration)> {
    let (mut count, mut slowest) = (0, Duration::ZERO);
    while !done.load(Ordering::Relaxed) {
        for page in pages {
            let begun = Instant::now();
            let answer = visitor.get(page).await?;
            anyhow::ensure!(
                answer.status == 200,
                "{page} answered with {}",
                answer.status
            );
            slowest = slowest.max(begun.elapsed());
            count += 1;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok((count, slowest))
}

/// Does something long, with somebody who goes on using the pages; tells how long it took.
async fn with_company<T>(
    what: &str,
    visitor: &Visitor,
    work: impl Future<Output = anyhow::Result<T>>,
) -> anyhow::Result<(T, Duration)> {
    let done = Arc::new(AtomicBool::new(false));
    let pages = ["/", "/people?q=person+5", "/cycles"];
    let other = tokio::spawn(look_around(visitor.clone(), pages, done.clone()));
    let begun = Instant::now();
    let result = work.await;
    let took = begun.elapsed();
    done.store(true, Ordering::Relaxed);
    let (count, slowest) = other.await??;
    println!("{what:<42}{took:>10.1?}   {count} pages meanwhile, the slowest in {slowest:.1?}");
    Ok((result?, took))
}

fn psql(url: &str, command: &str) -> anyhow::Result<()> {
    let done = Command::new(tool("psql"))
        .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", command, url])
        .status()?;
    anyhow::ensure!(done.success(), "psql: {command}");
    Ok(())
}

/// The two databases between which rows are copied, and the folder on the way.
struct Copies<'a> {
    from: String,
    to: String,
    folder: &'a Path,
}

impl Copies<'_> {
    fn out(&self, table: &str) -> anyhow::Result<()> {
        let file = self.folder.join(table);
        psql(
            &self.from,
            &format!("\\copy {table} to '{}'", file.display()),
        )
    }

    fn back(&self, table: &str) -> anyhow::Result<()> {
        let file = self.folder.join(table);
        psql(
            &self.to,
            &format!("\\copy {table} from '{}'", file.display()),
        )
    }

    /// How long these tables take, after those that they need.
    fn time(&self, needed: &[&str], tables: &[&str]) -> anyhow::Result<Duration> {
        for table in needed {
            self.out(table)?;
            self.back(table)?;
        }
        for table in tables {
            self.out(table)?;
        }
        let begun = Instant::now();
        for table in tables {
            self.back(table)?;
        }
        Ok(begun.elapsed())
    }
}

async fn empty(server: &ThrowAway, name: &str) -> anyhow::Result<PgPool> {
    let options = server.options(name);
    db::create_if_missing(&options).await?;
    let pool = db::connect(options).await?;
    db::migrate(&pool).await?;
    Ok(pool)
}

pub async fn measure(server: &ThrowAway, figures: &mut Figures) -> anyhow::Result<()> {
    let pool = empty(server, "bulk").await?;
    let hr = company::hr(&pool).await?;
    empty(server, "copied").await?.close().await;
    let folder = std::env::temp_dir().join(format!("countersign-copies-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let copies = Copies {
        from: server.url("bulk"),
        to: server.url("copied"),
        folder: &folder,
    };
    let ours = Server::ours(&server.url("bulk"))?;
    let visitor = Visitor {
        address: ours.address.clone(),
        cookie: hr,
    };

    let (kind, body) = multipart("roster.csv", &roster());
    let import = async {
        let preview = visitor.post("/people/import", &kind, &body).await?;
        let preview = visitor.wait(preview).await?;
        let confirm = format!("{preview}/confirmation");
        let applied = visitor.fill(&preview, &confirm, &[]).await?;
        visitor.wait(applied).await
    };
    let (_, import) = with_company("import of 100,000, preview and all", &visitor, import).await?;
    figures.insert("import_rss_mb", ours.peak_mb());
    let people: i64 = sqlx::query_scalar("select count(*) from people where number like 'N%'")
        .fetch_one(&pool)
        .await?;
    anyhow::ensure!(
        usize::try_from(people)? == PEOPLE,
        "{people} people were imported"
    );
    let copied = copies.time(&["departments"], &["people"])?;
    compare(figures, "import_copy_ratio", copied, import);

    for sql in [CLERKS, DEPARTMENTS_OF_CLERKS, "analyze"] {
        sqlx::query(sql).execute(&pool).await?;
    }
    let terms = [
        ("name", "Large"),
        ("all_departments", "1"),
        ("least_months", "6"),
    ];
    let preview = visitor.fill("/cycles/new", "/cycles", &terms).await?;
    let cycle = preview.trim_end_matches("/preview").to_owned();
    let exempt = "person=all&show=no_superior&do=exempt&reason=Board";
    visitor
        .post(
            &format!("{cycle}/exceptions"),
            "application/x-www-form-urlencoded",
            exempt.as_bytes(),
        )
        .await?;
    let launch = async {
        let press = format!("{cycle}/launch");
        visitor.fill(&preview, &press, &[]).await?;
        running(&pool).await
    };
    let ((), launch) = with_company("launch of 100,000", &visitor, launch).await?;
    let appraisals: i64 = sqlx::query_scalar(
        "select count(*) from appraisals a join cycles c on c.id = a.cycle_id and c.status = 'running'",
    )
    .fetch_one(&pool)
    .await?;
    anyhow::ensure!(
        usize::try_from(appraisals)? > PEOPLE - 10,
        "{appraisals} appraisals were launched"
    );
    let copied = copies.time(
        &["forms", "schemes", "cycles"],
        &["appraisals", "chains", "events", "todos", "todo_counts"],
    )?;
    compare(figures, "launch_copy_ratio", copied, launch);
    pool.close().await;
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Waits until the only cycle runs.
async fn running(pool: &PgPool) -> anyhow::Result<()> {
    let begun = Instant::now();
    while !sqlx::query_scalar::<_, bool>("select bool_and(status = 'running') from cycles")
        .fetch_one(pool)
        .await?
    {
        anyhow::ensure!(
            begun.elapsed() < Duration::from_mins(5),
            "the launch never ends"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

fn compare(figures: &mut Figures, name: &'static str, copied: Duration, ours: Duration) {
    #[allow(clippy::cast_precision_loss)] // a round number
    let rate = |took: Duration| PEOPLE as f64 / took.as_secs_f64();
    println!(
        "{:<42}{:>10.0} rows/s, ours {:.0} rows/s",
        "  COPY of the same rows by psql",
        rate(copied),
        rate(ours)
    );
    figures.insert(name, copied.as_secs_f64() / ours.as_secs_f64());
}
