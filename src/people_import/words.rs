//! Findings in the reader's language.

use super::{
    field::Field,
    findings::{Candidate, Fault, FaultKind, Remark},
    mapping::MappingError,
    rows::Attribute,
};
use crate::{
    access::Lang,
    people::{Level, level_word},
    tables::{
        Unreadable,
        decode::{self, Encoding, Foreign},
        table::{self, Delimiter},
        workbook,
    },
    web::{Texts, when},
};

pub(super) fn field(field: Field, l: &Texts) -> String {
    match field {
        Field::Number => l.field_number(),
        Field::FullName => l.field_name(),
        Field::FirstName => l.field_first_name(),
        Field::MiddleName => l.field_middle_name(),
        Field::LastName => l.field_last_name(),
        Field::Email => l.field_email(),
        Field::Department => l.field_department(),
        Field::Position => l.field_position(),
        Field::Level => l.field_level(),
        Field::Superior => l.field_superior(),
        Field::SuperiorNumber => l.field_superior_number(),
        Field::SuperiorName => l.field_superior_name(),
        Field::SuperiorEmail => l.field_superior_email(),
        Field::HiredOn => l.field_hired_on(),
        Field::Status => l.field_status(),
        Field::Left => l.field_left(),
        Field::LeftOn => l.field_left_on(),
    }
}

pub(super) fn encoding(encoding: Encoding, l: &Texts) -> String {
    match encoding {
        Encoding::Utf8 => l.encoding_utf8(),
        Encoding::Utf16 => l.encoding_utf16(),
        Encoding::Gb18030 => l.encoding_gb18030(),
        Encoding::Windows1252 => l.encoding_windows(),
    }
}

pub(super) fn delimiter(delimiter: Delimiter, l: &Texts) -> String {
    match delimiter {
        Delimiter::Comma => l.import_delimiter_comma(),
        Delimiter::Semicolon => l.import_delimiter_semicolon(),
        Delimiter::Tab => l.import_delimiter_tab(),
    }
}

