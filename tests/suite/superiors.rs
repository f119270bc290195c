//! Several superiors: shares, the part of a further one, the total by weights, nothing moved by itself.

use countersign::access::Role;

use crate::{
    bulk::carried_out,
    evaluation::{GOOD, at_evaluation},
    world::{Cast, Person, Says, World, en_with},
};

const PART: &[(&str, &str)] = &[
    ("points.conduct", "12"),
    ("example.conduct", "PART EXAMPLE: the project in May."),
    ("summary", "PART SUMMARY"),
];

/// A further superior with 30 %.
pub async fn matrix(world: &World, cast: &Cast) -> Person {
    let max = world
        .person("Max Matrix", cast.other_department, None)
        .await;
    let set = cast
        .hr
        .fills(
            &cast.at("/superiors"),
            &cast.at("/superiors"),
            &[("person.0", "Max Matrix"), ("share.0", "30")],
        )
        .await;
    assert_eq!(set.status(), 303, "{}", set.summary());
    max
}

fn who(name: &str, share: &str) -> String {
    en_with("part_who", &[("name", name), ("share", share)])
}

/// How a score of 20 came from those of two.
fn shared(parts: [(&str, &str, &str); 2], points: &str) -> String {
    let parts = parts.map(|(who, points, share)| {
        en_with(
            "explain_share",
            &[("who", who), ("points", points), ("share", share)],
        )
    });
    let told = [
        ("parts", parts.join(" + ")),
        ("points", points.into()),
        ("weight", "20".into()),
    ];
    en_with(
        "explain_shared",
        &told.each_ref().map(|(name, value)| (*name, value.as_str())),
    )
}

#[tokio::test]
async fn the_total_follows_the_shares_and_shows_both() {
    let world = World::new().await;
    let cast = world.cast().await;
    let max = matrix(&world, &cast).await;
    assert_eq!(world.events(cast.appraisal, "superiors_set").await, 1);
    assert_eq!(max.get(&cast.at("/part")).await.status(), 409);
    at_evaluation(&world, &cast).await;

    // the part is the only thing to write, and the evaluation is not theirs to read
    let todo = max.get("/").await.text();
    assert!(todo.says_with("task_part", &[("name", "Eve Employee")]));
    assert_eq!(max.get(&cast.at("/evaluation")).await.status(), 409);
    let part = max.get(&cast.at("/part")).await;
    assert_eq!(part.status(), 200, "{}", part.summary());
    assert_eq!(part.all(".item h2"), ["Daily conduct and ad-hoc work"]);
    assert!(part.text().contains("I did it."));
    assert!(part.says("part_share") && part.text().contains("30"));
    let facts = cast.employee.get(&cast.at("")).await;
    assert!(facts.all("dl.facts dd").contains(&who("Max Matrix", "30")));

    // without the part there is no total, and its share goes to nobody
    let (page, submit) = (cast.at("/evaluation"), cast.at("/evaluation/submission"));
    let early = cast.superior.fills(&page, &submit, GOOD).await;
    assert_eq!(early.status(), 422);
    assert!(early.says("fault_part_missing"));
    assert!(!early.has("dl.result"));

    let lacking = max
        .fills(
            &cast.at("/part"),
            &cast.at("/part/submission"),
            &[("points.conduct", "3")],
        )
        .await;
    assert_eq!(lacking.status(), 422);
    assert!(lacking.has("#f-cause\\.conduct.bad"));
    let sent = max
        .fills(&cast.at("/part"), &cast.at("/part/submission"), PART)
        .await;
    assert_eq!(sent.status(), 303, "{}", sent.summary());
    assert!(!max.get("/").await.says("task_part"));

    let beside = cast.superior.get(&page).await.text();
    assert!(
        beside.contains(&format!("{}: 12", who("Max Matrix", "30")))
            && beside.contains("PART EXAMPLE")
    );
    let whole = cast.superior.fills(&page, &submit, GOOD).await;
    assert_eq!(whole.status(), 303, "{}", whole.summary());
    // 69 + 22 + (18 × 70% + 12 × 30% = 16.2)
    let read = cast.hr.get(&page).await;
    assert_eq!(read.all("dl.result dd")[0], "107.2");
    assert!(
        read.text().contains(&shared(
            [("Susan Superior", "18", "70"), ("Max Matrix", "12", "30")],
            "16.2"
        )),
        "{}",
        read.text()
    );
    // too late to take it back
    assert_eq!(
        max.post(&cast.at("/part/reopening"), &[]).await.status(),
        409
    );
    assert!(
        max.get(&cast.at("/part"))
            .await
            .text()
            .contains("PART SUMMARY")
    );

    // a review sets points for all, and the shared score stays beside them
    let adjusted = cast
        .hr
        .fills(
            &page,
            &cast.at("/evaluation/adjustment"),
            &[("adjust.conduct", "15"), ("adjust_reason", "as the others")],
        )
        .await;
    assert_eq!(adjusted.status(), 303, "{}", adjusted.summary());
    let read = cast.hr.get(&page).await.text();
    assert!(read.says("evaluation_before"), "{read}");
}

