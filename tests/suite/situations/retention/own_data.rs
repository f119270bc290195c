//! What somebody takes along of their own data says nothing of what colleagues were promised.

use super::sql;
use crate::world::World;

/// One's own data says whom one was asked about, and never who wrote about oneself.
#[tokio::test]
async fn situation_36_own_data_keeps_the_promise_to_colleagues() {
    for mode in ["anonymous", "named"] {
        let world = World::new().await;
        let cast = world.cast().await;
        let colleague = world
            .person("Cole Colleague", cast.other_department, None)
            .await;
        let (a, c, s) = (cast.appraisal, colleague.id, cast.superior.id);
        let author = if mode == "named" {
            format!("'{c}'")
        } else {
            "null".into()
        };
        sql(
            &world,
            &format!(
                "insert into cycle_inputs (cycle_id, mode, most, due_on) values ('{}', '{mode}', 5, current_date + 3);
                 insert into colleague_requests (appraisal_id, colleague_id, nominated_by, state) values ('{a}', '{c}', '{s}', 'answered');
                 insert into colleague_answers (appraisal_id, author_id, body) values ('{a}', {author}, '{{\"strengths\": \"THEIR WORDS\"}}');",
                cast.cycle
            ),
        )
        .await;
        let about = cast.employee.get("/account/data.json").await.text();
        assert!(
            !about.contains("Cole")
                && !about.contains("THEIR WORDS")
                && !about.contains(&c.to_string()),
            "{mode}"
        );
        let own: serde_json::Value =
            serde_json::from_str(&colleague.get("/account/data.json").await.text()).unwrap();
        let asked = &own["asked_as_colleague"][0];
        assert_eq!(
            (asked["about"].as_str(), asked["state"].as_str()),
            (Some("Eve Employee"), Some("answered"))
        );
        // nobody can say any more which anonymous answer was theirs
        assert_eq!(asked["answer"].is_null(), mode == "anonymous", "{mode}");
        // the superior's export has neither
        let superior = cast.superior.get("/account/data.json").await.text();
        assert!(!superior.contains("THEIR WORDS"), "{mode}");
    }
}
