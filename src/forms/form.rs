//! The appraisal form: one typed document, stored as it is and never changed once a cycle uses it.
//! Unknown fields are refused when reading, so that an older program cannot drop what a newer wrote.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize};

use crate::{access::Lang, people::Level as Rank};

mod check;
mod kind_name;
mod percent;
pub use check::{FormProblem, MOST_LEVELS, weights_sum};
pub use kind_name::KindName;
pub use percent::PercentMode;

/// The shape of the document. Raise it when a field changes its meaning. 1: a flat list of
/// indicators. 2: sections, who fills what, questions for the superior, the interview's agenda.
pub const FORMAT: u16 = 2;

/// A document of format 1 means the same without the fields that came later, so it is read as one of
/// today's. What a newer program wrote keeps its number, and [`Form::check`] refuses it.
fn upgraded<'de, D: Deserializer<'de>>(from: D) -> Result<u16, D::Error> {
    let format = u16::deserialize(from)?;
    Ok(if format == 1 { FORMAT } else { format })
}

/// A text in the two languages in which the product speaks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    pub en: String,
    pub zh: String,
}

impl Bilingual {
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            en: en.into(),
            zh: zh.into(),
        }
    }

    /// The text in this language; in the other one where it was left empty.
    pub fn get(&self, lang: Lang) -> &str {
        let wanted = self.only(lang);
        if wanted.trim().is_empty() {
            self.only(lang.other())
        } else {
            wanted
        }
    }

    /// The text in this language, empty or not.
    pub fn only(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }

    /// Empty in both languages. A company that works in one language need not write the other.
    pub fn is_blank(&self) -> bool {
        self.en.trim().is_empty() && self.zh.trim().is_empty()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    #[serde(deserialize_with = "upgraded")]
    pub format: u16,
    pub name: Bilingual,
    /// What it is for, in a sentence or two, for whoever chooses a form.
    #[serde(default)]
    pub about: Bilingual,
    /// In the order in which they stand; indicators without one come first.
    #[serde(default)]
    pub sections: Vec<Section>,
    pub indicators: Vec<Indicator>,
    #[serde(default)]
    pub percent_mode: PercentMode,
    #[serde(default)]
    pub speaking_order: SpeakingOrder,
    /// What the employee answers in the self-evaluation, beside the indicators.
    #[serde(default)]
    pub self_questions: Vec<Question>,
    /// What the superior answers in the evaluation, beside the indicators.
    #[serde(default)]
    pub superior_questions: Vec<Question>,
    /// What the employee answers before the interview.
    #[serde(default)]
    pub preparation_questions: Vec<Question>,
    /// What the form says about steps of the interview; a step that is not named goes as usual.
    #[serde(default)]
    pub agenda: Vec<AgendaStep>,
    #[serde(default)]
    pub meant_for: MeantFor,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub key: String,
    pub title: Bilingual,
    #[serde(default)]
    pub intro: Bilingual,
    #[serde(default)]
    pub filled_by: FilledBy,
}

/// Who writes about an indicator. Points count from the superior alone, so that nobody is scored by
/// themselves only; questions are what the employee fills alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilledBy {
    /// The employee in the self-evaluation, then the superior.
    #[default]
    Both,
    Superior,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaStep {
    /// 1 to 8, as the interview counts them.
    pub step: u8,
    /// In place of the usual share of the time.
    #[serde(default)]
    pub minutes: Option<u16>,
    /// Open questions to pick from, beside the usual ones.
    #[serde(default)]
    pub questions: Vec<Bilingual>,
}

/// For whom the form was made: a hint to whoever chooses it. Empty means everybody.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MeantFor {
    pub levels: Vec<Rank>,
    pub positions: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub key: String,
    pub prompt: Bilingual,
    #[serde(default)]
    pub hint: Bilingual,
    #[serde(default)]
    pub required: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    pub key: String,
    pub name: Bilingual,
    #[serde(default)]
    pub hint: Bilingual,
    pub kind: Kind,
    pub weight: Decimal,
    #[serde(default)]
    pub direction: Direction,
    #[serde(default)]
    pub floor: Floor,
    #[serde(default)]
    pub cap: Option<Decimal>,
    /// The same target for everybody; where it is open, each person's goals set it.
    #[serde(default)]
    pub target: Option<Decimal>,
    #[serde(default)]
    pub unit: Bilingual,
    /// The key of its section; empty where the form has none.
    #[serde(default)]
    pub section: String,
    /// Where it differs from its section.
    #[serde(default)]
    pub filled_by: Option<FilledBy>,
}

/// How an indicator earns its points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Kind {
    /// `weight + (achievement − 100) × points_per_percent`
    Deviation { points_per_percent: Decimal },
    /// `weight × achievement`
    Proportional,
    /// 0 to `weight`, as the superior judges, with an example.
    Judgement,
    /// Described levels, each worth a share of the weight.
    Anchored { levels: Vec<Level> },
}

impl Kind {
    /// Whether a target and an actual figure decide, not a person.
    pub const fn is_measured(&self) -> bool {
        self.name().is_measured()
    }

    /// The described levels, where a person chooses one of them.
    pub fn levels(&self) -> &[Level] {
        match self {
            Self::Anchored { levels } => levels,
            Self::Deviation { .. } | Self::Proportional | Self::Judgement => &[],
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    pub label: Bilingual,
    /// What somebody at this level does, so that two superiors mean the same by it.
    pub behaviour: Bilingual,
    /// 0 to 1.
    pub share: Decimal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    #[default]
    Higher,
    Lower,
}

/// The least that an indicator earns. A document that says nothing means 0; a deficit has to be
/// asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Floor {
    #[default]
    Zero,
    At(Decimal),
    /// No floor: points may go below 0.
    Open,
}

impl Floor {
    pub const fn points(self) -> Option<Decimal> {
        match self {
            Self::Zero => Some(Decimal::ZERO),
            Self::At(points) => Some(points),
            Self::Open => None,
        }
    }
}

/// Who speaks first in the interview. The employee, so that the superior's view does not colour
/// theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpeakingOrder {
    #[default]
    EmployeeFirst,
    SuperiorFirst,
}

impl Form {
    pub fn indicator(&self, key: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|each| each.key == key)
    }

    pub fn section(&self, key: &str) -> Option<&Section> {
        self.sections.iter().find(|each| each.key == key)
    }

    pub fn filled_by(&self, indicator: &Indicator) -> FilledBy {
        indicator.filled_by.unwrap_or_else(|| {
            self.section(&indicator.section)
                .map(|section| section.filled_by)
                .unwrap_or_default()
        })
    }

    /// The indicators that the employee evaluates too.
    pub fn own_indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.indicators
            .iter()
            .filter(|each| self.filled_by(each) == FilledBy::Both)
    }

    /// The section that begins with this indicator: the heading to print before it.
    pub fn opens(&self, key: &str) -> Option<&Section> {
        let at = self.indicators.iter().position(|each| each.key == key)?;
        let section = &self.indicators[at].section;
        let begins = at == 0 || self.indicators[at - 1].section != *section;
        begins.then(|| self.section(section)).flatten()
    }

    pub fn agenda(&self, step: u8) -> Option<&AgendaStep> {
        self.agenda.iter().find(|each| each.step == step)
    }
}

#[cfg(test)]
mod tests;
