//! What the commands of the program do, in the order in which they do it.

use std::fmt::Write as _;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use axum::middleware;
use jiff::tz::TimeZone;
use time::OffsetDateTime;
use tokio::{net::TcpListener, sync::watch};
use uuid::Uuid;

use crate::{
    accounts::{
        first_admin::{self, Admin},
        setup,
    },
    app::{App, Settings},
    audit,
    config::{Config, Database, Demo},
    db::{
        self, SchemaState,
        demo_mark::{self, Kind},
        source::{self, Open, Schema},
    },
    demo, forms,
    ground::clock::date_in,
    inbox,
    integrity::{self, Proven},
    jobs, people_import, records, routes,
    serve::{self, Stop},
    web::proxy,
    works,
};

/// The database that holds the demo, on the private server.
const DEMO_DATABASE: &str = "countersign_demo";
/// The database that holds the company, on the private server.
const COMPANY_DATABASE: &str = "countersign";
/// How long a step of background work may take to end when the program leaves.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often a long run says how far it is.
const TOLD: Duration = Duration::from_secs(5);

/// `countersign migrate`
pub async fn migrate(database: &Database) -> anyhow::Result<()> {
    let open = source::open(database, COMPANY_DATABASE, Schema::Create).await?;
    let before = db::migrate(&open.pool).await;
    open.close().await;
    match before? {
        SchemaState::Pending(names) => names.iter().for_each(|name| println!("ran {name}")),
        SchemaState::Redefine => println!("made views, functions and triggers anew"),
        _ => {}
    }
    println!("The database is up to date.");
    Ok(())
}

/// The house without a server, for commands that change something.
fn plain(open: &Open) -> App {
    App::new(open.pool.clone(), Settings::default(), inbox::settle)
}

/// `countersign create-admin`
pub async fn create_admin(
    database: &Database,
    admin: &Admin,
    base_url: &str,
) -> anyhow::Result<()> {
    let open = source::visit(database, COMPANY_DATABASE).await?;
    open.refuse_demo().await?;
    let path = first_admin::create_admin(&plain(&open), admin).await?;
    open.close().await;
    println!(
        "{} may administer. Within seven days this link sets the password, once:\n\n  {}{path}\n",
        admin.email,
        base_url.trim_end_matches('/'),
    );
    Ok(())
}

/// `countersign import FILE`
pub async fn import(database: &Database, file: &Path, dry_run: bool) -> anyhow::Result<()> {
    let open = source::visit(database, COMPANY_DATABASE).await?;
    open.refuse_demo().await?;
    let done = people_import::run(&plain(&open), file, dry_run).await;
    open.close().await;
    done
}

/// `countersign verify FILE`: from an exported bundle alone; true where nothing was found.
pub fn verify_file(file: &Path) -> anyhow::Result<bool> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let whole = match records::bundle::verify_bundle(&text) {
        Ok(whole) => whole,
        Err(found) => {
            println!("{found}");
            return Ok(false);
        }
    };
    println!(
        "Nothing was changed, removed or reordered: {} versions of the record, {} signatures, {} refusals, {} events ({} of them sealed).\n\
         Appraisal {}\nHash of the newest record, as on the printed sheet: {}\nEnd of the trail: event {}, {}",
        whole.versions,
        whole.signatures,
        whole.refusals,
        whole.events,
        whole.sealed,
        whole.appraisal,
        whole.newest.as_deref().unwrap_or("none"),
        whole.head.seq,
        whole.head.hash
    );
    if whole.sealed > 0 {
        println!(
            "Of sealed events the file has the hash, not the content: it was not exported for HR."
        );
    }
    if whole.provisional {
        println!("Provisional: a dispute was open.");
    }
    Ok(true)
}

/// The database that a command looks at.
fn whose(demo: bool) -> &'static str {
    if demo {
        DEMO_DATABASE
    } else {
        COMPANY_DATABASE
    }
}

