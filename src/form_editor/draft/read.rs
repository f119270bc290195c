//! The fields of the editor as a form, with a fault at each field that cannot stand.

use rust_decimal::Decimal;

use super::{Draft, rows};
use crate::{
    access::Lang,
    forms::form::{
        AgendaStep, Bilingual, Direction, FORMAT, FilledBy, Floor, Form, FormProblem, Indicator,
        Kind, KindName, Level, MeantFor, PercentMode, Question, Section, SpeakingOrder,
    },
    ground::decimals::{Bounds, show},
    people,
    web::{
        Fields, Texts,
        forms::{Fault, Faults, SHORT},
    },
};

const HINT: usize = 1000;
const LABEL: usize = 100;
/// Lines of positions, or of questions of one step.
const MOST_LINES: usize = 30;

struct Reader<'a> {
    draft: &'a Draft,
    fields: Fields,
    faults: Faults,
}

/// The form that was typed, as far as it makes sense, and what does not.
#[must_use]
pub fn read(draft: &Draft) -> (Form, Faults) {
    let mut reader = Reader {
        draft,
        fields: Fields::from_pairs(draft.pairs().clone()),
        faults: Faults::default(),
    };
    let form = reader.form();
    (form, reader.faults)
}

impl Reader<'_> {
    fn form(&mut self) -> Form {
        let draft = self.draft;
        let sections: Vec<Section> = draft
            .sections()
            .into_iter()
            .map(|key| Section {
                key: key.to_owned(),
                title: self.two(&format!("sec.{key}.title"), SHORT),
                intro: self.two(&format!("sec.{key}.intro"), HINT),
                filled_by: filled_by(draft.get(&format!("sec.{key}.by"))).unwrap_or_default(),
            })
            .collect();
        let mut indicators = Vec::new();
        for section in std::iter::once("").chain(draft.sections()) {
            for key in draft.indicators(section) {
                let indicator = self.indicator(key, section);
                indicators.push(indicator);
            }
        }
        Form {
            format: FORMAT,
            name: self.two("name", SHORT),
            about: self.two("about", HINT),
            sections,
            indicators,
            percent_mode: match draft.get("percent_mode") {
                "round" => PercentMode::Round,
                "continuous" => PercentMode::Continuous,
                _ => PercentMode::Truncate,
            },
            speaking_order: match draft.get("speaking_order") {
                "superior_first" => SpeakingOrder::SuperiorFirst,
                _ => SpeakingOrder::EmployeeFirst,
            },
            self_questions: self.questions("self"),
            superior_questions: self.questions("superior"),
            preparation_questions: self.questions("preparation"),
            agenda: (1..=8).filter_map(|step| self.agenda(step)).collect(),
            meant_for: MeantFor {
                levels: draft
                    .all("level")
                    .filter_map(people::Level::from_key)
                    .collect(),
                positions: self.lines("positions", SHORT),
            },
        }
    }

    fn two(&mut self, field: &str, max: usize) -> Bilingual {
        let mut text = |name: String| self.fields.text(&name, max, &mut self.faults);
        Bilingual {
            en: text(format!("{field}_en")),
            zh: text(format!("{field}_zh")),
        }
    }

    fn number(&mut self, field: &str, bounds: Bounds) -> Option<Decimal> {
        self.fields.decimal(field, bounds, &mut self.faults)
    }

    fn lines(&mut self, field: &str, max: usize) -> Vec<String> {
        let lines: Vec<String> = self
            .draft
            .get(field)
            .lines()
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.is_empty())
            .take(MOST_LINES)
            .collect();
        for line in &lines {
            let is = line.chars().count();
            if is > max {
                self.faults.add(field, Fault::TooLong { max, is });
            }
        }
        lines
    }

    fn indicator(&mut self, key: &str, section: &str) -> Indicator {
        let at = |field: &str| format!("ind.{key}.{field}");
        // wider than the form's own bounds, which say what is wrong in better words
        let wide = Bounds::new(Decimal::from(-100_000), Decimal::from(100_000), 4);
        let kind = match self.draft.kind(key) {
            KindName::Deviation => Kind::Deviation {
                points_per_percent: self.number(&at("rate"), wide).unwrap_or_default(),
            },
            KindName::Proportional => Kind::Proportional,
            KindName::Anchored => Kind::Anchored {
                levels: self.levels(key),
            },
            KindName::Judgement => Kind::Judgement,
        };
        let measured = kind.is_measured();
        let weight = self.number(&at("weight"), wide).unwrap_or_default();
        let floor_at = self.number(&at("floor_at"), wide);
        let floor = match self.draft.get(&at("floor")) {
            "open" if measured => Floor::Open,
            "at" if measured => floor_at.map_or_else(
                || {
                    self.faults.add(at("floor_at"), Fault::Required);
                    Floor::Zero
                },
                Floor::At,
            ),
            _ => Floor::Zero,
        };
        let cap = self.number(&at("cap"), wide).filter(|_| measured);
        let target = self
            .number(&at("target"), Bounds::figure())
            .filter(|_| measured);
        Indicator {
            key: key.to_owned(),
            name: self.two(&at("name"), SHORT),
            hint: self.two(&at("hint"), HINT),
            unit: self.two(&at("unit"), LABEL),
            kind,
            weight,
            direction: match self.draft.get(&at("direction")) {
                "lower" if measured => Direction::Lower,
                _ => Direction::Higher,
            },
            floor,
            cap,
            target,
            section: section.to_owned(),
            filled_by: filled_by(self.draft.get(&at("by"))),
        }
    }

    fn levels(&mut self, indicator: &str) -> Vec<Level> {
        let draft = self.draft;
        let percent = Bounds::new(Decimal::ZERO, Decimal::ONE_HUNDRED, 2);
        draft
            .levels(indicator)
            .into_iter()
            .map(|key| {
                let at = |field: &str| format!("lev.{indicator}.{key}.{field}");
                let share = self.number(&at("share"), percent);
                if draft.get(&at("share")).trim().is_empty() {
                    self.faults.add(at("share"), Fault::Required);
                }
                Level {
                    label: self.two(&at("label"), LABEL),
                    behaviour: self.two(&at("behaviour"), HINT),
                    share: (share.unwrap_or_default() / Decimal::ONE_HUNDRED).normalize(),
                }
            })
            .collect()
    }

    fn questions(&mut self, asked: &str) -> Vec<Question> {
        let draft = self.draft;
        draft
            .questions(asked)
            .into_iter()
            .map(|key| {
                let at = |field: &str| format!("q.{asked}.{key}.{field}");
                Question {
                    key: key.to_owned(),
                    prompt: self.two(&at("prompt"), 500),
                    hint: self.two(&at("hint"), HINT),
                    required: !draft.get(&at("required")).is_empty(),
                }
            })
            .collect()
    }

    fn agenda(&mut self, step: u8) -> Option<AgendaStep> {
        let minutes = format!("agenda.{step}.minutes");
        let bounds = Bounds::new(Decimal::ZERO, Decimal::from(240), 0);
        let minutes = self
            .number(&minutes, bounds)
            .and_then(|minutes| u16::try_from(minutes).ok());
        let en = self.lines(&format!("agenda.{step}.questions_en"), 500);
        let zh = self.lines(&format!("agenda.{step}.questions_zh"), 500);
        let count = en.len().max(zh.len());
        let line = |lines: &[String], at: usize| lines.get(at).cloned().unwrap_or_default();
        let questions: Vec<Bilingual> = (0..count)
            .map(|at| Bilingual::new(line(&en, at), line(&zh, at)))
            .collect();
        (minutes.is_some() || !questions.is_empty()).then_some(AgendaStep {
            step,
            minutes,
            questions,
        })
    }
}

