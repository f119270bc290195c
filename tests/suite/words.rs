//! What no page may say: docs/glossary.md has the word to use instead.

use std::{fs, path::Path};

/// English words and phrases that never stand on a page, each with what to say instead.
const NEVER_ENGLISH: &[(&str, &str)] = &[
    ("superior", "manager"),
    ("superiors", "managers"),
    ("has a say", "additional reviewer"),
    ("have a say", "additional reviewer"),
    ("concluded", "completed"),
    ("concludes", "completes"),
    ("parked", "open point"),
    ("park", "set aside as an open point"),
    ("waits for", "waiting for"),
    ("whose stage", "who needs to act"),
    ("turn", "waiting for"),
    ("opening again", "request a correction"),
    ("opened again", "request a correction"),
    ("falls out", "not included"),
    ("fall out", "not included"),
    ("fell out", "not included"),
    ("stay behind", "not released yet"),
    ("stays behind", "not released yet"),
    ("strike", "remove"),
    ("struck", "removed"),
    ("changed hands", "replaced"),
    ("mend", "correct"),
    ("say so", "submit my answer"),
    ("leave it as it is", "cancel"),
    ("came about", "was calculated"),
    ("particulars", "details"),
    ("ruling", "decision"),
    ("plan item", "improvement item"),
    ("plan items", "improvement items"),
    ("absence", "leave"),
    ("absences", "leave"),
    ("has left", "inactive"),
];

const NEVER_CHINESE: &[(&str, &str)] = &[
    ("评估", "绩效考核；上级评分为“评价”"),
    ("组织人", "面谈主持人"),
    ("协调人", "面谈主持人"),
    ("人力资源", "HR"),
    ("协同上级", "共同评价人"),
    ("结案", "已完成"),
    ("搁置", "待跟进分歧"),
    ("重新开放", "申请更正"),
    ("缺勤", "休假 / 离岗"),
    ("改进事项", "改进项"),
    ("完成标准", "验收标准"),
    ("裁定", "评议结论"),
    ("层级", "职级"),
    ("职位", "岗位"),
    ("表单", "考核表"),
    ("免考", "免于考核"),
    ("宗", "件"),
    ("审理", "评议"),
    ("离席", "换出委员"),
    ("接任", "换入委员"),
    ("复核", "审核"),
    ("你", "您"),
];

/// Where a word of the lists is the right one.
const EXCEPT: &[(&str, &str, &str)] = &[
    ("strip_your_turn", "turn", "the reader's own"),
    (
        "notices_moved",
        "has left",
        "they left: their work was handed over",
    ),
    (
        "notices_left",
        "has left",
        "they left: their appraisals were withdrawn",
    ),
    (
        "notices_line_refused",
        "has left",
        "they left: the planned change was dropped",
    ),
    (
        "notices_intro",
        "has left",
        "they left: their work was handed over",
    ),
    (
        "task_notices",
        "has left",
        "they left: their work was handed over",
    ),
    (
        "event_superior_replaced",
        "has left",
        "they left: their work was handed over",
    ),
    (
        "remark_superior_left",
        "has left",
        "they left, says the roster",
    ),
    (
        "field_left",
        "has left",
        "a column of rosters, by the name it has there",
    ),
    (
        "person_has_left",
        "has left",
        "they left, on a day that nobody knows",
    ),
    (
        "advice_intro_final",
        "has left",
        "they left: what is written is a last word",
    ),
];

/// One line of text with its key: values of `.ftl`, with `〇` for whatever is put in.
fn texts(lang: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("locales")
        .join(lang);
    let mut lines = Vec::new();
    for file in fs::read_dir(folder).expect("locales") {
        let source = fs::read_to_string(file.expect("file").path()).expect("text");
        let mut key = String::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            let text = match line.split_once(" =") {
                Some((name, value)) if !line.starts_with(' ') => {
                    name.clone_into(&mut key);
                    value
                }
                _ => line,
            };
            lines.push((key.clone(), put_in(text)));
        }
    }
    lines
}

/// A line without the marks of Fluent.
fn put_in(line: &str) -> String {
    let line = line.trim();
    let line = line.strip_prefix('*').unwrap_or(line);
    let line = match line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((_, text)) => text.trim(),
        None => line,
    };
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, inside)) = rest.split_once('{') {
        text.push_str(before);
        let (inside, after) = inside.split_once('}').unwrap_or((inside, ""));
        match inside.split('"').nth(1) {
            Some(literal) => text.push_str(literal),
            None if inside.contains("->") => {}
            None => text.push('〇'),
        }
        rest = after;
    }
    text.push_str(rest.trim_start_matches('}'));
    text
}

