//! Everybody's own data: situation 36.

use countersign::access::Stage;

use crate::{
    evaluation::{GOOD, submitted},
    signing::{frozen, signs},
    world::World,
};

#[tokio::test]
async fn situation_36_everybody_takes_their_own_data_along_and_nothing_before_its_time() {
    let world = World::new().await;
    let cast = world.cast().await;
    let bare = cast.employee.get("/account/data.json").await;
    assert_eq!(bare.status(), 200, "{}", bare.summary());
    submitted(&world, &cast, GOOD).await;
    let before = cast.employee.get("/account/data.json").await;
    let data: serde_json::Value = serde_json::from_str(&before.text()).unwrap();
    assert_eq!(data["person"]["name"], "Eve Employee");
    assert_eq!(data["person"]["mail"], "daily");
    for list in ["superiors", "absences", "reminders", "mails"] {
        assert!(data[list].is_array(), "{list}");
    }
    assert_eq!(data["appraisals"][0]["stage"], "review");
    assert!(before.text().contains("I did it."), "their own words");
    assert!(!before.text().contains("SECRET") && data["appraisals"][0]["total"].is_null());
    // released, and not opened: it may still be taken back
    world.force(cast.appraisal, Stage::Preparation).await;
    let unread = cast.employee.get("/account/data.json").await.text();
    assert!(!unread.contains("SECRET"));
    cast.employee.get(&cast.at("/evaluation")).await;
    let opened = cast.employee.get("/account/data.json").await.text();
    assert!(opened.contains("SECRET SUMMARY"));
    // nobody else's
    for other in [&cast.superior, &cast.hr] {
        let text = other.get("/account/data.json").await.text();
        assert!(
            !text.contains("I did it.") && !text.contains("Eve Employee"),
            "{}",
            other.name
        );
    }
    let stranger = world.stranger().get("/account/data.json").await.unwrap();
    assert!(stranger.location().starts_with("/sign-in"));
}

#[tokio::test]
async fn situation_36_the_data_of_a_signed_record_is_whole() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    assert_eq!(signs(&cast.employee, &cast, "agree").await.status(), 303);
    let text = cast.employee.get("/account/data.json").await.text();
    let data: serde_json::Value = serde_json::from_str(&text).unwrap();
    let appraisal = &data["appraisals"][0];
    assert_eq!(appraisal["records"][0]["version"], 1);
    assert_eq!(appraisal["signatures"][0]["choice"], "agree");
    assert!(
        data["deeds"]
            .as_array()
            .unwrap()
            .iter()
            .any(|deed| deed["kind"] == "signed")
    );
}
