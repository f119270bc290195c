//! Situations of results: signatures and what they mean, refusal, silence, parked points, two tabs, and
//! the order of audit, interview and sign-off.

use countersign::{access::Stage, records::verify};

use crate::{
    interviews::{fill, started},
    rulings::opened,
    signing::{frozen, signs, talked_through},
    world::{Cast, PASSWORD, Person, World},
};

async fn sql(world: &World, statement: &str) {
    sqlx::query(sqlx::AssertSqlSafe(statement.to_owned()))
        .execute(&world.db)
        .await
        .expect("statement");
}

/// The dashboard is of a cycle's departments.
async fn on_the_dashboard(world: &World) {
    sql(world, "insert into cycle_departments (cycle_id, department_id) select cycle_id, department_id from appraisals").await;
}

async fn text(world: &World, query: &str) -> String {
    sqlx::query_scalar::<_, Option<String>>(sqlx::AssertSqlSafe(query.to_owned()))
        .fetch_one(&world.db)
        .await
        .expect("value")
        .unwrap_or_default()
}

/// A new version voids both signatures; the old one stays readable with them; both sign again.
#[tokio::test]
async fn situation_15_reopening_after_the_signatures_voids_both_and_keeps_the_old_version() {
    let world = World::new().await;
    let cast = opened(&world).await;
    let dispute = cast.at("/dispute");
    let old = cast.employee.get(&cast.at("/record.json")).await.text();
    let answer = [
        ("answer", "You are right."),
        ("offer", "1"),
        ("offer.conduct", "19"),
    ];
    cast.superior
        .fills(&dispute, &cast.at("/dispute/answer"), &answer)
        .await;
    let settled = cast
        .employee
        .fills(&dispute, &cast.at("/dispute/settlement"), &[])
        .await;
    assert_eq!(settled.status(), 303, "{}", settled.summary());

    let now = cast.employee.get(&cast.at("/record")).await;
    assert_eq!(
        now.all(".signature .line.waiting").len(),
        2,
        "nobody has signed version 2"
    );
    let first = cast.employee.get(&cast.at("/record?version=1")).await;
    assert_eq!(first.all(".signature.void").len(), 2);
    assert!(
        first.text().contains("no longer count") && first.text().contains("Received and discussed")
    );
    for below in ["/record.json?version=1", "/record.pdf?version=1"] {
        assert_eq!(
            cast.employee.get(&cast.at(below)).await.status(),
            200,
            "{below}"
        );
    }
    assert_eq!(
        cast.employee
            .get(&cast.at("/record.json?version=1"))
            .await
            .text(),
        old
    );
    // one signature concludes nothing, in whatever order they come
    assert_eq!(signs(&cast.superior, &cast, "agree").await.status(), 303);
    assert_eq!(world.stage(cast.appraisal).await, "sign_off");
    assert_eq!(signs(&cast.employee, &cast, "agree").await.status(), 303);
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
    assert_eq!(
        text(&world, "select count(*)::text from signatures").await,
        "4"
    );
    let mut tx = world.db.begin().await.unwrap();
    assert_eq!(verify::verify(&mut tx).await.unwrap().unwrap().records, 2);
}

/// "Received and discussed", and beside it the choice; no choice, no signature.
#[tokio::test]
async fn situation_16_a_signature_means_received_and_the_choice_stands_beside_it() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let sign = cast.at("/sign");
    for (person, choices) in [(&cast.employee, 3), (&cast.superior, 2)] {
        let page = person.get(&sign).await;
        assert!(
            page.text().contains("It does not say that you agree"),
            "{}",
            person.name
        );
        assert_eq!(
            page.all("label:has(input[name=choice])")
                .len()
                .max(page.all(".choice:has(input[name=choice])").len()),
            choices
        );
        assert!(
            !page.has("input[name=choice][checked]"),
            "nothing is chosen for anybody"
        );
        assert!(page.has("input[type=password][name=password]"));
    }
    let none = cast
        .employee
        .fills(&sign, &sign, &[("password", PASSWORD)])
        .await;
    assert_eq!(none.status(), 422);
    let bare = cast
        .employee
        .fills(
            &sign,
            &sign,
            &[("password", PASSWORD), ("choice", "agree_in_part")],
        )
        .await;
    assert_eq!(bare.status(), 422, "an objection names items and says why");
    let objection = [
        ("password", PASSWORD),
        ("choice", "agree_in_part"),
        ("items", "conduct"),
        ("words", "The rota was not mine."),
    ];
    let signed = cast.employee.fills(&sign, &sign, &objection).await;
    assert_eq!(signed.status(), 303, "{}", signed.summary());
    let refused = cast
        .superior
        .fills(
            &sign,
            &sign,
            &[("password", PASSWORD), ("choice", "refuse")],
        )
        .await;
    assert_eq!(refused.status(), 422, "only the employee may refuse");
    assert_eq!(signs(&cast.superior, &cast, "agree").await.status(), 303);
    let record = cast.hr.get(&cast.at("/record")).await.text();
    assert!(record.contains("agrees in part") && record.contains("The rota was not mine."));
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
}

