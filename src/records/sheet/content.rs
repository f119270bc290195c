//! From a record to the data that the template prints: every figure, day and name ready. Texts that people wrote are marked
//! with how they may be cut where the page is too short (`typst/src/cut.rs`).

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{
    Sheet, SheetAct, SheetSignature,
    figures::{achieved, figure, figure_or_blank, points, zone_name},
};
use crate::{
    access::Lang,
    forms::form::Bilingual,
    records::{
        content::{Item, Person, Role, Ruling, Stance},
        words,
    },
    web::{Texts, texts, when},
};

pub(super) fn data(sheet: &Sheet<'_>) -> Value {
    Writer {
        sheet,
        lang: sheet.lang,
        l: texts(sheet.lang),
        names: sheet
            .record
            .items
            .iter()
            .map(|item| (item.key.as_str(), &item.name))
            .collect(),
    }
    .write()
}

fn prose(text: impl Into<String>) -> Value {
    json!({ "$prose": text.into() })
}

fn cell(text: impl Into<String>) -> Value {
    json!({ "$cell": text.into() })
}

fn name(text: impl Into<String>) -> Value {
    json!({ "$name": text.into() })
}

fn rows<T>(rows: &[T], row: impl FnMut(&T) -> Value) -> Value {
    json!({ "$rows": rows.iter().map(row).collect::<Vec<_>>() })
}

struct Writer<'a> {
    sheet: &'a Sheet<'a>,
    lang: Lang,
    l: &'static Texts,
    names: HashMap<&'a str, &'a Bilingual>,
}

