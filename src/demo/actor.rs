//! Somebody at a browser, without the network: requests go through the whole stack of layers.

use anyhow::{Context as _, bail};
use axum::{
    Router,
    body::Body,
    http::{Method, Request, StatusCode, header},
    response::Response,
};
use tower::ServiceExt as _;
use tower_sessions::{
    SessionStore as _,
    session::{Id, Record},
};

use super::markup;
use crate::{
    app::App,
    ground::ids::PersonId,
    sessions::{self, Store},
};

#[derive(Clone)]
pub struct Actor {
    router: Router,
    cookie: String,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub body: Vec<u8>,
}

impl Reply {
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Where a redirect leads; empty where there is none.
    #[must_use]
    pub fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The line that sets a cookie, with its attributes; empty where none of this name is set.
    #[must_use]
    pub fn cookie(&self, name: &str) -> &str {
        let lines = self.headers.get_all(header::SET_COOKIE).iter();
        let mut lines = lines.filter_map(|line| line.to_str().ok());
        let begins = |line: &&str| line.split_once('=').is_some_and(|(is, _)| is == name);
        lines.find(begins).unwrap_or_default()
    }

    /// The same as a browser sends it back.
    #[must_use]
    pub fn cookie_back(&self, name: &str) -> &str {
        self.cookie(name).split(';').next().unwrap_or_default()
    }
}

impl Actor {
    /// Somebody who has not signed in.
    #[must_use]
    pub fn stranger(router: &Router) -> Self {
        Self {
            router: router.clone(),
            cookie: String::new(),
        }
    }

    /// What their browser holds.
    #[must_use]
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// Somebody whose browser holds this cookie.
    #[must_use]
    pub fn with_cookie(router: &Router, cookie: &str) -> Self {
        Self {
            router: router.clone(),
            cookie: cookie.to_owned(),
        }
    }

    /// A person with a session of their own, without typing a password.
    pub async fn seated(app: &App, router: &Router, person: PersonId) -> anyhow::Result<Self> {
        let mut record = Record {
            id: Id::default(),
            data: sessions::data(person),
            expiry_date: time::OffsetDateTime::now_utc() + time::Duration::hours(12),
        };
        Store::of(app).create(&mut record).await?;
        Ok(Self {
            router: router.clone(),
            cookie: format!("{}={}", sessions::cookie_name(&app.settings), record.id),
        })
    }

    pub async fn get(&self, path: &str) -> anyhow::Result<Reply> {
        self.send(Method::GET, path, &[], Vec::new()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Reply> {
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        self.send(Method::POST, path, &kind, Self::encode(fields))
            .await
    }

    /// A form as a browser sends it.
    #[must_use]
    pub fn encode(fields: &[(&str, &str)]) -> Vec<u8> {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish()
            .into_bytes()
    }

    /// A deed that must succeed: the answer is a redirect to where it leads.
    pub async fn does(&self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Reply> {
        let reply = self.post(path, fields).await?;
        taken(path, reply)
    }

    /// Opens a page, fills the form that goes to `action` with `fields` over what it already holds, and
    /// sends it. Fields of the same name are all sent.
    pub async fn fills(
        &self,
        page: &str,
        action: &str,
        fields: &[(&str, &str)],
    ) -> anyhow::Result<Reply> {
        let reply = self.get(page).await?;
        let held = markup::form(&reply.text(), action)
            .with_context(|| format!("GET {page} ({}) has no form for {action}", reply.status))?;
        let mut all: Vec<(&str, &str)> = held
            .iter()
            .filter(|(name, _)| !fields.iter().any(|(other, _)| other == name))
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        all.extend(fields);
        self.does(action, &all).await
    }

    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> anyhow::Result<Reply> {
        let (parts, body) = self.ask(method, path, headers, body).await?.into_parts();
        let body = axum::body::to_bytes(body, 64 << 20).await?;
        Ok(Reply {
            status: parts.status,
            headers: parts.headers,
            body: body.to_vec(),
        })
    }

    /// The answer with a body that may never end.
    pub async fn ask(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> anyhow::Result<Response> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1");
        if !headers.iter().any(|(name, _)| *name == "sec-fetch-site") {
            request = request.header("sec-fetch-site", "same-origin");
        }
        if !self.cookie.is_empty() {
            request = request.header(header::COOKIE, &self.cookie);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body))?;
        Ok(self.router.clone().oneshot(request).await?)
    }
}

/// The answer to a deed, if it was taken: a redirect to somewhere but the sign-in.
fn taken(path: &str, reply: Reply) -> anyhow::Result<Reply> {
    if reply.status.is_redirection() && !reply.location().starts_with("/sign-in") {
        return Ok(reply);
    }
    let text = reply.text();
    let told: Vec<String> = ["class=\"error\"", "<h1>", "role=\"alert\""]
        .iter()
        .filter_map(|mark| Some(text.get(text.find(mark)?..)?.chars().take(300).collect()))
        .collect();
    bail!(
        "POST {path} was answered with {}: {}",
        reply.status,
        told.join(" … ")
    )
}
