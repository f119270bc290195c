//! What is done to many: what the preview says is what happens; who changed in between, or is not the actor's to touch,
//! is left out; a run that is stopped or cut off is gone on with and does nothing twice.

use std::time::Duration;

use countersign::{
    access::{Role, Stage},
    cycles, jobs,
    web::when,
    works,
};
use uuid::Uuid;

use crate::{
    browser::{PHONE, Site, WIDE},
    evaluation::GOOD,
    pile::{evaluate, on_the_desk, team},
    running::reach,
    world::{Cast, PASSWORD, Page, Person, Says, World, en},
};

/// Gives the word for a preview that an act led to; the page of its result.
pub async fn carried_out(who: &Person, preview: &Page) -> Page {
    assert_eq!(preview.status(), 303, "{}", preview.summary());
    let run = preview.location().to_owned();
    assert!(run.starts_with("/runs/"), "{run}");
    let done = who.post(&format!("{run}/confirmation"), &[]).await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    let shown = who.get(&run).await;
    assert_eq!(shown.status(), 200, "{}", shown.summary());
    shown
}

/// The names of a run's people with one outcome.
async fn names(who: &Person, run: &str, outcome: &str) -> Vec<String> {
    let page = who.get(&format!("{run}?show={outcome}")).await;
    assert_eq!(page.status(), 200, "{}", page.summary());
    page.all("table.data .row-link")
}

async fn confirms(who: &Person, run: &str) {
    let done = who.post(&format!("{run}/confirmation"), &[]).await;
    assert_eq!(done.status(), 303, "{}", done.summary());
}

/// An appraisal of the HR person, which is nobody's to touch in that role but another's.
async fn own(world: &World, cast: &Cast) -> countersign::ground::ids::AppraisalId {
    world
        .appraisal(
            cast.cycle,
            &cast.hr,
            &cast.head,
            None,
            None,
            cast.other_department,
        )
        .await
}

async fn reason(who: &Person, run: &str, name: &str) -> String {
    let page = who.get(&format!("{run}?show=left&q={name}")).await;
    page.all("table.data tbody tr").join(" ")
}

#[tokio::test]
async fn a_release_leaves_out_what_changed_after_the_preview_and_hr_themself() {
    let world = World::new().await;
    let cast = world.cast().await;
    let team = team(&world, &cast, &cast.superior, &["Abe A", "Bea B"]).await;
    let own = own(&world, &cast).await;
    world.force(own, Stage::Review).await;
    for (_, id) in &team {
        evaluate(&cast.superior, *id, GOOD).await;
    }
    let cycle = cast.cycle.to_string();
    let fields = [
        ("cycle", cycle.as_str()),
        ("department", ""),
        ("approve", "1"),
    ];
    let run = cast.hr.post("/appraisals/release", &fields).await;
    let run = run.location().to_owned();
    assert_eq!(names(&cast.hr, &run, "waiting").await, ["Abe A", "Bea B"]);
    let page = format!("/appraisals/{}/evaluation", team[1].1);
    let returned = cast
        .hr
        .fills(&page, &format!("{page}/return"), &[("reason", "Figures")])
        .await;
    assert_eq!(returned.status(), 303, "{}", returned.summary());
    evaluate(&cast.superior, team[1].1, GOOD).await;
    confirms(&cast.hr, &run).await;
    assert_eq!(names(&cast.hr, &run, "done").await, ["Abe A"]);
    assert!(reason(&cast.hr, &run, "bea").await.says("run_changed"));
    assert_eq!(world.stage(team[1].1).await, "review");
    assert_eq!(world.stage(own).await, "review");
    // the word is given once
    confirms(&cast.hr, &run).await;
    assert_eq!(world.events(team[0].1, "released").await, 1);
}

