//! What each of the eight steps shows in its middle, made from what is saved and what was just typed.

mod solving;
mod talking;
mod views;

use super::typed::{Part, Typed};
use crate::{
    access::Lang,
    appraisals::Seen,
    interviews::{gathered::Gathered, preparation, rules},
    web::{Pick, Shell, Texts},
};

pub use views::{Body, ParkedView, Said};

/// What every body is made from.
pub struct Maker<'a> {
    pub seen: &'a Seen,
    pub g: &'a Gathered,
    pub typed: Option<&'a Typed<'a>>,
    pub shell: &'a Shell,
}

impl Maker<'_> {
    fn l(&self) -> &'static Texts {
        self.shell.l
    }

    fn lang(&self) -> Lang {
        self.shell.lang
    }

    fn name(&self, key: &str) -> String {
        self.seen.appraisal.cycle.form.indicator(key).map_or_else(
            || key.to_owned(),
            |one| one.name.get(self.lang()).to_owned(),
        )
    }

    /// What was typed into a form of this part, else what is kept.
    fn text(&self, part: Part, name: &str, kept: &str) -> String {
        self.typed
            .filter(|typed| typed.part == part)
            .map_or(kept, |typed| typed.fields.get(name))
            .to_owned()
    }

    fn tick(&self, part: Part, name: &str, kept: bool) -> bool {
        self.typed
            .filter(|typed| typed.part == part)
            .map_or(kept, |typed| typed.fields.has(name))
    }

    fn version(&self, part: Part, kept: i32) -> i32 {
        self.typed
            .filter(|typed| typed.part == part)
            .map_or(kept, |typed| typed.fields.version())
    }

    /// The three as options; `none` is a first one for nobody.
    fn people(&self, chosen: &str, none: Option<String>) -> Vec<Pick> {
        let a = &self.seen.appraisal;
        let three = [
            Some(&a.appraisee),
            Some(&a.superior),
            a.facilitator.as_ref(),
        ]
        .into_iter()
        .flatten()
        .map(|party| {
            Pick::new(
                party.id.to_string(),
                party.name.clone(),
                party.id.to_string() == chosen,
            )
        });
        none.map(|label| Pick::new("", label, chosen.is_empty()))
            .into_iter()
            .chain(three)
            .collect()
    }

    pub fn body(&self, step: u8) -> Body {
        match step {
            rules::OPENING => Body::Opening(self.opening()),
            rules::OWN_WORDS => Body::OwnWords(self.own_words()),
            rules::EXCHANGE => Body::Exchange(self.exchange()),
            rules::ITEMS => Body::Items(self.items()),
            rules::PLAN => Body::Plan(self.plan()),
            rules::DEVELOPMENT => Body::Development(self.development()),
            rules::GOALS => Body::Goals(self.goals()),
            _ => Body::Confirmation(self.confirmation()),
        }
    }
}

/// The saved sheet of a step, for the comparison with what came too late.
pub fn sheet_rows(
    step: u8,
    g: &Gathered,
    seen: &Seen,
    shell: &Shell,
) -> (i32, Vec<(String, String, String)>) {
    let l = shell.l;
    let row = |name: &str, label: String, text: &str| (name.to_owned(), label, text.to_owned());
    match step {
        rules::EXCHANGE => {
            let maker = Maker {
                seen,
                g,
                typed: None,
                shell,
            };
            let mut rows = vec![row(
                "strengths",
                l.room_strengths(),
                &g.exchange.body.strengths,
            )];
            rows.extend(
                g.exchange
                    .body
                    .differences
                    .iter()
                    .map(|(key, text)| row(&format!("difference.{key}"), maker.name(key), text)),
            );
            (g.exchange.version, rows)
        }
        rules::PLAN => (
            g.no_plan.version,
            vec![row("no_plan", l.plan_none_needed(), &g.no_plan.body.reason)],
        ),
        rules::DEVELOPMENT => {
            let body = &g.development.body;
            let rows = vec![
                row("difficulties", l.room_difficulties(), &body.difficulties),
                row("promised", l.room_promised(), &body.support),
                row("growth", l.room_growth(), &body.growth),
            ];
            (g.development.version, rows)
        }
        rules::CONFIRMATION => (
            g.closing.version,
            vec![row("summary", l.room_summary(), &g.closing.body.summary)],
        ),
        rules::OPENING => (g.opening.version, Vec::new()),
        _ => (g.own_words.version, Vec::new()),
    }
}

/// What the employee prepared, for the step in which they speak.
pub fn prepared(maker: &Maker<'_>) -> Vec<Said> {
    let Some(saved) = &maker.g.employee_preparation else {
        return Vec::new();
    };
    preparation::answers(maker.seen, saved, maker.shell)
        .into_iter()
        .map(|(who, text)| Said { who, text })
        .collect()
}
