//! Situation 19: a delegate prepares and schedules, for a limited time, and nothing else.

use countersign::access::Stage;

use crate::{
    interviews::released,
    world::{Cast, Page, Person, Says, World},
};

fn day(from_today: i64) -> String {
    (time::OffsetDateTime::now_utc().date() + time::Duration::days(from_today)).to_string()
}

async fn names(who: &Person, delegate: &str, from: i64, until: i64) -> Page {
    let (from, until) = (day(from), day(until));
    let fields = [
        ("delegate", delegate),
        ("starts_on", &from),
        ("ends_on", &until),
        ("reason", "Trade fair in Canton"),
    ];
    who.post("/delegations", &fields).await
}

async fn company(world: &World) -> (Cast, Person) {
    let cast = released(world).await;
    let dora = world.person("Dora Delegate", cast.department, None).await;
    (cast, dora)
}

#[tokio::test]
async fn situation_19_a_delegate_prepares_and_schedules_for_the_superior() {
    let world = World::new().await;
    let (cast, dora) = company(&world).await;
    assert_eq!(dora.get(&cast.at("")).await.status(), 404);
    let named = names(&cast.superior, "Dora Delegate", 0, 7).await;
    assert_eq!(named.status(), 303, "{}", named.summary());

    let start = dora.get("/").await.text();
    assert!(
        start.contains("Eve Employee") && start.contains("Susan Superior"),
        "{start}"
    );
    let page = cast.employee.get(&cast.at("")).await.text();
    assert!(
        page.contains("Dora Delegate"),
        "everybody sees who stands in"
    );
    let page = cast.at("/preparation");
    let answers = dora.get(&page).await;
    assert_eq!(answers.status(), 200, "{}", answers.summary());
    let submission = cast.at("/preparation/superior/submission");
    let lacking = dora
        .fills(&page, &submission, &[("duties_read", "1")])
        .await;
    assert_eq!(
        lacking.status(),
        422,
        "the delegate is asked what the superior would be asked"
    );
    let done = [
        ("duties_read", "1"),
        ("results_read", "1"),
        ("example.conduct", "1"),
        ("explanation.conduct", "BY THE DELEGATE"),
    ];
    let prepared = dora.fills(&page, &submission, &done).await;
    assert_eq!(prepared.status(), 303, "{}", prepared.summary());
    let appointment = [
        ("starts", "2099-05-04T09:00"),
        ("minutes", "60"),
        ("place_kind", "lounge"),
        ("place", "3F"),
        ("purpose", "improve_results"),
        ("method", "causes_first"),
    ];
    let proposed = dora
        .fills(&page, &cast.at("/appointment"), &appointment)
        .await;
    assert_eq!(proposed.status(), 303, "{}", proposed.summary());

    // under their own name, for the superior
    let shown = cast.superior.get(&cast.at("")).await.text();
    assert!(
        shown.says_with(
            "facts_prepared",
            &[("name", "Dora Delegate"), ("superior", "Susan Superior")]
        ),
        "{shown}"
    );
    let actors: Vec<(String, uuid::Uuid)> = sqlx::query_as(
        "select kind, actor_id from events where stream = $1 and kind in ('superior_prepared', 'interview_proposed')",
    )
    .bind(cast.appraisal.0)
    .fetch_all(&world.db)
    .await
    .unwrap();
    assert_eq!(actors.len(), 2);
    assert!(
        actors.iter().all(|(_, actor)| *actor == dora.id.0),
        "{actors:?}"
    );
    // what was prepared is there for the superior in the room
    world.force(cast.appraisal, Stage::Interview).await;
    assert_eq!(dora.get(&cast.at("/interview")).await.status(), 403);
}

#[tokio::test]
async fn situation_19_a_delegate_signs_releases_evaluates_and_reads_nothing_else() {
    let world = World::new().await;
    let (cast, dora) = company(&world).await;
    sqlx::query(
        "insert into papers (appraisal_id, kind, slot, author_id, body, updated_at)
         values ($1, 'private_note', $2, $2, '{\"text\": \"PRIVATE TO THE SUPERIOR\"}', now())",
    )
    .bind(cast.appraisal.0)
    .bind(cast.superior.id.0)
    .execute(&world.db)
    .await
    .unwrap();
    assert_eq!(
        names(&cast.superior, "Dora Delegate", 0, 7).await.status(),
        303
    );
    assert!(
        !dora
            .get(&cast.at("/preparation"))
            .await
            .text()
            .contains("PRIVATE TO")
    );
    for stage in Stage::ALL {
        world.force(cast.appraisal, stage).await;
        for below in [
            "/evaluation",
            "/self-evaluation",
            "/interview",
            "/record",
            "/record.pdf",
            "/record.json",
            "/sign",
            "/dispute",
            "/trail",
            "/goals",
            "/parties",
            "/reopening",
        ] {
            let status = dora.get(&cast.at(below)).await.status();
            assert!(
                status == 403 || status == 409 || status == 404,
                "{below} in {stage:?}: {status}"
            );
        }
        let page = dora.get(&cast.at("")).await;
        assert!(!page.text().contains("91.00"), "no result in {stage:?}");
        for below in [
            "/evaluation",
            "/evaluation/submission",
            "/evaluation/approve",
            "/release",
            "/unrelease",
            "/sign",
            "/sign/refusal",
            "/sign/witness",
            "/interview/start",
            "/interview/close",
            "/self-evaluation/return",
            "/reopening",
            "/parties",
            "/withdrawal",
        ] {
            let reply = dora
                .post(&cast.at(below), &[("reason", "x"), ("choice", "agree")])
                .await;
            assert!(
                [403, 404, 409].contains(&reply.status()),
                "{below} in {stage:?}: {}",
                reply.status()
            );
        }
        assert_eq!(world.stage(cast.appraisal).await, stage.key());
    }
}

