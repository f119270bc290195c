//! Appointment and preparation: proposed, moved, confirmed; the start waits for everything.

use super::*;

#[tokio::test]
async fn an_appointment_is_proposed_moved_with_a_reason_and_confirmed_as_read() {
    let world = World::new().await;
    let cast = released(&world).await;
    let page = cast.at("/preparation");
    let answer = cast.at("/appointment/answer");
    assert_eq!(propose(&cast, &cast.superior, &[]).await.status(), 303);
    let shown = cast.employee.get(&page).await;
    assert!(shown.text().contains("3F") && shown.text().contains("2099"));
    // what the employee did not read is not confirmed
    let stale = cast
        .employee
        .post(&answer, &[("version", "0"), ("answer", "confirm")])
        .await;
    assert_eq!(stale.status(), 409);
    let wish = cast
        .employee
        .post(
            &answer,
            &[
                ("version", "1"),
                ("answer", "wish"),
                ("wish", "RATHER THE PARK"),
            ],
        )
        .await;
    assert_eq!(wish.status(), 303, "{}", wish.summary());
    assert!(
        cast.facilitator
            .get(&page)
            .await
            .text()
            .contains("RATHER THE PARK")
    );
    let moved = [("place_kind", "outdoors"), ("place", "the park")];
    let silent = propose(&cast, &cast.facilitator, &moved).await;
    assert_eq!(silent.status(), 422, "a move needs a reason");
    assert!(silent.has("#f-reason-error") && silent.text().contains("the park"));
    let reasoned = with(&moved, &[("reason", "You wished it.")]);
    assert_eq!(
        propose(&cast, &cast.facilitator, &reasoned).await.status(),
        303
    );
    assert!(
        !cast
            .superior
            .get(&page)
            .await
            .text()
            .contains("RATHER THE PARK"),
        "taken up"
    );
    assert_eq!(
        cast.employee
            .post(&answer, &[("version", "3"), ("answer", "confirm")])
            .await
            .status(),
        303
    );
    for (kind, count) in [
        ("interview_proposed", 1),
        ("interview_moved", 1),
        ("interview_wish", 1),
        ("interview_confirmed", 1),
    ] {
        assert_eq!(world.events(cast.appraisal, kind).await, count, "{kind}");
    }
    let file = cast.employee.get(&cast.at("/appointment.ics")).await;
    assert_eq!(file.status(), 200);
    assert!(file.text().contains("STATUS:CONFIRMED\r\n") && file.text().contains("the park"));
    // formal and short are said, and taken
    let formal = propose(
        &cast,
        &cast.superior,
        &[
            ("place_kind", "superiors_office"),
            ("minutes", "30"),
            ("reason", "Rain."),
        ],
    )
    .await;
    assert_eq!(formal.status(), 303);
    assert!(
        cast.employee
            .get(&page)
            .await
            .all("#appointment .chip")
            .len()
            >= 2
    );
}

#[tokio::test]
async fn nobody_is_in_two_interviews_at_once() {
    let world = World::new().await;
    let cast = released(&world).await;
    assert_eq!(propose(&cast, &cast.superior, &[]).await.status(), 303);
    let second = world
        .person("Sam Second", cast.department, Some(&cast.superior))
        .await;
    let id = world
        .appraisal(
            cast.cycle,
            &second,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    world.force(id, Stage::Preparation).await;
    let address = format!("/appraisals/{id}/appointment");
    let at = |starts: &'static str| with(PROPOSAL, &[("starts", starts), ("version", "0")]);
    let clash = cast.superior.post(&address, &at("2099-05-04T09:59")).await;
    assert_eq!(clash.status(), 422, "{}", clash.summary());
    assert!(
        clash
            .all("#f-starts-error")
            .join("")
            .contains("Susan Superior")
    );
    assert!(
        clash.text().contains("2099-05-04T09:59"),
        "what was typed stays"
    );
    let free = cast.superior.post(&address, &at("2099-05-04T10:00")).await;
    assert_eq!(free.status(), 303, "{}", free.summary());
}

#[tokio::test]
async fn each_side_sees_its_own_preparation_and_the_start_waits_for_everything() {
    let world = World::new().await;
    let cast = released(&world).await;
    let page = cast.at("/preparation");
    let draft = [("version", "0"), ("wishes", "DRAFT WISH")];
    assert_eq!(
        cast.employee
            .autosave(&cast.at("/preparation/employee"), &draft)
            .await
            .status(),
        200
    );
    for somebody in [&cast.superior, &cast.facilitator] {
        assert!(!somebody.get(&page).await.text().contains("DRAFT WISH"));
    }
    let unready = cast.superior.post(&cast.at("/interview/start"), &[]).await;
    assert_eq!(unready.status(), 409);
    assert_eq!(unready.all("main p").len(), 3, "{}", unready.text());
    let half = cast
        .superior
        .fills(
            &page,
            &cast.at("/preparation/superior/submission"),
            &[("duties_read", "1")],
        )
        .await;
    assert_eq!(half.status(), 422);
    assert!(half.has("#f-results_read-error") && half.has("#f-explanation\\.conduct-error"));
    assert!(!half.has("#f-duties_read-error"));
    prepare(&cast).await;
    assert!(
        cast.superior.get(&page).await.text().contains("MORE TIME"),
        "submitted is read"
    );
    assert!(
        !cast
            .facilitator
            .get(&page)
            .await
            .text()
            .contains("MORE TIME")
    );
    for somebody in [&cast.employee, &cast.facilitator] {
        assert!(
            !somebody.get(&page).await.text().contains("MY REASONS"),
            "the checklist is the superior's"
        );
    }
    let late = cast
        .employee
        .post(
            &cast.at("/preparation/employee"),
            &[("version", "2"), ("wishes", "x")],
        )
        .await;
    assert_eq!(late.status(), 409, "submitted is locked");
    assert_eq!(propose(&cast, &cast.superior, &[]).await.status(), 303);
    cast.employee
        .post(
            &cast.at("/appointment/answer"),
            &[("version", "1"), ("answer", "confirm")],
        )
        .await;
    let early = cast.superior.post(&cast.at("/interview/start"), &[]).await;
    assert_eq!(early.status(), 409, "the notice period is not over");
    assert_eq!(
        cast.superior
            .post(&cast.at("/early-consent"), &[])
            .await
            .status(),
        403
    );
    assert_eq!(
        cast.employee
            .post(&cast.at("/early-consent"), &[])
            .await
            .status(),
        303
    );
    assert_eq!(world.events(cast.appraisal, "early_consent").await, 1);
    assert_eq!(
        cast.superior
            .post(&cast.at("/interview/start"), &[])
            .await
            .status(),
        303
    );
    assert_eq!(world.stage(cast.appraisal).await, "interview");
}
