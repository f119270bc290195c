//! Reading the file of an appraisal: its record versions, signatures and refusals, in one query.

use sqlx::{PgConnection, PgExecutor, types::Json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::file::{Choice, DeclaredRefusal, File, Party, Refusal, Signature, Version};
use crate::{appraisals::Seen, web::Result};

/// The whole file; the text is that of `version`, of the newest where none is named.
pub async fn file(db: impl PgExecutor<'_>, seen: &Seen, version: Option<i32>) -> Result<File> {
    let row = sqlx::query!(
        r#"select
            (select coalesce(json_agg(json_build_object('version', r.version, 'sha256', r.sha256, 'reason', r.reason,
                    'created_at', r.created_at, 'created_by', p.name, 'removed_at', r.removed_at) order by r.version desc), '[]')
                from records r join people p on p.id = r.created_by where r.appraisal_id = $1
            ) as "versions!: Json<Vec<Version>>",
            (select nullif(content, '') from records where appraisal_id = $1 and ($2::int is null or version = $2)
                order by version desc limit 1) as content,
            (select coalesce(json_agg(json_build_object('record_version', s.record_version, 'party', s.party,
                    'person', s.person_id, 'name', p.name, 'choice', s.choice, 'items', s.items, 'words', s.words,
                    'sha256', s.sha256, 'means', s.means, 'signed_at', s.signed_at) order by s.record_version desc, s.party), '[]')
                from signatures s join people p on p.id = s.person_id where s.appraisal_id = $1
            ) as "signatures!: Json<Vec<Signature>>",
            (select coalesce(json_agg(json_build_object('record_version', d.record_version, 'words', d.words,
                    'declared_at', d.declared_at, 'taken_back_at', d.taken_back_at)), '[]')
                from declared_refusals d where d.appraisal_id = $1
            ) as "declared!: Json<Vec<DeclaredRefusal>>",
            (select coalesce(json_agg(json_build_object('record_version', f.record_version, 'reason', f.reason,
                    'recorded_by', f.recorded_by, 'recorded_by_name', p.name, 'recorded_at', f.recorded_at,
                    'witness', w.name, 'witnessed_at', f.witnessed_at, 'employee_comment', f.employee_comment)), '[]')
                from refusals f join people p on p.id = f.recorded_by left join people w on w.id = f.witness_id
                where f.appraisal_id = $1
            ) as "refusals!: Json<Vec<Refusal>>""#,
        seen.appraisal.id.0,
        version
    )
    .fetch_one(db)
    .await?;
    let versions = row.versions.0;
    let shown = version
        .or_else(|| versions.first().map(|one| one.version))
        .unwrap_or(0);
    Ok(File {
        versions,
        shown,
        content: row.content,
        signatures: row.signatures.0,
        declared: row.declared.0,
        refusals: row.refusals.0,
    })
}

/// One signature; false where this party has signed this version already.
pub async fn sign(
    tx: &mut PgConnection,
    seen: &Seen,
    signed: &super::rules::Signing,
    now: OffsetDateTime,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into signatures (appraisal_id, record_version, party, person_id, choice, items, words, sha256, means, signed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing",
        seen.appraisal.id.0,
        signed.version,
        signed.party as Party,
        seen.viewer.id.0,
        signed.choice as Choice,
        &signed.items,
        signed.words,
        signed.sha256,
        signed.means.key(),
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The employee's word that there will be no signature; false where it stands already.
pub async fn declare(
    tx: &mut PgConnection,
    seen: &Seen,
    (version, sha256): (i32, &str),
    words: &str,
    now: OffsetDateTime,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into declared_refusals as d (appraisal_id, record_version, person_id, words, sha256, declared_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (appraisal_id, record_version) do update
             set words = excluded.words, declared_at = excluded.declared_at, taken_back_at = null, salt = gen_random_uuid()
             where d.taken_back_at is not null",
        seen.appraisal.id.0,
        version,
        seen.viewer.id.0,
        words,
        sha256,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The employee thought again; false where nothing stands.
pub async fn take_back(
    tx: &mut PgConnection,
    seen: &Seen,
    version: i32,
    now: OffsetDateTime,
) -> Result<bool> {
    let done = sqlx::query!(
        "update declared_refusals set taken_back_at = $3
         where appraisal_id = $1 and record_version = $2 and taken_back_at is null",
        seen.appraisal.id.0,
        version,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The superior's note that the employee refuses; false where there is one already.
pub async fn record_refusal(
    tx: &mut PgConnection,
    seen: &Seen,
    version: i32,
    reason: &str,
    now: OffsetDateTime,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into refusals (appraisal_id, record_version, reason, recorded_by, recorded_at)
         values ($1, $2, $3, $4, $5) on conflict do nothing",
        seen.appraisal.id.0,
        version,
        reason,
        seen.viewer.id.0,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn witness(
    tx: &mut PgConnection,
    seen: &Seen,
    version: i32,
    now: OffsetDateTime,
) -> Result<bool> {
    let done = sqlx::query!(
        "update refusals set witness_id = $3, witnessed_at = $4
         where appraisal_id = $1 and record_version = $2 and witness_id is null and recorded_by <> $3",
        seen.appraisal.id.0,
        version,
        seen.viewer.id.0,
        now
    )
    .execute(&mut *tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The employee's own words beside a refusal, once.
pub async fn comment(
    tx: &mut PgConnection,
    seen: &Seen,
    version: i32,
    words: &str,
) -> Result<bool> {
    let done = sqlx::query!(
        "update refusals set employee_comment = $3
         where appraisal_id = $1 and record_version = $2 and employee_comment = ''",
        seen.appraisal.id.0,
        version,
        words
    )
    .execute(&mut *tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The plan that both sides have signed, or that stands although one refused, is open from now on.
pub async fn open_plan(tx: &mut PgConnection, appraisal: Uuid) -> Result<u64> {
    let opened = sqlx::query!(
        "update plan_items set status = 'open', version = version + 1 where appraisal_id = $1 and status = 'draft'",
        appraisal
    )
    .execute(&mut *tx)
    .await?;
    Ok(opened.rows_affected())
}
