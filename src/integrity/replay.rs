//! What the events of one appraisal come to, by the same table by which the appraisal was moved: its stage, the moments
//! that stand with it, its parties, and which records and signatures there are.

use std::collections::BTreeMap;

use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    access::Stage,
    appraisals::lifecycle::{Mark, Step, line},
    audit::{Kind, link::Link},
};

/// An appraisal as its row says it is.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub cycle: Uuid,
    pub appraisee: Uuid,
    pub superior: Uuid,
    pub facilitator: Option<Uuid>,
    pub stage: Stage,
    pub since: OffsetDateTime,
    pub moments: BTreeMap<Mark, Option<OffsetDateTime>>,
    pub marks: BTreeMap<Mark, bool>,
}

/// The marks that are moments, with their columns.
pub(super) const MOMENTS: [(Mark, &str); 9] = [
    (Mark::SelfSubmitted, "self_submitted_at"),
    (Mark::Evaluated, "evaluated_at"),
    (Mark::Approved, "approved_at"),
    (Mark::Released, "released_at"),
    (Mark::Opened, "opened_at"),
    (Mark::EarlyConsent, "early_consent_at"),
    (Mark::Interviewed, "interviewed_at"),
    (Mark::SignedOff, "signed_off_at"),
    (Mark::Concluded, "concluded_at"),
];

/// Those that are so or not.
pub(super) const MARKS: [(Mark, &str); 2] = [
    (Mark::SelfSkipped, "self_skipped"),
    (Mark::Provisional, "provisional"),
];

/// A signature as the trail or its row has it: what was chosen, under which text.
pub(super) type Signed = (String, String);

#[derive(Debug, Default)]
pub(super) struct Replay {
    launched: bool,
    /// Words of its events were removed: what stood in them is not known.
    sealed: bool,
    cycle: Option<Uuid>,
    appraisee: Option<Uuid>,
    superior: Option<Uuid>,
    facilitator: Option<Uuid>,
    stage: Option<Stage>,
    since: Option<OffsetDateTime>,
    moments: BTreeMap<Mark, Option<OffsetDateTime>>,
    marks: BTreeMap<Mark, bool>,
    /// A calibration approves by the rule or does not: its event does not say which.
    perhaps_approved: Option<OffsetDateTime>,
    pub records: BTreeMap<i32, String>,
    pub signatures: BTreeMap<(i32, String), Signed>,
    pub refusals: BTreeMap<i32, String>,
    /// Steps that the table does not allow where they stand.
    pub impossible: Vec<(i64, &'static str, Stage)>,
}

fn id(detail: &Value, path: &str) -> Option<Uuid> {
    detail.pointer(path)?.as_str()?.parse().ok()
}

fn text(detail: &Value, field: &str) -> String {
    detail[field].as_str().unwrap_or_default().to_owned()
}

impl Replay {
    pub fn take(&mut self, link: &Link) {
        let Some(kind) = Kind::from_key(&link.kind) else {
            return;
        };
        self.sealed |= link.removed;
        if let Some(step) = Step::ALL.iter().find(|step| step.kind() == kind) {
            self.step(*step, link);
        }
        match kind {
            Kind::Launched => self.launched = true,
            Kind::ResultOpened => {
                self.moments.insert(Mark::Opened, Some(link.at));
            }
            Kind::EarlyConsent => {
                self.moments.insert(Mark::EarlyConsent, Some(link.at));
            }
            Kind::PointsAdjusted | Kind::Calibrated => {
                self.moments.insert(Mark::Approved, None);
                self.perhaps_approved = (kind == Kind::Calibrated).then_some(link.at);
            }
            _ => {}
        }
        if !link.removed {
            self.read(kind, link);
        }
    }

    fn step(&mut self, step: Step, link: &Link) {
        let line = line(step);
        if let Some(stage) = self.stage.filter(|stage| !line.from.contains(stage)) {
            self.impossible.push((link.seq, step.key(), stage));
        }
        if self.stage != Some(line.to) {
            self.since = Some(link.at);
        }
        self.stage = Some(line.to);
        for (mark, _) in MOMENTS {
            if line.sets.contains(&mark) {
                self.moments.insert(mark, Some(link.at));
            } else if line.clears.contains(&mark) {
                self.moments.insert(mark, None);
            }
            if mark == Mark::Approved && (line.sets.contains(&mark) || line.clears.contains(&mark))
            {
                self.perhaps_approved = None;
            }
        }
        for (mark, _) in MARKS {
            if line.sets.contains(&mark) {
                self.marks.insert(mark, true);
            } else if line.clears.contains(&mark) {
                self.marks.insert(mark, false);
            }
        }
        if step == Step::EvaluationSubmitted && link.removed {
            self.perhaps_approved = Some(link.at);
        }
    }

