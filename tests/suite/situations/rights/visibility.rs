//! Who sees whose words and results, and from when on: situations 9, 12 and 14.

use countersign::access::{Role, Stage};

use super::pairs;
use crate::{
    evaluation::{GOOD, submitted},
    self_evaluation::complete,
    world::World,
};

/// What a reader sees of a line of a page.
fn without_tags(line: &str) -> String {
    let after = |part: &str| {
        part.split_once('>')
            .map_or(part.to_owned(), |(_, text)| text.to_owned())
    };
    line.split('<').map(after).collect()
}

#[tokio::test]
async fn situation_09_a_role_reaches_neither_ones_own_appraisal_nor_ones_own_judgement() {
    let world = World::new().await;
    let cast = world.cast().await;
    let own = world
        .person("Olga Own", cast.department, Some(&cast.superior))
        .await;
    world.give(&own, Role::Hr).await;
    let subject = world
        .appraisal(
            cast.cycle,
            &own,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    let team = world.person("Tim Team", cast.department, Some(&own)).await;
    let judged = world
        .appraisal(cast.cycle, &team, &own, None, None, cast.department)
        .await;
    for appraisal in [subject, judged] {
        let at = |below: &str| format!("/appraisals/{appraisal}{below}");
        for (stage, deed, fields) in [
            (Stage::Review, "/evaluation/approve", [("version", "1")]),
            (Stage::Review, "/evaluation/return", [("reason", "x")]),
            (Stage::Review, "/release", [("approve", "1")]),
            (Stage::Preparation, "/unrelease", [("x", "x")]),
            (Stage::SelfEvaluation, "/self-evaluation/skip", [("x", "x")]),
            (Stage::SignOff, "/sign/witness", [("x", "x")]),
            (
                Stage::Review,
                "/reopening/decision",
                [("decision", "approve")],
            ),
            (Stage::Review, "/parties", [("reason", "x")]),
            (Stage::Review, "/withdrawal", [("withdrawal", "x")]),
        ] {
            world.force(appraisal, stage).await;
            let reply = own.post(&at(deed), &fields).await;
            assert_eq!(reply.status(), 403, "{deed}: {}", reply.summary());
            assert_eq!(world.stage(appraisal).await, stage.key());
        }
        assert_eq!(own.get(&at("/trail")).await.status(), 403);
        // another one of HR takes over
        world.force(appraisal, Stage::Review).await;
        let other = cast.hr.decides(&at("/release"), &[]).await;
        assert_eq!(other.status(), 303, "{}", other.summary());
    }
    // before release the role shows nothing of the own result, in no list and no export
    world.force(subject, Stage::Review).await;
    for path in [
        "/",
        "/appraisals?as=hr",
        "/appraisals",
        "/dashboard/export.csv",
    ] {
        let text = own.get(path).await.text();
        // random ids hold every number now and then
        let line = text
            .lines()
            .map(without_tags)
            .find(|line| line.contains("Olga Own") && line.contains("91"));
        assert!(line.is_none(), "{path}: {line:?}");
    }
    // nobody is a party twice
    world.force(cast.appraisal, Stage::Evaluation).await;
    for (superior, facilitator) in [("Eve Employee", ""), ("Hana Hr", "Hana Hr")] {
        let fields = [
            ("superior", superior),
            ("facilitator", facilitator),
            ("reason", "x"),
        ];
        let reply = cast
            .hr
            .fills(&cast.at("/parties"), &cast.at("/parties"), &fields)
            .await;
        assert_eq!(reply.status(), 422, "{superior} {facilitator}");
    }
}

#[tokio::test]
async fn situation_12_each_side_stays_hidden_from_the_other_until_its_time() {
    let world = World::new().await;
    let cast = world.cast().await;
    let auditor = world
        .person("Otto Auditor", cast.other_department, None)
        .await;
    world.give(&auditor, Role::Auditor).await;
    let everywhere = |below: &'static [&'static str]| {
        let mut all: Vec<String> = below.iter().map(|below| cast.at(below)).collect();
        for path in [
            "/",
            "/appraisals",
            "/appraisals?q=SECRET",
            "/appraisals?q=Eve",
            "/appraisals?sort=name",
            "/plans",
            "/plans?whose=all",
            "/disputes",
            "/dashboard",
            "/dashboard/export.csv",
            "/audit",
            "/people",
            "/cycles",
        ] {
            all.push(path.to_owned());
        }
        all.push(format!("/cycles/{}", cast.cycle));
        all.push(format!("/people/{}", cast.employee.id));
        all
    };
    const BELOW: &[&str] = &[
        "",
        "/goals",
        "/self-evaluation",
        "/evaluation",
        "/preparation",
        "/interview",
        "/record",
        "/record.pdf",
        "/record.json",
        "/sign",
        "/dispute",
        "/trail",
        "/reopening",
    ];
    let draft = [
        ("version", "0"),
        ("words.company_profit", "SECRET SELF"),
        ("points.company_profit", "57.25"),
    ];
    assert_eq!(
        cast.employee
            .autosave(&cast.at("/self-evaluation"), &draft)
            .await
            .status(),
        200
    );
    for reader in [
        &cast.superior,
        &cast.facilitator,
        &cast.hr,
        &cast.clerk,
        &cast.head,
        &auditor,
    ] {
        for path in everywhere(BELOW) {
            let text = reader.get(&path).await.text();
            assert!(
                !text.replace("q=SECRET", "").contains("SECRET SELF") && !text.contains("57.25"),
                "{} reads the draft at {path}",
                reader.name
            );
        }
    }
    // submitted: the superior reads it; the superior's own draft is nobody else's, also after submitting until release
    let fields = complete();
    let page = cast.at("/self-evaluation");
    let sent = cast
        .employee
        .fills(
            &page,
            &cast.at("/self-evaluation/submission"),
            &pairs(&fields),
        )
        .await;
    assert_eq!(sent.status(), 303, "{}", sent.summary());
    let written = [
        ("version", "0"),
        ("summary", "SECRET SUPERIOR"),
        ("points.conduct", "13.75"),
        ("example.conduct", "SECRET SUPERIOR"),
    ];
    assert_eq!(
        cast.superior
            .autosave(&cast.at("/evaluation"), &written)
            .await
            .status(),
        200
    );
    for reader in [
        &cast.employee,
        &cast.facilitator,
        &cast.hr,
        &cast.clerk,
        &cast.head,
        &auditor,
    ] {
        for path in everywhere(BELOW) {
            let text = reader.get(&path).await.text();
            assert!(
                !text.contains("SECRET SUPERIOR") && !text.contains("13.75"),
                "{} reads the draft at {path}",
                reader.name
            );
        }
    }
    let sent = cast
        .superior
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/submission"),
            GOOD,
        )
        .await;
    assert_eq!(sent.status(), 303, "{}", sent.summary());
    for path in everywhere(BELOW) {
        let text = cast.employee.get(&path).await.text();
        for secret in ["SECRET S", "SECRET E", "109.00", "Excellent"] {
            assert!(
                !text.contains(secret),
                "the employee reads {secret} at {path}"
            );
        }
    }
}

