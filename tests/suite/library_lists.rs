//! The lists of forms and of grade schemes: searched, ordered, turned page by page; and who fills what.

use countersign::{access::Role, forms::seed};

use crate::world::{Person, Says, World};

async fn library(world: &World) -> Person {
    seed::furnish(&world.app).await.unwrap();
    let office = world.department("Office").await;
    let hr = world.person("Hana Hr", office, None).await;
    world.give(&hr, Role::Hr).await;
    hr
}

/// Copies of a document, each a family of its own with a number in its name.
async fn many(world: &World, table: &str, count: i32) {
    let sql = format!(
        "insert into {table} (family, version, definition, created_at)
         select gen_random_uuid(), 1, jsonb_set(definition, '{{name,en}}', to_jsonb('Copy ' || lpad(n::text, 3, '0'))),
            created_at + n * interval '1 minute'
         from (select * from {table} where origin = 'standard' limit 1) one, generate_series(1, $1) n"
    );
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(count)
        .execute(&world.db)
        .await
        .unwrap();
}

#[tokio::test]
async fn lists_of_forms_and_schemes_are_searched_ordered_and_turned() {
    let world = World::new().await;
    let hr = library(&world).await;
    for (table, list) in [("forms", "/forms"), ("schemes", "/schemes")] {
        many(&world, table, 60).await;
        let first = hr.get(&format!("{list}?q=Copy&sort=name")).await;
        let names = first.all("td.pin a.row-link");
        assert_eq!((names.len(), names[0].as_str()), (50, "Copy 001"), "{list}");
        assert_eq!(first.all("th[aria-sort=ascending]").len(), 1);
        let next = first.all_links(".paging a[rel=next]").remove(0);
        let second = hr.get(&next).await;
        assert_eq!(second.all("td.pin a.row-link").len(), 10, "{next}");
        let back = second.all_links(".paging a[rel=prev]").remove(0);
        assert_eq!(hr.get(&back).await.all("td.pin a.row-link"), names);
        let turned = hr.get(&format!("{list}?q=Copy&sort=-changed")).await;
        assert_eq!(turned.all("td.pin a.row-link")[0], "Copy 060");
        let none = hr.get(&format!("{list}?q=nothing+like+it")).await;
        assert_eq!(none.status(), 200);
        assert!(none.has(&format!("a[href='{list}']")) && !none.has("table"));
        for odd in [
            "sort=price",
            "after=x",
            "after=~",
            "sort=-",
            "before=%00~%00",
        ] {
            let page = hr.get(&format!("{list}?{odd}")).await;
            assert_eq!(page.status(), 200, "{list}?{odd}");
        }
    }
}

#[tokio::test]
async fn what_only_the_superior_fills_is_not_asked_of_the_employee() {
    let world = World::new().await;
    let cast = world.cast().await;
    // what is published never changes: here the cycle began with it
    sqlx::query("alter table forms disable trigger user")
        .execute(&world.db)
        .await
        .unwrap();
    sqlx::query("update forms set definition = jsonb_set(definition, '{indicators,0,filled_by}', '\"superior\"')")
        .execute(&world.db)
        .await
        .unwrap();
    let (own, save) = (cast.at("/self-evaluation"), cast.at("/self-evaluation"));
    let page = cast.employee.get(&own).await;
    assert!(
        !page.has("[name='points.company_profit']") && page.has("[name='points.must_do_tasks']")
    );
    let typed = [
        ("points.company_profit", "60"),
        ("words.company_profit", "Mine"),
        ("words.conduct", "Well"),
    ];
    assert_eq!(cast.employee.fills(&own, &save, &typed).await.status(), 303);
    let kept: serde_json::Value =
        sqlx::query_scalar("select body -> 'items' from papers where kind = 'self_evaluation'")
            .fetch_one(&world.db)
            .await
            .unwrap();
    assert!(kept.get("company_profit").is_none(), "{kept}");
    assert_eq!(kept["conduct"]["words"], "Well");
    // the form's page says so to whoever looks at it
    let family: uuid::Uuid = sqlx::query_scalar("select family from forms limit 1")
        .fetch_one(&world.db)
        .await
        .unwrap();
    let look = |side: &str| format!("/forms/{family}?as={side}");
    let asked = cast.hr.get(&look("self")).await.all(".item h2");
    assert!(
        asked.iter().all(|name| !name.contains("profit")),
        "{asked:?}"
    );
    let rated = cast.hr.get(&look("evaluation")).await.all(".item h2");
    assert!(rated[0].says("form_by_superior"), "{rated:?}");
}
