//! The list of appraisals.

use countersign::access::Stage;

use crate::world::World;

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
