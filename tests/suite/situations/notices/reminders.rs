//! A reminder lives and dies with its task; a clerk reminds in their departments.

use countersign::access::Stage;
use time::Duration;
use uuid::Uuid;

use super::{Office, morning, reminds};
use crate::{
    bulk::carried_out,
    evaluation::at_evaluation,
    signing::{frozen, signs},
    world::{Person, Says, World, en, en_with},
};

async fn reminders(world: &World) -> Vec<(String, i32, Option<String>)> {
    sqlx::query_as(
        "select relation::text, times, ended_as from reminders order by relation, reminded_at",
    )
    .fetch_all(&world.db)
    .await
    .unwrap()
}

#[tokio::test]
async fn situation_33_a_reminder_lives_and_dies_with_its_task() {
    let office = Office::new().await;
    let world = &office.world;
    let cast = world.cast().await;
    reminds(&cast.hr, &[("note", "Please by Friday")]).await;
    let start = cast.employee.get("/").await;
    assert!(
        start.all(".todo .told")[0].contains("Please by Friday"),
        "{}",
        start.text()
    );
    // whoever has nothing to do hears nothing
    for other in [&cast.superior, &cast.head, &cast.facilitator] {
        assert!(!other.get("/").await.text().contains("Please by Friday"));
    }
    // again at once is once; later it is batched into the same one
    let again = cast
        .hr
        .post("/reminders", &[("cycle", &cast.cycle.to_string())])
        .await;
    let again = carried_out(&cast.hr, &again).await;
    assert!(again.says("remind_lately"), "{}", again.text());
    assert_eq!(reminders(world).await, [("appraisee".into(), 1, None)]);
    world.app.clock.advance(Duration::hours(21));
    reminds(&cast.hr, &[("note", "Today please")]).await;
    assert_eq!(reminders(world).await, [("appraisee".into(), 2, None)]);
    assert_eq!(cast.employee.get("/").await.all(".told").len(), 1);
    let told: i64 = sqlx::query_scalar("select count(*) from events where kind = 'reminded'")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(told, 2, "one event for each time, not for each person");

    // done: gone by itself, and kept with the reason
    at_evaluation(world, &cast).await;
    assert!(!cast.employee.get("/").await.has(".told"));
    assert_eq!(
        reminders(world).await,
        [("appraisee".into(), 2, Some("moved_on".into()))]
    );
    // returned: it does not come back to life, but the reason stands with the task
    let returned = cast
        .superior
        .post(
            &cast.at("/self-evaluation/return"),
            &[("reason", "Figures are missing")],
        )
        .await;
    assert_eq!(returned.status(), 303, "{}", returned.summary());
    let back = cast.employee.get("/").await;
    assert_eq!(
        back.all(".told"),
        [en_with(
            "news_returned",
            &[("reason", "Figures are missing")]
        )]
    );

    // another superior: the reminder of the first is not theirs
    world.force(cast.appraisal, Stage::Evaluation).await;
    reminds(&cast.hr, &[("note", "EVALUATE NOW")]).await;
    assert!(cast.superior.get("/").await.text().contains("EVALUATE NOW"));
    let chief = world
        .person("Carla Chief", cast.department, Some(&cast.head))
        .await;
    let parties = cast.at("/parties");
    let done = cast
        .hr
        .fills(
            &parties,
            &parties,
            &[("superior", "N-carla.chief"), ("reason", "Moved")],
        )
        .await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    for person in [&cast.superior, &chief] {
        assert!(!person.get("/").await.text().contains("EVALUATE NOW"));
    }
    // the change itself is told to those whom it concerns
    let news = &en("news_parties");
    assert!(cast.employee.get("/").await.text().contains(news));
    assert!(chief.get("/").await.text().contains(news));
    assert!(!cast.superior.get("/").await.text().contains(news));

    // the cycle is cancelled: nothing asks for anything, and everybody is told why
    world.app.clock.advance(Duration::hours(21));
    reminds(&cast.hr, &[("note", "LAST CALL")]).await;
    assert!(chief.get("/").await.text().contains("LAST CALL"));
    let cycle = format!("/cycles/{}", cast.cycle);
    let cancelled = cast
        .hr
        .fills(
            &cycle,
            &format!("{cycle}/cancellation"),
            &[("reason", "The form was wrong")],
        )
        .await;
    assert_eq!(cancelled.status(), 303, "{}", cancelled.summary());
    let start = chief.get("/").await.text();
    assert!(!start.contains("LAST CALL") && start.contains("The form was wrong"));
    let open = reminders(world).await;
    assert!(open.iter().all(|one| one.2.is_some()), "{open:?}");
    assert!(open.iter().any(|one| one.2.as_deref() == Some("withdrawn")));
    assert!(
        open.iter()
            .any(|one| one.2.as_deref() == Some("reassigned"))
    );
    assert!(!cast.hr.get("/reminders").await.has("textarea"));
}

