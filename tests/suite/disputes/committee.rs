//! Who is seated, and how they vote.

use countersign::{
    access::{Role, Stage},
    disputes::rules::{Decision, Tally, tally},
};
use uuid::Uuid;

use super::{OPENING, evaluated};
use crate::{
    rulings,
    world::{Cast, Person, Says, World, by_hand},
};

async fn member(world: &World, cast: &Cast, name: &str) -> Person {
    let person = world.person(name, cast.other_department, None).await;
    world.give(&person, Role::Committee).await;
    person
}

/// A case before a committee of three: Ann, Ben and Cyd.
async fn referred(world: &World) -> (Cast, [Person; 3]) {
    let cast = evaluated(world, Stage::Concluded).await;
    let members = [
        member(world, &cast, "Ann Member").await,
        member(world, &cast, "Ben Member").await,
        member(world, &cast, "Cyd Member").await,
    ];
    let opened = cast.employee.post(&cast.at("/dispute"), &OPENING).await;
    assert_eq!(opened.status(), 303, "{}", opened.summary());
    let referred = cast.superior.post(&cast.at("/dispute/referral"), &[]).await;
    assert_eq!(referred.status(), 303, "{}", referred.summary());
    (cast, members)
}

#[tokio::test]
async fn only_members_without_a_conflict_are_seated() {
    let world = World::new().await;
    let cast = evaluated(&world, Stage::Concluded).await;
    // every kind of conflict holds the role
    for person in [
        &cast.employee,
        &cast.superior,
        &cast.head,
        &cast.facilitator,
    ] {
        world.give(person, Role::Committee).await;
    }
    let dependent = world
        .person("Aaron Dependent", cast.department, Some(&cast.superior))
        .await;
    world.give(&dependent, Role::Committee).await;
    let ann = member(&world, &cast, "Ann Member").await;
    let ben = member(&world, &cast, "Ben Member").await;
    let address = cast.at("/dispute");
    assert_eq!(cast.employee.post(&address, &OPENING).await.status(), 303);

    let refused = cast.hr.post(&cast.at("/dispute/referral"), &[]).await;
    assert_eq!(refused.status(), 409);
    assert!(
        refused.text().contains("administrator"),
        "says who can help"
    );
    let cyd = member(&world, &cast, "Cyd Member").await;
    let dan = member(&world, &cast, "Dan Member").await;
    let referred = cast.employee.post(&cast.at("/dispute/referral"), &[]).await;
    assert_eq!(referred.status(), 303, "{}", referred.summary());
    assert_eq!(world.events(cast.appraisal, "dispute_referred").await, 1);
    for seated in [&ann, &ben, &cyd] {
        assert_eq!(seated.get(&address).await.status(), 200, "{}", seated.name);
    }
    // the last by name is the substitute of an even number
    for out in [&dan, &dependent, &cast.head] {
        for below in ["/dispute", "/dispute/hearing", ""] {
            assert_eq!(out.get(&cast.at(below)).await.status(), 404, "{}", out.name);
        }
        assert_eq!(out.post(&cast.at("/dispute/vote"), &[]).await.status(), 404);
    }
    for party in [&cast.employee, &cast.superior] {
        assert_eq!(
            party.post(&cast.at("/dispute/vote"), &[]).await.status(),
            403
        );
        assert_eq!(party.get(&cast.at("/dispute/hearing")).await.status(), 403);
    }

    // recusal: only by HR, only to somebody without a conflict, only before the vote
    let seats = cast.at("/dispute/seats");
    let (ann_id, dan_id, dependent_id) = (
        ann.id.to_string(),
        dan.id.to_string(),
        dependent.id.to_string(),
    );
    let change = |from: &str, to: &str| {
        [
            ("from", from.to_owned()),
            ("to", to.to_owned()),
            ("reason", "knows her well".to_owned()),
        ]
    };
    let post = async |person: &Person, fields: [(&'static str, String); 3]| {
        let pairs: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        person.post(&seats, &pairs).await.status()
    };
    assert_eq!(post(&cast.superior, change(&ann_id, &dan_id)).await, 403);
    assert_eq!(post(&cast.hr, change(&ann_id, &dependent_id)).await, 422);
    let voted = ben
        .post(
            &cast.at("/dispute/vote"),
            &[
                ("vote", "upheld"),
                ("vote_words", "Fair."),
                ("version", "0"),
            ],
        )
        .await;
    assert_eq!(voted.status(), 303, "{}", voted.summary());
    assert_eq!(
        post(&cast.hr, change(&ben.id.to_string(), &dan_id)).await,
        422
    );
    assert_eq!(post(&cast.hr, change(&ann_id, &dan_id)).await, 303);
    assert_eq!(world.events(cast.appraisal, "seat_changed").await, 1);
    assert_eq!(ann.get(&address).await.status(), 404);
    assert_eq!(dan.get(&address).await.status(), 200);
}

#[tokio::test]
async fn votes_are_hidden_until_one_has_voted_and_notes_are_shared_by_the_seated() {
    let world = World::new().await;
    let (cast, [ann, ben, _]) = referred(&world).await;
    let address = cast.at("/dispute");
    let saved = ann
        .autosave(
            &cast.at("/dispute/hearing"),
            &[("version", "0"), ("notes", "NOTES OF THE HEARING")],
        )
        .await;
    assert_eq!(saved.status(), 200, "{}", saved.text());
    assert!(
        ben.get(&address)
            .await
            .text()
            .contains("NOTES OF THE HEARING")
    );
    let stale = ben
        .post(
            &cast.at("/dispute/hearing"),
            &[("version", "0"), ("notes", "OTHER NOTES")],
        )
        .await;
    assert_eq!(stale.status(), 409);
    assert!(stale.text().contains("OTHER NOTES") && stale.text().contains("NOTES OF THE HEARING"));

    let vote = cast.at("/dispute/vote");
    let beyond = ann
        .post(
            &vote,
            &[
                ("vote", "adjusted"),
                ("vote_words", "x"),
                ("vote.conduct", "21"),
                ("version", "0"),
            ],
        )
        .await;
    assert_eq!(beyond.status(), 422, "over the weight");
    let same = ann
        .post(
            &vote,
            &[
                ("vote", "adjusted"),
                ("vote_words", "x"),
                ("vote.conduct", "10"),
                ("version", "0"),
            ],
        )
        .await;
    assert_eq!(same.status(), 422, "changes nothing");
    let cast_vote = ann
        .post(
            &vote,
            &[
                ("vote", "adjusted"),
                ("vote_words", "ANNS REASONS"),
                ("vote.conduct", "16"),
                ("version", "0"),
            ],
        )
        .await;
    assert_eq!(cast_vote.status(), 303, "{}", cast_vote.summary());
    for blind in [&ben, &cast.employee, &cast.superior, &cast.hr] {
        let text = blind.get(&address).await.text();
        assert!(!text.contains("ANNS REASONS"), "{}", blind.name);
        assert!(text.says("dispute_tally_waiting"), "{}", blind.name);
    }
    for outsider in [&cast.employee, &cast.superior, &cast.hr] {
        assert!(
            !outsider
                .get(&address)
                .await
                .text()
                .contains("NOTES OF THE HEARING")
        );
    }
    let detail: String =
        sqlx::query_scalar("select detail from events where stream = $1 and kind = 'vote_cast'")
            .bind(cast.appraisal.0)
            .fetch_one(&world.db)
            .await
            .unwrap();
    assert!(
        !detail.contains("adjusted") && !detail.contains("conduct"),
        "{detail}"
    );
    assert_eq!(
        ben.post(
            &vote,
            &[
                ("vote", "upheld"),
                ("vote_words", "Fair."),
                ("version", "0")
            ]
        )
        .await
        .status(),
        303
    );
    assert!(ben.get(&address).await.text().contains("ANNS REASONS"));
    // the same page once more: nothing is taken twice
    assert_eq!(
        ben.post(
            &vote,
            &[
                ("vote", "upheld"),
                ("vote_words", "Fair."),
                ("version", "0")
            ]
        )
        .await
        .status(),
        409
    );
    assert_eq!(
        ben.post(
            &vote,
            &[
                ("vote", "returned"),
                ("vote_words", "No."),
                ("version", "1")
            ]
        )
        .await
        .status(),
        303
    );
}

/// What waits for each member is what the votes amount to, whatever they are.
#[tokio::test]
async fn what_a_member_does_next_follows_the_tally_whatever_the_votes() {
    let world = World::new().await;
    let (_, members) = rulings::referred(&world, 5).await;
    let kinds = [
        None,
        Some(Decision::Upheld),
        Some(Decision::Adjusted),
        Some(Decision::Returned),
    ];
    // every way in which five members can have voted
    for case in 0..4_usize.pow(5) {
        let votes: Vec<Option<Decision>> = (0..5)
            .map(|seat| kinds[case / 4_usize.pow(seat) % 4])
            .collect();
        // each kind of tally often enough, not all of the thousand
        if case % 7 != 0 && votes.iter().flatten().count() != 5 {
            continue;
        }
        let (ids, said): (Vec<Uuid>, Vec<Option<&str>>) = members
            .iter()
            .zip(&votes)
            .map(|(member, vote)| (member.id.0, vote.map(Decision::key)))
            .unzip();
        sqlx::query(
            "update dispute_seats s set vote = v.vote::decision, voted_at = case when v.vote is not null then now() end
             from unnest($1::uuid[], $2::text[]) v (id, vote) where s.person_id = v.id",
        )
        .bind(&ids)
        .bind(&said)
        .execute(&world.db)
        .await
        .unwrap();
        by_hand::settle(&world.app, &world.db).await;
        let todos: Vec<(Uuid, String)> = sqlx::query_as(
            "select person_id, kind::text from todos where relation = 'committee' and done_at is null",
        )
        .fetch_all(&world.db)
        .await
        .unwrap();
        for (own, person) in ids.iter().enumerate() {
            let next = match tally(&votes) {
                _ if votes[own].is_none() => Some("vote"),
                _ if votes.contains(&None) => None,
                Tally::NoQuorum { .. } => None,
                Tally::Split => Some("vote_again"),
                Tally::Majority(_) => Some("rule"),
            };
            let told: Vec<&str> = todos
                .iter()
                .filter(|(one, _)| one == person)
                .map(|(_, kind)| kind.as_str())
                .collect();
            assert_eq!(told, next.into_iter().collect::<Vec<_>>(), "{votes:?}");
        }
    }
}
