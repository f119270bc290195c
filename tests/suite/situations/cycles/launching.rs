//! Who is in a cycle, and a launch that was cut off: situations 29 and 30.

use crate::{bulk::carried_out, world::Says};
use countersign::{jobs, works};
use uuid::Uuid;

use super::{Company, status, whole};

#[tokio::test]
async fn situation_29_nobody_is_twice_in_a_cycle_or_in_two_of_one_type_at_once() {
    let company = Company::new().await;
    let cycle = company.launched("Half year", &[]).await;
    assert_eq!(company.count("select count(*) from appraisals").await, 2);
    // launched again, added again
    company
        .hr
        .post(&format!("{cycle}/launch"), &[("version", "1")])
        .await;
    let again = company
        .hr
        .fills(
            &format!("{cycle}/people"),
            &format!("{cycle}/people"),
            &[("who", "named"), ("people", "N-sam.staff"), ("reason", "x")],
        )
        .await;
    let again = carried_out(&company.hr, &again).await;
    assert!(again.says("join_there"));
    assert_eq!(company.count("select count(*) from appraisals").await, 2);
    // a second one of the same type for the same time
    let second = company.draft("Half year again", &[]).await;
    let head = company.head.id.to_string();
    company
        .decide(
            &second,
            &[("person", &head), ("do", "exempt"), ("reason", "Board")],
        )
        .await;
    let refused = company
        .hr
        .post(&format!("{second}/launch"), &[("version", "1")])
        .await;
    assert_eq!(refused.status(), 409);
    assert!(refused.text().contains("Sam Staff"));
    // another type may run beside it
    company
        .launched("Probation", &[("kind", "probation")])
        .await;
    assert_eq!(company.count("select count(*) from appraisals").await, 4);
}

#[tokio::test]
async fn situation_30_a_launch_that_was_cut_off_goes_on_and_makes_nobody_twice() {
    let company = Company::new().await;
    let world = &company.world;
    sqlx::query(
        "insert into people (number, name, department_id, superior_id)
         select 'X' || n, 'Extra ' || n, $1, $2 from generate_series(1, 9500) n",
    )
    .bind(company.sales.0)
    .bind(company.lead.id.0)
    .execute(&world.db)
    .await
    .expect("a larger company");
    let cycle = company.draft("Autumn", &[]).await;
    let head = company.head.id.to_string();
    company
        .decide(
            &cycle,
            &[("person", &head), ("do", "exempt"), ("reason", "Board")],
        )
        .await;
    // a process that began and was killed after the first batch
    let (cut, everybody) = (4_000_i64, 9_502_i64);
    let launched = company
        .hr
        .post(&format!("{cycle}/launch"), &[("version", "1")])
        .await;
    assert_eq!(launched.status(), 303, "{}", launched.summary());
    assert_eq!(
        status(world, &cycle).await,
        "launching",
        "many are left to the background"
    );
    jobs::run_all(&world.app, works::ALL).await.expect("run");
    let job: Uuid = sqlx::query_scalar("select id from jobs where kind = 'cycle_launch'")
        .fetch_one(&world.db)
        .await
        .expect("job");
    sqlx::query(
        "with gone as (select a.id from appraisals a join cycle_members m on m.cycle_id = a.cycle_id and m.person_id = a.appraisee_id
                       order by m.seq offset $1),
              todo as (delete from todos where appraisal_id in (select id from gone))
         delete from appraisals where id in (select id from gone)",
    )
    .bind(cut)
    .execute(&world.db)
    .await
    .expect("only the first batch was committed");
    sqlx::query("delete from chains where stream <> '00000000-0000-0000-0000-000000000000' and stream not in (select id from appraisals)")
        .execute(&world.db)
        .await
        .expect("chains");
    sqlx::query("alter table events disable trigger events_append_only")
        .execute(&world.db)
        .await
        .expect("trigger");
    sqlx::query("delete from events where stream <> '00000000-0000-0000-0000-000000000000' and stream not in (select id from appraisals)")
        .execute(&world.db)
        .await
        .expect("events");
    sqlx::query("alter table events enable trigger events_append_only")
        .execute(&world.db)
        .await
        .expect("trigger");
    sqlx::query("update cycles set status = 'launching'")
        .execute(&world.db)
        .await
        .expect("status");
    sqlx::query(
        "update jobs set status = 'running', claim = gen_random_uuid(), heartbeat_at = now() - interval '5 minutes',
            finished_at = null, done = 0, state = jsonb_set(state, '{after}', '0') where id = $1",
    )
    .bind(job)
    .execute(&world.db)
    .await
    .expect("dead process");

    let page = company.hr.get(&cycle).await;
    assert!(page.has("progress"), "{}", page.summary());
    jobs::run_all(&world.app, works::ALL)
        .await
        .expect("another process");
    assert_eq!(status(world, &cycle).await, "running");
    assert_eq!(
        company.count("select count(*) from appraisals").await,
        everybody
    );
    assert_eq!(
        company
            .count("select count(distinct appraisee_id) from appraisals")
            .await,
        everybody
    );
    assert_eq!(
        company
            .count("select count(*) from events where kind = 'launched'")
            .await,
        everybody
    );
    let shown = company.hr.get(&format!("/jobs/{job}")).await;
    assert_eq!(shown.status(), 200);
    assert_eq!(
        company.staff.get(&format!("/jobs/{job}")).await.status(),
        404
    );
    // the preview and its table stay answerable with many rows
    let csv = company.hr.get(&format!("{cycle}/preview.csv")).await;
    assert_eq!(csv.text().lines().count(), 9_504);
    whole(world).await;
}
