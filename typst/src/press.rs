//! The typesetter: typst with our template and fonts, all of it in memory, loaded once.

use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, comemo};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

const FAMILY: &str = "Noto Sans SC";
/// With the rarest characters; too big to ship, so it is used where the machine has it.
const RARE_FAMILY: &str = "Noto Sans CJK SC";
const RARE_FILES: [&str; 5] = [
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/noto/NotoSansCJK-Regular.ttc",
    "/usr/local/share/fonts/NotoSansCJK-Regular.ttc",
];

static REGULAR: &[u8] = include_bytes!("../fonts/NotoSansSC-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../fonts/NotoSansSC-Bold.ttf");
static TEMPLATE: &str = include_str!("../sheet.typ");
static LETTERS: &str = include_str!("../letters.typ");

/// Rounds of work after which typst forgets what it has not used again.
const REMEMBERED: usize = 30;

struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl Fonts {
    fn new(fonts: Vec<Font>) -> Self {
        let book = FontBook::from_infos(fonts.iter().map(|font| font.info().clone()));
        Self {
            book: LazyHash::new(book),
            fonts,
        }
    }

    fn families(&self) -> Vec<&'static str> {
        [FAMILY, RARE_FAMILY]
            .into_iter()
            .filter(|family| self.book.contains_family(&family.to_lowercase()))
            .collect()
    }
}

static OURS: LazyLock<Fonts> = LazyLock::new(|| {
    let fonts = [REGULAR, BOLD]
        .into_iter()
        .flat_map(|font| Font::iter(Bytes::new(font)))
        .collect();
    Fonts::new(fonts)
});

/// Ours and the machine's. Loaded only when somebody's name needs it: the file has 19 MB.
static WITH_RARE: LazyLock<Option<Fonts>> = LazyLock::new(|| {
    let file = RARE_FILES.iter().find(|file| Path::new(file).exists())?;
    let bytes = Bytes::new(std::fs::read(file).ok()?);
    let rare = Font::iter(bytes).filter(|font| font.info().family == RARE_FAMILY);
    Some(Fonts::new(OURS.fonts.iter().cloned().chain(rare).collect()))
});

/// The fonts that can print this text, as far as this machine goes.
fn fonts_for(text: &str) -> &'static Fonts {
    let known = &OURS.fonts[0].info().coverage;
    let rare = text
        .chars()
        .any(|c| c > '\u{24f}' && !c.is_whitespace() && !known.contains(c.into()));
    if rare && let Some(fonts) = WITH_RARE.as_ref() {
        return fonts;
    }
    &OURS
}

fn file(name: &str) -> FileId {
    // A plain file name is always a valid path.
    #[allow(clippy::expect_used)]
    let path = VirtualPath::new(name).expect("valid path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

struct Press {
    library: LazyHash<Library>,
    main: Source,
    data: FileId,
    labels: FileId,
}

impl Press {
    fn with(name: &str, template: &str) -> Self {
        Self {
            library: LazyHash::new(Library::default()),
            main: Source::new(file(name), template.to_owned()),
            data: file("data.json"),
            labels: file("labels.json"),
        }
    }
}

static PRESS: LazyLock<Press> = LazyLock::new(|| Press::with("sheet.typ", TEMPLATE));
static LETTER_PRESS: LazyLock<Press> = LazyLock::new(|| Press::with("letters.typ", LETTERS));

/// One job: the content as a virtual file, so that nothing that people write is ever read as markup.
struct Job {
    press: &'static Press,
    fonts: &'static Fonts,
    data: Bytes,
    labels: Bytes,
}

impl World for Job {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.press.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.press.main.id() {
            Ok(self.press.main.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.press.data {
            Ok(self.data.clone())
        } else if id == self.press.labels {
            Ok(self.labels.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Sets the sheet, on as many pages as it takes.
pub fn set(data: Value, labels: &Value, lang: &str) -> Result<PagedDocument, String> {
    pressed(&PRESS, data, labels, lang)
}

/// Sets letters, one page each.
pub fn letters(data: Value, lang: &str) -> Result<PagedDocument, String> {
    let pages = data["pages"].as_array().map_or(0, Vec::len);
    let document = pressed(&LETTER_PRESS, data, &Value::Null, lang)?;
    if pages > 0 && document.pages().len() == pages {
        Ok(document)
    } else {
        Err("a letter does not fit on one page".to_owned())
    }
}

fn pressed(
    press: &'static Press,
    mut data: Value,
    labels: &Value,
    lang: &str,
) -> Result<PagedDocument, String> {
    let fonts = fonts_for(&data.to_string());
    data["fonts"] = fonts.families().into();
    data["lang"] = lang.into();
    let job = Job {
        press,
        fonts,
        data: Bytes::from_string(data.to_string()),
        labels: Bytes::from_string(labels.to_string()),
    };
    typst::compile::<PagedDocument>(&job)
        .output
        .map_err(|errors| failure(&errors))
}

pub fn pdf(document: &PagedDocument) -> Result<Vec<u8>, String> {
    typst_pdf::pdf(document, &PdfOptions::default()).map_err(|errors| failure(&errors))
}

/// Typst remembers its work to go faster next time; without this it would remember all of it for ever.
pub fn forget_old_work() {
    comemo::evict(REMEMBERED);
}

fn failure(errors: &[SourceDiagnostic]) -> String {
    let messages: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
    format!("the sheet could not be set: {}", messages.join("; "))
}
