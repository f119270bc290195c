//! Each column that is compared, changed once; each table, a row less and a row more. From the catalogue of the database,
//! so that a new column that nobody compares fails here.

use countersign::integrity::{
    What,
    catalogue::{How, TABLES, Table},
};
use sqlx::{AssertSqlSafe, PgConnection};

use super::company::{findings, lines, lived, unguarded};
use crate::world::World;

/// Which row of a table is changed, where not every row is evidence.
fn row_of(table: &str) -> &'static str {
    match table {
        "papers" => "submitted_at is not null",
        "retention_terms" => "set_at is not null",
        "appraisals" => "total is not null and erased_at is null and annexed",
        "colleague_answers" => {
            "exists (select from appraisals a where a.id = appraisal_id and a.evaluated_at is not null)"
        }
        "advices" => "submitted_at is not null",
        _ => "true",
    }
}

/// Another value of a column.
fn forged(column: &str, kind: &str, name: &str) -> String {
    match kind {
        "text" => format!("coalesce({column}, '') || ' forged'"),
        "int2" | "int4" | "int8" | "numeric" => format!("coalesce({column}, 0) + 40"),
        "bool" => format!("not coalesce({column}, false)"),
        "timestamptz" => format!("coalesce({column} + interval '1 second', now())"),
        "date" => format!("coalesce({column} + 400, current_date)"),
        "uuid" => "gen_random_uuid()".to_owned(),
        "jsonb" => "'{\"forged\": true}'".to_owned(),
        "bytea" => "'forged'".to_owned(),
        "_text" => format!("array_append(coalesce({column}, '{{}}'), 'forged')"),
        _ if kind.starts_with('_') => {
            let of = kind.trim_start_matches('_');
            format!("array_append({column}, (enum_range(null::{of}))[1])")
        }
        _ => format!(
            "(select one from unnest(enum_range(null::{kind})) one where one is distinct from {name}.{column} limit 1)"
        ),
    }
}

struct Column {
    name: String,
    kind: String,
    generated: bool,
}

async fn columns(db: &mut PgConnection, table: &str) -> Vec<Column> {
    sqlx::query_as::<_, (String, String, bool)>(
        "select column_name::text, udt_name::text, identity_generation is not null from information_schema.columns
         where table_schema = 'public' and table_name = $1 order by ordinal_position",
    )
    .bind(table)
    .fetch_all(db)
    .await
    .unwrap()
    .into_iter()
    .map(|(name, kind, generated)| Column {
        name,
        kind,
        generated,
    })
    .collect()
}

/// Runs one forgery, looks, and takes it back. What is wrong with what was found, if anything.
async fn attempt(world: &World, table: &Table, statement: &str) -> Option<String> {
    let mut tx = world.db.begin().await.unwrap();
    let forgery = format!("set local session_replication_role = replica; {statement}");
    let done = match sqlx::raw_sql(AssertSqlSafe(forgery))
        .execute(&mut *tx)
        .await
    {
        Ok(done) => done.rows_affected(),
        Err(error) => return Some(format!("{statement}: {error}")),
    };
    let found = findings(&mut tx).await;
    tx.rollback().await.unwrap();
    if done == 0 {
        return Some(format!("{statement}: changed nothing"));
    }
    let named = found.iter().any(|one| one.tables.contains(&table.name));
    (!named).then(|| format!("{statement}: found {:?}", lines(&found)))
}

fn compared(table: &Table) -> bool {
    matches!(table.how, How::Digests(_) | How::Counts)
}

