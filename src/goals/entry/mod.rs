//! Goals for many people at once: pasted or uploaded, shown person by person before anything is
//! written, then written in one transaction or not at all. The same rows again change nothing.

mod pages;
pub(super) mod rules;
pub(super) mod store;

use axum::response::Response;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::store::{Write, replace};
use crate::{
    access::Viewer,
    app::App,
    audit::{self, Event},
    tables::{
        dates,
        pasted::{self, Column},
    },
    web::{
        Error, Notice, Result, Shell, Upload,
        forms::{Fault, Faults, LONG},
        see,
    },
};
pub use pages::show;
use pages::{Shown, preview};
use rules::{Given, MOST_ROWS, PersonPlan, Plan, Target};

/// A file beside the pasted text, and what both may weigh.
pub type Form = Upload<1, { pasted::LARGEST }>;

const COLUMNS: [Column; 10] = [
    pasted::PERSON,
    (
        "goal",
        &[
            "goal",
            "goals",
            "title",
            "objective",
            "目标",
            "个人目标",
            "目标名称",
            "指标",
            "指标名称",
        ],
    ),
    ("weight", &["weight", "权重", "权重百分比"]),
    ("target", &["target", "targetvalue", "目标值"]),
    ("unit", &["unit", "单位"]),
    (
        "serves",
        &[
            "serves",
            "companygoal",
            "departmentgoal",
            "contributesto",
            "alignedto",
            "所支持的目标",
            "对齐目标",
            "公司目标",
            "部门目标",
            "上级目标",
        ],
    ),
    ("direction", &["direction", "better", "方向"]),
    (
        "measured",
        &[
            "measuredby",
            "howmeasured",
            "measure",
            "衡量方式",
            "衡量标准",
            "数据来源",
        ],
    ),
    (
        "due",
        &[
            "due",
            "duedate",
            "dueon",
            "until",
            "deadline",
            "截止",
            "截止日期",
            "完成日期",
            "完成时间",
        ],
    ),
    (
        "indicator",
        &[
            "indicator",
            "formindicator",
            "countsfor",
            "对应指标",
            "考核指标",
            "表单指标",
        ],
    ),
];

/// The rows of a text, or why it has none.
fn given(text: &str, shell: &Shell) -> Result<Vec<Given>, String> {
    let rows =
        pasted::read(text, &COLUMNS).map_err(|refusal| pasted::refusal(&refusal, shell.l))?;
    if rows.is_empty() {
        return Err(shell.l.rows_none());
    }
    if rows.len() > MOST_ROWS {
        return Err(shell.l.rows_too_many(MOST_ROWS.to_string()));
    }
    let mut telling = dates::Telling::default();
    for row in &rows {
        telling.hear(dates::parse(&row.cells[8]));
    }
    let order = telling.order();
    Ok(rows
        .into_iter()
        .map(|row| {
            let [
                person,
                title,
                weight,
                target,
                unit,
                serves,
                direction,
                measured_by,
                due,
                indicator,
            ] = <[String; 10]>::try_from(row.cells).unwrap_or_default();
            let due_on = (!due.is_empty()).then(|| dates::parse(&due).date(order).ok_or(()));
            Given {
                line: row.line,
                person,
                title,
                weight,
                target,
                unit,
                serves,
                direction,
                measured_by,
                due_on,
                indicator,
            }
        })
        .collect())
}

/// What the preview was made of: another digest means that somebody changed goals in between.
fn digest(targets: &[Target]) -> String {
    let mut pairs: Vec<(Uuid, i32)> = targets
        .iter()
        .map(|target| (target.appraisal, target.version))
        .collect();
    pairs.sort_unstable();
    audit::link::hex(&Sha256::digest(format!("{pairs:?}").as_bytes()))
}

