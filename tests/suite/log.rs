//! What an operator finds in the log.

use std::{
    io,
    sync::{Arc, Mutex},
};

use crate::world::World;

/// Where the log of a test goes.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl io::Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("lock").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Paper {
    fn lines(&self) -> Vec<String> {
        let text = self.0.lock().expect("lock").clone();
        let text = String::from_utf8(text).expect("text");
        text.lines().map(str::to_owned).collect()
    }
}

#[tokio::test]
async fn whatever_is_logged_of_a_request_carries_the_id_that_its_error_page_shows() {
    let world = World::new().await;
    let cast = world.cast().await;
    sqlx::query("alter table appraisals rename to mislaid")
        .execute(&world.db)
        .await
        .expect("renamed");
    let paper = Paper::default();
    let to = paper.clone();
    let log = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || to.clone())
        .finish();
    let page = {
        let _here = tracing::subscriber::set_default(log);
        cast.employee.get("/appraisals").await
    };
    assert_eq!(page.status(), 500);
    let id = page.all("code.mono").remove(0);
    let of_request: Vec<_> = paper
        .lines()
        .into_iter()
        .filter(|line| line.contains(&id))
        .collect();
    let has = |words: &[&str]| {
        of_request
            .iter()
            .any(|line| words.iter().all(|word| line.contains(word)))
    };
    assert!(has(&["request failed", "does not exist"]));
    assert!(has(&["status=500", "GET", "/appraisals"]));
    assert!(of_request.iter().all(|line| !line.contains("Eve")));
}
