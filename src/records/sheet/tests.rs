//! The sheet is one page, whatever is on it.

use serde_json::Value;
use time::macros::datetime;

use super::super::{canonical, samples, sha256_hex};
use super::*;

fn shanghai() -> TimeZone {
    TimeZone::get("Asia/Shanghai").unwrap()
}

fn both_signed(record: &Record) -> Vec<SheetSignature> {
    vec![
        SheetSignature {
            role: Role::Appraisee,
            name: record.appraisee.name.clone(),
            at: datetime!(2026-01-14 07:52:10 UTC),
            act: SheetAct::AgreedInPart {
                items: vec!["conduct".into()],
            },
        },
        SheetSignature {
            role: Role::Superior,
            name: record.superior.name.clone(),
            at: datetime!(2026-01-14 08:05:00 UTC),
            act: SheetAct::Agreed,
        },
    ]
}

fn refused(record: &Record) -> Vec<SheetSignature> {
    let mut signatures = both_signed(record);
    signatures[0].act = SheetAct::Refused {
        reason: "Wants to wait for the figures of finance.".into(),
        recorded_by: record.superior.name.clone(),
        witnessed_by: Some("Priya Raghunathan".into()),
    };
    signatures
}

fn fitted(record: &Record, signatures: &[SheetSignature], lang: Lang) -> (Fit, PagedDocument) {
    let hash = sha256_hex(&canonical(record));
    let zone = shanghai();
    one_page(&Sheet {
        record,
        signatures,
        hash: &hash,
        void: false,
        lang,
        zone: &zone,
    })
    .unwrap()
}

/// Prints one sheet; with `SHEETS_TO` set also into that folder, to be looked at.
fn print(name: &str, record: &Record, signatures: &[SheetSignature], lang: Lang) -> Fit {
    let (fit, document) = fitted(record, signatures, lang);
    assert_eq!(document.pages().len(), 1, "{name}");
    let pdf = press::pdf(&document).unwrap();
    assert!(pdf.starts_with(b"%PDF"), "{name}");
    if let Some(folder) = std::env::var_os("SHEETS_TO") {
        let file = format!("{name}-{lang:?}.pdf").to_lowercase();
        std::fs::write(std::path::Path::new(&folder).join(file), pdf).unwrap();
    }
    fit
}

#[test]
fn ordinary_records_keep_every_word() {
    for lang in [Lang::En, Lang::Zh] {
        for (name, record) in [
            ("english", samples::english()),
            ("chinese", samples::chinese()),
            ("bare", samples::bare()),
        ] {
            let fit = print(name, &record, &both_signed(&record), lang);
            assert_eq!(fit.cut, Cut::NONE, "{name}");
            assert!(fit.size >= 8.0, "{name}: {}", fit.size);
        }
    }
}

#[test]
fn whole_way_to_a_pdf() {
    let record = samples::chinese();
    for void in [false, true] {
        let pdf = feedback_sheet(&record, &[], "hash", void, Lang::Zh, &TimeZone::UTC).unwrap();
        assert!(pdf.starts_with(b"%PDF"));
    }
}

#[test]
fn refusals_and_missing_signatures() {
    let mut record = samples::english();
    record.result.provisional = true;
    print("refused", &record, &refused(&record), Lang::En);
    print("refused", &record, &refused(&record), Lang::Zh);
    print("unsigned", &record, &[], Lang::En);
    let mut waiting = refused(&record);
    if let SheetAct::Refused { witnessed_by, .. } = &mut waiting[0].act {
        *witnessed_by = None;
    }
    print("unwitnessed", &record, &waiting, Lang::En);
    let mut against = both_signed(&record);
    against[0].act = SheetAct::Disagreed {
        words: "The figures of finance are missing.".into(),
    };
    print("against", &record, &against, Lang::Zh);
}

#[test]
fn absurd_lengths_are_still_one_page() {
    let record = samples::absurd();
    let mut signatures = refused(&record);
    if let SheetAct::Refused { reason, .. } = &mut signatures[0].act {
        *reason = "无尽".repeat(4000);
    }
    for lang in [Lang::En, Lang::Zh] {
        let fit = print("absurd", &record, &signatures, lang);
        assert_ne!(fit.cut, Cut::NONE);
    }
}

#[test]
fn more_text_first_makes_the_type_smaller_then_cuts() {
    let mut record = samples::english();
    let mut last = Fit::nth(0).size;
    let mut cut = false;
    for times in [1, 9, 81] {
        record.summary = samples::english().summary.repeat(times);
        let (fit, _) = fitted(&record, &both_signed(&record), Lang::En);
        assert!(fit.size <= last);
        last = fit.size;
        cut = fit.cut != Cut::NONE;
    }
    assert!(cut);
    let data = content::data(
        &Sheet {
            record: &record,
            signatures: &[],
            hash: "",
            void: true,
            lang: Lang::En,
            zone: &TimeZone::UTC,
        },
        Fit::nth(Fit::COUNT - 1),
    );
    assert!(
        data["summary"]
            .as_str()
            .unwrap()
            .ends_with("… see the full record")
    );
    assert_eq!(data["shortened"], true);
    assert_eq!(data["void"], true);
}

#[test]
fn markup_is_printed_not_obeyed() {
    let mut record = samples::english();
    record.summary = "#panic() *bold* $x$ <a> @b \\ // [ ] #read(\"/etc/passwd\")".into();
    record.appraisee.name = "#include \"x.typ\"".into();
    print("markup", &record, &[], Lang::En);
}

#[test]
fn times_are_the_readers() {
    let record = samples::english();
    let zone = shanghai();
    let data = |lang| {
        content::data(
            &Sheet {
                record: &record,
                signatures: &both_signed(&record),
                hash: "",
                void: false,
                lang,
                zone: &zone,
            },
            Fit::nth(0),
        )
    };
    let (en, zh) = (data(Lang::En), data(Lang::Zh));
    assert_eq!(en["time"]["day"], "14 January 2026");
    assert_eq!(en["time"]["hours"], "14:30–15:38");
    assert_eq!(en["time"]["minutes"], 68);
    assert_eq!(en["signatures"][0]["time"], "14 January 2026 15:52");
    assert_eq!(zh["time"]["day"], "2026年1月14日");
    assert_eq!(en["zone"], "Asia/Shanghai (UTC+08)");
    assert_eq!(en["period"], "1 January – 31 December 2025");
}

#[test]
fn both_languages_have_the_same_words() {
    fn keys(value: &Value, path: &str, out: &mut Vec<String>) {
        if let Value::Object(map) = value {
            for (key, value) in map {
                keys(value, &format!("{path}.{key}"), out);
            }
        } else {
            assert!(!value.as_str().unwrap().is_empty(), "{path}");
            out.push(path.to_owned());
        }
    }
    let read = |text| {
        let mut out = Vec::new();
        keys(&serde_json::from_str(text).unwrap(), "", &mut out);
        out.sort();
        out
    };
    assert_eq!(read(press::ENGLISH), read(press::CHINESE));
}
