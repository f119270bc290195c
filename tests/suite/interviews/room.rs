//! Three in one room: whose words stand where, and how the others learn of them.

use std::time::Duration;

use countersign::db::notify::Signal;

use super::*;

#[tokio::test]
async fn notes_stand_under_their_writers_name_and_private_ones_are_seen_by_nobody() {
    let world = World::new().await;
    let cast = started(&world).await;
    let room = cast.at("/interview?step=1");
    let note = [
        ("step", "1"),
        ("version", "0"),
        ("note", "You never answer, don't you agree?"),
    ];
    let saved = cast
        .superior
        .autosave(&cast.at("/interview/note"), &note)
        .await;
    assert_eq!(saved.status(), 200, "{}", saved.text());
    assert_eq!(
        saved.text().matches("\"field\":\"note\"").count(),
        2,
        "hints: {}",
        saved.text()
    );
    let own = [("step", "1"), ("version", "0"), ("note", "EMPLOYEE SAYS")];
    assert_eq!(
        cast.employee
            .post(&cast.at("/interview/note"), &own)
            .await
            .status(),
        303
    );
    let shown = cast.facilitator.get(&room).await;
    let voices = shown.all(".voice:not(.mine)");
    assert!(
        voices
            .iter()
            .any(|voice| voice.contains("Eve Employee") && voice.contains("EMPLOYEE SAYS")),
        "{voices:?}"
    );
    let private = [
        ("step", "1"),
        ("version", "0"),
        ("private", "SECRET THOUGHT"),
    ];
    assert_eq!(
        cast.superior
            .autosave(&cast.at("/interview/private-note"), &private)
            .await
            .status(),
        200
    );
    assert!(
        cast.superior
            .get(&room)
            .await
            .text()
            .contains("SECRET THOUGHT")
    );
    for somebody in [&cast.employee, &cast.facilitator, &cast.hr, &cast.clerk] {
        for path in [
            room.clone(),
            cast.at(""),
            cast.at("/trail"),
            cast.at("/preparation"),
        ] {
            assert!(
                !somebody.get(&path).await.text().contains("SECRET THOUGHT"),
                "{} at {path}",
                somebody.name
            );
        }
    }
    for outsider in [&cast.hr, &cast.clerk, &cast.head] {
        assert!(
            [403, 404].contains(&outsider.get(&room).await.status()),
            "{}",
            outsider.name
        );
    }
}

#[tokio::test]
async fn two_windows_on_the_same_text_lose_neither() {
    let world = World::new().await;
    let cast = started(&world).await;
    let address = cast.at("/interview/note");
    let note = |version: &'static str, text: &'static str| {
        [("step", "1"), ("version", version), ("note", text)]
    };
    assert_eq!(
        cast.employee
            .post(&address, &note("0", "first window"))
            .await
            .status(),
        303
    );
    assert_eq!(
        cast.employee
            .autosave(&address, &note("0", "second window"))
            .await
            .status(),
        409
    );
    let both = cast
        .employee
        .post(&address, &note("0", "second window"))
        .await;
    assert_eq!(both.status(), 409);
    assert!(both.text().contains("first window") && both.text().contains("second window"));
    let mine = both.form(&address);
    let mine: Vec<(&str, &str)> = mine
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(cast.employee.post(&address, &mine).await.status(), 303);
    assert!(
        cast.employee
            .get(&cast.at("/interview?step=1"))
            .await
            .text()
            .contains("second window")
    );
}

