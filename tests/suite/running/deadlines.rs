//! Deadlines: moved along by a pause, extended, counted from the launch.

use countersign::web::when;
use time::{Date, Duration};
use uuid::Uuid;

use super::{reach, tree};
use crate::{
    bulk::carried_out,
    world::{Says, World},
};

async fn day(world: &World, sql: &'static str) -> Date {
    sqlx::query_scalar(sql)
        .fetch_one(&world.db)
        .await
        .expect("day")
}

#[tokio::test]
async fn in_a_pause_drafts_go_on_and_nothing_is_submitted_and_the_deadlines_move_along() {
    let world = World::new().await;
    let cast = world.cast().await;
    let cycle = format!("/cycles/{}", cast.cycle);
    let (due, sign) = (
        day(&world, "select due_on from appraisals").await,
        day(&world, "select sign_due from cycles").await,
    );
    let without = cast
        .hr
        .post(&format!("{cycle}/pause"), &[("version", "1")])
        .await;
    assert_eq!(without.status(), 409, "a pause has a reason");
    let paused = cast
        .hr
        .fills(
            &cycle,
            &format!("{cycle}/pause"),
            &[("reason", "Stocktaking")],
        )
        .await;
    assert_eq!(paused.status(), 303, "{}", paused.summary());
    assert!(cast.employee.get(&cast.at("")).await.says("problem_paused"));
    assert!(cast.employee.get("/").await.says("tasks_paused"));

    let page = cast.at("/self-evaluation");
    let draft = [("version", "0"), ("words.company_profit", "Goes on")];
    assert_eq!(cast.employee.autosave(&page, &draft).await.status(), 200);
    let mut fields = crate::self_evaluation::complete();
    fields.push(("version".into(), "1".into()));
    let pairs = crate::self_evaluation::pairs(&fields);
    let refused = cast
        .employee
        .post(&format!("{page}/submission"), &pairs)
        .await;
    assert_eq!(refused.status(), 409, "{}", refused.summary());
    assert!(refused.text().contains("paused"));
    assert_eq!(world.stage(cast.appraisal).await, "self_evaluation");
    for (stage, path) in [
        (countersign::access::Stage::Review, "/release"),
        (countersign::access::Stage::SignOff, "/sign"),
        (countersign::access::Stage::Preparation, "/interview/start"),
    ] {
        world.force(cast.appraisal, stage).await;
        for person in [&cast.hr, &cast.superior, &cast.employee] {
            let status = person
                .post(&cast.at(path), &[("version", "1")])
                .await
                .status();
            assert!(
                [403, 409].contains(&status),
                "{path} as {}: {status}",
                person.name
            );
        }
        assert_eq!(world.stage(cast.appraisal).await, stage.key());
    }
    world
        .force(cast.appraisal, countersign::access::Stage::SelfEvaluation)
        .await;

    world.app.clock.advance(Duration::days(7));
    let early = cast
        .hr
        .post(&format!("{cycle}/resumption"), &[("version", "1")])
        .await;
    assert_eq!(early.status(), 409, "a stale page");
    let resumed = cast
        .hr
        .fills(&cycle, &format!("{cycle}/resumption"), &[])
        .await;
    assert_eq!(resumed.status(), 303, "{}", resumed.summary());
    let calendar = countersign::calendar::load(&world.db)
        .await
        .expect("calendar");
    assert_eq!(
        day(&world, "select due_on from appraisals").await,
        calendar.add_working_days(due, 5)
    );
    assert_eq!(
        day(&world, "select sign_due from cycles").await,
        calendar.add_working_days(sign, 5)
    );
    assert_eq!(world.events(cast.appraisal, "deadlines_moved").await, 1);
    let submitted = cast
        .employee
        .post(&format!("{page}/submission"), &pairs)
        .await;
    assert_eq!(submitted.status(), 303, "{}", submitted.summary());
}

