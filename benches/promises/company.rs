//! A company of a given size with one running cycle, put there by SQL: everybody at the self-evaluation.

use countersign::{
    audit::Moment,
    db::{self, embedded::ThrowAway},
    forms::{form::Form, grades::Scheme},
    ground::ids::PersonId,
    inbox,
    sessions::{self, Store},
};
use sqlx::{PgPool, types::Json};
use tower_sessions::{
    SessionStore as _,
    session::{Id, Record},
};
use uuid::Uuid;

pub struct Company {
    pub url: String,
    pub appraisals: Vec<Uuid>,
    /// Session cookies of the appraisees, in the order of their appraisals.
    pub cookies: Vec<String>,
    pub hr: String,
}

/// Every tenth person leads the nine that follow.
const PEOPLE: &str = "
    with d as (insert into departments (name) select 'Department ' || n from generate_series(1, 40) n returning id, name),
    ranked as (select id, row_number() over (order by name) - 1 as place from d),
    made as (
        insert into people (number, name, email, department_id, position)
        select 'N' || lpad(n::text, 6, '0'), 'Person ' || n, 'person' || n || '@example.test', r.id, 'Staff'
        from generate_series(1, $1) n join ranked r on r.place = n % 40 returning id)
    select count(*) from made";

const LINES: &str = "
    update people p set superior_id = s.id from people s
    where s.number = 'N' || lpad(((substr(p.number, 2)::int - 1) / 10 * 10 + 1)::text, 6, '0') and s.id <> p.id";

const CYCLE: &str = "
    with f as (insert into forms (definition) values ($1) returning id),
         s as (insert into schemes (definition) values ($2) returning id),
         c as (insert into cycles (name, starts_on, ends_on, form_id, scheme_id, self_due, evaluation_due, interview_due, sign_due, status, launched_at)
               select 'Bench', current_date - 90, current_date - 1, f.id, s.id, current_date + 7, current_date + 14, current_date + 28,
                      current_date + 35, 'running', now() from f, s returning id),
         reach as (insert into cycle_departments (cycle_id, department_id) select c.id, d.id from c, departments d)
    insert into appraisals (cycle_id, appraisee_id, superior_id, department_id, stage, stage_since, due_on)
    select c.id, p.id, coalesce(p.superior_id, (select id from people q where q.id <> p.id limit 1)), p.department_id,
           'self_evaluation', now(), current_date + 7 from c, people p where p.number <> 'HR'";

pub async fn found(server: &ThrowAway, name: &str, size: i32) -> anyhow::Result<Company> {
    let options = server.options(name);
    db::create_if_missing(&options).await?;
    let pool = db::connect(options).await?;
    db::migrate(&pool).await?;
    sqlx::query(PEOPLE).bind(size).execute(&pool).await?;
    sqlx::query(LINES).execute(&pool).await?;
    let hr = hr(&pool).await?;
    sqlx::query(CYCLE)
        .bind(Json(Form::standard()))
        .bind(Json(Scheme::standard()))
        .execute(&pool)
        .await?;
    let now = time::OffsetDateTime::now_utc();
    let today = now.date();
    inbox::verify::compare(&pool, Moment { today, now }, true).await?;
    sqlx::query("analyze").execute(&pool).await?;
    // sessions for as many people as the loads of the small company need
    let people: Vec<(Uuid, Uuid)> =
        sqlx::query_as("select id, appraisee_id from appraisals order by id limit 2000")
            .fetch_all(&pool)
            .await?;
    let mut cookies = Vec::with_capacity(people.len());
    for (_, person) in &people {
        cookies.push(session(&pool, *person).await?);
    }
    pool.close().await;
    let appraisals = people.into_iter().map(|(id, _)| id).collect();
    Ok(Company {
        url: server.url(name),
        appraisals,
        cookies,
        hr,
    })
}

/// Somebody of HR, and the cookie of their session.
pub async fn hr(pool: &PgPool) -> anyhow::Result<String> {
    let hr: Uuid = sqlx::query_scalar(
        "with p as (insert into people (number, name) values ('HR', 'Hana Hr') returning id)
         insert into person_roles (person_id, role) select id, 'hr' from p returning person_id",
    )
    .fetch_one(pool)
    .await?;
    session(pool, hr).await
}

async fn session(pool: &PgPool, person: Uuid) -> anyhow::Result<String> {
    let now = time::OffsetDateTime::now_utc();
    let mut data = sessions::data(PersonId(person));
    data.insert("seen".to_owned(), now.unix_timestamp().into());
    let mut record = Record {
        id: Id::default(),
        data,
        expiry_date: now + time::Duration::hours(12),
    };
    Store::from(pool.clone()).create(&mut record).await?;
    Ok(format!("session={}", record.id))
}

pub fn complete_self_evaluation() -> String {
    let form = Form::standard();
    let mut body = form_urlencoded::Serializer::new("version=0".to_owned());
    for indicator in &form.indicators {
        body.append_pair(&format!("points.{}", indicator.key), "18");
        body.append_pair(
            &format!("words.{}", indicator.key),
            "What I did, what came of it, and what stood in the way.",
        );
    }
    for question in &form.self_questions {
        body.append_pair(
            &format!("answer.{}", question.key),
            "More time with customers, and training in negotiation.",
        );
    }
    body.finish()
}

pub async fn submitted(server: &ThrowAway, name: &str) -> anyhow::Result<i64> {
    let pool = db::connect(server.options(name)).await?;
    let count =
        sqlx::query_scalar("select count(*) from appraisals where self_submitted_at is not null")
            .fetch_one(&pool)
            .await?;
    pool.close().await;
    Ok(count)
}
