//! Forms with files. Read as leniently as other forms: a file that is too large or too many is
//! dropped and said, so that the page can come back with everything that was typed.

use axum::{
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    error::{Error, Result},
    forms::Fields,
};

/// All texts of a form together.
const LARGEST_TEXT: usize = 1 << 20;
const MOST_FIELDS: usize = 1000;
const LONGEST_NAME: usize = 120;

/// A form with at most `FILES` files of at most `BYTES` bytes each.
#[derive(Debug, Default)]
pub struct Upload<const FILES: usize, const BYTES: usize> {
    pub fields: Fields,
    pub files: Vec<File>,
    /// Names of files that were larger than `BYTES`.
    pub too_large: Vec<String>,
    /// There were more than `FILES`.
    pub too_many: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Without a path and without what could harm in a header.
    pub name: String,
    pub media_type: String,
    pub content: Vec<u8>,
}

impl<S: Send + Sync, const FILES: usize, const BYTES: usize> FromRequest<S>
    for Upload<FILES, BYTES>
{
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let with_files = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("multipart/form-data"));
        if !with_files {
            return Ok(Self {
                fields: Fields::from_request(request, state).await?,
                ..Self::default()
            });
        }
        let form = Multipart::from_request(request, state)
            .await
            .map_err(|_| Error::Malformed)?;
        Self::read(form).await
    }
}

impl<const FILES: usize, const BYTES: usize> Upload<FILES, BYTES> {
    async fn read(mut form: Multipart) -> Result<Self> {
        let mut read = Self::default();
        let (mut pairs, mut room) = (Vec::new(), LARGEST_TEXT);
        while let Some(mut field) = form.next_field().await.map_err(|error| refusal(&error))? {
            let name = field.name().unwrap_or_default().to_owned();
            let file_name = field.file_name().map(clean);
            let media_type = field
                .content_type()
                .unwrap_or("application/octet-stream")
                .chars()
                .take(100)
                .collect();
            let most = if file_name.is_some() { BYTES } else { room };
            let (mut content, mut whole) = (Vec::new(), true);
            while let Some(chunk) = field.chunk().await.map_err(|error| refusal(&error))? {
                whole &= content.len() + chunk.len() <= most;
                if whole {
                    content.extend_from_slice(&chunk);
                } else {
                    content = Vec::new();
                }
            }
            match file_name {
                None if !whole || pairs.len() >= MOST_FIELDS => return Err(Error::TooLarge),
                None => {
                    room -= content.len();
                    let text = String::from_utf8_lossy(&content).replace("\r\n", "\n");
                    pairs.push((name, text));
                }
                // a file field in which nothing was chosen
                Some(file) if file.is_empty() && content.is_empty() && whole => {}
                Some(file) if !whole => read.too_large.push(file),
                Some(_) if read.files.len() >= FILES => read.too_many = true,
                Some(file) => read.files.push(File {
                    name: if file.is_empty() { "file".into() } else { file },
                    media_type,
                    content,
                }),
            }
        }
        read.fields = Fields::from_pairs(pairs);
        Ok(read)
    }
}

fn refusal(error: &MultipartError) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Error::TooLarge
    } else {
        Error::Malformed
    }
}

/// The last part of a path, without control characters and what has a meaning in headers, markup or
/// file systems; its ending stays.
#[must_use]
pub fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|c| !c.is_control() && !is_direction_mark(*c) && !HARMFUL.contains(*c))
        .collect();
    let kept = kept.trim().trim_start_matches('.').trim();
    let over = kept.chars().count().saturating_sub(LONGEST_NAME);
    kept.chars().skip(over).collect()
}

const HARMFUL: &str = r#""'`<>|:*?;%$&{}"#;

/// Marks that would let a name read as if it ended differently.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The header with which a file is saved, never shown: an ASCII name for old programs, the real one
/// for the others.
#[must_use]
pub fn attachment(name: &str) -> String {
    use std::fmt::Write;
    let name = clean(name);
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii() { c } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // writing to a String cannot fail
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

/// A kept file on its way back: only saved, never shown by the browser, whatever its sender called it.
#[must_use]
pub fn download(name: &str, content: Vec<u8>) -> Response {
    let disposition =
        HeaderValue::from_str(&attachment(name)).unwrap_or(HeaderValue::from_static("attachment"));
    let headers: [(HeaderName, HeaderValue); 4] = [
        // nothing that a browser would run
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/octet-stream"),
        ),
        (header::CONTENT_DISPOSITION, disposition),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("sandbox; default-src 'none'"),
        ),
    ];
    (headers, content).into_response()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_lose_what_could_harm() {
        for (given, name) in [
            ("report.pdf", "report.pdf"),
            (r"C:\Users\li\报告.pdf", "报告.pdf"),
            ("../../etc/passwd", "passwd"),
            ("a\"b\r\nSet-Cookie: x.txt", "abSet-Cookie x.txt"),
            ("..", ""),
            (".bashrc", "bashrc"),
            ("in\u{202e}fdp.exe", "infdp.exe"),
        ] {
            assert_eq!(clean(given), name);
        }
        assert_eq!(
            attachment("报告 1.pdf"),
            "attachment; filename=\"__ 1.pdf\"; filename*=UTF-8''%E6%8A%A5%E5%91%8A%201.pdf"
        );
    }

    proptest! {
        #[test]
        fn every_name_makes_a_header(name in any::<String>()) {
            prop_assert!(axum::http::HeaderValue::from_str(&attachment(&name)).is_ok());
            prop_assert!(clean(&name).chars().count() <= LONGEST_NAME);
        }
    }
}
