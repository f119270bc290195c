//! A form as its users will see it: the self-evaluation of the employee, the evaluation of the
//! superior, the interview of all three.

use crate::{
    forms::form::{FilledBy, Form, Indicator, Kind, Question, SpeakingOrder},
    ground::decimals::{rounded, show, show_rounded},
    interviews, scoring,
    web::Shell,
};

/// Whose page it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    SelfEvaluation,
    Evaluation,
    Interview,
}

impl Look {
    pub const ALL: [Self; 3] = [Self::SelfEvaluation, Self::Evaluation, Self::Interview];

    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::SelfEvaluation => "self",
            Self::Evaluation => "evaluation",
            Self::Interview => "interview",
        }
    }

    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|look| look.key() == key)
            .unwrap_or(Self::SelfEvaluation)
    }
}

pub struct LevelLook {
    pub label: String,
    pub behaviour: String,
}

pub struct ItemLook {
    pub key: String,
    pub section: String,
    pub section_intro: String,
    pub name: String,
    pub hint: String,
    pub weight: String,
    /// What may be entered: "0 to 20 points".
    pub bounds: String,
    pub rule: String,
    pub levels: Vec<LevelLook>,
    /// In the evaluation: the employee says nothing about it.
    pub superior_alone: bool,
    /// Target and actual figure, each with its unit; the target may be fixed.
    pub figures: Option<(String, String, String)>,
}

pub struct QuestionLook {
    pub prompt: String,
    pub hint: String,
    pub required: bool,
}

pub struct StepLook {
    pub name: String,
    pub minutes: String,
    pub questions: Vec<String>,
}

pub struct FormLook {
    pub items: Vec<ItemLook>,
    pub questions: Vec<QuestionLook>,
    pub steps: Vec<StepLook>,
    pub order: String,
}

impl FormLook {
    #[must_use]
    pub fn of(form: &Form, look: Look, shell: &Shell) -> Self {
        let mut this = Self {
            items: Vec::new(),
            questions: Vec::new(),
            steps: Vec::new(),
            order: String::new(),
        };
        match look {
            Look::SelfEvaluation => {
                this.items = items(form, form.own_indicators(), true, shell);
                this.questions = questions(&form.self_questions, shell);
            }
            Look::Evaluation => {
                this.items = items(form, form.indicators.iter(), false, shell);
                this.questions = questions(&form.superior_questions, shell);
            }
            Look::Interview => {
                this.questions = questions(&form.preparation_questions, shell);
                this.steps = (1..=8).map(|step| self::step(form, step, shell)).collect();
                this.order = match form.speaking_order {
                    SpeakingOrder::EmployeeFirst => shell.l.form_order_employee(),
                    SpeakingOrder::SuperiorFirst => shell.l.form_order_superior(),
                };
            }
        }
        this
    }
}

fn items<'a>(
    form: &Form,
    indicators: impl Iterator<Item = &'a Indicator>,
    own: bool,
    shell: &Shell,
) -> Vec<ItemLook> {
    let lang = shell.lang;
    let mut open = String::new();
    indicators
        .map(|indicator| {
            let section = form
                .section(&indicator.section)
                .filter(|section| section.key != open);
            open.clone_from(&indicator.section);
            let text = |text: Option<&crate::forms::form::Bilingual>| {
                text.map(|text| text.get(lang).to_owned())
                    .unwrap_or_default()
            };
            ItemLook {
                section: text(section.map(|section| &section.title)),
                section_intro: text(section.map(|section| &section.intro)),
                superior_alone: !own && form.filled_by(indicator) == FilledBy::Superior,
                ..item(indicator, own, shell)
            }
        })
        .collect()
}

fn item(indicator: &Indicator, own: bool, shell: &Shell) -> ItemLook {
    let (l, lang) = (shell.l, shell.lang);
    let bounds = scoring::points_bounds(indicator);
    let levels = indicator.kind.levels().iter().map(|level| LevelLook {
        label: l.evaluation_level(
            level.label.get(lang),
            show_rounded(level.share * indicator.weight, 2),
        ),
        behaviour: level.behaviour.get(lang).to_owned(),
    });
    let levels = levels.collect();
    let unit = indicator.unit.get(lang);
    let with_unit = |label: String| {
        if unit.is_empty() {
            label
        } else {
            l.evaluation_with_unit(label, unit)
        }
    };
    ItemLook {
        key: indicator.key.clone(),
        section: String::new(),
        section_intro: String::new(),
        name: indicator.name.get(lang).to_owned(),
        hint: indicator.hint.get(lang).to_owned(),
        weight: show(indicator.weight),
        bounds: l.self_points_hint(show(bounds.min), show(bounds.max)),
        rule: rule(indicator, shell),
        levels,
        superior_alone: false,
        figures: (!own && indicator.kind.is_measured()).then(|| {
            (
                with_unit(l.evaluation_target()),
                with_unit(l.evaluation_actual()),
                indicator.target.map(show).unwrap_or_default(),
            )
        }),
    }
}

/// How the indicator earns its points, in a sentence.
fn rule(indicator: &Indicator, shell: &Shell) -> String {
    let l = shell.l;
    let weight = show(indicator.weight);
    match &indicator.kind {
        Kind::Deviation { points_per_percent } => {
            l.form_rule_deviation(weight, show(rounded(*points_per_percent, 4)))
        }
        Kind::Proportional => l.form_rule_proportional(weight),
        Kind::Judgement => l.form_rule_judgement(weight),
        Kind::Anchored { levels } => {
            l.form_rule_anchored(i64::try_from(levels.len()).unwrap_or_default(), weight)
        }
    }
}

fn questions(questions: &[Question], shell: &Shell) -> Vec<QuestionLook> {
    let lang = shell.lang;
    questions
        .iter()
        .map(|question| QuestionLook {
            prompt: question.prompt.get(lang).to_owned(),
            hint: question.hint.get(lang).to_owned(),
            required: question.required,
        })
        .collect()
}

fn step(form: &Form, step: u8, shell: &Shell) -> StepLook {
    let l = shell.l;
    let planned = 60;
    StepLook {
        name: interviews::words::step(step, l),
        minutes: l.room_minutes(i64::from(interviews::rules::suggested_by(
            form, step, planned,
        ))),
        questions: interviews::words::questions(step, form, l, shell.lang)
            .into_iter()
            .map(|(_, text)| text)
            .collect(),
    }
}
