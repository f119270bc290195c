//! What a process remembers of sessions is forgotten when anything changes, here or elsewhere.

use std::time::Duration;

use countersign::access::Role;
use tower_sessions::session::Id;
use uuid::Uuid;

use crate::world::{Person, World};

/// The row knows only its hash.
fn session(person: &Person) -> Id {
    let cookie = person.actor().cookie();
    cookie.trim_start_matches("session=").parse().unwrap()
}

fn remembers(world: &World, id: &Id) -> bool {
    let now = time::OffsetDateTime::now_utc();
    world.app.session_cache.get(id, now).is_some()
}

/// Visits until the line is up and the session is remembered.
async fn settled(world: &World, person: &Person) -> Id {
    world.app.notify.start(&world.db).await;
    let id = session(person);
    for _ in 0..500 {
        person.get("/account").await;
        if remembers(world, &id) {
            return id;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("nothing is ever remembered");
}

/// Word from the database takes its time, which is short.
async fn soon(mut holds: impl AsyncFnMut() -> bool) -> bool {
    for _ in 0..500 {
        if holds().await {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    false
}

#[tokio::test]
async fn a_session_that_is_ended_elsewhere_ends_here() {
    let world = World::new().await;
    let cast = world.cast().await;
    settled(&world, &cast.employee).await;
    assert_eq!(cast.employee.get("/account").await.status(), 200);
    sqlx::query("delete from sessions where person_id = $1")
        .bind(cast.employee.id.0)
        .execute(&world.db)
        .await
        .unwrap();
    assert!(soon(async || cast.employee.get("/account").await.status() == 303).await);
}

#[tokio::test]
async fn signing_out_everywhere_needs_no_word_from_the_database() {
    let world = World::new().await;
    let cast = world.cast().await;
    let id = settled(&world, &cast.employee).await;
    cast.employee.post("/sign-out/everywhere", &[]).await;
    assert!(!remembers(&world, &id));
    assert_eq!(cast.employee.get("/account").await.status(), 303);
}

#[tokio::test]
async fn a_role_that_is_given_or_taken_elsewhere_counts_here() {
    let world = World::new().await;
    let cast = world.cast().await;
    settled(&world, &cast.employee).await;
    assert_eq!(cast.employee.get("/dashboard").await.status(), 404);
    world.give(&cast.employee, Role::Hr).await;
    assert!(soon(async || cast.employee.get("/dashboard").await.status() == 200).await);
    for statement in [
        "delete from person_roles where person_id = $1",
        "update people set active = false where id = $1",
    ] {
        sqlx::query(statement)
            .bind(cast.employee.id.0)
            .execute(&world.db)
            .await
            .unwrap();
        assert!(soon(async || cast.employee.get("/dashboard").await.status() != 200).await);
    }
    assert!(soon(async || cast.employee.get("/account").await.status() == 303).await);
}

#[tokio::test]
async fn without_the_line_every_request_asks_again() {
    let world = World::new().await;
    let cast = world.cast().await;
    let id = settled(&world, &cast.employee).await;
    world.app.notify.close();
    assert!(soon(async || !remembers(&world, &id)).await);
    cast.employee.get("/account").await;
    assert!(!remembers(&world, &id));
    let gone: Uuid = cast.employee.id.0;
    sqlx::query("delete from sessions where person_id = $1")
        .bind(gone)
        .execute(&world.db)
        .await
        .unwrap();
    assert_eq!(cast.employee.get("/account").await.status(), 303);
}
