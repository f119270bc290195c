//! A superior goes through their people without a way back to the list; what stands beside each score.

use countersign::{
    access::Stage,
    evaluations::superior::{Evaluation, Item},
    ground::ids::AppraisalId,
    scoring::Input,
};

use crate::{
    evaluation::{GOOD, POOR},
    world::{Cast, Person, Says, World, en},
};

/// Puts an appraisal on the superior's desk, with nothing decided about it.
pub async fn on_the_desk(world: &World, appraisal: AppraisalId) {
    world.force(appraisal, Stage::Evaluation).await;
    sqlx::query(
        "update appraisals set approved_at = null, evaluated_at = null, total = null, grade = null, multiplier = null
         where id = $1",
    )
    .bind(appraisal.0)
    .execute(&world.db)
    .await
    .unwrap();
}

/// More people of the same superior, each on the desk.
pub async fn team(
    world: &World,
    cast: &Cast,
    superior: &Person,
    names: &[&str],
) -> Vec<(Person, AppraisalId)> {
    let mut team = Vec::new();
    for name in names {
        let person = world.person(name, cast.department, Some(superior)).await;
        let id = world
            .appraisal(cast.cycle, &person, superior, None, None, cast.department)
            .await;
        on_the_desk(world, id).await;
        team.push((person, id));
    }
    team
}

pub async fn evaluate(superior: &Person, id: AppraisalId, fields: &[(&str, &str)]) {
    let page = format!("/appraisals/{id}/evaluation");
    let done = superior
        .fills(&page, &format!("{page}/submission"), fields)
        .await;
    assert_eq!(done.status(), 303, "{}", done.summary());
}

#[tokio::test]
async fn submit_and_next_goes_through_all_and_the_side_list_knows_who_is_left() {
    let world = World::new().await;
    let cast = world.cast().await;
    let team = team(&world, &cast, &cast.superior, &["Abe A", "Bea B", "Cy C"]).await;
    let page = |id: AppraisalId| format!("/appraisals/{id}/evaluation");
    let first = cast.superior.get(&page(team[0].1)).await;
    assert_eq!(
        first.all(".pile li a"),
        ["Abe A", "Bea B", "Cy C", "Eve Employee"]
    );
    let states = ["pile_open", "pile_open", "pile_open", "pile_waiting"].map(en);
    assert_eq!(first.all(".pile li .chip"), states);
    assert!(first.has(&format!("a[rel=next][href='{}']", page(team[1].1))));
    assert!(!first.has("a[rel=prev]"));
    // the list stands in the same order
    let list = cast
        .superior
        .get(&first.all_links(".pile .card-head a")[0])
        .await;
    assert_eq!(
        list.all("a.row-link"),
        ["Abe A", "Bea B", "Cy C", "Eve Employee"]
    );

    // a draft, and past the one who waits
    let draft = [("version", "0"), ("summary", "begun")];
    cast.superior.autosave(&page(team[1].1), &draft).await;
    let last = cast.superior.get(&page(team[2].1)).await;
    assert_eq!(last.all(".pile li .chip")[1], en("pile_draft"));
    assert!(!last.has("a[rel=next]"));

    let mut good = GOOD.to_vec();
    good.push(("then", "next"));
    let target = format!("{}/submission", page(team[2].1));
    let next = cast.superior.fills(&page(team[2].1), &target, &good).await;
    assert_eq!(next.location(), page(team[0].1));
    let todo = cast
        .superior
        .get(&format!("{}?todo=1", page(team[0].1)))
        .await;
    assert_eq!(todo.all(".pile li a"), ["Abe A", "Bea B"]);
    let target = format!("{}/submission", page(team[0].1));
    let todo_page = format!("{}?todo=1", page(team[0].1));
    let next = cast.superior.fills(&todo_page, &target, &good).await;
    assert_eq!(next.location(), format!("{}?todo=1", page(team[1].1)));
    let done = cast.superior.get(&page(team[0].1)).await;
    assert!(done.says_with("evaluation_next", &[("name", "Bea B")]));
    let target = format!("{}/submission", page(team[1].1));
    let end = cast.superior.fills(&page(team[1].1), &target, &good).await;
    assert_eq!(end.location(), page(team[1].1));
    // somebody else's people are not in it
    let boss = world.person("Bo Boss", cast.other_department, None).await;
    let other = team_of(&world, &cast, &boss).await;
    assert!(!boss.get(&page(other)).await.has(".pile"));
}

