//! SQL about people: one statement for many rows, never a query per row.

use sqlx::{FromRow, PgConnection, PgPool, Postgres, QueryBuilder, types::Json};
use time::Date;
use uuid::Uuid;

use super::filter::{Filter, Sort, escaped};
use crate::{
    access::{Role, Scope},
    people::Level,
    web::{Cursor, PAGE},
};

#[derive(FromRow)]
pub(in crate::people) struct Line {
    pub id: Uuid,
    pub number: String,
    pub name: String,
    pub email: Option<String>,
    pub department: Option<String>,
    pub position: String,
    pub level: Level,
    pub superior: Option<String>,
    pub active: bool,
}

/// One page of people in order, from the one that the cursor names on; one more tells whether there are more.
pub(in crate::people) async fn page(
    db: &PgPool,
    filter: &Filter,
    scope: &Scope,
    cursor: &Cursor,
) -> sqlx::Result<Vec<Line>> {
    let column = match filter.sort {
        Sort::Name => "name collate \"zh-x-icu\"",
        Sort::Number => "number",
    };
    let (sign, direction) = if filter.descending == cursor.back {
        (" > ", "asc")
    } else {
        (" < ", "desc")
    };
    let mut sql = QueryBuilder::<Postgres>::new(
        "select p.id, p.number, p.name, p.email, d.name as department, p.position, p.level, s.name as superior, p.active
         from people p left join departments d on d.id = p.department_id left join people s on s.id = p.superior_id",
    );
    filter.push_where(&mut sql, scope);
    if let (_, Some(id)) = cursor.parts() {
        sql.push(format!(
            " and (p.{column}, p.id){sign}(select e.{column}, e.id from people e where e.id = "
        ))
        .push_bind(id)
        .push(")");
    }
    sql.push(format!(
        " order by p.{column} {direction}, p.id {direction} limit "
    ))
    .push_bind(i64::try_from(PAGE + 1).unwrap_or(i64::MAX));
    sql.build_query_as().fetch_all(db).await
}

/// How many who take part in a cycle, or would, have no password yet; where the list of them is.
pub async fn cannot_sign_in(db: &PgPool, cycle: Uuid) -> sqlx::Result<(i64, String)> {
    let filter = Filter {
        cycle: Some(cycle),
        without_account: true,
        ..Filter::default()
    };
    let mut sql = QueryBuilder::<Postgres>::new("select count(*) from people p");
    filter.push_where(&mut sql, &Scope::Company);
    let count = sql.build_query_scalar().fetch_one(db).await?;
    Ok((count, filter.address("/people", &[])))
}

#[derive(serde::Deserialize)]
pub struct DepartmentLine {
    pub id: Uuid,
    pub name: String,
}

#[derive(FromRow)]
pub(in crate::people) struct Around {
    pub count: i64,
    pub without_account: i64,
    pub departments: Json<Vec<DepartmentLine>>,
}

/// How many match, and the departments that the viewer may choose from.
pub(in crate::people) async fn around(
    db: &PgPool,
    filter: &Filter,
    scope: &Scope,
) -> sqlx::Result<Around> {
    let mut sql = QueryBuilder::<Postgres>::new("select (select count(*) from people p");
    filter.push_where(&mut sql, scope);
    sql.push(") as count, (select count(*) from people p");
    let without = Filter {
        without_account: true,
        ..Filter::default()
    };
    without.push_where(&mut sql, scope);
    sql.push(
        ") as without_account, (select coalesce(json_agg(json_build_object('id', d.id, 'name', d.label) order by d.path collate \"zh-x-icu\"), '[]')
           from department_tree d where ",
    )
    .push_bind(scope.departments())
    .push("::uuid[] is null or d.id = any(")
    .push_bind(scope.departments())
    .push(")) as departments");
    sql.build_query_as().fetch_one(db).await
}

