//! What lists and pages show, beside what was decided, signed and handed in: totals, papers, marks, counts.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    Finding, What,
    replay::{MARKS, MOMENTS, Replay, Signed, Standing},
};
use crate::{
    access::Stage,
    appraisals::lifecycle::Mark,
    audit::{COMPANY, Kind, Tells, sha256_hex},
};

fn differs(
    chain: Uuid,
    table: &'static str,
    name: impl Into<String>,
    how: impl Into<String>,
) -> Finding {
    Finding {
        chain,
        tables: vec![table],
        name: name.into(),
        what: What::Differs(how.into()),
    }
}

/// Of these appraisals: their rows beside what their events come to.
pub(super) async fn standing(
    db: &mut PgConnection,
    streams: &[Uuid],
    replays: &HashMap<Uuid, Replay>,
    found: &mut Vec<Finding>,
) -> sqlx::Result<usize> {
    let rows = sqlx::query!(
        r#"select id, cycle_id, appraisee_id, superior_id, facilitator_id, stage as "stage: Stage", stage_since, self_submitted_at, evaluated_at,
            approved_at, released_at, opened_at, early_consent_at, interviewed_at, signed_off_at, concluded_at, self_skipped, provisional
           from appraisals where id = any($1)"#,
        streams
    )
    .fetch_all(db)
    .await?;
    let nothing = Replay::default();
    for row in &rows {
        let moments = [
            row.self_submitted_at,
            row.evaluated_at,
            row.approved_at,
            row.released_at,
            row.opened_at,
            row.early_consent_at,
            row.interviewed_at,
            row.signed_off_at,
            row.concluded_at,
        ];
        let here = Standing {
            cycle: row.cycle_id,
            appraisee: row.appraisee_id,
            superior: row.superior_id,
            facilitator: row.facilitator_id,
            stage: row.stage,
            since: row.stage_since,
            moments: MOMENTS
                .into_iter()
                .map(|(mark, _)| mark)
                .zip(moments)
                .collect(),
            marks: BTreeMap::from([
                (Mark::SelfSkipped, row.self_skipped),
                (Mark::Provisional, row.provisional),
            ]),
        };
        debug_assert_eq!(here.marks.len(), MARKS.len());
        let replay = replays.get(&row.id).unwrap_or(&nothing);
        for (column, how) in replay.differs(&here) {
            found.push(differs(row.id, "appraisals", column, how));
        }
        for (seq, step, stage) in &replay.impossible {
            let how = format!(
                "takes the step {step}, which does not lead on from {}",
                stage.key()
            );
            let mut one = differs(row.id, "events", format!("event {seq}"), how);
            one.what = match one.what {
                What::Differs(_) => What::OutOfOrder,
                other => other,
            };
            found.push(one);
        }
    }
    Ok(rows.len())
}

/// The records, signatures and refusals that the events tell of, beside those that are there.
pub(super) async fn signed(
    db: &mut PgConnection,
    streams: &[Uuid],
    replays: &HashMap<Uuid, Replay>,
    found: &mut Vec<Finding>,
) -> sqlx::Result<()> {
    let mut records: HashMap<Uuid, BTreeMap<i32, String>> = HashMap::new();
    for row in sqlx::query!(
        "select appraisal_id, version, sha256 from records where appraisal_id = any($1)",
        streams
    )
    .fetch_all(&mut *db)
    .await?
    {
        let of = records.entry(row.appraisal_id).or_default();
        of.insert(row.version, row.sha256);
    }
    let mut signatures: HashMap<Uuid, BTreeMap<(i32, String), Signed>> = HashMap::new();
    for row in sqlx::query!(
        r#"select appraisal_id, record_version, party::text as "party!", choice::text as "choice!", sha256 from signatures where appraisal_id = any($1)"#,
        streams
    )
    .fetch_all(&mut *db)
    .await?
    {
        let of = signatures.entry(row.appraisal_id).or_default();
        of.insert((row.record_version, row.party), (row.choice, row.sha256));
    }
    let mut refusals: HashMap<Uuid, BTreeMap<i32, String>> = HashMap::new();
    for row in sqlx::query!(
        "select appraisal_id, record_version, reason from refusals where appraisal_id = any($1)",
        streams
    )
    .fetch_all(db)
    .await?
    {
        let of = refusals.entry(row.appraisal_id).or_default();
        of.insert(row.record_version, sha256_hex(&row.reason));
    }
    for (chain, replay) in replays.iter().filter(|(_, replay)| !replay.sealed()) {
        let told = &replay.records;
        beside(
            *chain,
            "records",
            told,
            records.remove(chain),
            |version| format!("version {version} of the record"),
            found,
        );
        let told = &replay.signatures;
        beside(
            *chain,
            "signatures",
            told,
            signatures.remove(chain),
            |(version, party)| {
                format!("signature of the {party} under version {version} of the record")
            },
            found,
        );
        let told = &replay.refusals;
        beside(
            *chain,
            "refusals",
            told,
            refusals.remove(chain),
            |version| format!("refusal under version {version} of the record"),
            found,
        );
    }
    Ok(())
}

