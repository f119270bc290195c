//! The text that one event's hash is taken over, and how a chain of them is checked: pure, for the database and for an
//! exported bundle alike.

use std::{fmt, iter::Peekable};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use uuid::Uuid;

/// What the first event of a chain follows.
pub const FIRST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One event as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub stream: Uuid,
    pub seq: i64,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub actor: Option<Uuid>,
    pub kind: String,
    pub detail: String,
    pub prev: String,
    pub hash: String,
    /// Its content was removed under retention: only its place in the chain is left. Never so in a file.
    #[serde(skip)]
    pub removed: bool,
}

impl Link {
    /// The hash over what it says now.
    fn told(&self) -> String {
        let Self {
            prev,
            stream,
            kind,
            detail,
            ..
        } = self;
        hash(prev, *stream, self.seq, self.at, self.actor, kind, detail)
    }

    /// Whether it says what was hashed; a removed one must say nothing at all. A line break in the kind could move
    /// words between kind and detail without another hash.
    fn holds(&self) -> bool {
        let whole = if self.removed {
            self.detail.is_empty()
        } else {
            self.hash == self.told()
        };
        whole && !self.kind.contains('\n')
    }
}

/// The hash of an event: over the one before it and everything that it says.
pub fn hash(
    prev: &str,
    stream: Uuid,
    seq: i64,
    at: OffsetDateTime,
    actor: Option<Uuid>,
    kind: &str,
    detail: &str,
) -> String {
    let micros = at.unix_timestamp_nanos() / 1000;
    let actor = actor.map(|actor| actor.to_string()).unwrap_or_default();
    let text = format!("{prev}\n{stream}\n{seq}\n{micros}\n{actor}\n{kind}\n{detail}");
    hex(&Sha256::digest(text.as_bytes()))
}

pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut out, byte| {
        // writing to a String cannot fail
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The first place where a chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    pub stream: Uuid,
    pub seq: i64,
    pub fault: Fault,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The event says something else than when it was written.
    Altered,
    /// This event is gone, though later ones are there.
    Missing,
    /// Another event stands in its place, and it comes later.
    Moved,
    /// It does not follow the event before it.
    Unlinked,
    /// The chain's head knows of events that are gone from its end.
    CutOff,
    /// Events stand there that the chain's head does not know.
    Appended,
    /// Its content is gone, and no removal under retention accounts for it.
    Emptied,
}

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let chain = if self.stream.is_nil() {
            "the company's chain".to_owned()
        } else {
            format!("the chain of {}", self.stream)
        };
        let what = match self.fault {
            Fault::Altered => "was changed after it was written",
            Fault::Missing => "was removed",
            Fault::Moved => "stands in another place",
            Fault::Unlinked => "does not follow the one before it",
            Fault::CutOff => "and what came after it were removed",
            Fault::Appended => "was put in from outside",
            Fault::Emptied => "was emptied without a removal under retention that accounts for it",
        };
        write!(f, "{chain}: event {} {what}", self.seq)
    }
}

impl std::error::Error for Break {}

/// How far a chain got, and what its last hash was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    pub seq: i64,
    pub hash: String,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            seq: 0,
            hash: FIRST.to_owned(),
        }
    }
}

impl Head {
    /// Takes the next event of this chain, in order.
    pub fn follow(&mut self, link: &Link) -> Result<(), Break> {
        let fault = if link.seq > self.seq + 1 {
            Some((self.seq + 1, Fault::Missing))
        } else if link.seq != self.seq + 1 || link.prev != self.hash {
            Some((link.seq, Fault::Unlinked))
        } else if !link.holds() {
            Some((link.seq, Fault::Altered))
        } else {
            None
        };
        if let Some((seq, fault)) = fault {
            return Err(Break {
                stream: link.stream,
                seq,
                fault,
            });
        }
        self.seq = link.seq;
        self.hash.clone_from(&link.hash);
        Ok(())
    }

