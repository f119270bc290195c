//! The course of the interview: its clock, the questions that were asked, goals taken out again.

use super::*;

async fn number(world: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql)
        .fetch_one(&world.db)
        .await
        .expect("number")
}

#[tokio::test]
async fn the_clock_rests_in_a_break_and_runs_on_in_the_same_step() {
    let world = World::new().await;
    let cast = started(&world).await;
    let clock = cast.at("/interview/clock");
    let seconds = "select seconds::bigint from interview_steps where step = 1";
    let running = "select count(*) from interview_steps where opened_at is not null";
    let press = async |what: &str| {
        let pressed = cast
            .superior
            .post(&clock, &[("step", "1"), ("clock", what)])
            .await;
        assert_eq!(pressed.status(), 303, "{what}: {}", pressed.summary());
    };
    let go = [("step", "1")];
    assert_eq!(
        cast.superior
            .post(&cast.at("/interview/step"), &go)
            .await
            .status(),
        303
    );
    let before = number(&world, seconds).await;
    world.app.clock.advance(time::Duration::minutes(5));
    press("pause").await;
    let (rested, at_rest) = (number(&world, seconds).await, number(&world, running).await);
    assert!((before + 300..before + 360).contains(&rested), "{rested}");
    assert_eq!(at_rest, 0);
    // a break is nobody's time
    world.app.clock.advance(time::Duration::minutes(30));
    press("run").await;
    assert_eq!(number(&world, running).await, 1);
    world.app.clock.advance(time::Duration::minutes(2));
    press("pause").await;
    let after = number(&world, seconds).await;
    assert!((rested + 120..rested + 180).contains(&after), "{after}");
    assert_eq!(world.events(cast.appraisal, "clock_paused").await, 2);
    assert_eq!(world.events(cast.appraisal, "clock_runs").await, 1);
    // it is led by who leads the interview
    let stop = [("step", "1"), ("clock", "pause")];
    assert_eq!(cast.employee.post(&clock, &stop).await.status(), 403);
    assert_eq!(cast.facilitator.post(&clock, &stop).await.status(), 303);
    // a word that is none of ours changes nothing
    for word in ["", "stop"] {
        press("run").await;
        let odd = cast
            .superior
            .post(&clock, &[("step", "1"), ("clock", word)])
            .await;
        assert_eq!(odd.status(), 400, "{word}");
        assert_eq!(number(&world, running).await, 1, "{word}");
    }
}

#[tokio::test]
async fn a_question_is_marked_as_asked_once_for_all_three() {
    let world = World::new().await;
    let cast = started(&world).await;
    let asked = cast.at("/interview/asked");
    let question = [("step", "1"), ("question", "1a")];
    for person in [&cast.employee, &cast.superior] {
        assert_eq!(person.post(&asked, &question).await.status(), 303);
    }
    assert_eq!(world.events(cast.appraisal, "question_asked").await, 1);
    for person in [&cast.employee, &cast.superior, &cast.facilitator] {
        let room = person.get(&cast.at("/interview?step=1")).await;
        assert_eq!(room.all("li.asked").len(), 1, "{}", person.name);
    }
    // a question of another step, or of no step, or without its step
    for (fields, status) in [
        (&[("step", "2"), ("question", "1a")][..], 404),
        (&[("step", "1"), ("question", "9z")], 404),
        (&[("step", "9"), ("question", "1a")], 400),
        (&[("question", "1b")], 400),
    ] {
        assert_eq!(cast.superior.post(&asked, fields).await.status(), status);
    }
    assert_eq!(cast.hr.post(&asked, &question).await.status(), 403);
    assert_eq!(world.events(cast.appraisal, "question_asked").await, 1);
}

#[tokio::test]
async fn a_goal_for_the_next_period_is_taken_out_again() {
    let world = World::new().await;
    let cast = spoken(&world).await;
    let goal = [("title", "Open the second plant"), ("source", "own")];
    let added = cast
        .superior
        .post(&cast.at("/interview/goals"), &goal)
        .await;
    assert_eq!(added.status(), 303, "{}", added.summary());
    let id: uuid::Uuid = sqlx::query_scalar("select id from next_goals")
        .fetch_one(&world.db)
        .await
        .expect("goal");
    let id = id.to_string();
    let removal = cast.at("/interview/goals/removal");
    let this = [("goal", id.as_str())];
    // of this appraisal, and only by the three
    let (other, own) = elsewhere(&world, &cast).await;
    let elsewhere = format!("/appraisals/{other}/interview/goals/removal");
    let foreign = own.post(&elsewhere, &this).await;
    assert_eq!(foreign.status(), 409, "a goal of another appraisal");
    assert_eq!(cast.hr.post(&removal, &this).await.status(), 403);
    for nothing in [&[][..], &[("goal", "x")]] {
        assert_eq!(cast.superior.post(&removal, nothing).await.status(), 404);
    }
    assert_eq!(number(&world, "select count(*) from next_goals").await, 1);
    assert_eq!(cast.employee.post(&removal, &this).await.status(), 303);
    assert_eq!(number(&world, "select count(*) from next_goals").await, 0);
    assert_eq!(world.events(cast.appraisal, "next_goal_removed").await, 1);
    assert_eq!(
        cast.superior.post(&removal, &this).await.status(),
        409,
        "gone already"
    );
    assert_eq!(world.events(cast.appraisal, "next_goal_removed").await, 1);
}

/// Another appraisal in its interview, and its superior.
async fn elsewhere(world: &World, cast: &Cast) -> (countersign::ground::ids::AppraisalId, Person) {
    let superior = world.person("Sue Other", cast.other_department, None).await;
    let person = world
        .person("Ed Other", cast.other_department, Some(&superior))
        .await;
    let id = world
        .appraisal(
            cast.cycle,
            &person,
            &superior,
            None,
            None,
            cast.other_department,
        )
        .await;
    world.force(id, Stage::Interview).await;
    sqlx::query(
        "insert into interviews (appraisal_id, purpose, method, started_at) values ($1, 'improve_results', 'sandwich', now())",
    )
    .bind(id.0)
    .execute(&world.db)
    .await
    .expect("interview");
    (id, superior)
}
