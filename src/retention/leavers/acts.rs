//! `POST /retention/anonymisation`: all of the chosen people, or nobody.

use axum::response::Response;
use uuid::Uuid;

use super::{
    erase::Erasure,
    pages::{again, chosen},
    store::{self, Keeps, Leaver},
};
use crate::{
    access::Viewer,
    app::App,
    audit::Event,
    retention::{
        rules::{self, Counts},
        store::{Noted, RunKind, lock, note},
    },
    web::{
        Error, Fields, Notice, Result, Shell,
        forms::{Fault, Faults},
        see,
    },
};

const REASON: usize = 1000;

pub async fn anonymise(app: App, shell: Shell, viewer: Viewer, fields: Fields) -> Result<Response> {
    let l = shell.l;
    let ids = chosen(&fields, &viewer);
    let mut faults = Faults::default();
    let reason = fields.required("reason", REASON, &mut faults);
    let today = app.clock.today(&app.settings.zone);

    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    lock(&mut change).await?;
    let appraisals = store::lock(&mut change, &ids).await?;
    let found = store::named(&mut *change, today, &ids).await?;
    if found.len() != ids.len() || ids.is_empty() {
        // somebody came back, or was anonymised meanwhile
        return Err(Error::Refused(vec![l.leavers_nobody()]));
    }
    if found.iter().any(|one| one.keeps != Keeps::Nothing) {
        return Err(Error::Refused(vec![l.leavers_kept_meanwhile()]));
    }
    let numbers: Vec<&str> = found.iter().map(|one| one.number.as_str()).collect();
    if !rules::confirms(fields.get("typed"), &rules::to_type(&numbers)) {
        faults.add("typed", Fault::Other(l.anonymise_typed_wrong()));
    }
    if !faults.is_empty() {
        drop(change);
        return again(&app, shell, &viewer, &fields, &ids, &faults).await;
    }

    let run = Uuid::new_v4();
    let noted = Noted {
        id: run,
        kind: RunKind::Anonymise,
        by: Some(viewer.id),
        reason: &reason,
        people: i32::try_from(ids.len()).unwrap_or(i32::MAX),
        appraisals: i32::try_from(appraisals.len()).unwrap_or(i32::MAX),
        counts: &Counts::default(),
    };
    note(&mut change, &noted, now).await?;
    let code = |one: &Leaver| rules::code(one.id);
    let people: Vec<Uuid> = found.iter().map(|one| one.id).collect();
    let names: Vec<String> = found
        .iter()
        .map(|one| l.anonymised_name(code(one)))
        .collect();
    let numbers: Vec<String> = found.iter().map(|one| format!("X-{}", code(one))).collect();
    let erasure = Erasure {
        run,
        people: &people,
        names: &names,
        numbers: &numbers,
        appraisals: &appraisals,
        by: viewer.id,
        now,
    };
    let (removed, retold) = erasure.carry_out(&mut change).await?;
    let emptied: Vec<_> = appraisals
        .iter()
        .map(|id| (*id, Event::AppraisalEmptied { run }))
        .collect();
    change.record_many(&emptied).await?;
    let event = Event::PeopleAnonymised {
        run,
        people: &people,
        appraisals: appraisals.len(),
        reason: &reason,
        events: removed.events,
        records: removed.records,
        retold: &retold,
    };
    change.record_company(event).await?;
    change.commit().await?;
    Ok(see("/retention/leavers", Notice::Anonymised))
}
