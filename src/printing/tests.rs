//! With a stand-in for the program, which says its process id instead of a sheet.

use std::sync::Arc;

use super::*;

fn stand_in(bounds: Bounds) -> Printer {
    let program = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/assets/paper-stand-in.sh"
    );
    Printer::new(program.into(), bounds)
}

async fn id(printer: &Printer, job: &str) -> String {
    String::from_utf8(printer.print(job).await.unwrap().bytes).unwrap()
}

/// One that has ended and that nobody has asked about yet does not live.
fn lives(id: &str) -> bool {
    let told = std::fs::read_to_string(Path::new("/proc").join(id).join("stat"));
    told.is_ok_and(|stat| {
        stat.rsplit_once(") ")
            .is_some_and(|(_, rest)| !rest.starts_with('Z'))
    })
}

async fn gone(id: &str) -> bool {
    for _ in 0..200 {
        if !lives(id) {
            return true;
        }
        sleep(Duration::from_millis(20)).await;
    }
    false
}

#[tokio::test]
async fn one_program_sets_sheet_after_sheet_and_ends_with_us() {
    let printer = stand_in(Bounds::default());
    let first = id(&printer, "a").await;
    assert_eq!(id(&printer, "b").await, first);
    assert!(lives(&first));
    drop(printer);
    assert!(gone(&first).await);
}

#[tokio::test]
async fn a_program_that_is_not_there_is_said_so_until_it_is() {
    let printer = Printer::new("/nowhere/countersign-paper".into(), Bounds::default());
    let error = printer.print("a").await.unwrap_err();
    assert!(matches!(error, PrintError::Missing(_)), "{error}");
}

#[tokio::test]
async fn one_that_died_is_started_anew() {
    let printer = stand_in(Bounds::default());
    let first = id(&printer, "once").await;
    assert!(gone(&first).await);
    assert_ne!(id(&printer, "a").await, first);

    let error = printer.print("die").await.unwrap_err();
    assert!(matches!(error, PrintError::Died(_)), "{error}");
    id(&printer, "a").await;
}

#[tokio::test]
async fn a_refusal_is_told_and_costs_no_program() {
    let printer = stand_in(Bounds::default());
    let first = id(&printer, "a").await;
    let error = printer.print("refuse").await.unwrap_err();
    assert!(matches!(error, PrintError::Refused(_)), "{error}");
    assert_eq!(id(&printer, "a").await, first);
}

#[tokio::test]
async fn an_answer_beyond_all_bounds_is_not_believed() {
    let error = stand_in(Bounds::default()).print("huge").await.unwrap_err();
    assert!(matches!(error, PrintError::Died(_)), "{error}");
}

#[tokio::test]
async fn a_sheet_that_takes_too_long_is_given_up_with_its_program() {
    let printer = stand_in(Bounds {
        sheet: Duration::from_millis(300),
        ..Bounds::default()
    });
    let first = id(&printer, "a").await;
    let error = printer.print("stall").await.unwrap_err();
    assert!(matches!(error, PrintError::TooSlow(_)), "{error}");
    assert!(gone(&first).await);
    assert_ne!(id(&printer, "a").await, first);
}

#[tokio::test]
async fn beyond_its_bounds_nobody_waits() {
    let printer = Arc::new(stand_in(Bounds {
        waiting: 1,
        turn: Duration::from_millis(300),
        ..Bounds::default()
    }));
    let mut stalled = tokio::task::JoinSet::new();
    for _ in 0..AT_ONCE {
        let printer = printer.clone();
        stalled.spawn(async move { printer.print("stall").await });
    }
    while printer.turns.available_permits() > 0 {
        tokio::task::yield_now().await;
    }
    // one may wait, and waits in vain; whoever comes after it hears so at once
    let began = Instant::now();
    let waiting = tokio::spawn({
        let printer = printer.clone();
        async move { printer.print("a").await }
    });
    while printer.waiting.load(Ordering::Relaxed) == 0 {
        tokio::task::yield_now().await;
    }
    assert!(matches!(printer.print("a").await, Err(PrintError::Busy)));
    assert!(began.elapsed() < Duration::from_millis(300));
    assert!(matches!(waiting.await.unwrap(), Err(PrintError::Busy)));
    assert!(began.elapsed() >= Duration::from_millis(300));
    // a request that is given up by its reader frees its place
    stalled.shutdown().await;
    id(&printer, "a").await;
}

#[tokio::test]
async fn what_nobody_wants_any_more_ends() {
    let printer = stand_in(Bounds {
        idle: Duration::from_millis(100),
        ..Bounds::default()
    });
    let first = id(&printer, "a").await;
    assert!(gone(&first).await);
}