#[tokio::test]
async fn situation_19_it_runs_only_between_its_days_and_ends_at_once() {
    let world = World::new().await;
    let (cast, dora) = company(&world).await;
    assert_eq!(
        names(&cast.superior, "Dora Delegate", 2, 7).await.status(),
        303
    );
    assert_eq!(dora.get(&cast.at("")).await.status(), 404, "not yet");
    for (since, until, status) in [
        ("-2 days", "1 day", 200),
        ("-9 days", "-1 second", 404),
        ("-1 second", "1 hour", 200),
    ] {
        sqlx::query("update delegations set since = now() + $1::text::interval, until = now() + $2::text::interval")
            .bind(since)
            .bind(until)
            .execute(&world.db)
            .await
            .unwrap();
        assert_eq!(
            dora.get(&cast.at("/preparation")).await.status(),
            status,
            "{since} {until}"
        );
    }
    let id: uuid::Uuid = sqlx::query_scalar("select id from delegations")
        .fetch_one(&world.db)
        .await
        .unwrap();
    let end = format!("/delegations/{id}/revocation");
    assert_eq!(
        cast.employee.post(&end, &[]).await.status(),
        404,
        "not theirs to end"
    );
    assert_eq!(cast.superior.post(&end, &[]).await.status(), 303);
    assert_eq!(dora.get(&cast.at("/preparation")).await.status(), 404);
    assert_eq!(cast.superior.post(&end, &[]).await.status(), 404, "once");
    for kind in ["delegation_named", "delegation_revoked"] {
        let logged: i64 =
            sqlx::query_scalar("select count(*) from events where kind = $1 and actor_id = $2")
                .bind(kind)
                .bind(cast.superior.id.0)
                .fetch_one(&world.db)
                .await
                .unwrap();
        assert_eq!(logged, 1, "{kind}");
    }
}

#[tokio::test]
async fn situation_19_nobody_is_the_delegate_of_their_own_appraisal() {
    let world = World::new().await;
    let (cast, _) = company(&world).await;
    let named = names(&cast.superior, "Eve Employee", 0, 7).await;
    assert_eq!(named.status(), 303, "for the others of the team");
    let page = cast.at("/preparation");
    assert!(
        !cast
            .employee
            .get(&page)
            .await
            .text()
            .contains("preparation/superior")
    );
    let sent = cast
        .employee
        .post(&cast.at("/preparation/superior"), &[("version", "0")])
        .await;
    assert_eq!(sent.status(), 403);
}

#[tokio::test]
async fn situation_19_who_may_name_whom() {
    let world = World::new().await;
    let (cast, dora) = company(&world).await;
    for (who, delegate, from, until) in [
        (&cast.superior, "Nobody Known", 0, 7),
        (&cast.superior, "Susan Superior", 0, 7),
        (&cast.superior, "Dora Delegate", 0, 400),
        (&cast.superior, "Dora Delegate", 7, 3),
        (&cast.superior, "Dora Delegate", -9, -2),
        // nobody reports to her
        (&dora, "Eve Employee", 0, 7),
    ] {
        let page = names(who, delegate, from, until).await;
        assert_eq!(page.status(), 422, "{delegate} {from} {until}");
        assert!(page.has(".field.bad .error"));
        assert!(
            page.text().contains("Trade fair in Canton"),
            "what was typed is kept"
        );
    }
    // HR for a superior who cannot; the field is nothing in other hands
    let (from, until) = (day(0), day(3));
    let fields = [
        ("delegator", "Susan Superior"),
        ("delegate", "Dora Delegate"),
        ("starts_on", &from),
        ("ends_on", &until),
        ("reason", "Ill"),
    ];
    assert_eq!(dora.post("/delegations", &fields).await.status(), 422);
    assert_eq!(dora.get(&cast.at("")).await.status(), 404);
    assert_eq!(cast.hr.post("/delegations", &fields).await.status(), 303);
    assert_eq!(dora.get(&cast.at("")).await.status(), 200);
}
