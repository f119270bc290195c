//! Under which account the server runs: PostgreSQL refuses to be root, so root hands it to somebody with fewer rights.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use nix::unistd::{Gid, Uid, User, chown, geteuid};

use super::trouble::Trouble;

/// Who owns the cluster and runs the server.
#[derive(Debug, Clone)]
pub struct Account {
    pub name: String,
    /// Set only when this process is root and has to become somebody else.
    become_: Option<(Uid, Gid)>,
}

impl Account {
    /// Root: the owner of the cluster that is there, else `postgres`, else `nobody`. Anybody else: themselves.
    pub fn choose(cluster: &Path) -> Result<Self, Trouble> {
        if !geteuid().is_root() {
            return Ok(Self {
                name: format!("user {}", geteuid()),
                become_: None,
            });
        }
        let owner = fs::metadata(cluster)
            .ok()
            .map(|m| Uid::from_raw(m.uid()))
            .filter(|uid| !uid.is_root())
            .and_then(|uid| User::from_uid(uid).ok().flatten());
        let named = |name: &str| User::from_name(name).ok().flatten();
        let user = owner
            .or_else(|| named("postgres"))
            .or_else(|| named("nobody"))
            .ok_or(Trouble::NoAccount)?;
        Ok(Self {
            name: format!("user {}", user.name),
            become_: Some((user.uid, user.gid)),
        })
    }

    /// Makes a folder that only this account can enter.
    pub fn private_folder(&self, folder: &Path) -> Result<(), Trouble> {
        let told = |source| Trouble::Folder {
            folder: folder.to_path_buf(),
            source,
        };
        fs::create_dir_all(folder).map_err(told)?;
        // Not through a link, and nobody else's: somebody may have been at a known place in /tmp first.
        let found = fs::symlink_metadata(folder).map_err(told)?;
        let me = self.become_.map_or_else(geteuid, |(uid, _)| uid);
        if !found.is_dir() || ![me, geteuid()].contains(&Uid::from_raw(found.uid())) {
            return Err(Trouble::NotOurs {
                folder: folder.to_path_buf(),
                account: self.name.clone(),
            });
        }
        self.give(folder)?;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(told)?;
        let reached = self
            .command("/bin/sh")
            .args([
                OsStr::new("-c"),
                OsStr::new("cd \"$0\""),
                folder.as_os_str(),
            ])
            .stderr(Stdio::null())
            .status()
            .map_err(told)?;
        if reached.success() {
            Ok(())
        } else {
            Err(Trouble::OutOfReach {
                folder: folder.to_path_buf(),
                account: self.name.clone(),
            })
        }
    }

    /// Hands a file to this account.
    pub fn give(&self, path: &Path) -> Result<(), Trouble> {
        let Some((uid, gid)) = self.become_ else {
            return Ok(());
        };
        chown(path, Some(uid), Some(gid)).map_err(|e| Trouble::Folder {
            folder: path.to_path_buf(),
            source: e.into(),
        })
    }

    /// A program that runs as this account, with a clean environment and nothing of ours on its streams.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("LC_ALL", "C")
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        if let Some((uid, gid)) = self.become_ {
            // std also drops the supplementary groups when it leaves root
            command.uid(uid.as_raw()).gid(gid.as_raw());
        }
        command
    }
}
