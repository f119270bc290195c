//! Who has a room open just now. An open stream is a row that its server renews; it says nothing about
//! the interview and may be lost at any time.

use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    db::notify,
    ground::ids::{AppraisalId, PersonId},
    web::Result,
};

/// A row that was not renewed for so long belongs to a server that died.
const STALE_SECONDS: f64 = 75.0;

/// One open stream. Dropping it takes the row away, however the stream ended.
pub struct Presence {
    db: PgPool,
    id: Uuid,
    appraisal: AppraisalId,
    person: PersonId,
}

impl Presence {
    /// Enters, and tells the others.
    pub async fn enter(db: &PgPool, appraisal: AppraisalId, person: PersonId) -> Result<Self> {
        let presence = Self {
            db: db.clone(),
            id: Uuid::new_v4(),
            appraisal,
            person,
        };
        presence.renew().await?;
        Ok(presence)
    }

    /// Says that the stream is still open, and takes away what a dead server left behind. Rings where
    /// somebody came or went by that.
    pub async fn renew(&self) -> Result<()> {
        let mut tx = self.db.begin().await?;
        let came = sqlx::query_scalar!(
            r#"insert into presences (id, appraisal_id, person_id, seen_at) values ($1, $2, $3, now())
               on conflict (id) do update set seen_at = now() returning (xmax = 0) as "came!""#,
            self.id,
            self.appraisal.0,
            self.person.0
        )
        .fetch_one(&mut *tx)
        .await?;
        let gone = sqlx::query!(
            "delete from presences where appraisal_id = $1 and seen_at < now() - make_interval(secs => $2)",
            self.appraisal.0,
            STALE_SECONDS
        )
        .execute(&mut *tx)
        .await?;
        if came || gone.rows_affected() > 0 {
            notify::send(&mut tx, self.appraisal.0).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        let (db, id, appraisal) = (self.db.clone(), self.id, self.appraisal.0);
        // a program that leaves has no time for this: the row grows stale
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { leave(&db, id, appraisal).await });
        }
    }
}

async fn leave(db: &PgPool, id: Uuid, appraisal: Uuid) -> sqlx::Result<()> {
    let mut tx = db.begin().await?;
    sqlx::query!("delete from presences where id = $1", id)
        .execute(&mut *tx)
        .await?;
    notify::send(&mut tx, appraisal).await?;
    tx.commit().await
}

/// Everybody who has the room open.
pub async fn present(db: &PgPool, appraisal: AppraisalId) -> Result<Vec<PersonId>> {
    Ok(sqlx::query_scalar!(
        r#"select distinct person_id as "person: PersonId" from presences
           where appraisal_id = $1 and seen_at >= now() - make_interval(secs => $2)"#,
        appraisal.0,
        STALE_SECONDS
    )
    .fetch_all(db)
    .await?)
}
