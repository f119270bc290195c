//! Calibration: proposals side by side, two HR people at once, all together or nothing.

use countersign::{access::Role, ground::ids::AppraisalId};

use crate::{
    evaluation::{GOOD, POOR},
    pile::{evaluate, team},
    world::{Cast, Page, Person, Says, World, en_with},
};

pub async fn open(hr: &Person, cast: &Cast) -> String {
    let cycle = cast.cycle.to_string();
    let opened = hr
        .fills(
            "/calibrations",
            "/calibrations",
            &[("name", "Sales round"), ("cycle", &cycle)],
        )
        .await;
    assert_eq!(opened.status(), 303, "{}", opened.summary());
    opened.location().to_owned()
}

pub async fn propose(
    hr: &Person,
    session: &str,
    id: AppraisalId,
    version: &str,
    points: &str,
    reason: &str,
) -> Page {
    let id = id.to_string();
    hr.post(
        &format!("{session}/proposals"),
        &[
            ("appraisal", &id),
            ("version", version),
            ("do", "propose"),
            ("adjust.conduct", points),
            ("reason", reason),
        ],
    )
    .await
}

async fn total(world: &World, id: AppraisalId) -> String {
    sqlx::query_scalar::<_, rust_decimal::Decimal>("select total from appraisals where id = $1")
        .bind(id.0)
        .fetch_one(&world.db)
        .await
        .unwrap()
        .normalize()
        .to_string()
}

/// Two superiors with three people each: one rates high, the other low.
pub async fn company(world: &World) -> (Cast, Person, Vec<(Person, AppraisalId)>) {
    let cast = world.cast().await;
    let strict = world.person("Stan Strict", cast.department, None).await;
    let mut all = team(world, &cast, &cast.superior, &["Abe A", "Bea B", "Cy C"]).await;
    for (_, id) in &all {
        evaluate(&cast.superior, *id, GOOD).await;
    }
    let low = team(world, &cast, &strict, &["Dee D", "Eli E", "Fay F"]).await;
    for (_, id) in &low {
        evaluate(&strict, *id, POOR).await;
    }
    all.extend(low);
    (cast, strict, all)
}

#[tokio::test]
async fn proposals_take_effect_together_with_before_after_and_reason() {
    let world = World::new().await;
    let (cast, strict, all) = company(&world).await;
    let session = open(&cast.hr, &cast).await;
    let page = cast.hr.get(&session).await;
    assert_eq!(page.all("table.data tbody tr").len(), 6);
    let far = page.text();
    assert!(
        far.says_with(
            "calibration_above",
            &[
                ("name", "Susan Superior"),
                ("people", "3"),
                ("points", "34.0")
            ]
        ) || far.says_with(
            "calibration_above",
            &[
                ("name", "Susan Superior"),
                ("people", "3"),
                ("points", "34")
            ]
        ),
        "{far}"
    );
    assert!(far.says("calibration_below"));
    let id = all[3].1;

    let no_reason = propose(&cast.hr, &session, id, "1", "20", "").await;
    assert_eq!(no_reason.status(), 422);
    assert!(no_reason.text().contains("value=\"20\""));
    let too_much = propose(&cast.hr, &session, id, "1", "21", "because").await;
    assert_eq!(too_much.status(), 422);
    let kept = propose(&cast.hr, &session, id, "1", "20", "LIKE THE OTHERS").await;
    assert_eq!(kept.status(), 303, "{}", kept.summary());
    // 40 + 20 + 20 = 80: out of the lowest band; nothing has happened yet
    let page = cast.hr.get(&session).await;
    assert!(page.text().contains("80 · Poor") && page.text().contains("LIKE THE OTHERS"));
    assert_eq!(total(&world, id).await, "75");
    assert_eq!(page.all(".twice tbody tr:first-child td.num"), ["3", "2"]);
    assert_eq!(
        cast.hr
            .get(&format!("{session}?changed=1"))
            .await
            .all("tr[id^='m-']")
            .len(),
        1
    );

    let becomes = async |status: &str| {
        sqlx::query(
            "update cycles set status = $2::cycle_status, paused_on = case $2 when 'paused' then current_date end,
                paused_reason = case $2 when 'paused' then 'strike' end where id = $1",
        )
        .bind(cast.cycle.0)
        .bind(status)
        .execute(&world.db)
        .await
        .unwrap();
    };
    becomes("paused").await;
    let rests = cast.hr.post(&format!("{session}/application"), &[]).await;
    assert_eq!(rests.status(), 409);
    assert_eq!(total(&world, id).await, "75");
    becomes("running").await;
    let applied = cast
        .hr
        .fills(&session, &format!("{session}/application"), &[])
        .await;
    assert_eq!(applied.status(), 303, "{}", applied.summary());
    assert_eq!(total(&world, id).await, "80");
    assert_eq!(total(&world, all[0].1).await, "109");
    assert_eq!(world.events(id, "calibrated").await, 1);
    assert_eq!(world.events(all[0].1, "calibrated").await, 0);
    let approved: bool =
        sqlx::query_scalar("select approved_at is not null from appraisals where id = $1")
            .bind(id.0)
            .fetch_one(&world.db)
            .await
            .unwrap();
    assert!(!approved, "a low grade waits for HR");
    let after = cast.hr.get(&session).await;
    assert!(after.text().contains("75 · Very poor") && after.text().contains("80 · Poor"));
    assert!(!after.has("form[action$='/proposals']"));
    let twice = cast.hr.post(&format!("{session}/application"), &[]).await;
    assert_eq!(twice.status(), 409);

    // the superior is told, and reads why
    let task = en_with("task_calibrated", &[("name", "Dee D")]);
    assert!(strict.get("/").await.text().contains(&task));
    let evaluation = strict
        .get(&format!("/appraisals/{id}/evaluation"))
        .await
        .text();
    assert!(evaluation.contains("LIKE THE OTHERS") && evaluation.says("evaluation_before"));
    assert!(!strict.get("/").await.text().contains(&task));
}

