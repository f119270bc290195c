//! What people type: opening a case, answering it, voting, ruling, changing a seat.

use time::{Date, Duration};

use crate::{
    disputes::rules::{self, Decision, Kind, LARGEST_FILE, MOST_FILES, Points},
    forms::form::Form,
    ground::ids::PersonId,
    scoring,
    web::{
        Fields, Texts, Upload,
        forms::{Fault, Faults, LONG},
    },
};

/// The longest time in days that HR can give once more.
const LONGEST_WAIVER: i64 = 90;

pub type Opening = Upload<MOST_FILES, LARGEST_FILE>;

/// The largest request with which a case can be opened: all files, and the texts.
pub const LARGEST_OPENING: usize = MOST_FILES * LARGEST_FILE + (2 << 20);

/// A case as typed. `kind` and `interview_held` are there when there are no faults.
#[derive(Debug, Default)]
pub struct Typed {
    pub kind: Option<Kind>,
    pub items: Vec<String>,
    pub interview_held: Option<bool>,
    pub grounds: String,
}

pub fn opening(form: &Form, opening: &Opening, l: &Texts) -> (Typed, Faults) {
    let mut faults = Faults::default();
    let fields = &opening.fields;
    let kind = fields.choice("kind", Kind::from_key, &mut faults);
    let held = fields.choice("interview", yes_or_no, &mut faults);
    for (field, missing) in [("kind", kind.is_none()), ("interview", held.is_none())] {
        if missing {
            faults.add(field, Fault::Required);
        }
    }
    let items: Vec<String> = form
        .indicators
        .iter()
        .filter(|indicator| fields.all("items").any(|item| item == indicator.key))
        .map(|indicator| indicator.key.clone())
        .collect();
    if items.is_empty() {
        faults.add("items", Fault::Other(l.dispute_items_none()));
    }
    let grounds = fields.required("grounds", LONG, &mut faults);
    if let Some(name) = opening.too_large.first() {
        let fault = Fault::Other(l.dispute_file_too_large(name.as_str()));
        faults.add("files", fault);
    } else if let Some(empty) = opening.files.iter().find(|file| file.content.is_empty()) {
        faults.add(
            "files",
            Fault::Other(l.dispute_file_empty(empty.name.as_str())),
        );
    } else if opening.too_many {
        faults.add("files", Fault::Other(l.dispute_files_too_many()));
    } else if !faults.is_empty() && !opening.files.is_empty() {
        // browsers do not give a file back
        faults.add("files", Fault::Other(l.dispute_files_again()));
    }
    let typed = Typed {
        kind,
        items,
        interview_held: held,
        grounds,
    };
    (typed, faults)
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// Points for the named items within the bounds of each. `prefix` parts the forms of one page.
fn points(
    form: &Form,
    items: &[String],
    prefix: &str,
    fields: &Fields,
    faults: &mut Faults,
) -> Points {
    items
        .iter()
        .filter_map(|item| form.indicator(item))
        .filter_map(|indicator| {
            let name = format!("{prefix}.{}", indicator.key);
            let points = fields.decimal(&name, scoring::points_bounds(indicator), faults)?;
            Some((indicator.key.clone(), points))
        })
        .collect()
}

/// Points for every named item, of which at least one is new.
fn new_points(
    form: &Form,
    items: &[String],
    before: &Points,
    prefix: &str,
    fields: &Fields,
    faults: &mut Faults,
    l: &Texts,
) -> Points {
    let points = points(form, items, prefix, fields, faults);
    for item in items {
        if !points.contains_key(item) {
            faults.add(format!("{prefix}.{item}"), Fault::Required);
        }
    }
    if let Some(first) = items.first().filter(|_| faults.is_empty())
        && !rules::changes(items, before, &points)
    {
        let fault = Fault::Other(l.dispute_points_unchanged());
        faults.add(format!("{prefix}.{first}"), fault);
    }
    points
}

/// The superior's answer: words, and corrected points where the superior offers some.
pub fn answer(
    form: &Form,
    items: &[String],
    before: &Points,
    fields: &Fields,
    l: &Texts,
) -> (String, Option<Points>, Faults) {
    let mut faults = Faults::default();
    let offers = fields.has("offer");
    let proposal = offers.then(|| new_points(form, items, before, "offer", fields, &mut faults, l));
    let words = fields.required("answer", LONG, &mut faults);
    (words, proposal, faults)
}

/// A vote, or the ruling: decision, points where it adjusts, words.
#[derive(Debug, Default)]
pub struct Judgement {
    pub decision: Option<Decision>,
    pub points: Option<Points>,
    pub words: String,
}

pub fn vote(
    form: &Form,
    items: &[String],
    before: &Points,
    fields: &Fields,
    l: &Texts,
) -> (Judgement, Faults) {
    let mut faults = Faults::default();
    let decision = fields.choice("vote", Decision::from_key, &mut faults);
    if decision.is_none() {
        faults.add("vote", Fault::Required);
    }
    let adjusts = decision == Some(Decision::Adjusted);
    let points = adjusts.then(|| new_points(form, items, before, "vote", fields, &mut faults, l));
    let words = fields.required("vote_words", LONG, &mut faults);
    let judgement = Judgement {
        decision,
        points,
        words,
    };
    (judgement, faults)
}

/// The ruling: grounds to what the majority decided. Decision and points are the votes' own; the form only says
/// which of them its reader saw.
pub fn ruling(
    majority: Decision,
    points: Option<&Points>,
    fields: &Fields,
    l: &Texts,
) -> (Judgement, Faults) {
    let mut faults = Faults::default();
    let decision = fields.choice("ruling", Decision::from_key, &mut faults);
    if decision.is_some_and(|one| one != majority) {
        let name = crate::disputes::views::decision(majority, l);
        faults.add("ruling", Fault::Other(l.dispute_not_the_majority(name)));
    }
    for (item, middle) in points.into_iter().flatten() {
        let name = format!("ruling.{item}");
        if fields.has(&name) && fields.get(&name).parse() != Ok(*middle) {
            faults.add("ruling", Fault::Other(l.dispute_not_the_middle()));
            break;
        }
    }
    let words = fields.required("ruling_words", LONG, &mut faults);
    let judgement = Judgement {
        decision: Some(majority),
        points: points.cloned(),
        words,
    };
    (judgement, faults)
}

/// Who leaves a seat, who takes it, and why.
pub fn recusal(fields: &Fields) -> (Option<PersonId>, Option<PersonId>, String, Faults) {
    let mut faults = Faults::default();
    let mut person = |name: &str| {
        let id = fields.choice(name, |text| text.parse::<PersonId>().ok(), &mut faults);
        if id.is_none() {
            faults.add(name, Fault::Required);
        }
        id
    };
    let (from, to) = (person("from"), person("to"));
    let reason = fields.required("reason", LONG, &mut faults);
    (from, to, reason, faults)
}

/// The new last day for opening a case, and why.
pub fn waiver(fields: &Fields, today: Date, l: &Texts) -> (Option<Date>, String, Faults) {
    let mut faults = Faults::default();
    let until = fields.day("until", &mut faults);
    match until {
        None => faults.add("until", Fault::Required),
        Some(until) if until < today || until > today + Duration::days(LONGEST_WAIVER) => {
            faults.add(
                "until",
                Fault::Other(l.dispute_waiver_range(LONGEST_WAIVER)),
            );
        }
        Some(_) => {}
    }
    let reason = fields.required("waiver_reason", LONG, &mut faults);
    (until, reason, faults)
}
