//! Serve: the site over HTTP. The one home of axum, and the one place that is `async`.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};

use super::{Failure, terminal};
use crate::pipeline::render::Site;

/// Serves a site on the loopback address until it is told to stop.
pub fn run(site: Arc<Site>, port: Option<u16>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::system("cannot start the server", &error))?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port.unwrap_or(7331)))
            .await
            .map_err(|error| Failure::system("cannot listen", &error))?;
        let address = listener.local_addr().map_err(|error| Failure::system("cannot listen", &error))?;
        terminal::line(&format!("http://{address}/"))?;
        axum::serve(listener, app(site)).await.map_err(|error| Failure::system("cannot serve", &error))
    })
}

/// The routes.
pub fn app(site: Arc<Site>) -> Router {
    Router::new().fallback(page).with_state(site)
}

async fn page(State(site): State<Arc<Site>>, uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    let url = if path.is_empty() { "index.html" } else { path };
    match site.get(url) {
        Some(bytes) => ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], bytes).into_response(),
        None => (StatusCode::NOT_FOUND, "not found").into_response(),
    }
}
