//! Bytes to text: which encoding a roster is written in, and what is no roster at all.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The encodings that HR systems and spreadsheets write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    Gb18030,
    /// What Excel calls "CSV" on a Western Windows. Never a proof, so the preview asks to look at the names.
    Windows1252,
}

/// Something that is plainly not a text table, recognised by how it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    Xlsx,
    Xls,
    OpenDocument,
    Word,
    Zip,
    Archive,
    Pdf,
    Image,
    WebPage,
    Xml,
    Json,
    Program,
    Database,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Empty,
    TooLarge {
        size: usize,
        limit: usize,
    },
    Foreign(Foreign),
    /// A NUL or another control character: the file is binary, or damaged.
    Control {
        line: u64,
        code: u32,
    },
    /// Meant as this encoding, but broken on this line.
    Broken {
        encoding: Encoding,
        line: u64,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub text: String,
    pub encoding: Encoding,
}

/// Reads the bytes of an uploaded file, at most `limit` of them.
pub fn decode(bytes: &[u8], limit: usize) -> Result<Text, Refusal> {
    if bytes.len() > limit {
        return Err(Refusal::TooLarge {
            size: bytes.len(),
            limit,
        });
    }
    if let Some(foreign) = foreign(bytes) {
        return Err(Refusal::Foreign(foreign));
    }
    let decoded = text_of(bytes)?;
    if decoded.text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    if let Some((at, found)) = decoded.text.char_indices().find(|(_, c)| forbidden(*c)) {
        return Err(Refusal::Control {
            line: line_at(&decoded.text.as_bytes()[..at]),
            code: u32::from(found),
        });
    }
    Ok(decoded)
}

fn text_of(bytes: &[u8]) -> Result<Text, Refusal> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return utf8(rest);
    }
    for (bom, decoder) in [(b"\xFF\xFE", UTF_16LE), (b"\xFE\xFF", UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(bom) {
            return decoder
                .decode_without_bom_handling_and_without_replacement(rest)
                .map(|text| Text {
                    text: text.into_owned(),
                    encoding: Encoding::Utf16,
                })
                .ok_or(Refusal::Broken {
                    encoding: Encoding::Utf16,
                    line: 1,
                });
        }
    }
    match utf8(bytes) {
        Ok(text) => Ok(text),
        Err(broken) if mostly_utf8(bytes) => Err(broken),
        Err(_) => Ok(legacy(bytes)),
    }
}

fn utf8(bytes: &[u8]) -> Result<Text, Refusal> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Text {
            text: text.to_owned(),
            encoding: Encoding::Utf8,
        }),
        Err(error) => Err(Refusal::Broken {
            encoding: Encoding::Utf8,
            line: line_at(&bytes[..error.valid_up_to()]),
        }),
    }
}

/// One damaged byte in a UTF-8 file must not turn every name into other characters: such a file is
/// named as broken instead of being read as something else.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= broken.saturating_mul(4)
}

fn legacy(bytes: &[u8]) -> Text {
    if looks_chinese(bytes)
        && let Some(text) = GB18030.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Text {
            text: text.into_owned(),
            encoding: Encoding::Gb18030,
        };
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Text {
        text: text.into_owned(),
        encoding: Encoding::Windows1252,
    }
}

/// GB18030 writes most characters as two high bytes; Western text has single high bytes between
/// ASCII letters, and some of those are by chance valid GB18030 too ("Müller").
fn looks_chinese(bytes: &[u8]) -> bool {
    let (mut pairs, mut singles) = (0_usize, 0_usize);
    let mut at = 0;
    while at < bytes.len() {
        let high = bytes[at] >= 0x81;
        let next_high = bytes.get(at + 1).is_some_and(|next| *next >= 0x80);
        match (high, next_high) {
            (true, true) => {
                pairs += 1;
                at += 2;
            }
            (true, false) => {
                singles += 1;
                at += 1;
            }
            _ => at += 1,
        }
    }
    pairs >= singles
}

