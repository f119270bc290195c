//! Bytes to characters: which encoding a roster is written in, and what is no roster at all. A file is
//! read in blocks, so that its size does not matter.

use std::io::Read;

use encoding_rs::{Decoder, DecoderResult, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

pub use super::unreadable::{BytesRefusal as Refusal, Encoding, Foreign};

/// How the bytes of a file are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling {
    pub encoding: Encoding,
    pub(super) decoder: &'static encoding_rs::Encoding,
}

pub(super) const BLOCK: usize = 1 << 16;

/// Looks through the whole file once.
pub fn examine(mut file: impl Read) -> std::io::Result<Result<Spelling, Refusal>> {
    let mut look = Look::default();
    let mut block = vec![0; BLOCK];
    let mut first = true;
    loop {
        let read = fill(&mut file, &mut block)?;
        let bytes = &block[..read];
        if first {
            if let Some(what) = foreign(bytes) {
                return Ok(Err(Refusal::Foreign(what)));
            }
            for (bom, decoder) in [
                (b"\xFF\xFE".as_slice(), UTF_16LE),
                (b"\xFE\xFF".as_slice(), UTF_16BE),
            ] {
                if bytes.starts_with(bom) {
                    let encoding = Encoding::Utf16;
                    return Ok(Ok(Spelling { encoding, decoder }));
                }
            }
            look.marked = bytes.starts_with(b"\xEF\xBB\xBF");
        }
        first = false;
        look.at(bytes);
        if read < block.len() {
            return Ok(look.verdict());
        }
    }
}

/// Reads until the block is full or the file ends.
pub fn fill(file: &mut impl Read, block: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < block.len() {
        match file.read(&mut block[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

/// What the bytes tell about their encoding, block by block.
struct Look {
    marked: bool,
    line: u64,
    /// Characters beyond ASCII that are whole in UTF-8, and places that are not.
    whole: usize,
    broken: usize,
    first_broken: u64,
    carry: Vec<u8>,
    gb: Decoder,
    gb_is_valid: bool,
    pairs: Pairs,
    room: String,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            marked: false,
            line: 1,
            whole: 0,
            broken: 0,
            first_broken: 0,
            carry: Vec::new(),
            gb: GB18030.new_decoder_without_bom_handling(),
            gb_is_valid: true,
            pairs: Pairs::default(),
            room: String::new(),
        }
    }
}

impl Look {
    fn at(&mut self, bytes: &[u8]) {
        self.pairs.at(bytes);
        if self.gb_is_valid {
            let most = self
                .gb
                .max_utf8_buffer_length_without_replacement(bytes.len());
            self.room.clear();
            self.room.reserve(most.unwrap_or(4 * BLOCK));
            let (result, _) =
                self.gb
                    .decode_to_string_without_replacement(bytes, &mut self.room, false);
            self.gb_is_valid = matches!(result, DecoderResult::InputEmpty);
        }
        self.carry.extend_from_slice(bytes);
        let bytes = std::mem::take(&mut self.carry);
        let mut rest = bytes.as_slice();
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    self.valid(text);
                    return;
                }
                Err(error) => {
                    let (valid, after) = rest.split_at(error.valid_up_to());
                    self.valid(std::str::from_utf8(valid).unwrap_or_default());
                    let Some(length) = error.error_len() else {
                        self.carry = after.to_vec();
                        return;
                    };
                    self.is_broken();
                    rest = &after[length..];
                }
            }
        }
    }

    fn valid(&mut self, text: &str) {
        self.whole += text.chars().filter(|c| !c.is_ascii()).count();
        self.line += text.bytes().filter(|byte| *byte == b'\n').count() as u64;
    }

    fn is_broken(&mut self) {
        if self.broken == 0 {
            self.first_broken = self.line;
        }
        self.broken += 1;
    }

    /// One damaged byte in a UTF-8 file must not turn every name into other characters: such a file is
    /// named as broken instead of being read as something else.
    fn verdict(mut self) -> Result<Spelling, Refusal> {
        if !self.carry.is_empty() {
            self.is_broken();
        }
        let found = |encoding, decoder| Ok(Spelling { encoding, decoder });
        if self.broken == 0 {
            return found(Encoding::Utf8, UTF_8);
        }
        if self.marked || self.whole >= self.broken.saturating_mul(4) {
            return Err(Refusal::Broken {
                encoding: Encoding::Utf8,
                line: self.first_broken,
            });
        }
        self.room.clear();
        self.room.reserve(64);
        let (end, _) = self
            .gb
            .decode_to_string_without_replacement(&[], &mut self.room, true);
        if self.gb_is_valid && matches!(end, DecoderResult::InputEmpty) && self.pairs.many() {
            found(Encoding::Gb18030, GB18030)
        } else {
            found(Encoding::Windows1252, WINDOWS_1252)
        }
    }
}

/// GB18030 writes most characters as two high bytes; Western text has single high bytes between
/// ASCII letters, and some of those are by chance valid GB18030 too ("Müller").
#[derive(Default)]
struct Pairs {
    pairs: usize,
    singles: usize,
    half: bool,
}

impl Pairs {
    fn at(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if self.half {
                self.half = false;
                if *byte >= 0x80 {
                    self.pairs += 1;
                    continue;
                }
                self.singles += 1;
            }
            self.half = *byte >= 0x81;
        }
    }

    fn many(&self) -> bool {
        self.pairs >= self.singles + usize::from(self.half)
    }
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
    if is_packed(bytes) {
        return Some(inside_zip(bytes));
    }
    MAGIC
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|(_, what)| *what)
        .or_else(|| markup(bytes))
}

/// A file that is packed may be a workbook; the reader of workbooks knows.
pub fn is_packed(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

pub(super) fn inside_zip(bytes: &[u8]) -> Foreign {
    let names = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    if names(b"word/document") {
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
mod tests;
