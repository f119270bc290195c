//! Situations 3 and 8.

use countersign::access::Stage;

use crate::{
    import::{confirms, uploads},
    organisation::work,
    people::{count, superior_of},
    world::{Cast, Person, Says, World},
};

async fn superior(world: &World, cast: &Cast) -> String {
    sqlx::query_scalar(
        "select p.name from appraisals a join people p on p.id = a.superior_id where a.id = $1",
    )
    .bind(cast.appraisal.0)
    .fetch_one(&world.db)
    .await
    .expect("superior")
}

async fn goes_away(world: &World, hr: &Person, who: &Person, fields: &[(&str, &str)]) {
    let at = format!("/people/{}/absence", who.id);
    let today = world.app.clock.today(&world.app.settings.zone);
    let until = today.saturating_add(time::Duration::days(10));
    let (from, until) = (today.to_string(), until.to_string());
    let mut all = vec![("from_on", from.as_str()), ("until_on", until.as_str())];
    all.extend(fields);
    let entered = hr.fills(&at, &at, &all).await;
    assert_eq!(entered.status(), 303, "{}", entered.summary());
}

/// Manager on leave or inactive: the work goes to the acting person, else to the next level; HR is told.
#[tokio::test]
async fn situation_03_a_superior_who_is_away_or_has_left_blocks_nobody() {
    let world = World::new().await;
    let cast = world.cast().await;
    let acting = world.person("Alan Acting", cast.department, None).await;
    world.force(cast.appraisal, Stage::Evaluation).await;
    let evaluation = cast.at("/evaluation");

    // what Susan has begun stays where it is
    let saved = cast
        .superior
        .fills(&evaluation, &evaluation, &[("summary", "half a thought")])
        .await;
    assert!(saved.status() < 400, "{}", saved.summary());

    // a short leave without anybody acting is waited out
    goes_away(&world, &cast.hr, &cast.superior, &[("kind", "leave")]).await;
    work(&world).await;
    assert_eq!(superior(&world, &cast).await, "Susan Superior");
    let twice = format!("/people/{}/absence", cast.superior.id);
    let today = world.app.clock.today(&world.app.settings.zone).to_string();
    let again = cast.hr.fills(&twice, &twice, &[("from_on", &today)]).await;
    assert_eq!(
        (again.status(), again.has("#f-from_on-error")),
        (422, true),
        "one absence at a time"
    );
    end(&cast).await;

    goes_away(
        &world,
        &cast.hr,
        &cast.superior,
        &[("kind", "leave"), ("superior", "Alan Acting")],
    )
    .await;
    work(&world).await;
    assert_eq!(superior(&world, &cast).await, "Alan Acting");
    assert_eq!(world.events(cast.appraisal, "superior_replaced").await, 1);
    assert_eq!(
        acting.get(&evaluation).await.status(),
        200,
        "the new superior sees the draft"
    );
    assert_eq!(cast.superior.get(&evaluation).await.status(), 404);
    let notices = cast.hr.get("/notices").await;
    assert!(
        notices.says_with(
            "notices_moved",
            &[
                ("count", "1"),
                ("other", "Alan Acting"),
                ("person", "Susan Superior")
            ]
        ) && cast.hr.get("/").await.text().contains("/notices")
    );
    work(&world).await;
    assert_eq!(
        world.events(cast.appraisal, "superior_replaced").await,
        1,
        "once is enough"
    );

    // back again
    world.app.clock.advance(time::Duration::days(12));
    work(&world).await;
    assert_eq!(superior(&world, &cast).await, "Susan Superior");
    assert_eq!(world.events(cast.appraisal, "superior_back").await, 1);

    // on long leave the next level takes over
    goes_away(&world, &cast.hr, &cast.superior, &[("kind", "long_leave")]).await;
    work(&world).await;
    assert_eq!(superior(&world, &cast).await, "Head Chief");
    end(&cast).await;
    work(&world).await;
    assert_eq!(superior(&world, &cast).await, "Susan Superior");

    // somebody who has left: at once, not only on the next day
    let departure = format!("/people/{}/departure", cast.superior.id);
    let gone = cast
        .hr
        .fills(&departure, &departure, &[("reason", "resigned")])
        .await;
    assert_eq!(gone.status(), 303, "{}", gone.summary());
    work(&world).await;
    assert_eq!(superior(&world, &cast).await, "Head Chief");
    assert!(
        cast.superior
            .get("/")
            .await
            .location()
            .starts_with("/sign-in")
    );
    let chain: String = sqlx::query_scalar("select detail from events where stream = $1 and kind = 'superior_replaced' order by seq desc limit 1")
        .bind(cast.appraisal.0)
        .fetch_one(&world.db)
        .await
        .expect("event");
    assert!(chain.contains("\"left\""), "{chain}");
}

