//! `GET /account/data.json`: everything the product knows about the reader, to take along. What they may
//! not read yet is not in it: a result before it is released and opened, other people's notes. Nor is what
//! colleagues wrote about them, nor whom was asked. Their own words about others are; of those that were promised
//! to be anonymous no one can say any more whose they are, this export included.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use crate::{access::Viewer, app::App, web::Result};

pub async fn download(app: App, viewer: Viewer) -> Result<Response> {
    let data = sqlx::query_scalar!(
        r#"select json_build_object(
            'person', (select json_build_object('number', p.number, 'name', p.name, 'email', p.email, 'department', d.name,
                    'position', p.position, 'level', p.level, 'superior', s.name, 'hired_on', p.hired_on,
                    'language', p.language, 'zone', p.zone, 'theme', p.theme, 'mail', p.digest,
                    'roles', array(select role from person_roles where person_id = p.id))
                from people p left join departments d on d.id = p.department_id left join people s on s.id = p.superior_id
                where p.id = $1),
            'appraisals', (select coalesce(json_agg(json_build_object('id', a.id, 'cycle', c.name, 'stage', a.stage,
                    'position', a.position, 'superior', s.name, 'facilitator', f.name,
                    'self_evaluation', (select body from papers where appraisal_id = a.id and kind = 'self_evaluation'),
                    'preparation', (select body from papers where appraisal_id = a.id and kind = 'employee_preparation'),
                    'evaluation', case when k.known then
                        (select body from papers where appraisal_id = a.id and kind = 'evaluation') end,
                    'total', case when k.known then a.total end, 'multiplier', case when k.known then a.multiplier end,
                    'provisional', a.provisional,
                    'goals', (select json_agg(json_build_object('title', title, 'serves', serves, 'weight', weight) order by position)
                        from goals where appraisal_id = a.id),
                    'records', (select json_agg(json_build_object('version', version, 'sha256', sha256, 'content', nullif(content, '')::json)
                        order by version) from records where appraisal_id = a.id),
                    'signatures', (select json_agg(json_build_object('record_version', record_version, 'choice', choice, 'items', items,
                        'words', words, 'signed_at', signed_at) order by signed_at)
                        from signatures where appraisal_id = a.id and person_id = $1),
                    'declared_refusals', (select json_agg(json_build_object('record_version', record_version, 'words', words,
                        'declared_at', declared_at, 'taken_back_at', taken_back_at) order by record_version)
                        from declared_refusals where appraisal_id = a.id and person_id = $1),
                    'disputes', (select json_agg(json_build_object('kind', kind, 'items', items, 'grounds', grounds,
                        'opened_at', opened_at, 'status', status, 'answer', answer, 'decision', decision,
                        'written_grounds', written_grounds) order by opened_at) from disputes where appraisal_id = a.id),
                    'reopenings', (select json_agg(json_build_object('stage', stage, 'reason', reason, 'requested_at', requested_at,
                        'approved', approved, 'answer', answer) order by requested_at) from reopenings r where appraisal_id = a.id and not exists (select from closed_reopenings where id = r.id))
                    ) order by c.ends_on, c.name), '[]')
                from appraisals a
                join cycles c on c.id = a.cycle_id
                join people s on s.id = a.superior_id
                left join people f on f.id = a.facilitator_id
                cross join lateral (select a.stage in ('interview', 'sign_off', 'dispute', 'concluded')
                    or (a.stage = 'preparation' and a.opened_at is not null) as known) k
                where a.appraisee_id = $1),
            'own_notes', (select coalesce(json_agg(json_build_object('appraisal', appraisal_id, 'kind', kind, 'step', step, 'body', body)
                    order by updated_at), '[]')
                from papers where author_id = $1 and kind in ('private_note', 'interview_note')),
            'period_notes', (select coalesce(json_agg(json_build_object('appraisal', n.appraisal_id, 'words', n.words, 'shared', n.shared,
                    'written_at', n.written_at,
                    'files', (select json_agg(name order by uploaded_at) from note_files where note_id = n.id)) order by n.written_at), '[]')
                from appraisal_notes n where n.author_id = $1),
            'advice_given', (select coalesce(json_agg(json_build_object('cycle', c.name, 'about', e.name, 'from', v.from_on,
                    'until', v.until_on, 'words', v.body, 'submitted_at', v.submitted_at) order by v.asked_at), '[]')
                from advices v join appraisals a on a.id = v.appraisal_id join cycles c on c.id = a.cycle_id
                join people e on e.id = a.appraisee_id where v.author_id = $1),
            'asked_as_colleague', (select coalesce(json_agg(json_build_object('cycle', c.name, 'about', e.name, 'state', q.state,
                    'reason', q.reason, 'draft', q.draft,
                    'answer', (select w.body from colleague_answers w where w.appraisal_id = q.appraisal_id and w.author_id = $1))
                    order by c.ends_on, e.name), '[]')
                from colleague_requests q join appraisals a on a.id = q.appraisal_id join cycles c on c.id = a.cycle_id
                join people e on e.id = a.appraisee_id
                where q.colleague_id = $1 and q.state in ('asked', 'accepted', 'declined', 'answered')),
            'plan_items', (select coalesce(json_agg(json_build_object('what', n.what, 'measure', n.measure, 'support', n.support,
                    'due_on', n.due_on, 'criteria', n.criteria, 'status', n.status,
                    'entries', (select json_agg(json_build_object('at', at, 'kind', kind, 'words', words) order by at)
                        from plan_entries where plan_item_id = n.id)) order by n.due_on), '[]')
                from plan_items n where n.owner_id = $1 and n.status <> 'draft'),
            'delegations', (select coalesce(json_agg(json_build_object('starts_on', starts_on, 'ends_on', ends_on, 'reason', reason,
                    'given', delegator_id = $1) order by created_at), '[]')
                from delegations where $1 in (delegator_id, delegate_id)),
            'superiors', (select coalesce(json_agg(json_build_object('name', s.name, 'since', r.since, 'until', r.until) order by r.changed_at), '[]')
                from reporting_lines r left join people s on s.id = r.superior_id where r.person_id = $1 and not r.planned),
            'absences', (select coalesce(json_agg(json_build_object('kind', kind, 'from', from_on, 'until', until_on, 'reason', reason,
                    'cancelled_at', cancelled_at) order by created_at), '[]')
                from absences where person_id = $1),
            'reminders', (select coalesce(json_agg(json_build_object('appraisal', appraisal_id, 'stage', stage, 'note', note,
                    'times', times, 'reminded_at', reminded_at) order by reminded_at), '[]')
                from reminders where person_id = $1),
            'mails', (select coalesce(json_agg(json_build_object('day', day, 'status', status) order by day), '[]')
                from digests where person_id = $1),
            'account_opened', (select coalesce(json_agg(json_build_object('for', purpose, 'way', way, 'started_at', started_at,
                    'ended_as', ended_as, 'ended_at', ended_at) order by started_at), '[]')
                from account_openings where person_id = $1),
            'sign_ins', (select coalesce(json_agg(json_build_object('at', at, 'what', kind, 'address', address, 'device', device,
                    'detail', detail) order by id), '[]')
                from security_log where person_id = $1),
            'devices', (select coalesce(json_agg(json_build_object('first_at', first_at, 'last_at', last_at) order by first_at), '[]')
                from devices where person_id = $1),
            'deeds', (select coalesce(json_agg(json_build_object('at', at, 'kind', kind) order by at), '[]')
                from events where actor_id = $1)
        )::text as "data!""#,
        viewer.id.0
    )
    .fetch_one(&app.db)
    .await?;
    let mut response = data.into_response();
    let headers = response.headers_mut();
    let json = HeaderValue::from_static("application/json; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, json);
    let name = HeaderValue::from_static("attachment; filename=\"my-data.json\"");
    headers.insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}
