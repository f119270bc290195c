//! The refused rows as a file to correct and to import again: line, reason, then the row as it was.

use super::table::Table;

/// What a spreadsheet would take for a formula. The full-width signs count in East Asian versions.
pub const FORMULA_STARTS: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A cell that no spreadsheet runs.
pub fn safe_cell(cell: &str) -> std::borrow::Cow<'_, str> {
    if cell.starts_with(FORMULA_STARTS) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

/// CSV with a byte order mark, for Excel. `refused` gives lines and their reasons, in the order of
/// the file; `titles` are the headings of the line and of the reason, in the reader's language.
pub fn refused_rows(table: &Table, titles: [&str; 2], refused: &[(u64, String)]) -> Vec<u8> {
    let mut out = String::from("\u{FEFF}");
    let header = table.header.iter().map(String::as_str);
    write_row(&mut out, titles.into_iter().chain(header));
    let mut rows = table.rows.iter();
    for (line, reason) in refused {
        let Some(row) = rows.find(|row| row.line == *line) else {
            continue;
        };
        let line = line.to_string();
        let cells = row.cells.iter().map(String::as_str);
        write_row(
            &mut out,
            [line.as_str(), reason.as_str()].into_iter().chain(cells),
        );
    }
    out.into_bytes()
}

fn write_row<'a>(out: &mut String, cells: impl IntoIterator<Item = &'a str>) {
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
}

#[cfg(test)]
mod tests {
    use super::super::{cells, table};
    use super::*;

    #[test]
    fn formulas_are_disarmed() {
        for bad in ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1"] {
            assert_eq!(safe_cell(bad), format!("'{bad}"));
        }
        assert_eq!(safe_cell("Ann-Lee"), "Ann-Lee");
    }

    #[test]
    fn the_file_can_be_corrected_and_read_again() {
        let roster = "No,Name,Email\n1,Ann,bad\n2,\"Lee, Bo\",b@x.org\n3,=cmd(),worse\n";
        let table = table::read(roster).expect("a table");
        let refused = [
            (2, "no address; \"bad\"".to_owned()),
            (4, "no address".to_owned()),
        ];
        let bytes = refused_rows(&table, ["Line", "Reason"], &refused);
        let text = String::from_utf8(bytes).expect("text");
        assert_eq!(
            text,
            "\u{FEFF}Line,Reason,No,Name,Email\r\n2,\"no address; \"\"bad\"\"\",1,Ann,bad\r\n4,no address,3,'=cmd(),worse\r\n"
        );
        let again = table::read(text.trim_start_matches('\u{FEFF}')).expect("a table");
        assert_eq!(again.rows.len(), 2);
        assert_eq!(cells::clean(&again.rows[1].cells[3]), "=cmd()");
    }
}
