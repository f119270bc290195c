//! Rows of a form that grows and shrinks by its own buttons: a repeated hidden field says which rows
//! there are and in which order, the fields of a row carry its key in their names.

/// The name and the value of each field, as typed, in their order.
pub type Pairs = Vec<(String, String)>;

const LONGEST_KEY: usize = 40;

/// Whether a key can stand in the name of a field.
#[must_use]
pub fn plain(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= LONGEST_KEY
        && key
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// The keys of the rows of a group, each once.
#[must_use]
pub fn keys<'a>(pairs: &'a Pairs, order: &str) -> Vec<&'a str> {
    let mut keys: Vec<&str> = Vec::new();
    for (name, value) in pairs {
        if name == order && plain(value) && !keys.contains(&value.as_str()) {
            keys.push(value);
        }
    }
    keys
}

/// A key that no row of these groups has.
#[must_use]
pub fn fresh(pairs: &Pairs, order: &str, letter: char) -> String {
    let taken = keys(pairs, order);
    (1..=taken.len() + 1)
        .map(|n| format!("{letter}{n}"))
        .find(|key| !taken.contains(&key.as_str()))
        // one more number than there are rows: one is free
        .unwrap_or_default()
}

/// Exchanges the places of two rows.
pub fn swap(pairs: &mut Pairs, order: &str, one: &str, other: &str) {
    let place = |key: &str| {
        pairs
            .iter()
            .position(|(name, value)| name == order && value == key)
    };
    if let (Some(a), Some(b)) = (place(one), place(other)) {
        pairs.swap(a, b);
    }
}

/// Moves a row up or down among those of its group for which `beside` holds.
pub fn shift(
    pairs: &mut Pairs,
    order: &str,
    key: &str,
    up: bool,
    beside: impl Fn(&Pairs, &str) -> bool,
) {
    let row: Vec<String> = keys(pairs, order)
        .into_iter()
        .filter(|other| *other == key || beside(pairs, other))
        .map(str::to_owned)
        .collect();
    let Some(at) = row.iter().position(|other| other == key) else {
        return;
    };
    let to = if up { at.checked_sub(1) } else { Some(at + 1) };
    if let Some(other) = to.and_then(|to| row.get(to)) {
        swap(pairs, order, key, other);
    }
}

/// Takes a row out, with all of its fields.
pub fn remove(pairs: &mut Pairs, order: &str, key: &str, prefix: &str) {
    pairs.retain(|(name, value)| !(name.starts_with(prefix) || name == order && value == key));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Pairs {
        text.split_whitespace()
            .map(|pair| pair.split_once('=').expect("name=value"))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    #[test]
    fn rows_move_among_their_own_and_leave_whole() {
        let mut rows =
            pairs("band=a band.a.to=80 band=b band.b.to=90 band=c other=1 band=a band=A!");
        assert_eq!(keys(&rows, "band"), ["a", "b", "c"]);
        assert_eq!(fresh(&rows, "band", 'b'), "b1");
        shift(&mut rows, "band", "c", true, |_, _| true);
        assert_eq!(keys(&rows, "band"), ["a", "c", "b"]);
        shift(&mut rows, "band", "a", true, |_, _| true);
        shift(&mut rows, "band", "b", false, |_, _| true);
        shift(&mut rows, "band", "nobody", false, |_, _| true);
        assert_eq!(keys(&rows, "band"), ["a", "c", "b"]);
        // only beside those that count
        shift(&mut rows, "band", "b", true, |_, other| other == "a");
        assert_eq!(keys(&rows, "band"), ["b", "c", "a"]);
        remove(&mut rows, "band", "b", "band.b.");
        assert_eq!(keys(&rows, "band"), ["c", "a"]);
        assert!(!rows.iter().any(|(name, _)| name == "band.b.to"));
        assert!(rows.iter().any(|(name, _)| name == "band.a.to"));
    }
}
