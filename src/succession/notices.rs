//! `/notices`: what HR is told about work that moved, until one of them has taken note.

use askama::Template;
use axum::response::Response;
use uuid::Uuid;

use crate::{
    access::Viewer,
    app::App,
    audit::Reach,
    web::{At, Error, Notice, Result, Shell, Texts, page, see, when},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "hr_notice_kind", rename_all = "snake_case")]
enum Kind {
    Moved,
    Returned,
    Left,
    LineRefused,
}

struct Row {
    id: String,
    text: String,
    href: String,
    day: String,
    iso: String,
}

#[derive(Template)]
#[template(path = "people/notices.html")]
struct NoticesPage {
    shell: Shell,
    rows: Vec<Row>,
}

/// `GET /notices`
pub async fn list(app: App, shell: Shell, viewer: Viewer) -> Result<Response> {
    let found = sqlx::query!(
        r#"select n.id, n.kind as "kind: Kind", n.person_id, n.count, n.at, p.name as person, coalesce(o.name, '') as "other!"
           from hr_notices n join people p on p.id = n.person_id left join people o on o.id = n.other_id
           where n.noted_at is null order by n.at desc, n.id limit 200"#
    )
    .fetch_all(&app.db)
    .await?;
    let rows = found
        .into_iter()
        .map(|row| Row {
            id: row.id.to_string(),
            text: text(row.kind, &row.person, &row.other, row.count, shell.l),
            href: format!("/people/{}", row.person_id),
            day: when::instant(row.at, &viewer.zone, shell.lang),
            iso: when::input_instant(row.at, &viewer.zone),
        })
        .collect();
    let title = shell.l.notices_title();
    page(&NoticesPage {
        rows,
        shell: shell.titled(title),
    })
}

fn text(kind: Kind, person: &str, other: &str, count: i32, l: &Texts) -> String {
    let count = usize::try_from(count).unwrap_or(0);
    match kind {
        Kind::Moved => l.notices_moved(count, other, person),
        Kind::Returned => l.notices_returned(count, person, other),
        Kind::Left => l.notices_left(count, person),
        Kind::LineRefused => l.notices_line_refused(person, other),
    }
}

/// `POST /notices/{id}/noted`
pub async fn noted(app: App, viewer: Viewer, At(id): At<Uuid>) -> Result<Response> {
    let mut change = app.change(Some(viewer.id)).await?;
    // a second press changes nothing
    let noted = sqlx::query!(
        "update hr_notices set noted_by = coalesce(noted_by, $2), noted_at = coalesce(noted_at, $3) where id = $1",
        id,
        viewer.id.0,
        change.now()
    )
    .execute(&mut *change)
    .await?;
    if noted.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    change.touch(Reach::Company);
    change.commit().await?;
    Ok(see("/notices", Notice::Saved))
}
