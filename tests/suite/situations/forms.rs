//! Forms, grades and figures: bands without holes, one rounding, nothing missing that counts as 0, and
//! a form that is edited while a cycle runs.

use countersign::{access::Role, forms::seed};
use uuid::Uuid;

use crate::{
    evaluation::{GOOD, at_evaluation, submitted, why_69},
    world::{Page, Person, Says, World},
};

/// Somebody of HR in a company with the forms of the product.
async fn library(world: &World) -> Person {
    seed::furnish(&world.app).await.unwrap();
    let office = world.department("Office").await;
    let hr = world.person("Hana Hr", office, None).await;
    world.give(&hr, Role::Hr).await;
    hr
}

async fn of_the_product(world: &World, table: &str, origin: &str) -> Uuid {
    let sql = format!("select family from {table} where origin = $1 limit 1");
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .bind(origin)
        .fetch_one(&world.db)
        .await
        .unwrap()
}

/// Presses a button of the form editor, with what its page holds and what is typed over it.
async fn presses(hr: &Person, family: Uuid, action: &str, typed: &[(&str, &str)]) -> Page {
    let edit = format!("/forms/{family}/edit");
    hr.fills(&edit, &format!("/forms/{family}{action}"), typed)
        .await
}

/// A form of one indicator whose total is its actual figure: deviation, weight 100, 1 per 1 %.
async fn mirror(world: &World, hr: &Person) -> Uuid {
    let made = hr.post("/forms", &[]).await;
    let family: Uuid = made.location().split('/').nth(2).unwrap().parse().unwrap();
    let added = presses(hr, family, "/edit", &[("do", "add:ind::deviation")]).await;
    assert_eq!(added.status(), 303, "{}", added.summary());
    let typed = [
        ("name_en", "Mirror"),
        ("ind.i1.name_en", "Figure"),
        ("ind.i1.floor", "open"),
        ("percent_mode", "continuous"),
    ];
    let published = presses(hr, family, "/publication", &typed).await;
    assert_eq!(published.status(), 303, "{}", published.summary());
    let kept: i64 = sqlx::query_scalar("select count(*) from form_drafts where family = $1")
        .bind(family)
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(kept, 0);
    family
}

async fn tried(hr: &Person, family: Uuid, query: &str) -> Page {
    let page = hr.get(&format!("/forms/{family}/calculator?{query}")).await;
    assert_eq!(page.status(), 200, "{}", page.summary());
    page
}

fn words(page: &Page) -> String {
    page.text().replace('\u{2212}', "-")
}

#[tokio::test]
async fn situation_25_bands_without_holes_and_the_nine_boundaries() {
    let world = World::new().await;
    let hr = library(&world).await;
    let family = mirror(&world, &hr).await;
    for (total, grade, multiplier) in [
        ("79.99", "Very poor", "0.8"),
        ("80", "Poor", "0.9"),
        ("89.5", "Poor", "0.9"),
        ("90", "Good", "1"),
        ("99.5", "Good", "1"),
        ("100", "Good", "1"),
        ("100.01", "Excellent\u{2212}", "1.1"),
        ("120", "Excellent\u{2212}", "1.1"),
        ("120.01", "Excellent+", "1.2"),
    ] {
        let query = format!("try.target.i1=100&try.actual.i1={total}");
        let page = tried(&hr, family, &query).await;
        assert_eq!(page.all("dl.result dd"), [total, grade, multiplier]);
    }

    // saving refuses a hole, an overlap and a missing end, at the band, and keeps what was typed
    let standard = of_the_product(&world, "schemes", "standard").await;
    let (edit, save) = (
        format!("/schemes/{standard}/edit"),
        format!("/schemes/{standard}"),
    );
    for (field, value, at, says) in [
        ("band.b2.to", "89", "band.b2.to", "scheme_fault_hole"),
        ("band.b2.to", "91", "band.b2.to", "scheme_fault_overlap"),
        (
            "band.b2.to_kind",
            "upto",
            "band.b2.to",
            "scheme_fault_overlap_at",
        ),
        (
            "band.b4.from_kind",
            "from",
            "band.b3.to",
            "scheme_fault_overlap_at",
        ),
        (
            "band.b4.to_kind",
            "below",
            "band.b4.to",
            "scheme_fault_hole_at",
        ),
        (
            "band.b5.to_kind",
            "below",
            "band.b5.to",
            "scheme_fault_number",
        ),
        (
            "band.b1.multiplier",
            "x",
            "band.b1.multiplier",
            "fault_number",
        ),
    ] {
        let page = hr.fills(&edit, &save, &[(field, value)]).await;
        assert_eq!(page.status(), 422, "{field} {value}");
        let error = page.all(&format!("[id='f-{at}-error']")).join(" ");
        assert!(error.says(says), "{field} {value}: {error}");
        assert!(
            page.form(&save)
                .contains(&(field.to_owned(), value.to_owned()))
        );
    }
    let versions: i64 = sqlx::query_scalar("select count(*) from schemes where family = $1")
        .bind(standard)
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(versions, 1);

    // moved boundaries without a hole are the next version; the first stays as it was
    let moved = [("band.b1.to", "70"), ("band.b2.from", "70")];
    let saved = hr.fills(&edit, &save, &moved).await;
    assert_eq!(saved.status(), 303, "{}", saved.summary());
    assert!(words(&hr.get(&save).await).contains("70 ≤ total &#60; 90"));
    let first = words(&hr.get(&format!("{save}?version=1")).await);
    assert!(first.contains("80 ≤ total &#60; 90"), "{first}");
    // a second window, still at version 1, is told
    let mut late = hr.get(&edit).await.form(&save);
    late.retain(|(name, _)| name != "version");
    late.push(("version".into(), "1".into()));
    let pairs: Vec<(&str, &str)> = late
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let late = hr.post(&save, &pairs).await;
    assert_eq!(late.status(), 409, "both texts, side by side");
    let versions: i64 = sqlx::query_scalar("select count(*) from schemes where family = $1")
        .bind(standard)
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(versions, 2);
}

