//! From the evaluation to the released result: written by the superior, reviewed by HR, invisible to
//! the employee until it is released, and never changed by accident.

use countersign::{
    access::Stage,
    appraisals::evaluation::Evaluation,
    ground::{decimals::plain, ids::AppraisalId},
};

use crate::{
    self_evaluation::{complete, pairs},
    world::{Cast, Person, World},
};

/// A complete evaluation on the form of the product: 69 + 22 + 18 = 109, Excellent−.
pub const GOOD: &[(&str, &str)] = &[
    ("target.company_profit", "3 200"),
    ("actual.company_profit", "3 500"),
    ("target.must_do_tasks", "100"),
    ("actual.must_do_tasks", "120"),
    ("points.conduct", "18"),
    (
        "example.conduct",
        "SECRET EXAMPLE: took over the fair in May.",
    ),
    ("strengths", "SECRET STRENGTHS"),
    ("summary", "SECRET SUMMARY"),
];

/// 40 + 20 + 15 = 75: Very poor, and every weak item explained.
pub const POOR: &[(&str, &str)] = &[
    ("target.company_profit", "100"),
    ("actual.company_profit", "80"),
    ("example.company_profit", "The second quarter."),
    ("cause.company_profit", "process"),
    ("problem.company_profit", "Late offers."),
    ("direction.company_profit", "Offers within three days."),
    ("support.company_profit", "A template."),
    ("target.must_do_tasks", "100"),
    ("actual.must_do_tasks", "100"),
    ("points.conduct", "15"),
    ("example.conduct", "Helped in the warehouse."),
];

/// Brings the appraisal to the superior's desk the ordinary way.
pub async fn at_evaluation(world: &World, cast: &Cast) {
    let mut fields = complete();
    fields.push(("version".into(), "0".into()));
    let submitted = cast
        .employee
        .post(&cast.at("/self-evaluation/submission"), &pairs(&fields))
        .await;
    assert_eq!(submitted.status(), 303, "{}", submitted.summary());
    assert_eq!(world.stage(cast.appraisal).await, "evaluation");
}

pub async fn submitted(world: &World, cast: &Cast, fields: &[(&str, &str)]) {
    at_evaluation(world, cast).await;
    let page = cast
        .superior
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/submission"),
            fields,
        )
        .await;
    assert_eq!(page.status(), 303, "{}", page.summary());
    assert_eq!(world.stage(cast.appraisal).await, "review");
}

async fn result(world: &World, appraisal: AppraisalId) -> (String, i16, bool) {
    let (total, grade, approved): (rust_decimal::Decimal, i16, bool) = sqlx::query_as(
        "select total, grade, approved_at is not null from appraisals where id = $1",
    )
    .bind(appraisal.0)
    .fetch_one(&world.db)
    .await
    .unwrap();
    (plain(total), grade, approved)
}

#[tokio::test]
async fn the_superior_writes_beside_the_employees_own_words() {
    let world = World::new().await;
    let cast = world.cast().await;
    at_evaluation(&world, &cast).await;
    let address = cast.at("/evaluation");
    let page = cast.superior.get(&address).await;
    assert_eq!(page.status(), 200);
    assert_eq!(page.all("blockquote.said").len(), 3);
    assert!(page.text().contains("I did it."));
    // half a measurement is a draft like any other
    let half = [("version", "0"), ("target.company_profit", "3200")];
    assert_eq!(cast.superior.autosave(&address, &half).await.status(), 200);
    let saved = cast.superior.get(&address).await;
    assert!(saved.text().contains("value=\"3\u{202f}200\""));
    assert!(saved.text().contains("0 of 3 indicators are scored"));

    let mut all = GOOD.to_vec();
    all.push(("version", "1"));
    assert_eq!(cast.superior.autosave(&address, &all).await.status(), 200);
    let scored = cast.superior.get(&address).await;
    let text = scored.text().replace('\u{202f}', " ");
    assert!(
        text.contains("3 500 of 3 200 = 109 %, weight 60, +9 points at 1 point per 1 %: 69"),
        "{text}"
    );
    assert_eq!(scored.all("dl.result dd"), ["109", "Excellent−", "1.1"]);
    assert_eq!(scored.all(".gap-down"), ["−51", "−4"]);
    // nobody else reads a draft
    for somebody in [&cast.employee, &cast.hr, &cast.clerk, &cast.facilitator] {
        let refused = somebody.get(&address).await;
        assert_ne!(refused.status(), 200, "{}", somebody.name);
        assert!(!refused.text().contains("SECRET"));
    }
}

