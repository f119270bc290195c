use proptest::prelude::*;
use time::macros::date;

use super::*;

#[test]
fn periods_as_people_and_programs_write_them() {
    for (text, canonical, from, to) in [
        ("2026", "2026", date!(2026 - 01 - 01), date!(2026 - 12 - 31)),
        (
            "2026-h2",
            "2026-H2",
            date!(2026 - 07 - 01),
            date!(2026 - 12 - 31),
        ),
        (
            "2026Q3",
            "2026-Q3",
            date!(2026 - 07 - 01),
            date!(2026 - 09 - 30),
        ),
        (
            "2026-Q1",
            "2026-Q1",
            date!(2026 - 01 - 01),
            date!(2026 - 03 - 31),
        ),
        (
            "2024-2",
            "2024-02",
            date!(2024 - 02 - 01),
            date!(2024 - 02 - 29),
        ),
        (
            "2026/09/30",
            "2026-09-30",
            date!(2026 - 09 - 30),
            date!(2026 - 09 - 30),
        ),
        (
            " 2026-9-3 ",
            "2026-09-03",
            date!(2026 - 09 - 03),
            date!(2026 - 09 - 03),
        ),
    ] {
        let read = Period::read(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(
            (read.text.as_str(), read.from, read.to),
            (canonical, from, to),
            "{text}"
        );
    }
    for text in [
        "",
        "26",
        "2026-Q5",
        "2026-H3",
        "2026-13",
        "2026-02-30",
        "2026-Q",
        "Q3",
        "2026-09-30-1",
        "二〇二六",
        "2026-+1",
        "9999",
        "2026-Q3-1",
        "2026--09",
    ] {
        assert_eq!(Period::read(text), None, "{text}");
    }
}

fn candidate(number: u128, name: &str) -> Candidate {
    Candidate {
        appraisal: Uuid::from_u128(number + 100),
        person: Uuid::from_u128(number),
        number: number.to_string(),
        email: Some(format!("p{number}@example.test")),
        name: name.into(),
        cycle: "2026".into(),
        starts_on: date!(2026 - 01 - 01),
        ends_on: date!(2026 - 12 - 31),
        stage: Stage::Evaluation,
        evaluated: false,
        items: vec![
            Measurable {
                key: "profit".into(),
                names: vec!["Profit".into(), "利润".into()],
                goal: false,
            },
            Measurable {
                key: "G1".into(),
                names: vec!["Win customers".into()],
                goal: true,
            },
        ],
    }
}

fn row(person: &str, item: &str, period: &str, actual: &str) -> Given {
    Given {
        person: person.into(),
        item: item.into(),
        period: period.into(),
        actual: actual.into(),
        ..Given::default()
    }
}

#[test]
fn each_row_finds_its_appraisal_or_says_why_not() {
    let mut closed = candidate(3, "Cara");
    closed.stage = Stage::Review;
    let mut returned = candidate(4, "Dan");
    returned.evaluated = true;
    let all = [candidate(1, "Ann"), candidate(2, "Ann"), closed, returned];
    for (given, expected) in [
        (row("1", "profit", "2026-Q3", "3 500"), Ok("profit")),
        (row("P2@example.test", "利润", "2026", "-1"), Ok("profit")),
        (row("2", "g1", "2026-06-30", "4"), Ok("G1")),
        (row("2", "Win customers", "2026-06", "4"), Ok("G1")),
        (row("", "profit", "2026", "1"), Err(RowFault::PersonMissing)),
        (
            row("9", "profit", "2026", "1"),
            Err(RowFault::PersonUnknown),
        ),
        (
            row("Ann", "profit", "2026", "1"),
            Err(RowFault::PersonAmbiguous),
        ),
        (row("1", "", "2026", "1"), Err(RowFault::ItemMissing)),
        (row("1", "G7", "2026", "1"), Err(RowFault::ItemUnknown)),
        (row("1", "profit", "soon", "1"), Err(RowFault::Period)),
        (
            row("1", "profit", "2025-Q4", "1"),
            Err(RowFault::OutsideCycle("2026".into())),
        ),
        (
            row("1", "profit", "2026", "1,5"),
            Err(RowFault::Actual(DecimalError::Grouping)),
        ),
        (
            row("1", "profit", "2026", ""),
            Err(RowFault::Actual(DecimalError::Empty)),
        ),
        (row("3", "profit", "2026", "1"), Err(RowFault::Closed)),
        (row("4", "profit", "2026", "1"), Err(RowFault::Closed)),
    ] {
        let found = plan(std::slice::from_ref(&given), &all)
            .remove(0)
            .map(|figure| figure.item);
        assert_eq!(found, expected.map(str::to_owned), "{given:?}");
    }
}

#[test]
fn a_figure_stands_once_and_a_cycle_is_named_where_two_would_do() {
    let mut second = candidate(1, "Ann");
    second.appraisal = Uuid::from_u128(999);
    second.cycle = "Special".into();
    let all = [candidate(1, "Ann"), second];
    let mut rows = vec![row("1", "profit", "2026-09", "1")];
    assert!(matches!(
        plan(&rows, &all)[0],
        Err(RowFault::SeveralCycles(_))
    ));
    rows[0].cycle = "Special".into();
    rows.push(Given {
        period: "2026-9".into(),
        ..rows[0].clone()
    });
    let found = plan(&rows, &all);
    assert_eq!(
        found[0].as_ref().map(|figure| figure.appraisal),
        Ok(Uuid::from_u128(999))
    );
    assert_eq!(found[1], Err(RowFault::Twice(1)));
}

proptest! {
    #[test]
    fn no_period_breaks_the_reader(text in ".{0,14}") {
        if let Some(period) = Period::read(&text) {
            prop_assert!(period.from <= period.to);
            prop_assert_eq!(Period::read(&period.text), Some(period));
        }
    }
}
