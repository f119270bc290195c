//! The plan after the signatures, and the trail in which all of it stands.

use countersign::access::Role;

use crate::{
    signing::{frozen, signs},
    world::{Cast, Page, Person, Says, World},
};

async fn agreed(world: &World) -> (Cast, String) {
    let cast = frozen(world).await;
    signs(&cast.employee, &cast, "agree").await;
    let item: uuid::Uuid = sqlx::query_scalar("select id from plan_items")
        .fetch_one(&world.db)
        .await
        .unwrap();
    let at = format!("/plans/{item}");
    let list = cast.employee.get("/plans").await;
    assert!(!list.text().contains(&at), "a draft is no plan yet");
    signs(&cast.superior, &cast, "agree").await;
    (cast, at)
}

#[tokio::test]
async fn an_item_is_reported_returned_extended_and_accepted() {
    let world = World::new().await;
    let (cast, at) = agreed(&world).await;
    for (person, list) in [
        (&cast.employee, "/plans"),
        (&cast.superior, "/plans?whose=team&state=open"),
        (&cast.superior, "/plans?whose=support"),
        (&cast.hr, "/plans?whose=ledger"),
        (&cast.clerk, "/plans?whose=ledger"),
    ] {
        let page = person.get(list).await;
        assert_eq!(page.status(), 200, "{list}");
        assert!(page.text().contains(&at), "{} {list}", person.name);
    }
    assert!(
        !cast
            .head
            .get("/plans?whose=ledger")
            .await
            .text()
            .contains(&at)
    );
    assert_eq!(cast.head.get(&at).await.status(), 404);
    for unknown in ["/plans/x", "/plans/00000000-0000-0000-0000-000000000001"] {
        assert_eq!(cast.employee.get(unknown).await.status(), 404);
    }

    let report = format!("{at}/report");
    let verification = format!("{at}/verification");
    let empty = cast.employee.fills(&at, &report, &[("deed", "done")]).await;
    assert_eq!(empty.status(), 422);
    let done = cast
        .employee
        .fills(
            &at,
            &report,
            &[("deed", "done"), ("words", "Three in a row.")],
        )
        .await;
    assert_eq!(done.status(), 303, "{}", done.text());
    let own = cast
        .employee
        .post(&verification, &[("deed", "accepted"), ("version", "3")])
        .await;
    assert_eq!(own.status(), 403, "nobody verifies their own");
    let bare = cast
        .superior
        .fills(&at, &verification, &[("deed", "more_work")])
        .await;
    assert_eq!(bare.status(), 422);
    let stale = cast
        .superior
        .post(&verification, &[("deed", "accepted"), ("version", "1")])
        .await;
    assert_eq!(stale.status(), 409);
    for (deed, reason, due) in [
        ("more_work", "Only two so far.", ""),
        ("extended", "Leave in March.", "2199-01-01"),
    ] {
        let page = cast
            .superior
            .fills(
                &at,
                &verification,
                &[("deed", deed), ("reason", reason), ("due", due)],
            )
            .await;
        assert_eq!(page.status(), 303, "{deed} {}", page.text());
    }
    cast.employee
        .fills(
            &at,
            &report,
            &[("deed", "done"), ("words", "Now all three.")],
        )
        .await;
    let accepted = cast
        .superior
        .fills(&at, &verification, &[("deed", "accepted")])
        .await;
    assert_eq!(accepted.status(), 303);
    let page = cast.employee.get(&at).await;
    assert_eq!(page.all(".steps-log li").len(), 5);
    assert!(!page.has("form[action$=report]"));
    assert_eq!(world.events(cast.appraisal, "plan_done").await, 2);

    let trail = cast.hr.get(&cast.at("/trail")).await;
    assert_eq!(trail.status(), 200);
    assert!(trail.has(".card-good"), "the chain is whole");
    assert_eq!(cast.employee.get(&cast.at("/trail")).await.status(), 403);
}

const VERIFICATION: &str = "/audit/verification";

