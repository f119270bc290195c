//! Every address as it was reviewed: method, path, who may use it. The walk in `access` takes its expectation from here and not
//! from the routes' own lines.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::PathBuf};

use countersign::{
    access::{Action, Duty, Effect},
    routes::{self, Who},
    web::watch,
};

use crate::world::World;

/// Who may use an address, as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reviewed {
    Anyone,
    SignedIn,
    Token,
    /// Whoever watches over the program: neither session nor token.
    Watch,
    Duty(Duty),
    May(Vec<Action>),
}

#[derive(Debug, Clone)]
pub struct Line {
    pub method: String,
    pub path: String,
    pub who: Reviewed,
}

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/routes.txt")
}

/// The lines of `tests/golden/routes.txt`.
pub fn golden() -> Vec<Line> {
    let text = fs::read_to_string(file()).expect("the reviewed routes");
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(read).collect()
}

fn read(line: &str) -> Line {
    let mut words = line.split_whitespace();
    let mut word = || words.next().unwrap_or_else(|| panic!("too short: {line}"));
    let (method, path, who) = (word().to_owned(), word().to_owned(), word());
    let mut names: Vec<&str> = words.collect();
    names.retain(|name| *name != "confirmed" && !name.starts_with("read:"));
    let who = match (who, &names[..]) {
        ("anyone", []) => Reviewed::Anyone,
        ("signed-in", []) => Reviewed::SignedIn,
        ("token", []) => Reviewed::Token,
        ("watch", []) => Reviewed::Watch,
        ("duty", [name]) => Reviewed::Duty(duty(name)),
        ("may", [_, ..]) => Reviewed::May(names.iter().map(|name| action(name)).collect()),
        _ => panic!("who is that? {line}"),
    };
    Line { method, path, who }
}

fn duty(name: &str) -> Duty {
    let found = Duty::ALL
        .into_iter()
        .find(|duty| format!("{duty:?}") == name);
    found.unwrap_or_else(|| panic!("no such duty: {name}"))
}

fn action(name: &str) -> Action {
    let found = Action::ALL
        .iter()
        .find(|action| format!("{action:?}") == name);
    *found.unwrap_or_else(|| panic!("no such action: {name}"))
}

/// What is served, in the words of the file.
fn served(world: &World) -> String {
    let mut lines = BTreeSet::new();
    for entry in routes::entries(&world.app) {
        let who = match entry.who {
            Who::Anyone => "anyone".to_owned(),
            Who::SignedIn => "signed-in".to_owned(),
            Who::Token => "token".to_owned(),
            Who::Duty(duty) => format!("duty {duty:?}"),
            Who::May(actions) => {
                let names: Vec<String> =
                    actions.iter().map(|action| format!("{action:?}")).collect();
                format!("may {}", names.join(" "))
            }
        };
        let mut who = who;
        if let Some(reading) = entry.reading {
            let _ = write!(who, " read:{reading:?}");
        }
        if entry.confirmed {
            who.push_str(" confirmed");
        }
        let fresh = lines.insert((entry.path, entry.method, who));
        assert!(fresh, "{} {} stands twice", entry.method, entry.path);
    }
    lines.extend(watch::PATHS.map(|path| (path, "GET", "watch".to_owned())));
    let mut text = String::from(
        "# Every address: method, path, who may use it, what the trail tells of when others open it, and whether the password is asked for once more. Read each changed line by eye against who may do what before you\n\
         # accept it; UPDATE_GOLDEN=1 writes the file anew from what is served.\n",
    );
    for (path, method, who) in lines {
        let _ = writeln!(text, "{method:<4} {path:<58} {who}");
    }
    text
}

#[tokio::test]
async fn what_is_served_is_what_was_reviewed() {
    let world = World::new().await;
    let served = served(&world);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(file(), &served).expect("written");
    }
    let golden = fs::read_to_string(file()).expect("the reviewed routes");
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let (served, golden) = (lines(&served), lines(&golden));
    let new: Vec<_> = served.difference(&golden).collect();
    let gone: Vec<_> = golden.difference(&served).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "served and not reviewed: {new:#?}\nreviewed and not served: {gone:#?}"
    );
}

/// A page on which others see an evaluation, an interview or a record is told of in the trail.
#[tokio::test]
async fn no_page_shows_what_was_written_or_signed_unnoticed() {
    const SHOWN: [Action; 7] = [
        Action::ReadSelfEvaluation,
        Action::ReadEvaluation,
        Action::ReadPart,
        Action::ReadResult,
        Action::ReadInterview,
        Action::ReadRecord,
        // the page of signing shows the whole record to a witness, too
        Action::WitnessRefusal,
    ];
    // an appointment, and what only those who are in the room are rung for
    const NOTHING_SHOWN: [&str; 1] = ["/appraisals/{id}/appointment.ics"];
    let world = World::new().await;
    for entry in routes::entries(&world.app) {
        let Who::May(actions) = entry.who else {
            continue;
        };
        let shows = entry.method == "GET"
            && actions.iter().any(|action| SHOWN.contains(action))
            && !NOTHING_SHOWN.contains(&entry.path);
        assert!(
            !shows || entry.reading.is_some(),
            "{} shows and does not tell",
            entry.path
        );
    }
}