/// Recorded by the superior with a reason, witnessed by a third; the employee keeps a copy and a word.
#[tokio::test]
async fn situation_17_a_refusal_is_recorded_witnessed_and_commented_and_signs_nothing() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    let sign = cast.at("/sign");
    signs(&cast.superior, &cast, "agree").await;
    let refusal = cast.at("/sign/refusal");
    let reason = [("reason", "Waits for the figures."), ("password", PASSWORD)];
    for (field, value) in [("reason", " "), ("password", "wrong")] {
        let mut fields = reason.to_vec();
        fields.retain(|(name, _)| *name != field);
        fields.push((field, value));
        let page = cast.superior.fills(&sign, &refusal, &fields).await;
        assert_eq!(page.status(), 422, "{field}");
    }
    let recorded = cast.superior.fills(&sign, &refusal, &reason).await;
    assert_eq!(recorded.status(), 303, "{}", recorded.summary());
    assert_eq!(
        world.stage(cast.appraisal).await,
        "sign_off",
        "without a witness it is a claim"
    );
    let witness = cast.at("/sign/witness");
    for party in [&cast.superior, &cast.employee] {
        assert_eq!(
            party
                .post(&witness, &[("password", PASSWORD)])
                .await
                .status(),
            403
        );
    }
    let witnessed = cast
        .hr
        .fills(&sign, &witness, &[("password", PASSWORD)])
        .await;
    assert_eq!(witnessed.status(), 303, "{}", witnessed.summary());
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
    // the copy, the comment, the dispute; no signature in the employee's name
    assert_eq!(
        cast.employee.get(&cast.at("/record.pdf")).await.status(),
        200
    );
    let said = cast
        .employee
        .fills(
            &sign,
            &cast.at("/sign/comment"),
            &[("comment", "I was on leave.")],
        )
        .await;
    assert_eq!(said.status(), 303, "{}", said.summary());
    assert!(
        cast.hr
            .get(&cast.at("/record"))
            .await
            .text()
            .contains("I was on leave.")
    );
    let by = text(
        &world,
        "select string_agg(party::text, ' ') from signatures",
    )
    .await;
    assert_eq!(by, "superior");
    assert!(
        cast.employee
            .get(&cast.at("/dispute"))
            .await
            .has("form#dispute")
    );
}

/// A missed deadline goes up and signs nothing: no response is neither agreement nor refusal.
#[tokio::test]
async fn situation_18_silence_escalates_and_never_signs() {
    let world = World::new().await;
    let cast = frozen(&world).await;
    on_the_dashboard(&world).await;
    signs(&cast.superior, &cast, "agree").await;
    let waiting = "No response";
    for person in [&cast.hr, &cast.head] {
        assert!(
            !person.get("/").await.text().contains(waiting),
            "{} too early",
            person.name
        );
    }
    assert!(
        cast.hr
            .get(&cast.at("/record"))
            .await
            .text()
            .contains("not signed yet")
    );

    sql(
        &world,
        "update appraisals set due_on = current_date - 400, dispute_until = current_date - 390",
    )
    .await;
    for (person, linked) in [(&cast.hr, true), (&cast.head, false)] {
        let page = person.get("/").await;
        assert!(page.text().contains(waiting), "{} is told", person.name);
        let link = page.has(&format!("a[href=\"{}\"]", cast.at("")));
        assert_eq!(link, linked, "{}", person.name);
    }
    // the next level learns who is silent and not what about
    assert_eq!(cast.head.get(&cast.at("")).await.status(), 404);
    assert_eq!(cast.head.get(&cast.at("/record")).await.status(), 404);
    for reader in [&cast.hr, &cast.employee, &cast.superior] {
        let record = reader.get(&cast.at("/record")).await;
        assert_eq!(record.all(".signature .line.waiting").len(), 1);
        assert!(record.text().contains("no response by"), "{}", reader.name);
        assert_eq!(world.stage(cast.appraisal).await, "sign_off");
    }
    assert!(
        cast.hr
            .get("/dashboard")
            .await
            .has(".tile.over a[href*=\"overdue=1\"]")
    );
    assert!(
        cast.hr
            .get("/appraisals?as=hr&overdue=1")
            .await
            .has("a.row-link")
    );
    assert_eq!(
        text(&world, "select count(*)::text from signatures").await,
        "1"
    );
    // another chief sees nothing of it, nor does HR once it is signed
    let other = world
        .person("Otto Other", cast.other_department, None)
        .await;
    assert!(!other.get("/").await.text().contains(waiting));
    assert_eq!(signs(&cast.employee, &cast, "agree").await.status(), 303);
    for person in [&cast.hr, &cast.head] {
        assert!(
            !person.get("/").await.text().contains(waiting),
            "{}",
            person.name
        );
    }
}

