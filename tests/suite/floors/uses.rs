//! Which file uses which, read from the paths that the sources write.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

/// A path from the root of the crate, one name each.
pub type Names = Vec<String>;

struct Source {
    file: PathBuf,
    /// Without comments, texts and tests.
    code: String,
    /// What stands under a name here because of a `use`, and where it really is.
    brought: BTreeMap<String, Names>,
}

/// Every file of the program as the module that it is.
pub struct Program(BTreeMap<Names, Source>);

/// The code with the same line breaks, but without comments, texts and what is only for tests.
fn code_of(text: &str) -> String {
    let text = &text[..text.find("#[cfg(test)]\nmod").unwrap_or(text.len())];
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let raw = rest.trim_start_matches('r').trim_start_matches('#');
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with('r')
            && raw.starts_with('"')
            && !code.ends_with(char::is_alphanumeric)
        {
            let marks = rest.len() - raw.len() - 1;
            let end = format!("\"{}", "#".repeat(marks));
            let begin = marks + 2;
            begin + rest[begin..].find(&end).expect("the end of a text") + end.len()
        } else if c == '"' {
            let mut escaped = false;
            let end = rest[1..].find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            end.expect("the end of a text") + 2
        } else if let Some(escaped) = rest.strip_prefix("'\\") {
            escaped.find('\'').expect("the end of a character") + 3
        } else if c == '\'' && rest.chars().nth(2) == Some('\'') {
            rest.char_indices().nth(3).map_or(rest.len(), |(at, _)| at)
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        code.push(' ');
        rest = &rest[length..];
    }
    code
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// `a::{b, c::d as e}` as the paths in it, each with the name that it gets.
fn flattened(tree: &str) -> Vec<(Names, String)> {
    fn walk<'a>(words: &mut &'a [&'a str], prefix: &[String], found: &mut Vec<(Names, String)>) {
        let mut path = prefix.to_vec();
        while let Some((word, rest)) = words.split_first() {
            match *word {
                "{" => {
                    *words = rest;
                    while words.first().is_some_and(|word| *word != "}") {
                        walk(words, &path, found);
                        if words.first() == Some(&",") {
                            *words = &words[1..];
                        }
                    }
                    *words = words.get(1..).unwrap_or_default();
                    return;
                }
                "," | "}" => break,
                "as" => {
                    found.push((path, rest[0].to_owned()));
                    *words = &rest[1..];
                    return;
                }
                name => {
                    *words = rest;
                    path.push(name.to_owned());
                }
            }
        }
        if path.last().is_some_and(|name| name == "self") {
            path.pop();
        }
        let name = path.last().cloned().unwrap_or_default();
        found.push((path, name));
    }
    let spaced = tree.replace("::", " ");
    let spaced = ["{", "}", ","].iter().fold(spaced, |text, sign| {
        text.replace(sign, &format!(" {sign} "))
    });
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut found = Vec::new();
    walk(&mut words.as_slice(), &[], &mut found);
    found
}

/// The `use` lines of a source, whether each publishes what it brings, and the code without them.
fn uses(code: &str) -> (Vec<(bool, Names, String)>, String) {
    let (mut found, mut rest) = (Vec::new(), String::new());
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        let private = trimmed.strip_prefix("pub");
        let public = private.is_some();
        let plain = private.map_or(trimmed, |rest| match rest.strip_prefix('(') {
            Some(rest) => rest
                .split_once(')')
                .map_or("", |(_, rest)| rest.trim_start()),
            None => rest.trim_start(),
        });
        let Some(tree) = plain.strip_prefix("use ") else {
            rest.push_str(line);
            rest.push('\n');
            continue;
        };
        let mut tree = tree.to_owned();
        while !tree.contains(';') {
            tree.push_str(lines.next().expect("the end of a use"));
        }
        let tree = tree.trim_end_matches(';');
        found.extend(
            flattened(tree)
                .into_iter()
                .map(|(path, name)| (public, path, name)),
        );
    }
    (found, rest)
}

/// The paths written out in code.
fn written(code: &str) -> Vec<Names> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("::") {
        let first = code[..at].rfind(|c| !is_name(c)).map_or(0, |before| {
            before + code[before..].chars().next().map_or(0, char::len_utf8)
        });
        // the beginning of a path, not its middle, and not `pub(in …)`
        if first == at || code[..first].ends_with(':') || code[..first].ends_with("(in ") {
            continue;
        }
        let end = code[first..]
            .find(|c| !is_name(c) && c != ':')
            .map_or(code.len(), |end| first + end);
        let path = code[first..end].split("::").map(str::to_owned).collect();
        found.push(path);
    }
    found
}

