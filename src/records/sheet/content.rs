//! From a record to the data that the template prints: every text ready, every code still a code.

use std::cell::Cell;
use std::collections::HashMap;

use serde_json::{Value, json};

use super::{
    Fit, Lang, Sheet, SheetAct, press,
    text::{Scissors, figure, figure_or_blank, local, period, short_day, zone_name},
};
use crate::{
    forms::form::Bilingual,
    records::content::{Item, Person, Role, Ruling},
    scoring::Basis,
};

pub(super) fn data(sheet: &Sheet<'_>, fit: Fit) -> Value {
    Writer {
        sheet,
        scissors: Scissors {
            cut: fit.cut,
            ending: ending(sheet.lang),
            used: Cell::new(false),
        },
        names: sheet
            .record
            .items
            .iter()
            .map(|item| (item.key.as_str(), &item.name))
            .collect(),
    }
    .write(fit.size)
}

fn ending(lang: Lang) -> String {
    let labels = match lang {
        Lang::En => press::ENGLISH,
        Lang::Zh => press::CHINESE,
    };
    serde_json::from_str::<Value>(labels)
        .ok()
        .and_then(|labels| Some(labels["cut"].as_str()?.to_owned()))
        .unwrap_or_else(|| "…".to_owned())
}

struct Writer<'a> {
    sheet: &'a Sheet<'a>,
    scissors: Scissors,
    names: HashMap<&'a str, &'a Bilingual>,
}

