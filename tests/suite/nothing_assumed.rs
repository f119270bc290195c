//! A form that does not say what is wanted does nothing: no agreement, no refusal, no wider reach is read into it.

use countersign::access::Stage;

use crate::{
    calibrations, colleagues,
    evaluation::{GOOD, submitted},
    interviews,
    signing::{frozen, signs},
    world::{PASSWORD, Page, Person, World},
};

/// Everything that ever happened; equal before and after means that nothing did.
async fn happened(world: &World) -> i64 {
    sqlx::query_scalar("select count(*) from events")
        .fetch_one(&world.db)
        .await
        .expect("events")
}

/// Sends a form and sees that it is refused with this status and that nothing happened.
async fn refused(
    world: &World,
    who: &Person,
    at: &str,
    fields: &[(&str, &str)],
    status: u16,
) -> Page {
    let before = happened(world).await;
    let page = who.post(at, fields).await;
    assert_eq!(page.status(), status, "{at} {fields:?}: {}", page.summary());
    assert_eq!(happened(world).await, before, "{at} {fields:?}");
    page
}

#[tokio::test]
async fn a_signature_without_a_choice_is_none() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    for person in [&cast.employee, &cast.superior] {
        let mut fields = person.get(&cast.at("/sign")).await.form(&cast.at("/sign"));
        fields.retain(|(name, _)| name != "choice" && name != "password");
        fields.push(("password".into(), PASSWORD.into()));
        for choice in [None, Some(""), Some("yes"), Some("Agree")] {
            let mut sent: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (&**name, &**value))
                .collect();
            sent.extend(choice.map(|choice| ("choice", choice)));
            let page = refused(&world, person, &cast.at("/sign"), &sent, 422).await;
            assert!(
                page.has(".errors a[href='#f-choice']"),
                "{choice:?} {}",
                page.text()
            );
        }
    }
    let signatures: i64 = sqlx::query_scalar("select count(*) from signatures")
        .fetch_one(&world.db)
        .await
        .expect("signatures");
    assert_eq!(signatures, 0);
    assert_eq!(signs(&cast.employee, &cast, "agree").await.status(), 303);
}

#[tokio::test]
async fn a_colleague_is_asked_struck_or_answers_only_in_so_many_words() {
    let world = World::new().await;
    let cast = world.cast().await;
    colleagues::asked_for(&world, &cast, "named", "5").await;
    let asked = colleagues::ask(&world, &cast, &["Ann Asked"])
        .await
        .remove(0);
    let id = asked.id.to_string();
    let states = async || -> Vec<String> {
        sqlx::query_scalar("select state::text from colleague_requests")
            .fetch_all(&world.db)
            .await
            .expect("states")
    };
    let before = states().await;
    for word in [None, Some(""), Some("STRIKE"), Some("accept")] {
        let mut fields = vec![("id", id.as_str()), ("version", "1"), ("reason", "x")];
        fields.extend(word.map(|word| ("do", word)));
        refused(
            &world,
            &cast.superior,
            &cast.at("/colleagues/decision"),
            &fields,
            400,
        )
        .await;
    }
    for word in [None, Some(""), Some("yes"), Some("strike")] {
        let mut fields = vec![("version", "1"), ("reason", "x")];
        fields.extend(word.map(|word| ("do", word)));
        refused(&world, &asked, &cast.at("/input/answer"), &fields, 400).await;
    }
    assert_eq!(states().await, before);
}

#[tokio::test]
async fn a_step_of_the_interview_is_done_or_written_only_when_named() {
    let world = World::new().await;
    let cast = interviews::started(&world).await;
    for fields in [
        &[("step", "1")][..],
        &[("step", "1"), ("done", "")],
        &[("step", "1"), ("done", "1")],
        &[("done", "yes")],
        &[("step", "9"), ("done", "yes")],
    ] {
        refused(
            &world,
            &cast.superior,
            &cast.at("/interview/done"),
            fields,
            400,
        )
        .await;
    }
    for (below, words) in [
        ("/interview/note", "note"),
        ("/interview/sheet", "strengths"),
    ] {
        let fields = [("version", "0"), (words, "WORDS FOR NO STEP")];
        refused(&world, &cast.superior, &cast.at(below), &fields, 400).await;
    }
    refused(
        &world,
        &cast.superior,
        &cast.at("/interview/step"),
        &[],
        400,
    )
    .await;
    let written: i64 =
        sqlx::query_scalar("select count(*) from papers where body::text like '%FOR NO STEP%'")
            .fetch_one(&world.db)
            .await
            .expect("papers");
    assert_eq!(written, 0);
}

#[tokio::test]
async fn a_withdrawal_says_what_kind_of_end_it_is() {
    let world = World::new().await;
    let cast = world.cast().await;
    for kind in [None, Some(""), Some("cancelled"), Some("gone")] {
        let mut fields = vec![("withdrawal", "Moved to the coast")];
        fields.extend(kind.map(|kind| ("as", kind)));
        let page = refused(&world, &cast.hr, &cast.at("/withdrawal"), &fields, 422).await;
        assert!(page.has("#f-as-error"), "{kind:?} {}", page.summary());
        assert!(page.text().contains("Moved to the coast"));
    }
    assert_eq!(world.stage(cast.appraisal).await, "self_evaluation");
}

