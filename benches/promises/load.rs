//! A small HTTP/1.1 load: keep-alive connections that each ask the next request of a list.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub struct Request(Vec<u8>);

impl Request {
    pub fn get(path: &str, cookie: &str) -> Self {
        Self(
            format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: {cookie}\r\n\r\n")
                .into_bytes(),
        )
    }

    pub fn post(path: &str, cookie: &str, body: &str) -> Self {
        let length = body.len();
        Self(
            format!(
                "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: {cookie}\r\nsec-fetch-site: same-origin\r\n\
                 content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{body}"
            )
            .into_bytes(),
        )
    }
}

pub struct Hits {
    pub count: usize,
    pub took: Duration,
}

impl Hits {
    #[allow(clippy::cast_precision_loss)] // counts of some seconds
    pub fn per_second(&self) -> f64 {
        self.count as f64 / self.took.as_secs_f64()
    }
}

/// Asks for `lasting`, round and round; any answer but 200 or 303 is an error.
pub async fn run(
    address: &str,
    requests: Vec<Request>,
    connections: usize,
    lasting: Duration,
) -> anyhow::Result<Hits> {
    drive(address, requests, connections, Some(lasting)).await
}

/// Asks every request once.
pub async fn once(
    address: &str,
    requests: Vec<Request>,
    connections: usize,
) -> anyhow::Result<Hits> {
    drive(address, requests, connections, None).await
}

async fn drive(
    address: &str,
    requests: Vec<Request>,
    connections: usize,
    lasting: Option<Duration>,
) -> anyhow::Result<Hits> {
    let requests = Arc::new(requests);
    let next = Arc::new(AtomicUsize::new(0));
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..connections {
        let (requests, next, address) = (requests.clone(), next.clone(), address.to_owned());
        tasks.push(tokio::spawn(async move {
            let mut stream = TcpStream::connect(&address).await?;
            stream.set_nodelay(true)?;
            let mut buffer = Vec::with_capacity(64 << 10);
            let mut count = 0;
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let done = lasting.map_or(index >= requests.len(), |lasting| {
                    begun.elapsed() >= lasting
                });
                if done {
                    return anyhow::Ok(count);
                }
                stream
                    .write_all(&requests[index % requests.len()].0)
                    .await?;
                answer(&mut stream, &mut buffer).await?;
                count += 1;
            }
        }));
    }
    let mut count = 0;
    for task in tasks {
        count += task.await??;
    }
    Ok(Hits {
        count,
        took: begun.elapsed(),
    })
}

pub struct Answer {
    pub status: u16,
    pub location: Option<String>,
    /// The first that is set.
    pub cookie: Option<String>,
    pub body: String,
}

/// One request over a connection of its own, with the whole answer.
pub async fn exchange(stream: &mut TcpStream, request: &[u8]) -> anyhow::Result<Answer> {
    stream.write_all(request).await?;
    let mut buffer = Vec::new();
    let head = read(stream, &mut buffer).await?;
    let text = String::from_utf8_lossy(&buffer[..head]);
    let header = |wanted: &str| {
        text.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case(wanted)
                .then(|| value.trim().to_owned())
        })
    };
    Ok(Answer {
        status: text.split(' ').nth(1).unwrap_or_default().parse()?,
        location: header("location"),
        cookie: text.lines().find_map(|line| {
            let value = line.split_once(':')?.1.trim();
            value.starts_with("session=").then(|| value.to_owned())
        }),
        body: String::from_utf8_lossy(&buffer[head..]).into_owned(),
    })
}

async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> anyhow::Result<()> {
    let head = read(stream, buffer).await?;
    let text = String::from_utf8_lossy(&buffer[..head]);
    let status = text.split(' ').nth(1).unwrap_or_default();
    anyhow::ensure!(
        status == "200" || status == "303",
        "answered with {status}: {}",
        String::from_utf8_lossy(&buffer[head..])
    );
    Ok(())
}

/// Reads one answer to its end; tells where its body begins.
async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> anyhow::Result<usize> {
    buffer.clear();
    let head = loop {
        anyhow::ensure!(stream.read_buf(buffer).await? > 0, "the server hung up");
        if let Some(at) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break at + 4;
        }
    };
    let text = String::from_utf8_lossy(&buffer[..head]).to_ascii_lowercase();
    if text.contains("transfer-encoding: chunked") {
        while !buffer.ends_with(b"0\r\n\r\n") {
            anyhow::ensure!(stream.read_buf(buffer).await? > 0, "the server hung up");
        }
        return Ok(head);
    }
    let length: usize = text
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .and_then(|value| value.trim().parse().ok())
        .unwrap_or(0);
    while buffer.len() < head + length {
        anyhow::ensure!(stream.read_buf(buffer).await? > 0, "the server hung up");
    }
    Ok(head)
}
