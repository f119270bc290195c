//! How a token looks, and when it is good: pure.

use sha2::{Digest, Sha256};
use time::OffsetDateTime;

/// So that a token is recognised where it should not lie about.
const PREFIX: &str = "cs_";
/// The longest that a token may live.
pub const MOST_DAYS: i64 = 400;
const LONGEST: usize = 200;

/// A new token of 244 random bits.
#[must_use]
pub fn new() -> String {
    let half = || uuid::Uuid::new_v4().simple().to_string();
    format!("{PREFIX}{}{}", half(), half())
}

#[must_use]
pub fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// The last letters, to tell tokens apart on the page.
#[must_use]
pub fn hint(token: &str) -> String {
    token
        .chars()
        .skip(token.chars().count().saturating_sub(4))
        .collect()
}

/// The token of an `Authorization` header.
#[must_use]
pub fn read(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && token.starts_with(PREFIX) && token.len() <= LONGEST)
        .then_some(token)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Good,
    Expired,
    Revoked,
    /// Its maker is no longer HR: it reaches nothing.
    Idle,
}

#[must_use]
pub fn state(
    expires_at: OffsetDateTime,
    revoked: bool,
    carried: bool,
    now: OffsetDateTime,
) -> State {
    if revoked {
        State::Revoked
    } else if expires_at <= now {
        State::Expired
    } else if !carried {
        State::Idle
    } else {
        State::Good
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_from_its_header_and_nothing_else_is() {
        let token = new();
        assert_eq!(read(&format!("Bearer {token}")), Some(token.as_str()));
        assert_eq!(read(&format!("bearer  {token} ")), Some(token.as_str()));
        for other in [
            token.clone(),
            format!("Basic {token}"),
            "Bearer ".into(),
            "Bearer abc".into(),
            format!("Bearer cs_{}", "x".repeat(300)),
        ] {
            assert_eq!(read(&other), None, "{other}");
        }
        assert_ne!(new(), token);
        assert_eq!(hint(&token).len(), 4);
        assert!(token.len() > 60);
    }

    #[test]
    fn revoked_and_expired_are_told_apart() {
        let now = OffsetDateTime::UNIX_EPOCH;
        let later = now + time::Duration::seconds(1);
        assert_eq!(state(later, false, true, now), State::Good);
        assert_eq!(state(now, false, true, now), State::Expired);
        assert_eq!(state(later, true, true, now), State::Revoked);
        assert_eq!(state(later, false, false, now), State::Idle);
    }
}
