//! The forms and the grade scheme that come with the product: there once, however often it starts.

use sqlx::PgConnection;
use uuid::Uuid;

use super::{form::Form, grades::Scheme};
use crate::{app::App, web::Result};

/// Puts what is missing into the library.
pub async fn furnish(app: &App) -> Result<()> {
    let mut change = app.change(None).await?;
    standard(&mut change).await?;
    Ok(change.commit().await?)
}

/// The same inside a transaction; answers with the standard form and scheme, newest versions.
pub async fn standard(tx: &mut PgConnection) -> Result<(Uuid, Uuid)> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('standard form and scheme'))")
        .execute(&mut *tx)
        .await?;
    for (origin, form) in [
        ("standard", Form::standard()),
        ("quarterly", Form::quarterly()),
        ("probation", Form::probation()),
    ] {
        sqlx::query!(
            "insert into forms (definition, origin) select $1, $2
             where not exists (select from forms where origin = $2)",
            serde_json::to_value(form)?,
            origin
        )
        .execute(&mut *tx)
        .await?;
    }
    sqlx::query!(
        "insert into schemes (definition, origin) select $1, 'standard'
         where not exists (select from schemes where origin = 'standard')",
        serde_json::to_value(Scheme::standard())?
    )
    .execute(&mut *tx)
    .await?;
    let row = sqlx::query!(
        r#"select (select id from forms where origin = 'standard' order by version desc limit 1) as "form!",
            (select id from schemes where origin = 'standard' order by version desc limit 1) as "scheme!""#
    )
    .fetch_one(&mut *tx)
    .await?;
    Ok((row.form, row.scheme))
}
