//! The characters of a file of text, one after the other, decoded block by block.

use std::io::Read;

use encoding_rs::{Decoder, DecoderResult};

use super::decode::{BLOCK, Refusal, Spelling, fill};

/// The characters of a file, one after the other.
pub struct Characters<R> {
    file: R,
    spelling: Spelling,
    decoder: Decoder,
    block: Vec<u8>,
    text: String,
    at: usize,
    ended: bool,
    line: u64,
    /// Why they ended before the file did.
    pub refusal: Option<Refusal>,
    /// Why the file could not be read further.
    pub failure: Option<std::io::Error>,
}

impl<R: Read> Characters<R> {
    pub fn new(file: R, spelling: Spelling) -> Self {
        Self {
            file,
            decoder: spelling.decoder.new_decoder_with_bom_removal(),
            spelling,
            block: vec![0; BLOCK],
            text: String::new(),
            at: 0,
            ended: false,
            line: 1,
            refusal: None,
            failure: None,
        }
    }

    pub fn peek(&mut self) -> Option<char> {
        while self.at >= self.text.len() {
            if self.ended {
                return None;
            }
            self.decode();
        }
        let c = self.text[self.at..].chars().next()?;
        if forbidden(c) {
            self.refusal.get_or_insert(Refusal::Control {
                line: self.line,
                code: u32::from(c),
            });
            return None;
        }
        Some(c)
    }

    pub fn next_if_eq(&mut self, wanted: char) -> bool {
        let is = self.peek() == Some(wanted);
        if is {
            self.next();
        }
        is
    }

    fn decode(&mut self) {
        self.text.clear();
        self.at = 0;
        let read = match fill(&mut self.file, &mut self.block) {
            Ok(read) => read,
            Err(error) => {
                self.failure = Some(error);
                self.ended = true;
                return;
            }
        };
        self.ended = read < self.block.len();
        let most = self
            .decoder
            .max_utf8_buffer_length_without_replacement(read);
        self.text.reserve(most.unwrap_or(4 * BLOCK));
        let (result, _) = self.decoder.decode_to_string_without_replacement(
            &self.block[..read],
            &mut self.text,
            self.ended,
        );
        if !matches!(result, DecoderResult::InputEmpty) {
            self.ended = true;
            self.refusal = Some(Refusal::Broken {
                encoding: self.spelling.encoding,
                line: self.line + self.text.matches('\n').count() as u64,
            });
        }
    }
}

impl<R: Read> Iterator for Characters<R> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        // a carriage return alone ends a line too, as the reader of rows counts
        self.line += u64::from(c == '\n' || (c == '\r' && !self.text[self.at..].starts_with('\n')));
        Some(c)
    }
}

fn forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}
