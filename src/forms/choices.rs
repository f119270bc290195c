//! What a draft cycle can choose from: the newest version of every form and scheme that is in use.

use sqlx::{PgExecutor, types::Json};
use uuid::Uuid;

use super::{form::Bilingual, grades::Scheme};
use crate::web::{Result, Shell};

pub struct FormChoice {
    pub id: Uuid,
    pub family: Uuid,
    pub name: Bilingual,
    pub version: i32,
    /// False for a version that is chosen already and has a successor.
    pub newest: bool,
}

pub struct SchemeChoice {
    pub id: Uuid,
    pub family: Uuid,
    pub scheme: Scheme,
    pub version: i32,
    pub newest: bool,
}

impl FormChoice {
    #[must_use]
    pub fn label(&self, shell: &Shell) -> String {
        let name = self.name.get(shell.lang);
        shell.l.form_and_version(name, self.version)
    }
}

impl SchemeChoice {
    #[must_use]
    pub fn label(&self, shell: &Shell) -> String {
        let name = match self.scheme.name().get(shell.lang) {
            "" => shell.l.scheme_unnamed(),
            name => name.to_owned(),
        };
        shell.l.form_and_version(name, self.version)
    }
}

/// Besides those in use, the ones in `chosen`, whatever became of them.
pub async fn forms(db: impl PgExecutor<'_>, chosen: &[Uuid]) -> Result<Vec<FormChoice>> {
    let rows = sqlx::query!(
        r#"select id, family, version, definition -> 'name' as "name!: Json<Bilingual>", newest as "newest!" from (
               select *, version = max(version) over (partition by family) as newest from forms
           ) f
           where (newest and archived_at is null) or id = any($1)
           order by origin = 'standard' desc nulls last, definition -> 'name' ->> 'en', family, version desc"#,
        chosen
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| FormChoice {
            id: row.id,
            family: row.family,
            name: row.name.0,
            version: row.version,
            newest: row.newest,
        })
        .collect())
}

/// The same for grade schemes.
pub async fn schemes(db: impl PgExecutor<'_>, chosen: &[Uuid]) -> Result<Vec<SchemeChoice>> {
    let rows = sqlx::query!(
        r#"select id, family, version, definition as "scheme: Json<Scheme>", newest as "newest!" from (
               select *, version = max(version) over (partition by family) as newest from schemes
           ) s
           where (newest and archived_at is null) or id = any($1)
           order by origin = 'standard' desc nulls last, definition -> 'name' ->> 'en', family, version desc"#,
        chosen
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SchemeChoice {
            id: row.id,
            family: row.family,
            scheme: row.scheme.0,
            version: row.version,
            newest: row.newest,
        })
        .collect())
}
