//! The form of one goal.

use sqlx::PgPool;
use uuid::Uuid;

use super::{
    rules::Standing,
    store::{self, Terms},
};
use crate::web::{
    Fields, Result, Texts,
    forms::{Fault, Faults, LONG, SHORT},
};

const LONGEST_TITLE: usize = 500;

/// What was typed, checked against what the viewer may choose. `id` is the goal that is changed.
pub async fn read(
    db: &PgPool,
    standing: &Standing,
    id: Option<Uuid>,
    offered: &[(Uuid, String)],
    fields: &Fields,
    l: &Texts,
) -> Result<(Option<Terms>, Faults)> {
    let mut faults = Faults::default();
    let title = fields.required("title", LONGEST_TITLE, &mut faults);
    let description = fields.text("description", LONG, &mut faults);
    let (starts_on, ends_on) = (
        fields.day("starts_on", &mut faults),
        fields.day("ends_on", &mut faults),
    );
    for (name, day) in [("starts_on", starts_on), ("ends_on", ends_on)] {
        if day.is_none() {
            faults.add(name, Fault::Required);
        }
    }
    if let (Some(from), Some(to)) = (starts_on, ends_on)
        && to < from
    {
        faults.add("ends_on", Fault::Other(l.company_goal_fault_period()));
    }
    let uuid = |text: &str| text.parse::<Uuid>().ok();
    let department = fields.choice("department", uuid, &mut faults);
    if !standing.may_manage(department) {
        faults.add("department", Fault::NotAChoice);
    }
    let parent = fields.choice(
        "parent",
        |text| uuid(text).filter(|id| offered.iter().any(|(known, _)| known == id)),
        &mut faults,
    );
    if let (Some(id), Some(parent)) = (id, parent)
        && store::loops(db, id, parent).await?
    {
        faults.add("parent", Fault::Other(l.company_goal_fault_loop()));
    }
    let typed_owner = fields.text("owner", SHORT, &mut faults);
    let owner = if typed_owner.is_empty() || faults.of("owner").is_some() {
        None
    } else {
        store::person(db, &typed_owner).await?
    };
    if owner.is_none() && !typed_owner.is_empty() {
        faults.add(
            "owner",
            Fault::Other(l.company_goal_fault_owner(typed_owner)),
        );
    }
    let (Some(starts_on), Some(ends_on), true) = (starts_on, ends_on, faults.is_empty()) else {
        return Ok((None, faults));
    };
    let terms = Terms {
        department,
        parent,
        title,
        description,
        starts_on,
        ends_on,
        owner,
    };
    Ok((Some(terms), faults))
}
