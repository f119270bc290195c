//! Changing agreed goals: proposed by one side with a reason, valid once both have confirmed it, and
//! never once an evaluation was submitted. Until then the old goals stay.

use askama::Template;
use axum::response::Response;

use super::{
    acts::{aims, gone, not_whole},
    forms::{self, Known},
    pages,
    rules::{self, Side},
    store::{self, Goals, Write},
    views::{self, RowView},
};
use crate::{
    access::Action,
    app::App,
    appraisals::{Seen, advance::hold, header::Header},
    audit::Event,
    company_goals,
    web::{
        Error, Fields, FormView, Notice, Result, Shell, Texts, conflict,
        forms::{Fault, Faults, LONG},
        page, see,
    },
};

#[derive(Template)]
#[template(path = "goals/change.html")]
struct ChangePage {
    form: FormView,
    shell: Shell,
    header: Header,
    version: String,
    rows: Vec<RowView>,
    /// The form goes on from a change that the other side has not confirmed.
    counter: bool,
}

/// Refuses where nothing may be changed any more.
fn must_be_changeable(seen: &Seen, found: &Goals, l: &Texts) -> Result<Side> {
    if !rules::changeable(seen.appraisal.stage, found.evaluated) {
        return Err(Error::Refused(vec![l.goals_change_too_late()]));
    }
    Side::of(|relation| seen.is(relation)).ok_or(Error::NotFound)
}

/// What a form of a change was read at: the open change, or the version of what is valid.
fn read_at(seen: &Seen, found: &Goals) -> String {
    found.change.as_ref().map_or_else(
        || seen.appraisal.version.to_string(),
        |change| change.id.to_string(),
    )
}

/// `GET …/goals/change`
pub async fn show(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let found = store::load(&app.db, &seen).await?;
    must_be_changeable(&seen, &found, shell.l)?;
    render(&app, shell, &seen, &found, None, &Faults::default()).await
}

async fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    found: &Goals,
    typed: Option<&Fields>,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let a = &seen.appraisal;
    let goals = found
        .change
        .as_ref()
        .map_or(&found.goals, |change| &change.goals);
    let titles = store::titles(&app.db, &goals.iter().collect::<Vec<_>>()).await?;
    let department = a.department.as_ref().map(|(id, _)| id.0);
    let offered = company_goals::offered(&app.db, department, a.cycle.starts_on).await?;
    let shell = shell.titled(l.goals_change_title());
    page(&ChangePage {
        form: FormView::of(typed.unwrap_or(&Fields::default()), faults, l)
            .labels([("reason", l.goals_reason())]),
        header: Header::of(seen, app, &shell),
        version: typed.map_or_else(
            || read_at(seen, found),
            |fields| fields.get("version").to_owned(),
        ),
        rows: views::rows(
            (goals, &a.cycle.form),
            &offered,
            &titles,
            typed,
            faults,
            &shell,
        ),
        counter: found.change.is_some(),
        shell,
    })
}

