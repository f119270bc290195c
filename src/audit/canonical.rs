//! Any JSON in the one text of RFC 8785 (sorted keys, no spaces), and the hash over it.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::link::hex;

/// SHA-256 of the UTF-8 bytes, as 64 lower-case hexadecimal digits.
pub fn sha256_hex(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Any JSON in canonical form. Numbers must be integers: figures are strings, because 0.1 has no exact double.
pub fn canonical_json(value: &Value) -> String {
    let mut out = String::new();
    write(&mut out, value);
    out
}

fn write(out: &mut String, value: &Value) {
    match value {
        // serde_json escapes strings exactly as RFC 8785 asks.
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            out.push_str(&value.to_string());
        }
        Value::Array(values) => {
            out.push('[');
            for (i, value) in values.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(out, value);
            }
            out.push(']');
        }
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (i, (key, value)) in entries.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write(out, value);
            }
            out.push('}');
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn known_hash() {
        assert_eq!(
            sha256_hex("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn keys_sorted_no_spaces_text_untouched() {
        let value = json!({"b": 1, "a": {"z": "\u{e9}\n\u{1}\"", "y": "e\u{301}"}, "\u{1F600}": [], "\u{fb33}": null});
        assert_eq!(
            canonical_json(&value),
            "{\"a\":{\"y\":\"e\u{301}\",\"z\":\"\u{e9}\\n\\u0001\\\"\"},\"b\":1,\"\u{1F600}\":[],\"\u{fb33}\":null}"
        );
    }
}
