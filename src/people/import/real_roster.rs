//! The roster that `OrangeHRM` ships for its own import, where it lies beside the project.

use std::path::Path;

use super::{
    decode::{self, Encoding},
    findings::Remark,
    mapping::Mapping,
    plan::{Counts, plan},
    plan_tests::{applied, options},
    table,
};

#[test]
fn two_thousand_people_without_email_or_superior() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/orangehrm_import_TestData.csv");
    let Ok(bytes) = std::fs::read(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let text = decode::decode(&bytes, 1 << 20).expect("text");
    assert_eq!(text.encoding, Encoding::Utf8);
    let table = table::read(&text.text).expect("a table");
    let mapping = Mapping::suggest(&table.header);
    assert_eq!(mapping.check(), Ok(()));

    let first = plan(&table.rows, &mapping, &[], &[], &options());
    assert_eq!(
        first.counts(),
        Counts {
            create: 2024,
            ..Counts::default()
        }
    );
    assert_eq!((first.rows[0].line, first.rows[2023].line), (2, 2025));
    assert_eq!(first.rows[0].person.name, "Christopher B Thompson");
    let remarks: Vec<_> = first
        .remark_groups()
        .into_iter()
        .map(|group| (group.kind, group.count))
        .collect();
    assert_eq!(
        remarks,
        [
            (Remark::DuplicateName, 324),
            (Remark::NoEmail, 2024),
            (Remark::NoSuperior, 2024),
            (Remark::NoDepartment, 2024),
            (Remark::NoHireDate, 2024),
        ]
    );
    let people = applied(&first, &[]);
    let second = plan(&table.rows, &mapping, &people, &[], &options());
    assert_eq!(
        second.counts(),
        Counts {
            nothing: 2024,
            ..Counts::default()
        }
    );
}
