//! The layers around every route, outermost first: request id, the log's line, compression, headers, error
//! pages, the time limit, panics, same-origin check, sessions, what was typed.

use std::time::Duration;

use askama::Template;
use axum::{
    Router,
    body::HttpBody as _,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{Html, IntoResponse, Response},
};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, CompressionLevel, Predicate,
        predicate::{NotForContentType, SizeAbove},
    },
    csrf::CsrfLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, RequestId, SetRequestIdLayer},
    timeout::TimeoutLayer,
};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};
use tracing::Instrument as _;

use crate::{
    access::{Stage, Viewer},
    app::App,
    appraisals::{lifecycle, words},
    sessions::{Store, carried, cookie_name},
    web::{Error, Problem, Shell, Texts, cookie, page_before},
};

/// The largest form; one field takes far less and says so itself.
const LARGEST_FORM: usize = 1 << 20;
/// Without anything done; `sessions` ends one that is busy after a working day.
const SIGNED_IN_FOR: time::Duration = time::Duration::hours(2);

type Header = (HeaderName, HeaderValue);

/// On every answer to a browser that does not say otherwise itself.
const PAGE_HEADERS: [Header; 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        ),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, NO_SNIFFING),
    (header::REFERRER_POLICY, SAME_ORIGIN),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        SAME_ORIGIN,
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=()"),
    ),
    (
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    ),
];
const MACHINE_HEADERS: [Header; 2] = [
    (header::X_CONTENT_TYPE_OPTIONS, NO_SNIFFING),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];
/// Two years, as the lists of browsers ask for.
const HTTPS_ONLY: Header = (
    header::STRICT_TRANSPORT_SECURITY,
    HeaderValue::from_static("max-age=63072000; includeSubDomains"),
);
const NO_SNIFFING: HeaderValue = HeaderValue::from_static("nosniff");
const SAME_ORIGIN: HeaderValue = HeaderValue::from_static("same-origin");

pub fn wrap(router: Router<App>, app: &App) -> Router {
    let secure = app.settings.base_url.starts_with("https://");
    let sessions = SessionManagerLayer::new(Store::of(app))
        .with_name(cookie_name(&app.settings))
        .with_secure(secure)
        .with_http_only(true)
        // Lax: a link in an e-mail finds its reader signed in
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(SIGNED_IN_FOR));
    let gzip = CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(
            SizeAbove::new(1024)
                .and(NotForContentType::new("text/event-stream"))
                .and(NotForContentType::new("application/pdf")),
        );
    router
        .layer(
            ServiceBuilder::new()
                .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
                .layer(PropagateRequestIdLayer::x_request_id())
                .layer(middleware::from_fn(request_line))
                .layer(gzip)
                .map_response(move |response| {
                    let response = with_headers(response, &PAGE_HEADERS);
                    if secure {
                        with_headers(response, &[HTTPS_ONLY])
                    } else {
                        response
                    }
                })
                .layer(middleware::from_fn(error_pages))
                .layer(TimeoutLayer::with_status_code(
                    StatusCode::SERVICE_UNAVAILABLE,
                    Duration::from_secs(20),
                ))
                .layer(CatchPanicLayer::new())
                .layer(CsrfLayer::new())
                .layer(sessions)
                .layer(DefaultBodyLimit::max(LARGEST_FORM))
                .layer(middleware::from_fn(keep_typed)),
        )
        .with_state(app.clone())
}

/// What answers other programs: no cookie is read, so that there is no session that another site could
/// use, and no page takes the place of an error.
pub fn bare(router: Router<App>, app: &App) -> Router {
    router
        .layer(
            ServiceBuilder::new()
                .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
                .layer(PropagateRequestIdLayer::x_request_id())
                .layer(middleware::from_fn(request_line))
                .map_response(|response| with_headers(response, &MACHINE_HEADERS))
                .layer(TimeoutLayer::with_status_code(
                    StatusCode::SERVICE_UNAVAILABLE,
                    Duration::from_secs(20),
                ))
                .layer(CatchPanicLayer::new()),
        )
        .with_state(app.clone())
}

fn with_headers<B>(mut response: Response<B>, headers: &[Header]) -> Response<B> {
    for (name, value) in headers {
        let entry = response.headers_mut().entry(name);
        entry.or_insert_with(|| value.clone());
    }
    response
}

/// One line a request: method, route, status, time. Never a name, a text or a query string. Whatever is logged
/// while it is answered names the request.
async fn request_line(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<axum::extract::MatchedPath>()
        .map_or("-", |path| path.as_str())
        .to_owned();
    let id = request
        .extensions()
        .get::<RequestId>()
        .and_then(|id| id.header_value().to_str().ok())
        .unwrap_or("-")
        .to_owned();
    let begun = std::time::Instant::now();
    let span = tracing::error_span!("answering", request_id = id);
    let response = next.run(request).instrument(span).await;
    let millis = begun.elapsed().as_secs_f64() * 1000.0;
    tracing::info!(%method, route, status = response.status().as_u16(), millis, request_id = id, "request");
    response
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    shell: Shell,
    sentences: Vec<String>,
    back: String,
    /// This address once more, where that helps; or empty.
    again: String,
    request_id: String,
    /// Texts of a form that could not be taken, for the reader to keep.
    carried: Vec<(String, String)>,
}

/// What was typed into a form that could not be taken.
#[derive(Clone)]
struct Typed(Vec<(String, String)>);

