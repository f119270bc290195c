//! The open appraisals of one superior to another: what is finished keeps its author, drafts are found by
//! the new one, and the earlier one may be asked for what they have seen.

use std::collections::HashSet;

use askama::Template;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    access::{Duty, Viewer},
    app::App,
    audit::{Change, Event, Was},
    bulk::{self, Act, Judged, Row, Run, Selection},
    evaluations::co_evaluators,
    jobs::{Doing, Job},
    requests::advice,
    web::{
        Asked, Fields, FormView, Result, Shell, Texts,
        forms::{Fault, Faults, SHORT},
        page,
    },
};

pub const HAND_OVER: &Act = &Act {
    name: "handover",
    duty: Duty::ManageCycles,
    title: Texts::handover_title,
    tells: |run, shell| {
        let Told {
            from, to, reason, ..
        } = run.told()?;
        Ok(shell.l.handover_tells(from.name, to.name, reason))
    },
    go: |count, l| l.handover_do(count),
    why: |reason, l| (reason == "own").then(|| l.handover_own()),
    stops: true,
    judge: |change, run, ids| Box::pin(judge(change, run, ids)),
    perform: |change, run, rows, _| Box::pin(perform(change, run, rows)),
    work,
};

fn work(app: App, job: Job) -> Doing {
    bulk::step(app, job, HAND_OVER)
}

#[derive(Serialize, Deserialize)]
struct Superior {
    id: Uuid,
    name: String,
}

#[derive(Serialize, Deserialize)]
struct Told {
    from: Superior,
    to: Superior,
    reason: String,
    /// Whether the earlier one is asked for advice.
    ask: bool,
}

/// The open appraisals of the superior for which the actor is HR; nobody becomes their own superior.
async fn judge(change: &mut Change, run: &Run, ids: Option<&[Uuid]>) -> Result<Vec<Judged>> {
    let told: Told = run.told()?;
    let rows = sqlx::query!(
        r#"select a.id, a.appraisee_id from appraisals a
           join parties p on p.appraisal_id = a.id and p.person_id = $2 and p.relation = 'hr'
           where a.superior_id = $1 and a.stage not in ('concluded', 'withdrawn') and ($3::uuid[] is null or a.id = any($3))"#,
        told.from.id,
        run.actor.0,
        ids
    )
    .fetch_all(&mut **change)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Judged {
            person: row.appraisee_id,
            appraisal: Some(row.id),
            reason: (row.appraisee_id == told.to.id).then(|| "own".to_owned()),
            mark: String::new(),
        })
        .collect())
}

/// A facilitator who becomes the superior facilitates no longer.
async fn perform(change: &mut Change, run: &Run, rows: &[Row]) -> Result<HashSet<i32>> {
    let told: Told = run.told()?;
    let (from, to) = (told.from.id, told.to.id);
    let moved = sqlx::query_scalar!(
        r#"update appraisals a set version = a.version + 1, superior_id = $1,
            next_superior_id = (select nullif(superior_id, a.appraisee_id) from people where id = $1),
            facilitator_id = case when a.facilitator_id = $1 then null else a.facilitator_id end
           where a.id = any($2) returning a.id"#,
        to,
        &Row::subjects(rows)
    )
    .fetch_all(&mut **change)
    .await?;
    if moved.is_empty() {
        return Ok(HashSet::new());
    }
    if told.ask {
        let wanted = advice::Wanted {
            from,
            kind: advice::Kind::EarlierSuperior,
            least_days: advice::LEAST_DAYS,
        };
        let moment = (change.today(), change.now());
        advice::ask(change, &moved, &wanted, run.actor, moment).await?;
    }
    let superior = Was {
        before: from,
        after: to,
    };
    let told_each = Event::PartiesChanged {
        reason: &told.reason,
        superior,
        facilitator: None,
        handover: true,
    };
    let events: Vec<_> = moved.iter().map(|id| (*id, told_each.clone())).collect();
    change.record_many(&events).await?;
    co_evaluators::drop_share(change, &moved, to).await?;
    let event = Event::AppraisalsHandedOver {
        reason: &told.reason,
        superior,
        appraisals: moved.len(),
    };
    change.record_company(event).await?;
    let moved: HashSet<Uuid> = moved.into_iter().collect();
    Ok(Row::about(rows, |id| moved.contains(&id)))
}

#[derive(Template)]
#[template(path = "cycles/handover.html")]
struct HandoverPage {
    form: FormView,
    shell: Shell,
    ask: bool,
}

/// `GET /cycles/handover?from=…`
pub async fn show(shell: Shell, asked: Asked) -> Result<Response> {
    let fields = ["from", "ask"].map(|name| (name.to_owned(), asked.text(name)));
    render(
        shell,
        &Fields::from_pairs(fields.into()),
        &Faults::default(),
    )
}

fn render(shell: Shell, fields: &Fields, faults: &Faults) -> Result<Response> {
    let l = shell.l;
    page(&HandoverPage {
        form: FormView::of(fields, faults, l).labels([
            ("from", l.handover_from()),
            ("to", l.handover_to()),
            ("reason", l.reason()),
        ]),
        ask: fields.has("ask"),
        shell: shell.titled(l.handover_title()),
    })
}

/// `POST /cycles/handover`
pub async fn hand_over(app: App, shell: Shell, viewer: Viewer, fields: Fields) -> Result<Response> {
    let l = shell.l;
    let mut faults = Faults::default();
    let from_text = fields.required("from", SHORT, &mut faults);
    let to_text = fields.required("to", SHORT, &mut faults);
    let reason = fields.required("reason", SHORT, &mut faults);
    let from = superior(&app.db, &from_text, false).await?;
    let to = superior(&app.db, &to_text, true).await?;
    if from.is_none() && !from_text.is_empty() {
        faults.add("from", Fault::Other(l.handover_unknown(from_text.as_str())));
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
    let (Some(from), Some(to), true) = (from, to, faults.is_empty()) else {
        return render(shell, &fields, &faults);
    };
    let told = Told {
        from,
        to,
        reason,
        ask: fields.has("ask"),
    };
    let selection = Selection {
        cycle: None,
        told: &told,
        back: &Asked::of("/cycles/handover", "").with(&[("from", &from_text)]),
        named: 0,
    };
    bulk::preview(&app, HAND_OVER, &viewer, &selection).await
}

/// Somebody by number, or by name where only one has it; who leaves may be gone already.
async fn superior(db: &PgPool, text: &str, active: bool) -> Result<Option<Superior>> {
    // no name holds it, and it cannot be asked for
    if text.contains('\0') {
        return Ok(None);
    }
    let mut found = sqlx::query!(
        r#"select id, name, number = $1 as "exact!" from people where (active or not $2) and (number = $1 or name = $1)
           order by number = $1 desc, active desc limit 2"#,
        text,
        active
    )
    .fetch_all(db)
    .await?;
    if found.len() == 2 && !found[0].exact {
        return Ok(None);
    }
    found.truncate(1);
    Ok(found.pop().map(|one| Superior {
        id: one.id,
        name: one.name,
    }))
}