pub(super) fn undecodable(refusal: &decode::Refusal, l: &Texts) -> String {
    let megabytes = |bytes: usize| {
        let tenths = bytes * 10 / 1_048_576;
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match refusal {
        decode::Refusal::Empty => l.import_refused_empty(),
        decode::Refusal::TooLarge { size, limit } => {
            l.import_refused_large(megabytes(*size), megabytes(*limit))
        }
        decode::Refusal::Foreign(what) => l.import_refused_foreign(foreign(*what, l)),
        decode::Refusal::Control { line, code } => {
            l.import_refused_control(line.to_string(), format!("U+{code:04X}"))
        }
        decode::Refusal::Broken {
            encoding: which,
            line,
        } => l.import_refused_broken(line.to_string(), encoding(*which, l)),
    }
}

fn foreign(what: Foreign, l: &Texts) -> String {
    match what {
        Foreign::Xls => l.import_foreign_xls(),
        Foreign::OpenDocument => l.import_foreign_opendocument(),
        Foreign::Word => l.import_foreign_word(),
        Foreign::Zip => l.import_foreign_zip(),
        Foreign::Archive => l.import_foreign_archive(),
        Foreign::Pdf => l.import_foreign_pdf(),
        Foreign::Image => l.import_foreign_image(),
        Foreign::WebPage => l.import_foreign_web_page(),
        Foreign::Xml => l.import_foreign_xml(),
        Foreign::Json => l.import_foreign_json(),
        Foreign::Program => l.import_foreign_program(),
        Foreign::Database => l.import_foreign_database(),
    }
}

pub(super) fn no_table(refusal: table::Refusal, l: &Texts) -> String {
    match refusal {
        table::Refusal::NoRows => l.import_refused_no_rows(),
        table::Refusal::UnclosedQuote { line } => l.import_refused_quote(line.to_string()),
        table::Refusal::TooManyColumns { line, most } => {
            l.import_refused_columns(line.to_string(), most.to_string())
        }
        table::Refusal::TooManyRows { most } => l.import_refused_rows(most.to_string()),
    }
}

pub(super) fn no_workbook(refusal: workbook::Refusal, l: &Texts) -> String {
    match refusal {
        workbook::Refusal::Broken => l.import_refused_workbook(),
        workbook::Refusal::TooLarge => l.import_refused_workbook_large(),
    }
}

pub(super) fn mapping(error: &MappingError, l: &Texts) -> String {
    match error {
        MappingError::NoNumber => l.import_mapping_no_number(),
        MappingError::Twice { field: which, .. } => l.import_mapping_twice(field(*which, l)),
        MappingError::UnknownField { .. } | MappingError::UnknownColumn => {
            l.import_mapping_unknown()
        }
    }
}

fn lines(lines: &[u64], l: &Texts) -> String {
    let texts: Vec<String> = lines.iter().map(ToString::to_string).collect();
    texts.join(&l.words_comma())
}

fn candidate(one: &Candidate) -> String {
    match &one.department {
        Some(department) => format!("{} ({}, {department})", one.name, one.number),
        None => format!("{} ({})", one.name, one.number),
    }
}

pub(super) fn fault(fault: &Fault, l: &Texts) -> String {
    match fault {
        Fault::Ragged { found, expected } => {
            l.fault_row_ragged(found.to_string(), expected.to_string())
        }
        Fault::StrayQuote => l.fault_row_quote(),
        Fault::NoNumber => l.fault_row_no_number(),
        Fault::NoName => l.fault_row_no_name(),
        Fault::TooLong { field: which, most } => {
            l.fault_row_long(field(*which, l), most.to_string())
        }
        Fault::DuplicateNumber { lines: others } => l.fault_row_duplicate_number(lines(others, l)),
        Fault::BadDate {
            field: which,
            found,
        } => l.fault_row_date(field(*which, l), short(found)),
        Fault::UnclearDate {
            field: which,
            found,
        } => l.fault_row_unclear_date(field(*which, l), short(found)),
        Fault::BadEmail { found } => l.fault_row_email(short(found)),
        Fault::EmailTaken { email, owner } => l.fault_row_email_taken(short(email), short(owner)),
        Fault::EmailRepeated {
            email,
            lines: others,
        } => l.fault_row_email_repeated(short(email), lines(others, l)),
        Fault::BadStatus {
            field: which,
            found,
        } => l.fault_row_status(field(*which, l), short(found)),
        Fault::UnknownSuperior { found } => l.fault_row_superior_unknown(short(found)),
        Fault::AmbiguousSuperior { found, candidates } => {
            let names: Vec<String> = candidates.iter().map(candidate).collect();
            l.fault_row_superior_ambiguous(short(found), names.join(&l.words_comma()))
        }
        Fault::OwnSuperior => l.fault_row_own_superior(),
        Fault::OwnCase => l.own_case(),
        Fault::Loop { chain } => {
            let names: Vec<String> = chain
                .iter()
                .map(|one| format!("{} ({})", one.name, one.number))
                .collect();
            l.fault_row_loop(names.join(&l.person_loop_arrow()))
        }
        Fault::SuperiorRefused { line, superior } => {
            l.fault_row_superior_refused(short(superior), line.to_string())
        }
    }
}

/// A cell may be a novel; a message is not.
fn short(text: &str) -> String {
    if text.chars().count() <= 80 {
        return text.to_owned();
    }
    text.chars().take(80).chain(['…']).collect()
}

pub(super) fn fault_kind(kind: FaultKind, l: &Texts) -> String {
    match kind {
        FaultKind::Ragged => l.group_ragged(),
        FaultKind::StrayQuote => l.group_stray_quote(),
        FaultKind::NoNumber => l.group_no_number(),
        FaultKind::NoName => l.group_no_name(),
        FaultKind::TooLong => l.group_too_long(),
        FaultKind::DuplicateNumber => l.group_duplicate_number(),
        FaultKind::BadDate => l.group_bad_date(),
        FaultKind::UnclearDate => l.group_unclear_date(),
        FaultKind::BadEmail => l.group_bad_email(),
        FaultKind::EmailTaken => l.group_email_taken(),
        FaultKind::EmailRepeated => l.group_email_repeated(),
        FaultKind::BadStatus => l.group_bad_status(),
        FaultKind::UnknownSuperior => l.group_unknown_superior(),
        FaultKind::AmbiguousSuperior => l.group_ambiguous_superior(),
        FaultKind::OwnSuperior => l.group_own_superior(),
        FaultKind::OwnCase => l.group_own_case(),
        FaultKind::Loop => l.group_loop(),
        FaultKind::SuperiorRefused => l.group_superior_refused(),
    }
}

pub(super) fn remark(remark: Remark, l: &Texts) -> String {
    match remark {
        Remark::DuplicateName => l.remark_duplicate_name(),
        Remark::NoEmail => l.remark_no_email(),
        Remark::NoSuperior => l.remark_no_superior(),
        Remark::SuperiorLeft => l.remark_superior_left(),
        Remark::NoDepartment => l.remark_no_department(),
        Remark::NoHireDate => l.remark_no_hire_date(),
        Remark::UnknownLevel => l.remark_unknown_level(),
    }
}

pub(super) fn attribute(what: Attribute, l: &Texts) -> String {
    match what {
        Attribute::Name => l.people_name(),
        Attribute::Email => l.people_email(),
        Attribute::Department => l.people_department(),
        Attribute::Position => l.people_position(),
        Attribute::Level => l.people_level(),
        Attribute::Superior => l.people_superior(),
        Attribute::HiredOn => l.people_hired_on(),
        Attribute::Active => l.people_state(),
    }
}

/// A kept value as a person reads it.
pub(super) fn value(what: Attribute, kept: &str, l: &Texts, lang: Lang) -> String {
    let read = match what {
        _ if kept.is_empty() => None,
        Attribute::Level => Level::from_key(kept).map(|level| level_word(level, l)),
        Attribute::Active if kept == "true" => Some(l.people_state_active()),
        Attribute::Active => Some(l.people_state_left()),
        Attribute::HiredOn => when::parse_day(kept).map(|date| when::day(date, lang)),
        _ => Some(short(kept)),
    };
    read.unwrap_or_else(|| l.import_value_none())
}

/// Why a file is no roster.
pub(super) fn unreadable(why: &Unreadable, l: &Texts) -> String {
    match why {
        Unreadable::Bytes(refusal) => undecodable(refusal, l),
        Unreadable::Table(refusal) => no_table(*refusal, l),
        Unreadable::Sheet(refusal) => no_workbook(*refusal, l),
    }
}
