//! A real Chromium on a real port. Few tests use it, each for a whole way.

use std::{
    net::SocketAddr,
    process::{Child, Command, Stdio},
    time::Duration,
};

use thirtyfour::prelude::*;

use crate::world::{PASSWORD, World};

const AXE: &str = include_str!("../assets/axe.min.js");

pub const WIDE: (u32, u32) = (1280, 900);
pub const PHONE: (u32, u32) = (390, 844);

/// The world behind a port, and a driver for browsers; both end with the value.
pub struct Site {
    pub base: String,
    driver: String,
    child: Child,
    server: tokio::task::JoinHandle<()>,
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.abort();
        // it may have ended by itself
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0")
        .expect("port")
        .local_addr()
        .expect("address")
        .port()
}

impl Site {
    pub async fn open(world: &World) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("port");
        let base = format!("http://{}", listener.local_addr().expect("address"));
        let router = world
            .router
            .clone()
            .into_make_service_with_connect_info::<SocketAddr>();
        let server =
            tokio::spawn(async move { axum::serve(listener, router).await.expect("serving") });
        let port = free_port();
        let child = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver: `make test` installs it");
        let driver = format!("http://127.0.0.1:{port}");
        for _ in 0..200 {
            if tokio::net::TcpStream::connect(("127.0.0.1", port))
                .await
                .is_ok()
            {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Self {
            base,
            driver,
            child,
            server,
        }
    }

    /// A browser of one person's own, in their language.
    pub async fn browser(&self, lang: &str, (width, height): (u32, u32)) -> Browser {
        let mut wishes = DesiredCapabilities::chrome();
        for wish in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ] {
            wishes.add_arg(wish).expect("wish");
        }
        wishes.add_arg(&format!("--lang={lang}")).expect("wish");
        wishes
            .add_arg(&format!("--window-size={width},{height}"))
            .expect("wish");
        wishes
            .add_experimental_option(
                "prefs",
                serde_json::json!({ "intl.accept_languages": lang }),
            )
            .expect("wish");
        // Chromium has no window narrower than about 500; a phone is emulated
        if width < 500 {
            let phone = serde_json::json!({ "deviceMetrics": { "width": width, "height": height, "pixelRatio": 1, "touch": true } });
            wishes
                .add_experimental_option("mobileEmulation", phone)
                .expect("wish");
        }
        let driver = WebDriver::new(&self.driver, wishes)
            .await
            .expect("a browser");
        Browser {
            driver,
            base: self.base.clone(),
        }
    }
}

pub struct Browser {
    pub driver: WebDriver,
    base: String,
}

impl Browser {
    pub async fn go(&self, path: &str) {
        self.driver
            .goto(format!("{}{path}", self.base))
            .await
            .expect("page");
    }

    pub async fn path(&self) -> String {
        let url = self.driver.current_url().await.expect("address");
        url.as_str()
            .strip_prefix(&self.base)
            .unwrap_or_default()
            .to_owned()
    }

    pub async fn one(&self, css: &str) -> WebElement {
        self.driver
            .query(By::Css(css))
            .wait(Duration::from_secs(10), Duration::from_millis(50))
            .first()
            .await
            .unwrap_or_else(|error| panic!("no {css}: {error}"))
    }

    pub async fn has(&self, css: &str) -> bool {
        !self
            .driver
            .find_all(By::Css(css))
            .await
            .expect("query")
            .is_empty()
    }

