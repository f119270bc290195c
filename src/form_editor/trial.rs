//! The calculator: figures in, points, total, grade and the reason out. Nothing is saved, and it is the
//! scoring of the appraisals themselves.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::{
    forms::{
        choices::SchemeChoice,
        form::{Form, Indicator, Kind},
    },
    ground::decimals::{Bounds, show, show_rounded},
    scoring::{
        self, Input, Outcome, ScoreError,
        breakdown::{Basis, Breakdown, Why},
        explain::explain,
    },
    web::{
        Fields, Pick, Shell,
        forms::{Fault, Faults},
    },
};

pub struct TrialField {
    pub name: String,
    pub label: String,
    pub value: String,
    pub error: String,
}

pub struct TrialRow {
    pub name: String,
    pub weight: String,
    pub fields: Vec<TrialField>,
    /// Levels of an anchored scale, in place of a number.
    pub level: Option<(String, Vec<Pick>)>,
    /// A target that the form fixes.
    pub fixed: String,
    pub points: String,
    pub words: String,
    pub error: String,
}

pub struct Trial {
    pub rows: Vec<TrialRow>,
    pub schemes: Vec<Pick>,
    pub why: Option<Why>,
    pub grade: String,
    pub multiplier: String,
    pub low: bool,
    pub waits: String,
}

/// What was typed into one indicator.
struct Typed {
    input: Input,
    faults: Faults,
}

fn typed(indicator: &Indicator, fields: &Fields, reason: &str) -> Typed {
    let key = &indicator.key;
    let mut faults = Faults::default();
    let points = |faults: &mut Faults| {
        fields.decimal(
            &format!("try.points.{key}"),
            scoring::points_bounds(indicator),
            faults,
        )
    };
    let input = match &indicator.kind {
        Kind::Judgement => points(&mut faults).map(|points| Input::Judged { points }),
        Kind::Anchored { levels } => fields
            .get(&format!("try.level.{key}"))
            .parse()
            .ok()
            .filter(|index| *index < levels.len())
            .map(|index| Input::Level { index }),
        Kind::Deviation { .. } | Kind::Proportional => {
            let figure = Bounds::figure();
            let target = indicator
                .target
                .or_else(|| fields.decimal(&format!("try.target.{key}"), figure, &mut faults));
            let actual = fields.decimal(&format!("try.actual.{key}"), figure, &mut faults);
            match (target, actual, points(&mut faults)) {
                (Some(target), Some(actual), None) => Some(Input::Measured { target, actual }),
                // points by hand, as the evaluation takes them where no target divides
                (target, _, Some(points))
                    if target.is_none_or(|target| target <= rust_decimal::Decimal::ZERO) =>
                {
                    Some(Input::Manual {
                        points,
                        reason: reason.to_owned(),
                    })
                }
                (Some(target), Some(actual), Some(_)) => Some(Input::Measured { target, actual }),
                _ => None,
            }
        }
    };
    Typed {
        input: input.unwrap_or(Input::Missing),
        faults,
    }
}

impl Trial {
    #[must_use]
    pub fn of(
        form: &Form,
        form_version: i32,
        schemes: &[SchemeChoice],
        fields: &Fields,
        shell: &Shell,
    ) -> Self {
        let (l, lang) = (shell.l, shell.lang);
        let wanted: Option<Uuid> = fields.get("try.scheme").parse().ok();
        let chosen = schemes
            .iter()
            .find(|scheme| Some(scheme.id) == wanted)
            .or(schemes.first());
        let reason = l.trial_by_hand();
        let mut inputs = BTreeMap::new();
        let mut rows = Vec::new();
        for indicator in &form.indicators {
            let typed = typed(indicator, fields, &reason);
            rows.push(row(indicator, form, &typed, fields, shell));
            inputs.insert(indicator.key.clone(), typed.input);
        }
        let mut trial = Self {
            rows,
            schemes: schemes
                .iter()
                .map(|scheme| {
                    Pick::new(
                        scheme.id.to_string(),
                        scheme.label(shell),
                        chosen.is_some_and(|chosen| chosen.id == scheme.id),
                    )
                })
                .collect(),
            why: None,
            grade: String::new(),
            multiplier: String::new(),
            low: false,
            waits: String::new(),
        };
        let Some(chosen) = chosen else { return trial };
        let outcome = scoring::total(form, &chosen.scheme, &inputs);
        match &outcome {
            Outcome::Complete {
                band, multiplier, ..
            } => {
                let basis = Basis {
                    form,
                    form_version,
                    scheme: &chosen.scheme,
                    scheme_version: chosen.version,
                };
                trial.why = Breakdown::of(basis, &outcome).map(|one| Why::of(&one, shell.lang));
                if let Some(band) = chosen.scheme.band(*band) {
                    band.name.get(lang).clone_into(&mut trial.grade);
                    trial.low = band.low;
                }
                trial.multiplier = show(*multiplier);
            }
            Outcome::Incomplete { items, .. } => {
                trial.waits = l.trial_waits(
                    i64::try_from(items.len()).unwrap_or_default(),
                    i64::try_from(form.indicators.len()).unwrap_or_default(),
                );
            }
        }
        trial
    }
}

fn row(
    indicator: &Indicator,
    form: &Form,
    typed: &Typed,
    fields: &Fields,
    shell: &Shell,
) -> TrialRow {
    let (l, lang) = (shell.l, shell.lang);
    let key = &indicator.key;
    let field = |what: &str, label: String| {
        let name = format!("try.{what}.{key}");
        TrialField {
            value: fields.get(&name).to_owned(),
            error: typed.faults.at(&name, l),
            label,
            name,
        }
    };
    let scored = scoring::score_item(indicator, form.percent_mode, &typed.input);
    let no_target = matches!(
        scored,
        Err(ScoreError::TargetZero | ScoreError::TargetNegative)
    ) || matches!(typed.input, Input::Manual { .. });
    let mut list = Vec::new();
    let mut level = None;
    match &indicator.kind {
        Kind::Judgement => list.push(field("points", l.evaluation_points())),
        Kind::Anchored { levels } => {
            let name = format!("try.level.{key}");
            let kept = fields.get(&name);
            let picks = levels.iter().enumerate().map(|(index, level)| {
                Pick::new(
                    index.to_string(),
                    l.evaluation_level(
                        level.label.get(lang),
                        show_rounded(level.share * indicator.weight, 2),
                    ),
                    kept == index.to_string(),
                )
            });
            level = Some((name.clone(), picks.collect()));
        }
        Kind::Deviation { .. } | Kind::Proportional => {
            if indicator.target.is_none() {
                list.push(field("target", l.evaluation_target()));
            }
            list.push(field("actual", l.evaluation_actual()));
            if no_target {
                list.push(field("points", l.evaluation_hand_points()));
            }
        }
    }
    let error = match &scored {
        Err(ScoreError::TargetZero | ScoreError::TargetNegative) => l.fault_by_hand(),
        Err(ScoreError::Figure(reason)) => Fault::Number(*reason).text(l),
        _ => String::new(),
    };
    TrialRow {
        name: match indicator.name.get(lang) {
            "" => l.form_indicator_new(),
            name => name.to_owned(),
        },
        weight: show(indicator.weight),
        fields: list,
        level,
        fixed: indicator.target.map(show).unwrap_or_default(),
        points: scored
            .as_ref()
            .map(|score| show_rounded(score.points, 2))
            .unwrap_or_default(),
        words: scored
            .as_ref()
            .map(|score| explain(indicator, score, shell.lang))
            .unwrap_or_default(),
        error,
    }
}
