//! Steps 1 to 4: opening, both views, indicator by indicator.

use super::{
    Maker,
    views::{
        DifferenceView, ExchangeView, ItemView, OpeningView, OwnWordsView, ParkForm, ParkedView,
        Said,
    },
};
use crate::{
    ground::decimals,
    interviews::{gathered::Parked, kinds::Stance, room::typed::Part, words},
    web::when,
};

impl Maker<'_> {
    pub(super) fn opening(&self) -> OpeningView {
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

    pub(super) fn own_words(&self) -> OwnWordsView {
        let saved = &self.g.own_words;
        let (l, lang) = (self.l(), self.lang());
        let form = &self.seen.appraisal.cycle.form;
        let mut said = Vec::new();
        if let Some(own) = &self.g.self_evaluation {
            for indicator in &form.indicators {
                if let Some(item) = own.items.get(&indicator.key) {
                    let points = item.points.map(decimals::show).unwrap_or_default();
                    said.push(Said {
                        who: l.room_points_of(indicator.name.get(lang), points),
                        text: item.words.clone(),
                    });
                }
            }
            said.extend(form.self_questions.iter().filter_map(|question| {
                let text = own.answers.get(&question.key)?.clone();
                Some(Said {
                    who: question.prompt.get(lang).to_owned(),
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

    pub(super) fn exchange(&self) -> ExchangeView {
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

    pub(super) fn items(&self) -> Vec<ItemView> {
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

    pub(super) fn park_form(&self, key: &str, point: Option<&Parked>) -> ParkForm {
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
            employee_wrote: point.is_some_and(|point| point.employee_wrote),
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
}
