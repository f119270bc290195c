//! For those who keep the service running: is it alive, is it ready, how is it doing.

use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::Instant;

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use sqlx::PgPool;

use crate::db;

const COUNT: &str = "http_requests_total";
const DURATION: &str = "http_request_duration_seconds";
/// A page takes some milliseconds; what takes longer than a second is worth a look.
const STEPS: [f64; 10] = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

#[derive(Clone)]
struct Watched {
    pool: PgPool,
    metrics_open: bool,
}

/// What answers whoever watches over the program: no session, and not in the table of addresses.
pub const PATHS: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// The routes of [`PATHS`]. `/metrics` answers only this machine, unless it is opened.
pub fn routes<S>(pool: PgPool, metrics_open: bool) -> Router<S> {
    recorder();
    Router::new()
        .route(PATHS[0], get(healthz))
        .route(PATHS[1], get(readyz))
        .route(PATHS[2], get(figures))
        .with_state(Watched { pool, metrics_open })
}

async fn healthz() -> &'static str {
    "ok\n"
}

/// Ready means: the database answers, and has the schema that this program needs.
async fn readyz(State(watched): State<Watched>) -> (StatusCode, String) {
    match db::schema_state(&watched.pool).await {
        Ok(state) => match state.advice() {
            None => (StatusCode::OK, "ok\n".to_owned()),
            Some(advice) => (StatusCode::SERVICE_UNAVAILABLE, format!("{advice}\n")),
        },
        Err(error) => {
            tracing::warn!(%error, "not ready: the database does not answer");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database does not answer\n".to_owned(),
            )
        }
    }
}

async fn figures(
    State(watched): State<Watched>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
) -> Response {
    let local = peer
        .is_some_and(|Extension(ConnectInfo(from))| from.ip().to_canonical().is_loopback())
        && !forwarded(&headers);
    if !(watched.metrics_open || local) {
        return (
            StatusCode::FORBIDDEN,
            "metrics are answered to this machine alone; COUNTERSIGN_METRICS_OPEN=1 opens them\n",
        )
            .into_response();
    }
    // Counts of connections stay far below 2^52.
    #[allow(clippy::cast_precision_loss)]
    {
        metrics::gauge!("db_pool_connections", "state" => "idle")
            .set(watched.pool.num_idle() as f64);
        metrics::gauge!("db_pool_connections", "state" => "busy")
            .set((watched.pool.size() as usize).saturating_sub(watched.pool.num_idle()) as f64);
        metrics::gauge!("db_pool_connections_max")
            .set(f64::from(watched.pool.options().get_max_connections()));
        if let Some(bytes) = resident_bytes() {
            metrics::gauge!("process_resident_memory_bytes").set(bytes as f64);
        }
    }
    metrics::gauge!("countersign_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    (
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4")],
        recorder().render(),
    )
        .into_response()
}

/// A proxy on this machine makes everybody look local; it says so in a header.
fn forwarded(headers: &HeaderMap) -> bool {
    headers.contains_key("x-forwarded-for") || headers.contains_key(header::FORWARDED)
}

fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes * 1024)
}

/// The layer that counts: by the template of the address, never by the address itself, which may name a person.
pub async fn count(request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let method = known(request.method());
    let began = Instant::now();
    let response = next.run(request).await;
    metrics::counter!(COUNT, "method" => method, "route" => route.clone(), "status" => response.status().as_u16().to_string())
        .increment(1);
    metrics::histogram!(DURATION, "method" => method, "route" => route)
        .record(began.elapsed().as_secs_f64());
    response
}

/// Anybody may invent methods; each would be a time series of its own.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// Folds what was measured since the last time into its buckets; called every few seconds so that memory stays flat.
pub fn upkeep() {
    recorder().run_upkeep();
}

fn recorder() -> &'static PrometheusHandle {
    static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();
    RECORDER.get_or_init(|| {
        let recorder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Full(DURATION.to_owned()), &STEPS)
            // refused only when the list is empty
            .unwrap_or_else(|_| PrometheusBuilder::new())
            .build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("another recorder takes the metrics; /metrics stays empty");
        }
        metrics::describe_counter!(COUNT, "Requests answered, by route template and status");
        metrics::describe_histogram!(DURATION, "Time to answer, by route template");
        metrics::describe_gauge!("db_pool_connections", "Connections to PostgreSQL, by state");
        handle
    })
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::middleware::from_fn;
    use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
    use tower::ServiceExt as _;

    use super::*;

    /// No server behind it: what is asked here must not need one.
    fn nowhere(metrics_open: bool) -> Router {
        let options = PgConnectOptions::new_without_pgpass().socket("/nonexistent");
        let pool = PgPoolOptions::new()
            .acquire_timeout(std::time::Duration::from_millis(200))
            .connect_lazy_with(options);
        routes::<()>(pool, metrics_open)
            .route("/people/{id}", get(|| async { "a person" }))
            .layer(from_fn(count))
    }

    async fn ask(
        app: &Router,
        path: &str,
        from: Option<&str>,
        proxy: bool,
    ) -> (StatusCode, String) {
        let mut request = Request::builder().uri(path);
        if proxy {
            request = request.header("x-forwarded-for", "203.0.113.9");
        }
        let mut request = request.body(Body::empty()).unwrap();
        if let Some(from) = from {
            let from: SocketAddr = from.parse().unwrap();
            request.extensions_mut().insert(ConnectInfo(from));
        }
        let answer = app.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let body = to_bytes(answer.into_body(), 1_000_000).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn alive_without_a_database_but_not_ready() {
        let app = nowhere(false);
        assert_eq!(ask(&app, "/healthz", None, false).await.0, StatusCode::OK);
        let (status, text) = ask(&app, "/readyz", None, false).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(text, "the database does not answer\n");
    }

    #[tokio::test]
    async fn metrics_are_for_this_machine_alone() {
        let app = nowhere(false);
        for (from, proxy, is) in [
            (Some("127.0.0.1:1"), false, StatusCode::OK),
            (Some("[::1]:1"), false, StatusCode::OK),
            (Some("[::ffff:127.0.0.1]:1"), false, StatusCode::OK),
            (Some("127.0.0.1:1"), true, StatusCode::FORBIDDEN),
            (Some("203.0.113.9:1"), false, StatusCode::FORBIDDEN),
            (None, false, StatusCode::FORBIDDEN),
        ] {
            assert_eq!(
                ask(&app, "/metrics", from, proxy).await.0,
                is,
                "{from:?} {proxy}"
            );
        }
        let open = nowhere(true);
        assert_eq!(
            ask(&open, "/metrics", Some("203.0.113.9:1"), true).await.0,
            StatusCode::OK
        );
    }

    #[tokio::test]
    async fn requests_are_counted_by_template() {
        let app = nowhere(true);
        ask(&app, "/people/0f8fad5b", None, false).await;
        let (_, text) = ask(&app, "/metrics", None, false).await;
        assert!(
            text.contains(r#"http_requests_total{method="GET",route="/people/{id}",status="200"}"#),
            "{text}"
        );
        assert!(
            text.contains("http_request_duration_seconds_bucket"),
            "{text}"
        );
        assert!(text.contains("db_pool_connections_max"), "{text}");
        assert!(!text.contains("0f8fad5b"));
    }
}
