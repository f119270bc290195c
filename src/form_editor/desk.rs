//! What the editor shows of a draft: blocks, rows and fields with their labels, values and faults.

use super::{draft::Draft, names::kind_name};
use crate::{
    access::Lang,
    forms::form::KindName,
    interviews,
    web::{FieldError, Pick, Texts, forms::Faults},
};

/// One text field.
pub struct Text {
    pub name: String,
    pub label: String,
    pub value: String,
    pub hint: String,
    pub error: String,
    pub required: bool,
}

pub struct Select {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub options: Vec<Pick>,
}

pub struct LevelRow {
    pub key: String,
    pub share: Text,
    pub labels: Vec<Text>,
    pub behaviours: Vec<Text>,
}

pub struct IndicatorRow {
    pub key: String,
    pub kind: &'static str,
    pub kind_name: String,
    pub title: String,
    pub names: Vec<Text>,
    pub weight: Text,
    /// Numbers of this kind, beside the weight.
    pub numbers: Vec<Text>,
    pub selects: Vec<Select>,
    /// Seldom changed: hints, unit, bounds.
    pub more: Vec<Text>,
    pub more_open: bool,
    pub levels: Vec<LevelRow>,
    pub levels_error: String,
}

pub struct SectionBlock {
    /// Empty for the indicators before the first section.
    pub key: String,
    /// Among the sections.
    pub first: bool,
    pub last: bool,
    pub title: String,
    pub titles: Vec<Text>,
    pub intros: Vec<Text>,
    pub by: Option<Select>,
    pub indicators: Vec<IndicatorRow>,
}

pub struct QuestionRow {
    pub key: String,
    pub prompts: Vec<Text>,
    pub hints: Vec<Text>,
    pub required: bool,
}

pub struct QuestionBlock {
    pub asked: &'static str,
    pub title: String,
    pub rows: Vec<QuestionRow>,
}

pub struct AgendaRow {
    pub name: String,
    pub minutes: Text,
    pub questions: Vec<Text>,
}

/// Draft, faults and language together.
pub struct Desk<'a> {
    pub draft: &'a Draft,
    pub faults: &'a Faults,
    pub l: &'static Texts,
    pub lang: Lang,
}

