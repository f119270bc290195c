//! The evidence bundle as it is downloaded: whole for HR, with sealed events for the parties, and a
//! check that names the first thing that was tampered with.

use countersign::{
    access::Role,
    records::bundle::{FirstBreak, Summary, verify_bundle},
};
use serde_json::Value;

use crate::{
    interviews::{fill, started},
    rulings::{OPENING, rules, votes},
    signing::{declares, signs, time_is_up},
    world::{Cast, PASSWORD, World},
};

/// An appraisal played from its self-evaluation to the frozen record.
async fn played(world: &World) -> Cast {
    let cast = started(world).await;
    fill(world, &cast).await;
    let closed = cast.superior.post(&cast.at("/interview/close"), &[]).await;
    assert_eq!(closed.status(), 303, "{}", closed.summary());
    cast
}

async fn signed(world: &World) -> Cast {
    let cast = played(world).await;
    for side in [&cast.superior, &cast.employee] {
        let signed = signs(side, &cast, "agree").await;
        assert_eq!(signed.status(), 303, "{}", signed.summary());
    }
    cast
}

fn proven(text: &str) -> Summary {
    verify_bundle(text).unwrap_or_else(|found| panic!("{found}"))
}

/// Breaks a bundle by hand and returns what the check says about it.
fn broken(text: &str, tamper: impl Fn(&mut Value)) -> FirstBreak {
    let mut bundle: Value = serde_json::from_str(text).unwrap();
    tamper(&mut bundle);
    verify_bundle(&bundle.to_string()).expect_err("a tampered bundle")
}

fn list<'a>(bundle: &'a mut Value, name: &str) -> &'a mut Vec<Value> {
    bundle[name].as_array_mut().unwrap()
}

#[tokio::test]
async fn a_signed_appraisal_proves_itself_and_names_the_first_break() {
    let world = World::new().await;
    let cast = signed(&world).await;
    let address = cast.at("/evidence.json");
    let page = cast.hr.get(&address).await;
    assert_eq!(page.status(), 200);
    let text = page.text();
    let whole = proven(&text);
    assert_eq!(
        (
            whole.versions,
            whole.signatures,
            whole.refusals,
            whole.sealed
        ),
        (1, 2, 0, 0)
    );
    assert!(whole.events > 20 && !whole.provisional);

    // for the parties: the same chain, and nothing in it that is not theirs to read
    for reader in [
        &cast.employee,
        &cast.superior,
        &cast.facilitator,
        &cast.clerk,
    ] {
        let text = reader.get(&address).await.text();
        let own = proven(&text);
        // the chain goes on with who has read it
        assert!(own.head.seq >= whole.head.seq, "{}", reader.name);
        assert_eq!(i64::try_from(own.events).unwrap(), own.head.seq);
        assert!(own.sealed > 0);
        for secret in [
            "paper_version",
            "evaluation_submitted",
            "step_opened",
            "parties_changed",
        ] {
            assert!(!text.contains(secret), "{} reads {secret}", reader.name);
        }
    }
    assert_eq!(cast.head.get(&address).await.status(), 404);
    let record = cast.employee.get(&cast.at("/record")).await;
    for below in [
        "/record.pdf?version=1",
        "/record.json?version=1",
        "/evidence.json",
    ] {
        let link = format!("a[href=\"{}\"]", cast.at(below));
        assert!(record.has(&link), "{below}");
    }

    // every kind of tampering
    let own = cast.employee.get(&address).await.text();
    for text in [&text, &own] {
        let events = serde_json::from_str::<Value>(text).unwrap()["events"]
            .as_array()
            .unwrap()
            .len();
        let changed = broken(text, |bundle| {
            list(bundle, "events")[2]["detail"] = "{}".into();
        });
        assert!(changed.to_string().contains("was changed"), "{changed}");
        let removed = broken(text, |bundle| {
            list(bundle, "events").remove(events / 2);
        });
        assert!(matches!(removed, FirstBreak::Trail(_)), "{removed}");
        let cut = broken(text, |bundle| {
            list(bundle, "events").pop();
        });
        assert!(matches!(cut, FirstBreak::Trail(_)), "{cut}");
        let moved = broken(text, |bundle| list(bundle, "events").swap(1, 3));
        assert!(matches!(moved, FirstBreak::Trail(_)), "{moved}");
        let content = broken(text, |bundle| {
            let record = &mut list(bundle, "records")[0]["content"];
            *record = record
                .as_str()
                .unwrap()
                .replace("Answer customers", "Ignore customers")
                .into();
        });
        assert!(matches!(content, FirstBreak::RecordChanged(1)), "{content}");
        let rehashed = broken(text, |bundle| {
            let record = &mut list(bundle, "records")[0];
            let other = record["content"]
                .as_str()
                .unwrap()
                .replace("Answer customers", "Ignore customers");
            record["sha256"] = countersign::records::sha256_hex(&other).into();
            record["content"] = other.into();
        });
        assert!(
            matches!(rehashed, FirstBreak::RecordUnwitnessed(1)),
            "{rehashed}"
        );
        let choice = broken(text, |bundle| {
            list(bundle, "signatures")[0]["choice"] = "agree_in_part".into();
        });
        assert!(
            matches!(choice, FirstBreak::SignatureUnwitnessed { version: 1, .. }),
            "{choice}"
        );
        let person = broken(text, |bundle| {
            list(bundle, "signatures")[0]["person"] = cast.hr.id.to_string().into();
        });
        assert!(
            matches!(person, FirstBreak::SignatureForeign { .. }),
            "{person}"
        );
        let gone = broken(text, |bundle| list(bundle, "signatures").clear());
        assert!(matches!(gone, FirstBreak::Missing(_)), "{gone}");
        let none = broken(text, |bundle| list(bundle, "records").clear());
        assert!(matches!(none, FirstBreak::SignatureOfNothing(1)), "{none}");
    }
    let undecided = broken(&text, |bundle| bundle["provisional"] = true.into());
    assert!(matches!(undecided, FirstBreak::Provisional), "{undecided}");
    let sealed = broken(&own, |bundle| {
        list(bundle, "sealed").remove(1);
    });
    assert!(matches!(sealed, FirstBreak::Trail(_)), "{sealed}");
}

