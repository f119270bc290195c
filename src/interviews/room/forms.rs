//! The room's forms as typed.

use std::collections::BTreeMap;

use crate::{
    appraisals::Seen,
    evaluations::superior::Cause,
    forms::form::Form,
    ground::ids::{PersonId, PlanItemId},
    interviews::{
        gathered::{Gathered, Parked},
        kinds::GoalSource,
        rules,
        sheets::{Closing, Development, Exchange, NoPlan, Opening, OwnWords},
        store::Draft,
    },
    web::{
        Result, Texts,
        forms::{Fault, Faults, Fields, LONG},
    },
};

/// The texts of a plan item, a goal, a view of a parked point.
const LINE: usize = 1000;
const TITLE: usize = 500;
/// A plan for later than five years from now, in days, is a slip of the year.
const FARTHEST: i64 = 5 * 366;

/// The step that a form belongs to: nothing is written into one that it does not name.
pub fn step(fields: &Fields) -> Result<u8> {
    fields.pressed("step", parse_step)
}

/// The step to which the page goes back; nonsense is the first.
#[must_use]
pub fn shown(fields: &Fields) -> u8 {
    parse_step(fields.get("step")).unwrap_or(rules::OPENING)
}

#[must_use]
pub fn parse_step(text: &str) -> Option<u8> {
    text.parse().ok().filter(|step| (1..=8).contains(step))
}

/// The shared sheet of a step as the value that is kept; `None` for steps without one.
pub fn sheet(
    step: u8,
    gathered: &Gathered,
    fields: &Fields,
    faults: &mut Faults,
) -> Option<serde_json::Result<serde_json::Value>> {
    let mut text = |name: &str| fields.text(name, LONG, faults);
    Some(match step {
        rules::OPENING => serde_json::to_value(Opening {
            purpose_stated: fields.has("purpose_stated"),
            confidentiality_stated: fields.has("confidentiality_stated"),
        }),
        rules::OWN_WORDS => serde_json::to_value(OwnWords {
            as_in_self_evaluation: fields.has("as_in_self_evaluation"),
        }),
        rules::EXCHANGE => serde_json::to_value(Exchange {
            strengths: text("strengths"),
            differences: gathered
                .items
                .iter()
                .filter(|item| item.self_is_higher())
                .map(|item| (item.key.clone(), text(&format!("difference.{}", item.key))))
                .collect(),
        }),
        rules::PLAN => serde_json::to_value(NoPlan {
            reason: text("no_plan"),
        }),
        rules::DEVELOPMENT => serde_json::to_value(Development {
            difficulties: text("difficulties"),
            support: text("promised"),
            growth: text("growth"),
        }),
        rules::CONFIRMATION => serde_json::to_value(Closing {
            summary: text("summary"),
        }),
        _ => return None,
    })
}

/// Of the three, the one whose id was chosen.
fn one_of_three(seen: &Seen, text: &str) -> Option<PersonId> {
    let a = &seen.appraisal;
    let id: PersonId = text.parse().ok()?;
    [
        Some(&a.appraisee),
        Some(&a.superior),
        a.facilitator.as_ref(),
    ]
    .into_iter()
    .flatten()
    .map(|party| party.id)
    .find(|party| *party == id)
}

/// A person of the room from a select; required.
fn person(seen: &Seen, fields: &Fields, name: &str, faults: &mut Faults) -> Option<PersonId> {
    let chosen = fields.choice(name, |text| one_of_three(seen, text), faults);
    if chosen.is_none() {
        faults.add(name, Fault::Required);
    }
    chosen
}

/// A day from today on, within some years; required.
fn due(
    fields: &Fields,
    name: &str,
    today: time::Date,
    faults: &mut Faults,
    l: &Texts,
) -> Option<time::Date> {
    let day = fields.day(name, faults);
    match day {
        None => faults.add(name, Fault::Required),
        Some(day) if day < today => faults.add(name, Fault::Other(l.room_due_past())),
        Some(day) if day > today.saturating_add(time::Duration::days(FARTHEST)) => {
            faults.add(name, Fault::Other(l.room_due_far()));
        }
        Some(_) => {}
    }
    day
}

