//! Whole sheets; `sample.json` is one that the server sends.

use serde_json::Value;

use super::*;

fn sample() -> Value {
    serde_json::from_str(include_str!("sample.json")).unwrap()
}

/// One answer: its head, and the bytes after it.
fn told(job: &Value) -> (Value, Vec<u8>) {
    let mut output = Vec::new();
    answer(job.to_string().as_bytes(), &mut output).unwrap();
    let end = output.iter().position(|byte| *byte == b'\n').unwrap();
    (
        serde_json::from_slice(&output[..end]).unwrap(),
        output.split_off(end + 1),
    )
}

#[test]
fn a_job_becomes_a_sheet_of_one_page() {
    for lang in ["en", "zh"] {
        let mut job = sample();
        job["lang"] = lang.into();
        let (head, pdf) = told(&job);
        assert_eq!(head["pdf"]["bytes"], pdf.len());
        assert_eq!(head["pdf"]["cut"], false);
        assert!(pdf.starts_with(b"%PDF"));
    }
}

#[test]
fn more_text_first_makes_the_type_smaller_then_cuts() {
    let words = "What was said, and what was not. ";
    let mut last = f64::INFINITY;
    let mut cut = false;
    for times in [1, 90, 900] {
        let mut job = sample();
        job["data"]["summary"]["$prose"] = words.repeat(times).into();
        let job: Job = serde_json::from_value(job).unwrap();
        let (fit, document) = fit::one_page(&job).unwrap();
        assert_eq!(document.pages().len(), 1);
        assert!(fit.size <= last);
        assert!(!cut, "already cut with less text");
        last = fit.size;
        cut = fit.cut != cut::Cut::NONE;
    }
    assert!(cut);
}

#[test]
fn what_cannot_be_set_is_answered_without_saying_what_stands_on_it() {
    let (head, pdf) = told(&"nonsense".into());
    assert!(head["failed"].is_string() && pdf.is_empty());

    let mut job = sample();
    job["data"]["items"]["$rows"][0]
        .as_object_mut()
        .unwrap()
        .remove("points");
    let name = job["data"]["appraisee"]["name"]["$name"].clone();
    let (head, _) = told(&job);
    let why = head["failed"].as_str().unwrap();
    assert!(!why.contains(name.as_str().unwrap()), "{why}");

    // and the next one is set
    assert!(told(&sample()).0["pdf"].is_object());
}

/// Rare characters take a font of the machine where it has one, and do no harm where not.
#[test]
fn any_character_may_stand_on_it() {
    let mut job = sample();
    job["data"]["appraisee"]["name"]["$name"] = "𠮷野 \u{0}\u{7f}\u{200f} 🙂 ﷽".into();
    assert!(told(&job).0["pdf"].is_object());
}

#[test]
fn letters_have_one_page_each() {
    let page = |lang: &str, told: String| {
        serde_json::json!({
            "lang": lang, "company": "Yunhe 云禾", "day": "1 Dec 2026", "to": "李伟 Li Wei", "title": "密码 *not bold*",
            "told": [told], "facts": [["Half", "AB12-CD34"]], "after": ["Once."],
        })
    };
    let job = |pages: Vec<Value>| serde_json::json!({"kind": "letters", "lang": "en", "data": {"title": "Letters", "pages": pages}});
    let (head, pdf) = told(&job(vec![
        page("en", "One.".into()),
        page("zh", "二。".into()),
    ]));
    assert_eq!(head["pdf"]["bytes"], pdf.len(), "{head}");
    let count = |part: &[u8]| pdf.windows(part.len()).filter(|at| *at == part).count();
    assert_eq!(count(b"/Type/Page") - count(b"/Type/Pages"), 2);
    for wrong in [vec![], vec![page("en", "long ".repeat(4000))]] {
        let (head, _) = told(&job(wrong));
        assert!(head["failed"].is_string(), "{head}");
    }
}
