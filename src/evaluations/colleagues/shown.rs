//! What colleagues wrote, beside the scores.

use sha2::{Digest, Sha256};

use time::Date;

use super::rules::{Answer, Mode, Round, Shown, Voice};
use crate::{
    appraisals::Seen,
    web::{Shell, Texts, when},
};

pub struct Said {
    /// Empty where it is anonymous.
    pub who: String,
    pub text: String,
}

pub struct Asked {
    pub question: String,
    pub said: Vec<Said>,
}

pub struct InputView {
    pub href: String,
    pub asked: Vec<Asked>,
    /// Why there is nothing to read, or how to read it.
    pub note: String,
}

#[must_use]
pub fn question(field: &str, l: &Texts) -> String {
    match field {
        "strengths" => l.input_strengths(),
        "improve" => l.input_improve(),
        _ => l.input_example(),
    }
}

/// The section beside the scores, for those who may read it, where the cycle asks colleagues.
#[must_use]
pub fn beside(
    round: &Round,
    answers: Vec<Voice>,
    seen: &Seen,
    today: Date,
    shell: &Shell,
) -> InputView {
    let l = shell.l;
    let shown = round.shows(today, answers.len());
    let note = match shown {
        Shown::Later => l.input_later(when::day(round.due_on, shell.lang)),
        Shown::Withheld => l.input_withheld(),
        Shown::All if answers.is_empty() => l.input_none(),
        Shown::All if round.mode == Mode::Anonymous => l.input_anonymous_note(),
        Shown::All => String::new(),
    };
    let asked = if shown == Shown::All {
        together(round, &answers, l)
    } else {
        Vec::new()
    };
    InputView {
        href: seen.address("/colleagues"),
        asked,
        note,
    }
}

/// Question by question. Anonymous answers stand in another order under each, so that what one person
/// wrote cannot be put together again.
fn together(round: &Round, answers: &[Voice], l: &Texts) -> Vec<Asked> {
    let anonymous = round.mode == Mode::Anonymous;
    Answer::FIELDS
        .iter()
        .filter_map(|field| {
            let mut said: Vec<(Vec<u8>, Said)> = answers
                .iter()
                .filter(|voice| !voice.answer.get(field).is_empty())
                .map(|Voice { id, name, answer }| {
                    let place = if anonymous {
                        Sha256::digest(format!("{id} {field}")).to_vec()
                    } else {
                        name.to_lowercase().into_bytes()
                    };
                    let who = if anonymous {
                        String::new()
                    } else {
                        name.clone()
                    };
                    let text = answer.get(field).to_owned();
                    (place, Said { who, text })
                })
                .collect();
            said.sort_by(|(a, _), (b, _)| a.cmp(b));
            (!said.is_empty()).then(|| Asked {
                question: question(field, l),
                said: said.into_iter().map(|(_, said)| said).collect(),
            })
        })
        .collect()
}
