//! What each of the eight steps shows in its middle, made from what is saved and what was just typed.

use super::pages::{Part, Typed};
use crate::{
    appraisals::{Seen, evaluation::Cause},
    ground::decimals,
    interviews::{
        gathered::{Gathered, Parked, PlanItem},
        kinds::{GoalSource, Stance},
        preparation::{self, Pick},
        rules, words,
    },
    web::{Shell, Texts, when},
};

/// Something that was said in a step, or before it.
pub struct Said {
    pub who: String,
    pub text: String,
}

pub struct OpeningView {
    pub version: i32,
    pub purpose: String,
    pub method: String,
    pub method_hint: String,
    pub purpose_stated: bool,
    pub confidentiality_stated: bool,
}

pub struct OwnWordsView {
    pub version: i32,
    pub has_self: bool,
    pub as_in_self: bool,
    pub said: Vec<Said>,
}

pub struct DifferenceView {
    pub name: String,
    pub label: String,
    pub own: String,
    pub points: String,
    pub text: String,
}

pub struct ExchangeView {
    pub version: i32,
    pub said: Vec<Said>,
    pub strengths: String,
    pub differences: Vec<DifferenceView>,
}

pub struct ParkedView {
    pub key: String,
    pub name: String,
    pub employee_view: String,
    pub superior_view: String,
    pub owner: String,
    pub due: String,
}

/// The form to park an item, or to change what is parked.
pub struct ParkForm {
    pub version: i32,
    pub open: bool,
    pub employee_view: String,
    pub superior_view: String,
    pub owners: Vec<Person>,
    pub due: String,
}

pub struct Person {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

pub struct ItemView {
    pub key: String,
    pub name: String,
    pub own: String,
    pub points: String,
    pub self_higher: bool,
    pub weak: bool,
    pub said: Vec<Said>,
    pub agreed: bool,
    pub parked: Option<ParkedView>,
    pub form: ParkForm,
}

pub struct PlanForm {
    /// The item's id, or "new".
    pub end: String,
    pub version: i32,
    pub open: bool,
    pub items: Vec<Person>,
    pub what: String,
    pub causes: Vec<Pick>,
    pub measure: String,
    pub support: String,
    pub supporters: Vec<Person>,
    pub owners: Vec<Person>,
    pub due: String,
    pub criteria: String,
}

pub struct PlanItemView {
    pub what: String,
    pub item: String,
    pub cause: String,
    pub measure: String,
    pub support: String,
    pub owner: String,
    pub due: String,
    pub criteria: String,
    pub form: PlanForm,
}

pub struct PlanView {
    pub items: Vec<PlanItemView>,
    pub form: PlanForm,
    pub version: i32,
    pub no_plan: String,
}

pub struct DevelopmentView {
    pub version: i32,
    pub said: Vec<Said>,
    pub difficulties: String,
    pub promised: String,
    pub growth: String,
}

pub struct GoalView {
    pub id: String,
    pub title: String,
    pub source: String,
    pub serves: String,
    pub confirmed: bool,
}

pub struct GoalsView {
    pub goals: Vec<GoalView>,
    pub title: String,
    pub sources: Vec<Pick>,
    pub serves: String,
}

pub struct ObjectionView {
    pub key: String,
    pub name: String,
    pub ticked: bool,
    pub words: String,
}

pub struct ConfirmationView {
    pub version: i32,
    pub summary: String,
    pub total: String,
    pub grade: String,
    pub multiplier: String,
    pub said: bool,
    pub agreed: bool,
    pub at: String,
    pub items: Vec<ObjectionView>,
    pub chosen: String,
}

pub enum Body {
    Opening(OpeningView),
    OwnWords(OwnWordsView),
    Exchange(ExchangeView),
    Items(Vec<ItemView>),
    Plan(PlanView),
    Development(DevelopmentView),
    Goals(GoalsView),
    Confirmation(ConfirmationView),
}

/// What every body is made from.
pub struct Maker<'a> {
    pub seen: &'a Seen,
    pub g: &'a Gathered,
    pub typed: Option<&'a Typed<'a>>,
    pub shell: &'a Shell,
}

