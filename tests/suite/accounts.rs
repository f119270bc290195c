//! How an account is opened: by its owner, through their own address, with nobody else ever seeing the link.

use countersign::{access::Role, demo::Actor};
use sqlx::AssertSqlSafe;

use crate::{
    people::count,
    situations::notices::{Arrived, Office},
    world::{PASSWORD, Page, Person, Says, World, logged},
};

mod first;
mod forgotten;
mod letters;
mod many;

pub const NEW: &str = "another horse battery";

/// The address in a mail at which a password is chosen.
pub fn link(mail: &Arrived) -> String {
    let at = mail.text.find("/openings/").expect("a link");
    let secret: String = mail.text[at + 10..]
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    assert_eq!(secret.len(), 64);
    format!("/openings/{secret}")
}

/// The one mail of a round that has a link.
pub async fn only_link(office: &Office) -> (Arrived, String) {
    let mut mails = office.round().await;
    mails.retain(|mail| mail.text.contains("/openings/"));
    assert_eq!(mails.len(), 1, "{mails:?}");
    let mail = mails.remove(0);
    let path = link(&mail);
    (mail, path)
}

pub async fn chooses(world: &World, path: &str, password: &str) -> Page {
    let fields = [("password", password), ("again", password)];
    Page(world.stranger().post(path, &fields).await.expect("answer"))
}

pub async fn signs_in(world: &World, login: &str, password: &str) -> bool {
    let fields = [("login", login), ("password", password)];
    let reply = world.stranger().post("/sign-in", &fields).await;
    reply.expect("answer").status == 303
}

/// Somebody of HR, and a newcomer without a password: the address of their page.
async fn newcomer(world: &World) -> (Person, String) {
    let office = world.department("Office").await;
    let hr = world.person("Hana Hr", office, None).await;
    world.give(&hr, Role::Hr).await;
    let new = [
        ("number", "X9"),
        ("name", "New One"),
        ("email", "new.one@example.test"),
    ];
    let added = hr.fills("/people/new", "/people", &new).await;
    let at = added.location().to_owned();
    (hr, at)
}

/// Every text column of the database in which a text stands.
async fn stands(world: &World, text: &str) -> Vec<String> {
    let columns: Vec<(String, String)> = sqlx::query_as(
        "select table_name::text, column_name::text from information_schema.columns where table_schema = 'public'",
    )
    .fetch_all(&world.db)
    .await
    .unwrap();
    let mut found = Vec::new();
    for (table, column) in columns {
        let sql = format!(
            "select exists(select from \"{table}\" where \"{column}\"::text like '%' || $1 || '%')"
        );
        let there: bool = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(text)
            .fetch_one(&world.db)
            .await
            .unwrap();
        if there {
            found.push(format!("{table}.{column}"));
        }
    }
    found
}

#[tokio::test]
async fn an_invitation_goes_to_its_owner_and_nobody_else_sees_it() {
    let office = Office::new().await;
    let world = &office.world;
    let (hr, at) = newcomer(world).await;
    let page = hr.get(&at).await;
    assert!(
        page.says("opening_invite")
            && page.says_with("opening_by_mail", &[("to", "n…e@example.test")])
    );
    let started = hr.fills(&at, &format!("{at}/opening"), &[]).await;
    assert_eq!(started.status(), 303, "{}", started.summary());
    assert!(!started.text().contains("/openings/"));
    assert!(hr.get(&at).await.says("opening_waits"));

    let (mail, path) = only_link(&office).await;
    assert!(mail.to.contains("new.one@example.test"), "{}", mail.to);
    let page = hr.get(&at).await;
    assert!(page.says("opening_sent") && page.says("opening_until"));
    let secret = path.trim_start_matches("/openings/");
    assert!(!page.text().contains(secret));
    assert_eq!(stands(world, secret).await, Vec::<String>::new());
    assert!(!logged().iter().any(|line| line.contains(secret)));

    // a scanner that follows links uses nothing up; two that differ change nothing
    for _ in 0..2 {
        let looked = Page(world.stranger().get(&path).await.unwrap());
        assert_eq!(looked.status(), 200);
        assert!(looked.text().contains("new.one@example.test"));
    }
    let differ = [("password", NEW), ("again", "something else")];
    let differ = Page(world.stranger().post(&path, &differ).await.unwrap());
    assert_eq!((differ.status(), differ.has("#f-again-error")), (422, true));
    let chosen = chooses(world, &path, NEW).await;
    assert_eq!((chosen.status(), chosen.location()), (303, "/sign-in"));
    assert!(signs_in(world, "new.one@example.test", NEW).await);

    let again = chooses(world, &path, "yet another one").await;
    assert_eq!(again.status(), 404);
    assert!(again.says("opening_gone"));
    let page = hr.get(&at).await;
    assert!(page.says("opening_used") && page.says("opening_recover"));
    for kind in ["opening_started", "password_set"] {
        let events: i64 = sqlx::query_scalar("select count(*) from events where kind = $1")
            .bind(kind)
            .fetch_one(&world.db)
            .await
            .unwrap();
        assert_eq!(events, 1, "{kind}");
    }
}

