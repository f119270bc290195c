//! A bundle proves what it contains: every single change to it is found.

use time::macros::datetime;

use crate::records::{bundle::*, canonical, samples};

fn whole() -> Bundle {
    let first = samples::english();
    let mut second = samples::chinese();
    second.appraisee.id = first.appraisee.id;
    let records: Vec<Stored> = [&first, &second]
        .into_iter()
        .map(|record| {
            let content = canonical(record);
            Stored {
                version: record.version,
                sha256: sha256_hex(&content),
                content,
                reason: if record.version == 1 { "" } else { "ruling" }.into(),
                created: datetime!(2026-01-14 07:40 UTC),
                created_by: record.superior.id,
            }
        })
        .collect();
    let sign = |stored: &Stored, party, person| Signature {
        version: stored.version,
        party,
        person,
        name: "signer".into(),
        choice: Choice::Agree,
        items: vec![],
        words: String::new(),
        sha256: stored.sha256.clone(),
        means: Means::Password,
        signed: datetime!(2026-01-14 07:52 UTC),
    };
    let signatures = vec![
        sign(&records[0], Party::Appraisee, first.appraisee.id),
        sign(&records[0], Party::Superior, first.superior.id),
        sign(&records[1], Party::Superior, first.superior.id),
    ];
    let mut events = Vec::new();
    let mut add = |actor, kind: &str, at: OffsetDateTime, detail: serde_json::Value| {
        let prev = events
            .last()
            .map_or(link::FIRST, |link: &Link| &link.hash)
            .to_owned();
        let mut link = Link {
            stream: first.appraisal,
            seq: i64::try_from(events.len()).unwrap() + 1,
            at,
            actor: Some(actor),
            kind: kind.into(),
            detail: detail.to_string(),
            prev,
            hash: String::new(),
            removed: false,
        };
        link.hash = link::hash(
            &link.prev,
            link.stream,
            link.seq,
            link.at,
            link.actor,
            &link.kind,
            &link.detail,
        );
        events.push(link);
    };
    let refusals = vec![Refusal {
        version: 2,
        reason: "absent".into(),
        recorded_by: first.superior.id,
        recorded: datetime!(2026-02-05 09:00 UTC),
        witness: Some(Uuid::from_u128(3)),
        witnessed: Some(datetime!(2026-02-05 10:00 UTC)),
        employee_comment: String::new(),
    }];
    add(
        first.superior.id,
        "launched",
        datetime!(2026-01-01 07:00 UTC),
        serde_json::json!({}),
    );
    for stored in &records {
        add(
            stored.created_by,
            "record_frozen",
            stored.created,
            trail::frozen(stored.version, &stored.sha256, &stored.reason),
        );
    }
    for signature in &signatures {
        add(
            signature.person,
            "signed",
            signature.signed,
            trail::signed(
                signature.version,
                &signature.sha256,
                signature.party,
                signature.choice,
                &signature.items,
                &signature.words,
                signature.means,
            ),
        );
    }
    let sha256 = &records[1].sha256;
    let declared_refusals = vec![DeclaredRefusal {
        version: 2,
        person: first.appraisee.id,
        words: "not like this".into(),
        declared: datetime!(2026-02-04 08:00 UTC),
        taken_back: Some(datetime!(2026-02-04 09:00 UTC)),
    }];
    let declared = &declared_refusals[0];
    add(
        declared.person,
        "refusal_declared",
        declared.declared,
        trail::declared(2, sha256, &declared.words),
    );
    add(
        declared.person,
        "refusal_taken_back",
        datetime!(2026-02-04 09:00 UTC),
        trail::taken_back(2, sha256),
    );
    let refusal = &refusals[0];
    add(
        refusal.recorded_by,
        "refused",
        refusal.recorded,
        trail::refused(2, sha256, &refusal.reason),
    );
    add(
        Uuid::from_u128(3),
        "witnessed",
        datetime!(2026-02-05 10:00 UTC),
        trail::witnessed(2, sha256),
    );
    let head = Head {
        seq: 10,
        hash: events[9].hash.clone(),
    };
    Bundle {
        format: FORMAT,
        appraisal: first.appraisal,
        exported: datetime!(2026-02-10 09:00 UTC),
        declared_refusals,
        refusals,
        records,
        signatures,
        events,
        sealed: Vec::new(),
        provisional: false,
        head,
    }
}

fn broken(change: impl FnOnce(&mut Bundle)) -> FirstBreak {
    let mut changed = whole();
    change(&mut changed);
    verify_bundle(&bundle(&changed)).unwrap_err()
}

#[test]
fn a_whole_bundle_is_whole() {
    let summary = verify_bundle(&bundle(&whole())).unwrap();
    assert_eq!(
        (
            summary.versions,
            summary.signatures,
            summary.refusals,
            summary.events
        ),
        (2, 3, 1, 10)
    );
    assert_eq!(
        summary.newest.as_deref(),
        Some(whole().records[1].sha256.as_str())
    );
}

