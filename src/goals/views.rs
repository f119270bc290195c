//! A goal as it is read, and as it is filled in.

use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    forms::{self, TYPED},
    links,
    rules::{self, Change, Goal, MOST_GOALS, Reached},
};
use crate::{
    actuals::{self, Actual},
    company_goals::Offered,
    forms::form::{Direction, Form},
    ground::decimals::{show, show_rounded},
    web::{Fields, Pick, Shell, Texts, forms::Faults, when},
};

/// Empty rows below the goals, for more of them.
const SPARE: usize = 3;

/// One goal for reading.
#[derive(Debug, Clone, Default)]
pub struct LineView {
    pub key: String,
    pub title: String,
    pub serves: String,
    pub weight: String,
    pub target: String,
    pub measured_by: String,
    pub due: String,
    /// The name of the indicator that it stands for.
    pub indicator: String,
    /// The latest figure, with its period.
    pub actual: String,
    pub reached: String,
    /// What became of it in a change; empty where nothing did.
    pub change: String,
    pub change_class: &'static str,
}

/// With its unit and what is better: "3 200 CNY, higher is better".
pub fn target(goal: &Goal, l: &Texts) -> String {
    let Some(target) = goal.target else {
        return String::new();
    };
    let figure = with_unit(target, &goal.unit);
    match goal.direction {
        Direction::Higher => figure,
        Direction::Lower => l.goals_target_lower(figure),
    }
}

pub fn with_unit(figure: Decimal, unit: &str) -> String {
    if unit.is_empty() {
        show(figure)
    } else {
        format!("{} {unit}", show(figure))
    }
}

/// What a goal serves, in words.
pub fn serves(goal: &Goal, titles: &[(Uuid, String)]) -> String {
    goal.aim
        .and_then(|aim| titles.iter().find(|(id, _)| *id == aim))
        .map_or_else(|| goal.serves.clone(), |(_, title)| title.clone())
}

pub fn line(
    goal: &Goal,
    form: &Form,
    titles: &[(Uuid, String)],
    figures: &[Actual],
    shell: &Shell,
) -> LineView {
    let l = shell.l;
    let latest = actuals::latest(figures, &goal.key);
    LineView {
        key: goal.key.clone(),
        title: goal.title.clone(),
        serves: serves(goal, titles),
        weight: show(goal.weight),
        target: target(goal, l),
        measured_by: goal.measured_by.clone(),
        due: goal
            .due_on
            .map(|due| when::day(due, shell.lang))
            .unwrap_or_default(),
        indicator: form
            .indicator(&goal.indicator)
            .map(|indicator| indicator.name.get(shell.lang).to_owned())
            .unwrap_or_default(),
        actual: latest
            .map(|found| l.actuals_at(with_unit(found.actual, &goal.unit), found.period.clone()))
            .unwrap_or_default(),
        reached: latest
            .map(|found| match rules::reached(goal, found.actual) {
                Reached::Percent(percent) => l.goals_reached(show_rounded(percent, 1)),
                Reached::ByHand => l.goals_reached_by_hand(),
                Reached::NoTarget => String::new(),
            })
            .unwrap_or_default(),
        ..LineView::default()
    }
}

/// A change, goal by goal: what is new beside what it was.
pub fn changes(
    before: &[Goal],
    after: &[Goal],
    form: &Form,
    titles: &[(Uuid, String)],
    shell: &Shell,
) -> Vec<LineView> {
    let l = shell.l;
    rules::compare(before, after)
        .into_iter()
        .map(|(change, earlier, goal)| {
            let mut view = line(goal, form, titles, &[], shell);
            (view.change, view.change_class) = match change {
                Change::Same => (String::new(), ""),
                Change::Added => (l.goals_added(), "chip-ok"),
                Change::Dropped => (l.goals_dropped(), "chip-over"),
                Change::Changed => (l.goals_changed(), "chip-soon"),
            };
            if let (Change::Changed, Some(earlier)) = (change, earlier) {
                let old = line(earlier, form, titles, &[], shell);
                for (new, old) in [
                    (&mut view.title, old.title),
                    (&mut view.serves, old.serves),
                    (&mut view.weight, old.weight),
                    (&mut view.target, old.target),
                    (&mut view.measured_by, old.measured_by),
                    (&mut view.due, old.due),
                    (&mut view.indicator, old.indicator),
                ] {
                    if *new != old {
                        let old = if old.is_empty() {
                            "–".to_owned()
                        } else {
                            old
                        };
                        *new = format!("{old} → {new}");
                    }
                }
            }
            view
        })
        .collect()
}

/// A field of a row: its value and what is wrong with it.
pub struct Slot {
    pub value: String,
    pub error: String,
}

/// One row of the form.
pub struct RowView {
    /// The number in the names of the fields; people count from 1.
    pub index: usize,
    pub number: String,
    pub key: String,
    pub title: Slot,
    pub weight: Slot,
    pub serves: Slot,
    pub aims: Vec<Pick>,
    pub aim_error: String,
    pub target: Slot,
    pub unit: Slot,
    pub directions: Vec<Pick>,
    pub direction_error: String,
    pub measured_by: Slot,
    pub due_on: Slot,
    /// Empty where the form has none that takes a goal.
    pub indicators: Vec<Pick>,
    pub indicator_error: String,
    /// Whether the fields of the measure are in sight.
    pub open: bool,
}