#[tokio::test]
async fn a_newer_link_replaces_the_older_and_each_can_be_revoked() {
    let office = Office::new().await;
    let world = &office.world;
    let (hr, at) = newcomer(world).await;
    let open = format!("{at}/opening");
    hr.post(&open, &[]).await;
    let (_, first) = only_link(&office).await;
    hr.post(&open, &[]).await;
    let (_, second) = only_link(&office).await;
    assert_eq!(chooses(world, &first, NEW).await.status(), 404);
    assert!(hr.get(&at).await.says("opening_replaced"));

    let revoke = format!("{open}/revocation");
    let revoked = hr.fills(&at, &revoke, &[]).await;
    assert_eq!(revoked.status(), 303, "{}", revoked.summary());
    assert!(hr.get(&at).await.says("opening_revoked"));
    assert_eq!(chooses(world, &second, NEW).await.status(), 404);
    assert_eq!(
        count(
            world,
            "select count(*) from events where kind = 'opening_revoked'"
        )
        .await,
        1
    );

    // one that is revoked before its mail went is not sent
    hr.post(&open, &[]).await;
    hr.fills(&at, &revoke, &[]).await;
    assert!(
        office
            .round()
            .await
            .iter()
            .all(|mail| !mail.text.contains("/openings/"))
    );

    // its time is over
    hr.post(&open, &[]).await;
    let (_, third) = only_link(&office).await;
    let now = world.app.clock.now();
    world
        .app
        .clock
        .set(now + time::Duration::days(7) + time::Duration::seconds(1));
    assert_eq!(chooses(world, &third, NEW).await.status(), 404);
    assert!(hr.get(&at).await.says("opening_ran_out"));

    // and the way in does not outlive the address that it was sent to
    hr.post(&open, &[]).await;
    let (_, fourth) = only_link(&office).await;
    hr.fills(&at, &at, &[("email", "other@example.test")]).await;
    assert_eq!(chooses(world, &fourth, NEW).await.status(), 404);
}

#[tokio::test]
async fn a_recovery_ends_other_sessions_tells_its_owner_and_is_listed_on_their_page() {
    let office = Office::new().await;
    let world = &office.world;
    let cast = world.cast().await;
    let at = format!("/people/{}", cast.employee.id);
    let login = "eve.employee@example.test";
    let started = cast.hr.fills(&at, &format!("{at}/opening"), &[]).await;
    assert_eq!(started.status(), 303, "{}", started.summary());
    let own = cast.employee.get("/account").await;
    assert!(own.says("opening_started") && own.has("form[action='/account/opening/revocation']"));
    let (_, path) = only_link(&office).await;
    assert_eq!(chooses(world, &path, NEW).await.status(), 303);
    assert!(
        cast.employee
            .get("/account")
            .await
            .location()
            .starts_with("/sign-in")
    );
    assert!(!signs_in(world, login, PASSWORD).await && signs_in(world, login, NEW).await);
    let mails = office.round().await;
    let told: Vec<_> = mails
        .iter()
        .filter(|mail| mail.text.contains("/account"))
        .collect();
    assert!(
        told.iter()
            .any(|mail| mail.to.contains(login) && mail.text.says("account_mail_changed_not_you")),
        "{mails:?}"
    );
}