#[tokio::test]
async fn situation_10_weights_sum_to_exactly_one_hundred_per_template() {
    let world = World::new().await;
    let hr = library(&world).await;
    let made = hr.post("/forms", &[]).await;
    let family: Uuid = made.location().split('/').nth(2).unwrap().parse().unwrap();
    for _ in 0..3 {
        let added = presses(&hr, family, "/edit", &[("do", "add:ind::judgement")]).await;
        assert_eq!(added.status(), 303, "{}", added.summary());
    }
    let mut typed = vec![
        ("name_en", "Thirds"),
        ("ind.i1.name_en", "One"),
        ("ind.i2.name_en", "Two"),
        ("ind.i3.name_en", "Three"),
        ("ind.i1.weight", "33.33"),
        ("ind.i2.weight", "33.33"),
    ];
    let edit = format!("/forms/{family}/edit");
    for (third, sum, difference) in [("33.33", "99.99", "0.01"), ("33.35", "100.01", "0.01")] {
        typed.retain(|(name, _)| *name != "ind.i3.weight");
        typed.push(("ind.i3.weight", third));
        let refused = presses(&hr, family, "/publication", &typed).await;
        assert_eq!(refused.status(), 422, "{}", refused.summary());
        let told = refused
            .all(".errors a[href='#f-sum'], [href='#f-sum']")
            .join(" ");
        assert!(told.contains(sum) && told.contains(difference), "{told}");
        // shown, kept as typed, never moved
        assert_eq!(refused.all("#f-sum .figure"), [sum]);
        assert!(
            refused
                .form(&format!("/forms/{family}/publication"))
                .contains(&("ind.i3.weight".to_owned(), third.to_owned()))
        );
        let versions: i64 = sqlx::query_scalar("select count(*) from forms where family = $1")
            .bind(family)
            .fetch_one(&world.db)
            .await
            .unwrap();
        assert_eq!(versions, 0, "{third}");
    }
    // a draft may be saved on the way there
    let saved = presses(&hr, family, "/edit", &typed).await;
    assert_eq!(saved.status(), 303, "{}", saved.summary());
    assert_eq!(hr.get(&edit).await.all("#f-sum .figure"), ["100.01"]);
    typed.retain(|(name, _)| *name != "ind.i3.weight");
    typed.push(("ind.i3.weight", "33.34"));
    let published = presses(&hr, family, "/publication", &typed).await;
    assert_eq!(published.status(), 303, "{}", published.summary());
    let weights: Vec<String> = sqlx::query_scalar(
        "select i ->> 'weight' from forms, jsonb_array_elements(definition -> 'indicators') i where family = $1",
    )
    .bind(family)
    .fetch_all(&world.db)
    .await
    .unwrap();
    assert_eq!(weights, ["33.33", "33.33", "33.34"]);
}

