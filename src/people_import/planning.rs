//! From staged rows to what would happen to each: compared with the people who are there by one
//! statement for all rows, then the reporting lines as a graph of ids.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{
    findings::{Candidate, Fault, FaultKind, Group, Remark},
    reading::Choices,
    superiors::{self, Refusal},
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub create: i64,
    pub change: i64,
    pub nothing: i64,
    pub refused: i64,
}

/// What a plan comes to, for the head of the preview.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Report {
    pub counts: Counts,
    /// People who are there and not in the file; they stay as they are.
    pub absent: i64,
    pub new_departments: Vec<String>,
    /// Somebody would be without a department.
    pub without_department: bool,
    pub faults: Vec<Group<FaultKind>>,
    pub remarks: Vec<Group<Remark>>,
    /// Of what the preview shows, so that a confirmation never does anything else.
    pub fingerprint: String,
    /// Of the people and departments that it was made for.
    pub company: String,
}

/// Plans with many rows take longer than a page may; and the planner knows nothing yet of rows that
/// were staged a moment ago, so it is told to hash and not to loop.
pub async fn prepare(connection: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::raw_sql(
        "set local statement_timeout = '15min'; set local enable_nestloop = off; set local jit = off;
         set local work_mem = '32MB'; set local idle_in_transaction_session_timeout = '15min'",
    )
    .execute(connection)
    .await
    .map(drop)
}

/// Makes the plan anew, in the caller's transaction.
pub async fn plan(
    connection: &mut PgConnection,
    id: Uuid,
    choices: &Choices,
) -> sqlx::Result<Report> {
    compare(connection, id, choices).await?;
    refuse_loops(connection, id).await?;
    report(connection, id).await
}

