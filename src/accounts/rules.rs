//! Who may start what for whom, by which way it goes, and how long it holds.

use time::Duration;

/// What the owner gets: a first password, or another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "opening_purpose", rename_all = "snake_case")]
pub enum Purpose {
    Invitation,
    Recovery,
}

impl Purpose {
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Recovery => "recovery",
        }
    }
}

/// How the secret reaches the owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "opening_way", rename_all = "snake_case")]
pub enum Way {
    Mail,
    /// One half on paper, the other from a second person.
    Letter,
    /// Printed in the terminal of whoever runs the program.
    Console,
}

impl Way {
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Letter => "letter",
            Self::Console => "console",
        }
    }
}

/// How an opening ended before its time was over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "opening_end", rename_all = "snake_case")]
pub enum End {
    Used,
    Revoked,
    Replaced,
}

/// What is known of somebody's account.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools)] // four answers about one account
pub struct Standing {
    pub active: bool,
    pub admin: bool,
    pub has_password: bool,
    pub email: Option<String>,
    /// The address is the one that was on file when the owner chose their password.
    pub known: bool,
}

impl Standing {
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        if self.has_password {
            Purpose::Recovery
        } else {
            Purpose::Invitation
        }
    }

    /// Where a link may go. Whoever has a password is written to at the address that stood there when they chose it:
    /// an address that somebody else entered since would open the account to that somebody.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        self.email
            .as_deref()
            .filter(|_| !self.has_password || self.known)
    }

    /// By mail where that reaches the owner, else by a letter, which takes two people.
    #[must_use]
    pub fn way(&self, mail: bool) -> Way {
        if mail && self.address().is_some() {
            Way::Mail
        } else {
            Way::Letter
        }
    }
}

/// Whoever starts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Starter {
    pub own: bool,
    pub admin: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Inactive people cannot sign in.
    Inactive,
    /// Nobody opens an account to themselves this way.
    Own,
    /// An administrator's account is the administrators' business.
    AdminOnly,
}

impl Refusal {
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Inactive => "inactive",
            Self::Own => "own",
            Self::AdminOnly => "admin_only",
        }
    }
}

/// Whether somebody may start it for another.
pub fn may_start(starter: Starter, standing: &Standing) -> Result<(), Refusal> {
    if !standing.active {
        Err(Refusal::Inactive)
    } else if starter.own {
        Err(Refusal::Own)
    } else if standing.admin && !starter.admin {
        Err(Refusal::AdminOnly)
    } else {
        Ok(())
    }
}

/// A recovery that travels at once is used at once; paper and newcomers take days.
#[must_use]
pub fn valid(purpose: Purpose, way: Way, asked_by_owner: bool) -> Duration {
    if way == Way::Mail && (purpose == Purpose::Recovery || asked_by_owner) {
        Duration::hours(1)
    } else {
        Duration::days(7)
    }
}

/// An address so that its owner knows it and nobody else learns it.
#[must_use]
pub fn masked(address: &str) -> String {
    let (user, host) = address.split_once('@').unwrap_or((address, ""));
    let letters: Vec<char> = user.chars().collect();
    let shown = match letters.as_slice() {
        [first, _, _, .., last] => format!("{first}…{last}"),
        [first, ..] => format!("{first}…"),
        [] => "…".to_owned(),
    };
    if host.is_empty() {
        shown
    } else {
        format!("{shown}@{host}")
    }
}

/// Tries of one mail, and how long after each the next one comes.
const TRIES: i16 = 8;

#[must_use]
pub fn gives_up(tries: i16) -> bool {
    tries >= TRIES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing() -> Standing {
        Standing {
            active: true,
            admin: false,
            has_password: true,
            email: Some("li.wei@example.com".into()),
            known: true,
        }
    }

    #[test]
    fn a_link_goes_only_where_its_owner_is_known_to_be() {
        let known = standing();
        let entered_since = Standing {
            known: false,
            ..standing()
        };
        let newcomer = Standing {
            known: false,
            has_password: false,
            ..standing()
        };
        let without = Standing {
            email: None,
            known: false,
            ..standing()
        };
        for (whose, mail, way) in [
            (&known, true, Way::Mail),
            (&known, false, Way::Letter),
            (&entered_since, true, Way::Letter),
            (&newcomer, true, Way::Mail),
            (&without, true, Way::Letter),
        ] {
            assert_eq!(whose.way(mail), way, "{whose:?} {mail}");
        }
        assert_eq!(newcomer.purpose(), Purpose::Invitation);
        assert_eq!(known.purpose(), Purpose::Recovery);
    }

    #[test]
    fn nobody_starts_it_for_themselves_and_an_administrators_only_an_administrator() {
        let other = Starter {
            own: false,
            admin: false,
        };
        let own = Starter {
            own: true,
            admin: true,
        };
        let admin = Starter {
            own: false,
            admin: true,
        };
        let inactive = Standing {
            active: false,
            ..standing()
        };
        let administrator = Standing {
            admin: true,
            ..standing()
        };
        assert_eq!(may_start(other, &standing()), Ok(()));
        assert_eq!(may_start(own, &standing()), Err(Refusal::Own));
        assert_eq!(may_start(admin, &inactive), Err(Refusal::Inactive));
        assert_eq!(may_start(other, &administrator), Err(Refusal::AdminOnly));
        assert_eq!(may_start(admin, &administrator), Ok(()));
    }

    #[test]
    fn addresses_are_hidden_but_known_to_their_owner() {
        for (address, shown) in [
            ("li.wei@example.com", "l…i@example.com"),
            ("li@example.com", "l…@example.com"),
            ("l@example.com", "l…@example.com"),
            ("王小明你@例子.cn", "王…你@例子.cn"),
            ("nonsense", "n…e"),
            ("", "…"),
        ] {
            assert_eq!(masked(address), shown);
        }
    }

    #[test]
    fn short_where_it_travels_fast() {
        assert_eq!(
            valid(Purpose::Recovery, Way::Mail, false),
            Duration::hours(1)
        );
        assert_eq!(
            valid(Purpose::Invitation, Way::Mail, true),
            Duration::hours(1)
        );
        assert_eq!(
            valid(Purpose::Invitation, Way::Mail, false),
            Duration::days(7)
        );
        assert_eq!(
            valid(Purpose::Recovery, Way::Letter, false),
            Duration::days(7)
        );
    }
}
