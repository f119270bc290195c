//! Document, typed form and faults put together: where the value of each field comes from.

use rust_decimal::Decimal;

use super::{
    related as beside,
    related::Past,
    rules::{Cause, Evaluation, Item},
    view::{AnswerView, Entry, Figures, ItemView, PartView, ScoreView, Slot, Words},
};
use crate::{
    appraisals::Appraisal,
    evaluations::{
        goals_panel::Panel,
        self_evaluation::{OwnItem, SelfEvaluation},
    },
    forms::form::{Bilingual, Form, Indicator, Kind, Section},
    ground::decimals::{rounded, show, show_rounded, show_signed},
    language,
    scoring::{self, ItemScore, explain::explain},
    web::{FieldError, Fields, Pick, Shell, forms::Faults},
};

/// Document, typed form and faults together: where the value of a field comes from.
pub struct Filling<'a> {
    pub shell: &'a Shell,
    pub appraisal: &'a Appraisal,
    pub form: &'a Form,
    pub body: &'a Evaluation,
    pub own: Option<&'a SelfEvaluation>,
    pub past: &'a [Past],
    pub typed: Option<&'a Fields>,
    pub faults: &'a Faults,
    /// Figures that were recorded during the period.
    pub panel: &'a Panel,
}

impl Filling<'_> {
    pub fn slot(&self, name: impl Into<String>, label: String, kept: String) -> Slot {
        let name = name.into();
        let value = self
            .typed
            .filter(|fields| fields.has(&name))
            .map_or(kept, |fields| fields.get(&name).to_owned());
        Slot {
            hints: language::check(&value)
                .iter()
                .map(|hint| language::tell(hint, self.shell.l))
                .collect(),
            value,
            error: self.faults.at(&name, self.shell.l),
            label,
            name,
        }
    }

    pub fn answers(&self) -> Vec<AnswerView> {
        let lang = self.shell.lang;
        self.form
            .superior_questions
            .iter()
            .map(|question| {
                let kept = self.body.answers.get(&question.key).cloned();
                AnswerView {
                    slot: self.slot(
                        format!("answer.{}", question.key),
                        question.prompt.get(lang).to_owned(),
                        kept.unwrap_or_default(),
                    ),
                    hint: question.hint.get(lang).to_owned(),
                    required: question.required,
                }
            })
            .collect()
    }

    pub fn items(&self) -> Vec<ItemView> {
        self.form
            .indicators
            .iter()
            .map(|indicator| self.item(indicator))
            .collect()
    }

    fn item(&self, indicator: &Indicator) -> ItemView {
        let (l, lang) = (self.shell.l, self.shell.lang);
        let key = &indicator.key;
        let item = self.body.items.get(key).cloned().unwrap_or_default();
        let own = self
            .own
            .and_then(|own| own.items.get(key))
            .cloned()
            .unwrap_or_default();
        let counted = self.body.input(key, &item);
        let scored = scoring::score_item(indicator, self.form.percent_mode, &counted).ok();
        let weak = scored
            .as_ref()
            .is_some_and(|score| scoring::weak(indicator, score));
        // a comment is owed for one's own extreme, whatever it comes to with the others'
        let extreme = scoring::score_item(indicator, self.form.percent_mode, &item.input)
            .is_ok_and(|score| scoring::extreme(indicator, &score));
        let named = |field: &str, label: String, kept: &str| {
            self.slot(format!("{field}.{key}"), label, kept.to_owned())
        };
        let triple = vec![
            named("problem", l.evaluation_problem(), &item.problem),
            named("direction", l.evaluation_direction(), &item.direction),
            named("support", l.evaluation_support(), &item.support),
        ];
        let causes = self.causes(key, item.cause);
        let cause_error = self.faults.at(&format!("cause.{key}"), l);
        let bounds = scoring::points_bounds(indicator);
        let section = self.form.opens(key);
        let heading = |text: fn(&Section) -> &Bilingual| {
            section
                .map(|section| text(section).get(lang).to_owned())
                .unwrap_or_default()
        };
        ItemView {
            section: heading(|section| &section.title),
            section_intro: heading(|section| &section.intro),
            name: indicator.name.get(lang).to_owned(),
            hint: indicator.hint.get(lang).to_owned(),
            weight: show(indicator.weight),
            own_points: own.points.map(show).unwrap_or_default(),
            score: scored.map(|score| self.score(indicator, &item, &own, &score)),
            own_words: own.words,
            earlier: beside::points(self.past, key, self.shell),
            parts: self.parts(indicator),
            sources: self.panel.sources(indicator, item.figures(), self.shell),
            entry: self.entry(indicator, &item),
            comment: named("comment", l.evaluation_comment(), &item.comment),
            example: named("example", l.evaluation_example(), &item.example),
            example_needed: weak || indicator.kind == Kind::Judgement,
            comment_needed: extreme,
            weak_open: weak
                || !cause_error.is_empty()
                || causes.iter().any(|cause| cause.chosen)
                || triple
                    .iter()
                    .any(|slot| !slot.value.is_empty() || !slot.error.is_empty()),
            causes,
            cause_error,
            triple,
            weak,
            words: self.words(&item),
            adjust: named("adjust", indicator.name.get(lang).to_owned(), ""),
            adjust_hint: l.self_points_hint(show(bounds.min), show(bounds.max)),
            open: self.appraisal.item_is_open(key),
            closed_error: self.faults.at(&format!("item.{key}"), l),
            key: key.clone(),
        }
    }

    fn parts(&self, indicator: &Indicator) -> Vec<PartView> {
        let l = self.shell.l;
        self.body
            .parts
            .iter()
            .filter(|_| !indicator.kind.is_measured())
            .map(|part| {
                let item = part.items.get(&indicator.key);
                let score = item.and_then(|item| {
                    scoring::score_item(indicator, self.form.percent_mode, &item.input).ok()
                });
                PartView {
                    who: l.part_who(part.name.as_str(), show(part.share)),
                    points: score
                        .map_or_else(|| l.part_open(), |score| show_rounded(score.points, 2)),
                    words: item.map(|item| self.words(item)).unwrap_or_default(),
                }
            })
            .collect()
    }

    fn score(
        &self,
        indicator: &Indicator,
        item: &Item,
        own: &OwnItem,
        score: &ItemScore,
    ) -> ScoreView {
        let gap = own.points.map(|own| own - score.points);
        let before: Vec<String> = item
            .earlier
            .iter()
            .filter_map(|input| scoring::score_item(indicator, self.form.percent_mode, input).ok())
            .map(|earlier| show_rounded(earlier.points, 2))
            .collect();
        ScoreView {
            points: show_rounded(score.points, 2),
            explanation: explain(indicator, score, self.shell.lang),
            gap_class: match gap {
                Some(gap) if gap > Decimal::ZERO => "gap-up",
                Some(gap) if gap < Decimal::ZERO => "gap-down",
                _ => "",
            },
            gap: gap
                .map(|gap| show_signed(rounded(gap, 2)))
                .unwrap_or_default(),
            weak: scoring::weak(indicator, score),
            before: before.join(" → "),
        }
    }

    fn entry(&self, indicator: &Indicator, item: &Item) -> Entry {
        let (l, lang) = (self.shell.l, self.shell.lang);
        let key = &indicator.key;
        let bounds = scoring::points_bounds(indicator);
        let hint = l.self_points_hint(show(bounds.min), show(bounds.max));
        match &indicator.kind {
            Kind::Judgement => {
                let kept = match &item.input {
                    scoring::Input::Judged { points } | scoring::Input::Manual { points, .. } => {
                        show(*points)
                    }
                    _ => String::new(),
                };
                Entry::Points {
                    points: self.slot(format!("points.{key}"), l.evaluation_points(), kept),
                    hint,
                }
            }
            Kind::Anchored { levels } => {
                let name = format!("level.{key}");
                let kept = match item.input {
                    scoring::Input::Level { index } => index.to_string(),
                    _ => String::new(),
                };
                let chosen = self.slot(name, String::new(), kept);
                let levels = levels
                    .iter()
                    .enumerate()
                    .map(|(index, level)| {
                        Pick::new(
                            index.to_string(),
                            l.evaluation_level(
                                level.label.get(lang),
                                show_rounded(level.share * indicator.weight, 2),
                            ),
                            chosen.value == index.to_string(),
                        )
                        .hint(level.behaviour.get(lang).to_owned())
                    })
                    .collect();
                Entry::Levels {
                    levels,
                    error: chosen.error,
                }
            }
            Kind::Deviation { .. } | Kind::Proportional => {
                Entry::Figures(Box::new(self.figures(indicator, item, hint)))
            }
        }
    }

    fn figures(&self, indicator: &Indicator, item: &Item, hint: String) -> Figures {
        let (l, lang) = (self.shell.l, self.shell.lang);
        let key = &indicator.key;
        let (target, actual) = item.figures();
        let target = target.or_else(|| self.panel.target(key));
        let (points, reason) = match &item.input {
            scoring::Input::Manual { points, reason } => (Some(*points), reason.clone()),
            _ => (item.begun.points, item.begun.reason.clone()),
        };
        let unit = indicator.unit.get(lang);
        let with_unit = |label: String| {
            if unit.is_empty() {
                label
            } else {
                l.evaluation_with_unit(label, unit)
            }
        };
        let number = |value: Option<Decimal>| value.map(show).unwrap_or_default();
        let points = self.slot(
            format!("hand_points.{key}"),
            l.evaluation_hand_points(),
            number(points),
        );
        let reason = self.slot(
            format!("hand_reason.{key}"),
            l.evaluation_hand_reason(),
            reason,
        );
        let by_hand = [&points, &reason]
            .iter()
            .any(|slot| !slot.value.is_empty() || !slot.error.is_empty())
            || target.is_some_and(|target| target <= Decimal::ZERO);
        Figures {
            fixed: number(indicator.target),
            target: self.slot(
                format!("target.{key}"),
                with_unit(l.evaluation_target()),
                number(target),
            ),
            actual: self.slot(
                format!("actual.{key}"),
                with_unit(l.evaluation_actual()),
                actual
                    .map(show)
                    .or_else(|| self.panel.prefill(key))
                    .unwrap_or_default(),
            ),
            agreed: self.panel.agreed(indicator, self.shell),
            recorded: self.panel.hint(indicator, self.shell),
            points,
            reason,
            hint,
            by_hand,
        }
    }

    fn causes(&self, key: &str, kept: Option<Cause>) -> Vec<Pick> {
        let name = format!("cause.{key}");
        let kept = kept.map_or("", Cause::key).to_owned();
        let chosen = self.slot(name, String::new(), kept).value;
        Cause::ALL
            .iter()
            .map(|cause| Pick::new(cause.key(), cause.name(self.shell.l), chosen == cause.key()))
            .collect()
    }

    fn words(&self, item: &Item) -> Vec<Words> {
        let l = self.shell.l;
        [
            (l.evaluation_comment(), item.comment.clone()),
            (l.evaluation_example(), item.example.clone()),
            (
                l.evaluation_cause(),
                item.cause.map(|cause| cause.name(l)).unwrap_or_default(),
            ),
            (l.evaluation_problem(), item.problem.clone()),
            (l.evaluation_direction(), item.direction.clone()),
            (l.evaluation_support(), item.support.clone()),
        ]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| Words { label, text })
        .collect()
    }

    /// The summary above the form: each fault with its indicator and its field.
    pub fn errors(&self) -> Vec<FieldError> {
        let (l, lang) = (self.shell.l, self.shell.lang);
        let mut errors = FieldError::list(self.faults, l);
        for error in &mut errors {
            let (field, key) = error.field.split_once('.').unwrap_or_default();
            if field == "answer" {
                let mut questions = self.form.superior_questions.iter();
                if let Some(question) = questions.find(|question| question.key == key) {
                    question.prompt.get(lang).clone_into(&mut error.label);
                }
            } else if let Some(indicator) = self.form.indicator(key) {
                let name = indicator.name.get(lang);
                error.label = match self.label(field) {
                    Some(label) => l.evaluation_error(name, label),
                    None => name.to_owned(),
                };
            }
        }
        errors
    }

    /// What a field of an item is called.
    fn label(&self, field: &str) -> Option<String> {
        let l = self.shell.l;
        Some(match field {
            "points" | "level" => l.evaluation_points(),
            "target" => l.evaluation_target(),
            "actual" => l.evaluation_actual(),
            "hand_points" => l.evaluation_hand_points(),
            "hand_reason" => l.evaluation_hand_reason(),
            "comment" => l.evaluation_comment(),
            "example" => l.evaluation_example(),
            "cause" => l.evaluation_cause(),
            "problem" => l.evaluation_problem(),
            "direction" => l.evaluation_direction(),
            "support" => l.evaluation_support(),
            _ => return None,
        })
    }
}
