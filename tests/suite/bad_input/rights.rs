//! Nothing is taken in another stage or from somebody else.

use axum::body::Body;
use countersign::{
    access::{Stage, policy},
    routes::{self, Who},
};

use super::{
    FORM, Pairs, company::Set, encoded, field_names, sender::Sender, stored, stored_query,
};

/// The list: nothing is taken after the stage has closed, and nobody writes to another's appraisal
/// by naming its id; in both cases nothing is stored.
#[tokio::test]
async fn nothing_is_taken_in_another_stage_or_from_somebody_else() {
    let set = Set::up().await;
    let query = stored_query(&set.world).await;
    let boss = set
        .world
        .person("Bo Boss", set.cast.other_department, None)
        .await;
    let report = set
        .world
        .person("Rae Report", set.cast.other_department, Some(&boss))
        .await;
    set.world
        .appraisal(
            set.cast.cycle,
            &report,
            &boss,
            None,
            None,
            set.cast.other_department,
        )
        .await;
    let others = [
        Sender::of(&set.world, Some(&boss)).await,
        Sender::of(&set.world, Some(&report)).await,
        Sender::of(&set.world, Some(&set.admin)).await,
    ];
    let form: Pairs = field_names()
        .into_iter()
        .map(|name| (name, "1".to_owned()))
        .collect();
    let body = encoded(&form);
    let mut wrong = Vec::new();
    for entry in routes::entries(&set.world.app) {
        let Who::May(actions) = entry.who else {
            continue;
        };
        if entry.method != "POST" {
            continue;
        }
        let address = set.address(entry.path).await;
        let rule = policy::rule(actions[0]);
        let Some(person) = rule.who.iter().find_map(|relation| set.of(*relation)) else {
            continue;
        };
        let sender = Sender::of(&set.world, Some(person)).await;
        for stage in Stage::ALL {
            set.reset(stage, entry.path).await;
            let before = stored(&set.world, &query).await;
            let mut refused = vec![];
            for other in &others {
                refused.push((
                    other
                        .send(&address, Some(FORM), Body::from(body.clone()))
                        .await,
                    404,
                ));
            }
            let open = actions
                .iter()
                .any(|action| policy::rule(*action).when.contains(&stage));
            if !open {
                let answer = sender
                    .send(&address, Some(FORM), Body::from(body.clone()))
                    .await;
                refused.push((answer, 409));
            }
            for (answer, status) in refused {
                if answer.status != status {
                    wrong.push(format!("{} in {stage:?}: {}", entry.path, answer.status));
                }
            }
            if stored(&set.world, &query).await != before {
                wrong.push(format!("{} in {stage:?} wrote", entry.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