#[test]
fn each_forgery_has_its_name() {
    use FirstBreak as B;
    let change = |from: &'static str, to: &'static str| {
        move |b: &mut Bundle| b.records[0].content = b.records[0].content.replacen(from, to, 1)
    };
    assert!(matches!(
        broken(change("\"96\"", "\"97\"")),
        B::RecordChanged(1)
    ));
    // with a hash to match, the trail tells
    assert!(matches!(
        broken(|b| {
            change("\"96\"", "\"97\"")(b);
            let sha256 = sha256_hex(&b.records[0].content);
            for signature in &mut b.signatures[..2] {
                signature.sha256.clone_from(&sha256);
            }
            b.records[0].sha256 = sha256;
        }),
        B::RecordUnwitnessed(1)
    ));
    assert!(matches!(
        broken(|b| {
            b.records.remove(0);
        }),
        B::RecordMissing(1)
    ));
    assert!(matches!(
        broken(|b| b.records.swap(0, 1)),
        B::RecordMissing(1)
    ));
    assert!(matches!(
        broken(|b| {
            b.records.pop();
        }),
        B::SignatureOfNothing(2)
    ));
    assert!(matches!(
        broken(|b| b.signatures[0].person = Uuid::from_u128(77)),
        B::SignatureForeign { version: 1, .. }
    ));
    assert!(matches!(
        broken(|b| b.signatures[0].sha256 = b.records[1].sha256.clone()),
        B::SignatureForeign { version: 1, .. }
    ));
    assert!(matches!(
        broken(|b| {
            let again = b.signatures[0].clone();
            b.signatures.push(again);
        }),
        B::SignatureTwice { .. }
    ));
    // a signature that never happened
    assert!(matches!(
        broken(|b| {
            let mut invented = b.signatures[2].clone();
            invented.party = Party::Appraisee;
            invented.person = b.signatures[0].person;
            b.signatures.push(invented);
        }),
        B::SignatureUnwitnessed { version: 2, .. }
    ));
    assert!(matches!(
        broken(|b| b.refusals[0].witness = Some(b.refusals[0].recorded_by)),
        B::RefusalForeign(2)
    ));
    assert!(matches!(
        broken(|b| b.records[1].reason.push('!')),
        B::RecordUnwitnessed(2)
    ));
    assert!(matches!(
        broken(|b| b.events[2].at += time::Duration::MICROSECOND),
        B::Trail(link::Break {
            seq: 3,
            fault: link::Fault::Altered,
            ..
        })
    ));
    assert!(matches!(
        broken(|b| {
            b.events.pop();
        }),
        B::Trail(link::Break {
            seq: 10,
            fault: link::Fault::CutOff,
            ..
        })
    ));
    assert!(matches!(
        broken(|b| b.appraisal = Uuid::from_u128(5)),
        B::Trail(_)
    ));
    assert!(matches!(broken(|b| b.format = 2), B::Format(2)));
}

#[test]
fn what_was_signed_or_refused_when_and_with_which_words() {
    use FirstBreak as B;
    for change in [
        |b: &mut Bundle| b.signatures[0].choice = Choice::AgreeInPart,
        |b: &mut Bundle| b.signatures[0].items.push("profit".into()),
        |b: &mut Bundle| b.signatures[0].words.push('!'),
        |b: &mut Bundle| b.signatures[0].signed += time::Duration::SECOND,
    ] {
        assert!(matches!(
            broken(change),
            B::SignatureUnwitnessed { version: 1, .. }
        ));
    }
    for change in [
        |b: &mut Bundle| b.declared_refusals[0].words.push('!'),
        |b: &mut Bundle| b.declared_refusals[0].declared += time::Duration::SECOND,
        |b: &mut Bundle| b.declared_refusals[0].taken_back = Some(b.exported),
        |b: &mut Bundle| b.refusals[0].reason.push('!'),
        |b: &mut Bundle| b.refusals[0].recorded += time::Duration::SECOND,
        |b: &mut Bundle| b.refusals[0].witness = Some(Uuid::from_u128(8)),
        |b: &mut Bundle| b.refusals[0].witnessed = None,
    ] {
        assert!(matches!(broken(change), B::RefusalUnwitnessed(2)));
    }
}

#[test]
fn what_was_taken_out() {
    use FirstBreak as B;
    for (change, event) in [
        (
            (|b: &mut Bundle| {
                b.signatures.remove(1);
            }) as fn(&mut Bundle),
            5,
        ),
        (|b| b.declared_refusals.clear(), 7),
        (|b| b.refusals.clear(), 9),
        (
            |b| {
                b.refusals[0].witness = None;
                b.refusals[0].witnessed = None;
            },
            10,
        ),
        (
            |b| {
                b.records.pop();
                b.signatures.pop();
                b.refusals.clear();
                b.declared_refusals.clear();
            },
            3,
        ),
    ] {
        let found = broken(change);
        assert!(matches!(found, B::Missing(seq) if seq == event), "{found}");
    }
}

#[test]
fn what_is_not_a_bundle_is_refused() {
    let text = bundle(&whole());
    for text in ["", "{}", "[]", "null", &text[..text.len() / 2]] {
        assert!(matches!(
            verify_bundle(text),
            Err(FirstBreak::Unreadable(_))
        ));
    }
    let smuggled = text.replacen('{', "{\"note\":1,", 1);
    assert!(matches!(
        verify_bundle(&smuggled),
        Err(FirstBreak::Unreadable(_))
    ));
}