#[tokio::test]
async fn what_cannot_be_read_does_not_reach_further() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    let page = cast.at("/evaluation");
    let approved = cast
        .hr
        .fills(&page, &cast.at("/evaluation/approve"), &[])
        .await;
    assert_eq!(approved.status(), 303, "{}", approved.summary());
    let cycle = cast.cycle.to_string();
    let form = cast
        .hr
        .get(&format!("/appraisals/release?cycle={cycle}"))
        .await;
    let form = form.form("/appraisals/release");
    for department in [None, Some("x"), Some("0")] {
        let mut fields: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect();
        fields.retain(|(name, _)| *name != "department");
        fields.extend(department.map(|one| ("department", one)));
        refused(&world, &cast.hr, "/appraisals/release", &fields, 400).await;
    }
    assert_eq!(world.stage(cast.appraisal).await, "review");
    for (name, value) in [("department", "x"), ("stage", "x"), ("cycle", "x")] {
        let mut fields = vec![("cycle", cycle.as_str()), ("note", "Soon?")];
        fields.retain(|(other, _)| *other != name);
        fields.push((name, value));
        refused(&world, &cast.hr, "/reminders", &fields, 400).await;
    }
    let extension = format!("/cycles/{cycle}/extension");
    let fields = [
        ("department", "x"),
        ("stage", "interview_due"),
        ("until", "2199-01-01"),
        ("reason", "x"),
    ];
    refused(&world, &cast.hr, &extension, &fields, 422).await;
    let joining = format!("/cycles/{cycle}/people");
    for who in [None, Some("all")] {
        let mut fields = vec![("people", "N-eve.employee"), ("reason", "x")];
        fields.extend(who.map(|who| ("who", who)));
        refused(&world, &cast.hr, &joining, &fields, 400).await;
    }
}

#[tokio::test]
async fn a_proposal_a_report_and_a_day_say_which_they_are() {
    let world = World::new().await;
    let (cast, _, all) = calibrations::company(&world).await;
    let session = calibrations::open(&cast.hr, &cast).await;
    let id = all[0].1.to_string();
    for word in [None, Some("drop")] {
        let mut fields = vec![
            ("appraisal", id.as_str()),
            ("version", "1"),
            ("adjust.conduct", "10"),
            ("reason", "x"),
        ];
        fields.extend(word.map(|word| ("do", word)));
        refused(
            &world,
            &cast.hr,
            &format!("{session}/proposals"),
            &fields,
            400,
        )
        .await;
    }
    for kind in [None, Some(""), Some("half")] {
        let mut fields = vec![("list", "2027-02-17 Spring Festival")];
        fields.extend(kind.map(|kind| ("kind", kind)));
        refused(&world, &cast.hr, "/calendar", &fields, 422).await;
    }
}

#[tokio::test]
async fn a_report_on_the_plan_says_whether_it_is_done() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    for person in [&cast.employee, &cast.superior] {
        assert_eq!(signs(person, &cast, "agree").await.status(), 303);
    }
    let item: uuid::Uuid = sqlx::query_scalar("select id from plan_items")
        .fetch_one(&world.db)
        .await
        .expect("item");
    for deed in [None, Some(""), Some("accepted")] {
        let mut fields = vec![("version", "1"), ("words", "All three.")];
        fields.extend(deed.map(|deed| ("deed", deed)));
        refused(
            &world,
            &cast.employee,
            &format!("/plans/{item}/report"),
            &fields,
            400,
        )
        .await;
    }
    for deed in [None, Some(""), Some("done")] {
        let mut fields = vec![("version", "1"), ("reason", "x")];
        fields.extend(deed.map(|deed| ("deed", deed)));
        let at = format!("/plans/{item}/verification");
        refused(&world, &cast.superior, &at, &fields, 422).await;
    }
}

/// What is drafted in a pause stays a draft, on every paper that is handed in.
#[tokio::test]
async fn in_a_pause_every_draft_goes_on_and_no_paper_is_handed_in() {
    let world = World::new().await;
    let cast = world.cast().await;
    let part = crate::superiors::matrix(&world, &cast).await;
    colleagues::asked_for(&world, &cast, "named", "5").await;
    let colleague = colleagues::ask(&world, &cast, &["Ann Asked"])
        .await
        .remove(0);
    colleagues::accept(&cast, &colleague).await;
    sqlx::query("update cycles set status = 'paused', paused_on = current_date, paused_reason = 'x' where id = $1")
        .bind(cast.cycle.0)
        .execute(&world.db)
        .await
        .expect("pause");
    for (stage, who, below) in [
        (Stage::SelfEvaluation, &cast.employee, "/self-evaluation"),
        (Stage::Evaluation, &cast.superior, "/evaluation"),
        (Stage::Evaluation, &part, "/part"),
        (Stage::Evaluation, &colleague, "/input"),
        (Stage::Preparation, &cast.employee, "/preparation/employee"),
        (Stage::Preparation, &cast.superior, "/preparation/superior"),
    ] {
        world.force(cast.appraisal, stage).await;
        let at = cast.at(&format!("{below}/submission"));
        let page = refused(&world, who, &at, &[("version", "0")], 409).await;
        assert!(page.text().contains("paused"), "{below}");
        let version: Option<i32> =
            sqlx::query_scalar("select max(version) from colleague_requests")
                .fetch_one(&world.db)
                .await
                .expect("version");
        let version = if below == "/input" {
            version.unwrap_or_default().to_string()
        } else {
            "0".to_owned()
        };
        let draft = who.post(&cast.at(below), &[("version", &version)]).await;
        assert_eq!(draft.status(), 303, "{below}: {}", draft.summary());
    }
}
