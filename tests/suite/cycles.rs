//! A cycle from the form over the preview to the launch, and what a launch must never do.

use countersign::{access::Role, audit::Event, ground::ids::DepartmentId};
use uuid::Uuid;

use crate::world::{Person, Says, World};

/// A company of five in Sales, their clerk, and HR in another department.
struct Company {
    sales: DepartmentId,
    hr: Person,
    head: Person,
    lead: Person,
    staff: Person,
    clerk: Person,
}

async fn company(world: &World) -> Company {
    let sales = world.department("Sales").await;
    let office = world.department("Office").await;
    let hr = world.person("Hana Hr", office, None).await;
    world.give(&hr, Role::Hr).await;
    let head = world.person("Head Chief", sales, None).await;
    let lead = world.person("Lena Lead", sales, Some(&head)).await;
    let staff = world.person("Sam Staff", sales, Some(&lead)).await;
    let clerk = world.person("Carl Clerk", sales, Some(&lead)).await;
    world.clerk_of(&clerk, sales).await;
    sqlx::query("update people set level = 'manager' where id = $1")
        .bind(lead.id.0)
        .execute(&world.db)
        .await
        .expect("level");
    Company {
        sales,
        hr,
        head,
        lead,
        staff,
        clerk,
    }
}

/// Creates a draft through the form and gives the address of its preview.
async fn draft(company: &Company, name: &str) -> String {
    let sales = company.sales.to_string();
    let made = company
        .hr
        .fills(
            "/cycles/new",
            "/cycles",
            &[("name", name), ("department", &sales)],
        )
        .await;
    assert_eq!(made.status(), 303, "{}", made.summary());
    made.location().to_owned()
}

fn cycle_of(preview: &str) -> String {
    preview.trim_end_matches("/preview").to_owned()
}

async fn exempt(company: &Company, preview: &str, person: &Person) {
    let done = company
        .hr
        .post(
            &format!("{}/exceptions", cycle_of(preview)),
            &[
                ("person", &person.id.to_string()),
                ("do", "exempt"),
                ("reason", "Owner of the company"),
            ],
        )
        .await;
    assert_eq!(done.status(), 303, "{}", done.summary());
}

async fn count(world: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql)
        .fetch_one(&world.db)
        .await
        .expect("count")
}

#[tokio::test]
async fn a_launch_waits_for_every_decision_and_happens_once() {
    let world = World::new().await;
    let company = company(&world).await;
    let preview = draft(&company, "Autumn").await;
    let cycle = cycle_of(&preview);
    let page = company.hr.get(&preview).await;
    assert_eq!(page.status(), 200, "{}", page.summary());
    assert!(page.says("launch_no_superior"));
    assert!(!page.has(&format!("form[action='{cycle}/launch']")));
    let refused = company
        .hr
        .post(&format!("{cycle}/launch"), &[("version", "1")])
        .await;
    assert_eq!(refused.status(), 409);
    assert_eq!(count(&world, "select count(*) from appraisals").await, 0);

    exempt(&company, &preview, &company.head).await;
    let path = format!("{cycle}/launch");
    let fields = [("version", "1")];
    let presses = futures_util::future::join_all((0..6).map(|_| company.hr.post(&path, &fields)));
    for press in presses.await {
        assert_eq!(press.status(), 303, "{}", press.summary());
    }
    assert_eq!(count(&world, "select count(*) from appraisals").await, 3);
    assert_eq!(
        count(
            &world,
            "select count(*) from events where kind = 'launched'"
        )
        .await,
        3
    );
    assert_eq!(
        count(
            &world,
            "select count(*) from events where kind = 'cycle_launched'"
        )
        .await,
        1
    );
    let shown = company.hr.get(&cycle).await;
    assert_eq!(
        shown.all("table.data tbody tr").len(),
        3,
        "{}",
        shown.summary()
    );
    assert_eq!(company.hr.get("/cycles").await.all("tbody tr").len(), 1);
    assert_eq!(company.staff.get("/cycles").await.status(), 404);
    assert!(company.staff.get("/").await.says("task_self"));
}