impl Maker<'_> {
    fn l(&self) -> &'static Texts {
        self.shell.l
    }

    fn zh(&self) -> bool {
        self.shell.lang.is_zh()
    }

    fn name(&self, key: &str) -> String {
        self.seen
            .appraisal
            .cycle
            .form
            .indicator(key)
            .map_or_else(|| key.to_owned(), |one| one.name.get(self.zh()).to_owned())
    }

    /// What was typed into a form of this part, else what is kept.
    fn text(&self, part: Part, name: &str, kept: &str) -> String {
        self.typed
            .filter(|typed| typed.part == part)
            .map_or(kept, |typed| typed.fields.get(name))
            .to_owned()
    }

    fn tick(&self, part: Part, name: &str, kept: bool) -> bool {
        self.typed
            .filter(|typed| typed.part == part)
            .map_or(kept, |typed| typed.fields.has(name))
    }

    fn version(&self, part: Part, kept: i32) -> i32 {
        self.typed
            .filter(|typed| typed.part == part)
            .map_or(kept, |typed| typed.fields.version())
    }

    /// The three as options; `none` is a first one for nobody.
    fn people(&self, chosen: &str, none: Option<String>) -> Vec<Person> {
        let a = &self.seen.appraisal;
        let three = [
            Some(&a.appraisee),
            Some(&a.superior),
            a.facilitator.as_ref(),
        ]
        .into_iter()
        .flatten()
        .map(|party| Person {
            value: party.id.to_string(),
            label: party.name.clone(),
            chosen: party.id.to_string() == chosen,
        });
        none.map(|label| Person {
            value: String::new(),
            label,
            chosen: chosen.is_empty(),
        })
        .into_iter()
        .chain(three)
        .collect()
    }

    pub fn body(&self, step: u8) -> Body {
        match step {
            rules::OPENING => Body::Opening(self.opening()),
            rules::OWN_WORDS => Body::OwnWords(self.own_words()),
            rules::EXCHANGE => Body::Exchange(self.exchange()),
            rules::ITEMS => Body::Items(self.items()),
            rules::PLAN => Body::Plan(self.plan()),
            rules::DEVELOPMENT => Body::Development(self.development()),
            rules::GOALS => Body::Goals(self.goals()),
            _ => Body::Confirmation(self.confirmation()),
        }
    }

    fn opening(&self) -> OpeningView {
        let (saved, l) = (&self.g.opening, self.l());
        let interview = self.g.interview.as_ref();
        OpeningView {
            version: self.version(Part::Sheet, saved.version),
            purpose: interview
                .map(|one| words::purpose(one.purpose, l))
                .unwrap_or_default(),
            method: interview
                .map(|one| words::method(one.method, l))
                .unwrap_or_default(),
            method_hint: interview
                .map(|one| words::method_hint(one.method, l))
                .unwrap_or_default(),
            purpose_stated: self.tick(Part::Sheet, "purpose_stated", saved.body.purpose_stated),
            confidentiality_stated: self.tick(
                Part::Sheet,
                "confidentiality_stated",
                saved.body.confidentiality_stated,
            ),
        }
    }

    fn own_words(&self) -> OwnWordsView {
        let saved = &self.g.own_words;
        let (l, zh) = (self.l(), self.zh());
        let form = &self.seen.appraisal.cycle.form;
        let mut said = Vec::new();
        if let Some(own) = &self.g.self_evaluation {
            for indicator in &form.indicators {
                if let Some(item) = own.items.get(&indicator.key) {
                    let points = item.points.map(decimals::show).unwrap_or_default();
                    said.push(Said {
                        who: l.room_points_of(indicator.name.get(zh), points),
                        text: item.words.clone(),
                    });
                }
            }
            said.extend(form.self_questions.iter().filter_map(|question| {
                let text = own.answers.get(&question.key)?.clone();
                Some(Said {
                    who: question.prompt.get(zh).to_owned(),
                    text,
                })
            }));
        }
        said.retain(|one| !one.text.is_empty());
        OwnWordsView {
            version: self.version(Part::Sheet, saved.version),
            has_self: self.g.self_evaluation.is_some(),
            as_in_self: self.tick(
                Part::Sheet,
                "as_in_self_evaluation",
                saved.body.as_in_self_evaluation,
            ),
            said,
        }
    }

    fn exchange(&self) -> ExchangeView {
        let (saved, l) = (&self.g.exchange, self.l());
        let mut said = Vec::new();
        let evaluation = self.g.evaluation.as_ref();
        if let Some(evaluation) = evaluation {
            said.push(Said {
                who: l.room_strengths(),
                text: evaluation.strengths.clone(),
            });
            said.push(Said {
                who: l.room_summary(),
                text: evaluation.summary.clone(),
            });
        }
        said.retain(|one| !one.text.is_empty());
        let prepared = self
            .g
            .superior_preparation
            .as_ref()
            .map(|saved| &saved.body.explanations);
        let differences = self
            .g
            .items
            .iter()
            .filter(|item| item.self_is_higher())
            .map(|item| {
                let name = format!("difference.{}", item.key);
                // before anything is kept, the superior's own preparation stands in the field
                let ready = (saved.version == 0)
                    .then_some(prepared)
                    .flatten()
                    .and_then(|all| all.get(&item.key));
                let kept = saved.body.differences.get(&item.key).or(ready);
                DifferenceView {
                    label: self.name(&item.key),
                    own: item.own.map(decimals::show).unwrap_or_default(),
                    points: item.points.map(decimals::show).unwrap_or_default(),
                    text: self.text(Part::Sheet, &name, kept.map_or("", String::as_str)),
                    name,
                }
            })
            .collect();
        let strengths = if saved.version == 0 {
            evaluation.map_or("", |one| one.strengths.as_str())
        } else {
            &saved.body.strengths
        };
        ExchangeView {
            version: self.version(Part::Sheet, saved.version),
            said,
            strengths: self.text(Part::Sheet, "strengths", strengths),
            differences,
        }
    }

    fn items(&self) -> Vec<ItemView> {
        let l = self.l();
        self.g
            .items
            .iter()
            .map(|item| {
                let key = item.key.as_str();
                let own = self
                    .g
                    .self_evaluation
                    .as_ref()
                    .and_then(|own| own.items.get(key));
                let evaluated = self
                    .g
                    .evaluation
                    .as_ref()
                    .and_then(|one| one.items.get(key));
                let mut said = Vec::new();
                if let Some(own) = own {
                    said.push(Said {
                        who: self.seen.appraisal.appraisee.name.clone(),
                        text: own.words.clone(),
                    });
                }
                if let Some(one) = evaluated {
                    let texts = [
                        (l.room_comment(), &one.comment),
                        (l.room_example(), &one.example),
                        (l.room_problem(), &one.problem),
                        (l.room_direction(), &one.direction),
                        (l.room_support(), &one.support),
                    ];
                    said.extend(texts.into_iter().map(|(who, text)| Said {
                        who,
                        text: text.clone(),
                    }));
                }
                said.retain(|one| !one.text.is_empty());
                let point = self.g.parked_at(key);
                ItemView {
                    name: self.name(key),
                    own: item.own.map(decimals::show).unwrap_or_default(),
                    points: item.points.map(decimals::show).unwrap_or_default(),
                    self_higher: item.self_is_higher(),
                    weak: item.weak,
                    said,
                    agreed: self
                        .g
                        .stances
                        .get(key)
                        .is_some_and(|by| by.stance == Stance::Agreed),
                    parked: point.map(|point| self.parked(point)),
                    form: self.park_form(key, point),
                    key: key.to_owned(),
                }
            })
            .collect()
    }

    pub fn parked(&self, point: &Parked) -> ParkedView {
        ParkedView {
            key: point.item.clone(),
            name: self.name(&point.item),
            employee_view: point.employee_view.clone(),
            superior_view: point.superior_view.clone(),
            owner: point.owner_name.clone(),
            due: when::day(point.due_on, self.shell.lang),
        }
    }

    fn park_form(&self, key: &str, point: Option<&Parked>) -> ParkForm {
        // of all the forms on the page only the one that was sent shows what was typed
        let mine = self
            .typed
            .is_some_and(|typed| typed.part == Part::Park && typed.fields.get("item") == key);
        let text = |name: &str, kept: String| {
            if mine {
                self.text(Part::Park, &format!("{name}.{key}"), &kept)
            } else {
                kept
            }
        };
        let superior = self.seen.appraisal.superior.id.to_string();
        let owner = text(
            "owner",
            point.map_or(superior, |point| point.owner.to_string()),
        );
        let version = point.map_or(0, |point| point.version);
        ParkForm {
            version: if mine {
                self.version(Part::Park, version)
            } else {
                version
            },
            open: mine,
            employee_view: text(
                "employee_view",
                point
                    .map(|point| point.employee_view.clone())
                    .unwrap_or_default(),
            ),
            superior_view: text(
                "superior_view",
                point
                    .map(|point| point.superior_view.clone())
                    .unwrap_or_default(),
            ),
            owners: self.people(&owner, None),
            due: text(
                "due",
                point
                    .map(|point| when::input_day(point.due_on))
                    .unwrap_or_default(),
            ),
        }
    }

    fn plan(&self) -> PlanView {
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
                        l.plan_support_of(name.as_str(), item.support.as_str())
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

    fn plan_form(&self, item: Option<&PlanItem>) -> PlanForm {
        let end = item.map_or_else(|| "new".to_owned(), |item| item.id.to_string());
        let mine = self.typed.is_some_and(|typed| {
            typed.part == Part::Plan && super::forms::plan_target(typed.fields).0 == end
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
        let none = Person {
            value: String::new(),
            label: self.l().plan_no_item(),
            chosen: about.is_empty(),
        };
        let items = self
            .seen
            .appraisal
            .cycle
            .form
            .indicators
            .iter()
            .map(|one| Person {
                value: one.key.clone(),
                label: one.name.get(self.zh()).to_owned(),
                chosen: one.key == about,
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
                .map(|one| Pick {
                    value: one.key(),
                    label: one.name(self.l()),
                    hint: String::new(),
                    chosen: cause == one.key(),
                })
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

    fn development(&self) -> DevelopmentView {
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

    fn goals(&self) -> GoalsView {
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
                .map(|one| Pick {
                    value: one.key(),
                    label: words::source(*one, l),
                    hint: String::new(),
                    chosen: source == one.key(),
                })
                .collect(),
            serves: self.text(Part::Goal, "serves", ""),
        }
    }

    fn confirmation(&self) -> ConfirmationView {
        let (saved, zh) = (&self.g.closing, self.zh());
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
            total: result
                .map(|one| decimals::show(scheme.printable(one.total)))
                .unwrap_or_default(),
            grade: result
                .and_then(|one| scheme.band(one.grade))
                .map(|band| band.name.get(zh).to_owned())
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

/// The saved sheet of a step, for the comparison with what came too late.
pub fn sheet_rows(
    step: u8,
    g: &Gathered,
    seen: &Seen,
    shell: &Shell,
) -> (i32, Vec<(String, String, String)>) {
    let l = shell.l;
    let row = |name: &str, label: String, text: &str| (name.to_owned(), label, text.to_owned());
    match step {
        rules::EXCHANGE => {
            let maker = Maker {
                seen,
                g,
                typed: None,
                shell,
            };
            let mut rows = vec![row(
                "strengths",
                l.room_strengths(),
                &g.exchange.body.strengths,
            )];
            rows.extend(
                g.exchange
                    .body
                    .differences
                    .iter()
                    .map(|(key, text)| row(&format!("difference.{key}"), maker.name(key), text)),
            );
            (g.exchange.version, rows)
        }
        rules::PLAN => (
            g.no_plan.version,
            vec![row("no_plan", l.plan_none_needed(), &g.no_plan.body.reason)],
        ),
        rules::DEVELOPMENT => {
            let body = &g.development.body;
            let rows = vec![
                row("difficulties", l.room_difficulties(), &body.difficulties),
                row("promised", l.room_promised(), &body.support),
                row("growth", l.room_growth(), &body.growth),
            ];
            (g.development.version, rows)
        }
        rules::CONFIRMATION => (
            g.closing.version,
            vec![row("summary", l.room_summary(), &g.closing.body.summary)],
        ),
        rules::OPENING => (g.opening.version, Vec::new()),
        _ => (g.own_words.version, Vec::new()),
    }
}

/// What the employee prepared, for the step in which they speak.
pub fn prepared(maker: &Maker<'_>) -> Vec<Said> {
    let Some(saved) = &maker.g.employee_preparation else {
        return Vec::new();
    };
    preparation::answers(maker.seen, saved, maker.shell)
        .into_iter()
        .map(|(who, text)| Said { who, text })
        .collect()
}