#[tokio::test]
async fn every_write_rings_for_the_others_in_the_room_and_for_nobody_else() {
    let world = World::new().await;
    let cast = started(&world).await;
    let mut here = world.app.notify.listen(&world.db, cast.appraisal.0).await;
    let mut elsewhere = world
        .app
        .notify
        .listen(&world.db, uuid::Uuid::new_v4())
        .await;
    // the line opens: everybody looks again once
    let wait = Duration::from_secs(5);
    assert_eq!(
        tokio::time::timeout(wait, here.next()).await,
        Ok(Signal::Changed)
    );
    assert_eq!(
        tokio::time::timeout(wait, elsewhere.next()).await,
        Ok(Signal::Changed)
    );
    let note = [("step", "1"), ("version", "0"), ("note", "hello")];
    assert_eq!(
        cast.employee
            .autosave(&cast.at("/interview/note"), &note)
            .await
            .status(),
        200
    );
    assert_eq!(
        tokio::time::timeout(wait, here.next()).await,
        Ok(Signal::Changed)
    );
    let quiet = Duration::from_millis(300);
    assert!(tokio::time::timeout(quiet, elsewhere.next()).await.is_err());
    let private = [("step", "1"), ("version", "0"), ("private", "hm")];
    cast.employee
        .autosave(&cast.at("/interview/private-note"), &private)
        .await;
    assert!(
        tokio::time::timeout(quiet, here.next()).await.is_err(),
        "a private note is nobody's news"
    );
    world.app.notify.close();
    assert_eq!(
        tokio::time::timeout(wait, here.next()).await,
        Ok(Signal::Closing)
    );
}

/// An open stream of events, as long as it is held.
async fn opens(actor: &countersign::demo::Actor, cast: &Cast) -> axum::response::Response {
    let path = cast.at("/interview/events");
    let stream = actor
        .ask(axum::http::Method::GET, &path, &[], Vec::new())
        .await
        .unwrap();
    assert_eq!(stream.status(), 200);
    stream
}

/// Waits until the room of one shows another as inside, or not.
async fn shows(reader: &Person, cast: &Cast, name: &str, inside: bool) {
    for _ in 0..100 {
        let page = reader.get(&cast.at("/interview")).await;
        let within = page.all(".here > li.in");
        if within.iter().any(|one| one.starts_with(name)) == inside {
            assert_eq!(page.all(".here > li").len(), 3);
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{} does not see {name}: {inside}", reader.name);
}

#[tokio::test]
async fn the_room_shows_who_is_here_across_servers_and_forgets_who_left() {
    let world = World::new().await;
    let cast = started(&world).await;
    let own = cast.superior.get(&cast.at("/interview")).await;
    let inside = own.all(".here > li.in");
    assert_eq!(inside.len(), 1, "whoever reads it is here: {inside:?}");
    assert!(inside[0].starts_with("Susan Superior"));

    // the employee's stream hangs on another server on the same database
    let other = countersign::app::App::with_clock(
        world.db.clone(),
        countersign::app::Settings::default(),
        countersign::ground::clock::Clock::default(),
        countersign::inbox::settle,
    );
    let router = countersign::routes::router(&other);
    let employee = countersign::demo::Actor::seated(&other, &router, cast.employee.id)
        .await
        .unwrap();
    let mut listener = world.app.notify.listen(&world.db, cast.appraisal.0).await;
    let wait = Duration::from_secs(5);
    let _ = tokio::time::timeout(wait, listener.next()).await;
    let stream = opens(&employee, &cast).await;
    assert_eq!(
        tokio::time::timeout(wait, listener.next()).await,
        Ok(Signal::Changed),
        "the others are told that somebody came"
    );
    shows(&cast.superior, &cast, "Eve Employee", true).await;
    shows(&cast.facilitator, &cast, "Susan Superior", false).await;
    // a second window of the same person is the same person
    let second = opens(&employee, &cast).await;
    drop(second);
    tokio::time::sleep(Duration::from_millis(200)).await;
    shows(&cast.superior, &cast, "Eve Employee", true).await;
    drop(stream);
    shows(&cast.superior, &cast, "Eve Employee", false).await;
    // what a server that died left behind counts for nothing
    sqlx::query("insert into presences (id, appraisal_id, person_id, seen_at) values ($1, $2, $3, now() - interval '2 minutes')")
        .bind(uuid::Uuid::new_v4())
        .bind(cast.appraisal.0)
        .bind(cast.facilitator.id.0)
        .execute(&world.db)
        .await
        .unwrap();
    shows(&cast.superior, &cast, "Fay Facilitator", false).await;
}