fn beside<K: Ord, V: PartialEq>(
    chain: Uuid,
    table: &'static str,
    told: &BTreeMap<K, V>,
    here: Option<BTreeMap<K, V>>,
    name: impl Fn(&K) -> String,
    found: &mut Vec<Finding>,
) {
    let here = here.unwrap_or_default();
    let mut push = |key: &K, what| {
        found.push(Finding {
            chain,
            tables: vec![table],
            name: name(key),
            what,
        });
    };
    for (key, value) in told {
        match here.get(key) {
            None => push(key, What::Removed),
            Some(other) if other != value => push(key, What::Changed),
            Some(_) => {}
        }
    }
    for key in here.keys().filter(|key| !told.contains_key(key)) {
        push(key, What::PutIn);
    }
}

/// Total and multiplier of an appraisal, beside how its last result came about and what its last record says.
pub(super) async fn results(
    db: &mut PgConnection,
    streams: &[Uuid],
    found: &mut Vec<Finding>,
) -> sqlx::Result<()> {
    let rows = sqlx::query!(
        r#"select a.id, a.stage as "stage: Stage", a.total as "total!", a.multiplier as "multiplier!", r.total as "result_total?",
            r.multiplier as "result_multiplier?", c.content as "content?"
           from appraisals a
           left join lateral (
               select body ->> 'total' as total, body ->> 'multiplier' as multiplier from results where appraisal_id = a.id order by no desc limit 1
           ) r on true
           left join lateral (select content from records where appraisal_id = a.id order by version desc limit 1) c on true
           where a.id = any($1) and a.total is not null and a.multiplier is not null"#,
        streams
    )
    .fetch_all(db)
    .await?;
    for row in rows {
        let figure = |text: &str| text.parse::<Decimal>().ok();
        let of_result = [&row.result_total, &row.result_multiplier]
            .map(|text| text.as_deref().and_then(figure));
        let shown = [Some(row.total), Some(row.multiplier)];
        for (column, shown, kept) in [
            ("total", shown[0], of_result[0]),
            ("multiplier", shown[1], of_result[1]),
        ] {
            if shown != kept {
                let how = "is not that of the result as it was computed";
                found.push(differs(row.id, "appraisals", column, how));
            }
        }
        let content = row.content.unwrap_or_default();
        if !matches!(
            row.stage,
            Stage::SignOff | Stage::Dispute | Stage::Concluded
        ) || content.is_empty()
        {
            continue;
        }
        let record: Value = serde_json::from_str(&content).unwrap_or_default();
        for (column, shown) in [("total", shown[0]), ("multiplier", shown[1])] {
            let said = record.pointer(&format!("/result/{column}"));
            if said.and_then(Value::as_str).and_then(figure) != shown {
                let how = "is not that of the record";
                found.push(differs(row.id, "appraisals", column, how));
            }
        }
    }
    Ok(())
}

