//! Colleagues' input: nominated, asked, struck, declined, written; who is told what.

use countersign::access::Stage;

use crate::world::{Cast, Person, Says, World};

/// Switches it on for the cycle, open for another three days.
pub async fn asked_for(world: &World, cast: &Cast, mode: &str, most: &str) {
    let page = format!("/cycles/{}/voices", cast.cycle);
    let due = (time::OffsetDateTime::now_utc().date() + time::Duration::days(3)).to_string();
    let set = cast
        .hr
        .fills(
            &page,
            &format!("/cycles/{}/voices/colleagues", cast.cycle),
            &[("mode", mode), ("most", most), ("due_on", &due)],
        )
        .await;
    assert_eq!(set.status(), 303, "{}", set.summary());
    let _ = world;
}

/// Colleagues whom the superior has asked.
pub async fn ask(world: &World, cast: &Cast, names: &[&str]) -> Vec<Person> {
    let mut people = Vec::new();
    for name in names {
        let person = world.person(name, cast.other_department, None).await;
        let asked = cast
            .superior
            .fills(
                &cast.at("/colleagues"),
                &cast.at("/colleagues"),
                &[("colleague", name)],
            )
            .await;
        assert_eq!(asked.status(), 303, "{}", asked.summary());
        people.push(person);
    }
    people
}

pub async fn accept(cast: &Cast, colleague: &Person) {
    let answer = cast.at("/input/answer");
    let accepted = colleague
        .fills(&cast.at("/input"), &answer, &[("do", "accept")])
        .await;
    assert_eq!(accepted.status(), 303, "{}", accepted.summary());
}

pub async fn send(cast: &Cast, colleague: &Person, words: &str) {
    let sent = colleague
        .fills(
            &cast.at("/input"),
            &cast.at("/input/submission"),
            &[
                ("strengths", &format!("{words} STRENGTH")),
                ("improve", &format!("{words} IMPROVE")),
            ],
        )
        .await;
    assert_eq!(sent.status(), 303, "{}", sent.summary());
}

#[tokio::test]
async fn from_the_nomination_to_the_words_beside_the_scores() {
    let world = World::new().await;
    let cast = world.cast().await;
    let off = cast.superior.get(&cast.at("/colleagues")).await;
    assert!(off.says("colleagues_off"));
    assert_eq!(
        cast.employee
            .post(&cast.at("/colleagues"), &[("colleague", "x")])
            .await
            .status(),
        409
    );
    asked_for(&world, &cast, "named", "2").await;
    let cole = world
        .person("Cole Colleague", cast.other_department, None)
        .await;
    let dora = world
        .person("Dora Decliner", cast.other_department, None)
        .await;
    let page = cast.at("/colleagues");
    for who in ["Cole Colleague", "N-dora.decliner"] {
        let named = cast
            .employee
            .fills(&page, &page, &[("colleague", who)])
            .await;
        assert_eq!(named.status(), 303, "{}", named.summary());
    }
    for (who, why) in [
        ("", "fault_required"),
        ("Nobody", "parties_unknown"),
        ("Susan Superior", "colleagues_party"),
        ("Cole Colleague", "colleagues_already"),
        ("Hana Hr", "colleagues_full"),
    ] {
        let refused = cast
            .employee
            .fills(&page, &page, &[("colleague", who)])
            .await;
        assert_eq!(refused.status(), 422, "{who}");
        assert!(refused.says(why), "{who}: {}", refused.summary());
    }
    // nominated is not asked
    assert_eq!(cole.get(&cast.at("/input")).await.status(), 404);
    assert_eq!(
        cast.employee
            .post(&cast.at("/colleagues/decision"), &[])
            .await
            .status(),
        403
    );
    assert!(cast.superior.get("/").await.says("task_to_ask"));
    for person in [&cole, &dora] {
        let id = person.id.to_string();
        let asked = cast
            .superior
            .post(
                &cast.at("/colleagues/decision"),
                &[("id", &id), ("version", "1"), ("do", "ask")],
            )
            .await;
        assert_eq!(asked.status(), 303, "{}", asked.summary());
    }

    assert!(
        cole.get("/")
            .await
            .says_with("task_input", &[("name", "Eve Employee")])
    );
    // one thing is open to a colleague, and the rest of the appraisal is not
    for below in [
        "",
        "/goals",
        "/self-evaluation",
        "/evaluation",
        "/colleagues",
        "/trail",
        "/part",
    ] {
        assert_eq!(cole.get(&cast.at(below)).await.status(), 403, "{below}");
    }
    assert!(
        !cole
            .get("/appraisals")
            .await
            .text()
            .contains("Eve Employee")
    );

    let silent = dora
        .fills(
            &cast.at("/input"),
            &cast.at("/input/answer"),
            &[("do", "decline")],
        )
        .await;
    assert_eq!(silent.status(), 422);
    let declined = dora
        .fills(
            &cast.at("/input"),
            &cast.at("/input/answer"),
            &[("do", "decline"), ("reason", "TOO LITTLE CONTACT")],
        )
        .await;
    assert_eq!(declined.status(), 303);
    assert!(
        cast.superior
            .get(&page)
            .await
            .text()
            .contains("TOO LITTLE CONTACT")
    );
    let employee = cast.employee.get(&page).await.text();
    assert!(!employee.contains("TOO LITTLE CONTACT") && !employee.says("event_colleague_declined"));

    accept(&cast, &cole).await;
    let draft = cole
        .autosave(
            &cast.at("/input"),
            &[
                ("version", "3"),
                ("strengths", "He is lazy"),
                ("improve", ""),
            ],
        )
        .await;
    assert_eq!(draft.status(), 200, "{}", draft.text());
    assert!(draft.text().contains("“lazy”"), "{}", draft.text());
    for person in [&cast.superior, &cast.hr, &cast.employee] {
        assert!(!person.get(&page).await.text().contains("He is lazy"));
    }
    let stale = cole
        .post(
            &cast.at("/input"),
            &[("version", "3"), ("strengths", "another tab")],
        )
        .await;
    assert_eq!(stale.status(), 409);
    assert!(stale.text().contains("another tab") && stale.text().contains("He is lazy"));
    let empty = cole
        .fills(
            &cast.at("/input"),
            &cast.at("/input/submission"),
            &[("strengths", ""), ("improve", "")],
        )
        .await;
    assert_eq!(empty.status(), 422);
    send(&cast, &cole, "COLE").await;
    assert_eq!(cole.get(&cast.at("/input")).await.status(), 404);
    let left: i64 = sqlx::query_scalar("select count(*) from todos where person_id = $1")
        .bind(cole.id)
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(left, 0, "an answer leaves no time behind");

    world.force(cast.appraisal, Stage::Evaluation).await;
    let beside = cast.superior.get(&cast.at("/evaluation")).await.text();
    assert!(beside.contains("COLE STRENGTH") && beside.contains("Cole Colleague"));
    for stage in [Stage::Evaluation, Stage::Preparation] {
        world.force(cast.appraisal, stage).await;
        for below in ["", "/evaluation", "/colleagues"] {
            let page = cast.employee.get(&cast.at(below)).await.text();
            assert!(!page.contains("COLE STRENGTH"), "{stage:?} {below}");
        }
    }
}

