//! The whole thread in real browsers, without touching the database: from a roster file to records
//! that are signed, disputed and signed again, and refused.

mod hand;
mod roster;
mod talk;

use countersign::access::Role;

use self::{
    hand::{Findings, Hand},
    talk::Talk,
};
use crate::{
    browser::{Site, WIDE},
    world::World,
};

#[tokio::test(flavor = "multi_thread")]
async fn from_a_roster_file_to_a_record_signed_by_both() {
    let world = World::new().await;
    let office = world.department("Office").await;
    let hana = world.person("Hana Hr", office, None).await;
    world.give(&hana, Role::Hr).await;
    let site = Site::open(&world).await;
    let findings = Findings::default();
    let hr = Hand::signed_in(&site, &findings, "en", WIDE, "hana.hr@example.test").await;

    roster::import(&hr).await;
    roster::reporting_lines(&hr).await;
    roster::launch(&hr).await;

    let link = roster::invitation(&hr, "E0005").await;
    let superior = Hand::invited(&site, &findings, "en", WIDE, &link, "E0005").await;
    let link = roster::invitation(&hr, "E0002").await;
    let employee = Hand::invited(&site, &findings, "en", WIDE, &link, "E0002").await;
    let talk = Talk::found(&world, employee, &superior, &hr).await;
    talk.to_the_record(false).await;
    talk.signs(&superior, "agree").await;
    talk.signs(&talk.employee, "agree").await;
    let pdf = talk.employee.fetches(&talk.at("/record.pdf")).await;
    assert!(pdf.starts_with("%PDF"), "{}", &pdf[..pdf.len().min(200)]);
    assert_eq!(pages(&pdf), 1);
    let at = pdf.find("/MediaBox").expect("a size");
    assert!(
        pdf[at..at + 60].contains("595.") && pdf[at..at + 60].contains("841."),
        "A4: {}",
        &pdf[at..at + 60]
    );

    assert_eq!(findings.all(), Vec::<String>::new());
    talk.employee.browser.close().await;
    for hand in [hr, superior] {
        hand.browser.close().await;
    }
}

/// How many page objects a PDF has.
fn pages(pdf: &str) -> usize {
    pdf.match_indices("/Type /Page")
        .chain(pdf.match_indices("/Type/Page"))
        .filter(|(at, found)| !pdf[at + found.len()..].starts_with('s'))
        .count()
}
