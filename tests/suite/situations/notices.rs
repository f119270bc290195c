//! Situation 33: nobody is told of what they cannot do, and everybody at most once a day.

use std::{fs, path::PathBuf};

use countersign::{
    access::{Role, Stage},
    app::Settings,
    mail::{Post, Way},
};
use time::{Date, Duration, Weekday};
use uuid::Uuid;

use crate::{
    evaluation::at_evaluation,
    organisation::work,
    self_evaluation::{complete, pairs},
    signing::{frozen, signs},
    world::{Cast, Person, World},
};

/// A folder that takes the place of a mail server.
struct Office {
    world: World,
    folder: PathBuf,
}

/// What arrived there.
#[derive(Debug)]
struct Arrived {
    to: String,
    subject: String,
    text: String,
}

impl Office {
    async fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("countersign-mails-{}", Uuid::new_v4()));
        fs::create_dir_all(&folder).unwrap();
        let way = format!("file:{}", folder.display());
        let world = World::with(with_mail(&way)).await;
        morning(&world, 1);
        Self { world, folder }
    }

    /// Takes all mails out of the folder, by recipient.
    fn mails(&self) -> Vec<Arrived> {
        let mut found: Vec<Arrived> = fs::read_dir(&self.folder)
            .unwrap()
            .map(|entry| {
                let path = entry.unwrap().path();
                let raw = fs::read_to_string(&path).unwrap();
                fs::remove_file(&path).unwrap();
                arrived(&raw)
            })
            .collect();
        found.sort_by(|a, b| a.to.cmp(&b.to));
        found
    }

    /// A round of the background work, and who got a mail by it.
    async fn round(&self) -> Vec<Arrived> {
        work(&self.world).await;
        self.mails()
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn with_mail(way: &str) -> Settings {
    Settings {
        sign_in_limits: false,
        base_url: "https://feedback.example".into(),
        mail: Some(Post {
            way: Way::read(way).unwrap(),
            from: "Countersign <feedback@example.test>".parse().unwrap(),
            lang: countersign::access::Lang::En,
        }),
        ..Settings::default()
    }
}

/// Nine o'clock of the next working day, so many days from now on.
fn morning(world: &World, ahead: i64) -> Date {
    let mut day = world.app.clock.now().date() + Duration::days(ahead);
    while [Weekday::Saturday, Weekday::Sunday].contains(&day.weekday()) {
        day = day.next_day().unwrap();
    }
    world
        .app
        .clock
        .set(day.midnight().assume_utc() + Duration::hours(9));
    day
}

fn base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::new());
    for letter in text.bytes() {
        let Some(value) = LETTERS.iter().position(|one| *one == letter) else {
            continue;
        };
        bits = (bits << 6) | u32::try_from(value).unwrap();
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).unwrap());
        }
    }
    bytes
}

