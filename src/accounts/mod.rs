//! Accounts: how one is opened by what its owner alone holds.
//!
//! Whoever invites somebody or helps them to another password never sees the link: it goes to the owner's own address,
//! or, where there is none, one half of the secret stands in a letter and a second person tells the other half.
//! `rules` says who may start it and which way it goes, `starting` starts it, `mailing` carries it, `opening` is where
//! the owner arrives (`halves` with a letter); `own` is the owner's page, `helping` what HR and administrators do on somebody's page.

pub mod first_admin;
mod forgotten;
mod halves;
mod helping;
mod letters;
mod mailing;
mod opening;
mod own;
mod password;
mod rules;
mod secret;
pub mod setup;
mod starting;
mod store;
mod view;

pub use forgotten::{ask, forgotten_page};
pub use halves::{letter, unseal};
pub use helping::{revoke, start};
pub use letters::{download, half, letters};
pub use mailing::{sweep, work};
pub use opening::{choose, show};
pub use own::{account, account_save, revoke_own};
pub use starting::{invite, judged, mails};
pub use view::Openings;

use crate::{app::App, web::Result};

/// For so long somebody is told that their account was opened by a letter.
pub const TOLD: time::Duration = time::Duration::days(30);

/// That somebody's account was opened by a letter lately: when, by whom it was started, by whom its other half was told.
pub async fn opened_by_letter(
    app: &App,
    person: uuid::Uuid,
) -> Result<Vec<(time::OffsetDateTime, String, String)>> {
    let since = app.clock.now() - TOLD;
    let opened = store::opened_since(&app.db, person, since).await?;
    Ok(opened
        .into_iter()
        .map(|one| (one.at, one.starter, one.second))
        .collect())
}

/// The kind of background work that sends the mails.
pub const KIND: &str = "account_mails";
