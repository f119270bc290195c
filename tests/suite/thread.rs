//! The whole thread in real browsers: from a roster file to records that are signed, disputed and signed again, and
//! refused. Nothing is put into the database but the links that would go by mail.

mod hand;
mod roster;
mod talk;

use countersign::access::Role;

use self::{
    hand::{Findings, Hand},
    talk::Talk,
};
use crate::{
    browser::{PHONE, Site, WIDE},
    world::{World, en_with},
};

#[tokio::test(flavor = "multi_thread")]
async fn from_a_roster_file_to_records_signed_disputed_and_refused() {
    crate::world::paper::program();
    let world = World::new().await;
    let office = world.department("Office").await;
    // the first accounts of a company; everybody else comes through the pages
    for (name, role) in [("Hana Hr", Role::Hr), ("Adam Admin", Role::Admin)] {
        let person = world.person(name, office, None).await;
        world.give(&person, role).await;
    }
    let site = Site::open(&world).await;
    let findings = Findings::default();
    let hr = Hand::signed_in(&site, &findings, "en", WIDE, "hana.hr@example.test").await;

    roster::import(&hr).await;
    roster::reporting_lines(&hr).await;
    let cycle = roster::launch(&hr).await;
    let join = async |number: &str, lang: &str, size: (u32, u32)| {
        let link = world.link_for(number).await;
        Hand::invited(&site, &findings, lang, size, &link, number).await
    };
    let superior = join("E0005", "en", WIDE).await;

    // everything to the end
    let employee = join("E0002", "en", WIDE).await;
    let talk = Talk::found(&world, employee, &superior, &hr).await;
    talk.to_the_record(false).await;
    talk.both_sign().await;
    let pdf = talk.employee.fetches(&talk.at("/record.pdf")).await;
    one_page(&pdf);
    talk.employee.browser.close().await;
    assert_eq!(dashboard(&hr).await, figures(1, ["0", "0", "0", "0"]));

    // objects, and is right
    committee(&site, &findings).await;
    let employee = join("E0003", "en", PHONE).await;
    let talk = Talk::found(&world, employee, &superior, &hr).await;
    talk.to_the_record(true).await;
    talk.disputes().await;
    assert_eq!(dashboard(&hr).await, figures(1, ["0", "1", "1", "0"]));
    let before = talk.total().await;
    for number in ["E0010", "E0011", "E0012"] {
        let member = join(number, "en", WIDE).await;
        talk.votes(&member).await;
        if number == "E0012" {
            talk.rules(&member).await;
        }
        member.browser.close().await;
    }
    talk.both_sign().await;
    assert!((talk.total().await - before - 2.0).abs() < 0.001);
    assert_eq!(dashboard(&hr).await, figures(2, ["0", "0", "0", "0"]));
    let disputed = talk.at("");
    let phone = Hand::signed_in(&site, &findings, "zh-CN", PHONE, "E0003").await;
    for below in [
        "",
        "/self-evaluation",
        "/evaluation",
        "/interview",
        "/record",
        "/sign",
        "/dispute",
    ] {
        phone.visits(&format!("{disputed}{below}")).await;
    }
    for page in ["/", "/appraisals", "/account"] {
        phone.visits(page).await;
    }
    phone.browser.close().await;
    talk.employee.browser.close().await;

    // will not sign
    let employee = join("E0004", "zh-CN", WIDE).await;
    let talk = Talk::found(&world, employee, &superior, &hr).await;
    talk.to_the_record(true).await;
    talk.refuses().await;
    talk.employee.browser.close().await;
    assert_eq!(dashboard(&hr).await, figures(3, ["0", "0", "0", "1"]));

    let phone = Hand::signed_in(&site, &findings, "zh-CN", PHONE, "hana.hr@example.test").await;
    for page in [
        "/",
        "/people",
        "/people/import",
        "/people/new",
        "/cycles",
        "/cycles/new",
        "/appraisals",
        "/dashboard",
        "/disputes",
        "/account",
        &cycle,
        &disputed,
        &format!("{disputed}/record"),
        &format!("{disputed}/dispute"),
    ] {
        phone.visits(page).await;
    }
    assert_eq!(findings.all(), Vec::<String>::new());
    for hand in [phone, hr, superior] {
        hand.browser.close().await;
    }
}

/// The administrator makes three people members of the committee.
async fn committee(site: &Site, findings: &Findings) {
    let admin = Hand::signed_in(site, findings, "en", WIDE, "adam.admin@example.test").await;
    for number in ["E0010", "E0011", "E0012"] {
        let page = roster::person(&admin, number).await;
        admin
            .fills(&page, &format!("{page}/roles"), &[("role", "committee")])
            .await;
    }
    admin.browser.close().await;
}

/// Concluded, overdue, provisional, open disputes, refused.
/// So many of the three appraisals are done, and the figures beside that.
fn figures(done: u8, others: [&str; 4]) -> Vec<String> {
    let done = en_with("cycle_of", &[("done", &done.to_string()), ("all", "3")]);
    std::iter::once(done)
        .chain(others.map(str::to_owned))
        .collect()
}

async fn dashboard(hr: &Hand) -> Vec<String> {
    hr.opens("/dashboard").await;
    let mut figures = hr.texts(".tile .figure").await;
    figures.truncate(5);
    figures
}

fn one_page(pdf: &str) {
    assert!(pdf.starts_with("%PDF"), "{}", &pdf[..pdf.len().min(200)]);
    assert_eq!(pages(pdf), 1);
    let at = pdf.find("/MediaBox").expect("a size");
    let size = &pdf[at..at + 60];
    assert!(size.contains("595.") && size.contains("841."), "A4: {size}");
}

/// How many page objects a PDF has.
fn pages(pdf: &str) -> usize {
    pdf.match_indices("/Type /Page")
        .chain(pdf.match_indices("/Type/Page"))
        .filter(|(at, found)| !pdf[at + found.len()..].starts_with('s'))
        .count()
}