fn forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

fn line_at(before: &[u8]) -> u64 {
    let ends = before
        .iter()
        .enumerate()
        .filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => before.get(at + 1) != Some(&b'\n'),
            _ => false,
        })
        .count();
    ends as u64 + 1
}

fn foreign(bytes: &[u8]) -> Option<Foreign> {
    const MAGIC: &[(&[u8], Foreign)] = &[
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Foreign::Xls),
        (b"%PDF-", Foreign::Pdf),
        (b"\x89PNG", Foreign::Image),
        (b"\xFF\xD8\xFF", Foreign::Image),
        (b"GIF8", Foreign::Image),
        (b"\x1F\x8B", Foreign::Archive),
        (b"Rar!\x1A", Foreign::Archive),
        (b"7z\xBC\xAF\x27\x1C", Foreign::Archive),
        (b"SQLite format 3\0", Foreign::Database),
        (b"\x7FELF", Foreign::Program),
        (b"MZ\x90\0", Foreign::Program),
        (b"{\\rtf", Foreign::Word),
    ];
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(inside_zip(bytes));
    }
    MAGIC
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|(_, what)| *what)
        .or_else(|| markup(bytes))
}

fn inside_zip(bytes: &[u8]) -> Foreign {
    let names = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    if names(b"xl/workbook") || names(b"xl/worksheets") {
        Foreign::Xlsx
    } else if names(b"word/document") {
        Foreign::Word
    } else if names(b"vnd.oasis.opendocument") {
        Foreign::OpenDocument
    } else {
        Foreign::Zip
    }
}

/// Many HR systems write a web page and call it ".xls".
fn markup(bytes: &[u8]) -> Option<Foreign> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let head: String = bytes
        .trim_ascii_start()
        .iter()
        .take(200)
        .map(|byte| char::from(*byte).to_ascii_lowercase())
        .collect();
    let starts = |what: &str| head.starts_with(what);
    if starts("<!doctype html") || starts("<html") || starts("<table") || starts("<meta") {
        Some(Foreign::WebPage)
    } else if starts("<?xml") {
        Some(Foreign::Xml)
    } else if starts("{\"") || starts("[{") || starts("{\n") || starts("{\r") {
        Some(Foreign::Json)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: usize = 1 << 20;

    fn read(bytes: &[u8]) -> (String, Encoding) {
        let text = decode(bytes, LIMIT).expect("readable");
        (text.text, text.encoding)
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
            decode(&bytes, LIMIT),
            Err(Refusal::Broken {
                encoding: Encoding::Utf8,
                line: 3
            })
        );
    }

    #[test]
    fn foreign_files_are_named() {
        let xlsx = b"PK\x03\x04....[Content_Types].xml..xl/workbook.xml".as_slice();
        for (bytes, what) in [
            (xlsx, Foreign::Xlsx),
            (b"PK\x03\x04 anything", Foreign::Zip),
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
            assert_eq!(decode(bytes, LIMIT), Err(Refusal::Foreign(what)));
        }
    }

    #[test]
    fn what_is_not_text_is_refused() {
        assert_eq!(decode(b"", LIMIT), Err(Refusal::Empty));
        assert_eq!(decode(b"\xEF\xBB\xBF \r\n", LIMIT), Err(Refusal::Empty));
        assert_eq!(
            decode(b"abcd", 3),
            Err(Refusal::TooLarge { size: 4, limit: 3 })
        );
        assert_eq!(
            decode(b"a,b\r\nc\0,d", LIMIT),
            Err(Refusal::Control { line: 2, code: 0 })
        );
        assert_eq!(
            decode(b"a,b\rc,\x1B[31m", LIMIT),
            Err(Refusal::Control { line: 2, code: 27 })
        );
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_answered(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            if let Ok(read) = decode(&bytes, LIMIT) {
                proptest::prop_assert!(!read.text.contains('\0'));
            }
        }
    }
}
