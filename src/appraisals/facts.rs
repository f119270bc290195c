//! What the rows of an appraisal say beside its stage.

use time::{Date, Duration, OffsetDateTime};

use crate::access::{DisputePhase, Stage};

/// Each is one fact; those of other stages are not asked for.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(from = "Told")]
#[allow(clippy::struct_excessive_bools)] // each is one fact of the rows
pub struct Facts {
    pub goals_confirmed_by_employee: bool,
    pub goals_confirmed_by_superior: bool,
    pub employee_prepared: bool,
    pub superior_prepared: bool,
    /// Time and place have been proposed, and by the employee or not.
    pub proposed: bool,
    pub agreed: bool,
    /// The employee wants another time or place.
    pub wish: bool,
    pub starts_at: Option<OffsetDateTime>,
    pub minutes: i64,
    pub place_kind: String,
    pub place: String,
    pub signed_by_employee: bool,
    pub signed_by_superior: bool,
    /// The employee has declared that they refuse to sign, and neither took it back nor signed.
    pub refusal_declared: bool,
    /// The superior has recorded it, and nobody has witnessed it yet.
    pub refusal_recorded: bool,
    /// The last day of the time that the employee has for an answer.
    pub answer_by: Option<Date>,
    /// HR stands where the facilitator would.
    pub without_facilitator: bool,
    pub dispute: Option<DisputePhase>,
}

/// The facts of one stage as the view `deed_facts` tells them: every one of them, or it is an error.
#[derive(serde::Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Told {
    Goals {
        goals_confirmed_by_employee: bool,
        goals_confirmed_by_superior: bool,
    },
    Preparation {
        employee_prepared: bool,
        superior_prepared: bool,
        proposed: bool,
        agreed: bool,
        wish: bool,
        #[serde(with = "time::serde::rfc3339::option")]
        starts_at: Option<OffsetDateTime>,
        minutes: i64,
        place_kind: String,
        place: String,
        without_facilitator: bool,
    },
    SignOff {
        signed_by_employee: bool,
        signed_by_superior: bool,
        refusal_declared: bool,
        refusal_recorded: bool,
        #[serde(deserialize_with = "Option::deserialize")]
        answer_by: Option<Date>,
        without_facilitator: bool,
    },
    Dispute {
        dispute: DisputePhase,
    },
}

impl From<Told> for Facts {
    fn from(told: Told) -> Self {
        let nothing = Self::default();
        match told {
            Told::Goals {
                goals_confirmed_by_employee,
                goals_confirmed_by_superior,
            } => Self {
                goals_confirmed_by_employee,
                goals_confirmed_by_superior,
                ..nothing
            },
            Told::Preparation {
                employee_prepared,
                superior_prepared,
                proposed,
                agreed,
                wish,
                starts_at,
                minutes,
                place_kind,
                place,
                without_facilitator,
            } => Self {
                employee_prepared,
                superior_prepared,
                proposed,
                agreed,
                wish,
                starts_at,
                minutes,
                place_kind,
                place,
                without_facilitator,
                ..nothing
            },
            Told::SignOff {
                signed_by_employee,
                signed_by_superior,
                refusal_declared,
                refusal_recorded,
                answer_by,
                without_facilitator,
            } => Self {
                signed_by_employee,
                signed_by_superior,
                refusal_declared,
                refusal_recorded,
                answer_by,
                without_facilitator,
                ..nothing
            },
            Told::Dispute { dispute } => Self {
                dispute: Some(dispute),
                ..nothing
            },
        }
    }
}

impl Facts {
    /// What was told of an appraisal in a stage.
    ///
    /// # Errors
    /// Where nothing was told although the stage has facts.
    pub fn of(stage: Stage, told: Option<Self>) -> anyhow::Result<Self> {
        match (told, stage) {
            (Some(facts), _) => Ok(facts),
            (None, Stage::Goals | Stage::Preparation | Stage::SignOff) => Err(anyhow::anyhow!(
                "an appraisal in {stage:?} without its facts"
            )),
            (None, _) => Ok(Self::default()),
        }
    }

    /// When the proposed time is over.
    #[must_use]
    pub fn ends_at(&self) -> Option<OffsetDateTime> {
        Some(self.starts_at? + Duration::minutes(self.minutes))
    }

    /// Whether the proposed time is over and no interview has begun.
    #[must_use]
    pub fn passed(&self, now: OffsetDateTime) -> bool {
        self.ends_at().is_some_and(|end| end <= now)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_fact_that_is_missing_is_an_error_and_never_a_no() {
        for whole in [
            json!({ "goals_confirmed_by_employee": true, "goals_confirmed_by_superior": false }),
            json!({ "employee_prepared": true, "superior_prepared": true, "proposed": true, "agreed": false, "wish": true,
                "starts_at": null, "minutes": 60, "place_kind": "", "place": "", "without_facilitator": false }),
            json!({ "signed_by_employee": true, "signed_by_superior": false, "refusal_declared": false,
                "refusal_recorded": false, "answer_by": "2026-03-12", "without_facilitator": true }),
            json!({ "dispute": "hearing" }),
        ] {
            let read = |facts: &Value| serde_json::from_value::<Facts>(facts.clone());
            assert!(read(&whole).is_ok(), "{whole}");
            let fields = whole.as_object().expect("fields");
            for name in fields.keys() {
                let mut less = fields.clone();
                less.remove(name);
                assert!(read(&less.into()).is_err(), "{whole} without {name}");
            }
            let mut more = fields.clone();
            more.insert("unheard_of".to_owned(), json!(true));
            assert!(read(&more.into()).is_err(), "{whole} with another");
        }
        for stage in Stage::ALL {
            let told = [Stage::Goals, Stage::Preparation, Stage::SignOff].contains(&stage);
            assert_eq!(Facts::of(stage, None).is_err(), told, "{stage:?}");
        }
    }
}
