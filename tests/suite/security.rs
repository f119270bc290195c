//! Who is asked once more, who is slowed and who is not, what the log keeps and who reads it.

use axum::http::Method;
use countersign::{access::Role, app::Settings, demo::Actor};

use crate::world::{PASSWORD, Page, Person, Says, World};

const FIREFOX: (&str, &str) = (
    "user-agent",
    "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
);

async fn signs_in(world: &World, cookie: &str, login: &str, password: &str) -> Page {
    let stranger = Actor::with_cookie(&world.router, cookie);
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        FIREFOX,
    ];
    let typed = Actor::encode(&[("login", login), ("password", password)]);
    let reply = stranger.send(Method::POST, "/sign-in", &headers, typed);
    Page(reply.await.expect("answer"))
}

/// Kind and detail of somebody's lines, the oldest first.
async fn logged(world: &World, person: &Person) -> Vec<(String, String)> {
    sqlx::query_as("select kind::text, detail from security_log where person_id = $1 order by id")
        .bind(person.id.0)
        .fetch_all(&world.db)
        .await
        .expect("lines")
}

async fn kinds(world: &World, person: &Person) -> Vec<String> {
    let lines = logged(world, person).await.into_iter();
    lines.map(|(kind, _)| kind).collect()
}

async fn age(world: &World, person: &Person, key: &str, seconds: i64) {
    sqlx::query(
        "update sessions set data = jsonb_set(data, array[$2], to_jsonb((data ->> $2)::bigint - $3)) where person_id = $1",
    )
    .bind(person.id.0)
    .bind(key)
    .bind(seconds)
    .execute(&world.db)
    .await
    .expect("aged");
}

async fn people(world: &World) -> (Person, Person) {
    let sales = world.department("Sales").await;
    let eve = world.person("Eve Employee", sales, None).await;
    let ada = world.person("Ada Admin", sales, None).await;
    world.give(&ada, Role::Admin).await;
    (eve, ada)
}

#[tokio::test]
async fn an_account_has_one_count_whatever_it_is_called_and_its_own_browser_is_not_kept_out() {
    let world = World::with(Settings::default()).await;
    let (eve, _) = people(&world).await;
    let first = signs_in(&world, "", "eve.employee@example.test", PASSWORD).await;
    assert_eq!(first.location(), "/");
    let browser = first.0.cookie_back("device").to_owned();
    for turn in 0..14 {
        let login = [
            "eve.employee@example.test",
            "N-eve.employee",
            "Eve.Employee@example.test",
        ][turn % 3];
        signs_in(&world, "", login, "wrong wrong").await;
    }
    for login in ["eve.employee@example.test", "N-eve.employee"] {
        let stranger = signs_in(&world, "", login, PASSWORD).await;
        assert_eq!(stranger.status(), 429, "{login}");
        let owner = signs_in(&world, &browser, login, PASSWORD).await;
        assert_eq!((owner.status(), owner.location()), (303, "/"), "{login}");
    }
    let forged = format!("device={}", "0".repeat(64));
    let stranger = signs_in(&world, &forged, "N-eve.employee", PASSWORD).await;
    assert_eq!(stranger.status(), 429);
    let kinds = kinds(&world, &eve).await;
    let count = |kind: &str| kinds.iter().filter(|one| *one == kind).count();
    assert!(
        count("wrong_password") >= 10 && count("slowed") >= 5,
        "{kinds:?}"
    );
    assert_eq!(count("signed_in"), 3, "{kinds:?}");
}

#[tokio::test]
async fn a_browser_that_is_new_is_told_of_and_one_that_is_known_is_not() {
    let world = World::new().await;
    let (eve, _) = people(&world).await;
    let first = signs_in(&world, "", "N-eve.employee", PASSWORD).await;
    let browser = first.0.cookie_back("device").to_owned();
    signs_in(&world, &browser, "N-eve.employee", PASSWORD).await;
    signs_in(&world, "", "N-eve.employee", PASSWORD).await;
    assert_eq!(
        kinds(&world, &eve).await,
        ["signed_in", "signed_in", "new_device"],
        "the very first browser is no news"
    );
    let mails: Vec<String> =
        sqlx::query_scalar("select email from account_mails where kind = 'new_device'")
            .fetch_all(&world.db)
            .await
            .unwrap();
    assert_eq!(mails, ["eve.employee@example.test"]);
    let own = eve.get("/account/security").await;
    assert!(own.says("security_new_device"), "{}", own.text());
    assert!(own.text().contains("Firefox, Linux"));
}

