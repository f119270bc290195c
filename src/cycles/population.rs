//! Who takes part, from whom, and who falls out and why. The function `cycle_people` decides; the preview
//! reads it, the launch keeps what it said, and people who come later are taken from it.

use sqlx::{PgExecutor, types::Json};
use time::Date;
use uuid::Uuid;

use crate::{
    ground::ids::CycleId,
    web::{Cursor, Result},
};

/// How a person comes into a cycle, or why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    Direct,
    /// The superior is inactive: the next active one up the line.
    LevelUp,
    /// HR named a reviewer.
    Named,
    Inactive,
    Exempt,
    OtherLevel,
    HiredOutside,
    ShortService,
    NoSuperior,
}

impl Place {
    pub const ALL: [Self; 9] = [
        Self::NoSuperior,
        Self::ShortService,
        Self::HiredOutside,
        Self::OtherLevel,
        Self::Inactive,
        Self::Exempt,
        Self::Direct,
        Self::LevelUp,
        Self::Named,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::LevelUp => "level_up",
            Self::Named => "named",
            Self::Inactive => "inactive",
            Self::Exempt => "exempt",
            Self::OtherLevel => "other_level",
            Self::HiredOutside => "hired_outside",
            Self::ShortService => "short_service",
            Self::NoSuperior => "no_superior",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.key() == key)
    }

    /// Whether the person gets an appraisal.
    pub fn takes_part(self) -> bool {
        matches!(self, Self::Direct | Self::LevelUp | Self::Named)
    }
}

/// One person of the population.
#[derive(Debug, serde::Deserialize)]
pub struct Member {
    pub id: Uuid,
    pub number: String,
    pub name: String,
    pub department: String,
    pub position: String,
    #[serde(deserialize_with = "place")]
    pub place: Place,
    pub superior: String,
    pub facilitator: String,
    pub exempt_reason: String,
    pub include_reason: String,
    pub named: bool,
    #[serde(with = "iso::option")]
    pub hired_on: Option<Date>,
    #[serde(with = "iso::option")]
    pub first_due: Option<Date>,
    /// What the page is in the order of.
    pub key: String,
}

time::serde::format_description!(iso, Date, "[year]-[month]-[day]");

fn place<'de, D: serde::Deserializer<'de>>(from: D) -> std::result::Result<Place, D::Error> {
    let key = <String as serde::Deserialize>::deserialize(from)?;
    Place::from_key(&key).ok_or_else(|| serde::de::Error::custom("no such place"))
}

/// What the preview counts, over everybody and not only the page.
#[derive(Debug, Default, serde::Deserialize)]
pub struct Counts {
    pub places: std::collections::HashMap<String, i64>,
    pub no_facilitator: i64,
    /// Active people without a department: only a name brings them in.
    pub nowhere: i64,
    /// Names of people who have an appraisal of the same kind in a running cycle of an overlapping period.
    pub clashes: Vec<String>,
    pub clashing: i64,
}

impl Counts {
    pub fn of(&self, place: Place) -> i64 {
        self.places.get(place.key()).copied().unwrap_or(0)
    }

    pub fn taking_part(&self) -> i64 {
        self.sum(true)
    }

    /// Those who fall out for a reason that needs no decision.
    pub fn falling_out(&self) -> i64 {
        self.sum(false) - self.of(Place::NoSuperior)
    }

    fn sum(&self, takes_part: bool) -> i64 {
        Place::ALL
            .into_iter()
            .filter(|place| place.takes_part() == takes_part)
            .map(|place| self.of(place))
            .sum()
    }
}

/// The columns that the preview can be in the order of.
pub const ORDERS: [&str; 4] = ["name", "department", "superior", "number"];

/// What the preview shows of the population.
pub struct Wanted {
    pub place: Option<Place>,
    pub no_facilitator: bool,
    pub pattern: Option<String>,
    /// One of [`ORDERS`].
    pub order: &'static str,
    pub backwards: bool,
    pub cursor: Cursor,
    pub size: i64,
}

