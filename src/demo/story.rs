//! What happened in the demo company so far: a finished cycle, and a running one with somebody in
//! every stage.

use anyhow::Context as _;
use axum::Router;
use time::Duration;

use super::{
    company::DEPARTMENTS,
    gestures::{Cast, Result},
};
use crate::app::App;

const EARLIER: &str = "Spring 2026 春季考核";
const GOALS: &str = "Year 2027 年度目标";
const RUNNING: &str = "Autumn 2026 秋季考核";

const GOOD: Result = Result {
    profit: "3200",
    tasks: "100",
    conduct: "16",
    own: ["62", "20", "18"],
};
const EXCELLENT: Result = Result {
    profit: "3500",
    tasks: "120",
    conduct: "18",
    own: ["66", "21", "18"],
};
const POOR: Result = Result {
    profit: "2950",
    tasks: "90",
    conduct: "11",
    own: ["58", "20", "17"],
};

const WORDS: [&str; 3] = [
    "The big orders came in spring; the tender in June cost us time. 大单集中在春季，六月的投标耽误了时间。",
    "Everything on the list was done, two things late.",
    "I helped the new colleague through the first months. 帮助新同事度过了头几个月。",
];

/// Tells it from a year ago until now.
pub async fn tell(app: &App, router: &Router) -> anyhow::Result<()> {
    let cast = Cast { app, router };
    let now = app.clock.now();
    app.clock.set(now - Duration::days(230));
    earlier(&cast).await.context("the earlier cycle")?;
    app.clock.set(now - Duration::days(40));
    running(&cast).await.context("the running cycle")?;
    app.clock.set(now - Duration::days(5));
    agreeing(&cast).await.context("the cycle that begins")?;
    // the first four steps take 26 minutes
    app.clock.set(now - Duration::minutes(30));
    talking(&cast).await.context("the interview that goes on")?;
    Ok(())
}

/// Sales last spring: everybody came to the end. Some plans are done, some are overdue by now.
async fn earlier(cast: &Cast<'_>) -> anyhow::Result<()> {
    let today = cast.today();
    let day = |days: i64| today + Duration::days(days);
    let people = ["S04", "S05", "S06", "S07"];
    let dues = [
        ("self_due", day(10)),
        ("evaluation_due", day(20)),
        ("review_due", day(30)),
        ("interview_due", day(45)),
        ("sign_due", day(60)),
    ];
    cast.launch(
        EARLIER,
        &[DEPARTMENTS[1]],
        &dues,
        (day(-180), day(-1)),
        Some(&people),
    )
    .await?;
    let results = [GOOD, EXCELLENT, GOOD, POOR];
    for (number, result) in people.into_iter().zip(&results) {
        let case = cast.case(EARLIER, number).await?;
        case.self_evaluate(result, &WORDS).await?;
        case.evaluate(result).await?;
        case.release().await?;
        case.prepares_as_employee().await?;
        case.prepares_as_superior().await?;
    }
    cast.later(10);
    for (index, number) in (1..).zip(people) {
        let case = cast.case(EARLIER, number).await?;
        case.appoint(cast.today() + Duration::days(index), 10)
            .await?;
    }
    cast.later(1);
    for (index, number) in people.into_iter().enumerate() {
        let case = cast
            .case(EARLIER, number)
            .await
            .with_context(|| format!("the interview of {number}"))?;
        case.starts_interview().await?;
        // plans due in spring are overdue by now, later ones are on time
        let due = cast.today() + Duration::days(if index % 2 == 0 { 120 } else { 260 });
        let parks = (number == "S07").then(|| cast.today() + Duration::days(21));
        case.interview(cast, 8, due, false, parks).await?;
        case.closes_interview().await?;
        if number == "S06" {
            case.signs(&case.superior, "agree").await?;
            case.declares().await?;
        } else {
            case.both_sign().await?;
        }
        cast.later(1);
    }
    cast.later(15);
    let case = cast.case(EARLIER, "S07").await?;
    case.reports_outcome(
        cast,
        "Finance has checked it: one order belongs to September. It counts in the next period. 财务核实一笔订单属于九月，计入下期。",
    )
    .await?;
    // the time to think again is over
    cast.later(40);
    cast.case(EARLIER, "S06").await?.refuses().await?;
    // one plan is finished, one needs more work
    cast.later(50);
    let case = cast.case(EARLIER, "S05").await?;
    case.finishes_plan(
        cast,
        "Three tenders were complete two days early. 三次投标均提前两天完成。",
        None,
    )
    .await?;
    let case = cast.case(EARLIER, "S06").await?;
    case.finishes_plan(
        cast,
        "The list is in use since May.",
        Some("Two of the three tenders had it; please show the third."),
    )
    .await
}

