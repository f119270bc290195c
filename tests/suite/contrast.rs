//! Every colour of text can be read on every ground that it stands on, in both themes (WCAG 2.2, 1.4.3).

use std::collections::BTreeMap;

const TEXTS: &[&str] = &["text", "soft", "ink", "ink-deep", "seal", "amber", "green"];
const GROUNDS: &[&str] = &["paper", "sheet", "sunk"];
/// Text that stands on a ground of its own.
const PAIRS: &[(&str, &str)] = &[
    ("ink-on", "ink"),
    ("ink", "ink-wash"),
    ("seal", "seal-wash"),
    ("amber", "amber-wash"),
    ("green", "green-wash"),
    ("text", "ink-wash"),
    ("text", "seal-wash"),
    ("text", "amber-wash"),
    ("text", "green-wash"),
];

/// The colours of each `:root` block.
fn themes() -> Vec<BTreeMap<String, [f64; 3]>> {
    let css = include_str!("../../static/base.css");
    css.split(":root")
        .skip(1)
        .filter_map(|block| block.split_once('{')?.1.split_once('}'))
        .map(|(block, _)| {
            let colour = |one: &str| {
                let (name, value) = one.trim().strip_prefix("--")?.split_once(':')?;
                let hex = value.trim().strip_prefix('#')?;
                let part = |at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
                let rgb = [part(0)?, part(2)?, part(4)?];
                Some((name.to_owned(), rgb.map(linear)))
            };
            block.split(';').filter_map(colour).collect()
        })
        .filter(|colours: &BTreeMap<_, _>| !colours.is_empty())
        .collect()
}

fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.04045 {
        part / 12.92
    } else {
        ((part + 0.055) / 1.055).powf(2.4)
    }
}

fn ratio(a: [f64; 3], b: [f64; 3]) -> f64 {
    let light = |[red, green, blue]: [f64; 3]| 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
    let (a, b) = (light(a), light(b));
    a.max(b) / a.min(b)
}

#[test]
fn text_can_be_read_on_its_ground() {
    let themes = themes();
    assert_eq!(themes.len(), 3, "light, dark by the system, dark by choice");
    assert_eq!(themes[1], themes[2]);
    let everywhere = TEXTS
        .iter()
        .flat_map(|text| GROUNDS.iter().map(move |ground| (*text, *ground)));
    let pairs: Vec<(&str, &str)> = everywhere.chain(PAIRS.iter().copied()).collect();
    let mut faint = Vec::new();
    for (number, colours) in themes.iter().enumerate() {
        for (text, ground) in &pairs {
            let ratio = ratio(colours[*text], colours[*ground]);
            if ratio < 4.5 {
                faint.push(format!("theme {number}: {text} on {ground}: {ratio:.2}"));
            }
        }
    }
    assert!(faint.is_empty(), "{}", faint.join("\n"));
}
