//! The daily mail: what it says, when it goes, and who is not reached.

use countersign::access::{Role, Stage};
use time::Duration;

use super::{Arrived, Office, morning, reminds, with_mail};
use crate::{
    organisation::work,
    self_evaluation::{complete, pairs},
    world::{Cast, Person, Says, World, zh},
};

/// The words of a mail without the addresses in it.
fn without_links(mail: &Arrived) -> String {
    mail.text
        .split_whitespace()
        .filter(|word| !word.contains("https://"))
        .collect::<Vec<_>>()
        .join(" ")
}

async fn speaks_chinese(person: &Person) {
    let done = person
        .post("/language", &[("lang", "zh-CN"), ("next", "/")])
        .await;
    assert_eq!(done.status(), 303);
}

/// Words of a draft, a grade and a total that nobody may find in a mail.
async fn drafts(cast: &Cast) {
    let draft = [
        ("version", "0"),
        ("words.company_profit", "PRIVATE DRAFT"),
        ("points.company_profit", "61"),
    ];
    let saved = cast
        .employee
        .autosave(&cast.at("/self-evaluation"), &draft)
        .await;
    assert_eq!(saved.status(), 200);
}

#[tokio::test]
async fn situation_33_one_mail_a_day_of_what_can_be_done_and_nothing_of_what_was_written() {
    let office = Office::new().await;
    let world = &office.world;
    let cast = world.cast().await;
    sqlx::query("update appraisals set due_on = current_date + 60")
        .execute(&world.db)
        .await
        .unwrap();
    speaks_chinese(&cast.employee).await;
    drafts(&cast).await;

    let mails = office.round().await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    let mail = &mails[0];
    assert!(mail.to.contains("eve.employee@example.test"));
    let subject = mail.subject.replace(' ', "");
    assert!(subject.contains("您有1项待办"), "{subject}");
    let address = format!(
        "https://feedback.example/appraisals/{}/self-evaluation",
        cast.appraisal
    );
    assert!(mail.text.contains(&zh("task_self")) && mail.text.contains(&address));
    assert!(mail.text.contains("https://feedback.example/account"));
    for secret in ["PRIVATE", "61"] {
        assert!(!without_links(mail).contains(secret), "{}", mail.text);
    }
    // again on the same day: not a second one, whatever is asked
    reminds(&cast.hr, &[("note", "SECRET NOTE")]).await;
    world.app.clock.advance(Duration::hours(2));
    assert_eq!(office.round().await.len(), 0);
    // the next day once more, because HR asked; the note stays in the house
    morning(world, 1);
    let mails = office.round().await;
    assert_eq!(mails.len(), 1);
    assert!(!mails[0].text.contains("SECRET NOTE"));
    // and then there is nothing new: no mail
    morning(world, 1);
    assert_eq!(office.round().await.len(), 0);

    // the task goes to the superior; a result that is not released is in no mail
    let fields = complete();
    let page = cast.at("/self-evaluation");
    let submitted = cast
        .employee
        .fills(&page, &format!("{page}/submission"), &pairs(&fields))
        .await;
    assert_eq!(submitted.status(), 303, "{}", submitted.summary());
    sqlx::query("update appraisals set total = 91, grade = 2, multiplier = 1")
        .execute(&world.db)
        .await
        .unwrap();
    morning(world, 1);
    let mails = office.round().await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].to.contains("susan.superior"));
    assert!(
        mails[0]
            .text
            .says_with("task_evaluate", &[("name", "Eve Employee")])
    );
    assert!(
        !without_links(&mails[0]).contains("91"),
        "{}",
        mails[0].text
    );

    // done between the queueing and the sending: dropped
    world.force(cast.appraisal, Stage::Preparation).await;
    let day = morning(world, 1);
    for person in [&cast.superior, &cast.head] {
        sqlx::query("insert into digests (person_id, day, due_at) values ($1, $2, now())")
            .bind(person.id.0)
            .bind(day)
            .execute(&world.db)
            .await
            .unwrap();
    }
    let to: Vec<String> = office
        .round()
        .await
        .into_iter()
        .map(|mail| mail.to)
        .collect();
    assert!(to.iter().all(|to| !to.contains("head.chief")), "{to:?}");
    let dropped: i64 = sqlx::query_scalar("select count(*) from digests where status = 'dropped'")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(dropped, 1);

    // a cycle that rests asks for nothing; nor does anything on a Sunday
    sqlx::query(
        "update cycles set status = 'paused', paused_on = current_date, paused_reason = 'x'",
    )
    .execute(&world.db)
    .await
    .unwrap();
    morning(world, 1);
    assert_eq!(office.round().await.len(), 0);
}

