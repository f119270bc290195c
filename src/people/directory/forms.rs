//! The form of one person: what it shows, and the command that it makes.

use uuid::Uuid;

use super::store::{self, Details, Match, Particulars};
use crate::{
    people::Level,
    tables::cells,
    web::{
        Fields, Texts,
        forms::{Fault, Faults, SHORT},
        when,
    },
};

/// What a form asks about a person, as texts.
#[derive(Default)]
pub(in crate::people) struct Form {
    pub number: String,
    pub name: String,
    pub email: String,
    pub department: String,
    pub new_department: String,
    pub position: String,
    pub level: String,
    pub superior: String,
    pub superior_hint: String,
    pub hired_on: String,
}

pub(in crate::people) struct Messages {
    pub number: String,
    pub name: String,
    pub email: String,
    pub new_department: String,
    pub position: String,
    pub level: String,
    pub superior: String,
    pub hired_on: String,
}

/// A form that came back: what was typed, what is wrong with it, and who could be meant as superior.
pub(in crate::people) struct Typed<'a> {
    pub fields: &'a Fields,
    pub faults: &'a Faults,
    pub picks: &'a [Match],
}

pub(in crate::people) fn form(d: &Details, typed: Option<&Typed>, l: &Texts) -> Form {
    let superior_hint = d.superior.as_ref().map_or_else(
        || l.person_superior_hint(),
        |name| l.person_superior_now(name.as_str()),
    );
    if let Some(typed) = typed {
        let text = |name: &str| typed.fields.get(name).to_owned();
        return Form {
            number: text("number"),
            name: text("name"),
            email: text("email"),
            department: text("department"),
            new_department: text("new_department"),
            position: text("position"),
            level: text("level"),
            superior: text("superior"),
            superior_hint,
            hired_on: text("hired_on"),
        };
    }
    Form {
        number: d.number.clone(),
        name: d.name.clone(),
        email: d.email.clone().unwrap_or_default(),
        department: d.department_id.map(|id| id.to_string()).unwrap_or_default(),
        new_department: String::new(),
        position: d.position.clone(),
        level: d.level.key().to_owned(),
        superior: d.superior_number.clone().unwrap_or_default(),
        superior_hint,
        hired_on: d.hired_on.map(when::input_day).unwrap_or_default(),
    }
}

/// The command that a form makes, but for the superior and a new department, which need the database.
pub(in crate::people) struct Command {
    pub number: String,
    pub new_department: String,
    pub particulars: Particulars,
}

pub(in crate::people) fn command(
    fields: &Fields,
    known: &[store::DepartmentLine],
    is_new: bool,
    l: &Texts,
) -> (Command, Faults) {
    let mut faults = Faults::default();
    let number = if is_new {
        fields.required("number", 64, &mut faults)
    } else {
        String::new()
    };
    let email = fields.text("email", 254, &mut faults).to_lowercase();
    if !email.is_empty() && !cells::is_email(&email) {
        faults.add("email", Fault::Other(l.person_email_bad()));
    }
    let department = |text: &str| {
        let id: Uuid = text.parse().ok()?;
        known.iter().any(|one| one.id == id).then_some(id)
    };
    let command = Command {
        number: cells::code(&number),
        new_department: cells::clean(&fields.text("new_department", SHORT, &mut faults)),
        particulars: Particulars {
            name: cells::clean(&fields.required("name", SHORT, &mut faults)),
            email: (!email.is_empty()).then_some(email),
            department: fields.choice("department", department, &mut faults),
            position: cells::clean(&fields.text("position", SHORT, &mut faults)),
            level: fields
                .choice("level", Level::from_key, &mut faults)
                .unwrap_or_default(),
            superior: None,
            hired_on: fields.day("hired_on", &mut faults),
            active: true,
        },
    };
    (command, faults)
}

/// Which fields differ; the trail keeps their names, not personal data.
pub(in crate::people) fn changed(before: &Details, after: &Particulars) -> Vec<&'static str> {
    [
        ("name", before.name != after.name),
        ("email", before.email != after.email),
        ("department", before.department_id != after.department),
        ("position", before.position != after.position),
        ("level", before.level != after.level),
        ("superior", before.superior_id != after.superior),
        ("hired_on", before.hired_on != after.hired_on),
    ]
    .into_iter()
    .filter(|(_, differs)| *differs)
    .map(|(field, _)| field)
    .collect()
}

/// The field that a unique constraint is about.
pub(in crate::people) fn taken(error: &anyhow::Error) -> Option<&'static str> {
    let sqlx::Error::Database(error) = error.downcast_ref::<sqlx::Error>()? else {
        return None;
    };
    match error.constraint()? {
        "people_email_unique" => Some("email"),
        "people_number_unique" | "people_number_spelling" => Some("number"),
        _ => None,
    }
}
