//! Releasing many: the preview says who goes and who stays, and nothing goes that came later.

use countersign::ground::ids::AppraisalId;

use crate::{
    evaluation::{GOOD, POOR},
    pile::{evaluate, team},
    world::{Says, World, en},
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
    let cycle = cast.cycle.to_string();
    let looks = |fields: Vec<(&'static str, String)>| {
        let (hr, cycle) = (cast.hr.clone(), cycle.clone());
        async move {
            let mut all = vec![("cycle", cycle.as_str()), ("department", "")];
            all.extend(fields.iter().map(|(name, value)| (*name, value.as_str())));
            let done = hr.post("/appraisals/release", &all).await;
            assert_eq!(done.status(), 303, "{}", done.summary());
            done.location().to_owned()
        }
    };
    let run = looks(vec![]).await;
    let preview = cast.hr.get(&run).await;
    assert_eq!(preview.status(), 200, "{}", preview.summary());
    assert!(preview.says_with("release_do_many", &[("count", "1")]));
    assert_eq!(preview.all("table.data .row-link"), ["Abe A"]);
    assert_eq!(
        preview.all(".tabs a"),
        [
            format!("{} 1", en("run_will_be_done")),
            format!("{} 4", en("run_left"))
        ]
    );
    let left = cast.hr.get(&format!("{run}?show=left")).await;
    let left = left.all("table.data tbody tr");
    assert_eq!(left.len(), 4, "{left:?}");
    for (name, reason) in [
        ("Bea B", "bulk_not_approved"),
        ("Cy C", "bulk_low"),
        ("Dee D", "bulk_before"),
    ] {
        assert!(
            left.iter()
                .any(|row| row.contains(name) && row.says(reason)),
            "{name}: {left:?}"
        );
    }
    let with = looks(vec![("approve", "1".to_owned())]).await;
    let shown = cast.hr.get(&with).await;
    assert_eq!(shown.all("table.data .row-link"), ["Abe A", "Bea B"]);

    // somebody else's approval after the look does not slip in
    world.app.clock.advance(time::Duration::minutes(1));
    approve(team[2].1).await;
    let press = cast.hr.post(&format!("{run}/confirmation"), &[]).await;
    assert_eq!(press.status(), 303, "{}", press.summary());
    let done = cast.hr.get(&run).await;
    assert!(
        done.says_with("run_ended", &[("done", "1"), ("left", "4")]),
        "{}",
        done.summary()
    );
    let stages = [
        world.stage(team[0].1).await,
        world.stage(team[1].1).await,
        world.stage(team[2].1).await,
    ];
    assert_eq!(stages, ["preparation", "review", "review"]);
    assert_eq!(world.events(team[0].1, "released").await, 1);

    // with the rule: what has no low grade is approved and released in one go; who was released meanwhile is left out
    cast.hr.post(&format!("{with}/confirmation"), &[]).await;
    let done = cast.hr.get(&format!("{with}?show=left")).await;
    let gone = done.all("table.data tbody tr");
    assert!(
        gone.iter()
            .any(|row| row.contains("Abe A") && row.says("bulk_after")),
        "{gone:?}"
    );
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
        for address in ["/appraisals/release", &run] {
            assert_eq!(other.get(address).await.status(), 404, "{address}");
        }
    }
    let odd = cast.hr.post("/appraisals/release", &[("cycle", "x")]).await;
    assert_eq!(odd.status(), 404);
}