/// `countersign verify --inbox`
pub async fn verify_inbox(
    database: &Database,
    demo: bool,
    zone: &TimeZone,
    repair: bool,
) -> anyhow::Result<()> {
    let open = source::visit(database, whose(demo)).await?;
    let now = OffsetDateTime::now_utc();
    let today = date_in(now, zone);
    let found = inbox::verify::compare(&open.pool, audit::Moment { now, today }, repair).await?;
    open.close().await;
    let wrong = found.wrong.len();
    for (appraisal, text) in found.wrong.iter().take(10) {
        eprintln!("appraisal {appraisal}: {text}");
    }
    if found.is_whole() {
        println!(
            "All {} to-dos of {} appraisals are what the appraisals say.",
            found.todos, found.appraisals
        );
    } else if repair {
        println!(
            "Brought the to-dos of {wrong} of {} appraisals to what they should be, {} of HR's own and {} counts.",
            found.appraisals, found.wrong_of_company, found.wrong_counts
        );
    } else {
        bail!(
            "the to-dos of {wrong} of {} appraisals, {} of HR's own and {} counts are not what they should be: --repair brings them there",
            found.appraisals,
            found.wrong_of_company,
            found.wrong_counts
        );
    }
    Ok(())
}

/// `countersign verify`: true where nothing was found.
pub async fn verify(
    database: &Database,
    demo: bool,
    appraisal: Option<Uuid>,
) -> anyhow::Result<bool> {
    let open = source::visit(database, whose(demo)).await?;
    let mut tx = open.pool.begin().await?;
    sqlx::query("set transaction isolation level repeatable read, read only")
        .execute(&mut *tx)
        .await?;
    // a look at everything may rightly take longer than a page
    sqlx::query("set local statement_timeout = 0")
        .execute(&mut *tx)
        .await?;
    let started = Instant::now();
    let mut told = started;
    let mut progress = |proven: &Proven| {
        if told.elapsed() >= TOLD {
            told = Instant::now();
            eprintln!(
                "{} appraisals, {} events, {} findings so far",
                proven.appraisals,
                proven.events,
                proven.findings.len()
            );
        }
    };
    let proven = integrity::verify(&mut tx, appraisal, &mut progress).await?;
    if appraisal.is_some() && proven.appraisals + proven.chains == 0 {
        bail!("there is no such appraisal");
    }
    let lines = integrity::finding::described(&mut tx, &proven.findings).await?;
    tx.rollback().await?;
    open.close().await;
    if !lines.is_empty() {
        for line in &lines {
            println!("{line}");
        }
        eprintln!(
            "{} findings: the database is not as it was written",
            lines.len()
        );
        return Ok(false);
    }
    println!(
        "Nothing was changed, removed or reordered: {} events in {} chains, {} records with their signatures, {} rows and {} appraisals as the trail tells of them.",
        proven.events, proven.chains, proven.records.records, proven.rows, proven.appraisals
    );
    for line in proven.records.removals() {
        println!("{line}");
    }
    if proven.removed > 0 {
        println!(
            "Of {} events the content was removed with them; their places in the chain hold.",
            proven.removed
        );
    }
    Ok(true)
}

/// `countersign serve`
pub async fn serve(config: Config, database: &Database, migrate: bool) -> anyhow::Result<()> {
    config.check()?;
    let printer = config.settings().printer;
    if !printer.exists() {
        tracing::warn!(program = %printer.display(), "not there: sheets are not printed until it is");
    }
    let mut stop = Stop::listen()?;
    let listener = serve::bind(config.listen).await?;
    let schema = if migrate {
        Schema::Migrate
    } else {
        Schema::Expect
    };
    let opening = async {
        let open = source::open(database, COMPANY_DATABASE, schema).await?;
        open.refuse_demo().await?;
        Ok(open)
    };
    let Some(open) = stop.or(opening).await? else {
        return Ok(());
    };
    println!("Countersign is at {}", config.public_url());
    answer(listener, open, config, &mut stop).await
}

/// `countersign demo`
pub async fn demo(wanted: Demo, database: &Database) -> anyhow::Result<()> {
    if !wanted.listen.ip().is_loopback() && !wanted.inside_container {
        bail!(
            "the demo's passwords are public, so it listens on this machine alone: --listen 127.0.0.1:{}",
            wanted.listen.port()
        );
    }
    let config = wanted.config()?;
    let mut stop = Stop::listen()?;
    let listener = serve::bind(config.listen).await?;
    let opening = open_demo(database, &config, wanted.fresh);
    let Some(open) = stop.or(opening).await? else {
        return Ok(());
    };
    print!("{}", greeting(&config));
    answer(listener, open, config, &mut stop).await
}