impl Desk<'_> {
    pub fn text(&self, name: impl Into<String>, label: String, hint: String) -> Text {
        let name = name.into();
        Text {
            value: self.draft.get(&name).to_owned(),
            error: self.faults.at(&name, self.l),
            label,
            hint,
            required: false,
            name,
        }
    }

    /// The same text in both languages. One of them is enough; the message stands at the first.
    pub fn pair(&self, field: &str, label: String, required: bool) -> Vec<Text> {
        let l = self.l;
        let mut en = self.text(
            format!("{field}_en"),
            l.form_in_english(label.as_str()),
            String::new(),
        );
        let zh = self.text(
            format!("{field}_zh"),
            l.form_in_chinese(label),
            String::new(),
        );
        en.required = required;
        vec![en, zh]
    }

    fn select(&self, name: String, label: String, options: &[(&str, String)]) -> Select {
        let kept = self.draft.get(&name);
        Select {
            options: options
                .iter()
                .map(|(value, label)| Pick::new((*value).to_owned(), label.clone(), *value == kept))
                .collect(),
            hint: String::new(),
            label,
            name,
        }
    }

    pub fn settings(&self) -> Vec<Select> {
        let l = self.l;
        let mut mode = self.select(
            "percent_mode".into(),
            l.form_percent(),
            &[
                ("truncate", l.form_percent_truncate()),
                ("round", l.form_percent_round()),
                ("continuous", l.form_percent_continuous()),
            ],
        );
        mode.hint = l.form_percent_hint();
        let mut order = self.select(
            "speaking_order".into(),
            l.form_order(),
            &[
                ("employee_first", l.form_order_employee()),
                ("superior_first", l.form_order_superior()),
            ],
        );
        order.hint = l.form_order_hint();
        vec![mode, order]
    }

    fn by(&self, name: String, inherits: bool) -> Select {
        let l = self.l;
        let mut options = vec![
            ("both", l.form_by_both()),
            ("superior", l.form_by_superior()),
        ];
        if inherits {
            options.insert(0, ("", l.form_by_section()));
        }
        self.select(name, l.form_by(), &options)
    }

    pub fn section(&self, key: &str) -> SectionBlock {
        let l = self.l;
        let at = |field: &str| format!("sec.{key}.{field}");
        let own = !key.is_empty();
        let pair = |field: &str, label: String, required: bool| {
            let texts = self.pair(&at(field), label, required);
            if own { texts } else { Vec::new() }
        };
        let sections = self.draft.sections();
        SectionBlock {
            first: sections.first() == Some(&key),
            last: sections.last() == Some(&key),
            title: match self.draft.words(&at("title"), self.lang) {
                "" if own => l.form_section_new(),
                title => title.to_owned(),
            },
            titles: pair("title", l.form_section_title(), own),
            intros: pair("intro", l.form_section_intro(), false),
            by: own.then(|| self.by(at("by"), false)),
            indicators: self
                .draft
                .indicators(key)
                .into_iter()
                .map(|key| self.indicator(key))
                .collect(),
            key: key.to_owned(),
        }
    }

    fn indicator(&self, key: &str) -> IndicatorRow {
        let l = self.l;
        let at = |field: &str| format!("ind.{key}.{field}");
        let kind = self.draft.kind(key);
        let measured = kind.is_measured();
        let mut weight = self.text(at("weight"), l.score_weight(), String::new());
        weight.required = true;
        let mut numbers = Vec::new();
        if kind == KindName::Deviation {
            let mut rate = self.text(at("rate"), l.form_rate(), String::new());
            rate.required = true;
            numbers.push(rate);
        }
        let mut selects = vec![self.by(at("by"), true)];
        if self.draft.sections().is_empty() {
            // nothing to inherit from, nor a section that says it
            selects[0].options.remove(0);
            selects[0].hint = l.form_by_hint();
        } else {
            let mut sections = vec![("", l.form_section_none())];
            let draft = self.draft;
            sections.extend(draft.sections().into_iter().map(|section| {
                let title = draft.words(&format!("sec.{section}.title"), self.lang);
                let title = if title.is_empty() {
                    l.form_section_new()
                } else {
                    title.to_owned()
                };
                (section, title)
            }));
            selects.push(self.select(at("section"), l.form_section(), &sections));
        }
        let mut more = self.pair(&at("hint"), l.form_hint(), false);
        if measured {
            selects.push(self.select(
                at("direction"),
                l.form_direction(),
                &[
                    ("higher", l.form_direction_higher()),
                    ("lower", l.form_direction_lower()),
                ],
            ));
            selects.push(self.select(
                at("floor"),
                l.form_floor(),
                &[
                    ("zero", l.form_floor_zero()),
                    ("at", l.form_floor_at()),
                    ("open", l.form_floor_open()),
                ],
            ));
            more.push(self.text(at("floor_at"), l.form_floor_points(), String::new()));
            more.push(self.text(at("cap"), l.form_cap(), l.form_cap_hint()));
            more.push(self.text(at("target"), l.form_target(), l.form_target_hint()));
            more.extend(self.pair(&at("unit"), l.form_unit(), false));
        }
        IndicatorRow {
            kind: kind.key(),
            kind_name: kind_name(kind, l),
            title: match self.draft.words(&at("name"), self.lang) {
                "" => l.form_indicator_new(),
                name => name.to_owned(),
            },
            names: self.pair(&at("name"), l.form_indicator_name(), true),
            weight,
            numbers,
            more_open: more.iter().any(|text| !text.error.is_empty()),
            selects,
            more,
            levels: self
                .draft
                .levels(key)
                .into_iter()
                .filter(|_| kind == KindName::Anchored)
                .map(|level| self.level(key, level))
                .collect(),
            levels_error: self.faults.at(&format!("levels.{key}"), l),
            key: key.to_owned(),
        }
    }

    fn level(&self, indicator: &str, key: &str) -> LevelRow {
        let l = self.l;
        let at = |field: &str| format!("lev.{indicator}.{key}.{field}");
        let mut share = self.text(at("share"), l.form_level_share(), String::new());
        share.required = true;
        LevelRow {
            share,
            labels: self.pair(&at("label"), l.form_level_label(), true),
            behaviours: self.pair(&at("behaviour"), l.form_level_behaviour(), true),
            key: key.to_owned(),
        }
    }

    pub fn questions(&self, asked: &'static str) -> QuestionBlock {
        let l = self.l;
        QuestionBlock {
            asked,
            title: match asked {
                "self" => l.form_questions_self(),
                "superior" => l.form_questions_superior(),
                _ => l.form_questions_preparation(),
            },
            rows: self
                .draft
                .questions(asked)
                .into_iter()
                .map(|key| {
                    let at = |field: &str| format!("q.{asked}.{key}.{field}");
                    QuestionRow {
                        prompts: self.pair(&at("prompt"), l.form_question(), true),
                        hints: self.pair(&at("hint"), l.form_hint(), false),
                        required: !self.draft.get(&at("required")).is_empty(),
                        key: key.to_owned(),
                    }
                })
                .collect(),
        }
    }

    pub fn agenda(&self, step: u8) -> AgendaRow {
        let l = self.l;
        let usual = interviews::rules::suggested(step, 60);
        AgendaRow {
            name: interviews::words::step(step, l),
            minutes: self.text(
                format!("agenda.{step}.minutes"),
                l.form_agenda_minutes(),
                l.form_agenda_usual(i64::from(usual)),
            ),
            questions: self.pair(
                &format!("agenda.{step}.questions"),
                l.form_agenda_questions(),
                false,
            ),
        }
    }

    /// Faults with the name of the row at which each stands.
    pub fn told(&self, faults: &Faults) -> Vec<FieldError> {
        let mut told = FieldError::list(faults, self.l);
        for error in &mut told {
            let place = place(self.draft, &error.field, self.lang, self.l);
            if !place.is_empty() {
                error.text = self.l.evaluation_error(place, error.text.as_str());
            }
        }
        told
    }
}

