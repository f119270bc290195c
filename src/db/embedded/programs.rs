//! Finding PostgreSQL's own programs on this machine, and asking their version.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::trouble::Trouble;

/// A directory with `initdb`, `postgres` and `pg_ctl` of one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programs {
    pub folder: PathBuf,
    pub major: u32,
}

/// Where packages put versions side by side: the folder, and what follows the version in it.
const SIDE_BY_SIDE: [(&str, &str, &str); 4] = [
    ("/usr/lib/postgresql", "", "bin"),
    ("/usr", "pgsql-", "bin"),
    ("/opt/homebrew/opt", "postgresql@", "bin"),
    ("/usr/local/opt", "postgresql@", "bin"),
];

/// The programs for a cluster of version `wanted`, or the newest for a new cluster.
pub fn find(wanted: Option<u32>) -> Result<Programs, Trouble> {
    let found = match std::env::var_os("COUNTERSIGN_PG_BIN") {
        Some(folder) => at(Path::new(&folder)).into_iter().collect(),
        None => installed(),
    };
    choose(found, wanted)
}

fn choose(mut found: Vec<Programs>, wanted: Option<u32>) -> Result<Programs, Trouble> {
    found.sort_by_key(|p| p.major);
    let newest = found.last().cloned().ok_or(Trouble::NoPrograms)?;
    match wanted {
        Some(major) => found
            .into_iter()
            .find(|p| p.major == major)
            .ok_or(Trouble::OtherVersion {
                wanted: major,
                newest: newest.major,
            }),
        None if newest.major < 15 => Err(Trouble::TooOld(newest.major)),
        None => Ok(newest),
    }
}

fn installed() -> Vec<Programs> {
    let beside = SIDE_BY_SIDE.iter().flat_map(|(root, prefix, below)| {
        std::fs::read_dir(root)
            .into_iter()
            .flatten()
            .flatten()
            .filter(move |e| {
                e.file_name()
                    .to_str()
                    .and_then(|n| n.strip_prefix(prefix))
                    .is_some_and(|n| n.parse::<u32>().is_ok())
            })
            .map(move |e| e.path().join(below))
    });
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found: Vec<PathBuf> = beside.chain(std::env::split_paths(&path)).collect();
    found.iter().filter_map(|folder| at(folder)).collect()
}

fn at(folder: &Path) -> Option<Programs> {
    // Through links: a distribution may link one program into PATH, and the others lie beside its target.
    let folder = folder
        .join("initdb")
        .canonicalize()
        .ok()?
        .parent()?
        .to_path_buf();
    if !["postgres", "pg_ctl"]
        .iter()
        .all(|p| folder.join(p).is_file())
    {
        return None;
    }
    let told = Command::new(folder.join("postgres"))
        .arg("--version")
        .output()
        .ok()?;
    let major = major(&String::from_utf8_lossy(&told.stdout))?;
    Some(Programs { folder, major })
}

/// "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)" is 15.
fn major(told: &str) -> Option<u32> {
    let after = told.split("(PostgreSQL) ").nth(1)?;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(versions: &[u32]) -> Vec<Programs> {
        versions
            .iter()
            .map(|&major| Programs {
                folder: PathBuf::from(format!("/{major}")),
                major,
            })
            .collect()
    }

    #[test]
    fn versions_are_read() {
        for (told, is) in [
            (
                "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)",
                Some(15),
            ),
            ("postgres (PostgreSQL) 18beta1", Some(18)),
            ("something else", None),
        ] {
            assert_eq!(major(told), is, "{told}");
        }
    }

    #[test]
    fn a_new_cluster_takes_the_newest_and_an_old_one_its_own() {
        assert_eq!(choose(of(&[17, 15, 16]), None).unwrap().major, 17);
        assert_eq!(choose(of(&[17, 15, 16]), Some(15)).unwrap().major, 15);
        assert!(matches!(
            choose(of(&[17]), Some(15)),
            Err(Trouble::OtherVersion {
                wanted: 15,
                newest: 17
            })
        ));
        assert!(matches!(choose(of(&[13]), None), Err(Trouble::TooOld(13))));
        assert!(matches!(choose(vec![], None), Err(Trouble::NoPrograms)));
    }
}