/// Opens the demo's database and fills it at the first time; leaves everybody else's alone.
async fn open_demo(database: &Database, config: &Config, fresh: bool) -> anyhow::Result<Open> {
    let open = source::open(database, DEMO_DATABASE, Schema::Create).await?;
    let mut kind = demo_mark::kind(&open.pool).await?;
    if kind == Kind::Foreign {
        bail!(
            "the database {} is not empty and no demo: the demo touches only its own. Make an empty one and name it in DATABASE_URL",
            db::place(&open.pool.connect_options())
        );
    }
    if kind == Kind::HalfBuilt || (kind == Kind::Demo && fresh) {
        demo_mark::begin(&open.pool).await?;
        demo_mark::clear(&open.pool).await?;
        kind = Kind::Empty;
    }
    if kind == Kind::Empty {
        println!("Making the demo company; this takes a moment.");
        demo_mark::begin(&open.pool).await?;
        db::migrate(&open.pool).await?;
        demo::furnish(&open.pool, &config.settings()).await?;
        demo_mark::finish(&open.pool).await?;
    } else {
        match db::schema_state(&open.pool).await? {
            SchemaState::UpToDate | SchemaState::Pending(_) | SchemaState::Redefine => {
                db::migrate(&open.pool).await?;
            }
            SchemaState::Ahead(_) | SchemaState::Changed(_) | SchemaState::Earlier => bail!(
                "the demo was made by another version of the program: `countersign demo --fresh` makes it anew"
            ),
        }
    }
    Ok(open)
}

/// What stands in the terminal while the demo runs.
fn greeting(config: &Config) -> String {
    let mut text = format!(
        "\nThe demo company is at {}\n\nSign in with the password {} as\n",
        config.public_url(),
        demo::PASSWORD
    );
    for (account, who) in demo::SIGN_INS {
        // writing to a String cannot fail
        let _ = writeln!(text, "  {account:<30} {who}");
    }
    text.push_str(
        "\nCtrl-C stops it. What you do is kept; --fresh starts again from the beginning.\n\n",
    );
    text
}

async fn answer(
    listener: TcpListener,
    open: Open,
    config: Config,
    stop: &mut Stop,
) -> anyhow::Result<()> {
    let app = App::new(open.pool.clone(), config.settings(), inbox::settle);
    forms::seed::furnish(&app)
        .await
        .map_err(|error| anyhow::anyhow!("the forms of the product: {error:?}"))?;
    // to the terminal alone: a log is read by others
    if let Some(path) = setup::offer(&app).await? {
        println!(
            "Nobody has an account yet. Whoever opens this address first makes the administrator's:\n\n  {}{path}\n\n\
             It works once, until this program stops or somebody has an account.",
            app.settings.base_url
        );
    }
    app.notify.start(&app.db).await;
    let trusted: Arc<[IpAddr]> = config.trusted_proxies.into();
    let router =
        routes::router(&app).layer(middleware::from_fn_with_state(trusted, proxy::see_through));
    let (leave, leaving) = watch::channel(false);
    let sweeping = tokio::spawn(forget_tries(app.clone()));
    let mut work = tokio::spawn(jobs::work(app.clone(), works::ALL, leaving));
    let ended = serve::serve(listener, router, stop, || {
        app.notify.close();
        leave.send_replace(true);
    })
    .await;
    sweeping.abort();
    leave.send_replace(true);
    // what is cut off here is rolled back, and gone on with at the next start
    if tokio::time::timeout(PATIENCE, &mut work).await.is_err() {
        work.abort();
    }
    open.close().await;
    ended
}

/// Forgets this process's sign-in counts that have run out.
async fn forget_tries(app: App) {
    let mut tick = tokio::time::interval(Duration::from_mins(10));
    loop {
        tick.tick().await;
        app.limits.sweep();
    }
}
