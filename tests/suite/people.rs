//! People: the list, one person, reporting lines, roles.

use countersign::access::Role;

use crate::world::{Page, Person, World};

pub async fn hr(world: &World) -> Person {
    let department = world.department("Human Resources").await;
    let hr = world.person("Hana Hr", department, None).await;
    world.give(&hr, Role::Hr).await;
    hr
}

pub async fn count(world: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql)
        .fetch_one(&world.db)
        .await
        .expect("count")
}

pub async fn superior_of(world: &World, number: &str) -> Option<String> {
    sqlx::query_scalar("select s.number from people p left join people s on s.id = p.superior_id where p.number = $1")
        .bind(number)
        .fetch_one(&world.db)
        .await
        .expect("superior")
}

#[tokio::test]
async fn the_list_is_searched_and_stays_within_a_clerks_departments() {
    let world = World::new().await;
    let cast = world.cast().await;
    world
        .person("Percent 100%", cast.other_department, None)
        .await;
    let names = |page: Page| page.all("tbody .row-link");
    assert_eq!(
        names(cast.hr.get("/people?q=susan").await),
        ["Susan Superior"]
    );
    assert_eq!(names(cast.hr.get("/people?q=0%25").await), ["Percent 100%"]);
    assert_eq!(
        names(cast.hr.get("/people?q=_").await),
        Vec::<String>::new()
    );
    let sales = names(cast.clerk.get("/people?state=all").await);
    assert!(sales.contains(&"Eve Employee".to_owned()) && !sales.contains(&"Hana Hr".to_owned()));
    assert_eq!(
        cast.clerk
            .get(&format!("/people/{}", cast.employee.id))
            .await
            .status(),
        200
    );
    assert_eq!(
        cast.clerk
            .get(&format!("/people/{}", cast.hr.id))
            .await
            .status(),
        404
    );
    let own = format!("/people/{}", cast.employee.id);
    assert_eq!(cast.clerk.post(&own, &[("name", "X")]).await.status(), 404);
    assert_eq!(cast.employee.get("/people").await.status(), 404);
    for id in ["1", "x", "00000000-0000-0000-0000-000000000000"] {
        assert_eq!(cast.hr.get(&format!("/people/{id}")).await.status(), 404);
        assert_eq!(
            cast.hr.get(&format!("/people/import/{id}")).await.status(),
            404
        );
    }
}

#[tokio::test]
async fn particulars_are_changed_with_every_fault_at_its_field() {
    let world = World::new().await;
    let cast = world.cast().await;
    let at = format!("/people/{}", cast.employee.id);
    let long = "x".repeat(201);
    for (field, value) in [
        ("name", ""),
        ("name", long.as_str()),
        ("email", "no address"),
        ("email", "hana.hr@example.test"),
        ("superior", "nobody at all"),
        ("superior", "N-eve.employee"),
        ("hired_on", "2026-02-30"),
        ("level", "boss"),
    ] {
        let page = cast.hr.fills(&at, &at, &[(field, value)]).await;
        let marked = page.has(&format!("#f-{field}-error"));
        assert_eq!(
            (page.status(), marked),
            (422, true),
            "{field}={value}: {}",
            page.summary()
        );
    }
    // Eve above her own superior's superior
    let head = format!("/people/{}", cast.head.id);
    let looped = cast
        .hr
        .fills(&head, &head, &[("superior", "N-eve.employee")])
        .await;
    assert_eq!(looped.status(), 422);
    assert!(
        looped
            .text()
            .contains("Head Chief (N-head.chief) → Eve Employee (N-eve.employee) → Susan Superior")
    );

    let saved = cast
        .hr
        .fills(
            &at,
            &at,
            &[
                ("name", "Eve  Q Employee"),
                ("new_department", "sales"),
                ("level", "manager"),
            ],
        )
        .await;
    assert_eq!(saved.status(), 303, "{}", saved.summary());
    assert_eq!(
        count(
            &world,
            "select count(*) from people where name = 'Eve Q Employee' and level = 'manager'"
        )
        .await,
        1
    );
    assert_eq!(
        count(&world, "select count(*) from departments").await,
        2,
        "no second spelling of a department"
    );
    assert_eq!(
        count(
            &world,
            "select count(*) from events where kind = 'person_changed'"
        )
        .await,
        1
    );

    let stale = cast
        .hr
        .post(&at, &[("version", "1"), ("name", "Late"), ("active", "1")])
        .await;
    assert_eq!(stale.status(), 409);
    assert!(stale.text().contains("Late") && stale.text().contains("Eve Q Employee"));
}