#[tokio::test]
async fn two_at_once_see_both_versions_and_a_change_in_between_stops_it() {
    let world = World::new().await;
    let (cast, _, all) = company(&world).await;
    let second = world.person("Hugo Hr", cast.other_department, None).await;
    world.give(&second, Role::Hr).await;
    let session = open(&cast.hr, &cast).await;
    let id = all[4].1;
    assert_eq!(
        propose(&cast.hr, &session, id, "1", "18", "FIRST REASON")
            .await
            .status(),
        303
    );
    let late = propose(&second, &session, id, "1", "19", "SECOND REASON").await;
    assert_eq!(late.status(), 409);
    assert!(late.text().contains("FIRST REASON") && late.text().contains("SECOND REASON"));
    let over = second
        .fills_conflict(&late, &format!("{session}/proposals"))
        .await;
    assert_eq!(over.status(), 303, "{}", over.summary());
    assert!(cast.hr.get(&session).await.text().contains("SECOND REASON"));

    // HR adjusts the same result on its own page: the proposal no longer fits
    let page = format!("/appraisals/{id}/evaluation");
    let adjusted = cast
        .hr
        .fills(
            &page,
            &format!("{page}/adjustment"),
            &[("adjust.conduct", "16"), ("adjust_reason", "meanwhile")],
        )
        .await;
    assert_eq!(adjusted.status(), 303, "{}", adjusted.summary());
    let refused = cast.hr.post(&format!("{session}/application"), &[]).await;
    assert_eq!(refused.status(), 409);
    assert!(refused.says("calibration_stale"));
    assert_eq!(total(&world, id).await, "76");
    let stood = cast.hr.get(&session).await;
    assert!(stood.has("tr.bad"));
    let cleared = second
        .post(
            &format!("{session}/proposals"),
            &[
                ("appraisal", &id.to_string()),
                ("version", "3"),
                ("do", "clear"),
            ],
        )
        .await;
    assert_eq!(cleared.status(), 303, "{}", cleared.summary());

    // given up: nothing changes, and it needs a reason
    propose(&cast.hr, &session, all[0].1, "1", "10", "too high").await;
    let silent = cast.hr.post(&format!("{session}/abandonment"), &[]).await;
    assert_eq!(silent.status(), 422);
    let gone = cast
        .hr
        .fills(
            &session,
            &format!("{session}/abandonment"),
            &[("abandon_reason", "another day")],
        )
        .await;
    assert_eq!(gone.status(), 303);
    assert_eq!(total(&world, all[0].1).await, "109");
    assert_eq!(
        propose(&cast.hr, &session, all[0].1, "2", "11", "late")
            .await
            .status(),
        409
    );
}

#[tokio::test]
async fn nobody_calibrates_themselves_or_their_own_people() {
    let world = World::new().await;
    let (cast, strict, all) = company(&world).await;
    world.give(&strict, Role::Hr).await;
    world.give(&all[0].0, Role::Hr).await;
    let session = open(&cast.hr, &cast).await;
    // the superior sees the others' people only, one of the others everybody but themselves
    let seen = strict.get(&session).await;
    assert_eq!(seen.all("table.data tbody tr").len(), 3);
    assert!(seen.says("calibration_hidden"));
    assert!(!seen.text().contains("Dee D"));
    assert_eq!(
        all[0]
            .0
            .get(&session)
            .await
            .all("table.data tbody tr")
            .len(),
        5
    );
    let own = propose(&strict, &session, all[3].1, "1", "20", "mine").await;
    assert_eq!(own.status(), 403);
    let self_made = propose(&all[0].0, &session, all[0].1, "1", "20", "mine").await;
    assert_eq!(self_made.status(), 403);
    // what somebody else proposed for them is not theirs to apply
    propose(&cast.hr, &session, all[3].1, "1", "20", "fair").await;
    let refused = strict.post(&format!("{session}/application"), &[]).await;
    assert_eq!(refused.status(), 409);
    assert!(refused.says("calibration_not_yours"));
    for outsider in [&cast.superior, &cast.employee, &cast.clerk] {
        assert_eq!(outsider.get(&session).await.status(), 404);
    }
    for (field, value) in [
        ("name", ""),
        ("cycle", "x"),
        ("department", "x"),
        ("level", "king\u{0}"),
        ("superior", "\u{0}"),
    ] {
        let odd = cast
            .hr
            .fills(
                "/calibrations",
                "/calibrations",
                &[("name", "Odd"), (field, value)],
            )
            .await;
        assert_eq!(odd.status(), 422, "{field}: {}", odd.summary());
    }
    // nothing is left to calibrate once everything is in a session
    let cycle = cast.cycle.to_string();
    let nobody = cast
        .hr
        .fills(
            "/calibrations",
            "/calibrations",
            &[("name", "Again"), ("cycle", &cycle)],
        )
        .await;
    assert_eq!(nobody.status(), 422);
}
