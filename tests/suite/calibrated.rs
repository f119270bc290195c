//! What a calibration session leaves behind: the same result on every page, for everybody, for ever.

use countersign::{
    access::{Role, Stage},
    ground::ids::AppraisalId,
};

use crate::{
    bulk::carried_out,
    calibrations::{company, open, propose},
    world::{Cast, Person, Says, World, en, en_with},
};

async fn apply(hr: &Person, session: &str) {
    let applied = hr
        .fills(session, &format!("{session}/application"), &[])
        .await;
    assert_eq!(applied.status(), 303, "{}", applied.summary());
}

async fn release(cast: &Cast, id: AppraisalId) {
    let page = format!("/appraisals/{id}");
    for step in ["/evaluation/approve", "/release"] {
        let done = cast
            .hr
            .fills(&format!("{page}/evaluation"), &format!("{page}{step}"), &[])
            .await;
        assert_eq!(done.status(), 303, "{step}: {}", done.summary());
    }
}

/// Total, grade and multiplier with their explanation, the same on all three pages.
async fn explained(who: &Person, id: AppraisalId, told: [&str; 3], sum: &str) {
    for below in ["/evaluation", "/result", ""] {
        let page = who.get(&format!("/appraisals/{id}{below}")).await;
        assert_eq!(page.status(), 200, "{below}: {}", page.summary());
        let text = page.text();
        assert!(text.contains(sum), "{below}: {text}");
        assert!(!text.contains("= 75"), "{below}: the total of before");
        if !below.is_empty() {
            assert_eq!(page.all("dl.result dd"), told, "{below}");
        }
        let notes = page.all("details.why").join(" ");
        assert!(
            notes.contains(told[1]) && notes.contains(told[2]),
            "{below}: {notes}"
        );
    }
}

#[tokio::test]
async fn the_explanation_is_of_the_total_that_was_calibrated() {
    let world = World::new().await;
    let (cast, strict, all) = company(&world).await;
    let session = open(&cast.hr, &cast).await;
    let (person, id) = &all[3];
    propose(&cast.hr, &session, *id, "1", "20", "LIKE THE OTHERS").await;
    propose(&cast.hr, &session, all[4].1, "1", "16", "A LITTLE").await;
    apply(&cast.hr, &session).await;
    let (told, sum) = (["80", "Poor", "0.9"], "40 + 20 + 20 = 80");
    for reader in [&cast.hr, &strict] {
        explained(reader, *id, told, sum).await;
    }
    explained(&cast.hr, all[4].1, ["76", "Very poor", "0.8"], "= 76").await;
    release(&cast, *id).await;
    explained(person, *id, told, sum).await;
    // what nobody proposed for keeps the explanation that it had
    let kept: Vec<i64> = sqlx::query_scalar(
        "select count(r.no) from appraisals a left join results r on r.appraisal_id = a.id
         where a.total is not null group by a.id order by 1",
    )
    .fetch_all(&world.db)
    .await
    .unwrap();
    assert_eq!(kept, [1, 1, 1, 1, 2, 2]);

    // a session that was applied before its explanations were kept is told from what was submitted
    sqlx::query(
        "insert into results (appraisal_id, no, body, made_at)
         select appraisal_id, 3, body, made_at from results where appraisal_id = $1 and no = 1",
    )
    .bind(id.0)
    .execute(&world.db)
    .await
    .unwrap();
    for reader in [&cast.hr, &strict, person] {
        explained(reader, *id, told, sum).await;
    }
}

#[tokio::test]
async fn nobody_gives_up_a_session_that_changes_their_own_result() {
    let world = World::new().await;
    let (cast, _, all) = company(&world).await;
    let session = open(&cast.hr, &cast).await;
    let (member, id) = &all[3];
    world.give(member, Role::Hr).await;
    let counts = async |who: &Person| {
        let rows = who.get("/calibrations").await;
        rows.all("tbody tr:first-child td.num")
    };
    assert_eq!(counts(member).await, ["5", "0"]);
    propose(&cast.hr, &session, *id, "1", "10", "Too high").await;
    let gives_up = async |who: &Person| {
        let fields = [("abandon_reason", "another day")];
        who.post(&format!("{session}/abandonment"), &fields).await
    };
    let refused = gives_up(member).await;
    assert_eq!(refused.status(), 409, "{}", refused.summary());
    assert!(refused.says("calibration_not_yours"));
    // the list does not tell them that there is a change
    assert_eq!(counts(member).await, ["5", "0"]);
    assert_eq!(counts(&cast.hr).await, ["6", "1"]);
    propose(&cast.hr, &session, all[4].1, "1", "18", "Too low").await;
    assert_eq!(counts(member).await, ["5", "1"]);
    assert_eq!(gives_up(&cast.hr).await.status(), 303);
}

/// What the table of a session says: name, superior, before, after.
async fn table(hr: &Person, session: &str) -> Vec<String> {
    let page = hr.get(session).await;
    let columns: Vec<Vec<String>> = [1, 2, 4, 5]
        .iter()
        .map(|n| page.all(&format!("table.data tbody tr td:nth-child({n})")))
        .collect();
    (0..columns[0].len())
        .map(|row| {
            let cells: Vec<&str> = columns.iter().map(|column| column[row].as_str()).collect();
            cells.join(" | ")
        })
        .collect()
}

