//! Writing an advice, and asking for one.

use askama::Template;
use axum::response::Response;
use uuid::Uuid;

use super::store::{self, Kind, LEAST_DAYS, Own, Wanted};
use crate::{
    access::Viewer,
    app::App,
    appraisals::Seen,
    audit::Event,
    requests::parties,
    web::{
        At, Error, Fields, FormView, Notice, Result, Shell, conflict,
        forms::{Faults, LONG, SHORT},
        page, see, when,
    },
};

#[derive(Template)]
#[template(path = "requests/advice.html")]
struct AdvicePage {
    shell: Shell,
    href: String,
    intro: String,
    cycle: String,
    period: String,
    days: i64,
    department: String,
    position: String,
    due: String,
    version: i32,
    form: FormView,
    submitted: String,
    late: bool,
}

fn render(
    shell: Shell,
    viewer: &Viewer,
    own: &Own,
    body: &str,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let title = match own.kind {
        Kind::EarlierSuperior => l.advice_title(own.appraisee.clone()),
        Kind::Final => l.advice_title_final(own.appraisee.clone()),
    };
    page(&AdvicePage {
        href: format!("/advices/{}", own.id),
        intro: match own.kind {
            Kind::EarlierSuperior => l.advice_intro(),
            Kind::Final => l.advice_intro_final(),
        },
        cycle: own.cycle.clone(),
        period: l.period(
            when::day(own.from_on, shell.lang),
            when::day(own.until_on, shell.lang),
        ),
        days: (own.until_on - own.from_on).whole_days() + 1,
        department: own.department.clone(),
        position: own.position.clone(),
        due: when::day(own.due_on, shell.lang),
        version: own.version,
        form: FormView::of(&Fields::default(), faults, l)
            .labels([("body", l.advice_body())])
            .keep("body", body),
        submitted: own
            .submitted_at
            .map(|at| when::instant(at, &viewer.zone, shell.lang))
            .unwrap_or_default(),
        late: own.late,
        shell: shell.titled(title),
    })
}

/// `GET /advices/{advice}`
pub async fn show(app: App, shell: Shell, viewer: Viewer, At(id): At<Uuid>) -> Result<Response> {
    let own = store::own(&app.db, &viewer, id).await?;
    let body = own.body.clone();
    render(shell, &viewer, &own, &body, &Faults::default())
}

/// `POST /advices/{advice}`: a draft, or handed in for good.
pub async fn save(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(id): At<Uuid>,
    fields: Fields,
) -> Result<Response> {
    let own = store::own(&app.db, &viewer, id).await?;
    let l = shell.l;
    let submits = fields.either("do", "submit", "save")?;
    let mut faults = Faults::default();
    let body = if submits {
        fields.required("body", LONG, &mut faults)
    } else {
        fields.text("body", LONG, &mut faults)
    };
    if !faults.is_empty() {
        return render(shell, &viewer, &own, fields.get("body"), &faults);
    }
    let href = format!("/advices/{}", own.id);
    if own.late && own.submitted_at.is_none() {
        return Err(Error::Refused(vec![l.advice_late()]));
    }
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    match store::write(
        &mut change,
        &own,
        fields.version(),
        &body,
        submits.then_some(now),
    )
    .await
    {
        Err(Error::Conflict) => {
            drop(change);
            let own = store::own(&app.db, &viewer, id).await?;
            let rows = vec![("body".to_owned(), l.advice_body(), own.body.clone())];
            let writable = own.submitted_at.is_none();
            return conflict::page(shell, &href, own.version, writable, rows, &fields);
        }
        other => other?,
    }
    if submits {
        change
            .record(own.appraisal, Event::AdviceGiven { advice: own.id })
            .await?;
    }
    change.commit().await?;
    Ok(see(
        &href,
        if submits {
            Notice::AdviceGiven
        } else {
            Notice::Saved
        },
    ))
}

/// `POST /appraisals/{id}/advice`: HR asks somebody who was the superior before.
pub async fn ask_one(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let l = shell.l;
    let mut faults = Faults::default();
    let who = fields.required("adviser", SHORT, &mut faults);
    if let Some(fault) = faults.of("adviser") {
        return Err(Error::Refused(vec![format!(
            "{}: {}",
            l.advice_who(),
            fault.text(l)
        )]));
    }
    let Some(from) = parties::somebody(&app.db, &who).await? else {
        return Err(Error::Refused(vec![l.parties_unknown(who)]));
    };
    if from == seen.appraisal.appraisee.id.0 || from == seen.appraisal.superior.id.0 {
        return Err(Error::Refused(vec![l.advice_who_not()]));
    }
    let wanted = Wanted {
        from,
        kind: Kind::EarlierSuperior,
        least_days: LEAST_DAYS,
    };
    let today = app.clock.today(&app.settings.zone);
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    let asked = store::ask(
        &mut change,
        &[seen.appraisal.id.0],
        &wanted,
        seen.viewer.id,
        (today, now),
    )
    .await?;
    if asked == 0 {
        return Err(Error::Refused(vec![
            l.advice_not_asked(i64::from(LEAST_DAYS)),
        ]));
    }
    change.commit().await?;
    Ok(see(&seen.address(""), Notice::AdviceAsked))
}