#[tokio::test]
async fn a_part_can_be_taken_back_and_a_draft_is_nobody_elses() {
    let world = World::new().await;
    let cast = world.cast().await;
    let max = matrix(&world, &cast).await;
    at_evaluation(&world, &cast).await;
    let mut draft = PART.to_vec();
    draft.push(("version", "0"));
    let saved = max.autosave(&cast.at("/part"), &draft).await;
    assert_eq!(saved.status(), 200, "{}", saved.summary());
    for other in [&cast.superior, &cast.hr, &cast.employee] {
        for below in ["", "/evaluation", "/part", "/self-evaluation"] {
            let page = other.get(&cast.at(below)).await;
            assert!(
                !page.text().contains("PART EXAMPLE"),
                "{} {below}",
                other.name
            );
        }
    }
    // an old version is a conflict, and nothing is lost
    let stale = max
        .post(
            &cast.at("/part"),
            &[("version", "0"), ("summary", "typed late")],
        )
        .await;
    assert_eq!(stale.status(), 409);
    assert!(stale.text().contains("typed late") && stale.text().contains("PART SUMMARY"));
    max.fills(&cast.at("/part"), &cast.at("/part/submission"), &[])
        .await;
    let back = max.post(&cast.at("/part/reopening"), &[]).await;
    assert_eq!(back.status(), 303);
    let page = cast.superior.get(&cast.at("/evaluation")).await.text();
    assert!(page.says("part_open") && !page.contains("PART EXAMPLE"));
}

#[tokio::test]
async fn shares_are_refused_that_make_no_sense() {
    let world = World::new().await;
    let cast = world.cast().await;
    matrix(&world, &cast).await;
    for (person, share, field) in [
        ("Max Matrix", "100", "share.0"),
        ("Max Matrix", "", "share.0"),
        ("Nobody Known", "10", "person.0"),
        ("Max\u{0}Matrix", "10", "person.0"),
        ("Susan Superior", "10", "person.0"),
        ("Eve Employee", "10", "person.0"),
        ("Fay Facilitator", "10", "person.0"),
    ] {
        let page = cast
            .hr
            .fills(
                &cast.at("/superiors"),
                &cast.at("/superiors"),
                &[("person.0", person), ("share.0", share)],
            )
            .await;
        assert_eq!(page.status(), 422, "{person} {share}");
        assert!(
            page.has(&format!("[href='#f-{field}']")),
            "{person}: {}",
            page.summary()
        );
    }
    let stale = cast
        .hr
        .post(
            &cast.at("/superiors"),
            &[("version", "1"), ("person.0", ""), ("share.0", "")],
        )
        .await;
    assert_eq!(stale.status(), 409);
    for other in [&cast.superior, &cast.employee, &cast.clerk] {
        assert_eq!(other.get(&cast.at("/superiors")).await.status(), 403);
    }
}

