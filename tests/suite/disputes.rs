//! A dispute from its opening to its ruling: the window, the files, the settlement, who may sit,
//! secret votes, and a decision that is taken once.

use std::collections::BTreeMap;

use axum::http::Method;
use countersign::{
    access::{Role, Stage},
    appraisals::{
        evaluation::{Evaluation, Item},
        scoring::Input,
    },
    demo::Actor,
};
use rust_decimal::Decimal;

use crate::world::{Cast, Page, Person, World};

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// 69 + 22 + 10 = 101 points.
fn evaluation() -> Evaluation {
    let item = |input| Item {
        input,
        example: "As seen in May.".into(),
        ..Item::default()
    };
    Evaluation {
        answers: BTreeMap::new(),
        items: BTreeMap::from([
            (
                "company_profit".into(),
                item(Input::Measured {
                    target: d("3200"),
                    actual: d("3500"),
                }),
            ),
            (
                "must_do_tasks".into(),
                item(Input::Measured {
                    target: d("100"),
                    actual: d("120"),
                }),
            ),
            ("conduct".into(), item(Input::Judged { points: d("10") })),
        ]),
        strengths: "Reliable.".into(),
        summary: "A good year.".into(),
        ..Evaluation::default()
    }
}

/// The usual cast in a stage after the interview, with a submitted evaluation.
async fn evaluated(world: &World, stage: Stage) -> Cast {
    let cast = world.cast().await;
    sqlx::query(
        "insert into papers (appraisal_id, kind, author_id, body, updated_at, submitted_at)
         values ($1, 'evaluation', $2, $3, now(), now())",
    )
    .bind(cast.appraisal.0)
    .bind(cast.superior.id.0)
    .bind(sqlx::types::Json(evaluation()))
    .execute(&world.db)
    .await
    .expect("evaluation");
    world.force(cast.appraisal, stage).await;
    cast
}

async fn member(world: &World, cast: &Cast, name: &str) -> Person {
    let person = world.person(name, cast.other_department, None).await;
    world.give(&person, Role::Committee).await;
    person
}

const OPENING: [(&str, &str); 4] = [
    ("kind", "data_accuracy"),
    ("items", "conduct"),
    ("interview", "yes"),
    ("grounds", "The May example is wrong."),
];

