//! Every total opens into how it came about, for those who may know it; and nothing else gives it away.

use countersign::{access::Stage, evaluations::superior::Evaluation};

use crate::{
    evaluation::{GOOD, POOR, submitted},
    pile::{evaluate, team},
    world::{Page, Person, Says, World},
};

async fn opens(person: &Person, page: &Page, selector: &str, total: &str) {
    let links = page.all_links(selector);
    assert!(!links.is_empty(), "{selector}: {}", page.summary());
    for link in links {
        let why = person.get(&link).await;
        assert_eq!(why.status(), 200, "{link}: {}", why.summary());
        let told = why.all("dl.result dd");
        assert_eq!(told.first().map(String::as_str), Some(total), "{link}");
        assert!(why.has("details.why[open] tfoot"), "{link}");
    }
}

#[tokio::test]
async fn a_calibration_opens_each_result_and_each_proposal() {
    let world = World::new().await;
    let cast = world.cast().await;
    let team = team(&world, &cast, &cast.superior, &["Abe A"]).await;
    let id = team[0].1;
    evaluate(&cast.superior, id, POOR).await;
    let cycle = cast.cycle.to_string();
    let fields = [("name", "Round"), ("cycle", cycle.as_str())];
    let opened = cast
        .hr
        .fills("/calibrations", "/calibrations", &fields)
        .await;
    let session = opened.location().to_owned();
    let page = cast.hr.get(&session).await;
    opens(&cast.hr, &page, "td a[href$='/result']", "75").await;
    assert!(!page.has("details.why"), "nothing is proposed yet");
    let appraisal = id.to_string();
    let fields = [
        ("appraisal", appraisal.as_str()),
        ("version", "1"),
        ("do", "propose"),
        ("adjust.conduct", "20"),
        ("reason", "Like the others"),
    ];
    let proposed = cast.hr.post(&format!("{session}/proposals"), &fields).await;
    assert_eq!(proposed.status(), 303, "{}", proposed.summary());
    let page = cast.hr.get(&session).await;
    let foot = page.all("details.why tfoot td").join(" ");
    assert!(foot.contains("40 + 20 + 20 = 80"), "{foot}");
    // what stands is still what was submitted
    opens(&cast.hr, &page, "td a[href$='/result']", "75").await;
}

#[tokio::test]
async fn the_bars_of_the_dashboard_lead_to_the_results_that_they_count() {
    let world = World::new().await;
    let cast = world.cast().await;
    sqlx::query("insert into cycle_departments (cycle_id, department_id) values ($1, $2)")
        .bind(cast.cycle.0)
        .bind(cast.department.0)
        .execute(&world.db)
        .await
        .unwrap();
    let team = team(&world, &cast, &cast.superior, &["Abe A", "Bea B", "Cy C"]).await;
    for (at, (_, id)) in team.iter().enumerate() {
        world
            .force(*id, [Stage::Concluded, Stage::Interview, Stage::Review][at])
            .await;
    }
    world.force(cast.appraisal, Stage::Preparation).await;
    let page = cast.hr.get("/dashboard").await;
    let links = page.all_links("table.bars a[href*='grade=']");
    assert_eq!(links.len(), 1, "one grade has results: {links:?}");
    // three are released, the one in review is not among them
    let list = cast.hr.get(&links[0]).await;
    assert_eq!(list.all("tbody tr").len(), 3, "{}", links[0]);
    assert!(list.has("input#grade[checked]"));
    assert_eq!(list.all("label[for=grade]"), ["Only Good"]);
    assert!(page.says("dash_graded_by") && page.text().contains("version 1."));
    let other = cast.hr.get(&links[0].replace("grade=2", "grade=1")).await;
    assert_eq!((other.status(), other.all("tbody tr").len()), (200, 0));
    // the filter tells nobody what they may not know yet
    for grade in 0..5 {
        let own = cast
            .employee
            .get(&format!("/appraisals?grade={grade}"))
            .await;
        assert!(
            !own.text().contains("Autumn</td>") && own.all("tbody tr").is_empty(),
            "{grade}"
        );
    }
    sqlx::query("update appraisals set opened_at = now() where id = $1")
        .bind(cast.appraisal.0)
        .execute(&world.db)
        .await
        .unwrap();
    let own = cast.employee.get("/appraisals?grade=2").await;
    assert_eq!(own.all("tbody tr").len(), 1);
    for odd in ["grade=", "grade=x", "grade=99999", "grade=-1"] {
        let page = cast.hr.get(&format!("/appraisals?{odd}")).await;
        assert_eq!(page.status(), 200, "{odd}");
    }
    // a clerk's bars leave small departments out, so that they lead nowhere
    assert!(
        !cast
            .clerk
            .get("/dashboard")
            .await
            .has("table.bars a[href*='grade=']")
    );
}

#[tokio::test]
async fn an_earlier_result_opens_for_its_parties_and_says_its_rule_to_others() {
    let world = World::new().await;
    let cast = world.cast().await;
    let earlier = world.cycle("Spring").await;
    sqlx::query("update cycles set ends_on = current_date - 200, starts_on = current_date - 400 where id = $1")
        .bind(earlier.0)
        .execute(&world.db)
        .await
        .unwrap();
    let before = world
        .appraisal(
            earlier,
            &cast.employee,
            &cast.head,
            None,
            None,
            cast.department,
        )
        .await;
    sqlx::query(
        "insert into papers (appraisal_id, kind, author_id, body, updated_at, submitted_at)
         values ($1, 'evaluation', $2, $3, now(), now())",
    )
    .bind(before.0)
    .bind(cast.head.id.0)
    .bind(sqlx::types::Json(Evaluation::default()))
    .execute(&world.db)
    .await
    .unwrap();
    world.force(before, Stage::Concluded).await;
    submitted(&world, &cast, GOOD).await;
    let address = cast.at("/evaluation");
    let hr = cast.hr.get(&address).await;
    let link = format!("/appraisals/{before}/result");
    assert!(hr.has(&format!("a[href='{link}']")), "{}", hr.summary());
    assert_eq!(cast.hr.get(&link).await.status(), 200);
    // the superior of today was no party then: the line, the band and the rounding
    let superior = cast.superior.get(&address).await;
    assert!(!superior.has(&format!("a[href='{link}']")));
    assert_eq!(cast.superior.get(&link).await.status(), 404);
    let told = superior.all("details.more p.small").join(" ");
    assert!(
        told.contains("90 ≤ total ≤ 100") && told.says("evaluation_earlier_closed"),
        "{told}"
    );
}
