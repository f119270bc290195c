//! Signing in and out: works, tells nothing, slows guessing, leaves no trace of strangers.

use countersign::{app::Settings, demo::Actor};

use crate::world::{PASSWORD, World};

async fn sessions(world: &World) -> i64 {
    sqlx::query_scalar("select count(*) from sessions")
        .fetch_one(&world.db)
        .await
        .expect("count")
}

#[tokio::test]
async fn a_right_password_opens_the_door_and_a_wrong_one_says_nothing_about_the_account() {
    let world = World::new().await;
    let sales = world.department("Sales").await;
    world.person("Eve Employee", sales, None).await;
    let stranger = world.stranger();
    let known = stranger
        .post(
            "/sign-in",
            &[
                ("login", "eve.employee@example.test"),
                ("password", "wrong wrong"),
            ],
        )
        .await
        .unwrap();
    let unknown = stranger
        .post(
            "/sign-in",
            &[
                ("login", "nobody@example.test"),
                ("password", "wrong wrong"),
            ],
        )
        .await
        .unwrap();
    assert_eq!((known.status.as_u16(), unknown.status.as_u16()), (422, 422));
    let plain = |reply: &countersign::demo::Reply, login: &str| reply.text().replace(login, "");
    assert_eq!(
        plain(&known, "eve.employee@example.test"),
        plain(&unknown, "nobody@example.test")
    );

    let right = stranger
        .post(
            "/sign-in",
            &[
                ("login", "Eve.Employee@example.test"),
                ("password", PASSWORD),
                ("next", "//evil.test"),
            ],
        )
        .await
        .unwrap();
    assert_eq!((right.status.as_u16(), right.location()), (303, "/"));
    let cookie = right.cookie("session");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
}

#[tokio::test]
async fn a_visit_without_an_account_leaves_no_session_row_and_no_cookie() {
    let world = World::new().await;
    for path in ["/sign-in", "/", "/appraisals", "/nothing/here", "/people"] {
        let reply = world.stranger().get(path).await.unwrap();
        assert!(reply.headers.get("set-cookie").is_none(), "{path}");
    }
    assert_eq!(sessions(&world).await, 0);
}

#[tokio::test]
async fn thirty_wrong_passwords_slow_the_next_try() {
    let world = World::with(Settings::default()).await;
    let sales = world.department("Sales").await;
    world.person("Eve Employee", sales, None).await;
    let stranger = world.stranger();
    for _ in 0..30 {
        stranger
            .post(
                "/sign-in",
                &[
                    ("login", "eve.employee@example.test"),
                    ("password", "wrong"),
                ],
            )
            .await
            .unwrap();
    }
    let next = stranger
        .post(
            "/sign-in",
            &[
                ("login", "eve.employee@example.test"),
                ("password", PASSWORD),
            ],
        )
        .await
        .unwrap();
    assert_eq!(next.status.as_u16(), 429);
    assert!(next.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn signing_out_is_a_post_and_everywhere_means_everywhere() {
    let world = World::new().await;
    let sales = world.department("Sales").await;
    let eve = world.person("Eve Employee", sales, None).await;
    let other = Actor::seated(&world.app, &world.router, eve.id)
        .await
        .unwrap();
    assert_eq!(eve.get("/sign-out").await.status(), 405);
    assert_eq!(eve.get("/account").await.status(), 200);
    assert_eq!(
        eve.post("/sign-out/everywhere", &[]).await.location(),
        "/sign-in"
    );
    assert!(
        other
            .get("/account")
            .await
            .unwrap()
            .location()
            .starts_with("/sign-in")
    );
    assert_eq!(sessions(&world).await, 0);
}

#[tokio::test]
async fn other_sites_cannot_press_our_buttons() {
    let world = World::new().await;
    let sales = world.department("Sales").await;
    let eve = world.person("Eve Employee", sales, None).await;
    let post = axum::http::Method::POST;
    for headers in [
        [
            ("sec-fetch-site", "cross-site"),
            ("origin", "http://127.0.0.1"),
        ],
        [
            ("sec-fetch-site", "same-site"),
            ("origin", "http://127.0.0.1"),
        ],
    ] {
        let reply = eve
            .actor()
            .send(post.clone(), "/sign-out/everywhere", &headers, Vec::new())
            .await
            .unwrap();
        assert_eq!(reply.status.as_u16(), 403);
    }
    assert_eq!(sessions(&world).await, 1);
}

/// The quickest of several tries is what a guesser would measure.
#[tokio::test]
async fn an_unknown_account_takes_as_long_as_a_known_one() {
    let world = World::new().await;
    let sales = world.department("Sales").await;
    world.person("Eve Employee", sales, None).await;
    let stranger = world.stranger();
    let mut quickest = [std::time::Duration::MAX; 2];
    for _ in 0..7 {
        for (index, login) in ["eve.employee@example.test", "nobody@example.test"]
            .into_iter()
            .enumerate()
        {
            let begun = std::time::Instant::now();
            let fields = [("login", login), ("password", "wrong wrong")];
            stranger.post("/sign-in", &fields).await.unwrap();
            quickest[index] = quickest[index].min(begun.elapsed());
        }
    }
    let [known, unknown] = quickest;
    assert!(
        unknown * 2 > known && known * 2 > unknown,
        "{known:?} {unknown:?}"
    );
}
