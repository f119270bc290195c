//! What two versions of a record say differently, in the words in which a page shows them.

use sqlx::PgPool;

use super::{
    parts::{self, Fact, Parts},
    store,
};
use crate::{
    appraisals::Seen,
    web::{Result, Shell, Texts},
};

/// One place at which two versions differ. Empty where one of them says nothing.
#[derive(Debug, PartialEq, Eq)]
pub struct Difference {
    pub place: String,
    pub before: String,
    pub after: String,
}

/// What is not as in the version before; nothing for the first, and where the text of that one was removed.
pub async fn with_the_one_before(
    db: &PgPool,
    seen: &Seen,
    version: i32,
    after: &Parts,
    shell: &Shell,
) -> Result<Vec<Difference>> {
    if version < 2 {
        return Ok(Vec::new());
    }
    let file = store::file(db, seen, Some(version - 1)).await?;
    if file.content.is_none() {
        return Ok(Vec::new());
    }
    let before = parts::of(&file.record()?, seen, shell);
    Ok(between(
        lines(&before, shell.l),
        lines(after, shell.l),
        &shell.l.words_comma(),
    ))
}

/// A place and what stands there.
type Line = (String, String);

/// In the order of the newer version; what only the older one has comes last. What stands at one place more than once
/// is compared as a whole.
fn between(before: Vec<Line>, after: Vec<Line>, comma: &str) -> Vec<Difference> {
    let (before, after) = (gathered(before, comma), gathered(after, comma));
    let at = |all: &[Line], place: &str| {
        all.iter()
            .find(|(known, _)| known == place)
            .map(|(_, text)| text.clone())
            .unwrap_or_default()
    };
    let gone = before
        .iter()
        .filter(|(place, _)| after.iter().all(|(known, _)| known != place));
    after
        .iter()
        .chain(gone)
        .map(|(place, _)| Difference {
            place: place.clone(),
            before: at(&before, place),
            after: at(&after, place),
        })
        .filter(|one| one.before != one.after)
        .collect()
}

fn gathered(lines: Vec<Line>, comma: &str) -> Vec<Line> {
    let mut all: Vec<Line> = Vec::new();
    for (place, text) in lines {
        match all.iter_mut().find(|(known, _)| *known == place) {
            Some((_, there)) => {
                there.push_str(comma);
                there.push_str(&text);
            }
            None => all.push((place, text)),
        }
    }
    all
}

/// Everything that a record says, each under its place.
fn lines(parts: &Parts, l: &Texts) -> Vec<Line> {
    let below = |place: &str, of: &str| {
        if of.is_empty() {
            place.to_owned()
        } else {
            l.record_place_of(place, of)
        }
    };
    let mut all: Vec<Line> = facts(&parts.facts).collect();
    all.extend([
        (l.result_total(), parts.total.clone()),
        (l.result_grade(), parts.grade.clone()),
        (l.result_multiplier(), parts.multiplier.clone()),
    ]);
    for item in &parts.items {
        let figures = [
            (l.score_weight(), &item.weight),
            (l.record_target(), &item.target),
            (l.record_actual(), &item.actual),
            (l.record_own(), &item.own),
            (l.record_points(), &item.points),
            (l.record_stance(), &item.stance),
        ];
        all.extend(figures.map(|(place, text)| (below(&place, &item.name), text.clone())));
        all.extend(facts(&item.said).map(|(place, text)| (below(&place, &item.name), text)));
    }
    if let Some(ruling) = &parts.ruling {
        all.push((l.record_ruling(), ruling.decision.clone()));
        all.extend(
            facts(&ruling.facts).map(|(place, text)| (below(&place, &l.record_ruling()), text)),
        );
        all.extend(
            facts(&ruling.items).map(|(place, text)| (below(&place, &l.record_ruling()), text)),
        );
        all.push((l.record_grounds(), ruling.grounds.clone()));
    }
    all.extend([
        (l.record_summary(), parts.summary.clone()),
        (l.record_strengths(), parts.strengths.clone()),
    ]);
    for item in &parts.plan {
        all.push((l.record_plan(), item.what.clone()));
        all.extend(facts(&item.facts).map(|(place, text)| (below(&place, &item.what), text)));
    }
    all.extend(facts(&parts.development));
    all.extend(
        parts
            .goals
            .iter()
            .map(|goal| (l.record_goals(), goal.text.clone())),
    );
    for one in &parts.parked {
        let place = below(&l.record_parked(), &one.item);
        all.push((below(&l.relation_appraisee(), &place), one.employee.clone()));
        all.push((below(&l.relation_superior(), &place), one.superior.clone()));
        all.push((below(&l.record_owner(), &place), one.owner.clone()));
    }
    all.extend(
        facts(&parts.objections).map(|(place, text)| (below(&l.record_objections(), &place), text)),
    );
    all.push((l.record_employee_comment(), parts.employee_comment.clone()));
    all.extend(
        parts
            .notes
            .iter()
            .map(|note| (below(&l.record_notes(), &note.name), note.text.clone())),
    );
    all.retain(|(_, text)| !text.is_empty());
    all
}

fn facts(facts: &[Fact]) -> impl Iterator<Item = Line> {
    facts
        .iter()
        .map(|fact| (fact.label.clone(), fact.value.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(lines: &[(&str, &str)]) -> Vec<Line> {
        lines
            .iter()
            .map(|(place, text)| ((*place).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn what_was_changed_added_and_taken_out_is_named_and_nothing_else() {
        let found = between(
            lines(&[
                ("total", "80"),
                ("grade", "good"),
                ("goal", "a"),
                ("goal", "b"),
                ("old", "x"),
            ]),
            lines(&[
                ("total", "91"),
                ("grade", "good"),
                ("goal", "a"),
                ("goal", "c"),
                ("new", "y"),
            ]),
            ", ",
        );
        let one = |place: &str, before: &str, after: &str| Difference {
            place: place.into(),
            before: before.into(),
            after: after.into(),
        };
        assert_eq!(
            found,
            [
                one("total", "80", "91"),
                one("goal", "a, b", "a, c"),
                one("new", "", "y"),
                one("old", "x", ""),
            ]
        );
    }
}
