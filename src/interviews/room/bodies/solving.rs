//! Steps 5 to 8: plan, development, goals, the last word.

use super::{
    Maker,
    views::{
        ConfirmationView, DevelopmentView, GoalView, GoalsView, ObjectionView, PlanForm,
        PlanItemView, PlanView, Said,
    },
};
use crate::{
    evaluations::superior::Cause,
    ground::decimals,
    interviews::{
        gathered::PlanItem,
        kinds::GoalSource,
        room::{forms, typed::Part},
        words,
    },
    web::{Pick, when},
};

impl Maker<'_> {
    pub(super) fn plan(&self) -> PlanView {
        let (saved, l) = (&self.g.no_plan, self.l());
        let items = self
            .g
            .plan
            .iter()
            .map(|item| PlanItemView {
                what: item.what.clone(),
                item: if item.item.is_empty() {
                    String::new()
                } else {
                    self.name(&item.item)
                },
                cause: item.cause.name(l),
                measure: item.measure.clone(),
                support: match &item.support_by_name {
                    Some(name) if !item.support.is_empty() => {
                        l.plan_support_of(item.support.as_str(), name.as_str())
                    }
                    _ => item.support.clone(),
                },
                owner: item.owner_name.clone(),
                due: when::day(item.due_on, self.shell.lang),
                criteria: item.criteria.clone(),
                form: self.plan_form(Some(item)),
            })
            .collect();
        PlanView {
            items,
            form: self.plan_form(None),
            version: self.version(Part::Sheet, saved.version),
            no_plan: self.text(Part::Sheet, "no_plan", &saved.body.reason),
        }
    }

    pub(super) fn plan_form(&self, item: Option<&PlanItem>) -> PlanForm {
        let end = item.map_or_else(|| "new".to_owned(), |item| item.id.to_string());
        let mine = self.typed.is_some_and(|typed| {
            typed.part == Part::Plan && forms::plan_target(typed.fields).0 == end
        });
        let text = |name: &str, kept: String| {
            if mine {
                self.text(Part::Plan, &format!("{name}.{end}"), &kept)
            } else {
                kept
            }
        };
        let kept = |get: fn(&PlanItem) -> String| item.map(get).unwrap_or_default();
        // a new item is about the weakest first, whose evaluation says the cause already
        let weak = self
            .g
            .items
            .iter()
            .find(|one| one.weak && !self.g.plan.iter().any(|item| item.item == one.key));
        let about = text(
            "item",
            item.map_or_else(
                || weak.map(|one| one.key.clone()).unwrap_or_default(),
                |item| item.item.clone(),
            ),
        );
        let evaluated = self
            .g
            .evaluation
            .as_ref()
            .and_then(|one| one.items.get(&about));
        let cause = text(
            "cause",
            item.map(|item| item.cause)
                .or_else(|| evaluated.and_then(|one| one.cause))
                .map_or(String::new(), |cause| cause.key().to_owned()),
        );
        let employee = self.seen.appraisal.appraisee.id.to_string();
        let owner = text(
            "owner",
            item.map_or(employee, |item| item.owner.to_string()),
        );
        let by = text(
            "support_by",
            kept(|item| item.support_by.map(|id| id.to_string()).unwrap_or_default()),
        );
        let none = Pick::new("", self.l().plan_no_item(), about.is_empty());
        let items = self.seen.appraisal.cycle.form.indicators.iter().map(|one| {
            Pick::new(
                one.key.clone(),
                one.name.get(self.lang()).to_owned(),
                one.key == about,
            )
        });
        let version = item.map_or(0, |item| item.version);
        PlanForm {
            version: if mine {
                self.version(Part::Plan, version)
            } else {
                version
            },
            open: mine,
            items: std::iter::once(none).chain(items).collect(),
            what: text("what", kept(|item| item.what.clone())),
            causes: Cause::ALL
                .iter()
                .map(|one| Pick::new(one.key(), one.name(self.l()), cause == one.key()))
                .collect(),
            measure: text("measure", kept(|item| item.measure.clone())),
            support: text("support", kept(|item| item.support.clone())),
            supporters: self.people(&by, Some(self.l().plan_nobody())),
            owners: self.people(&owner, None),
            due: text("due", kept(|item| when::input_day(item.due_on))),
            criteria: text("criteria", kept(|item| item.criteria.clone())),
            end,
        }
    }

    pub(super) fn development(&self) -> DevelopmentView {
        let (saved, l) = (&self.g.development, self.l());
        let prepared = self
            .g
            .employee_preparation
            .as_ref()
            .map(|saved| &saved.body);
        let mut said: Vec<Said> = prepared
            .map(|body| {
                [
                    (l.prepare_difficulties(), &body.difficulties),
                    (l.prepare_wishes(), &body.wishes),
                    (l.prepare_questions(), &body.questions),
                ]
                .map(|(who, text)| Said {
                    who,
                    text: text.clone(),
                })
                .into()
            })
            .unwrap_or_default();
        said.retain(|one| !one.text.is_empty());
        DevelopmentView {
            version: self.version(Part::Sheet, saved.version),
            said,
            difficulties: self.text(Part::Sheet, "difficulties", &saved.body.difficulties),
            promised: self.text(Part::Sheet, "promised", &saved.body.support),
            growth: self.text(Part::Sheet, "growth", &saved.body.growth),
        }
    }

    pub(super) fn goals(&self) -> GoalsView {
        let l = self.l();
        let source = self.text(Part::Goal, "source", GoalSource::Company.key());
        GoalsView {
            goals: self
                .g
                .goals
                .iter()
                .map(|goal| GoalView {
                    id: goal.id.to_string(),
                    title: goal.title.clone(),
                    source: words::source(goal.source, l),
                    serves: goal.serves.clone(),
                    confirmed: goal.confirmed_at.is_some(),
                })
                .collect(),
            title: self.text(Part::Goal, "title", ""),
            sources: GoalSource::ALL
                .iter()
                .map(|one| Pick::new(one.key(), words::source(*one, l), source == one.key()))
                .collect(),
            serves: self.text(Part::Goal, "serves", ""),
        }
    }

    pub(super) fn confirmation(&self) -> ConfirmationView {
        let (saved, lang) = (&self.g.closing, self.lang());
        let scheme = &self.seen.appraisal.cycle.scheme;
        let result = self.seen.result();
        let last = self.g.confirmation.as_ref();
        let summary = if saved.version == 0 {
            self.g
                .evaluation
                .as_ref()
                .map_or("", |one| one.summary.as_str())
        } else {
            &saved.body.summary
        };
        let kept = last.map_or("", |last| {
            if last.objections.is_empty() {
                "agreed"
            } else {
                "objected"
            }
        });
        ConfirmationView {
            version: self.version(Part::Sheet, saved.version),
            summary: self.text(Part::Sheet, "summary", summary),
            frozen: self.g.summary().to_owned(),
            total: result
                .map(|one| scheme.printable(one.total).to_string())
                .unwrap_or_default(),
            grade: result
                .and_then(|one| scheme.band(one.grade))
                .map(|band| band.name.get(lang).to_owned())
                .unwrap_or_default(),
            multiplier: result
                .map(|one| decimals::show(one.multiplier))
                .unwrap_or_default(),
            said: last.is_some(),
            agreed: last.is_some_and(|last| last.objections.is_empty()),
            at: last
                .map(|last| when::instant(last.at, &self.seen.viewer.zone, self.shell.lang))
                .unwrap_or_default(),
            items: self
                .g
                .items
                .iter()
                .map(|item| {
                    let words = last.and_then(|last| last.objections.get(&item.key));
                    ObjectionView {
                        name: self.name(&item.key),
                        ticked: self.tick(
                            Part::Confirmation,
                            &format!("objects.{}", item.key),
                            words.is_some(),
                        ),
                        words: self.text(
                            Part::Confirmation,
                            &format!("objection.{}", item.key),
                            words.map_or("", String::as_str),
                        ),
                        key: item.key.clone(),
                    }
                })
                .collect(),
            chosen: self.text(Part::Confirmation, "choice", kept),
        }
    }
}