#[tokio::test]
async fn no_session_outlives_a_working_day_and_its_row_does_not_open_it() {
    let world = World::new().await;
    let (eve, _) = people(&world).await;
    age(&world, &eve, "since", 11 * 3600).await;
    assert_eq!(eve.get("/account").await.status(), 200);
    age(&world, &eve, "since", 3600).await;
    let late = eve.get("/account").await;
    assert!(late.location().starts_with("/sign-in"), "{}", late.status());

    let signed_in = signs_in(&world, "", "N-eve.employee", PASSWORD).await;
    let cookie = signed_in.0.cookie_back("session").to_owned();
    let held = cookie.trim_start_matches("session=");
    let rows: Vec<String> = sqlx::query_scalar("select id from sessions where person_id = $1")
        .bind(eve.id.0)
        .fetch_all(&world.db)
        .await
        .unwrap();
    for row in rows {
        assert_ne!(row, held);
        let thief = Actor::with_cookie(&world.router, &format!("session={row}"));
        let opened = thief.get("/account").await.unwrap();
        assert!(opened.location().starts_with("/sign-in"));
    }
}

#[tokio::test]
async fn what_widens_power_asks_for_the_password_and_keeps_the_form() {
    let world = World::new().await;
    let (eve, ada) = people(&world).await;
    let path = format!("/people/{}/roles", eve.id.0);
    age(&world, &ada, "proven", 11 * 60).await;
    let asked = ada.post(&path, &[("role", "auditor")]).await;
    assert_eq!(asked.status(), 401);
    assert!(asked.says("reconfirm_title"));
    let mut fields = asked.form("/confirmation");
    fields.retain(|(name, _)| name != "password");
    let with = |password: &str| {
        let mut typed = fields.clone();
        typed.push(("password".into(), password.into()));
        typed
    };
    let send = async |typed: Vec<(String, String)>| {
        let typed: Vec<_> = typed
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        ada.post("/confirmation", &typed).await
    };
    let wrong = send(with("wrong wrong")).await;
    assert_eq!(wrong.status(), 422);
    assert_eq!(
        wrong.form("/confirmation").len(),
        fields.len() + 1,
        "nothing is lost"
    );
    let roles = async || -> i64 {
        sqlx::query_scalar("select count(*) from person_roles where person_id = $1")
            .bind(eve.id.0)
            .fetch_one(&world.db)
            .await
            .unwrap()
    };
    let right = send(with(PASSWORD)).await;
    assert_eq!(
        (right.status(), roles().await),
        (200, 0),
        "nothing is done yet"
    );
    let going_on: Vec<_> = right.form(&path);
    assert!(
        going_on.contains(&("role".into(), "auditor".into())),
        "{going_on:?}"
    );
    let typed: Vec<_> = going_on
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    assert_eq!(ada.post(&path, &typed).await.status(), 303);
    assert_eq!(roles().await, 1);
    assert_eq!(kinds(&world, &ada).await, ["not_confirmed", "confirmed"]);

    // what carries results out of the house is a GET
    let world = World::new().await;
    let cast = world.cast().await;
    sqlx::query("insert into cycle_departments (cycle_id, department_id) values ($1, $2)")
        .bind(cast.cycle.0)
        .bind(cast.department.0)
        .execute(&world.db)
        .await
        .unwrap();
    let eve = cast.hr;
    assert_eq!(eve.get("/dashboard/export.csv").await.status(), 200);
    age(&world, &eve, "proven", 11 * 60).await;
    let asked = eve.get("/dashboard/export.csv?stage=goals").await;
    assert_eq!(
        asked.location(),
        "/confirmation?next=%2Fdashboard%2Fexport.csv%3Fstage%3Dgoals"
    );
    let page = eve.get(asked.location()).await;
    assert_eq!(page.status(), 200);
    let next = [
        ("next", "/dashboard/export.csv?stage=goals"),
        ("password", PASSWORD),
    ];
    let on = eve.post("/confirmation", &next).await;
    assert!(on.says("reconfirm_fetched"), "{}", on.text());
    let offered = on.all_links("main .buttons a");
    assert_eq!(offered, ["/dashboard/export.csv?stage=goals", "/dashboard"]);
    assert_eq!(eve.get(&offered[0]).await.status(), 200);
    let evil = [("next", "//evil.test"), ("password", PASSWORD)];
    assert_eq!(eve.post("/confirmation", &evil).await.location(), "/");
}

#[tokio::test]
async fn sessions_are_listed_and_ended_by_their_owner_alone() {
    let world = World::new().await;
    let (eve, ada) = people(&world).await;
    let signed_in = signs_in(&world, "", "N-eve.employee", PASSWORD).await;
    let other = Actor::with_cookie(&world.router, signed_in.0.cookie_back("session"));
    assert_eq!(other.get("/account").await.unwrap().status.as_u16(), 200);
    let page = eve.get("/account/security").await;
    assert!(page.says("security_this"), "{}", page.text());
    let rows: Vec<String> = sqlx::query_scalar(
        "select id from sessions where person_id = $1 and data ->> 'device' like 'Firefox%'",
    )
    .bind(eve.id.0)
    .fetch_all(&world.db)
    .await
    .unwrap();
    let [row] = &rows[..] else { panic!("{rows:?}") };
    let end = [("session", row.as_str())];
    let foreign = ada.post("/account/security/session-end", &end).await;
    assert_eq!(foreign.status(), 404);
    assert_eq!(other.get("/account").await.unwrap().status.as_u16(), 200);
    let ended = eve.post("/account/security/session-end", &end).await;
    assert_eq!(ended.location(), "/account/security");
    let out = other.get("/account").await.unwrap();
    assert!(out.location().starts_with("/sign-in"));
    assert_eq!(
        eve.get("/account").await.status(),
        200,
        "the other one goes on"
    );
}

