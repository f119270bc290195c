//! Two tabs and a double submit: situation 31.

use super::text;
use crate::{
    signing::{signs, talked_through},
    world::{Person, World},
};

/// The second write is a conflict that shows both texts; an equal one at the same time happens once.
#[tokio::test]
async fn situation_31_two_tabs_lose_nothing_and_a_double_submit_happens_once() {
    let world = World::new().await;
    let cast = talked_through(&world).await;
    let close = cast.at("/interview/close");
    let closing = (0..8).map(|_| cast.superior.post(&close, &[]));
    let done = statuses(futures_util::future::join_all(closing).await);
    assert_eq!(
        done.iter().filter(|status| **status == 303).count(),
        1,
        "{done:?}"
    );
    assert!(
        done.iter().all(|status| [303, 403, 409].contains(status)),
        "{done:?}"
    );
    assert_eq!(
        text(&world, "select count(*)::text from records").await,
        "1"
    );

    // eight equal disputes
    for side in [&cast.employee, &cast.superior] {
        assert_eq!(signs(side, &cast, "agree").await.status(), 303);
    }
    let dispute = cast.at("/dispute");
    let opening = (0..8).map(|_| cast.employee.post(&dispute, &crate::rulings::OPENING));
    let done = statuses(futures_util::future::join_all(opening).await);
    assert_eq!(
        done.iter().filter(|status| **status == 303).count(),
        1,
        "{done:?}"
    );
    assert!(
        done.iter().all(|status| [303, 403, 409].contains(status)),
        "{done:?}"
    );
    assert_eq!(
        text(&world, "select count(*)::text from disputes").await,
        "1"
    );
    // an answer on a page that is older than the answer there is
    let answer = cast.at("/dispute/answer");
    let first = cast
        .superior
        .fills(&dispute, &answer, &[("answer", "First words.")])
        .await;
    assert_eq!(first.status(), 303, "{}", first.summary());
    let stale = cast
        .superior
        .post(&answer, &[("answer", "Second words."), ("version", "1")])
        .await;
    assert_eq!(stale.status(), 409);
    assert!(
        cast.employee
            .get(&dispute)
            .await
            .text()
            .contains("First words.")
    );

    // two tabs on one text: both stand on the conflict page, and either can be kept
    let other = World::new().await;
    let cast = other.cast().await;
    let address = cast.at("/self-evaluation");
    let tab = |words: &'static str| {
        let mut fields = crate::self_evaluation::complete();
        fields.retain(|(name, _)| !name.starts_with("words."));
        fields.push(("words.conduct".into(), words.into()));
        fields.push(("version".into(), "0".into()));
        fields
    };
    let send = async |person: &Person, fields: &[(String, String)]| {
        let pairs: Vec<(&str, &str)> = fields
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        person.post(&address, &pairs).await
    };
    assert_eq!(
        send(&cast.employee, &tab("from the first tab"))
            .await
            .status(),
        303
    );
    let both = send(&cast.employee, &tab("from the second tab")).await;
    assert_eq!(both.status(), 409);
    assert!(
        both.text().contains("from the first tab") && both.text().contains("from the second tab")
    );
    assert_eq!(
        send(&cast.employee, &both.form(&address)).await.status(),
        303
    );
    let kept = cast.employee.get(&address).await.text();
    assert!(kept.contains("from the second tab"));
}

fn statuses(pages: Vec<crate::world::Page>) -> Vec<u16> {
    pages.iter().map(crate::world::Page::status).collect()
}
