//! A session that ran out loses no text and sends nothing in another name: situation 32.

use countersign::{access::Stage, demo::Actor};

use super::pairs;
use crate::{
    evaluation::at_evaluation,
    world::{Cast, PASSWORD, Page, World},
};

/// Signs in with the form of a page, as a browser without JavaScript does.
async fn signs_in(stranger: &Actor, page: &Page, login: &str, password: &str) -> Page {
    let mut fields = page.form("/sign-in");
    fields.retain(|(name, _)| name != "login" && name != "password");
    fields.push(("login".into(), login.into()));
    fields.push(("password".into(), password.into()));
    Page(stranger.post("/sign-in", &pairs(&fields)).await.unwrap())
}

async fn seated(world: &World, reply: &Page) -> Actor {
    Actor::with_cookie(&world.router, reply.0.cookie_back("session"))
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
