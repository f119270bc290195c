//! What happens to cycles and to the people in them while they run.

use countersign::{
    access::{Role, Stage},
    ground::ids::{AppraisalId, DepartmentId},
    history, jobs, works,
};
use uuid::Uuid;

use crate::{
    evaluation::{GOOD, at_evaluation},
    signing::{frozen, signs},
    world::{Cast, Page, Person, World},
};

/// A company of four in Sales, HR elsewhere, and whoever a test adds.
struct Company {
    world: World,
    sales: DepartmentId,
    hr: Person,
    head: Person,
    lead: Person,
    staff: Person,
}

impl Company {
    async fn new() -> Self {
        let world = World::new().await;
        let sales = world.department("Sales").await;
        let office = world.department("Office").await;
        let hr = world.person("Hana Hr", office, None).await;
        world.give(&hr, Role::Hr).await;
        let head = world.person("Head Chief", sales, None).await;
        let lead = world.person("Lena Lead", sales, Some(&head)).await;
        let staff = world.person("Sam Staff", sales, Some(&lead)).await;
        Self {
            world,
            sales,
            hr,
            head,
            lead,
            staff,
        }
    }

    /// A draft for Sales; the address of the cycle.
    async fn draft(&self, name: &str, fields: &[(&str, &str)]) -> String {
        let sales = self.sales.to_string();
        let mut all = vec![("name", name), ("department", sales.as_str())];
        all.extend(fields);
        let made = self.hr.fills("/cycles/new", "/cycles", &all).await;
        assert_eq!(made.status(), 303, "{}", made.summary());
        made.location().trim_end_matches("/preview").to_owned()
    }

    async fn decide(&self, cycle: &str, fields: &[(&str, &str)]) -> Page {
        self.hr.post(&format!("{cycle}/exceptions"), fields).await
    }

    async fn launched(&self, name: &str, fields: &[(&str, &str)]) -> String {
        let cycle = self.draft(name, fields).await;
        let head = self.head.id.to_string();
        let exempt = [
            ("person", head.as_str()),
            ("do", "exempt"),
            ("reason", "The board does"),
        ];
        assert_eq!(self.decide(&cycle, &exempt).await.status(), 303);
        let done = self
            .hr
            .fills(&format!("{cycle}/preview"), &format!("{cycle}/launch"), &[])
            .await;
        assert_eq!(done.status(), 303, "{}", done.summary());
        cycle
    }

    async fn appraisal(&self, person: &Person) -> Option<AppraisalId> {
        sqlx::query_scalar::<_, Uuid>(
            "select id from appraisals where appraisee_id = $1 order by stage_since desc limit 1",
        )
        .bind(person.id.0)
        .fetch_optional(&self.world.db)
        .await
        .expect("appraisal")
        .map(AppraisalId)
    }

    async fn count(&self, sql: &'static str) -> i64 {
        count(&self.world, sql).await
    }
}

async fn count(world: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql)
        .fetch_one(&world.db)
        .await
        .expect("count")
}

async fn status(world: &World, cycle: &str) -> String {
    let id: Uuid = cycle.trim_start_matches("/cycles/").parse().expect("id");
    sqlx::query_scalar("select status::text from cycles where id = $1")
        .bind(id)
        .fetch_one(&world.db)
        .await
        .expect("status")
}

/// Every chain still holds.
async fn whole(world: &World) {
    let mut tx = world.db.begin().await.expect("begin");
    let checked = history::verify::verify(&mut tx).await.expect("read");
    assert!(checked.is_ok(), "{checked:?}");
}

async fn hand_over(cast: &Cast, from: &Person, to: &Person, ask: bool) -> Page {
    let from = format!("N-{}", from.name.to_lowercase().replace(' ', "."));
    let to = format!("N-{}", to.name.to_lowercase().replace(' ', "."));
    let mut fields = vec![
        ("from", from.as_str()),
        ("to", to.as_str()),
        ("reason", "Moves to another site"),
    ];
    if ask {
        fields.push(("ask", "1"));
    }
    cast.hr.post("/cycles/handover", &fields).await
}

