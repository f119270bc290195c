//! How a total came about: inputs, rule, versions and rounding, kept when the result was computed and
//! shown wherever the total stands. Nothing here is computed anew from a form that may have changed.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    explain::explain_stored,
    score::{self, ItemScore, Outcome},
};
use crate::{
    access::Lang,
    forms::{
        form::{Bilingual, Form, Indicator, PercentMode},
        grades::{Lower, PrintedTotal, Scheme, Upper},
    },
    ground::decimals::{SETTLED_PLACES, rounded, show, show_rounded},
    web::{Texts, texts},
};

/// A form or a grade scheme as it was when the result was computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub name: Bilingual,
    pub version: i32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub key: String,
    pub name: Bilingual,
    /// The words of the level that was chosen.
    pub level: Option<Bilingual>,
    pub score: ItemScore,
}

/// One result with everything from which it follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breakdown {
    pub rule_version: u16,
    pub form: Source,
    pub scheme: Source,
    pub percent_mode: PercentMode,
    pub lines: Vec<Line>,
    /// Unrounded.
    pub total: Decimal,
    /// As pages print it.
    pub printed: PrintedTotal,
    pub grade: Bilingual,
    pub lower: Lower,
    pub upper: Upper,
    pub multiplier: Decimal,
}

/// What a breakdown is made by: two documents and their versions.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    pub form: &'a Form,
    pub form_version: i32,
    pub scheme: &'a Scheme,
    pub scheme_version: i32,
}

/// The words of the level that a stored score was given by.
fn level(indicator: &Indicator, score: &ItemScore) -> Option<Bilingual> {
    let score::Basis::Level { index, .. } = score.explanation.basis else {
        return None;
    };
    let level = indicator.kind.levels().get(index);
    level.map(|level| level.label.clone())
}

impl Breakdown {
    /// Of a complete outcome; an incomplete one has no total to explain.
    #[must_use]
    pub fn of(basis: Basis<'_>, outcome: &Outcome) -> Option<Self> {
        let Outcome::Complete {
            items,
            total,
            multiplier,
            ..
        } = outcome
        else {
            return None;
        };
        let lines = items
            .iter()
            .filter_map(|item| {
                let indicator = basis.form.indicator(&item.key)?;
                Some(Line {
                    key: item.key.clone(),
                    name: indicator.name.clone(),
                    level: level(indicator, &item.score),
                    score: item.score.clone(),
                })
            })
            .collect();
        Some(Self::assembled(basis, lines, *total, *multiplier))
    }

    /// From scores that are kept elsewhere, such as in a signed record.
    #[must_use]
    pub fn assembled(
        basis: Basis<'_>,
        lines: Vec<Line>,
        total: Decimal,
        multiplier: Decimal,
    ) -> Self {
        let (form, scheme) = (basis.form, basis.scheme);
        let band = scheme.index_of(total);
        Self {
            rule_version: lines.first().map_or(score::RULE_VERSION, |line| {
                line.score.explanation.rule_version
            }),
            form: Source {
                name: form.name.clone(),
                version: basis.form_version,
            },
            scheme: Source {
                name: scheme.name().clone(),
                version: basis.scheme_version,
            },
            percent_mode: form.percent_mode,
            lines,
            total,
            printed: scheme.printable(total),
            grade: scheme.grade_of(total).name.clone(),
            lower: scheme.lower_of(band),
            upper: scheme.grade_of(total).upper,
            multiplier,
        }
    }
}

pub struct WhyLine {
    pub name: String,
    pub weight: String,
    pub points: String,
    pub words: String,
}

/// A breakdown in the reader's language, for the macro `why`.
pub struct Why {
    pub total: String,
    pub lines: Vec<WhyLine>,
    pub sum: String,
    pub notes: Vec<String>,
}

impl Why {
    #[must_use]
    pub fn of(breakdown: &Breakdown, lang: Lang) -> Self {
        let (l, lang) = (texts(lang), lang);
        let total = breakdown.printed.to_string();
        let lines = breakdown
            .lines
            .iter()
            .map(|line| WhyLine {
                name: line.name.get(lang).to_owned(),
                weight: show(line.score.explanation.weight),
                points: show_rounded(line.score.points, 2),
                words: explain_stored(
                    &line.score,
                    line.level.as_ref().map_or("", |level| level.get(lang)),
                    lang,
                ),
            })
            .collect();
        let grade = l.why_grade(
            range(breakdown.lower, breakdown.upper, l),
            breakdown.grade.get(lang),
            show(breakdown.multiplier),
        );
        let scheme = match breakdown.scheme.name.get(lang) {
            "" => l.scheme_unnamed(),
            name => name.to_owned(),
        };
        let notes = vec![
            grade,
            if breakdown.printed.is(breakdown.total) {
                l.why_unrounded()
            } else {
                l.why_rounded(show(breakdown.total), total.clone())
            },
            match breakdown.percent_mode {
                PercentMode::Truncate => l.why_truncate(),
                PercentMode::Round => l.why_round(),
                PercentMode::Continuous => l.why_continuous(),
            },
            l.why_versions(
                breakdown.form.name.get(lang),
                breakdown.form.version,
                scheme,
                breakdown.scheme.version,
                i32::from(breakdown.rule_version),
            ),
        ];
        Self {
            sum: sum(breakdown),
            total,
            lines,
            notes,
        }
    }
}

/// "69 + 22 + 18 = 109", with every decimal place that there is.
fn sum(breakdown: &Breakdown) -> String {
    let parts: Vec<String> = breakdown
        .lines
        .iter()
        .map(|line| show(rounded(line.score.points, SETTLED_PLACES)))
        .collect();
    let sum: Decimal = breakdown.lines.iter().map(|line| line.score.points).sum();
    let sign = if rounded(sum, SETTLED_PLACES) == breakdown.total {
        "="
    } else {
        "≈"
    };
    format!("{} {sign} {}", parts.join(" + "), show(breakdown.total))
}

/// "90 ≤ total ≤ 100"
#[must_use]
pub fn range(lower: Lower, upper: Upper, l: &Texts) -> String {
    let lower = match lower {
        Lower::Unlimited => String::new(),
        Lower::From(at) => format!("{} ≤ ", show(at)),
        Lower::Above(at) => format!("{} < ", show(at)),
    };
    let upper = match upper {
        Upper::Below(at) => format!(" < {}", show(at)),
        Upper::UpTo(at) => format!(" ≤ {}", show(at)),
        Upper::Unlimited => String::new(),
    };
    match (lower.as_str(), upper.as_str()) {
        ("", "") => l.why_any(),
        _ => format!("{lower}{}{upper}", l.why_total()),
    }
}