async fn parked(world: &World) -> (Cast, String) {
    let cast = started(world).await;
    fill(world, &cast).await;
    let at = cast.at("/parked");
    assert_eq!(
        cast.employee.get(&at).await.status(),
        409,
        "the room has it until the record does"
    );
    let closed = cast.superior.post(&cast.at("/interview/close"), &[]).await;
    assert_eq!(closed.status(), 303, "{}", closed.summary());
    (cast, at)
}

/// Owner, date, outcome reported back to the employee; a parked point is no dispute, and none becomes one by itself.
#[tokio::test]
async fn situation_24_a_parked_point_has_an_owner_a_day_and_an_outcome_for_the_employee() {
    let world = World::new().await;
    let (cast, at) = parked(&world).await;
    on_the_dashboard(&world).await;
    assert_eq!(
        text(&world, "select count(*)::text from disputes").await,
        "0"
    );
    let todo = format!("[aria-labelledby=todo-h] a[href=\"{at}\"]");
    assert!(cast.superior.get("/").await.has(&todo), "the owner's task");
    for reader in [
        &cast.employee,
        &cast.superior,
        &cast.hr,
        &cast.clerk,
        &cast.facilitator,
    ] {
        let page = reader.get(&at).await;
        assert_eq!(page.status(), 200, "{}", reader.name);
        assert!(
            page.text().contains("It was the rota.") && page.text().contains("It was avoidable.")
        );
        let writes = [cast.superior.id, cast.hr.id].contains(&reader.id);
        assert_eq!(page.has("textarea"), writes, "{}", reader.name);
        assert!(
            reader
                .get(&cast.at(""))
                .await
                .text()
                .contains("It was the rota."),
            "on the appraisal's page"
        );
    }
    assert_eq!(cast.head.get(&at).await.status(), 404);

    // overdue for owner, superior and HR
    let superior = cast.superior.id.to_string();
    sql(&world, "update parked_points set due_on = current_date - 3").await;
    let late = "days overdue";
    let board = cast.hr.get("/dashboard").await;
    let drill = board_link(&board.text());
    assert!(
        board.has(".tile.over a[href*=\"state=overdue\"]"),
        "a figure on the dashboard"
    );
    let list = cast.hr.get(&drill).await;
    assert!(
        list.has(&format!("a.row-link[href=\"{at}\"]")) && list.text().contains(late),
        "{drill}"
    );
    for (person, whose) in [
        (&cast.superior, ""),
        (&cast.employee, "own"),
        (&cast.superior, "team"),
        (&cast.clerk, "ledger"),
    ] {
        let list = person
            .get(&format!("/parked?whose={whose}&state=overdue"))
            .await;
        assert!(list.text().contains(late), "{} {whose:?}", person.name);
    }
    for (person, whose) in [
        (&cast.head, "team"),
        (&cast.head, "ledger"),
        (&cast.employee, "ledger"),
        (&cast.employee, ""),
    ] {
        let list = person.get(&format!("/parked?whose={whose}")).await;
        assert!(!list.has("a.row-link"), "{} {whose:?}", person.name);
    }
    assert!(
        !cast
            .hr
            .get("/parked?whose=ledger&state=reported")
            .await
            .has("a.row-link")
    );
    assert_eq!(
        cast.superior
            .get("/parked?after=x~y&cycle=z&department=1")
            .await
            .status(),
        200
    );
    // owned by somebody else, the superior is told too
    sqlx::query("update parked_points set owner_id = $1")
        .bind(cast.facilitator.id.0)
        .execute(&world.db)
        .await
        .unwrap();
    let told = cast.superior.get("/").await;
    assert!(told.has(&todo) && told.text().contains("Fay Facilitator has not reported"));
    sqlx::query("update parked_points set owner_id = $1::uuid")
        .bind(&superior)
        .execute(&world.db)
        .await
        .unwrap();

    // the outcome: by the owner, with words, once
    let point = text(&world, "select id::text from parked_points").await;
    let report = format!("{at}/{point}");
    let field = format!("outcome.{point}");
    let words = [
        (field.as_str(), "The rota is changed from May on."),
        ("version", "1"),
    ];
    for other in [&cast.employee, &cast.facilitator] {
        let page = other.post(&report, &words).await;
        assert_eq!(page.status(), 409, "{}", other.name);
        assert!(
            page.text().contains("Susan Superior"),
            "says who reports it"
        );
    }
    assert_eq!(cast.clerk.post(&report, &words).await.status(), 403);
    assert_eq!(cast.head.post(&report, &words).await.status(), 404);
    for unknown in ["x", "00000000-0000-0000-0000-000000000001"] {
        assert_eq!(
            cast.superior
                .post(&format!("{at}/{unknown}"), &words)
                .await
                .status(),
            404
        );
    }
    let empty = cast.superior.fills(&at, &report, &[(&field, "  ")]).await;
    assert_eq!(empty.status(), 422);
    let long = "x".repeat(100_000);
    let huge = cast.superior.fills(&at, &report, &[(&field, &long)]).await;
    assert_eq!(huge.status(), 422);
    let stale = cast
        .superior
        .post(&report, &[(&field, "x"), ("version", "7")])
        .await;
    assert_eq!(stale.status(), 409);
    let reported = cast.superior.fills(&at, &report, &words[..1]).await;
    assert_eq!(reported.status(), 303, "{}", reported.summary());
    let twice = cast
        .superior
        .post(&report, &[(&field, "Another outcome."), ("version", "2")])
        .await;
    assert_eq!(twice.status(), 303, "done already");
    assert_eq!(world.events(cast.appraisal, "parked_reported").await, 1);
    for below in ["", "/parked"] {
        let page = cast.employee.get(&cast.at(below)).await.text();
        assert!(
            page.contains("The rota is changed from May on.")
                && page.contains("Reported by Susan Superior")
        );
        assert!(!page.contains("Another outcome."));
    }
    assert!(!cast.superior.get("/").await.has(&todo));
    assert!(
        !cast
            .hr
            .get("/dashboard")
            .await
            .has(".tile.over a[href*=\"/parked\"]")
    );
    assert!(
        cast.employee
            .get("/parked?whose=own&state=reported")
            .await
            .has("a.row-link")
    );
}