#[tokio::test]
async fn a_round_that_is_over_takes_nothing_more() {
    let world = World::new().await;
    let cast = world.cast().await;
    asked_for(&world, &cast, "named", "5").await;
    let people = ask(&world, &cast, &["Ann Asked", "Bob Asked"]).await;
    accept(&cast, &people[0]).await;
    let id = people[1].id.to_string();
    let struck = cast
        .superior
        .post(
            &cast.at("/colleagues/decision"),
            &[
                ("id", &id),
                ("version", "1"),
                ("do", "strike"),
                ("reason", "left the project"),
            ],
        )
        .await;
    assert_eq!(struck.status(), 303);
    assert_eq!(people[1].get(&cast.at("/input")).await.status(), 404);
    let again = cast
        .superior
        .post(
            &cast.at("/colleagues/decision"),
            &[("id", &id), ("version", "1"), ("do", "ask")],
        )
        .await;
    assert_eq!(again.status(), 409);

    sqlx::query("update cycle_inputs set due_on = current_date - 2")
        .execute(&world.db)
        .await
        .unwrap();
    let late = people[0]
        .post(
            &cast.at("/input/submission"),
            &[("version", "2"), ("strengths", "late")],
        )
        .await;
    assert_eq!(late.status(), 409);
    assert!(!people[0].get("/").await.says("task_input"));
    let kept: i64 = sqlx::query_scalar("select count(*) from colleague_answers")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(kept, 0);
}

#[tokio::test]
async fn a_promise_is_kept_once_somebody_was_nominated() {
    let world = World::new().await;
    let cast = world.cast().await;
    asked_for(&world, &cast, "anonymous", "5").await;
    ask(&world, &cast, &["Ann Asked"]).await;
    let page = format!("/cycles/{}/voices", cast.cycle);
    let target = format!("{page}/colleagues");
    let named = cast.hr.fills(&page, &target, &[("mode", "named")]).await;
    assert_eq!(named.status(), 422);
    assert!(named.says("voices_fixed"));
    // once the round is over it is shown, and does not open again
    sqlx::query("update cycle_inputs set due_on = current_date - 2")
        .execute(&world.db)
        .await
        .unwrap();
    let later = (time::OffsetDateTime::now_utc().date() + time::Duration::days(3)).to_string();
    let opened = cast.hr.fills(&page, &target, &[("due_on", &later)]).await;
    assert_eq!(opened.status(), 422);
    assert!(opened.says("voices_over"));
}
