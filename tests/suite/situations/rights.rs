//! Who sees and does what, when: situations 9, 12 to 16, 19 and 32.

use countersign::{
    access::{Role, Stage},
    demo::Actor,
};

use crate::{
    evaluation::{GOOD, at_evaluation, submitted},
    self_evaluation::complete,
    signing::{frozen, signs},
    world::{Cast, PASSWORD, Page, World},
};

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// Signs in with the form of a page, as a browser without JavaScript does.
async fn signs_in(stranger: &Actor, page: &Page, login: &str, password: &str) -> Page {
    let mut fields = page.form("/sign-in");
    fields.retain(|(name, _)| name != "login" && name != "password");
    fields.push(("login".into(), login.into()));
    fields.push(("password".into(), password.into()));
    Page(stranger.post("/sign-in", &pairs(&fields)).await.unwrap())
}

async fn seated(world: &World, reply: &Page) -> Actor {
    let cookie = reply.0.headers.get("set-cookie").expect("a session");
    Actor::with_cookie(
        &world.router,
        cookie.to_str().unwrap().split(';').next().unwrap(),
    )
}

async fn written(world: &World, cast: &Cast) -> Vec<(String, String)> {
    world.force(cast.appraisal, Stage::SelfEvaluation).await;
    sqlx::query("update appraisals set self_submitted_at = null where id = $1")
        .bind(cast.appraisal.0)
        .execute(&world.db)
        .await
        .unwrap();
    let page = cast.employee.get(&cast.at("/self-evaluation")).await;
    let mut fields = page.form(&cast.at("/self-evaluation"));
    for (name, value) in &mut fields {
        if name.starts_with("words.") {
            *value = "Zwei Zeilen,\nund ein <b>Zeichen</b> & \"mehr\": 客户都很满意。".into();
        } else if name.starts_with("points.") {
            *value = "12".into();
        }
    }
    fields
}

#[tokio::test]
async fn situation_32_a_session_that_ran_out_loses_no_text_without_javascript() {
    let world = World::new().await;
    let cast = world.cast().await;
    let fields = written(&world, &cast).await;
    let address = cast.at("/self-evaluation");
    let stranger = world.stranger();
    let asked = Page(stranger.post(&address, &pairs(&fields)).await.unwrap());
    assert_eq!(asked.status(), 401, "{}", asked.summary());
    assert!(asked.0.headers.get("set-cookie").is_none());
    assert!(!asked.text().contains("<b>Zeichen"), "markup is escaped");
    let sessions: i64 = sqlx::query_scalar("select count(*) from sessions where person_id is null")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(sessions, 0, "a stranger leaves no row");

    // a wrong password in between loses nothing either
    let wrong = signs_in(&stranger, &asked, "eve.employee@example.test", "wrong").await;
    assert_eq!(wrong.status(), 422);
    let back = signs_in(&stranger, &wrong, "eve.employee@example.test", PASSWORD).await;
    assert_eq!(back.status(), 200, "{}", back.summary());
    assert!(
        back.all("blockquote")
            .iter()
            .any(|text| text.contains("客户都很满意。"))
    );
    assert!(!back.text().contains("<b>Zeichen"));
    let eve = seated(&world, &back).await;
    let sent = eve
        .post(&address, &pairs(&back.form(&address)))
        .await
        .unwrap();
    assert_eq!(sent.status.as_u16(), 303);
    let kept = cast.employee.get(&address).await.text();
    assert!(
        kept.contains("客户都很满意。") && kept.contains("&lt;b&gt;Zeichen")
            || kept.contains("&#60;b&#62;Zeichen")
    );
}

#[tokio::test]
async fn situation_32_a_text_that_came_back_meets_a_newer_one_at_the_conflict_page() {
    let world = World::new().await;
    let cast = world.cast().await;
    let fields = written(&world, &cast).await;
    let address = cast.at("/self-evaluation");
    let stranger = world.stranger();
    let asked = Page(stranger.post(&address, &pairs(&fields)).await.unwrap());
    // the other window was signed in still
    let other = cast.employee.fills(&address, &address, &[]).await;
    assert_eq!(other.status(), 303);
    let back = signs_in(&stranger, &asked, "eve.employee@example.test", PASSWORD).await;
    let eve = seated(&world, &back).await;
    let sent = Page(
        eve.post(&address, &pairs(&back.form(&address)))
            .await
            .unwrap(),
    );
    assert_eq!(sent.status(), 409);
    assert!(sent.text().contains("客户都很满意。"));
}

