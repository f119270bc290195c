//! How a dispute ends: a settlement, or a ruling that is taken once, by the majority, and is final.

use countersign::{
    access::Role,
    records::{canonical::read, content::Decision},
};

use crate::{
    bulk::carried_out,
    signing::{frozen, signs},
    world::{Cast, Page, Person, Says, World},
};

pub const OPENING: [(&str, &str); 4] = [
    ("kind", "data_accuracy"),
    ("items", "conduct"),
    ("interview", "yes"),
    ("grounds", "The May example is wrong."),
];

/// Both have signed 69 + 20.9 + 15 points; the employee objects to the last.
pub async fn opened(world: &World) -> Cast {
    let cast = frozen(world).await;
    for side in [&cast.employee, &cast.superior] {
        let signed = signs(side, &cast, "agree").await;
        assert_eq!(signed.status(), 303, "{}", signed.summary());
    }
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
    // the stage was reached by force, with another total
    sqlx::query("update appraisals set total = 104.9, grade = 3, multiplier = 1.1")
        .execute(&world.db)
        .await
        .expect("total");
    let opened = cast
        .employee
        .fills(&cast.at("/dispute"), &cast.at("/dispute"), &OPENING)
        .await;
    assert_eq!(opened.status(), 303, "{}", opened.summary());
    cast
}

pub async fn referred(world: &World, seats: usize) -> (Cast, Vec<Person>) {
    let cast = opened(world).await;
    let mut members = Vec::new();
    for name in &["Ann", "Ben", "Cyd", "Dee", "Eli"][..seats] {
        let member = world.person(name, cast.other_department, None).await;
        world.give(&member, Role::Committee).await;
        members.push(member);
    }
    let referred = cast.employee.post(&cast.at("/dispute/referral"), &[]).await;
    assert_eq!(referred.status(), 303, "{}", referred.summary());
    (cast, members)
}

pub async fn votes(member: &Person, cast: &Cast, decision: &str, points: &str) {
    let fields = [
        ("vote", decision),
        ("vote_words", "Because."),
        ("vote.conduct", points),
    ];
    let page = member
        .fills(&cast.at("/dispute"), &cast.at("/dispute/vote"), &fields)
        .await;
    assert_eq!(page.status(), 303, "{}", page.summary());
}

pub async fn rules(member: &Person, cast: &Cast, fields: &[(&str, &str)]) -> Page {
    member
        .fills(&cast.at("/dispute"), &cast.at("/dispute/ruling"), fields)
        .await
}

async fn number(world: &World, query: &str) -> String {
    sqlx::query_scalar(sqlx::AssertSqlSafe(query.to_owned()))
        .fetch_one(&world.db)
        .await
        .expect("value")
}

async fn record(cast: &Cast) -> countersign::records::Record {
    let json = cast.employee.get(&cast.at("/record.json")).await;
    read(&json.text()).expect("canonical")
}

