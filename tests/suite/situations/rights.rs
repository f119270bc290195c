//! Who sees and does what, when: situations 9, 12, 14, 16, 32 and 36.

mod own_data;
mod session;
mod signature;
mod visibility;

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}
