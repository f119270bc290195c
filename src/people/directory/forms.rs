//! The form of one person: what it shows, and the command that it makes.

use uuid::Uuid;

use super::store::{self, Details, Match, Particulars};
use crate::{
    people::Level,
    tables::cells,
    web::{
        Fields, FormView, Texts,
        forms::{Fault, Faults, SHORT},
        when,
    },
};

/// A form that came back: what was typed, what is wrong with it, and who could be meant as superior.
pub(in crate::people) struct Typed<'a> {
    pub fields: &'a Fields,
    pub faults: &'a Faults,
    pub picks: &'a [Match],
}

/// The form with what was typed, else with what stands there.
pub(in crate::people) fn form(d: &Details, typed: Option<&Typed>, l: &'static Texts) -> FormView {
    let (none, right) = (Fields::default(), Faults::default());
    let (fields, faults) = typed.map_or((&none, &right), |typed| (typed.fields, typed.faults));
    let form = FormView::of(fields, faults, l).labels([
        ("number", l.people_number()),
        ("name", l.people_name()),
        ("email", l.people_email()),
        ("department", l.people_department()),
        ("new_department", l.person_new_department()),
        ("position", l.people_position()),
        ("level", l.people_level()),
        ("superior", l.people_superior()),
        ("hired_on", l.people_hired_on()),
    ]);
    if typed.is_some() {
        return form;
    }
    let department = d.department_id.map(|id| id.to_string());
    form.keep("number", d.number.as_str())
        .keep("name", d.name.as_str())
        .keep("email", d.email.clone().unwrap_or_default())
        .keep("department", department.unwrap_or_default())
        .keep("position", d.position.as_str())
        .keep("level", d.level.key())
        .keep("superior", d.superior_number.clone().unwrap_or_default())
        .keep(
            "hired_on",
            d.hired_on.map(when::input_day).unwrap_or_default(),
        )
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
