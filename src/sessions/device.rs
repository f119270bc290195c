//! The other end of a request: its address, the browser that somebody comes with, and whether an account was opened with it
//! before.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use sha2::{Digest as _, Sha256};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::log::Origin;
use crate::{
    app::App,
    web::{self, Error, Result},
};

const NAME: &str = "device";
/// A cookie lives no longer in today's browsers.
const DAYS: u32 = 400;

/// The address of the other end, where the server knows it.
pub struct Peer(Option<IpAddr>);

impl Peer {
    #[must_use]
    pub fn of(parts: &Parts) -> Self {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Self(peer.map(|info| info.0.ip()))
    }

    #[must_use]
    pub const fn address(&self) -> Option<IpAddr> {
        self.0
    }
}

impl FromRequestParts<App> for Peer {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        Ok(Self::of(parts))
    }
}

/// Where a request came from, for the log.
pub(super) fn origin(parts: &Parts) -> Origin {
    Origin {
        address: Peer::of(parts).address(),
        device: Device::of(&parts.headers).label,
    }
}

/// A browser.
#[derive(Debug, Clone)]
pub struct Device {
    /// The value of the cookie that it brings along; one nobody knows yet where it brings none.
    token: String,
    /// Such as `Firefox, Windows`.
    pub label: String,
}

impl Device {
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let token = ["__Host-device", NAME]
            .into_iter()
            .find_map(|name| web::cookie(headers, name))
            .filter(|token| token.len() == 64 && token.bytes().all(|b| b.is_ascii_hexdigit()))
            .map_or_else(
                || format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()),
                str::to_owned,
            );
        let agent = headers
            .get(header::USER_AGENT)
            .and_then(|agent| agent.to_str().ok())
            .unwrap_or_default();
        Self {
            token,
            label: label(agent),
        }
    }

    /// The hash by which the database knows it.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(&self.token).to_vec()
    }

    /// The cookie by which it is known the next time.
    pub fn cookie(&self, secure: bool) -> Option<HeaderValue> {
        let (prefix, suffix) = if secure {
            ("__Host-", "; Secure")
        } else {
            ("", "")
        };
        let (token, age) = (&self.token, DAYS * 86_400);
        let cookie = format!(
            "{prefix}{NAME}={token}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{suffix}"
        );
        HeaderValue::from_str(&cookie).ok()
    }
}

/// Keeps that the account was opened with it; true where that is news, which it is not at the very first time.
pub(super) async fn remember(
    tx: &mut PgConnection,
    device: &Device,
    person: Uuid,
    now: OffsetDateTime,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"with others as (select exists (select from devices where person_id = $2) as any),
           known as (select exists (select from devices where token_hash = $1 and person_id = $2) as this),
           kept as (insert into devices (token_hash, person_id, first_at, last_at) values ($1, $2, $3, $3)
               on conflict (token_hash, person_id) do update set last_at = excluded.last_at)
           select others.any and not known.this as "news!" from others, known"#,
        device.hash(),
        person,
        now
    )
    .fetch_one(tx)
    .await
}

/// Forgets browsers whose cookie has run out.
pub(super) async fn sweep(db: &sqlx::PgPool, now: OffsetDateTime) -> sqlx::Result<()> {
    let oldest = now - time::Duration::days(i64::from(DAYS));
    sqlx::query!("delete from devices where last_at < $1", oldest)
        .execute(db)
        .await?;
    Ok(())
}

/// Browser and system, as far as the header tells; programs call themselves by their first word.
pub(super) fn label(agent: &str) -> String {
    // the more special name first: nearly everybody also claims to be Safari, and most to be Chrome
    const BROWSERS: [(&str, &str); 9] = [
        ("MicroMessenger/", "WeChat"),
        ("DingTalk/", "DingTalk"),
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 8] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("HarmonyOS", "HarmonyOS"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Macintosh", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let find = |table: &[(&str, &'static str)]| {
        let found = table.iter().find(|(mark, _)| agent.contains(mark));
        found.map(|(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => agent
            .split(['/', ' '])
            .next()
            .unwrap_or_default()
            .chars()
            .filter(char::is_ascii_graphic)
            .take(60)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_called_by_their_names() {
        let mozilla = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0";
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
        for (agent, is) in [
            (mozilla, "Firefox, Linux"),
            (edge, "Edge, Windows"),
            (phone, "Safari, iPhone"),
            ("curl/8.5.0", "curl"),
            ("", ""),
        ] {
            assert_eq!(label(agent), is, "{agent}");
        }
        assert!(label(&"x".repeat(900)).len() <= 60);
    }

    #[test]
    fn a_cookie_is_ours_only_in_its_own_form() {
        let with = |cookie: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, cookie.parse().unwrap());
            Device::of(&headers)
        };
        let token = "ab".repeat(32);
        assert_eq!(with(&format!("a=b; device={token}")).token, token);
        assert_eq!(with(&format!("__Host-device={token}")).token, token);
        for other in ["device=short", "device=", "devices=x"] {
            let fresh = [with(other).token, with(other).token];
            assert!(fresh[0].len() == 64 && fresh[0] != fresh[1], "{other}");
        }
        let set = with("").cookie(true).unwrap();
        let set = set.to_str().unwrap();
        assert!(
            set.starts_with("__Host-device=") && set.ends_with("; Secure"),
            "{set}"
        );
    }
}
