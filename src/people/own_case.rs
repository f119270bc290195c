//! What decides who evaluates somebody is not theirs to change, HR's own least of all: their line, level and department, and
//! whether those above them are there. Another person from HR does it. Until the first launch a company is setting up.
//!
//! Every change of people is begun and committed through [`OwnCase`], so that the rule holds for whatever page, list or
//! file it came by: the facts are compared, not the forms.

use uuid::Uuid;

use crate::{
    audit::Change,
    web::{Error, Result, Texts},
};

/// What decided it when the change began.
pub struct OwnCase(Option<String>);

async fn facts(change: &mut Change, person: Uuid) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!("select own_case_facts($1)", person)
        .fetch_one(&mut **change)
        .await
}

impl OwnCase {
    /// To be taken before anything is written.
    pub async fn of(change: &mut Change) -> Result<Self> {
        Ok(Self(match change.actor() {
            Some(actor) => facts(change, actor.0).await?,
            None => None,
        }))
    }

    /// Commits, unless the actor's own case became another one.
    pub async fn commit(self, mut change: Change, l: &Texts) -> Result<()> {
        if let Some(actor) = change.actor()
            && facts(&mut change, actor.0).await? != self.0
        {
            return Err(Error::Refused(vec![l.own_case()]));
        }
        change.commit().await?;
        Ok(())
    }
}

/// Whom somebody may not change in this way: themselves and everybody above them; nobody until the first launch.
pub async fn closed_to(change: &mut Change, person: Uuid) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(r#"select id as "id!" from own_case($1) as id"#, person)
        .fetch_all(&mut **change)
        .await
}