/// What stands in one table because of another.
pub(super) async fn consequences(
    db: &mut PgConnection,
    streams: &[Uuid],
    found: &mut Vec<Finding>,
) -> sqlx::Result<()> {
    let papers = sqlx::query!(
        r#"select p.appraisal_id, p.kind::text as "kind!" from papers p
           left join lateral (select body, submitted_at from submissions where paper_id = p.id order by version desc limit 1) s on true
           where p.appraisal_id = any($1) and p.submitted_at is not null
             and (p.body is distinct from s.body or p.submitted_at is distinct from s.submitted_at)"#,
        streams
    )
    .fetch_all(&mut *db)
    .await?;
    for row in papers {
        let name = row.kind.replace('_', " ");
        let how = "is not what was handed in last";
        found.push(differs(row.appraisal_id, "papers", name, how));
    }
    let marks = sqlx::query_scalar!(
        "select id from appraisals a where id = any($1) and not annexed and (
             exists (select from appraisal_superiors where appraisal_id = a.id) or exists (select from colleague_requests where appraisal_id = a.id)
             or exists (select from advices where appraisal_id = a.id) or exists (select from reopenings where appraisal_id = a.id)
             or exists (select from disputes where appraisal_id = a.id))",
        streams
    )
    .fetch_all(&mut *db)
    .await?;
    for id in marks {
        let how = "says that there is no further superior, colleague, advice, correction or dispute, though there is";
        found.push(differs(id, "appraisals", "annexed", how));
    }
    let unsigned = sqlx::query_scalar!(
        r#"select a.id from appraisals a where a.id = any($1) and a.stage = 'concluded'
             and 2 <> (select count(*) from signatures s where s.appraisal_id = a.id
                 and s.record_version = (select max(version) from records r where r.appraisal_id = a.id))
             and not exists (select from refusals f where f.appraisal_id = a.id
                 and f.record_version = (select max(version) from records r where r.appraisal_id = a.id))"#,
        streams
    )
    .fetch_all(&mut *db)
    .await?;
    for id in unsigned {
        let how =
            "says that it is concluded, and its last record is neither signed by both nor refused";
        found.push(differs(id, "appraisals", "stage", how));
    }
    let answers = sqlx::query_scalar!(
        r#"select a.id from appraisals a where a.id = any($1) and a.annexed
             and (select count(*) from colleague_requests q where q.appraisal_id = a.id and q.state = 'answered')
              <> (select count(*) from colleague_answers n where n.appraisal_id = a.id)"#,
        streams
    )
    .fetch_all(&mut *db)
    .await?;
    for id in answers {
        let how = "are not as many as colleagues have answered";
        let mut one = differs(id, "colleague_answers", "answers of colleagues", how);
        one.tables.push("colleague_requests");
        found.push(one);
    }
    let news: Vec<&str> = Kind::ALL
        .iter()
        .filter(|kind| kind.tells() != Tells::Nobody)
        .map(|kind| kind.key())
        .collect();
    let events = sqlx::query!(
        "select stream, seq from events where stream = any($1) and news <> (kind = any($2))",
        streams,
        &news as &[&str]
    )
    .fetch_all(db)
    .await?;
    for row in events {
        let name = format!("event {}", row.seq);
        let how = "is shown under what is new, or is not, against the list of events";
        found.push(differs(row.stream, "events", name, how));
    }
    Ok(())
}

/// The counts of the dashboard, beside the rows that they count.
pub(super) async fn counts(db: &mut PgConnection, found: &mut Vec<Finding>) -> sqlx::Result<()> {
    let rows = sqlx::query!(
        r#"select distinct what as "what!", cycle_id as "cycle!" from (
             select 'appraisal_counts' as what, cycle_id from (
                select cycle_id, department_id, stage, due_on, grade, provisional, count as n from appraisal_counts
                union all select cycle_id, department_id, stage, due_on, grade, provisional, -1 from appraisals) c
             group by cycle_id, department_id, stage, due_on, grade, provisional having sum(n) <> 0
             union all
             select 'plan_counts', cycle_id from (
                select cycle_id, department_id, status, due_on, count as n from plan_counts
                union all select a.cycle_id, a.department_id, p.status, p.due_on, -1
                from plan_items p join appraisals a on a.id = p.appraisal_id
                where a.stage in ('sign_off', 'dispute', 'concluded')) c
             group by cycle_id, department_id, status, due_on having sum(n) <> 0) wrong"#
    )
    .fetch_all(db)
    .await?;
    for row in rows {
        let table = if row.what == "plan_counts" {
            "plan_counts"
        } else {
            "appraisal_counts"
        };
        let name = format!("the counts of cycle {}", row.cycle);
        found.push(differs(
            COMPANY,
            table,
            name,
            "are not those of what they count",
        ));
    }
    Ok(())
}

/// Who took part in a cycle that has begun, and whose appraisal is not there: taken out with its whole chain, nothing
/// else would be left to tell of it.
pub(super) async fn members(db: &mut PgConnection, found: &mut Vec<Finding>) -> sqlx::Result<()> {
    let rows = sqlx::query!(
        "select m.cycle_id, m.person_id from cycle_members m join cycles c on c.id = m.cycle_id
         where c.status in ('running', 'paused', 'closed') and m.place in ('direct', 'level_up', 'named')
           and not exists (select from appraisals a where a.cycle_id = m.cycle_id and a.appraisee_id = m.person_id)"
    )
    .fetch_all(db)
    .await?;
    found.extend(rows.into_iter().map(|row| Finding {
        chain: COMPANY,
        tables: vec!["appraisals"],
        name: format!(
            "the appraisal of {} in cycle {}",
            row.person_id, row.cycle_id
        ),
        what: What::Removed,
    }));
    Ok(())
}
