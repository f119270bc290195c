//! Who is in a cycle: chosen by departments, levels and dates, or joined later.

use countersign::web::when;
use time::{Date, Duration};
use uuid::Uuid;

use super::{reach, tree};
use crate::{
    bulk::carried_out,
    world::{Says, World},
};

#[tokio::test]
async fn people_join_by_the_same_rules_with_deadlines_of_their_own() {
    let world = World::new().await;
    let cast = world.cast().await;
    reach(&world, &cast).await;
    let page = format!("/cycles/{}/people", cast.cycle);
    world
        .person("Nina New", cast.department, Some(&cast.superior))
        .await;
    let foreign = world
        .person("Fred Foreign", cast.other_department, Some(&cast.head))
        .await;
    let fitting = cast
        .hr
        .fills(&page, &page, &[("who", "fitting"), ("reason", "x")])
        .await;
    let shown = cast.hr.get(fitting.location()).await;
    assert!(shown.text().contains("Nina New"), "{}", shown.summary());
    for people in ["", "Nobody Here"] {
        let refused = cast
            .hr
            .fills(
                &page,
                &page,
                &[("who", "named"), ("people", people), ("reason", "x")],
            )
            .await;
        assert_eq!(refused.status(), 422, "{people}: {}", refused.summary());
        assert!(refused.has("#f-people-error"), "{people}");
    }
    let today = world.app.clock.today(&world.app.settings.zone);
    let late = when::input_day(today + Duration::days(20));
    let done = cast
        .hr
        .fills(
            &page,
            &page,
            &[
                ("who", "named"),
                ("people", "N-nina.new\nFred Foreign"),
                ("reason", "Joined in the middle"),
                ("first_due", &late),
            ],
        )
        .await;
    carried_out(&cast.hr, &done).await;
    let rows: Vec<(Uuid, String, Option<Date>)> = sqlx::query_as(
        "select appraisee_id, stage::text, due_on from appraisals where own_deadlines <> '{}' order by due_on",
    )
    .fetch_all(&world.db)
    .await
    .expect("rows");
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().any(|row| row.0 == foreign.id.0));
    assert_eq!(rows[0].1, "goals", "the cycle begins with goals");
    assert!(foreign.get("/").await.has("a[href^='/appraisals/']"));
}

#[tokio::test]
async fn departments_levels_and_dates_choose_and_everybody_else_falls_out_with_the_reason() {
    let world = World::new().await;
    let tree = tree(&world).await;
    let root: Uuid = sqlx::query_scalar("select id from departments where name = 'Works'")
        .fetch_one(&world.db)
        .await
        .expect("root");
    let root = root.to_string();
    let made = tree
        .hr
        .fills(
            "/cycles/new",
            "/cycles",
            &[
                ("name", "Narrow"),
                ("department", &root),
                ("with_below", "1"),
                ("level", "staff"),
                ("hired_from", "2020-01-01"),
                ("hired_to", "2021-12-31"),
            ],
        )
        .await;
    assert_eq!(made.status(), 303, "{}", made.summary());
    let preview = made.location().to_owned();
    let rows = |show: &'static str| {
        let (hr, path) = (tree.hr.clone(), format!("{preview}?show={show}"));
        async move { hr.get(&path).await.all("table.data tbody td.pin .strong") }
    };
    assert_eq!(rows("direct").await, ["Ann Staff"]);
    assert_eq!(rows("other_level").await, ["Bob Manager", "Cid Senior"]);
    assert_eq!(rows("hired_outside").await, ["Bea Boss", "Dee Unknown"]);
    let sorted = tree.hr.get(&format!("{preview}?sort=-name")).await;
    assert_eq!(
        sorted.all("table.data tbody td.pin .strong")[0],
        "Dee Unknown"
    );
    assert!(sorted.has("th[aria-sort='descending']"));
    let found = tree.hr.get(&format!("{preview}?q=cid")).await;
    assert_eq!(found.all("table.data tbody tr").len(), 1);
    let csv = tree.hr.get(&format!("{preview}.csv")).await;
    assert_eq!(csv.text().lines().count(), 6);
    // without the departments below
    let cycle = preview.trim_end_matches("/preview");
    let fields = [("name", "Narrow"), ("department", root.as_str())];
    let values = tree.hr.get(&format!("{cycle}/edit")).await.form(cycle);
    let kept: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| *name != "with_below")
        .chain(fields)
        .collect();
    let changed = tree.hr.post(cycle, &kept).await;
    assert_eq!(changed.status(), 303, "{}", changed.summary());
    assert_eq!(
        tree.hr.get(&preview).await.all("table.data tbody tr").len(),
        1
    );
    // somebody from there by name
    let taken = tree
        .hr
        .post(
            &format!("{cycle}/exceptions"),
            &[
                ("who", "Cid Senior"),
                ("do", "include"),
                ("reason", "Leads the pilot"),
            ],
        )
        .await;
    assert_eq!(taken.status(), 303, "{}", taken.summary());
    let page = tree.hr.get(&format!("{preview}?show=direct")).await;
    assert!(
        page.says_with("why_included", &[("reason", "Leads the pilot")]),
        "{}",
        page.summary()
    );
    let _ = tree.branch;
}
