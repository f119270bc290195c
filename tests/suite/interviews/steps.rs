//! What each of the eight steps waits for, and what a wrong form leaves behind: nothing.

use super::*;

#[tokio::test]
async fn eight_steps_each_wait_for_what_they_must_leave_behind() {
    let world = World::new().await;
    let cast = started(&world).await;
    for step in ["1", "2"] {
        let early = mark(&cast, &cast.facilitator, step).await;
        assert_eq!(early.status(), 409, "step {step}");
        assert!(!early.all("main li, main p").is_empty());
    }
    let shut = mark(&cast, &cast.superior, "3").await;
    assert_eq!(shut.status(), 409);
    assert_eq!(
        mark(&cast, &cast.employee, "1").await.status(),
        403,
        "the superior conducts"
    );
    fill(&world, &cast).await;
    let open = countersign::interviews::rules::unfinished;
    let viewer = seen(&world, &cast).await;
    let gathered = countersign::interviews::gather(&world.db, &viewer)
        .await
        .unwrap();
    assert_eq!(open(&gathered, &viewer.appraisal.cycle.form), []);
    assert_eq!(
        (
            gathered.plan.len(),
            gathered.parked.len(),
            gathered.goals.len()
        ),
        (1, 1, 1)
    );
    assert_eq!(
        gathered
            .confirmation
            .as_ref()
            .map(|last| last.objections.len()),
        Some(1)
    );
}

#[tokio::test]
async fn the_superiors_text_stays_closed_until_the_employee_was_heard() {
    let world = World::new().await;
    let cast = started(&world).await;
    let three = cast.at("/interview?step=3");
    let four = cast.at("/interview?step=4");
    for page in [&three, &four] {
        let shown = cast.employee.get(page).await;
        assert_eq!(shown.status(), 200);
        assert!(
            !shown.text().contains("Calm under pressure.")
                && !shown.text().contains("FROM THE EVALUATION")
        );
    }
    // nor through a form that is sent back
    let note = "x".repeat(6000);
    let back = cast
        .employee
        .post(
            &cast.at("/interview/note"),
            &[("step", "4"), ("version", "0"), ("note", &note)],
        )
        .await;
    assert_eq!(back.status(), 422);
    assert!(!back.text().contains("FROM THE EVALUATION"));
    assert_eq!(
        cast.superior
            .post(&cast.at("/interview/step"), &[("step", "3")])
            .await
            .status(),
        409
    );
    let words = [("step", "2"), ("version", "0"), ("note", "MY OWN VIEW")];
    assert_eq!(
        cast.employee
            .post(&cast.at("/interview/note"), &words)
            .await
            .status(),
        303
    );
    done(&cast, "2").await;
    assert!(
        cast.employee
            .get(&three)
            .await
            .text()
            .contains("Calm under pressure.")
    );
    assert!(
        cast.employee
            .get(&four)
            .await
            .text()
            .contains("FROM THE EVALUATION")
    );
    // what the superior says there is theirs alone
    let words = [
        ("step", "3"),
        ("version", "0"),
        ("strengths", "Never said by the superior"),
    ];
    let page = cast.facilitator.get(&three).await;
    assert_eq!(page.status(), 200);
    assert!(!page.has("#sheet-3"));
    let taken = cast
        .facilitator
        .post(&cast.at("/interview/sheet"), &words)
        .await;
    assert_eq!(taken.status(), 403);
    assert!(cast.superior.get(&three).await.has("#sheet-3"));
}

#[tokio::test]
async fn wrong_forms_come_back_at_their_fields_and_write_nothing() {
    let world = World::new().await;
    let cast = started(&world).await;
    let words = [("step", "2"), ("version", "0"), ("note", "MY OWN VIEW")];
    cast.employee
        .post(&cast.at("/interview/note"), &words)
        .await;
    done(&cast, "2").await;
    let stranger = uuid::Uuid::new_v4().to_string();
    let plan = [
        ("what.new", "kept <b>text</b>"),
        ("cause.new", "laziness"),
        ("owner.new", &stranger),
        ("due.new", "2026-02-30"),
    ];
    let back = cast.employee.post(&cast.at("/interview/plan"), &plan).await;
    assert_eq!(back.status(), 422);
    for field in [
        "owner\\.new",
        "due\\.new",
        "measure\\.new",
        "criteria\\.new",
    ] {
        assert!(back.has(&format!("#f-{field}-error")), "{field}");
    }
    assert!(back.text().contains("kept &#60;b&#62;text"));
    let past = [
        ("item", "conduct"),
        ("due.conduct", "2001-01-01"),
        ("version", "0"),
    ];
    let back = cast
        .superior
        .post(&cast.at("/interview/parked"), &past)
        .await;
    assert_eq!(back.status(), 422);
    assert!(back.has("#f-due\\.conduct-error"));
    let goal = [("title", ""), ("source", "company")];
    assert_eq!(
        cast.employee
            .post(&cast.at("/interview/goals"), &goal)
            .await
            .status(),
        422
    );
    for table in ["plan_items", "parked_points", "next_goals", "item_stances"] {
        let count: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
                .fetch_one(&world.db)
                .await
                .unwrap();
        assert_eq!(count, 0, "{table}");
    }
    // the employee does not write the superior's view
    let superior = cast.superior.id.to_string();
    let both = [
        ("version", "0"),
        ("item", "conduct"),
        ("employee_view.conduct", "mine"),
        ("superior_view.conduct", "NOT MINE"),
        ("owner.conduct", superior.as_str()),
        ("due.conduct", DUE.as_str()),
    ];
    assert_eq!(
        cast.employee
            .post(&cast.at("/interview/parked"), &both)
            .await
            .status(),
        303
    );
    assert!(
        !cast
            .superior
            .get(&cast.at("/interview?step=4"))
            .await
            .text()
            .contains("NOT MINE")
    );
    assert_eq!(mark(&cast, &cast.superior, "4").await.status(), 409);
}

#[tokio::test]
async fn eight_equal_marks_and_confirmations_leave_one_event() {
    let world = World::new().await;
    let cast = started(&world).await;
    sheet(
        &cast,
        "1",
        &[("purpose_stated", "1"), ("confidentiality_stated", "1")],
    )
    .await;
    let address = cast.at("/interview/done");
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let (superior, address) = (cast.superior.clone(), address.clone());
            tokio::spawn(async move {
                superior
                    .post(&address, &[("step", "1"), ("done", "yes")])
                    .await
                    .status()
            })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), 303);
    }
    assert_eq!(world.events(cast.appraisal, "step_done").await, 1);
}