    /// Compares what the events came to with what the chain says of itself.
    pub fn ends_at(&self, stream: Uuid, told: &Self) -> Result<(), Break> {
        let (seq, fault) = match self.seq.cmp(&told.seq) {
            std::cmp::Ordering::Less => (self.seq + 1, Fault::CutOff),
            std::cmp::Ordering::Greater => (told.seq + 1, Fault::Appended),
            std::cmp::Ordering::Equal if self.hash != told.hash => (self.seq, Fault::Unlinked),
            std::cmp::Ordering::Equal => return Ok(()),
        };
        Err(Break { stream, seq, fault })
    }
}

/// An event whose content stays closed to the reader of a file: its place in the chain, and no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    pub seq: i64,
    pub prev: String,
    pub hash: String,
}

/// Checks a whole chain that came from outside, where order and stream may have been tampered with too.
/// Sealed events are passed by their hashes: the open one behind them proves that nothing was put in,
/// left out or moved between.
pub fn check(stream: Uuid, links: &[Link], sealed: &[Sealed], told: &Head) -> Result<(), Break> {
    let mut head = Head::default();
    let mut sealed = sealed.iter().peekable();
    for link in links {
        pass(stream, &mut head, &mut sealed)?;
        let foreign = Break {
            stream,
            seq: link.seq,
            fault: Fault::Altered,
        };
        if link.stream != stream {
            return Err(foreign);
        }
        head.follow(link).map_err(|mut found| {
            if found.fault == Fault::Missing && links.iter().any(|later| later.seq == found.seq) {
                found.fault = Fault::Moved;
            }
            found
        })?;
    }
    pass(stream, &mut head, &mut sealed)?;
    if let Some(left) = sealed.next() {
        let fault = if left.seq > head.seq + 1 {
            Fault::Missing
        } else {
            Fault::Moved
        };
        return Err(Break {
            stream,
            seq: if fault == Fault::Missing {
                head.seq + 1
            } else {
                left.seq
            },
            fault,
        });
    }
    head.ends_at(stream, told)
}