/// This autumn: Sales and Operations, each person somewhere else on the way.
async fn running(cast: &Cast<'_>) -> anyhow::Result<()> {
    let today = cast.today();
    let day = |days: i64| today + Duration::days(days);
    let dues = [
        ("self_due", day(42)),
        ("evaluation_due", day(48)),
        ("review_due", day(54)),
        ("interview_due", day(66)),
        ("sign_due", day(76)),
    ];
    cast.launch(
        RUNNING,
        &[DEPARTMENTS[1], DEPARTMENTS[3]],
        &dues,
        (day(-120), day(-1)),
        None,
    )
    .await?;
    let case = async |number: &'static str| {
        cast.case(RUNNING, number)
            .await
            .with_context(|| format!("the appraisal of {number}"))
    };

    // self-evaluations: most are in, some are drafts, some have not begun
    cast.later(10);
    for number in [
        "S04", "S05", "S06", "S08", "S09", "S10", "S11", "S12", "S13", "O04", "O05", "O06", "O07",
    ] {
        case(number)
            .await?
            .self_evaluate(if number == "S10" { &POOR } else { &GOOD }, &WORDS)
            .await?;
    }
    case("S07")
        .await?
        .drafts_self_evaluation(&GOOD, &WORDS)
        .await?;
    case("O08")
        .await?
        .drafts_self_evaluation(&GOOD, &WORDS)
        .await?;
    case("O12")
        .await?
        .withdraws("Left the company on the last day of the month. 已离职。")
        .await?;

    cast.later(6);
    for (number, result) in [
        ("S05", EXCELLENT),
        ("S06", GOOD),
        ("S08", GOOD),
        ("S09", GOOD),
        ("S10", POOR),
        ("S11", GOOD),
        ("S12", GOOD),
        ("S13", EXCELLENT),
        ("O04", GOOD),
        ("O05", GOOD),
    ] {
        case(number).await?.evaluate(&result).await?;
    }
    let open = case("S04").await?;
    open.drafts_evaluation(&GOOD).await?;
    open.hears_colleagues(cast, RUNNING, &["S05", "S06", "S09", "S11"])
        .await?;

    // released to all but two: one waits for review because it is low, one for its release
    cast.later(3);
    for number in ["S05", "S06", "S08", "S09", "S11", "S12", "S13", "O04"] {
        case(number).await?.release().await?;
    }
    for number in ["S05", "S06", "S08", "S09", "S11", "S12", "S13"] {
        let case = case(number).await?;
        case.prepares_as_employee().await?;
        case.prepares_as_superior().await?;
    }
    cast.later(8);
    for (number, days, hour) in [
        ("S05", 1, 9),
        ("S06", 1, 12),
        ("S08", 1, 15),
        ("S09", 2, 9),
        ("S11", 2, 12),
        ("S12", 2, 15),
    ] {
        case(number)
            .await?
            .appoint(cast.today() + Duration::days(days), hour)
            .await?;
    }
    cast.later(2);
    let due = day(120);
    // everything to the end
    let done = case("S05").await?;
    done.starts_interview().await?;
    done.interview(cast, 8, due, false, None).await?;
    done.closes_interview().await?;
    done.both_sign().await?;
    // one signature is there
    let waiting = case("S06").await?;
    waiting.starts_interview().await?;
    waiting.interview(cast, 8, due, false, None).await?;
    waiting.closes_interview().await?;
    waiting.signs(&waiting.superior, "agree").await?;
    // objected, disputed, before the committee
    let disputed = case("S08").await?;
    disputed.starts_interview().await?;
    disputed
        .interview(cast, 8, due, true, Some(cast.today() + Duration::days(40)))
        .await?;
    disputed.closes_interview().await?;
    disputed.signs(&disputed.superior, "agree").await?;
    disputed.signs(&disputed.employee, "agree_in_part").await?;
    cast.later(2);
    disputed.disputes().await?;
    disputed.refers().await?;
    // declares that there will be no signature, and may think again
    let refused = case("S09").await?;
    refused.starts_interview().await?;
    // its parked point is overdue by now
    refused
        .interview(cast, 8, due, true, Some(cast.today() + Duration::days(4)))
        .await?;
    refused.closes_interview().await?;
    refused.signs(&refused.superior, "agree").await?;
    refused.declares().await?;
    Ok(())
}

/// Next year's goals: a cycle of Finance that has just begun.
async fn agreeing(cast: &Cast<'_>) -> anyhow::Result<()> {
    let day = |days: i64| cast.today() + Duration::days(days);
    let dues = [
        ("goals_due", day(19)),
        ("self_due", day(380)),
        ("evaluation_due", day(390)),
        ("review_due", day(397)),
        ("interview_due", day(410)),
        ("sign_due", day(420)),
    ];
    cast.launch(GOALS, &[DEPARTMENTS[4]], &dues, (day(10), day(374)), None)
        .await
}

/// Two who sit in the room while the demo is looked at.
async fn talking(cast: &Cast<'_>) -> anyhow::Result<()> {
    let case = cast.case(RUNNING, "S11").await?;
    case.starts_interview().await?;
    case.interview(cast, 4, cast.today() + Duration::days(90), false, None)
        .await
}
