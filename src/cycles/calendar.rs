//! The company calendar: weekends, holidays, and the weekend days that are worked.

use sqlx::PgExecutor;

use crate::{ground::days::Calendar, web::Result};

/// Saturday and Sunday off, but for the days that the company has entered.
pub async fn load(db: impl PgExecutor<'_>) -> Result<Calendar> {
    let mut calendar = Calendar::default();
    for row in sqlx::query!("select day, working from calendar_days")
        .fetch_all(db)
        .await?
    {
        if row.working {
            calendar.extra_working.insert(row.day);
        } else {
            calendar.holidays.insert(row.day);
        }
    }
    Ok(calendar)
}
