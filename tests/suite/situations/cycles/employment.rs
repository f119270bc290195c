//! People leave, are transferred, have served shortly, are on long leave: situations 4 to 7.

use uuid::Uuid;

use super::{Company, advice, whole};
use crate::world::{Says, World};

#[tokio::test]
async fn situation_04_a_leaver_is_withdrawn_as_left_and_never_deleted() {
    let world = World::new().await;
    let cast = world.cast().await;
    sqlx::query("insert into cycle_departments (cycle_id, department_id) values ($1, $2)")
        .bind(cast.cycle.0)
        .bind(cast.department.0)
        .execute(&world.db)
        .await
        .expect("department");
    let page = cast.at("/parties");
    let without = cast
        .hr
        .fills(&page, &cast.at("/withdrawal"), &[("as", "left")])
        .await;
    assert_eq!(without.status(), 422);
    let done = cast
        .hr
        .fills(
            &page,
            &cast.at("/withdrawal"),
            &[
                ("as", "left"),
                ("withdrawal", "Left on 1 December"),
                ("final", "1"),
            ],
        )
        .await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    assert_eq!(world.stage(cast.appraisal).await, "withdrawn");
    // the tasks are gone, and say so
    let start = cast.employee.get("/").await.text();
    assert!(!start.says("task_self") && start.contains("Left on 1 December"));
    // out of the denominator, still in the export
    let list = cast.hr.get("/cycles").await.text();
    assert!(
        !list.says_with("cycle_of", &[("done", "0"), ("all", "1")]),
        "{list}"
    );
    let export = cast
        .hr
        .get(&format!("/dashboard/export.csv?cycle={}", cast.cycle))
        .await
        .text();
    assert!(export.contains("Left on 1 December"), "{export}");
    // the superior writes a last word, which is no score
    let advice = advice(&world, &cast.superior).await;
    let given = cast
        .superior
        .fills(
            &advice,
            &advice,
            &[("do", "submit"), ("body", "FINAL: thank you")],
        )
        .await;
    assert_eq!(given.status(), 303, "{}", given.summary());
    assert!(
        cast.hr
            .get(&cast.at(""))
            .await
            .text()
            .contains("FINAL: thank you")
    );
    assert!(
        !cast
            .employee
            .get(&cast.at(""))
            .await
            .text()
            .contains("FINAL")
    );
    whole(&world).await;
}

#[tokio::test]
async fn situation_05_a_transfer_keeps_the_snapshot_and_the_earlier_part_with_its_days() {
    let world = World::new().await;
    let cast = world.cast().await;
    sqlx::query("update appraisals set position = 'Seller' where id = $1")
        .bind(cast.appraisal.0)
        .execute(&world.db)
        .await
        .expect("position");
    // to Finance, under another superior
    let chief = world
        .person("Carla Chief", cast.other_department, None)
        .await;
    sqlx::query("update people set department_id = $2, superior_id = $3, position = 'Controller' where id = $1")
        .bind(cast.employee.id.0)
        .bind(cast.other_department.0)
        .bind(chief.id.0)
        .execute(&world.db)
        .await
        .expect("transfer");
    let page = cast.at("/parties");
    let done = cast
        .hr
        .fills(
            &page,
            &page,
            &[
                ("superior", "N-carla.chief"),
                ("reason", "Transferred to Finance"),
                ("ask", "1"),
            ],
        )
        .await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    let advice = advice(&world, &cast.superior).await;
    let asked = cast.superior.get(&advice).await.text();
    assert!(
        asked.contains("Sales") && asked.contains("Seller"),
        "where the employee worked then"
    );
    let given = cast
        .superior
        .fills(
            &advice,
            &advice,
            &[("do", "submit"), ("body", "EARLIER: three months in Sales")],
        )
        .await;
    assert_eq!(given.status(), 303);
    let seen = chief.get(&cast.at("")).await.text();
    assert!(
        seen.contains("EARLIER: three months in Sales") && seen.contains("90 days"),
        "{seen}"
    );
    // the appraisal still stands where it was launched
    let (department, position): (Uuid, String) =
        sqlx::query_as("select department_id, position from appraisals where id = $1")
            .bind(cast.appraisal.0)
            .fetch_one(&world.db)
            .await
            .expect("snapshot");
    assert_eq!(
        (department, position.as_str()),
        (cast.department.0, "Seller")
    );
}

