//! The table of addresses. Each line says who may use it, and the line itself enforces that before
//! the handler runs: a route that says nothing cannot be written down.

use axum::{
    Router,
    extract::{FromRequestParts as _, RawPathParams, Request, State},
    handler::Handler,
    http::{Method, StatusCode},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};

use crate::{
    access::{Action, Denial, Duty, Viewer},
    app::App,
    appraisals::Seen,
    sessions::{self, Attempt, interrupted},
    tokens,
    trail::{self, Reading},
    web::{Error, Result},
};

/// Who may use a route.
#[derive(Debug, Clone, Copy)]
pub enum Who {
    /// Signed in or not.
    Anyone,
    SignedIn,
    /// Whoever has this duty for the company or their departments.
    Duty(Duty),
    /// Another program with a good token; no session is looked for.
    Token,
    /// Whoever may do one of these to the appraisal `{id}` in its present stage.
    May(&'static [Action]),
}

impl Who {
    /// Asks for the password once more, unless it was given a short while ago.
    pub const fn confirmed(self) -> Rule {
        Rule {
            who: self,
            confirmed: true,
            reading: None,
        }
    }

    /// Shows what others wrote or signed, which is written into the trail.
    pub const fn read(self, reading: Reading) -> Rule {
        Rule {
            who: self,
            confirmed: false,
            reading: Some(reading),
        }
    }
}

/// Who may use a route, and whether a session is enough.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    who: Who,
    confirmed: bool,
    reading: Option<Reading>,
}

impl Rule {
    pub const fn confirmed(mut self) -> Self {
        self.confirmed = true;
        self
    }
}

impl From<Who> for Rule {
    fn from(who: Who) -> Self {
        Self {
            who,
            confirmed: false,
            reading: None,
        }
    }
}

/// One line of the table, for the tests that walk it.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    pub method: &'static str,
    pub path: &'static str,
    pub who: Who,
    /// Whether the password is asked for once more.
    pub confirmed: bool,
    /// What is written down that others were shown.
    pub reading: Option<Reading>,
}

pub struct Table {
    app: App,
    router: Router<App>,
    machines: Router<App>,
    entries: Vec<Entry>,
}

impl Table {
    #[must_use]
    pub fn new(app: App) -> Self {
        Self {
            app,
            router: Router::new(),
            machines: Router::new(),
            entries: Vec::new(),
        }
    }

    #[must_use]
    pub fn get<H: Handler<T, App>, T: 'static>(
        self,
        path: &'static str,
        rule: impl Into<Rule>,
        handler: H,
    ) -> Self {
        self.line(Method::GET, path, rule.into(), handler)
    }

    #[must_use]
    pub fn post<H: Handler<T, App>, T: 'static>(
        self,
        path: &'static str,
        rule: impl Into<Rule>,
        handler: H,
    ) -> Self {
        self.line(Method::POST, path, rule.into(), handler)
    }

    fn line<H: Handler<T, App>, T: 'static>(
        mut self,
        method: Method,
        path: &'static str,
        rule: Rule,
        handler: H,
    ) -> Self {
        let (name, route) = if method == Method::GET {
            ("GET", get(handler))
        } else {
            ("POST", post(handler))
        };
        let guard = middleware::from_fn_with_state((self.app.clone(), rule), guard);
        self.router = self.router.route(path, route.layer(guard));
        self.entries.push(Entry {
            method: name,
            path,
            who: rule.who,
            confirmed: rule.confirmed,
            reading: rule.reading,
        });
        self
    }

    /// Opens a route's body limit, for uploads.
    #[must_use]
    pub fn upload<H: Handler<T, App>, T: 'static>(
        mut self,
        path: &'static str,
        who: Who,
        limit: usize,
        handler: H,
    ) -> Self {
        let rule = Rule::from(who);
        let guard = middleware::from_fn_with_state((self.app.clone(), rule), guard);
        let route: axum::routing::MethodRouter<App> = post(handler)
            .layer::<_, std::convert::Infallible>(guard)
            .layer(axum::extract::DefaultBodyLimit::max(limit));
        self.router = self.router.route(path, route);
        self.entries.push(Entry {
            method: "POST",
            path,
            who,
            confirmed: false,
            reading: None,
        });
        self
    }

    /// A POST for other programs, beside the pages: JSON in and out, with a token.
    #[must_use]
    pub fn machine<H: Handler<T, App>, T: 'static>(
        mut self,
        path: &'static str,
        limit: usize,
        handler: H,
    ) -> Self {
        let guard = middleware::from_fn_with_state(self.app.clone(), token_guard);
        let route: axum::routing::MethodRouter<App> = post(handler)
            .fallback(async || {
                let post = "only POST is answered here";
                tokens::refuse(StatusCode::METHOD_NOT_ALLOWED, "method", post)
            })
            .layer::<_, std::convert::Infallible>(guard)
            .layer(axum::extract::DefaultBodyLimit::max(limit));
        self.machines = self.machines.route(path, route);
        self.entries.push(Entry {
            method: "POST",
            path,
            who: Who::Token,
            confirmed: false,
            reading: None,
        });
        self
    }

    /// Everything else: not found, told in the frame of whoever asks.
    #[must_use]
    pub fn otherwise<H: Handler<T, App>, T: 'static>(mut self, handler: H) -> Self {
        let guard =
            middleware::from_fn_with_state((self.app.clone(), Rule::from(Who::Anyone)), guard);
        let route: axum::routing::MethodRouter<App> =
            axum::routing::any(handler).layer::<_, std::convert::Infallible>(guard);
        self.router = self
            .router
            .fallback_service(route.with_state(self.app.clone()));
        self
    }

    /// The pages, what answers other programs, and the lines.
    pub fn finish(self) -> (Router<App>, Router<App>, Vec<Entry>) {
        (self.router, self.machines, self.entries)
    }
}