impl Program {
    pub fn read(src: &Path, files: Vec<PathBuf>) -> Self {
        let mut modules = BTreeMap::new();
        for file in files {
            let inside = file.strip_prefix(src).expect("source").with_extension("");
            let mut names: Names = inside
                .components()
                .map(|part| part.as_os_str().to_string_lossy().into_owned())
                .collect();
            if ["mod", "lib"].contains(&names.last().map_or("", String::as_str)) {
                names.pop();
            }
            let only_tests = [
                "tests",
                "properties",
                "design_tests",
                "total_tests",
                "samples",
            ];
            if names == ["main"] || names.iter().any(|name| only_tests.contains(&name.as_str())) {
                continue;
            }
            let text = std::fs::read_to_string(&file).expect("source");
            let source = Source {
                file,
                code: code_of(&text),
                brought: BTreeMap::new(),
            };
            modules.insert(names, source);
        }
        let mut program = Self(modules);
        let all: Vec<Names> = program.0.keys().cloned().collect();
        for module in all {
            let brought = uses(&program.0[&module].code)
                .0
                .into_iter()
                .filter_map(|(_, path, name)| Some((name, program.rooted(&module, &path)?)))
                .collect();
            program.0.get_mut(&module).expect("module").brought = brought;
        }
        program
    }

    /// A path of this crate as it reads from the root.
    fn rooted(&self, module: &Names, path: &[String]) -> Option<Names> {
        let mut base = module.clone();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => {
                base.clear();
                rest = &path[1..];
            }
            "self" => rest = &path[1..],
            "super" => {
                while rest.first().is_some_and(|name| name == "super") {
                    base.pop()?;
                    rest = &rest[1..];
                }
            }
            name => {
                base.push(name.to_owned());
                let child = self.0.contains_key(&base);
                base.pop();
                if !child {
                    return None;
                }
            }
        }
        base.extend_from_slice(rest);
        Some(base)
    }

    /// The longest part of a path that is a file, and the name after it.
    fn file_of<'a>(&self, path: &'a [String]) -> (Names, Option<&'a String>) {
        let length = (0..=path.len())
            .rev()
            .find(|length| self.0.contains_key(&path[..*length]))
            .expect("the root");
        (path[..length].to_vec(), path.get(length))
    }

    /// The file in which what the path names is really written, past all that only points there.
    fn home(&self, path: &Names) -> Names {
        let mut path = path.clone();
        // no chain of signposts is longer
        for _ in 0..8 {
            let (file, name) = self.file_of(&path);
            let Some(real) = name.and_then(|name| self.0[&file].brought.get(name)) else {
                return file;
            };
            let mut next = real.clone();
            next.extend_from_slice(&path[file.len() + 1..]);
            path = next;
        }
        self.file_of(&path).0
    }

    /// Every path of this crate that a file writes, from the root. What it only publishes for others
    /// (`pub use`) is no use.
    fn paths(&self, module: &Names) -> Vec<Names> {
        let (brought, rest) = uses(&self.0[module].code);
        brought
            .into_iter()
            .filter(|(public, ..)| !public)
            .map(|(_, path, _)| path)
            .chain(written(&rest))
            .filter_map(|path| self.rooted(module, &path))
            .collect()
    }

    fn graph(&self) -> BTreeMap<&Names, BTreeSet<Names>> {
        let used = |module: &Names| {
            let homes = self.paths(module).into_iter().map(|path| self.home(&path));
            homes.filter(|home| home != module).collect()
        };
        self.0.keys().map(|module| (module, used(module))).collect()
    }

    /// The uses that lead back to where they start.
    pub fn circles(&self) -> Vec<String> {
        let graph = self.graph();
        let leads_back = |from: &Names, to: &Names| {
            let (mut seen, mut open) = (BTreeSet::new(), vec![to]);
            while let Some(module) = open.pop() {
                if seen.insert(module) {
                    open.extend(&graph[module]);
                }
            }
            seen.contains(from)
        };
        graph
            .iter()
            .flat_map(|(from, uses)| uses.iter().map(move |to| (*from, to)))
            .filter(|(from, to)| leads_back(from, to))
            .map(|(from, to)| format!("{} uses {}", from.join("::"), to.join("::")))
            .collect()
    }

    /// The files of other rooms that each file reaches by a path of its own: (from, to).
    pub fn across(&self) -> BTreeSet<(PathBuf, Names)> {
        self.0
            .iter()
            .flat_map(|(module, source)| {
                let reached = self.paths(module).into_iter();
                reached
                    .filter(move |path| path.first() != module.first())
                    .map(|path| (source.file.clone(), self.file_of(&path).0))
            })
            .collect()
    }
}

#[test]
fn paths_are_read_as_they_are_written() {
    let code = code_of(
        "use a::{b, c::{self, d as e}}; // x::y\nlet s = \"k::l\"; let c = '\"'; m::n(r#\"o::p\"#);\n#[cfg(test)]\nmod tests { q::r }",
    );
    let (found, rest) = uses(&code);
    let names: Vec<String> = found
        .iter()
        .map(|(_, path, name)| format!("{} as {name}", path.join("::")))
        .collect();
    assert_eq!(names, ["a::b as b", "a::c as c", "a::c::d as e"]);
    assert_eq!(written(&rest), [["m", "n"]]);
}
