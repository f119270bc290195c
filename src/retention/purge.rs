//! The daily run: working material and colleagues' input of appraisals that ended long enough ago, a few hundred
//! appraisals a step. Each step asks anew what is due and held, so that a second try removes nothing twice.

use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    rules::{self, Counts, Thing},
    store::{self, Noted, RunKind},
};
use crate::{
    app::App,
    audit::{Event, Reach},
    jobs::{self, Doing, Job, Step},
    web::Result,
};

const BATCH: i64 = 500;

/// How far a run got.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Place {
    run: Option<Uuid>,
    /// Where the last step ended, so that none looks at all before it again.
    after: Uuid,
    appraisals: i32,
    counts: Counts,
}

/// One step of the run.
pub fn work(app: App, job: Job) -> Doing {
    Box::pin(async move {
        let today = app.clock.today(&app.settings.zone);
        let mut place: Place = job.state()?;
        let mut change = app.change(job.actor).await?;
        let now = change.now();
        // a hold that is being placed is waited for, and then respected
        store::lock(&mut change).await?;
        if !rules::runs(store::standing(&mut *change).await?.set_at, now) {
            return Ok(Step::Done);
        }
        let batch = Batch::take(&mut change, place.after, now, today).await?;
        if batch.is_empty() {
            return Ok(Step::Done);
        }
        let counts = batch.remove(&mut change, now).await?;
        place.counts.merge(&counts);
        place.appraisals += batch.len();
        place.after = batch.all.last().copied().unwrap_or_default();
        let run = *place.run.get_or_insert_with(Uuid::new_v4);
        let noted = Noted {
            id: run,
            kind: RunKind::Purge,
            by: None,
            reason: "",
            people: 0,
            appraisals: place.appraisals,
            counts: &place.counts,
        };
        store::note(&mut change, &noted, now).await?;
        // the chains of the appraisals before the company's, as everybody does
        change.tell().await?;
        let event = Event::RetentionPurged {
            run,
            appraisals: batch.len(),
            removed: serde_json::json!(counts),
            working: &batch.working,
            input: &batch.input,
        };
        change.record_company(event).await?;
        for appraisal in &batch.all {
            change.touch(Reach::Appraisal(*appraisal));
        }
        let (done, state) = (i64::from(place.appraisals), jobs::told(&place)?);
        jobs::mark(&mut change, &job, done, done, Some(&state)).await?;
        change.commit().await?;
        Ok(Step::More)
    })
}

/// Appraisals whose turn it is, locked.
struct Batch {
    working: Vec<Uuid>,
    input: Vec<Uuid>,
    all: Vec<Uuid>,
}

