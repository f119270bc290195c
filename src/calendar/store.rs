//! SQL of the calendar.

use sqlx::{PgConnection, PgExecutor, PgPool};
use time::Date;

use super::rules::Entry;
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

/// The days entered for one year.
pub(super) async fn year(db: &PgPool, year: i32) -> sqlx::Result<Vec<Entry>> {
    sqlx::query_as!(
        Entry,
        "select day, working, name from calendar_days where day >= make_date($1, 1, 1) and day < make_date($1 + 1, 1, 1) order by day",
        year
    )
    .fetch_all(db)
    .await
}

pub(super) async fn enter(connection: &mut PgConnection, entries: &[Entry]) -> sqlx::Result<()> {
    let days: Vec<Date> = entries.iter().map(|one| one.day).collect();
    let working: Vec<bool> = entries.iter().map(|one| one.working).collect();
    let names: Vec<String> = entries.iter().map(|one| one.name.clone()).collect();
    sqlx::query!(
        "insert into calendar_days (day, working, name) select * from unnest($1::date[], $2::bool[], $3::text[])
         on conflict (day) do update set working = excluded.working, name = excluded.name",
        &days,
        &working,
        &names
    )
    .execute(connection)
    .await
    .map(drop)
}

pub(super) async fn remove(
    connection: &mut PgConnection,
    days: &[Date],
) -> sqlx::Result<Vec<Date>> {
    sqlx::query_scalar!(
        "delete from calendar_days where day = any($1) returning day",
        days
    )
    .fetch_all(connection)
    .await
}
