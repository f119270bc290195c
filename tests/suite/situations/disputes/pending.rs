//! While a case is open: what is provisional, and whose turn it is; situation 21.

use countersign::access::Role;

use super::{sql, text};
use crate::{
    rulings::opened,
    world::{Says, World, en},
};

/// The dashboard is of a cycle's departments.
async fn on_the_dashboard(world: &World) {
    sql(world, "insert into cycle_departments (cycle_id, department_id) select cycle_id, department_id from appraisals").await;
}

/// Marked wherever a result leaves the house; the plan goes on.
#[tokio::test]
async fn situation_21_a_disputed_result_is_provisional_everywhere_and_the_plan_goes_on() {
    crate::world::paper::program();
    let world = World::new().await;
    let cast = opened(&world).await;
    for (person, at) in [
        (&cast.employee, cast.at("")),
        (&cast.employee, cast.at("/record")),
        (&cast.hr, cast.at("/evaluation")),
        (&cast.hr, "/disputes".to_owned()),
        (&cast.hr, "/appraisals?as=hr".to_owned()),
    ] {
        let page = person.get(&at).await;
        let marks = [
            "result_provisional",
            "list_provisional_chip",
            "disputes_provisional",
        ];
        assert!(marks.iter().any(|mark| page.says(mark)), "{at}");
    }
    on_the_dashboard(&world).await;
    let csv = cast.hr.get("/dashboard/export.csv").await.text();
    let mut lines = csv.trim_start_matches('\u{feff}').lines();
    let column = lines
        .next()
        .unwrap()
        .split(',')
        .position(|name| name == en("export_provisional"))
        .unwrap();
    assert_eq!(
        lines.next().unwrap().split(',').nth(column),
        Some(en("export_yes").as_str())
    );
    for below in ["/record.pdf", "/record.json", "/evidence.json"] {
        let page = cast.employee.get(&cast.at(below)).await;
        let name = page.0.headers["content-disposition"]
            .to_str()
            .unwrap()
            .to_owned();
        assert!(name.contains("-provisional"), "{below}: {name}");
    }
    let bundle = cast.employee.get(&cast.at("/evidence.json")).await.text();
    assert!(bundle.contains("\"provisional\":true"));

    let item = text(&world, "select id::text from plan_items").await;
    let plan = format!("/plans/{item}");
    let report = [("deed", "progress"), ("words", "The first month is done.")];
    let reported = cast
        .employee
        .fills(&plan, &format!("{plan}/report"), &report)
        .await;
    assert_eq!(reported.status(), 303, "{}", reported.summary());
    // and it is final again once the case is settled
    let answer = [
        ("answer", "You are right."),
        ("offer", "1"),
        ("offer.conduct", "19"),
    ];
    cast.superior
        .fills(&cast.at("/dispute"), &cast.at("/dispute/answer"), &answer)
        .await;
    cast.employee
        .fills(&cast.at("/dispute"), &cast.at("/dispute/settlement"), &[])
        .await;
    let after = cast.hr.get("/dashboard/export.csv").await.text();
    assert_eq!(
        after.lines().nth(1).unwrap().split(',').nth(column),
        Some("no")
    );
}

/// Whose turn it is follows the case, and pages, list, dashboard and start page agree on it.
#[tokio::test]
async fn the_turn_in_a_dispute_is_the_one_who_has_to_act() {
    let world = World::new().await;
    let cast = opened(&world).await;
    on_the_dashboard(&world).await;
    let agree = async |relation: &str, who: &[&crate::world::Person], words: &str| {
        for person in [&cast.employee, &cast.superior] {
            let strip = person.get(&cast.at("")).await;
            let own = who.iter().any(|one| one.id == person.id);
            let turn = strip.all(".turn").join(" ");
            assert_eq!(
                turn.says("strip_your_turn"),
                own,
                "{relation}: {} {turn}",
                person.name
            );
            assert_eq!(
                strip.has(".turn a.primary"),
                own,
                "{relation}: {}",
                person.name
            );
            assert_eq!(
                person
                    .get("/")
                    .await
                    .has("[aria-labelledby=todo-h] a[href$=\"/dispute\"]"),
                own,
                "{relation}: tasks of {}",
                person.name
            );
        }
        for (turn, count) in [
            ("superior", "superior"),
            ("appraisee", "appraisee"),
            ("committee", "committee"),
        ] {
            let list = cast.hr.get(&format!("/appraisals?as=hr&turn={turn}")).await;
            assert_eq!(
                list.has("a.row-link"),
                count == relation,
                "list of {turn} at {relation}"
            );
        }
        let list = cast.hr.get("/appraisals?as=hr").await;
        assert!(list.says(words), "{relation}: {words}");
        let board = cast.hr.get("/dashboard").await;
        let link = format!("table.bars a[href*=\"turn={relation}\"]");
        assert!(board.has(&link), "{relation} on the dashboard");
        assert_eq!(
            board.all("table.bars a[href*=\"turn=\"]").len(),
            1,
            "{relation}"
        );
    };
    agree("superior", &[&cast.superior], "relation_superior").await;
    let answer = [("answer", "The figures are right.")];
    let answered = cast
        .superior
        .fills(&cast.at("/dispute"), &cast.at("/dispute/answer"), &answer)
        .await;
    assert_eq!(answered.status(), 303, "{}", answered.summary());
    agree("appraisee", &[&cast.employee], "relation_appraisee").await;
    for name in ["Ann", "Ben", "Cyd"] {
        let member = world.person(name, cast.other_department, None).await;
        world.give(&member, Role::Committee).await;
    }
    assert_eq!(
        cast.employee
            .post(&cast.at("/dispute/referral"), &[])
            .await
            .status(),
        303
    );
    agree("committee", &[], "relation_committee").await;
}
