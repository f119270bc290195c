//! The list of cycles: searched, sorted, turned.

use countersign::access::Role;

use crate::world::World;

#[tokio::test]
async fn the_list_of_cycles_is_searched_sorted_and_turned() {
    let world = World::new().await;
    let hr = world
        .person("Hana Hr", world.department("Office").await, None)
        .await;
    world.give(&hr, Role::Hr).await;
    let empty = hr.get("/cycles").await;
    assert!(
        empty.has(".empty a[href='/cycles/new']"),
        "{}",
        empty.summary()
    );
    sqlx::query(
        "with f as (insert into forms (definition) values ('{}') returning id), s as (insert into schemes (definition) values ('{}') returning id)
         insert into cycles (name, starts_on, ends_on, form_id, scheme_id, self_due, evaluation_due, interview_due, sign_due)
         select 'Round ' || lpad(n::text, 3, '0'), date '2020-01-01' + n, date '2020-02-01' + n, f.id, s.id, current_date, current_date,
             current_date, current_date from f, s, generate_series(1, 120) n",
    )
    .execute(&world.db)
    .await
    .expect("cycles");
    let names = |page: &crate::world::Page| page.all("tbody .row-link");
    let first = hr.get("/cycles").await;
    assert_eq!(
        (names(&first).len(), names(&first)[0].as_str()),
        (50, "Round 120")
    );
    let next = first.all("a[rel=next]");
    assert_eq!(next.len(), 1);
    let by_name = hr.get("/cycles?sort=name").await;
    assert_eq!(names(&by_name)[0], "Round 001");
    let found = hr.get("/cycles?q=ound+007&status=draft").await;
    assert_eq!(names(&found), ["Round 007"]);
    let none = hr.get("/cycles?q=zzz").await;
    assert!(none.has(".empty"));
    assert_eq!(
        hr.get("/cycles?sort=%00&status=x&after=x~y&q=%25")
            .await
            .status(),
        200
    );
}
