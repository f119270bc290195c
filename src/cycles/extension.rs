//! A later deadline for all of a running cycle or for some of it, with a reason.

use std::collections::{BTreeMap, HashSet};

use askama::Template;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use time::Date;
use uuid::Uuid;

use super::{
    address::address,
    exceptions,
    rules::{DEADLINES, Dates, deadlines},
    shifts, states,
    store::{self, Cycle, Status},
};
use crate::{
    access::{Duty, Stage, Viewer},
    app::App,
    appraisals::words,
    audit::{Change, Event, Postponement},
    bulk::{self, Act, Judged, Row, Run, Selection},
    calendar,
    ground::{days::Calendar, ids::CycleId},
    jobs::{Doing, Job},
    web::{
        Asked, At, Error, Fields, FormView, Pick, Result, Shell, Texts,
        forms::{Fault, Faults, SHORT},
        page, when,
    },
};

pub const EXTEND: &Act = &Act {
    name: "extension",
    duty: Duty::ManageCycles,
    title: Texts::extend_title,
    tells: |run, shell| {
        let told: Told = run.told()?;
        let (l, until) = (shell.l, when::day(told.until, shell.lang));
        let what = l.extend_tells(stage_of(told.stage, l), until, told.reason.as_str());
        let whom = if told.set.is_all() {
            l.extend_all()
        } else {
            l.extend_some()
        };
        Ok(format!("{what} {whom}"))
    },
    go: |count, l| l.extend_do(count),
    why: |reason, l| {
        Some(match reason {
            "same" => l.extend_not_later(),
            "resting" => l.cycle_not_running(),
            _ => return None,
        })
    },
    stops: true,
    judge: |change, run, ids| Box::pin(judge(change, run, ids)),
    perform: |change, run, rows, last| Box::pin(perform(change, run, rows, last)),
    work,
};

fn work(app: App, job: Job) -> Doing {
    bulk::step(app, job, EXTEND)
}

/// Which of a cycle's open appraisals; nothing chosen is all of them.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Set {
    department: Option<Uuid>,
    /// The appraisee.
    person: Option<Uuid>,
    /// Those that are late on this day.
    overdue_on: Option<Date>,
}

impl Set {
    fn is_all(&self) -> bool {
        self.department.is_none() && self.person.is_none() && self.overdue_on.is_none()
    }
}

#[derive(Serialize, Deserialize)]
struct Told {
    cycle: CycleId,
    set: Set,
    /// The place of the deadline.
    stage: usize,
    until: Date,
    following: bool,
    reason: String,
}

impl Told {
    fn moved(&self, dates: Dates, calendar: &Calendar) -> Dates {
        deadlines::extended(dates, self.stage, self.until, self.following, calendar)
    }
}

/// For the whole cycle that is everybody in it, like a pause; for some of it those of whom the actor is HR.
async fn judge(change: &mut Change, run: &Run, ids: Option<&[Uuid]>) -> Result<Vec<Judged>> {
    let told: Told = run.told()?;
    let today = change.today();
    let found = store::load(&mut **change, told.cycle, today).await?;
    let calendar = calendar::load(&mut **change).await?;
    let dates = found.terms.dates();
    let rows = sqlx::query!(
        r#"select a.id, a.appraisee_id, a.own_deadlines as "own: Json<BTreeMap<String, Date>>" from appraisals a
           where a.cycle_id = $1 and a.stage not in ('concluded', 'withdrawn') and ($2::uuid[] is null or a.id = any($2))
             and ($3::uuid is null or a.department_id = $3) and ($4::uuid is null or a.appraisee_id = $4)
             and ($5::date is null or a.due_on < $5)
             and ($6 or exists (select from parties p where p.appraisal_id = a.id and p.person_id = $7 and p.relation = 'hr'))"#,
        told.cycle.0,
        ids,
        told.set.department,
        told.set.person,
        told.set.overdue_on,
        told.set.is_all(),
        run.actor.0
    )
    .fetch_all(&mut **change)
    .await?;
    rows.into_iter()
        .map(|row| {
            let now = deadlines::overlaid(dates, &row.own);
            let reason = if found.status != Status::Running {
                Some("resting")
            } else if told.moved(now, &calendar) == now {
                Some("same")
            } else {
                None
            };
            Ok(Judged {
                person: row.appraisee_id,
                appraisal: Some(row.id),
                reason: reason.map(str::to_owned),
                mark: serde_json::to_string(&now)?,
            })
        })
        .collect()
}

/// Everybody gets deadlines of their own first. Where it is the whole cycle, its own follow in the last block, and
/// nobody's day changes by that: so a stop halfway leaves nothing that disagrees.
async fn perform(change: &mut Change, run: &Run, rows: &[Row], last: bool) -> Result<HashSet<i32>> {
    let told: Told = run.told()?;
    let cycle = told.cycle;
    let today = change.today();
    let before = store::load(&mut **change, cycle, today).await?;
    let calendar = calendar::load(&mut **change).await?;
    let dates = before.terms.dates();
    let mover = |dates| told.moved(dates, &calendar);
    let these = Row::subjects(rows);
    let moved = shifts::shift(change, cycle, Some(&these), (&dates, &dates), mover).await?;
    if last && told.set.is_all() && before.status == Status::Running {
        let after = mover(dates);
        states::dates(change, cycle, &after).await?;
        shifts::shift(change, cycle, None, (&dates, &after), |same| same).await?;
    }
    if !moved.is_empty() {
        let why = &Postponement {
            cycle: cycle.0,
            deadline: Some(DEADLINES[told.stage]),
            until: Some(when::input_day(told.until)),
            following: told.following,
            reason: &told.reason,
            paused_on: None,
            working_days: None,
        };
        shifts::tell(change, &moved, why).await?;
        let event = Event::CycleExtended {
            extension: why,
            appraisals: moved.len(),
        };
        change.record_company(event).await?;
    }
    let moved: HashSet<Uuid> = moved.into_iter().collect();
    Ok(Row::about(rows, |id| moved.contains(&id)))
}

