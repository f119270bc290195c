//! The forms of signing, read strictly; the password is asked last and never shown again.

use super::super::{
    Record,
    file::{Choice, Party},
    rules::Signing,
};
use crate::{
    app::App,
    ground::ids::PersonId,
    sessions,
    web::{
        Fields, Result, Texts,
        forms::{Fault, Faults, LONG},
    },
};

/// Which version and which text the page showed when it was filled in.
pub fn shown(fields: &Fields) -> (i32, &str) {
    (
        fields.get("record_version").parse().unwrap_or(-1),
        fields.get("sha256"),
    )
}

pub fn signing(
    fields: &Fields,
    party: Party,
    record: &Record,
    l: &Texts,
    faults: &mut Faults,
) -> Signing {
    let (version, sha256) = shown(fields);
    let choice = fields.choice(
        "choice",
        |key| {
            Choice::open_to(party)
                .iter()
                .copied()
                .find(|choice| choice.key() == key)
        },
        faults,
    );
    if choice.is_none() {
        faults.add("choice", Fault::Other(l.sign_choice_missing()));
    }
    let words = fields.text("words", LONG, faults);
    let in_part = choice == Some(Choice::AgreeInPart);
    let mut items: Vec<String> = fields.all("items").map(str::to_owned).collect();
    items.dedup();
    if in_part && items.is_empty() {
        faults.add("items", Fault::Other(l.sign_items_missing()));
    }
    if items
        .iter()
        .any(|key| !record.items.iter().any(|item| item.key == *key))
    {
        faults.add("items", Fault::NotAChoice);
    }
    if in_part && words.is_empty() {
        faults.add("words", Fault::Other(l.sign_words_missing()));
    }
    Signing {
        version,
        sha256: sha256.to_owned(),
        party,
        choice: choice.unwrap_or(Choice::Agree),
        items: if in_part { items } else { Vec::new() },
        words,
    }
}

/// Asks for the password again, but only once the rest of the form is right.
pub async fn confirmed(
    app: &App,
    person: PersonId,
    fields: &Fields,
    l: &Texts,
    faults: &mut Faults,
) -> Result<()> {
    if fields.get("password").is_empty() {
        faults.add("password", Fault::Required);
    } else if faults.is_empty() {
        sessions::confirm_password(app, person, fields, l, faults).await?;
    }
    Ok(())
}
