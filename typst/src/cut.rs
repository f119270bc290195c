//! What may be cut short is marked in the data: `{"$prose": …}`, `{"$cell": …}`, `{"$name": …}` around a text, `{"$rows": […]}`
//! around a list. Here the marks go: the texts become texts, tidied and cut, and beside a list `x` stands `x_more`, how many
//! rows were left out.

use std::cell::Cell;

use serde_json::{Map, Value};

/// At how many half widths a text ends, by its kind, and after how many rows a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    pub prose: usize,
    pub cell: usize,
    pub name: usize,
    pub rows: usize,
}

impl Cut {
    pub const NONE: Self = Self {
        prose: usize::MAX,
        cell: usize::MAX,
        name: usize::MAX,
        rows: usize::MAX,
    };
}

/// A longer run than this without a place to break would stick out of its column.
const LONGEST_RUN: usize = 18;

/// The data without its marks; `ending` stands at the end of prose that was cut. `shortened` says whether anything was.
pub fn applied(data: &Value, cut: Cut, ending: &str) -> Value {
    let scissors = Scissors {
        cut,
        ending,
        used: Cell::new(false),
    };
    let mut data = scissors.value(data);
    data["shortened"] = scissors.used.get().into();
    data
}

struct Scissors<'a> {
    cut: Cut,
    ending: &'a str,
    used: Cell<bool>,
}

impl Scissors<'_> {
    fn value(&self, value: &Value) -> Value {
        match value {
            Value::Array(values) => values.iter().map(|value| self.value(value)).collect(),
            Value::Object(map) => match marked(map) {
                Some(("$prose", Value::String(text))) => {
                    self.shorten(text, self.cut.prose, self.ending).into()
                }
                Some(("$cell", Value::String(text))) => {
                    self.shorten(text, self.cut.cell, "…").into()
                }
                Some(("$name", Value::String(text))) => {
                    self.shorten(text, self.cut.name, "…").into()
                }
                _ => self.object(map),
            },
            plain => plain.clone(),
        }
    }

    fn object(&self, map: &Map<String, Value>) -> Value {
        let mut out = Map::new();
        for (key, value) in map {
            let rows = value.as_object().and_then(marked);
            if let Some(("$rows", Value::Array(rows))) = rows {
                let kept = rows.len().min(self.cut.rows);
                if kept < rows.len() {
                    self.used.set(true);
                }
                let left_out = rows.len() - kept;
                let kept = rows[..kept].iter().map(|row| self.value(row)).collect();
                out.insert(format!("{key}_more"), left_out.into());
                out.insert(key.clone(), Value::Array(kept));
            } else {
                out.insert(key.clone(), self.value(value));
            }
        }
        Value::Object(out)
    }

    fn shorten(&self, text: &str, limit: usize, ending: &str) -> String {
        let text = tidy(text);
        let text = if width(&text) <= limit {
            text
        } else {
            self.used.set(true);
            let room = limit.saturating_sub(width(ending));
            let mut used = 0;
            let kept: String = text
                .chars()
                .take_while(|c| {
                    used += char_width(*c);
                    used <= room
                })
                .collect();
            format!("{}{ending}", kept.trim_end())
        };
        breakable(&text)
    }
}

fn marked(map: &Map<String, Value>) -> Option<(&str, &Value)> {
    let (key, value) = map.iter().next().filter(|_| map.len() == 1)?;
    key.starts_with('$').then_some((key.as_str(), value))
}

/// One space between words; line breaks stay, at most one at a time; no control characters.
fn tidy(text: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            let words: Vec<String> = line
                .split_whitespace()
                .map(|word| word.chars().filter(|c| !c.is_control()).collect())
                .collect();
            words.join(" ")
        })
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

/// Zero-width spaces inside runs that could not be broken otherwise.
fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for c in text.chars() {
        if c.is_whitespace() || wide(c) {
            run = 0;
        } else if run == LONGEST_RUN {
            out.push('\u{200b}');
            run = 1;
        } else {
            run += 1;
        }
        out.push(c);
    }
    out
}

fn wide(c: char) -> bool {
    c >= '\u{2e80}'
}

fn char_width(c: char) -> usize {
    match c {
        // A line that ends early takes up about this much.
        '\n' => 60,
        c if wide(c) => 2,
        _ => 1,
    }
}

fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// The width of all texts in the data.
pub fn amount(data: &Value) -> usize {
    match data {
        Value::String(text) => width(text),
        Value::Array(values) => values.iter().map(amount).sum(),
        Value::Object(map) => map.values().map(amount).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn marks_go_and_what_was_left_out_is_counted() {
        let data = json!({
            "plain": "  as it  is ",
            "prose": { "$prose": "one\n\n  two   three\u{7}" },
            "rows": { "$rows": [{ "name": { "$name": "a b c d e f" } }, { "name": { "$name": "b" } }] },
            "many": [{ "$cell": "x" }],
        });
        let whole = applied(&data, Cut::NONE, "…");
        assert_eq!(
            whole,
            json!({
                "plain": "  as it  is ",
                "prose": "one\ntwo three",
                "rows": [{ "name": "a b c d e f" }, { "name": "b" }],
                "rows_more": 0,
                "many": ["x"],
                "shortened": false,
            })
        );
        let cut = Cut {
            rows: 1,
            name: 4,
            ..Cut::NONE
        };
        let short = applied(&data, cut, "…");
        assert_eq!(short["rows"], json!([{ "name": "a b…" }]));
        assert_eq!(short["rows_more"], 1);
        assert_eq!(short["shortened"], true);
    }

    #[test]
    fn prose_says_where_it_goes_on() {
        let data = json!({ "prose": { "$prose": "字".repeat(100) } });
        let cut = Cut {
            prose: 60,
            ..Cut::NONE
        };
        let short = applied(&data, cut, "… see there");
        let text = short["prose"].as_str().unwrap();
        assert!(text.ends_with("… see there") && width(text) <= 60, "{text}");
    }

    #[test]
    fn long_runs_can_be_broken() {
        let data = json!({ "$cell": "x".repeat(40) });
        let Value::String(text) = (Scissors {
            cut: Cut::NONE,
            ending: "",
            used: Cell::new(false),
        })
        .value(&data) else {
            panic!()
        };
        assert_eq!(text.matches('\u{200b}').count(), 2);
    }
}
