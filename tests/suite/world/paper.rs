//! The program that prints. It is built when the first test wants it, not for those that print nothing.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    sync::Once,
};

/// Where it lies once it is built: beside the server, in `target/debug`.
pub fn place() -> PathBuf {
    folder().join("countersign-paper")
}

/// The same, built.
pub fn program() -> PathBuf {
    static BUILT: Once = Once::new();
    BUILT.call_once(|| {
        let folder = folder();
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["build", "--quiet", "--locked", "-p", "countersign-paper"])
            .arg("--target-dir")
            .arg(folder.parent().unwrap());
        if folder.ends_with("release") {
            cargo.arg("--release");
        }
        let built = cargo.status().unwrap();
        assert!(built.success(), "no program that prints: {built}");
    });
    place()
}

fn folder() -> PathBuf {
    // target/debug/deps/suite-0123456789abcdef
    let this = env::current_exe().unwrap();
    let folder = this.parent().and_then(Path::parent);
    folder.unwrap().to_owned()
}
