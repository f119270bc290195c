//! A signature says "received and discussed"; agreement stands beside it: situation 16.

use super::pairs;
use crate::{
    signing::{frozen, signs},
    world::{PASSWORD, World},
};

#[tokio::test]
async fn situation_16_a_signature_says_received_and_discussed_and_agreement_stands_beside_it() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let page = cast.employee.get(&cast.at("/sign")).await;
    assert!(page.text().contains("discussed with me"));
    for choice in ["agree", "agree_in_part"] {
        assert!(
            page.has(&format!("input[name=choice][value={choice}]")),
            "{choice}"
        );
        assert!(
            !page.has(&format!("input[name=choice][value={choice}][checked]")),
            "nobody's choice is made for them"
        );
    }
    // no choice, no password, no items: no signature
    for fields in [
        vec![("password", PASSWORD)],
        vec![("choice", "agree")],
        vec![("choice", "agree"), ("password", "not mine")],
        vec![("choice", "agree_in_part"), ("password", PASSWORD)],
    ] {
        let mut form = page.form(&cast.at("/sign"));
        form.retain(|(name, _)| fields.iter().all(|(other, _)| other != name));
        let mut all = pairs(&form);
        all.extend(fields);
        assert_eq!(
            cast.employee.post(&cast.at("/sign"), &all).await.status(),
            422,
            "{all:?}"
        );
    }
    let objects = [
        ("choice", "agree_in_part"),
        ("items", "company_profit"),
        ("words", "The profit of the second plant is missing."),
        ("password", PASSWORD),
    ];
    let signed = cast
        .employee
        .fills(&cast.at("/sign"), &cast.at("/sign"), &objects)
        .await;
    assert_eq!(signed.status(), 303, "{}", signed.summary());
    assert_eq!(signs(&cast.superior, &cast, "agree").await.status(), 303);
    let record = cast.hr.get(&cast.at("/record")).await;
    let meanings = record.all(".signature .meaning").join(" / ");
    assert_eq!(record.all(".signature .meaning").len(), 2);
    assert!(
        record
            .text()
            .contains("The profit of the second plant is missing."),
        "{meanings}"
    );
    let choices: Vec<String> =
        sqlx::query_scalar("select choice::text from signatures order by party")
            .fetch_all(&world.db)
            .await
            .unwrap();
    assert_eq!(
        choices,
        ["agree_in_part", "agree"],
        "the record does not turn an objection into agreement"
    );
}
