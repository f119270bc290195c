//! Who is party to an open appraisal, changed by HR with a reason; and withdrawing it. Finished parts
//! keep their author, and the new superior finds the drafts of the old one.

use askama::Template;
use axum::response::Response;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::advice;
use crate::{
    access::Action,
    app::App,
    appraisals::{
        Seen,
        advance::{StepEffects, Withdrawal, advance},
        header::Header,
        lifecycle::{Proven, Step},
    },
    audit::{Event, Was},
    evaluations::co_evaluators,
    web::{
        Fields, FormView, Notice, OneRow, Pick, Result, Shell, Texts,
        forms::{Fault, Faults, SHORT},
        page, see,
    },
};

#[derive(Template)]
#[template(path = "requests/parties.html")]
struct PartiesPage {
    form: FormView,
    shell: Shell,
    header: Header,
    version: i32,
    with_facilitator: bool,
    can_withdraw: bool,
    ends: Vec<Pick>,
    can_ask: bool,
}

/// What kinds of end a withdrawal may be; a cancelled cycle is one more that nobody chooses here.
const ENDS: [&str; 5] = ["left", "long_leave", "short_service", "exempt", "other"];

/// What a withdrawal is called.
#[must_use]
pub fn end(key: &str, l: &Texts) -> String {
    match key {
        "left" => l.end_left(),
        "long_leave" => l.end_long_leave(),
        "short_service" => l.end_short_service(),
        "exempt" => l.end_exempt(),
        "cancelled" => l.end_cancelled(),
        _ => l.end_other(),
    }
}

/// `GET …/parties`
pub async fn show(app: App, shell: Shell, seen: Seen) -> Result<Response> {
    let a = &seen.appraisal;
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let facilitator = a.facilitator.as_ref().map_or("", |party| &party.name);
    let fields = Fields::from_pairs(vec![
        pair("superior", &a.superior.name),
        pair("facilitator", facilitator),
    ]);
    render(&app, shell, &seen, &fields, &Faults::default())
}

fn render(
    app: &App,
    shell: Shell,
    seen: &Seen,
    fields: &Fields,
    faults: &Faults,
) -> Result<Response> {
    let l = shell.l;
    let shell = shell.titled(l.parties_title());
    page(&PartiesPage {
        form: FormView::of(fields, faults, l).labels([
            ("superior", l.relation_superior()),
            ("facilitator", l.relation_facilitator()),
            ("reason", l.reason()),
            ("as", l.end_title()),
            ("withdrawal", l.reason()),
        ]),
        header: Header::of(seen, app, &shell),
        version: seen.appraisal.version,
        with_facilitator: seen.appraisal.cycle.with_facilitator,
        can_withdraw: seen.can(Action::Withdraw),
        ends: ENDS
            .into_iter()
            .map(|one| {
                let chosen = fields.get("as") == one || (!fields.has("as") && one == "other");
                Pick::new(one, end(one, l), chosen)
            })
            .collect(),
        can_ask: seen.can(Action::AskAdvice),
        shell,
    })
}

/// `POST …/parties`
pub async fn change(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let (a, l) = (&seen.appraisal, shell.l);
    let mut faults = Faults::default();
    let superior = fields.required("superior", SHORT, &mut faults);
    let facilitator = fields.text("facilitator", SHORT, &mut faults);
    let reason = fields.required("reason", SHORT, &mut faults);
    if !faults.is_empty() {
        return render(&app, shell, &seen, &fields, &faults);
    }
    let kept = a.facilitator.as_ref();
    let found = find(&app.db, &superior, &facilitator).await?;
    // a name that stays as it was need not be the only one of its kind
    let new_superior = if superior == a.superior.name {
        Some(a.superior.id.0)
    } else {
        found.superior
    };
    let new_facilitator = if kept.is_some_and(|party| party.name == facilitator) {
        kept.map(|party| party.id.0)
    } else {
        found.facilitator
    };
    match new_superior {
        None => faults.add("superior", Fault::Other(l.parties_unknown(superior))),
        Some(id) if id == a.appraisee.id.0 => {
            faults.add("superior", Fault::Other(l.parties_self()));
        }
        Some(_) => {}
    }
    if !facilitator.is_empty() {
        match new_facilitator {
            None => faults.add(
                "facilitator",
                Fault::Other(l.parties_facilitator_unknown(facilitator)),
            ),
            Some(id) if id == a.appraisee.id.0 || Some(id) == new_superior => {
                faults.add("facilitator", Fault::Other(l.parties_facilitator_third()));
            }
            Some(_) => {}
        }
    }
    let Some(new_superior) = new_superior.filter(|_| faults.is_empty()) else {
        return render(&app, shell, &seen, &fields, &faults);
    };
    fields.read_at(a.version)?;
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    write(&mut change, &seen, new_superior, new_facilitator).await?;
    let event = Event::PartiesChanged {
        reason: &reason,
        superior: Was {
            before: a.superior.id.0,
            after: new_superior,
        },
        facilitator: Some(Was {
            before: kept.map(|party| party.id.0),
            after: new_facilitator,
        }),
        handover: false,
    };
    change.record(a.id, event).await?;
    co_evaluators::drop_share(&mut change, &[a.id.0], new_superior).await?;
    if fields.has("ask") && new_superior != a.superior.id.0 {
        let wanted = advice::Wanted {
            from: a.superior.id.0,
            kind: advice::Kind::EarlierSuperior,
            least_days: advice::LEAST_DAYS,
        };
        let today = app.clock.today(&app.settings.zone);
        advice::ask(
            &mut change,
            &[a.id.0],
            &wanted,
            seen.viewer.id,
            (today, now),
        )
        .await?;
    }
    change.commit().await?;
    Ok(see(&seen.address(""), Notice::PartiesChanged))
}

