//! The house keeps its floors: who may use whom, rules without I/O, files that fit a screen or few.

mod uses;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use countersign::web::design::COLOURS;

const LONGEST: usize = 400;
const LONGEST_TEST: usize = 550;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The rooms in the order of `src/lib.rs`.
fn rooms() -> Vec<String> {
    let map = fs::read_to_string(root().join("src/lib.rs")).expect("map");
    map.lines()
        .filter_map(|line| Some(line.strip_prefix("pub mod ")?.split(';').next()?.to_owned()))
        .collect()
}

/// The part of a source that is the program, without its tests.
fn program(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("source");
    let end = text.find("#[cfg(test)]\nmod").unwrap_or(text.len());
    text[..end]
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The rooms that a source names: `crate::room…` and the names inside `use crate::{…}`.
fn used(text: &str) -> BTreeSet<String> {
    let word = |rest: &str| {
        rest.chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    let mut names = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        if !rest.starts_with('{') {
            names.insert(word(rest));
            continue;
        }
        let mut depth = 0;
        let mut start = true;
        for (index, c) in rest.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => start = true,
                c if start && depth == 1 && c.is_ascii_alphabetic() => {
                    names.insert(word(&rest[index..]));
                    start = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    names
}

fn room_of(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).expect("source");
    let first = inside
        .components()
        .next()
        .expect("name")
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn a_room_uses_only_rooms_before_it() {
    let rooms = rooms();
    let floor = |room: &str| rooms.iter().position(|name| name == room);
    let mut wrong = Vec::new();
    for path in sources(&root().join("src")) {
        let room = room_of(&path);
        let Some(own) = floor(&room) else { continue };
        for name in used(&program(&path)) {
            if floor(&name).is_some_and(|other| other > own) {
                wrong.push(format!("{} uses {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A file uses another when it names something that is written there, by `use` or by a path, through however
/// many signposts. `mod` and `pub use` are signposts: a `mod.rs` that only declares and publishes uses nobody.
#[test]
fn no_circle_of_files_that_use_each_other() {
    let src = root().join("src");
    let program = uses::Program::read(&src, sources(&src));
    let circles = program.circles();
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

/// A room's pages, acts and SQL are its own business.
#[test]
fn nobody_reaches_into_the_pages_acts_and_store_of_another_room() {
    let src = root().join("src");
    let program = uses::Program::read(&src, sources(&src));
    let own = ["pages", "acts", "store", "views"];
    let wrong: Vec<String> = program
        .across()
        .into_iter()
        .filter(|(_, to)| to.len() > 1 && to.iter().any(|name| own.contains(&name.as_str())))
        .map(|(from, to)| format!("{} reaches into {}", from.display(), to.join("::")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_is_on_the_map_and_the_map_has_a_word_for_each() {
    let map = fs::read_to_string(root().join("src/lib.rs")).expect("map");
    for line in map.lines().filter(|line| line.starts_with("pub mod ")) {
        assert!(line.contains("; // "), "say what the room is for: {line}");
    }
    let rooms = rooms();
    for entry in fs::read_dir(root().join("src")).expect("src") {
        let path = entry.expect("entry").path();
        let room = room_of(&path);
        assert!(
            rooms.contains(&room) || ["lib", "main"].contains(&room.as_str()),
            "{room} is not on the map"
        );
    }
}

#[test]
fn rules_are_pure() {
    let mut seen = 0;
    for path in sources(&root().join("src")) {
        let inside = path
            .strip_prefix(root())
            .expect("source")
            .to_string_lossy()
            .into_owned();
        let pure = inside.ends_with("rules.rs")
            || inside.contains("/rules/")
            || inside.starts_with("src/ground/")
            || inside.starts_with("src/scoring/")
            || inside.contains("/lifecycle/")
            || ["lifecycle", "policy"]
                .iter()
                .any(|name| inside.contains(&format!("{name}.rs")));
        if !pure {
            continue;
        }
        seen += 1;
        // that an enum may be a column's type is said where the enum is
        let text = program(&path).replace("sqlx::Type", "");
        for library in ["sqlx::", "axum::", "askama::", "tokio::"] {
            assert!(!text.contains(library), "{inside} uses {library}");
        }
    }
    assert!(seen > 5);
}

#[test]
fn no_file_is_longer_than_a_stranger_reads() {
    let mut long = Vec::new();
    for (folder, longest) in [("src", LONGEST), ("tests/suite", LONGEST_TEST)] {
        for path in sources(&root().join(folder)) {
            // made-up data for tests
            if path.ends_with("samples.rs") {
                continue;
            }
            let lines = fs::read_to_string(&path).expect("source").lines().count();
            if lines > longest {
                long.push(format!("{}: {lines} lines", path.display()));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// What `deny.toml` forbids, as far as the lock file says it: every library from the registry, and one TLS.
#[test]
fn libraries_come_from_the_registry_and_bring_no_second_tls() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("lock");
    let sources: BTreeSet<_> = lock
        .lines()
        .filter_map(|line| line.strip_prefix("source = "))
        .collect();
    assert_eq!(sources.len(), 1, "{sources:?}");
    assert!(sources.iter().all(|one| one.starts_with("\"registry+")));
    for banned in ["openssl-sys", "aws-lc-rs", "native-tls"] {
        assert!(!lock.contains(&format!("name = \"{banned}\"")), "{banned}");
    }
}

/// Not one text of a template is in one language only: everything goes through the texts.
/// Every template: its path and its text.
fn templates() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("templates")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("templates") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).expect("template");
                found.push((path, text));
            }
        }
    }
    found
}

#[test]
fn templates_hold_no_words_of_their_own() {
    let mut wrong = Vec::new();
    for (path, text) in templates() {
        for line in words_outside_markup(&text) {
            wrong.push(format!("{}: {line}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A CSV file is made in one place, where cells are made safe and nothing is held whole.
#[test]
fn exports_are_written_by_the_room_of_tables() {
    for path in sources(&root().join("src")) {
        if room_of(&path) != "tables" {
            assert!(
                !program(&path).contains("csv::Writer"),
                "{}: tables::csv writes files",
                path.display()
            );
        }
    }
}

#[test]
fn a_table_says_what_it_is() {
    for (path, text) in templates() {
        for (at, _) in text.match_indices("<table") {
            let inside = text[at..].split_once('>').map_or("", |(_, rest)| rest);
            assert!(
                inside.trim_start().starts_with("<caption"),
                "{}: a table without a caption",
                path.display()
            );
        }
    }
}

/// What is left of a template without comments, expressions and tags, where it has letters.
fn words_outside_markup(text: &str) -> Vec<String> {
    let mut plain = text.to_owned();
    for (open, close) in [("{#", "#}"), ("{%", "%}"), ("{{", "}}"), ("<", ">")] {
        while let Some(start) = plain.find(open) {
            let Some(length) = plain[start..].find(close) else {
                break;
            };
            plain.replace_range(start..start + length + close.len(), " ");
        }
    }
    plain
        .lines()
        .map(str::trim)
        .filter(|line| line.chars().filter(|c| c.is_alphabetic()).count() > 1)
        // names of languages are written in themselves
        .filter(|line| {
            !["English", "中文", "English 中文"].contains(line)
                && !line.starts_with('&')
                && !line.contains("=\"")
        })
        .map(str::to_owned)
        .collect()
}

/// Everything that may hold SQL: the program, its migrations, and what the schema is made of.
fn sql() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("src"), root().join("migrations")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("folder") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = match path.extension().and_then(|extension| extension.to_str()) {
                Some("rs") => program(&path),
                Some("sql") => fs::read_to_string(&path).expect("source"),
                _ => continue,
            };
            let words: Vec<&str> = text.split_whitespace().collect();
            let inside = path.strip_prefix(root()).expect("source");
            let inside = inside.to_string_lossy().into_owned();
            found.push((inside, words.join(" ").to_lowercase()));
        }
    }
    found.sort();
    found
}

/// The columns that the updates of a table set, as they stand in a text of SQL.
fn sets_of_updates(text: &str, table: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, start) in text.match_indices(&format!("update {table} ")) {
        let statement = &text[at + start.len()..];
        let Some(set) = statement
            .split_once("set ")
            .filter(|(alias, _)| alias.len() < 8)
        else {
            continue;
        };
        let end = [" where ", " returning ", ";", "\""]
            .iter()
            .filter_map(|end| set.1.find(end))
            .min()
            .unwrap_or(set.1.len());
        found.push(set.1[..end].to_owned());
    }
    found
}

#[test]
fn one_statement_moves_a_stage_and_one_adds_events() {
    let (mut moves, mut adds, mut heads) = (Vec::new(), Vec::new(), Vec::new());
    for (path, text) in sql() {
        for set in sets_of_updates(&text, "appraisals") {
            if set.contains(" stage = ") || set.starts_with("stage = ") {
                moves.push(path.clone());
            }
        }
        adds.extend(text.matches("insert into events ").map(|_| path.clone()));
        heads.extend(text.matches("insert into chains ").map(|_| path.clone()));
    }
    assert_eq!(moves, ["src/appraisals/advance.rs"]);
    assert_eq!(adds, ["src/audit/store.rs"]);
    assert_eq!(heads, adds);
}

#[test]
fn a_second_statement_that_moves_a_stage_would_be_found() {
    let sets = |text: &str| sets_of_updates(text, "appraisals");
    assert_eq!(
        sets("\"update appraisals a set version = 2, stage = 'goals' where a.id = $1\""),
        ["version = 2, stage = 'goals'"]
    );
    assert_eq!(
        sets("update appraisals set stage = 'goals';"),
        ["stage = 'goals'"]
    );
}

/// A guard counts as met where a fact shows it, never by being written down.
#[test]
fn no_guard_is_proven_by_a_word() {
    for path in sources(&root().join("src")) {
        let text = program(&path).split_whitespace().collect::<String>();
        for (at, _) in text.match_indices("(Guard::") {
            let fact = text[at..].split(',').nth(1).unwrap_or_default();
            assert!(!fact.starts_with("true"), "{}", path.display());
        }
    }
}

/// How something prints, and how an address ends, decides nothing: what has to be known of it is a property of its own.
#[test]
fn no_decision_hangs_on_a_printed_name_or_the_end_of_an_address() {
    let tests = [".starts_with(", ".ends_with(", ".contains(", "=="];
    for path in sources(&root().join("src")) {
        let text = program(&path).split_whitespace().collect::<String>();
        for (at, printed) in text.match_indices(":?}\")") {
            let then = &text[at + printed.len()..];
            let decides = tests.iter().any(|test| then.starts_with(test));
            assert!(!decides, "{}", path.display());
        }
        assert!(!text.contains("path().ends_with("), "{}", path.display());
    }
}

/// Whoever adds a component or a colour shows it; what is shown is explained.
#[test]
fn the_design_kit_shows_every_component_and_colour() {
    let read = |path: &str| fs::read_to_string(root().join(path)).expect(path);
    let shown = read("templates/design.html");
    let explained = read("docs/design.md");
    let mut wrong = Vec::new();
    for line in read("templates/macros.html").lines() {
        let named = line
            .split_once("macro ")
            .filter(|_| line.contains("{%- macro "));
        let name = named.and_then(|(_, rest)| rest.split_once('('));
        if let Some((name, _)) = name.filter(|(name, _)| *name != "described") {
            if !shown.contains(&format!("m::{name}(")) {
                wrong.push(format!("{name}: not on /design"));
            }
            if !explained.contains(&format!("`{name}`")) {
                wrong.push(format!("{name}: not in docs/design.md"));
            }
        }
    }
    let colours: BTreeSet<String> = read("static/base.css")
        .lines()
        .filter(|line| line.starts_with("  --") && line.contains('#'))
        .flat_map(|line| line.split("--").skip(1))
        .filter_map(|one| one.split_once(':').map(|(name, _)| name.to_owned()))
        .filter(|name| name != "shade")
        .collect();
    let shown: BTreeSet<String> = COLOURS.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(shown, colours);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
