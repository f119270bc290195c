//! The statements that take somebody out: one transaction, each statement for all the people at once. Figures,
//! grades and departments stay; words, names and files go, and the salts under which the trail had digests of them.
//! What cannot be empty becomes a dash.

use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    audit::{About, COMPANY, Kind, Sum, evidence, removal::Removal},
    ground::ids::PersonId,
    web::Result,
};

/// The events of the company's chain that say something about one person in words, or vouch for what is theirs.
const NAMING: [Kind; 15] = [
    Kind::PersonLeft,
    Kind::DeparturePlanned,
    Kind::AbsenceAdded,
    Kind::CycleException,
    Kind::HoldPlaced,
    Kind::HoldLifted,
    Kind::ColleagueNominated,
    Kind::ColleagueAsked,
    Kind::ColleagueStruck,
    Kind::ColleagueAccepted,
    Kind::ColleagueDeclined,
    Kind::ColleagueAnswered,
    Kind::CalibrationProposed,
    Kind::DelegationNamed,
    Kind::DelegationRevoked,
];

/// Who is taken out, under which removal.
pub struct Erasure<'a> {
    pub run: Uuid,
    pub people: &'a [Uuid],
    /// The name and number that stand for each of them from now on.
    pub names: &'a [String],
    pub numbers: &'a [String],
    /// Their own appraisals.
    pub appraisals: &'a [Uuid],
    /// Who does it.
    pub by: PersonId,
    pub now: OffsetDateTime,
}

