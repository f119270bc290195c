//! The one place where the ledger is written: after a change, inside its transaction, what the appraisals that it
//! touched now ask of people is worked out and the differences are written, for one as for a hundred thousand.

use sqlx::{PgConnection, PgPool};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{
    company, facts,
    kind::Kind,
    rules::{self, Facts, Owed, Who},
};
use crate::{
    access::Relation,
    audit::{self, Moment, Reach, Settling, Touched},
};

/// So many appraisals at a time: their facts are held in memory.
const BLOCK: usize = 4_000;
/// How long it is kept that something was done, and when.
const KEPT: Duration = Duration::days(90);

/// What follows from a change, as `audit::Change` asks for it: the to-dos of all that it touched.
pub fn settle<'a>(db: &'a mut PgConnection, touched: &'a Touched, at: Moment) -> Settling<'a> {
    Box::pin(async move {
        let own = touched.ids(|reach| match reach {
            Reach::Appraisal(id) => Some(*id),
            _ => None,
        });
        appraisals(db, &own, touched, at).await?;
        let wide = Wide {
            everything: touched.contains(Reach::Everything),
            cycles: touched.ids(|reach| match reach {
                Reach::Cycle(id) => Some(*id),
                _ => None,
            }),
            departments: touched.ids(|reach| match reach {
                Reach::Department(id) => Some(*id),
                _ => None,
            }),
            people: touched.ids(|reach| match reach {
                Reach::Person(id) => Some(*id),
                _ => None,
            }),
        };
        let mut after = Uuid::nil();
        while wide.is_any() {
            let ids = wide.appraisals(db, after).await?;
            appraisals(db, &ids, touched, at).await?;
            match ids.last() {
                Some(last) if ids.len() == BLOCK => after = *last,
                _ => break,
            }
        }
        if wide.everything || !wide.people.is_empty() || touched.contains(Reach::Company) {
            company::settle(db, touched, at).await?;
        }
        Ok(())
    })
}

/// What a change reaches beside single appraisals.
struct Wide {
    everything: bool,
    cycles: Vec<Uuid>,
    departments: Vec<Uuid>,
    people: Vec<Uuid>,
}

impl Wide {
    fn is_any(&self) -> bool {
        self.everything
            || !(self.cycles.is_empty() && self.departments.is_empty() && self.people.is_empty())
    }

    /// The next block of appraisals in reach, in the order of their ids. Of people those in which they have a part by
    /// name or by a seat, or stand in for somebody.
    async fn appraisals(&self, db: &mut PgConnection, after: Uuid) -> sqlx::Result<Vec<Uuid>> {
        sqlx::query_scalar!(
            r#"select id as "id!" from (
                   select id from appraisals where $1
                   union select id from appraisals where cycle_id = any($2)
                   union select id from appraisals where department_id = any($3)
                   union select id from appraisals where appraisee_id = any($4)
                   union select id from appraisals where superior_id = any($4)
                   union select id from appraisals where facilitator_id = any($4)
                   union select id from appraisals where next_superior_id = any($4)
                   union select t.appraisal_id from appraisal_superiors t where t.person_id = any($4)
                   union select d.appraisal_id from dispute_seats s join disputes d on d.id = s.dispute_id where s.person_id = any($4)
               ) r where id > $5 order by id limit $6"#,
            self.everything,
            &self.cycles,
            &self.departments,
            &self.people,
            after,
            i64::try_from(BLOCK).unwrap_or(i64::MAX)
        )
        .fetch_all(db)
        .await
    }
}

/// Brings the to-dos of these appraisals to what their facts say.
///
/// Whoever changes two facts of one appraisal at the same time waits here for the other, so that neither is
/// worked out without both.
pub async fn appraisals(
    db: &mut PgConnection,
    ids: &[Uuid],
    touched: &Touched,
    at: Moment,
) -> sqlx::Result<()> {
    for block in ids.chunks(BLOCK) {
        sqlx::query!(
            r#"select count(*) as "locked!" from (
                select id from appraisals where id = any($1) order by id for no key update) a"#,
            block
        )
        .fetch_one(&mut *db)
        .await?;
        let found = facts::load(db, block, at.now).await?;
        write(db, block, touched, &Rows::of(&found, at), at).await?;
    }
    Ok(())
}

/// Forgets what was done a quarter ago.
pub async fn sweep(db: &PgPool, now: OffsetDateTime) -> sqlx::Result<()> {
    sqlx::query!("delete from todos where done_at < $1", now - KEPT)
        .execute(db)
        .await?;
    Ok(())
}

/// To-dos as columns, for one statement whatever their number.
#[derive(Default)]
pub(super) struct Rows {
    appraisal: Vec<Option<Uuid>>,
    cycle: Vec<Option<Uuid>>,
    department: Vec<Option<Uuid>>,
    kind: Vec<Kind>,
    person: Vec<Option<Uuid>>,
    except: Vec<Option<Uuid>>,
    relation: Vec<Option<Relation>>,
    subject: Vec<Option<Uuid>>,
    amount: Vec<i16>,
    low: Vec<bool>,
    due_on: Vec<Option<time::Date>>,
    begins_on: Vec<Option<time::Date>>,
    ends_on: Vec<Option<time::Date>>,
    begins_at: Vec<Option<OffsetDateTime>>,
    ends_at: Vec<Option<OffsetDateTime>>,
}

impl Rows {
    pub fn of(all: &[Facts], at: Moment) -> Self {
        let mut rows = Self::default();
        for facts in all {
            for owed in rules::owed(facts, at) {
                rows.push(facts, &owed);
            }
        }
        rows
    }

