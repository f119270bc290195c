//! Goals and figures beside a text that is being written or reviewed: what was agreed and what was
//! recorded for each indicator of the form.

use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use super::dossier::{Dossier, Wanted};
use crate::{
    actuals::{self, Actual},
    appraisals::Seen,
    forms::form::{Indicator, PercentMode},
    goals::{self, Goal, LineView, with_unit},
    ground::decimals::{plain, show},
    scoring::{self, Input, ItemScore},
    web::{Shell, when},
};

#[derive(Default)]
pub struct Panel {
    pub goals: Vec<LineView>,
    figures: Vec<Actual>,
    /// The goals that stand for an indicator.
    linked: Vec<Goal>,
    zone: Option<TimeZone>,
}

impl Panel {
    /// What the page of a text wants of the period.
    pub const WANTED: Wanted = Wanted {
        figures: true,
        goals: true,
        notes: false,
        colleagues: false,
    };

    #[must_use]
    pub fn of(dossier: &Dossier, seen: &Seen, shell: &Shell) -> Self {
        let form = &seen.appraisal.cycle.form;
        let (goals, figures) = (&dossier.goals, &dossier.figures);
        Self {
            goals: goals
                .iter()
                .map(|goal| goals::line(goal, form, &dossier.titles, figures, shell))
                .collect(),
            figures: figures.clone(),
            linked: goals
                .iter()
                .filter(|goal| !goal.indicator.is_empty())
                .cloned()
                .collect(),
            zone: Some(seen.viewer.zone.clone()),
        }
    }

    fn goal(&self, item: &str) -> Option<&Goal> {
        self.linked.iter().find(|goal| goal.indicator == item)
    }

    /// The latest figure of an indicator: its own, or its goal's.
    fn recorded(&self, item: &str) -> Option<&Actual> {
        let goal = self.goal(item);
        self.figures
            .iter()
            .filter(|one| one.item == item || goal.is_some_and(|goal| goal.key == one.item))
            .max_by_key(|one| (one.ends_on, one.recorded_at))
    }

    /// The same in words: figure, period, where from and when. Empty where there is none.
    #[must_use]
    pub fn hint(&self, indicator: &Indicator, shell: &Shell) -> String {
        let Some(found) = self.recorded(&indicator.key) else {
            return String::new();
        };
        let source = actuals::source(found.source, shell.l);
        let zone = self.zone.clone().unwrap_or(TimeZone::UTC);
        let day = when::local_day(found.recorded_at, &zone, shell.lang);
        let unit = indicator.unit.get(shell.lang);
        let figure = with_unit(found.actual, unit);
        shell
            .l
            .actuals_recorded(figure, found.period.clone(), source, day)
    }

    /// The target that was agreed in a goal, in words; empty where none was.
    #[must_use]
    pub fn agreed(&self, indicator: &Indicator, shell: &Shell) -> String {
        let Some((goal, target)) = self
            .goal(&indicator.key)
            .and_then(|goal| Some((goal, goal.target?)))
        else {
            return String::new();
        };
        let figure = with_unit(target, &goal.unit);
        shell
            .l
            .goals_agreed(figure, goal.key.as_str(), goal.title.as_str())
    }

    #[must_use]
    pub fn target(&self, item: &str) -> Option<Decimal> {
        self.goal(item).and_then(|goal| goal.target)
    }

    #[must_use]
    pub fn actual(&self, item: &str) -> Option<Decimal> {
        self.recorded(item).map(|found| found.actual)
    }

    /// The value to put into an empty field.
    #[must_use]
    pub fn prefill(&self, item: &str) -> Option<String> {
        self.actual(item).map(plain)
    }

    /// What target and actual come to by the form's rule, where both are there.
    #[must_use]
    pub fn score(&self, indicator: &Indicator, mode: PercentMode) -> Option<ItemScore> {
        let target = indicator.target.or_else(|| self.target(&indicator.key))?;
        let actual = self.actual(&indicator.key)?;
        let input = Input::Measured { target, actual };
        scoring::score_item(indicator, mode, &input).ok()
    }

    /// Where the figures of an indicator come from, and where the evaluation counts with others.
    #[must_use]
    pub fn sources(
        &self,
        indicator: &Indicator,
        counted: (Option<Decimal>, Option<Decimal>),
        shell: &Shell,
    ) -> Vec<String> {
        let key = &indicator.key;
        [
            (self.agreed(indicator, shell), self.target(key), counted.0),
            (self.hint(indicator, shell), self.actual(key), counted.1),
        ]
        .into_iter()
        .filter(|(words, ..)| !words.is_empty())
        .map(|(words, known, counted)| match counted {
            Some(counted) if known != Some(counted) => {
                shell.l.evaluation_counts_other(words, show(counted))
            }
            _ => words,
        })
        .collect()
    }
}
