//! `countersign verify`: whole as long as nobody touches the tables, and the first break named when somebody does.

use countersign::{
    audit::{Event, link::Fault, verify::verify},
    records::{self, sha256_hex, verify::Broken},
};
use sqlx::PgPool;

use crate::world::World;

/// What somebody with all rights on the database may do behind the program's back.
async fn tamper(db: &PgPool, statement: &'static str) {
    let mut tx = db.begin().await.unwrap();
    sqlx::raw_sql("set local session_replication_role = replica")
        .execute(&mut *tx)
        .await
        .unwrap();
    sqlx::raw_sql(statement).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn trail(db: &PgPool) -> Result<usize, (i64, Fault)> {
    let mut tx = db.begin().await.unwrap();
    let found = verify(&mut tx).await.unwrap();
    found
        .map(|whole| whole.events)
        .map_err(|found| (found.seq, found.fault))
}

#[tokio::test]
async fn the_trail_tells_of_every_kind_of_tampering() {
    for (statement, expected) in [
        (
            "update events set detail = '{}' where seq = 2",
            (2, Fault::Altered),
        ),
        (
            "update events set at = at + interval '1 second' where seq = 3",
            (3, Fault::Altered),
        ),
        (
            "update events set actor_id = null where seq = 1",
            (1, Fault::Altered),
        ),
        ("delete from events where seq = 2", (2, Fault::Missing)),
        ("delete from events where seq = 1", (1, Fault::Missing)),
        ("delete from events where seq = 4", (4, Fault::CutOff)),
        ("delete from events", (1, Fault::CutOff)),
        ("delete from chains", (1, Fault::Appended)),
        (
            "update events set seq = 9 where seq = 2; update events set seq = 2 where seq = 3; update events set seq = 3 where seq = 9",
            (2, Fault::Unlinked),
        ),
    ] {
        let world = World::new().await;
        let department = world.department("Sales").await;
        let person = world.person("Eve", department, None).await;
        for number in 1..=4 {
            let mut change = world.app.change(Some(person.id)).await.unwrap();
            let words = format!("try {number}");
            let event = Event::DepartmentRenamed {
                department: department.0,
                before: &words,
                after: "Sales",
            };
            change.record_company(event).await.unwrap();
            change.commit().await.unwrap();
        }
        assert_eq!(trail(&world.db).await, Ok(4));
        tamper(&world.db, statement).await;
        assert_eq!(trail(&world.db).await, Err(expected), "{statement}");
    }
}

#[tokio::test]
async fn a_record_that_was_touched_is_named() {
    let world = World::new().await;
    let cast = world.cast().await;
    for version in 1..=2 {
        let content = format!("what was agreed, version {version}");
        sqlx::query(
            "insert into records (appraisal_id, version, content, sha256, created_at, created_by) values ($1, $2, $3, $4, now(), $5)",
        )
        .bind(cast.appraisal.0)
        .bind(version)
        .bind(&content)
        .bind(sha256_hex(&content))
        .bind(cast.superior.id.0)
        .execute(&world.db)
        .await
        .unwrap();
    }
    let check = async || {
        let mut tx = world.db.begin().await.unwrap();
        records::verify::verify(&mut tx).await.unwrap()
    };
    let appraisal = cast.appraisal.0;
    assert_eq!(check().await.map(|kept| kept.records), Ok(2));
    tamper(
        &world.db,
        "update records set content = 'something else' where version = 2",
    )
    .await;
    assert_eq!(
        check().await,
        Err(Broken::Altered {
            appraisal,
            version: 2
        })
    );
    tamper(&world.db, "delete from records where version = 1").await;
    assert_eq!(
        check().await,
        Err(Broken::Missing {
            appraisal,
            version: 1
        })
    );
}
