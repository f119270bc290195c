//! The open appraisals of one superior to another: what is finished keeps its author, drafts are found by
//! the new one, and the earlier one may be asked for what they have seen.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::{
    access::{Stage, Viewer},
    app::App,
    appraisals::words,
    audit::{Event, Was},
    evaluations::co_evaluators,
    requests::advice,
    web::{
        Asked, Error, Fields, FormView, Notice, Result, Shell,
        forms::{Fault, Faults, SHORT},
        page, see,
    },
};

struct Line {
    href: String,
    name: String,
    cycle: String,
    stage_key: &'static str,
    stage: String,
}

#[derive(Template)]
#[template(path = "cycles/handover.html")]
struct HandoverPage {
    form: FormView,
    shell: Shell,
    from: String,
    /// The superior was found.
    found: Option<String>,
    lines: Vec<Line>,
    count: i64,
    ask: bool,
}

struct Superior {
    id: Uuid,
    name: String,
    number: String,
}

/// `GET /cycles/handover?from=…`
pub async fn show(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    asked: Asked,
) -> Result<Response> {
    let fields = Fields::from_pairs(vec![("from".to_owned(), asked.text("from"))]);
    let mut faults = Faults::default();
    let from = superior(&app.db, fields.get("from").trim(), false).await?;
    if from.is_none() && !fields.get("from").trim().is_empty() {
        let typed = fields.get("from").trim().to_owned();
        faults.add("from", Fault::Other(shell.l.handover_unknown(typed)));
    }
    render(&app, shell, &viewer, &fields, from, &faults).await
}

async fn render(
    app: &App,
    shell: Shell,
    viewer: &Viewer,
    fields: &Fields,
    from: Option<Superior>,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let (lines, count) = match &from {
        Some(from) => open(&app.db, viewer, from.id, &shell).await?,
        None => (Vec::new(), 0),
    };
    page(&HandoverPage {
        form: FormView::of(fields, faults, l)
            .labels([("to", l.handover_to()), ("reason", l.reason())]),
        from: from
            .as_ref()
            .map_or_else(|| fields.get("from").to_owned(), |from| from.number.clone()),
        found: from.map(|from| from.name),
        lines,
        count,
        ask: fields.has("ask") || !fields.has("to"),
        shell: shell.titled(l.handover_title()),
    })
}

/// `POST /cycles/handover`
pub async fn hand_over(
    State(app): State<App>,
    shell: Shell,
    viewer: Viewer,
    fields: Fields,
) -> Result<Response> {
    let l = shell.l;
    let mut faults = Faults::default();
    let from_text = fields.required("from", SHORT, &mut faults);
    let to_text = fields.required("to", SHORT, &mut faults);
    let reason = fields.required("reason", SHORT, &mut faults);
    let from = superior(&app.db, &from_text, false).await?;
    let to = superior(&app.db, &to_text, true).await?;
    if from.is_none() && !from_text.is_empty() {
        faults.add("from", Fault::Other(l.handover_unknown(from_text)));
    }
    match (&from, &to) {
        (_, None) if !to_text.is_empty() => {
            faults.add("to", Fault::Other(l.parties_unknown(to_text)));
        }
        (Some(from), Some(to)) if from.id == to.id => {
            faults.add("to", Fault::Other(l.handover_same()));
        }
        _ => {}
    }
    let (Some(old), Some(new), true) = (&from, &to, faults.is_empty()) else {
        let page = render(&app, shell, &viewer, &fields, from, &faults).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let today = app.clock.today(&app.settings.zone);
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    let moved = write(&mut change, &viewer, old.id, new.id).await?;
    if moved.is_empty() {
        return Err(Error::Refused(vec![l.handover_nothing()]));
    }
    if fields.has("ask") {
        let wanted = advice::Wanted {
            from: old.id,
            kind: advice::Kind::EarlierSuperior,
            least_days: advice::LEAST_DAYS,
        };
        advice::ask(&mut change, &moved, &wanted, viewer.id, (today, now)).await?;
    }
    let superior = Was {
        before: old.id,
        after: new.id,
    };
    let told = Event::PartiesChanged {
        reason: &reason,
        superior,
        facilitator: None,
        handover: true,
    };
    let events: Vec<_> = moved.iter().map(|id| (*id, told.clone())).collect();
    change.record_many(&events).await?;
    co_evaluators::drop_share(&mut change, &moved, new.id).await?;
    let event = Event::AppraisalsHandedOver {
        reason: &reason,
        superior,
        appraisals: moved.len(),
    };
    change.record_company(event).await?;
    change.commit().await?;
    let back = Asked::of("/cycles/handover", "").with(&[("from", &old.number)]);
    Ok(see(&back, Notice::HandedOver))
}

/// Somebody by number, or by name where only one has it; who leaves may be gone already.
async fn superior(db: &PgPool, text: &str, active: bool) -> Result<Option<Superior>> {
    // no name holds it, and it cannot be asked for
    if text.contains('\0') {
        return Ok(None);
    }
    let mut found = sqlx::query_as!(
        Superior,
        r#"select id, name, number from people where (active or not $2) and (number = $1 or name = $1)
           order by number = $1 desc, active desc limit 2"#,
        text,
        active
    )
    .fetch_all(db)
    .await?;
    if found.len() == 2 && found[0].number != text {
        return Ok(None);
    }
    found.truncate(1);
    Ok(found.pop())
}

/// The open appraisals of a superior for which the viewer is HR: the first of them, and how many.
async fn open(db: &PgPool, viewer: &Viewer, from: Uuid, shell: &Shell) -> Result<(Vec<Line>, i64)> {
    let rows = sqlx::query!(
        r#"select a.id, e.name, c.name as cycle, a.stage as "stage: Stage", count(*) over () as "count!"
           from appraisals a
           join parties p on p.appraisal_id = a.id and p.person_id = $2 and p.relation = 'hr'
           join people e on e.id = a.appraisee_id
           join cycles c on c.id = a.cycle_id
           where a.superior_id = $1 and a.stage not in ('concluded', 'withdrawn')
           order by e.name, a.id limit 50"#,
        from,
        viewer.id.0
    )
    .fetch_all(db)
    .await?;
    let count = rows.first().map_or(0, |row| row.count);
    let lines = rows
        .into_iter()
        .map(|row| Line {
            href: format!("/appraisals/{}", row.id),
            name: row.name,
            cycle: row.cycle,
            stage_key: row.stage.key(),
            stage: words::stage(row.stage, shell.l),
        })
        .collect();
    Ok((lines, count))
}

/// Moves them, but for the new superior's own; a facilitator who becomes the superior facilitates no longer.
async fn write(tx: &mut PgConnection, viewer: &Viewer, from: Uuid, to: Uuid) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        r#"update appraisals a set version = a.version + 1, superior_id = $2,
            next_superior_id = (select nullif(superior_id, a.appraisee_id) from people where id = $2),
            facilitator_id = case when a.facilitator_id = $2 then null else a.facilitator_id end
           where a.id in (
               select o.id from appraisals o
               join parties p on p.appraisal_id = o.id and p.person_id = $3 and p.relation = 'hr'
               where o.superior_id = $1 and o.stage not in ('concluded', 'withdrawn') and o.appraisee_id <> $2)
           returning a.id"#,
        from,
        to,
        viewer.id.0
    )
    .fetch_all(&mut *tx)
    .await?)
}
