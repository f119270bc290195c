//! What the commands of the program do, in the order in which they do it.

use std::fmt::Write as _;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use axum::middleware;
use tokio::{net::TcpListener, sync::watch};

use crate::{
    app::{App, Settings},
    audit,
    config::{Config, Database, Demo},
    db::{
        self, SchemaState,
        demo_mark::{self, Kind},
        source::{self, Open, Schema},
    },
    demo, forms, jobs, people_import, records, routes,
    serve::{self, Stop},
    sessions::first_admin::{self, Admin},
    web::proxy,
    works,
};

/// The database that holds the demo, on the private server.
const DEMO_DATABASE: &str = "countersign_demo";
/// The database that holds the company, on the private server.
const COMPANY_DATABASE: &str = "countersign";
/// How long a step of background work may take to end when the program leaves.
const PATIENCE: Duration = Duration::from_secs(10);

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
    App::new(
        open.pool.clone(),
        Settings::default(),
        audit::nothing_follows,
    )
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

/// `countersign verify FILE`: from an exported bundle alone.
pub fn verify_file(file: &Path) -> anyhow::Result<()> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let whole = records::bundle::verify_bundle(&text)?;
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
    Ok(())
}

/// `countersign verify`
pub async fn verify(database: &Database, demo: bool) -> anyhow::Result<()> {
    let name = if demo {
        DEMO_DATABASE
    } else {
        COMPANY_DATABASE
    };
    let open = source::visit(database, name).await?;
    let mut tx = open.pool.begin().await?;
    sqlx::query("set transaction isolation level repeatable read, read only")
        .execute(&mut *tx)
        .await?;
    let whole = audit::verify::verify(&mut tx).await?;
    let records = records::verify::verify(&mut tx).await?;
    let compared = audit::compare::compare(&mut tx).await?;
    tx.rollback().await?;
    open.close().await;
    let mut found: Vec<String> = compared.findings.iter().map(ToString::to_string).collect();
    found.extend(whole.as_ref().err().map(ToString::to_string));
    found.extend(records.as_ref().err().map(ToString::to_string));
    let (Ok(whole), Ok(records), true) = (whole, records, found.is_empty()) else {
        for line in &found {
            eprintln!("{line}");
        }
        bail!(
            "{} findings: the database is not as it was written",
            found.len()
        );
    };
    println!(
        "Nothing was changed, removed or reordered: {} events in {} chains, {} records with their signatures, {} rows as the trail tells of them.",
        whole.events, whole.chains, records.records, compared.rows
    );
    for line in records.removals() {
        println!("{line}");
    }
    if whole.removed > 0 {
        println!(
            "Of {} events the content was removed with them; their places in the chain hold.",
            whole.removed
        );
    }
    Ok(())
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
    forms::seed::furnish(&open.pool)
        .await
        .map_err(|error| anyhow::anyhow!("the forms of the product: {error:?}"))?;
    let app = App::new(open.pool.clone(), config.settings(), audit::nothing_follows);
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
