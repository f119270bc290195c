//! `/disputes`: every case for HR, their own for members of the committee; where each stands, not the votes.

use askama::Template;
use axum::response::Response;
use sqlx::types::Json;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    rules::{Decision, Kind, Status},
    views,
};
use crate::{
    access::Viewer,
    app::App,
    appraisals::header::due_chip,
    forms::grades::Scheme,
    web::{Asked, LIMIT, PAGE, Pick, Result, Shell, page, turn_page, when},
};

const FILTERS: [&str; 5] = ["", "open", "overdue", "ruled", "settled"];

struct Row {
    id: Uuid,
    opened_at: OffsetDateTime,
    view: RowView,
}

struct RowView {
    href: String,
    why: String,
    name: String,
    cycle: String,
    kind: String,
    status: String,
    opened: String,
    due: Option<(&'static str, String, String)>,
    result: String,
    provisional: bool,
}

#[derive(Template)]
#[template(path = "disputes/list.html")]
struct ListPage {
    shell: Shell,
    q: String,
    filters: Vec<Pick>,
    narrowed: bool,
    rows: Vec<RowView>,
    shown: String,
    before: String,
    after: String,
}

pub async fn list(app: App, shell: Shell, viewer: Viewer, asked: Asked) -> Result<Response> {
    let l = shell.l;
    let today = app.clock.today(&app.settings.zone);
    let wanted = asked.text("status");
    let wanted = FILTERS
        .into_iter()
        .find(|filter| *filter == wanted)
        .unwrap_or_default();
    let rows = load(&app, &viewer, &asked, wanted, today, &shell).await?;
    let (rows, before, after) = turn_page(rows, PAGE, &asked, |row| {
        let micros = row.opened_at.unix_timestamp_nanos() / 1000;
        (micros.to_string(), row.id)
    });
    let labels = [
        l.disputes_all(),
        l.disputes_open(),
        l.disputes_overdue(),
        views::status(Status::Ruled, false, l),
        views::status(Status::Settled, false, l),
    ];
    page(&ListPage {
        q: asked.text("q"),
        narrowed: !wanted.is_empty() || asked.pattern("q").is_some() || asked.cursor().at.is_some(),
        filters: FILTERS
            .into_iter()
            .zip(labels)
            .map(|(value, label)| Pick::new(value, label, value == wanted))
            .collect(),
        shown: l.disputes_count(rows.len()),
        rows: rows.into_iter().map(|row| row.view).collect(),
        before,
        after,
        shell: shell.titled(l.disputes_title()),
    })
}

async fn load(
    app: &App,
    viewer: &Viewer,
    asked: &Asked,
    wanted: &str,
    today: Date,
    shell: &Shell,
) -> Result<Vec<Row>> {
    let cursor = asked.cursor();
    let (key, id) = cursor.parts();
    let micros: Option<i64> = key.and_then(|key| key.parse().ok());
    let at = micros.and_then(|micros| {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000).ok()
    });
    let rows = sqlx::query!(
        r#"select d.id, d.appraisal_id, d.kind as "kind: Kind", d.status as "status: Status", d.opened_at, d.due_on, d.answered_at,
            d.decision as "decision: Decision", e.name, c.name as cycle, a.provisional, a.total, a.grade,
            s.definition as "scheme: Json<Scheme>"
           from disputes d
           join appraisals a on a.id = d.appraisal_id
           join people e on e.id = a.appraisee_id
           join cycles c on c.id = a.cycle_id
           join schemes s on s.id = c.scheme_id
           where exists (select from parties p where p.appraisal_id = d.appraisal_id and p.person_id = $1
                   and (p.relation = 'hr' or p.relation = 'committee'
                       and exists (select from dispute_seats where dispute_id = d.id and person_id = $1)))
             and case $2 when 'open' then d.status in ('opened', 'referred')
                 when 'overdue' then d.status in ('opened', 'referred') and d.due_on < $3
                 when 'ruled' then d.status = 'ruled' when 'settled' then d.status = 'settled' else true end
             and ($8::text is null or lower(e.name || ' ' || e.number) like $8)
             and ($4::timestamptz is null
                 or case when $6 then (d.opened_at, d.id) > ($4, $5) else (d.opened_at, d.id) < ($4, $5) end)
           order by case when $6 then d.opened_at end, case when $6 then d.id end, d.opened_at desc, d.id desc
           limit $7"#,
        viewer.id.0,
        wanted,
        today,
        at,
        id,
        cursor.back,
        LIMIT,
        asked.pattern("q")
    )
    .fetch_all(&app.db)
    .await?;
    let (l, lang) = (shell.l, shell.lang);
    let rows = rows.into_iter().map(|row| {
        let live = matches!(row.status, Status::Opened | Status::Referred);
        let grade = row
            .grade
            .and_then(|grade| row.scheme.band(usize::try_from(grade).ok()?))
            .map(|band| band.name.get(lang).to_owned())
            .unwrap_or_default();
        let total = row
            .total
            .map(|total| row.scheme.printable(total).to_string())
            .unwrap_or_default();
        Row {
            id: row.id,
            opened_at: row.opened_at,
            view: RowView {
                why: format!("/appraisals/{}/result", row.appraisal_id),
                href: format!("/appraisals/{}/dispute", row.appraisal_id),
                name: row.name,
                cycle: row.cycle,
                kind: views::kind(row.kind, l),
                status: row.decision.map_or_else(
                    || views::status(row.status, row.answered_at.is_some(), l),
                    |decision| views::decision(decision, l),
                ),
                opened: when::instant(row.opened_at, &viewer.zone, lang),
                due: live.then(|| {
                    let (state, text) = due_chip(row.due_on, today, shell);
                    (state, when::input_day(row.due_on), text)
                }),
                result: format!("{total} {grade}").trim().to_owned(),
                provisional: row.provisional,
            },
        }
    });
    Ok(rows.collect())
}
