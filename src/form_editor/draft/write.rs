//! A form as the fields of the editor.

use rust_decimal::Decimal;

use super::Draft;
use crate::{
    access::Lang,
    forms::form::{
        Bilingual, Direction, FilledBy, Floor, Form, Indicator, Kind, PercentMode, Question,
        SpeakingOrder,
    },
    ground::decimals::plain,
};

impl Draft {
    #[must_use]
    pub fn of(form: &Form) -> Self {
        let mut draft = Self::default();
        fill(&mut draft, form);
        draft
    }
}

fn fill(draft: &mut Draft, form: &Form) {
    two(draft, "name", &form.name);
    two(draft, "about", &form.about);
    draft.put("percent_mode", percent_mode(form.percent_mode));
    draft.put("speaking_order", speaking_order(form.speaking_order));
    draft.put("positions", form.meant_for.positions.join("\n"));
    for level in &form.meant_for.levels {
        draft.put("level", level.key());
    }
    for section in &form.sections {
        let key = &section.key;
        draft.put("section", key.clone());
        two(draft, &format!("sec.{key}.title"), &section.title);
        two(draft, &format!("sec.{key}.intro"), &section.intro);
        draft.put(format!("sec.{key}.by"), filled_by(section.filled_by));
    }
    for one in &form.indicators {
        indicator(draft, one);
    }
    for (asked, questions) in [
        ("self", &form.self_questions),
        ("superior", &form.superior_questions),
        ("preparation", &form.preparation_questions),
    ] {
        for one in questions {
            question(draft, asked, one);
        }
    }
    for step in &form.agenda {
        let at = step.step;
        if let Some(minutes) = step.minutes {
            draft.put(format!("agenda.{at}.minutes"), minutes.to_string());
        }
        let lines = |lang: Lang| -> String {
            let lines: Vec<&str> = step.questions.iter().map(|text| text.only(lang)).collect();
            lines.join("\n")
        };
        draft.put(format!("agenda.{at}.questions_en"), lines(Lang::En));
        draft.put(format!("agenda.{at}.questions_zh"), lines(Lang::Zh));
    }
}

fn two(draft: &mut Draft, field: &str, text: &Bilingual) {
    draft.put(format!("{field}_en"), text.en.clone());
    draft.put(format!("{field}_zh"), text.zh.clone());
}

fn indicator(draft: &mut Draft, one: &Indicator) {
    let key = &one.key;
    draft.put("ind", key.clone());
    let at = |field: &str| format!("ind.{key}.{field}");
    let number = |value: Option<Decimal>| value.map(plain).unwrap_or_default();
    two(draft, &at("name"), &one.name);
    two(draft, &at("hint"), &one.hint);
    two(draft, &at("unit"), &one.unit);
    draft.put(at("section"), one.section.clone());
    draft.put(at("weight"), plain(one.weight));
    draft.put(at("by"), one.filled_by.map_or("", filled_by));
    match &one.kind {
        Kind::Deviation { points_per_percent } => {
            draft.put(at("rate"), plain(*points_per_percent));
        }
        Kind::Proportional | Kind::Judgement => {}
        Kind::Anchored { levels } => {
            for (index, level) in levels.iter().enumerate() {
                let row = format!("l{}", index + 1);
                draft.put(format!("lev.{key}"), row.clone());
                let at = |field: &str| format!("lev.{key}.{row}.{field}");
                two(draft, &at("label"), &level.label);
                two(draft, &at("behaviour"), &level.behaviour);
                draft.put(at("share"), plain(level.share * Decimal::ONE_HUNDRED));
            }
        }
    }
    draft.put(at("kind"), one.kind.name().key());
    if one.kind.is_measured() {
        draft.put(
            at("direction"),
            match one.direction {
                Direction::Higher => "higher",
                Direction::Lower => "lower",
            },
        );
        let (floor, points) = match one.floor {
            Floor::Zero => ("zero", None),
            Floor::At(points) => ("at", Some(points)),
            Floor::Open => ("open", None),
        };
        draft.put(at("floor"), floor);
        draft.put(at("floor_at"), number(points));
        draft.put(at("cap"), number(one.cap));
        draft.put(at("target"), number(one.target));
    }
}

fn question(draft: &mut Draft, asked: &str, one: &Question) {
    let key = &one.key;
    draft.put(format!("q.{asked}"), key.clone());
    two(draft, &format!("q.{asked}.{key}.prompt"), &one.prompt);
    two(draft, &format!("q.{asked}.{key}.hint"), &one.hint);
    if one.required {
        draft.put(format!("q.{asked}.{key}.required"), "1");
    }
}

const fn filled_by(by: FilledBy) -> &'static str {
    match by {
        FilledBy::Both => "both",
        FilledBy::Superior => "superior",
    }
}

const fn percent_mode(mode: PercentMode) -> &'static str {
    match mode {
        PercentMode::Truncate => "truncate",
        PercentMode::Round => "round",
        PercentMode::Continuous => "continuous",
    }
}

const fn speaking_order(order: SpeakingOrder) -> &'static str {
    match order {
        SpeakingOrder::EmployeeFirst => "employee_first",
        SpeakingOrder::SuperiorFirst => "superior_first",
    }
}
