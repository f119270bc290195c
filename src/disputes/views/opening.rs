//! The form with which the employee opens a case.

use super::{Again, Choice, ItemView, OpeningView, kind, shown, standing};
use crate::{
    appraisals::Seen,
    disputes::{rules::Kind, store::Desk},
    ground::decimals,
    web::Shell,
};

/// The form with which a case is opened.
pub fn opening(desk: &Desk, seen: &Seen, shell: &Shell, again: &Again<'_>) -> OpeningView {
    let l = shell.l;
    let now = standing(desk, seen);
    let held = |value, label| Choice {
        value,
        label,
        hint: String::new(),
        checked: again.ticked("interview", value, false),
        class: "",
    };
    OpeningView {
        kinds: Kind::ALL
            .iter()
            .map(|one| Choice {
                value: one.key(),
                label: kind(*one, l),
                hint: match one {
                    Kind::ScoringMethod => l.dispute_kind_scoring_method_hint(),
                    Kind::DataAccuracy => l.dispute_kind_data_accuracy_hint(),
                    Kind::Procedure => l.dispute_kind_procedure_hint(),
                    Kind::Other => String::new(),
                },
                checked: again.ticked("kind", one.key(), false),
                class: "",
            })
            .collect(),
        items: seen
            .appraisal
            .cycle
            .form
            .indicators
            .iter()
            .map(|indicator| ItemView {
                key: indicator.key.clone(),
                name: indicator.name.get(shell.lang).to_owned(),
                checked: again.ticked("items", &indicator.key, false),
                before: shown(now.get(&indicator.key)),
                after: String::new(),
                field: "items".into(),
                value: indicator.key.clone(),
                hint: l.dispute_item_points(
                    shown(now.get(&indicator.key)),
                    decimals::show(indicator.weight),
                ),
                error: String::new(),
            })
            .collect(),
        held: vec![
            held("yes", l.dispute_held_yes()),
            held("no", l.dispute_held_no()),
        ],
    }
}
