//! Pages: the routes. Only URLs that the site has are answered; a path is looked up, never joined to anything.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use axum::response::IntoResponse as _;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};

use super::answer::{self, Content, answer, media, redirect, sentence};
use super::api;
use super::guard::Guard;
use super::live::{Build, Live};
use super::panel;
use crate::digest;

/// Where the preview's own files are, below the base path. No page of a site is there: slugs have no underscore.
const OWN: &str = "_agentdex/";
/// The script that is added to pages on the wire.
const LIVE: &str = include_str!("live.js");
/// The script of the panel.
const PANEL: &str = include_str!("panel.js");
/// The panel's style.
const STYLE: &str = include_str!("live.css");

/// What the routes share.
#[derive(Clone)]
struct Shared {
    live: Arc<Live>,
    guard: Guard,
    base: Arc<str>,
}

/// The routes over a live site below a base path that begins and ends with `/`.
pub fn app(live: Arc<Live>, guard: Guard, base: &str) -> Router {
    Router::new().fallback(route).with_state(Shared { live, guard, base: Arc::from(base) })
}

async fn route(State(shared): State<Shared>, request: Request) -> Response<Body> {
    let (parts, _) = request.into_parts();
    if let Err((status, why)) = shared.guard.check(&parts.uri, &parts.headers) {
        return sentence(status, why);
    }
    if parts.method != Method::GET && parts.method != Method::HEAD {
        let mut response = sentence(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    if parts.headers.get(header::CONTENT_LENGTH).is_some_and(|it| it != "0")
        || parts.headers.contains_key(header::TRANSFER_ENCODING)
    {
        return sentence(StatusCode::PAYLOAD_TOO_LARGE, "requests have no body here");
    }
    let Some(path) = decode(parts.uri.path()) else { return sentence(StatusCode::NOT_FOUND, "there is no such page") };
    let Some(url) = path.strip_prefix(&*shared.base) else {
        if format!("{path}/") == *shared.base {
            return redirect(&shared.base);
        }
        return sentence(StatusCode::NOT_FOUND, "there is no such page");
    };
    if let Some(own) = url.strip_prefix(OWN) {
        return preview(&shared, own, &parts.method, &parts.headers, parts.uri.query().unwrap_or_default());
    }
    let (url, build) = (url.to_owned(), shared.live.build());
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let (method, headers, base) = (parts.method, parts.headers, Arc::clone(&shared.base));
    // A page of a large catalog may take long to make: other requests are answered meanwhile.
    let made = tokio::task::spawn_blocking(move || {
        if url == "api/search" {
            return api::search(&build, &method, &headers, &query);
        }
        page(&build, &base, &url, &method, &headers)
    })
    .await;
    made.unwrap_or_else(|_| {
        sentence(StatusCode::INTERNAL_SERVER_ERROR, "this page could not be made; please report it")
    })
}

/// A page or a file of the site, by its URL or by its URL without the ending.
fn page(build: &Build, base: &str, url: &str, method: &Method, asked: &HeaderMap) -> Response<Body> {
    let named = if url.is_empty() { "index.html" } else { url };
    if let Some(bytes) = build.site.get(named) {
        return answer(method, asked, content(StatusCode::OK, named, bytes, base));
    }
    let page = format!("{}.html", named.trim_end_matches('/'));
    if named.ends_with('/') && build.site.get(&page).is_some() {
        return redirect(&format!("{base}{page}"));
    }
    if let Some(bytes) = build.site.get(&page).filter(|_| !named.ends_with('/')) {
        return answer(method, asked, content(StatusCode::OK, &page, bytes, base));
    }
    let missing = build.site.get("404.html").unwrap_or_default();
    answer(method, asked, content(StatusCode::NOT_FOUND, "404.html", missing, base))
}

fn content(status: StatusCode, url: &str, bytes: Vec<u8>, base: &str) -> Content {
    let media = media(url);
    let tag = digest::short(&bytes);
    let bytes = if media.starts_with("text/html") { with_scripts(&bytes, base, &tag) } else { bytes };
    Content { status, media, tag, bytes }
}

/// A page with the preview's scripts and style added before the end of its head. The page's tag goes with them, so that
/// the script can ask whether the page changed.
fn with_scripts(page: &[u8], base: &str, tag: &str) -> Vec<u8> {
    let own = format!("{base}{OWN}");
    let tags = format!(
        "<link rel=\"stylesheet\" href=\"{own}live.css\">\
         <script src=\"{own}live.js\" data-base=\"{own}\" data-tag=\"{tag}\" defer></script>\
         <script src=\"{own}panel.js\" data-base=\"{own}\" defer></script>"
    );
    let head = b"</head>";
    let at = page.windows(head.len()).position(|window| window == head).unwrap_or(0);
    let (before, after) = page.split_at(at);
    [before, tags.as_bytes(), after].concat()
}

/// The preview's own files and its events.
fn preview(shared: &Shared, name: &str, method: &Method, asked: &HeaderMap, query: &str) -> Response<Body> {
    let file = |media, text: String| {
        let tag = digest::short(text.as_bytes());
        answer(method, asked, Content { status: StatusCode::OK, media, tag, bytes: text.into_bytes() })
    };
    match name {
        "live.js" => file("text/javascript; charset=utf-8", LIVE.to_owned()),
        "panel.js" => file("text/javascript; charset=utf-8", PANEL.to_owned()),
        "live.css" => file("text/css; charset=utf-8", STYLE.to_owned()),
        "state.json" => file("application/json", panel::state(&shared.live.build())),
        "page.json" => match panel::page(&shared.live.build(), query) {
            Some(text) => file("application/json", text),
            None => sentence(StatusCode::NOT_FOUND, "there is no such page"),
        },
        "events" => {
            let mut response =
                Sse::new(events(shared)).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))).into_response();
            answer::secure(response.headers_mut());
            response
        }
        _ => sentence(StatusCode::NOT_FOUND, "there is no such page"),
    }
}

/// The number of the build that is shown, and of every one that follows, until the server ends.
fn events(shared: &Shared) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
    let newest = shared.live.newest();
    let stopping = shared.live.stopping();
    stream::unfold((newest, stopping, true), |(mut newest, mut stopping, first)| async move {
        if !first {
            tokio::select! {
                changed = newest.changed() => changed.ok()?,
                _ = stopping.wait_for(|stop| *stop) => return None,
            }
        }
        let id = *newest.borrow_and_update();
        Some((Ok(Event::default().data(id.to_string())), (newest, stopping, false)))
    })
}

/// A request's path with its escapes decoded, once; none if that is no text or has what no URL of a site has.
pub(super) fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |it: Option<u8>| char::from(it?).to_digit(16);
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    (!text.contains(|c: char| c.is_control() || c == '\\')).then_some(text)
}
