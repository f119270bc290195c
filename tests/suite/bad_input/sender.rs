//! Somebody who sends requests as they are, with whatever body and type.

use axum::{body::Body, http::Request};
use tower::ServiceExt as _;
use tower_sessions::{SessionStore as _, session::Record};

use crate::world::{Person, World};

pub struct Sender {
    router: axum::Router,
    cookie: String,
}

pub struct Answer {
    pub status: u16,
    pub text: String,
}

impl Sender {
    pub async fn of(world: &World, person: Option<&Person>) -> Self {
        let mut cookie = String::new();
        if let Some(person) = person {
            let mut record = Record {
                id: tower_sessions::session::Id::default(),
                data: countersign::sessions::data(person.id),
                expiry_date: time::OffsetDateTime::now_utc() + time::Duration::hours(12),
            };
            let store = countersign::sessions::Store::from(world.db.clone());
            store.create(&mut record).await.unwrap();
            cookie = format!("session={}", record.id);
        }
        Self {
            router: world.router.clone(),
            cookie,
        }
    }

    pub async fn send(&self, path: &str, kind: Option<&str>, body: Body) -> Answer {
        let mut request = Request::post(path)
            .header("host", "127.0.0.1")
            .header("sec-fetch-site", "same-origin")
            .header("cookie", &self.cookie);
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        let request = request.body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = axum::body::to_bytes(response.into_body(), 64 << 20).await;
        let text = String::from_utf8_lossy(&body.unwrap()).into_owned();
        Answer { status, text }
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path)
            .header("host", "127.0.0.1")
            .header("cookie", &self.cookie)
            .body(Body::empty())
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = axum::body::to_bytes(response.into_body(), 64 << 20).await;
        let text = String::from_utf8_lossy(&body.unwrap()).into_owned();
        Answer { status, text }
    }
}
