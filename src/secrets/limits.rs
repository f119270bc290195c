//! How often somebody may try a password, per account and per address, and how often a program may
//! call with its token; each fills up again slowly.

use std::{net::IpAddr, num::NonZeroU32, time::Duration};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock as _};

pub struct Limits {
    accounts: DefaultKeyedRateLimiter<String>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    tokens: DefaultKeyedRateLimiter<uuid::Uuid>,
    on: bool,
}

/// Wrong tries in a row before an account has to wait, and how long one more try takes to grow back.
const ACCOUNT_TRIES: u32 = 10;
const ACCOUNT_EVERY: Duration = Duration::from_secs(30);
/// An office may share one address.
const ADDRESS_TRIES: u32 = 100;
const ADDRESS_EVERY: Duration = Duration::from_secs(2);
/// A call brings many rows, so that a few a minute are plenty.
const TOKEN_CALLS: u32 = 60;
const TOKEN_EVERY: Duration = Duration::from_secs(1);

fn quota(every: Duration, tries: u32) -> Quota {
    let tries = NonZeroU32::new(tries).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(every).map_or(Quota::per_minute(tries), |quota| quota.allow_burst(tries))
}

impl Limits {
    #[must_use]
    pub fn new(on: bool) -> Self {
        Self {
            accounts: RateLimiter::keyed(quota(ACCOUNT_EVERY, ACCOUNT_TRIES)),
            addresses: RateLimiter::keyed(quota(ADDRESS_EVERY, ADDRESS_TRIES)),
            tokens: RateLimiter::keyed(quota(TOKEN_EVERY, TOKEN_CALLS)),
            on,
        }
    }

    /// Takes one try; `Err` is the seconds to wait. Unknown accounts are counted like known ones.
    pub fn take(&self, account: &str, address: Option<IpAddr>) -> Result<(), u64> {
        if !self.on {
            return Ok(());
        }
        let now = governor::clock::DefaultClock::default().now();
        let wait = |until: governor::NotUntil<_>| until.wait_time_from(now).as_secs() + 1;
        if let Some(address) = address {
            self.addresses.check_key(&address).map_err(wait)?;
        }
        self.accounts.check_key(&account.to_owned()).map_err(wait)
    }

    /// Takes one call with a good token; `Err` is the seconds to wait.
    pub fn call(&self, token: uuid::Uuid) -> Result<(), u64> {
        let now = governor::clock::DefaultClock::default().now();
        let wait = |until: governor::NotUntil<_>| until.wait_time_from(now).as_secs() + 1;
        if self.on {
            self.tokens.check_key(&token).map_err(wait)
        } else {
            Ok(())
        }
    }

    /// Takes one call with a token that is not good.
    pub fn guess(&self, address: Option<IpAddr>) -> Result<(), u64> {
        let now = governor::clock::DefaultClock::default().now();
        let wait = |until: governor::NotUntil<_>| until.wait_time_from(now).as_secs() + 1;
        match address.filter(|_| self.on) {
            Some(address) => self.addresses.check_key(&address).map_err(wait),
            None => Ok(()),
        }
    }

    /// Forgets keys that are full again; called now and then.
    pub fn sweep(&self) {
        self.accounts.retain_recent();
        self.addresses.retain_recent();
        self.tokens.retain_recent();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_tries_slow_the_next_one_for_this_account_only() {
        let limits = Limits::new(true);
        let refused = (0..30)
            .filter(|_| limits.take("a@example.test", None).is_err())
            .count();
        assert_eq!(refused, 20);
        assert!(
            limits
                .take("a@example.test", None)
                .is_err_and(|seconds| seconds >= 1)
        );
        assert!(limits.take("b@example.test", None).is_ok());
    }
}