#[tokio::test]
async fn it_cannot_be_completed_without_its_scores_nor_weak_items_without_their_reasons() {
    let world = World::new().await;
    let cast = world.cast().await;
    at_evaluation(&world, &cast).await;
    let (page, submission) = (cast.at("/evaluation"), cast.at("/evaluation/submission"));
    let empty = cast.superior.post(&submission, &[("version", "0")]).await;
    assert_eq!(empty.status(), 422);
    for field in [
        "target.company_profit",
        "target.must_do_tasks",
        "points.conduct",
    ] {
        assert!(
            empty.has(&format!("#f-{}-error", field.replace('.', "\\."))),
            "{field}"
        );
    }
    let mut weak: Vec<(&str, &str)> = POOR.to_vec();
    weak.retain(|(name, _)| !["cause.company_profit", "support.company_profit"].contains(name));
    let refused = cast.superior.fills(&page, &submission, &weak).await;
    assert_eq!(refused.status(), 422);
    assert_eq!(refused.all(".errors li").len(), 2, "{}", refused.summary());
    assert!(
        refused.text().contains("Offers within three days."),
        "what was typed is there"
    );
    assert_eq!(world.stage(cast.appraisal).await, "evaluation");
    assert_eq!(
        world.events(cast.appraisal, "evaluation_submitted").await,
        0
    );
}

#[tokio::test]
async fn a_target_of_nothing_is_scored_by_hand_with_a_reason() {
    let world = World::new().await;
    let cast = world.cast().await;
    at_evaluation(&world, &cast).await;
    let (page, submission) = (cast.at("/evaluation"), cast.at("/evaluation/submission"));
    let mut by_hand = GOOD.to_vec();
    by_hand.extend([
        ("target.company_profit", "0"),
        ("hand_points.company_profit", "55"),
    ]);
    let refused = cast.superior.fills(&page, &submission, &by_hand).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.has("#f-hand_reason\\.company_profit-error"));
    by_hand.extend([
        ("hand_reason.company_profit", "The plant was closed."),
        ("example.company_profit", "June"),
        ("cause.company_profit", "resources"),
        ("problem.company_profit", "No plant"),
        ("direction.company_profit", "Rent one"),
        ("support.company_profit", "Budget"),
    ]);
    let taken = cast.superior.fills(&page, &submission, &by_hand).await;
    assert_eq!(taken.status(), 303, "{}", taken.summary());
    assert_eq!(result(&world, cast.appraisal).await.0, "95");
}

#[tokio::test]
async fn eight_submits_at_once_leave_one_result() {
    let world = World::new().await;
    let cast = world.cast().await;
    at_evaluation(&world, &cast).await;
    let mut fields = GOOD.to_vec();
    fields.push(("version", "0"));
    let address = cast.at("/evaluation/submission");
    let mut tasks = Vec::new();
    for _ in 0..8 {
        let (superior, fields, address) = (cast.superior.clone(), fields.clone(), address.clone());
        tasks.push(tokio::spawn(async move {
            superior.post(&address, &fields).await.status()
        }));
    }
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.unwrap());
    }
    assert_eq!(
        statuses.iter().filter(|status| **status == 303).count(),
        1,
        "{statuses:?}"
    );
    assert!(
        statuses.iter().all(|status| [303, 409].contains(status)),
        "{statuses:?}"
    );
    assert_eq!(
        result(&world, cast.appraisal).await,
        ("109".into(), 3, false)
    );
    assert_eq!(
        world.events(cast.appraisal, "evaluation_submitted").await,
        1
    );
    let kept: i64 = sqlx::query_scalar(
        "select count(*) from submissions s join papers p on p.id = s.paper_id where p.kind = 'evaluation'",
    )
    .fetch_one(&world.db)
    .await
    .unwrap();
    assert_eq!(kept, 1);
}

