//! After a ruling that returned it: only the named items are evaluated again. The others stay exactly
//! as they were, whatever a form says.

use std::borrow::Cow;

use sqlx::PgPool;

use super::rules::{Evaluation, Item};
use crate::{
    appraisals::{
        Seen,
        papers::{self, PaperKind},
    },
    forms::form::Form,
    web::{
        Fields, Result, Texts,
        forms::{Fault, Faults},
    },
};

/// The fields that one indicator can have in the form.
const FIELDS: [&str; 12] = [
    "points",
    "level",
    "target",
    "actual",
    "hand_points",
    "hand_reason",
    "comment",
    "example",
    "cause",
    "problem",
    "direction",
    "support",
];

/// Puts the closed items of the saved document in the place of the typed ones; a form that would have
/// changed one gets a fault at it.
pub async fn keep_closed(
    db: &PgPool,
    seen: &Seen,
    kind: PaperKind,
    fields: &Fields,
    typed: &mut Evaluation,
    l: &Texts,
) -> Result<Faults> {
    if seen.appraisal.returned_items.is_none() {
        return Ok(Faults::default());
    }
    let saved = papers::load::<Evaluation>(db, seen, kind).await?;
    let saved = saved.map(|paper| paper.body).unwrap_or_default();
    let form = &seen.appraisal.cycle.form;
    let open = |key: &str| seen.appraisal.item_is_open(key);
    Ok(merge(form, &open, fields, typed, &saved, l))
}

fn merge(
    form: &Form,
    open: &impl Fn(&str) -> bool,
    fields: &Fields,
    typed: &mut Evaluation,
    saved: &Evaluation,
    l: &Texts,
) -> Faults {
    let mut faults = Faults::default();
    for indicator in &form.indicators {
        let key = &indicator.key;
        if open(key) {
            continue;
        }
        let kept = saved.items.get(key).cloned().unwrap_or_default();
        let sent = FIELDS
            .iter()
            .any(|field| fields.has(&format!("{field}.{key}")));
        let typed = typed.items.insert(key.clone(), kept.clone());
        // what was corrected before is no part of any form
        let same = typed.is_none_or(|typed| {
            let earlier = kept.earlier.clone();
            Item { earlier, ..typed } == kept
        });
        if sent && !same {
            faults.add(format!("item.{key}"), Fault::Other(l.evaluation_closed()));
        }
    }
    faults
}

/// The form with the open items only: what may be lacking is asked of them alone, since nobody could
/// add anything to the others.
#[must_use]
pub fn open_part(seen: &Seen) -> Cow<'_, Form> {
    let form = &seen.appraisal.cycle.form;
    if seen.appraisal.returned_items.is_none() {
        return Cow::Borrowed(form);
    }
    let mut part = Form::clone(form);
    part.indicators
        .retain(|indicator| seen.appraisal.item_is_open(&indicator.key));
    Cow::Owned(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::Lang, evaluations::superior::forms::read, web::texts};

    #[test]
    fn a_closed_item_is_kept_whole_and_a_forged_field_is_named() {
        let form = Form::standard();
        let pairs = |pairs: &[(&str, &str)]| {
            let pairs = pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect();
            Fields::from_pairs(pairs)
        };
        let (mut saved, _) = read(
            &form,
            &pairs(&[("points.conduct", "15"), ("example.conduct", "In May.")]),
        );
        let kept = saved.items.get_mut("conduct").unwrap();
        kept.earlier = vec![kept.input.clone()];
        let open = |key: &str| key == "must_do_tasks";
        let l = texts(Lang::En);
        for (sent, forged) in [
            (vec![("actual.must_do_tasks", "90")], None),
            (
                vec![("points.conduct", "15"), ("example.conduct", "In May.")],
                None,
            ),
            (
                vec![("points.conduct", "20"), ("example.conduct", "In May.")],
                Some("item.conduct"),
            ),
            (vec![("comment.conduct", "new")], Some("item.conduct")),
            (
                vec![("actual.company_profit", "9")],
                Some("item.company_profit"),
            ),
        ] {
            let fields = pairs(&sent);
            let (mut typed, _) = read(&form, &fields);
            let faults = merge(&form, &open, &fields, &mut typed, &saved, l);
            assert_eq!(faults.is_empty(), forged.is_none(), "{sent:?}");
            assert!(forged.is_none_or(|field| faults.of(field).is_some()));
            assert_eq!(typed.items["conduct"], saved.items["conduct"]);
        }
    }
}
