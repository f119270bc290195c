//! How long the employee may open a dispute: working days of the company's calendar, as many as the
//! cycle says. Counted from the end of the interview, and anew from sign-off, so that nobody loses days
//! to a late signature.

use sqlx::PgConnection;
use time::Date;

use super::Seen;
use crate::{calendar, web::Result};

/// The last day of a window that begins `today`.
pub async fn closes(tx: &mut PgConnection, seen: &Seen, today: Date) -> Result<Date> {
    let days = u32::try_from(seen.appraisal.cycle.dispute_days).unwrap_or(0);
    Ok(calendar::load(&mut *tx)
        .await?
        .add_working_days(today, days))
}