    fn push(&mut self, facts: &Facts, owed: &Owed) {
        let (person, except) = match owed.who {
            Who::Person(person) => (Some(person), None),
            Who::Hr { except } => (None, except),
        };
        self.appraisal.push(Some(facts.appraisal));
        self.cycle.push(Some(facts.cycle));
        self.department.push(facts.department);
        self.kind.push(owed.kind);
        self.person.push(person);
        self.except.push(except);
        self.relation.push(owed.relation);
        self.subject.push(owed.subject);
        self.amount.push(owed.amount);
        self.low.push(owed.low);
        self.due_on.push(owed.due_on);
        self.begins_on.push(owed.days.0);
        self.ends_on.push(owed.days.1);
        self.begins_at.push(owed.span.0);
        self.ends_at.push(owed.span.1);
    }
}

/// Ends what is owed no more, and writes what is new or other than it was. Three statements could do it; one costs
/// a third of the way to the database and back.
async fn write(
    db: &mut PgConnection,
    appraisals: &[Uuid],
    touched: &Touched,
    rows: &Rows,
    at: Moment,
) -> sqlx::Result<()> {
    let why: Vec<Option<&str>> = appraisals
        .iter()
        .map(|id| touched.why(*id).map(audit::Kind::key))
        .collect();
    sqlx::query!(
        r#"with wanted as materialized (
               select * from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::todo_kind[], $6::uuid[], $7::uuid[], $8::relation[],
                   $9::uuid[], $10::int2[], $11::bool[], $12::date[], $13::date[], $14::date[], $15::timestamptz[], $16::timestamptz[])
                   w (appraisal_id, cycle_id, department_id, kind, person_id, except_id, relation, subject_id, amount, low,
                      due_on, begins_on, ends_on, begins_at, ends_at)
           ), change as materialized (
               select * from unnest($1::uuid[], $18::text[]) c (appraisal_id, why)
           ), over as materialized (
               select t.id, t.kind, t.appraisal_id from todos t
               where t.appraisal_id = any($1) and t.done_at is null and not exists (
                   select from wanted w where w.appraisal_id = t.appraisal_id and w.kind = t.kind
                     and w.person_id is not distinct from t.person_id and w.relation is not distinct from t.relation
                     and w.subject_id is not distinct from t.subject_id)
           ), done as (
               update todos t set done_at = $17, done_by = c.why from over o join change c on c.appraisal_id = o.appraisal_id
               where t.id = o.id and o.kind <> 'input'
           ), forgotten as (
               -- an anonymous answer leaves nobody and no time behind
               delete from todos where id in (select id from over where kind = 'input')
           ), counted as (
               insert into todo_counts (cycle_id, department_id, relation, due_on, count)
               select cycle_id, department_id, relation, due_on, sum(n) from (
                   select cycle_id, department_id, relation, due_on, -1 as n from todos
                   where appraisal_id = any($1) and done_at is null and is_counted(kind, relation, begins_at)
                   union all
                   select cycle_id, department_id, relation, due_on, 1 from wanted where is_counted(kind, relation, begins_at)
               ) c group by 1, 2, 3, 4 having sum(n) <> 0
           )
           insert into todos (appraisal_id, cycle_id, department_id, kind, person_id, except_id, relation, subject_id, amount, low,
               due_on, begins_on, ends_on, begins_at, ends_at, since, why)
           select appraisal_id, w.cycle_id, w.department_id, w.kind, w.person_id, w.except_id, w.relation, w.subject_id, w.amount, w.low,
               w.due_on, w.begins_on, w.ends_on, w.begins_at, w.ends_at, $17, c.why
           from wanted w join change c using (appraisal_id)
           on conflict (appraisal_id, kind, person_id, relation, subject_id) where done_at is null
           do update set cycle_id = excluded.cycle_id, department_id = excluded.department_id, except_id = excluded.except_id,
               amount = excluded.amount, low = excluded.low, due_on = excluded.due_on, begins_on = excluded.begins_on,
               ends_on = excluded.ends_on, begins_at = excluded.begins_at, ends_at = excluded.ends_at
           where (todos.cycle_id, todos.department_id, todos.except_id, todos.amount, todos.low, todos.due_on, todos.begins_on,
                   todos.ends_on, todos.begins_at, todos.ends_at)
               is distinct from (excluded.cycle_id, excluded.department_id, excluded.except_id, excluded.amount, excluded.low,
                   excluded.due_on, excluded.begins_on, excluded.ends_on, excluded.begins_at, excluded.ends_at)"#,
        appraisals,
        &rows.appraisal as &[Option<Uuid>],
        &rows.cycle as &[Option<Uuid>],
        &rows.department as &[Option<Uuid>],
        &rows.kind as &[Kind],
        &rows.person as &[Option<Uuid>],
        &rows.except as &[Option<Uuid>],
        &rows.relation as &[Option<Relation>],
        &rows.subject as &[Option<Uuid>],
        &rows.amount,
        &rows.low,
        &rows.due_on as &[Option<time::Date>],
        &rows.begins_on as &[Option<time::Date>],
        &rows.ends_on as &[Option<time::Date>],
        &rows.begins_at as &[Option<OffsetDateTime>],
        &rows.ends_at as &[Option<OffsetDateTime>],
        at.now,
        &why as &[Option<&str>]
    )
    .execute(&mut *db)
    .await?;
    Ok(())
}
