//! Texts become functions (a missing key does not compile), assets get a content hash each.
use std::{collections::BTreeMap, env, error::Error, fmt::Write, fs, process::ExitCode};

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};
use sha2::{Digest, Sha256};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=sqlx.toml");
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=static");
    let out = env::var("OUT_DIR")?;
    assets(&out)?;
    Ok(build_from_locales_folder(
        BuildOptions::default()
            .with_default_language("en")
            .with_output_file_path(&format!("{out}/l10n.rs"))
            .with_ftl_output(FtlOutputOptions::single_file(&format!(
                "{out}/translations.ftl"
            )))
            .with_prefix("")
            .with_lint_level(LintLevel::Strict)
            .without_bidi_isolation(),
    ))
}

/// Writes `ASSETS`: name, hashed name, media type and content of every file in `static/`.
fn assets(out: &str) -> Result<(), Box<dyn Error>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir("static")? {
        let path = entry?.path();
        if path.is_file() {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            files.insert(name, path);
        }
    }
    let mut code = String::from("pub static ASSETS: &[Asset] = &[\n");
    for (name, path) in files {
        let mut hash = String::new();
        for byte in Sha256::digest(fs::read(&path)?).iter().take(6) {
            write!(hash, "{byte:02x}")?;
        }
        let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
        let media = match extension {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            "ico" => "image/x-icon",
            "woff2" => "font/woff2",
            _ => "application/octet-stream",
        };
        writeln!(
            code,
            "    Asset {{ name: {name:?}, hashed: {:?}, media: {media:?}, content: include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/static/\", {name:?})) }},",
            format!("{stem}.{hash}.{extension}"),
        )?;
    }
    code.push_str("];\n");
    fs::write(format!("{out}/assets.rs"), code)?;
    Ok(())
}
