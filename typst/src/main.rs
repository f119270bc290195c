//! Sets one sheet after the other, or letters, for the server that has started it.
//!
//! A job is one line of JSON on standard input; its answer on standard output is one line of JSON (`Answer`) and, where
//! that says so, as many bytes of PDF. It ends with its input, so that it never outlives its server.

mod cut;
mod fit;
mod press;
#[cfg(test)]
mod tests;

use std::io::{self, BufRead as _, Read as _, Write};

use nix::sys::resource::{Resource, setrlimit};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A longer job is nobody's sheet.
const LONGEST_JOB: u64 = 16 << 20;
/// Points of the type of a letter.
const LETTER_SIZE: f64 = 11.0;
/// Bytes of data that setting a sheet may take; most of it are the fonts.
const MEMORY: u64 = 1 << 30;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    #[default]
    Sheet,
    /// Pages of their own: `data.pages` has all their words.
    Letters,
}

/// One thing to set.
#[derive(Debug, Clone, Deserialize)]
struct Job {
    #[serde(default)]
    kind: Kind,
    /// `en` or `zh`.
    lang: String,
    /// The words of the sheet itself.
    #[serde(default)]
    labels: Value,
    /// What stands on it; texts that may be cut short are marked, see `cut`.
    data: Value,
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    /// So many bytes of PDF follow.
    Pdf {
        bytes: usize,
        /// Points of the type.
        size: f64,
        /// Whether texts were cut short.
        cut: bool,
    },
    /// Why there is no sheet. Never holds what stands on it.
    Failed(String),
}

fn main() -> io::Result<()> {
    // some systems refuse a bound; the sheet matters more
    let _ = setrlimit(Resource::RLIMIT_DATA, MEMORY, MEMORY);
    let mut input = io::stdin().lock();
    let mut output = io::stdout().lock();
    loop {
        let mut line = Vec::new();
        (&mut input)
            .take(LONGEST_JOB)
            .read_until(b'\n', &mut line)?;
        if line.pop() != Some(b'\n') {
            return Ok(());
        }
        answer(&line, &mut output)?;
    }
}

fn answer(line: &[u8], output: &mut impl Write) -> io::Result<()> {
    let (answer, pdf) = match made(line) {
        Ok(sheet) => sheet,
        Err(why) => (Answer::Failed(why), Vec::new()),
    };
    serde_json::to_writer(&mut *output, &answer)?;
    output.write_all(b"\n")?;
    output.write_all(&pdf)?;
    output.flush()
}

fn made(line: &[u8]) -> Result<(Answer, Vec<u8>), String> {
    let job: Job = serde_json::from_slice(line)
        .map_err(|e| format!("the job cannot be read: column {}", e.column()))?;
    if job.kind == Kind::Letters {
        let pdf = press::pdf(&press::letters(job.data, &job.lang)?)?;
        press::forget_old_work();
        let answer = Answer::Pdf {
            bytes: pdf.len(),
            size: LETTER_SIZE,
            cut: false,
        };
        return Ok((answer, pdf));
    }
    let (fit, document) = fit::one_page(&job)?;
    let pdf = press::pdf(&document)?;
    press::forget_old_work();
    let answer = Answer::Pdf {
        bytes: pdf.len(),
        size: fit.size,
        cut: fit.cut != cut::Cut::NONE,
    };
    Ok((answer, pdf))
}
