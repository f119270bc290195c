//! Background work: queued with its cause, done in steps, never twice, and gone on with after a crash.

use std::time::Duration;

use countersign::{
    access::Role,
    app::App,
    jobs::{self, Doing, Job, Kind, Order, Step},
    web::Error,
    works,
};
use serde_json::json;
use uuid::Uuid;

use crate::world::World;

/// Makes a department a step, up to the number that it was told.
fn found(app: App, job: Job) -> Doing {
    Box::pin(async move {
        let mut tx = app.db.begin().await?;
        sqlx::query("insert into departments (name) values ($1)")
            .bind(format!("{} {}", job.key, job.done))
            .execute(&mut *tx)
            .await?;
        jobs::mark(&mut tx, &job, job.done + 1, job.total, None).await?;
        tx.commit().await?;
        Ok(if job.done + 1 == job.total {
            Step::Done
        } else {
            Step::More
        })
    })
}

fn fail(_: App, _: Job) -> Doing {
    Box::pin(async { Err(Error::Busy) })
}

const KINDS: &[Kind] = &[
    Kind {
        name: "found",
        work: found,
        every: None,
    },
    Kind {
        name: "fail",
        work: fail,
        every: None,
    },
];

fn order<'a>(kind: &'a str, key: &'a str, total: i64) -> Order<'a> {
    Order {
        kind,
        key,
        state: json!({}),
        actor: None,
        back: "/people",
        total,
    }
}

async fn queued(world: &World, order: &Order<'_>) -> Uuid {
    let mut tx = world.db.begin().await.expect("begin");
    let id = jobs::enqueue(&mut tx, order, world.app.clock.now())
        .await
        .expect("queued");
    tx.commit().await.expect("commit");
    id
}

async fn departments(world: &World) -> i64 {
    sqlx::query_scalar("select count(*) from departments")
        .fetch_one(&world.db)
        .await
        .expect("count")
}

async fn status(world: &World, id: Uuid) -> (String, i64) {
    sqlx::query_as("select status::text, done from jobs where id = $1")
        .bind(id)
        .fetch_one(&world.db)
        .await
        .expect("job")
}

#[tokio::test]
async fn work_is_queued_with_its_cause_and_once() {
    let world = World::new().await;
    let mut tx = world.db.begin().await.expect("begin");
    jobs::enqueue(&mut tx, &order("found", "a", 3), world.app.clock.now())
        .await
        .expect("queued");
    tx.rollback().await.expect("rollback");
    assert_eq!(jobs::run_all(&world.app, KINDS).await.expect("run"), 0);

    let first = queued(&world, &order("found", "a", 3)).await;
    assert_eq!(queued(&world, &order("found", "a", 3)).await, first);
    assert_ne!(queued(&world, &order("found", "b", 1)).await, first);
    assert_eq!(jobs::run_all(&world.app, KINDS).await.expect("run"), 2);
    assert_eq!(departments(&world).await, 4);
    assert_eq!(status(&world, first).await, ("done".to_owned(), 3));
    // once it is done the same may be asked for again
    assert_ne!(queued(&world, &order("found", "a", 3)).await, first);
}

#[tokio::test]
async fn a_job_whose_process_died_is_gone_on_with_and_the_dead_one_can_write_nothing() {
    let world = World::new().await;
    let id = queued(&world, &order("found", "a", 5)).await;
    let done = jobs::hurry(&world.app, id, "found", found, Duration::ZERO)
        .await
        .expect("begun");
    assert!(!done, "one step, then no patience left");
    assert_eq!(status(&world, id).await, ("waiting".to_owned(), 1));

    // a process that holds the job and then goes silent
    sqlx::query(
        "update jobs set status = 'running', claim = $2, heartbeat_at = now() where id = $1",
    )
    .bind(id)
    .bind(Uuid::new_v4())
    .execute(&world.db)
    .await
    .expect("held");
    assert_eq!(jobs::run_all(&world.app, KINDS).await.expect("run"), 0);
    sqlx::query("update jobs set heartbeat_at = now() - interval '2 minutes'")
        .execute(&world.db)
        .await
        .expect("silent");
    assert_eq!(jobs::run_all(&world.app, KINDS).await.expect("run"), 1);
    assert_eq!(status(&world, id).await, ("done".to_owned(), 5));
    assert_eq!(departments(&world).await, 5, "no step was done twice");
}