#[tokio::test]
async fn situation_01_the_manager_changes_and_only_open_work_moves() {
    let world = World::new().await;
    let cast = world.cast().await;
    at_evaluation(&world, &cast).await;
    let mut draft = GOOD.to_vec();
    draft.push(("version", "0"));
    let saved = cast
        .superior
        .autosave(&cast.at("/evaluation"), &draft)
        .await;
    assert_eq!(saved.status(), 200, "{}", saved.text());
    let other = world
        .person("Olga Other", cast.department, Some(&cast.superior))
        .await;
    let finished = world
        .appraisal(
            cast.cycle,
            &other,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    world.force(finished, Stage::Concluded).await;

    // without a reason, to nobody, to the same person
    for fields in [
        [("to", "N-head.chief"), ("reason", "")],
        [("to", "Nobody"), ("reason", "x")],
        [("to", "N-susan.superior"), ("reason", "x")],
    ] {
        let mut all = vec![("from", "N-susan.superior")];
        all.extend(fields);
        let page = cast.hr.post("/cycles/handover", &all).await;
        assert_eq!(page.status(), 422, "{fields:?} {}", page.summary());
    }
    let shown = cast.hr.get("/cycles/handover?from=Susan+Superior").await;
    assert!(shown.text().contains("Eve Employee") && !shown.text().contains("Olga Other"));
    let done = hand_over(&cast, &cast.superior, &cast.head, false).await;
    assert_eq!(done.status(), 303, "{}", done.summary());

    let page = cast.head.get(&cast.at("/evaluation")).await;
    assert!(
        page.text().contains("SECRET EXAMPLE"),
        "the new superior finds the draft"
    );
    assert_eq!(cast.superior.get(&cast.at("")).await.status(), 404);
    let kept = cast.superior.get(&format!("/appraisals/{finished}")).await;
    assert_eq!(kept.status(), 200, "what is finished stays with its author");
    assert_eq!(world.events(cast.appraisal, "parties_changed").await, 1);
    assert_eq!(world.events(finished, "parties_changed").await, 0);
    whole(&world).await;
}

#[tokio::test]
async fn situation_01_a_superior_who_has_signed_is_not_replaced_by_a_second_signature() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    assert_eq!(signs(&cast.superior, &cast, "agree").await.status(), 303);
    assert_eq!(
        hand_over(&cast, &cast.superior, &cast.head, false)
            .await
            .status(),
        303
    );
    assert!(!cast.head.get("/").await.text().contains("Sign the record"));
    assert_eq!(signs(&cast.employee, &cast, "agree").await.status(), 303);
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
    let signed: Vec<Uuid> =
        sqlx::query_scalar("select person_id from signatures where party = 'superior'")
            .fetch_all(&world.db)
            .await
            .expect("signatures");
    assert_eq!(signed, [cast.superior.id.0]);
}

/// The advice that somebody was asked for.
async fn advice(world: &World, author: &Person) -> String {
    let id: Uuid = sqlx::query_scalar("select id from advices where author_id = $1")
        .bind(author.id.0)
        .fetch_one(&world.db)
        .await
        .expect("advice");
    format!("/advices/{id}")
}

#[tokio::test]
async fn situation_02_the_old_manager_advises_and_the_new_one_decides() {
    let world = World::new().await;
    let cast = world.cast().await;
    let done = hand_over(&cast, &cast.superior, &cast.head, true).await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    let advice = advice(&world, &cast.superior).await;
    assert!(
        cast.superior
            .get("/")
            .await
            .has(&format!("a[href='{advice}']"))
    );
    let empty = cast
        .superior
        .fills(&advice, &advice, &[("do", "submit")])
        .await;
    assert_eq!(empty.status(), 422);
    let draft = cast
        .superior
        .fills(
            &advice,
            &advice,
            &[("do", "save"), ("body", "ADVICE: led the fair")],
        )
        .await;
    assert_eq!(draft.status(), 303);
    assert!(
        !cast.head.get(&cast.at("")).await.text().contains("ADVICE"),
        "no draft is read"
    );
    let stale = cast
        .superior
        .post(
            &advice,
            &[
                ("do", "save"),
                ("version", "1"),
                ("body", "from another tab"),
            ],
        )
        .await;
    assert_eq!(stale.status(), 409);
    assert!(
        stale.text().contains("ADVICE: led the fair"),
        "both texts are there"
    );
    let given = cast
        .superior
        .fills(&advice, &advice, &[("do", "submit")])
        .await;
    assert_eq!(given.status(), 303, "{}", given.summary());

    assert!(
        cast.head
            .get(&cast.at(""))
            .await
            .text()
            .contains("ADVICE: led the fair")
    );
    for somebody in [&cast.employee, &cast.facilitator, &cast.clerk] {
        assert!(!somebody.get(&cast.at("")).await.text().contains("ADVICE"));
        assert_eq!(somebody.get(&advice).await.status(), 404);
    }
    assert_eq!(
        cast.head.get(&advice).await.status(),
        404,
        "it has one author"
    );
    assert_eq!(cast.superior.get(&cast.at("")).await.status(), 404);
    assert_eq!(
        count(
            &world,
            "select count(*) from appraisals where total is not null"
        )
        .await,
        0
    );
    whole(&world).await;
}

