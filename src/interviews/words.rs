//! The names of this room's choices and steps, and what a step still lacks, in the reader's language.

use super::{
    kinds::{GoalSource, Method, PlaceKind, Purpose},
    rules::{self, Lack, Unfinished},
};
use crate::{access::Lang, appraisals, forms::form::Form, web::Texts};

#[must_use]
pub fn purpose(purpose: Purpose, l: &Texts) -> String {
    match purpose {
        Purpose::ImproveResults => l.purpose_improve_results(),
        Purpose::Career => l.purpose_career(),
        Purpose::Cooperation => l.purpose_cooperation(),
    }
}

#[must_use]
pub fn method(method: Method, l: &Texts) -> String {
    match method {
        Method::Sandwich => l.method_sandwich(),
        Method::CausesFirst => l.method_causes_first(),
        Method::ShortAgenda => l.method_short_agenda(),
    }
}

/// How a method goes about it, in one sentence.
#[must_use]
pub fn method_hint(method: Method, l: &Texts) -> String {
    match method {
        Method::Sandwich => l.method_sandwich_hint(),
        Method::CausesFirst => l.method_causes_first_hint(),
        Method::ShortAgenda => l.method_short_agenda_hint(),
    }
}

#[must_use]
pub fn place(kind: PlaceKind, l: &Texts) -> String {
    appraisals::words::place(kind.key(), l)
}

#[must_use]
pub fn source(source: GoalSource, l: &Texts) -> String {
    match source {
        GoalSource::Company => l.source_company(),
        GoalSource::Department => l.source_department(),
        GoalSource::Own => l.source_own(),
    }
}

/// The name of a step.
#[must_use]
pub fn step(step: u8, l: &Texts) -> String {
    match step {
        rules::OPENING => l.step1_name(),
        rules::OWN_WORDS => l.step2_name(),
        rules::EXCHANGE => l.step3_name(),
        rules::ITEMS => l.step4_name(),
        rules::PLAN => l.step5_name(),
        rules::DEVELOPMENT => l.step6_name(),
        rules::GOALS => l.step7_name(),
        _ => l.step8_name(),
    }
}

/// What the step is for and how to go about it.
#[must_use]
pub fn prompt(step: u8, l: &Texts) -> String {
    match step {
        rules::OPENING => l.step1_prompt(),
        rules::OWN_WORDS => l.step2_prompt(),
        rules::EXCHANGE => l.step3_prompt(),
        rules::ITEMS => l.step4_prompt(),
        rules::PLAN => l.step5_prompt(),
        rules::DEVELOPMENT => l.step6_prompt(),
        rules::GOALS => l.step7_prompt(),
        _ => l.step8_prompt(),
    }
}

/// Open questions to pick from, by the key under which it is kept that they were asked: the usual
/// ones of the step, then those of the form.
#[must_use]
pub fn questions(step: u8, form: &Form, l: &Texts, lang: Lang) -> Vec<(String, String)> {
    let usual = usual_questions(step, l);
    let own = form.agenda(step).into_iter().flat_map(|agenda| {
        let questions = agenda.questions.iter().enumerate();
        questions.map(|(at, text)| (format!("{step}-form-{at}"), text.get(lang).to_owned()))
    });
    usual
        .into_iter()
        .map(|(key, text)| (key.to_owned(), text))
        .chain(own)
        .collect()
}

fn usual_questions(step: u8, l: &Texts) -> Vec<(&'static str, String)> {
    match step {
        rules::OPENING => vec![("1a", l.ask_1a()), ("1b", l.ask_1b())],
        rules::OWN_WORDS => vec![("2a", l.ask_2a()), ("2b", l.ask_2b()), ("2c", l.ask_2c())],
        rules::EXCHANGE => vec![("3a", l.ask_3a()), ("3b", l.ask_3b())],
        rules::ITEMS => vec![("4a", l.ask_4a()), ("4b", l.ask_4b()), ("4c", l.ask_4c())],
        rules::PLAN => vec![("5a", l.ask_5a()), ("5b", l.ask_5b()), ("5c", l.ask_5c())],
        rules::DEVELOPMENT => vec![("6a", l.ask_6a()), ("6b", l.ask_6b()), ("6c", l.ask_6c())],
        rules::GOALS => vec![("7a", l.ask_7a()), ("7b", l.ask_7b())],
        _ => vec![("8a", l.ask_8a()), ("8b", l.ask_8b())],
    }
}

/// What is missing, as a sentence that says who can add it.
#[must_use]
pub fn lack(lack: &Lack, form: &Form, l: &Texts, lang: Lang) -> String {
    let name = |key: &str| {
        form.indicator(key)
            .map_or_else(|| key.to_owned(), |one| one.name.get(lang).to_owned())
    };
    match lack {
        Lack::PurposeStated => l.lack_purpose_stated(),
        Lack::ConfidentialityStated => l.lack_confidentiality_stated(),
        Lack::EmployeesWords => l.lack_employees_words(),
        Lack::Strengths => l.lack_strengths(),
        Lack::Difference(item) => l.lack_difference(name(item)),
        Lack::Stance(item) => l.lack_stance(name(item)),
        Lack::EmployeeView(item) => l.lack_employee_view(name(item)),
        Lack::SuperiorView(item) => l.lack_superior_view(name(item)),
        Lack::Plan => l.lack_plan(),
        Lack::Difficulties => l.lack_difficulties(),
        Lack::Support => l.lack_support(),
        Lack::Growth => l.lack_growth(),
        Lack::Goals => l.lack_goals(),
        Lack::GoalConfirmed(title) => l.lack_goal_confirmed(title.as_str()),
        Lack::Confirmation => l.lack_confirmation(),
        Lack::Mark => l.lack_mark(),
    }
}

/// One sentence for every thing that is missing, each with the name of its step in front.
#[must_use]
pub fn unfinished(unfinished: &[Unfinished], form: &Form, l: &Texts, lang: Lang) -> Vec<String> {
    unfinished
        .iter()
        .flat_map(|one| {
            one.lacks
                .iter()
                .map(|missing| l.lack_in_step(step(one.step, l), lack(missing, form, l, lang)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::texts;

    #[test]
    fn every_kind_of_place_has_its_own_words() {
        for lang in Lang::ALL {
            let mut words: Vec<String> = PlaceKind::ALL
                .iter()
                .map(|kind| place(*kind, texts(lang)))
                .collect();
            words.sort();
            words.dedup();
            assert_eq!(words.len(), PlaceKind::ALL.len(), "{words:?}");
            assert!(!words.contains(&String::new()));
        }
    }
}
