//! Inviting many at once: those that were ticked on the list, or all that its filter finds; by mail, or as letters for
//! those whom no mail reaches.

use std::collections::HashSet;

use askama::Template;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

use super::filter::{Filter, State};
use crate::{
    access::{Duty, Scope, Viewer},
    accounts,
    app::App,
    audit::Change,
    bulk::{self, Act, Judged, Row, Run, Selection},
    jobs::{Doing, Job},
    web::{Asked, Error, Fields, Result, Shell, Texts, page},
};

pub const INVITE: &Act = &Act {
    name: "invite",
    duty: Duty::Invite,
    title: Texts::invite_title,
    tells: |run, shell| {
        let told: Told = run.told()?;
        Ok(if told.letters {
            shell.l.invite_tells_letters()
        } else {
            shell.l.invite_tells_mail()
        })
    },
    go: |count, l| l.invite_do(count),
    why: |reason, l| {
        Some(match reason {
            "inactive" => l.person_invitation_left(),
            "own" => l.opening_own(),
            "admin_only" => l.opening_admin_only(),
            "has_password" => l.invite_has_password(),
            "no_address" => l.invite_no_address(),
            "by_mail" => l.invite_by_mail(),
            _ => return None,
        })
    },
    stops: true,
    judge: |change, run, ids| Box::pin(judge(change, run, ids)),
    perform: |change, run, rows, _| Box::pin(perform(change, run, rows)),
    work,
};

fn work(app: App, job: Job) -> Doing {
    bulk::step(app, job, INVITE)
}

/// Who is invited, and how.
#[derive(Serialize, Deserialize)]
struct Told {
    ticked: Option<Vec<Uuid>>,
    /// The list's filter, where nobody was ticked.
    filter: Vec<(String, String)>,
    letters: bool,
    /// Whether mail went out from here when it was asked.
    mail: bool,
}

impl Told {
    fn of(fields: &Fields, letters: bool, mail: bool) -> Result<Self> {
        let (mut ticked, mut filter) = (None, Vec::new());
        if fields.get("all") == "1" {
            let known = Filter::read(fields);
            let own = |(name, value): (&str, String)| (name.to_owned(), value);
            filter = known.pairs().into_iter().map(own).collect();
        } else {
            let ids: Option<Vec<Uuid>> = fields.all("id").map(|id| id.parse().ok()).collect();
            // what cannot be read is not everybody
            ticked = Some(ids.ok_or(Error::Malformed)?);
        }
        Ok(Self {
            ticked,
            filter,
            letters,
            mail,
        })
    }

    fn hidden(&self) -> Vec<(String, String)> {
        if let Some(ids) = &self.ticked {
            let own = |id: &Uuid| ("id".to_owned(), id.to_string());
            return ids.iter().map(own).collect();
        }
        let all = ("all".to_owned(), "1".to_owned());
        std::iter::once(all).chain(self.filter.clone()).collect()
    }

    /// Who is meant.
    async fn people(&self, db: impl sqlx::PgExecutor<'_>) -> Result<Vec<Uuid>> {
        let mut sql = QueryBuilder::<Postgres>::new("select p.id from people p");
        let filter = match &self.ticked {
            Some(_) => Filter {
                state: State::All,
                ..Filter::default()
            },
            None => Filter::read(&Fields::from_pairs(self.filter.clone())),
        };
        filter.push_where(&mut sql, &Scope::Company);
        if let Some(ids) = &self.ticked {
            sql.push(" and p.id = any(")
                .push_bind(ids.clone())
                .push(")");
        }
        Ok(sql.build_query_scalar().fetch_all(db).await?)
    }
}

async fn judge(change: &mut Change, run: &Run, ids: Option<&[Uuid]>) -> Result<Vec<Judged>> {
    let told: Told = run.told()?;
    let people = match ids {
        Some(ids) => ids.to_vec(),
        None => told.people(&mut **change).await?,
    };
    let judged = accounts::judged(change, run.actor, &people, told.letters, told.mail).await?;
    Ok(judged
        .into_iter()
        .map(|(person, reason)| Judged {
            person,
            appraisal: None,
            reason: reason.map(str::to_owned),
            mark: String::new(),
        })
        .collect())
}

async fn perform(change: &mut Change, run: &Run, rows: &[Row]) -> Result<HashSet<i32>> {
    let told: Told = run.told()?;
    accounts::invite(change, &Row::subjects(rows), told.mail).await?;
    Ok(Row::about(rows, |_| true))
}

#[derive(Template)]
#[template(path = "people/invite.html")]
struct InvitePage {
    shell: Shell,
    hidden: Vec<(String, String)>,
    count: usize,
    mail: bool,
}

/// `GET /people/invitations?id=…`, or with `all=1` and a filter
pub async fn inviting(app: App, shell: Shell, asked: Asked) -> Result<Response> {
    let mail = accounts::mails(&app);
    let told = Told::of(asked.fields(), !mail, mail)?;
    let count = told.people(&app.db).await?.len();
    let title = shell.l.invite_title();
    page(&InvitePage {
        hidden: told.hidden(),
        count,
        mail,
        shell: shell.titled(title),
    })
}

/// `POST /people/invitations`
pub async fn invite_many(app: App, viewer: Viewer, fields: Fields) -> Result<Response> {
    let letters = fields.either("way", "letter", "mail")?;
    let told = Told::of(&fields, letters, accounts::mails(&app))?;
    let selection = Selection {
        cycle: None,
        named: told.ticked.as_ref().map_or(0, Vec::len),
        told: &told,
        // where the letters are downloaded
        back: if letters {
            "/letters"
        } else {
            "/people?account=none"
        },
    };
    bulk::preview(&app, INVITE, &viewer, &selection).await
}