#[tokio::test]
async fn facilitators_follow_the_level_and_are_always_a_third_person() {
    let world = World::new().await;
    let company = company(&world).await;
    let preview = draft(&company, "Autumn").await;
    exempt(&company, &preview, &company.head).await;
    company
        .hr
        .post(
            &format!("{}/launch", cycle_of(&preview)),
            &[("version", "1")],
        )
        .await;
    let facilitator = |person: &Person| {
        let (db, id) = (world.db.clone(), person.id.0);
        async move {
            sqlx::query_scalar::<_, Option<Uuid>>(
                "select facilitator_id from appraisals where appraisee_id = $1",
            )
            .bind(id)
            .fetch_one(&db)
            .await
            .expect("appraisal")
        }
    };
    // the clerk for staff, HR for a manager, HR where the clerk is the appraisee
    assert_eq!(facilitator(&company.staff).await, Some(company.clerk.id.0));
    assert_eq!(facilitator(&company.lead).await, Some(company.hr.id.0));
    assert_eq!(facilitator(&company.clerk).await, Some(company.hr.id.0));
}

/// What the function `cycle_people` may choose from: the clerks of the department for staff, else HR, never the person
/// or their superior.
fn may_facilitate(
    staff: bool,
    clerks: &[Uuid],
    hr: &[Uuid],
    parties: [Option<Uuid>; 2],
) -> Vec<Uuid> {
    let third = |of: &[Uuid]| -> Vec<Uuid> {
        of.iter()
            .copied()
            .filter(|id| !parties.contains(&Some(*id)))
            .collect()
    };
    let clerks = if staff { third(clerks) } else { Vec::new() };
    if clerks.is_empty() { third(hr) } else { clerks }
}

#[tokio::test]
async fn the_database_chooses_facilitators_by_the_law_whoever_is_what() {
    let world = World::new().await;
    let company = company(&world).await;
    draft(&company, "Autumn").await;
    for number in 0..20 {
        let name = format!("P{number}");
        world
            .person(&name, company.sales, Some(&company.lead))
            .await;
    }
    let mut chosen = [0, 0, 0];
    for _ in 0..12 {
        sqlx::raw_sql(
            "delete from clerk_departments; delete from person_roles;
             insert into cycle_departments select c.id, d.id from cycles c, departments d on conflict do nothing;
             update people p set department_id = (select id from departments where p.id is not null order by random() limit 1),
                 level = (array['staff', 'manager', 'senior'])[1 + floor(random() * 3)::int]::level, active = random() < 0.8,
                 superior_id = (select id from people o where o.id <> p.id order by random() limit 1);
             insert into person_roles select id, 'hr' from people order by random() limit floor(random() * 4)::int;
             insert into person_roles select id, 'clerk' from people where random() < 0.2;
             insert into clerk_departments select p.id, d.id from people p, departments d where random() < 0.3",
        )
        .execute(&world.db)
        .await
        .expect("shuffled");
        let people: Vec<(bool, Vec<Uuid>, Vec<Uuid>, Uuid, Option<Uuid>, Option<Uuid>)> = sqlx::query_as(
            "select q.level = 'staff', array(select k.person_id from clerk_departments k
                    join person_roles r on r.person_id = k.person_id and r.role = 'clerk' join people h on h.id = k.person_id and h.active
                    where k.department_id = q.department_id),
                array(select r.person_id from person_roles r join people h on h.id = r.person_id and h.active where r.role = 'hr'),
                q.person_id, q.superior_id, q.facilitator_id
             from cycles c cross join lateral cycle_people(c.id) q",
        )
        .fetch_all(&world.db)
        .await
        .expect("people");
        assert_eq!(people.len(), 25);
        for (staff, clerks, hr, person, superior, facilitator) in people {
            let may = may_facilitate(staff, &clerks, &hr, [Some(person), superior]);
            match facilitator {
                Some(one) => assert!(may.contains(&one), "{one} for {person}, of {may:?}"),
                None => assert!(may.is_empty(), "nobody for {person}, of {may:?}"),
            }
            let from = facilitator.map_or(0, |one| if hr.contains(&one) { 1 } else { 2 });
            chosen[from] += 1;
        }
    }
    assert!(chosen.iter().all(|count| *count > 0), "{chosen:?}");
}

