//! The commands. Each is a few calls into the library; what they do stands there.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use countersign::accounts::first_admin::Admin;
use countersign::commands;
use countersign::config::{self, Config, Database, Demo};
use jiff::tz::TimeZone;
use tracing_subscriber::EnvFilter;
use uuid::Uuid;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Performance appraisals and feedback interviews that both sides sign.
#[derive(Parser)]
#[command(
    version,
    about,
    max_term_width = 100,
    after_help = "What is logged: COUNTERSIGN_LOG=info (default), debug, or by part, such as info,sqlx=debug"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// How the log on standard error is written
    #[arg(
        long,
        env = "COUNTERSIGN_LOG_FORMAT",
        global = true,
        default_value = "text"
    )]
    log_format: LogFormat,
    #[command(flatten)]
    database: Database,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

#[derive(Subcommand)]
enum Command {
    /// Serve a demo company on this machine, and print its sign-ins
    ///
    /// About 60 people, a finished cycle and a running one, the same every time. Its passwords are public, so it listens on
    /// this machine alone, and it touches no database but its own.
    Demo(Demo),
    /// Serve the company
    ///
    /// Without `DATABASE_URL` it starts a PostgreSQL of its own and stops it again at the end. SIGTERM and Ctrl-C let open
    /// requests end first.
    Serve {
        #[command(flatten)]
        config: Config,
        /// Bring the database schema up to date first, instead of refusing to start
        #[arg(long, env = "COUNTERSIGN_MIGRATE", value_parser = clap::builder::FalseyValueParser::new())]
        migrate: bool,
    },
    /// Bring the database schema up to date, and make the database where it is missing
    ///
    /// Runs every migration that the database lacks, each in one transaction, and says which. Safe to run twice.
    Migrate,
    /// Prove that nothing was changed, removed or reordered
    ///
    /// Compares every chain of the audit trail with itself, every row with the digests in the trail, the state of every
    /// appraisal with its events, and what pages show with what was signed, from the database alone; or checks an exported
    /// evidence bundle, from that file alone. Names everything that it finds. It ends with 0 where all is as it was written, with
    /// 1 where something is not, with 2 where it could not look. It may run while the program serves.
    Verify {
        /// An exported evidence bundle, instead of the database
        file: Option<PathBuf>,
        /// Look at the demo company instead
        #[arg(long, conflicts_with_all = ["database_url", "file"])]
        demo: bool,
        /// Look at one appraisal alone
        #[arg(long, value_name = "ID", conflicts_with_all = ["file", "inbox"])]
        appraisal: Option<Uuid>,
        /// Compare the to-dos with what the appraisals say, instead of the trail
        #[arg(long, conflicts_with = "file")]
        inbox: bool,
        /// And bring what is wrong to what it should be
        #[arg(long, requires = "inbox")]
        repair: bool,
        /// Time zone of the company, by which a day ends
        #[arg(long, env = "COUNTERSIGN_ZONE", value_name = "ZONE", default_value = "UTC", value_parser = config::zone)]
        zone: TimeZone,
    },
    /// Import a roster from a file
    ///
    /// The same as on the page /people/import: CSV or XLSX, the columns from the header, as such a header was last assigned
    /// there. All rows that are not refused in one transaction; the same file a second time changes nothing. It may run while
    /// the program serves.
    Import {
        /// A CSV or XLSX file
        file: PathBuf,
        /// Only tell what would happen
        #[arg(long)]
        dry_run: bool,
    },
    /// Make an administrator, and print the link that sets their password
    ///
    /// For the first account of a new installation, where the address that `serve` prints will not do, and as the last way
    /// back in; every other account is invited on the pages. Run again for the same address it prints a new link and the
    /// earlier one ends.
    CreateAdmin {
        #[command(flatten)]
        admin: Admin,
        /// Address that people type: what the link begins with
        #[arg(
            long,
            env = "COUNTERSIGN_BASE_URL",
            value_name = "URL",
            default_value = "http://127.0.0.1:8080"
        )]
        base_url: String,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    // the sign-ins of the demo would scroll away under a line for each request
    let quiet = matches!(cli.command, Command::Demo(_));
    start_log(cli.log_format, quiet);
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(e) => return fail(&e.into()),
    };
    // 1 says that something was found: what could not look at all ends otherwise
    let proves = matches!(cli.command, Command::Verify { inbox: false, .. });
    match runtime.block_on(run(cli)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(e) => {
            let failed = fail(&e);
            if proves { ExitCode::from(2) } else { failed }
        }
    }
}

/// Whether all is well.
async fn run(cli: Cli) -> anyhow::Result<bool> {
    match cli.command {
        Command::Verify {
            file: Some(file), ..
        } => return commands::verify_file(&file),
        Command::Verify {
            inbox: false,
            demo,
            appraisal,
            ..
        } => return commands::verify(&cli.database, demo, appraisal).await,
        Command::Demo(wanted) => commands::demo(wanted, &cli.database).await,
        Command::Serve { config, migrate } => commands::serve(config, &cli.database, migrate).await,
        Command::Verify {
            demo, repair, zone, ..
        } => commands::verify_inbox(&cli.database, demo, &zone, repair).await,
        Command::CreateAdmin { admin, base_url } => {
            commands::create_admin(&cli.database, &admin, &base_url).await
        }
        Command::Import { file, dry_run } => commands::import(&cli.database, &file, dry_run).await,
        Command::Migrate => commands::migrate(&cli.database).await,
    }
    .map(|()| true)
}

fn start_log(format: LogFormat, quiet: bool) {
    // a cookie from yesterday is nothing to warn of
    let usual = if quiet {
        "warn,tower_sessions=error,tower_sessions_core=error"
    } else {
        "info,sqlx=warn,tower_sessions=error,tower_sessions_core=error"
    };
    let filter =
        EnvFilter::try_from_env("COUNTERSIGN_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => log.with_target(false).init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
}

/// One clear line, with the causes that it does not already name.
fn fail(error: &anyhow::Error) -> ExitCode {
    let mut line = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !line.contains(&cause) {
            line = format!("{line}: {cause}");
        }
    }
    eprintln!("countersign: {line}");
    ExitCode::FAILURE
}