pub struct Details {
    pub id: Uuid,
    pub number: String,
    pub name: String,
    pub email: Option<String>,
    pub department_id: Option<Uuid>,
    pub department: Option<String>,
    pub position: String,
    pub level: Level,
    pub superior_id: Option<Uuid>,
    pub superior_number: Option<String>,
    pub superior: Option<String>,
    pub hired_on: Option<Date>,
    pub active: bool,
    pub left_on: Option<Date>,
    pub left_reason: String,
    pub version: i32,
    pub roles: Vec<Role>,
    pub clerk_of: Vec<Uuid>,
    /// Nothing but a stand-in for a name is left.
    pub anonymised: bool,
    /// Under legal hold.
    pub held: bool,
    pub reports: i64,
    pub departments: Json<Vec<DepartmentLine>>,
}

/// One person, if within the scope.
pub(in crate::people) async fn details(
    db: &PgPool,
    id: Uuid,
    scope: &Scope,
) -> sqlx::Result<Option<Details>> {
    sqlx::query_as!(
        Details,
        r#"select p.id, p.number, p.name, p.email, p.department_id, d.name as "department?", p.position, p.level as "level: Level",
            p.superior_id, s.number as "superior_number?", s.name as "superior?", p.hired_on, p.active, p.left_on, p.left_reason, p.version,
            array(select role from person_roles where person_id = p.id order by role) as "roles!: Vec<Role>",
            array(select department_id from clerk_departments where person_id = p.id) as "clerk_of!: Vec<Uuid>",
            p.anonymised_at is not null as "anonymised!",
            exists(select from legal_holds where person_id = p.id and lifted_at is null) as "held!",
            (select count(*) from people r where r.superior_id = p.id and r.active) as "reports!",
            (select coalesce(json_agg(json_build_object('id', a.id, 'name', a.label) order by a.path collate "zh-x-icu"), '[]') from department_tree a)
                as "departments!: Json<Vec<DepartmentLine>>"
           from people p left join departments d on d.id = p.department_id left join people s on s.id = p.superior_id
           where p.id = $1 and ($2::uuid[] is null or p.department_id = any($2))"#,
        id,
        scope.departments() as _
    )
    .fetch_optional(db)
    .await
}

pub(in crate::people) async fn departments(db: &PgPool) -> sqlx::Result<Vec<DepartmentLine>> {
    sqlx::query_as!(
        DepartmentLine,
        r#"select id as "id!", label as "name!" from department_tree order by path collate "zh-x-icu""#
    )
    .fetch_all(db)
    .await
}

/// Somebody who could be meant by a text.
#[derive(Clone)]
pub(in crate::people) struct Match {
    pub id: Uuid,
    pub number: String,
    pub name: String,
    pub department: Option<String>,
    pub position: String,
    pub exact: bool,
}

/// People who work here and fit a number, an address or a (part of a) name; exact fits first.
pub(in crate::people) async fn matching(db: &PgPool, text: &str) -> sqlx::Result<Vec<Match>> {
    sqlx::query_as!(
        Match,
        r#"select p.id, p.number, p.name, d.name as "department?", p.position,
            (lower(p.number) = lower($1) or coalesce(p.email = lower($1), false) or lower(p.name) = lower($1)) as "exact!"
           from people p left join departments d on d.id = p.department_id
           where p.active and lower(p.name || ' ' || p.number || ' ' || coalesce(p.email, '')) like $2
           order by (lower(p.number) = lower($1)) desc, coalesce(p.email = lower($1), false) desc, lower(p.name) = lower($1) desc, p.name, p.id
           limit 21"#,
        text,
        format!("%{}%", escaped(&text.to_lowercase()))
    )
    .fetch_all(db)
    .await
}

/// Writers of reporting lines come one after the other, so that two of them cannot close a loop together.
pub(crate) async fn lock_lines(connection: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("select pg_advisory_xact_lock(hashtext('reporting lines'))")
        .execute(connection)
        .await
        .map(drop)
}

pub(in crate::people) struct Above {
    pub id: Uuid,
    pub number: String,
    pub name: String,
}

