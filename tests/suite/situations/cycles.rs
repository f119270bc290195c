//! Situations of this part of the product; see `mod.rs`.
