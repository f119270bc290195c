//! Everything about one interview in one query.

use serde::{Deserialize, de::DeserializeOwned};
use sqlx::{PgExecutor, types::Json};
use time::OffsetDateTime;

use crate::{
    appraisals::{
        Seen,
        papers::{PaperKind, readable},
    },
    evaluations::{self_evaluation::SelfEvaluation, superior as evaluation, superior::Evaluation},
    forms::form::Form,
    ground::ids::PersonId,
    interviews::{
        gathered::{
            Confirmation, Gathered, Interview, NextGoal, NoteBy, Parked, PlanItem, Saved, StanceBy,
            Standing, StepState,
        },
        kinds::{Method, PlaceKind, Purpose},
        moment,
        sheets::Note,
    },
    scoring,
    web::Result,
};

const KINDS: &[PaperKind] = &[
    PaperKind::SelfEvaluation,
    PaperKind::Evaluation,
    PaperKind::EmployeePreparation,
    PaperKind::SuperiorPreparation,
    PaperKind::Interview,
    PaperKind::InterviewNote,
    PaperKind::PrivateNote,
];

#[derive(Debug, Deserialize)]
struct PaperRow {
    kind: PaperKind,
    step: u8,
    author: PersonId,
    name: String,
    body: serde_json::Value,
    version: i32,
    #[serde(with = "moment::always")]
    updated_at: OffsetDateTime,
    #[serde(with = "moment")]
    submitted_at: Option<OffsetDateTime>,
}

/// Everything that the viewer may read of the interview now.
pub async fn gather(db: impl PgExecutor<'_>, seen: &Seen) -> Result<Gathered> {
    let readable = readable(seen, KINDS);
    let row = sqlx::query!(
        r#"select i.purpose as "purpose?: Purpose", i.method as "method?: Method", i.starts_at, i.minutes as "minutes?",
            i.place_kind as "place_kind: PlaceKind", i.place as "place?", i.proposed_by, b.name as "proposed_by_name?",
            i.confirmed_at, i.wish as "wish?", i.reschedule_reason as "reschedule_reason?", i.started_at, i.ended_at,
            i.current_step as "current_step?", i.version as "version?",
            (select submitted_at from papers where appraisal_id = a.id and kind = 'employee_preparation') as employee_ready_at,
            (select submitted_at from papers where appraisal_id = a.id and kind = 'superior_preparation') as superior_ready_at,
            (select coalesce(json_agg(json_build_object('step', n, 'opened_at', s.opened_at, 'done_at', s.done_at,
                    'seconds', coalesce(s.seconds, 0), 'asked', coalesce(s.asked, '{}')) order by n), '[]')
                from generate_series(1, 8) n left join interview_steps s on s.appraisal_id = a.id and s.step = n
            ) as "steps!: Json<Vec<StepState>>",
            (select coalesce(json_agg(json_build_object('kind', p.kind, 'step', p.step, 'author', p.author_id, 'name', w.name,
                    'body', p.body, 'version', p.version, 'updated_at', p.updated_at, 'submitted_at', p.submitted_at)
                    order by p.step, p.updated_at), '[]')
                from papers p join people w on w.id = p.author_id
                where p.appraisal_id = a.id and p.kind = any($3)
                  and (p.kind <> 'private_note' or p.slot = $2)
                  and (p.kind not in ('self_evaluation', 'employee_preparation') or p.submitted_at is not null or p.author_id = $2)
                  and (p.kind <> 'superior_preparation' or p.author_id = $2 or $4)
            ) as "papers!: Json<Vec<PaperRow>>",
            (select coalesce(json_agg(json_build_object('item', t.item, 'stance', t.stance, 'person', t.person_id, 'name', w.name)), '[]')
                from item_stances t join people w on w.id = t.person_id where t.appraisal_id = a.id
            ) as "stances!: Json<Vec<StanceBy>>",
            (select coalesce(json_agg(json_build_object('id', k.id, 'item', k.item, 'employee_view', k.employee_view, 'employee_wrote', k.employee_wrote,
                    'superior_view', k.superior_view, 'owner', k.owner_id, 'owner_name', w.name, 'due_on', k.due_on,
                    'outcome', k.outcome, 'version', k.version) order by k.item), '[]')
                from parked_points k join people w on w.id = k.owner_id where k.appraisal_id = a.id
            ) as "parked!: Json<Vec<Parked>>",
            (select coalesce(json_agg(json_build_object('id', m.id, 'item', m.item, 'what', m.what, 'cause', m.cause,
                    'measure', m.measure, 'support', m.support, 'support_by', m.support_by, 'support_by_name', h.name,
                    'owner', m.owner_id, 'owner_name', w.name, 'due_on', m.due_on, 'criteria', m.criteria,
                    'version', m.version) order by m.due_on, m.what, m.id), '[]')
                from plan_items m join people w on w.id = m.owner_id left join people h on h.id = m.support_by
                where m.appraisal_id = a.id and m.status <> 'dropped'
            ) as "plan!: Json<Vec<PlanItem>>",
            (select coalesce(json_agg(json_build_object('id', g.id, 'title', g.title, 'source', g.source, 'serves', g.serves,
                    'confirmed_at', g.confirmed_at) order by g.added_at, g.id), '[]')
                from next_goals g where g.appraisal_id = a.id
            ) as "goals!: Json<Vec<NextGoal>>",
            (select json_build_object('person', c.person_id, 'objections', c.objections, 'at', c.at)
                from confirmations c where c.appraisal_id = a.id
            ) as "confirmation: Json<Confirmation>"
           from appraisals a
           left join interviews i on i.appraisal_id = a.id
           left join people b on b.id = i.proposed_by
           where a.id = $1"#,
        seen.appraisal.id.0,
        seen.viewer.id.0,
        readable as Vec<PaperKind>,
        seen.can(crate::access::Action::PrepareAsSuperior)
            || seen.is(crate::access::Relation::Superior)
    )
    .fetch_one(db)
    .await?;
    let interview = match (row.purpose, row.method, row.version) {
        (Some(purpose), Some(method), Some(version)) => Some(Interview {
            purpose,
            method,
            starts_at: row.starts_at,
            minutes: row.minutes.unwrap_or(60),
            place_kind: row.place_kind,
            place: row.place.unwrap_or_default(),
            proposed_by: row.proposed_by.map(PersonId).zip(row.proposed_by_name),
            confirmed_at: row.confirmed_at,
            wish: row.wish.unwrap_or_default(),
            reschedule_reason: row.reschedule_reason.unwrap_or_default(),
            started_at: row.started_at,
            ended_at: row.ended_at,
            current_step: row
                .current_step
                .and_then(|step| u8::try_from(step).ok())
                .unwrap_or(1),
            version,
        }),
        _ => None,
    };
    let papers = row.papers.0;
    let self_evaluation = one::<SelfEvaluation>(&papers, PaperKind::SelfEvaluation, 0)?
        .filter(|paper| paper.submitted_at.is_some())
        .map(|paper| paper.body);
    let evaluation = one::<Evaluation>(&papers, PaperKind::Evaluation, 0)?.map(|paper| paper.body);
    let form = &seen.appraisal.cycle.form;
    Ok(Gathered {
        interview,
        steps: row.steps.0,
        notes: notes(&papers, seen.appraisal.appraisee.id)?,
        private_note: shared(&papers, PaperKind::PrivateNote, 0)?,
        opening: shared(&papers, PaperKind::Interview, 1)?,
        own_words: shared(&papers, PaperKind::Interview, 2)?,
        exchange: shared(&papers, PaperKind::Interview, 3)?,
        no_plan: shared(&papers, PaperKind::Interview, 5)?,
        development: shared(&papers, PaperKind::Interview, 6)?,
        closing: shared(&papers, PaperKind::Interview, 8)?,
        stances: row
            .stances
            .0
            .into_iter()
            .map(|stance| (stance.item.clone(), stance))
            .collect(),
        parked: row.parked.0,
        plan: row.plan.0,
        goals: row.goals.0,
        confirmation: row.confirmation.map(|Json(confirmation)| confirmation),
        items: standings(form, self_evaluation.as_ref(), evaluation.as_ref()),
        self_evaluation,
        evaluation,
        employee_preparation: one(&papers, PaperKind::EmployeePreparation, 0)?,
        superior_preparation: one(&papers, PaperKind::SuperiorPreparation, 0)?,
        employee_ready_at: row.employee_ready_at,
        superior_ready_at: row.superior_ready_at,
    })
}

