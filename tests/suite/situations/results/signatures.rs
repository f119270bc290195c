//! Signatures and what they mean, refusal, silence: situations 15 to 18.

use countersign::records::verify;

use super::{on_the_dashboard, sql, text};
use crate::{
    rulings::opened,
    signing::{frozen, signs, time_is_up},
    world::{PASSWORD, Page, Says, World},
};

/// A new version voids both signatures; the old one stays readable with them; both sign again.
#[tokio::test]
async fn situation_15_reopening_after_the_signatures_voids_both_and_keeps_the_old_version() {
    crate::world::paper::program();
    let world = World::new().await;
    let cast = opened(&world).await;
    let dispute = cast.at("/dispute");
    let old = cast.employee.get(&cast.at("/record.json")).await.text();
    let answer = [
        ("answer", "You are right."),
        ("offer", "1"),
        ("offer.conduct", "19"),
    ];
    cast.superior
        .fills(&dispute, &cast.at("/dispute/answer"), &answer)
        .await;
    let settled = cast
        .employee
        .fills(&dispute, &cast.at("/dispute/settlement"), &[])
        .await;
    assert_eq!(settled.status(), 303, "{}", settled.summary());

    let now = cast.employee.get(&cast.at("/record")).await;
    assert_eq!(
        now.all(".signature .line.waiting").len(),
        2,
        "nobody has signed version 2"
    );
    let first = cast.employee.get(&cast.at("/record?version=1")).await;
    assert_eq!(first.all(".signature.void").len(), 2);
    assert!(first.says("record_void") && first.says("signed_agree"));
    for below in ["/record.json?version=1", "/record.pdf?version=1"] {
        assert_eq!(
            cast.employee.get(&cast.at(below)).await.status(),
            200,
            "{below}"
        );
    }
    assert_eq!(
        cast.employee
            .get(&cast.at("/record.json?version=1"))
            .await
            .text(),
        old
    );
    // one signature concludes nothing, in whatever order they come
    assert_eq!(signs(&cast.superior, &cast, "agree").await.status(), 303);
    assert_eq!(world.stage(cast.appraisal).await, "sign_off");
    assert_eq!(signs(&cast.employee, &cast, "agree").await.status(), 303);
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
    assert_eq!(
        text(&world, "select count(*)::text from signatures").await,
        "4"
    );
    let mut tx = world.db.begin().await.unwrap();
    assert_eq!(verify::verify(&mut tx).await.unwrap().unwrap().records, 2);
}

/// "Received and discussed", and beside it the choice; no choice, no signature.
#[tokio::test]
async fn situation_16_a_signature_means_received_and_the_choice_stands_beside_it() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let sign = cast.at("/sign");
    for person in [&cast.employee, &cast.superior] {
        let page = person.get(&sign).await;
        assert!(page.all("form#sign > p").len() >= 2, "{}", person.name);
        assert_eq!(page.all(".choice:has(input[name=choice])").len(), 2);
        assert!(
            !page.has("input[name=choice][checked]"),
            "nothing is chosen for anybody"
        );
        assert!(page.has("input[type=password][name=password]"));
    }
    let none = cast
        .employee
        .fills(&sign, &sign, &[("password", PASSWORD)])
        .await;
    assert_eq!(none.status(), 422);
    let bare = cast
        .employee
        .fills(
            &sign,
            &sign,
            &[("password", PASSWORD), ("choice", "agree_in_part")],
        )
        .await;
    assert_eq!(bare.status(), 422, "an objection names items and says why");
    let objection = [
        ("password", PASSWORD),
        ("choice", "agree_in_part"),
        ("items", "conduct"),
        ("words", "The rota was not mine."),
    ];
    let signed = cast.employee.fills(&sign, &sign, &objection).await;
    assert_eq!(signed.status(), 303, "{}", signed.summary());
    let refused = cast
        .superior
        .fills(
            &sign,
            &sign,
            &[("password", PASSWORD), ("choice", "refuse")],
        )
        .await;
    assert_eq!(refused.status(), 422, "a refusal is no signature");
    assert_eq!(signs(&cast.superior, &cast, "agree").await.status(), 303);
    let record = cast.hr.get(&cast.at("/record")).await.text();
    assert!(record.says("signed_in_part") && record.contains("The rota was not mine."));
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
}

