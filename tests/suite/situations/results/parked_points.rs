//! Parked points: situation 24.

use super::{on_the_dashboard, sql, text};
use crate::{
    interviews::{fill, started},
    world::{Cast, Says, World, en_with},
};

async fn parked(world: &World) -> (Cast, String) {
    let cast = started(world).await;
    fill(world, &cast).await;
    let at = cast.at("/parked");
    assert_eq!(
        cast.employee.get(&at).await.status(),
        409,
        "the room has it until the record does"
    );
    let closed = cast.superior.post(&cast.at("/interview/close"), &[]).await;
    assert_eq!(closed.status(), 303, "{}", closed.summary());
    (cast, at)
}

/// Owner, date, outcome reported back to the employee; a parked point is no dispute, and none becomes one by itself.
#[tokio::test]
async fn situation_24_a_parked_point_has_an_owner_a_day_and_an_outcome_for_the_employee() {
    let world = World::new().await;
    let (cast, at) = parked(&world).await;
    on_the_dashboard(&world).await;
    assert_eq!(
        text(&world, "select count(*)::text from disputes").await,
        "0"
    );
    let todo = format!("[aria-labelledby=todo-h] a[href=\"{at}\"]");
    assert!(cast.superior.get("/").await.has(&todo), "the owner's task");
    for reader in [
        &cast.employee,
        &cast.superior,
        &cast.hr,
        &cast.clerk,
        &cast.facilitator,
    ] {
        let page = reader.get(&at).await;
        assert_eq!(page.status(), 200, "{}", reader.name);
        assert!(
            page.text().contains("It was the rota.") && page.text().contains("It was avoidable.")
        );
        let writes = [cast.superior.id, cast.hr.id].contains(&reader.id);
        assert_eq!(page.has("textarea"), writes, "{}", reader.name);
        assert!(
            reader
                .get(&cast.at(""))
                .await
                .text()
                .contains("It was the rota."),
            "on the appraisal's page"
        );
    }
    assert_eq!(cast.head.get(&at).await.status(), 404);

    // overdue for owner, superior and HR
    let superior = cast.superior.id.to_string();
    sql(&world, "update parked_points set due_on = current_date - 3").await;
    let late = &en_with("due_over", &[("days", "3")]);
    let board = cast.hr.get("/dashboard").await;
    let drill = board_link(&board.text());
    assert!(
        board.has(".tile.over a[href*=\"state=overdue\"]"),
        "a figure on the dashboard"
    );
    let list = cast.hr.get(&drill).await;
    assert!(
        list.has(&format!("a.row-link[href=\"{at}\"]")) && list.text().contains(late),
        "{drill}"
    );
    for (person, whose) in [
        (&cast.superior, ""),
        (&cast.employee, "own"),
        (&cast.superior, "team"),
        (&cast.clerk, "ledger"),
    ] {
        let list = person
            .get(&format!("/parked?whose={whose}&state=overdue"))
            .await;
        assert!(list.text().contains(late), "{} {whose:?}", person.name);
    }
    for (person, whose) in [
        (&cast.head, "team"),
        (&cast.head, "ledger"),
        (&cast.employee, "ledger"),
        (&cast.employee, ""),
    ] {
        let list = person.get(&format!("/parked?whose={whose}")).await;
        assert!(!list.has("a.row-link"), "{} {whose:?}", person.name);
    }
    assert!(
        !cast
            .hr
            .get("/parked?whose=ledger&state=reported")
            .await
            .has("a.row-link")
    );
    assert_eq!(
        cast.superior
            .get("/parked?after=x~y&cycle=z&department=1")
            .await
            .status(),
        200
    );
    // owned by somebody else, the superior is told too
    sqlx::query("update parked_points set owner_id = $1")
        .bind(cast.facilitator.id.0)
        .execute(&world.db)
        .await
        .unwrap();
    let told = cast.superior.get("/").await;
    assert!(told.has(&todo) && told.text().contains("Fay Facilitator has not reported"));
    sqlx::query("update parked_points set owner_id = $1::uuid")
        .bind(&superior)
        .execute(&world.db)
        .await
        .unwrap();

    // the outcome: by the owner, with words, once
    let point = text(&world, "select id::text from parked_points").await;
    let report = cast.at(&format!("/parked/{point}"));
    let field = format!("outcome.{point}");
    let words = [
        (field.as_str(), "The rota is changed from May on."),
        ("version", "1"),
    ];
    for other in [&cast.employee, &cast.facilitator] {
        let page = other.post(&report, &words).await;
        assert_eq!(page.status(), 409, "{}", other.name);
        assert!(
            page.text().contains("Susan Superior"),
            "says who reports it"
        );
    }
    assert_eq!(cast.clerk.post(&report, &words).await.status(), 403);
    assert_eq!(cast.head.post(&report, &words).await.status(), 404);
    for unknown in ["x", "00000000-0000-0000-0000-000000000001"] {
        assert_eq!(
            cast.superior
                .post(&format!("{at}/{unknown}"), &words)
                .await
                .status(),
            404
        );
    }
    let empty = cast.superior.fills(&at, &report, &[(&field, "  ")]).await;
    assert_eq!(empty.status(), 422);
    let long = "x".repeat(100_000);
    let huge = cast.superior.fills(&at, &report, &[(&field, &long)]).await;
    assert_eq!(huge.status(), 422);
    let stale = cast
        .superior
        .post(&report, &[(&field, "x"), ("version", "7")])
        .await;
    assert_eq!(stale.status(), 409);
    let reported = cast.superior.fills(&at, &report, &words[..1]).await;
    assert_eq!(reported.status(), 303, "{}", reported.summary());
    let twice = cast
        .superior
        .post(&report, &[(&field, "Another outcome."), ("version", "2")])
        .await;
    assert_eq!(twice.status(), 303, "done already");
    assert_eq!(world.events(cast.appraisal, "parked_reported").await, 1);
    for below in ["", "/parked"] {
        let page = cast.employee.get(&cast.at(below)).await.text();
        assert!(
            page.contains("The rota is changed from May on.") && page.says("parked_reported_by")
        );
        assert!(!page.contains("Another outcome."));
    }
    assert!(!cast.superior.get("/").await.has(&todo));
    assert!(
        !cast
            .hr
            .get("/dashboard")
            .await
            .has(".tile.over a[href*=\"/parked\"]")
    );
    assert!(
        cast.employee
            .get("/parked?whose=own&state=reported")
            .await
            .has("a.row-link")
    );
}

fn board_link(html: &str) -> String {
    let at = html.find("/parked?").expect("a link to the parked points");
    let link = html[at..]
        .split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&")
        .replace("&#38;", "&");
    link.replace("state=open", "state=overdue")
}

/// HR steps in for an owner who cannot, under HR's own name.
#[tokio::test]
async fn hr_reports_a_parked_point_in_the_place_of_an_owner_who_left() {
    let world = World::new().await;
    let (cast, at) = parked(&world).await;
    let point = text(&world, "select id::text from parked_points").await;
    let field = format!("outcome.{point}");
    let reported = cast
        .hr
        .fills(
            &at,
            &format!("{at}/{point}"),
            &[(&field, "Settled with both.")],
        )
        .await;
    assert_eq!(reported.status(), 303, "{}", reported.summary());
    assert!(cast.employee.get(&at).await.says("parked_reported_by"));
}