#[tokio::test]
async fn situation_02_whoever_was_the_superior_too_shortly_is_not_asked() {
    let world = World::new().await;
    let cast = world.cast().await;
    sqlx::query("update people set hired_on = current_date - 10 where id = $1")
        .bind(cast.employee.id.0)
        .execute(&world.db)
        .await
        .expect("hired lately");
    assert_eq!(
        hand_over(&cast, &cast.superior, &cast.head, true)
            .await
            .status(),
        303
    );
    assert_eq!(count(&world, "select count(*) from advices").await, 0);
}

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
    assert!(!start.contains("Write your self-evaluation") && start.contains("Left on 1 December"));
    // out of the denominator, still in the export
    let list = cast.hr.get("/cycles").await.text();
    assert!(!list.contains("0 of 1"), "{list}");
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
    assert!(page.text().contains("less than 6 months"));
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
        assert!(text.contains("completed by Hana Hr"), "{path}");
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

#[tokio::test]
async fn situation_21_a_cycle_with_a_dispute_cannot_be_closed() {
    let world = World::new().await;
    let cast = world.cast().await;
    let cycle = format!("/cycles/{}", cast.cycle);
    let close = format!("{cycle}/closing");
    world.force(cast.appraisal, Stage::Dispute).await;
    let refused = cast.hr.post(&close, &[("version", "1")]).await;
    assert_eq!(refused.status(), 409);
    assert!(
        refused.text().contains("provisional"),
        "{}",
        refused.summary()
    );
    world.force(cast.appraisal, Stage::Concluded).await;
    let refused = cast.hr.post(&close, &[("version", "1")]).await;
    assert!(
        refused.text().contains("can still be disputed"),
        "{}",
        refused.summary()
    );
    sqlx::query("update appraisals set dispute_until = current_date - 2")
        .execute(&world.db)
        .await
        .expect("the window closes");
    let done = cast.hr.fills(&cycle, &close, &[]).await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    assert_eq!(status(&world, &cycle).await, "closed");
    let late = cast
        .hr
        .post(
            &format!("{cycle}/cancellation"),
            &[("version", "2"), ("reason", "x")],
        )
        .await;
    assert_eq!(late.status(), 409);
}

#[tokio::test]
async fn situation_29_nobody_is_twice_in_a_cycle_or_in_two_of_one_type_at_once() {
    let company = Company::new().await;
    let cycle = company.launched("Half year", &[]).await;
    assert_eq!(company.count("select count(*) from appraisals").await, 2);
    // launched again, added again
    company
        .hr
        .post(&format!("{cycle}/launch"), &[("version", "1")])
        .await;
    let again = company
        .hr
        .fills(
            &format!("{cycle}/people"),
            &format!("{cycle}/people"),
            &[("who", "named"), ("people", "N-sam.staff"), ("reason", "x")],
        )
        .await;
    assert_eq!(again.status(), 422);
    assert!(
        again
            .text()
            .contains("has an appraisal in this cycle already")
    );
    assert_eq!(company.count("select count(*) from appraisals").await, 2);
    // a second one of the same type for the same time
    let second = company.draft("Half year again", &[]).await;
    let head = company.head.id.to_string();
    company
        .decide(
            &second,
            &[("person", &head), ("do", "exempt"), ("reason", "Board")],
        )
        .await;
    let refused = company
        .hr
        .post(&format!("{second}/launch"), &[("version", "1")])
        .await;
    assert_eq!(refused.status(), 409);
    assert!(refused.text().contains("Sam Staff"));
    // another type may run beside it
    company
        .launched("Probation", &[("kind", "probation")])
        .await;
    assert_eq!(company.count("select count(*) from appraisals").await, 4);
}

