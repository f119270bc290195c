//! One who uses the pages as a browser does: follows where a form leads, sends what a page holds.

use std::time::{Duration, Instant};

use anyhow::Context as _;
use scraper::{ElementRef, Html, Selector};
use tokio::net::TcpStream;

use crate::load::{self, Answer};

#[derive(Clone)]
pub struct Visitor {
    pub address: String,
    pub cookie: String,
}

impl Visitor {
    pub async fn sign_in(address: &str, login: &str, password: &str) -> anyhow::Result<Self> {
        let stranger = Self {
            address: address.to_owned(),
            cookie: String::new(),
        };
        let typed = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("login", login), ("password", password)])
            .finish();
        let kind = "application/x-www-form-urlencoded";
        let head = Self::post_head("/sign-in", "", kind, typed.len());
        let answer = stranger.ask(head, typed.as_bytes()).await?;
        let session = answer.cookie.context("no session")?;
        Ok(Self {
            cookie: session.split(';').next().unwrap_or_default().to_owned(),
            ..stranger
        })
    }

    fn post_head(path: &str, cookie: &str, kind: &str, length: usize) -> String {
        format!(
            "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: {cookie}\r\nsec-fetch-site: same-origin\r\n\
             content-type: {kind}\r\ncontent-length: {length}\r\n\r\n"
        )
    }

    async fn ask(&self, head: String, body: &[u8]) -> anyhow::Result<Answer> {
        let mut stream = TcpStream::connect(&self.address).await?;
        let mut request = head.into_bytes();
        request.extend_from_slice(body);
        load::exchange(&mut stream, &request).await
    }

    pub async fn get(&self, path: &str) -> anyhow::Result<Answer> {
        let cookie = &self.cookie;
        self.ask(
            format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: {cookie}\r\n\r\n"),
            &[],
        )
        .await
    }

    /// Posts, and answers with where it leads.
    pub async fn post(&self, path: &str, kind: &str, body: &[u8]) -> anyhow::Result<String> {
        let head = Self::post_head(path, &self.cookie, kind, body.len());
        let answer = self.ask(head, body).await?;
        anyhow::ensure!(
            answer.status == 303,
            "POST {path}: {} {}",
            answer.status,
            answer.body
        );
        answer.location.context("a redirect that leads nowhere")
    }

    /// Fills a page's form and sends it.
    pub async fn fill(
        &self,
        page: &str,
        action: &str,
        typed: &[(&str, &str)],
    ) -> anyhow::Result<String> {
        let held = form(&self.get(page).await?.body, action)
            .with_context(|| format!("no form for {action} on {page}"))?;
        let mut body = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &held {
            if !typed.iter().any(|(typed, _)| typed == name) {
                body.append_pair(name, value);
            }
        }
        body.extend_pairs(typed);
        let kind = "application/x-www-form-urlencoded";
        self.post(action, kind, body.finish().as_bytes()).await
    }

    /// Follows until a page is there to read; where work is still going on, asks again.
    pub async fn wait(&self, mut at: String) -> anyhow::Result<String> {
        let begun = Instant::now();
        while let Some(location) = self.get(&at).await?.location {
            anyhow::ensure!(begun.elapsed() < Duration::from_mins(5), "{at} never ends");
            if location.starts_with("/jobs/") {
                tokio::time::sleep(Duration::from_millis(50)).await;
            } else {
                at = location;
            }
        }
        Ok(at)
    }
}

/// What a browser would send for the form with this action.
fn form(page: &str, action: &str) -> Option<Vec<(String, String)>> {
    let all = |css: &str| Selector::parse(css).ok();
    let (forms, inputs) = (all("form")?, all("input, textarea, select")?);
    let (chosen, options) = (all("option[selected]")?, all("option")?);
    let html = Html::parse_document(page);
    let form = html
        .select(&forms)
        .find(|form| form.value().attr("action") == Some(action))?;
    let value = |input: ElementRef| {
        let element = input.value();
        let option = |option: ElementRef| option.value().attr("value").unwrap_or("").to_owned();
        match (element.name(), element.attr("type")) {
            ("textarea", _) => Some(input.text().collect::<String>()),
            ("select", _) => input
                .select(&chosen)
                .next()
                .or_else(|| input.select(&options).next())
                .map(option),
            (_, Some("radio" | "checkbox")) if element.attr("checked").is_none() => None,
            _ => Some(element.attr("value").unwrap_or("").to_owned()),
        }
    };
    Some(
        form.select(&inputs)
            .filter_map(|input| Some((input.value().attr("name")?.to_owned(), value(input)?)))
            .collect(),
    )
}
