//! Whose turn it is, by when, and what becomes of a right: said alike on the start page, in the list and at the
//! head of every page of an appraisal.

use countersign::access::Stage;

use crate::{
    bulk::carried_out,
    signing::{declares, frozen, signs, time_is_up},
    world::{Cast, PASSWORD, Person, Says, World, en, en_with},
};

async fn sql(world: &World, statement: &'static str) {
    sqlx::query(statement)
        .execute(&world.db)
        .await
        .expect(statement);
}

/// That an appraisal waits for somebody else.
fn waits_for(name: &str, relation: &str) -> String {
    let who = [("name", name), ("role", &en(relation))];
    en_with(
        "strip_turn",
        &[("who", &en_with("record_participant", &who))],
    )
}

/// The line under the stages of the appraisal's page.
async fn turn(person: &Person, cast: &Cast) -> String {
    person.get(&cast.at("")).await.all("div.turn > p").join(" ")
}

async fn start(person: &Person, section: &str) -> String {
    let page = person.get("/").await;
    page.all(&format!("section[aria-labelledby={section}] li"))
        .join(" | ")
}

async fn list_turn(person: &Person) -> String {
    person.get("/appraisals").await.all("tbody tr").join(" ")
}

#[tokio::test]
async fn who_has_signed_is_told_to_wait_for_the_other() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    for side in [&cast.employee, &cast.superior] {
        assert!(turn(side, &cast).await.says("strip_your_turn"));
    }
    signs(&cast.superior, &cast, "agree").await;
    let head = turn(&cast.superior, &cast).await;
    assert!(
        head.contains(&waits_for("Eve Employee", "relation_appraisee"))
            && !head.says("strip_your_turn"),
        "{head}"
    );
    let page = cast.superior.get(&cast.at("")).await;
    assert!(!page.has(".actions a.primary"), "nothing to sign any more");
    assert!(
        !cast
            .superior
            .get(&cast.at("/record"))
            .await
            .has(".actions a.primary")
    );
    assert!(turn(&cast.employee, &cast).await.says("strip_your_turn"));
    let listed = list_turn(&cast.superior).await;
    assert!(listed.says("relation_appraisee"), "{listed}");
    let both = [
        ("first", en("relation_appraisee")),
        ("last", en("relation_superior")),
    ];
    let both = both.each_ref().map(|(name, words)| (*name, words.as_str()));
    assert!(!listed.says_with("words_and", &both), "{listed}");
    // the facilitator has nothing to witness
    let witness = turn(&cast.facilitator, &cast).await;
    assert!(
        witness.contains(&waits_for("Eve Employee", "relation_appraisee")),
        "{witness}"
    );
}

#[tokio::test]
async fn one_deadline_stands_on_a_page() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    sql(&world, "update appraisals set due_on = date '2031-03-05'").await;
    sql(&world, "update cycles set sign_due = date '2031-04-09'").await;
    let text = cast.employee.get(&cast.at("")).await.text();
    assert!(text.matches("5 Mar 2031").count() >= 2, "{text}");
    assert!(!text.contains("9 Apr 2031"));
}

#[tokio::test]
async fn a_declared_refusal_is_recorded_witnessed_told_and_commented_on() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    declares(&cast).await;
    let waits = start(&cast.employee, "wait-h").await;
    assert!(
        waits.says_with("tasks_waits_for", &[("who", "Susan Superior")]),
        "{waits}"
    );
    let signed = signs(&cast.superior, &cast, "agree").await;
    assert_eq!(signed.status(), 303, "{}", signed.summary());
    // not before the employee had their time
    let todo = start(&cast.superior, "todo-h").await;
    assert!(!todo.says("task_record_refusal"), "{todo}");
    assert!(!turn(&cast.superior, &cast).await.says("strip_your_turn"));
    let page = cast.superior.get(&cast.at("/sign")).await;
    assert!(!page.has("form[action$=refusal]"));
    time_is_up(&world).await;
    cast.employee
        .post(&cast.at("/sign/declaration/withdrawal"), &[])
        .await;
    declares(&cast).await;
    let todo = start(&cast.superior, "todo-h").await;
    assert!(todo.says("task_record_refusal"), "{todo}");
    assert!(turn(&cast.superior, &cast).await.says("strip_your_turn"));
    let page = cast.superior.get(&cast.at("/sign")).await;
    assert!(page.has("details[open] form[action$=refusal]"));
    // HR can remind of it
    let cycle = cast.cycle.to_string();
    let asked = cast.hr.post("/reminders", &[("cycle", &cycle)]).await;
    carried_out(&cast.hr, &asked).await;
    assert!(start(&cast.superior, "todo-h").await.says("news_reminded"));
    let recorded = cast
        .superior
        .fills(
            &cast.at("/sign"),
            &cast.at("/sign/refusal"),
            &[("reason", "Waits for figures."), ("password", PASSWORD)],
        )
        .await;
    assert_eq!(recorded.status(), 303, "{}", recorded.summary());
    assert!(turn(&cast.facilitator, &cast).await.says("strip_your_turn"));
    assert!(
        turn(&cast.superior, &cast)
            .await
            .contains(&waits_for("Fay Facilitator", "relation_facilitator"))
    );
    let witnessed = cast
        .facilitator
        .fills(
            &cast.at("/sign"),
            &cast.at("/sign/witness"),
            &[("password", PASSWORD)],
        )
        .await;
    assert_eq!(witnessed.status(), 303, "{}", witnessed.summary());

    let news = start(&cast.employee, "news-h").await;
    assert!(news.says("news_refusal_witnessed"), "{news}");
    assert!(news.says("record_dispute_until"), "{news}");
    let head = turn(&cast.employee, &cast).await;
    assert!(head.says("next_concluded_window") && !head.says("strip_your_turn"));
    assert!(
        !turn(&cast.superior, &cast)
            .await
            .says("next_concluded_window")
    );
    let page = cast.employee.get(&cast.at("")).await;
    assert!(page.says("door_comment"));
    assert!(page.all_links("ul.plain a").contains(&cast.at("/sign")));
    assert!(!cast.superior.get(&cast.at("")).await.says("door_comment"));
    let said = [("comment", "I was on leave.")];
    cast.employee
        .fills(&cast.at("/sign"), &cast.at("/sign/comment"), &said)
        .await;
    let page = cast.employee.get(&cast.at("")).await;
    assert!(!page.says("door_comment"), "once");
}

