//! What stands beside an appraisal on its page: who prepares for the superior, what was asked to be
//! opened again, what earlier superiors had to say, how the result came about. One query, and none
//! where there is nothing.

use serde::Deserialize;
use sqlx::{PgPool, types::Json};

use crate::{
    access::{Action, Relation, Stage},
    appraisals::Seen,
    requests::{advice::Given, reopening::Reopening},
    scoring::breakdown::Breakdown,
    web::Result,
};

#[derive(Debug, Clone, Deserialize)]
pub struct Delegate {
    pub name: String,
    pub ends_on: String,
}

#[derive(Debug, Default)]
pub struct Related {
    /// Newest first; none for whoever may not read them.
    pub reopenings: Vec<Reopening>,
    /// Those who stand in for the superior today.
    pub delegates: Vec<Delegate>,
    /// Who wrote the superior's checklist, where it was not the superior.
    pub prepared_by: Option<String>,
    /// In the order of the days; none for whoever may not read them.
    pub advices: Vec<Given>,
    /// A refusal on which the viewer has not commented yet.
    pub comment: bool,
    /// The explanation of the result as it was kept; none for whoever may not know the result.
    pub kept: Option<Breakdown>,
}

pub async fn load(db: &PgPool, seen: &Seen) -> Result<Related> {
    let a = &seen.appraisal;
    let early = [Stage::Goals, Stage::SelfEvaluation, Stage::Evaluation];
    if early.contains(&a.stage) && !a.annexed {
        return Ok(Related::default());
    }
    let row = sqlx::query!(
        r#"select
            (select coalesce(json_agg(json_build_object('id', r.id, 'stage', r.stage, 'reason', r.reason, 'by', q.name,
                    'requested_by', r.requested_by, 'requested_at', r.requested_at, 'approved', r.approved, 'answer', r.answer,
                    'decided_by', d.name, 'decided_at', r.decided_at) order by r.requested_at desc), '[]')
                from reopenings r join people q on q.id = r.requested_by left join people d on d.id = r.decided_by
                where r.appraisal_id = $1 and $4 and not ($8 and r.id in (select id from closed_reopenings where appraisal_id = $1))
            ) as "reopenings!: Json<Vec<Reopening>>",
            (select coalesce(json_agg(distinct jsonb_build_object('name', p.name, 'ends_on', g.ends_on::text)), '[]')
                from delegations g join people p on p.id = g.delegate_id
                where g.delegator_id = $2 and g.delegate_id <> $3 and g.revoked_at is null and g.since <= now() and g.until > now()
            ) as "delegates!: Json<Vec<Delegate>>",
            (select w.name from papers k join people w on w.id = k.author_id
                where k.appraisal_id = $1 and k.kind = 'superior_preparation' and k.author_id <> $2
                  and exists (select from delegations g where g.delegator_id = $2 and g.delegate_id = k.author_id)
            ) as prepared_by,
            (select coalesce(json_agg(json_build_object('author', p.name, 'kind', v.kind, 'from_on', v.from_on,
                    'until_on', v.until_on, 'department', coalesce(d.name, ''), 'position', v.position,
                    'body', case when v.submitted_at is not null then v.body end) order by v.from_on, v.asked_at), '[]')
                from advices v join people p on p.id = v.author_id left join departments d on d.id = v.department_id
                where v.appraisal_id = $1 and $5
            ) as "advices!: Json<Vec<Given>>",
            ($7 and exists (select from refusals f where f.appraisal_id = $1 and f.employee_comment = ''
                and not exists (select from signatures s where s.appraisal_id = $1 and s.record_version = f.record_version and s.party = 'appraisee')
                and f.record_version = (select max(version) from records where appraisal_id = $1))) as "comment!",
            (select body from results where appraisal_id = $1 and $6 order by no desc limit 1) as "kept: Json<Breakdown>""#,
        a.id.0,
        a.superior.id.0,
        a.appraisee.id.0,
        seen.can(Action::ReadReopenings),
        seen.can(Action::ReadAdvice),
        seen.result().is_some(),
        seen.can(Action::CommentRefusal),
        seen.is(Relation::Appraisee)
    )
    .fetch_one(db)
    .await?;
    Ok(Related {
        reopenings: row.reopenings.0,
        delegates: row.delegates.0,
        prepared_by: row.prepared_by,
        advices: row.advices.0,
        comment: row.comment,
        kept: row.kept.map(|kept| kept.0),
    })
}
