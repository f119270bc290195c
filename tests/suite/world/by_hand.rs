//! Tests put rows where the program would not, past its one writer of to-dos. What a test wrote by hand is settled
//! before the next page is asked for; what the program writes must have settled itself, and is left as it is.

use std::collections::BTreeSet;

use countersign::{app::App, audit::Moment, inbox::verify};
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

/// How the connections of a test call themselves.
const NAME: &str = "by hand";

/// Notes in the template that somebody wrote by hand.
const WATCH: &str = "
    create table by_hand (one boolean);
    create function by_hand() returns trigger language plpgsql as $$
    begin
        if current_setting('application_name') = 'by hand' then
            insert into by_hand select true where not exists (select from by_hand);
        end if;
        return null;
    end $$;
    do $$ declare one text;
    begin
        for one in select tablename from pg_tables where schemaname = 'public'
            and tablename not in ('by_hand', 'todos', 'todo_counts', '_sqlx_migrations') loop
            execute format('create trigger by_hand after insert or update or delete on %I
                for each statement execute function by_hand()', one);
        end loop;
    end $$";

pub async fn watch(db: &PgPool) {
    sqlx::raw_sql(WATCH).execute(db).await.expect("watch");
}

pub fn connect(options: PgConnectOptions) -> PgPool {
    PgPoolOptions::new()
        .max_connections(4)
        // short statements: compiling or dividing them takes longer than they do
        .connect_lazy_with(
            options
                .application_name(NAME)
                .options([("jit", "off"), ("max_parallel_workers_per_gather", "0")]),
        )
}

pub fn moment(app: &App) -> Moment {
    Moment {
        today: app.clock.today(&app.settings.zone),
        now: app.clock.now(),
    }
}

/// Settles what was written by hand since the last time, if anything was.
pub async fn settle(app: &App, db: &PgPool) {
    let written: bool = sqlx::query_scalar(
        "with gone as (delete from by_hand returning one) select exists (select from gone)",
    )
    .fetch_one(db)
    .await
    .expect("by hand");
    if written {
        verify::compare(db, moment(app), true)
            .await
            .expect("settled");
    }
}

/// What the program did must have settled itself.
pub async fn check(app: &App, db: &PgPool, after: &str) {
    let found = verify::compare(db, moment(app), false)
        .await
        .expect("compared");
    let written: bool = sqlx::query_scalar("select exists (select from by_hand)")
        .fetch_one(db)
        .await
        .expect("by hand");
    assert!(written || found.is_whole(), "after {after}: {found:?}");
}

/// With `COUNTERSIGN_VERIFY_EACH=1` in the environment, what `countersign verify` has against the rows: after each post
/// nothing may have come to it. What a test wrote by hand, no event tells of, and it is in the answer before and after.
pub async fn untold(db: &PgPool) -> Option<BTreeSet<String>> {
    std::env::var_os("COUNTERSIGN_VERIFY_EACH")?;
    let mut tx = db.begin().await.expect("look");
    let found = countersign::audit::compare::compare(&mut tx)
        .await
        .expect("compared");
    Some(found.findings.iter().map(ToString::to_string).collect())
}