#[tokio::test]
async fn situation_32_somebody_else_who_signs_in_sends_nothing_in_the_writers_name() {
    let world = World::new().await;
    let cast = world.cast().await;
    let fields = written(&world, &cast).await;
    let address = cast.at("/self-evaluation");
    let stranger = world.stranger();
    let asked = Page(stranger.post(&address, &pairs(&fields)).await.unwrap());
    world
        .person("Olga Other", cast.other_department, None)
        .await;
    let back = signs_in(&stranger, &asked, "olga.other@example.test", PASSWORD).await;
    assert!(
        back.text().contains("Olga Other"),
        "it says who is signed in"
    );
    assert_eq!(world.events(cast.appraisal, "self_submitted").await, 0);
    let olga = seated(&world, &back).await;
    let sent = olga
        .post(&address, &pairs(&back.form(&address)))
        .await
        .unwrap();
    assert_eq!(sent.status.as_u16(), 404);
}

#[tokio::test]
async fn situation_32_the_sign_in_page_repeats_no_password_and_goes_to_no_other_site() {
    let world = World::new().await;
    let cast = world.cast().await;
    let stranger = world.stranger();
    let fields = [
        ("zone", "Asia/Shanghai"),
        ("password", "my old secret"),
        ("new_password", "my new secret"),
    ];
    let asked = Page(stranger.post("/account", &fields).await.unwrap());
    assert_eq!(asked.status(), 401);
    assert!(!asked.text().contains("secret"), "{}", asked.text());
    // an address that was made up elsewhere
    let made_up = [
        ("login", "eve.employee@example.test"),
        ("password", PASSWORD),
        ("kept-to", "https://evil.test/"),
        ("kept-back", "//evil.test/"),
        ("kept.text", "a b"),
    ];
    let back = stranger.post("/sign-in", &made_up).await.unwrap();
    assert!(!back.text().contains("evil.test"));
    // without anything to keep it is the way it always was
    let plain = stranger.post(&cast.at("/release"), &[]).await.unwrap();
    assert_eq!(plain.status.as_u16(), 303);
    let next = form_urlencoded::byte_serialize(cast.at("").as_bytes()).collect::<String>();
    assert_eq!(plain.location(), format!("/sign-in?next={next}"));
}

#[tokio::test]
async fn situation_32_files_are_asked_for_again_and_nothing_is_sent_without_them() {
    let world = World::new().await;
    let cast = world.cast().await;
    world.force(cast.appraisal, Stage::SignOff).await;
    let body = "--B\r\ncontent-disposition: form-data; name=\"grounds\"\r\n\r\nThe figures are wrong.\r\n\
        --B\r\ncontent-disposition: form-data; name=\"files\"; filename=\"proof.pdf\"\r\n\r\n%PDF\r\n--B--\r\n";
    let kind = [("content-type", "multipart/form-data; boundary=B")];
    let stranger = world.stranger();
    let post = axum::http::Method::POST;
    let asked = stranger
        .send(post, &cast.at("/dispute"), &kind, body.into())
        .await
        .unwrap();
    let asked = Page(asked);
    assert_eq!(asked.status(), 401, "{}", asked.summary());
    let back = signs_in(&stranger, &asked, "eve.employee@example.test", PASSWORD).await;
    assert!(back.text().contains("The figures are wrong."));
    assert!(!back.has("main form"), "nothing to send without the file");
    assert!(back.has(&format!("main a[href='{}']", cast.at(""))));
}

#[tokio::test]
async fn situation_32_what_is_typed_with_javascript_stays_on_the_device() {
    let world = World::new().await;
    let cast = world.cast().await;
    at_evaluation(&world, &cast).await;
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("x-autosave", "1"),
    ];
    let post = axum::http::Method::POST;
    let body = b"summary=half+a+sentence&version=0".to_vec();
    let reply = world
        .stranger()
        .send(post, &cast.at("/evaluation"), &headers, body)
        .await
        .unwrap();
    assert_eq!(reply.status.as_u16(), 401);
    assert!(reply.body.is_empty());
}

