//! Starting an opening: which way it goes, until when it holds, its mail, its event; all in the caller's transaction.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    KIND,
    rules::{self, Starter, Way},
    store::{self, Account, New},
};
use crate::{
    app::App,
    audit::{COMPANY, Change, Event},
    ground::ids::PersonId,
    jobs::{self, Order},
    web::Result,
};

/// Whether mail goes out from this installation.
#[must_use]
pub fn mails(app: &App) -> bool {
    app.mailer.is_some() && app.settings.mail.is_some()
}

/// Starts one for each of these people, who may have one; earlier ones end. Whoever starts it learns no secret, for
/// there is none before the mail or the letter is made.
pub(super) async fn start(change: &mut Change, accounts: &[Account], mail: bool) -> Result<()> {
    if accounts.is_empty() {
        return Ok(());
    }
    let (now, by) = (change.now(), change.actor());
    let new: Vec<New> = accounts
        .iter()
        .map(|account| {
            let standing = &account.standing;
            let (purpose, way) = (standing.purpose(), standing.way(mail));
            New {
                person: account.id,
                purpose,
                way,
                expires_at: now + rules::valid(purpose, way, by.is_none()),
                email: standing
                    .address()
                    .filter(|_| way == Way::Mail)
                    .map(str::to_owned),
                secret_hash: None,
            }
        })
        .collect();
    let begun = begin(change, &new).await?;
    if new.iter().any(|one| one.way == Way::Mail) {
        post(change, begun.first().map_or_else(Uuid::nil, |(_, id)| *id)).await?;
    }
    Ok(())
}

/// Who of these people can be invited by this actor, by mail or with a letter, and why the others cannot.
pub async fn judged(
    change: &mut Change,
    actor: PersonId,
    people: &[Uuid],
    letters: bool,
    mail: bool,
) -> Result<Vec<(Uuid, Option<&'static str>)>> {
    let admin = store::is_admin(change, actor.0).await?;
    let accounts = store::accounts(&mut **change, people).await?;
    let why = |account: &Account| {
        let standing = &account.standing;
        let starter = Starter {
            own: account.id == actor.0,
            admin,
        };
        if let Err(refusal) = rules::may_start(starter, standing) {
            return Some(refusal.key());
        }
        match (standing.has_password, standing.way(mail) == Way::Letter) {
            (true, _) => Some("has_password"),
            (_, letter) if letter == letters => None,
            (_, true) => Some("no_address"),
            (_, false) => Some("by_mail"),
        }
    };
    Ok(accounts
        .iter()
        .map(|account| (account.id, why(account)))
        .collect())
}

/// Invites people who were judged fit.
pub async fn invite(change: &mut Change, people: &[Uuid], mail: bool) -> Result<()> {
    store::hold(change, people).await?;
    let accounts = store::accounts(&mut **change, people).await?;
    start(change, &accounts, mail).await
}

/// Keeps what begins, and tells the trail.
pub(super) async fn begin(change: &mut Change, new: &[New]) -> Result<Vec<(Uuid, Uuid)>> {
    let (now, by) = (change.now(), change.actor());
    let begun = store::begin(change, by.map(|by| by.0), new, now).await?;
    let masked: Vec<Option<String>> = new
        .iter()
        .map(|one| one.email.as_deref().map(rules::masked))
        .collect();
    let ids: HashMap<Uuid, Uuid> = begun.iter().copied().collect();
    let events: Vec<(Uuid, Event<'_>)> = new
        .iter()
        .zip(&masked)
        .filter_map(|(one, to)| {
            let event = Event::OpeningStarted {
                person: one.person,
                opening: *ids.get(&one.person)?,
                purpose: one.purpose.key(),
                way: one.way.key(),
                to: to.as_deref(),
            };
            Some((COMPANY, event))
        })
        .collect();
    change.record_many(&events).await?;
    Ok(begun)
}

/// Sees to it that the post is looked through once this change stands. Named after what was put there: a round that
/// is on its way already may have looked too early.
pub(super) async fn post(change: &mut Change, what: Uuid) -> Result<()> {
    let now = change.now();
    let order = Order {
        kind: KIND,
        key: &what.to_string(),
        state: serde_json::json!({}),
        actor: None,
        back: "/",
        total: 0,
    };
    jobs::enqueue(change, &order, now).await?;
    Ok(())
}