/// A person and everybody above, upwards.
pub(in crate::people) async fn chain(
    connection: &mut PgConnection,
    from: Uuid,
) -> sqlx::Result<Vec<Above>> {
    sqlx::query_as!(
        Above,
        r#"with recursive up as (
            select id, superior_id, 0 as step from people where id = $1
            union all
            select p.id, p.superior_id, up.step + 1 from up join people p on p.id = up.superior_id where up.step < 1000
           ) cycle id set looped using path
           select p.id, p.number, p.name from up join people p on p.id = up.id where not up.looped order by up.step"#,
        from
    )
    .fetch_all(connection)
    .await
}

/// The department of this name, made where it is missing; spelling decides nothing.
pub(in crate::people) async fn department(
    connection: &mut PgConnection,
    name: &str,
) -> sqlx::Result<Uuid> {
    // one that was closed is open again once somebody works there
    let known = sqlx::query_scalar!(
        "update departments set closed_on = null, version = version + (closed_on is not null)::integer
         where id = (select id from departments where lower(name) = lower($1) order by closed_on nulls first limit 1) returning id",
        name
    )
    .fetch_optional(&mut *connection)
    .await?;
    if let Some(id) = known {
        return Ok(id);
    }
    sqlx::query_scalar!(
        "insert into departments (name) values ($1) on conflict (name) do update set name = excluded.name returning id",
        name
    )
    .fetch_one(connection)
    .await
}

/// The particulars of one person as they shall be.
pub(in crate::people) struct Particulars {
    pub name: String,
    pub email: Option<String>,
    pub department: Option<Uuid>,
    pub position: String,
    pub level: Level,
    pub superior: Option<Uuid>,
    pub hired_on: Option<Date>,
    pub active: bool,
}

/// True if the person was still at this version.
pub(in crate::people) async fn update(
    connection: &mut PgConnection,
    id: Uuid,
    version: i32,
    p: &Particulars,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update people set name = $3, email = $4, department_id = $5, position = $6, level = $7, superior_id = $8, hired_on = $9,
            active = $10, version = version + 1 where id = $1 and version = $2",
        id,
        version,
        p.name,
        p.email,
        p.department,
        p.position,
        p.level as Level,
        p.superior,
        p.hired_on,
        p.active
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(in crate::people) async fn insert(
    connection: &mut PgConnection,
    number: &str,
    p: &Particulars,
) -> sqlx::Result<Uuid> {
    sqlx::query_scalar!(
        "insert into people (number, name, email, department_id, position, level, superior_id, hired_on, active)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id",
        number,
        p.name,
        p.email,
        p.department,
        p.position,
        p.level as Level,
        p.superior,
        p.hired_on,
        p.active
    )
    .fetch_one(connection)
    .await
}

/// Whether somebody else who works here is an administrator.
pub(in crate::people) async fn another_admin(
    connection: &mut PgConnection,
    than: Uuid,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists(select from person_roles r join people p on p.id = r.person_id
            where r.role = 'admin' and p.active and p.id <> $1) as "other!""#,
        than
    )
    .fetch_one(connection)
    .await
}

pub(in crate::people) async fn set_roles(
    connection: &mut PgConnection,
    id: Uuid,
    roles: &[Role],
    clerk_of: &[Uuid],
) -> sqlx::Result<()> {
    sqlx::query!(
        "with gone as (delete from person_roles where person_id = $1 and role <> all($2))
         insert into person_roles (person_id, role) select $1, r from unnest($2::role[]) r on conflict do nothing",
        id,
        roles as &[Role]
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "with gone as (delete from clerk_departments where person_id = $1 and department_id <> all($2))
         insert into clerk_departments (person_id, department_id)
         select $1, d.id from departments d where d.id = any($2) on conflict do nothing",
        id,
        clerk_of
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Gives many people a superior, a department or both; returns how many were changed.
pub(in crate::people) async fn assign(
    connection: &mut PgConnection,
    people: &[Uuid],
    superior: Option<Uuid>,
    department: Option<Uuid>,
) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        "update people set superior_id = coalesce($2, superior_id), department_id = coalesce($3, department_id), version = version + 1
         where id = any($1) and anonymised_at is null and (superior_id is distinct from coalesce($2, superior_id)
            or department_id is distinct from coalesce($3, department_id))",
        people,
        superior,
        department
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}