fn excused(key: &str, word: &str) -> bool {
    EXCEPT.iter().any(|(k, w, _)| *k == key && *w == word)
}

/// Whether a word stands in a text, not as a part of a longer one.
fn has_word(text: &str, word: &str) -> bool {
    let text = text.to_lowercase();
    let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(word).any(|(at, found)| {
        ends(text[..at].chars().next_back()) && ends(text[at + found.len()..].chars().next())
    })
}

#[test]
fn no_page_says_what_the_glossary_rules_out() {
    let mut wrong = Vec::new();
    for (key, text) in texts("en") {
        for (word, instead) in NEVER_ENGLISH {
            if has_word(&text, word) && !excused(&key, word) {
                wrong.push(format!("{key}: “{word}” is “{instead}”: {text}"));
            }
        }
        if text.trim() == "Show" {
            wrong.push(format!("{key}: a button says what it does: Filter"));
        }
    }
    for (key, text) in texts("zh-CN") {
        for (word, instead) in NEVER_CHINESE {
            if text.contains(word) && !excused(&key, word) {
                wrong.push(format!("{key}：“{word}”应为“{instead}”：{text}"));
            }
        }
    }
    let unused = EXCEPT.iter().filter(|(key, word, _)| {
        ![texts("en"), texts("zh-CN")]
            .concat()
            .iter()
            .any(|(k, text)| k == key && (has_word(text, word) || text.contains(word)))
    });
    wrong.extend(unused.map(|(key, word, _)| format!("{key} does not say “{word}” any more")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{4e00}'..='\u{9fff}')
}

#[test]
fn figures_pauses_and_marks_are_written_as_the_language_does() {
    let mut wrong = Vec::new();
    for lang in ["en", "zh-CN"] {
        for (key, text) in texts(lang) {
            if text.contains("...") || text.contains(" …") {
                wrong.push(format!(
                    "{lang} {key}: “…”, without a space before it: {text}"
                ));
            }
            if text.contains(" %") || text.contains("\u{a0}%") {
                wrong.push(format!("{lang} {key}: 100%, without a space: {text}"));
            }
            let chars: Vec<char> = text.chars().collect();
            let parted = chars.windows(5).any(|five| {
                five[0].is_ascii_digit()
                    && matches!(five[1], ' ' | '\u{a0}' | '\u{202f}')
                    && five[2..].iter().all(char::is_ascii_digit)
            });
            if parted {
                wrong.push(format!("{lang} {key}: 3,200: {text}"));
            }
            let foreign = lang == "zh-CN"
                && chars.windows(2).any(|two| {
                    let mark = |c| matches!(c, ',' | ':' | ';' | '!' | '?' | '(' | ')');
                    mark(two[0]) && is_chinese(two[1]) || is_chinese(two[0]) && mark(two[1])
                });
            if foreign {
                wrong.push(format!("{key}: Chinese text takes Chinese marks: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn templates_leave_the_marks_between_two_texts_to_the_language() {
    fn walk(folder: &Path, wrong: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("templates") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                walk(&path, wrong);
                continue;
            }
            let text = fs::read_to_string(&path).expect("text");
            for mark in ["}}: ", "}}, ", "}}; "] {
                if text.contains(mark) {
                    wrong.push(format!(
                        "{}: {mark:?}: words_colon, words_pause",
                        path.display()
                    ));
                }
            }
        }
    }
    let mut wrong = Vec::new();
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    walk(&templates, &mut wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The tests of the program look for keys: a sentence that is put better breaks none of them.
#[test]
fn no_test_quotes_a_sentence() {
    let sentences: Vec<(String, String)> = texts("en")
        .into_iter()
        .flat_map(|(key, text)| {
            let parts = text.split(['〇', '“', '”']).map(str::trim);
            let whole = parts.filter(|part| part.len() > 8 && part.contains(' '));
            let whole: Vec<_> = whole.map(|part| (key.clone(), part.to_owned())).collect();
            whole
        })
        .collect();
    let mut wrong = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("tests") {
            let path = entry.expect("test").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = fs::read_to_string(&path).unwrap_or_default();
            for (_, rest) in ["contains", "starts_with", "ends_with"]
                .iter()
                .flat_map(|how| {
                    source
                        .match_indices(how)
                        .map(|(at, how)| (at, &source[at + how.len()..]))
                })
            {
                let quoted = rest
                    .strip_prefix('(')
                    .and_then(|rest| rest.trim_start().strip_prefix('"')?.split_once('"'));
                let Some((quoted, _)) = quoted else { continue };
                for (key, _) in sentences.iter().filter(|(_, part)| quoted.contains(part)) {
                    wrong.push(format!("{}: “{quoted}” is {key}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
