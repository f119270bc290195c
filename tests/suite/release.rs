//! Releasing many: the preview says who goes and who stays, and nothing goes that came later.

use countersign::ground::ids::AppraisalId;

use crate::{
    evaluation::{GOOD, POOR},
    pile::{evaluate, team},
    world::World,
};

#[tokio::test]
async fn the_preview_is_what_happens() {
    let world = World::new().await;
    let cast = world.cast().await;
    let names = ["Abe A", "Bea B", "Cy C", "Dee D"];
    let team = team(&world, &cast, &cast.superior, &names).await;
    let approve = |id: AppraisalId| {
        let hr = cast.hr.clone();
        async move {
            let page = format!("/appraisals/{id}/evaluation");
            let done = hr.fills(&page, &format!("{page}/approve"), &[]).await;
            assert_eq!(done.status(), 303, "{}", done.summary());
        }
    };
    for ((_, id), fields) in team.iter().zip([GOOD, GOOD, POOR]) {
        evaluate(&cast.superior, *id, fields).await;
    }
    approve(team[0].1).await;
    let address = format!("/appraisals/release?cycle={}", cast.cycle);
    let preview = cast.hr.get(&address).await;
    assert_eq!(preview.status(), 200, "{}", preview.summary());
    assert!(preview.text().contains("1 result goes to both sides."));
    let going = preview.all("table.data tbody tr");
    assert_eq!(going.len(), 1, "{going:?}");
    assert!(going[0].contains("Abe A") && going[0].contains("109 · Excellent"));
    assert_eq!(
        preview.all(".tabs a"),
        ["Who gets the result 1", "Who stays behind 4"]
    );
    let held = cast.hr.get(&format!("{address}&show=held")).await;
    let held = held.all("table.data tbody tr");
    assert_eq!(held.len(), 4, "{held:?}");
    assert!(
        held.iter()
            .any(|row| row.contains("Cy C") && row.contains("Low grade"))
    );
    assert!(
        held.iter()
            .any(|row| row.contains("Dee D") && row.contains("not submitted yet"))
    );
    let with = cast.hr.get(&format!("{address}&approve=1")).await;
    assert!(with.text().contains("2 results go to both sides."));
    assert_eq!(with.all("table.data .row-link"), ["Abe A", "Bea B"]);
    let held = cast.hr.get(&format!("{address}&approve=1&show=held")).await;
    assert_eq!(held.all("table.data tbody tr").len(), 3);

    // somebody else's approval after the look does not slip in
    let form = preview.form("/appraisals/release/all");
    world.app.clock.advance(time::Duration::minutes(1));
    approve(team[2].1).await;
    let pairs: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let done = cast.hr.post("/appraisals/release/all", &pairs).await;
    assert_eq!(done.status(), 200, "{}", done.summary());
    assert!(done.text().contains("1 result"), "{}", done.summary());
    let stages = [
        world.stage(team[0].1).await,
        world.stage(team[1].1).await,
        world.stage(team[2].1).await,
    ];
    assert_eq!(stages, ["preparation", "review", "review"]);
    assert_eq!(world.events(team[0].1, "released").await, 1);

    // with the rule: what has no low grade is approved and released in one go
    let all = cast
        .hr
        .get(&format!("{address}&approve=1"))
        .await
        .form("/appraisals/release/all");
    let pairs: Vec<(&str, &str)> = all
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    cast.hr.post("/appraisals/release/all", &pairs).await;
    assert_eq!(world.stage(team[1].1).await, "preparation");
    assert_eq!(world.events(team[1].1, "approved").await, 1);
    assert_eq!(world.events(team[1].1, "released").await, 1);

    // unread, it can be taken back; read, it cannot
    let (person, id) = &team[0];
    let page = format!("/appraisals/{id}");
    let back = cast
        .hr
        .fills(&page, &format!("{page}/unrelease"), &[])
        .await;
    assert_eq!(back.status(), 303);
    assert_eq!(world.stage(*id).await, "review");
    let (person_b, id_b) = &team[1];
    person_b
        .get(&format!("/appraisals/{id_b}/evaluation"))
        .await;
    let read = cast
        .hr
        .post(&format!("/appraisals/{id_b}/unrelease"), &[])
        .await;
    assert_eq!(read.status(), 409);
    assert_eq!(world.stage(*id_b).await, "preparation");
    assert_eq!(
        person.get(&format!("{page}/evaluation")).await.status(),
        409
    );
    // nobody else
    for other in [&cast.superior, &cast.clerk] {
        assert_eq!(other.get(&address).await.status(), 404);
    }
    let odd = cast
        .hr
        .post("/appraisals/release/all", &[("cycle", "x")])
        .await;
    assert_eq!(odd.status(), 404);
}
