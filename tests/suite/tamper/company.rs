//! A company that has gone through everything: the demo's story, and beside it whatever that story lacks, written as the
//! program writes, in changes whose commit tells of them.

use countersign::{
    app::{App, Settings},
    audit::Event,
    demo::{self, Actor},
    ground::ids::PersonId,
    integrity::{self, Finding},
    records::sha256_hex,
};
use sqlx::{PgConnection, PgPool};
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::world::{World, copy_of};

/// Everything that is found now.
pub async fn findings(db: &mut PgConnection) -> Vec<Finding> {
    integrity::verify(db, None, &mut |_| ())
        .await
        .expect("a run")
        .findings
}

pub fn lines(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(ToString::to_string).collect()
}

/// Rows of what the story has none of.
const MORE: &str = include_str!("more.sql");

/// Whose appraisal everything is done to: concluded, and signed by both.
pub const CHOSEN: &str = "select a.id from appraisals a join people p on p.id = a.appraisee_id where p.number = 'S04' and a.stage = 'concluded'";

/// A copy of the company that is made once.
pub async fn lived() -> World {
    static MADE: OnceCell<String> = OnceCell::const_new();
    let made = MADE
        .get_or_init(|| async {
            let world = make().await;
            let options = world.db.connect_options();
            let name = options.get_database().expect("named").to_owned();
            world.app.db.close().await;
            world.db.close().await;
            name
        })
        .await;
    let settings = Settings {
        sign_in_limits: false,
        ..Settings::default()
    };
    World::around(settings, copy_of(made).await)
}

/// The demo company, and all that it lacks.
async fn make() -> World {
    let world = World::new().await;
    demo::furnish(&world.db, &world.app.settings)
        .await
        .expect("the demo");
    let mut change = world.app.change(None).await.expect("change");
    sqlx::raw_sql(MORE)
        .execute(&mut *change)
        .await
        .expect("more");
    change.commit().await.expect("told");
    refused(&world.app).await;
    anonymised(&world).await;
    world
}

/// A refusal under a record, as the room of records tells of it.
async fn refused(app: &App) {
    let mut change = app.change(None).await.expect("change");
    let (appraisal, version, sha256, superior): (Uuid, i32, String, Uuid) = sqlx::query_as(
        "select r.appraisal_id, r.version, r.sha256, a.superior_id from records r join appraisals a on a.id = r.appraisal_id
         join people p on p.id = a.appraisee_id where a.stage = 'concluded' and p.number = 'S04' order by r.version limit 1",
    )
    .fetch_one(&mut *change)
    .await
    .expect("a record");
    let reason = "would not";
    sqlx::query(
        "insert into refusals (appraisal_id, record_version, reason, recorded_by, recorded_at) values ($1, $2, $3, $4, now())",
    )
    .bind(appraisal)
    .bind(version)
    .bind(reason)
    .bind(superior)
    .execute(&mut *change)
    .await
    .expect("refusal");
    let event = Event::RefusalRecorded {
        record_version: version,
        sha256: &sha256,
        reason,
        refusal_sha256: sha256_hex(reason),
    };
    change.record(appraisal, event).await.expect("event");
    change.commit().await.expect("told");
}

/// Somebody with a signed record left long ago, and HR anonymises them on the page.
async fn anonymised(world: &World) {
    let mut change = world.app.change(None).await.expect("change");
    let (person, number, hr): (Uuid, String, Uuid) = sqlx::query_as(
        "select p.id, p.number, (select person_id from person_roles where role = 'hr' order by 1 limit 1) from people p
         where not exists (select from appraisals a where p.id in (a.superior_id, a.facilitator_id) or (p.id = a.appraisee_id and a.stage <> 'concluded'))
           and exists (select from appraisals a where a.appraisee_id = p.id and a.stage = 'concluded')
           and not exists (select from person_roles r where r.person_id = p.id)
           and p.number <> 'S04'
         order by p.number limit 1",
    )
    .fetch_one(&mut *change)
    .await
    .expect("somebody");
    for statement in [
        "update people set active = false, left_on = current_date - 1500, left_reason = 'moved' where id = $1",
        "update appraisals set stage_since = stage_since, dispute_until = current_date - 1000 where appraisee_id = $1",
    ] {
        sqlx::query(statement)
            .bind(person)
            .execute(&mut *change)
            .await
            .expect("left");
    }
    change.commit().await.expect("told");
    let actor = Actor::seated(&world.app, &world.router, PersonId(hr))
        .await
        .expect("seated");
    let fields = [
        ("id", &*person.to_string()),
        ("reason", "The period is over"),
        ("typed", &number),
    ];
    let reply = actor
        .post("/retention/anonymisation", &fields)
        .await
        .expect("answer");
    assert_eq!(reply.status, 303, "{}", reply.text());
}

/// What somebody with all rights does first: nothing of the database stands in their way.
pub async fn unguarded(db: &PgPool) {
    sqlx::raw_sql(
        "do $$ declare one record; begin
            for one in select conrelid::regclass as place, conname from pg_constraint
                where contype in ('c', 'f', 'x', 'u') and connamespace = 'public'::regnamespace order by contype <> 'f' loop
                execute format('alter table %s drop constraint %I cascade', one.place, one.conname);
            end loop;
            for one in select indexrelid::regclass as name from pg_index i join pg_class c on c.oid = i.indrelid
                where i.indisunique and not i.indisprimary and c.relnamespace = 'public'::regnamespace loop
                execute format('drop index %s', one.name);
            end loop;
        end $$",
    )
    .execute(db)
    .await
    .expect("unguarded");
}