#[tokio::test]
async fn adjusted_by_the_majority_and_signed_again_by_both() {
    let world = World::new().await;
    let (cast, members) = referred(&world, 3).await;
    assert!(
        cast.employee
            .get(&cast.at(""))
            .await
            .says("result_provisional")
    );
    votes(&members[0], &cast, "adjusted", "18").await;
    // one vote is no quorum
    let early = [
        ("ruling", "adjusted"),
        ("ruling.conduct", "18"),
        ("ruling_words", "x"),
    ];
    assert_eq!(
        members[0]
            .post(&cast.at("/dispute/ruling"), &early)
            .await
            .status(),
        409
    );
    votes(&members[1], &cast, "upheld", "").await;
    votes(&members[2], &cast, "adjusted", "17").await;

    // not what the majority wants; without grounds; beyond the weight
    for (fields, at) in [
        (
            [
                ("ruling", "upheld"),
                ("ruling_words", "x"),
                ("ruling.conduct", ""),
            ],
            "#f-ruling.bad",
        ),
        (
            [
                ("ruling", "adjusted"),
                ("ruling_words", ""),
                ("ruling.conduct", "17"),
            ],
            "#f-ruling_words-error",
        ),
        (
            [
                ("ruling", "adjusted"),
                ("ruling_words", "x"),
                ("ruling.conduct", "20.01"),
            ],
            ".errors",
        ),
    ] {
        let page = rules(&members[1], &cast, &fields).await;
        assert_eq!(page.status(), 422, "{}", page.summary());
        assert!(page.has(at), "{at}");
    }

    // eight at once, prefilled with the median of the adjusting votes
    let page = members[1].get(&cast.at("/dispute")).await;
    let mut form = page.form(&cast.at("/dispute/ruling"));
    assert!(
        form.contains(&("ruling.conduct".into(), "17.5".into())),
        "{form:?}"
    );
    form.retain(|(name, _)| name != "ruling_words");
    form.push((
        "ruling_words".into(),
        "The example was dated wrongly.".into(),
    ));
    let pairs: Vec<(&str, &str)> = form.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let address = cast.at("/dispute/ruling");
    let mut tasks = Vec::new();
    for _ in 0..8 {
        tasks.push(members[1].post(&address, &pairs));
    }
    let pages = futures_util::future::join_all(tasks).await;
    let done = pages.iter().filter(|page| page.status() == 303).count();
    assert_eq!(done, 1);
    assert!(pages.iter().all(|page| [303, 409].contains(&page.status())));

    assert_eq!(world.stage(cast.appraisal).await, "sign_off");
    for (kind, count) in [
        ("dispute_ruled", 1),
        ("dispute_adjusted", 1),
        ("record_frozen", 2),
    ] {
        assert_eq!(world.events(cast.appraisal, kind).await, count, "{kind}");
    }
    let record = record(&cast).await;
    assert_eq!(record.version, 2);
    assert_eq!(record.result.total.to_string(), "107.4");
    let ruling = record.ruling.expect("ruling");
    assert_eq!(ruling.decision, Decision::Adjusted);
    assert_eq!(ruling.total_before.to_string(), "104.9");
    assert_eq!(ruling.members, ["Ann", "Ben", "Cyd"]);
    // the named item only
    let points: Vec<String> = record
        .items
        .iter()
        .map(|item| item.points.to_string())
        .collect();
    assert_eq!(points, ["69", "20.9", "17.5"]);
    let row = number(
        &world,
        "select total::text || ' ' || provisional from appraisals",
    )
    .await;
    assert_eq!(row, "107.4 false");
    let kept = number(&world, "select count(*)::text from submissions").await;
    assert_eq!(kept, "1", "the corrected evaluation is kept");

    for side in [&cast.employee, &cast.superior] {
        let signed = signs(side, &cast, "agree").await;
        assert_eq!(signed.status(), 303, "{}", signed.summary());
    }
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
    // final
    let again = cast.employee.post(&cast.at("/dispute"), &OPENING).await;
    assert_eq!(again.status(), 409);
    assert!(
        !cast
            .employee
            .get(&cast.at("/dispute"))
            .await
            .has("form#dispute")
    );
    assert!(
        cast.superior
            .get(&cast.at("/dispute"))
            .await
            .text()
            .contains("dated wrongly")
    );
}

#[tokio::test]
async fn three_kinds_of_votes_need_a_second_vote() {
    let world = World::new().await;
    let (cast, members) = referred(&world, 3).await;
    votes(&members[0], &cast, "adjusted", "18").await;
    votes(&members[1], &cast, "upheld", "").await;
    votes(&members[2], &cast, "returned", "").await;
    let page = members[0].get(&cast.at("/dispute")).await;
    assert!(page.says("dispute_tally_split") && !page.has("form#ruling"));
    let early = [("ruling", "upheld"), ("ruling_words", "x")];
    assert_eq!(
        members[0]
            .post(&cast.at("/dispute/ruling"), &early)
            .await
            .status(),
        409
    );

    votes(&members[0], &cast, "returned", "").await;
    let ruled = rules(&members[2], &cast, &[("ruling_words", "Not heard.")]).await;
    assert_eq!(ruled.status(), 303, "{}", ruled.summary());
    assert_eq!(world.stage(cast.appraisal).await, "evaluation");
    assert_eq!(record_versions(&world).await, "1", "the old record stays");
    let evaluation = cast.superior.get(&cast.at("/evaluation")).await;
    assert!(
        evaluation.text().contains("Not heard."),
        "the reason stands above the form"
    );
    assert!(evaluation.has("form"));
}

async fn record_versions(world: &World) -> String {
    number(world, "select count(*)::text from records").await
}

#[tokio::test]
async fn upheld_by_an_odd_quorum_of_five_carries_the_ruling() {
    let world = World::new().await;
    let (cast, members) = referred(&world, 5).await;
    for member in &members[..3] {
        votes(member, &cast, "upheld", "").await;
    }
    let ruled = rules(&members[0], &cast, &[("ruling_words", "Rightly scored.")]).await;
    assert_eq!(ruled.status(), 303, "{}", ruled.summary());
    let record = record(&cast).await;
    assert_eq!(record.version, 2);
    assert_eq!(record.result.total.to_string(), "104.9");
    assert_eq!(record.ruling.expect("ruling").grounds, "Rightly scored.");
    let late = [("vote", "adjusted"), ("vote_words", "x"), ("version", "0")];
    assert_eq!(
        members[4]
            .post(&cast.at("/dispute/vote"), &late)
            .await
            .status(),
        409
    );
}