#[tokio::test]
async fn somebody_is_added_and_leaves_with_whatever_would_let_them_in() {
    let world = World::new().await;
    let hr = hr(&world).await;
    let taken = hr
        .fills(
            "/people/new",
            "/people",
            &[("number", "N-hana.hr"), ("name", "New One")],
        )
        .await;
    assert_eq!((taken.status(), taken.has("#f-number-error")), (422, true));
    let added = hr
        .fills(
            "/people/new",
            "/people",
            &[
                ("number", "X9"),
                ("name", "New One"),
                ("superior", "Hana Hr"),
            ],
        )
        .await;
    assert_eq!(added.status(), 303, "{}", added.summary());
    let at = added.location().to_owned();
    assert_eq!(
        superior_of(&world, "X9").await.as_deref(),
        Some("N-hana.hr")
    );

    let path = world.link_for("X9").await;
    let stranger = world.stranger();
    assert_eq!(stranger.get(&path).await.expect("answer").status, 200);

    let departure = format!("{at}/departure");
    let without = hr.fills(&departure, &departure, &[]).await;
    assert_eq!(
        (without.status(), without.has("#f-reason-error")),
        (422, true)
    );
    let gone = hr
        .fills(&departure, &departure, &[("reason", "moves abroad")])
        .await;
    assert_eq!(gone.status(), 303, "{}", gone.summary());
    assert!(hr.get(&at).await.text().contains("moves abroad"));
    assert_eq!(stranger.get(&path).await.expect("answer").status, 404);
    assert_eq!(hr.post(&format!("{at}/opening"), &[]).await.status(), 409);
    let own = format!("/people/{}", hr.id);
    let own_departure = format!("{own}/departure");
    let self_made = hr
        .fills(&own_departure, &own_departure, &[("reason", "x")])
        .await;
    assert_eq!(self_made.status(), 422);
}

#[tokio::test]
async fn roles_are_given_by_administrators_and_one_of_them_stays() {
    let world = World::new().await;
    let cast = world.cast().await;
    let admin = world.person("Ada Admin", cast.department, None).await;
    world.give(&admin, Role::Admin).await;
    let at = format!("/people/{}", cast.facilitator.id);
    let roles = format!("{at}/roles");
    assert_eq!(
        cast.hr.post(&roles, &[("role", "admin")]).await.status(),
        404
    );
    let department = cast.department.to_string();
    assert_eq!(
        admin.post(&roles, &[("role", "clerk")]).await.status(),
        409,
        "a clerk of nothing"
    );
    let given = admin
        .post(
            &roles,
            &[
                ("role", "clerk"),
                ("role", "committee"),
                ("clerk_of", &department),
            ],
        )
        .await;
    assert_eq!(given.status(), 303, "{}", given.summary());
    assert_eq!(
        count(
            &world,
            "select count(*) from person_roles where role in ('committee')"
        )
        .await,
        1
    );
    assert_eq!(cast.facilitator.get("/people").await.status(), 200);
    assert_eq!(admin.post(&roles, &[]).await.status(), 303);
    assert_eq!(cast.facilitator.get("/people").await.status(), 404);
    let own = format!("/people/{}/roles", admin.id);
    assert_eq!(
        admin.post(&own, &[("role", "hr")]).await.status(),
        409,
        "the last administrator stays one"
    );
}

#[tokio::test]
async fn many_people_get_a_superior_at_once_and_nobody_their_own() {
    let world = World::new().await;
    let cast = world.cast().await;
    let at = "/people/reporting-lines";
    let (eve, fay) = (
        cast.employee.id.to_string(),
        cast.facilitator.id.to_string(),
    );
    let page = cast.hr.get(&format!("{at}?id={eve}&id={fay}")).await;
    assert!(page.text().contains("Eve Employee") && page.text().contains("Fay Facilitator"));

    assert_eq!(
        cast.hr.post(at, &[("id", &eve)]).await.status(),
        422,
        "nothing to give"
    );
    let several = cast.hr.post(at, &[("id", &eve), ("superior", "a")]).await;
    assert_eq!(
        (several.status(), several.has("input[name=superior_pick]")),
        (422, true)
    );
    let own = cast
        .hr
        .post(
            at,
            &[("id", &eve), ("id", &fay), ("superior", "N-eve.employee")],
        )
        .await;
    assert_eq!(
        (own.status(), own.has("input[name=leave_out]")),
        (422, true)
    );

    let head = cast.head.id.to_string();
    let looped = cast
        .hr
        .post(
            at,
            &[("id", &head), ("id", &fay), ("superior", "N-eve.employee")],
        )
        .await;
    assert!(
        looped
            .text()
            .contains("→ Susan Superior (N-susan.superior) → Head Chief (N-head.chief)"),
        "{}",
        looped.summary()
    );
    assert_eq!(
        superior_of(&world, "N-fay.facilitator").await,
        None,
        "nothing is half done"
    );

    let given = cast
        .hr
        .post(
            at,
            &[
                ("id", &eve),
                ("id", &fay),
                ("superior", "hana.hr@example.test"),
            ],
        )
        .await;
    assert_eq!(given.status(), 303, "{}", given.summary());
    for number in ["N-eve.employee", "N-fay.facilitator"] {
        assert_eq!(
            superior_of(&world, number).await.as_deref(),
            Some("N-hana.hr")
        );
    }
    assert_eq!(
        count(
            &world,
            "select count(*) from events where kind = 'people_assigned'"
        )
        .await,
        1
    );
}