async fn end(cast: &Cast) {
    let at = format!("/people/{}", cast.superior.id);
    let page = cast.hr.get(&at).await;
    let action = page
        .form_actions("/end")
        .into_iter()
        .next()
        .expect("an absence to end");
    let absence = action.split('/').nth(4).expect("its id");
    assert_eq!(action, format!("{at}/absence/{absence}/end"));
    assert_eq!(cast.hr.post(&action, &[]).await.status(), 303);
}

/// Only open work moves: where the superior has signed, or all is concluded, nothing changes hands.
#[tokio::test]
async fn situation_03_finished_parts_keep_their_superior() {
    let world = World::new().await;
    let cast = world.cast().await;
    world.force(cast.appraisal, Stage::Concluded).await;
    let departure = format!("/people/{}/departure", cast.superior.id);
    cast.hr
        .fills(&departure, &departure, &[("reason", "resigned")])
        .await;
    work(&world).await;
    assert_eq!(superior(&world, &cast).await, "Susan Superior");
    assert_eq!(count(&world, "select count(*) from stand_ins").await, 0);
}

/// No manager, self-manager, loops: refused with the chain named, or a named reviewer or an exemption.
#[tokio::test]
async fn situation_08_no_superior_self_managed_and_loops() {
    let world = World::new().await;
    let cast = world.cast().await;
    let hr = &cast.hr;
    let roster = "No,Name,Superior\nL1,Lou,L3\nL2,May,L1\nL3,Ned,L2\nL4,Own,L4\nL5,Sam,\n";
    let preview = uploads(hr, "loops.csv", roster.as_bytes())
        .await
        .location()
        .to_owned();
    let page = hr.get(&preview).await;
    assert_eq!(page.all(".tile .figure"), ["1", "0", "0", "4"]);
    let text = page.text();
    assert!(
        text.contains("Lou (L1) → Ned (L3) → May (L2) → Lou (L1)"),
        "the chain is named"
    );
    assert!(text.says("fault_row_own_superior"));
    confirms(hr, &preview).await;
    assert_eq!(
        count(&world, "select count(*) from people where number like 'L%'").await,
        1
    );

    // by hand
    let own = format!("/people/{}", cast.employee.id);
    let looped = hr
        .fills(&own, &own, &[("superior", "N-eve.employee")])
        .await;
    assert_eq!(
        (looped.status(), looped.has("#f-superior-error")),
        (422, true)
    );
    let head = format!("/people/{}", cast.head.id);
    let looped = hr
        .fills(&head, &head, &[("superior", "N-eve.employee")])
        .await;
    assert!(
        looped
            .text()
            .contains("Head Chief (N-head.chief) → Eve Employee"),
        "{}",
        looped.summary()
    );
    assert_eq!(superior_of(&world, "N-head.chief").await, None);

    // the head of the company falls out of a cycle with the reason, until there is a named reviewer
    let created = hr
        .fills(
            "/cycles/new",
            "/cycles",
            &[
                ("name", "Winter"),
                ("department", &cast.department.to_string()),
            ],
        )
        .await;
    assert_eq!(created.status(), 303, "{}", created.summary());
    let cycle = created.location().trim_end_matches("/preview").to_owned();
    let places = async |place: &str| -> Vec<String> {
        sqlx::query_scalar("select p.number from cycles c, cycle_people(c.id) q join people p on p.id = q.person_id where c.name = 'Winter' and q.place = $1 order by 1")
            .bind(place)
            .fetch_all(&world.db)
            .await
            .expect("places")
    };
    assert!(
        places("no_superior")
            .await
            .contains(&"N-head.chief".to_owned())
    );
    let except = format!("{cycle}/exceptions");
    let (head, hana, fay) = (
        cast.head.id.to_string(),
        "N-hana.hr",
        cast.facilitator.id.to_string(),
    );
    let named = hr
        .post(
            &except,
            &[("person", &head), ("do", "reviewer"), ("reviewer", hana)],
        )
        .await;
    assert_eq!(named.status(), 303, "{}", named.summary());
    let exempt = hr
        .post(
            &except,
            &[
                ("person", &fay),
                ("do", "exempt"),
                ("reason", "works on the cycle itself"),
            ],
        )
        .await;
    assert_eq!(exempt.status(), 303, "{}", exempt.summary());
    assert_eq!(places("named").await, ["N-head.chief"]);
    assert_eq!(places("exempt").await, ["N-fay.facilitator"]);
}