async fn upload(
    person: &Person,
    path: &str,
    fields: &[(&str, &str)],
    files: &[(&str, &[u8])],
) -> Page {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend_from_slice(
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .as_bytes(),
        );
    }
    for (name, content) in files {
        let head = format!(
            "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--x--\r\n");
    let kind = [("content-type", "multipart/form-data; boundary=x")];
    let reply = person.actor().send(Method::POST, path, &kind, body).await;
    Page(reply.expect("answer"))
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

async fn value(world: &World, cast: &Cast, column: &str) -> Option<String> {
    let query = format!("select {column}::text from disputes where appraisal_id = $1");
    sqlx::query_scalar(sqlx::AssertSqlSafe(query))
        .bind(cast.appraisal.0)
        .fetch_one(&world.db)
        .await
        .expect("case")
}

#[tokio::test]
async fn opened_in_time_by_the_employee_and_nobody_else() {
    let world = World::new().await;
    let cast = evaluated(&world, Stage::Concluded).await;
    let address = cast.at("/dispute");
    for other in [&cast.superior, &cast.hr, &cast.facilitator] {
        assert_eq!(other.post(&address, &OPENING).await.status(), 403);
    }
    assert_eq!(cast.head.post(&address, &OPENING).await.status(), 404);
    let page = cast.employee.get(&address).await;
    assert!(page.has("input[name=items][value=conduct]"));
    assert!(
        page.text().contains("10 points"),
        "the points stand beside the items"
    );

    // late by a day
    sqlx::query("update appraisals set dispute_until = current_date - 1 where id = $1")
        .bind(cast.appraisal.0)
        .execute(&world.db)
        .await
        .unwrap();
    let late = cast.employee.post(&address, &OPENING).await;
    assert_eq!(late.status(), 409);
    assert!(!cast.employee.get(&address).await.has("form#dispute"));
    sqlx::query("update appraisals set dispute_until = current_date where id = $1")
        .bind(cast.appraisal.0)
        .execute(&world.db)
        .await
        .unwrap();
    let opened = cast.employee.post(&address, &OPENING).await;
    assert_eq!(opened.status(), 303, "{}", opened.summary());
    assert_eq!(world.stage(cast.appraisal).await, "dispute");
    assert_eq!(world.events(cast.appraisal, "dispute_opened").await, 1);
    assert_eq!(
        value(&world, &cast, "points->>'conduct'").await.as_deref(),
        Some("10")
    );
    // a second one beside it
    assert_eq!(cast.employee.post(&address, &OPENING).await.status(), 409);
    for reader in [&cast.employee, &cast.superior, &cast.hr] {
        assert!(
            reader
                .get(&address)
                .await
                .text()
                .contains("The May example is wrong.")
        );
    }
    assert_eq!(cast.facilitator.get(&address).await.status(), 403);
}

#[tokio::test]
async fn a_form_with_faults_comes_back_as_it_was_typed() {
    let world = World::new().await;
    let cast = evaluated(&world, Stage::SignOff).await;
    let address = cast.at("/dispute");
    let page = cast
        .employee
        .post(
            &address,
            &[
                ("kind", "procedure"),
                ("items", "nothing"),
                ("grounds", "typed <b>"),
            ],
        )
        .await;
    assert_eq!(page.status(), 422);
    assert!(page.has("input[name=kind][value=procedure][checked]"));
    assert!(page.has("#f-items.bad") && page.has("#f-interview.bad"));
    assert_eq!(page.all("textarea[name=grounds]"), ["typed <b>"]);
    let long = "x".repeat(100_000);
    let page = cast.employee.post(&address, &[("grounds", &long)]).await;
    assert_eq!(page.status(), 422);
    assert!(page.has("#f-grounds-error"));
    assert_eq!(world.stage(cast.appraisal).await, "sign_off");
}

#[tokio::test]
async fn evidence_is_only_saved_and_only_by_those_of_the_case() {
    let world = World::new().await;
    let cast = evaluated(&world, Stage::Concluded).await;
    let address = cast.at("/dispute");
    let huge = vec![b'x'; (10 << 20) + 1];
    for (files, status) in [
        (vec![("big.bin", huge.as_slice())], 422),
        (vec![("empty.txt", &b""[..])], 422),
        (vec![("a.txt", &b"1"[..]); 6], 422),
        (
            vec![
                ("..\\..\\e<v>il.html", &b"<script>1</script>"[..]),
                ("报告.txt", b"2"),
            ],
            303,
        ),
    ] {
        let page = upload(&cast.employee, &address, &OPENING, &files).await;
        assert_eq!(page.status(), status, "{}", page.summary());
        assert!(status == 303 || page.has("#f-files-error"));
    }
    // cut off half-way
    let kind = [("content-type", "multipart/form-data; boundary=x")];
    let cut = b"--x\r\nContent-Disposition: form-data; name=\"grounds\"\r\n\r\nhal".to_vec();
    let reply = cast
        .employee
        .actor()
        .send(Method::POST, &address, &kind, cut)
        .await
        .unwrap();
    assert!(reply.status.is_client_error());

    let page = cast.superior.get(&address).await;
    assert_eq!(page.all("a[download]"), ["evil.html", "报告.txt"]);
    let text = page.text();
    let at = text.find(&format!("{address}/files/")).expect("link");
    let href = text[at..].split('"').next().unwrap().to_owned();
    let file = cast.employee.get(&href).await;
    assert_eq!(file.text(), "<script>1</script>");
    let header = |name: &str| {
        file.0
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(header("content-type"), "application/octet-stream");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-disposition").starts_with("attachment; filename=\"evil.html\""));

    // by the address of another appraisal that the reader may see, and by strangers
    let other = world
        .appraisal(
            world.cycle("Spring").await,
            &cast.employee,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
    world.force(other, Stage::Concluded).await;
    let id = href.rsplit('/').next().unwrap();
    let foreign = format!("/appraisals/{other}/dispute/files/{id}");
    assert_eq!(cast.employee.get(&foreign).await.status(), 404);
    assert_eq!(cast.head.get(&href).await.status(), 404);
    for bad in ["x", "00000000-0000-0000-0000-000000000000"] {
        assert_eq!(
            cast.hr
                .get(&cast.at(&format!("/dispute/files/{bad}")))
                .await
                .status(),
            404
        );
    }
    assert!(
        Actor::stranger(&world.router)
            .get(&href)
            .await
            .unwrap()
            .status
            .is_redirection()
    );
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
        assert!(text.contains("1 of 3"), "{}", blind.name);
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