#[tokio::test]
async fn situation_33_a_crash_never_sends_two_and_a_dead_server_is_tried_again() {
    let office = Office::new().await;
    let world = &office.world;
    let cast = world.cast().await;
    let day = world.app.clock.now().date();
    // a process took it and died: it may have arrived
    sqlx::query("insert into digests (person_id, day, status, due_at, taken_at) values ($1, $2, 'sending', $3, $3)")
        .bind(cast.employee.id.0)
        .bind(day)
        .bind(world.app.clock.now())
        .execute(&world.db)
        .await
        .unwrap();
    assert_eq!(office.round().await.len(), 0);
    world.app.clock.advance(Duration::hours(1));
    assert_eq!(office.round().await.len(), 0, "not twice");
    let page = cast.hr.get("/mail").await;
    assert!(page.says("mail_unclear"), "{}", page.summary());

    // nobody listens there
    let dead = World::with(with_mail("smtp://127.0.0.1:1")).await;
    let cast = dead.cast().await;
    morning(&dead, 1);
    work(&dead).await;
    let row = async || -> (String, i16, bool) {
        sqlx::query_as("select status::text, tries, fault <> '' from digests")
            .fetch_one(&dead.db)
            .await
            .unwrap()
    };
    // a server that is not there says nothing of the message: it costs no try, however long it lasts
    for _ in 0..5 {
        assert_eq!(row().await, ("waiting".into(), 0, true));
        dead.app.clock.advance(Duration::minutes(100));
        work(&dead).await;
    }
    let page = cast.hr.get("/mail").await;
    assert!(page.text().contains("eve.employee@example.test"));
    sqlx::query("update digests set status = 'failed', tries = 5")
        .execute(&dead.db)
        .await
        .unwrap();
    assert_eq!(
        cast.hr.post("/mail/again", &[]).await.status(),
        303,
        "those given up are tried anew"
    );
    assert_eq!(row().await.0, "waiting");
    let failed: i64 = sqlx::query_scalar("select count(*) from jobs where status = 'failed'")
        .fetch_one(&dead.db)
        .await
        .unwrap();
    assert_eq!(failed, 0, "a dead mail server fails no job");
}

#[tokio::test]
async fn situation_33_a_person_chooses_how_often_and_hr_sees_who_cannot_be_reached() {
    let office = Office::new().await;
    let world = &office.world;
    let cast = world.cast().await;
    sqlx::query("update appraisals set due_on = current_date + 60")
        .execute(&world.db)
        .await
        .unwrap();
    let chosen = cast
        .employee
        .fills("/account", "/account", &[("digest", "due")])
        .await;
    assert_eq!(chosen.status(), 303, "{}", chosen.summary());
    assert!(
        cast.employee
            .get("/account")
            .await
            .has("#f-digest-due[checked]")
    );
    let nonsense = cast
        .employee
        .fills("/account", "/account", &[("digest", "never")])
        .await;
    assert_eq!(nonsense.status(), 422);
    assert_eq!(office.round().await.len(), 0, "far from due");
    // on its day it cannot be switched off
    let day = morning(world, 1);
    sqlx::query("update appraisals set due_on = $1")
        .bind(day)
        .execute(&world.db)
        .await
        .unwrap();
    assert_eq!(office.round().await.len(), 1);

    // HR's own pile comes too, but never the own appraisal
    world.force(cast.appraisal, Stage::Review).await;
    sqlx::query("update appraisals set approved_at = null")
        .execute(&world.db)
        .await
        .unwrap();
    morning(world, 1);
    let mails = office.round().await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(
        mails[0].to.contains("hana.hr")
            && mails[0]
                .text
                .says_with("task_approve", &[("count", "1"), ("low", "0")])
    );

    sqlx::query("update people set email = null where name = 'Eve Employee'")
        .execute(&world.db)
        .await
        .unwrap();
    let admin = world.person("Ada Admin", cast.other_department, None).await;
    world.give(&admin, Role::Admin).await;
    for reader in [&cast.hr, &admin] {
        let page = reader.get("/mail").await;
        assert!(page.says("mail_unreached"));
        assert!(!page.text().contains("secret"));
        let list = reader.get("/people?email=none").await;
        assert_eq!(list.all("tbody tr").len(), 1, "{}", list.text());
    }
    for nobody in [&cast.employee, &cast.superior, &cast.clerk] {
        assert_eq!(nobody.get("/mail").await.status(), 404);
    }
    assert_eq!(admin.post("/mail/test", &[]).await.status(), 303);
    let trial = office.mails();
    assert!(trial.len() == 1 && trial[0].to.contains("ada.admin"));

    // without a server it is said, and nothing breaks
    let silent = World::new().await;
    let cast = silent.cast().await;
    morning(&silent, 1);
    work(&silent).await;
    assert!(cast.hr.get("/mail").await.says("mail_off"));
    assert!(
        cast.employee
            .get("/account")
            .await
            .says("account_digest_off")
    );
    assert_eq!(cast.hr.post("/mail/test", &[]).await.status(), 409);
}
