//! Another form for some levels or positions of a cycle.

use uuid::Uuid;

use crate::people::Level;

/// Who gets this form instead of the cycle's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormRule {
    pub form: Uuid,
    /// None: every level.
    pub level: Option<Level>,
    /// Empty: every position. How it is spelled in capitals makes no difference.
    pub position: String,
}

/// The form that somebody gets; none where it is the cycle's own. A position says more than a level.
#[must_use]
pub fn own_form(rules: &[FormRule], level: Level, position: &str) -> Option<Uuid> {
    let position = position.trim().to_lowercase();
    rules
        .iter()
        .filter(|rule| rule.level.is_none_or(|one| one == level))
        .filter(|rule| rule.position.is_empty() || rule.position.to_lowercase() == position)
        .max_by_key(|rule| (!rule.position.is_empty(), rule.level.is_some()))
        .map(|rule| rule.form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_that_says_most_of_somebody_decides() {
        let rule = |form, level, position: &str| FormRule {
            form: Uuid::from_u128(form),
            level,
            position: position.to_owned(),
        };
        let rules = [
            rule(1, Some(Level::Manager), ""),
            rule(2, None, "Driver"),
            rule(3, Some(Level::Staff), "driver"),
            rule(4, None, "审计"),
        ];
        for (level, position, form) in [
            (Level::Staff, "Clerk", None),
            (Level::Manager, "Clerk", Some(1)),
            (Level::Manager, " DRIVER ", Some(2)),
            (Level::Staff, "Driver", Some(3)),
            (Level::Senior, "审计", Some(4)),
        ] {
            let found = own_form(&rules, level, position);
            assert_eq!(found, form.map(Uuid::from_u128), "{level:?} {position}");
        }
        assert_eq!(own_form(&[], Level::Staff, ""), None);
    }
}
