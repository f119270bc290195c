//! Everything that can go wrong with a request, and the one way it is told: a page in the reader's
//! language that says what happened and where to go from here. Internals are logged, never shown.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use sqlx::postgres::PgQueryResult;

use crate::{
    access::{Denial, Relation, Stage},
    printing::PrintError,
};

/// To a reader who has more streams open than anybody needs: an open page asks again by itself.
pub const TOO_MANY_STREAMS: Error = Error::TooMany { seconds: 30 };

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug)]
pub enum Error {
    /// There is no such thing, or the viewer may not know that there is.
    NotFound,
    /// Visible, but not to be done by this viewer, or not now.
    Denied(Denial),
    /// The rules refuse: the sentences say why and who can help.
    Refused(Vec<String>),
    /// Somebody wrote in between: the text that is there now, and the one that came too late.
    Conflict,
    /// What this names was taken away, or what it takes away came into use, at this very moment: a
    /// foreign key said so. Nothing was written.
    Dangling,
    /// Nobody is signed in; `next` is where to go afterwards.
    SignIn {
        next: String,
    },
    /// Too many attempts; seconds to wait.
    TooMany {
        seconds: u64,
    },
    /// The request cannot be read.
    Malformed,
    TooLarge,
    /// No connection to the database, or no turn at the typesetter, in time.
    Busy,
    /// The program that prints is not there yet.
    NoPrinter,
    Internal(anyhow::Error),
}

/// What the layer that renders error pages needs to know.
#[derive(Debug, Clone)]
pub enum Problem {
    NotFound,
    NotYours { who: &'static [Relation] },
    OtherStage { now: Stage },
    Paused,
    Refused(Vec<String>),
    Conflict,
    Dangling,
    TooMany { seconds: u64 },
    Malformed,
    TooLarge,
    Busy,
    NoPrinter,
    Internal,
}

impl Problem {
    /// Seconds after which it is worth asking again, where it is only a matter of time.
    fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooMany { seconds } => Some(*seconds),
            Self::Busy => Some(5),
            Self::NoPrinter => Some(30),
            _ => None,
        }
    }
}

/// A write at the version that was read: where it met no row, somebody else was there before.
pub trait OneRow {
    /// # Errors
    /// `Conflict`, unless it was exactly one row.
    fn one_row(self) -> Result<()>;
}

impl OneRow for PgQueryResult {
    fn one_row(self) -> Result<()> {
        if self.rows_affected() == 1 {
            Ok(())
        } else {
            Err(Error::Conflict)
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, problem) = match self {
            Self::SignIn { next } => {
                let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
                return Redirect::to(&format!("/sign-in?next={next}")).into_response();
            }
            Self::NotFound => (StatusCode::NOT_FOUND, Problem::NotFound),
            Self::Denied(Denial::NotYours { who }) => {
                (StatusCode::FORBIDDEN, Problem::NotYours { who })
            }
            Self::Denied(Denial::Paused) => (StatusCode::CONFLICT, Problem::Paused),
            Self::Denied(Denial::OtherStage { now, .. }) => {
                (StatusCode::CONFLICT, Problem::OtherStage { now })
            }
            Self::Refused(reasons) => (StatusCode::CONFLICT, Problem::Refused(reasons)),
            Self::Conflict => (StatusCode::CONFLICT, Problem::Conflict),
            Self::Dangling => (StatusCode::CONFLICT, Problem::Dangling),
            Self::TooMany { seconds } => {
                (StatusCode::TOO_MANY_REQUESTS, Problem::TooMany { seconds })
            }
            Self::Malformed => (StatusCode::BAD_REQUEST, Problem::Malformed),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, Problem::TooLarge),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, Problem::Busy),
            Self::NoPrinter => (StatusCode::SERVICE_UNAVAILABLE, Problem::NoPrinter),
            Self::Internal(error) => {
                tracing::error!(error = format!("{error:#}"), "request failed");
                (StatusCode::INTERNAL_SERVER_ERROR, Problem::Internal)
            }
        };
        let mut response = status.into_response();
        if let Some(seconds) = problem.retry_after() {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(problem);
        response
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut => Self::Busy,
            // a NUL in a text that no field of its own has looked at: what was sent is at fault
            sqlx::Error::Database(error)
                if matches!(error.code().as_deref(), Some("22021" | "22P05")) =>
            {
                Self::Malformed
            }
            // a statement that took longer than a page may wait
            sqlx::Error::Database(error) if error.code().as_deref() == Some("57014") => {
                tracing::error!(%error, "a statement was given up");
                Self::Busy
            }
            sqlx::Error::Database(error) if error.is_foreign_key_violation() => {
                tracing::info!(constraint = error.constraint(), "a foreign key refused");
                Self::Dangling
            }
            other => Self::Internal(other.into()),
        }
    }
}

impl From<PrintError> for Error {
    fn from(error: PrintError) -> Self {
        match error {
            PrintError::Missing(_) => {
                tracing::warn!(%error, "nothing can be printed");
                Self::NoPrinter
            }
            PrintError::Busy => Self::Busy,
            PrintError::TooSlow(_) => {
                tracing::error!(%error, "a sheet was given up");
                Self::Busy
            }
            PrintError::Died(_) | PrintError::Refused(_) => Self::Internal(error.into()),
        }
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl From<askama::Error> for Error {
    fn from(error: askama::Error) -> Self {
        Self::Internal(error.into())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(error.into())
    }
}

impl From<Denial> for Error {
    fn from(denial: Denial) -> Self {
        Self::Denied(denial)
    }
}

impl From<tower_sessions::session::Error> for Error {
    fn from(error: tower_sessions::session::Error) -> Self {
        Self::Internal(error.into())
    }
}