#[tokio::test]
async fn situation_09_a_role_reaches_neither_ones_own_appraisal_nor_ones_own_judgement() {
    let world = World::new().await;
    let cast = world.cast().await;
    let own = world
        .person("Olga Own", cast.department, Some(&cast.superior))
        .await;
    world.give(&own, Role::Hr).await;
    let subject = world
        .appraisal(
            cast.cycle,
            &own,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    let team = world.person("Tim Team", cast.department, Some(&own)).await;
    let judged = world
        .appraisal(cast.cycle, &team, &own, None, None, cast.department)
        .await;
    for appraisal in [subject, judged] {
        let at = |below: &str| format!("/appraisals/{appraisal}{below}");
        for (stage, deed, fields) in [
            (Stage::Review, "/evaluation/approve", [("version", "1")]),
            (Stage::Review, "/evaluation/return", [("reason", "x")]),
            (Stage::Review, "/release", [("approve", "1")]),
            (Stage::Preparation, "/unrelease", [("x", "x")]),
            (Stage::SelfEvaluation, "/self-evaluation/skip", [("x", "x")]),
            (Stage::SignOff, "/sign/witness", [("x", "x")]),
            (
                Stage::Review,
                "/reopening/decision",
                [("decision", "approve")],
            ),
            (Stage::Review, "/parties", [("reason", "x")]),
            (Stage::Review, "/withdrawal", [("withdrawal", "x")]),
        ] {
            world.force(appraisal, stage).await;
            let reply = own.post(&at(deed), &fields).await;
            assert_eq!(reply.status(), 403, "{deed}: {}", reply.summary());
            assert_eq!(world.stage(appraisal).await, stage.key());
        }
        assert_eq!(own.get(&at("/trail")).await.status(), 403);
        // another one of HR takes over
        world.force(appraisal, Stage::Review).await;
        let other = cast.hr.post(&at("/release"), &[]).await;
        assert_eq!(other.status(), 303, "{}", other.summary());
    }
    // before release the role shows nothing of the own result, in no list and no export
    world.force(subject, Stage::Review).await;
    for path in [
        "/",
        "/appraisals?as=hr",
        "/appraisals",
        "/dashboard/export.csv",
    ] {
        let text = own.get(path).await.text();
        let line = text
            .lines()
            .find(|line| line.contains("Olga Own") && line.contains("91"));
        assert!(line.is_none(), "{path}: {line:?}");
    }
    // nobody is a party twice
    world.force(cast.appraisal, Stage::Evaluation).await;
    for (superior, facilitator) in [("Eve Employee", ""), ("Hana Hr", "Hana Hr")] {
        let fields = [
            ("superior", superior),
            ("facilitator", facilitator),
            ("reason", "x"),
        ];
        let reply = cast
            .hr
            .fills(&cast.at("/parties"), &cast.at("/parties"), &fields)
            .await;
        assert_eq!(reply.status(), 422, "{superior} {facilitator}");
    }
}

#[tokio::test]
async fn situation_12_each_side_stays_hidden_from_the_other_until_its_time() {
    let world = World::new().await;
    let cast = world.cast().await;
    let auditor = world
        .person("Otto Auditor", cast.other_department, None)
        .await;
    world.give(&auditor, Role::Auditor).await;
    let everywhere = |below: &'static [&'static str]| {
        let mut all: Vec<String> = below.iter().map(|below| cast.at(below)).collect();
        for path in [
            "/",
            "/appraisals",
            "/appraisals?q=SECRET",
            "/appraisals?q=Eve",
            "/appraisals?sort=name",
            "/plans",
            "/plans?whose=all",
            "/disputes",
            "/dashboard",
            "/dashboard/export.csv",
            "/audit",
            "/people",
            "/cycles",
        ] {
            all.push(path.to_owned());
        }
        all.push(format!("/cycles/{}", cast.cycle));
        all.push(format!("/people/{}", cast.employee.id));
        all
    };
    const BELOW: &[&str] = &[
        "",
        "/goals",
        "/self-evaluation",
        "/evaluation",
        "/preparation",
        "/interview",
        "/record",
        "/record.pdf",
        "/record.json",
        "/sign",
        "/dispute",
        "/trail",
        "/reopening",
    ];
    let draft = [
        ("version", "0"),
        ("words.company_profit", "SECRET SELF"),
        ("points.company_profit", "57.25"),
    ];
    assert_eq!(
        cast.employee
            .autosave(&cast.at("/self-evaluation"), &draft)
            .await
            .status(),
        200
    );
    for reader in [
        &cast.superior,
        &cast.facilitator,
        &cast.hr,
        &cast.clerk,
        &cast.head,
        &auditor,
    ] {
        for path in everywhere(BELOW) {
            let text = reader.get(&path).await.text();
            assert!(
                !text.replace("q=SECRET", "").contains("SECRET SELF") && !text.contains("57.25"),
                "{} reads the draft at {path}",
                reader.name
            );
        }
    }
    // submitted: the superior reads it; the superior's own draft is nobody else's, also after submitting until release
    let fields = complete();
    let page = cast.at("/self-evaluation");
    let sent = cast
        .employee
        .fills(
            &page,
            &cast.at("/self-evaluation/submission"),
            &pairs(&fields),
        )
        .await;
    assert_eq!(sent.status(), 303, "{}", sent.summary());
    let written = [
        ("version", "0"),
        ("summary", "SECRET SUPERIOR"),
        ("points.conduct", "13.75"),
        ("example.conduct", "SECRET SUPERIOR"),
    ];
    assert_eq!(
        cast.superior
            .autosave(&cast.at("/evaluation"), &written)
            .await
            .status(),
        200
    );
    for reader in [
        &cast.employee,
        &cast.facilitator,
        &cast.hr,
        &cast.clerk,
        &cast.head,
        &auditor,
    ] {
        for path in everywhere(BELOW) {
            let text = reader.get(&path).await.text();
            assert!(
                !text.contains("SECRET SUPERIOR") && !text.contains("13.75"),
                "{} reads the draft at {path}",
                reader.name
            );
        }
    }
    let sent = cast
        .superior
        .fills(
            &cast.at("/evaluation"),
            &cast.at("/evaluation/submission"),
            GOOD,
        )
        .await;
    assert_eq!(sent.status(), 303, "{}", sent.summary());
    for path in everywhere(BELOW) {
        let text = cast.employee.get(&path).await.text();
        for secret in ["SECRET S", "SECRET E", "109.00", "Excellent"] {
            assert!(
                !text.contains(secret),
                "the employee reads {secret} at {path}"
            );
        }
    }
}

