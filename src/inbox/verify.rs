//! `countersign verify --inbox`: whether the ledger is what the facts of all appraisals say, and making it so.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::{
    company, facts,
    kind::Kind,
    rules::{self, Owed, Who},
    settle,
};
use crate::{
    access::Relation,
    audit::{Moment, Touched},
};

/// Appraisals looked at in one transaction.
const BLOCK: i64 = 4_000;

/// What was found.
#[derive(Debug, Default)]
pub struct Compared {
    pub appraisals: u64,
    pub todos: u64,
    /// The appraisals whose to-dos differ, and the first difference of each in words.
    pub wrong: BTreeMap<Uuid, String>,
    /// Of the to-dos of HR that are about no appraisal.
    pub wrong_of_company: i64,
    /// Groups of `todo_counts` that are not what is there.
    pub wrong_counts: u64,
}

impl Compared {
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.wrong.is_empty() && self.wrong_of_company == 0 && self.wrong_counts == 0
    }
}

/// Compares all of it, and brings what is wrong to what it should be where that is asked.
pub async fn compare(db: &PgPool, at: Moment, repair: bool) -> sqlx::Result<Compared> {
    let mut all = Compared::default();
    let mut after = Uuid::nil();
    loop {
        let mut tx = db.begin().await?;
        if !repair {
            // facts and to-dos as of one moment, whatever is written meanwhile
            sqlx::query("set transaction isolation level repeatable read, read only")
                .execute(&mut *tx)
                .await?;
        }
        let ids = sqlx::query_scalar!(
            "select id from appraisals where id > $1 order by id limit $2",
            after,
            BLOCK
        )
        .fetch_all(&mut *tx)
        .await?;
        let Some(last) = ids.last() else { break };
        after = *last;
        let wrong = block(&mut tx, &ids, at, &mut all).await?;
        if repair && !wrong.is_empty() {
            settle::appraisals(&mut tx, &wrong, &Touched::default(), at).await?;
        }
        tx.commit().await?;
    }
    let mut tx = db.begin().await?;
    all.wrong_of_company = company::wrong(&mut tx).await?;
    if repair && all.wrong_of_company > 0 {
        company::settle(&mut tx, &Touched::default(), at).await?;
    }
    all.wrong_counts = counts(&mut tx).await?;
    if repair {
        tx.commit().await?;
    } else {
        tx.rollback().await?;
    }
    Ok(all)
}

/// Adds what the kept counts lack; how many groups that were.
async fn counts(db: &mut PgConnection) -> sqlx::Result<u64> {
    let added = sqlx::query!(
        "insert into todo_counts (cycle_id, department_id, relation, due_on, count)
         select cycle_id, department_id, relation, due_on, sum(n) from (
             select cycle_id, department_id, relation, due_on, -count as n from todo_counts
             union all
             select cycle_id, department_id, relation, due_on, 1 from todos
             where done_at is null and is_counted(kind, relation, begins_at)
         ) c group by 1, 2, 3, 4 having sum(n) <> 0"
    )
    .execute(db)
    .await?;
    Ok(added.rows_affected())
}

/// One to-do with where it stands, as rows and rules both say it.
type Entry = (Option<Uuid>, Option<Uuid>, Owed);

async fn block(
    db: &mut PgConnection,
    ids: &[Uuid],
    at: Moment,
    all: &mut Compared,
) -> sqlx::Result<Vec<Uuid>> {
    let mut there = written(db, ids, at).await?;
    let mut wrong = Vec::new();
    for facts in facts::load(db, ids, at.now).await? {
        let wanted: BTreeSet<Entry> = rules::owed(&facts, at)
            .into_iter()
            .map(|owed| (Some(facts.cycle), facts.department, owed))
            .collect();
        let found = there.remove(&facts.appraisal).unwrap_or_default();
        all.appraisals += 1;
        all.todos += wanted.len() as u64;
        let lacks = wanted.difference(&found).next();
        let extra = found.difference(&wanted).next();
        if lacks.is_some() || extra.is_some() {
            let text = format!("{:?}: lacks {lacks:?}, has {extra:?}", facts.stage);
            all.wrong.insert(facts.appraisal, text);
            wrong.push(facts.appraisal);
        }
    }
    Ok(wrong)
}

/// The to-dos as they are written, without those that are over.
async fn written(
    db: &mut PgConnection,
    ids: &[Uuid],
    at: Moment,
) -> sqlx::Result<BTreeMap<Uuid, BTreeSet<Entry>>> {
    let rows = sqlx::query!(
        r#"select appraisal_id as "appraisal!", cycle_id, department_id, kind as "kind: Kind", person_id, except_id,
            relation as "relation: Relation", subject_id, amount, low, due_on, begins_on, ends_on, begins_at, ends_at
           from todos where appraisal_id = any($1) and done_at is null"#,
        ids
    )
    .fetch_all(db)
    .await?;
    let mut found: BTreeMap<Uuid, BTreeSet<Entry>> = BTreeMap::new();
    for row in rows {
        let owed = Owed {
            kind: row.kind,
            who: match row.person_id {
                Some(person) => Who::Person(person),
                None => Who::Hr {
                    except: row.except_id,
                },
            },
            relation: row.relation,
            subject: row.subject_id,
            due_on: row.due_on,
            days: (row.begins_on, row.ends_on),
            span: (row.begins_at, row.ends_at),
            amount: row.amount,
            low: row.low,
        };
        if !owed.is_over(at) {
            let entries = found.entry(row.appraisal).or_default();
            entries.insert((row.cycle_id, row.department_id, owed));
        }
    }
    Ok(found)
}