impl Writer<'_> {
    fn write(&self) -> Value {
        let Sheet {
            record,
            scheme,
            zone,
            hash,
            void,
            ..
        } = *self.sheet;
        let (l, lang) = (self.l, self.lang);
        let held = &record.interview;
        let day = |date| when::day(date, lang);
        let due = |date: Option<_>| date.map(day).unwrap_or_default();
        let (from, until) = (
            when::clock(held.started, zone),
            when::clock(held.ended, zone),
        );
        json!({
            "hash": hash,
            "void": void,
            "version": record.version,
            "zone": zone_name(held.started, zone),
            "company": name(&record.company),
            "cycle": name(&record.cycle.name),
            "period": l.period(day(record.cycle.from), day(record.cycle.to)),
            "appraisee": Self::person(&record.appraisee),
            "superior": Self::person(&record.superior),
            "facilitator": record.facilitator.as_ref().map_or_else(
                || json!({ "name": "", "position": "" }),
                Self::person,
            ),
            "time": {
                "day": when::local_day(held.started, zone, lang),
                "hours": format!("{from}–{until}"),
                "minutes": (held.ended - held.started).whole_minutes(),
            },
            "place": {
                "kind": held.place_kind.map(|kind| words::place(kind, l)),
                "text": name(&held.place),
            },
            "purpose": words::purpose(held.purpose, l),
            "method": words::method(held.method, l),
            "participants": rows(&record.participants, |person| json!({
                "name": name(&person.name),
                "role": words::role(person.role, l),
            })),
            "summary": prose(&record.summary),
            "items": rows(&record.items, |item| self.item(item)),
            "weights": figure(record.items.iter().map(|item| item.weight).sum()),
            "selfs": self.total_of_self(),
            "total": scheme.printable(record.result.total).to_string(),
            "grade": name(record.result.grade.get(lang)),
            "multiplier": figure(record.result.multiplier),
            "provisional": record.result.provisional,
            "strengths": prose(&record.strengths),
            "comment": prose(&record.employee_comment),
            "plan": rows(&record.improvements, |row| json!({
                "what": cell(&row.what),
                "cause": cell(row.cause.get(lang)),
                "measure": cell(&row.measure),
                "support": cell(&row.support),
                "support_by": name(&row.support_by),
                "owner": name(&row.owner),
                "due": due(row.due),
                "criteria": cell(&row.criteria),
            })),
            "goals": rows(&record.goals, |goal| json!({
                "text": cell(&goal.text),
                "source": goal.source.map(|source| words::source(source, l)),
                "drawn": cell(&goal.drawn_from),
                "weight": figure_or_blank(goal.weight),
                "confirmed": goal.confirmed,
            })),
            "development": {
                "difficulties": prose(&record.development.difficulties),
                "support": prose(&record.development.support),
                "growth": prose(&record.development.growth),
            },
            "parked": rows(&record.parked, |point| json!({
                "item": name(point.item.as_deref().map_or("", |key| self.item_name(key))),
                "employee_view": cell(&point.employee_view),
                "superior_view": cell(&point.superior_view),
                "owner": name(&point.owner),
                "due": due(point.due),
            })),
            "objections": rows(&record.objections, |objection| json!({
                "item": name(self.item_name(&objection.item)),
                "words": cell(&objection.words),
            })),
            "ruling": record.ruling.as_ref().map(|ruling| self.ruling(ruling)),
            "signatures": [
                self.signature(Role::Appraisee, &record.appraisee),
                self.signature(Role::Superior, &record.superior),
            ],
        })
    }

    /// The name of an indicator; its key where the record knows no such indicator.
    fn item_name<'b>(&'b self, key: &'b str) -> &'b str {
        self.names.get(key).map_or(key, |name| name.get(self.lang))
    }

    fn item_names(&self, keys: &[String]) -> String {
        let names: Vec<_> = keys.iter().map(|key| self.item_name(key)).collect();
        names.join(&self.l.words_comma())
    }

    fn person(person: &Person) -> Value {
        json!({
            "name": name(&person.name),
            "number": name(&person.number),
            "department": name(&person.department),
            "position": name(&person.position),
        })
    }

    fn item(&self, item: &Item) -> Value {
        let actual = item.level.as_ref().map_or_else(
            || figure_or_blank(item.actual).into(),
            |level| name(level.get(self.lang)),
        );
        json!({
            "name": name(item.name.get(self.lang)),
            "unit": name(item.unit.get(self.lang)),
            "weight": figure(item.weight),
            "target": figure_or_blank(item.target),
            "actual": actual,
            "achieved": achieved(&item.explanation.basis),
            "self": item.self_points.map(points).unwrap_or_default(),
            "points": points(item.points),
            "stance": words::stance(item.stance, self.l),
            "agreed": item.stance == Stance::Agreed,
        })
    }

    /// Only where the employee scored everything: a sum of some items would mislead.
    fn total_of_self(&self) -> String {
        let items = &self.sheet.record.items;
        let own: Option<Vec<_>> = items.iter().map(|item| item.self_points).collect();
        own.map(|own| points(own.into_iter().sum()))
            .unwrap_or_default()
    }

    fn ruling(&self, ruling: &Ruling) -> Value {
        let Sheet { scheme, zone, .. } = *self.sheet;
        json!({
            "kind": words::dispute_kind(ruling.kind, self.l),
            "decision": words::decision(ruling.decision, self.l),
            "day": when::local_day(ruling.ruled, zone, self.lang),
            "items": rows(&ruling.items, |item| json!({
                "item": name(self.item_name(&item.item)),
                "before": points(item.before),
                "after": points(item.after),
            })),
            "before": scheme.printable(ruling.total_before).to_string(),
            "after": scheme.printable(ruling.total_after).to_string(),
            "grade_before": name(ruling.grade_before.get(self.lang)),
            "grade_after": name(ruling.grade_after.get(self.lang)),
            "grounds": prose(&ruling.grounds),
            "members": prose(ruling.members.join(&self.l.words_comma())),
        })
    }

    fn signed_at(&self, entry: &SheetSignature) -> String {
        let at = when::instant(entry.at, self.sheet.zone, self.lang);
        match entry.means {
            Some(means) => self.l.signed_at(at, words::means(means, self.l)),
            None => at,
        }
    }

    /// The latest entry of that party counts.
    fn signature(&self, role: Role, person: &Person) -> Value {
        let l = self.l;
        let entry = self.sheet.signatures.iter().rfind(|s| s.role == role);
        let shown = entry.map_or(&person.name, |entry| &entry.name);
        let mut field = json!({
            "role": words::role(role, l),
            "name": name(shown),
            "state": "unsigned",
            "time": entry.map(|entry| self.signed_at(entry)),
        });
        match entry.map(|entry| &entry.act) {
            None => {}
            Some(SheetAct::Agreed) => {
                field["state"] = "signed".into();
                field["choice"] = l.sheet_agrees().into();
                field["words"] = "".into();
            }
            Some(SheetAct::AgreedInPart { items }) => {
                field["state"] = "signed".into();
                field["choice"] = l.sheet_agrees_in_part().into();
                field["words"] = prose(self.item_names(items));
            }
            Some(SheetAct::Refused {
                reason,
                recorded_by,
                witnessed_by,
            }) => {
                field["state"] = "refused".into();
                field["words"] = prose(reason);
                field["recorded_by"] = name(recorded_by);
                field["witnessed_by"] = witnessed_by.as_deref().map(name).into();
            }
        }
        field
    }
}
