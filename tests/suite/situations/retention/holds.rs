//! A legal hold and open work keep everything that they reach.

use countersign::access::Role;

use super::{ALL_THERE, a_day_later, count, ended, in_force, lived_through, material, sql};
use crate::world::{Person, Says, World};

#[tokio::test]
async fn situation_36_a_legal_hold_keeps_everything_that_it_reaches() {
    let world = World::new().await;
    let cast = lived_through(&world).await;
    ended(&world, &cast, 12).await;
    in_force(&world, &cast.hr).await;
    let of = |person: &Person| format!("/people/{}/hold", person.id);
    let second = world.person("Hugo Hr", cast.other_department, None).await;
    world.give(&second, Role::Hr).await;

    // on the employee, on the superior, on the appraisal: each keeps it all
    let lifts = |person: &Person| format!("/people/{}/hold/lifting", person.id);
    for (at, lifting) in [
        (of(&cast.employee), lifts(&cast.employee)),
        (of(&cast.superior), lifts(&cast.superior)),
        (cast.at("/hold"), cast.at("/hold/lifting")),
    ] {
        let empty = cast.hr.fills(&at, &at, &[("reason", "  ")]).await;
        assert_eq!(empty.status(), 422);
        assert!(empty.has("#f-reason-error"));
        let placed = cast.hr.fills(&at, &at, &[("reason", "Case 4711")]).await;
        assert_eq!(placed.status(), 303, "{}", placed.summary());
        // a second press changes nothing
        cast.hr.post(&at, &[("reason", "Case 4711")]).await;
        assert_eq!(
            count(&world, "legal_holds where lifted_at is null").await,
            1
        );
        a_day_later(&world).await;
        assert_eq!(material(&world).await, ALL_THERE, "{at}");
        let preview = cast.hr.get("/retention").await;
        assert!(preview.says("retention_from_appraisals"), "{at}");
        assert!(preview.says("hold_count"));
        assert!(
            cast.hr
                .get("/retention/holds")
                .await
                .text()
                .contains("Case 4711")
        );
        let without = second.fills(&at, &lifting, &[("reason", "  ")]).await;
        assert_eq!(without.status(), 422, "lifted without a reason");
        assert_eq!(
            count(&world, "legal_holds where lifted_at is null").await,
            1
        );
        let lifted = second.fills(&at, &lifting, &[("reason", "Settled")]).await;
        assert_eq!(lifted.status(), 303, "{}", lifted.summary());
        let list = second.get("/retention/holds?state=lifted").await.text();
        assert!(list.says("hold_lifted"), "{list}");
        for words in ["Case 4711", "Settled"] {
            assert!(list.contains(words), "{words}");
        }
    }
    assert_eq!(
        count(
            &world,
            "events where kind in ('hold_placed', 'hold_lifted') and detail like '%reason%'"
        )
        .await,
        6
    );

    // the people and the appraisal show it to HR alone
    let at = of(&cast.employee);
    cast.hr.fills(&at, &at, &[("reason", "Case 4712")]).await;
    assert!(
        cast.hr
            .get(&format!("/people/{}", cast.employee.id))
            .await
            .has(".head .chip-soon")
    );
    assert!(cast.hr.get(&cast.at("")).await.says("hold_chip"));
    assert!(!cast.employee.get(&cast.at("")).await.says("hold_chip"));
    assert!(
        !cast
            .clerk
            .get(&format!("/people/{}", cast.employee.id))
            .await
            .says("hold_chip")
    );
    for person in [
        &cast.employee,
        &cast.superior,
        &cast.facilitator,
        &cast.clerk,
    ] {
        assert_eq!(
            person.post(&at, &[("reason", "x")]).await.status(),
            404,
            "{}",
            person.name
        );
        assert_eq!(
            person
                .post(&cast.at("/hold"), &[("reason", "x")])
                .await
                .status(),
            403,
            "{}",
            person.name
        );
    }

    // not by HR in a matter of their own: not on themselves, not on those whose superior they are
    let report = world
        .person("Rae Report", cast.department, Some(&second))
        .await;
    let hold = cast.hr.get(&at).await.form(&format!("{at}/lifting"));
    let hold = hold
        .iter()
        .find(|(name, _)| name == "hold")
        .unwrap()
        .1
        .clone();
    for (hr, whose) in [(&second, &second), (&cast.hr, &cast.hr), (&second, &report)] {
        let own = of(whose);
        for reply in [
            hr.get(&own).await,
            hr.post(&own, &[("reason", "x")]).await,
            hr.post(
                &format!("{own}/lifting"),
                &[("reason", "x"), ("hold", &hold)],
            )
            .await,
        ] {
            assert_eq!(reply.status(), 409, "{} on {}", hr.name, whose.name);
        }
    }
    let own_appraisal = world
        .appraisal(
            cast.cycle,
            &second,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    assert_eq!(
        second
            .get(&format!("/appraisals/{own_appraisal}/hold"))
            .await
            .status(),
        403
    );
    // the id of a hold on something else lifts nothing
    let other = of(&cast.facilitator);
    cast.hr
        .post(
            &format!("{other}/lifting"),
            &[("reason", "x"), ("hold", &hold)],
        )
        .await;
    assert_eq!(
        count(&world, "legal_holds where lifted_at is null").await,
        1
    );

    cast.hr
        .post(
            &format!("{at}/lifting"),
            &[("reason", "Settled"), ("hold", &hold)],
        )
        .await;
    a_day_later(&world).await;
    assert_eq!(material(&world).await, [0; 9]);
}

#[tokio::test]
async fn situation_36_open_work_keeps_everything() {
    let world = World::new().await;
    let cast = lived_through(&world).await;
    in_force(&world, &cast.hr).await;
    let a = cast.appraisal;
    let ask = format!(
        "insert into reopenings (appraisal_id, stage, asked_in, reason, requested_by, requested_at)
         values ('{a}', 'evaluation', 'concluded', 'x', '{}', now())",
        cast.employee.id
    );
    for (what, before, after) in [
        (
            "an open appraisal",
            "update appraisals set stage = 'sign_off'",
            "update appraisals set stage = 'concluded'",
        ),
        (
            "a dispute",
            "update appraisals set stage = 'dispute'",
            "update appraisals set stage = 'concluded'",
        ),
        (
            "the window",
            "update appraisals set dispute_until = current_date",
            "update appraisals set dispute_until = current_date - 1",
        ),
        (
            "a request to open it again",
            ask.as_str(),
            "delete from reopenings",
        ),
    ] {
        ended(&world, &cast, 24).await;
        sql(&world, before).await;
        a_day_later(&world).await;
        assert_eq!(material(&world).await, ALL_THERE, "{what}");
        sql(&world, after).await;
    }
    a_day_later(&world).await;
    assert_eq!(material(&world).await, [0; 9]);
    // opened again and concluded again, there is new material with a time of its own
    sql(
        &world,
        &format!(
            "insert into appraisal_notes (appraisal_id, author_id, words, written_at) values ('{a}', '{}', 'new', now());
             update appraisals set stage_since = now()",
            cast.employee.id
        ),
    )
    .await;
    a_day_later(&world).await;
    assert_eq!(count(&world, "appraisal_notes").await, 1);
    ended(&world, &cast, 7).await;
    sql(
        &world,
        "update appraisals set working_purged_at = stage_since - interval '1 month'",
    )
    .await;
    a_day_later(&world).await;
    assert_eq!(count(&world, "appraisal_notes").await, 0);
}
