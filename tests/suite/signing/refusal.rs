//! A refusal needs three people, and silence signs nothing.

use super::{declares, frozen, signatures, signs, time_is_up, whole};
use crate::world::{PASSWORD, Person, Says, World, en, en_with};

#[tokio::test]
async fn a_refusal_takes_three_people() {
    crate::world::paper::program();
    let world = World::new().await;
    let cast = frozen(&world).await;
    let refuses = declares(&cast).await;
    assert_eq!(refuses.status(), 303, "{}", refuses.text());
    assert_eq!(signatures(&world).await, 0, "it is no signature");
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
    let early = post(&cast.superior, &refusal, with(&reason)).await;
    assert_eq!(early.status(), 409, "the employee may think again");
    time_is_up(&world).await;
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
    assert!(record.contains("I was on leave.") && record.contains("Not like this."));
    assert!(!record.contains("A later remark."));
    assert_eq!(world.events(cast.appraisal, "refusal_witnessed").await, 1);
    let pdf = cast.hr.get(&cast.at("/record.pdf")).await;
    assert!(pdf.0.body.starts_with(b"%PDF"));
    whole(&world).await;
}

#[tokio::test]
async fn a_declared_refusal_is_taken_back_and_declared_again() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let sign = cast.at("/sign");
    let withdrawal = cast.at("/sign/declaration/withdrawal");
    let form = |action: &str| format!("form[action=\"{action}\"]");
    let nothing = cast.employee.post(&withdrawal, &[]).await;
    assert_eq!(nothing.status(), 303);
    assert_eq!(
        world.events(cast.appraisal, "refusal_taken_back").await,
        0,
        "nothing stands"
    );
    for round in 1..=2 {
        let page = cast.employee.get(&sign).await;
        assert!(page.has("a[href$=\"/sign/declaration\"]") && !page.has(&form(&withdrawal)));
        declares(&cast).await;
        let page = cast.employee.get(&sign).await;
        assert!(page.has(&form(&withdrawal)) && page.has(&form(&sign)));
        assert!(!page.has("a[href$=\"/sign/declaration\"]"), "once");
        let again = cast.employee.get(&cast.at("/sign/declaration")).await;
        assert_eq!(again.location(), sign, "it stands already");
        let others = cast.superior.get(&sign).await;
        assert!(others.text().contains("Not like this.") && !others.has(&form(&withdrawal)));
        for person in [&cast.superior, &cast.hr, &cast.facilitator, &cast.clerk] {
            for address in [&withdrawal, &cast.at("/sign/declaration")] {
                let foreign = person.post(address, &[("password", PASSWORD)]).await;
                assert_eq!(foreign.status(), 403, "{} {address}", person.name);
            }
        }
        let back = cast.employee.post(&withdrawal, &[]).await;
        assert_eq!(back.status(), 303, "{}", back.summary());
        let told = world.events(cast.appraisal, "refusal_taken_back").await;
        assert_eq!(told, round);
    }
    let text = cast.hr.get(&cast.at("/evidence.json")).await.text();
    let proven = countersign::records::bundle::verify_bundle(&text).expect("whole");
    assert_eq!((proven.signatures, proven.refusals), (0, 0));
    whole(&world).await;
}

#[tokio::test]
async fn a_signature_takes_the_place_of_a_refusal_until_it_is_witnessed() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let (sign, refusal) = (cast.at("/sign"), cast.at("/sign/refusal"));
    declares(&cast).await;
    signs(&cast.superior, &cast, "agree").await;
    time_is_up(&world).await;
    let reason = [("reason", "Waits for the figures."), ("password", PASSWORD)];
    let recorded = cast.superior.fills(&sign, &refusal, &reason).await;
    assert_eq!(recorded.status(), 303, "{}", recorded.summary());
    let late = cast
        .employee
        .post(&cast.at("/sign/declaration/withdrawal"), &[])
        .await;
    assert_eq!(late.status(), 409, "it is recorded");
    let page = cast.employee.get(&sign).await;
    assert!(
        page.has(&format!("form[action=\"{sign}\"]")),
        "signing is open"
    );
    let witness = cast
        .facilitator
        .get(&sign)
        .await
        .form(&cast.at("/sign/witness"));
    let signed = signs(&cast.employee, &cast, "agree").await;
    assert_eq!(signed.status(), 303, "{}", signed.summary());
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
    let mut fields: Vec<(&str, &str)> = witness
        .iter()
        .filter(|(name, _)| name != "password")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.push(("password", PASSWORD));
    let too_late = cast
        .facilitator
        .post(&cast.at("/sign/witness"), &fields)
        .await;
    assert_eq!(too_late.status(), 409, "{}", too_late.summary());
    let record = cast.hr.get(&cast.at("/record")).await;
    assert!(record.text().contains("Waits for the figures."));
    let superseded = en_with("refusal_superseded", &[("at", "|")]);
    let begin = superseded.split('|').next().expect("a beginning").trim();
    assert!(record.text().contains(begin), "{}", record.text());
    assert!(!record.says("refusal_unwitnessed"));
    whole(&world).await;
}

#[tokio::test]
async fn what_is_signed_stands_on_the_page_and_says_what_it_means_to_each_side() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    for (person, other) in [
        (&cast.employee, &cast.superior),
        (&cast.superior, &cast.employee),
    ] {
        let page = person.get(&cast.at("/sign")).await;
        let text = page.text();
        for part in [
            "A good year.",
            "Use the template",
            "Two new accounts",
            "Keeps difficult accounts.",
        ] {
            assert!(text.contains(part), "{part}");
        }
        let form = page.all("form#sign p");
        let meaning = |text: &str| form.iter().any(|line| line.contains(text));
        assert!(meaning("discussed with me") == (person.id == cast.employee.id));
        assert!(meaning("I held this interview") == (person.id == cast.superior.id));
        assert!(text.contains(&other.name));
        assert!(
            !page.has("input[name=choice][checked]") && !page.has("input[name=items][checked]")
        );
    }
    for person in [&cast.employee, &cast.superior] {
        signs(person, &cast, "agree").await;
    }
    let record = cast.hr.get(&cast.at("/record")).await;
    assert_eq!(record.text().matches(&en("means_password")).count(), 2);
}

/// Who takes over after the interview signs as what they are, and the file proves it.
#[tokio::test]
async fn a_successor_signs_that_another_held_the_interview() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let next = world.person("Nora Next", cast.department, None).await;
    let handed = cast
        .hr
        .fills(
            &cast.at("/parties"),
            &cast.at("/parties"),
            &[("superior", &next.name), ("reason", "Sue has left.")],
        )
        .await;
    assert_eq!(handed.status(), 303, "{}", handed.summary());
    let page = next.get(&cast.at("/sign")).await;
    assert!(page.text().contains("I was not there"), "{}", page.text());
    signs(&next, &cast, "agree").await;
    signs(&cast.employee, &cast, "agree").await;
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
    let record = cast.hr.get(&cast.at("/record")).await;
    assert!(
        record.text().contains("in succession to"),
        "{}",
        record.text()
    );
    let text = cast.hr.get(&cast.at("/evidence.json")).await.text();
    let proven = countersign::records::bundle::verify_bundle(&text).expect("whole");
    assert_eq!(proven.signatures, 2);
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
