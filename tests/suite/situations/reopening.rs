//! Situations 13 and 15: what was submitted is opened again on request, with a reason and HR's approval;
//! a signed record keeps its signatures and the new version gets its own.

use crate::{
    evaluation::{GOOD, at_evaluation, submitted},
    interviews::{fill, meets},
    signing::{frozen, signs},
    world::{Cast, Page, Person, Says, World, en},
};

pub async fn asks(who: &Person, cast: &Cast, stage: &str) -> Page {
    let fields = [("stage", stage), ("reason", "A figure was wrong.")];
    who.fills(&cast.at("/reopening"), &cast.at("/reopening"), &fields)
        .await
}

pub async fn decides(hr: &Person, cast: &Cast, decision: &str) -> Page {
    let fields = [("decision", decision), ("answer", "The ledger says so.")];
    let action = cast.at("/reopening/decision");
    hr.fills(&cast.at("/reopening"), &action, &fields).await
}

/// What the start page tells as new.
async fn news(who: &Person) -> Vec<String> {
    who.get("/")
        .await
        .all("section[aria-labelledby=news-h] li a")
}

async fn column(world: &World, cast: &Cast, what: &'static str) -> Option<String> {
    let query = format!("select ({what})::text from appraisals where id = $1");
    sqlx::query_scalar(sqlx::AssertSqlSafe(query))
        .bind(cast.appraisal.0)
        .fetch_one(&world.db)
        .await
        .unwrap()
}

/// Neither that somebody asked nor why, on any page of theirs.
async fn hears_nothing(cast: &Cast) {
    assert!(news(&cast.employee).await.is_empty());
    for address in [
        "/".to_owned(),
        cast.at(""),
        cast.at("/reopening"),
        "/account/data.json".to_owned(),
    ] {
        let page = cast.employee.get(&address).await;
        assert_eq!(page.status(), 200, "{address}");
        let page = page.text();
        assert!(!page.contains("A figure was wrong."), "{address}");
        assert!(!page.contains("The ledger says so."), "{address}");
        assert!(!page.says("tasks_reopening_asked"), "{address}");
    }
}

#[tokio::test]
async fn situation_13_a_submitted_evaluation_is_opened_again_only_with_reason_and_approval() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    let locked = cast
        .superior
        .post(&cast.at("/evaluation"), &[("version", "1")])
        .await;
    assert_eq!(locked.status(), 409, "submitting locks");
    let bare = cast
        .superior
        .decides(&cast.at("/reopening"), &[("stage", "evaluation")])
        .await;
    assert_eq!(bare.status(), 422);
    assert!(bare.has("#f-reason-error"));
    let nonsense = cast
        .superior
        .post(
            &cast.at("/reopening"),
            &[("stage", "interview"), ("reason", "x")],
        )
        .await;
    assert_eq!(nonsense.status(), 422);

    let asked = asks(&cast.superior, &cast, "evaluation").await;
    assert_eq!(asked.status(), 303, "{}", asked.summary());
    assert_eq!(
        world.stage(cast.appraisal).await,
        "review",
        "asking changes nothing"
    );
    let again = cast
        .superior
        .decides(
            &cast.at("/reopening"),
            &[("stage", "evaluation"), ("reason", "twice")],
        )
        .await;
    assert_eq!(again.status(), 303);
    let waiting: i64 = sqlx::query_scalar("select count(*) from reopenings")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(waiting, 1, "one request at a time");
    // HR has it to do; of an evaluation that is not released the employee hears nothing
    assert!(
        cast.hr
            .get("/")
            .await
            .text()
            .contains(&cast.at("/reopening"))
    );
    let superior = cast.superior.get("/").await.text();
    assert!(superior.says("tasks_reopening") && superior.says("tasks_reopening_asked"));
    hears_nothing(&cast).await;
    // nobody of the two decides
    for party in [&cast.superior, &cast.employee, &cast.facilitator] {
        let fields = [("decision", "approve"), ("answer", "x")];
        assert_eq!(
            party
                .decides(&cast.at("/reopening/decision"), &fields)
                .await
                .status(),
            403
        );
    }
    let bare = cast
        .hr
        .fills(&cast.at("/reopening"), &cast.at("/reopening/decision"), &[])
        .await;
    assert_eq!(bare.status(), 422, "a decision has a reason too");

    let approved = decides(&cast.hr, &cast, "approve").await;
    assert_eq!(approved.status(), 303, "{}", approved.summary());
    assert_eq!(world.stage(cast.appraisal).await, "evaluation");
    for cleared in [
        "total",
        "grade",
        "multiplier",
        "approved_at",
        "released_at",
        "evaluated_at",
    ] {
        assert_eq!(column(&world, &cast, cleared).await, None, "{cleared}");
    }
    let kept: i64 = sqlx::query_scalar("select count(*) from submissions s join papers p on p.id = s.paper_id where p.kind = 'evaluation'")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(kept, 1, "the old version is kept");
    let page = cast.superior.get(&cast.at("")).await.text();
    assert!(page.contains("A figure was wrong.") && page.contains("The ledger says so."));
    assert_eq!(news(&cast.superior).await, [en("tasks_reopening_approved")]);
    hears_nothing(&cast).await;
    // the draft is the old text; submitted again it is a second version
    let page = cast
        .superior
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/submission"),
            &[],
        )
        .await;
    assert_eq!(page.status(), 303, "{}", page.summary());
    assert_eq!(world.events(cast.appraisal, "evaluation_reopened").await, 1);
}

