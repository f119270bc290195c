//! Forms and grade schemes that appraisals use; a published one never changes.

use std::sync::Arc;

use sqlx::{PgPool, types::Json};
use uuid::Uuid;

use super::{cache::Cache, form::Form, grades::Scheme};
use crate::web::Result;

/// A published document under its version.
#[derive(Debug)]
pub struct Published<T> {
    pub document: Arc<T>,
    pub version: i32,
}

impl<T> Published<T> {
    fn new(document: T, version: i32) -> Self {
        let document = Arc::new(document);
        Self { document, version }
    }
}

impl<T> Clone for Published<T> {
    fn clone(&self) -> Self {
        Self {
            document: self.document.clone(),
            version: self.version,
        }
    }
}

static FORMS: Cache<Published<Form>> = Cache::new();
static SCHEMES: Cache<Published<Scheme>> = Cache::new();

/// The form and the scheme with these ids.
pub async fn load(
    db: &PgPool,
    form: Uuid,
    scheme: Uuid,
) -> Result<(Published<Form>, Published<Scheme>)> {
    if let (Some(form), Some(scheme)) = (FORMS.get(form), SCHEMES.get(scheme)) {
        return Ok((form, scheme));
    }
    let row = sqlx::query!(
        r#"select f.definition as "form: Json<Form>", f.version as form_version,
            s.definition as "scheme: Json<Scheme>", s.version as scheme_version
           from forms f, schemes s where f.id = $1 and s.id = $2"#,
        form,
        scheme
    )
    .fetch_one(db)
    .await?;
    Ok((
        FORMS.keep(form, Published::new(row.form.0, row.form_version)),
        SCHEMES.keep(scheme, Published::new(row.scheme.0, row.scheme_version)),
    ))
}