/// What watches over the program is served, too, and beside it nothing that has no line.
#[tokio::test]
async fn every_reviewed_get_answers_and_nothing_else_does() {
    let world = World::new().await;
    for line in golden().iter().filter(|line| line.who == Reviewed::Watch) {
        let status = world
            .stranger()
            .get(&line.path)
            .await
            .expect("answer")
            .status;
        assert!(
            [200, 403, 503].contains(&status.as_u16()),
            "{}: {status}",
            line.path
        );
    }
    let unheard = world.stranger().get("/unheard-of").await.expect("answer");
    assert_eq!(unheard.status, 404);
}

#[test]
fn nothing_is_posted_with_the_right_to_read() {
    // begins a look, which takes too long for a page; nothing but its result is written
    const LOOKS: [&str; 1] = ["/audit/verification"];
    let posts = golden().into_iter().filter(|line| line.method == "POST");
    for line in posts.filter(|line| !LOOKS.contains(&line.path.as_str())) {
        let reads = match &line.who {
            Reviewed::Duty(duty) => duty.only_reads(),
            Reviewed::May(actions) => actions
                .iter()
                .any(|action| action.effect() == Effect::Reads),
            _ => false,
        };
        assert!(!reads, "POST {}", line.path);
    }
}

/// Sources of the suite that try an address for what it does: neither the walks over all addresses, nor this file.
fn suite() -> String {
    let mut text = String::new();
    let mut folders = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/suite")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("folder") {
            let path = entry.expect("entry").path();
            let walk = [
                "bad_input",
                "bad_input.rs",
                "access.rs",
                "routes.rs",
                "every_page.rs",
            ]
            .iter()
            .any(|name| path.ends_with(name));
            if walk {
            } else if path.is_dir() {
                folders.push(path);
            } else {
                text.push_str(&fs::read_to_string(&path).expect("source"));
            }
        }
    }
    text
}

/// Whether a text names an address: what stands behind its first parameter, or all of it, up to the end of a literal.
fn names(text: &str, path: &str) -> bool {
    let fixed = |part: &&str| !part.starts_with('{');
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let first = parts.iter().position(|part| !fixed(part));
    let wanted = match first {
        None => parts.as_slice(),
        // what ends with a parameter is named with what stands before it
        Some(at) if parts[at + 1..].iter().all(|part| !fixed(part)) => {
            &parts[at.saturating_sub(1)..]
        }
        Some(at) => &parts[at + 1..],
    };
    let start = format!(
        "/{}",
        wanted
            .iter()
            .take_while(|part| fixed(part))
            .copied()
            .collect::<Vec<_>>()
            .join("/")
    );
    text.match_indices(&start).any(|(at, _)| {
        let literal = text[at..]
            .split(['"', '?', ' ', '\n'])
            .next()
            .unwrap_or_default();
        let found: Vec<&str> = literal.split('/').skip(1).collect();
        let same = |(a, b): (&&str, &&str)| a == b || (!fixed(b) && !a.is_empty());
        found.len() == wanted.len() && found.iter().zip(wanted).all(same)
    })
}

#[test]
fn an_address_is_named_as_it_is_written() {
    for (text, path, named) in [
        (
            r#"post(&format!("{at}/interview/clock"))"#,
            "/appraisals/{id}/interview/clock",
            true,
        ),
        (r#"post("/mail/test", &[])"#, "/mail/test", true),
        (r#"post("/mail/tests", &[])"#, "/mail/test", false),
        (r#"post("/mail/test/more", &[])"#, "/mail/test", false),
        (
            r#"format!("/people/{}/absence/{id}/end", 1)"#,
            "/people/{id}/absence/{absence}/end",
            true,
        ),
        (
            r#"format!("{at}/notes/{note}")"#,
            "/appraisals/{id}/notes/{note}",
            true,
        ),
        (
            r#"format!("{at}/notes")"#,
            "/appraisals/{id}/notes/{note}",
            false,
        ),
        (r#"format!("/plans/{item}")"#, "/plans/{item}", true),
    ] {
        assert_eq!(names(text, path), named, "{path} in {text}");
    }
}

/// A route that nobody tries is a promise without a test.
#[test]
fn every_address_that_is_posted_to_is_tried_somewhere() {
    let suite = suite();
    let untried: Vec<String> = golden()
        .into_iter()
        .filter(|line| line.method == "POST" && !names(&suite, &line.path))
        .map(|line| line.path)
        .collect();
    assert!(
        untried.is_empty(),
        "nothing in the suite tries {untried:#?}"
    );
}
