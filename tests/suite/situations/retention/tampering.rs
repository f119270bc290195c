//! A removal hides no tampering.

use countersign::{
    audit::{self, link::Fault},
    records,
};

use super::{ended, in_force, long_gone, sql, whole};
use crate::world::World;

/// A removal is not a cover: what was emptied without one is found, and so is what one does not account for.
#[tokio::test]
async fn situation_36_a_removal_hides_no_tampering() {
    for (statement, fault) in [
        (
            "update events set detail = '', sealed_by = (select id from retention_runs where kind = 'anonymise') where stream <> '00000000-0000-0000-0000-000000000000' and sealed_by is null",
            Some(Fault::Emptied),
        ),
        (
            "update events set detail = '', sealed_by = (select id from retention_runs where kind = 'anonymise') where kind = 'retention_set'",
            Some(Fault::Emptied),
        ),
        (
            "update events set detail = '{}' where seq = (select max(seq) from events where sealed_by is not null and stream <> '00000000-0000-0000-0000-000000000000') and sealed_by is not null",
            Some(Fault::Altered),
        ),
        (
            "update events set detail = replace(detail, 'count', 'c') where kind = 'people_anonymised'",
            Some(Fault::Altered),
        ),
        ("update records set sha256 = 'x'", None),
        (
            "update records set removed_by = null, removed_at = null",
            None,
        ),
        ("update records set content = 'x'", None),
    ] {
        let world = World::new().await;
        let cast = long_gone(&world).await;
        let other = world
            .person("Uma Unharmed", cast.department, Some(&cast.superior))
            .await;
        let own = world
            .appraisal(
                cast.cycle,
                &other,
                &cast.superior,
                None,
                None,
                cast.department,
            )
            .await;
        let hold = format!("/appraisals/{own}/hold");
        cast.hr.fills(&hold, &hold, &[("reason", "Case 2")]).await;
        in_force(&world, &cast.hr).await;
        ended(&world, &cast, 12).await;
        let ask = format!("/retention/anonymisation?id={}", cast.employee.id);
        let typed = [("reason", "Over"), ("typed", "n-eve.employee")];
        // a hold on somebody else's appraisal that her superior has is nothing to her
        let done = cast
            .hr
            .fills(&ask, "/retention/anonymisation", &typed)
            .await;
        assert_eq!(done.status(), 303, "{}", done.summary());
        whole(&world).await;
        // the database itself admits no other change
        for refused in [
            "update events set detail = ''",
            "update records set sha256 = 'x'",
            "delete from records",
            "delete from submissions",
            "update results set body = '{}'",
        ] {
            let tried = sqlx::raw_sql(refused).execute(&world.db).await;
            assert!(
                tried.is_err() || tried.unwrap().rows_affected() == 0,
                "{refused}"
            );
        }
        sql(&world, &format!("begin; alter table records drop constraint records_removed_whole; set local session_replication_role = replica; {statement}; commit")).await;
        let mut tx = world.db.begin().await.unwrap();
        let trail = audit::verify::verify(&mut tx).await.unwrap();
        let kept = records::verify::verify(&mut tx).await.unwrap();
        match fault {
            Some(fault) => assert_eq!(trail.unwrap_err().fault, fault, "{statement}"),
            None => assert!(trail.is_ok() && kept.is_err(), "{statement}"),
        }
    }
}