    fn read(&mut self, kind: Kind, link: &Link) {
        let detail = || serde_json::from_str::<Value>(&link.detail).unwrap_or_default();
        match kind {
            Kind::Launched => {
                let detail = detail();
                self.cycle = id(&detail, "/cycle");
                self.appraisee = id(&detail, "/appraisee");
                self.superior = id(&detail, "/superior");
                self.facilitator = id(&detail, "/facilitator");
                let first = text(&detail, "stage");
                self.stage = Stage::from_key(&first);
                self.since = Some(link.at);
            }
            Kind::EvaluationSubmitted => {
                let approved = detail()["approved_by_rule"] == true;
                self.moments
                    .insert(Mark::Approved, approved.then_some(link.at));
                self.perhaps_approved = None;
            }
            Kind::SuperiorReplaced | Kind::SuperiorBack => {
                self.superior = id(&detail(), "/after");
            }
            Kind::PartiesChanged => {
                let detail = detail();
                self.superior = id(&detail, "/superior/after");
                if detail["facilitator"].is_object() {
                    self.facilitator = id(&detail, "/facilitator/after");
                } else if self.facilitator == self.superior {
                    self.facilitator = None;
                }
            }
            Kind::RecordFrozen => {
                let detail = detail();
                self.records
                    .insert(version(&detail), text(&detail, "sha256"));
            }
            Kind::Signed => {
                let detail = detail();
                let signed = (text(&detail, "choice"), text(&detail, "sha256"));
                self.signatures
                    .insert((version(&detail), text(&detail, "party")), signed);
            }
            Kind::RefusalRecorded => {
                let detail = detail();
                self.refusals
                    .insert(version(&detail), text(&detail, "refusal_sha256"));
            }
            _ => {}
        }
    }

    /// Whether words of its events were removed.
    pub fn sealed(&self) -> bool {
        self.sealed
    }

    /// The columns of the row that are not what the events come to, each with what that is.
    pub fn differs(&self, row: &Standing) -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        if !self.launched {
            found.push(("id", "no event tells that it was launched".to_owned()));
            return found;
        }
        let mut id = |column, told: Option<Uuid>, here: Option<Uuid>| {
            if told != here {
                let told = told.map_or_else(|| "nobody".to_owned(), |id| id.to_string());
                found.push((column, format!("is {told} by the events")));
            }
        };
        if !self.sealed {
            id("cycle_id", self.cycle, Some(row.cycle));
            id("appraisee_id", self.appraisee, Some(row.appraisee));
            id("superior_id", self.superior, Some(row.superior));
            id("facilitator_id", self.facilitator, row.facilitator);
        }
        if let Some(stage) = self.stage {
            if stage != row.stage {
                found.push(("stage", format!("is {} by the events", stage.key())));
            }
            if self.since.is_some_and(|since| since != row.since) {
                found.push(("stage_since", "is another moment by the events".to_owned()));
            }
        }
        for (mark, column) in MOMENTS {
            let told = self.moments.get(&mark).copied().flatten();
            let here = row.moments.get(&mark).copied().flatten();
            let perhaps = mark == Mark::Approved && here.is_some() && here == self.perhaps_approved;
            if told != here && !perhaps {
                let told = told.map_or_else(|| "never".to_owned(), |at| at.to_string());
                found.push((column, format!("is {told} by the events")));
            }
        }
        for (mark, column) in MARKS {
            let told = self.marks.get(&mark).copied().unwrap_or_default();
            if row.marks.get(&mark).copied().unwrap_or_default() != told {
                found.push((column, format!("is {told} by the events")));
            }
        }
        found
    }
}