/// The page after a run over everything.
pub async fn verified(world: &World, auditor: &Person) -> Page {
    let begun = auditor.post(VERIFICATION, &[]).await;
    assert_eq!(begun.status(), 303, "{}", begun.summary());
    countersign::jobs::run_all(&world.app, countersign::works::ALL)
        .await
        .expect("work");
    for _ in 0..600 {
        let page = auditor.get(VERIFICATION).await;
        if page.has("form[action='/audit/verification']") && page.has(".card") {
            return page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the verification does not end");
}

#[tokio::test]
async fn the_auditor_sees_that_and_when_but_not_what() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let auditor = world.person("Otto Auditor", cast.department, None).await;
    world.give(&auditor, Role::Auditor).await;
    let page = auditor.get("/audit").await;
    assert!(page.has("tbody tr") && !page.text().contains("Keeps difficult"));
    for query in [
        "?kind=signed&day=2026-02-30",
        "?actor=susan",
        "?after=x~y",
        "?after=00000000-0000-0000-0000-000000000001~9.1",
    ] {
        let page = auditor.get(&format!("/audit{query}")).await;
        assert_eq!(page.status(), 200, "{query}");
    }
    let mut tx = world.db.begin().await.unwrap();
    sqlx::raw_sql("set local session_replication_role = replica; update events set detail = '{}' where kind = 'record_frozen'")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let page = verified(&world, &auditor).await;
    assert!(page.has(".card-bad"), "{}", page.text());
    assert!(page.text().contains("record"), "it is named");
    for person in [&cast.hr, &cast.employee] {
        let foreign = person.post(VERIFICATION, &[]).await;
        assert_eq!(foreign.status(), 404, "{}", person.name);
    }
    assert!(cast.hr.get(&cast.at("/trail")).await.has(".card-bad"));
    assert_eq!(cast.hr.get("/audit").await.status(), 404);
}

#[tokio::test]
async fn the_lists_are_searched_ordered_and_turned_both_ways() {
    let world = World::new().await;
    let (cast, _) = agreed(&world).await;
    sqlx::query(
        "insert into plan_items (appraisal_id, what, cause, measure, owner_id, due_on, criteria, status)
         select $1, 'Thing ' || to_char(n, 'FM000'), 'process', 'm', $2, current_date - 61 + n, 'c',
             case when n <= 60 then 'open' else 'reported' end::plan_status
         from generate_series(1, 120) n",
    )
    .bind(cast.appraisal.0)
    .bind(cast.employee.id.0)
    .execute(&world.db)
    .await
    .unwrap();
    sqlx::query(
        "insert into parked_points (appraisal_id, item, employee_view, superior_view, owner_id, due_on)
         select $1, 'Point ' || to_char(n, 'FM000'), 'a', 'b', $2, current_date + n from generate_series(1, 60) n",
    )
    .bind(cast.appraisal.0)
    .bind(cast.superior.id.0)
    .execute(&world.db)
    .await
    .unwrap();
    let names = |page: &Page| page.all("tbody .row-link");
    let link = |page: &Page, which: &str| page.all_links(which).remove(0);
    for (person, list) in [
        (&cast.employee, "/plans?whose="),
        (&cast.superior, "/plans?whose=team"),
        (&cast.hr, "/plans?whose=ledger"),
    ] {
        let first = person.get(list).await;
        assert_eq!(names(&first).len(), 50, "{list}");
        assert_eq!(names(&first)[0], "Thing 001");
        let next = link(&first, "a[rel=next]");
        let second = person.get(&next).await;
        assert_eq!(names(&second)[0], "Thing 051");
        let back = person.get(&link(&second, "a[rel=prev]")).await;
        assert_eq!(names(&back), names(&first));

        let latest = person.get(&link(&first, "th a.sort")).await;
        assert_eq!(names(&latest)[0], "Thing 120");
        let turned = person.get(&link(&latest, "a[rel=next]")).await;
        let back = person.get(&link(&turned, "a[rel=prev]")).await;
        assert_eq!(names(&back), names(&latest));

        let found = person.get(&format!("{list}&q=thing+11")).await;
        assert_eq!(names(&found).len(), 10);
        let overdue = person
            .get(&format!("{list}&state=overdue&sort=latest"))
            .await;
        assert_eq!(names(&overdue)[0], "Thing 060", "reported is not overdue");
        let none = person.get(&format!("{list}&q=nowhere")).await;
        assert!(names(&none).is_empty() && none.says("list_empty_filter_text"));
    }
    for (person, list) in [
        (&cast.superior, "/parked?whose="),
        (&cast.superior, "/parked?whose=team"),
        (&cast.employee, "/parked?whose=own"),
        (&cast.hr, "/parked?whose=ledger"),
    ] {
        let first = person.get(list).await;
        assert_eq!(names(&first).len(), 50, "{list}");
        let second = person.get(&link(&first, "a[rel=next]")).await;
        let back = person.get(&link(&second, "a[rel=prev]")).await;
        assert_eq!(names(&back), names(&first));
        let found = person.get(&format!("{list}&q=point+05")).await;
        assert_eq!(names(&found).len(), 10);
    }
}

#[tokio::test]
async fn the_tiles_of_the_dashboard_lead_to_what_they_count() {
    let world = World::new().await;
    let (cast, at) = agreed(&world).await;
    sqlx::query("insert into cycle_departments (cycle_id, department_id) values ($1, $2)")
        .bind(cast.cycle.0)
        .bind(cast.department.0)
        .execute(&world.db)
        .await
        .unwrap();
    let page = cast.hr.get("/dashboard").await;
    let tile = page
        .all_links("main a")
        .into_iter()
        .find(|address| address.starts_with("/plans") && address.contains("state=open"))
        .unwrap_or_else(|| panic!("{:?}", page.all_links("main a")));
    assert!(cast.hr.get(&tile).await.text().contains(&at));
}
