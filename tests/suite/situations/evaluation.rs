//! Situations of this part of the product; see `mod.rs`.

use countersign::access::{Role, Stage};

use crate::{
    colleagues::{accept, ask, asked_for, send},
    world::{Cast, Person, Says, World},
};

async fn every_page(people: &[&Person], cast: &Cast) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for person in people {
        for address in [
            "/".to_owned(),
            "/appraisals".to_owned(),
            "/audit".to_owned(),
            "/dashboard/export.csv".to_owned(),
            cast.at(""),
            cast.at("/evaluation"),
            cast.at("/colleagues"),
            cast.at("/self-evaluation"),
            cast.at("/record"),
            cast.at("/record.json"),
            cast.at("/trail"),
        ] {
            let page = person.get(&address).await;
            pages.push((format!("{} {address}", person.name), page.text()));
        }
    }
    pages
}

#[tokio::test]
async fn situation_34_anonymous_input_leaves_no_trace_and_few_answers_are_withheld() {
    let world = World::new().await;
    let cast = world.cast().await;
    let auditor = world
        .person("Otto Auditor", cast.other_department, None)
        .await;
    world.give(&auditor, Role::Auditor).await;
    asked_for(&world, &cast, "anonymous", "5").await;
    let names = ["Ann Writer", "Bob Writer", "Cid Writer", "Dan Silent"];
    let people = ask(&world, &cast, &names).await;
    for person in &people {
        accept(&cast, person).await;
    }
    world.force(cast.appraisal, Stage::Evaluation).await;
    // nothing is handed in yet
    sqlx::query("update appraisals set evaluated_at = null where id = $1")
        .bind(cast.appraisal.0)
        .execute(&world.db)
        .await
        .unwrap();
    let readers = [
        &cast.employee,
        &cast.superior,
        &cast.hr,
        &cast.clerk,
        &auditor,
    ];
    let events = || async {
        sqlx::query_scalar::<_, i64>("select count(*) from events")
            .fetch_one(&world.db)
            .await
            .unwrap()
    };

    // while the round is open nothing is shown, and sending leaves no event that could be laid beside it
    let before = events().await;
    for (person, words) in people.iter().zip(["FIRST", "SECOND"]) {
        send(&cast, person, words).await;
    }
    assert_eq!(events().await, before);
    for (page, text) in every_page(&readers, &cast).await {
        assert!(!text.contains("STRENGTH"), "{page}");
    }
    let list = cast.superior.get(&cast.at("/colleagues")).await;
    let chips = list.all("td .chip");
    // whoever has sent looks like one who has not
    assert_eq!(chips, ["accepted"; 4]);

    // two are too few, for ever: the round is over
    let withheld = World::new().await;
    let small = withheld.cast().await;
    asked_for(&withheld, &small, "anonymous", "5").await;
    let two = ask(&withheld, &small, &["Ann Writer", "Bob Writer"]).await;
    assert!(
        small
            .superior
            .get(&small.at("/colleagues"))
            .await
            .says("colleagues_few")
    );
    for person in &two {
        accept(&small, person).await;
        send(&small, person, "FEW").await;
    }
    let ended = small
        .superior
        .post(&small.at("/colleagues/closing"), &[])
        .await;
    assert_eq!(ended.status(), 303, "{}", ended.summary());
    withheld.force(small.appraisal, Stage::Evaluation).await;
    for reader in [&small.superior, &small.hr] {
        let page = reader.get(&small.at("/colleagues")).await.text();
        assert!(page.says("input_withheld"), "{page}");
        assert!(!page.contains("FEW STRENGTH"));
    }

    // three are shown together, without a name, a time or an order
    send(&cast, &people[2], "THIRD").await;
    let ended = cast
        .superior
        .post(&cast.at("/colleagues/closing"), &[])
        .await;
    assert_eq!(ended.status(), 303, "{}", ended.summary());
    let page = cast.superior.get(&cast.at("/evaluation")).await;
    let said = page.all("#colleagues .said");
    assert_eq!(said.len(), 6);
    for words in ["FIRST", "SECOND", "THIRD"] {
        assert!(said.contains(&format!("{words} STRENGTH")), "{said:?}");
    }
    assert!(!page.has("#colleagues .who") && !page.has("#colleagues time"));
    for name in names {
        assert!(!page.text().contains(name), "{name} on the evaluation page");
    }
    // nobody but superior and HR reads them
    for (page, text) in every_page(&[&cast.employee, &cast.clerk, &auditor], &cast).await {
        assert!(!text.contains("STRENGTH"), "{page}");
    }
    // the database knows no writer, no trail says that anybody has answered
    let authors: i64 =
        sqlx::query_scalar("select count(*) from colleague_answers where author_id is not null")
            .fetch_one(&world.db)
            .await
            .unwrap();
    assert_eq!(authors, 0);
    let told: i64 = sqlx::query_scalar(
        "select count(*) from events where kind = 'colleague_answered' or detail like '%STRENGTH%'
             or (stream = $1 and kind like 'colleague%')",
    )
    .bind(cast.appraisal.0)
    .fetch_one(&world.db)
    .await
    .unwrap();
    assert_eq!(told, 0);
    let drafts: i64 = sqlx::query_scalar(
        "select count(*) from colleague_requests where state = 'answered' and draft is not null",
    )
    .fetch_one(&world.db)
    .await
    .unwrap();
    assert_eq!(drafts, 0);
    // and nothing more comes in after it has been shown
    let late = people[3]
        .post(
            &cast.at("/input/submission"),
            &[("version", "2"), ("strengths", "LATE")],
        )
        .await;
    assert_eq!(late.status(), 409);
}
