//! What a page says, asked for by the key of the text: a sentence may change and no test with it.

use std::{collections::HashMap, fs, path::Path, sync::LazyLock};

use fluent_typed::prelude::{FluentArgs, FluentNumber, FluentValue, L10nBundle};

/// Stands where an argument of a text would.
const HOLE: &str = "\u{1}";

/// How far apart two pieces of one text may stand, with an argument between them.
const LONGEST_ARGUMENT: usize = 400;

struct Texts {
    bundle: L10nBundle,
    /// The arguments of each text, and whether its form depends on them.
    arguments: HashMap<String, Vec<(String, bool)>>,
}

static ENGLISH: LazyLock<Texts> = LazyLock::new(|| Texts::read("en"));
static CHINESE: LazyLock<Texts> = LazyLock::new(|| Texts::read("zh-CN"));

impl Texts {
    fn read(lang: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("locales")
            .join(lang);
        let source: String = fs::read_dir(folder)
            .expect("locales")
            .map(|file| fs::read_to_string(file.expect("file").path()).expect("text") + "\n")
            .collect();
        let mut arguments: HashMap<String, Vec<(String, bool)>> = HashMap::new();
        let mut key = String::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =")
                && !line.starts_with(' ')
            {
                name.clone_into(&mut key);
            }
            let known = arguments.entry(key.clone()).or_default();
            for piece in line.split('$').skip(1) {
                let end = piece
                    .find(|c: char| !c.is_alphanumeric() && c != '_')
                    .unwrap_or(piece.len());
                let (name, rest) = piece.split_at(end);
                let chooses = rest.trim_start().starts_with("->");
                match known.iter_mut().find(|(known, _)| known == name) {
                    Some((_, already)) => *already |= chooses,
                    None => known.push((name.to_owned(), chooses)),
                }
            }
        }
        let bundle = L10nBundle::new_without_isolation(lang, source.as_bytes()).expect("bundle");
        Self { bundle, arguments }
    }

    fn message(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in arguments {
            values.set(
                (*name).to_owned(),
                match value.parse::<u32>() {
                    Ok(number) if !value.starts_with('+') => {
                        FluentValue::Number(FluentNumber::from(number))
                    }
                    _ => FluentValue::from((*value).to_owned()),
                },
            );
        }
        self.bundle
            .msg(key, Some(values))
            .unwrap_or_else(|error| panic!("text {key}: {error:?}"))
    }

    /// Every form of a text, each in the pieces between its arguments.
    fn forms(&self, key: &str) -> Vec<Vec<String>> {
        let names = self
            .arguments
            .get(key)
            .unwrap_or_else(|| panic!("no text has the key {key}"));
        let mut choices: Vec<Vec<(&str, &str)>> = vec![Vec::new()];
        for (name, chooses) in names {
            let values: &[&str] = if *chooses { &[HOLE, "0", "1"] } else { &[HOLE] };
            choices = choices
                .iter()
                .flat_map(|chosen| {
                    values
                        .iter()
                        .map(|value| [chosen.as_slice(), &[(name.as_str(), *value)]].concat())
                })
                .collect();
        }
        let forms: Vec<Vec<String>> = choices
            .iter()
            .map(|chosen| {
                let text = self.message(key, chosen);
                let pieces = text.split(HOLE).map(str::trim).map(str::to_owned);
                pieces.filter(|piece| !piece.is_empty()).collect()
            })
            .collect();
        assert!(
            forms[0].concat().chars().any(char::is_alphabetic),
            "{key} has no words of its own: ask with its arguments"
        );
        forms
    }
}

/// The English text of a key, as it stands.
pub fn en(key: &str) -> String {
    en_with(key, &[])
}

/// The English text of a key with its arguments by name. Whole numbers choose between forms.
pub fn en_with(key: &str, arguments: &[(&str, &str)]) -> String {
    ENGLISH.message(key, arguments)
}

pub fn zh(key: &str) -> String {
    CHINESE.message(key, &[])
}

pub trait Says {
    /// Whether the English text of a key stands here, whatever its arguments.
    fn says(&self, key: &str) -> bool;

    /// Whether the English text of a key stands here with these arguments.
    fn says_with(&self, key: &str, arguments: &[(&str, &str)]) -> bool;
}

impl Says for str {
    fn says(&self, key: &str) -> bool {
        let here = unescaped(self);
        ENGLISH
            .forms(key)
            .iter()
            .any(|pieces| stand_in(&here, pieces))
    }

    fn says_with(&self, key: &str, arguments: &[(&str, &str)]) -> bool {
        unescaped(self).contains(&en_with(key, arguments))
    }
}

fn stand_in(text: &str, pieces: &[String]) -> bool {
    let Some((first, rest)) = pieces.split_first() else {
        return true;
    };
    text.match_indices(first.as_str()).any(|(at, found)| {
        let mut left = &text[at + found.len()..];
        rest.iter().all(|piece| match left.find(piece.as_str()) {
            Some(gap) if gap <= LONGEST_ARGUMENT => {
                left = &left[gap + piece.len()..];
                true
            }
            _ => false,
        })
    })
}

/// HTML as it is read.
fn unescaped(html: &str) -> String {
    [
        ("&#39;", "'"),
        ("&#34;", "\""),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
    ]
    .iter()
    .fold(html.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[test]
fn a_text_is_found_by_its_key_and_by_nothing_else() {
    let told = en_with("tasks_waits_for", &[("who", "Ann & Ben")]);
    let html = format!("<p>{}</p>", told.replace('&', "&#38;"));
    assert!(html.says("tasks_waits_for"));
    assert!(html.says_with("tasks_waits_for", &[("who", "Ann & Ben")]));
    assert!(!html.says_with("tasks_waits_for", &[("who", "Ben")]));
    assert!(!html.says("tasks_empty"));
    for count in ["1", "7"] {
        assert!(en_with("task_release", &[("count", count)]).says("task_release"));
    }
    for wrong in ["no_such_key", "plan_whose"] {
        assert!(
            std::panic::catch_unwind(|| html.says(wrong)).is_err(),
            "{wrong}"
        );
    }
}
