//! Loading: the case, its seats and files, the evaluation it is about, in one query. What the viewer
//! may not read is not read: votes of others before one's own, the hearing outside the committee.

use serde::Deserialize;
use sqlx::{PgExecutor, types::Json};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::{
    access::{Action, Relation},
    appraisals::Seen,
    disputes::rules::{self, Concerned, Decision, Kind, Member, Points, Status},
    evaluations::superior::Evaluation,
    ground::ids::{DisputeId, PersonId},
    web::Result,
};

#[derive(Debug, Clone)]
pub struct Case {
    pub id: DisputeId,
    pub kind: Kind,
    pub items: Vec<String>,
    /// The points of the named items when the case was opened.
    pub points: Points,
    pub grounds: String,
    pub interview_held: bool,
    pub status: Status,
    pub opened_at: OffsetDateTime,
    pub due_on: Date,
    pub answer: String,
    pub answered_at: Option<OffsetDateTime>,
    pub proposal: Option<Points>,
    pub decision: Option<Decision>,
    pub written_grounds: String,
    pub new_points: Option<Points>,
    pub decided_at: Option<OffsetDateTime>,
    pub version: i32,
    pub seats: Vec<Seat>,
    pub files: Vec<FileEntry>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Seat {
    pub person: PersonId,
    pub name: String,
    pub voted: bool,
    /// No longer a member, or party to the appraisal by now: the vote does not count and the seat is to be given on.
    pub vacant: bool,
    /// Absent also where the viewer may not know it yet.
    pub vote: Option<Decision>,
    pub points: Option<Points>,
    pub words: String,
    pub version: i32,
}

#[derive(Debug, Clone, Deserialize)]
pub struct FileEntry {
    pub id: Uuid,
    pub name: String,
    pub bytes: i64,
}

/// The shared notes of the hearing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(default)]
pub struct Hearing {
    pub notes: String,
}

/// Everything that the page of a dispute shows beside the appraisal itself.
#[derive(Debug)]
pub struct Desk {
    /// The newest case.
    pub case: Option<Case>,
    /// A committee has ruled on this appraisal, in this case or an earlier one.
    pub ruled: bool,
    pub concerned: Concerned,
    /// Empty where they were not asked for.
    pub members: Vec<Member>,
    pub evaluation: Option<(Evaluation, i32)>,
    pub hearing: Option<(Hearing, i32, OffsetDateTime)>,
}

impl Desk {
    /// The case, while there is something to do in it at this status.
    #[must_use]
    pub fn at(&self, status: Status) -> Option<&Case> {
        self.case.as_ref().filter(|case| case.status == status)
    }
}

impl Desk {
    /// Members without a conflict who have no seat yet.
    pub fn substitutes(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| {
            let seated = self.case.as_ref().and_then(|case| case.seat(member.id));
            seated.is_none() && rules::conflict(member, &self.concerned).is_none()
        })
    }
}

impl Case {
    #[must_use]
    pub fn seat(&self, person: PersonId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.person == person)
    }

    /// The seats whose holders may vote.
    pub fn counting(&self) -> impl Iterator<Item = &Seat> {
        self.seats.iter().filter(|seat| !seat.vacant)
    }

    /// The points of each vote for adjusting.
    pub fn proposals(&self) -> impl Iterator<Item = &Points> {
        self.counting().filter_map(|seat| seat.points.as_ref())
    }

    #[must_use]
    pub fn votes(&self) -> Vec<Option<Decision>> {
        self.counting().map(|seat| seat.vote).collect()
    }
}

pub async fn desk(db: impl PgExecutor<'_>, seen: &Seen) -> Result<Desk> {
    load(db, seen, false).await
}

/// The same with the active members of the committee, for choosing who sits.
pub async fn desk_with_members(db: impl PgExecutor<'_>, seen: &Seen) -> Result<Desk> {
    load(db, seen, true).await
}

