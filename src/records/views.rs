//! Signatures and refusals as a page shows them, under the record and where they are given.

use time::Date;

use super::{
    content::Record,
    file::{Choice, File, Party, Refusal, Signature},
    rules::{self, Void},
    words,
};
use crate::{
    access::Stage,
    appraisals::Seen,
    scoring::{
        ItemScore,
        breakdown::{Breakdown, Line, Why},
    },
    web::{Shell, when},
};

/// One field at the foot of a record.
pub struct SignatureView {
    pub name: String,
    pub role: String,
    /// What the signature means and the choice beside it; empty while there is none.
    pub meaning: String,
    pub items: String,
    pub words: String,
    /// When, and how they showed that it was they.
    pub at: String,
    /// What stands in place of a signature, or empty.
    pub instead: String,
    /// Why it no longer counts, or empty.
    pub void: String,
}

pub struct RefusalView {
    pub reason: String,
    pub recorded: String,
    /// Empty until somebody witnesses it.
    pub witnessed: String,
    pub comment: String,
    /// That a signature took its place, in words, or empty.
    pub superseded: String,
    /// The employee's own words when they declared it.
    pub declared: String,
}

/// Why a version no longer counts, in words; empty while it does.
pub fn void(void: Option<Void>, shell: &Shell) -> String {
    match void {
        Some(Void::Newer) => shell.l.signed_void(),
        Some(Void::Reopened) => shell.l.signed_reopened(),
        None => String::new(),
    }
}

/// Both fields of one version.
#[must_use]
pub fn signatures(
    file: &File,
    version: i32,
    record: &Record,
    seen: &Seen,
    today: Date,
    shell: &Shell,
) -> Vec<SignatureView> {
    let void = rules::void(file, version, seen.appraisal.interviewed_at.is_some());
    let a = &seen.appraisal;
    // silence is neither agreement nor refusal: it stands there as what it is
    let missing = a
        .due_on
        .filter(|due| a.stage == Stage::SignOff && void.is_none() && *due < today)
        .map_or_else(
            || shell.l.signed_not_yet(),
            |due| shell.l.signed_no_response(when::day(due, shell.lang)),
        );
    let refused = file
        .refusal(version)
        .is_some_and(|one| one.witnessed_at.is_some());
    Party::BOTH
        .into_iter()
        .map(|party| {
            let (person, role) = match party {
                Party::Appraisee => (&record.appraisee, shell.l.relation_appraisee()),
                Party::Superior => (&record.superior, shell.l.relation_superior()),
            };
            match file.signature(version, party) {
                Some(signature) => {
                    let role = if signature.person.0 == person.id {
                        role
                    } else {
                        shell.l.signed_as_successor(role, person.name.as_str())
                    };
                    given(signature, record, role, void, seen, shell)
                }
                None => SignatureView {
                    name: person.name.clone(),
                    role,
                    meaning: String::new(),
                    items: String::new(),
                    words: String::new(),
                    at: String::new(),
                    instead: match party {
                        Party::Appraisee if refused => shell.l.signed_refused(),
                        _ => missing.clone(),
                    },
                    void: self::void(void, shell),
                },
            }
        })
        .collect()
}

fn given(
    signature: &Signature,
    record: &Record,
    role: String,
    void: Option<Void>,
    seen: &Seen,
    shell: &Shell,
) -> SignatureView {
    let (l, lang) = (shell.l, shell.lang);
    let names: Vec<&str> = signature
        .items
        .iter()
        .map(|key| {
            record
                .items
                .iter()
                .find(|item| item.key == *key)
                .map_or(key.as_str(), |item| item.name.get(lang))
        })
        .collect();
    SignatureView {
        name: signature.name.clone(),
        role,
        meaning: match signature.choice {
            Choice::Agree => l.signed_agree(),
            Choice::AgreeInPart => l.signed_in_part(),
        },
        items: names.join(&l.words_comma()),
        words: signature.words.clone(),
        at: l.signed_at(
            when::instant(signature.signed_at, &seen.viewer.zone, shell.lang),
            words::means(signature.means, l),
        ),
        instead: String::new(),
        void: self::void(void, shell),
    }
}

#[must_use]
pub fn refusal(refusal: &Refusal, file: &File, seen: &Seen, shell: &Shell) -> RefusalView {
    let at = |instant| when::instant(instant, &seen.viewer.zone, shell.lang);
    RefusalView {
        reason: refusal.reason.clone(),
        recorded: shell
            .l
            .refusal_recorded_by(refusal.recorded_by_name.as_str(), at(refusal.recorded_at)),
        witnessed: refusal
            .witness
            .as_ref()
            .zip(refusal.witnessed_at)
            .map(|(name, instant)| shell.l.refusal_witnessed_by(name.as_str(), at(instant)))
            .unwrap_or_default(),
        comment: refusal.employee_comment.clone(),
        superseded: file
            .signature(refusal.record_version, Party::Appraisee)
            .map(|one| shell.l.refusal_superseded(at(one.signed_at)))
            .unwrap_or_default(),
        declared: file
            .declared
            .iter()
            .find(|one| one.record_version == refusal.record_version)
            .filter(|one| one.taken_back_at.is_none())
            .map(|one| one.words.clone())
            .unwrap_or_default(),
    }
}

/// How the result of this version came about, from what the version itself keeps.
pub fn why(record: &Record, seen: &Seen, shell: &Shell) -> Why {
    let lines = record
        .items
        .iter()
        .map(|item| Line {
            key: item.key.clone(),
            name: item.name.clone(),
            level: item.level.clone(),
            score: ItemScore {
                points: item.points,
                explanation: item.explanation.clone(),
            },
        })
        .collect();
    let (total, multiplier) = (record.result.total, record.result.multiplier);
    let basis = seen.appraisal.cycle.basis();
    Why::of(
        &Breakdown::assembled(basis, lines, total, multiplier),
        shell.lang,
    )
}
