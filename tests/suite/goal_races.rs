//! A company goal is deleted while somebody lets a goal point at it: one of the two is told.

use crate::world::{Cast, Says, World};

async fn at_goals(world: &World) -> (Cast, uuid::Uuid) {
    let cast = world.cast().await;
    sqlx::query("update appraisals set stage = 'goals'")
        .execute(&world.db)
        .await
        .unwrap();
    let id = sqlx::query_scalar(
        "insert into company_goals (title, starts_on, ends_on, created_at, created_by)
         values ('Growth', current_date - 100, current_date + 100, now(), $1) returning id",
    )
    .bind(cast.hr.id.0)
    .fetch_one(&world.db)
    .await
    .unwrap();
    (cast, id)
}

/// Until so many of what was just sent wait for the lock.
async fn wait_for(world: &World, count: i64) {
    for _ in 0..200 {
        let waiting: i64 = sqlx::query_scalar(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        )
        .fetch_one(&world.db)
        .await
        .unwrap();
        if waiting >= count {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("nobody waits");
}

#[tokio::test]
async fn a_goal_deleted_at_this_moment_is_told_at_the_row_and_the_text_stays() {
    let world = World::new().await;
    let (cast, growth) = at_goals(&world).await;
    let (goals, aim) = (cast.at("/goals"), growth.to_string());
    let mut deleting = world.db.begin().await.unwrap();
    sqlx::query("delete from company_goals where id = $1")
        .bind(growth)
        .execute(&mut *deleting)
        .await
        .unwrap();
    let fields = [
        ("title.0", "Sell in the north"),
        ("weight.0", "100"),
        ("aim.0", aim.as_str()),
    ];
    let sending = cast.employee.fills(&goals, &goals, &fields);
    let (refused, ()) = tokio::join!(sending, async {
        wait_for(&world, 1).await;
        deleting.commit().await.unwrap();
    });
    assert_eq!(refused.status(), 422, "{}", refused.summary());
    assert!(refused.has("#f-aim\\.0-error"), "{}", refused.summary());
    assert!(refused.text().contains("Sell in the north"));
    let kept: i64 = sqlx::query_scalar("select count(*) from goals")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(kept, 0);
}

#[tokio::test]
async fn a_company_goal_that_comes_into_use_at_this_moment_stays() {
    let world = World::new().await;
    let (cast, growth) = at_goals(&world).await;
    let mut linking = world.db.begin().await.unwrap();
    sqlx::query(
        "insert into goals (appraisal_id, key, title, company_goal_id, weight, position)
         values ($1, 'G1', 'Sell', $2, 100, 1)",
    )
    .bind(cast.appraisal.0)
    .bind(growth)
    .execute(&mut *linking)
    .await
    .unwrap();
    let page = format!("/goals/{growth}");
    let removal = format!("{page}/removal");
    let sending = cast.hr.fills(&page, &removal, &[]);
    let (refused, ()) = tokio::join!(sending, async {
        wait_for(&world, 1).await;
        linking.commit().await.unwrap();
    });
    assert_eq!(refused.status(), 409, "{}", refused.summary());
    let left: i64 = sqlx::query_scalar("select count(*) from company_goals")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(left, 1);
}

#[tokio::test]
async fn many_goals_at_once_and_a_goal_above_are_told_too_and_nothing_is_written() {
    let world = World::new().await;
    let (cast, growth) = at_goals(&world).await;
    let cycle = cast.cycle.to_string();
    let rows = "N-eve.employee\tSell\t100\t\t\tGrowth\n";
    let fields = [("cycle", cycle.as_str()), ("rows", rows), ("confirm", "1")];
    let mut deleting = world.db.begin().await.unwrap();
    sqlx::query("delete from company_goals where id = $1")
        .bind(growth)
        .execute(&mut *deleting)
        .await
        .unwrap();
    let parent = growth.to_string();
    let below = [
        ("title", "Below"),
        ("starts_on", "2020-01-01"),
        ("ends_on", "2099-12-31"),
        ("parent", parent.as_str()),
    ];
    let (entered, created, ()) = tokio::join!(
        cast.superior.post("/goals/entry", &fields),
        cast.hr.post("/goals", &below),
        async {
            wait_for(&world, 2).await;
            deleting.commit().await.unwrap();
        }
    );
    assert_eq!(entered.status(), 409, "{}", entered.summary());
    assert!(entered.says("problem_dangling_why"));
    assert_eq!(created.status(), 422, "{}", created.summary());
    assert!(created.has("#f-parent-error"));
    let kept: i64 = sqlx::query_scalar(
        "select (select count(*) from goals) + (select count(*) from company_goals)",
    )
    .fetch_one(&world.db)
    .await
    .unwrap();
    assert_eq!(kept, 0);
}

#[tokio::test]
async fn what_a_launched_cycle_refuses_leads_back_to_the_cycle() {
    let world = World::new().await;
    let cast = world.cast().await;
    for below in ["forms", "edit"] {
        let refused = cast
            .hr
            .get(&format!("/cycles/{}/{below}", cast.cycle))
            .await;
        assert_eq!(refused.status(), 409);
        assert!(
            refused.has(&format!("a.primary[href='/cycles/{}']", cast.cycle)),
            "{below}"
        );
        assert!(refused.says("cycle_not_draft"));
    }
    assert_eq!(
        cast.hr
            .get(&format!("/cycles/{}", cast.cycle))
            .await
            .status(),
        200
    );
}
