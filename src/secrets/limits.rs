//! How often somebody may try a password, per account and per address, and how often a program may
//! call with its token; each fills up again slowly.

use std::{
    collections::HashMap,
    hash::Hash,
    net::IpAddr,
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock as _};

pub struct Limits {
    accounts: DefaultKeyedRateLimiter<String>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    right: Returned<String>,
    right_from: Returned<IpAddr>,
    tokens: DefaultKeyedRateLimiter<uuid::Uuid>,
    mails: DefaultKeyedRateLimiter<IpAddr>,
    refusals: DefaultKeyedRateLimiter<uuid::Uuid>,
    slowed: DefaultKeyedRateLimiter<String>,
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

/// Links for forgotten passwords that one address may ask for; for one account the database counts.
const MAILS: u32 = 30;
const MAIL_EVERY: Duration = Duration::from_mins(2);
/// Refusals of one person that are written down: who tries thousands has been seen.
const REFUSALS: u32 = 100;
const REFUSAL_EVERY: Duration = Duration::from_secs(10);
/// The same for tries that were told to wait: nobody fills the disk from the sign-in page.
const SLOWED: u32 = 10;
const SLOWED_EVERY: Duration = Duration::from_mins(1);

/// Tries that turned out right and were given back: they are used before the limiter is asked, so that only wrong
/// ones slow anybody down. A try is taken before the password is looked at, or many at once would all be let through.
struct Returned<K>(Mutex<HashMap<K, u32>>);

impl<K: Hash + Eq> Returned<K> {
    fn none() -> Self {
        Self(Mutex::new(HashMap::new()))
    }

    fn give(&self, key: K, most: u32) {
        let mut returned = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = returned.entry(key).or_insert(0);
        *count = (*count + 1).min(most);
    }

    fn take(&self, key: &K) -> bool {
        let mut returned = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match returned.get_mut(key) {
            Some(count) if *count > 1 => *count -= 1,
            Some(_) => {
                returned.remove(key);
            }
            None => return false,
        }
        true
    }
}

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
            right: Returned::none(),
            right_from: Returned::none(),
            tokens: RateLimiter::keyed(quota(TOKEN_EVERY, TOKEN_CALLS)),
            mails: RateLimiter::keyed(quota(MAIL_EVERY, MAILS)),
            refusals: RateLimiter::keyed(quota(REFUSAL_EVERY, REFUSALS)),
            slowed: RateLimiter::keyed(quota(SLOWED_EVERY, SLOWED)),
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
        if let Some(address) = address.filter(|address| !self.right_from.take(address)) {
            self.addresses.check_key(&address).map_err(wait)?;
        }
        let account = account.to_owned();
        if self.right.take(&account) {
            return Ok(());
        }
        self.accounts.check_key(&account).map_err(wait)
    }

    /// Gives the try back that was taken: the password was right.
    pub fn give_back(&self, account: &str, address: Option<IpAddr>) {
        if !self.on {
            return;
        }
        self.right.give(account.to_owned(), ACCOUNT_TRIES);
        if let Some(address) = address {
            self.right_from.give(address, ADDRESS_TRIES);
        }
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

    /// Takes one link that goes out because somebody at this address asked for it.
    pub fn may_mail(&self, address: Option<IpAddr>) -> bool {
        address
            .filter(|_| self.on)
            .is_none_or(|address| self.mails.check_key(&address).is_ok())
    }

    /// Whether another refusal of this person goes into the log.
    pub fn may_log(&self, person: uuid::Uuid) -> bool {
        self.refusals.check_key(&person).is_ok()
    }

    /// Whether another try at this account that was told to wait goes into the log.
    pub fn may_log_slowed(&self, account: &str) -> bool {
        self.slowed.check_key(&account.to_owned()).is_ok()
    }

    /// Forgets keys that are full again; called now and then.
    pub fn sweep(&self) {
        self.accounts.retain_recent();
        self.addresses.retain_recent();
        self.tokens.retain_recent();
        self.mails.retain_recent();
        self.refusals.retain_recent();
        self.slowed.retain_recent();
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

    #[test]
    fn one_address_floods_nobody_with_mail() {
        let limits = Limits::new(true);
        let somebody: Option<IpAddr> = "192.0.2.1".parse().ok();
        let sent = (0..100).filter(|_| limits.may_mail(somebody)).count();
        assert_eq!(sent, 30);
        assert!(limits.may_mail("192.0.2.2".parse().ok()));
        assert!(Limits::new(false).may_mail(somebody));
    }

    #[test]
    fn right_passwords_slow_nobody_and_wrong_ones_do_all_the_same() {
        let limits = Limits::new(true);
        let office: Option<IpAddr> = "192.0.2.1".parse().ok();
        for person in 0..300 {
            let account = format!("p{person}");
            for _ in 0..2 {
                assert!(limits.take(&account, office).is_ok(), "{account}");
                limits.give_back(&account, office);
            }
        }
        let let_through = (0..40)
            .filter(|_| limits.take("p1", office).is_ok())
            .count();
        assert!((10..=12).contains(&let_through), "{let_through}");
    }
}