/// `POST …/goals/change`: with it the proposer confirms; the other side confirms or declines next.
pub async fn propose(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let l = shell.l;
    let found = store::load(&app.db, &seen).await?;
    let side = must_be_changeable(&seen, &found, l)?;
    let aims = aims(&app, &seen).await?;
    let open = found.change.as_ref();
    let mut present = found.goals.clone();
    for goal in open.iter().flat_map(|change| &change.goals) {
        if present.iter().all(|known| known.key != goal.key) {
            present.push(goal.clone());
        }
    }
    let known = Known {
        present: &present,
        last_number: found.last_number,
        aims: &aims,
        form: Some(&seen.appraisal.cycle.form),
    };
    let (goals, mut faults) = forms::read(&fields, &known, shell.lang);
    let reason = fields.required("reason", LONG, &mut faults);
    if faults.is_empty() && goals == found.goals {
        faults.add("reason", Fault::Other(l.goals_change_nothing()));
    }
    if faults.is_empty() && !rules::whole(&goals) {
        faults.add("weight.0", Fault::Other(pages::difference(&goals, l)));
    }
    if !faults.is_empty() {
        return render(&app, shell, &seen, &found, Some(&fields), &faults).await;
    }
    if fields.has("version") && fields.get("version") != read_at(&seen, &found) {
        let shown = open.map_or(&found.goals, |change| &change.goals);
        let rows = views::compared(shown, &fields, l);
        let (address, writable) = (seen.address("/goals/change"), seen.can(Action::ChangeGoals));
        let version = read_at(&seen, &found);
        return conflict::page(shell, &address, version, writable, rows, &fields);
    }
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    hold(&mut change, &seen).await?;
    if !store::hold_aims(&mut change, &goals).await? {
        drop(change);
        let faults = gone(&fields, &found, &goals, l);
        return render(&app, shell, &seen, &found, Some(&fields), &faults).await;
    }
    let employee = side == Side::Employee;
    let id = store::propose(&mut change, &seen, &goals, &reason, employee, now).await?;
    let event = Event::GoalsChangeProposed {
        change: id,
        reason: &reason,
        replaces: open.map(|one| one.id),
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/goals"), Notice::GoalsChangeProposed))
}

/// The open change that the form names; another one means that it was replaced in between.
fn named<'a>(found: &'a Goals, fields: &Fields, l: &Texts) -> Result<&'a store::Change> {
    let change = found
        .change
        .as_ref()
        .ok_or_else(|| Error::Refused(vec![l.goals_change_none()]))?;
    if fields.get("change") == change.id.to_string() {
        Ok(change)
    } else {
        Err(Error::Conflict)
    }
}

/// `POST …/goals/change/confirmation`: with the second side the change is valid.
pub async fn confirm(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let l = shell.l;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    hold(&mut change, &seen).await?;
    let found = store::load(&mut *change, &seen).await?;
    let side = must_be_changeable(&seen, &found, l)?;
    let asked = named(&found, &fields, l)?;
    if !rules::whole(&asked.goals) {
        return Err(not_whole(&asked.goals, l));
    }
    let employee = side == Side::Employee;
    let both = store::confirm_change(&mut change, asked.id, employee, now).await?;
    let address = seen.address("/goals");
    if !both {
        change.rollback().await?;
        return Ok(see(&address, Notice::AlreadyDone));
    }
    store::close_change(&mut change, asked.id, "agreed", "", seen.viewer.id, now).await?;
    let write = Write {
        appraisal: seen.appraisal.id.0,
        version: seen.appraisal.version,
        goals: &asked.goals,
        reason: &asked.reason,
        agreed: true,
    };
    let proposer = crate::ground::ids::PersonId(asked.proposed_by);
    store::replace(&mut change, &[write], proposer, now).await?;
    let event = Event::GoalsChangeAgreed {
        change: asked.id,
        goals: asked.goals.len(),
        reason: &asked.reason,
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&address, Notice::GoalsChangeAgreed))
}

/// `POST …/goals/change/answer`: declined by the other side with a reason, or taken back.
pub async fn answer(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let l = shell.l;
    let found = store::load(&app.db, &seen).await?;
    must_be_changeable(&seen, &found, l)?;
    let asked = named(&found, &fields, l)?;
    let own = asked.proposed_by == seen.viewer.id.0;
    let mut faults = Faults::default();
    let words = if own {
        String::new()
    } else {
        fields.required("answer", LONG, &mut faults)
    };
    if !faults.is_empty() {
        return pages::again(&app, shell, &seen, &found, (&fields, &found.goals), &faults).await;
    }
    let (status, notice) = if own {
        ("taken_back", Notice::GoalsChangeTakenBack)
    } else {
        ("declined", Notice::GoalsChangeDeclined)
    };
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    hold(&mut change, &seen).await?;
    store::close_change(&mut change, asked.id, status, &words, seen.viewer.id, now).await?;
    let event = if own {
        Event::GoalsChangeTakenBack { change: asked.id }
    } else {
        Event::GoalsChangeDeclined {
            change: asked.id,
            answer: &words,
        }
    };
    change.record(seen.appraisal.id, event).await?;
    change.commit().await?;
    Ok(see(&seen.address("/goals"), notice))
}