#[tokio::test]
async fn inactive_people_fall_out_and_an_inactive_superior_does_not_block() {
    let world = World::new().await;
    let company = company(&world).await;
    sqlx::query("update people set active = false where id = $1")
        .bind(company.lead.id.0)
        .execute(&world.db)
        .await
        .expect("leaves");
    let preview = draft(&company, "Autumn").await;
    let page = company.hr.get(&format!("{preview}?show=level_up")).await;
    assert_eq!(
        page.all("table.data tbody tr").len(),
        2,
        "{}",
        page.summary()
    );
    assert!(page.text().contains("Head Chief"));
    let page = company.hr.get(&format!("{preview}?show=inactive")).await;
    assert!(page.text().contains("Lena Lead"));
    // a named reviewer, by number
    let named = company
        .hr
        .post(
            &format!("{}/exceptions", cycle_of(&preview)),
            &[
                ("person", &company.head.id.to_string()),
                ("do", "reviewer"),
                ("reviewer", "N-hana.hr"),
            ],
        )
        .await;
    assert_eq!(named.status(), 303, "{}", named.summary());
    let page = company.hr.get(&format!("{preview}?show=named")).await;
    assert_eq!(page.all("table.data tbody tr").len(), 1);
    assert!(page.has("button.primary"), "can be launched now");
}

#[tokio::test]
async fn two_running_cycles_never_have_the_same_person_at_the_same_time() {
    let world = World::new().await;
    let company = company(&world).await;
    for (name, expected) in [("First", 303), ("Second", 409)] {
        let preview = draft(&company, name).await;
        exempt(&company, &preview, &company.head).await;
        let launched = company
            .hr
            .post(
                &format!("{}/launch", cycle_of(&preview)),
                &[("version", "1")],
            )
            .await;
        assert_eq!(launched.status(), expected, "{}", launched.summary());
        if expected == 409 {
            assert!(
                launched.text().contains("Sam Staff"),
                "names who is in both"
            );
        }
    }
    assert_eq!(count(&world, "select count(*) from appraisals").await, 3);
}

#[tokio::test]
async fn cancelling_withdraws_what_is_open_and_leaves_what_is_concluded() {
    let world = World::new().await;
    let cast = world.cast().await;
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
    world
        .force(second, countersign::access::Stage::Concluded)
        .await;
    let path = format!("/cycles/{}", cast.cycle);
    let without = cast
        .hr
        .post(&format!("{path}/cancellation"), &[("version", "1")])
        .await;
    assert_eq!(without.status(), 409);
    let done = cast
        .hr
        .fills(
            &path,
            &format!("{path}/cancellation"),
            &[("reason", "Wrong form")],
        )
        .await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    assert_eq!(world.stage(cast.appraisal).await, "withdrawn");
    assert_eq!(world.stage(second).await, "concluded");
    assert_eq!(world.events(cast.appraisal, "withdrawn").await, 1);
    assert!(
        cast.employee
            .get(&cast.at(""))
            .await
            .text()
            .contains("Wrong form")
    );
}

#[tokio::test]
async fn parties_change_with_a_reason_and_drafts_stay() {
    let world = World::new().await;
    let cast = world.cast().await;
    let page = cast.at("/parties");
    let without = cast
        .hr
        .fills(&page, &page, &[("superior", "Head Chief")])
        .await;
    assert_eq!(without.status(), 422);
    assert!(without.has("#f-reason-error"));
    let own = cast
        .hr
        .fills(
            &page,
            &page,
            &[("superior", "Eve Employee"), ("reason", "x")],
        )
        .await;
    assert_eq!(own.status(), 422, "nobody is their own superior");
    let done = cast
        .hr
        .fills(
            &page,
            &page,
            &[
                ("superior", "N-head.chief"),
                ("reason", "Susan left the team"),
            ],
        )
        .await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    assert_eq!(cast.superior.get(&cast.at("")).await.status(), 404);
    assert_eq!(cast.head.get(&cast.at("")).await.status(), 200);
    assert_eq!(world.events(cast.appraisal, "parties_changed").await, 1);
    assert_eq!(cast.superior.post(&page, &[]).await.status(), 404);
    let gone = cast
        .hr
        .post(
            &cast.at("/withdrawal"),
            &[("withdrawal", "Left the company"), ("as", "left")],
        )
        .await;
    assert_eq!(gone.status(), 303);
    assert_eq!(world.stage(cast.appraisal).await, "withdrawn");
}

