//! The items of the improvement plan.

use axum::response::Response;

use super::{back, begin, clash, done};
use crate::{
    app::App,
    appraisals::Seen,
    audit::Event,
    interviews::{
        room::{forms, pages::again, typed::Part},
        rules, store,
    },
    web::{Error, Fields, Notice, Result, Shell},
};

/// `POST …/interview/plan`: a new item, or another wording of one.
pub async fn change_plan(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let draft = match forms::plan(&seen, &fields, today, shell.l) {
        Ok(draft) => draft,
        Err(faults) => {
            return again(
                &app,
                shell,
                &seen,
                rules::PLAN,
                Part::Plan,
                &fields,
                &faults,
            )
            .await;
        }
    };
    let mut change = begin(&app, &seen).await?;
    let (_, id) = forms::plan_target(&fields);
    let (owner, due) = (draft.owner.0, draft.due_on.to_string());
    let event = if let Some(id) = id {
        match store::change_plan_item(&mut change, &seen, id, fields.version(), &draft).await {
            Err(Error::Conflict) => {
                drop(change);
                return clash::plan(&app, shell, &seen, id, &fields).await;
            }
            other => other?,
        }
        Event::PlanItemChanged {
            plan_item: id.0,
            owner,
            due,
        }
    } else {
        let plan_item = store::add_plan_item(&mut change, &seen, &draft).await?;
        Event::PlanItemAdded {
            plan_item: plan_item.0,
            owner,
            due,
        }
    };
    done(change, &seen, event).await?;
    Ok(back(&seen, rules::PLAN, Notice::Saved))
}

/// `POST …/interview/plan/removal`
pub async fn remove_plan(app: App, seen: Seen, fields: Fields) -> Result<Response> {
    let (_, id) = forms::plan_target(&fields);
    let id = id.ok_or(Error::NotFound)?;
    let mut change = begin(&app, &seen).await?;
    store::remove_plan_item(&mut change, &seen, id, fields.version()).await?;
    done(change, &seen, Event::PlanItemRemoved { plan_item: id.0 }).await?;
    Ok(back(&seen, rules::PLAN, Notice::Saved))
}