/// `POST …/withdrawal`: out of the cycle, with a reason; nothing is deleted.
pub async fn withdraw(app: App, shell: Shell, seen: Seen, fields: Fields) -> Result<Response> {
    let mut faults = Faults::default();
    let reason = fields.required("withdrawal", SHORT, &mut faults);
    let known = |key: &str| ENDS.into_iter().find(|one| *one == key);
    let kind = fields.choose("as", known, &mut faults);
    let Some(kind) = kind.filter(|_| faults.is_empty()) else {
        return render(&app, shell, &seen, &fields, &faults);
    };
    let allowed = seen.step(Step::Withdrawn, &Proven::NOTHING, shell.l)?;
    let effects = StepEffects {
        withdrawal: Some(Withdrawal {
            kind,
            reason: reason.clone(),
        }),
        ..StepEffects::default()
    };
    let today = app.clock.today(&app.settings.zone);
    let mut change = app.change(Some(seen.viewer.id)).await?;
    let now = change.now();
    if fields.has("final") {
        let wanted = advice::Wanted {
            from: seen.appraisal.superior.id.0,
            kind: advice::Kind::Final,
            least_days: 1,
        };
        let id = seen.appraisal.id.0;
        advice::ask(&mut change, &[id], &wanted, seen.viewer.id, (today, now)).await?;
    }
    let event = Event::Withdrawn {
        reason: &reason,
        r#as: Some(kind),
        cycle_cancelled: None,
        left: false,
    };
    advance(&mut change, &seen, allowed, effects, event).await?;
    change.commit().await?;
    Ok(see(&seen.address(""), Notice::Withdrawn))
}

/// An active person by number, or by name where only one has it.
pub(super) async fn somebody(db: &PgPool, text: &str) -> Result<Option<Uuid>> {
    Ok(find(db, text, "").await?.superior)
}

struct Found {
    superior: Option<Uuid>,
    facilitator: Option<Uuid>,
}

/// Active people by number, or by name where only one has it; a facilitator is of HR.
async fn find(db: &PgPool, superior: &str, facilitator: &str) -> Result<Found> {
    Ok(sqlx::query_as!(
        Found,
        r#"with named as (
               select id, number, name, exists (
                   select from person_roles where person_id = people.id and role in ('hr', 'clerk')) as of_hr
               from people where active and (number in ($1, $2) or name in ($1, $2))
           )
           select coalesce((select id from named where number = $1),
                   (select min(id::text)::uuid from named where name = $1 having count(*) = 1)) as superior,
               coalesce((select id from named where number = $2 and of_hr),
                   (select min(id::text)::uuid from named where name = $2 and of_hr having count(*) = 1)) as facilitator"#,
        superior,
        facilitator
    )
    .fetch_one(db)
    .await?)
}

async fn write(
    tx: &mut PgConnection,
    seen: &Seen,
    superior: Uuid,
    facilitator: Option<Uuid>,
) -> Result<()> {
    sqlx::query!(
        r#"update appraisals a set version = a.version + 1, superior_id = $3, facilitator_id = $4,
            next_superior_id = case when a.superior_id = $3 then a.next_superior_id
                else (select nullif(superior_id, a.appraisee_id) from people where id = $3) end
           where a.id = $1 and a.version = $2"#,
        seen.appraisal.id.0,
        seen.appraisal.version,
        superior,
        facilitator
    )
    .execute(&mut *tx)
    .await?
    .one_row()
}