impl Writer<'_> {
    fn write(&self, size: f64) -> Value {
        let Sheet {
            record,
            hash,
            lang,
            void,
            ..
        } = *self.sheet;
        let cut = &self.scissors;
        let held = &record.interview;
        let (items, items_more) = cut.rows(&record.items);
        let (participants, participants_more) = cut.rows(&record.participants);
        let (plan, plan_more) = cut.rows(&record.improvements);
        let (goals, goals_more) = cut.rows(&record.goals);
        let (parked, parked_more) = cut.rows(&record.parked);
        let (objections, objections_more) = cut.rows(&record.objections);
        let (started, from) = local(held.started, self.sheet.zone, lang);
        let (_, until) = local(held.ended, self.sheet.zone, lang);
        let minutes = (held.ended - held.started).whole_minutes();

        let mut data = json!({
            "lang": lang.key(),
            "size": size,
            "hash": hash,
            "void": void,
            "version": record.version,
            "zone": zone_name(held.started, self.sheet.zone),
            "company": cut.name(&record.company),
            "cycle": cut.name(&record.cycle.name),
            "period": period(record.cycle.from, record.cycle.to, lang),
            "appraisee": self.person(&record.appraisee, true),
            "superior": self.person(&record.superior, false),
            "facilitator": record.facilitator.as_ref().map_or_else(
                || json!({ "name": "", "position": "" }),
                |person| self.person(person, false),
            ),
            "time": { "day": started, "hours": format!("{from}–{until}"), "minutes": minutes },
            "place": { "kind": held.place_kind, "text": cut.name(&held.place) },
            "purpose": held.purpose,
            "method": held.method,
            "participants": participants.iter().map(|person| json!({
                "name": cut.name(&person.name),
                "role": person.role,
            })).collect::<Vec<_>>(),
            "participants_more": participants_more,
            "summary": cut.prose(&record.summary),
            "items": items.iter().map(|item| self.item(item)).collect::<Vec<_>>(),
            "items_more": items_more,
            "weights": figure(record.items.iter().map(|item| item.weight).sum()),
            "selfs": self.total_of_self(),
            "total": figure(record.result.total),
            "grade": cut.name(self.both(&record.result.grade)),
            "multiplier": multiplier(record.result.multiplier),
            "provisional": record.result.provisional,
            "strengths": cut.prose(&record.strengths),
            "comment": cut.prose(&record.employee_comment),
            "plan": plan.iter().map(|row| json!({
                "what": cut.cell(&row.what),
                "cause": cut.cell(row.cause.get(lang)),
                "measure": cut.cell(&row.measure),
                "support": cut.cell(&row.support),
                "support_by": cut.name(&row.support_by),
                "owner": cut.name(&row.owner),
                "due": row.due.map(|due| short_day(due, lang)).unwrap_or_default(),
                "criteria": cut.cell(&row.criteria),
            })).collect::<Vec<_>>(),
            "plan_more": plan_more,
            "goals": goals.iter().map(|goal| json!({
                "text": cut.cell(&goal.text),
                "source": goal.source,
                "drawn": cut.cell(&goal.drawn_from),
                "weight": figure_or_blank(goal.weight),
                "confirmed": goal.confirmed,
            })).collect::<Vec<_>>(),
            "goals_more": goals_more,
            "development": {
                "difficulties": cut.prose(&record.development.difficulties),
                "support": cut.prose(&record.development.support),
                "growth": cut.prose(&record.development.growth),
            },
            "parked": parked.iter().map(|point| json!({
                "item": point.item.as_deref().map(|key| self.item_name(key)).unwrap_or_default(),
                "employee_view": cut.cell(&point.employee_view),
                "superior_view": cut.cell(&point.superior_view),
                "owner": cut.name(&point.owner),
                "due": point.due.map(|due| short_day(due, lang)).unwrap_or_default(),
            })).collect::<Vec<_>>(),
            "parked_more": parked_more,
            "objections": objections.iter().map(|objection| json!({
                "item": self.item_name(&objection.item),
                "words": cut.cell(&objection.words),
            })).collect::<Vec<_>>(),
            "objections_more": objections_more,
            "ruling": record.ruling.as_ref().map(|ruling| self.ruling(ruling)),
            "signatures": [
                self.signature(Role::Appraisee, &record.appraisee),
                self.signature(Role::Superior, &record.superior),
            ],
        });
        data["shortened"] = cut.used.get().into();
        data
    }

    fn both<'b>(&self, text: &'b Bilingual) -> &'b str {
        text.get(self.sheet.lang)
    }

    /// The name of an indicator; its key where the record knows no such indicator.
    fn item_name(&self, key: &str) -> String {
        let name = self.names.get(key).map_or(key, |name| self.both(name));
        self.scissors.name(name)
    }

    fn person(&self, person: &Person, with_number: bool) -> Value {
        let cut = &self.scissors;
        json!({
            "name": cut.name(&person.name),
            "number": if with_number { cut.name(&person.number) } else { String::new() },
            "department": cut.name(&person.department),
            "position": cut.name(&person.position),
        })
    }

    fn item(&self, item: &Item) -> Value {
        let achieved = match &item.explanation.basis {
            Basis::Deviation { measure, .. } | Basis::Proportional { measure } => {
                format!("{} %", figure(measure.achievement))
            }
            Basis::Judged | Basis::Level { .. } | Basis::Manual { .. } | Basis::Shared { .. } => {
                String::new()
            }
        };
        let actual = item.level.as_ref().map_or_else(
            || figure_or_blank(item.actual),
            |level| self.scissors.name(self.both(level)),
        );
        json!({
            "name": self.scissors.name(self.both(&item.name)),
            "unit": self.scissors.name(self.both(&item.unit)),
            "weight": figure(item.weight),
            "target": figure_or_blank(item.target),
            "actual": actual,
            "achieved": achieved,
            "self": figure_or_blank(item.self_points),
            "points": figure(item.points),
            "stance": item.stance,
        })
    }

    /// Only where the employee scored everything: a sum of some items would mislead.
    fn total_of_self(&self) -> String {
        let points: Option<Vec<_>> = self
            .sheet
            .record
            .items
            .iter()
            .map(|item| item.self_points)
            .collect();
        points
            .map(|points| figure(points.into_iter().sum()))
            .unwrap_or_default()
    }

    fn ruling(&self, ruling: &Ruling) -> Value {
        let cut = &self.scissors;
        let (items, items_more) = cut.rows(&ruling.items);
        let (on, _) = local(ruling.ruled, self.sheet.zone, self.sheet.lang);
        json!({
            "kind": ruling.kind,
            "decision": ruling.decision,
            "day": on,
            "items": items.iter().map(|item| json!({
                "item": self.item_name(&item.item),
                "before": figure(item.before),
                "after": figure(item.after),
            })).collect::<Vec<_>>(),
            "items_more": items_more,
            "before": figure(ruling.total_before),
            "after": figure(ruling.total_after),
            "grade_before": cut.name(self.both(&ruling.grade_before)),
            "grade_after": cut.name(self.both(&ruling.grade_after)),
            "grounds": cut.prose(&ruling.grounds),
            "members": cut.prose(&ruling.members.join(self.comma())),
        })
    }

    fn comma(&self) -> &'static str {
        match self.sheet.lang {
            Lang::En => ", ",
            Lang::Zh => "、",
        }
    }

    /// The latest entry of that party counts.
    fn signature(&self, role: Role, person: &Person) -> Value {
        let cut = &self.scissors;
        let Some(entry) = self.sheet.signatures.iter().rfind(|s| s.role == role) else {
            return json!({ "role": role, "name": cut.name(&person.name), "state": "unsigned" });
        };
        let (on, clock) = local(entry.at, self.sheet.zone, self.sheet.lang);
        let mut field = json!({
            "role": role,
            "name": cut.name(&entry.name),
            "time": format!("{on} {clock}"),
            "words": "",
        });
        match &entry.act {
            SheetAct::Agreed => field["state"] = "agree".into(),
            SheetAct::AgreedInPart { items } => {
                let items: Vec<_> = items.iter().map(|key| self.item_name(key)).collect();
                field["state"] = "agree_in_part".into();
                field["words"] = cut.prose(&items.join(self.comma())).into();
            }
            SheetAct::Disagreed { words } => {
                field["state"] = "disagree".into();
                field["words"] = cut.prose(words).into();
            }
            SheetAct::Refused {
                reason,
                recorded_by,
                witnessed_by,
            } => {
                field["state"] = "refused".into();
                field["words"] = cut.prose(reason).into();
                field["recorded_by"] = cut.name(recorded_by).into();
                field["witnessed_by"] = witnessed_by.as_deref().map(|name| cut.name(name)).into();
            }
        }
        field
    }
}

/// Always with one decimal place: 1.0 says "multiplier" where 1 says nothing.
fn multiplier(value: rust_decimal::Decimal) -> String {
    let shown = figure(value);
    if shown.contains('.') || shown == "…" {
        shown
    } else {
        format!("{shown}.0")
    }
}