async fn compare(connection: &mut PgConnection, id: Uuid, choices: &Choices) -> sqlx::Result<()> {
    sqlx::query!("delete from import_outcomes where import_id = $1", id)
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        r#"with rows as materialized (
            select r.*, lower(r.number) as number_key from import_rows r where r.import_id = $1
        ), numbers as materialized (
            select number_key, min(line) as first, (array_agg(line order by line))[1:11] as lines, count(*) as times
            from rows where number <> '' group by number_key
        ), emails as materialized (
            select email, (array_agg(line order by line))[1:11] as lines
            from rows where email is not null group by email having count(*) > 1
        ), known as materialized (
            select p.id, lower(p.number) as number_key, p.number, p.name, p.email, p.department_id, d.name as department,
                p.position, p.level, p.superior_id, p.hired_on, p.active
            from people p left join departments d on d.id = p.department_id
        ), judged as materialized (
            select r.*, k.id as known_id, coalesce(k.id, r.id) as node, n.first = r.line as leads,
                r.faults
                || case when n.times > 1 then jsonb_build_array(jsonb_build_object('kind', 'duplicate_number',
                    'lines', to_jsonb(array_remove(n.lines, r.line)))) else '[]' end
                || case when e.email is not null then jsonb_build_array(jsonb_build_object('kind', 'email_repeated',
                    'email', r.email, 'lines', to_jsonb(array_remove(e.lines, r.line)))) else '[]' end
                || case when o.id is not null then jsonb_build_array(jsonb_build_object('kind', 'email_taken',
                    'email', r.email, 'owner', o.number)) else '[]' end as found_faults
            from rows r
            left join numbers n on n.number_key = r.number_key
            left join known k on k.number_key = r.number_key
            left join emails e on e.email = r.email
            left join known o on o.email = r.email and o.id is distinct from k.id
        ), drafts as materialized (
            select j.*, case when j.name is null and j.known_id is null and j.found_faults = '[]'
                then '[{"kind": "no_name"}]'::jsonb else j.found_faults end as own_faults
            from judged j
        ), world as materialized (
            -- everybody there will be, as the file says, or as they are where their row is refused
            select k.id as node, k.number, k.number_key, coalesce(d.name, k.name) as name, coalesce(d.email, k.email) as email,
                coalesce(d.active, k.active) as active, coalesce(d.department, k.department) as department, true as settled
            from known k left join drafts d on d.known_id = k.id and d.leads and d.own_faults = '[]'
            union all
            select d.id, d.number, d.number_key, coalesce(d.name, ''), d.email, coalesce(d.active, true), d.department,
                d.own_faults = '[]'
            from drafts d where d.known_id is null and d.leads
        ), addresses as materialized (
            select distinct on (email) email, node from world where email is not null order by email, settled desc, number_key
        ), names as materialized (
            select lower(name) as name_key, count(*) as everybody, count(*) filter (where active) as working,
                (array_agg(node order by active desc, number_key))[1] as node,
                case when count(*) > 1 then (array_agg(jsonb_build_object('number', number, 'name', name, 'department', department)
                    order by active desc, number_key))[1:20] end as candidates
            from world where name <> '' group by lower(name)
        ), picks as materialized (
            select p.key::integer as line, w.node, lower(w.name) as name_key, w.active
            from jsonb_each_text($2) p join world w on w.number_key = lower(p.value)
        ), found as materialized (
            select d.*, nm.everybody, nm.working, nm.candidates,
                case when d.number = '' then null else case d.superior_by
                    when 1 then wn.node
                    when 2 then wa.node
                    when 4 then coalesce(wn.node, wa.node, named.node)
                    else named.node end end as superior_node
            from drafts d
            left join world wn on d.superior_by in (1, 4) and wn.number_key = lower(d.superior_code)
            left join addresses wa on d.superior_by in (2, 4) and wa.email = lower(d.superior_code)
            left join names nm on d.superior_by in (3, 4) and nm.name_key = lower(d.superior)
            left join picks pk on pk.line = d.line and pk.name_key = nm.name_key and (pk.active or nm.working = 0)
            cross join lateral (select coalesce(pk.node, case
                when nm.working = 1 or (nm.working = 0 and nm.everybody = 1) then nm.node end) as node) named
        ), settled as materialized (
            select f.*, f.own_faults || case
                when f.superior_by is null or f.number = '' then '[]'::jsonb
                when f.superior_node = f.node then '[{"kind": "own_superior"}]'
                when f.superior_node is not null then '[]'
                when f.superior_by in (3, 4) and f.everybody > 1 then jsonb_build_array(jsonb_build_object(
                    'kind', 'ambiguous_superior', 'found', f.superior,
                    'candidates', to_jsonb(f.candidates[1:case when f.working > 0 then f.working else f.everybody end])))
                else jsonb_build_array(jsonb_build_object('kind', 'unknown_superior', 'found', f.superior)) end as all_faults,
                coalesce(f.department, k.department, $3) as department_after, k.number is not null as is_known,
                coalesce(f.name, k.name) as name_after, coalesce(f.email, k.email) as email_after,
                coalesce(f.hired_on, k.hired_on) as hired_after, coalesce(f.active, k.active, true) as active_after,
                f.name <> k.name as name_differs, f.email is distinct from k.email and f.email is not null as email_differs,
                f.position <> k.position as position_differs, f.level <> k.level as level_differs,
                f.superior_node is not null and f.superior_node is distinct from k.superior_id as superior_differs,
                f.hired_on is not null and f.hired_on is distinct from k.hired_on as hired_differs,
                f.active <> k.active as active_differs, k.department as department_before, k.superior_id as superior_before
            from found f left join known k on k.id = f.known_id
        ), closed as materialized (select o.id, o.id = i.created_by as is_own from imports i, own_case(i.created_by) o (id) where i.id = $1)
        insert into import_outcomes (import_id, line, person_id, is_new, superior_id, department, outcome, faults, remarks)
        select $1, s.line, s.node, not s.is_known, s.superior_node, s.department_after,
            case when s.all_faults <> '[]' or own.refused then 'refused'::import_outcome
                when not s.is_known then 'create'
                when s.name_differs or s.email_differs or s.position_differs or s.level_differs or s.superior_differs
                    or s.hired_differs or s.active_differs
                    or lower(s.department_after) is distinct from lower(s.department_before) then 'change'
                else 'nothing' end,
            case when own.refused then s.all_faults || '[{"kind": "own_case"}]' else s.all_faults end,
            case when s.all_faults <> '[]' or own.refused then '{}'::text[] else array_remove(array[
                case when nw.working > s.active_after::integer then 'duplicate_name' end,
                case when s.email_after is null then 'no_email' end,
                case when coalesce(s.superior_node, s.superior_before) is null then 'no_superior' end,
                case when not ws.active then 'superior_left' end,
                case when s.department_after is null then 'no_department' end,
                case when s.hired_after is null then 'no_hire_date' end], null) || s.remarks end
        from settled s
        left join closed c on c.id = s.known_id
        cross join lateral (select c.id is not null and (coalesce(s.superior_differs or s.active_differs, false) or (c.is_own and (
            coalesce(s.level_differs, false) or lower(s.department_after) is distinct from lower(s.department_before)))) as refused) own
        left join names nw on nw.name_key = lower(s.name_after)
        left join world ws on ws.node = coalesce(s.superior_node, s.superior_before)"#,
        id,
        serde_json::to_value(&choices.superiors).unwrap_or_default(),
        choices.department
    )
    .execute(connection)
    .await
    .map(drop)
}

