//! Serving: take the port, answer, and on a signal finish what was begun and leave.

use std::future::Future;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use axum::Router;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::web::watch;

/// How long open requests may take to end; streams that never end are cut after it.
const PATIENCE: Duration = Duration::from_secs(10);

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
    let (tell, told) = tokio::sync::oneshot::channel::<()>();
    let mut server = tokio::spawn(
        axum::serve(
            listener,
            router.into_make_service_with_connect_info::<SocketAddr>(),
        )
        .with_graceful_shutdown(async {
            // an error means that the sender is gone, which is a wish to end too
            let _ = told.await;
        })
        .into_future(),
    );
    let mut tick = tokio::time::interval(Duration::from_secs(5));
    loop {
        tokio::select! {
            ended = &mut server => return Ok(ended??),
            _ = tick.tick() => watch::upkeep(),
            () = stop.asked() => break,
        }
    }
    tracing::info!("stopping: no new requests, open ones may end");
    drop(tell);
    leave();
    tokio::select! {
        ended = &mut server => ended??,
        () = tokio::time::sleep(PATIENCE) => {
            tracing::info!("cut what was still open");
            server.abort();
        }
        () = stop.asked() => server.abort(),
    }
    Ok(())
}