impl Wanted {
    /// Only the counts.
    pub fn none() -> Self {
        Self {
            place: None,
            no_facilitator: false,
            pattern: None,
            order: ORDERS[0],
            backwards: false,
            cursor: Cursor::default(),
            size: 0,
        }
    }
}

/// A page of the population and the counts over all of it.
pub async fn population(
    db: impl PgExecutor<'_>,
    cycle: CycleId,
    wanted: &Wanted,
) -> Result<(Counts, Vec<Member>)> {
    let (key, id) = wanted.cursor.parts();
    let row = sqlx::query!(
        r#"with population as materialized (select * from cycle_people($1)),
           clashes as (
               select distinct p.name || ' (' || p.number || ', ' || o.name || ')' as words
               from cycles c
               join cycles o on o.id <> c.id and o.kind = c.kind and o.status in ('launching', 'running', 'paused')
                   and c.starts_on <= o.ends_on and o.starts_on <= c.ends_on
               join appraisals a on a.cycle_id = o.id and a.stage <> 'withdrawn'
               join population cp on cp.person_id = a.appraisee_id and cp.place in ('direct', 'level_up', 'named')
               join people p on p.id = cp.person_id
               where c.id = $1
           ), shown as (
               select cp.*, p.name, p.number, coalesce(d.name, '') as department, coalesce(s.name, '') as superior,
                   case $9 when 'department' then coalesce(d.name, '') || ' ' || p.name when 'superior' then coalesce(s.name, '')
                       || ' ' || p.name when 'number' then p.number else p.name end as key
               from population cp
               join people p on p.id = cp.person_id
               left join departments d on d.id = cp.department_id
               left join people s on s.id = cp.superior_id
               where $8::bigint > 0
                 and ($2::text is null or cp.place = $2)
                 and (not $3 or (cp.facilitator_id is null and cp.place in ('direct', 'level_up', 'named')))
                 and ($4::text is null or lower(concat_ws(' ', p.name, p.number, d.name, s.name)) like $4)
           ), page as (
               select * from shown
               where $5::text is null or case when $7 then (key, person_id) < ($5, $6) else (key, person_id) > ($5, $6) end
               order by case when $7 then key end desc, case when $7 then person_id end desc, key, person_id
               limit $8
           )
           select (
               select json_build_object(
                   'places', (select coalesce(json_object_agg(place, n), '{}') from (
                       select place, count(*) as n from population group by place) g),
                   'no_facilitator', (select count(*) from population
                       where facilitator_id is null and place in ('direct', 'level_up', 'named')),
                   'nowhere', (select count(*) from people where active and department_id is null
                       and id not in (select person_id from cycle_exceptions where cycle_id = $1 and include_reason is not null)),
                   'clashing', (select count(*) from clashes),
                   'clashes', (select coalesce(json_agg(words), '[]') from (select words from clashes order by words limit 20) c))
           ) as "counts!: Json<Counts>",
           (select coalesce(json_agg(json_build_object('id', page.person_id, 'number', page.number, 'name', page.name,
               'department', page.department, 'position', page.position, 'place', page.place, 'superior', page.superior,
               'facilitator', coalesce(f.name, ''), 'exempt_reason', coalesce(page.exempt_reason, ''),
               'include_reason', coalesce(page.include_reason, ''), 'named', page.reviewer_id is not null,
               'hired_on', page.hired_on, 'first_due', page.first_due, 'key', page.key)
               order by case when $7 then page.key end desc, case when $7 then page.person_id end desc, page.key, page.person_id), '[]')
            from page left join people f on f.id = page.facilitator_id) as "page!: Json<Vec<Member>>""#,
        cycle.0,
        wanted.place.map(Place::key),
        wanted.no_facilitator,
        wanted.pattern,
        key,
        id,
        wanted.backwards != wanted.cursor.back,
        wanted.size,
        wanted.order
    )
    .fetch_one(db)
    .await?;
    Ok((row.counts.0, row.page.0))
}