#[tokio::test]
async fn without_a_facilitator_hr_witnesses() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    sql(&world, "update appraisals set facilitator_id = null").await;
    signs(&cast.superior, &cast, "agree").await;
    time_is_up(&world).await;
    let refusal = [("reason", "Says no."), ("password", PASSWORD)];
    cast.superior
        .fills(&cast.at("/sign"), &cast.at("/sign/refusal"), &refusal)
        .await;
    assert!(
        turn(&cast.superior, &cast)
            .await
            .says_with("strip_turn", &[("who", &en("relation_hr"))])
    );
    assert!(turn(&cast.hr, &cast).await.says("strip_your_turn"));
    let waits = start(&cast.superior, "wait-h").await;
    assert!(
        waits.says_with("tasks_waits_for", &[("who", "HR")]),
        "{waits}"
    );
}

#[tokio::test]
async fn a_record_that_was_opened_again_is_void() {
    crate::world::paper::program();
    let world = World::new().await;
    let cast = frozen(&world).await;
    for side in [&cast.employee, &cast.superior] {
        signs(side, &cast, "agree").await;
    }
    let page = cast.employee.get(&cast.at("/record")).await;
    assert!(!page.text().contains("void:"));
    let ask = [("stage", "evaluation"), ("reason", "A figure was wrong.")];
    let asked = cast
        .superior
        .fills(&cast.at("/reopening"), &cast.at("/reopening"), &ask)
        .await;
    assert_eq!(asked.status(), 303, "{}", asked.summary());
    let yes = [("decision", "approve"), ("answer", "The ledger says so.")];
    let done = cast
        .hr
        .fills(
            &cast.at("/reopening"),
            &cast.at("/reopening/decision"),
            &yes,
        )
        .await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    assert_eq!(world.stage(cast.appraisal).await, "evaluation");
    for reader in [&cast.employee, &cast.superior, &cast.hr] {
        let page = reader.get(&cast.at("/record")).await;
        assert_eq!(page.status(), 200, "{}", reader.name);
        assert!(page.says("record_reopened"));
        assert_eq!(page.all(".signature.void").len(), 2);
        let pdf = reader.get(&cast.at("/record.pdf")).await;
        let name = pdf.0.headers["content-disposition"].to_str().unwrap();
        assert!(name.contains("-v1-void.pdf"), "{name}");
    }
    // the plan of that record rests: neither asked for nor shown
    let todo = cast.employee.get("/").await.text();
    assert!(!todo.contains("Monthly report"), "{todo}");
    assert_eq!(world.miscounted().await, Vec::<String>::new());
}

#[tokio::test]
async fn plan_items_are_one_step_away_and_go_up_when_late() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    for side in [&cast.employee, &cast.superior] {
        signs(side, &cast, "agree").await;
    }
    let item: uuid::Uuid = sqlx::query_scalar("select id from plan_items")
        .fetch_one(&world.db)
        .await
        .unwrap();
    let at = format!("/plans/{item}");
    let links = async |person: &Person| person.get("/").await.all_links(".todo a");
    assert!(!start(&cast.hr, "todo-h").await.says("task_plans_late"));
    sql(&world, "update plan_items set due_on = current_date - 2").await;
    assert!(links(&cast.employee).await.contains(&at));
    let late = start(&cast.superior, "todo-h").await;
    assert!(late.says("task_plan_late"), "{late}");
    assert!(links(&cast.superior).await.contains(&at));
    let ledger = start(&cast.hr, "todo-h").await;
    assert!(
        ledger.says_with("task_plans_late", &[("count", "1")]),
        "{ledger}"
    );
    let overdue = "/plans?whose=ledger&state=overdue";
    assert!(links(&cast.hr).await.contains(&overdue.to_owned()));
    assert!(cast.hr.get(overdue).await.text().contains(&at));
    sql(&world, "update plan_items set status = 'reported'").await;
    let verify = start(&cast.superior, "todo-h").await;
    assert!(
        verify.says_with("task_verify", &[("what", "Eve Employee")])
            && !verify.says("task_plan_late"),
        "{verify}"
    );
    assert!(links(&cast.superior).await.contains(&at));
}

