//! How a score was calculated, as a sentence: "1,095 of 1,000 (109%), 60 + 9 × 1 = 69". Made only from
//! the stored explanation, so that it reads the same for ever.

use rust_decimal::Decimal;

use crate::{
    access::Lang,
    forms::form::{Direction, Indicator, PercentMode},
    ground::decimals::{show, show_rounded},
    scoring::{Basis, Explanation, ItemScore, Limit, Measure},
    web::{Texts, texts},
};

/// Two places are enough to follow the arithmetic.
const PLACES: u32 = 2;

/// The sentence for one score, in one language.
#[must_use]
pub fn explain(indicator: &Indicator, score: &ItemScore, lang: Lang) -> String {
    let level = match score.explanation.basis {
        Basis::Level { index, .. } => level_name(indicator, index, lang),
        _ => String::new(),
    };
    explain_stored(score, &level, lang)
}

/// The same without the form: `level` is the name of the level that was chosen, where one was.
#[must_use]
pub fn explain_stored(score: &ItemScore, level: &str, lang: Lang) -> String {
    let l = texts(lang);
    let Explanation {
        weight,
        basis,
        raw,
        limit,
        ..
    } = &score.explanation;
    let weight_shown = show(*weight);
    let points = show_rounded(*raw, PLACES);
    let mut sentences = vec![match basis {
        Basis::Deviation { measure, rate, .. } => {
            let over = measure.achievement - Decimal::ONE_HUNDRED;
            let sign = if over.is_sign_negative() {
                "\u{2212}"
            } else {
                "+"
            };
            let over = show_rounded(over.abs(), PLACES);
            l.explain_deviation(
                achieved(measure, l),
                weight_shown,
                sign,
                over,
                show(*rate),
                points,
            )
        }
        Basis::Proportional { measure } => {
            let percent = show_rounded(measure.achievement, PLACES);
            l.explain_proportional(achieved(measure, l), weight_shown, percent, points)
        }
        Basis::Judged => l.explain_judged(points, weight_shown),
        Basis::Level { share, .. } => {
            let percent = show_rounded(*share * Decimal::ONE_HUNDRED, PLACES);
            l.explain_level(level, percent, weight_shown, points)
        }
        Basis::Manual { reason } => l.explain_manual(points, weight_shown, reason.as_str()),
        Basis::Shared { parts } => {
            let parts: Vec<String> = parts
                .iter()
                .map(|one| {
                    let given = show_rounded(one.points, PLACES);
                    l.explain_share(one.who.as_str(), given, show(one.share))
                })
                .collect();
            l.explain_shared(parts.join(" + "), points, weight_shown)
        }
    }];
    if let Basis::Deviation { measure, .. } | Basis::Proportional { measure } = basis {
        sentences.extend(counted(measure, l));
    }
    match limit {
        Some(Limit::Floor(at)) => sentences.push(l.explain_floor(show(*at))),
        Some(Limit::Cap(at)) => sentences.push(l.explain_cap(show(*at))),
        None => {}
    }
    sentences.join(&l.explain_gap())
}

/// "1,095 of 1,000 (109%)"
fn achieved(measure: &Measure, l: &Texts) -> String {
    let (actual, target) = (show(measure.actual), show(measure.target));
    let percent = show_rounded(measure.achievement, PLACES);
    match measure.direction {
        Direction::Higher => l.explain_higher(actual, target, percent),
        Direction::Lower => l.explain_lower(actual, target, percent),
    }
}

/// The exact percentage, where less or more of it counted.
fn counted(measure: &Measure, l: &Texts) -> Option<String> {
    if measure.exact == measure.achievement {
        return None;
    }
    let exact = show_rounded(measure.exact, PLACES);
    match measure.percent_mode {
        PercentMode::Truncate => Some(l.explain_truncated(exact)),
        PercentMode::Round => Some(l.explain_rounded(exact)),
        PercentMode::Continuous => None,
    }
}

fn level_name(indicator: &Indicator, index: usize, lang: Lang) -> String {
    let level = indicator.kind.levels().get(index);
    level.map_or_else(String::new, |level| level.label.get(lang).to_owned())
}

#[cfg(test)]
mod tests;
