//! Headings and windows name the thing and the person, and what stands at the head of a page is said to its reader.

use std::collections::BTreeSet;

use countersign::access::Stage;

use crate::{
    signing::frozen,
    world::{Says, World, en},
};

#[tokio::test]
async fn pages_of_one_appraisal_are_told_apart_by_their_titles() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    for reader in [&cast.employee, &cast.superior, &cast.hr] {
        let mut titles = BTreeSet::new();
        let mut seen = 0;
        for below in [
            "",
            "/goals",
            "/self-evaluation",
            "/evaluation",
            "/result",
            "/actuals",
            "/notes",
            "/record",
            "/sign",
            "/trail",
            "/reopening",
        ] {
            let page = reader.get(&cast.at(below)).await;
            if page.status() != 200 {
                continue;
            }
            let (title, heading) = (page.all("title").remove(0), page.all("h1").remove(0));
            assert!(title.starts_with(&heading), "{below}: {title} / {heading}");
            for named in ["Eve Employee", "Autumn"] {
                assert!(title.contains(named), "{below}: {title}");
            }
            titles.insert(title);
            seen += 1;
        }
        assert!(seen >= 7, "{}: {titles:?}", reader.name);
        assert_eq!(titles.len(), seen, "{}: {titles:?}", reader.name);
    }
}

#[tokio::test]
async fn pages_about_one_person_or_cycle_name_it() {
    let world = World::new().await;
    let cast = world.cast().await;
    let person = format!("/people/{}", cast.employee.id);
    let cycle = format!("/cycles/{}", cast.cycle);
    for (page, named) in [
        (person.clone(), "Eve Employee"),
        (format!("{person}/departure"), "Eve Employee"),
        (format!("{person}/absence"), "Eve Employee"),
        (format!("{person}/hold"), "Eve Employee"),
        (format!("{person}/reporting-line"), "Eve Employee"),
        (cycle.clone(), "Autumn"),
        (format!("{cycle}/extension"), "Autumn"),
        (format!("{cycle}/people"), "Autumn"),
        (format!("{cycle}/voices"), "Autumn"),
    ] {
        let shown = cast.hr.get(&page).await;
        assert_eq!(shown.status(), 200, "{page}: {}", shown.summary());
        assert!(shown.all("title")[0].contains(named), "{page}");
        assert!(shown.all("h1")[0].contains(named), "{page}");
    }
}

#[tokio::test]
async fn what_comes_next_is_said_to_its_reader() {
    let world = World::new().await;
    let cast = world.cast().await;
    let (employee, manager) = (("name", "Eve Employee"), ("manager", "Susan Superior"));
    for (stage, acts, theirs, others) in [
        (
            Stage::SelfEvaluation,
            &cast.employee,
            ("next_self_evaluation_own", vec![manager]),
            ("next_self_evaluation", vec![employee, manager]),
        ),
        (
            Stage::Evaluation,
            &cast.superior,
            ("next_evaluation_own", vec![employee]),
            ("next_evaluation", vec![manager]),
        ),
    ] {
        world.force(cast.appraisal, stage).await;
        for reader in [&cast.employee, &cast.superior, &cast.hr] {
            let told = reader.get(&cast.at("")).await.all("div.turn > p").join(" ");
            let own = reader.id == acts.id;
            assert_eq!(told.says_with(theirs.0, &theirs.1), own, "{told}");
            assert_eq!(told.says_with(others.0, &others.1), !own, "{told}");
            assert_eq!(told.says("strip_your_turn"), own, "{told}");
        }
    }
}

#[tokio::test]
async fn a_deadline_names_its_zone_where_the_readers_is_another() {
    let world = World::new().await;
    let cast = world.cast().await;
    let told = async || {
        let page = cast.employee.get(&cast.at("")).await;
        page.all("div.turn time").join(" ")
    };
    assert!(!told().await.says("due_in_zone"));
    sqlx::query("update people set zone = 'America/Lima' where id = $1")
        .bind(cast.employee.id.0)
        .execute(&world.db)
        .await
        .expect("zone");
    let told = told().await;
    assert!(told.says("due_in_zone"), "{told}");
}

#[tokio::test]
async fn a_page_with_errors_says_so_first() {
    let world = World::new().await;
    let cast = world.cast().await;
    let page = cast.at("/self-evaluation");
    let clean = cast.employee.get(&page).await;
    assert!(!clean.all("title")[0].starts_with(&en("shell_error")));
    let refused = cast
        .employee
        .post(&format!("{page}/submission"), &[("version", "0")])
        .await;
    assert_eq!(refused.status(), 422);
    assert!(refused.all("title")[0].starts_with(&en("shell_error")));
    assert_eq!(refused.all(".errors h2"), [en("shell_errors")]);
}
