//! Encodings as people and systems write them.

use super::super::characters::Characters;
use super::*;

fn decode(bytes: &[u8]) -> Result<(String, Encoding), Refusal> {
    let spelling = examine(bytes).expect("memory is readable")?;
    let mut characters = Characters::new(bytes, spelling);
    let text: String = characters.by_ref().collect();
    match characters.refusal {
        Some(refusal) => Err(refusal),
        None => Ok((text, spelling.encoding)),
    }
}

fn read(bytes: &[u8]) -> (String, Encoding) {
    decode(bytes).expect("readable")
}

#[test]
fn the_same_roster_in_every_encoding() {
    let roster = "工号,姓名\nA1,王朱镕\n";
    let utf16 = |little: bool| {
        let mut bytes = if little {
            vec![0xFF, 0xFE]
        } else {
            vec![0xFE, 0xFF]
        };
        for unit in roster.encode_utf16() {
            bytes.extend(if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            });
        }
        bytes
    };
    let with_bom = [b"\xEF\xBB\xBF".as_slice(), roster.as_bytes()].concat();
    let (gb, _, lossy) = GB18030.encode(roster);
    assert!(!lossy);
    for (bytes, encoding) in [
        (roster.as_bytes().to_vec(), Encoding::Utf8),
        (with_bom, Encoding::Utf8),
        (utf16(true), Encoding::Utf16),
        (utf16(false), Encoding::Utf16),
        (gb.into_owned(), Encoding::Gb18030),
    ] {
        assert_eq!(read(&bytes), (roster.to_owned(), encoding));
    }
}

#[test]
fn characters_on_the_edge_of_a_block_stay_whole() {
    for shift in 0..4 {
        let roster = format!("{}{}", "a".repeat(shift), "王朱镕é".repeat(30_000));
        let (gb, _, _) = GB18030.encode(&roster);
        assert!(read(roster.as_bytes()) == (roster.clone(), Encoding::Utf8));
        assert!(read(&gb) == (roster.clone(), Encoding::Gb18030));
    }
}

#[test]
fn western_text_is_not_taken_for_chinese() {
    let (bytes, _, _) = WINDOWS_1252.encode("No,Name\n1,Müller\n2,José Peña\n3,Björn\n");
    let (text, encoding) = read(&bytes);
    assert_eq!(encoding, Encoding::Windows1252);
    assert!(text.contains("José Peña"));
}

#[test]
fn a_damaged_utf8_file_is_named_with_its_line() {
    let mut bytes = "工号,姓名\r\nA1,王伟\r\nA2,李".as_bytes().to_vec();
    bytes.extend(b"\xE5\n");
    assert_eq!(
        decode(&bytes),
        Err(Refusal::Broken {
            encoding: Encoding::Utf8,
            line: 3
        })
    );
}

#[test]
fn foreign_files_are_named() {
    for (bytes, what) in [
        (b"PK\x03\x04 anything".as_slice(), Foreign::Zip),
        (
            b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument",
            Foreign::OpenDocument,
        ),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Foreign::Xls),
        (b"%PDF-1.7\n", Foreign::Pdf),
        (b"\x89PNG\r\n\x1A\n", Foreign::Image),
        (b"\x1F\x8B\x08", Foreign::Archive),
        (b"\n <!DOCTYPE HTML><html>", Foreign::WebPage),
        (b"\xEF\xBB\xBF<table>", Foreign::WebPage),
        (b"[{\"a\":1}]", Foreign::Json),
    ] {
        assert_eq!(decode(bytes), Err(Refusal::Foreign(what)));
    }
}

#[test]
fn what_is_not_text_is_refused() {
    assert_eq!(
        decode(b"a,b\r\nc\0,d"),
        Err(Refusal::Control { line: 2, code: 0 })
    );
    assert_eq!(
        decode(b"a,b\rc,\x1B[31m"),
        Err(Refusal::Control { line: 2, code: 27 })
    );
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        if let Ok((text, _)) = decode(&bytes) {
            proptest::prop_assert!(!text.contains('\0'));
        }
    }
}