#[tokio::test]
async fn a_step_that_fails_is_tried_again_later_and_then_left_to_a_person() {
    let world = World::new().await;
    let cast = world.cast().await;
    let mut asked = order("fail", "a", 0);
    asked.actor = Some(cast.superior.id);
    let id = queued(&world, &asked).await;
    let page = format!("/jobs/{id}");
    for _ in 0..5 {
        assert_eq!(status(&world, id).await.0, "waiting");
        jobs::run_all(&world.app, KINDS).await.expect("run");
        // not at once again
        assert_eq!(jobs::run_all(&world.app, KINDS).await.expect("run"), 0);
        sqlx::query("update jobs set due_at = now()")
            .execute(&world.db)
            .await
            .expect("time passes");
    }
    assert_eq!(status(&world, id).await.0, "failed");
    let shown = cast.superior.get(&page).await;
    assert!(shown.has("p.error"), "{}", shown.summary());
    assert_eq!(cast.employee.get(&page).await.status(), 404);
    assert_eq!(
        cast.employee
            .post(&format!("{page}/again"), &[])
            .await
            .status(),
        404
    );
    let again = cast.superior.post(&format!("{page}/again"), &[]).await;
    assert_eq!(again.status(), 303);
    assert_eq!(status(&world, id).await.0, "waiting");
    assert!(cast.hr.get(&page).await.has("progress"));
    assert!(
        cast.hr.get(&page).await.has("meta[http-equiv=refresh]")
            || cast
                .hr
                .get(&page)
                .await
                .text()
                .contains("http-equiv=\"refresh\"")
    );
}

#[tokio::test]
async fn what_comes_round_comes_once_for_all_processes() {
    let world = World::new().await;
    let hr = world
        .person("Hana Hr", world.department("Office").await, None)
        .await;
    world.give(&hr, Role::Hr).await;
    let all = works::ALL
        .iter()
        .filter(|kind| kind.every.is_some())
        .count();
    assert_eq!(
        jobs::run_all(&world.app, works::ALL).await.expect("run"),
        all
    );
    assert_eq!(jobs::run_all(&world.app, works::ALL).await.expect("run"), 0);
    world.app.clock.advance(time::Duration::days(32));
    assert_eq!(
        jobs::run_all(&world.app, works::ALL).await.expect("run"),
        all
    );
    let kept: i64 = sqlx::query_scalar("select count(*) from jobs")
        .fetch_one(&world.db)
        .await
        .expect("count");
    assert_eq!(
        usize::try_from(kept).expect("few"),
        all,
        "old ones are forgotten"
    );
}

static GATE: tokio::sync::Notify = tokio::sync::Notify::const_new();

fn waits(_: App, _: Job) -> Doing {
    Box::pin(async {
        GATE.notified().await;
        Ok(Step::Done)
    })
}

const APART: &[Kind] = &[
    Kind {
        name: "waits",
        work: waits,
        every: None,
    },
    Kind {
        name: "found",
        work: found,
        every: None,
    },
];

#[tokio::test]
async fn a_kind_that_hangs_holds_up_no_other() {
    let world = World::new().await;
    let slow = queued(&world, &order("waits", "", 0)).await;
    let quick = queued(&world, &order("found", "a", 3)).await;
    let (leave, leaving) = tokio::sync::watch::channel(false);
    let worker = tokio::spawn(jobs::work(world.app.clone(), APART, leaving));
    let patience = std::time::Instant::now();
    while status(&world, quick).await.0 != "done" {
        assert!(patience.elapsed() < Duration::from_secs(20), "held up");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(status(&world, slow).await.0, "running");
    // what was begun is finished before the program leaves
    leave.send(true).expect("told");
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(!worker.is_finished());
    GATE.notify_one();
    worker.await.expect("left");
    assert_eq!(status(&world, slow).await.0, "done");
}

#[tokio::test]
async fn a_round_that_was_kept_while_the_clock_was_wrong_does_not_stop_the_next() {
    let world = World::new().await;
    let due = works::ALL
        .iter()
        .filter(|kind| kind.every.is_some())
        .count();
    jobs::run_all(&world.app, works::ALL).await.expect("run");
    sqlx::query("update rounds set at = at + interval '40 days'")
        .execute(&world.db)
        .await
        .expect("a clock that was ahead");
    assert_eq!(
        jobs::run_all(&world.app, works::ALL).await.expect("run"),
        due
    );
}
