//! argon2id with OWASP's parameters (19 MiB, 2 passes, 1 lane), off the async threads, in a few
//! work areas only: a wave of sign-ins waits its turn instead of taking all memory.

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;
use zxcvbn::{
    Match, Score,
    feedback::{Feedback, Warning},
    zxcvbn,
};

/// How many hashes are computed at once; each takes 19 MiB while it runs.
const AT_ONCE: usize = 2;

/// Verified against when there is no such account, so that it takes as long.
const DUMMY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$VqQ0yOzC5rZ1DPUSQXsoRYgVRvYkLqLDeJjWRjMSqDs";

pub const SHORTEST: usize = 10;
pub const LONGEST: usize = 200;

#[derive(Clone)]
pub struct Hasher {
    places: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

impl Hasher {
    pub async fn hash(&self, password: String) -> anyhow::Result<String> {
        self.run(move || {
            Argon2::default()
                .hash_password(password.as_bytes())
                .map(|hash| hash.to_string())
                .map_err(|error| anyhow::anyhow!("hashing: {error}"))
        })
        .await?
    }

    /// Whether the password is right; without an account it takes the same time and is wrong.
    pub async fn verify(&self, password: String, hash: Option<String>) -> anyhow::Result<bool> {
        self.run(move || {
            let known = hash.is_some();
            let hash = hash.unwrap_or_else(|| DUMMY.to_owned());
            let Ok(parsed) = PasswordHash::new(&hash) else {
                return false;
            };
            Argon2::default()
                .verify_password(password.as_bytes(), &parsed)
                .is_ok()
                && known
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> anyhow::Result<T> {
        let _place = self.places.acquire().await?;
        Ok(tokio::task::spawn_blocking(work).await?)
    }
}

/// So many characters are the owner's own beside their name and the like.
const OWN: usize = 6;

/// Why a password is none to keep an account with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weak {
    /// It stands, as it is or nearly, in lists of passwords that were stolen elsewhere.
    Common,
    /// It is made of the person's own name, address or number, or of the company's name.
    Personal,
    /// Rows of keys, dates, repetitions, one word.
    Simple,
}

/// Whether somebody would guess it within ten thousand million tries who knows the person and the lists that ship with
/// `zxcvbn`: common and stolen passwords, names, words.
#[must_use]
pub fn weakness(password: &str, personal: &[String]) -> Option<Weak> {
    let words: Vec<String> = personal
        .iter()
        .flat_map(|text| {
            text.split(|c: char| !c.is_alphanumeric())
                .chain([text.as_str()])
        })
        .filter(|word| word.chars().count() > 1)
        .map(str::to_lowercase)
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    // what is left of it when what others know is taken out
    let mut rest = password.to_lowercase();
    for word in &words {
        rest = rest.replace(word, "");
    }
    if rest.chars().count() < OWN && rest.len() < password.len() {
        return Some(Weak::Personal);
    }
    let found = zxcvbn(password, &words);
    if found.score() >= Score::Three {
        return None;
    }
    let own = |found: &Match| words.contains(&found.token.to_lowercase().as_str());
    let warning = found.feedback().and_then(Feedback::warning);
    Some(if found.sequence().iter().any(own) {
        Weak::Personal
    } else if let Some(
        Warning::ThisIsATop10Password
        | Warning::ThisIsATop100Password
        | Warning::ThisIsACommonPassword
        | Warning::ThisIsSimilarToACommonlyUsedPassword,
    ) = warning
    {
        Weak::Common
    } else {
        Weak::Simple
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_verifies_its_password_and_no_other() {
        let hasher = Hasher::default();
        let hash = hasher.hash("correct horse".into()).await.expect("hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(
            hasher
                .verify("correct horse".into(), Some(hash.clone()))
                .await
                .expect("verify")
        );
        assert!(
            !hasher
                .verify("wrong horse".into(), Some(hash))
                .await
                .expect("verify")
        );
        assert!(
            !hasher
                .verify("anything".into(), None)
                .await
                .expect("verify")
        );
    }

    #[test]
    fn the_stand_in_for_an_unknown_account_is_a_real_hash_of_the_same_cost() {
        let parsed = PasswordHash::new(DUMMY).expect("parses");
        assert_eq!(parsed.params.to_string(), "m=19456,t=2,p=1");
        assert!(parsed.hash.is_some());
    }

    #[test]
    fn what_others_would_guess_is_refused_and_what_they_would_not_is_not() {
        let of = [
            "Wang Xiaoming",
            "xiaoming.wang@yunhe.example",
            "A-20714",
            "Yunhe Instruments",
        ];
        let of = of.map(str::to_owned);
        for (password, is) in [
            ("password123", Some(Weak::Common)),
            ("1234567890", Some(Weak::Common)),
            ("qwertyuiop", Some(Weak::Common)),
            ("P@ssw0rd2024", Some(Weak::Common)),
            ("aaaaaaaaaaaa", Some(Weak::Simple)),
            ("xiaoming2024", Some(Weak::Personal)),
            ("WangXiaoming1", Some(Weak::Personal)),
            ("A-20714A-20714", Some(Weak::Personal)),
            ("yunhe-instruments", Some(Weak::Personal)),
            ("correct horse battery staple", None),
            ("kR7!vq2mZp", None),
            ("三只猫在屋顶上看雨下了一夜", None),
        ] {
            assert_eq!(weakness(password, &of), is, "{password}");
        }
    }
}
