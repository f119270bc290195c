//! The language check: phrases that make feedback useless or hurtful. A hint while writing, never a
//! block. The lists are data, one per language; both are used on every text, for people mix them.

use crate::web::Texts;

/// Why a phrase is worth a second look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A judgement without a fact.
    Vague,
    /// A question that only allows "yes".
    Leading,
    /// Always, never, everybody.
    Absolute,
    /// A verdict on the person instead of the work.
    Verdict,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    pub why: Why,
    pub phrase: &'static str,
}

const LISTS: [&str; 2] = [include_str!("en.txt"), include_str!("zh.txt")];

/// More hints than this help nobody.
const MOST: usize = 3;

/// Lines are `kind: phrase`; a line that begins with `#` is a remark.
fn phrases() -> impl Iterator<Item = (Why, &'static str)> {
    LISTS
        .iter()
        .flat_map(|list| list.lines())
        .filter_map(|line| {
            let (kind, phrase) = line.split_once(':')?;
            let why = match kind.trim() {
                "vague" => Why::Vague,
                "leading" => Why::Leading,
                "absolute" => Why::Absolute,
                "verdict" => Why::Verdict,
                _ => return None,
            };
            Some((why, phrase.trim()))
        })
}

/// The first phrases of a text that are worth a second look, in the order in which they stand.
#[must_use]
pub fn check(text: &str) -> Vec<Hint> {
    let text = text.to_lowercase().replace('\u{2019}', "'");
    let mut found: Vec<(usize, Hint)> = phrases()
        .filter_map(|(why, phrase)| Some((position(&text, phrase)?, Hint { why, phrase })))
        .collect();
    found.sort_by_key(|(at, hint)| (*at, std::cmp::Reverse(hint.phrase.len())));
    let mut hints: Vec<Hint> = Vec::new();
    let mut covered = 0;
    for (at, hint) in found {
        if at >= covered && hints.len() < MOST {
            covered = at + hint.phrase.len();
            hints.push(hint);
        }
    }
    hints
}

/// Where a phrase stands: as whole words in scripts that have them, anywhere in Chinese.
fn position(text: &str, phrase: &str) -> Option<usize> {
    let word = |c: char| c.is_ascii_alphanumeric();
    text.match_indices(phrase).map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        let after = text[*at + phrase.len()..].chars().next();
        let first = phrase.chars().next();
        let last = phrase.chars().next_back();
        let joined = |a: Option<char>, b: Option<char>| a.is_some_and(word) && b.is_some_and(word);
        !joined(before, first) && !joined(last, after)
    })
}

/// The hint as a sentence.
#[must_use]
pub fn tell(hint: &Hint, l: &Texts) -> String {
    match hint.why {
        Why::Vague => l.hint_vague(hint.phrase),
        Why::Leading => l.hint_leading(hint.phrase),
        Why::Absolute => l.hint_absolute(hint.phrase),
        Why::Verdict => l.hint_verdict(hint.phrase),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Why> {
        check(text).into_iter().map(|hint| hint.why).collect()
    }

    #[test]
    fn finds_what_each_list_is_for_in_both_languages() {
        for (text, expected) in [
            ("You have an average attitude.", vec![Why::Vague]),
            ("Don’t you agree?", vec![Why::Leading]),
            ("You NEVER answer.", vec![Why::Absolute]),
            (
                "He is lazy and always late",
                vec![Why::Verdict, Why::Absolute],
            ),
            ("你不够努力，总是迟到。", vec![Why::Vague, Why::Absolute]),
            ("这次是你的责任，对吧？", vec![Why::Leading]),
            ("In March two of nine orders were late.", vec![]),
            ("三月份九个订单中有两个延误。", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(kinds(text), expected, "{text}");
        }
    }

    #[test]
    fn whole_words_only_and_few_hints_at_a_time() {
        assert_eq!(kinds("nevertheless the sidewalk"), []);
        let many = "never always nobody everybody lazy stupid";
        assert_eq!(check(many).len(), MOST);
    }

    #[test]
    fn the_lists_are_lower_case_and_without_doubles() {
        let mut seen = std::collections::BTreeSet::new();
        for (_, phrase) in phrases() {
            assert_eq!(phrase, phrase.to_lowercase());
            assert!(!phrase.is_empty() && seen.insert(phrase), "{phrase}");
        }
        assert!(seen.len() > 60);
    }
}