/// Ids to places and back.
#[derive(Default)]
struct Places {
    of: HashMap<Uuid, u32>,
    ids: Vec<Uuid>,
}

impl Places {
    fn of(&mut self, id: Uuid) -> u32 {
        // the rows of a file and the people of a company are far fewer than u32 counts
        let next = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        *self.of.entry(id).or_insert_with(|| {
            self.ids.push(id);
            next
        })
    }
}

async fn refuse_loops(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<()> {
    let mut places = Places::default();
    let found = sqlx::query!(
        r#"select line, person_id, is_new, superior_id, outcome = 'refused' as "refused!"
           from import_outcomes where import_id = $1 order by line"#,
        id
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut new = Vec::new();
    let mut rows: Vec<superiors::Row> = Vec::with_capacity(found.len());
    for row in found {
        let person = places.of(row.person_id);
        if row.is_new {
            new.push(person);
        }
        rows.push(superiors::Row {
            line: row.line,
            person,
            superior: row.superior_id.map(|superior| places.of(superior)),
            refused: row.refused,
        });
    }
    let lines = sqlx::query!(
        r#"select id, superior_id as "superior_id!" from people where superior_id is not null"#
    )
    .fetch_all(&mut *connection)
    .await?;
    let lines: Vec<(u32, u32)> = lines
        .into_iter()
        .map(|line| (places.of(line.id), places.of(line.superior_id)))
        .collect();
    let mut today = vec![None; places.ids.len()];
    for (person, superior) in lines {
        today[person as usize] = Some(superior);
    }
    let mut is_new = vec![false; places.ids.len()];
    for person in new {
        is_new[person as usize] = true;
    }
    let ids = places.ids;
    let refusals =
        tokio::task::spawn_blocking(move || superiors::settle(&mut rows, &today, &is_new))
            .await
            .map_err(|_| sqlx::Error::WorkerCrashed)?;
    refuse(connection, id, &ids, &refusals).await
}

/// So many chains are named in full; nobody reads more.
const WHOLE_CHAINS: usize = 500;
const SHORT_CHAIN: usize = 4;

async fn refuse(
    connection: &mut PgConnection,
    id: Uuid,
    ids: &[Uuid],
    refusals: &[(i32, Refusal)],
) -> sqlx::Result<()> {
    if refusals.is_empty() {
        return Ok(());
    }
    let chain = |at: usize, places: &[u32]| {
        let most = if at < WHOLE_CHAINS {
            places.len()
        } else {
            SHORT_CHAIN
        };
        places
            .iter()
            .take(most)
            .map(|place| ids[*place as usize])
            .collect::<Vec<_>>()
    };
    let mut named = BTreeSet::new();
    for (at, (_, refusal)) in refusals.iter().enumerate() {
        match refusal {
            Refusal::Loop(places) => named.extend(chain(at, places)),
            Refusal::SuperiorRefused { superior, .. } => {
                named.insert(ids[*superior as usize]);
            }
        }
    }
    let named: Vec<Uuid> = named.into_iter().collect();
    let people: HashMap<Uuid, Candidate> = sqlx::query!(
        r#"select o.person_id as "id!", coalesce(p.number, r.number) as "number!", coalesce(r.name, p.name, '') as "name!",
            o.department
           from import_outcomes o join import_rows r on r.import_id = o.import_id and r.line = o.line
           left join people p on p.id = o.person_id
           where o.import_id = $1 and o.person_id = any($2)
           union
           select p.id, p.number, p.name, null from people p
           where p.id = any($2) and not exists (select from import_outcomes o where o.import_id = $1 and o.person_id = p.id)"#,
        id,
        &named
    )
    .fetch_all(&mut *connection)
    .await?
    .into_iter()
    .map(|row| {
        let candidate = Candidate {
            number: row.number,
            name: row.name,
            department: row.department,
        };
        (row.id, candidate)
    })
    .collect();
    let mut lines = Vec::with_capacity(refusals.len());
    let mut faults = Vec::with_capacity(refusals.len());
    for (at, (line, refusal)) in refusals.iter().enumerate() {
        let fault = match refusal {
            Refusal::Loop(places) => Fault::Loop {
                chain: chain(at, places)
                    .iter()
                    .filter_map(|id| people.get(id).cloned())
                    .collect(),
            },
            Refusal::SuperiorRefused { line, superior } => Fault::SuperiorRefused {
                line: u64::try_from(*line).unwrap_or_default(),
                superior: people
                    .get(&ids[*superior as usize])
                    .map_or_else(String::new, |one| one.number.clone()),
            },
        };
        lines.push(*line);
        faults.push(serde_json::to_value([fault]).unwrap_or_default());
    }
    sqlx::query!(
        "update import_outcomes o set outcome = 'refused', faults = o.faults || f.faults, remarks = '{}'
         from unnest($2::integer[], $3::jsonb[]) as f (line, faults) where o.import_id = $1 and o.line = f.line",
        id,
        &lines,
        &faults
    )
    .execute(connection)
    .await
    .map(drop)
}

async fn report(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<Report> {
    let company = company(connection).await?;
    let row = sqlx::query!(
        r#"with outcomes as materialized (select * from import_outcomes where import_id = $1),
        kinds as (
            select f ->> 'kind' as kind, count(*) as count, (array_agg(line order by line))[1:5] as lines
            from outcomes, jsonb_array_elements(faults) f group by 1
        ), remarks as (
            select remark as kind, count(*) as count, (array_agg(line order by line))[1:5] as lines
            from outcomes, unnest(remarks) remark group by 1
        )
        select count(*) filter (where outcome = 'create') as "create!", count(*) filter (where outcome = 'change') as "change!",
            count(*) filter (where outcome = 'nothing') as "nothing!", count(*) filter (where outcome = 'refused') as "refused!",
            (select count(*) from people) - count(distinct person_id) filter (where not is_new) as "absent!",
            coalesce(bool_or(department is null and outcome <> 'refused'), false) as "without_department!",
            coalesce((select array_agg(n.name order by n.name) from (
                select distinct on (lower(o.department)) o.department as name from outcomes o
                where o.outcome <> 'refused' and o.department is not null
                  and lower(o.department) not in (select lower(name) from departments)
                order by lower(o.department), o.line) n), '{}') as "new_departments!",
            coalesce((select json_agg(row_to_json(g)) from kinds g), '[]') as "faults!: Json<Vec<Group<FaultKind>>>",
            coalesce((select json_agg(row_to_json(g)) from remarks g), '[]') as "remarks!: Json<Vec<Group<Remark>>>",
            coalesce((select md5(string_agg(md5(concat_ws('|', o.line, o.outcome, o.person_id, o.superior_id, o.department,
                    o.faults::text, p.version, r.number, r.name, r.email, r.position, r.level, r.hired_on, r.active)), '' order by o.line))
                from outcomes o join import_rows r on r.import_id = $1 and r.line = o.line left join people p on p.id = o.person_id), '')
                as "fingerprint!"
        from outcomes"#,
        id
    )
    .fetch_one(connection)
    .await?;
    let (mut faults, mut remarks) = (row.faults.0, row.remarks.0);
    faults.sort_by_key(|group| group.kind);
    remarks.sort_by_key(|group| group.kind);
    Ok(Report {
        counts: Counts {
            create: row.create,
            change: row.change,
            nothing: row.nothing,
            refused: row.refused,
        },
        absent: row.absent,
        new_departments: row.new_departments,
        without_department: row.without_department,
        faults,
        remarks,
        fingerprint: row.fingerprint,
        company,
    })
}

/// Differs whenever somebody or a department was added or changed.
pub async fn company(connection: &mut PgConnection) -> sqlx::Result<String> {
    sqlx::query_scalar!(
        r#"select concat_ws(':', count(*), bit_xor(hashtextextended(id::text || version, 0)),
            (select concat_ws(':', count(*), bit_xor(hashtextextended(id::text || name, 0))) from departments)) as "company!" from people"#
    )
    .fetch_one(connection)
    .await
}