#[tokio::test]
async fn a_completed_one_cannot_be_changed_until_hr_returns_it() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    let late = [("version", "1"), ("points.conduct", "1")];
    for path in ["/evaluation", "/evaluation/submission"] {
        let refused = cast.superior.post(&cast.at(path), &late).await;
        assert_eq!(refused.status(), 409, "{path}");
    }
    let reads = cast.superior.get(&cast.at("/evaluation")).await;
    assert!(reads.has("dl.result") && !reads.has("textarea[name=summary]"));

    let without = cast.hr.post(&cast.at("/evaluation/return"), &[]).await;
    assert_eq!(
        (without.status(), world.stage(cast.appraisal).await.as_str()),
        (422, "review")
    );
    let returned = cast
        .hr
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/return"),
            &[("reason", "Say what May was.")],
        )
        .await;
    assert_eq!(returned.status(), 303, "{}", returned.summary());
    let again = cast.superior.get(&cast.at("/evaluation")).await;
    assert!(again.text().contains("Say what May was.") && again.text().contains("SECRET SUMMARY"));
    let fixed = cast
        .superior
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/submission"),
            &[("points.conduct", "17")],
        )
        .await;
    assert_eq!(fixed.status(), 303, "{}", fixed.summary());
    assert_eq!(result(&world, cast.appraisal).await.0, "108");
}

#[tokio::test]
async fn the_employee_sees_nothing_before_release_through_any_address() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    let approved = cast
        .hr
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/approve"),
            &[],
        )
        .await;
    assert_eq!(approved.status(), 303, "{}", approved.summary());
    for below in [
        "",
        "/evaluation",
        "/self-evaluation",
        "/preparation",
        "/interview",
        "/record",
        "/record.pdf",
        "/record.json",
        "/sign",
        "/dispute",
        "/plan",
        "/trail",
    ] {
        let page = cast.employee.get(&cast.at(below)).await;
        for secret in ["SECRET", "109", "Excellent"] {
            assert!(!page.text().contains(secret), "{below} tells {secret}");
        }
    }
    for path in ["/", "/appraisals", "/plans"] {
        let page = cast.employee.get(path).await;
        assert!(!page.text().contains("Excellent"), "{path}");
    }
}

#[tokio::test]
async fn opening_the_released_result_is_recorded_once_and_ends_taking_it_back() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    let (evaluation, release) = (cast.at("/evaluation"), cast.at("/release"));
    let early = cast.hr.post(&release, &[]).await;
    assert_eq!(
        (early.status(), world.stage(cast.appraisal).await.as_str()),
        (409, "review")
    );
    // one press does both steps, and the trail has both
    let released = cast.hr.fills(&evaluation, &release, &[]).await;
    assert_eq!(released.status(), 303, "{}", released.summary());
    assert_eq!(world.events(cast.appraisal, "approved").await, 1);
    assert_eq!(world.events(cast.appraisal, "released").await, 1);

    let overview = cast.employee.get(&cast.at("")).await;
    assert!(
        !overview.text().contains("Excellent") && overview.text().contains("Your result is here")
    );
    let list = cast.employee.get("/appraisals").await;
    assert!(list.text().contains("Autumn") && !list.text().contains("Excellent"));
    let taken_back = cast
        .hr
        .fills(&evaluation, &cast.at("/unrelease"), &[])
        .await;
    assert_eq!(taken_back.status(), 303, "{}", taken_back.summary());
    assert_eq!(world.stage(cast.appraisal).await, "review");
    assert_ne!(cast.employee.get(&evaluation).await.status(), 200);
    assert_eq!(
        cast.hr.fills(&evaluation, &release, &[]).await.status(),
        303
    );

    for _ in 0..2 {
        let opened = cast.employee.get(&evaluation).await;
        assert_eq!(opened.all("dl.result dd"), ["109", "Excellent−", "1.1"]);
        assert!(opened.text().contains("SECRET EXAMPLE") && opened.text().contains("weight 60"));
    }
    assert_eq!(world.events(cast.appraisal, "result_opened").await, 1);
    assert!(
        cast.employee
            .get(&cast.at(""))
            .await
            .text()
            .contains("Excellent")
    );
    let late = cast.hr.post(&cast.at("/unrelease"), &[]).await;
    assert_eq!(
        (late.status(), world.stage(cast.appraisal).await.as_str()),
        (409, "preparation")
    );
}

