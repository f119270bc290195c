//! The two forms as typed, and what they lack before they may be submitted.

use crate::{
    forms::form::{Form, Question},
    interviews::{
        gathered::Standing,
        kinds::PlaceKind,
        sheets::{EmployeePreparation, SuperiorPreparation},
    },
    web::{
        Texts,
        forms::{Fault, Faults, Fields, LONG, SHORT},
    },
};

/// The questions that every employee is asked. A form that has one of its own under the same key
/// only words it differently.
pub const ASKED: [&str; 4] = ["view", "difficulties", "wishes", "questions"];
const PLACE: &str = "place";

/// The form's own wording of a question that is always asked.
#[must_use]
pub fn worded<'a>(form: &'a Form, key: &str) -> Option<&'a Question> {
    form.preparation_questions
        .iter()
        .find(|question| question.key == key)
}

/// The form's questions beyond those that are always asked.
pub fn further(form: &Form) -> impl Iterator<Item = &Question> {
    form.preparation_questions
        .iter()
        .filter(|question| !ASKED.contains(&question.key.as_str()) && question.key != PLACE)
}

#[must_use]
pub fn read_employee(form: &Form, fields: &Fields) -> (EmployeePreparation, Faults) {
    let mut faults = Faults::default();
    let body = EmployeePreparation {
        view: fields.text("view", LONG, &mut faults),
        difficulties: fields.text("difficulties", LONG, &mut faults),
        wishes: fields.text("wishes", LONG, &mut faults),
        questions: fields.text("questions", LONG, &mut faults),
        place_kind: fields.choice("wanted_kind", PlaceKind::from_key, &mut faults),
        place: fields.text("wanted_place", SHORT, &mut faults),
        answers: further(form)
            .map(|question| {
                let name = format!("answer.{}", question.key);
                (question.key.clone(), fields.text(&name, LONG, &mut faults))
            })
            .collect(),
    };
    (body, faults)
}

/// One of the texts of the questions that are always asked.
#[must_use]
pub fn asked<'a>(body: &'a EmployeePreparation, key: &str) -> &'a str {
    match key {
        "view" => &body.view,
        "difficulties" => &body.difficulties,
        "wishes" => &body.wishes,
        "questions" => &body.questions,
        _ => "",
    }
}

/// What the form requires, and at least one answer in all: an empty questionnaire prepares nobody.
#[must_use]
pub fn employee_lacks(form: &Form, body: &EmployeePreparation, l: &Texts) -> Faults {
    let mut faults = Faults::default();
    for key in ASKED {
        let required = worded(form, key).is_some_and(|question| question.required);
        if required && asked(body, key).is_empty() {
            faults.add(key, Fault::Required);
        }
    }
    for question in further(form).filter(|question| question.required) {
        if body.answers.get(&question.key).is_none_or(String::is_empty) {
            faults.add(format!("answer.{}", question.key), Fault::Required);
        }
    }
    let said = ASKED.iter().any(|key| !asked(body, key).is_empty())
        || body.answers.values().any(|answer| !answer.is_empty());
    if !said {
        faults.add("view", Fault::Other(l.prepare_say_something()));
    }
    faults
}

#[must_use]
pub fn read_superior(items: &[Standing], fields: &Fields) -> (SuperiorPreparation, Faults) {
    let mut faults = Faults::default();
    let body = SuperiorPreparation {
        duties_read: fields.has("duties_read"),
        results_read: fields.has("results_read"),
        examples: items
            .iter()
            .filter(|item| item.weak && fields.has(&format!("example.{}", item.key)))
            .map(|item| item.key.clone())
            .collect(),
        explanations: items
            .iter()
            .filter(|item| item.self_is_higher())
            .map(|item| {
                let name = format!("explanation.{}", item.key);
                (item.key.clone(), fields.text(&name, LONG, &mut faults))
            })
            .collect(),
    };
    (body, faults)
}

/// Duties and results read, an example for each weak item, an explanation for each item in which the
/// employee sees more.
#[must_use]
pub fn superior_lacks(items: &[Standing], body: &SuperiorPreparation, l: &Texts) -> Faults {
    let mut faults = Faults::default();
    let mut tick = |name: String, ticked: bool| {
        if !ticked {
            faults.add(name, Fault::Other(l.prepare_tick()));
        }
    };
    tick("duties_read".into(), body.duties_read);
    tick("results_read".into(), body.results_read);
    for item in items.iter().filter(|item| item.weak) {
        tick(
            format!("example.{}", item.key),
            body.examples.contains(&item.key),
        );
    }
    for item in items.iter().filter(|item| item.self_is_higher()) {
        if body
            .explanations
            .get(&item.key)
            .is_none_or(String::is_empty)
        {
            faults.add(format!("explanation.{}", item.key), Fault::Required);
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::{access::Lang, forms::form::Bilingual, web::texts};

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields::from_pairs(
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    fn standing(key: &str, own: i64, points: i64, weak: bool) -> Standing {
        Standing {
            key: key.into(),
            own: Some(Decimal::from(own)),
            points: Some(Decimal::from(points)),
            weak,
        }
    }

    #[test]
    fn one_answer_is_enough_unless_the_form_asks_for_more() {
        let l = texts(Lang::En);
        let mut form = Form::standard();
        let (body, faults) = read_employee(&form, &fields(&[("wanted_place", "the park")]));
        assert!(faults.is_empty());
        assert!(employee_lacks(&form, &body, l).of("view").is_some());
        let (body, _) = read_employee(&form, &fields(&[("questions", "Why?")]));
        assert!(employee_lacks(&form, &body, l).is_empty());
        form.preparation_questions[0].required = true;
        form.preparation_questions.push(Question {
            key: "tools".into(),
            prompt: Bilingual::new("Tools?", "工具？"),
            hint: Bilingual::default(),
            required: true,
        });
        let lacks = employee_lacks(&form, &body, l);
        assert!(lacks.of("view").is_some() && lacks.of("answer.tools").is_some());
    }

    #[test]
    fn the_checklist_asks_for_weak_items_and_for_differences_and_only_for_these() {
        let l = texts(Lang::En);
        let items = [
            standing("a", 20, 11, true),
            standing("b", 20, 20, false),
            standing("c", 5, 9, true),
        ];
        let (body, _) = read_superior(&items, &fields(&[]));
        let lacks = superior_lacks(&items, &body, l);
        for name in [
            "duties_read",
            "results_read",
            "example.a",
            "example.c",
            "explanation.a",
        ] {
            assert!(lacks.of(name).is_some(), "{name}");
        }
        for name in ["example.b", "explanation.b", "explanation.c"] {
            assert!(lacks.of(name).is_none(), "{name}");
        }
        let (body, _) = read_superior(
            &items,
            &fields(&[
                ("duties_read", "on"),
                ("results_read", "on"),
                ("example.a", "on"),
                ("example.c", "on"),
                ("example.b", "on"),
                ("explanation.a", "Two complaints."),
            ]),
        );
        assert!(superior_lacks(&items, &body, l).is_empty());
        assert!(!body.examples.contains("b"), "nothing that was not asked");
    }
}