fn version(detail: &Value) -> i32 {
    let version = detail["record_version"].as_i64().unwrap_or_default();
    i32::try_from(version).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::audit::link::FIRST;

    fn event(seq: i64, kind: Kind, detail: &Value) -> Link {
        Link {
            stream: Uuid::from_u128(1),
            seq,
            at: OffsetDateTime::UNIX_EPOCH + time::Duration::hours(seq),
            actor: None,
            kind: kind.key().to_owned(),
            detail: detail.to_string(),
            prev: FIRST.to_owned(),
            hash: FIRST.to_owned(),
            removed: false,
        }
    }

    fn story() -> Vec<Link> {
        let ids = json!({ "cycle": Uuid::from_u128(9), "appraisee": Uuid::from_u128(2), "superior": Uuid::from_u128(3),
            "facilitator": Uuid::from_u128(4), "stage": "self_evaluation" });
        vec![
            event(1, Kind::Launched, &ids),
            event(2, Kind::SelfSubmitted, &json!({})),
            event(
                3,
                Kind::PartiesChanged,
                &json!({ "superior": { "after": Uuid::from_u128(4) }, "facilitator": null }),
            ),
            event(
                4,
                Kind::EvaluationSubmitted,
                &json!({ "approved_by_rule": true }),
            ),
            event(5, Kind::Released, &json!({})),
            event(6, Kind::ResultOpened, &json!({})),
        ]
    }

    fn played(links: &[Link]) -> Replay {
        let mut replay = Replay::default();
        for link in links {
            replay.take(link);
        }
        replay
    }

    fn row() -> Standing {
        let at = |hours| Some(OffsetDateTime::UNIX_EPOCH + time::Duration::hours(hours));
        Standing {
            cycle: Uuid::from_u128(9),
            appraisee: Uuid::from_u128(2),
            superior: Uuid::from_u128(4),
            facilitator: None,
            stage: Stage::Preparation,
            since: at(5).unwrap(),
            moments: BTreeMap::from([
                (Mark::SelfSubmitted, at(2)),
                (Mark::Evaluated, at(4)),
                (Mark::Approved, at(4)),
                (Mark::Released, at(5)),
                (Mark::Opened, at(6)),
            ]),
            marks: BTreeMap::new(),
        }
    }

    #[test]
    fn a_row_is_what_its_events_come_to_and_every_column_that_is_not_is_named() {
        let replay = played(&story());
        assert_eq!(replay.differs(&row()), []);
        assert!(replay.impossible.is_empty());
        let named = |change: fn(&mut Standing)| {
            let mut row = row();
            change(&mut row);
            let found = replay.differs(&row);
            found
                .into_iter()
                .map(|(column, _)| column)
                .collect::<Vec<_>>()
        };
        assert_eq!(named(|row| row.stage = Stage::Concluded), ["stage"]);
        assert_eq!(
            named(|row| row.since = OffsetDateTime::UNIX_EPOCH),
            ["stage_since"]
        );
        assert_eq!(
            named(|row| row.superior = Uuid::from_u128(3)),
            ["superior_id"]
        );
        assert_eq!(
            named(|row| row.facilitator = Some(Uuid::from_u128(4))),
            ["facilitator_id"]
        );
        assert_eq!(named(|row| row.appraisee = Uuid::nil()), ["appraisee_id"]);
        assert_eq!(named(|row| row.cycle = Uuid::nil()), ["cycle_id"]);
        for (mark, column) in MOMENTS {
            let mut row = row();
            row.moments.insert(mark, Some(OffsetDateTime::UNIX_EPOCH));
            let found = replay.differs(&row);
            assert_eq!(
                found.iter().map(|(column, _)| *column).collect::<Vec<_>>(),
                [column]
            );
        }
        for (mark, column) in MARKS {
            let mut row = row();
            row.marks.insert(mark, true);
            assert_eq!(replay.differs(&row).len(), 1, "{column}");
        }
    }

    #[test]
    fn a_step_that_the_table_does_not_allow_is_named() {
        let mut links = story();
        links.swap(1, 4);
        let found = played(&links).impossible;
        assert_eq!(
            found.first().map(|(seq, key, _)| (*seq, *key)),
            Some((5, "released"))
        );
    }

    #[test]
    fn what_was_emptied_keeps_its_steps_and_vouches_for_nothing_in_words() {
        let mut links = story();
        for link in &mut links {
            link.removed = true;
            link.detail.clear();
        }
        let replay = played(&links);
        let mut other = row();
        other.superior = Uuid::nil();
        assert_eq!(replay.differs(&other), []);
        other.stage = Stage::Concluded;
        assert_eq!(replay.differs(&other).len(), 1);
    }
}
