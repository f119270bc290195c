//! One appraisal loaded for one person and the view `parties` over all of them say the same.

use countersign::{
    access::{Lang, Relation, Role, Viewer},
    appraisals::Seen,
    ground::ids::{AppraisalId, DepartmentId, PersonId},
};
use uuid::Uuid;

use crate::world::World;

/// Everybody is, at random and all at once, whatever somebody can be to an appraisal.
const SHUFFLE: &str = "
    with p as (select array_agg(id order by random()) as ids from people)
    update appraisals a set superior_id = p.ids[1 + (p.ids[1] = a.appraisee_id)::int],
        facilitator_id = case when random() < 0.7 then nullif(p.ids[3], a.appraisee_id) end, next_superior_id = case when random() < 0.7 then p.ids[4] end,
        department_id = (select id from departments order by random() limit 1)
    from p;
    delete from appraisal_superiors; delete from colleague_requests; delete from delegations; delete from dispute_seats;
    delete from disputes; delete from person_roles; delete from clerk_departments;
    insert into appraisal_superiors (appraisal_id, person_id, share)
        select a.id, p.id, 10 from appraisals a, people p where random() < 0.2;
    insert into colleague_requests (appraisal_id, colleague_id, nominated_by, state)
        select a.id, p.id, p.id, (array['nominated', 'asked', 'accepted', 'answered'])[1 + floor(random() * 4)::int]::request_state
        from appraisals a, people p where random() < 0.4;
    insert into delegations (delegator_id, delegate_id, starts_on, ends_on, since, until, reason, created_by, created_at)
        select a.id, b.id, current_date - 9, current_date, now() - interval '9 days', now() + (random() - 0.3) * interval '1 day', 'x',
            a.id, now()
        from people a, people b where a.id <> b.id and random() < 0.2;
    insert into disputes (appraisal_id, kind, items, grounds, interview_held, opened_at, due_on, status)
        select id, 'other', '{x}', 'because', true, now(), current_date, 'referred' from appraisals where random() < 0.7;
    insert into dispute_seats (dispute_id, person_id) select d.id, p.id from disputes d, people p where random() < 0.5;
    insert into person_roles (person_id, role) select p.id, r from people p, unnest(enum_range(null::role)) r where random() < 0.4;
    insert into clerk_departments (person_id, department_id) select p.id, d.id from people p, departments d where random() < 0.4";

#[tokio::test]
async fn the_view_and_the_stake_agree_whoever_is_what() {
    let world = World::new().await;
    let cast = world.cast().await;
    for name in ["Ada", "Ben", "Cyd", "Dan", "Eve", "Fay"] {
        world.person(name, cast.other_department, None).await;
    }
    for _ in 0..25 {
        for statement in SHUFFLE.split(';') {
            sqlx::query(sqlx::AssertSqlSafe(statement))
                .execute(&world.db)
                .await
                .expect("shuffled");
        }
        let people: Vec<(Uuid, Vec<Role>, Vec<Uuid>)> = sqlx::query_as(
            "select id, array(select role from person_roles where person_id = id),
                array(select department_id from clerk_departments where person_id = id) from people",
        )
        .fetch_all(&world.db)
        .await
        .unwrap();
        let appraisals: Vec<Uuid> = sqlx::query_scalar("select id from appraisals")
            .fetch_all(&world.db)
            .await
            .unwrap();
        for appraisal in appraisals {
            for (person, roles, departments) in &people {
                let mut said: Vec<Relation> = sqlx::query_scalar(
                    "select distinct relation from parties where appraisal_id = $1 and person_id = $2",
                )
                .bind(appraisal)
                .bind(person)
                .fetch_all(&world.db)
                .await
                .unwrap();
                let viewer = Viewer {
                    id: PersonId(*person),
                    name: String::new(),
                    roles: roles.clone(),
                    departments: departments.iter().copied().map(DepartmentId).collect(),
                    lang: Lang::En,
                    zone: jiff::tz::TimeZone::UTC,
                    theme: String::new(),
                };
                let mut loaded: Vec<Relation> =
                    Seen::by_id(&world.db, AppraisalId(appraisal), viewer)
                        .await
                        .map(|seen| seen.relations.iter().collect())
                        .unwrap_or_default();
                said.sort();
                loaded.sort();
                assert_eq!(said, loaded);
            }
        }
    }
}
