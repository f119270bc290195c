//! What was gathered during the period and stands beside a text that is being written or reviewed:
//! figures, goals, notes, what colleagues wrote. One query, with what the viewer may read of it.

use sqlx::{PgExecutor, types::Json};
use uuid::Uuid;

use super::colleagues::{Round, Voice};
use crate::{
    access::Action,
    actuals::Actual,
    appraisals::Seen,
    goals::{Goal, Titled},
    notes::Note,
    web::Result,
};

/// What somebody wants of it; what they may not read is left out all the same.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools)] // each names one thing
pub struct Wanted {
    pub figures: bool,
    pub goals: bool,
    pub notes: bool,
    pub colleagues: bool,
}

#[derive(Debug, Default)]
pub struct Dossier {
    /// The latest first.
    pub figures: Vec<Actual>,
    pub goals: Vec<Goal>,
    /// Titles of the company's goals that those serve.
    pub titles: Vec<(Uuid, String)>,
    /// The viewer's own and what the other side shares, newest first.
    pub notes: Vec<Note>,
    /// Colleagues are asked in this cycle.
    pub round: Option<Round>,
    /// By random ids: the order says nothing.
    pub voices: Vec<Voice>,
}

impl Dossier {
    pub async fn load(db: impl PgExecutor<'_>, seen: &Seen, wanted: Wanted) -> Result<Self> {
        let cycle = &seen.appraisal.cycle;
        let figures = wanted.figures && seen.can(Action::ReadActuals);
        let goals = wanted.goals && cycle.with_goals;
        let notes = wanted.notes && seen.can(Action::ReadNotes);
        let colleagues = wanted.colleagues && seen.can(Action::ReadInput);
        if !(figures || goals || notes || colleagues) {
            return Ok(Self::default());
        }
        let row = sqlx::query!(
            r#"select
                (select coalesce(json_agg(json_build_object('item', a.item, 'period', a.period, 'ends_on', a.ends_on,
                        'actual', a.actual::text, 'note', a.note, 'source', a.source, 'recorded_at', a.recorded_at,
                        'by', coalesce(p.name, t.name), 'version', a.version)
                        order by a.ends_on desc, a.recorded_at desc, a.item), '[]')
                    from actuals a left join people p on p.id = a.recorded_by left join api_tokens t on t.id = a.token_id
                    where a.appraisal_id = $1 and $4) as "figures!: Json<Vec<Actual>>",
                coalesce((select goals from goal_lists where appraisal_id = $1 and $5), '[]') as "goals!: Json<Vec<Goal>>",
                (select coalesce(json_agg(json_build_object('id', c.id, 'title', c.title)), '[]') from company_goals c
                    where $5 and c.id in (select company_goal_id from goals where appraisal_id = $1 and retired_at is null)
                ) as "titles!: Json<Vec<Titled>>",
                (select coalesce(json_agg(n), '[]') from (
                    select n.id, n.author_id = $3 as own, p.name as author, n.words, n.shared, n.written_at, n.changed_at, n.version,
                        (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name,
                            'bytes', octet_length(f.content)) order by f.uploaded_at, f.id), '[]')
                            from note_files f where f.note_id = n.id) as files
                    from appraisal_notes n join people p on p.id = n.author_id
                    where n.appraisal_id = $1 and $6 and (n.author_id = $3 or n.shared)
                    order by n.written_at desc, n.id limit 500) n) as "notes!: Json<Vec<Note>>",
                (select json_build_object('mode', i.mode, 'most', i.most, 'due_on', i.due_on,
                        'closed', exists (select from colleague_closings where appraisal_id = $1))
                    from cycle_inputs i where i.cycle_id = $2 and $7) as "round: Json<Round>",
                (select coalesce(json_agg(json_build_object('id', a.id, 'name', coalesce(p.name, ''), 'answer', a.body)
                        order by a.id), '[]')
                    from colleague_answers a left join people p on p.id = a.author_id
                    where a.appraisal_id = $1 and $7) as "voices!: Json<Vec<Voice>>""#,
            seen.appraisal.id.0,
            cycle.id.0,
            seen.viewer.id.0,
            figures,
            goals,
            notes,
            colleagues
        )
        .fetch_one(db)
        .await?;
        Ok(Self {
            figures: row.figures.0,
            goals: row.goals.0,
            titles: row.titles.0.into_iter().map(Titled::pair).collect(),
            notes: row.notes.0,
            round: row.round.map(|round| round.0),
            voices: row.voices.0,
        })
    }
}
