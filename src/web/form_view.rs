//! A form as its page shows it: what is in each field, how the field is called, and what is wrong with it.
//! A template asks by the field's name; the macros `input`, `text_area` and `pick` take the whole form.

use std::collections::BTreeMap;

use super::{
    forms::{Fault, Faults, Fields},
    texts::Texts,
};

/// One line of the summary above a form.
pub struct FieldError {
    pub field: String,
    /// What the field is called; empty where the text says it, or the page's script has to find it out.
    pub label: String,
    pub text: String,
}

impl FieldError {
    #[must_use]
    pub fn list(faults: &Faults, l: &Texts) -> Vec<Self> {
        let line = |(field, fault): (&str, &Fault)| Self {
            field: field.to_owned(),
            label: String::new(),
            text: fault.text(l),
        };
        faults.iter().map(line).collect()
    }
}

/// One of several to choose from, in a select or as a card.
pub struct Pick {
    pub value: String,
    pub label: String,
    pub hint: String,
    pub chosen: bool,
}

impl Pick {
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: String::new(),
            chosen,
        }
    }

    /// The same where the chosen value is known.
    #[must_use]
    pub fn of(value: impl Into<String>, label: impl Into<String>, chosen: &str) -> Self {
        let value = value.into();
        let is = value == chosen;
        Self::new(value, label, is)
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

pub struct FormView {
    fields: Fields,
    faults: Faults,
    labels: BTreeMap<String, String>,
    l: &'static Texts,
}

impl FormView {
    #[must_use]
    pub fn of(fields: &Fields, faults: &Faults, l: &'static Texts) -> Self {
        Self {
            fields: fields.clone(),
            faults: faults.clone(),
            labels: BTreeMap::new(),
            l,
        }
    }

    /// What the fields are called, on the page and in the summary.
    #[must_use]
    pub fn labels<N: Into<String>>(
        mut self,
        labels: impl IntoIterator<Item = (N, String)>,
    ) -> Self {
        let named = labels.into_iter().map(|(name, label)| (name.into(), label));
        self.labels.extend(named);
        self
    }

    /// What stands in a field until somebody types into it.
    #[must_use]
    pub fn keep(mut self, name: &str, value: impl Into<String>) -> Self {
        if !self.fields.has(name) {
            self.fields.put(name, value);
        }
        self
    }

    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.fields.get(name)
    }

    /// Whether a box is ticked, or a repeated field has this value.
    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        self.fields.has(name)
    }

    #[must_use]
    pub fn label(&self, name: &str) -> &str {
        self.labels.get(name).map_or("", String::as_str)
    }

    /// The message at a field, empty where it is right.
    #[must_use]
    pub fn error(&self, name: &str) -> String {
        self.faults.at(name, self.l)
    }

    /// The summary: the name of each field and what is wrong with it.
    #[must_use]
    pub fn errors(&self) -> Vec<FieldError> {
        let mut errors = FieldError::list(&self.faults, self.l);
        for error in &mut errors {
            self.label(&error.field).clone_into(&mut error.label);
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::Lang, web::texts};

    #[test]
    fn a_form_knows_what_is_in_a_field_how_it_is_called_and_what_is_wrong_with_it() {
        let l = texts(Lang::En);
        let pairs = [("name", "Ann"), ("note", "")];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let mut faults = Faults::default();
        faults.add("note", Fault::Required);
        faults.add("", Fault::Other("as a whole".to_owned()));
        let form = FormView::of(&Fields::from_pairs(pairs.into()), &faults, l)
            .labels([("note", "Note".to_owned())])
            .keep("name", "Bo")
            .keep("note", "kept")
            .keep("day", "2026-12-01");
        let values = ["name", "note", "day", "other"].map(|name| form.value(name));
        assert_eq!(
            values,
            ["Ann", "", "2026-12-01", ""],
            "what was typed stays, also nothing"
        );
        assert_eq!((form.label("note"), form.label("name")), ("Note", ""));
        assert_eq!(form.error("note"), l.fault_required());
        assert_eq!(form.error("name"), "");
        let lines: Vec<_> = form
            .errors()
            .into_iter()
            .map(|error| (error.field, error.label, error.text))
            .collect();
        let as_a_whole = (String::new(), String::new(), "as a whole".to_owned());
        let of_note = ("note".to_owned(), "Note".to_owned(), l.fault_required());
        assert_eq!(lines, [as_a_whole, of_note]);
    }

    #[test]
    fn one_is_chosen_by_its_value() {
        let chosen = ["a", "b"].map(|value| Pick::of(value, "", "b").chosen);
        assert_eq!(chosen, [false, true]);
    }
}
