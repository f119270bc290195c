//! Workbooks, small ones and such as are made to harm.

use std::io::Write as _;

use axum::http::Method;

use crate::{
    import::settled,
    world::{Page, Person, World},
};

/// The smallest workbook that is one.
pub fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut sheet = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
    );
    for (at, row) in rows.iter().enumerate() {
        sheet.push_str(&format!("<row r=\"{}\">", at + 1));
        for (column, cell) in row.iter().enumerate() {
            let place = format!(
                "{}{}",
                char::from(b'A' + u8::try_from(column).unwrap()),
                at + 1
            );
            // numbers with a # are dates, as spreadsheets keep them
            sheet.push_str(&match cell.strip_prefix('#') {
                Some(number) => format!("<c r=\"{place}\" s=\"1\"><v>{number}</v></c>"),
                None if cell.is_empty() => String::new(),
                None => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
            });
        }
        sheet.push_str("</row>");
    }
    sheet.push_str("</sheetData></worksheet>");
    packed(sheet)
}

/// A workbook around a sheet that is written by hand.
fn packed(sheet: String) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"花名册\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        packed
            .start_file(name, zip::write::SimpleFileOptions::default())
            .expect("a part");
        packed.write_all(text.as_bytes()).expect("written");
    }
    packed.finish().expect("a workbook").into_inner()
}

async fn sends(person: &Person, to: &str, book: &[u8]) -> Page {
    let mut body = b"--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\ncontent-type: application/zip\r\n\r\n".to_vec();
    body.extend_from_slice(book);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let kind = [("content-type", "multipart/form-data; boundary=x")];
    Page(
        person
            .actor()
            .send(Method::POST, to, &kind, body)
            .await
            .unwrap(),
    )
}

fn cell(place: &str) -> String {
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Number</t></is></c></row>{place}</sheetData></worksheet>"
    )
}

#[tokio::test]
async fn a_workbook_made_to_harm_is_refused_at_its_field() {
    let world = World::new().await;
    let cast = world.cast().await;
    world.give(&cast.hr, countersign::access::Role::Admin).await;
    let row = |number: &str, place: &str, text: &str| {
        cell(&format!(
            "<row r=\"{number}\"><c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>"
        ))
    };
    let long = "x".repeat(200_000);
    let wide: String = (0..150)
        .map(|_| {
            format!(
                "<c t=\"inlineStr\"><is><t>{}</t></is></c>",
                "y".repeat(100_000)
            )
        })
        .collect();
    for (what, sheet) in [
        ("a row far away", row("60000000", "A60000000", "x")),
        ("the last number", row("4294967295", "A4294967295", "x")),
        (
            "a number too large",
            row("99999999999999999999", "A99999999999999999999", "x"),
        ),
        ("a column too far", row("2", "ZZZZZZZZZZZZZZ2", "x")),
        ("a cell too long", row("2", "A2", &long)),
        ("much text", cell(&format!("<row r=\"2\">{wide}</row>"))),
        (
            "a lie about its size",
            row("2", "A2", "x").replace(
                "<sheetData>",
                "<dimension ref=\"A1:ZZZZZZZZ99999999999\"/><sheetData>",
            ),
        ),
    ] {
        let book = packed(sheet);
        for to in ["/actuals", "/people/import"] {
            let who = if to == "/actuals" {
                &cast.superior
            } else {
                &cast.hr
            };
            let page = sends(who, to, &book).await;
            // an import is looked at by work of its own
            if page.location().starts_with("/people/import/") {
                let import = page.location().to_owned();
                settled(who, &import).await;
                let told = who.get(&import).await;
                assert!(told.status() < 500, "{what}: {}", told.summary());
                assert!(!told.has("form[action$=confirmation]"), "{what}");
            } else {
                assert_eq!(page.status(), 422, "{what} {to}: {}", page.summary());
            }
        }
    }
    let failed: i64 = sqlx::query_scalar("select count(*) from jobs where attempts > 0")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(failed, 0, "no step of work broke on one");
}
