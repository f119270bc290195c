//! When somebody is away, and who stands in.

use sqlx::PgPool;
use time::Date;
use uuid::Uuid;

use crate::web::Texts;

#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "absence_kind", rename_all = "snake_case")]
pub enum Kind {
    Leave,
    LongLeave,
    Other,
}

impl Kind {
    pub(super) const ALL: [Self; 3] = [Self::Leave, Self::LongLeave, Self::Other];

    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Leave => "leave",
            Self::LongLeave => "long_leave",
            Self::Other => "other",
        }
    }

    pub(super) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }

    pub(in crate::people) fn word(self, l: &Texts) -> String {
        match self {
            Self::Leave => l.absence_leave(),
            Self::LongLeave => l.absence_long_leave(),
            Self::Other => l.absence_other(),
        }
    }
}

pub(in crate::people) struct Absence {
    pub id: Uuid,
    pub kind: Kind,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub reason: String,
    pub acting: Option<String>,
}

/// The absences of one person that are not over, and a few that are.
pub(in crate::people) async fn of(db: &PgPool, person: Uuid) -> sqlx::Result<Vec<Absence>> {
    sqlx::query_as!(
        Absence,
        r#"select a.id, a.kind as "kind: Kind", a.from_on, a.until_on, a.reason, p.name as "acting?"
           from absences a left join people p on p.id = a.acting_id
           where a.person_id = $1 and a.cancelled_at is null order by a.from_on desc limit 10"#,
        person
    )
    .fetch_all(db)
    .await
}
