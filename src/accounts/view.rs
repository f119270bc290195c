//! The openings of an account as its page lists them: what for, who, when, how, until when, what became of it.

use uuid::Uuid;

use super::{
    rules::{self, End, Purpose, Refusal, Starter, Way},
    starting,
    store::{self, Account, Line},
};
use crate::{
    access::{Duty, Role, Viewer},
    app::App,
    web::{Error, Result, Shell, Texts, when},
};

/// So many are shown.
const MOST: i64 = 5;

pub struct OpeningView {
    pub id: String,
    /// What for, and until when.
    pub title: String,
    /// Who, when, how, and what became of it.
    pub told: Vec<String>,
    pub open: bool,
    /// Whether the reader may download its letter, or be given the other half.
    pub letter: bool,
    pub half: bool,
}

/// What a page shows: `accounts/openings.html` draws it.
#[derive(Default)]
pub struct Openings {
    /// The address below which it is acted upon.
    pub at: String,
    pub shown: bool,
    /// Whether the account has a password.
    pub has_password: bool,
    pub list: Vec<OpeningView>,
    /// What would happen, and the button that does it; empty where the reader may not.
    pub ahead: String,
    pub go: String,
    /// Why not.
    pub refused: String,
}

pub(super) fn starter(viewer: &Viewer, person: Uuid) -> Starter {
    Starter {
        own: viewer.id.0 == person,
        admin: viewer.is(Role::Admin),
    }
}

pub(super) fn why(refusal: Refusal, l: &Texts) -> String {
    match refusal {
        Refusal::Inactive => l.person_invitation_left(),
        Refusal::Own => l.opening_own(),
        Refusal::AdminOnly => l.opening_admin_only(),
    }
}

impl Openings {
    /// For the page of a person, to whoever may help them.
    pub async fn of_person(
        app: &App,
        shell: &Shell,
        viewer: &Viewer,
        person: Uuid,
    ) -> Result<Self> {
        if Duty::Invite.scope(viewer).is_none() || person.is_nil() {
            return Ok(Self::default());
        }
        let l = shell.l;
        let account = store::accounts(&app.db, &[person])
            .await?
            .pop()
            .ok_or(Error::NotFound)?;
        let mut openings = Self {
            at: format!("/people/{person}"),
            ..Self::list(app, shell, viewer, &account, true).await?
        };
        let standing = &account.standing;
        if let Err(refusal) = rules::may_start(starter(viewer, person), standing) {
            openings.refused = why(refusal, l);
            return Ok(openings);
        }
        let way = standing.way(starting::mails(app));
        openings.ahead = match (way, standing.address()) {
            (Way::Mail, Some(address)) => l.opening_by_mail(rules::masked(address)),
            (_, Some(_)) => l.opening_by_letter_no_mail(),
            _ if standing.email.is_some() => l.opening_by_letter_changed(),
            _ => l.opening_by_letter(),
        };
        openings.go = match (standing.purpose(), way) {
            (Purpose::Invitation, Way::Mail) => l.opening_invite(),
            (Purpose::Recovery, Way::Mail) => l.opening_recover(),
            _ => l.opening_letter(),
        };
        Ok(openings)
    }

    /// For the owner's own page.
    pub(super) async fn own(app: &App, shell: &Shell, viewer: &Viewer) -> Result<Self> {
        let account = store::accounts(&app.db, &[viewer.id.0])
            .await?
            .pop()
            .ok_or(Error::NotFound)?;
        let l = shell.l;
        let standing = &account.standing;
        let ahead = match (standing.address(), &standing.email) {
            (Some(address), _) if starting::mails(app) => l.openings_address(address),
            (None, Some(changed)) => l.openings_address_changed(changed.as_str()),
            (None, None) => l.openings_no_address(),
            _ => String::new(),
        };
        Ok(Self {
            at: "/account".to_owned(),
            ahead,
            ..Self::list(app, shell, viewer, &account, false).await?
        })
    }

    async fn list(
        app: &App,
        shell: &Shell,
        viewer: &Viewer,
        of: &Account,
        helps: bool,
    ) -> Result<Self> {
        let now = app.clock.now();
        let lines = store::lines(&app.db, of.id, MOST).await?;
        let at = |moment| when::instant(moment, &viewer.zone, shell.lang);
        let view = |line: Line| {
            let open = line.ended_at.is_none() && line.expires_at > now;
            let own = line.started_by == Some(viewer.id.0);
            let letter = helps && open && line.way == Way::Letter && of.id != viewer.id.0;
            OpeningView {
                letter: letter && own && line.printed_at.is_none(),
                half: letter && !own && line.second_at.is_none(),
                id: line.id.to_string(),
                title: match line.purpose {
                    Purpose::Invitation => shell.l.opening_invitation(),
                    Purpose::Recovery => shell.l.opening_recovery(),
                },
                told: told(&line, open, at, shell.l),
                open,
            }
        };
        Ok(Self {
            shown: true,
            has_password: of.standing.has_password,
            list: lines.into_iter().map(view).collect(),
            ..Self::default()
        })
    }
}

fn told(
    line: &Line,
    open: bool,
    at: impl Fn(time::OffsetDateTime) -> String,
    l: &Texts,
) -> Vec<String> {
    let mut told = vec![match (&line.starter, line.way) {
        (Some(name), _) => l.opening_started(name.as_str(), at(line.started_at)),
        (None, Way::Console) => l.opening_started_console(at(line.started_at)),
        (None, _) => l.opening_started_owner(at(line.started_at)),
    }];
    match line.way {
        Way::Mail => {
            let to = rules::masked(line.email.as_deref().unwrap_or_default());
            told.push(match (line.sent_at, line.failed_at, &line.fault) {
                (Some(sent), ..) => l.opening_sent(to, at(sent)),
                (_, Some(_), Some(fault)) if !fault.is_empty() => {
                    l.opening_failed(to, fault.as_str())
                }
                (None, None, Some(fault)) if !fault.is_empty() => {
                    l.opening_tried(to, fault.as_str())
                }
                (None, None, _) => l.opening_waits(to),
                _ => l.opening_not_sent(to),
            });
        }
        Way::Letter => {
            told.push(match line.printed_at {
                Some(printed) => l.opening_printed(at(printed)),
                None => l.opening_unprinted(),
            });
            told.push(match (&line.second, line.second_at) {
                (Some(name), Some(moment)) => l.opening_seconded(name.as_str(), at(moment)),
                _ => l.opening_unseconded(),
            });
        }
        Way::Console => {}
    }
    told.push(match (line.ended_as, line.ended_at) {
        (Some(End::Used), Some(ended)) => l.opening_used(at(ended)),
        (Some(End::Replaced), Some(ended)) => l.opening_replaced(at(ended)),
        (Some(End::Revoked), Some(ended)) => {
            l.opening_revoked(line.ender.as_deref().unwrap_or_default(), at(ended))
        }
        _ if open => l.opening_until(at(line.expires_at)),
        _ => l.opening_ran_out(at(line.expires_at)),
    });
    told
}
