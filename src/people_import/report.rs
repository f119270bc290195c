//! The refused rows as a file to correct and to import again: line, reason, then the row as it was.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufWriter, Seek, SeekFrom, Write},
};

use sqlx::{PgConnection, PgPool, types::Json};
use uuid::Uuid;

use super::{findings::Fault, mapping::recognised, store, words};
use crate::{
    tables::{
        Stop,
        csv::safe_cell,
        source::{Source, spool},
    },
    web::{Result, Texts},
};

/// A CSV file of this machine, walked through the uploaded file once more.
pub async fn refused(
    connection: &mut PgConnection,
    db: &PgPool,
    id: Uuid,
    l: &'static Texts,
) -> Result<File> {
    let file = store::file(db, id, false).await?;
    let mut reasons = BTreeMap::new();
    // the reasons, not the rows, are held: a sentence each
    let found = sqlx::query!(
        r#"select line, faults as "faults: Json<Vec<Fault>>" from import_outcomes
           where import_id = $1 and outcome = 'refused' order by line"#,
        id
    )
    .fetch_all(connection)
    .await?;
    for row in found {
        let texts: Vec<String> = row
            .faults
            .iter()
            .map(|fault| words::fault(fault, l))
            .collect();
        reasons.insert(u64::try_from(row.line).unwrap_or_default(), texts.join(" "));
    }
    let written = tokio::task::spawn_blocking(move || {
        let titles = [l.import_report_line(), l.import_report_reason()];
        write(file, &titles, &reasons)
    });
    match written.await.map_err(anyhow::Error::from)? {
        Ok(file) => Ok(file),
        Err(Stop::Failed(error)) => Err(error.into()),
        Err(Stop::Unreadable(why)) => {
            Err(anyhow::anyhow!("a kept file is unreadable: {why:?}").into())
        }
    }
}

/// With a byte order mark, for Excel.
fn write(
    file: File,
    titles: &[String],
    reasons: &BTreeMap<u64, String>,
) -> std::result::Result<File, Stop> {
    let source = Source::open(file, &recognised)?;
    let mut out = BufWriter::new(spool()?);
    out.write_all("\u{FEFF}".as_bytes())?;
    let titles = titles.iter().map(String::as_str);
    let header = source.layout.header.iter().map(String::as_str);
    out.write_all(csv_row(titles.chain(header)).as_bytes())?;
    let mut failure = None;
    source.each(|row| {
        if let Some(reason) = reasons.get(&row.line) {
            let line = row.line.to_string();
            let cells = row.cells.iter().map(String::as_str);
            let text = csv_row([line.as_str(), reason.as_str()].into_iter().chain(cells));
            failure = out.write_all(text.as_bytes()).err();
        }
        failure.is_none()
    })?;
    if let Some(error) = failure {
        return Err(error.into());
    }
    let mut file = out
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

fn csv_row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        let cell = safe_cell(cell);
        if cell.contains(['"', ',', ';', '\n', '\r', '\t'])
            || cell.starts_with(' ')
            || cell.ends_with(' ')
        {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::tables::cells;

    #[test]
    fn the_file_can_be_corrected_and_read_again() {
        let roster = "No,Name,Email\n1,Ann,bad\n2,\"Lee, Bo\",b@x.org\n3,=cmd(),worse\n";
        let mut file = spool().expect("a file");
        file.write_all(roster.as_bytes()).expect("written");
        let reasons = BTreeMap::from([
            (2, "no address; \"bad\"".to_owned()),
            (4, "no address".to_owned()),
        ]);
        let titles = ["Line".to_owned(), "Reason".to_owned()];
        let mut refused = write(file, &titles, &reasons).expect("a file");
        let mut text = String::new();
        refused.read_to_string(&mut text).expect("text");
        assert_eq!(
            text,
            "\u{FEFF}Line,Reason,No,Name,Email\r\n2,\"no address; \"\"bad\"\"\",1,Ann,bad\r\n4,no address,3,'=cmd(),worse\r\n"
        );
        assert_eq!(cells::clean("'=cmd()"), "=cmd()");
        let mut rows = 0;
        let again = Source::open(refused, &recognised).expect("a table");
        again
            .each(|_| {
                rows += 1;
                true
            })
            .expect("rows");
        assert_eq!(rows, 2);
    }
}