#[tokio::test]
async fn situation_14_draft_approved_released_and_back_only_while_unread() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    let (evaluation, release) = (cast.at("/evaluation"), cast.at("/release"));
    let reads = async || cast.employee.get(&evaluation).await;
    assert_eq!(reads().await.status(), 409, "not yet, and it says so");
    // by the rules or by HR; releasing what nobody approved is refused
    sqlx::query("update appraisals set approved_at = null where id = $1")
        .bind(cast.appraisal.0)
        .execute(&world.db)
        .await
        .unwrap();
    assert_eq!(cast.hr.post(&release, &[]).await.status(), 409);
    assert_eq!(
        cast.hr
            .fills(&evaluation, &cast.at("/evaluation/approve"), &[])
            .await
            .status(),
        303
    );
    assert_eq!(reads().await.status(), 409, "approved is not released");
    for other in [
        &cast.superior,
        &cast.employee,
        &cast.facilitator,
        &cast.clerk,
    ] {
        assert_eq!(other.post(&release, &[]).await.status(), 403);
    }
    assert_eq!(cast.hr.post(&release, &[]).await.status(), 303);
    // taken back unread: nothing of it is left
    assert_eq!(
        cast.hr.post(&cast.at("/unrelease"), &[]).await.status(),
        303
    );
    assert_eq!(reads().await.status(), 409);
    assert_eq!(cast.hr.post(&release, &[]).await.status(), 303);
    let page = reads().await;
    assert!(
        page.text().contains("SECRET SUMMARY"),
        "released is visible: {}",
        page.summary()
    );
    let late = cast.hr.post(&cast.at("/unrelease"), &[]).await;
    assert_eq!(late.status(), 409, "read is read");
    assert!(reads().await.text().contains("SECRET SUMMARY"));
}

#[tokio::test]
async fn situation_16_a_signature_says_received_and_discussed_and_agreement_stands_beside_it() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let page = cast.employee.get(&cast.at("/sign")).await;
    assert!(
        page.text()
            .contains("I have received this record and it was discussed with me")
    );
    for choice in ["agree", "agree_in_part", "refuse"] {
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