fn filled_by(key: &str) -> Option<FilledBy> {
    match key {
        "both" => Some(FilledBy::Both),
        "superior" => Some(FilledBy::Superior),
        _ => None,
    }
}

/// What keeps the form from being published, at the fields of the editor.
#[must_use]
pub fn problems(draft: &Draft, form: &Form, l: &Texts) -> Faults {
    let mut faults = Faults::default();
    let level = |key: &str, level: usize, field: &str| {
        let row = draft.levels(key).get(level).copied().unwrap_or_default();
        format!("lev.{key}.{row}.{field}")
    };
    let indicator = |key: &str, field: &str| format!("ind.{key}.{field}");
    for problem in form.check().err().unwrap_or_default() {
        let (field, fault) = match problem {
            FormProblem::UnknownFormat(_) | FormProblem::BadKey { .. } => continue,
            FormProblem::NameMissing => ("name_en".into(), Fault::Required),
            FormProblem::NoIndicator => ("add".into(), Fault::Other(l.form_fault_none())),
            FormProblem::RepeatedKey { .. }
            | FormProblem::NoSuchSection { .. }
            | FormProblem::SectionsMixed { .. } => continue,
            FormProblem::TextMissing { key } => (missing(draft, &key), Fault::Required),
            FormProblem::SectionTitleMissing { key } => {
                (format!("sec.{key}.title_en"), Fault::Required)
            }
            FormProblem::BadWeight { key, .. } => (
                indicator(&key, "weight"),
                Fault::Other(l.form_fault_weight()),
            ),
            // the sum of what can be read says nothing while a weight cannot
            FormProblem::WeightSum { .. } if draft.has_unreadable_weight() => continue,
            FormProblem::WeightSum { sum, difference } => {
                let text = if difference > Decimal::ZERO {
                    l.form_fault_less(hundredths(sum), hundredths(difference))
                } else {
                    l.form_fault_more(hundredths(sum), hundredths(-difference))
                };
                ("sum".into(), Fault::Other(text))
            }
            FormProblem::BadRate { key, .. } => {
                (indicator(&key, "rate"), Fault::Other(l.form_fault_rate()))
            }
            FormProblem::BadFloor { key, .. } => (
                indicator(&key, "floor_at"),
                Fault::Other(l.form_fault_floor()),
            ),
            FormProblem::BadCap { key, .. } => {
                (indicator(&key, "cap"), Fault::Other(l.form_fault_cap()))
            }
            FormProblem::BadTarget { key, reason } => {
                (indicator(&key, "target"), Fault::Number(reason))
            }
            // the editor offers these for measured kinds only
            FormProblem::OnlyForMeasured { key } => (indicator(&key, "weight"), Fault::NotAChoice),
            FormProblem::LevelCount { key, .. } => {
                (format!("levels.{key}"), Fault::Other(l.form_fault_levels()))
            }
            FormProblem::LevelTextMissing { key, level: at } => {
                let row = |field: &str| level(&key, at, field);
                let label = draft.words(&row("label"), Lang::En).is_empty();
                let field = if label { "label_en" } else { "behaviour_en" };
                (row(field), Fault::Required)
            }
            FormProblem::BadShare { key, level: at, .. } => {
                (level(&key, at, "share"), Fault::NotAChoice)
            }
            FormProblem::RepeatedShare {
                key,
                level: at,
                share,
            } => (
                level(&key, at, "share"),
                Fault::Other(l.form_fault_share(show(share * Decimal::ONE_HUNDRED))),
            ),
            FormProblem::BadAgenda { step } => {
                (format!("agenda.{step}.minutes"), Fault::NotAChoice)
            }
        };
        faults.add(field, fault);
    }
    faults
}

/// "80.00": a sum that has to be exactly 100.00 is shown with both places.
#[must_use]
pub fn hundredths(value: Decimal) -> String {
    let mut value = value;
    if value.scale() < 2 {
        value.rescale(2);
    }
    value.to_string()
}

/// The field of a missing name or prompt.
fn missing(draft: &Draft, key: &str) -> String {
    if rows::keys(draft.pairs(), "ind").contains(&key)
        && draft.words(&format!("ind.{key}.name"), Lang::En).is_empty()
    {
        return format!("ind.{key}.name_en");
    }
    super::ASKED
        .into_iter()
        .find(|asked| {
            draft.questions(asked).contains(&key)
                && draft
                    .words(&format!("q.{asked}.{key}.prompt"), Lang::En)
                    .is_empty()
        })
        .map_or_else(
            || format!("ind.{key}.name_en"),
            |asked| format!("q.{asked}.{key}.prompt_en"),
        )
}
