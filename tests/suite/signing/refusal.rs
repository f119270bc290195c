//! A refusal needs three people, and silence signs nothing.

use super::{frozen, signatures, signs, whole};
use crate::world::{PASSWORD, Person, World};

#[tokio::test]
async fn a_refusal_takes_three_people() {
    crate::world::paper::program();
    let world = World::new().await;
    let cast = frozen(&world).await;
    let refuses = signs(&cast.employee, &cast, "refuse").await;
    assert_eq!(refuses.status(), 303, "{}", refuses.text());
    let sign = cast.at("/sign");
    let refusal = cast.at("/sign/refusal");
    let shown = cast.superior.get(&sign).await.form(&sign);
    let with = |extra: &[(&'static str, &'static str)]| {
        let mut fields: Vec<(String, String)> = shown
            .iter()
            .filter(|(name, _)| name == "record_version" || name == "sha256")
            .cloned()
            .collect();
        fields.extend(
            extra
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned())),
        );
        fields
    };
    let post = async |person: &Person, to: &str, fields: Vec<(String, String)>| {
        let pairs: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        person.post(to, &pairs).await
    };
    let reason = [("reason", "Waits for the figures."), ("password", PASSWORD)];
    let early = post(&cast.superior, &refusal, with(&reason)).await;
    assert_eq!(early.status(), 409, "the superior signs first");
    let witness = cast.at("/sign/witness");
    let nothing = post(&cast.hr, &witness, with(&[("password", PASSWORD)])).await;
    assert_eq!(nothing.status(), 409, "nothing to witness yet");

    signs(&cast.superior, &cast, "agree").await;
    assert_eq!(world.stage(cast.appraisal).await, "sign_off");
    let done = post(&cast.superior, &refusal, with(&reason)).await;
    assert_eq!(done.status(), 303, "{}", done.text());
    for person in [&cast.superior, &cast.employee, &cast.clerk] {
        let own = post(person, &witness, with(&[("password", PASSWORD)])).await;
        assert_eq!(own.status(), 403, "{}", person.name);
    }
    let witnessed = post(&cast.facilitator, &witness, with(&[("password", PASSWORD)])).await;
    assert_eq!(witnessed.status(), 303, "{}", witnessed.text());
    assert_eq!(world.stage(cast.appraisal).await, "concluded");

    let comment = cast.at("/sign/comment");
    let said = cast
        .employee
        .fills(&sign, &comment, &[("comment", "I was on leave.")])
        .await;
    assert_eq!(said.status(), 303);
    let twice = post(
        &cast.employee,
        &comment,
        with(&[("comment", "A later remark.")]),
    )
    .await;
    assert_eq!(twice.status(), 303);
    let record = cast.hr.get(&cast.at("/record")).await.text();
    assert!(record.contains("I was on leave.") && !record.contains("A later remark."));
    assert_eq!(world.events(cast.appraisal, "refusal_witnessed").await, 1);
    let pdf = cast.hr.get(&cast.at("/record.pdf")).await;
    assert!(pdf.0.body.starts_with(b"%PDF"));
    whole(&world).await;
}

#[tokio::test]
async fn silence_never_signs() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    signs(&cast.superior, &cast, "agree").await;
    world.app.clock.advance(time::Duration::days(400));
    cast.employee.get(&cast.at("")).await;
    cast.hr.get(&cast.at("/record")).await;
    assert_eq!(world.stage(cast.appraisal).await, "sign_off");
    assert_eq!(signatures(&world).await, 1);
}