impl Batch {
    async fn take(
        tx: &mut PgConnection,
        after: Uuid,
        now: OffsetDateTime,
        today: Date,
    ) -> Result<Self> {
        let rows = sqlx::query!(
            r#"with due as (
                   select appraisal_id, working, input from purge_due($1, $2)
                   where not held and appraisal_id > $4 order by appraisal_id limit $3
               )
               select a.id, d.working as "working!", d.input as "input!"
               from due d join appraisals a on a.id = d.appraisal_id
               where a.stage in ('concluded', 'withdrawn')
               order by a.id for no key update of a skip locked"#,
            now,
            today,
            BATCH,
            after
        )
        .fetch_all(&mut *tx)
        .await?;
        Ok(Self {
            working: rows
                .iter()
                .filter(|row| row.working)
                .map(|row| row.id)
                .collect(),
            input: rows
                .iter()
                .filter(|row| row.input)
                .map(|row| row.id)
                .collect(),
            all: rows.into_iter().map(|row| row.id).collect(),
        })
    }

    fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    fn len(&self) -> i32 {
        i32::try_from(self.all.len()).unwrap_or(i32::MAX)
    }

    async fn remove(&self, tx: &mut PgConnection, now: OffsetDateTime) -> Result<Counts> {
        sqlx::query("select set_config('countersign.removes', 'on', true)")
            .execute(&mut *tx)
            .await?;
        let mut counts = Counts::default();
        self.papers(tx, &mut counts).await?;
        self.notes(tx, &mut counts).await?;
        self.colleagues(tx, &mut counts).await?;
        sqlx::query!(
            "update appraisals set working_purged_at = case when id = any($2) then $4 else working_purged_at end,
                input_purged_at = case when id = any($3) then $4 else input_purged_at end
             where id = any($1)",
            &self.all,
            &self.working,
            &self.input,
            now
        )
        .execute(&mut *tx)
        .await?;
        Ok(counts)
    }

    /// What was submitted belongs to the file and stays; what was written for the interview and in it does not,
    /// nor a draft. A draft over a text that had been submitted gives way to that text.
    async fn papers(&self, tx: &mut PgConnection, counts: &mut Counts) -> Result<()> {
        let restored = sqlx::query!(
            "update papers p set body = s.body, author_id = s.author_id, submitted_at = s.submitted_at
             from submissions s
             where p.appraisal_id = any($1) and p.kind in ('self_evaluation', 'evaluation', 'part') and p.submitted_at is null
               and s.paper_id = p.id and s.version = (select max(version) from submissions where paper_id = p.id)",
            &self.working
        )
        .execute(&mut *tx)
        .await?;
        counts.add(Thing::Drafts, count(restored.rows_affected()));
        let gone = sqlx::query!(
            r#"with due as (
                   select id from papers where appraisal_id = any($1)
                     and kind in ('employee_preparation', 'superior_preparation', 'interview', 'interview_note', 'private_note')
               ), old as (
                   delete from submissions where paper_id in (select id from due)
               ), gone as (
                   delete from papers where appraisal_id = any($1) and (id in (select id from due)
                       or kind in ('self_evaluation', 'evaluation', 'part') and submitted_at is null)
                   returning kind
               )
               select case
                       when kind in ('self_evaluation', 'evaluation', 'part') then 'drafts'
                       when kind in ('employee_preparation', 'superior_preparation') then 'preparation'
                       when kind = 'private_note' then 'private_notes'
                       else 'interview_texts'
                   end as "thing!", count(*) as "count!"
               from gone group by 1"#,
            &self.working
        )
        .fetch_all(&mut *tx)
        .await?;
        for row in gone {
            if let Some(thing) = Thing::from_key(&row.thing) {
                counts.add(thing, row.count);
            }
        }
        Ok(())
    }

    async fn notes(&self, tx: &mut PgConnection, counts: &mut Counts) -> Result<()> {
        let files = sqlx::query!(
            "delete from note_files where note_id in (select id from appraisal_notes where appraisal_id = any($1))",
            &self.working
        )
        .execute(&mut *tx)
        .await?;
        counts.add(Thing::Files, count(files.rows_affected()));
        let notes = sqlx::query!(
            "delete from appraisal_notes where appraisal_id = any($1)",
            &self.working
        )
        .execute(&mut *tx)
        .await?;
        counts.add(Thing::Notes, count(notes.rows_affected()));
        let advices = sqlx::query!(
            "update advices set body = '', version = version + 1 where appraisal_id = any($1) and body <> ''",
            &self.working
        )
        .execute(&mut *tx)
        .await?;
        counts.add(Thing::Advices, count(advices.rows_affected()));
        Ok(())
    }

    async fn colleagues(&self, tx: &mut PgConnection, counts: &mut Counts) -> Result<()> {
        let answers = sqlx::query!(
            "delete from colleague_answers where appraisal_id = any($1)",
            &self.input
        )
        .execute(&mut *tx)
        .await?;
        counts.add(Thing::Answers, count(answers.rows_affected()));
        let requests = sqlx::query!(
            "delete from colleague_requests where appraisal_id = any($1)",
            &self.input
        )
        .execute(&mut *tx)
        .await?;
        counts.add(Thing::Requests, count(requests.rows_affected()));
        sqlx::query!(
            "delete from colleague_closings where appraisal_id = any($1)",
            &self.input
        )
        .execute(&mut *tx)
        .await?;
        Ok(())
    }
}

fn count(rows: u64) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}