#[tokio::test]
async fn a_deadline_is_extended_for_all_or_for_one_and_stays_in_order() {
    let world = World::new().await;
    let cast = world.cast().await;
    reach(&world, &cast).await;
    let second = world
        .appraisal(
            cast.cycle,
            &cast.superior,
            &cast.head,
            None,
            None,
            cast.department,
        )
        .await;
    let page = format!("/cycles/{}/extension", cast.cycle);
    let today = world.app.clock.today(&world.app.settings.zone);
    let until = |days| when::input_day(today + Duration::days(days));
    let twelve = until(12);
    let shown = cast.hr.get(&format!("{page}?person=N-eve.employee")).await;
    assert!(shown.has("input[value='N-eve.employee']"));
    for (fields, field) in [
        (
            [("until", ""), ("reason", "x"), ("stage", "self_due")],
            "until",
        ),
        (
            [
                ("until", twelve.as_str()),
                ("reason", ""),
                ("stage", "self_due"),
            ],
            "reason",
        ),
        (
            [
                ("until", "2001-01-01"),
                ("reason", "x"),
                ("stage", "self_due"),
            ],
            "until",
        ),
        (
            [
                ("until", twelve.as_str()),
                ("reason", "x"),
                ("stage", "nonsense"),
            ],
            "stage",
        ),
        (
            [
                ("until", twelve.as_str()),
                ("reason", "x"),
                ("stage", "review_due"),
            ],
            "stage",
        ),
    ] {
        let refused = cast.hr.fills(&page, &page, &fields).await;
        assert_eq!(refused.status(), 422, "{fields:?}");
        assert!(refused.has(&format!("#f-{field}-error")), "{fields:?}");
    }
    // alone, the evaluation would end before it
    let late = until(20);
    let fields = [
        ("version", "1"),
        ("stage", "self_due"),
        ("until", late.as_str()),
        ("reason", "x"),
    ];
    assert_eq!(cast.hr.post(&page, &fields).await.status(), 422);

    let one = cast
        .hr
        .fills(
            &format!("{page}?person=N-eve.employee"),
            &page,
            &[
                ("stage", "self_due"),
                ("until", &twelve),
                ("reason", "On a business trip"),
            ],
        )
        .await;
    let one = carried_out(&cast.hr, &one).await;
    assert_eq!(one.all("table.data .row-link"), ["Eve Employee"]);
    let due = |id: Uuid| {
        let db = world.db.clone();
        async move {
            sqlx::query_scalar::<_, Date>("select due_on from appraisals where id = $1")
                .bind(id)
                .fetch_one(&db)
                .await
                .expect("due")
        }
    };
    let today_of_db = day(&world, "select current_date").await;
    assert_eq!(due(cast.appraisal.0).await, today + Duration::days(12));
    assert_eq!(due(second.0).await, today_of_db + Duration::days(7));
    assert!(
        cast.employee
            .get(&cast.at(""))
            .await
            .text()
            .contains(&when::day(
                today + Duration::days(12),
                countersign::access::Lang::En
            ))
    );

    let all = cast
        .hr
        .fills(
            &page,
            &page,
            &[
                ("stage", "self_due"),
                ("until", &late),
                ("reason", "Holiday season"),
            ],
        )
        .await;
    carried_out(&cast.hr, &all).await;
    assert_eq!(
        day(&world, "select self_due from cycles").await,
        today + Duration::days(20)
    );
    let own: i64 =
        sqlx::query_scalar("select count(*) from appraisals where own_deadlines ? 'self_due'")
            .fetch_one(&world.db)
            .await
            .expect("own");
    assert_eq!(own, 0, "the cycle's day is theirs again");
    assert_eq!(due(second.0).await, today + Duration::days(20));
    assert_eq!(due(cast.appraisal.0).await, today + Duration::days(20));
    assert_eq!(world.events(cast.appraisal, "deadlines_moved").await, 2);
    assert_eq!(world.events(second, "deadlines_moved").await, 1);
}

#[tokio::test]
async fn counted_deadlines_are_shown_as_dates_and_counted_anew_at_the_launch() {
    let world = World::new().await;
    let tree = tree(&world).await;
    let branch = tree.branch.to_string();
    let mut fields = vec![("name", "Counted"), ("department", branch.as_str())];
    for name in [
        "self_due",
        "evaluation_due",
        "review_due",
        "interview_due",
        "sign_due",
    ] {
        fields.push((name, ""));
    }
    let after: Vec<(String, String)> = [
        "self_due",
        "evaluation_due",
        "review_due",
        "interview_due",
        "sign_due",
    ]
    .into_iter()
    .flat_map(|name| {
        [
            (format!("{name}_after"), "previous".to_owned()),
            (format!("{name}_days"), "10".to_owned()),
        ]
    })
    .collect();
    fields.extend(
        after
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    );
    let made = tree.hr.fills("/cycles/new", "/cycles", &fields).await;
    assert_eq!(made.status(), 303, "{}", made.summary());
    let preview = made.location().to_owned();
    let calendar = countersign::calendar::load(&world.db)
        .await
        .expect("calendar");
    let today = world.app.clock.today(&world.app.settings.zone);
    let first = calendar.add_working_days(today, 10);
    assert!(
        tree.hr
            .get(&preview)
            .await
            .text()
            .contains(&when::day(first, countersign::access::Lang::En))
    );
    world.app.clock.advance(Duration::days(14));
    let cycle = preview.trim_end_matches("/preview");
    let done = tree
        .hr
        .fills(&preview, &format!("{cycle}/launch"), &[])
        .await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    assert_eq!(
        day(&world, "select self_due from cycles").await,
        calendar.add_working_days(today + Duration::days(14), 10)
    );
    assert_eq!(
        day(&world, "select min(due_on) from appraisals").await,
        calendar.add_working_days(today + Duration::days(14), 10)
    );
}
