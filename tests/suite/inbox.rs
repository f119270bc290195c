//! The ledger of to-dos: what it says to whom, and that it is what the facts say.

use countersign::{
    access::{Lang, Role, Stage},
    web::texts,
};

use crate::{
    organisation::work,
    signing::{frozen, signs},
    world::{Cast, Person, World},
};

async fn sql(world: &World, statement: &'static str) {
    sqlx::query(statement)
        .execute(&world.db)
        .await
        .expect(statement);
}

/// Where the to-dos of the start page lead.
async fn todos(person: &Person) -> Vec<String> {
    let page = person.get("/").await;
    page.all_links("section[aria-labelledby=todo-h] .todo a")
}

async fn waits(person: &Person) -> String {
    let page = person.get("/").await;
    page.all("section[aria-labelledby=wait-h] li").join(" | ")
}

#[tokio::test]
async fn a_to_do_of_hr_is_never_shown_to_somebody_whom_the_appraisal_is_about() {
    let world = World::new().await;
    let cast = world.cast().await;
    let further = world.person("Cos Evaluator", cast.department, None).await;
    sqlx::query(
        "insert into appraisal_superiors (appraisal_id, person_id, share) values ($1, $2, 30)",
    )
    .bind(cast.appraisal.0)
    .bind(further.id.0)
    .execute(&world.db)
    .await
    .expect("further");
    for person in [&cast.employee, &cast.superior, &further] {
        world.give(person, Role::Hr).await;
    }
    let at = cast.at("");
    for (stage, statement) in [
        (Stage::Review, "select"),
        (
            Stage::Evaluation,
            "update appraisals set due_on = current_date - 2",
        ),
        (
            Stage::SignOff,
            "update appraisals set due_on = current_date - 2",
        ),
    ] {
        world.force(cast.appraisal, stage).await;
        sql(&world, statement).await;
        assert!(todos(&cast.hr).await.contains(&at), "{stage:?}");
        for person in [&cast.employee, &cast.superior, &further] {
            assert!(
                !todos(person).await.contains(&at),
                "{stage:?} {}",
                person.name
            );
        }
    }
}

#[tokio::test]
async fn the_employee_reads_the_review_as_being_evaluated() {
    let l = texts(Lang::En);
    let world = World::new().await;
    let cast = world.cast().await;
    world.force(cast.appraisal, Stage::Review).await;
    let told = waits(&cast.employee).await;
    assert!(told.contains(&l.tasks_being_evaluated()), "{told}");
    let list = cast.employee.get("/appraisals").await;
    assert!(list.has(".badge-evaluation") && !list.has(".badge-review"));
    let told = list.all("tbody tr").join(" ");
    assert!(told.contains(&l.tasks_being_evaluated()), "{told}");
    for filter in ["stage=review", "turn=hr"] {
        let list = cast.employee.get(&format!("/appraisals?{filter}")).await;
        assert!(list.all("tbody tr").is_empty(), "{filter}");
        let list = cast.superior.get(&format!("/appraisals?{filter}")).await;
        assert_eq!(list.all("tbody tr").len(), 1, "{filter}");
    }
    assert!(cast.superior.get("/appraisals").await.has(".badge-review"));
}

#[tokio::test]
async fn the_list_names_who_is_waited_for_and_whoever_is_done_is_not() {
    let l = texts(Lang::En);
    let world = World::new().await;
    let cast = frozen(&world).await;
    let turn = async |person: &Person| {
        let page = person.get("/appraisals").await;
        page.all(&format!("td[data-label=\"{}\"]", l.list_turn()))
            .join(" ")
    };
    let both = turn(&cast.facilitator).await;
    assert!(both.contains("Eve Employee (") && both.contains("Susan Superior ("));
    signs(&cast.superior, &cast, "agree").await;
    let one = turn(&cast.facilitator).await;
    assert!(
        one.contains("Eve Employee (") && !one.contains("Susan"),
        "{one}"
    );
    // the dashboard counts the same, per person
    sql(
        &world,
        "insert into cycle_departments select c.id, d.id from cycles c, departments d on conflict do nothing",
    )
    .await;
    let counts = cast
        .hr
        .get("/dashboard")
        .await
        .all_links("a[href*=\"turn=\"]");
    assert!(counts.iter().any(|href| href.contains("turn=appraisee")));
    assert!(!counts.iter().any(|href| href.contains("turn=superior")));
    for (who, rows) in [("appraisee", 1), ("superior", 0)] {
        let list = cast.hr.get(&format!("/appraisals?turn={who}")).await;
        assert_eq!(list.all("tbody tr").len(), rows, "{who}");
    }
}

