//! The library of forms: seeded once, edited without JavaScript, never by two at once unseen, chosen by
//! draft cycles, by level and position.

use countersign::{access::Role, forms::seed};
use uuid::Uuid;

use crate::world::{Person, World};

async fn library(world: &World) -> Person {
    seed::furnish(&world.app).await.unwrap();
    let office = world.department("Office").await;
    let hr = world.person("Hera Library", office, None).await;
    world.give(&hr, Role::Hr).await;
    hr
}

async fn family(world: &World, origin: &str) -> Uuid {
    sqlx::query_scalar("select family from forms where origin = $1 limit 1")
        .bind(origin)
        .fetch_one(&world.db)
        .await
        .unwrap()
}

async fn company_events(world: &World, kind: &str) -> i64 {
    sqlx::query_scalar("select count(*) from events where kind = $1")
        .bind(kind)
        .fetch_one(&world.db)
        .await
        .unwrap()
}

#[tokio::test]
async fn three_forms_and_a_scheme_come_with_the_product_once() {
    let world = World::new().await;
    let hr = library(&world).await;
    seed::furnish(&world.app).await.unwrap();
    let forms = hr.get("/forms").await;
    assert_eq!(forms.all("tbody tr").len(), 3, "{}", forms.summary());
    assert_eq!(hr.get("/schemes").await.all("tbody tr").len(), 1);
    // search, and nothing found
    assert_eq!(hr.get("/forms?q=probation").await.all("tbody tr").len(), 1);
    assert!(hr.get("/forms?q=nowhere").await.has(".empty"));
    for origin in ["standard", "quarterly", "probation"] {
        let id = family(&world, origin).await;
        for look in ["self", "evaluation", "interview"] {
            let page = hr.get(&format!("/forms/{id}?as={look}")).await;
            assert_eq!(page.status(), 200, "{origin} {look}");
        }
        assert_eq!(hr.get(&format!("/forms/{id}/edit")).await.status(), 200);
        assert_eq!(
            hr.get(&format!("/forms/{id}?version=9")).await.status(),
            404
        );
    }
    // the described levels stand where the employee and the superior choose
    let id = family(&world, "quarterly").await;
    let page = hr.get(&format!("/forms/{id}?as=evaluation")).await;
    assert!(
        page.text()
            .contains("Waits to be told; deadlines pass without a word.")
    );
}

#[tokio::test]
async fn rows_come_and_go_by_buttons_and_nothing_typed_is_lost() {
    let world = World::new().await;
    let hr = library(&world).await;
    let made = hr.post("/forms", &[]).await;
    let edit = made.location().to_owned();
    // garbage in a number is kept, with the row that was added beside it
    let typed = [("name_en", "Night shift"), ("do", "add:ind::judgement")];
    assert_eq!(hr.fills(&edit, &edit, &typed).await.status(), 303);
    let typed = [
        ("ind.i1.weight", "sixty"),
        ("ind.i1.name_en", "Handover"),
        ("do", "add:ind::anchored"),
    ];
    assert_eq!(hr.fills(&edit, &edit, &typed).await.status(), 303);
    let page = hr.get(&edit).await;
    let form = page.form(&edit);
    for (name, value) in [
        ("name_en", "Night shift"),
        ("ind.i1.weight", "sixty"),
        ("ind.i2.kind", "anchored"),
        ("lev.i2.l3.share", "100"),
    ] {
        assert!(
            form.contains(&(name.to_owned(), value.to_owned())),
            "{name} {form:?}"
        );
    }
    // what is missing is said beside the draft, calmly: not as an error of the page
    assert!(!page.has(".errors"));
    assert!(page.all("[data-live-part=lacks] li").len() > 3);
    // the calculator reads what is typed, and saves nothing
    let before: i32 = sqlx::query_scalar("select version from form_drafts")
        .fetch_one(&world.db)
        .await
        .unwrap();
    let calculator = edit.replace("/edit", "/calculator");
    let tried = [
        ("ind.i1.weight", "60"),
        ("ind.i2.weight", "40"),
        ("try.points.i1", "48"),
        ("try.level.i2", "2"),
    ];
    let page = hr.fills(&edit, &calculator, &tried).await;
    assert_eq!(page.status(), 200);
    assert_eq!(page.all("dl.result dd")[..2], ["88", "Poor"]);
    let after: i32 = sqlx::query_scalar("select version from form_drafts")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(before, after);
    // two windows: the second is shown both texts
    let stale = hr.get(&edit).await.form(&edit);
    let first = [("ind.i1.name_en", "Handover at night")];
    assert_eq!(hr.fills(&edit, &edit, &first).await.status(), 303);
    let mut pairs: Vec<(&str, &str)> = stale
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(hr.autosave(&edit, &pairs).await.status(), 409);
    pairs.retain(|(name, _)| *name != "ind.i1.name_en");
    pairs.push(("ind.i1.name_en", "Handover by day"));
    let clash = hr.post(&edit, &pairs).await;
    let text = clash.text();
    assert!(
        text.contains("Handover at night") && text.contains("Handover by day"),
        "{}",
        clash.summary()
    );
    // a draft can go, and then the form was never there
    let discard = edit.replace("/edit", "/discard");
    assert_eq!(hr.post(&discard, &[("version", "1")]).await.status(), 409);
    let version = hr.get(&edit).await.form(&edit);
    let version = &version
        .iter()
        .find(|(name, _)| name == "version")
        .unwrap()
        .1;
    assert_eq!(
        hr.post(&discard, &[("version", version)]).await.status(),
        303
    );
    assert_eq!(hr.get(&edit).await.status(), 404);
}