/// Which item a plan form is about: the end of its fields' names, and the item where it exists.
pub fn plan_target(fields: &Fields) -> (String, Option<PlanItemId>) {
    let id: Option<PlanItemId> = fields.get("plan_item").parse().ok();
    (id.map_or_else(|| "new".to_owned(), |id| id.to_string()), id)
}

pub fn plan(seen: &Seen, fields: &Fields, today: time::Date, l: &Texts) -> Result<Draft, Faults> {
    let mut faults = Faults::default();
    let (end, _) = plan_target(fields);
    let named = |name: &str| format!("{name}.{end}");
    let form = &seen.appraisal.cycle.form;
    let item = fields
        .choice(
            &named("item"),
            |key| form.indicator(key).map(|one| one.key.clone()),
            &mut faults,
        )
        .unwrap_or_default();
    let what = fields.required(&named("what"), LINE, &mut faults);
    let cause = fields.choice(&named("cause"), Cause::from_key, &mut faults);
    if cause.is_none() {
        faults.add(named("cause"), Fault::Required);
    }
    let measure = fields.required(&named("measure"), LINE, &mut faults);
    let support = fields.text(&named("support"), LINE, &mut faults);
    let support_by = fields.choice(
        &named("support_by"),
        |text| one_of_three(seen, text),
        &mut faults,
    );
    if !support.is_empty() && support_by.is_none() {
        faults.add(
            named("support_by"),
            Fault::Other(l.plan_support_by_missing()),
        );
    }
    let owner = person(seen, fields, &named("owner"), &mut faults);
    let due_on = due(fields, &named("due"), today, &mut faults, l);
    let criteria = fields.required(&named("criteria"), LINE, &mut faults);
    match (cause, owner, due_on) {
        (Some(cause), Some(owner), Some(due_on)) if faults.is_empty() => Ok(Draft {
            item,
            what,
            cause,
            measure,
            support,
            support_by,
            owner,
            due_on,
            criteria,
        }),
        _ => Err(faults),
    }
}

/// A parked point as typed; the views that this person may not write are left out.
pub struct Parking {
    pub item: String,
    pub employee_view: Option<String>,
    pub superior_view: Option<String>,
    pub owner: PersonId,
    pub due_on: time::Date,
}

pub fn parking(
    seen: &Seen,
    employee: bool,
    parked: &[Parked],
    fields: &Fields,
    today: time::Date,
    l: &Texts,
) -> Result<Parking, Faults> {
    let mut faults = Faults::default();
    let form = &seen.appraisal.cycle.form;
    let item = fields.choice(
        "item",
        |key| form.indicator(key).map(|one| one.key.clone()),
        &mut faults,
    );
    let Some(item) = item else {
        faults.add("item", Fault::NotAChoice);
        return Err(faults);
    };
    let name = format!("employee_view.{item}");
    let employee_view = fields.text(&name, LONG, &mut faults);
    // what the employee wrote is theirs
    let theirs = parked
        .iter()
        .find(|point| !employee && point.item == item && point.employee_wrote);
    if theirs.is_some_and(|point| fields.has(&name) && point.employee_view != employee_view) {
        faults.add(&name, Fault::Other(l.parked_employees_own()));
    }
    // nobody puts words into the superior's mouth but the superior and the one who keeps the record
    let superior_view =
        (!employee).then(|| fields.text(&format!("superior_view.{item}"), LONG, &mut faults));
    let owner = person(seen, fields, &format!("owner.{item}"), &mut faults);
    let due_on = due(fields, &format!("due.{item}"), today, &mut faults, l);
    match (owner, due_on) {
        (Some(owner), Some(due_on)) if faults.is_empty() => Ok(Parking {
            item,
            employee_view: (theirs.is_none() && fields.has(&name)).then_some(employee_view),
            superior_view,
            owner,
            due_on,
        }),
        _ => Err(faults),
    }
}

