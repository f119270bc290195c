//! The account that nobody could invite: the first administrator, made on the command line (on a page: `setup`).

use anyhow::{anyhow, bail};
use uuid::Uuid;

use super::{
    rules::{self, Purpose, Way},
    secret, starting,
    store::{self, New},
};
use crate::access::Role;
use crate::app::App;
use crate::audit::{Change, Event};
use crate::web::Error;

/// Who shall administer.
#[derive(Debug, Clone, clap::Args)]
pub struct Admin {
    /// Their e-mail address, which is also their sign-in
    #[arg(long, value_parser = email)]
    pub email: String,
    /// Their name [default: what the e-mail address begins with]
    #[arg(long)]
    pub name: Option<String>,
    /// Their number in the company, by which a later roster import finds them [default: the e-mail address]
    #[arg(long)]
    pub number: Option<String>,
    /// Give them the HR role too: HR imports the roster and runs cycles, which an administrator may not
    #[arg(long)]
    pub hr: bool,
}

/// Why somebody cannot be made an administrator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    Left,
    /// The number, or the address where none was given, is somebody else's.
    NumberTaken,
}

/// Makes the person where there is none with this address, and gives the roles.
pub(super) async fn make(
    change: &mut Change,
    admin: &Admin,
) -> sqlx::Result<Result<Uuid, Refused>> {
    let found = sqlx::query!(
        "select id, active from people where email = $1",
        admin.email
    )
    .fetch_optional(&mut **change)
    .await?;
    let person = match found {
        Some(row) if !row.active => return Ok(Err(Refused::Left)),
        Some(row) => row.id,
        None => {
            let begins = admin.email.split('@').next().unwrap_or_default();
            let number = admin.number.as_deref().unwrap_or(&admin.email);
            let made = sqlx::query_scalar!(
                "insert into people (number, name, email) values ($1, $2, $3)
                 on conflict do nothing returning id",
                number,
                admin.name.as_deref().unwrap_or(begins),
                admin.email
            )
            .fetch_optional(&mut **change)
            .await?;
            match made {
                Some(id) => id,
                None => return Ok(Err(Refused::NumberTaken)),
            }
        }
    };
    let mut roles = vec![Role::Admin];
    roles.extend(admin.hr.then_some(Role::Hr));
    sqlx::query!(
        "insert into person_roles (person_id, role) select $1, unnest($2::role[]) on conflict do nothing",
        person,
        &roles as &[Role]
    )
    .execute(&mut **change)
    .await?;
    let roles = roles.iter().map(|role| role.key()).collect();
    change
        .record_company(Event::AdminCreated { person, roles })
        .await?;
    Ok(Ok(person))
}

/// The same for the command line, and the path of the link that sets the password. Run again, it makes a new link and
/// ends the earlier one.
pub async fn create_admin(app: &App, admin: &Admin) -> anyhow::Result<String> {
    let mut change = app.change(None).await?;
    let person = match make(&mut change, admin).await? {
        Ok(person) => person,
        Err(Refused::Left) => bail!(
            "{} has left the company; HR makes leavers active again",
            admin.email
        ),
        Err(Refused::NumberTaken) => bail!(
            "somebody else has the number {}: name another with --number",
            admin.number.as_deref().unwrap_or(&admin.email)
        ),
    };
    // whoever may do this may read and write the whole database: the terminal hides nothing from them
    let link = secret::for_link();
    let purpose = store::accounts(&mut *change, &[person])
        .await
        .map_err(told)?
        .first()
        .map_or(Purpose::Invitation, |account| account.standing.purpose());
    let opening = New {
        person,
        purpose,
        way: Way::Console,
        expires_at: change.now() + rules::valid(purpose, Way::Console, true),
        email: None,
        secret_hash: Some(secret::digest(&link)),
    };
    starting::begin(&mut change, &[opening])
        .await
        .map_err(told)?;
    change.commit().await?;
    Ok(format!("/openings/{link}"))
}

/// Errors are made for pages; a terminal wants the cause.
fn told(error: Error) -> anyhow::Error {
    match error {
        Error::Internal(cause) => cause,
        other => anyhow!("{other:?}"),
    }
}

pub(super) fn email(text: &str) -> Result<String, String> {
    let address = text.trim().to_lowercase();
    match address.split_once('@') {
        Some((user, host))
            if !user.is_empty()
                && !host.is_empty()
                && !host.contains('@')
                && !address.contains(char::is_whitespace) =>
        {
            Ok(address)
        }
        _ => Err("an e-mail address looks like name@example.com".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_lowered_and_checked() {
        assert_eq!(
            email(" Li.Wei@Example.com "),
            Ok("li.wei@example.com".into())
        );
        for bad in ["", "li", "@a", "li@", "a@b@c", "li wei@a"] {
            assert!(email(bad).is_err(), "{bad}");
        }
    }

    #[tokio::test]
    async fn the_first_administrator_is_made_once_and_invited_again() {
        let server = crate::db::embedded::throw_away().unwrap();
        let pool = crate::db::connect(server.options("postgres"))
            .await
            .unwrap();
        crate::db::migrate(&pool).await.unwrap();
        let settle = crate::audit::nothing_follows;
        let app = App::new(pool.clone(), crate::app::Settings::default(), settle);
        let mut admin = Admin {
            email: "li@example.com".into(),
            name: None,
            number: None,
            hr: false,
        };
        let first = create_admin(&app, &admin).await.unwrap();
        admin.hr = true;
        let second = create_admin(&app, &admin).await.unwrap();
        assert!(first.starts_with("/openings/") && first != second);
        let (people, roles, open): (i64, i64, i64) = sqlx::query_as(
            "select (select count(*) from people), (select count(*) from person_roles), (select count(*) from account_openings where ended_at is null)",
        )
        .fetch_one(&pool)
        .await
        .unwrap();
        assert_eq!((people, roles, open), (1, 2, 1));
        let taken = Admin {
            email: "wang@example.com".into(),
            number: Some("li@example.com".into()),
            ..admin.clone()
        };
        assert!(create_admin(&app, &taken).await.is_err());
        sqlx::query("update people set active = false")
            .execute(&pool)
            .await
            .unwrap();
        assert!(create_admin(&app, &admin).await.is_err());
    }
}