#[tokio::test]
async fn verify_names_what_differs_and_repair_mends_it() {
    let world = World::new().await;
    let cast = world.cast().await;
    cast.employee.get("/").await;
    let whole = world.ledger(false).await;
    assert!(
        whole.is_whole() && whole.appraisals == 1 && whole.todos == 1,
        "{whole:?}"
    );
    for statement in [
        "delete from todos",
        "update todos set due_on = due_on + 1",
        "update todos set person_id = (select superior_id from appraisals)",
        "insert into todos (appraisal_id, cycle_id, kind, relation, since) select id, cycle_id, 'approve', 'hr', now() from appraisals",
        "insert into todos (kind, relation, since) values ('hr_notice', 'hr', now())",
        "update todo_counts set count = count + 1",
    ] {
        sql(&world, statement).await;
        assert!(!world.ledger(false).await.is_whole(), "{statement}");
        assert!(
            !world.ledger(false).await.is_whole(),
            "only told: {statement}"
        );
        assert!(
            !world.ledger(true).await.is_whole(),
            "told once more: {statement}"
        );
        let mended = world.ledger(false).await;
        assert!(mended.is_whole(), "{statement}: {mended:?}");
        assert_eq!(todos(&cast.employee).await, [cast.at("/self-evaluation")]);
    }
}

/// Leaving, a role that is taken away, and what HR is told: each rewrites what it touches, in its own transaction.
/// `Person::post` and `work` compare the ledger with the facts after each.
#[tokio::test]
async fn people_who_leave_and_roles_that_end_rewrite_what_they_touch() {
    let world = World::new().await;
    let cast = crate::rulings::opened(&world).await;
    let leaves = async |cast: &Cast, person: &Person| {
        let today = world.app.clock.today(&world.app.settings.zone).to_string();
        let path = format!("/people/{}", person.id);
        let form = format!("{path}/departure");
        let fields = [("left_on", today.as_str()), ("reason", "Moves away")];
        let page = cast
            .hr
            .fills(&format!("{path}/departure"), &form, &fields)
            .await;
        assert_eq!(page.status(), 303, "{}", page.summary());
    };
    leaves(&cast, &cast.superior).await;
    work(&world).await;
    assert!(world.ledger(false).await.is_whole());
    let kinds: Vec<String> = sqlx::query_scalar(
        "select kind::text from todos where done_at is null and person_id is null order by 1",
    )
    .fetch_all(&world.db)
    .await
    .expect("kinds");
    assert!(
        kinds.contains(&"hr_notice".to_owned()) || kinds.contains(&"superior_gone".to_owned()),
        "{kinds:?}"
    );
}

#[tokio::test]
async fn a_to_do_says_which_event_brought_it_and_which_one_ended_it() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    signs(&cast.superior, &cast, "agree").await;
    let rows: Vec<(Option<String>, Option<String>)> = sqlx::query_as(
        "select why, done_by from todos where kind = 'sign' and person_id = any($1) order by done_by nulls last",
    )
    .bind([cast.superior.id.0, cast.employee.id.0])
    .fetch_all(&world.db)
    .await
    .expect("rows");
    let said = |text: &str| Some(text.to_owned());
    assert_eq!(
        rows,
        [
            (said("interview_closed"), said("signed")),
            (said("interview_closed"), None)
        ]
    );
    let l = texts(Lang::En);
    let page = cast.employee.get("/").await;
    let told = page
        .all("section[aria-labelledby=todo-h] .todo p")
        .join(" ");
    assert!(told.contains(&l.step_interview_closed()), "{told}");
}

/// Whoever changes an appraisal waits for whoever else does, whatever each begins with.
#[tokio::test]
async fn changes_of_one_appraisal_at_the_same_time_all_stand() {
    let world = World::new().await;
    let cast = crate::interviews::started(&world).await;
    let form = |fields: &[(&str, &str)]| -> Vec<(String, String)> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        fields.iter().map(owned).collect()
    };
    let all = [
        (
            &cast.superior,
            "/interview/done",
            form(&[("step", "1"), ("done", "yes")]),
        ),
        (&cast.superior, "/interview/step", form(&[("step", "2")])),
        (&cast.employee, "/notes", form(&[("text", "A note")])),
        (&cast.superior, "/notes", form(&[("text", "Another")])),
        (&cast.hr, "/hold", form(&[("reason", "A case in court")])),
    ];
    let mut tasks = Vec::new();
    for _ in 0..4 {
        for (person, below, fields) in &all {
            let (person, path, fields) = ((*person).clone(), cast.at(below), fields.clone());
            tasks.push(tokio::spawn(async move {
                let fields: Vec<(&str, &str)> = fields
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_str()))
                    .collect();
                let page = person.actor().post(&path, &fields).await.expect("answer");
                (path, page.status.as_u16())
            }));
        }
    }
    for task in tasks {
        let (path, status) = task.await.expect("answered");
        assert!(status < 500, "{path}: {status}");
    }
    assert!(world.ledger(false).await.is_whole());
}
