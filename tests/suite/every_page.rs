//! Every kind of page of the demo company in a browser, in both languages, wide and narrow, light and
//! dark: axe finds nothing, and nothing is wider than the screen.

use std::collections::{BTreeSet, VecDeque};

use countersign::{app::Settings, demo};

use crate::{
    browser::{Browser, PHONE, Site, WIDE},
    world::World,
};

/// The ways in which each page is looked at; colours alone differ in the dark.
const LOOKS: [(&str, (u32, u32), bool); 3] = [
    ("wide", WIDE, false),
    ("narrow", PHONE, false),
    ("narrow and dark", PHONE, true),
];

/// The address without its ids: the kind of page.
fn kind(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let part = |part: &str| match part.parse::<uuid::Uuid>() {
        Ok(_) => "{id}".to_owned(),
        Err(_) => part.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Follows every link as everybody who can sign in, and looks at each kind of page once.
async fn walk(site: &Site, lang: &str) -> Vec<String> {
    let mut looked_at = BTreeSet::new();
    let mut faults = Vec::new();
    for (account, _) in demo::SIGN_INS {
        let browser = site.browser(lang, WIDE).await;
        browser.sign_in(account, demo::PASSWORD).await;
        let mut ahead = VecDeque::from(["/".to_owned(), "/account".to_owned()]);
        let mut known: BTreeSet<String> = ahead.iter().cloned().collect();
        let mut passed = BTreeSet::new();
        while let Some(path) = ahead.pop_front() {
            if !passed.insert(kind(&path)) {
                continue;
            }
            browser.go(&path).await;
            if looked_at.insert(kind(&path)) {
                let found = look(&browser).await;
                faults.extend(
                    found
                        .into_iter()
                        .map(|fault| format!("{lang} {account} {path} {fault}")),
                );
            }
            for link in browser.links().await {
                if known.insert(link.clone()) {
                    ahead.push_back(link);
                }
            }
        }
        browser.close().await;
    }
    assert!(
        looked_at.len() > 60,
        "only these were found: {looked_at:#?}"
    );
    faults
}

async fn look(browser: &Browser) -> Vec<String> {
    browser.unfold().await;
    let mut faults = Vec::new();
    for (name, size, dark) in LOOKS {
        browser.appears(size, dark).await;
        let rules: &[&str] = if dark { &["color-contrast"] } else { &[] };
        let found = browser.axe_of(rules).await;
        let wide = browser.sticks_out().await;
        faults.extend(
            found
                .into_iter()
                .chain(wide)
                .map(|fault| format!("{name}: {fault}")),
        );
    }
    browser.appears(WIDE, false).await;
    faults
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_of_the_demo_company_has_a_fault() {
    let world = World::with(Settings {
        sign_in_limits: false,
        ..Settings::default()
    })
    .await;
    demo::furnish(&world.db, &world.app.settings)
        .await
        .expect("the story");
    // everybody reads in the browser's language
    sqlx::query("update people set language = null, theme = null")
        .execute(&world.db)
        .await
        .expect("languages");
    let site = Site::open(&world).await;
    let (english, chinese) = tokio::join!(walk(&site, "en"), walk(&site, "zh-CN"));
    let faults: Vec<_> = english.into_iter().chain(chinese).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}