#[tokio::test]
async fn situation_13_declined_with_a_reason_nothing_changes() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    assert_eq!(
        asks(&cast.employee, &cast, "self_evaluation")
            .await
            .status(),
        303
    );
    let before = column(&world, &cast, "row(version, stage, total, approved_at)").await;
    assert_eq!(decides(&cast.hr, &cast, "decline").await.status(), 303);
    assert_eq!(
        column(&world, &cast, "row(version, stage, total, approved_at)").await,
        before
    );
    let page = cast.employee.get(&cast.at("/reopening")).await;
    assert!(page.text().contains("The ledger says so."));
    let told = news(&cast.superior).await;
    assert_eq!(told, [en("tasks_reopening_declined")]);
    assert_eq!(world.events(cast.appraisal, "reopening_declined").await, 1);
    // and may be asked anew
    assert_eq!(
        asks(&cast.employee, &cast, "self_evaluation")
            .await
            .status(),
        303
    );
}

#[tokio::test]
async fn situation_13_a_self_evaluation_goes_back_to_its_writer() {
    let world = World::new().await;
    let cast = world.cast().await;
    at_evaluation(&world, &cast).await;
    assert_eq!(
        asks(&cast.employee, &cast, "self_evaluation")
            .await
            .status(),
        303
    );
    assert_eq!(decides(&cast.hr, &cast, "approve").await.status(), 303);
    assert_eq!(world.stage(cast.appraisal).await, "self_evaluation");
    assert_eq!(
        cast.superior
            .get(&cast.at("/self-evaluation"))
            .await
            .status(),
        409,
        "hidden again"
    );
    let page = cast.at("/self-evaluation");
    let sent = cast
        .employee
        .fills(&page, &cast.at("/self-evaluation/submission"), &[])
        .await;
    assert_eq!(sent.status(), 303, "{}", sent.summary());
}

#[tokio::test]
async fn situation_13_a_decision_on_an_older_state_is_a_conflict_and_a_ruling_is_final() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    assert_eq!(
        asks(&cast.superior, &cast, "evaluation").await.status(),
        303
    );
    let mut stale = cast
        .hr
        .get(&cast.at("/reopening"))
        .await
        .form(&cast.at("/reopening/decision"));
    stale.retain(|(name, _)| name != "decision" && name != "answer");
    stale.push(("decision".into(), "approve".into()));
    stale.push(("answer".into(), "y".into()));
    let stale: Vec<(&str, &str)> = stale
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        cast.hr
            .fills(
                &cast.at("/evaluation"),
                &cast.at("/evaluation/approve"),
                &[]
            )
            .await
            .status(),
        303
    );
    assert_eq!(
        cast.hr
            .post(&cast.at("/reopening/decision"), &stale)
            .await
            .status(),
        409
    );
    sqlx::query(
        "insert into disputes (appraisal_id, kind, items, grounds, interview_held, opened_at, due_on, status, decision, written_grounds, decided_at)
         values ($1, 'other', '{company_profit}', 'because', true, now(), current_date, 'ruled', 'upheld', 'so', now())",
    )
    .bind(cast.appraisal.0)
    .execute(&world.db)
    .await
    .unwrap();
    let ruled = decides(&cast.hr, &cast, "approve").await;
    assert_eq!(ruled.status(), 409, "{}", ruled.summary());
    assert_eq!(world.stage(cast.appraisal).await, "review");
}