/// What a field belongs to, in words; empty for fields of the form itself.
pub fn place(draft: &Draft, field: &str, lang: Lang, l: &Texts) -> String {
    let parts: Vec<&str> = field.split('.').collect();
    let named = |words: &str, otherwise: String| {
        if words.is_empty() {
            otherwise
        } else {
            words.to_owned()
        }
    };
    match parts.as_slice() {
        ["ind" | "levels", key, ..] => named(
            draft.words(&format!("ind.{key}.name"), lang),
            l.form_indicator_new(),
        ),
        ["lev", indicator, level, ..] => {
            let name = draft.words(&format!("ind.{indicator}.name"), lang);
            let label = draft.words(&format!("lev.{indicator}.{level}.label"), lang);
            let name = named(name, l.form_indicator_new());
            l.form_place(name, named(label, l.form_level_new()))
        }
        ["sec", key, ..] => named(
            draft.words(&format!("sec.{key}.title"), lang),
            l.form_section_new(),
        ),
        ["q", asked, key, ..] => named(
            draft.words(&format!("q.{asked}.{key}.prompt"), lang),
            l.form_question(),
        ),
        ["agenda", step, ..] => step
            .parse()
            .map(|step| interviews::words::step(step, l))
            .unwrap_or_default(),
        ["name_en"] => l.form_name(),
        _ => String::new(),
    }
}
