//! What the kinds of material and the refusals are called.

use super::rules::{Counts, Refusal, Thing};
use crate::web::Texts;

pub fn thing(thing: Thing, l: &Texts) -> String {
    match thing {
        Thing::Drafts => l.retention_drafts(),
        Thing::Preparation => l.retention_preparation(),
        Thing::InterviewTexts => l.retention_interview_texts(),
        Thing::PrivateNotes => l.retention_private_notes(),
        Thing::Notes => l.retention_notes(),
        Thing::Files => l.retention_files(),
        Thing::Advices => l.retention_advices(),
        Thing::Answers => l.retention_answers(),
        Thing::Requests => l.retention_requests(),
    }
}

/// "Drafts: 3 · Files: 1"
pub fn counts(counts: &Counts, l: &Texts) -> String {
    Thing::ALL
        .into_iter()
        .filter(|one| counts.of(*one) > 0)
        .map(|one| l.retention_count(thing(one, l), counts.of(one).to_string()))
        .collect::<Vec<_>>()
        .join(" · ")
}

pub fn refusal(refusal: Refusal, l: &Texts) -> String {
    match refusal {
        Refusal::NoNumber => l.retention_whole_months(),
        Refusal::Below(least) => l.retention_at_least(least),
        Refusal::Above(most) => l.retention_at_most(most),
        Refusal::InputLongest => l.retention_input_longest(),
    }
}