#[tokio::test]
async fn a_copy_is_a_form_of_its_own_and_every_deed_is_in_the_trail() {
    let world = World::new().await;
    let hr = library(&world).await;
    let id = family(&world, "quarterly").await;
    let copied = hr.post(&format!("/forms/{id}/copy"), &[]).await;
    let edit = copied.location().to_owned();
    let publication = edit.replace("/edit", "/publication");
    let published = hr.fills(&edit, &publication, &[]).await;
    assert_eq!(published.status(), 303, "{}", published.summary());
    let copy = published.location().to_owned();
    assert!(hr.get(&copy).await.all("h1")[0].contains("(copy)"));
    // the second press of the same page finds that it is done
    let again = hr.fills(&edit, &publication, &[("published", "0")]).await;
    assert_eq!(again.status(), 409, "{}", again.summary());
    for (kind, count) in [("form_copied", 1), ("form_published", 1)] {
        assert_eq!(company_events(&world, kind).await, count, "{kind}");
    }
    // nobody else gets near it
    let office = world.department("Office").await;
    let clerk = world.person("Carl Clerk", office, None).await;
    world.clerk_of(&clerk, office).await;
    for path in ["/forms", "/schemes", &copy, &edit] {
        assert_eq!(clerk.get(path).await.status(), 404, "{path}");
    }
    assert_eq!(clerk.post("/forms", &[]).await.status(), 404);
}

#[tokio::test]
async fn a_draft_cycle_chooses_form_scheme_and_exceptions_by_level_and_position() {
    let world = World::new().await;
    let hr = library(&world).await;
    let sales = world.department("Sales").await;
    let head = world.person("Head Chief", sales, None).await;
    let lead = world.person("Lena Lead", sales, Some(&head)).await;
    let guard = world.person("Gus Guard", sales, Some(&lead)).await;
    let staff = world.person("Sam Staff", sales, Some(&lead)).await;
    for (person, level, position) in [
        (&lead, "manager", "Team lead"),
        (&guard, "staff", "Night guard"),
        (&staff, "staff", "Sales"),
    ] {
        sqlx::query("update people set level = $2::level, position = $3 where id = $1")
            .bind(person.id.0)
            .bind(level)
            .bind(position)
            .execute(&world.db)
            .await
            .unwrap();
    }
    let made = hr
        .fills(
            "/cycles/new",
            "/cycles",
            &[("name", "Spring"), ("department", &sales.to_string())],
        )
        .await;
    assert_eq!(made.status(), 303, "{}", made.summary());
    let cycle = made.location().trim_end_matches("/preview").to_owned();
    let forms = format!("{cycle}/forms");
    let id = |origin: &'static str| {
        let db = world.db.clone();
        async move {
            sqlx::query_scalar::<_, Uuid>("select id from forms where origin = $1")
                .bind(origin)
                .fetch_one(&db)
                .await
                .unwrap()
                .to_string()
        }
    };
    let (quarterly, probation) = (id("quarterly").await, id("probation").await);
    // a row needs somebody whom it is for, once
    let wrong = [("rule.0.form", quarterly.as_str())];
    assert_eq!(hr.fills(&forms, &forms, &wrong).await.status(), 422);
    let twice = [
        ("rule.0.form", quarterly.as_str()),
        ("rule.0.level", "manager"),
        ("rule.1.form", probation.as_str()),
        ("rule.1.level", "manager"),
    ];
    assert_eq!(hr.fills(&forms, &forms, &twice).await.status(), 422);
    let chosen = [
        ("rule.0.form", quarterly.as_str()),
        ("rule.0.level", "manager"),
        ("rule.1.form", probation.as_str()),
        ("rule.1.position", "night GUARD"),
    ];
    let saved = hr.fills(&forms, &forms, &chosen).await;
    assert_eq!(saved.status(), 303, "{}", saved.summary());
    assert_eq!(company_events(&world, "cycle_form_chosen").await, 1);
    // a page of before is late
    let late = hr
        .post(
            &forms,
            &[("version", "1"), ("form", &quarterly), ("scheme", "")],
        )
        .await;
    assert_ne!(late.status(), 303);

    let exempt = [
        ("person", &*head.id.to_string()),
        ("do", "exempt"),
        ("reason", "Owner of the company"),
    ];
    hr.post(&format!("{cycle}/exceptions"), &exempt).await;
    let preview = format!("{cycle}/preview");
    let launched = hr.fills(&preview, &format!("{cycle}/launch"), &[]).await;
    assert_eq!(launched.status(), 303, "{}", launched.summary());
    for (person, name) in [
        (&lead, "Quarterly KPI and competencies"),
        (&guard, "End of probation"),
        (&staff, "Standard appraisal"),
    ] {
        let form: String = sqlx::query_scalar(
            "select f.definition -> 'name' ->> 'en' from appraisals a join cycles c on c.id = a.cycle_id
             join forms f on f.id = coalesce(a.form_id, c.form_id) where a.appraisee_id = $1",
        )
        .bind(person.id.0)
        .fetch_one(&world.db)
        .await
        .unwrap();
        assert_eq!(form, name, "{}", person.name);
    }
    // the guard's own pages show that form, with its sections and questions
    let appraisal: Uuid = sqlx::query_scalar("select id from appraisals where appraisee_id = $1")
        .bind(guard.id.0)
        .fetch_one(&world.db)
        .await
        .unwrap();
    let page = guard
        .get(&format!("/appraisals/{appraisal}/self-evaluation"))
        .await;
    assert!(
        page.text().contains("The first months"),
        "{}",
        page.summary()
    );
    assert!(
        page.text()
            .contains("What can you do today that you could not do on your first day?")
    );
    // a running cycle keeps what it has
    assert_eq!(hr.get(&forms).await.status(), 409);
}