/// A goal as the fields of its row.
pub fn value(goal: &Goal, field: &str) -> String {
    match field {
        "key" => goal.key.clone(),
        "title" => goal.title.clone(),
        "serves" => goal.serves.clone(),
        "aim" => goal.aim.map(|aim| aim.to_string()).unwrap_or_default(),
        "weight" => show(goal.weight),
        "target" => goal.target.map(show).unwrap_or_default(),
        "unit" => goal.unit.clone(),
        "direction" => forms::direction_key(goal.direction).to_owned(),
        "measured_by" => goal.measured_by.clone(),
        "due_on" => goal.due_on.map(when::input_day).unwrap_or_default(),
        "indicator" => goal.indicator.clone(),
        _ => String::new(),
    }
}

/// The rows of the form: the goals, or what was typed, and some empty ones.
pub fn rows(
    (goals, form): (&[Goal], &Form),
    aims: &[Offered],
    titles: &[(Uuid, String)],
    typed: Option<&Fields>,
    faults: &Faults,
    shell: &Shell,
) -> Vec<RowView> {
    let l = shell.l;
    // a typed form may use rows further down
    let used = typed.map_or(0, |fields| {
        (0..MOST_GOALS)
            .rev()
            .find(|row| fields.has(&format!("title.{row}")))
            .map_or(0, |last| last + 1)
    });
    let count = (goals.len() + SPARE).max(used).min(MOST_GOALS);
    (0..count)
        .map(|row| {
            let goal = goals.get(row);
            let slot = |field: &str| {
                let name = format!("{field}.{row}");
                Slot {
                    value: typed.filter(|fields| fields.has(&name)).map_or_else(
                        || {
                            if typed.is_some() {
                                String::new()
                            } else {
                                goal.map(|goal| value(goal, field)).unwrap_or_default()
                            }
                        },
                        |fields| fields.get(&name).to_owned(),
                    ),
                    error: faults.at(&name, l),
                }
            };
            let (aim, direction) = (slot("aim"), slot("direction"));
            let indicator = slot("indicator");
            let open = ["target", "unit", "measured_by", "due_on", "indicator"]
                .iter()
                .map(|field| slot(field))
                .any(|slot| !slot.value.is_empty() || !slot.error.is_empty());
            RowView {
                index: row,
                number: (row + 1).to_string(),
                key: slot("key").value,
                title: slot("title"),
                weight: slot("weight"),
                serves: slot("serves"),
                aims: aim_picks(aims, titles, &aim.value, l),
                aim_error: aim.error,
                target: slot("target"),
                unit: slot("unit"),
                directions: [("higher", l.goals_higher()), ("lower", l.goals_lower())]
                    .into_iter()
                    .map(|(value, label)| Pick::of(value, label, &direction.value))
                    .collect(),
                direction_error: direction.error,
                measured_by: slot("measured_by"),
                due_on: slot("due_on"),
                indicators: indicator_picks(form, &indicator.value, shell),
                indicator_error: indicator.error,
                open,
            }
        })
        .collect()
}

fn indicator_picks(form: &Form, chosen: &str, shell: &Shell) -> Vec<Pick> {
    let pick = |value: &str, label: String| Pick::of(value, label, chosen);
    let mut picks: Vec<Pick> = links::linkable(form)
        .map(|each| {
            let name = each.name.get(shell.lang);
            pick(&each.key, name.to_owned())
        })
        .collect();
    if !picks.is_empty() {
        picks.insert(0, pick("", shell.l.goals_indicator_none()));
    }
    picks
}

fn aim_picks(aims: &[Offered], titles: &[(Uuid, String)], chosen: &str, l: &Texts) -> Vec<Pick> {
    let pick = |value: String, label: String| Pick::of(value, label, chosen);
    let mut picks = vec![pick(String::new(), l.goals_aim_none())];
    picks.extend(aims.iter().map(|aim| pick(aim.id.to_string(), aim.label())));
    // an archived one stays chosen
    if picks.iter().all(|pick| !pick.chosen)
        && let Some((id, title)) = titles.iter().find(|(id, _)| id.to_string() == chosen)
    {
        picks.push(pick(id.to_string(), title.clone()));
    }
    picks
}

/// What of a form stands in the way of saving it, for a comparison: field, label, value that is saved.
pub fn compared(goals: &[Goal], fields: &Fields, l: &Texts) -> Vec<(String, String, String)> {
    let mut rows = Vec::new();
    for row in 0..MOST_GOALS {
        let goal = goals.get(row);
        if goal.is_none() && !fields.has(&format!("title.{row}")) {
            continue;
        }
        for field in TYPED.into_iter().chain(["direction"]) {
            let label = match field {
                "title" => l.goals_title(),
                "serves" => l.goals_serves_words(),
                "weight" => l.score_weight(),
                "aim" => l.goals_serves(),
                "target" => l.goals_target(),
                "unit" => l.goals_unit(),
                "measured_by" => l.goals_measured_by(),
                "due_on" => l.goals_due_on(),
                "indicator" => l.goals_indicator(),
                _ => l.goals_direction(),
            };
            let saved = goal.map(|goal| value(goal, field)).unwrap_or_default();
            if goal.is_none() && field == "direction" {
                continue;
            }
            if field == "title" && fields.touched(&format!("title.{row}")) == Some(false) {
                // the goal that is taken over stays itself
                let key = goal.map(|goal| goal.key.clone()).unwrap_or_default();
                rows.push((format!("key.{row}"), String::new(), key));
            }
            rows.push((
                format!("{field}.{row}"),
                l.goals_row((row + 1).to_string(), label),
                saved,
            ));
        }
    }
    rows
}