async fn token_guard(app: App, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match tokens::admit(&app, &parts).await {
        Ok(token) => {
            parts.extensions.insert(token);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(response) => response,
    }
}

async fn guard(State((app, rule)): State<(App, Rule)>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let admitted = admit(&mut parts, &app, rule).await;
    let viewer = parts.extensions.get::<Viewer>().cloned();
    let attempt = Attempt::of(&parts);
    let reading = rule
        .reading
        .zip(parts.extensions.get::<Seen>().cloned())
        .filter(|_| parts.method == Method::GET && matches!(admitted, Ok(Admitted::In)));
    let mut response = match admitted {
        Ok(Admitted::In) => next.run(Request::from_parts(parts, body)).await,
        Ok(Admitted::AfterConfirming) => sessions::ask(Request::from_parts(parts, body), &app)
            .await
            .unwrap_or_else(IntoResponse::into_response),
        // what was typed is not lost because the session was
        Err(Error::SignIn { .. }) if interrupted::is_form(&parts) => {
            let request = Request::from_parts(parts, body);
            interrupted::ask(request, &app)
                .await
                .unwrap_or_else(IntoResponse::into_response)
        }
        Err(error) => error.into_response(),
    };
    // what cannot be written down is not shown
    if let Some((reading, seen)) = reading.filter(|_| response.status() == StatusCode::OK)
        && let Err(error) = trail::note(&app, &seen, reading).await
    {
        response = error.into_response();
    }
    if let Some(viewer) = viewer {
        let closed = [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&response.status());
        // where anyone may go, nobody asks for what is not theirs
        if closed
            && !matches!(rule.who, Who::Anyone)
            && let Err(error) = attempt.refused(&app, &viewer).await
        {
            tracing::error!(
                ?error,
                "a refusal could not be written into the security log"
            );
        }
        // the layer that renders error pages wants to know for whom
        response.extensions_mut().insert(viewer);
    }
    response
}

/// Whom a rule lets in.
enum Admitted {
    In,
    /// Once they have given their password again.
    AfterConfirming,
}

async fn admit(parts: &mut axum::http::request::Parts, app: &App, rule: Rule) -> Result<Admitted> {
    // an address that is no text is the address of nothing
    RawPathParams::from_request_parts(parts, app)
        .await
        .map_err(|_| Error::NotFound)?;
    let viewer = sessions::recognise(parts, app).await?;
    if let Some(viewer) = &viewer {
        parts.extensions.insert(viewer.clone());
    }
    let signed_in = || {
        viewer.clone().ok_or_else(|| Error::SignIn {
            next: if parts.method == Method::GET {
                parts
                    .uri
                    .path_and_query()
                    .map_or("/", |target| target.as_str())
                    .to_owned()
            } else {
                interrupted::came_from(parts)
            },
        })
    };
    match rule.who {
        // these have a guard of their own
        Who::Anyone | Who::Token => {}
        Who::SignedIn => {
            signed_in()?;
        }
        Who::Duty(duty) => {
            let scope = duty.scope(&signed_in()?).ok_or(Error::NotFound)?;
            parts.extensions.insert(scope);
        }
        Who::May(actions) => {
            let viewer = signed_in()?;
            let seen = Seen::load(parts, app, viewer).await?;
            // the most helpful refusal: "not at this stage" before "not yours"
            let refusals: Vec<Denial> = actions
                .iter()
                .filter_map(|action| seen.may(*action).err())
                .collect();
            if refusals.len() == actions.len() {
                let later = refusals
                    .iter()
                    .find(|denial| matches!(denial, Denial::OtherStage { .. } | Denial::Paused));
                return Err(later
                    .or(refusals.first())
                    .copied()
                    .map_or(Error::NotFound, Error::Denied));
            }
            parts.extensions.insert(seen);
        }
    }
    if rule.confirmed && !sessions::is_proven(parts).await? {
        return Ok(Admitted::AfterConfirming);
    }
    Ok(Admitted::In)
}