#[tokio::test]
async fn the_log_is_read_by_auditor_and_administrator_and_names_what_was_refused() {
    let world = World::new().await;
    let cast = world.cast().await;
    let ada = world.person("Ada Admin", cast.department, None).await;
    world.give(&ada, Role::Admin).await;
    let olga = world.person("Olga Auditor", cast.department, None).await;
    world.give(&olga, Role::Auditor).await;
    let foreign = cast.at("/evaluation");
    for who in [&ada, &cast.hr] {
        let status = who
            .post(&cast.at("/signature"), &[("choice", "agree")])
            .await
            .status();
        assert!([403, 404, 409].contains(&status), "{}: {status}", who.name);
    }
    let stranger = world.person("Sam Stranger", cast.department, None).await;
    assert_eq!(stranger.get(&foreign).await.status(), 404);
    assert_eq!(stranger.get("/security-log").await.status(), 404);
    assert_eq!(
        logged(&world, &stranger).await,
        [
            ("refused".into(), format!("GET {foreign}")),
            ("refused".into(), "GET /security-log".into())
        ]
    );
    for reader in [&ada, &olga] {
        let page = reader.get("/security-log?who=sam&kind=refused").await;
        assert_eq!(page.status(), 200);
        assert!(page.text().contains(&foreign), "{}", page.text());
        assert!(!page.text().contains("Hana Hr"));
        let nothing = reader.get("/security-log?day=2001-01-01").await;
        assert!(nothing.says("security_none"));
    }
    for other in [&cast.hr, &cast.superior, &cast.employee] {
        assert_eq!(other.get("/security-log").await.status(), 404);
        let own = other.get("/account/security").await;
        assert!(!own.text().contains("Sam Stranger") && !own.text().contains(&foreign));
    }
}

#[tokio::test]
async fn somebody_who_opens_streams_without_end_is_told_to_wait() {
    let world = World::new().await;
    let held: Vec<_> = (0..12)
        .map(|_| world.app.notify.place(uuid::Uuid::nil()))
        .collect();
    assert!(held.iter().all(Option::is_some));
    assert!(world.app.notify.place(uuid::Uuid::nil()).is_none());
    assert!(
        world.app.notify.place(uuid::Uuid::max()).is_some(),
        "nobody else waits"
    );
    drop(held);
    assert!(world.app.notify.place(uuid::Uuid::nil()).is_some());
}

#[tokio::test]
async fn over_https_cookies_belong_to_this_host_alone() {
    let world = World::with(Settings {
        base_url: "https://feedback.example.test".into(),
        ..Settings::default()
    })
    .await;
    people(&world).await;
    let signed_in = signs_in(&world, "", "N-eve.employee", PASSWORD).await;
    for name in ["__Host-session", "__Host-device"] {
        let cookie = signed_in.0.cookie(name);
        for attribute in ["Secure", "HttpOnly", "Path=/", "SameSite=Lax"] {
            assert!(cookie.contains(attribute), "{name}: {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    let header = |page: &Page| page.0.headers.contains_key("strict-transport-security");
    assert!(header(&signed_in));
    let plain = World::new().await;
    people(&plain).await;
    assert!(!header(
        &signs_in(&plain, "", "N-eve.employee", PASSWORD).await
    ));
}

#[tokio::test]
async fn passwords_that_others_guess_are_refused_at_the_field() {
    let world = World::new().await;
    let (eve, _) = people(&world).await;
    for (new, key) in [
        ("password123", "password_common"),
        ("EveEmployee1", "password_personal"),
        ("aaaaaaaaaaaa", "password_simple"),
    ] {
        let fields = [("password", PASSWORD), ("new_password", new)];
        let refused = eve.post("/account", &fields).await;
        assert_eq!(refused.status(), 422, "{new}");
        assert!(refused.says(key), "{new}: {}", refused.summary());
    }
    let link = world.link_for("N-eve.employee").await;
    let stranger = world.stranger();
    let typed = [("password", "EveEmployee1"), ("again", "EveEmployee1")];
    let refused = Page(stranger.post(&link, &typed).await.unwrap());
    assert!(refused.says("password_personal"), "{}", refused.summary());
}