impl Erasure<'_> {
    /// Everything, and what the company's chain has to say of it.
    /// And which rows it has to tell of again, because the events that told of them are empty now.
    pub async fn carry_out(&self, tx: &mut PgConnection) -> Result<(Removal, Vec<About>)> {
        sqlx::query("select set_config('countersign.removes', 'on', true)")
            .execute(&mut *tx)
            .await?;
        self.access(tx).await?;
        self.person(tx).await?;
        self.appraisals(tx).await?;
        self.papers(tx).await?;
        self.talk_and_plan(tx).await?;
        self.goals(tx).await?;
        self.disputes(tx).await?;
        let records = self.records(tx).await?;
        let (events, retold) = self.events(tx).await?;
        Ok((Removal { events, records }, retold))
    }

    async fn access(&self, tx: &mut PgConnection) -> Result<()> {
        sqlx::query!(
            "delete from account_mails where person_id = any($1)",
            self.people
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!(
            "delete from account_openings where person_id = any($1)",
            self.people
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!(
            "with a as (delete from sessions where person_id = any($1)),
                  g as (delete from devices where person_id = any($1)),
                  h as (delete from security_log where person_id = any($1)),
                  b as (delete from credentials where person_id = any($1)),
                  d as (delete from person_roles where person_id = any($1)),
                  e as (delete from clerk_departments where person_id = any($1)),
                  f as (delete from hr_notices where person_id = any($1) or other_id = any($1))
             update api_tokens set revoked_at = coalesce(revoked_at, $2), revoked_by = coalesce(revoked_by, created_by)
             where created_by = any($1)",
            self.people,
            self.now
        )
        .execute(&mut *tx)
        .await?;
        Ok(())
    }

    async fn person(&self, tx: &mut PgConnection) -> Result<()> {
        sqlx::query!(
            "update people p set salt = gen_random_uuid(), name = n.name, number = n.number, email = null, position = '', hired_on = null, left_reason = '',
                superior_id = null, language = null, zone = null, theme = null, anonymised_at = $4, version = p.version + 1
             from unnest($1::uuid[], $2::text[], $3::text[]) as n (id, name, number) where p.id = n.id",
            self.people,
            self.names,
            self.numbers,
            self.now
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!(
            "update stand_ins set absence_id = null where absence_id in (select id from absences where person_id = any($1))",
            self.people
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!(
            "with a as (delete from absences where person_id = any($1)),
                  b as (delete from reporting_lines where person_id = any($1)),
                  c as (update delegations set reason = '—', salt = gen_random_uuid() where delegator_id = any($1) or delegate_id = any($1)),
                  d as (update cycle_exceptions set salt = gen_random_uuid(), exempt_reason = case when exempt_reason is not null then '—' end,
                            include_reason = case when include_reason is not null then '—' end where person_id = any($1)),
                  e as (update cycle_members set position = '', reason = '' where person_id = any($1)),
                  f as (update legal_holds set salt = gen_random_uuid(), reason = '—', lift_reason = '' where person_id = any($1) or appraisal_id = any($2))
             select 1 as one",
            self.people,
            self.appraisals
        )
        .fetch_one(&mut *tx)
        .await?;
        Ok(())
    }

    async fn appraisals(&self, tx: &mut PgConnection) -> Result<()> {
        sqlx::query!(
            "update appraisals set salt = gen_random_uuid(), position = '', return_reason = null, erased_at = $2,
                withdrawn_reason = case when withdrawn_reason is not null then '—' end,
                behalf_reason = case when behalf_by is not null then '—' end,
                behalf_text = case when behalf_by is not null then '' end,
                working_purged_at = coalesce(working_purged_at, $2), input_purged_at = coalesce(input_purged_at, $2)
             where id = any($1)",
            self.appraisals,
            self.now
        )
        .execute(&mut *tx)
        .await?;
        // the inputs of each score stay; the words beside one that was given by hand do not
        sqlx::query!(
            r#"update results set salt = gen_random_uuid(), body = jsonb_set(body, '{lines}', (
                    select coalesce(jsonb_agg(case when line #> '{score,explanation,basis,reason}' is null then line
                        else jsonb_set(line, '{score,explanation,basis,reason}', '"—"') end order by place), '[]')
                    from jsonb_array_elements(body -> 'lines') with ordinality as l (line, place)))
               where appraisal_id = any($1) and body @? '$.lines[*].score.explanation.basis.reason'"#,
            self.appraisals
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!(
            "update calibration_members set reason = '—', salt = gen_random_uuid() where appraisal_id = any($1) and reason <> ''",
            self.appraisals
        )
        .execute(&mut *tx)
        .await?;
        Ok(())
    }

    /// Theirs, whoever wrote them, and what they wrote for themselves in the appraisals of others.
    async fn papers(&self, tx: &mut PgConnection) -> Result<()> {
        sqlx::query!(
            "with due as (
                 select id from papers where appraisal_id = any($2) or (author_id = any($1) and kind = 'private_note')
             ), old as (delete from submissions where paper_id in (select id from due))
             delete from papers where id in (select id from due)",
            self.people,
            self.appraisals
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!(
            "delete from note_files where note_id in (
                 select id from appraisal_notes where appraisal_id = any($2) or (author_id = any($1) and not shared))",
            self.people,
            self.appraisals
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!(
            "delete from appraisal_notes where appraisal_id = any($2) or (author_id = any($1) and not shared)",
            self.people,
            self.appraisals
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!(
            "with a as (delete from colleague_answers where appraisal_id = any($2)),
                  b as (delete from colleague_requests where appraisal_id = any($2)),
                  c as (delete from colleague_closings where appraisal_id = any($2)),
                  d as (update colleague_requests set draft = null, salt = gen_random_uuid(), reason = '' where colleague_id = any($1) and appraisal_id <> all($2)),
                  e as (update advices set body = '', position = '', salt = gen_random_uuid(), version = version + 1 where appraisal_id = any($2))
             select 1 as one",
            self.people,
            self.appraisals
        )
        .fetch_one(&mut *tx)
        .await?;
        Ok(())
    }

    /// What is still owed to somebody who is gone is owed no more.
    async fn talk_and_plan(&self, tx: &mut PgConnection) -> Result<()> {
        sqlx::query!(
            "with a as (update interviews set salt = gen_random_uuid(), place = '', wish = '', reschedule_reason = '' where appraisal_id = any($1)),
                  b as (update parked_points set salt = gen_random_uuid(), employee_view = '', superior_view = '', outcome = '—', version = version + 1,
                            reported_at = coalesce(reported_at, $2), reported_by = coalesce(reported_by, $3) where appraisal_id = any($1)),
                  c as (update next_goals set salt = gen_random_uuid(), title = '—', serves = '' where appraisal_id = any($1)),
                  d as (update confirmations set salt = gen_random_uuid(), objections = '{}' where appraisal_id = any($1)),
                  e as (update plan_entries set salt = gen_random_uuid(), words = ''
                            where plan_item_id in (select id from plan_items where appraisal_id = any($1))),
                  f as (update plan_items set salt = gen_random_uuid(), what = '—', measure = '—', support = '', criteria = '—', version = version + 1,
                            status = case when status = 'accepted' then status else 'dropped' end where appraisal_id = any($1)),
                  g as (update reopenings set salt = gen_random_uuid(), reason = '—', answer = '' where appraisal_id = any($1))
             select 1 as one",
            self.appraisals,
            self.now,
            self.by.0
        )
        .fetch_one(&mut *tx)
        .await?;
        Ok(())
    }

    async fn goals(&self, tx: &mut PgConnection) -> Result<()> {
        sqlx::query!(
            "with a as (update goals set salt = gen_random_uuid(), title = '—', serves = '', measured_by = '' where appraisal_id = any($1)),
                  b as (delete from goal_versions where appraisal_id = any($1)),
                  c as (delete from goal_changes where appraisal_id = any($1)),
                  d as (update actuals set note = '', salt = gen_random_uuid() where appraisal_id = any($1) and note <> '')
             select 1 as one",
            self.appraisals
        )
        .fetch_one(&mut *tx)
        .await?;
        Ok(())
    }

    /// What was named and decided stays; the words and the evidence do not.
    async fn disputes(&self, tx: &mut PgConnection) -> Result<()> {
        sqlx::query!(
            "with mine as (select id from disputes where appraisal_id = any($1)),
                  a as (delete from dispute_files where dispute_id in (select id from mine)),
                  b as (update dispute_seats set salt = gen_random_uuid(), vote_words = '' where dispute_id in (select id from mine))
             update disputes set salt = gen_random_uuid(), grounds = '—', answer = '', version = version + 1,
                 written_grounds = case when written_grounds is not null then '—' end
             where id in (select id from mine)",
            self.appraisals
        )
        .execute(&mut *tx)
        .await?;
        Ok(())
    }

    /// The texts of their records go; version, hash, date, signatures and choices stay.
    async fn records(&self, tx: &mut PgConnection) -> Result<Sum> {
        sqlx::query!(
            "with a as (update signatures set words = '', salt = gen_random_uuid() where appraisal_id = any($1) and words <> ''),
                  b as (update declared_refusals set words = '', salt = gen_random_uuid() where appraisal_id = any($1))
             update refusals set salt = gen_random_uuid(), reason = '—', employee_comment = '' where appraisal_id = any($1)",
            self.appraisals
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!(
            "update records set salt = gen_random_uuid(), content = '', reason = '', removed_at = $2, removed_by = $3
             where appraisal_id = any($1) and removed_at is null",
            self.appraisals,
            self.now,
            self.run
        )
        .execute(&mut *tx)
        .await?;
        // the lines of audit::removal, in its order
        let sum = sqlx::query!(
            r#"select count(*) as "count!", encode(sha256(convert_to(coalesce(string_agg(
                    concat_ws(' ', appraisal_id, version, sha256), E'\n' order by appraisal_id, version), ''), 'UTF8')), 'hex') as "sha256!"
               from records where removed_by = $1"#,
            self.run
        )
        .fetch_one(&mut *tx)
        .await?;
        Ok(Sum {
            count: sum.count,
            sha256: sum.sha256,
        })
    }

    /// Events keep their place, their kind and their hash. Of the company's chain only those go that say something
    /// about one of them in words: what they vouched for is answered.
    async fn events(&self, tx: &mut PgConnection) -> Result<(Sum, Vec<About>)> {
        sqlx::query!(
            "update events set detail = '', sealed_by = $2 where stream = any($1) and sealed_by is null",
            self.appraisals,
            self.run
        )
        .execute(&mut *tx)
        .await?;
        let names: Vec<String> = self
            .people
            .iter()
            .chain(self.appraisals)
            .map(Uuid::to_string)
            .collect();
        let emptied = sqlx::query!(
            r#"with named as materialized (
                   select stream, seq, detail from events
                   where stream = $1 and sealed_by is null and kind = any($4)
                     and (substring(detail from '"person":"([0-9a-f-]{36})"') = any($2)
                       or substring(detail from '"appraisal":"([0-9a-f-]{36})"') = any($2)
                       or substring(detail from '"colleague":"([0-9a-f-]{36})"') = any($2)
                       or substring(detail from '"delegator":"([0-9a-f-]{36})"') = any($2)
                       or substring(detail from '"delegate":"([0-9a-f-]{36})"') = any($2))
               ), gone as (
                   update events e set detail = '', sealed_by = $3 from named n where e.stream = n.stream and e.seq = n.seq
               )
               select detail from named"#,
            COMPANY,
            &names,
            self.run,
            &NAMING.map(Kind::key) as &[&str]
        )
        .fetch_all(&mut *tx)
        .await?;
        let mut retold: Vec<About> = emptied
            .iter()
            .flat_map(|row| evidence::told_of(&row.detail))
            .collect();
        retold.sort();
        retold.dedup();
        let sum = sqlx::query!(
            r#"select count(*) as "count!", encode(sha256(convert_to(coalesce(string_agg(
                    concat_ws(' ', stream, seq, hash), E'\n' order by stream, seq), ''), 'UTF8')), 'hex') as "sha256!"
               from events where sealed_by = $1"#,
            self.run
        )
        .fetch_one(&mut *tx)
        .await?;
        let sum = Sum {
            count: sum.count,
            sha256: sum.sha256,
        };
        Ok((sum, retold))
    }
}