#[tokio::test]
async fn situation_14_draft_approved_released_and_back_only_while_unread() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    let (evaluation, release) = (cast.at("/evaluation"), cast.at("/release"));
    let reads = async || cast.employee.get(&evaluation).await;
    assert_eq!(reads().await.status(), 409, "not yet, and it says so");
    // by the rules or by HR; releasing what nobody approved is refused
    sqlx::query("update appraisals set approved_at = null where id = $1")
        .bind(cast.appraisal.0)
        .execute(&world.db)
        .await
        .unwrap();
    assert_eq!(cast.hr.decides(&release, &[]).await.status(), 409);
    assert_eq!(
        cast.hr
            .fills(&evaluation, &cast.at("/evaluation/approve"), &[])
            .await
            .status(),
        303
    );
    assert_eq!(reads().await.status(), 409, "approved is not released");
    for other in [
        &cast.superior,
        &cast.employee,
        &cast.facilitator,
        &cast.clerk,
    ] {
        assert_eq!(other.decides(&release, &[]).await.status(), 403);
    }
    assert_eq!(cast.hr.decides(&release, &[]).await.status(), 303);
    // taken back unread: nothing of it is left
    assert_eq!(
        cast.hr.decides(&cast.at("/unrelease"), &[]).await.status(),
        303
    );
    assert_eq!(reads().await.status(), 409);
    assert_eq!(cast.hr.decides(&release, &[]).await.status(), 303);
    let page = reads().await;
    assert!(
        page.text().contains("SECRET SUMMARY"),
        "released is visible: {}",
        page.summary()
    );
    let late = cast.hr.decides(&cast.at("/unrelease"), &[]).await;
    assert_eq!(late.status(), 409, "read is read");
    assert!(reads().await.text().contains("SECRET SUMMARY"));
}
