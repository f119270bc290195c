//! What stands on the sheet; and that it is one page, whatever that is.

use serde_json::{Value, json};
use time::macros::datetime;

use super::{
    super::{canonical, content::Ruling, samples, sha256_hex},
    *,
};
use crate::{
    interviews::kinds,
    printing::{Bounds, Pdf, Printer},
};

#[path = "../../../tests/suite/world/paper.rs"]
mod built;

fn shanghai() -> TimeZone {
    TimeZone::get("Asia/Shanghai").unwrap()
}

fn both_signed(record: &Record) -> Vec<SheetSignature> {
    vec![
        SheetSignature {
            role: Role::Appraisee,
            name: record.appraisee.name.clone(),
            at: datetime!(2026-01-14 07:52:10 UTC),
            means: Some(Means::Password),
            act: SheetAct::AgreedInPart {
                items: vec!["conduct".into()],
            },
        },
        SheetSignature {
            role: Role::Superior,
            name: record.superior.name.clone(),
            at: datetime!(2026-01-14 08:05:00 UTC),
            means: Some(Means::Password),
            act: SheetAct::Agreed,
        },
    ]
}

fn refused(record: &Record, witness: Option<&str>) -> Vec<SheetSignature> {
    let mut signatures = both_signed(record);
    signatures[0].act = SheetAct::Refused {
        reason: "Wants to wait for the figures of finance.".into(),
        recorded_by: record.superior.name.clone(),
        witnessed_by: witness.map(str::to_owned),
    };
    signatures
}

