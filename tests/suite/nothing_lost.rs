//! A form that cannot be taken: its words stand on the page that says why, and the way back is the page it stood on.

use axum::http::Method;
use countersign::{access::Role, app::Settings};

use crate::{
    signing::frozen,
    world::{PASSWORD, Page, Says, World},
};

const WORDS: &str = "Three reports in a row, all on time.";

#[tokio::test]
async fn a_form_on_a_stale_page_is_handed_back_with_its_words() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    crate::signing::signs(&cast.employee, &cast, "agree").await;
    crate::signing::signs(&cast.superior, &cast, "agree").await;
    let item: uuid::Uuid = sqlx::query_scalar("select id from plan_items")
        .fetch_one(&world.db)
        .await
        .unwrap();
    let at = format!("/plans/{item}");
    let body = urlencoded(&[("version", "0"), ("deed", "done"), ("words", WORDS)]);
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("referer", &format!("http://127.0.0.1{at}?from=list")),
    ];
    let answer = cast
        .employee
        .actor()
        .send(Method::POST, &format!("{at}/report"), &headers, body)
        .await
        .unwrap();
    let page = Page(answer);
    assert_eq!(page.status(), 409);
    assert_eq!(page.all("textarea"), [WORDS]);
    assert_eq!(
        page.all_links("a.button.primary"),
        [format!("{at}?from=list")]
    );
}

fn urlencoded(pairs: &[(&str, &str)]) -> Vec<u8> {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
        .into_bytes()
}

#[tokio::test]
async fn a_closed_stage_and_a_missing_right_hand_the_words_back_and_never_a_password() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let fields = [
        ("comment.x", WORDS),
        ("version", "1"),
        ("new_password", "not to be shown here"),
    ];
    for (person, path) in [
        (&cast.employee, cast.at("/self-evaluation")),
        (&cast.superior, cast.at("/dispute/vote")),
        (&cast.head, cast.at("/evaluation")),
    ] {
        let page = person.post(&path, &fields).await;
        assert!(page.status() >= 400, "{path}");
        assert_eq!(page.all("textarea"), [WORDS], "{path}");
        assert!(!page.text().contains("not to be shown"));
    }
}

#[tokio::test]
async fn too_many_wrong_passwords_make_a_signature_wait_with_its_words_kept() {
    let world = World::with(Settings {
        sign_in_limits: true,
        ..Settings::default()
    })
    .await;
    let cast = frozen(&world).await;
    let sign = cast.at("/sign");
    let fields = [
        ("choice", "agree_in_part"),
        ("items", "company_profit"),
        ("words", WORDS),
        ("password", "a wrong one every time"),
    ];
    let mut last = None;
    for _ in 0..11 {
        last = Some(cast.employee.fills(&sign, &sign, &fields).await);
    }
    let page = last.unwrap();
    assert_eq!(page.status(), 422, "{}", page.summary());
    assert!(page.says("problem_too_many_why"), "{}", page.summary());
    assert!(page.all("textarea").iter().any(|text| text == WORDS));
    // and the right one waits too
    let right = [("choice", "agree"), ("password", PASSWORD)];
    assert_eq!(
        cast.employee.fills(&sign, &sign, &right).await.status(),
        422
    );
}

#[tokio::test]
async fn nobody_gives_a_role_to_themselves_where_another_could() {
    let world = World::new().await;
    let cast = world.cast().await;
    let admin = world.person("Ada Admin", cast.department, None).await;
    world.give(&admin, Role::Admin).await;
    let own = format!("/people/{}/roles", admin.id);
    let wish = [("role", "admin"), ("role", "hr")];
    let alone = admin.post(&own, &wish).await;
    assert_eq!(alone.status(), 303, "there is nobody else to ask");
    assert_eq!(admin.post(&own, &[("role", "admin")]).await.status(), 303);
    let second = world.person("Bob Admin", cast.department, None).await;
    world.give(&second, Role::Admin).await;
    let refused = admin.post(&own, &wish).await;
    assert_eq!(refused.status(), 409);
    assert!(refused.says("person_own_roles"));
    let theirs = second.post(&own, &wish).await;
    assert_eq!(theirs.status(), 303, "{}", theirs.summary());
    // to give something up needs nobody
    assert_eq!(admin.post(&own, &[("role", "hr")]).await.status(), 303);
}

#[tokio::test]
async fn a_text_that_would_read_backwards_is_refused_at_its_field() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let sign = cast.at("/sign");
    let turned = "I agree \u{202E}ton od I\u{202C} to this.";
    let fields = [
        ("choice", "agree_in_part"),
        ("words", turned),
        ("password", PASSWORD),
    ];
    let page = cast.employee.fills(&sign, &sign, &fields).await;
    assert_eq!(page.status(), 422);
    assert!(
        page.all(".error")
            .iter()
            .any(|one| one.says("fault_control")),
        "{}",
        page.summary()
    );
}

#[tokio::test]
async fn another_language_and_a_sign_in_lead_back_to_the_same_list() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let next = |page: &Page| {
        let html = page.form("/language");
        html.into_iter().find(|(name, _)| name == "next").unwrap().1
    };
    let list = "/appraisals?q=Eve&sort=name";
    assert_eq!(next(&cast.hr.get(list).await), list);
    // a form that comes back stands at an address of its own, which is nothing to look at
    let at = cast.at("/sign");
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("referer", &format!("http://127.0.0.1{at}")),
    ];
    let sent = cast
        .employee
        .actor()
        .send(Method::POST, &at, &headers, b"version=1".to_vec());
    let page = Page(sent.await.unwrap());
    assert_eq!((page.status(), next(&page)), (409, at));
    let stranger = world
        .stranger()
        .get("/plans?whose=team&state=open")
        .await
        .unwrap();
    assert_eq!(
        stranger.location(),
        "/sign-in?next=%2Fplans%3Fwhose%3Dteam%26state%3Dopen"
    );
}
