//! A roster file of either kind, as rows: opened once, walked as often as needed, never held whole.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
};

use super::{
    characters::Characters,
    decode::{self, Spelling},
    table::{self, Delimiter, Known, Layout, Row, SNIFFED_ROWS},
    unreadable::{Stop, Unreadable},
    workbook,
};

pub enum Kind {
    Text {
        spelling: Spelling,
        delimiter: Delimiter,
        announced: bool,
    },
    Sheet {
        name: String,
    },
}

pub struct Source {
    file: File,
    pub kind: Kind,
    pub layout: Layout,
}

/// The roster of the largest company, with room.
const ROSTER: workbook::Bounds = workbook::Bounds {
    unpacked: 400 << 20,
    words: 64 << 20,
};

/// From so many bytes the delimiter is found out.
const HEAD: u64 = 1 << 18;

impl Source {
    pub fn open(mut file: File, known: Known<'_>) -> Result<Self, Stop> {
        let mut head = Vec::new();
        file.seek(SeekFrom::Start(0))?;
        Read::by_ref(&mut file).take(HEAD).read_to_end(&mut head)?;
        let refused = |refusal| Stop::Unreadable(Unreadable::Bytes(refusal));
        if head.is_empty() {
            return Err(refused(decode::Refusal::Empty));
        }
        let kind = if decode::is_packed(&head) {
            let name = workbook::open(&file, &head, ROSTER)?;
            Kind::Sheet { name }
        } else {
            file.seek(SeekFrom::Start(0))?;
            let spelling = decode::examine(&file)?.map_err(refused)?;
            Self::text(&head, spelling, known)
        };
        let mut source = Self {
            file,
            kind,
            layout: Layout {
                header_line: None,
                header: Vec::new(),
            },
        };
        let mut first = Vec::new();
        source.raw(&mut |row: Row| {
            if !row.is_blank() {
                first.push(row);
            }
            first.len() < SNIFFED_ROWS
        })?;
        source.layout = Layout::of(first, known)
            .map_err(|refusal| Stop::Unreadable(Unreadable::Table(refusal)))?;
        Ok(source)
    }

    fn text(head: &[u8], spelling: Spelling, known: Known<'_>) -> Kind {
        let rows_of = |delimiter| {
            let mut rows = Vec::new();
            // whatever is wrong further down is told when the whole file is read
            let _ = table::split(Characters::new(head, spelling), delimiter, |row| {
                rows.push(row);
                rows.len() < SNIFFED_ROWS
            });
            rows
        };
        let text: String = Characters::new(head, spelling).take(40).collect();
        let announced = table::announced(&text);
        Kind::Text {
            spelling,
            delimiter: announced.unwrap_or_else(|| table::sniff(rows_of, known)),
            announced: announced.is_some(),
        }
    }

    /// The rows of the table, without those that are blank, as long as more are wanted.
    pub fn each(&self, mut each: impl FnMut(Row) -> bool) -> Result<(), Stop> {
        self.raw(&mut |row| {
            if row.is_blank() {
                return true;
            }
            match self.layout.place(row) {
                Some(row) => each(row),
                None => true,
            }
        })
    }

    fn raw(&self, each: &mut dyn FnMut(Row) -> bool) -> Result<(), Stop> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0))?;
        match &self.kind {
            Kind::Sheet { name } => workbook::rows(file, name, each),
            Kind::Text {
                spelling,
                delimiter,
                announced,
            } => {
                let mut skip = *announced;
                table::split(Characters::new(file, *spelling), *delimiter, |row| {
                    std::mem::take(&mut skip) || each(row)
                })
            }
        }
    }
}

/// A file without a name, gone with the last who has it open.
pub fn spool() -> std::io::Result<File> {
    let path = std::env::temp_dir().join(format!("countersign-{}", uuid::Uuid::new_v4()));
    let file = File::options()
        .read(true)
        .write(true)
        .create_new(true)
        .open(&path)?;
    std::fs::remove_file(path)?;
    Ok(file)
}