#[tokio::test]
async fn a_disputed_and_adjusted_appraisal_proves_both_versions() {
    let world = World::new().await;
    let cast = signed(&world).await;
    let mut members = Vec::new();
    for name in ["Ann", "Ben", "Cyd"] {
        let member = world.person(name, cast.other_department, None).await;
        world.give(&member, Role::Committee).await;
        members.push(member);
    }
    let address = cast.at("/evidence.json");
    let opened = cast.employee.post(&cast.at("/dispute"), &OPENING).await;
    assert_eq!(opened.status(), 303, "{}", opened.summary());
    for reader in [&cast.hr, &cast.employee, &cast.facilitator] {
        let page = reader.get(&address).await;
        assert!(proven(&page.text()).provisional, "{}", reader.name);
        let name = page.0.headers["content-disposition"].to_str().unwrap();
        assert!(name.contains("provisional"), "{name}");
    }
    let text = cast.employee.get(&address).await.text();
    let hidden = broken(&text, |bundle| bundle["provisional"] = false.into());
    assert!(matches!(hidden, FirstBreak::Provisional), "{hidden}");

    cast.employee.post(&cast.at("/dispute/referral"), &[]).await;
    for member in &members {
        votes(member, &cast, "adjusted", "12").await;
    }
    let fields = [("ruling_words", "The rota was not hers.")];
    let ruled = rules(&members[0], &cast, &fields).await;
    assert_eq!(ruled.status(), 303, "{}", ruled.summary());
    for side in [&cast.superior, &cast.employee] {
        assert_eq!(signs(side, &cast, "agree").await.status(), 303);
    }
    for reader in [&cast.hr, &cast.employee, &cast.superior, &cast.clerk] {
        let text = reader.get(&address).await.text();
        let whole = proven(&text);
        assert_eq!(
            (whole.versions, whole.signatures),
            (2, 4),
            "{}",
            reader.name
        );
        assert!(!whole.provisional);
        // who voted is told to HR alone, and for what to nobody here
        assert_eq!(text.contains("vote_cast"), reader.id == cast.hr.id);
    }
    // who may not read the dispute has its events sealed
    let clerk = cast.clerk.get(&address).await.text();
    assert!(!clerk.contains("dispute_opened"));
    let old = broken(&cast.hr.get(&address).await.text(), |bundle| {
        list(bundle, "records").remove(0);
    });
    assert!(matches!(old, FirstBreak::RecordMissing(1)), "{old}");
}

#[tokio::test]
async fn a_refused_appraisal_proves_the_refusal_and_its_witness() {
    let world = World::new().await;
    let cast = played(&world).await;
    assert_eq!(signs(&cast.superior, &cast, "agree").await.status(), 303);
    assert_eq!(declares(&cast).await.status(), 303);
    time_is_up(&world).await;
    let sign = cast.at("/sign");
    let reason = [("reason", "Waits for the figures."), ("password", PASSWORD)];
    let recorded = cast
        .superior
        .fills(&sign, &cast.at("/sign/refusal"), &reason)
        .await;
    assert_eq!(recorded.status(), 303, "{}", recorded.summary());
    let password = [("password", PASSWORD)];
    let witnessed = cast
        .facilitator
        .fills(&sign, &cast.at("/sign/witness"), &password)
        .await;
    assert_eq!(witnessed.status(), 303, "{}", witnessed.summary());
    for reader in [&cast.hr, &cast.employee] {
        let text = reader.get(&cast.at("/evidence.json")).await.text();
        assert_eq!(proven(&text).refusals, 1);
        let other = broken(&text, |bundle| {
            list(bundle, "refusals")[0]["reason"] = "Is lazy.".into();
        });
        assert!(
            matches!(other, FirstBreak::RefusalUnwitnessed(1)),
            "{other}"
        );
        let said = broken(&text, |bundle| {
            list(bundle, "declared_refusals")[0]["words"] = "Gladly.".into();
        });
        assert!(matches!(said, FirstBreak::RefusalUnwitnessed(1)), "{said}");
        let alone = broken(&text, |bundle| {
            list(bundle, "refusals")[0]["witness"] = cast.superior.id.to_string().into();
        });
        assert!(matches!(alone, FirstBreak::RefusalForeign(1)), "{alone}");
    }
}
