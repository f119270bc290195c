//! A password that its owner chose, whichever way they came.

use uuid::Uuid;

use super::{
    rules::End,
    starting,
    store::{self, Arrived},
};
use crate::{
    app::App,
    audit::{Change, Event},
    secrets::passwords::{self, LONGEST, SHORTEST, Weak},
    web::{
        Fields, Result, Texts,
        forms::{Fault, Faults},
    },
};

/// The new password of a form, at its field. `personal`: what others know of its owner.
pub(super) fn check(
    app: &App,
    fields: &Fields,
    field: &str,
    personal: &[&str],
    faults: &mut Faults,
    l: &Texts,
) {
    let password = fields.get(field);
    let length = password.chars().count();
    if length < SHORTEST {
        faults.add(field, Fault::TooShort { min: SHORTEST });
    } else if length > LONGEST {
        faults.add(
            field,
            Fault::TooLong {
                max: LONGEST,
                is: length,
            },
        );
    } else {
        let company = [app.settings.company.as_str(), "countersign"];
        let personal: Vec<String> = personal
            .iter()
            .chain(&company)
            .map(|&word| word.to_owned())
            .collect();
        let weak = passwords::weakness(password, &personal).map(|weak| match weak {
            Weak::Common => l.password_common(),
            Weak::Personal => l.password_personal(),
            Weak::Simple => l.password_simple(),
        });
        if let Some(text) = weak {
            faults.add(field, Fault::Other(text));
        }
    }
}

/// The same, typed twice.
pub(super) fn check_twice(
    app: &App,
    fields: &Fields,
    personal: &[&str],
    faults: &mut Faults,
    l: &Texts,
) {
    check(app, fields, "password", personal, faults, l);
    if fields.get("again") != fields.get("password") {
        faults.add("again", Fault::Other(l.invitation_differs()));
    }
}

/// Keeps it, ends whatever else could set another, and has its owner told of it at the address that was on file until
/// now and at the present one.
pub(super) async fn set(
    app: &App,
    change: &mut Change,
    person: Uuid,
    hash: &str,
    by: Option<&Arrived>,
) -> Result<()> {
    let now = change.now();
    let before = sqlx::query!(
        "select c.email from credentials c where c.person_id = $1 for update",
        person
    )
    .fetch_optional(&mut **change)
    .await?;
    let email = sqlx::query_scalar!(
        "insert into credentials (person_id, password_hash, changed_at, email)
         select id, $2, $3, email from people where id = $1
         on conflict (person_id) do update set password_hash = $2, changed_at = $3, email = excluded.email returning email",
        person,
        hash,
        now
    )
    .fetch_one(&mut **change)
    .await?;
    store::end(change, &[person], End::Revoked, Some(person), now).await?;
    if let Some(before) = before.filter(|_| starting::mails(app)) {
        let mut told: Vec<String> = [before.email, email].into_iter().flatten().collect();
        told.dedup();
        let mails = sqlx::query_scalar!(
            "insert into account_mails (person_id, kind, email, queued_at, due_at)
             select $1, 'password_changed', unnest($2::text[]), $3, $3 returning id",
            person,
            &told,
            now
        )
        .fetch_all(&mut **change)
        .await?;
        if let Some(first) = mails.first() {
            starting::post(change, *first).await?;
        }
    }
    change
        .record_company(Event::PasswordSet {
            person,
            opening: by.map(|by| by.opening),
            way: by.map_or("own", |by| by.way.key()),
            started_by: by.and_then(|by| by.started_by),
            second_by: by.and_then(|by| by.second_by),
        })
        .await?;
    Ok(())
}