pub struct Goal {
    pub title: String,
    pub source: GoalSource,
    pub serves: String,
}

/// A goal drawn from the company's or the department's says from which.
pub fn goal(fields: &Fields, l: &Texts) -> Result<Goal, Faults> {
    let mut faults = Faults::default();
    let title = fields.required("title", TITLE, &mut faults);
    let source = fields.choice("source", GoalSource::from_key, &mut faults);
    let serves = fields.text("serves", TITLE, &mut faults);
    if source.is_none() {
        faults.add("source", Fault::Required);
    }
    if source.is_some_and(|source| source != GoalSource::Own) && serves.is_empty() {
        faults.add("serves", Fault::Other(l.goal_serves_missing()));
    }
    match source {
        Some(source) if faults.is_empty() => Ok(Goal {
            title,
            source,
            serves,
        }),
        _ => Err(faults),
    }
}

/// The employee's last word: no objections is agreement.
pub fn confirmation(
    form: &Form,
    fields: &Fields,
    l: &Texts,
) -> Result<BTreeMap<String, String>, Faults> {
    let mut faults = Faults::default();
    let agrees = fields.choice(
        "choice",
        |text| match text {
            "agreed" => Some(true),
            "objected" => Some(false),
            _ => None,
        },
        &mut faults,
    );
    let mut objections = BTreeMap::new();
    match agrees {
        None => faults.add("choice", Fault::Required),
        Some(true) => {}
        Some(false) => {
            for indicator in &form.indicators {
                if fields.has(&format!("objects.{}", indicator.key)) {
                    let name = format!("objection.{}", indicator.key);
                    let words = fields.required(&name, LONG, &mut faults);
                    objections.insert(indicator.key.clone(), words);
                }
            }
            if objections.is_empty() {
                faults.add("choice", Fault::Other(l.confirm_name_items()));
            }
        }
    }
    if faults.is_empty() {
        Ok(objections)
    } else {
        Err(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::Lang, web::texts};

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields::from_pairs(
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn an_objection_names_its_items_and_says_why() {
        let (form, l) = (Form::standard(), texts(Lang::En));
        let read = |pairs: &[(&str, &str)]| confirmation(&form, &fields(pairs), l);
        assert_eq!(
            read(&[("choice", "agreed"), ("objects.conduct", "1")]),
            Ok(BTreeMap::new())
        );
        for (pairs, field) in [
            (&[][..], "choice"),
            (&[("choice", "maybe")], "choice"),
            (&[("choice", "objected")], "choice"),
            (
                &[("choice", "objected"), ("objects.unknown", "1")],
                "choice",
            ),
            (
                &[("choice", "objected"), ("objects.conduct", "1")],
                "objection.conduct",
            ),
        ] {
            assert!(read(pairs).expect_err(field).of(field).is_some());
        }
        let objected = read(&[
            ("choice", "objected"),
            ("objects.conduct", "1"),
            ("objection.conduct", "The rota was not mine."),
        ]);
        assert_eq!(objected.expect("complete").len(), 1);
    }

    #[test]
    fn a_goal_of_the_company_says_which() {
        let l = texts(Lang::En);
        assert!(
            goal(&fields(&[("title", "Sell"), ("source", "company")]), l)
                .is_err_and(|faults| faults.of("serves").is_some())
        );
        assert!(goal(&fields(&[("title", "Learn"), ("source", "own")]), l).is_ok());
        assert!(goal(&fields(&[("source", "own")]), l).is_err());
    }

    #[test]
    fn steps_are_one_to_eight() {
        for (text, expected) in [
            ("1", Some(1)),
            ("8", Some(8)),
            ("9", None),
            ("0", None),
            ("-1", None),
            ("x", None),
            ("", None),
            ("256", None),
        ] {
            let typed = fields(&[("step", text)]);
            assert_eq!(step(&typed).ok(), expected, "{text}");
            // what is written nowhere is shown at the first
            assert_eq!(shown(&typed), expected.unwrap_or(1), "{text}");
        }
    }
}
