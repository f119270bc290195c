//! What waits for whom, and the lists that show no more than one is party to.

use countersign::access::{Role, Stage};

use crate::world::{Says, World};

#[tokio::test]
async fn the_deed_stands_with_whose_turn_it_is_and_the_others_wait() {
    let world = World::new().await;
    let cast = world.cast().await;
    let own = cast.employee.get("/").await;
    assert_eq!(own.status(), 200, "{}", own.summary());
    assert!(own.says("task_self"));
    assert!(own.text().contains(&cast.at("/self-evaluation")));
    let superior = cast.superior.get("/").await;
    assert!(superior.says_with("tasks_waits_for", &[("who", "Eve Employee")]));
    world.force(cast.appraisal, Stage::Evaluation).await;
    assert!(
        cast.superior
            .get("/")
            .await
            .says_with("task_evaluate", &[("name", "Eve Employee")])
    );
    assert!(
        cast.employee
            .get("/")
            .await
            .says_with("tasks_waits_for", &[("who", "Susan Superior")])
    );
    world.force(cast.appraisal, Stage::Preparation).await;
    let arranging = cast.facilitator.get("/").await;
    assert!(arranging.says("task_appoint"), "{}", arranging.text());
    for stage in Stage::ALL {
        world.force(cast.appraisal, stage).await;
        for person in [
            &cast.employee,
            &cast.superior,
            &cast.facilitator,
            &cast.hr,
            &cast.clerk,
            &cast.head,
        ] {
            let page = person.get("/").await;
            assert_eq!(page.status(), 200, "{stage:?} {}", page.summary());
        }
    }
}

#[tokio::test]
async fn hr_finds_approvals_and_releases_grouped_and_never_their_own() {
    let world = World::new().await;
    let cast = world.cast().await;
    for name in ["Ann One", "Ben Two", "Cas Three"] {
        let person = world
            .person(name, cast.department, Some(&cast.superior))
            .await;
        let appraisal = world
            .appraisal(
                cast.cycle,
                &person,
                &cast.superior,
                None,
                None,
                cast.department,
            )
            .await;
        world.force(appraisal, Stage::Review).await;
    }
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
    let page = cast.hr.get("/").await;
    assert!(
        page.says_with("task_release", &[("count", "3")]),
        "{}",
        page.text()
    );
    let list = format!(
        "/appraisals?as=hr&cycle={}&stage=review&releasable=1",
        cast.cycle
    );
    let page = cast.hr.get(&list).await;
    assert_eq!(page.all("td.tick input").len(), 3);
    let all = cast.hr.get("/appraisals?stage=review").await;
    assert_eq!(all.all("tbody tr").len(), 3, "their own is being evaluated");
    assert_eq!(all.all("td.tick input").len(), 3, "not their own");
    let own_row = cast.hr.get("/appraisals?as=appraisee").await;
    let cells = own_row.all("tbody td");
    assert!(
        !cells.is_empty() && cells.iter().all(|cell| !cell.contains("91")),
        "no result before release"
    );
    // the appraisee and an outsider see no more than theirs
    assert_eq!(
        cast.employee.get("/appraisals").await.all("tbody tr").len(),
        1
    );
    let outsider = world
        .person("Otto Outside", cast.other_department, None)
        .await;
    assert!(outsider.get("/appraisals").await.has(".empty"));
    assert!(outsider.get("/").await.has(".empty"));
    world.give(&outsider, Role::Admin).await;
    assert!(outsider.get("/appraisals").await.has(".empty"));
}

#[tokio::test]
async fn the_list_turns_its_pages_and_finds_names() {
    let world = World::new().await;
    let cast = world.cast().await;
    sqlx::query("with p as (insert into people (number, name, department_id) select 'X' || n, 'Person ' || lpad(n::text, 3, '0'), $2 from generate_series(1, 120) n returning id)
        insert into appraisals (cycle_id, appraisee_id, superior_id, department_id, stage, stage_since, due_on)
        select $1, id, $3, $2, 'self_evaluation', now(), current_date from p")
        .bind(cast.cycle.0).bind(cast.department.0).bind(cast.superior.id.0)
        .execute(&world.db).await.expect("many");
    let mut seen = Vec::new();
    let mut path = "/appraisals?sort=name&q=person".to_owned();
    for _ in 0..3 {
        let page = cast.superior.get(&path).await;
        seen.extend(page.all("tbody a.row-link"));
        let html = page.text();
        let Some(next) = html.split("rel=\"next\" href=\"").nth(1) else {
            break;
        };
        path = next
            .split('"')
            .next()
            .expect("href")
            .replace("&#38;", "&")
            .replace("&amp;", "&");
    }
    let mut sorted = seen.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(seen.len(), 120);
    assert_eq!(seen, sorted);
    assert_eq!(
        cast.superior
            .get("/appraisals?q=X77")
            .await
            .all("tbody tr")
            .len(),
        1
    );
}
