//! A form while it is written: the fields of the editor as they were typed, good or not. From them
//! comes the form, with a fault at every field that cannot stand; from a form come the fields.

use rust_decimal::Decimal;

use super::rows::{self, Pairs};
use crate::{
    access::Lang,
    forms::form::{KindName, MOST_LEVELS},
    web::Fields,
};

mod read;
mod write;

pub use read::{hundredths, problems, read};

/// More than this no form needs, and no page should have to show.
const MOST_SECTIONS: usize = 12;
const MOST_INDICATORS: usize = 40;
const MOST_QUESTIONS: usize = 20;
/// The longest value that is kept; what a field may hold is said where it is read.
const LONGEST: usize = 6000;

/// Whom questions are for: in the self-evaluation, in the evaluation, before the interview.
pub const ASKED: [&str; 3] = ["self", "superior", "preparation"];

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    pairs: Pairs,
}

impl Draft {
    /// What the editor sent, without what is not the editor's.
    #[must_use]
    pub fn sent(fields: &Fields) -> Self {
        Self::from_pairs(fields.pairs().to_vec())
    }

    #[must_use]
    pub fn from_pairs(pairs: Pairs) -> Self {
        const WHOLE: [&str; 8] = [
            "name_en",
            "name_zh",
            "about_en",
            "about_zh",
            "percent_mode",
            "speaking_order",
            "positions",
            "level",
        ];
        const PARTS: [&str; 5] = ["sec", "ind", "lev", "q", "agenda"];
        let known = |name: &str| {
            WHOLE.contains(&name)
                || ["section", "ind"].contains(&name)
                || name
                    .split_once('.')
                    .is_some_and(|(first, _)| PARTS.contains(&first))
        };
        let pairs = pairs
            .into_iter()
            .filter(|(name, _)| known(name) && name.len() <= 120)
            .map(|(name, value)| {
                // the database keeps every text but this one character
                let value = value.chars().filter(|c| *c != '\0').take(LONGEST).collect();
                (name, value)
            })
            .collect();
        Self { pairs }
    }

    #[must_use]
    pub const fn pairs(&self) -> &Pairs {
        &self.pairs
    }

    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    fn put(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.pairs.push((name.into(), value.into()));
    }

    #[must_use]
    pub fn sections(&self) -> Vec<&str> {
        rows::keys(&self.pairs, "section")
    }

    /// The section of an indicator; empty where it has none that is there.
    #[must_use]
    pub fn section_of(&self, indicator: &str) -> &str {
        let section = self.get(&format!("ind.{indicator}.section"));
        if self.sections().contains(&section) {
            section
        } else {
            ""
        }
    }

    /// The indicators of a section, or of none.
    #[must_use]
    pub fn indicators(&self, section: &str) -> Vec<&str> {
        rows::keys(&self.pairs, "ind")
            .into_iter()
            .filter(|key| self.section_of(key) == section)
            .collect()
    }

    #[must_use]
    pub fn levels(&self, indicator: &str) -> Vec<&str> {
        rows::keys(&self.pairs, &format!("lev.{indicator}"))
    }

    #[must_use]
    pub fn questions(&self, asked: &str) -> Vec<&str> {
        rows::keys(&self.pairs, &format!("q.{asked}"))
    }

    #[must_use]
    pub fn kind(&self, indicator: &str) -> KindName {
        KindName::from_key(self.get(&format!("ind.{indicator}.kind")))
            .unwrap_or(KindName::Judgement)
    }

    /// What the name says now, in the language of the reader or the other.
    #[must_use]
    pub fn words(&self, field: &str, lang: Lang) -> &str {
        let wanted = self.get(&format!("{field}_{}", lang.key())).trim();
        if wanted.is_empty() {
            self.get(&format!("{field}_{}", lang.other().key())).trim()
        } else {
            wanted
        }
    }

    /// The sum of the weights that can be read, and what it lacks to 100.
    #[must_use]
    pub fn weights(&self) -> (Decimal, Decimal) {
        let sum = rows::keys(&self.pairs, "ind")
            .into_iter()
            .filter_map(|key| {
                crate::ground::decimals::read(self.get(&format!("ind.{key}.weight"))).ok()
            })
            .fold(Decimal::ZERO, |sum, weight| {
                sum.checked_add(weight).unwrap_or(sum)
            });
        (sum, Decimal::ONE_HUNDRED - sum)
    }

    /// Whether something stands in a weight's field that is no number.
    #[must_use]
    pub fn has_unreadable_weight(&self) -> bool {
        rows::keys(&self.pairs, "ind").into_iter().any(|key| {
            let weight = self.get(&format!("ind.{key}.weight"));
            !weight.trim().is_empty() && crate::ground::decimals::read(weight).is_err()
        })
    }

