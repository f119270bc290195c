//! What the commands of the program do, in the order in which they do it.

use crate::app::App;
use crate::config::{Config, Database};
use crate::db::source::{self, Open, Schema};
use crate::db::{self, Standing};
use crate::routes;
use crate::serve::{self, Stop};

/// The database that holds the company, on the private server.
const COMPANY_DATABASE: &str = "countersign";

/// `countersign migrate`
pub async fn migrate(database: &Database) -> anyhow::Result<()> {
    let open = source::open(database, COMPANY_DATABASE, Schema::Create).await?;
    let before = db::standing(&open.pool).await?;
    db::migrate(&open.pool).await?;
    open.close().await;
    if let Standing::Pending(names) = before {
        for name in names {
            println!("ran {name}");
        }
    }
    println!("The database is up to date.");
    Ok(())
}

/// `countersign serve`
pub async fn serve(config: Config, database: &Database, migrate: bool) -> anyhow::Result<()> {
    config.check()?;
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

async fn answer(
    listener: tokio::net::TcpListener,
    open: Open,
    config: Config,
    stop: &mut Stop,
) -> anyhow::Result<()> {
    let app = App::new(open.pool.clone(), config.settings());
    let ended = serve::serve(listener, routes::router(&app), stop).await;
    drop(app);
    open.close().await;
    ended
}
