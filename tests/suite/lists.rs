//! The list of appraisals.

use countersign::access::Stage;

use crate::world::{Person, World};

#[tokio::test]
async fn a_total_just_below_a_grade_is_not_printed_as_the_next_ones_number() {
    let world = World::new().await;
    let cast = world.cast().await;
    world.force(cast.appraisal, Stage::Preparation).await;
    for (total, grade, printed) in [
        ("79.996", 0_i16, "79.996 · Very poor"),
        ("91.254", 2, "91.25 · "),
    ] {
        sqlx::query("update appraisals set total = $2::numeric, grade = $3 where id = $1")
            .bind(cast.appraisal.0)
            .bind(total)
            .bind(grade)
            .execute(&world.db)
            .await
            .expect("a total");
        let text = cast.hr.get("/appraisals").await.text();
        assert!(text.contains(printed), "{printed}: {text}");
    }
}

/// How many appraisals a filter of the list leaves for somebody.
async fn found(who: &Person, filter: &str) -> usize {
    let page = who.get(&format!("/appraisals?{filter}=1")).await;
    assert_eq!(page.status(), 200, "{}", page.summary());
    page.all("tbody tr").len()
}

#[tokio::test]
async fn a_filter_tells_nobody_what_is_not_theirs_to_know() {
    let world = World::new().await;
    let cast = world.cast().await;
    let dora = world.person("Dora Delegate", cast.department, None).await;
    let day = |from_today| {
        (time::OffsetDateTime::now_utc().date() + time::Duration::days(from_today)).to_string()
    };
    let (from, until) = (day(0), day(7));
    let fields = [
        ("delegate", "Dora Delegate"),
        ("starts_on", from.as_str()),
        ("ends_on", until.as_str()),
        ("reason", "Trade fair"),
    ];
    let named = cast.superior.post("/delegations", &fields).await;
    assert_eq!(named.status(), 303, "{}", named.summary());

    // approved, and not released yet
    world.force(cast.appraisal, Stage::Review).await;
    assert_eq!(found(&cast.hr, "releasable").await, 1);
    for other in [
        &cast.employee,
        &cast.superior,
        &cast.facilitator,
        &cast.clerk,
        &dora,
    ] {
        assert_eq!(found(other, "releasable").await, 0, "{}", other.name);
    }

    // refused and in dispute: told to those who may know the result
    world.force(cast.appraisal, Stage::Dispute).await;
    sqlx::query(
        "with r as (
             insert into records (appraisal_id, version, content, sha256, created_at, created_by)
             values ($1, 1, 'x', 'x', now(), $2)
         )
         insert into refusals (appraisal_id, record_version, reason, recorded_by, recorded_at)
         values ($1, 1, 'x', $2, now())",
    )
    .bind(cast.appraisal.0)
    .bind(cast.superior.id.0)
    .execute(&world.db)
    .await
    .expect("refusal");
    assert_eq!(dora.get("/appraisals").await.all("tbody tr").len(), 1);
    for filter in ["provisional", "refused"] {
        assert_eq!(found(&dora, filter).await, 0, "{filter}");
        for reader in [&cast.employee, &cast.superior, &cast.hr, &cast.clerk] {
            assert_eq!(found(reader, filter).await, 1, "{filter} {}", reader.name);
        }
    }
}
