//! What the machine can do: the same libraries, one row by its key, one guarded write, and nothing else.

use askama::Template;
use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::Html,
    routing::{get, post},
};
use countersign::db;
use sqlx::PgPool;
use uuid::Uuid;

#[derive(Template)]
#[template(
    source = "<!doctype html><title>{{ name }}</title><h1>{{ name }}</h1><p>{{ position }}</p>",
    ext = "html"
)]
struct Page {
    name: String,
    position: String,
}

pub async fn serve(port: u16) -> anyhow::Result<()> {
    let pool = db::connect(db::address(&std::env::var("DATABASE_URL")?)?).await?;
    sqlx::query(
        "create table if not exists bare (id uuid primary key, version int not null default 0)",
    )
    .execute(&pool)
    .await?;
    sqlx::query("insert into bare select id from appraisals on conflict do nothing")
        .execute(&pool)
        .await?;
    let router = Router::new()
        .route("/page/{id}", get(page))
        .route("/write/{id}", post(write))
        .with_state(pool);
    axum::serve(
        tokio::net::TcpListener::bind(("127.0.0.1", port)).await?,
        router,
    )
    .await?;
    Ok(())
}

async fn page(
    State(pool): State<PgPool>,
    Path(id): Path<Uuid>,
) -> Result<Html<String>, StatusCode> {
    let (name, position): (String, String) =
        sqlx::query_as("select e.name, a.position from appraisals a join people e on e.id = a.appraisee_id where a.id = $1")
            .bind(id)
            .fetch_one(&pool)
            .await
            .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let text = Page { name, position }
        .render()
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Html(text))
}

async fn write(State(pool): State<PgPool>, Path(id): Path<Uuid>) -> StatusCode {
    match sqlx::query("update bare set version = version + 1 where id = $1 and version = 0")
        .bind(id)
        .execute(&pool)
        .await
    {
        Ok(done) if done.rows_affected() == 1 => StatusCode::OK,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
