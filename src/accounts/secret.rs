//! Secrets that open an account. They are made at the last moment, on their way into a mail, a letter or a page, and
//! only their hashes are kept: whoever reads the whole database, its backups and its log cannot open anything.

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Without letters that are taken for figures when somebody types them off a paper.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a half: 100 bits each, so that neither can be guessed beside the other.
const HALF: usize = 20;
const GROUP: usize = 4;

/// Of a link: 244 random bits.
pub(super) fn for_link() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

/// What is kept of it.
pub(super) fn digest(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// A half for people to read and type, in groups of four.
pub(super) fn half() -> String {
    let random = Sha256::digest(for_link().as_bytes());
    let letters: Vec<char> = random
        .iter()
        .take(HALF)
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect();
    let groups: Vec<String> = letters
        .chunks(GROUP)
        .map(|few| few.iter().collect())
        .collect();
    groups.join("-")
}

/// A half as it was typed, however it was spaced, and whatever was read for 0 and 1.
pub(super) fn typed(text: &str) -> String {
    let letters: Vec<char> = text
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let groups: Vec<String> = letters
        .chunks(GROUP)
        .map(|few| few.iter().collect())
        .collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_is_typed_as_it_is_read() {
        let half = half();
        assert_eq!((half.len(), half.matches('-').count()), (24, 4), "{half}");
        assert_eq!(typed(&half), half);
        assert_eq!(typed(&half.to_lowercase().replace('-', " ")), half);
        assert_eq!(typed("oil0 - 1234"), "0110-1234");
        assert_ne!(half, super::half());
    }

    #[test]
    fn only_a_hash_is_kept() {
        let secret = for_link();
        assert_eq!(secret.len(), 64);
        assert_eq!(digest(&secret), digest(&secret));
        assert_ne!(digest(&secret), digest(&for_link()));
    }
}