#[tokio::test]
async fn reminders_reach_only_those_who_still_have_to_do() {
    let world = World::new().await;
    let cast = world.cast().await;
    own(&world, &cast).await;
    let team = team(&world, &cast, &cast.superior, &["Abe A"]).await;
    world.force(team[0].1, Stage::SelfEvaluation).await;
    let cycle = cast.cycle.to_string();
    let run = cast
        .hr
        .post("/reminders", &[("cycle", &cycle), ("note", "Please")])
        .await;
    let run = run.location().to_owned();
    let waiting = names(&cast.hr, &run, "waiting").await;
    assert_eq!(waiting, ["Abe A", "Eve Employee"]);
    on_the_desk(&world, team[0].1).await;
    confirms(&cast.hr, &run).await;
    assert_eq!(names(&cast.hr, &run, "done").await, ["Eve Employee"]);
    assert!(reason(&cast.hr, &run, "abe").await.says("run_gone"));
    let told: Vec<String> = sqlx::query_scalar(
        "select p.name from reminders r join people p on p.id = r.person_id order by 1",
    )
    .fetch_all(&world.db)
    .await
    .unwrap();
    assert_eq!(told, ["Eve Employee"]);
}

#[tokio::test]
async fn an_extension_moves_those_whose_days_are_still_as_shown() {
    let world = World::new().await;
    let cast = world.cast().await;
    reach(&world, &cast).await;
    let own = own(&world, &cast).await;
    sqlx::query("update appraisals set department_id = $2 where id = $1")
        .bind(own.0)
        .bind(cast.department.0)
        .execute(&world.db)
        .await
        .unwrap();
    team(&world, &cast, &cast.superior, &["Abe A"]).await;
    let page = format!("/cycles/{}/extension", cast.cycle);
    let department = cast.department.0.to_string();
    let today = world.app.clock.today(&world.app.settings.zone);
    let until = |days| when::input_day(today + time::Duration::days(days));
    let looks = async |more: (&str, &str), days: i64| {
        let until = until(days);
        let fields = [
            more,
            ("stage", "self_due"),
            ("until", until.as_str()),
            ("following", "1"),
            ("reason", "Trip"),
        ];
        let done = cast.hr.fills(&page, &page, &fields).await;
        assert_eq!(done.status(), 303, "{}", done.summary());
        done.location().to_owned()
    };
    let run = looks(("department", department.as_str()), 20).await;
    let waiting = names(&cast.hr, &run, "waiting").await;
    assert_eq!(waiting, ["Abe A", "Eve Employee"]);
    let other = looks(("person", "N-eve.employee"), 30).await;
    confirms(&cast.hr, &other).await;
    confirms(&cast.hr, &run).await;
    assert_eq!(names(&cast.hr, &run, "done").await, ["Abe A"]);
    assert!(reason(&cast.hr, &run, "eve").await.says("extend_not_later"));
    let kept: serde_json::Value =
        sqlx::query_scalar("select own_deadlines from appraisals where id = $1")
            .bind(own.0)
            .fetch_one(&world.db)
            .await
            .unwrap();
    assert_eq!(kept, serde_json::json!({}), "HR's own is another's to move");
}

#[tokio::test]
async fn nobody_joins_twice_or_takes_themself_in() {
    let world = World::new().await;
    let cast = world.cast().await;
    reach(&world, &cast).await;
    let nina = world
        .person("Nina New", cast.department, Some(&cast.superior))
        .await;
    let page = format!("/cycles/{}/people", cast.cycle);
    let number = format!("N-{}", cast.hr.name.to_lowercase().replace(' ', "."));
    let people = format!("Nina New\nN-eve.employee\n{number}");
    let looks = async || {
        let fields = [("who", "named"), ("people", &*people), ("reason", "Late")];
        let done = cast.hr.fills(&page, &page, &fields).await;
        assert_eq!(done.status(), 303, "{}", done.summary());
        done.location().to_owned()
    };
    let (first, second) = (looks().await, looks().await);
    assert_eq!(names(&cast.hr, &first, "waiting").await, ["Nina New"]);
    assert!(reason(&cast.hr, &first, "eve").await.says("join_there"));
    let included: i64 = sqlx::query_scalar("select count(*) from cycle_exceptions")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(included, 0, "a look decides nothing");
    confirms(&cast.hr, &first).await;
    assert_eq!(names(&cast.hr, &first, "done").await, ["Nina New"]);
    confirms(&cast.hr, &second).await;
    assert!(reason(&cast.hr, &second, "nina").await.says("join_there"));
    let made: Vec<Uuid> =
        sqlx::query_scalar("select appraisee_id from appraisals where appraisee_id in ($1, $2)")
            .bind(nina.id.0)
            .bind(cast.hr.id.0)
            .fetch_all(&world.db)
            .await
            .unwrap();
    assert_eq!(made, [nina.id.0]);
}

