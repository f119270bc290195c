//! The superior changes: situations 1 and 2.

use countersign::access::Stage;
use uuid::Uuid;

use super::{advice, count, whole};
use crate::{
    bulk::carried_out,
    evaluation::{GOOD, at_evaluation},
    signing::{frozen, signs},
    world::{Cast, Page, Person, Says, World, en},
};

async fn hand_over(cast: &Cast, from: &Person, to: &Person, ask: bool) -> Page {
    let from = format!("N-{}", from.name.to_lowercase().replace(' ', "."));
    let to = format!("N-{}", to.name.to_lowercase().replace(' ', "."));
    let mut fields = vec![
        ("from", from.as_str()),
        ("to", to.as_str()),
        ("reason", "Moves to another site"),
    ];
    if ask {
        fields.push(("ask", "1"));
    }
    let preview = cast.hr.post("/cycles/handover", &fields).await;
    carried_out(&cast.hr, &preview).await
}

#[tokio::test]
async fn situation_01_the_manager_changes_and_only_open_work_moves() {
    let world = World::new().await;
    let cast = world.cast().await;
    at_evaluation(&world, &cast).await;
    let mut draft = GOOD.to_vec();
    draft.push(("version", "0"));
    let saved = cast
        .superior
        .autosave(&cast.at("/evaluation"), &draft)
        .await;
    assert_eq!(saved.status(), 200, "{}", saved.text());
    let other = world
        .person("Olga Other", cast.department, Some(&cast.superior))
        .await;
    let finished = world
        .appraisal(
            cast.cycle,
            &other,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    world.force(finished, Stage::Concluded).await;

    // without a reason, to nobody, to the same person
    for fields in [
        [("to", "N-head.chief"), ("reason", "")],
        [("to", "Nobody"), ("reason", "x")],
        [("to", "N-susan.superior"), ("reason", "x")],
    ] {
        let mut all = vec![("from", "N-susan.superior")];
        all.extend(fields);
        let page = cast.hr.post("/cycles/handover", &all).await;
        assert_eq!(page.status(), 422, "{fields:?} {}", page.summary());
    }
    let done = hand_over(&cast, &cast.superior, &cast.head, false).await;
    assert_eq!(done.all("table.data .row-link"), ["Eve Employee"]);

    let page = cast.head.get(&cast.at("/evaluation")).await;
    assert!(
        page.text().contains("SECRET EXAMPLE"),
        "the new superior finds the draft"
    );
    assert_eq!(cast.superior.get(&cast.at("")).await.status(), 404);
    let kept = cast.superior.get(&format!("/appraisals/{finished}")).await;
    assert_eq!(kept.status(), 200, "what is finished stays with its author");
    assert_eq!(world.events(cast.appraisal, "parties_changed").await, 1);
    assert_eq!(world.events(finished, "parties_changed").await, 0);
    whole(&world).await;
}

#[tokio::test]
async fn situation_01_a_superior_who_has_signed_is_not_replaced_by_a_second_signature() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    assert_eq!(signs(&cast.superior, &cast, "agree").await.status(), 303);
    hand_over(&cast, &cast.superior, &cast.head, false).await;
    assert!(!cast.head.get("/").await.says("door_sign_do"));
    assert_eq!(signs(&cast.employee, &cast, "agree").await.status(), 303);
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
    let signed: Vec<Uuid> =
        sqlx::query_scalar("select person_id from signatures where party = 'superior'")
            .fetch_all(&world.db)
            .await
            .expect("signatures");
    assert_eq!(signed, [cast.superior.id.0]);
}