#[tokio::test]
async fn low_grades_wait_for_hr_and_others_only_where_the_cycle_reviews() {
    for (fields, with_review, approved) in [
        (GOOD, false, true),
        (GOOD, true, false),
        (POOR, false, false),
    ] {
        let world = World::new().await;
        let cast = world.cast().await;
        sqlx::query("update cycles set with_review = $1")
            .bind(with_review)
            .execute(&world.db)
            .await
            .unwrap();
        submitted(&world, &cast, fields).await;
        assert_eq!(result(&world, cast.appraisal).await.2, approved);
        let low = !with_review && !approved;
        // a low grade is never approved and released in one press
        let both = [("approve", "1")];
        let status = cast.hr.post(&cast.at("/release"), &both).await.status();
        assert_eq!(status, if low { 409 } else { 303 });
    }
}

#[tokio::test]
async fn hr_adjusts_named_items_only_and_both_sides_see_before_and_after() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    let (evaluation, adjustment) = (cast.at("/evaluation"), cast.at("/evaluation/adjustment"));
    let none = cast.hr.post(&adjustment, &[("adjust_reason", "why")]).await;
    assert_eq!(none.status(), 422);
    let reasonless = cast.hr.post(&adjustment, &[("adjust.conduct", "12")]).await;
    assert_eq!(reasonless.status(), 422);
    let too_much = [("adjust.conduct", "20.5"), ("adjust_reason", "why")];
    assert_eq!(cast.hr.post(&adjustment, &too_much).await.status(), 422);
    let change = [
        ("adjust.conduct", "12.5"),
        ("adjust_reason", "The fair was in June."),
    ];
    for somebody in [
        &cast.superior,
        &cast.employee,
        &cast.clerk,
        &cast.facilitator,
    ] {
        assert_eq!(
            somebody.post(&adjustment, &change).await.status(),
            403,
            "{}",
            somebody.name
        );
    }
    let adjusted = cast.hr.fills(&evaluation, &adjustment, &change).await;
    assert_eq!(adjusted.status(), 303, "{}", adjusted.summary());
    assert_eq!(
        result(&world, cast.appraisal).await,
        ("103.5".into(), 3, false)
    );
    let detail: String =
        sqlx::query_scalar("select detail from events where kind = 'points_adjusted'")
            .fetch_one(&world.db)
            .await
            .unwrap();
    assert!(
        detail.contains(r#""before":"18""#) && detail.contains(r#""after":"12.5""#),
        "{detail}"
    );
    let kept: Vec<serde_json::Value> = sqlx::query_scalar(
        "select s.body from submissions s join papers p on p.id = s.paper_id where p.kind = 'evaluation' order by s.version",
    )
    .fetch_all(&world.db)
    .await
    .unwrap();
    let [old, new] = kept.as_slice() else {
        panic!("both versions are kept")
    };
    let old: Evaluation = serde_json::from_value(old.clone()).unwrap();
    let new: Evaluation = serde_json::from_value(new.clone()).unwrap();
    assert_eq!(old.items["company_profit"], new.items["company_profit"]);
    assert_eq!(old.items["conduct"].example, new.items["conduct"].example);

    assert_eq!(
        cast.hr
            .fills(&evaluation, &cast.at("/release"), &[])
            .await
            .status(),
        303
    );
    let reads = cast.employee.get(&evaluation).await.text();
    assert!(
        reads.contains("18 → 12.5") && reads.contains("The fair was in June."),
        "{reads}"
    );
}

#[tokio::test]
async fn a_decision_on_an_older_state_is_a_conflict() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    let stale = cast
        .hr
        .get(&cast.at("/evaluation"))
        .await
        .form(&cast.at("/release"));
    let change = [("adjust.conduct", "10"), ("adjust_reason", "why")];
    let adjusted = cast
        .hr
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/adjustment"),
            &change,
        )
        .await;
    assert_eq!(adjusted.status(), 303);
    let released = cast.hr.post(&cast.at("/release"), &pairs(&stale)).await;
    assert_eq!(
        (
            released.status(),
            world.stage(cast.appraisal).await.as_str()
        ),
        (409, "review")
    );
}