    /// Carries out one of the editor's small buttons: `add:ind:SECTION:KIND`, `up:lev:IND:KEY` and the
    /// like. Answers with the id of the row to look at; what makes no sense changes nothing.
    pub fn act(&mut self, deed: &str) -> Option<String> {
        let words: Vec<&str> = deed.split(':').collect();
        match words.as_slice() {
            ["add", "section"] => self.add_section(),
            ["add", "ind", section, kind] => self.add_indicator(section, kind),
            ["add", "lev", indicator] => self.add_level(indicator),
            ["add", "q", asked] => self.add_question(asked),
            ["remove", "section", key] if rows::plain(key) => {
                // its indicators stay, without a heading
                rows::remove(&mut self.pairs, "section", key, &format!("sec.{key}."));
                None
            }
            ["remove", "ind", key] if rows::plain(key) => {
                rows::remove(&mut self.pairs, "ind", key, &format!("ind.{key}."));
                let levels = format!("lev.{key}");
                let prefix = format!("{levels}.");
                self.pairs
                    .retain(|(name, _)| *name != levels && !name.starts_with(&prefix));
                None
            }
            ["remove", "lev", indicator, key] if rows::plain(key) => {
                let order = format!("lev.{indicator}");
                let prefix = format!("{order}.{key}.");
                rows::remove(&mut self.pairs, &order, key, &prefix);
                Some(format!("row-{indicator}"))
            }
            ["remove", "q", asked, key] if rows::plain(key) => {
                let order = format!("q.{asked}");
                let prefix = format!("{order}.{key}.");
                rows::remove(&mut self.pairs, &order, key, &prefix);
                Some(format!("q-{asked}"))
            }
            [way @ ("up" | "down"), rest @ ..] => self.shift(*way == "up", rest),
            _ => None,
        }
    }

    fn shift(&mut self, up: bool, row: &[&str]) -> Option<String> {
        match row {
            ["section", key] => {
                rows::shift(&mut self.pairs, "section", key, up, |_, _| true);
                Some(format!("sec-{key}"))
            }
            ["ind", key] => {
                let section = self.section_of(key).to_owned();
                let beside: Vec<String> = self
                    .indicators(&section)
                    .into_iter()
                    .map(str::to_owned)
                    .collect();
                rows::shift(&mut self.pairs, "ind", key, up, |_, other| {
                    beside.iter().any(|one| one == other)
                });
                Some(format!("row-{key}"))
            }
            ["lev", indicator, key] => {
                let order = format!("lev.{indicator}");
                rows::shift(&mut self.pairs, &order, key, up, |_, _| true);
                Some(format!("row-{indicator}"))
            }
            ["q", asked, key] => {
                let order = format!("q.{asked}");
                rows::shift(&mut self.pairs, &order, key, up, |_, _| true);
                Some(format!("q-{asked}"))
            }
            _ => None,
        }
    }

    fn add_section(&mut self) -> Option<String> {
        if self.sections().len() >= MOST_SECTIONS {
            return None;
        }
        let key = rows::fresh(&self.pairs, "section", 's');
        self.put("section", key.clone());
        Some(format!("sec-{key}"))
    }

    fn add_indicator(&mut self, section: &str, kind: &str) -> Option<String> {
        let kind = KindName::from_key(kind)?;
        let known = section.is_empty() || self.sections().contains(&section);
        if !known || rows::keys(&self.pairs, "ind").len() >= MOST_INDICATORS {
            return None;
        }
        let key = rows::fresh(&self.pairs, "ind", 'i');
        self.put("ind", key.clone());
        self.put(format!("ind.{key}.kind"), kind.key());
        self.put(format!("ind.{key}.section"), section);
        // what is missing to 100 is the weight to begin with
        let (_, missing) = self.weights();
        if missing > Decimal::ZERO {
            self.put(
                format!("ind.{key}.weight"),
                crate::ground::decimals::plain(missing),
            );
        }
        match kind {
            KindName::Deviation => self.put(format!("ind.{key}.rate"), "1"),
            KindName::Anchored => {
                for share in ["0", "50", "100"] {
                    let level = rows::fresh(&self.pairs, &format!("lev.{key}"), 'l');
                    self.put(format!("lev.{key}"), level.clone());
                    self.put(format!("lev.{key}.{level}.share"), share);
                }
            }
            KindName::Proportional | KindName::Judgement => {}
        }
        Some(format!("row-{key}"))
    }

    fn add_level(&mut self, indicator: &str) -> Option<String> {
        let order = format!("lev.{indicator}");
        if !rows::keys(&self.pairs, "ind").contains(&indicator)
            || self.levels(indicator).len() >= MOST_LEVELS
        {
            return None;
        }
        let key = rows::fresh(&self.pairs, &order, 'l');
        self.put(order, key);
        Some(format!("row-{indicator}"))
    }

    fn add_question(&mut self, asked: &str) -> Option<String> {
        if !ASKED.contains(&asked) || self.questions(asked).len() >= MOST_QUESTIONS {
            return None;
        }
        let order = format!("q.{asked}");
        let key = rows::fresh(&self.pairs, &order, 'q');
        self.put(order, key);
        Some(format!("q-{asked}"))
    }
}

#[cfg(test)]
mod tests;