#[tokio::test]
async fn a_closed_session_stays_as_it_was() {
    let world = World::new().await;
    let (cast, strict, all) = company(&world).await;
    let mut closed = Vec::new();
    for how in ["abandonment", "application"] {
        let session = open(&cast.hr, &cast).await;
        propose(&cast.hr, &session, all[3].1, "1", "20", "LIKE THE OTHERS").await;
        let done = cast
            .hr
            .fills(
                &session,
                &format!("{session}/{how}"),
                &[("abandon_reason", "another day")],
            )
            .await;
        assert_eq!(done.status(), 303, "{how}: {}", done.summary());
        let told = table(&cast.hr, &session).await;
        assert_eq!(told.len(), 6, "{told:?}");
        closed.push((session, told));
    }
    assert!(
        closed[1]
            .1
            .iter()
            .any(|row| row.contains("75") && row.contains("80"))
    );

    // one gets other points, one goes back to its superior, and all of them get another superior
    let page = format!("/appraisals/{}/evaluation", all[0].1);
    let fields = [("adjust.conduct", "10"), ("adjust_reason", "later")];
    let adjusted = cast
        .hr
        .fills(&page, &format!("{page}/adjustment"), &fields)
        .await;
    assert_eq!(adjusted.status(), 303, "{}", adjusted.summary());
    sqlx::query("update appraisals set total = null, grade = null, multiplier = null, stage = 'evaluation' where id = $1")
        .bind(all[1].1.0)
        .execute(&world.db)
        .await
        .unwrap();
    for from in [&cast.superior, &strict] {
        let from = format!("N-{}", from.name.to_lowercase().replace(' ', "."));
        let fields = [
            ("from", from.as_str()),
            ("to", "N-head.chief"),
            ("reason", "Moves"),
        ];
        let moved = cast.hr.post("/cycles/handover", &fields).await;
        carried_out(&cast.hr, &moved).await;
    }
    for (session, told) in &closed {
        assert_eq!(&table(&cast.hr, session).await, told, "{session}");
    }
}

#[tokio::test]
async fn no_session_is_opened_for_another_cycle_than_was_asked_for() {
    let world = World::new().await;
    let (cast, ..) = company(&world).await;
    let other = world.cycle("Spring").await;
    let offered = async |query: &str| {
        let page = cast.hr.get(&format!("/calibrations{query}")).await;
        let form = page.form("/calibrations");
        let cycle = form.into_iter().find(|(name, _)| name == "cycle");
        (
            page.text(),
            cycle.map(|(_, value)| value).unwrap_or_default(),
        )
    };
    // the cycle that has something, and the one that has not
    let (_, chosen) = offered(&format!("?cycle={}", cast.cycle)).await;
    assert_eq!(chosen, cast.cycle.to_string());
    assert_eq!(offered("").await.1, cast.cycle.to_string(), "the only one");
    let (text, chosen) = offered(&format!("?cycle={other}")).await;
    assert_eq!(chosen, "");
    assert!(text.says("calibration_idle"));
    let page = format!("/calibrations?cycle={other}");
    let unchosen = cast
        .hr
        .fills(&page, "/calibrations", &[("name", "Round")])
        .await;
    assert_eq!(unchosen.status(), 422, "{}", unchosen.summary());
    assert!(unchosen.has("#f-cycle-error"));

    // with two that have something, none is chosen by itself
    let dee = world.person("Dora D", cast.department, None).await;
    let more = world
        .appraisal(other, &dee, &cast.superior, None, None, cast.department)
        .await;
    world.force(more, Stage::Review).await;
    assert_eq!(offered("").await.1, "");
    assert_eq!(
        offered(&format!("?cycle={other}")).await.1,
        other.to_string()
    );
}

#[tokio::test]
async fn what_is_wrong_is_told_with_person_and_indicator() {
    let world = World::new().await;
    let (cast, _, all) = company(&world).await;
    let session = open(&cast.hr, &cast).await;
    let id = all[3].1;
    let told = |field: &str, fault: String| {
        let field = format!("Dee D, {field}");
        en_with("calibration_fault", &[("field", &field), ("fault", &fault)])
    };
    let wrong = propose(&cast.hr, &session, id, "1", "21", "").await;
    assert_eq!(wrong.status(), 422);
    assert_eq!(
        wrong.all(".errors li"),
        [
            told(
                "Daily conduct and ad-hoc work",
                en_with("fault_too_large", &[("max", "20")])
            ),
            told(&en("reason"), en("fault_required")),
        ]
    );
    for link in wrong.all_links(".errors a") {
        assert!(
            wrong.has(&format!("[id='{}'][aria-invalid]", &link[1..])),
            "{link}"
        );
    }
    let silent = cast.hr.post(&format!("{session}/abandonment"), &[]).await;
    assert_eq!(
        silent.all(".errors li"),
        [format!("{}: {}", en("reason"), en("fault_required"))]
    );
    assert!(silent.has("#f-abandon_reason"));
}
