//! Forms and grade schemes that appraisals use. A published one never changes, so that each is read and
//! decoded once per process, not once per page.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use sqlx::{PgPool, types::Json};
use uuid::Uuid;

use super::{form::Form, grades::Scheme};
use crate::web::Result;

/// So many of a kind are kept; a company has a handful.
const MOST: usize = 500;

/// A published document under its version.
#[derive(Debug)]
pub struct Published<T> {
    pub document: Arc<T>,
    pub version: i32,
}

impl<T> Clone for Published<T> {
    fn clone(&self) -> Self {
        Self {
            document: self.document.clone(),
            version: self.version,
        }
    }
}

type Kept<T> = LazyLock<RwLock<HashMap<Uuid, Published<T>>>>;

static FORMS: Kept<Form> = LazyLock::new(RwLock::default);
static SCHEMES: Kept<Scheme> = LazyLock::new(RwLock::default);

fn known<T>(kept: &Kept<T>, id: Uuid) -> Option<Published<T>> {
    // a thread that panicked left the map whole
    let map = kept.read().unwrap_or_else(PoisonError::into_inner);
    map.get(&id).cloned()
}

fn keep<T>(kept: &Kept<T>, id: Uuid, document: T, version: i32) -> Published<T> {
    let published = Published {
        document: Arc::new(document),
        version,
    };
    let mut map = kept.write().unwrap_or_else(PoisonError::into_inner);
    if map.len() >= MOST {
        map.clear();
    }
    map.insert(id, published.clone());
    published
}

/// The form and the scheme with these ids.
pub async fn load(
    db: &PgPool,
    form: Uuid,
    scheme: Uuid,
) -> Result<(Published<Form>, Published<Scheme>)> {
    if let (Some(form), Some(scheme)) = (known(&FORMS, form), known(&SCHEMES, scheme)) {
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
        keep(&FORMS, form, row.form.0, row.form_version),
        keep(&SCHEMES, scheme, row.scheme.0, row.scheme_version),
    ))
}