#[derive(Template)]
#[template(path = "cycles/extension.html")]
struct ExtensionPage {
    form: FormView,
    shell: Shell,
    href: String,
    name: String,
    departments: Vec<Pick>,
    overdue: bool,
    stages: Vec<Pick>,
    following: bool,
}

/// The stages that a deadline ends, by the name of the deadline.
fn stage_of(index: usize, l: &Texts) -> String {
    let stages = [
        Stage::Goals,
        Stage::SelfEvaluation,
        Stage::Evaluation,
        Stage::Review,
        Stage::Interview,
        Stage::SignOff,
    ];
    stages
        .get(index)
        .map(|stage| words::stage(*stage, l))
        .unwrap_or_default()
}

/// `GET /cycles/{id}/extension?department=…&person=…&overdue=1`
pub async fn show(
    app: App,
    shell: Shell,
    At(cycle): At<CycleId>,
    asked: Asked,
) -> Result<Response> {
    let today = app.clock.today(&app.settings.zone);
    let cycle = store::load(&app.db, cycle, today).await?;
    let mut pairs: Vec<(String, String)> = ["department", "person", "stage"]
        .map(|name| (name.to_owned(), asked.text(name)))
        .into();
    for (name, ticked) in [("following", true), ("overdue", asked.ticked("overdue"))] {
        if ticked {
            pairs.push((name.to_owned(), "1".to_owned()));
        }
    }
    render(
        shell,
        &cycle,
        &Fields::from_pairs(pairs),
        &Faults::default(),
    )
}

fn render(shell: Shell, cycle: &Cycle, fields: &Fields, faults: &Faults) -> Result<Response> {
    if cycle.status != Status::Running {
        return Err(Error::Refused(vec![shell.l.cycle_not_running()]));
    }
    let l = shell.l;
    let dates = cycle.terms.dates();
    let stages = DEADLINES.iter().enumerate().filter_map(|(index, name)| {
        let day = when::day(dates[index]?, shell.lang);
        Some(Pick::new(
            (*name).to_owned(),
            l.extend_stage(stage_of(index, l), day),
            fields.get("stage") == *name,
        ))
    });
    let departments = cycle.terms.departments.iter().zip(&cycle.departments);
    page(&ExtensionPage {
        form: FormView::of(fields, faults, l).labels([
            ("department", l.list_department()),
            ("person", l.extend_person()),
            ("stage", l.list_stage()),
            ("until", l.extend_until()),
            ("reason", l.reason()),
        ]),
        href: address(cycle.id, ""),
        name: cycle.terms.name.clone(),
        departments: departments
            .map(|(id, name)| Pick::of(id.to_string(), name.clone(), fields.get("department")))
            .collect(),
        overdue: fields.has("overdue"),
        stages: stages.collect(),
        following: fields.has("following"),
        shell: shell.titled(l.extend_title()),
    })
}

/// `POST /cycles/{id}/extension`
pub async fn extend(
    app: App,
    shell: Shell,
    viewer: Viewer,
    At(cycle): At<CycleId>,
    fields: Fields,
) -> Result<Response> {
    let l = shell.l;
    let today = app.clock.today(&app.settings.zone);
    let cycle = store::load(&app.db, cycle, today).await?;
    let mut faults = Faults::default();
    let person = fields.text("person", SHORT, &mut faults);
    let mut set = Set {
        department: fields.choice("department", |text| text.parse().ok(), &mut faults),
        person: None,
        overdue_on: fields.has("overdue").then_some(today),
    };
    if !person.is_empty() {
        set.person = exceptions::find(&app.db, &person).await?;
        if set.person.is_none() {
            faults.add("person", Fault::Other(l.preview_reviewer_unknown(person)));
        }
    }
    let stage = DEADLINES
        .iter()
        .position(|name| fields.get("stage") == *name);
    if stage.is_none() {
        faults.add("stage", Fault::NotAChoice);
    }
    let until = fields.day("until", &mut faults);
    let reason = fields.required("reason", SHORT, &mut faults);
    if until.is_none() {
        faults.add("until", Fault::Required);
    }
    let calendar = calendar::load(&app.db).await?;
    let told = stage.zip(until).map(|(stage, until)| Told {
        cycle: cycle.id,
        set,
        stage,
        until,
        following: fields.has("following"),
        reason,
    });
    if let Some(told) = &told {
        let before = cycle.terms.dates();
        let after = told.moved(before, &calendar);
        if told.until < today {
            faults.add("until", Fault::Other(l.extend_past()));
        } else if before[told.stage].is_none() {
            faults.add("stage", Fault::NotAChoice);
        } else if told.set.is_all() && after == before {
            faults.add("until", Fault::Other(l.extend_not_later()));
        } else if deadlines::out_of_order(&after).is_some() {
            faults.add("until", Fault::Other(l.extend_order()));
        }
    }
    let (Some(told), true) = (told, faults.is_empty()) else {
        return render(shell, &cycle, &fields, &faults);
    };
    if cycle.status != Status::Running {
        return Err(Error::Refused(vec![l.cycle_not_running()]));
    }
    let selection = Selection {
        cycle: Some(cycle.id.0),
        told: &told,
        back: &address(cycle.id, "/extension"),
        named: usize::from(told.set.person.is_some()),
    };
    bulk::preview(&app, EXTEND, &viewer, &selection).await
}