#[tokio::test]
async fn bad_input_comes_back_with_a_message_at_its_field() {
    let world = World::new().await;
    let company = company(&world).await;
    let long = "x".repeat(100_000);
    for (field, value) in [
        ("name", ""),
        ("name", long.as_str()),
        ("self_due", "2026-02-30"),
        ("sign_due", "1999-01-01"),
        ("notice_days", "1e9"),
        ("department", "no id"),
    ] {
        let page = company
            .hr
            .fills("/cycles/new", "/cycles", &[("name", "N"), (field, value)])
            .await;
        assert_eq!(page.status(), 422, "{field}");
        assert!(page.has(".errors"), "{field}");
    }
    let all = company
        .hr
        .fills(
            "/cycles/new",
            "/cycles",
            &[("name", "All"), ("all_departments", "1")],
        )
        .await;
    assert_eq!(all.status(), 303, "{}", all.summary());
    let departments = count(&world, "select count(*) from cycle_departments").await;
    assert_eq!(departments, 2);
    for path in [
        "/cycles/x",
        "/cycles/x/preview",
        "/cycles/00000000-0000-4000-8000-000000000000/edit",
    ] {
        assert_eq!(company.hr.get(path).await.status(), 404, "{path}");
    }
    let strange = "/appraisals?q=%25%27%00&after=x~y&cycle=1&sort=%F0&stage=none";
    assert_eq!(company.hr.get(strange).await.status(), 200);
}

/// One event or many: the database hashes the text that the check of a file hashes, over what it holds.
#[tokio::test]
async fn one_event_or_many_make_one_kind_of_chain() {
    let world = World::new().await;
    let company = company(&world).await;
    let streams: Vec<Uuid> = (0..50).map(|_| Uuid::new_v4()).collect();
    let reasons: Vec<String> = (0..50)
        .map(|n| format!("{n} naïve ‘字’ \\ \"quoted\"\n"))
        .collect();
    for round in 0..3 {
        let actor = (round != 1).then_some(company.hr.id);
        let mut change = world.app.change(actor).await.expect("begin");
        let events: Vec<_> = streams
            .iter()
            .zip(&reasons)
            .map(|(stream, reason)| (*stream, Event::EvaluationReturned { reason }))
            .collect();
        change.record_many(&events).await.expect("many");
        let one = Event::SelfReturned {
            reason: &reasons[7],
        };
        change.record(streams[7], one).await.expect("one");
        change.commit().await.expect("commit");
    }
    let rows: Vec<(Uuid, i64, time::OffsetDateTime, Option<Uuid>, String, String, String, String)> =
        sqlx::query_as("select stream, seq, at, actor_id, kind, detail, prev, hash from events where kind in ('evaluation_returned', 'self_returned') order by stream, seq")
            .fetch_all(&world.db)
            .await
            .expect("events");
    assert_eq!(rows.len(), 153);
    let mut last: Option<(Uuid, String)> = None;
    for (stream, seq, at, actor, kind, detail, prev, hash) in rows {
        let expected = last
            .filter(|(before, _)| *before == stream)
            .map_or("0".repeat(64), |(_, hash)| hash);
        assert_eq!(prev, expected);
        let text = format!(
            "{prev}\n{stream}\n{seq}\n{}\n{}\n{kind}\n{detail}",
            at.unix_timestamp_nanos() / 1000,
            actor.map(|id| id.to_string()).unwrap_or_default()
        );
        use sha2::Digest;
        let digest: String = sha2::Sha256::digest(text.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(hash, digest, "{stream} {seq}");
        last = Some((stream, hash));
    }
}
