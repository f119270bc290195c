//! SQL of moving open work: a handful of statements, however many appraisals move.

use sqlx::PgConnection;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::rules::{Candidate, Open};
use crate::{access::Stage, ground::ids::AppraisalId};

/// A superior who has left or is away, with open appraisals.
pub struct Away {
    pub id: Uuid,
    /// None where the superior has left.
    pub absence: Option<Uuid>,
}

/// A short absence without anybody acting is waited out; it is not among them.
pub async fn away(tx: &mut PgConnection, today: Date) -> sqlx::Result<Vec<Away>> {
    sqlx::query_as!(
        Away,
        r#"select p.id, case when p.active then ab.id end as absence
           from people p
           left join lateral (
               select a.id, a.acting_id, a.kind from absences a
               where a.person_id = p.id and a.cancelled_at is null and a.from_on <= $1 and coalesce(a.until_on, $1) >= $1
               order by a.acting_id is null, a.from_on desc limit 1) ab on true
           where p.id in (select superior_id from appraisals where stage not in ('concluded', 'withdrawn'))
             and (not p.active or ab.acting_id is not null or ab.kind = 'long_leave')"#,
        today
    )
    .fetch_all(&mut *tx)
    .await
}

/// Who could take over, in their order: whoever acts, then the line upwards; nobody who has left or is away.
pub async fn candidates(
    tx: &mut PgConnection,
    away: &[Uuid],
    today: Date,
) -> sqlx::Result<Vec<Candidate>> {
    sqlx::query_as!(
        Candidate,
        r#"with recursive line as (
            select p.id as of, p.superior_id as person, 1 as depth from people p where p.id = any($1)
              and (not p.active or exists (select from absences a where a.person_id = p.id and a.cancelled_at is null
                   and a.kind = 'long_leave' and a.from_on <= $2 and coalesce(a.until_on, $2) >= $2))
            union all
            select l.of, p.superior_id, l.depth + 1 from line l join people p on p.id = l.person where l.depth < 30
        ), all_of_them as (
            select a.person_id as of, a.acting_id as person, 0 as depth from absences a
            where a.person_id = any($1) and a.acting_id is not null and a.cancelled_at is null
              and a.from_on <= $2 and coalesce(a.until_on, $2) >= $2
            union all
            select of, person, depth from line where person is not null
        )
        select c.of as "of!", c.person as "person!" from all_of_them c join people p on p.id = c.person and p.active
        where not exists (select from absences a where a.person_id = c.person and a.cancelled_at is null
            and a.from_on <= $2 and coalesce(a.until_on, $2) >= $2)
        order by c.of, c.depth"#,
        away,
        today
    )
    .fetch_all(&mut *tx)
    .await
}

/// Their open appraisals, locked. Where the superior has signed already their part is done.
pub async fn open(tx: &mut PgConnection, superiors: &[Uuid]) -> sqlx::Result<Vec<Open>> {
    sqlx::query_as!(
        Open,
        r#"select a.id, a.superior_id as superior, a.appraisee_id as appraisee, a.facilitator_id as facilitator,
            array(select s.person_id from disputes d join dispute_seats s on s.dispute_id = d.id
                where d.appraisal_id = a.id and d.status in ('opened', 'referred')) as "seats!"
           from appraisals a
           where a.superior_id = any($1) and a.stage not in ('concluded', 'withdrawn')
             and not (a.stage = 'sign_off' and exists (
                select from signatures n where n.appraisal_id = a.id and n.party = 'superior'
                  and n.record_version = (select max(version) from records r where r.appraisal_id = a.id)))
           order by a.id for no key update of a"#,
        superiors
    )
    .fetch_all(&mut *tx)
    .await
}

/// Gives appraisals another superior; drafts stay where they are, and finished parts keep their author.
pub async fn give(
    tx: &mut PgConnection,
    appraisals: &[Uuid],
    superiors: &[Uuid],
) -> sqlx::Result<()> {
    sqlx::query!(
        "update appraisals a set superior_id = g.superior, version = a.version + 1,
            next_superior_id = nullif(p.superior_id, a.appraisee_id)
         from unnest($1::uuid[], $2::uuid[]) as g (id, superior) join people p on p.id = g.superior
         where a.id = g.id",
        appraisals,
        superiors
    )
    .execute(&mut *tx)
    .await
    .map(drop)
}