/// Of so many parts the one; each is a test of its own, so that they run beside each other.
async fn each_column(part: usize, parts: usize) {
    let world = lived().await;
    let mut db = world.db.acquire().await.unwrap();
    assert_eq!(lines(&findings(&mut db).await), Vec::<String>::new());
    drop(db);
    unguarded(&world.db).await;
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for table in TABLES
        .iter()
        .filter(|table| compared(table))
        .skip(part)
        .step_by(parts)
    {
        let name = table.name;
        let columns = columns(&mut world.db.acquire().await.unwrap(), name).await;
        let row = format!(
            "ctid = (select ctid from {name} where {} order by ctid limit 1)",
            row_of(name)
        );
        for column in &columns {
            if table
                .but
                .iter()
                .any(|(left_out, _)| *left_out == column.name)
            {
                continue;
            }
            if column.generated && column.kind == "int8" && name != "cycle_members" {
                continue;
            }
            let value = forged(&column.name, &column.kind, name);
            let free = format!("alter table {name} drop constraint if exists {name}_pkey cascade");
            let of = &column.name;
            let written = if column.generated {
                format!("alter table {name} alter column {of} drop identity; ")
            } else {
                String::new()
            };
            let statement =
                format!("{free}; {written}update {name} set {of} = {value} where {row}");
            tried += 1;
            wrong.extend(attempt(&world, table, &statement).await);
        }
        tried += 2;
        wrong.extend(attempt(&world, table, &format!("delete from {name} where {row}")).await);
        wrong.extend(attempt(&world, table, &put_in(name, &columns)).await);
    }
    assert!(
        wrong.is_empty(),
        "{} of {tried}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(tried > 30, "{tried}");
}

/// A copy of a row under another name of its own.
fn put_in(table: &str, columns: &[Column]) -> String {
    let own = [
        "id",
        "no",
        "version",
        "number",
        "day",
        "item",
        "person_id",
        "colleague_id",
        "role",
        "party",
        "record_version",
        "step",
        "department_id",
        "stage",
        "status",
        "position",
    ];
    let key = match table {
        "submissions" | "forms" | "schemes" | "records" => "version",
        "signatures" => "record_version",
        "calibration_members"
        | "refusals"
        | "declared_refusals"
        | "interviews"
        | "colleague_closings"
        | "confirmations" => "appraisal_id",
        "cycle_inputs" | "cycle_exceptions" => "cycle_id",
        "papers" => "id",
        "person_roles" | "clerk_departments" => "person_id",
        _ => own
            .into_iter()
            .find(|one| columns.iter().any(|column| column.name == *one))
            .unwrap_or("id"),
    };
    // under an appraisal, or a cycle, that has none yet
    let value = match key {
        "person_id" if table == "person_roles" || table == "clerk_departments" => {
            "(select id from people p where not exists (select from person_roles t where t.person_id = p.id) limit 1)".to_owned()
        }
        "appraisal_id" => format!(
            "(select id from appraisals a where not exists (select from {table} t where t.appraisal_id = a.id) limit 1)"
        ),
        "cycle_id" => format!(
            "(select id from cycles c where not exists (select from {table} t where t.cycle_id = c.id) limit 1)"
        ),
        _ => {
            let kind = columns
                .iter()
                .find(|column| column.name == key)
                .map_or("uuid", |column| &column.kind);
            match kind {
                "int2" | "int4" => "r.KEY + 40".replace("KEY", key),
                other => forged(&format!("r.{key}"), other, "r").replace("r.r.", "r."),
            }
        }
    };
    let names: Vec<&str> = columns
        .iter()
        .filter(|column| !column.generated)
        .map(|column| column.name.as_str())
        .collect();
    let values: Vec<String> = names
        .iter()
        .map(|name| {
            if *name == key {
                value.clone()
            } else {
                format!("r.{name}")
            }
        })
        .collect();
    let rows = match table {
        "retention_terms" => "true",
        other => row_of(other),
    };
    format!(
        "alter table {table} drop constraint if exists {table}_pkey cascade; insert into {table} ({}) select {} from {table} r where {rows} order by r.ctid limit 1",
        names.join(", "),
        values.join(", ")
    )
}

#[tokio::test]
async fn every_column_that_is_compared_is_found_when_it_is_changed_1() {
    each_column(0, 9).await;
}

#[tokio::test]
async fn every_column_that_is_compared_is_found_when_it_is_changed_2() {
    each_column(1, 9).await;
}

#[tokio::test]
async fn every_column_that_is_compared_is_found_when_it_is_changed_3() {
    each_column(2, 9).await;
}

#[tokio::test]
async fn every_column_that_is_compared_is_found_when_it_is_changed_4() {
    each_column(3, 9).await;
}

#[tokio::test]
async fn every_column_that_is_compared_is_found_when_it_is_changed_5() {
    each_column(4, 9).await;
}

#[tokio::test]
async fn every_column_that_is_compared_is_found_when_it_is_changed_6() {
    each_column(5, 9).await;
}

#[tokio::test]
async fn every_column_that_is_compared_is_found_when_it_is_changed_7() {
    each_column(6, 9).await;
}

#[tokio::test]
async fn every_column_that_is_compared_is_found_when_it_is_changed_8() {
    each_column(7, 9).await;
}

#[tokio::test]
async fn every_column_that_is_compared_is_found_when_it_is_changed_9() {
    each_column(8, 9).await;
}

/// A table that nobody has thought of fails here, and so does a column that is left out and not there.
#[tokio::test]
async fn every_table_of_the_database_is_in_the_list() {
    let world = World::new().await;
    let there: Vec<String> = sqlx::query_scalar(
        "select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
         and table_name <> 'by_hand' order by table_name",
    )
    .fetch_all(&world.db)
    .await
    .unwrap();
    let mut listed: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    listed.sort_unstable();
    assert_eq!(there, listed);
    let mut db = world.db.acquire().await.unwrap();
    for table in TABLES {
        let columns = columns(&mut db, table.name).await;
        for (left_out, why) in table.but {
            assert!(
                columns.iter().any(|column| column.name == *left_out),
                "{}.{left_out}",
                table.name
            );
            assert!(!why.is_empty());
        }
    }
}

/// The words in which it is said name the person, the cycle and the thing.
#[tokio::test]
async fn a_finding_is_told_in_words() {
    let world = lived().await;
    let mut tx = world.db.begin().await.unwrap();
    sqlx::raw_sql("set local session_replication_role = replica; update signatures set words = 'never' where ctid = (select ctid from signatures limit 1)")
        .execute(&mut *tx)
        .await
        .unwrap();
    let found = findings(&mut tx).await;
    let one = found.first().expect("found");
    assert_eq!(one.what, What::Changed);
    let told = countersign::integrity::finding::described(&mut tx, &found)
        .await
        .unwrap();
    let name: String = sqlx::query_scalar("select c.name || ', ' || p.name from appraisals a join cycles c on c.id = a.cycle_id join people p on p.id = a.appraisee_id where a.id = $1")
        .bind(one.chain)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    assert!(
        told[0].contains(&name) && told[0].contains("signature"),
        "{told:?}"
    );
    // and of one appraisal alone nothing else is looked at
    let only = countersign::integrity::verify(&mut tx, Some(one.chain), &mut |_| ())
        .await
        .unwrap();
    assert_eq!(only.findings.len(), found.len());
    let other: uuid::Uuid = sqlx::query_scalar("select id from appraisals where id <> $1 limit 1")
        .bind(one.chain)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    let only = countersign::integrity::verify(&mut tx, Some(other), &mut |_| ())
        .await
        .unwrap();
    assert_eq!((only.findings.len(), only.appraisals), (0, 1));
}