fn quoted_printable(text: &str) -> Vec<u8> {
    let joined = text.replace("=\r\n", "");
    let mut rest = joined.as_bytes();
    let mut bytes = Vec::new();
    while let [first, tail @ ..] = rest {
        if *first == b'=' && tail.len() >= 2 {
            let code = std::str::from_utf8(&tail[..2]).unwrap();
            bytes.push(u8::from_str_radix(code, 16).unwrap());
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    bytes
}

fn words(text: &str) -> String {
    let mut all = String::new();
    for piece in text.split_whitespace() {
        match piece.strip_prefix("=?utf-8?b?") {
            Some(coded) => all += &String::from_utf8_lossy(&base64(coded.trim_end_matches("?="))),
            None => all = format!("{all} {piece}"),
        }
    }
    all.trim().to_owned()
}

fn arrived(raw: &str) -> Arrived {
    let unfolded = raw.replace("\r\n ", " ");
    let header = |name: &str| {
        let line = unfolded.lines().find(|line| line.starts_with(name));
        words(line.unwrap_or_default().trim_start_matches(name))
    };
    let mut text = String::new();
    for part in raw.split("\r\n--").skip(1) {
        let Some((head, body)) = part.split_once("\r\n\r\n") else {
            continue;
        };
        let bytes = if head.contains("base64") {
            base64(body)
        } else if head.contains("quoted-printable") {
            quoted_printable(body)
        } else {
            body.as_bytes().to_vec()
        };
        text += &String::from_utf8(bytes).unwrap();
    }
    assert!(raw.contains("Auto-Submitted: auto-generated"));
    assert!(header("Message-ID:").ends_with("@feedback.example>"));
    Arrived {
        to: header("To:"),
        subject: header("Subject:"),
        text,
    }
}

/// The words of a mail without the addresses in it.
fn without_links(mail: &Arrived) -> String {
    mail.text
        .split_whitespace()
        .filter(|word| !word.contains("https://"))
        .collect::<Vec<_>>()
        .join(" ")
}

async fn reminders(world: &World) -> Vec<(String, i32, Option<String>)> {
    sqlx::query_as(
        "select relation::text, times, ended_as from reminders order by relation, reminded_at",
    )
    .fetch_all(&world.db)
    .await
    .unwrap()
}

async fn reminds(who: &Person, fields: &[(&str, &str)]) {
    let done = who.fills("/reminders", "/reminders", fields).await;
    assert_eq!(done.status(), 303, "{}", done.summary());
}

async fn speaks_chinese(person: &Person) {
    let done = person
        .post("/language", &[("lang", "zh-CN"), ("next", "/")])
        .await;
    assert_eq!(done.status(), 303);
}

#[tokio::test]
async fn situation_33_a_reminder_lives_and_dies_with_its_task() {
    let office = Office::new().await;
    let world = &office.world;
    let cast = world.cast().await;
    reminds(&cast.hr, &[("note", "Please by Friday")]).await;
    let start = cast.employee.get("/").await;
    assert!(
        start.all(".todo .told")[0].contains("Please by Friday"),
        "{}",
        start.text()
    );
    // whoever has nothing to do hears nothing
    for other in [&cast.superior, &cast.head, &cast.facilitator] {
        assert!(!other.get("/").await.text().contains("Please by Friday"));
    }
    // again at once is once; later it is batched into the same one
    let again = cast.hr.get("/reminders").await;
    assert!(!again.has("textarea"), "{}", again.text());
    cast.hr
        .post("/reminders", &[("cycle", &cast.cycle.to_string())])
        .await;
    assert_eq!(reminders(world).await, [("appraisee".into(), 1, None)]);
    world.app.clock.advance(Duration::hours(21));
    reminds(&cast.hr, &[("note", "Today please")]).await;
    assert_eq!(reminders(world).await, [("appraisee".into(), 2, None)]);
    assert_eq!(cast.employee.get("/").await.all(".told").len(), 1);
    let told: i64 = sqlx::query_scalar("select count(*) from events where kind = 'reminded'")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(told, 2, "one event for each time, not for each person");

    // done: gone by itself, and kept with the reason
    at_evaluation(world, &cast).await;
    assert!(!cast.employee.get("/").await.has(".told"));
    assert_eq!(
        reminders(world).await,
        [("appraisee".into(), 2, Some("moved_on".into()))]
    );
    // returned: it does not come back to life, but the reason stands with the task
    let returned = cast
        .superior
        .post(
            &cast.at("/self-evaluation/return"),
            &[("reason", "Figures are missing")],
        )
        .await;
    assert_eq!(returned.status(), 303, "{}", returned.summary());
    let back = cast.employee.get("/").await;
    assert_eq!(back.all(".told"), ["Returned: Figures are missing"]);

    // another superior: the reminder of the first is not theirs
    world.force(cast.appraisal, Stage::Evaluation).await;
    reminds(&cast.hr, &[("note", "EVALUATE NOW")]).await;
    assert!(cast.superior.get("/").await.text().contains("EVALUATE NOW"));
    let chief = world
        .person("Carla Chief", cast.department, Some(&cast.head))
        .await;
    let parties = cast.at("/parties");
    let done = cast
        .hr
        .fills(
            &parties,
            &parties,
            &[("superior", "N-carla.chief"), ("reason", "Moved")],
        )
        .await;
    assert_eq!(done.status(), 303, "{}", done.summary());
    for person in [&cast.superior, &chief] {
        assert!(!person.get("/").await.text().contains("EVALUATE NOW"));
    }
    // the change itself is told to those whom it concerns
    let news = "The superior or the facilitator has changed";
    assert!(cast.employee.get("/").await.text().contains(news));
    assert!(chief.get("/").await.text().contains(news));
    assert!(!cast.superior.get("/").await.text().contains(news));

    // the cycle is cancelled: nothing asks for anything, and everybody is told why
    world.app.clock.advance(Duration::hours(21));
    reminds(&cast.hr, &[("note", "LAST CALL")]).await;
    assert!(chief.get("/").await.text().contains("LAST CALL"));
    let cycle = format!("/cycles/{}", cast.cycle);
    let cancelled = cast
        .hr
        .fills(
            &cycle,
            &format!("{cycle}/cancellation"),
            &[("reason", "The form was wrong")],
        )
        .await;
    assert_eq!(cancelled.status(), 303, "{}", cancelled.summary());
    let start = chief.get("/").await.text();
    assert!(!start.contains("LAST CALL") && start.contains("The form was wrong"));
    let open = reminders(world).await;
    assert!(open.iter().all(|one| one.2.is_some()), "{open:?}");
    assert!(open.iter().any(|one| one.2.as_deref() == Some("withdrawn")));
    assert!(
        open.iter()
            .any(|one| one.2.as_deref() == Some("reassigned"))
    );
    assert!(!cast.hr.get("/reminders").await.has("textarea"));
}

#[tokio::test]
async fn situation_33_nothing_is_asked_after_the_close_or_of_whoever_has_signed() {
    let office = Office::new().await;
    let world = &office.world;
    let cast = frozen(world).await;
    reminds(&cast.hr, &[("note", "SIGN PLEASE")]).await;
    let asks = async |person: &Person| person.get("/").await.text().contains("SIGN PLEASE");
    assert!(asks(&cast.employee).await && asks(&cast.superior).await);
    // one signature: their own part is done, within the stage
    let signed = signs(&cast.employee, &cast, "agree").await;
    assert_eq!(signed.status(), 303, "{}", signed.summary());
    assert!(!asks(&cast.employee).await && asks(&cast.superior).await);
    let mails = office.round().await;
    assert_eq!(
        reminders(world).await,
        [
            ("appraisee".into(), 1, Some("done".into())),
            ("superior".into(), 1, None)
        ]
    );
    let to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    assert!(to[0].contains("susan.superior") && to.len() == 1, "{to:?}");

    let signed = signs(&cast.superior, &cast, "agree").await;
    assert_eq!(signed.status(), 303, "{}", signed.summary());
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
    for person in [&cast.employee, &cast.superior, &cast.facilitator] {
        assert!(!asks(person).await);
        assert!(!person.get("/").await.has(".told"));
    }
    for days in 1..=3 {
        morning(world, days);
        assert_eq!(office.round().await.len(), 0, "nothing waits any more");
    }
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
    assert!(mail.text.contains("填写自评") && mail.text.contains(&address));
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
    assert!(mails[0].text.contains("Evaluate Eve Employee"));
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
    assert!(page.text().contains("Unclear"), "{}", page.summary());

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
    assert_eq!(row().await, ("waiting".into(), 1, true));
    work(&dead).await;
    assert_eq!(row().await.1, 1, "not before its time");
    for _ in 0..5 {
        dead.app.clock.advance(Duration::minutes(100));
        work(&dead).await;
    }
    assert_eq!(row().await, ("failed".into(), 5, true));
    let page = cast.hr.get("/mail").await;
    assert!(page.text().contains("eve.employee@example.test"));
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
    assert!(mails[0].to.contains("hana.hr") && mails[0].text.contains("Approve 1 result"));

    sqlx::query("update people set email = null where name = 'Eve Employee'")
        .execute(&world.db)
        .await
        .unwrap();
    let admin = world.person("Ada Admin", cast.other_department, None).await;
    world.give(&admin, Role::Admin).await;
    for reader in [&cast.hr, &admin] {
        let page = reader.get("/mail").await;
        assert!(page.text().contains("1 person has no e-mail address"));
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
    assert!(
        cast.hr
            .get("/mail")
            .await
            .text()
            .contains("No mail is sent")
    );
    assert!(
        cast.employee
            .get("/account")
            .await
            .text()
            .contains("No mail goes out from this installation")
    );
    assert_eq!(cast.hr.post("/mail/test", &[]).await.status(), 409);
}

#[tokio::test]
async fn situation_33_a_clerk_reminds_in_their_departments_and_nobody_in_their_own_case() {
    let world = World::new().await;
    let cast = world.cast().await;
    let far = world.person("Fred Far", cast.other_department, None).await;
    let lead = world.person("Lars Lead", cast.other_department, None).await;
    world
        .appraisal(cast.cycle, &far, &lead, None, None, cast.other_department)
        .await;
    let own = world
        .appraisal(
            cast.cycle,
            &cast.clerk,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    reminds(&cast.clerk, &[("note", "From the clerk")]).await;
    let told: Vec<String> = sqlx::query_scalar(
        "select p.name from reminders r join people p on p.id = r.person_id order by 1",
    )
    .fetch_all(&world.db)
    .await
    .unwrap();
    assert_eq!(told, ["Eve Employee"]);
    assert!(!far.get("/").await.text().contains("From the clerk"));
    assert_eq!(world.stage(own).await, "self_evaluation");
    for nobody in [&cast.employee, &cast.superior, &cast.head] {
        assert_eq!(nobody.get("/reminders").await.status(), 404);
        assert_eq!(nobody.post("/reminders", &[]).await.status(), 404);
    }
    let long = "x".repeat(301);
    let cycle = cast.cycle.to_string();
    let refused = cast
        .hr
        .post(
            "/reminders",
            &[("cycle", cycle.as_str()), ("note", long.as_str())],
        )
        .await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().contains(&long), "what was typed is kept");
    let nowhere = Uuid::new_v4().to_string();
    assert_eq!(
        cast.hr
            .post("/reminders", &[("cycle", nowhere.as_str())])
            .await
            .status(),
        409
    );
}
