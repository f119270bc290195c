//! From what somebody typed to the superior who is meant, and the rule that keeps everybody out of
//! their own chain of superiors.

use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    people::directory::store::{self, Above, Match},
    web::{
        Fields, Result, Texts,
        forms::{Fault, Faults, SHORT},
    },
};

/// The superior that a form names.
pub(in crate::people) struct Found {
    pub one: Option<Uuid>,
    /// Who could be meant, where the text does not say it.
    pub picks: Vec<Match>,
}

/// Field `superior` is a number, address or name; `superior_pick` the number chosen among several.
pub(in crate::people) async fn named(
    db: &PgPool,
    fields: &Fields,
    faults: &mut Faults,
    l: &Texts,
) -> Result<Found> {
    let typed = fields.text("superior", SHORT, faults);
    let pick = fields.text("superior_pick", SHORT, faults);
    let nobody = Found {
        one: None,
        picks: Vec::new(),
    };
    if typed.is_empty() || !faults.at("superior", l).is_empty() {
        return Ok(nobody);
    }
    let found = store::matching(db, &typed).await?;
    let chosen = found
        .iter()
        .find(|one| !pick.is_empty() && one.number == pick);
    if let Some(one) = chosen.or_else(|| meant(&found, &typed)) {
        return Ok(Found {
            one: Some(one.id),
            picks: Vec::new(),
        });
    }
    faults.add(
        "superior",
        Fault::Other(if found.is_empty() {
            l.person_superior_unknown()
        } else {
            l.person_superior_several(found.len())
        }),
    );
    Ok(Found {
        one: None,
        picks: found,
    })
}

/// A number is surest; then one exact fit. A part of a name is never enough by itself.
fn meant<'a>(found: &'a [Match], typed: &str) -> Option<&'a Match> {
    let by_number = found
        .iter()
        .find(|one| one.number.eq_ignore_ascii_case(typed));
    let mut exact = found.iter().filter(|one| one.exact);
    by_number.or_else(|| match (exact.next(), exact.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    })
}

/// Going up from the new superior one must not meet those who are to report there: the sentence that
/// names the chain, if one does. `chain` begins with the new superior.
pub(in crate::people) fn loop_text(chain: &[Above], below: &[Uuid], l: &Texts) -> Option<String> {
    let met = chain.iter().position(|person| below.contains(&person.id))?;
    let told = |person: &Above| format!("{} ({})", person.name, person.number);
    let mut turn = vec![told(&chain[met])];
    turn.extend(chain[..=met].iter().map(told));
    if met == 0 {
        return Some(format!("{} {}", l.person_own_superior(), told(&chain[0])));
    }
    Some(l.person_loop(turn.join(&l.person_loop_arrow())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::Lang, web::texts};

    fn above(name: &str, id: u128) -> Above {
        Above {
            id: Uuid::from_u128(id),
            number: id.to_string(),
            name: name.to_owned(),
        }
    }

    #[test]
    fn a_loop_is_named_from_one_to_the_same() {
        let l = texts(Lang::En);
        let chain = [above("New", 3), above("Middle", 2), above("Top", 1)];
        let ids = |list: &[u128]| {
            list.iter()
                .map(|id| Uuid::from_u128(*id))
                .collect::<Vec<_>>()
        };
        assert_eq!(loop_text(&chain, &ids(&[9]), l), None);
        assert_eq!(loop_text(&chain[..1], &ids(&[]), l), None);
        let text = loop_text(&chain, &ids(&[1, 9]), l).unwrap_or_default();
        assert!(
            text.contains("Top (1) → New (3) → Middle (2) → Top (1)"),
            "{text}"
        );
        let own = loop_text(&chain, &ids(&[3]), l).unwrap_or_default();
        assert!(own.contains("New (3)") && own != text, "{own}");
    }

    #[test]
    fn a_part_of_a_name_is_never_enough() {
        let one = |number: &str, exact| Match {
            id: Uuid::new_v4(),
            number: number.to_owned(),
            name: String::new(),
            department: None,
            position: String::new(),
            exact,
        };
        let number = |found: &[Match], typed| meant(found, typed).map(|one| one.number.clone());
        assert_eq!(number(&[one("E1", false)], "Smi"), None);
        assert_eq!(
            number(&[one("E1", true), one("E2", false)], "Smith"),
            Some("E1".into())
        );
        assert_eq!(number(&[one("E1", true), one("E2", true)], "Smith"), None);
        assert_eq!(
            number(&[one("E1", true), one("E2", true)], "e2"),
            Some("E2".into())
        );
    }
}