#[tokio::test]
async fn situation_30_a_launch_that_was_cut_off_goes_on_and_makes_nobody_twice() {
    let company = Company::new().await;
    let world = &company.world;
    sqlx::query(
        "insert into people (number, name, department_id, superior_id)
         select 'X' || n, 'Extra ' || n, $1, $2 from generate_series(1, 9500) n",
    )
    .bind(company.sales.0)
    .bind(company.lead.id.0)
    .execute(&world.db)
    .await
    .expect("a larger company");
    let cycle = company.draft("Autumn", &[]).await;
    let head = company.head.id.to_string();
    company
        .decide(
            &cycle,
            &[("person", &head), ("do", "exempt"), ("reason", "Board")],
        )
        .await;
    // a process that began and was killed after the first batch
    let (cut, everybody) = (4_000_i64, 9_502_i64);
    let launched = company
        .hr
        .post(&format!("{cycle}/launch"), &[("version", "1")])
        .await;
    assert_eq!(launched.status(), 303, "{}", launched.summary());
    assert_eq!(
        status(world, &cycle).await,
        "launching",
        "many are left to the background"
    );
    jobs::run_all(&world.app, works::ALL).await.expect("run");
    let job: Uuid = sqlx::query_scalar("select id from jobs where kind = 'cycle_launch'")
        .fetch_one(&world.db)
        .await
        .expect("job");
    sqlx::query(
        "with gone as (select a.id from appraisals a join cycle_members m on m.cycle_id = a.cycle_id and m.person_id = a.appraisee_id
                       order by m.seq offset $1)
         delete from appraisals where id in (select id from gone)",
    )
    .bind(cut)
    .execute(&world.db)
    .await
    .expect("only the first batch was committed");
    sqlx::query("delete from chains where stream <> '00000000-0000-0000-0000-000000000000' and stream not in (select id from appraisals)")
        .execute(&world.db)
        .await
        .expect("chains");
    sqlx::query("alter table events disable trigger events_append_only")
        .execute(&world.db)
        .await
        .expect("trigger");
    sqlx::query("delete from events where stream <> '00000000-0000-0000-0000-000000000000' and stream not in (select id from appraisals)")
        .execute(&world.db)
        .await
        .expect("events");
    sqlx::query("alter table events enable trigger events_append_only")
        .execute(&world.db)
        .await
        .expect("trigger");
    sqlx::query("update cycles set status = 'launching'")
        .execute(&world.db)
        .await
        .expect("status");
    sqlx::query(
        "update jobs set status = 'running', claim = gen_random_uuid(), heartbeat_at = now() - interval '5 minutes',
            finished_at = null, done = 0, state = jsonb_set(state, '{after}', '0') where id = $1",
    )
    .bind(job)
    .execute(&world.db)
    .await
    .expect("dead process");

    let page = company.hr.get(&cycle).await;
    assert!(page.has("progress"), "{}", page.summary());
    jobs::run_all(&world.app, works::ALL)
        .await
        .expect("another process");
    assert_eq!(status(world, &cycle).await, "running");
    assert_eq!(
        company.count("select count(*) from appraisals").await,
        everybody
    );
    assert_eq!(
        company
            .count("select count(distinct appraisee_id) from appraisals")
            .await,
        everybody
    );
    assert_eq!(
        company
            .count("select count(*) from events where kind = 'launched'")
            .await,
        everybody
    );
    let shown = company.hr.get(&format!("/jobs/{job}")).await;
    assert_eq!(shown.status(), 200);
    assert_eq!(
        company.staff.get(&format!("/jobs/{job}")).await.status(),
        404
    );
    // the preview and its table stay answerable with many rows
    let csv = company.hr.get(&format!("{cycle}/preview.csv")).await;
    assert_eq!(csv.text().lines().count(), 9_504);
    whole(world).await;
}

#[tokio::test]
async fn situation_37_a_cancelled_cycle_tells_everybody_and_keeps_everything() {
    let company = Company::new().await;
    let world = &company.world;
    let cycle = company.launched("Autumn", &[]).await;
    let appraisal = company.appraisal(&company.staff).await.expect("appraisal");
    let done = company
        .hr
        .fills(
            &cycle,
            &format!("{cycle}/cancellation"),
            &[("reason", "The form was wrong")],
        )
        .await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    assert_eq!(status(world, &cycle).await, "cancelled");
    let start = company.staff.get("/").await.text();
    assert!(!start.contains("Write your self-evaluation"));
    assert!(start.contains("The form was wrong"), "everybody is told");
    assert!(company.lead.get("/").await.text().contains("Sam Staff"));
    let page = company.staff.get(&format!("/appraisals/{appraisal}")).await;
    assert_eq!(page.status(), 200);
    assert!(page.text().contains("The form was wrong"));
    assert_eq!(
        company
            .count("select count(*) from appraisals where withdrawn_as = 'cancelled'")
            .await,
        2
    );
    assert_eq!(world.events(appraisal, "withdrawn").await, 1);
    // a second press changes nothing
    company
        .hr
        .post(
            &format!("{cycle}/cancellation"),
            &[("version", "9"), ("reason", "x")],
        )
        .await;
    assert_eq!(world.events(appraisal, "withdrawn").await, 1);
    jobs::run_all(&world.app, works::ALL)
        .await
        .expect("nothing is left");
    assert_eq!(
        company
            .count("select count(*) from jobs where status in ('waiting', 'running', 'failed')")
            .await,
        0
    );
    whole(world).await;
}
