//! A goal that stands for an indicator of the form: which indicators take one, and what keeps a goal
//! from it. Pure.

use super::rules::Goal;
use crate::forms::form::{Bilingual, Form, Indicator};

/// Measured indicators without a target of their own: each person's goals set it.
pub fn linkable(form: &Form) -> impl Iterator<Item = &Indicator> {
    form.indicators
        .iter()
        .filter(|indicator| indicator.kind.is_measured() && indicator.target.is_none())
}

/// By key, or by the name in either language.
#[must_use]
pub fn named<'a>(form: &'a Form, text: &str) -> Option<&'a Indicator> {
    let wanted = text.trim().to_lowercase();
    let is = |name: &str| !wanted.is_empty() && name.trim().to_lowercase() == wanted;
    linkable(form)
        .find(|each| is(&each.key))
        .or_else(|| linkable(form).find(|each| is(&each.name.en) || is(&each.name.zh)))
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// Another goal stands for it already.
    Taken,
    /// One counts higher as better, the other lower.
    Direction,
    /// The indicator counts in this unit, the goal in another.
    Unit(Bilingual),
}

/// What keeps a goal from the indicator that it names, given the goals before it.
#[must_use]
pub fn misfit(goal: &Goal, before: &[Goal], form: &Form) -> Option<Misfit> {
    let indicator = linkable(form).find(|each| each.key == goal.indicator)?;
    let own = goal.unit.trim();
    let same = |unit: &str| unit.trim().to_lowercase() == own.to_lowercase();
    if before.iter().any(|other| other.indicator == goal.indicator) {
        Some(Misfit::Taken)
    } else if indicator.direction != goal.direction {
        Some(Misfit::Direction)
    } else if own.is_empty()
        || indicator.unit.is_blank()
        || same(&indicator.unit.en)
        || same(&indicator.unit.zh)
    {
        None
    } else {
        Some(Misfit::Unit(indicator.unit.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::form::Direction;

    fn goal(indicator: &str, unit: &str, direction: Direction) -> Goal {
        Goal {
            indicator: indicator.into(),
            unit: unit.into(),
            direction,
            ..Goal::default()
        }
    }

    fn form() -> Form {
        let mut form = Form::standard();
        form.indicators[0].unit = Bilingual::new("CNY", "元");
        form
    }

    #[test]
    fn only_measured_indicators_without_a_target_of_their_own_take_a_goal() {
        let mut form = form();
        let keys = |form: &Form| {
            linkable(form)
                .map(|each| each.key.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(keys(&form), ["company_profit", "must_do_tasks"]);
        form.indicators[0].target = Some(100.into());
        assert_eq!(keys(&form), ["must_do_tasks"]);
    }

    #[test]
    fn an_indicator_is_named_by_key_or_by_either_name() {
        let form = form();
        let name = form.indicators[0].name.clone();
        for text in [
            "company_profit",
            " Company_Profit ",
            name.en.as_str(),
            name.zh.as_str(),
        ] {
            assert_eq!(
                named(&form, text).map(|each| each.key.as_str()),
                Some("company_profit"),
                "{text}"
            );
        }
        for text in ["", "conduct", "nothing"] {
            assert!(named(&form, text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_goal_fits_by_direction_and_unit_and_stands_alone() {
        use Direction::{Higher, Lower};
        let form = form();
        let taken = [goal("company_profit", "", Higher)];
        for (unit, direction, before, expected) in [
            ("CNY", Higher, &[][..], None),
            (" cny", Higher, &[], None),
            ("元", Higher, &[], None),
            ("", Higher, &[], None),
            (
                "EUR",
                Higher,
                &[],
                Some(Misfit::Unit(Bilingual::new("CNY", "元"))),
            ),
            ("CNY", Lower, &[], Some(Misfit::Direction)),
            ("CNY", Higher, &taken, Some(Misfit::Taken)),
        ] {
            let goal = goal("company_profit", unit, direction);
            assert_eq!(misfit(&goal, before, &form), expected, "{unit:?}");
        }
        assert_eq!(misfit(&goal("", "EUR", Lower), &taken, &form), None);
    }
}