    /// Types into the field of this name, or chooses the option of this value.
    pub async fn fill(&self, name: &str, value: &str) {
        let field = self
            .one(&format!("main [name='{name}']:not([type=hidden])"))
            .await;
        match (
            field.tag_name().await.expect("tag").as_str(),
            field.attr("type").await.expect("type").as_deref(),
        ) {
            ("select", _) => {
                self.one(&format!("main [name='{name}'] option[value='{value}']"))
                    .await
                    .click()
                    .await
                    .expect("option");
            }
            (_, Some("radio" | "checkbox")) => {
                let choice = self
                    .one(&format!("main [name='{name}'][value='{value}']"))
                    .await;
                if !choice.is_selected().await.expect("state") {
                    self.press_element(&choice).await;
                }
            }
            (_, Some("date" | "datetime-local" | "file")) if !value.starts_with('/') => {
                // what a date field takes by keyboard depends on the browser's language
                let script = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))";
                let args = vec![field.to_json().expect("element"), serde_json::json!(value)];
                self.driver.execute(script, args).await.expect("date");
            }
            (_, Some("file")) => field.send_keys(value).await.expect("file"),
            _ => {
                field.clear().await.expect("empty");
                field.send_keys(value).await.expect("typing");
            }
        }
    }

    async fn press_element(&self, element: &WebElement) {
        self.try_press(element).await.expect("click");
    }

    async fn try_press(&self, element: &WebElement) -> WebDriverResult<()> {
        element.scroll_into_view().await?;
        if element.click().await.is_err() {
            // something sticky lies over it
            let args = vec![element.to_json()?];
            self.driver.execute("arguments[0].click()", args).await?;
        }
        Ok(())
    }

    /// Presses a button or link, says yes where it asks, and waits for the next page.
    pub async fn press(&self, css: &str) {
        let root = self.one("html").await;
        // a live page may replace the button while it is looked at
        let mut tries = 0;
        while let Err(error) = self.try_press(&self.one(css).await).await {
            tries += 1;
            assert!(tries < 5, "{css} on {}: {error}", self.path().await);
        }
        for _ in 0..300 {
            tokio::time::sleep(Duration::from_millis(40)).await;
            // the old page is gone when its root is stale
            if root.tag_name().await.is_err() {
                return;
            }
            // the question may come late: what is typed is saved first
            let yes = By::Css("dialog[open] .primary, dialog[open] .danger");
            if let Ok(yes) = self.driver.find(yes).await {
                // gone already where the page is on its way
                let _ = self.try_press(&yes).await;
            }
        }
        panic!(
            "nothing happened after pressing {css} on {}",
            self.path().await
        );
    }

    /// Presses the button that sends a form to this address below the site.
    pub async fn send(&self, action: &str) {
        let by_button = format!("main button[formaction='{action}']");
        if self.has(&by_button).await {
            return self.press(&by_button).await;
        }
        let by_form = format!("main form[action='{action}']");
        let primary = format!("{by_form} button.primary");
        let css = if self.has(&primary).await {
            primary
        } else {
            format!("{by_form} button:not([formaction])")
        };
        self.press(&css).await;
    }

    pub async fn sign_in(&self, login: &str, password: &str) {
        self.go("/sign-in").await;
        self.fill("login", login).await;
        self.fill("password", password).await;
        self.send("/sign-in").await;
    }

    /// What axe finds wrong on the present page: rule and number of places.
    pub async fn axe(&self) -> Vec<String> {
        self.axe_of(&[]).await
    }

    /// The same for some of its rules; for all of them where none is named.
    pub async fn axe_of(&self, rules: &[&str]) -> Vec<String> {
        if !self.has_axe().await {
            self.driver.execute(AXE, Vec::new()).await.expect("axe");
        }
        let script = "const rules = arguments[0], done = arguments[arguments.length - 1];
            axe.run(rules.length ? { runOnly: rules } : {})
                .then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', '))),
                      e => done(['axe failed: ' + e]))";
        let found = self
            .driver
            .execute_async(script, vec![serde_json::json!(rules)])
            .await
            .expect("axe");
        found.convert().expect("list")
    }

    async fn has_axe(&self) -> bool {
        let there = self
            .driver
            .execute("return !!window.axe", Vec::new())
            .await
            .expect("a page");
        there.convert().expect("yes or no")
    }

    /// Opens what is folded, as somebody would who looks for a field.
    pub async fn unfold(&self) {
        let script =
            "document.querySelectorAll('main details').forEach(one => { one.open = true })";
        self.driver
            .execute(script, Vec::new())
            .await
            .expect("unfold");
    }

    /// Shows the present page as on a screen of this size.
    pub async fn appears(&self, (width, height): (u32, u32), dark: bool) {
        let tools = self.driver.cdp();
        let screen = serde_json::json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500 });
        let scheme = if dark { "dark" } else { "light" };
        let media = serde_json::json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        for (command, wish) in [
            ("Emulation.setDeviceMetricsOverride", screen),
            ("Emulation.setEmulatedMedia", media),
        ] {
            tools.send_raw(command, wish).await.expect(command);
        }
    }

    /// What makes the page wider than the screen.
    pub async fn sticks_out(&self) -> Vec<String> {
        let script = "const root = document.documentElement, wide = root.clientWidth + 1;
            if (root.scrollWidth <= wide) return [];
            const out = [...document.body.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > wide);
            return ['wider than the screen: ' + out.slice(0, 5).map(one => one.tagName + '.' + one.className).join(', ')]";
        let found = self
            .driver
            .execute(script, Vec::new())
            .await
            .expect("width");
        found.convert().expect("list")
    }

    /// The addresses of pages that the present page leads to; files to download are none.
    pub async fn links(&self) -> Vec<String> {
        let script = "return [...document.querySelectorAll(\"a[href^='/']\")].map(a => a.getAttribute('href').split('#')[0])
            .filter(href => !href.split('?')[0].includes('.'))";
        let found = self
            .driver
            .execute(script, Vec::new())
            .await
            .expect("links");
        found.convert().expect("list")
    }

    pub async fn close(self) {
        self.driver.quit().await.expect("quit");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_in_chinese_signs_in_without_a_fault() {
    let world = World::new().await;
    world.cast().await;
    let site = Site::open(&world).await;
    let browser = site.browser("zh-CN", PHONE).await;
    browser.go("/sign-in").await;
    assert_eq!(browser.axe().await, Vec::<String>::new());
    browser.sign_in("eve.employee@example.test", PASSWORD).await;
    assert_eq!(browser.path().await, "/");
    assert_eq!(
        browser
            .one("html")
            .await
            .attr("lang")
            .await
            .unwrap()
            .as_deref(),
        Some("zh-CN")
    );
    assert_eq!(browser.axe().await, Vec::<String>::new());
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_survives_a_reload() {
    let world = World::new().await;
    let cast = world.cast().await;
    let site = Site::open(&world).await;
    let browser = site.browser("en", WIDE).await;
    browser.sign_in("eve.employee@example.test", PASSWORD).await;
    browser.go(&cast.at("/self-evaluation")).await;
    browser
        .fill("words.company_profit", "Typed, and never sent.")
        .await;
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        if browser.has("[data-save-state][data-state=saved]").await {
            break;
        }
    }
    browser.go(&cast.at("/self-evaluation")).await;
    let field = browser.one("[name='words.company_profit']").await;
    assert_eq!(
        field.prop("value").await.unwrap().as_deref(),
        Some("Typed, and never sent.")
    );
    assert_eq!(browser.axe().await, Vec::<String>::new());
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_summary_names_its_fields_in_the_order_of_the_form() {
    let world = World::new().await;
    world.cast().await;
    let site = Site::open(&world).await;
    let browser = site.browser("en", WIDE).await;
    browser.sign_in("hana.hr@example.test", PASSWORD).await;
    browser.go("/goals/new").await;
    for day in ["starts_on", "ends_on"] {
        browser.fill(day, "").await;
    }
    browser.send("/goals").await;
    let script =
        "return [...document.querySelectorAll('.errors li strong')].map(one => one.textContent)";
    let named = browser.driver.execute(script, Vec::new()).await.unwrap();
    assert_eq!(
        named.convert::<Vec<String>>().unwrap(),
        ["Goal", "From", "Until"]
    );
    browser.close().await;
}

/// 1280 by 1024 at 400 %.
const ENLARGED: (u32, u32) = (320, 256);

#[tokio::test(flavor = "multi_thread")]
async fn nothing_lies_over_a_field_at_four_times_the_size() {
    let world = World::new().await;
    let cast = world.cast().await;
    let site = Site::open(&world).await;
    let browser = site.browser("en", WIDE).await;
    browser.sign_in("eve.employee@example.test", PASSWORD).await;
    browser.appears(ENLARGED, false).await;
    browser.go(&cast.at("/self-evaluation")).await;
    let script = "const covered = [];
        for (const field of document.querySelectorAll('main :is(input, textarea, select, button):not([type=hidden])')) {
            field.focus();
            if (document.activeElement !== field) continue;
            const box = field.getBoundingClientRect();
            const top = document.elementFromPoint(box.left + box.width / 2, Math.max(box.top, 0) + 4);
            const own = top && (field.contains(top) || top.contains(field) || top.closest('label')?.contains(field));
            if (!own) covered.push((field.name || field.textContent) + ' under ' + top?.className);
        }
        return covered";
    let covered = browser.driver.execute(script, Vec::new()).await.unwrap();
    assert_eq!(
        covered.convert::<Vec<String>>().unwrap(),
        Vec::<String>::new()
    );
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_present_stage_stands_out_without_colours() {
    let world = World::new().await;
    let cast = world.cast().await;
    let site = Site::open(&world).await;
    let browser = site.browser("en", WIDE).await;
    browser.sign_in("eve.employee@example.test", PASSWORD).await;
    let media = serde_json::json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
    browser
        .driver
        .cdp()
        .send_raw("Emulation.setEmulatedMedia", media)
        .await
        .expect("forced colours");
    browser.go(&cast.at("")).await;
    let script = "return [...document.querySelectorAll('.stages > li')].map(one =>
        one.hasAttribute('aria-current') + ' ' + getComputedStyle(one).outlineStyle)";
    let stages = browser.driver.execute(script, Vec::new()).await.unwrap();
    let stages = stages.convert::<Vec<String>>().unwrap();
    assert_eq!(stages.iter().filter(|one| *one == "true solid").count(), 1);
    assert!(
        stages
            .iter()
            .all(|one| one == "true solid" || one == "false none"),
        "{stages:?}"
    );
    browser.close().await;
}
