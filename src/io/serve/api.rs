//! Api: the server's own search, for programs. The browser's reader gives the same agents in the same order.

use axum::body::Body;
use axum::http::{HeaderMap, Method, Response, StatusCode};

use super::answer::{Content, answer, sentence};
use super::live::Build;
use super::pages::decode;
use crate::digest;
use crate::search::Ask;

/// Most agents in an answer.
const MOST: usize = 100;
/// Longest query, in bytes.
const LONGEST: usize = 1_024;

/// Answers `/api/search?q=&limit=&facets=`.
pub(super) fn search(build: &Build, method: &Method, asked: &HeaderMap, query: &str) -> Response<Body> {
    let value = |name: &str| {
        let pair = query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name);
        pair.map(|(_, value)| decode(&value.replace('+', " ")))
    };
    let text = match value("q") {
        Some(Some(text)) if text.len() <= LONGEST => text,
        Some(Some(_)) => return sentence(StatusCode::BAD_REQUEST, "`q` has at most 1024 bytes"),
        _ => return sentence(StatusCode::BAD_REQUEST, "`q` is to be what is searched, as UTF-8 in percent escapes"),
    };
    let limit = match value("limit") {
        None => 10,
        Some(limit) => match limit.and_then(|it| it.parse::<usize>().ok()).filter(|it| (1..=MOST).contains(it)) {
            Some(limit) => limit,
            None => return sentence(StatusCode::BAD_REQUEST, "`limit` is to be a number from 1 to 100"),
        },
    };
    let facets = value("facets").flatten().is_some_and(|it| it == "1" || it == "true");
    let found = build.index.index().and_then(|index| index.search(&text, Ask { limit, facets }).ok());
    let Some(found) = found else {
        return sentence(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the search index could not be made; is there memory left?",
        );
    };
    let bytes = serde_json::to_vec(&found).unwrap_or_default();
    let content = Content { status: StatusCode::OK, media: "application/json", tag: digest::short(&bytes), bytes };
    answer(method, asked, content)
}
