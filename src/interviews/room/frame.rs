//! The room around the step: the list of steps, the clock, whose words, the share of the time, hints.

use time::OffsetDateTime;

use super::typed::{Part, Typed};
use crate::{
    appraisals::{Party, Seen},
    ground::ids::PersonId,
    interviews::{
        gathered::Gathered,
        rules::{self, Quality},
        words,
    },
    language,
    web::{Shell, Texts, when},
};

pub struct StepLink {
    pub step: u8,
    pub name: String,
    pub minutes: String,
    pub class: &'static str,
    pub shown: bool,
    pub open: bool,
    /// Where the three are now.
    pub current: bool,
}

pub fn steps(
    seen: &Seen,
    g: &Gathered,
    shown: u8,
    now: OffsetDateTime,
    l: &Texts,
) -> Vec<StepLink> {
    let form = &seen.appraisal.cycle.form;
    let current = g.interview.as_ref().map(|one| one.current_step);
    rules::order(form)
        .into_iter()
        .map(|step| StepLink {
            step,
            name: words::step(step, l),
            minutes: minutes(rules::seconds(step, g, now), l),
            class: if g.is_done(step) { "done" } else { "" },
            shown: step == shown,
            open: rules::is_open(step, g, form),
            current: current == Some(step),
        })
        .collect()
}

/// "12 min", empty before the first.
fn minutes(seconds: i64, l: &Texts) -> String {
    if seconds < 60 {
        String::new()
    } else {
        l.room_minutes(seconds / 60)
    }
}

pub struct ClockView {
    pub running: bool,
    /// As if the step had been opened once and never left.
    pub since: String,
    pub now: String,
    pub text: String,
    pub suggested: String,
}

pub fn clock(seen: &Seen, g: &Gathered, step: u8, now: OffsetDateTime, l: &Texts) -> ClockView {
    let seconds = rules::seconds(step, g, now);
    let iso = |at: OffsetDateTime| {
        at.to_offset(time::UtcOffset::UTC)
            .format(&time::format_description::well_known::Rfc3339)
            .unwrap_or_default()
    };
    let planned = g.interview.as_ref().map_or(60, |one| one.minutes);
    ClockView {
        running: g.step(step).is_some_and(|one| one.opened_at.is_some()),
        since: iso(now - time::Duration::seconds(seconds)),
        now: iso(now),
        text: l.room_minutes(seconds / 60),
        suggested: l.room_minutes(i64::from(rules::suggested_by(
            &seen.appraisal.cycle.form,
            step,
            planned,
        ))),
    }
}

pub struct VoiceView {
    pub name: String,
    pub role: String,
    pub part: String,
    pub text: String,
}

pub struct OwnVoice {
    pub version: i32,
    pub text: String,
    pub saved_at: String,
    pub hints: Vec<String>,
    pub role: String,
}

/// The reader's own words in this step.
pub fn own(seen: &Seen, g: &Gathered, step: u8, typed: Option<&Typed<'_>>, l: &Texts) -> OwnVoice {
    let typed = typed.filter(|typed| typed.part == Part::Note);
    let note = g.note(step, seen.viewer.id);
    let text = typed.map_or(note.map_or("", |note| note.text.as_str()), |typed| {
        typed.fields.get("note")
    });
    OwnVoice {
        version: typed.map_or(note.map_or(0, |note| note.version), |typed| {
            typed.fields.version()
        }),
        hints: hints(text, l),
        text: text.to_owned(),
        saved_at: note
            .map(|note| when::clock(note.updated_at, &seen.viewer.zone))
            .unwrap_or_default(),
        role: role(seen, seen.viewer.id, l),
    }
}