async fn team_of(world: &World, cast: &Cast, boss: &Person) -> AppraisalId {
    team(world, cast, boss, &["Zed Z"]).await[0].1
}

#[tokio::test]
async fn hints_come_with_each_save_and_stand_on_the_page() {
    let world = World::new().await;
    let cast = world.cast().await;
    on_the_desk(&world, cast.appraisal).await;
    let address = cast.at("/evaluation");
    let saved = cast
        .superior
        .autosave(
            &address,
            &[
                ("version", "0"),
                ("comment.conduct", "She is always late, 不够努力"),
            ],
        )
        .await;
    assert!(saved.text().contains("comment.conduct") && saved.text().contains("不够努力"));
    let page = cast.superior.get(&address).await;
    assert_eq!(page.all("[data-hints-for='comment.conduct'] li").len(), 2);
    assert!(!page.has("[data-hints-for='summary'] li"));
}

#[tokio::test]
async fn earlier_points_are_shown_to_whoever_was_party_then() {
    let world = World::new().await;
    let cast = world.cast().await;
    let spring = world.cycle("Spring").await;
    sqlx::query("update cycles set ends_on = ends_on - 80 where id = $1")
        .bind(spring.0)
        .execute(&world.db)
        .await
        .unwrap();
    let earlier = world
        .appraisal(
            spring,
            &cast.employee,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    let mut body = Evaluation::default();
    let judged = Item {
        input: Input::Judged { points: 17.into() },
        ..Item::default()
    };
    body.items.insert("conduct".into(), judged);
    sqlx::query(
        "insert into papers (appraisal_id, kind, author_id, body, updated_at, submitted_at) values ($1, 'evaluation', $2, $3, now(), now())",
    )
    .bind(earlier.0)
    .bind(cast.superior.id.0)
    .bind(sqlx::types::Json(&body))
    .execute(&world.db)
    .await
    .unwrap();
    on_the_desk(&world, cast.appraisal).await;
    world.force(earlier, Stage::SignOff).await;
    let page = cast.superior.get(&cast.at("/evaluation")).await.text();
    assert!(
        !page.says_with(
            "evaluation_past",
            &[("cycle", "Spring"), ("points", "17"), ("weight", "20")]
        ),
        "only what is concluded"
    );
    world.force(earlier, Stage::Concluded).await;
    let page = cast.superior.get(&cast.at("/evaluation")).await.text();
    assert!(page.says_with(
        "evaluation_past",
        &[("cycle", "Spring"), ("points", "17"), ("weight", "20")]
    ));
    // a superior of today who was not one then sees the total, not the points
    let fresh = world.person("Flo Fresh", cast.department, None).await;
    sqlx::query("update appraisals set superior_id = $2 where id = $1")
        .bind(cast.appraisal.0)
        .bind(fresh.id.0)
        .execute(&world.db)
        .await
        .unwrap();
    let page = fresh.get(&cast.at("/evaluation")).await.text();
    assert!(page.contains("Spring: 91") && !page.contains("17 of 20"));
}

#[tokio::test]
async fn a_returned_evaluation_is_to_do_again_with_its_reason() {
    let world = World::new().await;
    let cast = world.cast().await;
    let team = team(&world, &cast, &cast.superior, &["Abe A", "Bea B"]).await;
    evaluate(&cast.superior, team[0].1, POOR).await;
    let page = format!("/appraisals/{}/evaluation", team[0].1);
    let back = cast
        .hr
        .fills(
            &page,
            &format!("{page}/return"),
            &[("reason", "WHICH ORDERS?")],
        )
        .await;
    assert_eq!(back.status(), 303);
    let again = cast.superior.get(&page).await;
    assert!(again.text().contains("WHICH ORDERS?"));
    assert_eq!(again.all(".pile li .chip")[0], "draft");
}
