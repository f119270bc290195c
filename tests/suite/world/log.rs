//! What the server logs while a test runs, for that test alone.

use std::{cell::RefCell, io, sync::Once};

thread_local! {
    static LOGGED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// One subscriber for the process, and lines kept by thread, as each test has its own. A subscriber by thread
/// would not do: which lines anybody wants is settled once for all, by the thread that comes to one first.
pub fn keep() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        tracing_subscriber::fmt()
            .with_ansi(false)
            .with_env_filter("info,sqlx=warn")
            .with_writer(|| Paper)
            .init();
    });
}

/// What was logged on this thread.
pub fn logged() -> Vec<String> {
    LOGGED.with_borrow(|bytes| {
        let text = String::from_utf8_lossy(bytes);
        text.lines().map(str::to_owned).collect()
    })
}

/// Prints too: what a failed test logged stands below it.
struct Paper;

impl io::Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOGGED.with_borrow_mut(|paper| paper.extend_from_slice(bytes));
        print!("{}", String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