fn board_link(html: &str) -> String {
    let at = html.find("/parked?").expect("a link to the parked points");
    let link = html[at..]
        .split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&")
        .replace("&#38;", "&");
    link.replace("state=open", "state=overdue")
}

/// HR steps in for an owner who cannot, under HR's own name.
#[tokio::test]
async fn hr_reports_a_parked_point_in_the_place_of_an_owner_who_left() {
    let world = World::new().await;
    let (cast, at) = parked(&world).await;
    let point = text(&world, "select id::text from parked_points").await;
    let field = format!("outcome.{point}");
    let reported = cast
        .hr
        .fills(
            &at,
            &format!("{at}/{point}"),
            &[(&field, "Settled with both.")],
        )
        .await;
    assert_eq!(reported.status(), 303, "{}", reported.summary());
    assert!(
        cast.employee
            .get(&at)
            .await
            .text()
            .contains("Reported by Hana Hr")
    );
}

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

/// No interview before the result is audited and released, no record before the interview, no signature before the record.
#[tokio::test]
async fn situation_35_no_interview_before_the_audit_and_no_sign_off_before_the_interview() {
    let world = World::new().await;
    let cast = world.cast().await;
    let order = [
        (Stage::SelfEvaluation, "/release"),
        (Stage::Evaluation, "/release"),
        (Stage::SelfEvaluation, "/interview/start"),
        (Stage::Evaluation, "/interview/start"),
        (Stage::Review, "/interview/start"),
        (Stage::Review, "/interview/close"),
        (Stage::Preparation, "/interview/close"),
        (Stage::Preparation, "/sign"),
        (Stage::Interview, "/sign"),
        (Stage::Interview, "/dispute"),
    ];
    for (stage, deed) in order {
        world.force(cast.appraisal, stage).await;
        for person in [&cast.superior, &cast.employee, &cast.facilitator, &cast.hr] {
            let answer = person
                .post(
                    &cast.at(deed),
                    &[("password", PASSWORD), ("choice", "agree")],
                )
                .await;
            assert!(
                [403, 409].contains(&answer.status()),
                "{stage:?} {deed} {}",
                person.name
            );
        }
        assert_eq!(world.stage(cast.appraisal).await, stage.key(), "{deed}");
    }
    // a result that nobody has approved is not released
    world.force(cast.appraisal, Stage::Review).await;
    sql(&world, "update appraisals set approved_at = null").await;
    let early = cast.hr.post(&cast.at("/release"), &[]).await;
    assert_eq!(early.status(), 409);
    assert_eq!(world.stage(cast.appraisal).await, "review");
    // an appointment that is moved says why
    world.force(cast.appraisal, Stage::Preparation).await;
    let other = World::new().await;
    let cast = started(&other).await;
    assert_eq!(
        cast.superior
            .post(&cast.at("/interview/close"), &[])
            .await
            .status(),
        409,
        "steps are undone"
    );
    assert_eq!(other.stage(cast.appraisal).await, "interview");
    assert_eq!(
        text(&other, "select count(*)::text from records").await,
        "0"
    );
}
