//! Figures of many people at once: pasted or uploaded, shown row by row before anything is written,
//! then written in one transaction or not at all. The same rows again change nothing.

use askama::Template;
use axum::response::Response;

use super::{
    reach::{self, Reach},
    rules::{self, Figure, Given, MOST_ROWS},
    store::{self, Recorder},
    words,
};
use crate::{
    access::{Action, Relation, Viewer, policy},
    app::App,
    company_goals,
    ground::decimals,
    tables::pasted::{self, Column},
    web::{
        Error, Fields, FormView, Notice, Result, Shell, Upload,
        forms::{Fault, Faults},
        page, see,
    },
};

pub type Form = Upload<1, { pasted::LARGEST }>;

/// More rows than anybody reads through; what is wrong is shown of all.
const MOST_SHOWN: usize = 200;

const COLUMNS: [Column; 6] = [
    pasted::PERSON,
    (
        "item",
        &[
            "item",
            "indicator",
            "goal",
            "key",
            "kpi",
            "指标",
            "目标",
            "编号",
            "指标编号",
            "目标编号",
        ],
    ),
    (
        "period",
        &[
            "period", "date", "month", "quarter", "期间", "日期", "月份", "季度",
        ],
    ),
    (
        "actual",
        &[
            "actual",
            "value",
            "result",
            "figure",
            "实际",
            "实际值",
            "完成值",
        ],
    ),
    ("note", &["note", "comment", "remark", "备注", "说明"]),
    ("cycle", &["cycle", "周期", "考核周期"]),
];

struct RowView {
    line: String,
    person: String,
    item: String,
    period: String,
    actual: String,
    fault: String,
}

#[derive(Template)]
#[template(path = "actuals/entry.html")]
struct ActualsPage {
    form: FormView,
    shell: Shell,
    rows: String,
    previewed: bool,
    lines: Vec<RowView>,
    summary: String,
    whole: bool,
}

/// Whether there is an appraisal in which the viewer records figures of others.
async fn must_record(app: &App, viewer: &Viewer) -> Result<()> {
    let who = policy::rule(Action::RecordActuals).who;
    let any = sqlx::query_scalar!(
        r#"select exists (select from parties p join appraisals a on a.id = p.appraisal_id
               where p.person_id = $1 and p.relation = any($2) and a.stage in ('goals', 'self_evaluation', 'evaluation')) as "any!""#,
        viewer.id.0,
        who as &[Relation]
    )
    .fetch_one(&app.db)
    .await?;
    if any || company_goals::manages(&app.db, viewer).await? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// `GET /actuals`
pub async fn show(app: App, shell: Shell, viewer: Viewer) -> Result<Response> {
    must_record(&app, &viewer).await?;
    render(shell, "", &Faults::default(), &[], &[])
}

fn render(
    shell: Shell,
    text: &str,
    faults: &Faults,
    given: &[(u64, Given)],
    planned: &[Result<Figure, rules::RowFault>],
) -> Result<Response> {
    let l = shell.l;
    let wrong = planned.iter().filter(|one| one.is_err()).count();
    let mut lines: Vec<RowView> = given
        .iter()
        .zip(planned)
        .map(|((line, row), planned)| RowView {
            line: line.to_string(),
            person: words::cut(&row.person),
            item: words::cut(&row.item),
            period: planned
                .as_ref()
                .map_or_else(|_| words::cut(&row.period), |figure| figure.period.clone()),
            actual: planned.as_ref().map_or_else(
                |_| words::cut(&row.actual),
                |figure| decimals::show(figure.actual),
            ),
            fault: planned
                .as_ref()
                .err()
                .map(|fault| words::fault(fault, l))
                .unwrap_or_default(),
        })
        .collect();
    lines.sort_by_key(|line| line.fault.is_empty());
    lines.truncate(MOST_SHOWN.max(wrong));
    let template = ActualsPage {
        form: FormView::of(&Fields::default(), faults, l).labels([("rows", l.actuals_rows())]),
        rows: text.to_owned(),
        previewed: !planned.is_empty(),
        lines,
        summary: l.actuals_summary(planned.len(), wrong.to_string()),
        whole: wrong == 0,
        shell: shell.titled(l.actuals_many_title()),
    };
    page(&template)
}

fn given(text: &str, shell: &Shell) -> Result<Vec<(u64, Given)>, String> {
    let rows =
        pasted::read(text, &COLUMNS).map_err(|refusal| pasted::refusal(&refusal, shell.l))?;
    if rows.is_empty() {
        return Err(shell.l.rows_none());
    }
    if rows.len() > MOST_ROWS {
        return Err(shell.l.rows_too_many(MOST_ROWS.to_string()));
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let [person, item, period, actual, note, cycle] =
                <[String; 6]>::try_from(row.cells).unwrap_or_default();
            let given = Given {
                person,
                item,
                period,
                actual,
                note,
                cycle,
            };
            (row.line, given)
        })
        .collect())
}

/// `POST /actuals`: the preview; with `confirm`, and nothing wrong, the writing.
pub async fn enter(app: App, shell: Shell, viewer: Viewer, form: Form) -> Result<Response> {
    must_record(&app, &viewer).await?;
    let l = shell.l;
    let mut faults = Faults::default();
    let mut text = form.fields.get("rows").to_owned();
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
    if !faults.is_empty() {
        return render(shell, &text, &faults, &[], &[]);
    }
    let planned = plan(
        &app,
        Reach::Viewer(&viewer),
        rows.iter().map(|(_, row)| row),
    )
    .await?;
    let figures: Vec<Figure> = planned.iter().filter_map(|one| one.clone().ok()).collect();
    if !form.fields.has("confirm") || figures.len() != planned.len() {
        return render(shell, &text, &faults, &rows, &planned);
    }
    let mut change = app.change(Some(viewer.id)).await?;
    let recorder = Recorder::File(viewer.id);
    let now = change.now();
    let kept = store::keep(&mut change, &figures, recorder, None, now).await?;
    change.commit().await?;
    let notice = if kept.added + kept.changed == 0 {
        Notice::ActualsUnchanged
    } else {
        Notice::ActualsRecorded
    };
    Ok(see("/actuals", notice))
}

/// The rows against what the viewer, or a token, may record.
pub(super) async fn plan<'a>(
    app: &App,
    reach: Reach<'_>,
    rows: impl Iterator<Item = &'a Given>,
) -> Result<Vec<Result<Figure, rules::RowFault>>> {
    let rows: Vec<Given> = rows.cloned().collect();
    let mut names: Vec<String> = rows
        .iter()
        .map(|row| row.person.trim().to_owned())
        .collect();
    // nobody is called so, and the database takes none
    names.retain(|name| !name.contains('\0'));
    names.sort_unstable();
    names.dedup();
    let candidates = reach::candidates(&app.db, reach, &names).await?;
    Ok(rules::plan(&rows, &candidates))
}
