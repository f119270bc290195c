//! Whatever is done honestly, nothing is found: a cycle of a thousand people through what is done to many, and the working
//! material that goes when its time is over.

use countersign::{demo::Actor, ground::ids::PersonId, jobs, web::when, works};
use uuid::Uuid;

use super::company::{findings, lines, lived};
use crate::world::World;

async fn clean(world: &World, after: &str) {
    let mut tx = world.db.begin().await.unwrap();
    let proven = countersign::integrity::verify(&mut tx, None, &mut |_| ())
        .await
        .unwrap();
    assert_eq!(
        lines(&proven.findings),
        Vec::<String>::new(),
        "after {after}"
    );
}

async fn number(world: &World, query: &'static str) -> i64 {
    sqlx::query_scalar(query)
        .fetch_one(&world.db)
        .await
        .unwrap()
}

/// A company of a thousand and two, told of as it is written.
async fn thousand(world: &World) -> Actor {
    let mut change = world.app.change(None).await.unwrap();
    let (hr, department): (Uuid, Uuid) = (Uuid::new_v4(), Uuid::new_v4());
    sqlx::query("insert into departments (id, name) values ($1, 'Works')")
        .bind(department)
        .execute(&mut *change)
        .await
        .unwrap();
    sqlx::query(
        "with boss as (insert into people (number, name) values ('B1', 'Bea Boss'), ('B2', 'Ben Boss') returning id),
              hr as (insert into people (id, number, name) values ($1, 'H1', 'Hana Hr') returning id)
         insert into people (number, name, department_id, superior_id, hired_on)
         select 'N' || n, 'Person ' || n, $2, (select id from boss limit 1), '2020-01-01' from generate_series(1, 1000) n",
    )
    .bind(hr)
    .bind(department)
    .execute(&mut *change)
    .await
    .unwrap();
    sqlx::query("insert into person_roles (person_id, role) values ($1, 'hr')")
        .bind(hr)
        .execute(&mut *change)
        .await
        .unwrap();
    change.commit().await.unwrap();
    Actor::seated(&world.app, &world.router, PersonId(hr))
        .await
        .unwrap()
}

#[tokio::test]
async fn a_thousand_appraisals_in_what_is_done_to_many() {
    let world = World::new().await;
    let hr = thousand(&world).await;
    clean(&world, "the people").await;
    let today = world.app.clock.today(&world.app.settings.zone);
    let day = |days| when::input_day(today + time::Duration::days(days));
    let department: Uuid = sqlx::query_scalar("select id from departments")
        .fetch_one(&world.db)
        .await
        .unwrap();
    let department = department.to_string();
    let days: Vec<String> = [-180, -1, 7, 14, 21, 28, 35].into_iter().map(day).collect();
    let fields = [
        ("name", "All"),
        ("starts_on", &*days[0]),
        ("ends_on", &*days[1]),
        ("department", &*department),
        ("self_due", &*days[2]),
        ("evaluation_due", &*days[3]),
        ("review_due", &*days[4]),
        ("interview_due", &*days[5]),
        ("sign_due", &*days[6]),
    ];
    let made = hr.fills("/cycles/new", "/cycles", &fields).await.unwrap();
    let cycle = made.location().trim_end_matches("/preview").to_owned();
    clean(&world, "the draft").await;
    hr.fills(&format!("{cycle}/preview"), &format!("{cycle}/launch"), &[])
        .await
        .unwrap();
    jobs::run_all(&world.app, works::ALL).await.unwrap();
    assert_eq!(
        number(&world, "select count(*) from appraisals").await,
        1000
    );
    clean(&world, "the launch").await;

    let page = format!("{cycle}/extension");
    let until = day(12);
    let fields = [
        ("stage", "self_due"),
        ("until", &*until),
        ("following", "1"),
        ("reason", "Trip"),
        ("department", &*department),
    ];
    let run = hr.fills(&page, &page, &fields).await.unwrap();
    hr.does(&format!("{}/confirmation", run.location()), &[])
        .await
        .unwrap();
    jobs::run_all(&world.app, works::ALL).await.unwrap();
    clean(&world, "the extension").await;

    let fields = [("from", "B1"), ("to", "B2"), ("reason", "Moves away")];
    let boss: String = sqlx::query_scalar(
        "select number from people where id = (select superior_id from appraisals limit 1)",
    )
    .fetch_one(&world.db)
    .await
    .unwrap();
    let fields = if boss == "B1" {
        fields
    } else {
        [("from", "B2"), ("to", "B1"), ("reason", "Moves away")]
    };
    let run = hr.does("/cycles/handover", &fields).await.unwrap();
    hr.does(&format!("{}/confirmation", run.location()), &[])
        .await
        .unwrap();
    jobs::run_all(&world.app, works::ALL).await.unwrap();
    clean(&world, "the handover").await;

    hr.fills(&cycle, &format!("{cycle}/pause"), &[("reason", "Strike")])
        .await
        .unwrap();
    clean(&world, "the pause").await;
    let run = hr
        .fills(
            &cycle,
            &format!("{cycle}/cancellation"),
            &[("reason", "Wrong form")],
        )
        .await
        .unwrap();
    jobs::run_all(&world.app, works::ALL).await.unwrap();
    assert!(run.location().starts_with("/runs/"));
    assert_eq!(
        number(
            &world,
            "select count(*) from appraisals where stage = 'withdrawn'"
        )
        .await,
        1000
    );
    clean(&world, "the cancellation").await;
}

/// Periods run out: what goes is told of, and so is what stays.
#[tokio::test]
async fn what_goes_when_its_time_is_over_leaves_nothing_to_find() {
    let world = lived().await;
    clean(&world, "the story").await;
    let mut change = world.app.change(None).await.unwrap();
    sqlx::query(
        "update appraisals set dispute_until = current_date - 400 where stage = 'concluded'",
    )
    .execute(&mut *change)
    .await
    .unwrap();
    change.commit().await.unwrap();
    world
        .app
        .clock
        .set(world.app.clock.now() + time::Duration::days(900));
    jobs::run_all(&world.app, works::ALL).await.unwrap();
    assert!(
        number(
            &world,
            "select count(*) from appraisals where working_purged_at is not null"
        )
        .await
            > 1
    );
    assert_eq!(
        number(&world, "select count(*) from jobs where status = 'failed'").await,
        0
    );
    let mut tx = world.db.begin().await.unwrap();
    assert_eq!(lines(&findings(&mut tx).await), Vec::<String>::new());
}