#[tokio::test]
async fn hr_is_told_of_disputes_and_of_what_is_late() {
    let world = World::new().await;
    let cast = crate::rulings::opened(&world).await;
    let todo = start(&cast.hr, "todo-h").await;
    assert!(
        todo.says_with(
            "task_disputes_opened",
            &[("count", "1"), ("name", "Eve Employee")]
        ),
        "{todo}"
    );
    sql(&world, "update disputes set due_on = current_date - 1").await;
    let todo = start(&cast.hr, "todo-h").await;
    assert!(
        todo.says_with(
            "task_disputes_late",
            &[("count", "1"), ("name", "Eve Employee")]
        ),
        "{todo}"
    );
    sql(&world, "delete from person_roles where role = 'hr'").await;
    world
        .give(&cast.superior, countersign::access::Role::Hr)
        .await;
    let own = start(&cast.superior, "todo-h").await;
    assert!(!own.says("task_disputes_late"), "not their own: {own}");
    let other = World::new().await;
    let cast = other.cast().await;
    other.force(cast.appraisal, Stage::Evaluation).await;
    sql(&other, "update appraisals set due_on = current_date - 1").await;
    let todo = start(&cast.hr, "todo-h").await;
    assert!(todo.says("task_evaluations_late"), "{todo}");
}

#[tokio::test]
async fn an_answered_dispute_is_the_employees_to_consider() {
    let world = World::new().await;
    let cast = crate::rulings::opened(&world).await;
    let answer = [("answer", "It is right as it stands.")];
    cast.superior
        .fills(&cast.at("/dispute"), &cast.at("/dispute/answer"), &answer)
        .await;
    let page = cast.superior.get(&cast.at("/dispute")).await;
    assert!(page.says("dispute_status_answered"));
    assert!(!page.says("dispute_status_opened"));
    assert!(
        turn(&cast.superior, &cast)
            .await
            .contains(&waits_for("Eve Employee", "relation_appraisee"))
    );
}

#[tokio::test]
async fn the_agreed_day_is_shown_to_all_three_and_a_passed_one_to_the_superior() {
    let world = World::new().await;
    let cast = world.cast().await;
    world.force(cast.appraisal, Stage::Preparation).await;
    sqlx::query(
        "insert into interviews (appraisal_id, place_kind, place, starts_at, confirmed_at)
         values ($1, 'lounge', 'second floor', timestamptz '2031-03-05 11:00Z', now())",
    )
    .bind(cast.appraisal.0)
    .execute(&world.db)
    .await
    .unwrap();
    let day = "5 Mar 2031 11:00";
    let todo = start(&cast.employee, "todo-h").await;
    assert!(todo.contains(day), "beside the preparation: {todo}");
    for (kind, author) in [
        ("employee_preparation", &cast.employee),
        ("superior_preparation", &cast.superior),
    ] {
        sqlx::query(
            "insert into papers (appraisal_id, kind, author_id, body, updated_at, submitted_at)
             values ($1, $2::paper_kind, $3, '{}', now(), now())",
        )
        .bind(cast.appraisal.0)
        .bind(kind)
        .bind(author.id.0)
        .execute(&world.db)
        .await
        .unwrap();
    }
    for person in [&cast.employee, &cast.superior, &cast.facilitator] {
        let waits = start(person, "wait-h").await;
        assert!(waits.contains(day), "{}: {waits}", person.name);
        let head = turn(person, &cast).await;
        assert!(
            head.contains(day) && !head.says("strip_your_turn") && !head.says("strip_turn"),
            "{}: {head}",
            person.name
        );
    }
    sql(
        &world,
        "update interviews set starts_at = now() - interval '2 hours'",
    )
    .await;
    let todo = start(&cast.superior, "todo-h").await;
    assert!(todo.says("task_passed"), "{todo}");
    let head = turn(&cast.superior, &cast).await;
    assert!(
        head.says("strip_your_turn") && head.says("appointment_passed"),
        "{head}"
    );
}

#[tokio::test]
async fn an_item_is_objected_to_once() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let page = cast.employee.get(&cast.at("/sign")).await;
    let mut form = page.form(&cast.at("/sign"));
    form.retain(|(name, _)| !["choice", "words", "password", "items"].contains(&name.as_str()));
    let mut pairs: Vec<(&str, &str)> = form.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    pairs.extend([
        ("choice", "agree_in_part"),
        ("words", "Not so."),
        ("password", PASSWORD),
        ("items", "conduct"),
        ("items", "company_profit"),
        ("items", "conduct"),
    ]);
    let signed = cast.employee.post(&cast.at("/sign"), &pairs).await;
    assert_eq!(signed.status(), 303, "{}", signed.summary());
    let items: Vec<String> = sqlx::query_scalar("select items from signatures")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(items, ["company_profit", "conduct"]);
}
