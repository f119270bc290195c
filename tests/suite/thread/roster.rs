//! HR's part before the first appraisal: the roster comes in, people get superiors and passwords.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use super::hand::Hand;

/// The roster that `OrangeHRM` ships for its own import; where it is not there, one like it.
pub fn file() -> PathBuf {
    let real =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/orangehrm_import_TestData.csv");
    if let Ok(real) = real.canonicalize() {
        return real;
    }
    let mut text =
        String::from("\"Empl No\",First,Last,MI,Street,City,State,Zip,Phone,Pager,DOH\n");
    for row in 1..=2024 {
        // 162 names occur twice
        let name = if row > 1862 { row - 1862 } else { row };
        writeln!(
            text,
            "E{row:04},Ann{name},Lee{name},B,Street {row},City {row},State {row},121111,,,"
        )
        .expect("a string");
    }
    let path = std::env::temp_dir().join(format!("roster-{}.csv", std::process::id()));
    std::fs::write(&path, text).expect("a file");
    path
}

/// Uploads the file, reads the preview, and confirms it.
pub async fn import(hr: &Hand) {
    hr.opens("/people/import").await;
    let path = file();
    hr.sends("/people/import", &[("file", path.to_str().expect("path"))])
        .await;
    let preview = hr.browser.path().await;
    assert_eq!(hr.texts(".tile .figure").await, ["2024", "0", "0", "0"]);
    let digits = |text: &String| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let findings: Vec<String> = hr
        .texts("table.fits tbody td.num")
        .await
        .iter()
        .map(digits)
        .collect();
    // same names; no e-mail; no superior; no department; no hire date
    assert_eq!(findings, ["324", "2024", "2024", "2024", "2024"]);
    let row = hr.texts("#rows tbody tr").await;
    assert!(
        row.first().is_some_and(|row| row.contains("E0001")),
        "each row with what happens: {row:?}"
    );
    hr.sends(&format!("{preview}/confirmation"), &[]).await;
    assert_eq!(hr.texts(".tile .figure").await, ["2024", "0", "0"]);
}

/// Everybody reports to E0001; E0002 to E0004 are the Works, and report to E0005.
pub async fn reporting_lines(hr: &Hand) {
    let lines = "/people/reporting-lines";
    hr.opens("/people?superior=none").await;
    hr.browser.press("main .bulk a").await;
    let everybody = hr.browser.path().await;
    hr.browser.fill("superior", "E0001").await;
    hr.browser.send(lines).await;
    // E0001 is one of them: the form comes back and offers to leave them out
    assert!(hr.browser.has("main .errors").await, "{everybody}");
    hr.sends(lines, &[("leave_out", "1")]).await;

    hr.opens("/people?q=E000").await;
    let tick = "for (const row of document.querySelectorAll('main tbody tr'))
        if (/E000[234]/.test(row.innerText)) row.querySelector('[name=id]').click()";
    hr.browser.driver.execute(tick, vec![]).await.expect("tick");
    hr.browser.press("main .bulk button").await;
    hr.sends(lines, &[("superior", "E0005"), ("new_department", "Works")])
        .await;
}

/// The page of the person with a number, found by the search.
pub async fn person(who: &Hand, number: &str) -> String {
    who.opens(&format!("/people?q={number}")).await;
    let found = who.attrs("main tbody a.row-link", "href").await;
    assert_eq!(found.len(), 1, "{number}");
    found.into_iter().next().expect("one")
}

/// A cycle for the Works, launched from its preview.
pub async fn launch(hr: &Hand) -> String {
    hr.opens("/cycles/new").await;
    let script = "return [...document.querySelectorAll('main [name=department]')]
        .find(one => one.labels[0].innerText.includes('Works')).value";
    let found = hr.browser.driver.execute(script, vec![]).await;
    let works: String = found.expect("department").convert().expect("text");
    hr.sends("/cycles", &[("name", "Autumn"), ("department", &works)])
        .await;
    assert_eq!(hr.texts(".tile .figure").await, ["3", "0", "0"]);
    let preview = hr.browser.path().await;
    let cycle = preview.trim_end_matches("/preview").to_owned();
    hr.sends(&format!("{cycle}/launch"), &[]).await;
    cycle
}