#[tokio::test]
async fn situation_06_short_service_falls_out_unless_hr_extends_it_with_a_reason() {
    let company = Company::new().await;
    let world = &company.world;
    sqlx::query("update people set hired_on = case when name = 'Sam Staff' then current_date - 20 else date '2015-01-01' end")
        .execute(&world.db)
        .await
        .expect("hired");
    let today = world.app.clock.today(&world.app.settings.zone);
    let day = countersign::web::when::input_day(today);
    let cycle = company
        .draft("Autumn", &[("least_months", "6"), ("service_on", &day)])
        .await;
    let preview = format!("{cycle}/preview");
    let page = company
        .hr
        .get(&format!("{preview}?show=short_service"))
        .await;
    assert_eq!(
        page.all("table.data tbody tr").len(),
        1,
        "{}",
        page.summary()
    );
    assert!(page.says("why_short_service"));
    // taken in with a reason and a later first deadline
    let staff = company.staff.id.to_string();
    let late = countersign::web::when::input_day(today + time::Duration::days(200));
    let without = company
        .decide(
            &cycle,
            &[("person", &staff), ("do", "include"), ("reason", "")],
        )
        .await;
    assert_eq!(without.status(), 409);
    let fields = [
        ("person", staff.as_str()),
        ("do", "include"),
        ("reason", "Extended to the end of probation"),
        ("first_due", &late),
    ];
    assert_eq!(company.decide(&cycle, &fields).await.status(), 303);
    let head = company.head.id.to_string();
    company
        .decide(
            &cycle,
            &[("person", &head), ("do", "exempt"), ("reason", "Board")],
        )
        .await;
    let done = company
        .hr
        .fills(&preview, &format!("{cycle}/launch"), &[])
        .await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    let due: time::Date =
        sqlx::query_scalar("select due_on from appraisals where appraisee_id = $1")
            .bind(company.staff.id.0)
            .fetch_one(&world.db)
            .await
            .expect("due");
    assert_eq!(due, today + time::Duration::days(200));
    let sign: String = sqlx::query_scalar(
        "select own_deadlines ->> 'sign_due' from appraisals where appraisee_id = $1",
    )
    .bind(company.staff.id.0)
    .fetch_one(&world.db)
    .await
    .expect("later ones move along");
    assert!(sign > late);
}

#[tokio::test]
async fn situation_07_hr_does_the_step_of_somebody_on_long_leave_and_every_page_says_so() {
    let world = World::new().await;
    let cast = world.cast().await;
    let draft = [("version", "0"), ("words.company_profit", "PRIVATE DRAFT")];
    assert_eq!(
        cast.employee
            .autosave(&cast.at("/self-evaluation"), &draft)
            .await
            .status(),
        200
    );
    let page = cast.at("/self-evaluation/on-behalf");
    for somebody in [
        &cast.superior,
        &cast.facilitator,
        &cast.clerk,
        &cast.employee,
    ] {
        assert_eq!(somebody.get(&page).await.status(), 403, "{}", somebody.name);
    }
    assert_eq!(cast.hr.fills(&page, &page, &[]).await.status(), 422);
    let done = cast
        .hr
        .fills(
            &page,
            &page,
            &[
                ("reason", "Parental leave until March"),
                ("text", "Wants to go on with tenders"),
            ],
        )
        .await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    assert_eq!(world.stage(cast.appraisal).await, "evaluation");
    for path in [cast.at(""), cast.at("/evaluation")] {
        let text = cast.superior.get(&path).await.text();
        assert!(text.says("behalf_by"), "{path}");
        assert!(!text.contains("PRIVATE DRAFT"), "{path}");
    }
    assert!(
        cast.superior
            .get(&cast.at(""))
            .await
            .text()
            .contains("Wants to go on with tenders")
    );
    assert_eq!(world.events(cast.appraisal, "self_on_behalf").await, 1);
    // or left out, with the reason
    let second = world
        .appraisal(
            cast.cycle,
            &cast.superior,
            &cast.head,
            None,
            None,
            cast.department,
        )
        .await;
    let left_out = cast
        .hr
        .post(
            &format!("/appraisals/{second}/withdrawal"),
            &[
                ("as", "long_leave"),
                ("withdrawal", "Away for the whole period"),
            ],
        )
        .await;
    assert_eq!(left_out.status(), 303);
    let kind: String = sqlx::query_scalar("select withdrawn_as from appraisals where id = $1")
        .bind(second.0)
        .fetch_one(&world.db)
        .await
        .expect("kind");
    assert_eq!(kind, "long_leave");
    whole(&world).await;
}
