//! The items of the improvement plan.

use axum::{extract::State, response::Response};
use serde_json::json;

use super::{back, begin, clash, done};
use crate::{
    app::App,
    appraisals::Seen,
    interviews::{
        room::{
            forms,
            pages::{Part, again},
        },
        rules, store,
    },
    web::{Error, Fields, Notice, Result, Shell},
};

/// `POST …/interview/plan`: a new item, or another wording of one.
pub async fn change_plan(
    State(app): State<App>,
    shell: Shell,
    seen: Seen,
    fields: Fields,
) -> Result<Response> {
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
    let now = app.clock.now();
    let mut tx = begin(&app, &seen).await?;
    let (_, id) = forms::plan_target(&fields);
    let (id, kind) = if let Some(id) = id {
        match store::change_plan_item(&mut tx, &seen, id, fields.version(), &draft).await {
            Err(Error::Conflict) => {
                drop(tx);
                return clash::plan(&app, shell, &seen, id, &fields).await;
            }
            other => other?,
        }
        (id, "plan_item_changed")
    } else {
        (
            store::add_plan_item(&mut tx, &seen, &draft).await?,
            "plan_item_added",
        )
    };
    let detail = json!({ "plan_item": id, "owner": draft.owner, "due": draft.due_on.to_string() });
    done(tx, &seen, kind, &detail, now).await?;
    Ok(back(&seen, rules::PLAN, Notice::Saved))
}

/// `POST …/interview/plan/removal`
pub async fn remove_plan(State(app): State<App>, seen: Seen, fields: Fields) -> Result<Response> {
    let (_, id) = forms::plan_target(&fields);
    let id = id.ok_or(Error::NotFound)?;
    let now = app.clock.now();
    let mut tx = begin(&app, &seen).await?;
    store::remove_plan_item(&mut tx, &seen, id, fields.version()).await?;
    done(
        tx,
        &seen,
        "plan_item_removed",
        &json!({ "plan_item": id }),
        now,
    )
    .await?;
    Ok(back(&seen, rules::PLAN, Notice::Saved))
}
