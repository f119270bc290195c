//! Mail servers that behave badly: what they hold up is this mail, and nothing else.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

use super::{morning, with_mail};
use crate::{
    organisation::work,
    world::{Person, World},
};

/// What a server does with a message.
#[derive(Clone, Copy)]
enum Manner {
    /// Takes the text and never answers again.
    Stalls,
    /// Puts off whoever has `put.off` in the address.
    PutsOff,
    /// Knows no such user as us.
    Refuses,
}

struct Server {
    address: SocketAddr,
    taken: Arc<AtomicUsize>,
    talks: Arc<AtomicUsize>,
}

impl Server {
    async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            taken: Arc::default(),
            talks: Arc::default(),
        };
        let (taken, talks) = (server.taken.clone(), server.talks.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                talks.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(talk(stream, manner, taken.clone()));
            }
        });
        server
    }

    /// The addresses of a world whose mail goes here, with so many employees who have something to do.
    async fn world(&self, names: &[String]) -> World {
        let world = World::with(with_mail(&format!("smtp://{}", self.address))).await;
        let cast = world.cast().await;
        for name in names {
            let employee = world
                .person(name, cast.department, Some(&cast.superior))
                .await;
            appraised(&world, &cast, &employee).await;
        }
        morning(&world, 1);
        world
    }

    fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }
}

async fn appraised(world: &World, cast: &crate::world::Cast, employee: &Person) {
    world
        .appraisal(
            cast.cycle,
            employee,
            &cast.superior,
            None,
            None,
            cast.department,
        )
        .await;
}

async fn talk(stream: TcpStream, manner: Manner, taken: Arc<AtomicUsize>) {
    let mut stream = BufReader::new(stream);
    let mut text = false;
    let mut line = String::new();
    if stream.write_all(b"220 here\r\n").await.is_err() {
        return;
    }
    loop {
        line.clear();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        let answer: &[u8] = if text {
            if line != ".\r\n" {
                continue;
            }
            text = false;
            if matches!(manner, Manner::Stalls) {
                std::future::pending::<()>().await;
            }
            taken.fetch_add(1, Ordering::Relaxed);
            b"250 taken\r\n"
        } else if line.starts_with("DATA") {
            text = true;
            b"354 go on\r\n"
        } else if line.starts_with("RCPT") && line.contains("put.off") {
            b"451 later\r\n"
        } else if line.starts_with("MAIL") && matches!(manner, Manner::Refuses) {
            b"530 sign in first\r\n"
        } else if line.starts_with("EHLO") {
            b"250 here\r\n"
        } else if line.starts_with("QUIT") {
            b"221 bye\r\n"
        } else {
            b"250 fine\r\n"
        };
        if stream.write_all(answer).await.is_err() {
            return;
        }
    }
}

fn named(prefix: &str, count: usize) -> Vec<String> {
    (0..count)
        .map(|n| {
            let letter = char::from(b'a' + u8::try_from(n % 26).unwrap());
            format!("{prefix} {letter}{n}")
        })
        .collect()
}

/// Status, tries and number of today's mails.
async fn mails(world: &World) -> Vec<(String, i16, i64)> {
    sqlx::query_as("select status::text, tries, count(*) from digests group by 1, 2 order by 1, 2")
        .fetch_all(&world.db)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_server_that_stalls_after_the_text_ends_the_round_and_costs_nobody_a_try() {
    let server = Server::start(Manner::Stalls).await;
    let world = server.world(&named("Stalled", 14)).await;
    let begun = Instant::now();
    work(&world).await;
    // one few at once waits out its patience (0.4 s here), the others are not sent into the same silence
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert_eq!(server.talks.load(Ordering::Relaxed), 4);
    let kept = mails(&world).await;
    assert!(
        kept.iter()
            .all(|(status, tries, _)| status == "waiting" && *tries == 0),
        "{kept:?}"
    );
    let done: i64 = sqlx::query_scalar("select count(*) from jobs where status <> 'done'")
        .fetch_one(&world.db)
        .await
        .unwrap();
    assert_eq!(done, 0, "the round is over, not hanging");
}

#[tokio::test]
async fn whoever_is_put_off_holds_up_nobody_else() {
    let server = Server::start(Manner::PutsOff).await;
    let mut names = named("Put Off", 21);
    names.extend(named("Welcome", 9));
    let world = server.world(&names).await;
    work(&world).await;
    // the employee of the cast, and whoever else of it has something to do
    let kept = mails(&world).await;
    let sent: i64 = kept
        .iter()
        .filter(|one| one.0 == "sent")
        .map(|one| one.2)
        .sum();
    assert!(sent >= 10, "{kept:?}");
    assert_eq!(server.taken(), usize::try_from(sent).unwrap());
    assert!(kept.contains(&("waiting".into(), 1, 21)), "{kept:?}");
    assert_eq!(kept.len(), 2, "{kept:?}");
}

#[tokio::test]
async fn a_server_that_does_not_know_us_fails_no_message_for_good() {
    let server = Server::start(Manner::Refuses).await;
    let world = server.world(&named("Waiting", 6)).await;
    work(&world).await;
    let kept = mails(&world).await;
    assert!(
        kept.iter()
            .all(|(status, tries, _)| status == "waiting" && *tries == 0),
        "{kept:?}"
    );
}