#[tokio::test]
async fn situation_15_reopening_after_the_signatures_voids_both_and_keeps_the_old_record() {
    crate::world::paper::program();
    let world = World::new().await;
    let cast = frozen(&world).await;
    for side in [&cast.employee, &cast.superior] {
        assert_eq!(signs(side, &cast, "agree").await.status(), 303);
    }
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
    let old = cast.employee.get(&cast.at("/record.json")).await.text();

    assert_eq!(
        asks(&cast.superior, &cast, "evaluation").await.status(),
        303
    );
    assert_eq!(decides(&cast.hr, &cast, "approve").await.status(), 303);
    assert_eq!(world.stage(cast.appraisal).await, "evaluation");
    for cleared in [
        "total",
        "released_at",
        "interviewed_at",
        "signed_off_at",
        "concluded_at",
        "dispute_until",
    ] {
        assert_eq!(column(&world, &cast, cleared).await, None, "{cleared}");
    }
    // the signed record stays readable, with both signatures, while the work goes on
    let record = cast.employee.get(&cast.at("/record")).await;
    assert_eq!(record.status(), 200);
    assert_eq!(record.all(".signature .meaning").len(), 2);
    assert_eq!(
        cast.employee.get(&cast.at("/record.pdf")).await.status(),
        200
    );
    assert!(
        cast.employee
            .get(&cast.at(""))
            .await
            .text()
            .contains(&cast.at("/record"))
    );

    let again = cast
        .superior
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/submission"),
            GOOD,
        )
        .await;
    assert_eq!(again.status(), 303, "{}", again.summary());
    if column(&world, &cast, "approved_at").await.is_none() {
        let page = cast.at("/evaluation");
        assert_eq!(
            cast.hr
                .fills(&page, &cast.at("/evaluation/approve"), &[])
                .await
                .status(),
            303
        );
    }
    assert_eq!(
        cast.hr.decides(&cast.at("/release"), &[]).await.status(),
        303
    );
    // the goals of the first round are drafts again; this round finds its own
    sqlx::query("delete from next_goals")
        .execute(&world.db)
        .await
        .unwrap();
    meets(&world, &cast).await;
    fill(&world, &cast).await;
    let closed = cast.superior.post(&cast.at("/interview/close"), &[]).await;
    assert_eq!(closed.status(), 303, "{}", closed.text());
    assert_eq!(world.stage(cast.appraisal).await, "sign_off");

    // version 2 is unsigned, version 1 is void and as it was
    let now = cast.employee.get(&cast.at("/record")).await;
    assert_eq!(now.all(".signature .line.waiting").len(), 2);
    let first = cast.employee.get(&cast.at("/record?version=1")).await;
    assert!(first.has(".signature.void"));
    assert_eq!(
        cast.employee
            .get(&cast.at("/record.json?version=1"))
            .await
            .text(),
        old
    );
    for side in [&cast.employee, &cast.superior] {
        assert_eq!(signs(side, &cast, "agree").await.status(), 303);
    }
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
    let signed: Vec<(i32, i64)> =
        sqlx::query_as("select record_version, count(*) from signatures group by 1 order by 1")
            .fetch_all(&world.db)
            .await
            .unwrap();
    assert_eq!(signed, [(1, 2), (2, 2)]);
    let mut tx = world.db.begin().await.unwrap();
    assert!(
        countersign::audit::verify::verify(&mut tx)
            .await
            .unwrap()
            .is_ok()
    );
    assert!(
        countersign::records::verify::verify(&mut tx)
            .await
            .unwrap()
            .is_ok()
    );
}