#[tokio::test]
async fn situation_26_one_rounding_and_every_score_explained_from_what_was_kept() {
    let world = World::new().await;
    let cast = world.cast().await;
    submitted(&world, &cast, GOOD).await;
    let why = why_69();
    for below in ["", "/evaluation", "/result"] {
        let page = cast.hr.get(&cast.at(below)).await;
        assert_eq!(page.status(), 200, "{below}");
        let text = page.all("details.why").join(" ");
        for part in [
            why.as_str(),
            "69 + 22 + 18 = 109",
            "100 < total ≤ 120",
            "Excellent",
        ] {
            assert!(text.contains(part), "{below}: {part} in {text}");
        }
        assert!(
            text.says("why_truncate") && text.says("why_versions"),
            "{text}"
        );
    }
    // the employee sees it with the result and not before
    assert_eq!(cast.employee.get(&cast.at("/result")).await.status(), 409);
    assert!(!cast.employee.get(&cast.at("")).await.has("details.why"));

    // what was kept is told, whatever happens to the evaluation's row or the rule afterwards
    sqlx::query("update papers set body = jsonb_set(body, '{items,company_profit,input,actual}', '\"1\"') where kind = 'evaluation'")
        .execute(&world.db)
        .await
        .unwrap();
    let page = cast.hr.get(&cast.at("/result")).await;
    assert!(words(&page).contains(&why));
    // and it cannot be rewritten
    for sql in [
        "update results set no = 2",
        "delete from results",
        "update forms set definition = jsonb_set(definition, '{percent_mode}', '\"round\"')",
    ] {
        assert!(sqlx::query(sql).execute(&world.db).await.is_err(), "{sql}");
    }

    // 98.6 % in each mode of a form, to the decimal place
    let hr = library_of(&world, &cast.hr).await;
    for (mode, points) in [("truncate", "99"), ("round", "99"), ("continuous", "98.6")] {
        let family = mirror(&world, &hr).await;
        let version = presses(&hr, family, "/publication", &[("percent_mode", mode)]).await;
        assert_eq!(version.status(), 303, "{}", version.summary());
        let page = tried(&hr, family, "try.target.i1=1000&try.actual.i1=986").await;
        assert_eq!(page.all("dl.result dd")[0], points, "{mode}");
    }
    // a total that rounds onto a boundary is shown so that it does not lie
    let family = mirror(&world, &hr).await;
    let page = tried(&hr, family, "try.target.i1=100000&try.actual.i1=79996").await;
    assert_eq!(page.all("dl.result dd")[..2], ["79.996", "Very poor"]);
}

async fn library_of(world: &World, hr: &Person) -> Person {
    seed::furnish(&world.app).await.unwrap();
    hr.clone()
}

#[tokio::test]
async fn situation_11_a_missing_component_is_incomplete_and_never_0() {
    let world = World::new().await;
    let cast = world.cast().await;
    at_evaluation(&world, &cast).await;
    // two of three indicators: no total, no grade, and no weight moves
    let mut two: Vec<(&str, &str)> = GOOD
        .iter()
        .copied()
        .filter(|(name, _)| *name != "points.conduct")
        .collect();
    two.push(("version", "0"));
    let address = cast.at("/evaluation");
    assert_eq!(cast.superior.autosave(&address, &two).await.status(), 200);
    let page = cast.superior.get(&address).await;
    assert!(page.says("evaluation_scored"));
    assert!(!page.has("dl.result") && !page.has("details.why"));
    let refused = cast
        .superior
        .fills(&address, &cast.at("/evaluation/submission"), &[])
        .await;
    assert_eq!(refused.status(), 422);
    assert!(refused.has("[id='f-points.conduct-error']"));
    let (total, kept): (Option<rust_decimal::Decimal>, i64) = sqlx::query_as(
        "select total, (select count(*) from results) from appraisals where id = $1",
    )
    .bind(cast.appraisal.0)
    .fetch_one(&world.db)
    .await
    .unwrap();
    assert_eq!((total, kept), (None, 0));

    // the calculator says the same
    let hr = library_of(&world, &cast.hr).await;
    let standard = of_the_product(&world, "forms", "standard").await;
    let query =
        "try.target.company_profit=3200&try.actual.company_profit=3500&try.points.conduct=18";
    let page = tried(&hr, standard, query).await;
    assert!(!page.has("dl.result"), "{}", page.summary());
    let text = words(&page);
    assert!(
        text.says_with("trial_waits", &[("entered", "2"), ("all", "3")]),
        "{text}"
    );
    assert!(text.says("explain_higher"), "{text}");
    // a target of 0 divides nothing: points by hand, or nothing
    let query = "try.target.company_profit=0&try.actual.company_profit=5&try.target.must_do_tasks=100&try.actual.must_do_tasks=120&try.points.conduct=18";
    let page = tried(&hr, standard, query).await;
    assert!(!page.has("dl.result"));
    assert!(
        page.has("[name='try.points.company_profit']"),
        "asks for points by hand"
    );
    let page = tried(
        &hr,
        standard,
        &format!("{query}&try.points.company_profit=60"),
    )
    .await;
    assert_eq!(page.all("dl.result dd"), ["100", "Good", "1"]);
}

