//! The one text of a record: JSON with sorted keys and no spaces (RFC 8785, `audit::canonical`). Its SHA-256 is what people sign.
//! The text itself is stored, so that anybody can repeat the hash with `sha256sum`.

use super::Record;
use crate::audit::canonical_json;

/// Why a stored text is not a record.
#[derive(Debug, thiserror::Error)]
pub enum NotCanonical {
    #[error("the text is not a record: {0}")]
    Unreadable(#[from] serde_json::Error),
    #[error("the text is not in canonical form")]
    Differs,
}

pub fn canonical(record: &Record) -> String {
    // A record has only string keys and its own serialisers never fail.
    #[allow(clippy::expect_used)]
    let value = serde_json::to_value(record).expect("a record is always JSON");
    canonical_json(&value)
}

/// A stored text back into a record; refuses everything that [`canonical`] would have written differently, such as
/// a field that was smuggled in.
pub fn read(text: &str) -> Result<Record, NotCanonical> {
    let record: Record = serde_json::from_str(text)?;
    if canonical(&record) == text {
        Ok(record)
    } else {
        Err(NotCanonical::Differs)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::super::samples;
    use super::*;
    use crate::audit::sha256_hex;

    #[test]
    fn samples_come_back_as_they_went() {
        for record in samples::all() {
            let text = canonical(&record);
            assert_eq!(read(&text).unwrap(), record);
            assert_eq!(canonical(&read(&text).unwrap()), text);
        }
    }

    #[test]
    fn equal_figures_and_instants_have_equal_text() {
        let record = samples::chinese();
        let mut other = record.clone();
        other.result.total.rescale(6);
        other.items[0].points.rescale(4);
        other.interview.started = other
            .interview
            .started
            .to_offset(time::UtcOffset::from_hms(8, 0, 0).unwrap());
        assert_eq!(canonical(&record), canonical(&other));
    }

    #[test]
    fn foreign_texts_are_refused() {
        let text = canonical(&samples::english());
        assert!(read(&text.replacen('{', "{ ", 1)).is_err(), "space");
        assert!(
            read(&text.replacen('{', "{\"aa\":1,", 1)).is_err(),
            "unknown field"
        );
        assert!(
            read(&text.replacen("\"version\":1", "\"version\":1,\"version\":1", 1)).is_err(),
            "field named twice"
        );
        assert!(
            read(&text.replacen("\"total\":\"96\"", "\"total\":96", 1)).is_err(),
            "figure as number"
        );
        assert!(
            read(&text.replacen("\"total\":\"96\"", "\"total\":\"96.0\"", 1)).is_err(),
            "figure in another spelling"
        );
        assert!(read("").is_err());
        assert!(read("{}").is_err());
    }

    /// Every place in the JSON that holds a value, as a path of keys and indexes.
    fn leaves(value: &Value, path: &str, out: &mut Vec<String>) {
        match value {
            Value::Object(map) if !map.is_empty() => map
                .iter()
                .for_each(|(key, value)| leaves(value, &format!("{path}/{key}"), out)),
            Value::Array(values) if !values.is_empty() => values
                .iter()
                .enumerate()
                .for_each(|(i, value)| leaves(value, &format!("{path}/{i}"), out)),
            _ => out.push(path.to_owned()),
        }
    }

    #[test]
    fn every_single_field_counts() {
        for record in [samples::english(), samples::chinese(), samples::bare()] {
            let value = serde_json::to_value(&record).unwrap();
            let hash = sha256_hex(&canonical(&record));
            let mut paths = Vec::new();
            leaves(&value, "", &mut paths);
            assert!(paths.len() > 40);
            for path in paths {
                let mut other = value.clone();
                let place = other.pointer_mut(&path).unwrap();
                *place = match &*place {
                    Value::String(text) => Value::from(format!("{text} ")),
                    Value::Bool(was) => Value::from(!was),
                    Value::Number(n) => Value::from(n.as_u64().unwrap() + 1),
                    Value::Null => Value::from("1"),
                    _ => json!(["1"]),
                };
                assert_ne!(sha256_hex(&canonical_json(&other)), hash, "{path}");
            }
        }
    }

    fn shuffled(value: &Value, order: &mut impl FnMut() -> u64) -> String {
        match value {
            Value::Object(map) => {
                let mut parts: Vec<_> = map
                    .iter()
                    .map(|(k, v)| {
                        (
                            order(),
                            format!("{}:{}", Value::from(k.as_str()), shuffled(v, order)),
                        )
                    })
                    .collect();
                parts.sort();
                let parts: Vec<_> = parts.into_iter().map(|(_, part)| part).collect();
                format!("{{ {} }}", parts.join(" ,\n"))
            }
            Value::Array(values) => {
                let parts: Vec<_> = values.iter().map(|v| shuffled(v, order)).collect();
                format!("[{}]", parts.join(", "))
            }
            other => other.to_string(),
        }
    }

    proptest! {
        #[test]
        fn any_words_come_back(summary in "\\PC*", comment: String, place in "[\\x00-\\x20\u{4e00}-\u{4e10}\u{301}\u{1F600}\"\\\\/]*", total: i64, scale in 0u32..20, seconds: u32) {
            let mut record = samples::english();
            record.summary = summary;
            record.employee_comment = comment;
            record.interview.place = place;
            record.result.total = rust_decimal::Decimal::new(total, scale);
            record.interview.times[0].seconds = seconds;
            let text = canonical(&record);
            prop_assert_eq!(read(&text).unwrap(), record);
        }

        #[test]
        fn key_order_and_spaces_do_not_matter(mut seed: u64) {
            let record = samples::chinese();
            let value = serde_json::to_value(&record).unwrap();
            let mut order = || { seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407); seed >> 20 };
            let text = shuffled(&value, &mut order);
            let back: Record = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(canonical(&back), canonical(&record));
            prop_assert_eq!(canonical_json(&serde_json::from_str(&text).unwrap()), canonical(&record));
        }

        #[test]
        fn one_changed_character_changes_the_hash(at: proptest::sample::Index, by in 1u8..=255) {
            let text = canonical(&samples::english());
            let mut bytes = text.clone().into_bytes();
            let at = at.index(bytes.len());
            bytes[at] = bytes[at].wrapping_add(by);
            if let Ok(other) = String::from_utf8(bytes) {
                prop_assert_ne!(sha256_hex(&other), sha256_hex(&text));
            }
        }
    }
}
