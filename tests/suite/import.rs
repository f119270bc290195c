//! A roster's way in: upload, preview, confirmation, result.

use axum::http::Method;
use countersign::access::Role;

use crate::{
    people::{count, hr, superior_of},
    world::{Page, Person, World},
};

/// Uploads a file as the browser's form does.
pub async fn uploads(person: &Person, name: &str, content: &[u8]) -> Page {
    let mut body = format!(
        "--xx\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: text/csv\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--xx--\r\n");
    let headers = [("content-type", "multipart/form-data; boundary=xx")];
    let actor = person.actor();
    let answer = actor
        .send(Method::POST, "/people/import", &headers, body)
        .await
        .expect("answer");
    if answer.location().starts_with("/people/import/") {
        settled(person, answer.location()).await;
    }
    Page(answer)
}

/// Waits until the work on an import is done, however busy the machine is.
pub async fn settled(person: &Person, import: &str) {
    let begun = std::time::Instant::now();
    loop {
        let page = person.get(import).await;
        let job = page.location();
        if !job.starts_with("/jobs/") {
            return;
        }
        if begun.elapsed() > std::time::Duration::from_secs(600) {
            let shown = person.get(job).await.summary();
            panic!("the work on {import} does not end: {shown}");
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

pub async fn confirms(person: &Person, preview: &str) -> Page {
    let action = format!("{preview}/confirmation");
    let answer = person.fills(preview, &action, &[]).await;
    settled(person, preview).await;
    answer
}

const ROSTER: &str = "工号,姓名,邮箱,部门,岗位,职级,直接上级,入职日期\n\
    C1,王伟,wang@x.cn,总部,总经理,高管,,2010-01-01\n\
    C2,李娜,li@x.cn,财务,主管,经理,王伟,2015/3/2\n\
    C3,张敏,,财务,会计,员工,C2,45047\n\
    C4,赵六,not an address,财务,会计,员工,C2,45047\n";

#[tokio::test]
async fn a_roster_is_previewed_confirmed_and_the_second_time_changes_nothing() {
    let world = World::new().await;
    let hr = hr(&world).await;
    let uploaded = uploads(&hr, "名册.csv", ROSTER.as_bytes()).await;
    assert_eq!(uploaded.status(), 303, "{}", uploaded.summary());
    let preview = uploaded.location().to_owned();

    let page = hr.get(&preview).await;
    assert_eq!(page.all(".tile .figure"), ["3", "0", "0", "1"]);
    assert!(page.text().contains("财务") && page.text().contains("not an address"));
    assert_eq!(
        count(&world, "select count(*) from people").await,
        1,
        "a preview writes nobody"
    );

    let refused = hr.get(&format!("{preview}/refused.csv")).await;
    assert!(refused.text().contains("\r\n5,") && refused.text().contains("C4,赵六"));

    let done = confirms(&hr, &preview).await;
    assert_eq!(
        (done.status(), done.location()),
        (303, preview.as_str()),
        "{}",
        done.summary()
    );
    let result = hr.get(&preview).await;
    assert_eq!(result.all(".tile .figure"), ["3", "0", "1"]);
    assert_eq!(superior_of(&world, "C2").await.as_deref(), Some("C1"));
    assert_eq!(superior_of(&world, "C3").await.as_deref(), Some("C2"));
    assert_eq!(
        count(
            &world,
            "select count(*) from events where kind = 'people_imported'"
        )
        .await,
        1
    );
    assert_eq!(
        count(
            &world,
            "select count(*) from import_chunks where not refused"
        )
        .await,
        0
    );
    let refused = hr.get(&format!("{preview}/refused.csv")).await;
    assert!(refused.text().contains("C4"));

    // the button pressed twice, or a second tab
    let again = hr
        .post(&format!("{preview}/confirmation"), &[("plan", "x")])
        .await;
    assert_eq!(again.status(), 303);
    assert_eq!(
        count(
            &world,
            "select count(*) from events where kind = 'people_imported'"
        )
        .await,
        1
    );

    let second = uploads(&hr, "名册.csv", ROSTER.as_bytes())
        .await
        .location()
        .to_owned();
    let page = hr.get(&second).await;
    assert_eq!(page.all(".tile .figure"), ["0", "0", "3", "1"]);
    assert!(
        !page.has("form[action$=confirmation]"),
        "there is nothing to confirm"
    );
}

#[tokio::test]
async fn columns_are_assigned_by_hand_and_remembered() {
    let world = World::new().await;
    let hr = hr(&world).await;
    let file = "Kennung;Wer;Chef\nK1;Ann Lee;\nK2;Bo Li;K1\n";
    let preview = uploads(&hr, "a.csv", file.as_bytes())
        .await
        .location()
        .to_owned();
    let page = hr.get(&preview).await;
    assert!(page.has(".error"), "the number's column is not known yet");
    assert!(!page.has("form[action$=confirmation]"));

    let choices = format!("{preview}/choices");
    let twice = hr
        .post(&choices, &[("column_0", "number"), ("column_1", "number")])
        .await;
    assert_eq!(twice.status(), 422);
    let settled = [
        ("column_0", "number"),
        ("column_1", "name"),
        ("column_2", "superior"),
        ("department", "Lager"),
    ];
    assert_eq!(hr.post(&choices, &settled).await.status(), 303);
    assert_eq!(confirms(&hr, &preview).await.status(), 303);
    assert_eq!(superior_of(&world, "K2").await.as_deref(), Some("K1"));
    assert_eq!(count(&world, "select count(*) from people p join departments d on d.id = p.department_id where d.name = 'Lager'").await, 2);

    let again = uploads(&hr, "b.csv", file.as_bytes())
        .await
        .location()
        .to_owned();
    assert_eq!(
        hr.get(&again).await.all(".tile .figure"),
        ["0", "0", "2", "0"]
    );
}

#[tokio::test]
async fn a_superiors_name_that_fits_two_is_chosen_in_the_preview() {
    let world = World::new().await;
    let hr = hr(&world).await;
    let file = "No,Name,Manager\nA1,Ann Lee,\nA2,Ann Lee,\nA3,Bo Li,Ann Lee\n";
    let preview = uploads(&hr, "a.csv", file.as_bytes())
        .await
        .location()
        .to_owned();
    assert!(hr.get(&preview).await.has("select[name=superior_4]"));
    hr.post(&format!("{preview}/choices"), &[("superior_4", "A2")])
        .await;
    assert_eq!(confirms(&hr, &preview).await.status(), 303);
    assert_eq!(superior_of(&world, "A3").await.as_deref(), Some("A2"));
}

#[tokio::test]
async fn a_confirmation_does_only_what_the_preview_showed() {
    let world = World::new().await;
    let hr = hr(&world).await;
    let preview = uploads(&hr, "a.csv", b"No,Name\nA1,Ann Lee\n")
        .await
        .location()
        .to_owned();
    let form = hr
        .get(&preview)
        .await
        .form(&format!("{preview}/confirmation"));
    sqlx::query("insert into people (number, name) values ('A1', 'Somebody Else')")
        .execute(&world.db)
        .await
        .expect("a person");
    let plan = form[0].1.clone();
    let stale = hr
        .post(&format!("{preview}/confirmation"), &[("plan", &plan)])
        .await;
    assert_eq!(stale.status(), 303);
    assert_eq!(
        count(&world, "select count(*) from people where name = 'Ann Lee'").await,
        0
    );
    assert_eq!(
        hr.get(&preview).await.all(".tile .figure"),
        ["0", "1", "0", "0"]
    );
}

#[tokio::test]
async fn what_is_no_roster_is_told_at_the_field() {
    let world = World::new().await;
    let hr = hr(&world).await;
    for (name, content) in [
        ("a.xlsx", b"PK\x03\x04 xl/workbook.xml".as_slice()),
        ("a.csv", b"".as_slice()),
        ("a.csv", b"No,Name\n1,\0".as_slice()),
        ("a.csv", b"No,Name\n1,\"Ann\n".as_slice()),
        ("a.pdf", b"%PDF-1.7".as_slice()),
    ] {
        let page = uploads(&hr, name, content).await;
        assert_eq!(
            (page.status(), page.has("#f-file-error")),
            (422, true),
            "{name}: {}",
            page.summary()
        );
    }
    let headers = [("content-type", "multipart/form-data; boundary=xx")];
    let cut = b"--xx\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nNo,Na"
        .to_vec();
    let reply = hr
        .actor()
        .send(Method::POST, "/people/import", &headers, cut)
        .await
        .expect("answer");
    assert!(reply.status.is_client_error(), "{}", reply.status);
    let reply = hr
        .actor()
        .send(
            Method::POST,
            "/people/import",
            &headers,
            vec![b'x'; 65 << 20],
        )
        .await
        .expect("answer");
    assert!(reply.status.is_client_error(), "{}", reply.status);
    assert_eq!(count(&world, "select count(*) from imports").await, 0);
}

#[tokio::test]
async fn a_waiting_file_is_its_uploaders_and_goes_after_a_day() {
    let world = World::new().await;
    let hr = hr(&world).await;
    let other = world
        .person(
            "Otto Other",
            world.department("Human Resources").await,
            None,
        )
        .await;
    world.give(&other, Role::Hr).await;
    let preview = uploads(&hr, "a.csv", b"No,Name\nA1,Ann Lee\n")
        .await
        .location()
        .to_owned();
    assert_eq!(other.get(&preview).await.status(), 404);
    assert_eq!(
        other
            .post(&format!("{preview}/confirmation"), &[])
            .await
            .status(),
        404
    );
    sqlx::query("update imports set created_at = created_at - interval '25 hours'")
        .execute(&world.db)
        .await
        .expect("a day");
    assert_eq!(hr.get(&preview).await.status(), 404);
    uploads(&hr, "b.csv", b"No,Name\nA1,Ann Lee\n").await;
    assert_eq!(count(&world, "select count(*) from imports").await, 1);
}

#[tokio::test]
async fn the_real_roster() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/orangehrm_import_TestData.csv");
    let Ok(file) = std::fs::read(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let world = World::new().await;
    let hr = hr(&world).await;
    let preview = uploads(&hr, "orange.csv", &file)
        .await
        .location()
        .to_owned();
    assert_eq!(
        hr.get(&preview).await.all(".tile .figure"),
        ["2024", "0", "0", "0"]
    );
    assert_eq!(confirms(&hr, &preview).await.status(), 303);
    assert_eq!(
        count(&world, "select count(*) from people where number like 'E%'").await,
        2024
    );
    let second = uploads(&hr, "orange.csv", &file)
        .await
        .location()
        .to_owned();
    assert_eq!(
        hr.get(&second).await.all(".tile .figure"),
        ["0", "0", "2024", "0"]
    );

    // a superior for all of them, who is one of them
    let all = "/people/reporting-lines?q=E&superior=none&all=1";
    let looped = hr
        .fills(all, "/people/reporting-lines", &[("superior", "E0001")])
        .await;
    assert_eq!(looped.status(), 422, "{}", looped.summary());
    let fields = [
        ("superior", "E0001"),
        ("leave_out", "1"),
        ("new_department", "Works"),
    ];
    let given = hr.fills(all, "/people/reporting-lines", &fields).await;
    assert_eq!(given.status(), 303, "{}", given.summary());
    assert_eq!(
        count(
            &world,
            "select count(*) from people where superior_id is not null"
        )
        .await,
        2024,
        "all but the superior, and Hana, whose address has an e"
    );

    // every page of the list, forwards and backwards, without a gap
    let (mut seen, mut address) = (0, "/people?q=E0".to_owned());
    for _ in 0..30 {
        let page = hr.get(&address).await;
        seen += page.all("tbody tr").len();
        match next(&page, "next") {
            Some(after) => address = after,
            None => break,
        }
    }
    assert_eq!(seen, 999);
    let back = next(&hr.get(&address).await, "prev").expect("a page before");
    assert_eq!(hr.get(&back).await.all("tbody tr").len(), 50);
}

fn next(page: &Page, rel: &str) -> Option<String> {
    let html = scraper::Html::parse_document(&page.text());
    let selector = scraper::Selector::parse(&format!("a[rel={rel}]")).expect("selector");
    let link = html.select(&selector).next()?;
    link.value().attr("href").map(str::to_owned)
}