#[tokio::test]
async fn a_department_gets_a_further_superior_in_one_go() {
    let world = World::new().await;
    let cast = world.cast().await;
    let lea = world.person("Lea Lead", cast.other_department, None).await;
    world.give(&lea, Role::Hr).await;
    let ed = world
        .person("Ed Employee", cast.department, Some(&cast.superior))
        .await;
    let second = world
        .appraisal(cast.cycle, &ed, &cast.superior, None, None, cast.department)
        .await;
    // where she is the superior herself
    let own = world.person("Ola Own", cast.department, Some(&lea)).await;
    world
        .appraisal(cast.cycle, &own, &lea, None, None, cast.department)
        .await;
    let page = format!("/cycles/{}/voices", cast.cycle);
    let target = format!("/cycles/{}/voices/superiors", cast.cycle);
    let department = cast.department.to_string();
    let fields = [
        ("department", department.as_str()),
        ("person", "Lea Lead"),
        ("share", "25"),
    ];
    let set = cast.hr.fills(&page, &target, &fields).await;
    assert_eq!(set.status(), 303, "{}", set.summary());
    assert_eq!(set.location(), format!("{page}?set=2&left=1"));
    assert!(cast.hr.get(set.location()).await.says("voices_done"));
    assert_eq!(world.events(second, "superiors_set").await, 1);
    // the role does not reach what she scores
    assert_eq!(
        lea.get(&format!("/appraisals/{second}/superiors"))
            .await
            .status(),
        403
    );
    assert_eq!(
        lea.get(&format!("/appraisals/{second}/trail"))
            .await
            .status(),
        403
    );
    let odd = [
        ("department", department.as_str()),
        ("person", "Lea\u{0}"),
        ("share", "25"),
    ];
    let odd = cast.hr.post(&target, &odd).await;
    assert_eq!(odd.status(), 422);
    let empty = cast.hr.post(&target, &[]).await;
    assert_eq!(empty.status(), 422);
    for field in ["department", "person", "share"] {
        assert!(empty.has(&format!("#f-{field}-error")), "{field}");
    }
}

/// Who has a share in Eve's appraisal, and which.
async fn shares(world: &World) -> Vec<String> {
    sqlx::query_scalar(
        "select p.name || ' ' || trim_scale(t.share) from appraisal_superiors t join people p on p.id = t.person_id order by 1",
    )
    .fetch_all(&world.db)
    .await
    .unwrap()
}

#[tokio::test]
async fn whoever_becomes_the_direct_superior_has_no_share_beside_that() {
    for single in [false, true] {
        let world = World::new().await;
        let cast = world.cast().await;
        let max = matrix(&world, &cast).await;
        let mia = world.person("Mia Matrix", cast.department, None).await;
        let (superiors, parties) = (cast.at("/superiors"), cast.at("/parties"));
        let more = [("person.1", "Mia Matrix"), ("share.1", "20")];
        let set = cast.hr.fills(&superiors, &superiors, &more).await;
        assert_eq!(set.status(), 303, "{}", set.summary());
        assert_eq!(shares(&world).await, ["Max Matrix 30", "Mia Matrix 20"]);
        at_evaluation(&world, &cast).await;

        let moved = if single {
            let fields = [("superior", "Max Matrix"), ("reason", "Moves")];
            cast.hr.fills(&parties, &parties, &fields).await
        } else {
            let fields = [
                ("from", "N-susan.superior"),
                ("to", "N-max.matrix"),
                ("reason", "Moves"),
            ];
            cast.hr.post("/cycles/handover", &fields).await
        };
        assert_eq!(moved.status(), 303, "{}", moved.summary());
        if !single {
            carried_out(&cast.hr, &moved).await;
        }
        assert_eq!(shares(&world).await, ["Mia Matrix 20"]);
        assert_eq!(world.events(cast.appraisal, "superiors_set").await, 3);
        let facts = cast.employee.get(&cast.at("")).await.all("dl.facts dd");
        assert!(facts.contains(&"Max Matrix".to_owned()), "{facts:?}");
        assert!(facts.contains(&who("Mia Matrix", "20")), "{facts:?}");

        // what the one who is left does not have is the direct superior's: 80 of a hundred
        let sent = mia
            .fills(&cast.at("/part"), &cast.at("/part/submission"), PART)
            .await;
        assert_eq!(sent.status(), 303, "{}", sent.summary());
        let (page, submit) = (cast.at("/evaluation"), cast.at("/evaluation/submission"));
        let whole = max.fills(&page, &submit, GOOD).await;
        assert_eq!(whole.status(), 303, "{}", whole.summary());
        let read = cast.hr.get(&page).await.text();
        assert!(
            read.contains(&shared(
                [("Max Matrix", "18", "80"), ("Mia Matrix", "12", "20")],
                "16.8"
            )),
            "{read}"
        );
    }
}
