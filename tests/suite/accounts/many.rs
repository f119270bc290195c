//! Everybody invited at once: by mail whoever has an address, with letters whoever has none.

use countersign::access::Role;

use super::{NEW, chooses, link};
use crate::{
    bulk::carried_out,
    people::count,
    situations::notices::Office,
    world::{Person, Says, World, paper},
};

const FILTER: &str = "/people?account=none";

/// Newcomers: three with an address, two without.
async fn newcomers(world: &World) {
    sqlx::raw_sql(
        "insert into people (number, name, email) select 'X' || n, 'New ' || n, case when n < 4 then 'new' || n || '@example.test' end
         from generate_series(1, 5) n",
    )
    .execute(&world.db)
    .await
    .unwrap();
}

async fn invites(who: &Person, from: &str, way: &str) -> crate::world::Page {
    let page = who.get(from).await;
    let mut fields = page.form("/people/invitations");
    fields.retain(|(name, _)| name != "way");
    fields.push(("way".into(), way.into()));
    let pairs: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let preview = who.post("/people/invitations", &pairs).await;
    carried_out(who, &preview).await
}

#[tokio::test]
async fn a_filter_is_invited_by_mail_and_the_rest_with_letters() {
    paper::program();
    let office = Office::new().await;
    let world = &office.world;
    let cast = world.cast().await;
    newcomers(world).await;
    let list = cast.hr.get("/people").await;
    assert!(list.says_with("people_without_account_count", &[("count", "5")]));
    let list = cast.hr.get(FILTER).await;
    assert_eq!(
        list.all("tbody .row-link"),
        ["New 1", "New 2", "New 3", "New 4", "New 5"]
    );
    let all = list
        .all_links(".bulk a")
        .into_iter()
        .find(|href| href.contains("/people/invitations"))
        .unwrap();

    let done = invites(&cast.hr, &all, "mail").await;
    assert!(done.says("invite_no_address"), "{}", done.summary());
    let mut mails = office.round().await;
    mails.retain(|mail| mail.text.contains("/openings/"));
    assert_eq!(mails.len(), 3);
    assert_eq!(
        count(
            world,
            "select count(*) from account_openings where way = 'mail'"
        )
        .await,
        3
    );
    assert_eq!(chooses(world, &link(&mails[0]), NEW).await.status(), 303);

    // sent again, renewed
    let done = invites(&cast.hr, &all.replace("account=none", "state="), "mail").await;
    assert!(done.says("invite_has_password") && done.says("invite_no_address"));
    assert_eq!(chooses(world, &link(&mails[1]), NEW).await.status(), 404);

    let done = invites(&cast.hr, &all, "letter").await;
    assert!(done.says("invite_by_mail"), "{}", done.summary());
    let letters = cast.hr.get("/letters").await;
    assert!(letters.says_with("letters_own_count", &[("count", "2")]));
    let pdf = cast.hr.post("/letters/download", &[]).await;
    assert!(pdf.0.body.starts_with(b"%PDF"), "{}", pdf.summary());
    assert!(cast.hr.get("/letters").await.says("letters_own_none"));
    assert_eq!(
        count(
            world,
            "select count(*) from account_openings where way = 'letter' and secret_hash is not null"
        )
        .await,
        2
    );
}

#[tokio::test]
async fn ticked_people_are_invited_and_whoever_may_not_sees_nothing_of_it() {
    let office = Office::new().await;
    let world = &office.world;
    let cast = world.cast().await;
    newcomers(world).await;
    let admin = world.person("Ada Admin", cast.department, None).await;
    world.give(&admin, Role::Admin).await;
    let ids: Vec<String> = sqlx::query_scalar(
        "select id::text from people where name in ('New 1', 'New 2', 'Hana Hr') order by name",
    )
    .fetch_all(&world.db)
    .await
    .unwrap();
    assert!(
        admin
            .get("/people")
            .await
            .has("[formaction='/people/invitations']")
    );
    let at = format!("/people/invitations?id={}", ids.join("&id="));
    let done = invites(&admin, &at, "mail").await;
    assert!(done.says("invite_has_password"), "{}", done.summary());
    let sent = office.round().await;
    assert_eq!(
        sent.iter()
            .filter(|mail| mail.text.contains("/openings/"))
            .count(),
        2
    );

    assert!(
        !cast
            .clerk
            .get("/people")
            .await
            .has("[formaction='/people/invitations']")
    );
    assert_eq!(
        cast.clerk.get("/people/invitations?all=1").await.status(),
        404
    );
    assert_eq!(
        cast.clerk
            .post("/people/invitations", &[("all", "1"), ("way", "mail")])
            .await
            .status(),
        404
    );
    assert_eq!(
        cast.hr
            .post("/people/invitations", &[("id", "x"), ("way", "mail")])
            .await
            .status(),
        400
    );
}

#[tokio::test]
async fn a_cycle_says_who_of_its_people_cannot_sign_in() {
    let world = World::new().await;
    let cast = world.cast().await;
    newcomers(&world).await;
    let at = format!("/cycles/{}", cast.cycle);
    assert!(!cast.hr.get(&at).await.says("cycle_without_account_link"));
    sqlx::query("delete from credentials where person_id = any($1)")
        .bind([cast.employee.id.0, cast.superior.id.0])
        .execute(&world.db)
        .await
        .unwrap();
    let page = cast.hr.get(&at).await;
    assert!(page.says_with("cycle_without_account", &[("count", "2")]));
    let link = page
        .all_links(".card-note a")
        .into_iter()
        .find(|href| href.starts_with("/people?"))
        .unwrap();
    let list = cast.hr.get(&link).await;
    assert_eq!(
        list.all("tbody .row-link"),
        ["Eve Employee", "Susan Superior"]
    );
    assert!(list.has("input[name=cycle][checked]"));
    sqlx::query("update cycles set status = 'draft'")
        .execute(&world.db)
        .await
        .unwrap();
    sqlx::query("insert into cycle_departments (cycle_id, department_id) values ($1, $2)")
        .bind(cast.cycle.0)
        .bind(cast.department.0)
        .execute(&world.db)
        .await
        .unwrap();
    assert!(
        cast.hr
            .get(&format!("{at}/preview"))
            .await
            .says_with("cycle_without_account", &[("count", "2")])
    );
}
