//! Random people press random buttons on the pages they see. Whatever they do, an appraisal only ever
//! moves along a line of the lifecycle's table, with its event in the trail, and no page breaks.

use countersign::{
    access::{Role, Stage},
    appraisals::lifecycle::MOVES,
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use scraper::{ElementRef, Html, Selector};

use crate::world::{Cast, PASSWORD, Person, World};

/// The pages below an appraisal on which there may be buttons.
const PAGES: &[&str] = &[
    "",
    "/goals",
    "/goals/change",
    "/actuals",
    "/notes",
    "/self-evaluation",
    "/evaluation",
    "/preparation",
    "/interview",
    "/interview?step=4",
    "/interview?step=8",
    "/record",
    "/sign",
    "/dispute",
];

struct Button {
    action: String,
    fields: Vec<(String, String)>,
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("selector")
}

/// Every button of a page that goes somewhere below the appraisal, with its form filled in as somebody
/// in a hurry would.
fn buttons(html: &str, below: &str, luck: &mut impl FnMut(usize) -> usize) -> Vec<Button> {
    let page = Html::parse_document(html);
    let mut found = Vec::new();
    for form in page.select(&selector("form[method=post]")) {
        let own = form.value().attr("action").unwrap_or_default().to_owned();
        let filled = fill(&form, luck);
        for button in form.select(&selector("button")) {
            let action = button.value().attr("formaction").unwrap_or(&own).to_owned();
            let mut fields = filled.clone();
            if let (Some(name), Some(value)) =
                (button.value().attr("name"), button.value().attr("value"))
            {
                fields.push((name.to_owned(), value.to_owned()));
            }
            if action.starts_with(below) {
                found.push(Button { action, fields });
            }
        }
    }
    found
}

fn fill(form: &ElementRef, luck: &mut impl FnMut(usize) -> usize) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for input in form.select(&selector("input, textarea, select")) {
        let Some(name) = input.value().attr("name").map(str::to_owned) else {
            continue;
        };
        let kept = input.value().attr("value").unwrap_or_default().to_owned();
        let value = match (
            input.value().name(),
            input.value().attr("type").unwrap_or("text"),
        ) {
            ("select", _) => {
                let options: Vec<String> = input
                    .select(&selector("option"))
                    .filter_map(|option| option.value().attr("value").map(str::to_owned))
                    .filter(|value| !value.is_empty())
                    .collect();
                if options.is_empty() {
                    continue;
                } else {
                    options[luck(options.len())].clone()
                }
            }
            ("textarea", _) => "A reason that says enough.".to_owned(),
            (_, "hidden") => kept,
            (_, "password") => PASSWORD.to_owned(),
            (_, "checkbox") => {
                if luck(4) == 0 {
                    continue;
                }
                kept
            }
            (_, "radio") => {
                if fields.iter().any(|(other, _)| *other == name) && luck(2) == 0 {
                    continue;
                }
                fields.retain(|(other, _)| *other != name);
                kept
            }
            (_, "date") => {
                (time::OffsetDateTime::now_utc().date() + time::Duration::days(9)).to_string()
            }
            (_, "datetime-local") => {
                format!(
                    "{}T10:00",
                    time::OffsetDateTime::now_utc().date() + time::Duration::days(9)
                )
            }
            (_, "file" | "submit" | "search") => continue,
            _ if !kept.is_empty() => kept,
            _ if name.contains("target") || name.contains("actual") => "100".to_owned(),
            _ if name.contains("points") => "18".to_owned(),
            _ if name.contains("weight") => "100".to_owned(),
            _ if name.contains("minutes") => "60".to_owned(),
            _ => "Something".to_owned(),
        };
        fields.push((name, value));
    }
    fields
}

async fn players(world: &World, cast: &Cast) -> Vec<Person> {
    let mut players = vec![
        cast.employee.clone(),
        cast.superior.clone(),
        cast.facilitator.clone(),
        cast.hr.clone(),
        cast.clerk.clone(),
    ];
    for name in ["Cora Committee", "Cy Committee", "Cleo Committee"] {
        let member = world.person(name, cast.other_department, None).await;
        world.give(&member, Role::Committee).await;
        players.push(member);
    }
    players
}

async fn play(choices: &[u32]) -> Result<usize, TestCaseError> {
    let world = World::new().await;
    let cast = world.cast().await;
    let players = players(&world, &cast).await;
    let below = cast.at("");
    let mut at = 0;
    let mut luck = |of: usize| {
        at += 1;
        choices[at % choices.len()]
            .wrapping_mul(2_654_435_761)
            .rotate_left((at % 31) as u32) as usize
            % of.max(1)
    };
    let mut moved = 0;
    let mut stage = world.stage(cast.appraisal).await;
    for _ in 0..choices.len() {
        let player = &players[luck(players.len())];
        let page = player
            .get(&format!("{below}{}", PAGES[luck(PAGES.len())]))
            .await;
        prop_assert!(page.status() < 500, "{}", page.summary());
        let mut open = buttons(&page.text(), &below, &mut luck);
        if open.is_empty() {
            continue;
        }
        let button = open.swap_remove(luck(open.len()));
        let fields: Vec<(&str, &str)> = button
            .fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let answer = player.post(&button.action, &fields).await;
        prop_assert!(
            answer.status() < 500,
            "{} by {}: {}",
            button.action,
            player.name,
            answer.summary()
        );
        // `Person::post` has compared the to-dos with what the facts say; what they offer can be done
        let page = player.get("/").await;
        for href in page.all_links(".todo a") {
            let opened = player.get(&href).await;
            prop_assert!(
                opened.status() == 200,
                "{href} on the start page of {} after {}: {}",
                player.name,
                button.action,
                opened.summary()
            );
        }
        let now = world.stage(cast.appraisal).await;
        if now != stage {
            let line = MOVES.iter().find(|line| {
                line.to.key() == now && line.from.iter().any(|from| from.key() == stage)
            });
            prop_assert!(
                line.is_some(),
                "{stage} to {now} by {} is no line of the table",
                button.action
            );
            prop_assert!(Stage::from_key(&now).is_some());
            let events: i64 = sqlx::query_scalar(
                "select count(*) from events where stream = $1 and kind = any($2)",
            )
            .bind(cast.appraisal.0)
            .bind(
                MOVES
                    .iter()
                    .filter(|line| line.to.key() == now)
                    .map(|line| line.step.key().to_owned())
                    .collect::<Vec<_>>(),
            )
            .fetch_one(&world.db)
            .await
            .expect("events");
            prop_assert!(events > 0, "{stage} to {now} left no event");
            stage = now;
            moved += 1;
        }
    }
    let miscounted = world.miscounted().await;
    prop_assert!(miscounted.is_empty(), "{miscounted:?}");
    Ok(moved)
}

#[test]
fn random_people_pressing_random_buttons_find_no_state_that_the_table_does_not_have() {
    let runtime = tokio::runtime::Runtime::new().expect("runtime");
    let mut runner = TestRunner::new(Config {
        cases: 6,
        max_shrink_iters: 0,
        ..Config::default()
    });
    let moves = std::cell::Cell::new(0);
    runner
        .run(&proptest::collection::vec(any::<u32>(), 250), |choices| {
            moves.set(moves.get() + runtime.block_on(play(&choices))?);
            Ok(())
        })
        .expect("every walk stays on the table");
    assert!(
        moves.get() > 0,
        "the walks got nowhere: {} moves",
        moves.get()
    );
}
