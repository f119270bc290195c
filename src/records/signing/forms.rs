//! The forms of signing, read strictly; the password is asked last and never shown again.

use super::super::{
    Record,
    file::{Choice, Means, Party},
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

/// What is signed. Nothing where nothing was chosen: the fault stands at the choice.
pub fn signing(
    fields: &Fields,
    party: Party,
    record: &Record,
    l: &Texts,
    faults: &mut Faults,
) -> Option<Signing> {
    let (version, sha256) = shown(fields);
    let choice = fields.choice("choice", Choice::from_key, faults);
    if choice.is_none() {
        faults.add("choice", Fault::Other(l.sign_choice_missing()));
    }
    let words = fields.text("words", LONG, faults);
    let in_part = choice == Some(Choice::AgreeInPart);
    let ticked: Vec<&str> = fields.all("items").collect();
    // each once, in the order of the record
    let items: Vec<String> = record
        .items
        .iter()
        .map(|item| item.key.clone())
        .filter(|key| ticked.contains(&key.as_str()))
        .collect();
    if in_part && ticked.is_empty() {
        faults.add("items", Fault::Other(l.sign_items_missing()));
    }
    if ticked
        .iter()
        .any(|key| !items.iter().any(|item| item == key))
    {
        faults.add("items", Fault::NotAChoice);
    }
    if in_part && words.is_empty() {
        faults.add("words", Fault::Other(l.sign_words_missing()));
    }
    Some(Signing {
        version,
        sha256: sha256.to_owned(),
        party,
        choice: choice?,
        items: if in_part { items } else { Vec::new() },
        words,
        means: Means::Password,
    })
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
