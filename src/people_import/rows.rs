//! One page of planned rows, with what each changes.

use sqlx::{PgPool, types::Json};
use time::Date;
use uuid::Uuid;

use super::findings::{Fault, Remark};
use crate::people::Level;

pub const PAGE: i64 = 50;

#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "import_outcome", rename_all = "snake_case")]
pub enum Outcome {
    Create,
    Change,
    Nothing,
    Refused,
}

impl Outcome {
    pub const ALL: [Self; 4] = [Self::Create, Self::Change, Self::Nothing, Self::Refused];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Change => "change",
            Self::Nothing => "nothing",
            Self::Refused => "refused",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    Name,
    Email,
    Department,
    Position,
    Level,
    Superior,
    HiredOn,
    Active,
}

/// Texts as they are kept; a level by its key, active as "true" or "false".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub what: Attribute,
    pub from: String,
    pub to: String,
}

pub struct PlannedRow {
    pub line: i32,
    pub outcome: Outcome,
    pub number: String,
    pub name: Option<String>,
    pub department: Option<String>,
    pub faults: Json<Vec<Fault>>,
    pub remarks: Json<Vec<Remark>>,
    email: Option<String>,
    position: Option<String>,
    level: Option<Level>,
    hired_on: Option<Date>,
    active: Option<bool>,
    superior: Option<String>,
    old_name: Option<String>,
    old_email: Option<String>,
    old_department: Option<String>,
    old_position: Option<String>,
    old_level: Option<Level>,
    old_hired_on: Option<Date>,
    old_active: Option<bool>,
    old_superior: Option<String>,
}

/// The rows of an outcome, or all, from a place on.
pub async fn page(
    db: &PgPool,
    id: Uuid,
    only: Option<Outcome>,
    from: i64,
) -> sqlx::Result<Vec<PlannedRow>> {
    sqlx::query_as!(
        PlannedRow,
        r#"with shown as materialized (
            select * from import_outcomes where import_id = $1 and ($2::import_outcome is null or outcome = $2)
            order by line offset $3 limit $4
        )
        select o.line, o.outcome as "outcome: Outcome", r.number, coalesce(r.name, p.name) as name, o.department,
            o.faults as "faults: Json<Vec<Fault>>", to_jsonb(o.remarks) as "remarks!: Json<Vec<Remark>>",
            r.email, r.position, r.level as "level?: Level", r.hired_on, r.active,
            case when o.outcome = 'change' then coalesce(s.number,
                (select n.number from import_rows n where n.import_id = $1 and n.id = o.superior_id)) end as superior,
            p.name as "old_name?", p.email as old_email, d.name as "old_department?", p.position as "old_position?",
            p.level as "old_level?: Level", p.hired_on as old_hired_on, p.active as "old_active?", q.number as "old_superior?"
        from shown o join import_rows r on r.import_id = $1 and r.line = o.line
        left join people p on p.id = o.person_id
        left join departments d on d.id = p.department_id
        left join people s on s.id = o.superior_id
        left join people q on q.id = p.superior_id
        order by o.line"#,
        id,
        only as Option<Outcome>,
        from,
        PAGE
    )
    .fetch_all(db)
    .await
}

impl PlannedRow {
    pub fn changes(&self) -> Vec<Change> {
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let level = |level: Option<Level>| level.map(|level| level.key().to_owned());
        let active = |active: Option<bool>| active.map(|active| active.to_string());
        let pairs = [
            (Attribute::Name, self.old_name.clone(), self.name.clone()),
            (Attribute::Email, self.old_email.clone(), self.email.clone()),
            (
                Attribute::Department,
                self.old_department.clone(),
                self.department.clone(),
            ),
            (
                Attribute::Position,
                self.old_position.clone(),
                self.position.clone(),
            ),
            (Attribute::Level, level(self.old_level), level(self.level)),
            (
                Attribute::Superior,
                self.old_superior.clone(),
                self.superior.clone(),
            ),
            (
                Attribute::HiredOn,
                day(self.old_hired_on),
                day(self.hired_on),
            ),
            (
                Attribute::Active,
                active(self.old_active),
                active(self.active),
            ),
        ];
        let same = |what, from: &str, to: &str| match what {
            Attribute::Department => from.to_lowercase() == to.to_lowercase(),
            _ => from == to,
        };
        pairs
            .into_iter()
            // what the file does not say stays
            .filter_map(|(what, from, to)| Some((what, from.unwrap_or_default(), to?)))
            .filter(|(what, from, to)| !same(*what, from, to))
            .map(|(what, from, to)| Change { what, from, to })
            .collect()
    }
}
