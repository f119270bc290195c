//! The parts of the preview page.

use super::{
    field::Field,
    findings::{Fault, Group},
    mapping::Mapping,
    planning::Counts,
    reading::{Choices, Reading},
    rows::{Change, Outcome, PlannedRow},
    words,
};
use crate::web::{Pick, Shell, Texts, when};

const EXAMPLE: usize = 30;

pub(super) struct Column {
    pub name: String,
    pub title: String,
    pub example: String,
    pub options: Vec<Pick>,
}

pub(super) struct Finding {
    pub text: String,
    pub count: u64,
    pub lines: String,
}

pub(super) struct SuperiorPick {
    pub name: String,
    pub label: String,
    pub options: Vec<Pick>,
}

pub(super) struct Row {
    pub line: i32,
    pub number: String,
    pub name: String,
    pub department: String,
    pub outcome: String,
    /// good | warn | over | plain
    pub tone: &'static str,
    pub details: Vec<String>,
    pub remarks: String,
    pub picks: Vec<SuperiorPick>,
}

pub(super) struct Question {
    pub hint: String,
    pub day_first: String,
    pub month_first: String,
    pub chosen: String,
}

pub(super) struct Tile {
    pub href: String,
    pub current: bool,
    pub figure: i64,
    pub label: String,
    pub tone: &'static str,
}

pub(super) fn tiles(base: &str, show: &str, counts: &Counts, l: &Texts) -> Vec<Tile> {
    let tile = |key: &str, figure, label, tone| Tile {
        href: format!("{base}?show={key}#rows"),
        current: show == key,
        figure,
        label,
        tone,
    };
    vec![
        tile("create", counts.create, l.import_create(), ""),
        tile("change", counts.change, l.import_change(), ""),
        tile("nothing", counts.nothing, l.import_nothing(), ""),
        tile(
            "refused",
            counts.refused,
            l.import_refuse(),
            if counts.refused > 0 { "over" } else { "" },
        ),
    ]
}

pub(super) fn columns(reading: &Reading, mapping: &Mapping, l: &Texts) -> Vec<Column> {
    let column = |(at, held): (usize, &Option<Field>)| {
        let header = reading.header.get(at).map_or("", String::as_str);
        let example = reading.examples.get(at).map_or("", String::as_str);
        let chosen = held.map_or("", Field::key);
        let mut options = vec![Pick::of("", l.import_not_read(), chosen)];
        options
            .extend(Field::ALL.map(|field| Pick::of(field.key(), words::field(field, l), chosen)));
        Column {
            name: format!("column_{at}"),
            title: if header.is_empty() {
                l.import_column((at + 1).to_string())
            } else {
                header.to_owned()
            },
            example: if example.is_empty() {
                String::new()
            } else {
                l.import_example(example.chars().take(EXAMPLE).collect::<String>())
            },
            options,
        }
    };
    mapping.0.iter().enumerate().map(column).collect()
}

pub(super) fn question(reading: &Reading, choices: &Choices, shell: &Shell) -> Option<Question> {
    let l = shell.l;
    let asked = reading.question.as_ref()?;
    Some(Question {
        hint: l.import_dates_hint(asked.count.to_string(), asked.example.as_str()),
        day_first: l.import_dates_day(when::day(asked.day_first, shell.lang)),
        month_first: l.import_dates_month(when::day(asked.month_first, shell.lang)),
        chosen: choices.date_order.clone().unwrap_or_default(),
    })
}

pub(super) fn groups<K: Copy>(
    found: &[Group<K>],
    say: impl Fn(K) -> String,
    l: &Texts,
) -> Vec<Finding> {
    let finding = |group: &Group<K>| {
        let lines: Vec<String> = group.lines.iter().map(ToString::to_string).collect();
        let more = group.count.saturating_sub(lines.len() as u64);
        let mut lines = lines.join(&l.words_comma());
        if more > 0 {
            lines = format!("{lines} {}", l.import_lines_more(more.to_string()));
        }
        Finding {
            text: say(group.kind),
            count: group.count,
            lines,
        }
    };
    found.iter().map(finding).collect()
}

pub(super) fn row_view(row: &PlannedRow, choices: &Choices, shell: &Shell) -> Row {
    let l = shell.l;
    let (outcome, tone, details) = match row.outcome {
        Outcome::Create => (l.import_row_create(), "good", Vec::new()),
        Outcome::Nothing => (l.import_row_nothing(), "plain", Vec::new()),
        Outcome::Refused => {
            let faults = row.faults.iter();
            let texts = faults.map(|fault| words::fault(fault, l)).collect();
            (l.import_row_refused(), "over", texts)
        }
        Outcome::Change => {
            let text = |change: &Change| {
                let value = |kept: &str| words::value(change.what, kept, l, shell.lang);
                l.import_changed(
                    words::attribute(change.what, l),
                    value(&change.from),
                    value(&change.to),
                )
            };
            (
                l.import_row_change(),
                "soon",
                row.changes().iter().map(text).collect(),
            )
        }
    };
    // a remark explains itself once, in the findings; in a row its first words do
    let first_words = |text: String| {
        text.split([':', '：'])
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let remarks: Vec<String> = row
        .remarks
        .iter()
        .map(|remark| first_words(words::remark(*remark, l)))
        .collect();
    Row {
        line: row.line,
        number: row.number.clone(),
        name: row.name.clone().unwrap_or_default(),
        department: row.department.clone().unwrap_or_default(),
        outcome,
        tone,
        details,
        remarks: remarks.join(" · "),
        picks: picks(row, choices, l),
    }
}

/// The choice among several people of the superior's name.
fn picks(row: &PlannedRow, choices: &Choices, l: &Texts) -> Vec<SuperiorPick> {
    let line = u64::try_from(row.line).unwrap_or_default();
    let chosen = choices.superiors.get(&line).map_or("", String::as_str);
    let pick = |fault: &Fault| {
        let Fault::AmbiguousSuperior { found, candidates } = fault else {
            return None;
        };
        let mut options = vec![Pick::of("", l.import_superior_open(), chosen)];
        options.extend(candidates.iter().map(|one| {
            let department = one.department.as_deref().unwrap_or_default();
            Pick::of(
                one.number.as_str(),
                format!("{} {} {department}", one.name, one.number),
                chosen,
            )
        }));
        Some(SuperiorPick {
            name: format!("superior_{}", row.line),
            label: format!("{} {found}", l.import_superior_choice()),
            options,
        })
    };
    row.faults.iter().filter_map(pick).collect()
}
