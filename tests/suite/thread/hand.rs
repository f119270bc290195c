//! Somebody at a browser of their own, who opens pages, fills forms, and has axe look at each page.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use thirtyfour::By;

use crate::{
    browser::{Browser, Site},
    world::PASSWORD,
};

/// What axe found on the pages that were passed, each kind of page once.
#[derive(Clone, Default)]
pub struct Findings(Arc<Mutex<(BTreeSet<String>, Vec<String>)>>);

impl Findings {
    /// Whether this kind of page was not looked at yet.
    fn is_new(&self, page: &str) -> bool {
        self.0.lock().expect("lock").0.insert(page.to_owned())
    }

    fn add(&self, page: &str, found: Vec<String>) {
        let mut held = self.0.lock().expect("lock");
        held.1
            .extend(found.into_iter().map(|one| format!("{page}: {one}")));
    }

    pub fn all(&self) -> Vec<String> {
        self.0.lock().expect("lock").1.clone()
    }
}

pub struct Hand {
    pub browser: Browser,
    manner: String,
    findings: Findings,
}

/// An address without its ids: the kind of page.
fn kind(path: &str) -> String {
    path.split('/')
        .map(|part| {
            let (part, query) = part.split_once('?').unwrap_or((part, ""));
            let part = if part.len() >= 32 { "{id}" } else { part };
            match query.split_once('=') {
                Some(("step", step)) => format!("{part}?step={step}"),
                _ => part.to_owned(),
            }
        })
        .collect::<Vec<_>>()
        .join("/")
}

impl Hand {
    pub async fn new(site: &Site, findings: &Findings, lang: &str, size: (u32, u32)) -> Self {
        Self {
            browser: site.browser(lang, size).await,
            manner: format!("{lang} {}", size.0),
            findings: findings.clone(),
        }
    }

    /// With an account that has a password.
    pub async fn signed_in(
        site: &Site,
        findings: &Findings,
        lang: &str,
        size: (u32, u32),
        login: &str,
    ) -> Self {
        let hand = Self::new(site, findings, lang, size).await;
        hand.browser.sign_in(login, PASSWORD).await;
        hand.taken("the sign-in").await;
        hand
    }

    /// Sets the first password by the link, and signs in with the number.
    pub async fn invited(
        site: &Site,
        findings: &Findings,
        lang: &str,
        size: (u32, u32),
        link: &str,
        number: &str,
    ) -> Self {
        let hand = Self::new(site, findings, lang, size).await;
        hand.opens(link).await;
        hand.browser.fill("password", PASSWORD).await;
        hand.browser.fill("again", PASSWORD).await;
        hand.browser.press("main form button.primary").await;
        hand.taken(link).await;
        hand.browser.sign_in(number, PASSWORD).await;
        hand.taken("the sign-in").await;
        hand.looks().await;
        hand
    }

    /// Goes to a page; what is folded there is opened, as somebody would who looks for a field.
    pub async fn opens(&self, path: &str) {
        self.browser.go(path).await;
        self.taken(path).await;
        self.looks().await;
        self.browser.unfold().await;
    }

    async fn looks(&self) {
        let page = format!("{} {}", self.manner, kind(&self.browser.path().await));
        if self.findings.is_new(&page) {
            self.findings.add(&page, self.browser.axe().await);
        }
    }

    /// The page came as it should: no refusal, no form with errors.
    async fn taken(&self, what: &str) {
        let script = "return performance.getEntriesByType('navigation')[0].responseStatus";
        let status = self.browser.driver.execute(script, Vec::new()).await;
        let status: u16 = status.expect("status").convert().expect("number");
        if status >= 400 {
            panic!(
                "{what}: {status} at {}\n{}",
                self.browser.path().await,
                self.texts("main h1, main .error, main .errors li, main .card")
                    .await
                    .join("\n")
            );
        }
    }

    /// Fills the form of a page that goes to `action`, and sends it.
    pub async fn fills(&self, page: &str, action: &str, fields: &[(&str, &str)]) {
        self.opens(page).await;
        self.sends(action, fields).await;
    }

    /// The same on the present page.
    pub async fn sends(&self, action: &str, fields: &[(&str, &str)]) {
        for (name, value) in fields {
            self.browser.fill(name, value).await;
        }
        self.browser.send(action).await;
        self.taken(action).await;
        self.looks().await;
        self.browser.unfold().await;
    }

    /// Writes into every text area of a form that is still empty, and ticks every box.
    pub async fn answers(&self, form: &str, text: &str) {
        let driver = &self.browser.driver;
        let areas = format!("{form} textarea");
        for area in driver.find_all(By::Css(&areas)).await.expect("areas") {
            let empty = area.prop("value").await.expect("value");
            if empty.is_none_or(|value| value.is_empty())
                && area.is_displayed().await.unwrap_or(false)
            {
                area.send_keys(text).await.expect("typing");
            }
        }
        let boxes = format!("{form} input[type=checkbox]");
        for one in driver.find_all(By::Css(&boxes)).await.expect("boxes") {
            let args = vec![one.to_json().expect("element")];
            let tick = "if (!arguments[0].checked) arguments[0].click()";
            driver.execute(tick, args).await.expect("tick");
        }
    }

    pub async fn texts(&self, css: &str) -> Vec<String> {
        let script =
            "return [...document.querySelectorAll(arguments[0])].map(one => one.innerText.trim())";
        let args = vec![serde_json::json!(css)];
        let found = self.browser.driver.execute(script, args).await;
        found.expect("texts").convert().expect("list")
    }

    /// An attribute of every element that is found.
    pub async fn attrs(&self, css: &str, name: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])].map(one => one.getAttribute(arguments[1]))";
        let args = vec![serde_json::json!(css), serde_json::json!(name)];
        let found = self.browser.driver.execute(script, args).await;
        found.expect("attributes").convert().expect("list")
    }

    /// A file, fetched with the browser's session, as Latin-1.
    pub async fn fetches(&self, path: &str) -> String {
        let script = "const done = arguments[arguments.length - 1];
            fetch(arguments[0]).then(a => a.arrayBuffer()).then(b => done([...new Uint8Array(b)].map(c => String.fromCharCode(c)).join('')), e => done('' + e))";
        let args = vec![serde_json::json!(path)];
        let found = self.browser.driver.execute_async(script, args).await;
        found.expect("file").convert().expect("text")
    }

    /// Looks at a page, whatever it answers: a refusal is a page too.
    pub async fn visits(&self, path: &str) {
        self.browser.go(path).await;
        self.looks().await;
    }
}