async fn load(db: impl PgExecutor<'_>, seen: &Seen, with_members: bool) -> Result<Desk> {
    let row = sqlx::query!(
        r#"with recursive up as (
               select p.id as member, p.superior_id as above
               from people p join person_roles r on r.person_id = p.id and r.role = 'committee'
               where p.active and $7
               union
               select up.member, p.superior_id from up join people p on p.id = up.above
           )
           select d.id as "id?", d.kind as "kind?: Kind", d.items as "items?", d.points as "points?: Json<Points>",
            d.grounds as "grounds?", d.interview_held as "interview_held?", d.status as "status?: Status",
            d.opened_at as "opened_at?", d.due_on as "due_on?", d.answer as "answer?", d.answered_at,
            d.proposal as "proposal: Json<Points>", d.decision as "decision: Decision",
            d.written_grounds, d.new_points as "new_points: Json<Points>", d.decided_at, d.version as "version?",
            exists (select from disputes where appraisal_id = $1 and status = 'ruled') as "ruled!",
            s.seats as "seats: Json<Vec<Seat>>", f.files as "files: Json<Vec<FileEntry>>",
            e.body as "evaluation?: Json<Evaluation>", e.version as "evaluation_version?",
            h.body as "hearing?: Json<Hearing>", h.version as "hearing_version?", h.updated_at as "heard_at?",
            a.next_superior_id, array(
                select p.person_id from parties p
                where p.appraisal_id = a.id and p.relation in ('co_superior', 'delegate')
            ) as "others!", m.members as "members: Json<Vec<Member>>"
           from appraisals a
           left join lateral (
               select * from disputes where appraisal_id = a.id and $5 order by opened_at desc, id limit 1
           ) d on true
           left join lateral (
               select jsonb_agg(jsonb_build_object('person', s.person_id, 'name', p.name, 'voted', s.vote is not null,
                   'vacant', not exists (select from committee_seats k where k.dispute_id = d.id and k.person_id = s.person_id),
                   'vote', case when o.open then s.vote end, 'points', case when o.open then s.vote_points end,
                   'words', case when o.open then s.vote_words else '' end, 'version', s.version)
                   order by p.name, p.id) as seats
               from dispute_seats s
               join people p on p.id = s.person_id
               cross join lateral (
                   select $4 and (s.person_id = $2 or exists (
                       select from dispute_seats own
                       where own.dispute_id = s.dispute_id and own.person_id = $2 and own.vote is not null)) as open
               ) o
               where s.dispute_id = d.id
           ) s on true
           left join lateral (
               select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'bytes', octet_length(content))
                   order by uploaded_at, name) as files
               from dispute_files where dispute_id = d.id
           ) f on true
           left join papers e on e.appraisal_id = a.id and e.kind = 'evaluation' and $3
           left join papers h on h.appraisal_id = a.id and h.kind = 'hearing' and $6
           left join lateral (
               select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'above', (
                   select jsonb_agg(up.above) from up where up.member = p.id and up.above is not null)) order by p.name, p.id) as members
               from people p where p.id in (select member from up)
           ) m on true
           where a.id = $1"#,
        seen.appraisal.id.0,
        seen.viewer.id.0,
        seen.can(Action::ReadResult),
        seen.is(Relation::Committee),
        seen.can(Action::ReadDispute),
        seen.can(Action::HearDispute),
        with_members
    )
    .fetch_one(db)
    .await?;
    let a = &seen.appraisal;
    let concerned = Concerned {
        appraisee: a.appraisee.id,
        superior: a.superior.id,
        next_superior: row.next_superior_id.map(PersonId),
        facilitator: a.facilitator.as_ref().map(|party| party.id),
        others: row.others.into_iter().map(PersonId).collect(),
    };
    let case = match (row.id, row.kind, row.status, row.opened_at, row.due_on) {
        (Some(id), Some(kind), Some(status), Some(opened_at), Some(due_on)) => Some(Case {
            id: DisputeId(id),
            kind,
            items: row.items.unwrap_or_default(),
            points: row.points.map(|points| points.0).unwrap_or_default(),
            grounds: row.grounds.unwrap_or_default(),
            interview_held: row.interview_held.unwrap_or_default(),
            status,
            opened_at,
            due_on,
            answer: row.answer.unwrap_or_default(),
            answered_at: row.answered_at,
            proposal: row.proposal.map(|points| points.0),
            decision: row.decision,
            written_grounds: row.written_grounds.unwrap_or_default(),
            new_points: row.new_points.map(|points| points.0),
            decided_at: row.decided_at,
            version: row.version.unwrap_or_default(),
            seats: row.seats.map(|seats| seats.0).unwrap_or_default(),
            files: row.files.map(|files| files.0).unwrap_or_default(),
        }),
        _ => None,
    };
    Ok(Desk {
        case,
        concerned,
        members: row.members.map(|members| members.0).unwrap_or_default(),
        ruled: row.ruled,
        evaluation: row
            .evaluation
            .map(|body| body.0)
            .zip(row.evaluation_version),
        hearing: match (row.hearing, row.hearing_version, row.heard_at) {
            (Some(body), Some(version), Some(at)) => Some((body.0, version, at)),
            _ => None,
        },
    })
}