/// `POST /goals/entry`: the preview; with `confirm`, and nothing wrong, the writing.
pub async fn enter(app: App, shell: Shell, viewer: Viewer, form: Form) -> Result<Response> {
    let cycles = store::cycles(&app.db, &viewer).await?;
    if cycles.is_empty() {
        return Err(Error::NotFound);
    }
    let l = shell.l;
    let fields = &form.fields;
    let mut faults = Faults::default();
    let id = |text: &str| {
        text.parse::<Uuid>()
            .ok()
            .filter(|id| cycles.iter().any(|line| line.id == *id))
    };
    let cycle = fields.choice("cycle", id, &mut faults);
    if cycle.is_none() {
        faults.add("cycle", Fault::Required);
    }
    let reason = fields.text("reason", LONG, &mut faults);
    let mut text = fields.get("rows").to_owned();
    if !form.too_large.is_empty() || form.too_many {
        faults.add("file", Fault::Other(l.rows_file_large()));
    }
    if let Some(file) = form.files.first() {
        match pasted::text_of(file, MOST_ROWS, l).await? {
            Ok(read) => text = read,
            Err(sentence) => faults.add("file", Fault::Other(sentence)),
        }
    }
    let rows = if text.trim().is_empty() {
        faults.add("rows", Fault::Required);
        Vec::new()
    } else {
        given(&text, &shell).unwrap_or_else(|sentence| {
            faults.add("rows", Fault::Other(sentence));
            Vec::new()
        })
    };
    let mut shown = Shown {
        cycles: &cycles,
        cycle,
        text: &text,
        reason: &reason,
        faults,
        seen: String::new(),
        changed_meanwhile: false,
    };
    let Some(cycle) = cycle.filter(|_| shown.faults.is_empty()) else {
        return preview(shell, &Plan::default(), &shown);
    };
    let mut names: Vec<String> = rows.iter().map(|row| row.person.clone()).collect();
    names.sort_unstable();
    names.dedup();
    let targets = store::named(&app.db, &viewer, cycle, &names).await?;
    let departments: Vec<Uuid> = targets
        .iter()
        .filter_map(|target| target.department)
        .collect();
    let titles: Vec<String> = rows
        .iter()
        .map(|row| row.serves.clone())
        .filter(|title| !title.is_empty())
        .collect();
    let since = cycles
        .iter()
        .find(|line| line.id == cycle)
        .map_or(time::Date::MIN, |line| line.starts_on);
    let aims = store::aims(&app.db, &departments, &titles, since).await?;
    let plan = rules::plan(&rows, &targets, &aims);
    shown.seen = digest(&targets);
    let confirmed = fields.has("confirm");
    shown.changed_meanwhile = confirmed && fields.has("seen") && fields.get("seen") != shown.seen;
    if confirmed && plan.voids() > 0 && reason.is_empty() {
        shown.faults.add("reason", Fault::Required);
    }
    if !confirmed || !plan.whole() || shown.changed_meanwhile || !shown.faults.is_empty() {
        return preview(shell, &plan, &shown);
    }
    let written = write(&app, &viewer, &plan.people, &reason, "entry").await?;
    Ok(see(
        "/goals/entry",
        if written == 0 {
            Notice::GoalsUnchanged
        } else {
            Notice::GoalsEntered
        },
    ))
}

/// Writes the goals of those for whom something changes, each at the version that was read.
pub(super) async fn write(
    app: &App,
    viewer: &Viewer,
    people: &[PersonPlan<'_>],
    reason: &str,
    how: &'static str,
) -> Result<usize> {
    let changed: Vec<&PersonPlan> = people.iter().filter(|one| one.changed).collect();
    if changed.is_empty() {
        return Ok(0);
    }
    let writes: Vec<Write> = changed
        .iter()
        .map(|one| Write {
            appraisal: one.target.appraisal,
            version: one.target.version,
            goals: &one.goals,
            reason: if one.target.confirmed > 0 { reason } else { "" },
            agreed: false,
        })
        .collect();
    let events: Vec<_> = changed
        .iter()
        .map(|one| {
            let event = Event::GoalsChanged {
                goals: one.goals.len(),
                weights: crate::ground::decimals::plain(super::rules::sum(&one.goals)),
                confirmations_voided: one.target.confirmed,
                reason: if one.target.confirmed > 0 { reason } else { "" },
                how: Some(how),
            };
            (one.target.appraisal, event)
        })
        .collect();
    let mut change = app.change(Some(viewer.id)).await?;
    let now = change.now();
    replace(&mut change, &writes, viewer.id, now).await?;
    change.record_many(&events).await?;
    change.commit().await?;
    Ok(changed.len())
}