#[tokio::test]
async fn situation_28_a_form_edited_in_a_live_cycle_leaves_it_alone() {
    let world = World::new().await;
    let cast = world.cast().await;
    let hr = library_of(&world, &cast.hr).await;
    let standard = of_the_product(&world, "forms", "standard").await;
    // the running cycle uses the form of the library
    sqlx::query("update cycles set form_id = (select id from forms where family = $1)")
        .bind(standard)
        .execute(&world.db)
        .await
        .unwrap();
    submitted(&world, &cast, GOOD).await;

    // weights that do not sum to 100.00 block publication and say the difference; the draft is kept
    let wrong = [
        ("ind.company_profit.weight", "40"),
        ("ind.company_profit.name_en", "Profit of the year"),
    ];
    let refused = presses(&hr, standard, "/publication", &wrong).await;
    assert_eq!(refused.status(), 422);
    let told = refused.all(".errors li").join(" ");
    let less = [("sum", "80.00"), ("missing", "20.00")];
    assert!(told.says_with("form_fault_less", &less), "{told}");
    let sent = refused.form(&format!("/forms/{standard}/publication"));
    assert!(sent.contains(&("ind.company_profit.weight".into(), "40".into())));

    let right = [
        ("ind.company_profit.weight", "40"),
        ("ind.conduct.weight", "40"),
        ("ind.company_profit.name_en", "Profit of the year"),
    ];
    let published = presses(&hr, standard, "/publication", &right).await;
    assert_eq!(published.status(), 303, "{}", published.summary());

    // the live appraisal: the same form, weights, explanation and total as before
    let page = cast.hr.get(&cast.at("/evaluation")).await;
    let text = words(&page);
    assert!(text.contains("Company profit") && !text.contains("Profit of the year"));
    assert!(text.contains(&why_69()), "{text}");
    assert_eq!(page.all("dl.result dd")[0], "109");
    // and the library says which version that is
    let first = hr.get(&format!("/forms/{standard}?version=1")).await;
    assert!(first.text().contains("Company profit"));
    let newest = hr.get(&format!("/forms/{standard}")).await;
    assert!(newest.text().contains("Profit of the year"));
    assert!(newest.all("aside .todo li").join(" ").contains("Autumn"));

    // deleting the used one is refused, by the page and by the database
    let removal = format!("/forms/{standard}/removal");
    let refused = hr
        .post(&removal, &[("version", "2"), ("reason", "tidying up")])
        .await;
    assert_eq!(refused.status(), 409);
    assert!(refused.text().contains("Autumn"), "{}", refused.summary());
    assert!(
        sqlx::query("delete from forms where family = $1")
            .bind(standard)
            .execute(&world.db)
            .await
            .is_err()
    );
    // archived, it is not offered any more, and the live cycle goes on
    let archive = format!("/forms/{standard}/archive");
    assert_eq!(hr.post(&archive, &[("version", "1")]).await.status(), 409);
    assert_eq!(hr.post(&archive, &[("version", "2")]).await.status(), 303);
    assert_eq!(cast.hr.get(&cast.at("/evaluation")).await.status(), 200);
    // what no cycle used can go, with a reason
    let spare = mirror(&world, &hr).await;
    let removal = format!("/forms/{spare}/removal");
    assert_eq!(hr.post(&removal, &[("version", "1")]).await.status(), 409);
    let gone = hr
        .post(&removal, &[("version", "1"), ("reason", "a try")])
        .await;
    assert_eq!(gone.status(), 303, "{}", gone.summary());
    assert_eq!(hr.get(&format!("/forms/{spare}")).await.status(), 404);
}
