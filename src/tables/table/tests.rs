//! Tables as people and systems write them.

use std::io::Write as _;

use super::super::source::{Kind, Source};
use super::*;
use proptest::prelude::*;

#[derive(Debug, PartialEq, Eq)]
struct Table {
    delimiter: Delimiter,
    header_line: Option<u64>,
    header: Vec<String>,
    rows: Vec<Row>,
}

/// Headers of different columns, in the words of these tests.
fn known(cells: &[String]) -> usize {
    let words = [
        "Empl No", "No", "Number", "工号", "Name", "First", "Last", "姓名", "Title", "Email",
        "部门",
    ];
    cells
        .iter()
        .filter(|cell| words.contains(&cell.trim()))
        .count()
}

/// A file with this text, read as an import reads it.
fn read(text: &str) -> Result<Table, Refusal> {
    let mut file = super::super::source::spool().expect("a file");
    file.write_all(text.as_bytes()).expect("written");
    let told = |stop| match stop {
        Stop::Unreadable(Unreadable::Table(refusal)) => refusal,
        Stop::Unreadable(Unreadable::Bytes(_)) => Refusal::NoRows,
        other => panic!("{other:?}"),
    };
    let source = Source::open(file, &known).map_err(told)?;
    let mut rows = Vec::new();
    source
        .each(|row| {
            rows.push(row);
            true
        })
        .map_err(told)?;
    let Kind::Text { delimiter, .. } = source.kind else {
        panic!("text")
    };
    Ok(Table {
        delimiter,
        header_line: source.layout.header_line,
        header: source.layout.header,
        rows,
    })
}

fn lines(table: &Table) -> Vec<(u64, Vec<&str>)> {
    table
        .rows
        .iter()
        .map(|row| (row.line, row.cells.iter().map(String::as_str).collect()))
        .collect()
}

#[test]
fn delimiters_are_found_out() {
    for (text, delimiter) in [
        ("Empl No,First,Last\n1,Ann,Lee\n", Delimiter::Comma),
        ("工号;姓名;部门\n1;王伟;研发, 后端\n", Delimiter::Semicolon),
        (
            "Number\tName\tTitle\n1\tLee, Ann\tVP; Sales\n",
            Delimiter::Tab,
        ),
        ("x;y\n1,5;2\n2,5;3\n", Delimiter::Semicolon),
        ("sep=;\nx;y,z\n1;2\n", Delimiter::Semicolon),
        ("Number\n1\n2\n", Delimiter::Comma),
    ] {
        assert_eq!(read(text).expect("a table").delimiter, delimiter, "{text}");
    }
}

#[test]
fn a_row_keeps_the_line_it_begins_on() {
    let text =
        "No,Name\r\n\r\n1,\"Ann\r\nMary \"\"Lee\"\"\"\r\n\r\n\r\n2,Bo\r3,\"C,D\"\n4,5\" pipe";
    let table = read(text).expect("a table");
    assert_eq!(table.header_line, Some(1));
    assert_eq!(
        lines(&table),
        [
            (3, vec!["1", "Ann\r\nMary \"Lee\""]),
            (7, vec!["2", "Bo"]),
            (8, vec!["3", "C,D"]),
            (9, vec!["4", "5\" pipe"]),
        ]
    );
}

#[test]
fn the_header_is_found_below_a_title() {
    let table = read("员工花名册,,\n导出日期 2023-05-01,,\n工号,姓名,部门\n1,王伟,财务部\n")
        .expect("a table");
    assert_eq!(table.header_line, Some(3));
    assert_eq!(table.header, ["工号", "姓名", "部门"]);
    assert_eq!(lines(&table), [(4, vec!["1", "王伟", "财务部"])]);
}

#[test]
fn without_a_header_no_row_is_lost() {
    let table = read("E1,Ann Lee,ann@example.com\nE2,Bo Li,bo@example.com\n").expect("a table");
    assert_eq!(table.header_line, None);
    assert_eq!((table.header.len(), table.rows.len()), (3, 2));
}

#[test]
fn unknown_titles_over_figures_are_a_header_too() {
    let header = |text: &str| read(text).expect("a table").header_line;
    assert_eq!(
        header("Kennung;Wer;Chef\nK1;Ann Lee;\nK2;Bo Li;K1\n"),
        Some(1)
    );
    assert_eq!(header("Ann Lee;Sales\nBo Li;Finance\n"), None);
    assert_eq!(header("K1;Ann Lee\nK2;Bo Li\n"), None);
}

#[test]
fn ragged_rows_are_reported_and_empty_extras_are_not() {
    let table = read("No,Name,Email\n1,Ann\n2,Bo,b@x.org,,\n3,C,c@x.org,what\n4,\"D\"e,d@x.org\n")
        .expect("a table");
    let shapes: Vec<_> = table.rows.iter().map(|row| (row.line, row.shape)).collect();
    assert_eq!(
        shapes,
        [
            (
                2,
                Some(Shape::Ragged {
                    found: 2,
                    expected: 3
                })
            ),
            (3, None),
            (
                4,
                Some(Shape::Ragged {
                    found: 4,
                    expected: 3
                })
            ),
            (5, Some(Shape::StrayQuote)),
        ]
    );
}

#[test]
fn files_that_are_no_table() {
    assert_eq!(read(" \n,,\n"), Err(Refusal::NoRows));
    assert_eq!(
        read("No,Name\n1,Ann\n2,\"Bo\n3,C\n"),
        Err(Refusal::UnclosedQuote { line: 3 })
    );
    let wide = ",".repeat(MOST_COLUMNS);
    assert!(matches!(
        read(&format!("No,Name\n{wide}x\n")),
        Err(Refusal::TooManyColumns { line: 2, .. })
    ));
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(rows in prop::collection::vec(prop::collection::vec("[ -~\n王伟\"]{0,8}", 3), 1..8)) {
        let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
        writer.write_record(["Number", "Name", "Email"]).expect("in memory");
        for row in &rows {
            writer.write_record(row).expect("in memory");
        }
        let text = String::from_utf8(writer.into_inner().expect("in memory")).expect("text");
        let table = read(&text).expect("a table");
        let wanted: Vec<_> = rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).cloned().collect();
        let read: Vec<_> = table.rows.into_iter().map(|row| row.cells).collect();
        prop_assert_eq!(read, wanted);
    }

    #[test]
    fn any_text_is_answered(text in "[a-z,;\t\"\r\n 王]{0,80}") {
        if let Ok(table) = read(&text) {
            let last = text.lines().count() as u64 + text.matches('\r').count() as u64;
            prop_assert!(table.rows.windows(2).all(|pair| pair[0].line < pair[1].line));
            prop_assert!(table.rows.iter().all(|row| row.line >= 1 && row.line <= last));
        }
    }
}
