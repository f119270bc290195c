//! The auditor's page says what the command says, of a company that lived and of one that was tampered with.

use countersign::{demo::Actor, ground::ids::PersonId, jobs, works};
use uuid::Uuid;

use super::company::lived;
use crate::world::{Page, Says, World};

const ADDRESS: &str = "/audit/verification";

async fn verified(world: &World, auditor: &Actor) -> Page {
    let begun = auditor.post(ADDRESS, &[]).await.expect("answer");
    assert_eq!(begun.status, 303);
    if begun.location() != ADDRESS {
        let page = auditor.get(begun.location()).await.expect("answer");
        assert_eq!(page.status, 200, "its progress is the auditor's to see");
    }
    for _ in 0..600 {
        jobs::run_all(&world.app, works::ALL).await.expect("work");
        let page = Page(auditor.get(ADDRESS).await.expect("answer"));
        if page.has(&format!("form[action=\"{ADDRESS}\"]")) {
            return page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("it does not end");
}

#[tokio::test]
async fn the_auditors_page_says_what_the_command_says() {
    let world = lived().await;
    let auditor: Uuid =
        sqlx::query_scalar("select person_id from person_roles where role = 'auditor' limit 1")
            .fetch_one(&world.db)
            .await
            .expect("an auditor");
    let auditor = Actor::seated(&world.app, &world.router, PersonId(auditor))
        .await
        .expect("seated");
    let empty = Page(auditor.get(ADDRESS).await.expect("answer"));
    assert!(empty.says("verification_none"));
    let page = verified(&world, &auditor).await;
    assert!(
        page.has(".card-good") && !page.has(".card-bad"),
        "{}",
        page.text()
    );
    // no chain is touched: what pages show is
    let mut tx = world.db.begin().await.expect("begin");
    sqlx::raw_sql(
        "set local session_replication_role = replica;
         update appraisals set total = total + 1 where id = (select id from appraisals where stage = 'concluded' and total is not null order by id limit 1)",
    )
    .execute(&mut *tx)
    .await
    .expect("by hand");
    tx.commit().await.expect("commit");
    let page = verified(&world, &auditor).await;
    let cards = page.all("section.card-bad");
    assert_eq!(cards.len(), 1, "{}", page.text());
    assert!(cards[0].contains("appraisal "), "{}", cards[0]);
    assert_eq!(
        page.all("section.card-good").len(),
        1,
        "the earlier one stays"
    );
}