#[tokio::test]
async fn a_handover_leaves_out_the_new_superiors_own_and_what_was_concluded_meanwhile() {
    let world = World::new().await;
    let cast = world.cast().await;
    let team = team(&world, &cast, &cast.superior, &["Abe A", "Max Next"]).await;
    let own = world
        .appraisal(
            cast.cycle,
            &cast.hr,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    let fields = [
        ("from", "N-susan.superior"),
        ("to", "N-max.next"),
        ("reason", "Moves"),
    ];
    let run = cast.hr.post("/cycles/handover", &fields).await;
    let run = run.location().to_owned();
    let waiting = names(&cast.hr, &run, "waiting").await;
    assert_eq!(waiting, ["Abe A", "Eve Employee"]);
    assert!(reason(&cast.hr, &run, "max").await.says("handover_own"));
    world.force(team[0].1, Stage::Concluded).await;
    confirms(&cast.hr, &run).await;
    assert_eq!(names(&cast.hr, &run, "done").await, ["Eve Employee"]);
    assert!(reason(&cast.hr, &run, "abe").await.says("run_gone"));
    let kept: Uuid = sqlx::query_scalar("select superior_id from appraisals where id = $1")
        .bind(own.0)
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(kept, cast.superior.id.0, "HR's own is another's to move");
}

#[tokio::test]
async fn a_cancellation_reaches_everybody_shows_nobody_themself_and_does_not_end_halfway() {
    let world = World::new().await;
    let cast = world.cast().await;
    let own = own(&world, &cast).await;
    let cycle = format!("/cycles/{}", cast.cycle);
    let done = cast
        .hr
        .fills(
            &cycle,
            &format!("{cycle}/cancellation"),
            &[("reason", "Wrong form")],
        )
        .await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    let run = done.location().to_owned();
    assert_eq!(world.stage(own).await, "withdrawn");
    assert_eq!(names(&cast.hr, &run, "done").await, ["Eve Employee"]);
    let stopped = cast.hr.post(&format!("{run}/stop"), &[]).await;
    assert_eq!(stopped.status(), 404);
    assert_eq!(world.events(cast.appraisal, "withdrawn").await, 1);
}

#[tokio::test]
async fn a_run_is_seen_by_its_actor_and_by_hr_without_what_is_their_own() {
    let world = World::new().await;
    let cast = world.cast().await;
    let other = world
        .person("Holly Other", cast.department, Some(&cast.superior))
        .await;
    world.give(&other, Role::Hr).await;
    world
        .appraisal(
            cast.cycle,
            &other,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    let cycle = cast.cycle.to_string();
    let run = cast.clerk.post("/reminders", &[("cycle", &cycle)]).await;
    let run = run.location().to_owned();
    for somebody in [&cast.employee, &cast.superior, &cast.head] {
        for path in [run.clone(), format!("{run}/results.csv")] {
            assert_eq!(somebody.get(&path).await.status(), 404);
        }
    }
    // only who looked gives the word
    let word = other.post(&format!("{run}/confirmation"), &[]).await;
    assert_eq!(word.status(), 404);
    confirms(&cast.clerk, &run).await;
    let both = ["Eve Employee", "Holly Other"];
    assert_eq!(names(&cast.clerk, &run, "done").await, both);
    assert_eq!(names(&other, &run, "done").await, ["Eve Employee"]);
    let counted = other.get(&run).await;
    assert_eq!(counted.all(".tabs a"), [format!("{} 1", en("run_done"))]);
    let csv = other.get(&format!("{run}/results.csv")).await;
    assert_eq!(csv.text().lines().count(), 2, "{}", csv.text());
    assert!(!csv.text().contains("Holly"));
    let found = names(&cast.clerk, &run, "done&q=holly").await;
    assert_eq!(found, ["Holly Other"]);
}

#[tokio::test]
async fn a_run_stops_between_blocks_and_is_taken_up_where_it_was() {
    let world = World::new().await;
    let cast = world.cast().await;
    reach(&world, &cast).await;
    sqlx::query(
        "with made as (insert into people (number, name, department_id, superior_id)
             select 'X' || n, 'Extra ' || n, $1, $2 from generate_series(1, 2500) n returning id)
         insert into appraisals (cycle_id, form_id, appraisee_id, superior_id, department_id, position, level, stage, stage_since, due_on)
         select a.cycle_id, a.form_id, made.id, $2, $1, '', 'staff', 'self_evaluation', a.stage_since, a.due_on
         from made, appraisals a where a.id = $3",
    )
    .bind(cast.department.0)
    .bind(cast.superior.id.0)
    .bind(cast.appraisal.0)
    .execute(&world.db)
    .await
    .unwrap();
    let page = format!("/cycles/{}/extension", cast.cycle);
    let today = world.app.clock.today(&world.app.settings.zone);
    let until = when::input_day(today + time::Duration::days(20));
    let fields = [
        ("stage", "self_due"),
        ("until", until.as_str()),
        ("following", "1"),
        ("reason", "Season"),
    ];
    let run = cast.hr.fills(&page, &page, &fields).await;
    let run = run.location().to_owned();
    let day = async || -> Option<time::Date> {
        sqlx::query_scalar("select self_due from cycles where id = $1")
            .bind(cast.cycle.0)
            .fetch_one(&world.db)
            .await
            .unwrap()
    };
    let moved = async || -> i64 {
        sqlx::query_scalar("select count(*) from events where kind = 'deadlines_moved'")
            .fetch_one(&world.db)
            .await
            .unwrap()
    };
    let before = day().await;
    confirms(&cast.hr, &run).await;
    let shown = cast.hr.get(&run).await;
    assert!(shown.has("[data-live]") && shown.says("run_stop"));
    // one block, then its process is gone
    let job: Uuid = sqlx::query_scalar("select id from jobs where kind = 'extension'")
        .fetch_one(&world.db)
        .await
        .unwrap();
    let act = cycles::EXTEND;
    jobs::hurry(&world.app, job, act.name, act.work, Duration::ZERO)
        .await
        .unwrap();
    assert_eq!(moved().await, 2_000);
    let stopped = cast.hr.post(&format!("{run}/stop"), &[]).await;
    assert_eq!(stopped.status(), 303, "{}", stopped.summary());
    jobs::run_all(&world.app, works::ALL).await.unwrap();
    assert_eq!(moved().await, 2_000, "nothing after the stop");
    assert_eq!(day().await, before, "the cycle's own day comes last");
    let shown = cast.hr.get(&run).await;
    assert!(shown.says("run_stopped"), "{}", shown.text());
    assert!(shown.says_with("run_take_up", &[("count", "501")]));
    assert_eq!(names(&cast.hr, &run, "waiting").await.len(), 50);

    confirms(&cast.hr, &run).await;
    jobs::run_all(&world.app, works::ALL).await.unwrap();
    assert_eq!(moved().await, 2_501, "each once");
    assert_eq!(day().await, Some(today + time::Duration::days(20)));
    assert!(
        cast.hr
            .get(&run)
            .await
            .says_with("run_ended", &[("done", "2501"), ("left", "0")])
    );
    let csv = cast.hr.get(&format!("{run}/results.csv")).await;
    assert_eq!(csv.text().lines().count(), 2_502);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_and_its_result_in_a_browser() {
    let world = World::new().await;
    let cast = world.cast().await;
    reach(&world, &cast).await;
    // what was written by hand is settled
    cast.hr.get("/").await;
    let site = Site::open(&world).await;
    for (lang, size) in [("en", WIDE), ("zh-CN", PHONE)] {
        let browser = site.browser(lang, size).await;
        browser.sign_in("hana.hr@example.test", PASSWORD).await;
        browser
            .go(&format!("/reminders?cycle={}", cast.cycle))
            .await;
        assert_eq!(browser.axe().await, Vec::<String>::new());
        browser.send("/reminders").await;
        let run = browser.path().await;
        assert!(run.starts_with("/runs/"), "{run}");
        assert_eq!(browser.axe().await, Vec::<String>::new());
        if lang == "en" {
            browser.send(&format!("{run}/confirmation")).await;
            assert_eq!(browser.path().await, run);
            assert!(browser.has("p[role=status]").await);
            assert_eq!(browser.axe().await, Vec::<String>::new());
        } else {
            // reminded lately: nobody is left to be
            assert!(!browser.has("form[action$=confirmation]").await);
        }
        assert_eq!(browser.sticks_out().await, Vec::<String>::new());
        browser.close().await;
    }
}
