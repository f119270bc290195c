//! Which refusals are counted: of the version of the record that stands, on tile, list and table alike.

use crate::{
    rulings::OPENING,
    signing::{declares, frozen, signs, time_is_up},
    situations::reopening::{asks, decides},
    world::{Cast, PASSWORD, Says, World, en},
};

/// The employee refuses, the superior notes it, the facilitator has seen it.
async fn refused(world: &World) -> Cast {
    let cast = frozen(world).await;
    sqlx::query("insert into cycle_departments (cycle_id, department_id) values ($1, $2)")
        .bind(cast.cycle.0)
        .bind(cast.department.0)
        .execute(&world.db)
        .await
        .unwrap();
    // the stage was reached by force, with another total
    sqlx::query("update appraisals set total = 104.9, grade = 3, multiplier = 1.1")
        .execute(&world.db)
        .await
        .unwrap();
    for done in [
        declares(&cast).await,
        signs(&cast.superior, &cast, "agree").await,
    ] {
        assert_eq!(done.status(), 303, "{}", done.summary());
    }
    time_is_up(world).await;
    let sign = cast.at("/sign");
    let reason = [("reason", "Waits for the figures."), ("password", PASSWORD)];
    for (who, act) in [(&cast.superior, "refusal"), (&cast.facilitator, "witness")] {
        let done = who.fills(&sign, &format!("{sign}/{act}"), &reason).await;
        assert_eq!(done.status(), 303, "{act}: {}", done.summary());
    }
    assert_eq!(world.stage(cast.appraisal).await, "concluded");
    cast
}

/// What the tile counts, what the list behind it has, and what the table says of Eve.
async fn told(cast: &Cast) -> (String, usize, String) {
    let hr = &cast.hr;
    let tiles = hr.get("/dashboard").await.all(".tile");
    let tile = tiles
        .iter()
        .find(|tile| tile.says("dash_refused"))
        .expect("tile");
    let figure: String = tile.chars().take_while(char::is_ascii_digit).collect();
    let list = hr
        .get(&format!("/appraisals?cycle={}&refused=1", cast.cycle))
        .await;
    let csv = hr.get("/dashboard/export.csv").await.text();
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let heads = reader.headers().expect("heads").clone();
    let at = heads
        .iter()
        .position(|head| head == en("export_refused"))
        .expect("column");
    let row = reader.records().next().expect("row").expect("row");
    (figure, list.all("tbody tr").len(), row[at].to_owned())
}

fn one() -> (String, usize, String) {
    ("1".into(), 1, en("export_yes"))
}

fn none() -> (String, usize, String) {
    ("0".into(), 0, en("export_no"))
}

#[tokio::test]
async fn a_refusal_ends_with_the_version_that_was_refused() {
    let world = World::new().await;
    let cast = refused(&world).await;
    assert_eq!(told(&cast).await, one());
    let dispute = cast.at("/dispute");
    let opened = cast.employee.fills(&dispute, &dispute, &OPENING).await;
    assert_eq!(opened.status(), 303, "{}", opened.summary());
    assert_eq!(told(&cast).await, one(), "nothing is settled yet");
    let answer = [
        ("answer", "You are right."),
        ("offer", "1"),
        ("offer.conduct", "19"),
    ];
    let answered = cast
        .superior
        .fills(&dispute, &cast.at("/dispute/answer"), &answer)
        .await;
    assert_eq!(answered.status(), 303, "{}", answered.summary());
    let settled = cast
        .employee
        .fills(&dispute, &cast.at("/dispute/settlement"), &[])
        .await;
    assert_eq!(settled.status(), 303, "{}", settled.summary());
    assert_eq!(world.stage(cast.appraisal).await, "sign_off");
    assert_eq!(told(&cast).await, none());
}

#[tokio::test]
async fn a_refusal_ends_when_the_work_is_opened_again() {
    let world = World::new().await;
    let cast = refused(&world).await;
    assert_eq!(told(&cast).await, one());
    let asked = asks(&cast.superior, &cast, "evaluation").await;
    assert_eq!(asked.status(), 303, "{}", asked.summary());
    let decided = decides(&cast.hr, &cast, "approve").await;
    assert_eq!(decided.status(), 303, "{}", decided.summary());
    assert_eq!(world.stage(cast.appraisal).await, "evaluation");
    assert_eq!(told(&cast).await, none());
}
