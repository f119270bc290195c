//! The first account: an address that the terminal prints, once, and only where nobody has an account.

use countersign::accounts::setup;

use super::{NEW, signs_in};
use crate::{
    people::count,
    world::{Page, World},
};

#[tokio::test]
async fn the_first_to_open_it_administers_and_nobody_after() {
    let world = World::new().await;
    let path = setup::offer(&world.app)
        .await
        .unwrap()
        .expect("nobody has an account");
    assert!(path.starts_with("/setup/") && path.len() > 60);
    let get = async |path: &str| Page(world.stranger().get(path).await.unwrap());
    let post = async |path: &str, fields: &[(&str, &str)]| {
        Page(world.stranger().post(path, fields).await.unwrap())
    };
    assert_eq!(get("/setup/0000").await.status(), 404);
    assert_eq!(get(&path).await.status(), 200);
    let wrong = post(
        &path,
        &[
            ("name", "Li Wei"),
            ("email", "li"),
            ("password", "short"),
            ("again", "other"),
        ],
    )
    .await;
    assert_eq!(wrong.status(), 422);
    for field in ["email", "password", "again"] {
        assert!(wrong.has(&format!("#f-{field}-error")), "{field}");
    }
    assert!(wrong.text().contains("Li Wei"));
    let fields = [
        ("name", "Li Wei"),
        ("email", "Li.Wei@example.test"),
        ("hr", "1"),
        ("password", NEW),
        ("again", NEW),
    ];
    assert_eq!(post("/setup/0000", &fields).await.status(), 404);
    let made = post(&path, &fields).await;
    assert_eq!(
        (made.status(), made.location()),
        (303, "/sign-in"),
        "{}",
        made.summary()
    );
    assert!(signs_in(&world, "li.wei@example.test", NEW).await);
    assert_eq!(
        count(
            &world,
            "select count(*) from person_roles where role in ('admin', 'hr')"
        )
        .await,
        2
    );

    assert_eq!(get(&path).await.status(), 404);
    let again = [
        ("name", "Eve"),
        ("email", "eve@example.test"),
        ("password", NEW),
        ("again", NEW),
    ];
    assert_eq!(post(&path, &again).await.status(), 404);
    assert_eq!(count(&world, "select count(*) from people").await, 1);
    assert_eq!(setup::offer(&world.app).await.unwrap(), None);
}
