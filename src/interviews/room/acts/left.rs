//! Agreeing, parking, goals, the last word.

use axum::response::Response;
use serde_json::json;

use super::{back, begin, clash, done};
use crate::{
    access::Action,
    app::App,
    appraisals::Seen,
    audit::Event,
    interviews::{
        gather,
        room::{forms, pages::again, typed::Part},
        rules, store,
    },
    web::{Error, Fields, Notice, Result, Shell},
};

/// `POST …/interview/agreement`: the employee agrees with one item, or with all that are named.
pub async fn agree(app: App, seen: Seen, fields: Fields) -> Result<Response> {
    let form = &seen.appraisal.cycle.form;
    let items: Vec<String> = fields
        .all("item")
        .filter_map(|key| form.indicator(key))
        .map(|indicator| indicator.key.clone())
        .collect();
    if items.is_empty() {
        return Err(Error::NotFound);
    }
    let mut change = begin(&app, &seen).await?;
    let now = change.now();
    store::agree(&mut change, &seen, &items, now).await?;
    done(change, &seen, Event::ItemsAgreed { items: &items }).await?;
    Ok(back(&seen, rules::ITEMS, Notice::Saved))
}

/// `POST …/interview/parked`: both views stand, with an owner and a day.
pub async fn park(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let employee = seen.can(Action::AnswerInInterview);
    let parked = gather(&app.db, &seen).await?.parked;
    let point = match forms::parking(&seen, employee, &parked, &fields, today, shell.l) {
        Ok(point) => point,
        Err(faults) => {
            return again(
                &app,
                shell,
                &seen,
                rules::ITEMS,
                Part::Park,
                &fields,
                &faults,
            )
            .await;
        }
    };
    let mut change = begin(&app, &seen).await?;
    let now = change.now();
    let park = store::Park {
        item: &point.item,
        employee_view: point.employee_view.as_deref(),
        superior_view: point.superior_view.as_deref(),
        by_employee: employee,
        owner: point.owner,
        due_on: point.due_on,
    };
    let version = match store::park(&mut change, &seen, fields.version(), &park, now).await {
        Err(Error::Conflict) => {
            drop(change);
            return clash::parked(&app, shell, &seen, &point.item, fields).await;
        }
        other => other?,
    };
    let event = Event::ItemParked {
        item: &point.item,
        version,
        owner: point.owner.0,
        due: point.due_on.to_string(),
    };
    done(change, &seen, event).await?;
    Ok(back(&seen, rules::ITEMS, Notice::Saved))
}

/// `POST …/interview/goals`
pub async fn add_goal(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let goal = match forms::goal(&fields, shell.l) {
        Ok(goal) => goal,
        Err(faults) => {
            return again(
                &app,
                shell,
                &seen,
                rules::GOALS,
                Part::Goal,
                &fields,
                &faults,
            )
            .await;
        }
    };
    let mut change = begin(&app, &seen).await?;
    let now = change.now();
    let id = store::add_goal(
        &mut change,
        &seen,
        &goal.title,
        goal.source,
        &goal.serves,
        now,
    )
    .await?;
    let source = json!(goal.source);
    done(change, &seen, Event::NextGoalAdded { goal: id, source }).await?;
    Ok(back(&seen, rules::GOALS, Notice::Saved))
}

/// `POST …/interview/goals/removal`
pub async fn remove_goal(app: App, seen: Seen, fields: Fields) -> Result<Response> {
    let goal = fields.get("goal").parse().map_err(|_| Error::NotFound)?;
    let mut change = begin(&app, &seen).await?;
    store::remove_goal(&mut change, &seen, goal).await?;
    done(change, &seen, Event::NextGoalRemoved { goal }).await?;
    Ok(back(&seen, rules::GOALS, Notice::Saved))
}

/// `POST …/interview/goals/confirmation`: by the employee, one by one.
pub async fn confirm_goal(app: App, seen: Seen, fields: Fields) -> Result<Response> {
    let goal = fields.get("goal").parse().map_err(|_| Error::NotFound)?;
    let mut change = begin(&app, &seen).await?;
    let now = change.now();
    if !store::confirm_goal(&mut change, &seen, goal, now).await? {
        return Ok(back(&seen, rules::GOALS, Notice::AlreadyDone));
    }
    done(change, &seen, Event::NextGoalConfirmed { goal }).await?;
    Ok(back(&seen, rules::GOALS, Notice::Saved))
}

/// `POST …/interview/confirmation`: the employee agrees with the result, or objects to named items.
pub async fn confirm(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let objections = match forms::confirmation(&seen.appraisal.cycle.form, &fields, shell.l) {
        Ok(objections) => objections,
        Err(faults) => {
            let step = rules::CONFIRMATION;
            return again(
                &app,
                shell,
                &seen,
                step,
                Part::Confirmation,
                &fields,
                &faults,
            )
            .await;
        }
    };
    let mut change = begin(&app, &seen).await?;
    let now = change.now();
    store::confirm(&mut change, &seen, &objections, now).await?;
    let event = if objections.is_empty() {
        Event::ResultAgreed {}
    } else {
        let items = objections.keys().map(String::as_str).collect();
        Event::ResultObjected { items }
    };
    done(change, &seen, event).await?;
    Ok(back(&seen, rules::CONFIRMATION, Notice::Saved))
}