/// Hands the sheet of a record to `look`, as a reader in Shanghai gets it.
fn with_sheet<T>(
    record: &Record,
    signatures: &[SheetSignature],
    lang: Lang,
    look: impl FnOnce(&Sheet<'_>) -> T,
) -> T {
    look(&Sheet {
        record,
        scheme: &Scheme::standard(),
        signatures,
        hash: &sha256_hex(&canonical(record)),
        void: record.version > 1,
        lang,
        zone: &shanghai(),
    })
}

fn data(record: &Record, signatures: &[SheetSignature], lang: Lang) -> Value {
    with_sheet(record, signatures, lang, content::data)
}

/// Sets one sheet; with `SHEETS_TO` set both job and sheet also go into that folder, to be looked at.
async fn print(
    printer: &Printer,
    name: &str,
    record: &Record,
    signatures: &[SheetSignature],
    lang: Lang,
) -> Pdf {
    // the path alone would not hold for a sheet of every lifetime
    #[allow(clippy::redundant_closure_for_method_calls)]
    let job = with_sheet(record, signatures, lang, |sheet| sheet.job());
    let printed = printer.print(&job).await.unwrap();
    assert!(printed.bytes.starts_with(b"%PDF"), "{name}");
    if let Some(folder) = std::env::var_os("SHEETS_TO") {
        let file = std::path::Path::new(&folder).join(format!("{name}-{lang:?}").to_lowercase());
        std::fs::write(file.with_extension("pdf"), &printed.bytes).unwrap();
        std::fs::write(file.with_extension("json"), &job).unwrap();
    }
    printed
}

#[tokio::test]
async fn everything_fits_and_ordinary_records_keep_every_word() {
    let printer = Printer::new(built::program(), Bounds::default());
    let english = samples::english();
    for lang in Lang::ALL {
        for (name, record) in [
            ("english", english.clone()),
            ("chinese", samples::chinese()),
            ("bare", samples::bare()),
        ] {
            let printed = print(&printer, name, &record, &both_signed(&record), lang).await;
            assert!(!printed.cut && printed.size >= 8.0, "{name}: {printed:?}");
        }
        let unwitnessed = refused(&english, None);
        let witnessed = refused(&english, Some("Priya Raghunathan"));
        print(&printer, "refused", &english, &witnessed, lang).await;
        print(&printer, "unwitnessed", &english, &unwitnessed, lang).await;
        print(&printer, "unsigned", &english, &[], lang).await;

        let absurd = samples::absurd();
        let mut endless = refused(&absurd, Some("无尽"));
        if let SheetAct::Refused { reason, .. } = &mut endless[0].act {
            *reason = "无尽".repeat(4000);
        }
        assert!(print(&printer, "absurd", &absurd, &endless, lang).await.cut);
    }
}

#[tokio::test]
async fn markup_is_printed_not_obeyed() {
    let mut record = samples::english();
    record.summary = "#panic() *bold* $x$ <a> @b \\ // [ ] #read(\"/etc/passwd\")".into();
    record.appraisee.name = "#include \"x.typ\"".into();
    record.company = json!({ "$prose": "$rows" }).to_string();
    let printer = Printer::new(built::program(), Bounds::default());
    print(&printer, "markup", &record, &[], Lang::En).await;
}

#[test]
fn days_and_times_are_the_readers() {
    let mut record = samples::english();
    // in Shanghai it is the next day
    let ruled = datetime!(2026-02-03 20:00 UTC);
    record.ruling = Some(Ruling {
        ruled,
        ..samples::chinese().ruling.unwrap()
    });
    let (en, zh) = (
        data(&record, &both_signed(&record), Lang::En),
        data(&record, &both_signed(&record), Lang::Zh),
    );
    assert_eq!(en["time"]["day"], "14 Jan 2026");
    assert_eq!(en["time"]["hours"], "14:30–15:38");
    assert_eq!(en["time"]["minutes"], 68);
    assert_eq!(
        en["signatures"][0]["time"],
        "14 Jan 2026 15:52, with password"
    );
    assert_eq!(en["ruling"]["day"], "4 Feb 2026");
    assert_eq!(zh["time"]["day"], "2026年1月14日");
    assert_eq!(en["zone"], "Asia/Shanghai (UTC+08)");
}

#[test]
fn figures_are_those_of_the_pages() {
    let mut record = samples::english();
    let third = "91.3333333333".parse().unwrap();
    record.items[0].points = third;
    record.result.total = third;
    let shown = data(&record, &[], Lang::En);
    assert_eq!(shown["items"]["$rows"][0]["points"], "91.33");
    assert_eq!(shown["total"], "91.33");
    // 80 would be another grade
    record.result.total = "79.99996".parse().unwrap();
    assert_eq!(data(&record, &[], Lang::En)["total"], "79.99996");
}

/// What the template asks for as `l.…` and what it is given.
#[test]
fn the_template_asks_for_no_word_that_it_is_not_given() {
    let template = include_str!("../../../typst/sheet.typ");
    let mut asked: Vec<&str> = template
        .match_indices("l.")
        .filter(|(at, _)| !template[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        .map(|(at, _)| {
            let rest = &template[at + 2..];
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
            &rest[..end.unwrap_or(rest.len())]
        })
        .collect();
    asked.sort_unstable();
    asked.dedup();
    for lang in Lang::ALL {
        let given = labels::labels(texts(lang));
        assert!(
            given.values().all(|word| word.as_str() != Some("")),
            "{given:?}"
        );
        // where a text ends that is too long: asked for by the program, not by its template
        let mut given: Vec<_> = given.keys().filter(|key| *key != "cut").collect();
        given.sort_unstable();
        assert_eq!(asked, given);
    }
}

/// Every value of every closed set that stands on the sheet, in words of either language.
#[test]
fn no_choice_is_printed_as_its_key() {
    let sets: [(&str, Vec<&str>); 7] = [
        (
            "/interview/place_kind",
            keys(kinds::PlaceKind::ALL, kinds::PlaceKind::key),
        ),
        (
            "/interview/purpose",
            keys(kinds::Purpose::ALL, kinds::Purpose::key),
        ),
        (
            "/interview/method",
            keys(kinds::Method::ALL, kinds::Method::key),
        ),
        (
            "/goals/0/source",
            keys(kinds::GoalSource::ALL, kinds::GoalSource::key),
        ),
        ("/items/0/stance", vec!["agreed", "parked", "objected"]),
        (
            "/ruling/kind",
            vec!["scoring_method", "data_accuracy", "procedure", "other"],
        ),
        ("/ruling/decision", vec!["upheld", "adjusted", "returned"]),
    ];
    let mut whole = samples::english();
    whole.ruling = samples::chinese().ruling;
    let whole = serde_json::to_value(&whole).unwrap();
    for (at, keys) in sets {
        let mut words = Vec::new();
        for key in &keys {
            let mut record = whole.clone();
            *record.pointer_mut(at).unwrap() = json!(key);
            let record: Record = serde_json::from_value(record).unwrap();
            for lang in Lang::ALL {
                words.push(data(&record, &[], lang).to_string());
            }
        }
        let count = words.len();
        words.sort();
        words.dedup();
        assert_eq!(words.len(), count, "{at}: two of {keys:?} read the same");
    }
}

fn keys<T: Copy>(all: &[T], key: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|one| key(*one)).collect()
}