#[tokio::test]
async fn settled_between_the_two_sides() {
    let world = World::new().await;
    let cast = opened(&world).await;
    let settlement = cast.at("/dispute/settlement");
    let unanswered = cast.employee.post(&settlement, &[("version", "1")]).await;
    assert_eq!(unanswered.status(), 409);
    let answer = [
        ("answer", "You are right."),
        ("offer", "1"),
        ("offer.conduct", "19"),
    ];
    let answered = cast
        .superior
        .fills(&cast.at("/dispute"), &cast.at("/dispute/answer"), &answer)
        .await;
    assert_eq!(answered.status(), 303, "{}", answered.summary());
    assert_eq!(world.events(cast.appraisal, "dispute_answered").await, 1);
    // only the employee accepts, and only what was read
    assert_eq!(
        cast.superior
            .post(&settlement, &[("version", "2")])
            .await
            .status(),
        403
    );
    assert_eq!(
        cast.employee
            .post(&settlement, &[("version", "1")])
            .await
            .status(),
        409
    );
    let accepted = cast
        .employee
        .fills(&cast.at("/dispute"), &settlement, &[])
        .await;
    assert_eq!(accepted.status(), 303, "{}", accepted.summary());
    assert_eq!(world.stage(cast.appraisal).await, "sign_off");
    let record = record(&cast).await;
    assert_eq!(
        (record.version, record.result.total.to_string()),
        (2, "108.9".into())
    );
    assert!(record.ruling.is_none());
}

#[tokio::test]
async fn the_list_shows_each_their_cases() {
    let world = World::new().await;
    let (cast, members) = referred(&world, 3).await;
    let unseated = world.person("Uma", cast.other_department, None).await;
    world.give(&unseated, Role::Committee).await;
    for (person, sees) in [(&cast.hr, true), (&members[0], true), (&unseated, false)] {
        let page = person.get("/disputes").await;
        assert_eq!(page.status(), 200);
        assert_eq!(page.has("a.row-link"), sees, "{}", person.name);
    }
    let page = cast.hr.get("/disputes?status=open&after=x~y").await;
    assert!(page.has(".chip") && page.says("disputes_provisional"));
    assert!(
        !cast
            .hr
            .get("/disputes?status=overdue")
            .await
            .has("a.row-link")
    );
    sqlx::query("update disputes set due_on = current_date - 2")
        .execute(&world.db)
        .await
        .unwrap();
    assert!(
        cast.hr
            .get("/disputes?status=overdue")
            .await
            .has(".chip-over")
    );
    assert!(cast.hr.get("/disputes?q=eve+emp").await.has("a.row-link"));
    let none = cast.hr.get("/disputes?q=nobody").await;
    assert!(!none.has("a.row-link") && none.says("list_empty_filter_text"));
    assert_eq!(cast.employee.get("/disputes").await.status(), 404);
}

#[tokio::test]
async fn nobody_alone_decides_the_figure_of_a_ruling() {
    let world = World::new().await;
    let (cast, members) = referred(&world, 3).await;
    for (member, points) in members.iter().zip(["18", "17", "19"]) {
        votes(member, &cast, "adjusted", points).await;
    }
    let page = members[0].get(&cast.at("/dispute")).await;
    assert!(page.text().contains("18, 17, 19 → 18"), "{}", page.text());
    assert!(page.all("form#ruling input[type=text]").is_empty());
    let alone = [("ruling_words", "Mine."), ("ruling.conduct", "1")];
    let refused = rules(&members[0], &cast, &alone).await;
    assert_eq!(refused.status(), 422, "{}", refused.summary());
    assert!(refused.has("#f-ruling.bad"));
    assert_eq!(world.stage(cast.appraisal).await, "dispute");
    // a page read before a vote was changed
    let before = members[0].get(&cast.at("/dispute")).await;
    votes(&members[1], &cast, "adjusted", "20").await;
    let mut form = before.form(&cast.at("/dispute/ruling"));
    form.retain(|(name, _)| name != "ruling_words");
    form.push(("ruling_words".into(), "The example.".into()));
    let pairs: Vec<(&str, &str)> = form.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let stale = members[0].post(&cast.at("/dispute/ruling"), &pairs).await;
    assert_eq!(stale.status(), 422, "{}", stale.summary());
    assert!(stale.text().contains("18, 20, 19 → 19"));

    let ruled = rules(&members[2], &cast, &[("ruling_words", "The example.")]).await;
    assert_eq!(ruled.status(), 303, "{}", ruled.summary());
    assert_eq!(record(&cast).await.result.total.to_string(), "108.9");
    // what the employee is told of a refusal is true after a ruling as well
    let sign = cast.employee.get(&cast.at("/sign")).await.text();
    assert!(sign.says("sign_final_ruled"));
    let refusing = cast.employee.get(&cast.at("/sign/declaration")).await;
    let refusing = refusing.text();
    assert!(refusing.says("declare_ruled") && !refusing.says("declare_dispute"));
}

