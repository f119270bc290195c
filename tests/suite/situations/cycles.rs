//! What happens to cycles and to the people in them while they run.

use countersign::{
    access::Role,
    audit,
    ground::ids::{AppraisalId, DepartmentId},
};
use uuid::Uuid;

use crate::world::{Page, Person, World};

mod closing;
mod employment;
mod handover;
mod launching;

/// A company of four in Sales, HR elsewhere, and whoever a test adds.
struct Company {
    world: World,
    sales: DepartmentId,
    hr: Person,
    head: Person,
    lead: Person,
    staff: Person,
}

impl Company {
    async fn new() -> Self {
        let world = World::new().await;
        let sales = world.department("Sales").await;
        let office = world.department("Office").await;
        let hr = world.person("Hana Hr", office, None).await;
        world.give(&hr, Role::Hr).await;
        let head = world.person("Head Chief", sales, None).await;
        let lead = world.person("Lena Lead", sales, Some(&head)).await;
        let staff = world.person("Sam Staff", sales, Some(&lead)).await;
        Self {
            world,
            sales,
            hr,
            head,
            lead,
            staff,
        }
    }

    /// A draft for Sales; the address of the cycle.
    async fn draft(&self, name: &str, fields: &[(&str, &str)]) -> String {
        let sales = self.sales.to_string();
        let mut all = vec![("name", name), ("department", sales.as_str())];
        all.extend(fields);
        let made = self.hr.fills("/cycles/new", "/cycles", &all).await;
        assert_eq!(made.status(), 303, "{}", made.summary());
        made.location().trim_end_matches("/preview").to_owned()
    }

    async fn decide(&self, cycle: &str, fields: &[(&str, &str)]) -> Page {
        self.hr.post(&format!("{cycle}/exceptions"), fields).await
    }

    async fn launched(&self, name: &str, fields: &[(&str, &str)]) -> String {
        let cycle = self.draft(name, fields).await;
        let head = self.head.id.to_string();
        let exempt = [
            ("person", head.as_str()),
            ("do", "exempt"),
            ("reason", "The board does"),
        ];
        assert_eq!(self.decide(&cycle, &exempt).await.status(), 303);
        let done = self
            .hr
            .fills(&format!("{cycle}/preview"), &format!("{cycle}/launch"), &[])
            .await;
        assert_eq!(done.status(), 303, "{}", done.summary());
        cycle
    }

    async fn appraisal(&self, person: &Person) -> Option<AppraisalId> {
        sqlx::query_scalar::<_, Uuid>(
            "select id from appraisals where appraisee_id = $1 order by stage_since desc limit 1",
        )
        .bind(person.id.0)
        .fetch_optional(&self.world.db)
        .await
        .expect("appraisal")
        .map(AppraisalId)
    }

    async fn count(&self, sql: &'static str) -> i64 {
        count(&self.world, sql).await
    }
}

async fn count(world: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql)
        .fetch_one(&world.db)
        .await
        .expect("count")
}

async fn status(world: &World, cycle: &str) -> String {
    let id: Uuid = cycle.trim_start_matches("/cycles/").parse().expect("id");
    sqlx::query_scalar("select status::text from cycles where id = $1")
        .bind(id)
        .fetch_one(&world.db)
        .await
        .expect("status")
}

/// Every chain still holds.
async fn whole(world: &World) {
    let mut tx = world.db.begin().await.expect("begin");
    let checked = audit::verify::verify(&mut tx).await.expect("read");
    assert!(checked.is_ok(), "{checked:?}");
}

/// The advice that somebody was asked for.
async fn advice(world: &World, author: &Person) -> String {
    let id: Uuid = sqlx::query_scalar("select id from advices where author_id = $1")
        .bind(author.id.0)
        .fetch_one(&world.db)
        .await
        .expect("advice");
    format!("/advices/{id}")
}