/// Recorded by the superior with a reason, witnessed by a third; the employee keeps a copy and a word.
#[tokio::test]
async fn situation_17_a_refusal_is_recorded_witnessed_and_commented_and_signs_nothing() {
    crate::world::paper::program();
    let world = World::new().await;
    let cast = frozen(&world).await;
    let sign = cast.at("/sign");
    signs(&cast.superior, &cast, "agree").await;
    let refusal = cast.at("/sign/refusal");
    let reason = [("reason", "Waits for the figures."), ("password", PASSWORD)];
    let page = cast.superior.get(&sign).await;
    assert!(
        !page.has("form[action$=refusal]"),
        "silence has its time, too"
    );
    time_is_up(&world).await;
    for (field, value) in [("reason", " "), ("password", "wrong")] {
        let mut fields = reason.to_vec();
        fields.retain(|(name, _)| *name != field);
        fields.push((field, value));
        let page = cast.superior.fills(&sign, &refusal, &fields).await;
        assert_eq!(page.status(), 422, "{field}");
    }
    let recorded = cast.superior.fills(&sign, &refusal, &reason).await;
    assert_eq!(recorded.status(), 303, "{}", recorded.summary());
    assert_eq!(
        world.stage(cast.appraisal).await,
        "sign_off",
        "without a witness it is a claim"
    );
    let witness = cast.at("/sign/witness");
    for party in [&cast.superior, &cast.employee] {
        assert_eq!(
            party
                .post(&witness, &[("password", PASSWORD)])
                .await
                .status(),
            403
        );
    }
    let witnessed = cast
        .hr
        .fills(&sign, &witness, &[("password", PASSWORD)])
        .await;
    assert_eq!(witnessed.status(), 303, "{}", witnessed.summary());
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
    // the copy, the comment, the dispute; no signature in the employee's name
    assert_eq!(
        cast.employee.get(&cast.at("/record.pdf")).await.status(),
        200
    );
    let said = cast
        .employee
        .fills(
            &sign,
            &cast.at("/sign/comment"),
            &[("comment", "I was on leave.")],
        )
        .await;
    assert_eq!(said.status(), 303, "{}", said.summary());
    assert!(
        cast.hr
            .get(&cast.at("/record"))
            .await
            .text()
            .contains("I was on leave.")
    );
    let by = text(
        &world,
        "select string_agg(party::text, ' ') from signatures",
    )
    .await;
    assert_eq!(by, "superior");
    assert!(
        cast.employee
            .get(&cast.at("/dispute"))
            .await
            .has("form#dispute")
    );
}

/// A missed deadline goes up and signs nothing: no response is neither agreement nor refusal.
#[tokio::test]
async fn situation_18_silence_escalates_and_never_signs() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    on_the_dashboard(&world).await;
    signs(&cast.superior, &cast, "agree").await;
    let waiting =
        |page: &Page| page.says("task_no_response") || page.says("task_no_response_below");
    for person in [&cast.hr, &cast.head] {
        assert!(
            !waiting(&person.get("/").await),
            "{} too early",
            person.name
        );
    }
    assert!(
        cast.hr
            .get(&cast.at("/record"))
            .await
            .says("signed_not_yet")
    );

    sql(
        &world,
        "update appraisals set due_on = current_date - 400, dispute_until = current_date - 390",
    )
    .await;
    for (person, linked) in [(&cast.hr, true), (&cast.head, false)] {
        let page = person.get("/").await;
        assert!(waiting(&page), "{} is told", person.name);
        let link = page.has(&format!("a[href=\"{}\"]", cast.at("")));
        assert_eq!(link, linked, "{}", person.name);
    }
    // the next level learns who is silent and not what about
    assert_eq!(cast.head.get(&cast.at("")).await.status(), 404);
    assert_eq!(cast.head.get(&cast.at("/record")).await.status(), 404);
    for reader in [&cast.hr, &cast.employee, &cast.superior] {
        let record = reader.get(&cast.at("/record")).await;
        assert_eq!(record.all(".signature .line.waiting").len(), 1);
        assert!(record.says("signed_no_response"), "{}", reader.name);
        assert_eq!(world.stage(cast.appraisal).await, "sign_off");
    }
    assert!(
        cast.hr
            .get("/dashboard")
            .await
            .has(".tile.over a[href*=\"overdue=1\"]")
    );
    assert!(
        cast.hr
            .get("/appraisals?as=hr&overdue=1")
            .await
            .has("a.row-link")
    );
    assert_eq!(
        text(&world, "select count(*)::text from signatures").await,
        "1"
    );
    // another chief sees nothing of it, nor does HR once it is signed
    let other = world
        .person("Otto Other", cast.other_department, None)
        .await;
    assert!(!waiting(&other.get("/").await));
    assert_eq!(signs(&cast.employee, &cast, "agree").await.status(), 303);
    for person in [&cast.hr, &cast.head] {
        assert!(!waiting(&person.get("/").await), "{}", person.name);
    }
}