#[tokio::test]
async fn an_owner_revokes_what_somebody_started_and_nobody_starts_their_own() {
    let office = Office::new().await;
    let world = &office.world;
    let cast = world.cast().await;
    let admin = world.person("Ada Admin", cast.department, None).await;
    world.give(&admin, Role::Admin).await;
    let at = |person: &Person| format!("/people/{}/opening", person.id);
    assert_eq!(cast.hr.post(&at(&cast.employee), &[]).await.status(), 303);
    let (_, path) = only_link(&office).await;
    let revoked = cast
        .employee
        .fills("/account", "/account/opening/revocation", &[])
        .await;
    assert_eq!(revoked.status(), 303, "{}", revoked.summary());
    assert_eq!(chooses(world, &path, NEW).await.status(), 404);

    assert_eq!(
        cast.hr.post(&at(&cast.hr), &[]).await.status(),
        409,
        "for oneself"
    );
    assert_eq!(
        cast.hr.post(&at(&admin), &[]).await.status(),
        409,
        "an administrator's"
    );
    assert_eq!(
        cast.clerk.post(&at(&cast.employee), &[]).await.status(),
        404
    );
    assert_eq!(
        cast.employee.post(&at(&cast.superior), &[]).await.status(),
        404
    );
    // revoked by somebody else than its owner
    assert_eq!(admin.post(&at(&cast.employee), &[]).await.status(), 303);
    let opening: String =
        sqlx::query_scalar("select id::text from account_openings where ended_at is null")
            .fetch_one(&world.db)
            .await
            .unwrap();
    let fields = [("opening", opening.as_str())];
    cast.superior
        .post("/account/opening/revocation", &fields)
        .await;
    assert_eq!(
        count(
            world,
            "select count(*) from account_openings where ended_at is null"
        )
        .await,
        1
    );
}

/// An address that somebody else entered since the owner chose their password opens nothing by itself.
#[tokio::test]
async fn whoever_changes_an_address_cannot_have_the_link_sent_there() {
    let office = Office::new().await;
    let world = &office.world;
    let cast = world.cast().await;
    let at = format!("/people/{}", cast.employee.id);
    let changed = cast
        .hr
        .fills(&at, &at, &[("email", "mine@example.test")])
        .await;
    assert_eq!(changed.status(), 303, "{}", changed.summary());
    assert!(
        cast.employee
            .get("/account")
            .await
            .says("openings_address_changed")
    );
    let page = cast.hr.get(&at).await;
    assert!(page.says("opening_by_letter_changed") && page.says("opening_letter"));
    cast.hr.post(&format!("{at}/opening"), &[]).await;
    let mails = office.round().await;
    assert!(mails.iter().all(|mail| !mail.text.contains("/openings/")));
    assert!(
        mails
            .iter()
            .any(|mail| mail.to.contains("eve.employee@")
                && mail.text.says("account_mail_moved_text")),
        "{mails:?}"
    );

    // with the present password the owner makes the new address theirs, and both addresses are told
    let fields = [("password", PASSWORD), ("new_password", NEW)];
    let saved = cast.employee.fills("/account", "/account", &fields).await;
    assert_eq!(saved.status(), 303, "{}", saved.summary());
    let mut told: Vec<String> = office
        .round()
        .await
        .into_iter()
        .filter(|mail| mail.text.says("account_mail_changed_not_you"))
        .map(|mail| mail.to)
        .collect();
    told.sort();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].contains("eve.employee@") && told[1].contains("mine@"),
        "{told:?}"
    );
    assert!(cast.hr.get(&at).await.says("opening_recover"));
    let again = Actor::seated(&world.app, &world.router, cast.employee.id)
        .await
        .unwrap();
    let own = Page(again.get("/account").await.unwrap());
    assert!(own.says("openings_address"));
}