#[tokio::test]
async fn what_only_the_superior_fills_is_not_asked_of_the_employee() {
    let world = World::new().await;
    let hr = library(&world).await;
    let id = family(&world, "quarterly").await;
    let (edit, publication) = (
        format!("/forms/{id}/edit"),
        format!("/forms/{id}/publication"),
    );
    let typed = [
        ("sec.competencies.by", "superior"),
        ("ind.learning.by", "both"),
    ];
    let published = hr.fills(&edit, &publication, &typed).await;
    assert_eq!(published.status(), 303, "{}", published.summary());
    let own = hr.get(&format!("/forms/{id}?as=self")).await;
    let names = own.all(".item-head h2");
    assert!(
        names.contains(&"Learning and improving".to_owned()),
        "{names:?}"
    );
    assert!(!names.contains(&"Solving problems".to_owned()), "{names:?}");

    // in an appraisal: the employee's page, and what the superior has to answer
    let cast = world.cast().await;
    sqlx::query(
        "update cycles set form_id = (select id from forms where family = $1 and version = 2)",
    )
    .bind(id)
    .execute(&world.db)
    .await
    .unwrap();
    let page = cast.employee.get(&cast.at("/self-evaluation")).await;
    assert_eq!(
        page.all(".items-section h2"),
        ["Results of the quarter", "Competencies"]
    );
    assert_eq!(page.all(".item-head h2").len(), 4);
    let submission = cast.at("/self-evaluation/submission");
    let own = [
        ("points.main_target", "30"),
        ("words.main_target", "Reached."),
        ("points.on_time", "15"),
        ("words.on_time", "All of them."),
        ("points.defects", "15"),
        ("words.defects", "None."),
        ("points.learning", "9"),
        ("words.learning", "A course."),
        ("answer.proud", "The fair."),
        ("answer.obstacles", "Deliveries."),
    ];
    let done = cast
        .employee
        .fills(&cast.at("/self-evaluation"), &submission, &own)
        .await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    let evaluation = cast.at("/evaluation");
    let page = cast.superior.get(&evaluation).await;
    assert_eq!(page.all(".item-head h2").len(), 7);
    assert!(page.has("[name='answer.contribution']"));
    let refused = cast
        .superior
        .fills(&evaluation, &cast.at("/evaluation/submission"), &[])
        .await;
    assert_eq!(refused.status(), 422);
    assert!(refused.has("[id='f-answer.contribution-error']"));
}