/// The words of everybody else, also of who has left the three since.
pub fn others(seen: &Seen, g: &Gathered, step: u8, writing: bool, l: &Texts) -> Vec<VoiceView> {
    let a = &seen.appraisal;
    let mut people: Vec<Party> = [
        Some(&a.appraisee),
        Some(&a.superior),
        a.facilitator.as_ref(),
    ]
    .into_iter()
    .flatten()
    .cloned()
    .collect();
    for note in g.notes.iter().filter(|note| note.step == step) {
        if people.iter().all(|party| party.id != note.author) {
            people.push(Party {
                id: note.author,
                name: note.name.clone(),
            });
        }
    }
    people
        .into_iter()
        .filter(|party| !writing || party.id != seen.viewer.id)
        .map(|party| {
            let text = g
                .note(step, party.id)
                .map(|note| note.text.clone())
                .unwrap_or_default();
            VoiceView {
                role: role(seen, party.id, l),
                part: format!("voice-{}", party.id),
                name: party.name,
                text,
            }
        })
        .collect()
}

fn role(seen: &Seen, id: PersonId, l: &Texts) -> String {
    let a = &seen.appraisal;
    if id == a.appraisee.id {
        l.relation_appraisee()
    } else if id == a.superior.id {
        l.relation_superior()
    } else if a.facilitator.as_ref().is_some_and(|party| party.id == id) {
        l.relation_facilitator()
    } else {
        String::new()
    }
}

pub fn hints(text: &str, l: &Texts) -> Vec<String> {
    language::check(text)
        .iter()
        .map(|hint| language::tell(hint, l))
        .collect()
}

/// One of the three, and whether they have the room open.
pub struct Present {
    pub name: String,
    pub role: String,
    pub inside: bool,
}

pub fn present(seen: &Seen, inside: &[PersonId], l: &Texts) -> Vec<Present> {
    let a = &seen.appraisal;
    [
        Some(&a.appraisee),
        Some(&a.superior),
        a.facilitator.as_ref(),
    ]
    .into_iter()
    .flatten()
    .map(|party| Present {
        name: party.name.clone(),
        role: role(seen, party.id, l),
        // whoever reads this is here
        inside: party.id == seen.viewer.id || inside.contains(&party.id),
    })
    .collect()
}

pub struct AskView {
    pub key: String,
    pub text: String,
    pub asked: bool,
}

pub fn questions(seen: &Seen, g: &Gathered, step: u8, shell: &Shell) -> Vec<AskView> {
    let asked = g
        .step(step)
        .map(|one| one.asked.as_slice())
        .unwrap_or_default();
    let form = &seen.appraisal.cycle.form;
    words::questions(step, form, shell.l, shell.lang)
        .into_iter()
        .map(|(key, text)| AskView {
            asked: asked.contains(&key),
            key,
            text,
        })
        .collect()
}

pub struct ShareView {
    pub talking: u8,
    pub solving: u8,
    pub label: String,
    pub total: String,
}

pub fn share(g: &Gathered, now: OffsetDateTime, l: &Texts) -> Option<ShareView> {
    let share = rules::share(g, now)?;
    Some(ShareView {
        talking: 100 - share.solving,
        solving: share.solving,
        label: l.room_share(share.solving, rules::SOLVING_AIM),
        total: l.room_share_total(l.room_minutes(share.seconds / 60)),
    })
}

/// What is wise to look at before closing; hints, never a block.
pub fn quality(seen: &Seen, g: &Gathered, now: OffsetDateTime, shell: &Shell) -> Vec<String> {
    let l = shell.l;
    rules::quality(g, &seen.appraisal.cycle.form, now)
        .into_iter()
        .map(|hint| match hint {
            Quality::FormalPlace => l.quality_formal_place(),
            Quality::TooShort => {
                l.quality_too_short(crate::interviews::appointment::rules::SHORT_UNDER)
            }
            Quality::EmployeeWroteNothing => l.quality_employee_silent(),
            Quality::GoalsOneSided => l.quality_goals_one_sided(),
            Quality::NoSupport => l.quality_no_support(),
            Quality::LittleSolving => l.quality_little_solving(rules::SOLVING_AIM),
            Quality::OneLine => l.quality_one_line(),
        })
        .collect()
}