#[tokio::test]
async fn situation_02_the_old_manager_advises_and_the_new_one_decides() {
    let world = World::new().await;
    let cast = world.cast().await;
    hand_over(&cast, &cast.superior, &cast.head, true).await;
    let advice = advice(&world, &cast.superior).await;
    assert!(
        cast.superior
            .get("/")
            .await
            .has(&format!("a[href='{advice}']"))
    );
    let empty = cast
        .superior
        .fills(&advice, &advice, &[("do", "submit")])
        .await;
    assert_eq!(empty.status(), 422);
    let draft = cast
        .superior
        .fills(
            &advice,
            &advice,
            &[("do", "save"), ("body", "ADVICE: led the fair")],
        )
        .await;
    assert_eq!(draft.status(), 303);
    assert!(
        !cast.head.get(&cast.at("")).await.text().contains("ADVICE"),
        "no draft is read"
    );
    let stale = cast
        .superior
        .post(
            &advice,
            &[
                ("do", "save"),
                ("version", "1"),
                ("body", "from another tab"),
            ],
        )
        .await;
    assert_eq!(stale.status(), 409);
    assert!(
        stale.text().contains("ADVICE: led the fair"),
        "both texts are there"
    );
    let given = cast
        .superior
        .fills(&advice, &advice, &[("do", "submit")])
        .await;
    assert_eq!(given.status(), 303, "{}", given.summary());

    assert!(
        cast.head
            .get(&cast.at(""))
            .await
            .text()
            .contains("ADVICE: led the fair")
    );
    for somebody in [&cast.employee, &cast.facilitator, &cast.clerk] {
        assert!(!somebody.get(&cast.at("")).await.text().contains("ADVICE"));
        assert_eq!(somebody.get(&advice).await.status(), 404);
    }
    assert_eq!(
        cast.head.get(&advice).await.status(),
        404,
        "it has one author"
    );
    assert_eq!(cast.superior.get(&cast.at("")).await.status(), 404);
    assert_eq!(
        count(
            &world,
            "select count(*) from appraisals where total is not null"
        )
        .await,
        0
    );
    whole(&world).await;
}

#[tokio::test]
async fn situation_02_whoever_was_the_superior_too_shortly_is_not_asked() {
    let world = World::new().await;
    let cast = world.cast().await;
    sqlx::query("update people set hired_on = current_date - 10 where id = $1")
        .bind(cast.employee.id.0)
        .execute(&world.db)
        .await
        .expect("hired lately");
    hand_over(&cast, &cast.superior, &cast.head, true).await;
    assert_eq!(count(&world, "select count(*) from advices").await, 0);
}

/// HR asks one person about one appraisal: somebody who may know, once, while it is evaluated.
#[tokio::test]
async fn situation_02_hr_asks_one_earlier_superior_of_one_appraisal() {
    let world = World::new().await;
    let cast = world.cast().await;
    let early = world
        .person("Earl Early", cast.other_department, None)
        .await;
    let (page, ask) = (cast.at("/parties"), cast.at("/advice"));
    let earlier = en("advice_who");
    for (who, words) in [
        ("", earlier.as_str()),
        ("Nobody Here", "Nobody Here"),
        ("Eve Employee", ""),
        ("Susan Superior", ""),
    ] {
        let refused = cast.hr.fills(&page, &ask, &[("adviser", who)]).await;
        assert_eq!(refused.status(), 409, "{who}: {}", refused.summary());
        assert!(refused.text().contains(words), "{who}");
    }
    for somebody in [
        &cast.employee,
        &cast.superior,
        &cast.facilitator,
        &cast.clerk,
    ] {
        let asked = somebody.post(&ask, &[("adviser", "Earl Early")]).await;
        assert_eq!(asked.status(), 403, "{}", somebody.name);
    }
    assert_eq!(count(&world, "select count(*) from advices").await, 0);
    let asked = cast
        .hr
        .fills(&page, &ask, &[("adviser", "Earl Early")])
        .await;
    assert_eq!(asked.status(), 303, "{}", asked.summary());
    assert_eq!(world.events(cast.appraisal, "advice_asked").await, 1);
    let advice = advice(&world, &early).await;
    assert!(early.get("/").await.has(&format!("a[href='{advice}']")));
    let twice = cast
        .hr
        .fills(&page, &ask, &[("adviser", "Earl Early")])
        .await;
    assert_eq!(twice.status(), 409, "{}", twice.summary());
    world.force(cast.appraisal, Stage::Review).await;
    let late = cast.hr.post(&ask, &[("adviser", "Head Chief")]).await;
    assert_eq!(late.status(), 409);
    assert_eq!(count(&world, "select count(*) from advices").await, 1);
}