/// The paper of a kind and step, decoded.
fn one<T: DeserializeOwned>(
    papers: &[PaperRow],
    kind: PaperKind,
    step: u8,
) -> Result<Option<Saved<T>>> {
    let Some(row) = papers
        .iter()
        .find(|row| row.kind == kind && row.step == step)
    else {
        return Ok(None);
    };
    Ok(Some(Saved {
        body: serde_json::from_value(row.body.clone())?,
        version: row.version,
        updated_at: Some(row.updated_at),
        submitted_at: row.submitted_at,
    }))
}

fn shared<T: DeserializeOwned + Default>(
    papers: &[PaperRow],
    kind: PaperKind,
    step: u8,
) -> Result<Saved<T>> {
    Ok(one(papers, kind, step)?.unwrap_or_default())
}

fn notes(papers: &[PaperRow], employee: PersonId) -> Result<Vec<NoteBy>> {
    papers
        .iter()
        .filter(|row| row.kind == PaperKind::InterviewNote)
        .map(|row| {
            let note: Note = serde_json::from_value(row.body.clone())?;
            Ok(NoteBy {
                step: row.step,
                author: row.author,
                employee: row.author == employee,
                name: row.name.clone(),
                text: note.text,
                version: row.version,
                updated_at: row.updated_at,
            })
        })
        .collect()
}

/// Both views of each indicator in points, as far as they are known.
fn standings(
    form: &Form,
    own: Option<&SelfEvaluation>,
    evaluation: Option<&Evaluation>,
) -> Vec<Standing> {
    let inputs = evaluation
        .map(evaluation::Evaluation::inputs)
        .unwrap_or_default();
    form.indicators
        .iter()
        .map(|indicator| {
            let score = inputs
                .get(&indicator.key)
                .and_then(|input| scoring::score_item(indicator, form.percent_mode, input).ok());
            Standing {
                key: indicator.key.clone(),
                own: own
                    .and_then(|own| own.items.get(&indicator.key))
                    .and_then(|item| item.points),
                weak: score
                    .as_ref()
                    .is_some_and(|score| scoring::weak(indicator, score)),
                points: score.map(|score| score.points),
            }
        })
        .collect()
}
