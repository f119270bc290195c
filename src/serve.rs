//! Serving: take the port, answer, and on a signal finish what was begun and leave.

use std::future::Future;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use axum::Router;
use axum_server::Handle;
use hyper_util::rt::TokioTimer;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::web::watch;

/// How long open requests may take to end; streams that never end are cut after it.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long the head of a request may take: a connection on which it never ends is nobody's.
const HEADERS: Duration = Duration::from_secs(15);

/// The wish to end: SIGTERM from a supervisor, SIGINT from Ctrl-C.
pub struct Stop {
    term: Signal,
    int: Signal,
}

impl Stop {
    /// From here on a signal no longer kills the process, but is waited for.
    pub fn listen() -> anyhow::Result<Self> {
        Ok(Self {
            term: signal(SignalKind::terminate())?,
            int: signal(SignalKind::interrupt())?,
        })
    }

    pub async fn asked(&mut self) {
        tokio::select! {
            _ = self.term.recv() => {}
            _ = self.int.recv() => {}
        }
    }

    /// Does the work, unless somebody wants to end before it is done.
    pub async fn or<T>(
        &mut self,
        work: impl Future<Output = anyhow::Result<T>>,
    ) -> anyhow::Result<Option<T>> {
        tokio::select! {
            done = work => done.map(Some),
            () = self.asked() => Ok(None),
        }
    }
}

/// Takes the port, before anything slow is done.
pub async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(e) if e.kind() == ErrorKind::AddrInUse => bail!(
            "{address} is taken by another program: stop that one, or choose another port with --listen {}:{}",
            address.ip(),
            address.port().checked_add(1).unwrap_or(8080)
        ),
        Err(e) if e.kind() == ErrorKind::PermissionDenied => {
            bail!("{address}: ports below 1024 are for root; choose one above with --listen")
        }
        Err(e) if e.kind() == ErrorKind::AddrNotAvailable => {
            bail!("{address} is no address of this machine: choose one with --listen")
        }
        Err(e) => Err(anyhow!(e)).with_context(|| format!("cannot listen on {address}")),
    }
}

/// Answers requests until somebody wants to end; `leave` then ends what would otherwise stay open.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: &mut Stop,
    leave: impl FnOnce(),
) -> anyhow::Result<()> {
    let handle = Handle::new();
    let mut http = axum_server::from_tcp(listener.into_std()?)?
        .handle(handle.clone())
        .first_request_timeout(HEADERS);
    http.http_builder()
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS);
    http.http_builder()
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Some(PATIENCE));
    let mut server =
        tokio::spawn(http.serve(router.into_make_service_with_connect_info::<SocketAddr>()));
    let mut tick = tokio::time::interval(Duration::from_secs(5));
    loop {
        tokio::select! {
            ended = &mut server => return Ok(ended??),
            _ = tick.tick() => watch::upkeep(),
            () = stop.asked() => break,
        }
    }
    tracing::info!("stopping: no new requests, open ones may end");
    handle.graceful_shutdown(Some(PATIENCE));
    leave();
    tokio::select! {
        ended = &mut server => ended??,
        () = stop.asked() => server.abort(),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpStream,
    };

    use super::*;

    #[tokio::test]
    async fn whoever_never_ends_a_header_is_left_and_others_are_answered() {
        let listener = bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", get(|| async { "here" }));
        let mut stop = Stop::listen().unwrap();
        let server = tokio::spawn(async move { serve(listener, router, &mut stop, || {}).await });
        let mut slow = TcpStream::connect(address).await.unwrap();
        slow.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
            .await
            .unwrap();
        let mut quick = TcpStream::connect(address).await.unwrap();
        quick
            .write_all(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            .await
            .unwrap();
        let mut answer = String::new();
        quick.read_to_string(&mut answer).await.unwrap();
        assert!(answer.ends_with("here"), "{answer}");
        let mut rest = Vec::new();
        let patience = HEADERS + Duration::from_secs(10);
        let ended = tokio::time::timeout(patience, slow.read_to_end(&mut rest)).await;
        assert!(ended.is_ok(), "it may hold its connection for ever");
        server.abort();
    }
}
