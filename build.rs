fn main() {
    // sqlx's macros read both, and cargo watches neither
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=sqlx.toml");
}