#[tokio::test]
async fn a_bulk_release_releases_what_it_may_and_names_the_rest() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    cast.hr
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/approve"),
            &[],
        )
        .await;
    let another = |name: &'static str| world.person(name, cast.department, Some(&cast.superior));
    let (waiting, writing) = (another("Wan Waiting").await, another("Wes Writing").await);
    let mut ids = vec![cast.appraisal];
    for (person, stage) in [(&waiting, Stage::Review), (&writing, Stage::Evaluation)] {
        let id = world
            .appraisal(
                cast.cycle,
                person,
                &cast.superior,
                None,
                None,
                cast.department,
            )
            .await;
        world.force(id, stage).await;
        ids.push(id);
    }
    sqlx::query("update appraisals set approved_at = null where id = $1")
        .bind(ids[1].0)
        .execute(&world.db)
        .await
        .unwrap();
    // HR's own appraisal is not HR's to release
    let own = world
        .appraisal(
            cast.cycle,
            &cast.hr,
            &cast.head,
            None,
            None,
            cast.other_department,
        )
        .await;
    world.force(own, Stage::Review).await;
    ids.push(own);
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("id", id.as_str())).collect();
    fields.extend([
        ("id", "nonsense"),
        ("id", "00000000-0000-0000-0000-000000000001"),
        ("id", ids[0].as_str()),
    ]);

    for somebody in [
        &cast.superior,
        &cast.employee,
        &cast.clerk,
        &cast.facilitator,
    ] {
        assert_eq!(
            somebody.post("/appraisals/release", &fields).await.status(),
            404
        );
    }
    let page = cast.hr.post("/appraisals/release", &fields).await;
    assert_eq!(page.status(), 200, "{}", page.summary());
    assert!(page.text().contains("1 result was released."));
    assert_eq!(page.all("tbody .row-link"), ["Wan Waiting", "Wes Writing"]);
    assert!(page.text().contains("2 more are not yours to release"));
    assert_eq!(world.stage(cast.appraisal).await, "preparation");
    assert_eq!(world.stage(own).await, "review");
    assert_eq!(world.events(cast.appraisal, "released").await, 1);
    let again = cast.hr.post("/appraisals/release", &fields).await;
    assert!(again.text().contains("No result was released."));
}

#[tokio::test]
async fn the_superior_is_led_to_the_next_one_and_sees_earlier_results() {
    let world = World::new().await;
    let cast = world.cast().await;
    let next = world
        .person("Nora Next", cast.department, Some(&cast.superior))
        .await;
    let id = world
        .appraisal(
            cast.cycle,
            &next,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    world.force(id, Stage::Evaluation).await;
    let spring = world.cycle("Spring").await;
    let earlier = world
        .appraisal(
            spring,
            &cast.employee,
            &cast.head,
            None,
            None,
            cast.department,
        )
        .await;
    world.force(earlier, Stage::Concluded).await;
    submitted(&world, &cast, GOOD).await;
    let page = cast.superior.get(&cast.at("/evaluation")).await;
    assert_eq!(page.all(".turn .button"), ["Next: Nora Next"]);
    assert!(page.text().contains("Spring: 91 (Good)"));
    assert!(!reads(&cast.clerk, &cast).await.contains("Spring: 91"));
}

async fn reads(person: &Person, cast: &Cast) -> String {
    let page = person.get(&cast.at("/evaluation")).await;
    assert_eq!(page.status(), 200, "{}", page.summary());
    page.text()
}

#[tokio::test]
async fn a_stale_version_shows_both_texts_and_loses_neither() {
    let world = World::new().await;
    let cast = world.cast().await;
    at_evaluation(&world, &cast).await;
    let page = cast.at("/evaluation");
    let first = [
        ("version", "0"),
        ("summary", "first tab"),
        ("points.conduct", "15"),
    ];
    assert_eq!(cast.superior.post(&page, &first).await.status(), 303);
    let stale = [
        ("version", "0"),
        ("summary", "second tab"),
        ("points.conduct", "16"),
    ];
    let background = cast.superior.autosave(&page, &stale).await;
    assert_eq!(background.status(), 409);
    let conflict = cast.superior.post(&page, &stale).await;
    assert_eq!(conflict.status(), 409);
    let text = conflict.text();
    for part in ["first tab", "second tab", "15", "16"] {
        assert!(text.contains(part), "{part}");
    }
    let mine = conflict.form(&page);
    assert_eq!(cast.superior.post(&page, &pairs(&mine)).await.status(), 303);
    assert!(cast.superior.get(&page).await.text().contains("second tab"));
}