pub async fn remember(
    tx: &mut PgConnection,
    moved: &[(Uuid, Uuid, Uuid, Option<Uuid>)],
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    let appraisals: Vec<Uuid> = moved.iter().map(|one| one.0).collect();
    let from: Vec<Uuid> = moved.iter().map(|one| one.1).collect();
    let to: Vec<Uuid> = moved.iter().map(|one| one.2).collect();
    let absences: Vec<Option<Uuid>> = moved.iter().map(|one| one.3).collect();
    sqlx::query!(
        "insert into stand_ins (appraisal_id, from_id, to_id, absence_id, moved_at)
         select *, $5 from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[])",
        &appraisals,
        &from,
        &to,
        &absences as &[Option<Uuid>],
        now
    )
    .execute(&mut *tx)
    .await
    .map(drop)
}

/// An appraisal that goes back to its superior, who is there again.
pub struct Back {
    pub stand_in: Uuid,
    pub appraisal: Uuid,
    pub from: Uuid,
    pub to: Uuid,
}

pub async fn back(tx: &mut PgConnection, today: Date) -> sqlx::Result<Vec<Back>> {
    sqlx::query_as!(
        Back,
        r#"select s.id as stand_in, a.id as appraisal, s.to_id as "from", s.from_id as "to"
           from stand_ins s
           join absences ab on ab.id = s.absence_id and (ab.cancelled_at is not null or ab.until_on < $1)
           join people p on p.id = s.from_id and p.active
           join appraisals a on a.id = s.appraisal_id and a.superior_id = s.to_id
             and a.stage not in ('concluded', 'withdrawn') and a.facilitator_id is distinct from s.from_id
           where s.returned_at is null
             and not exists (select from absences o where o.person_id = s.from_id and o.cancelled_at is null
                and o.from_on <= $1 and coalesce(o.until_on, $1) >= $1)
             and not (a.stage = 'sign_off' and exists (
                select from signatures n where n.appraisal_id = a.id and n.party = 'superior'
                  and n.record_version = (select max(version) from records r where r.appraisal_id = a.id)))
           order by a.id for no key update of a"#,
        today
    )
    .fetch_all(&mut *tx)
    .await
}

pub async fn returned(
    tx: &mut PgConnection,
    stand_ins: &[Uuid],
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update stand_ins set returned_at = $2 where id = any($1)",
        stand_ins,
        now
    )
    .execute(&mut *tx)
    .await
    .map(drop)
}

/// One notice for each pair of people, with how many appraisals went from one to the other.
pub async fn tell(
    tx: &mut PgConnection,
    kind: &str,
    pairs: &[(Uuid, Option<Uuid>)],
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    let people: Vec<Uuid> = pairs.iter().map(|pair| pair.0).collect();
    let others: Vec<Option<Uuid>> = pairs.iter().map(|pair| pair.1).collect();
    sqlx::query!(
        "insert into hr_notices (kind, person_id, other_id, count, at)
         select $1::text::hr_notice_kind, person, other, count(*), $4
         from unnest($2::uuid[], $3::uuid[]) as p (person, other) group by person, other",
        kind,
        &people,
        &others as &[Option<Uuid>],
        now
    )
    .execute(&mut *tx)
    .await
    .map(drop)
}

/// An open appraisal of somebody who has left.
pub struct Left {
    pub appraisal: AppraisalId,
    pub version: i32,
    pub stage: Stage,
    pub person: Uuid,
    pub reason: String,
}

/// Locked. What concerns the record of work that was done is finished all the same: from sign-off on it stays.
pub async fn of_leavers(tx: &mut PgConnection) -> sqlx::Result<Vec<Left>> {
    sqlx::query_as!(
        Left,
        r#"select a.id as "appraisal: AppraisalId", a.version, a.stage as "stage: Stage", p.id as person, p.left_reason as reason
           from appraisals a join people p on p.id = a.appraisee_id and not p.active
           where a.stage in ('goals', 'self_evaluation', 'evaluation', 'review', 'preparation', 'interview')
           order by a.id for no key update of a"#
    )
    .fetch_all(&mut *tx)
    .await
}
