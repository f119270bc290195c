//! No address breaks on its ids and its query.

use axum::body::Body;
use countersign::{
    access::{Role, Stage},
    routes,
};

use super::{FORM, bad_values, company::Set, encoded, sender::Sender, worse_values};

/// Every address with a parameter, with what is no id of anything.
#[tokio::test]
async fn every_unknown_huge_or_malformed_id_is_a_404() {
    let set = Set::up().await;
    let long = "9".repeat(3000);
    let unknown = uuid::Uuid::new_v4().to_string();
    let mut wrong = Vec::new();
    let hr = Sender::of(&set.world, Some(&set.cast.hr)).await;
    let clerk = Sender::of(&set.world, Some(&set.cast.clerk)).await;
    for entry in routes::entries(&set.world.app) {
        if !entry.path.contains('{') || entry.path.starts_with("/static") {
            continue;
        }
        for id in [
            "1",
            "-1",
            "null",
            "%00",
            "%ff",
            "..%2f..",
            "%27%20or%201=1",
            "{id}",
            &long,
            &unknown,
            "00000000-0000-0000-0000-000000000000",
            "%F0%9F%92%A9",
        ] {
            let mut path = entry.path.to_owned();
            for name in ["{id}", "{item}", "{file}", "{token}"] {
                path = path.replace(name, &id.replace('{', "%7B").replace('}', "%7D"));
            }
            for sender in [&hr, &clerk] {
                let status = if entry.method == "GET" {
                    sender.get(&path).await.status
                } else {
                    sender
                        .send(&path, Some(FORM), Body::from("reason=x&version=1"))
                        .await
                        .status
                };
                if status != 404 {
                    wrong.push(format!(
                        "{} {}: {status} on {}",
                        entry.method,
                        entry.path,
                        &id[..id.len().min(40)]
                    ));
                }
            }
        }
    }
    // a real appraisal with a file that is none
    let path = set.cast.at("/dispute/files/");
    for id in ["1", "%00", &unknown] {
        set.world.force(set.cast.appraisal, Stage::Dispute).await;
        let status = hr.get(&format!("{path}{id}")).await.status;
        if status != 404 {
            wrong.push(format!("{path}{id}: {status}"));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Lists and pages read their address leniently: nonsense is nothing asked for, or 404, never a fault.
#[tokio::test]
async fn no_address_breaks_on_its_query() {
    crate::world::paper::program();
    let set = Set::up().await;
    set.world.force(set.cast.appraisal, Stage::Concluded).await;
    let names = [
        "q",
        "sort",
        "page",
        "after",
        "before",
        "cycle",
        "stage",
        "as",
        "department",
        "overdue",
        "turn",
        "step",
        "version",
        "lang",
        "day",
        "kind",
        "actor",
        "next",
        "level",
        "active",
        "superior",
        "status",
        "due",
        "format",
    ];
    let mut wrong = Vec::new();
    let mut senders = Vec::new();
    for person in [&set.cast.hr, &set.cast.employee, &set.admin] {
        senders.push(Sender::of(&set.world, Some(person)).await);
    }
    let auditor = set
        .world
        .person("Otto Auditor", set.cast.department, None)
        .await;
    set.world.give(&auditor, Role::Auditor).await;
    senders.push(Sender::of(&set.world, Some(&auditor)).await);
    let mut values = worse_values();
    values.extend(bad_values().into_iter().filter(|value| value.len() < 5000));
    values.push("x".repeat(8000));
    for entry in routes::entries(&set.world.app) {
        if entry.method != "GET"
            || entry.path.ends_with("/events")
            || entry.path.starts_with("/static")
            || entry.path.contains("/cycles/{id}")
        {
            continue;
        }
        let path = set.address(entry.path).await;
        // what is no list reads little of its query
        let step = if entry.path.contains('{') { 4 } else { 1 };
        for value in values.iter().step_by(step) {
            let pairs = names.map(|name| (name.to_owned(), value.clone()));
            // all at once would be longer than an address may be
            let queries: Vec<String> = if value.len() > 1000 {
                names
                    .iter()
                    .map(|name| format!("{name}={value}"))
                    .take(3)
                    .collect()
            } else {
                vec![
                    String::from_utf8(encoded(&pairs.to_vec())).unwrap(),
                    "q=%ff%00&after=%zz&cycle".into(),
                ]
            };
            for query in queries {
                for sender in &senders {
                    let answer = sender.get(&format!("{path}?{query}")).await;
                    if answer.status >= 500 || answer.text.contains("<script>alert(1)") {
                        wrong.push(format!(
                            "{}: {} on {:?}",
                            entry.path,
                            answer.status,
                            value.chars().take(30).collect::<String>()
                        ));
                    }
                }
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
