//! What a launch for a large company costs, beside `COPY` of the same rows by psql. Not a test of right or wrong:
//! `cargo test --test suite -- --ignored --nocapture a_large_launch`.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use countersign::{access::Role, jobs, works};
use sqlx::{PgPool, postgres::PgConnectOptions};

use crate::world::{World, empty_database};

const PEOPLE: i64 = 100_000;

fn psql(options: &PgConnectOptions, command: &str) {
    let host = options.get_socket().map_or_else(
        || options.get_host().to_owned(),
        |socket| socket.display().to_string(),
    );
    let done = Command::new("psql")
        .args([
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            &host,
            "-p",
            &options.get_port().to_string(),
        ])
        .args([
            "-U",
            options.get_username(),
            "-d",
            options.get_database().unwrap_or_default(),
            "-c",
            command,
        ])
        .status()
        .expect("psql");
    assert!(done.success(), "{command}");
}

async fn company(db: &PgPool) {
    for sql in [
        "insert into departments (name) select 'D' || n from generate_series(1, 200) n",
        "insert into people (number, name, email, department_id, position, hired_on)
         select 'N' || lpad(n::text, 6, '0'), 'Person ' || n, 'p' || n || '@example.test', r.id, 'Staff', date '2015-01-01' + (n % 3000)::int
         from generate_series(1, 100000) n
         join (select id, row_number() over (order by name) as k from departments where name like 'D%') r on r.k = 1 + (n / 10) % 200",
        "update people p set superior_id = s.id from people s
         where s.number = 'N' || lpad(((substr(p.number, 2)::int - 1) / 10 * 10 + 1)::text, 6, '0') and s.id <> p.id and p.number ~ '^N\\d+$'",
        "update people p set superior_id = s.id from people s
         where p.superior_id is null and p.number ~ '^N\\d+$' and s.number = 'N000001' and s.id <> p.id",
        "insert into person_roles (person_id, role) select id, 'clerk' from people where number ~ '^N\\d+$' order by number desc limit 100",
        "insert into clerk_departments select p.person_id, d.id from person_roles p,
         lateral (select id from departments order by md5(id::text || p.person_id::text) limit 4) d where p.role = 'clerk'",
        "analyze",
    ] {
        sqlx::query(sql).execute(db).await.expect(sql);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measured by hand"]
async fn a_large_launch() {
    let world = World::new().await;
    company(&world.db).await;
    let office = world.department("Office").await;
    let hr = world.person("Hana Hr", office, None).await;
    world.give(&hr, Role::Hr).await;
    let made = hr
        .fills(
            "/cycles/new",
            "/cycles",
            &[
                ("name", "Large"),
                ("all_departments", "1"),
                ("least_months", "6"),
            ],
        )
        .await;
    assert_eq!(made.status(), 303, "{}", made.summary());
    let preview = made.location().to_owned();
    let cycle = preview.trim_end_matches("/preview").to_owned();
    for path in [
        preview.clone(),
        format!("{preview}?q=person+77777"),
        format!("{preview}?sort=-superior"),
    ] {
        let begun = Instant::now();
        let page = hr.get(&path).await;
        println!("GET {path}: {} in {:?}", page.status(), begun.elapsed());
    }
    let begun = Instant::now();
    let csv = hr.get(&format!("{preview}.csv")).await;
    println!(
        "preview.csv: {} lines in {:?}",
        csv.text().lines().count(),
        begun.elapsed()
    );
    hr.post(
        &format!("{cycle}/exceptions"),
        &[
            ("person", "all"),
            ("show", "no_superior"),
            ("do", "exempt"),
            ("reason", "Board"),
        ],
    )
    .await;

    let version = hr.get(&preview).await.form(&format!("{cycle}/launch"))[0]
        .1
        .clone();
    let begun = Instant::now();
    let launched = hr
        .post(&format!("{cycle}/launch"), &[("version", &version)])
        .await;
    assert_eq!(launched.status(), 303, "{}", launched.summary());
    println!("answer to the press: {:?}", begun.elapsed());
    let work = tokio::spawn({
        let app = world.app.clone();
        async move { jobs::run_all(&app, works::ALL).await.expect("run") }
    });
    let mut slowest = Duration::ZERO;
    let mut pages = 0;
    while !work.is_finished() {
        for path in ["/", cycle.as_str(), "/people?q=person+5"] {
            let asked = Instant::now();
            assert_eq!(hr.get(path).await.status(), 200);
            slowest = slowest.max(asked.elapsed());
            pages += 1;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    work.await.expect("work");
    let launch = begun.elapsed();
    let status: String = sqlx::query_scalar("select status::text from cycles")
        .fetch_one(&world.db)
        .await
        .expect("status");
    assert_eq!(status, "running");
    let appraisals: i64 = sqlx::query_scalar("select count(*) from appraisals")
        .fetch_one(&world.db)
        .await
        .expect("count");
    println!(
        "{appraisals} appraisals in {launch:?}; {pages} pages meanwhile, the slowest in {slowest:?}"
    );

    // the same rows into the same tables of another database, by psql, table by table in one command each
    let folder = std::env::temp_dir().join(format!("launch-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir(&folder).expect("folder");
    let other = empty_database().await;
    let (from, to) = (world.db.connect_options(), other.connect_options());
    let copy = |options: &PgConnectOptions, table: &str, direction: &str| {
        let file = folder.join(table).display().to_string();
        psql(options, &format!("\\copy {table} {direction} '{file}'"));
    };
    for table in ["departments", "people", "forms", "schemes", "cycles"] {
        copy(&from, table, "to");
        copy(&to, table, "from");
    }
    sqlx::query("analyze")
        .execute(&other)
        .await
        .expect("analyze");
    for table in ["appraisals", "chains", "events"] {
        copy(&from, table, "to");
    }
    let begun = Instant::now();
    for table in ["appraisals", "chains", "events"] {
        copy(&to, table, "from");
    }
    let copied = begun.elapsed();
    std::fs::remove_dir_all(&folder).expect("folder");
    println!(
        "COPY of the same appraisals, chains and events: {copied:?}; launch_copy_ratio {:.2}",
        copied.as_secs_f64() / launch.as_secs_f64()
    );
    let begun = Instant::now();
    let page = hr.get(&cycle).await;
    let cancelled = hr
        .post(
            &format!("{cycle}/cancellation"),
            &[
                ("version", &page.form(&format!("{cycle}/cancellation"))[0].1),
                ("reason", "Measured"),
            ],
        )
        .await;
    assert_eq!(cancelled.status(), 303);
    jobs::run_all(&world.app, works::ALL).await.expect("run");
    println!("cancelled in {:?}", begun.elapsed());
    assert!(appraisals > PEOPLE - 5_000);
}