/// What the start page asks of somebody.
async fn asked(person: &Person) -> String {
    let todo = person.get("/").await;
    todo.all("section[aria-labelledby=todo-h] li a").join(" | ")
}

#[tokio::test]
async fn a_case_on_which_all_have_voted_stays_with_the_committee() {
    let world = World::new().await;
    let (cast, members) = referred(&world, 3).await;
    assert!(asked(&members[0]).await.says("task_vote"));
    votes(&members[0], &cast, "adjusted", "18").await;
    let page = members[0].get(&cast.at("/dispute")).await;
    assert!(page.says("dispute_tally_waiting"));
    assert!(!page.says("strip_your_turn"), "waits for the others");
    assert_eq!(asked(&members[0]).await, "");
    votes(&members[1], &cast, "upheld", "").await;
    votes(&members[2], &cast, "returned", "").await;
    for member in &members {
        let asked = asked(member).await;
        assert!(asked.says("task_vote_again"), "{asked}");
        let page = member.get(&cast.at("/dispute")).await;
        assert!(page.says("strip_your_turn"));
    }
    let cycle = cast.cycle.to_string();
    let preview = cast.hr.post("/reminders", &[("cycle", &cycle)]).await;
    carried_out(&cast.hr, &preview).await;
    let reminded: i64 = sqlx::query_scalar(
        "select count(*) from reminders where relation = 'committee' and ended_at is null",
    )
    .fetch_one(&world.db)
    .await
    .unwrap();
    assert_eq!(reminded, 3);
    let told = members[0].get("/").await.all(".told").join(" ");
    assert!(told.says("news_reminded"), "{told}");
    votes(&members[0], &cast, "upheld", "").await;
    for member in &members {
        let asked = asked(member).await;
        assert!(asked.says("task_rule"), "{asked}");
    }
}

#[tokio::test]
async fn whoever_loses_the_role_loses_the_seat_and_the_vote() {
    let world = World::new().await;
    let (cast, members) = referred(&world, 3).await;
    for member in &members {
        votes(member, &cast, "upheld", "").await;
    }
    sqlx::query("delete from person_roles where person_id = $1 and role = 'committee'")
        .bind(members[0].id.0)
        .execute(&world.db)
        .await
        .unwrap();
    for below in ["", "/dispute", "/record", "/trail"] {
        let page = members[0].get(&cast.at(below)).await;
        assert_eq!(page.status(), 404, "{below}");
    }
    for below in ["/dispute/vote", "/dispute/ruling", "/dispute/hearing"] {
        let page = members[0].post(&cast.at(below), &[]).await;
        assert_eq!(page.status(), 404, "{below}");
    }
    // two votes are no quorum
    let ruling = [("ruling", "upheld"), ("ruling_words", "x")];
    let early = members[1].post(&cast.at("/dispute/ruling"), &ruling).await;
    assert_eq!(early.status(), 409);
    assert_eq!(asked(&members[1]).await, "");
    let page = members[1].get(&cast.at("/dispute")).await;
    assert!(page.says("dispute_tally_waiting") && !page.has("form#ruling"));
    // HR is asked to give the seat to another, although its vote was cast
    assert!(asked(&cast.hr).await.says("task_seat_vacant"));
    let dee = world.person("Dee", cast.other_department, None).await;
    world.give(&dee, Role::Committee).await;
    let (from, to) = (members[0].id.to_string(), dee.id.to_string());
    let change = [
        ("from", from.as_str()),
        ("to", &to),
        ("reason", "Left the committee."),
    ];
    let changed = cast.hr.post(&cast.at("/dispute/seats"), &change).await;
    assert_eq!(changed.status(), 303, "{}", changed.summary());
    assert!(
        asked(&dee).await.says("task_vote"),
        "no vote came with the seat"
    );
    votes(&dee, &cast, "returned", "").await;
    let ruled = rules(&dee, &cast, &[("ruling_words", "Rightly scored.")]).await;
    assert_eq!(ruled.status(), 303, "{}", ruled.summary());
    assert_eq!(world.stage(cast.appraisal).await, "sign_off");
}
