//! The list of cycles: searched, sorted, turned.

use countersign::access::{Role, Stage};

use crate::world::{Says, World};

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

#[tokio::test]
async fn a_cycle_offers_what_can_be_done_in_its_state() {
    let world = World::new().await;
    let cast = world.cast().await;
    world.force(cast.appraisal, Stage::Review).await;
    sqlx::query("insert into cycle_departments (cycle_id, department_id) values ($1, $2)")
        .bind(cast.cycle.0)
        .bind(cast.department.0)
        .execute(&world.db)
        .await
        .expect("departments");
    let cycle = format!("/cycles/{}", cast.cycle);
    let [dashboard, calibration, release] = ["/dashboard", "/calibrations", "/appraisals/release"]
        .map(|path| format!("{path}?cycle={}", cast.cycle));
    let voices = format!("{cycle}/voices");
    for (status, offered) in [
        ("running", vec![&dashboard, &voices, &calibration, &release]),
        ("paused", vec![&dashboard, &voices, &calibration]),
        ("closed", vec![&dashboard, &calibration]),
        ("cancelled", vec![&dashboard]),
    ] {
        sqlx::query(
            "update cycles set status = $2::cycle_status, paused_on = case $2 when 'paused' then current_date end,
                 paused_reason = case $2 when 'paused' then 'strike' end, closed_at = case $2 when 'closed' then now() end,
                 cancelled_reason = case $2 when 'cancelled' then 'strike' else '' end
             where id = $1",
        )
        .bind(cast.cycle.0)
        .bind(status)
        .execute(&world.db)
        .await
        .expect(status);
        let page = cast.hr.get(&cycle).await;
        let mut links = page.all_links(".head .actions a");
        links.retain(|link| !link.ends_with("/people") && !link.ends_with("/extension"));
        assert_eq!(links.iter().collect::<Vec<_>>(), offered, "{status}");
        assert_eq!(
            page.has("form[action='/appraisals/release']"),
            status == "running",
            "{status}"
        );
        for link in &links {
            assert_eq!(cast.hr.get(link).await.status(), 200, "{status} {link}");
        }
    }
    let many = cast.hr.get("/cycles/handover?from=Susan+Superior").await;
    assert!(many.says("handover_reason_hint"));
}