/// Takes the sealed events that come next.
fn pass<'a>(
    stream: Uuid,
    head: &mut Head,
    sealed: &mut Peekable<impl Iterator<Item = &'a Sealed>>,
) -> Result<(), Break> {
    while let Some(next) = sealed.next_if(|next| next.seq == head.seq + 1) {
        if next.prev != head.hash {
            return Err(Break {
                stream,
                seq: next.seq,
                fault: Fault::Unlinked,
            });
        }
        *head = Head {
            seq: next.seq,
            hash: next.hash.clone(),
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chain(stream: Uuid, details: &[String]) -> (Vec<Link>, Head) {
        let mut head = Head::default();
        let links = (1..)
            .zip(details)
            .map(|(seq, detail)| {
                let at = OffsetDateTime::UNIX_EPOCH + time::Duration::seconds(seq);
                let mut link = Link {
                    stream,
                    seq,
                    at,
                    actor: Some(Uuid::from_u128(7)),
                    kind: "saved".into(),
                    detail: detail.clone(),
                    prev: head.hash.clone(),
                    removed: false,
                    hash: String::new(),
                };
                link.hash = link.told();
                head = Head {
                    seq,
                    hash: link.hash.clone(),
                };
                link
            })
            .collect();
        (links, head)
    }

    fn check(links: &[Link], told: &Head) -> Result<(), Break> {
        super::check(Uuid::from_u128(1), links, &[], told)
    }

    proptest! {
        #[test]
        fn a_whole_chain_holds_and_any_change_breaks_it_at_its_place(
            details in proptest::collection::vec("[a-z]{0,8}", 2..9),
            place in any::<prop::sample::Index>(),
            gesture in 0..7,
        ) {
            let (mut links, mut head) = chain(Uuid::from_u128(1), &details);
            prop_assert_eq!(check(&links, &head), Ok(()));
            let at = place.index(links.len());
            let seq = links[at].seq;
            let last = at + 1 == links.len();
            let expected = match gesture {
                0 => { links[at].detail.push('!'); (seq, Fault::Altered) }
                1 => { links[at].actor = None; (seq, Fault::Altered) }
                2 => { links[at].at += time::Duration::microseconds(1); (seq, Fault::Altered) }
                3 => { links[at].kind = "signed".into(); (seq, Fault::Altered) }
                4 => { links.remove(at); (seq, if last { Fault::CutOff } else { Fault::Missing }) }
                5 => { links[at].prev = FIRST.replace('0', "1"); (seq, Fault::Unlinked) }
                _ => { head.seq -= 1; (head.seq + 1, Fault::Appended) }
            };
            let found = check(&links, &head).map_err(|found| (found.seq, found.fault));
            prop_assert_eq!(found, Err(expected));
        }

        /// Somebody who changes an event and computes its hash anew breaks the next link, or the head.
        #[test]
        fn a_new_hash_does_not_hide_a_change(details in proptest::collection::vec("[a-z]{0,8}", 2..9), place in any::<prop::sample::Index>()) {
            let (mut links, head) = chain(Uuid::from_u128(1), &details);
            let at = place.index(links.len());
            let link = &mut links[at];
            link.detail.push('!');
            link.hash = link.told();
            prop_assert!(check(&links, &head).is_err());
        }
    }

    #[test]
    fn swapped_events_are_found() {
        let (mut links, head) = chain(Uuid::from_u128(1), &["a".into(), "b".into(), "c".into()]);
        links.swap(0, 1);
        let found = check(&links, &head).map_err(|found| (found.seq, found.fault));
        assert_eq!(found, Err((1, Fault::Moved)));
    }

    #[test]
    fn words_cannot_wander_from_detail_to_kind() {
        let (mut links, mut head) = chain(Uuid::from_u128(1), &["a\nb".into()]);
        links[0].kind = "saved\na".into();
        links[0].detail = "b".into();
        let again = links[0].told();
        assert_eq!(again, head.hash);
        assert!(check(&links, &head).is_err());
        head.hash = again;
        assert!(check(&links, &head).is_err());
    }

    /// Every second event sealed: nothing can be put in, left out or moved unseen.
    #[test]
    fn sealed_events_are_passed_and_guarded_by_the_open_ones() {
        let stream = Uuid::from_u128(1);
        let details: Vec<String> = (1..=7).map(|n| format!("event {n}")).collect();
        let (links, head) = chain(stream, &details);
        let (open, closed): (Vec<Link>, Vec<Link>) =
            links.into_iter().partition(|link| link.seq % 3 == 0);
        let sealed: Vec<Sealed> = closed
            .into_iter()
            .map(|link| Sealed {
                seq: link.seq,
                prev: link.prev,
                hash: link.hash,
            })
            .collect();
        assert_eq!(super::check(stream, &open, &sealed, &head), Ok(()));
        let first = |open: &[Link], sealed: &[Sealed]| {
            super::check(stream, open, sealed, &head)
                .map_err(|found| (found.seq, found.fault))
                .unwrap_err()
        };
        for gone in 0..sealed.len() {
            let mut fewer = sealed.clone();
            let seq = fewer.remove(gone).seq;
            let (at, fault) = first(&open, &fewer);
            let end = if gone + 1 == sealed.len() {
                Fault::CutOff
            } else {
                Fault::Missing
            };
            assert_eq!((at, fault), (seq, end));
        }
        let mut changed = sealed.clone();
        changed[1].hash = FIRST.to_owned();
        assert_eq!(first(&open, &changed), (3, Fault::Unlinked));
        let mut moved = sealed.clone();
        moved.swap(0, 1);
        assert_eq!(first(&open, &moved).1, Fault::Missing);
        let mut added = sealed.clone();
        added.push(sealed[0].clone());
        assert_eq!(first(&open, &added), (1, Fault::Moved));
        let mut words = open.clone();
        words[1].detail = "other".into();
        assert_eq!(first(&words, &sealed), (6, Fault::Altered));
    }
}