/// Reads a form whole before anything is decided, and hands what was written in it to the page that says why it
/// could not be taken: nobody loses a text to a stale page, a closed stage or a lost right.
async fn keep_typed(request: Request, next: Next) -> Response {
    let length = request.body().size_hint().exact();
    let kind = request.headers().get(header::CONTENT_TYPE);
    let is_form = kind.is_some_and(|kind| {
        kind.as_bytes()
            .starts_with(b"application/x-www-form-urlencoded")
    });
    if !is_form || length.is_none_or(|length| length > LARGEST_FORM as u64) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, LARGEST_FORM).await else {
        return Error::Malformed.into_response();
    };
    let again = Request::from_parts(parts, axum::body::Body::from(bytes.clone()));
    let mut response = next.run(again).await;
    if response.status().is_client_error() || response.status().is_server_error() {
        let pairs: Vec<_> = form_urlencoded::parse(&bytes)
            .into_owned()
            .take(500)
            .collect();
        let written = carried::written(&pairs).cloned().collect();
        response.extensions_mut().insert(Typed(written));
    }
    response
}

/// Turns every bare error answer into a page in the reader's language, with a way on.
async fn error_pages(request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let background = parts.headers.contains_key("x-autosave");
    let had_flash = cookie(&parts.headers, "notice").is_some();
    let mut response = next.run(Request::from_parts(parts.clone(), body)).await;
    let status = response.status();
    if background && status.is_redirection() {
        // the session has run out under a form that saves itself
        return StatusCode::UNAUTHORIZED.into_response();
    }
    if had_flash && status == StatusCode::OK && is_html(&response) {
        let clear = HeaderValue::from_static("notice=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
        response.headers_mut().append(header::SET_COOKIE, clear);
    }
    let bare = !is_html(&response) && !is_json(&response);
    if !(status.is_client_error() || status.is_server_error()) || !bare || background {
        return response;
    }
    if let Some(viewer) = response.extensions_mut().remove::<Viewer>() {
        parts.extensions.insert(viewer);
    }
    let problem = response
        .extensions_mut()
        .remove::<Problem>()
        .unwrap_or(match status {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Problem::NotFound,
            StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
            StatusCode::SERVICE_UNAVAILABLE => Problem::Busy,
            status if status.is_client_error() => Problem::Malformed,
            _ => Problem::Internal,
        });
    let id = parts
        .headers
        .get("x-request-id")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let shell = Shell::of(&parts);
    let (title, sentences) = tell(&problem, shell.l);
    let here = parts.uri.path();
    let back = match problem {
        Problem::NotFound => String::new(),
        _ => page_before(&parts)
            .filter(|page| page != here)
            .unwrap_or_else(|| back(here)),
    };
    let typed = response.extensions_mut().remove::<Typed>();
    let template = ProblemPage {
        sentences,
        back,
        again: match (&problem, parts.uri.path_and_query()) {
            (Problem::NoPrinter, Some(here)) => here.to_string(),
            _ => String::new(),
        },
        request_id: if status.is_server_error() {
            id.to_owned()
        } else {
            String::new()
        },
        carried: typed.map(|typed| typed.0).unwrap_or_default(),
        shell: shell.titled(title),
    };
    let Ok(text) = template.render() else {
        return response;
    };
    let mut page = (status, Html(text)).into_response();
    // Retry-After and cookies stay
    for (name, value) in response.headers() {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            page.headers_mut().append(name, value.clone());
        }
    }
    page
}

/// The page of the appraisal, or of the cycle, below which something could not be done.
fn back(path: &str) -> String {
    let mut words = path.split('/').skip(1);
    let (room, id, below) = (words.next(), words.next(), words.next());
    match (room, id) {
        (Some(room @ ("appraisals" | "cycles")), Some(id))
            if id.parse::<uuid::Uuid>().is_ok() && (room == "appraisals" || below.is_some()) =>
        {
            format!("/{room}/{id}")
        }
        _ => String::new(),
    }
}

fn is_html(response: &Response) -> bool {
    content_type(response).starts_with("text/html")
}

fn is_json(response: &Response) -> bool {
    content_type(response).starts_with("application/json")
}

fn content_type(response: &Response) -> &str {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// Title and sentences of an error page: what happened, and who can help.
fn tell(problem: &Problem, l: &Texts) -> (String, Vec<String>) {
    match problem {
        Problem::NotFound => (l.problem_not_found(), vec![l.problem_not_found_why()]),
        Problem::NotYours { who } => (
            l.problem_not_yours(),
            vec![l.problem_not_yours_why(words::relations(who, l))],
        ),
        Problem::OtherStage { now } => {
            let mut told = vec![l.problem_other_stage_why(words::stage(*now, l))];
            let turn = lifecycle::turn(*now, None);
            // whose turn a dispute is depends on how far it has come
            if !turn.is_empty() && *now != Stage::Dispute {
                told.push(l.strip_turn(words::relations(turn, l)));
            }
            (l.problem_other_stage(), told)
        }
        Problem::Paused => (l.problem_paused(), vec![l.problem_paused_why()]),
        Problem::Refused(reasons) => (l.problem_refused(), reasons.clone()),
        Problem::Conflict => (l.problem_conflict(), vec![l.problem_conflict_why()]),
        Problem::Dangling => (l.problem_dangling(), vec![l.problem_dangling_why()]),
        Problem::TooMany { seconds } => {
            (l.problem_too_many(), vec![l.problem_too_many_why(*seconds)])
        }
        Problem::Malformed => (l.problem_malformed(), vec![l.problem_malformed_why()]),
        Problem::TooLarge => (l.problem_too_large(), vec![l.problem_too_large_why()]),
        Problem::Busy => (l.problem_busy(), vec![l.problem_busy_why()]),
        Problem::NoPrinter => (l.problem_no_printer(), vec![l.problem_no_printer_why()]),
        Problem::Internal => (l.problem_internal(), vec![l.problem_internal_why()]),
    }
}