#[tokio::test]
async fn situation_33_nothing_is_asked_after_the_close_or_of_whoever_has_signed() {
    let office = Office::new().await;
    let world = &office.world;
    let cast = frozen(world).await;
    reminds(&cast.hr, &[("note", "SIGN PLEASE")]).await;
    let asks = async |person: &Person| person.get("/").await.text().contains("SIGN PLEASE");
    assert!(asks(&cast.employee).await && asks(&cast.superior).await);
    // one signature: their own part is done, within the stage
    let signed = signs(&cast.employee, &cast, "agree").await;
    assert_eq!(signed.status(), 303, "{}", signed.summary());
    assert!(!asks(&cast.employee).await && asks(&cast.superior).await);
    let mails = office.round().await;
    assert_eq!(
        reminders(world).await,
        [
            ("appraisee".into(), 1, Some("done".into())),
            ("superior".into(), 1, None)
        ]
    );
    let to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    assert!(to[0].contains("susan.superior") && to.len() == 1, "{to:?}");

    let signed = signs(&cast.superior, &cast, "agree").await;
    assert_eq!(signed.status(), 303, "{}", signed.summary());
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
    for person in [&cast.employee, &cast.superior, &cast.facilitator] {
        assert!(!asks(person).await);
        assert!(!person.get("/").await.has(".told"));
    }
    for days in 1..=3 {
        morning(world, days);
        assert_eq!(office.round().await.len(), 0, "nothing waits any more");
    }
}

#[tokio::test]
async fn situation_33_a_clerk_reminds_in_their_departments_and_nobody_in_their_own_case() {
    let world = World::new().await;
    let cast = world.cast().await;
    let far = world.person("Fred Far", cast.other_department, None).await;
    let lead = world.person("Lars Lead", cast.other_department, None).await;
    world
        .appraisal(cast.cycle, &far, &lead, None, None, cast.other_department)
        .await;
    let own = world
        .appraisal(
            cast.cycle,
            &cast.clerk,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    reminds(&cast.clerk, &[("note", "From the clerk")]).await;
    let told: Vec<String> = sqlx::query_scalar(
        "select p.name from reminders r join people p on p.id = r.person_id order by 1",
    )
    .fetch_all(&world.db)
    .await
    .unwrap();
    assert_eq!(told, ["Eve Employee"]);
    assert!(!far.get("/").await.text().contains("From the clerk"));
    assert_eq!(world.stage(own).await, "self_evaluation");
    for nobody in [&cast.employee, &cast.superior, &cast.head] {
        assert_eq!(nobody.get("/reminders").await.status(), 404);
        assert_eq!(nobody.post("/reminders", &[]).await.status(), 404);
    }
    let long = "x".repeat(301);
    let cycle = cast.cycle.to_string();
    let refused = cast
        .hr
        .post(
            "/reminders",
            &[("cycle", cycle.as_str()), ("note", long.as_str())],
        )
        .await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().contains(&long), "what was typed is kept");
    let nowhere = Uuid::new_v4().to_string();
    assert_eq!(
        cast.hr
            .post("/reminders", &[("cycle", nowhere.as_str())])
            .await
            .status(),
        409
    );
}
