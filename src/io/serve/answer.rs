//! Answer: bytes as HTTP: media types, validators, ranges, compression, and the headers that keep a page to itself.

use std::io::Write as _;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};
use flate2::Compression;
use flate2::write::GzEncoder;

/// The policy that every page works under, here and where it is published.
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                          connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Answers smaller than this many bytes are not worth compressing.
const SMALL: usize = 1_024;

/// What is to be sent.
pub(super) struct Content {
    pub(super) status: StatusCode,
    pub(super) media: &'static str,
    /// What changes when the bytes do.
    pub(super) tag: String,
    pub(super) bytes: Vec<u8>,
}

/// The media type of a URL's ending.
pub(super) fn media(url: &str) -> &'static str {
    match url.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "csv" => "text/csv; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "xml" => "application/xml",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The answer to a GET or a HEAD for some content, as the request's headers ask for it.
pub(super) fn answer(method: &Method, asked: &HeaderMap, content: Content) -> Response<Body> {
    let Content { status, media, tag, bytes } = content;
    let compressed =
        bytes.len() >= SMALL && compressible(media) && !asked.contains_key(header::RANGE) && accepts_gzip(asked);
    let known = is_known(asked, &tag);
    let tag = format!("\"{tag}{}\"", if compressed { "-gz" } else { "" });
    let mut response =
        Response::builder().status(status).header(header::CONTENT_TYPE, media).header(header::ETAG, &tag);
    if compressible(media) {
        response = response.header(header::VARY, "accept-encoding");
    }
    if status == StatusCode::OK && known {
        return finish(response.status(StatusCode::NOT_MODIFIED), Vec::new(), None, true);
    }
    if status == StatusCode::OK {
        response = response.header(header::ACCEPT_RANGES, "bytes");
        match range(asked, &tag, bytes.len()) {
            Range::Whole => {}
            Range::Part(start, end) => {
                let said = format!("bytes {start}-{}/{}", end - 1, bytes.len());
                let part = bytes.get(start..end).unwrap_or_default().to_vec();
                let response = response.status(StatusCode::PARTIAL_CONTENT).header(header::CONTENT_RANGE, said);
                return finish(response, part, None, method == Method::HEAD);
            }
            Range::Unsatisfiable => {
                let said = format!("bytes */{}", bytes.len());
                let response = response.status(StatusCode::RANGE_NOT_SATISFIABLE).header(header::CONTENT_RANGE, said);
                return finish(response, Vec::new(), None, true);
            }
        }
    }
    if compressed {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        if let Ok(packed) = encoder.write_all(&bytes).and_then(|()| encoder.finish()) {
            return finish(response, packed, Some("gzip"), method == Method::HEAD);
        }
    }
    finish(response, bytes, None, method == Method::HEAD)
}

/// An answer that is only a sentence.
pub(super) fn sentence(status: StatusCode, text: &str) -> Response<Body> {
    let response = Response::builder().status(status).header(header::CONTENT_TYPE, "text/plain; charset=utf-8");
    finish(response, format!("{text}\n").into_bytes(), None, false)
}

/// An answer that sends on to another URL of this site.
pub(super) fn redirect(location: &str) -> Response<Body> {
    let response = Response::builder().status(StatusCode::PERMANENT_REDIRECT).header(header::LOCATION, location);
    finish(response, Vec::new(), None, false)
}

/// Adds what every answer has. `bare`: the length is said and no body is sent.
fn finish(
    response: axum::http::response::Builder,
    bytes: Vec<u8>,
    encoding: Option<&'static str>,
    bare: bool,
) -> Response<Body> {
    let length = bytes.len();
    let body = if bare { Body::empty() } else { Body::from(bytes) };
    let mut response = response.body(body).unwrap_or_default();
    let no_body = matches!(response.status(), StatusCode::NOT_MODIFIED);
    let headers = response.headers_mut();
    if !no_body {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    secure(headers);
    response
}

/// The headers that keep what is served to the pages it is served to.
pub(super) fn secure(headers: &mut HeaderMap) {
    let fixed = [
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

fn compressible(media: &str) -> bool {
    media.starts_with("text/") || ["application/json", "application/xml", "image/svg+xml"].contains(&media)
}

fn accepts_gzip(asked: &HeaderMap) -> bool {
    let listed = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|it| it.to_str().ok());
    listed.flat_map(|it| it.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        name.eq_ignore_ascii_case("gzip")
            && !parts.any(|it| it.strip_prefix("q=").is_some_and(|q| q.trim_matches(['0', '.']).is_empty()))
    })
}

/// Whether the asker has these bytes already.
fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let listed = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|it| it.to_str().ok());
    listed.flat_map(|it| it.split(',')).map(str::trim).any(|it| {
        let bare = it.trim_start_matches("W/").trim_matches('"');
        it == "*" || bare.strip_suffix("-gz").unwrap_or(bare) == tag
    })
}

/// What part of the bytes is asked for.
enum Range {
    Whole,
    /// From, and up to but without.
    Part(usize, usize),
    Unsatisfiable,
}

/// One range of bytes; several, or what is no range, count as none.
fn range(asked: &HeaderMap, tag: &str, length: usize) -> Range {
    if asked.get(header::IF_RANGE).is_some_and(|it| it.as_bytes() != tag.as_bytes()) {
        return Range::Whole;
    }
    let Some(text) = asked.get(header::RANGE).and_then(|it| it.to_str().ok()) else { return Range::Whole };
    let Some((from, to)) = text.strip_prefix("bytes=").and_then(|it| it.trim().split_once('-')) else {
        return Range::Whole;
    };
    let (start, end) = match (from.trim().parse::<usize>(), to.trim().parse::<usize>()) {
        (Ok(start), Ok(end)) if start <= end => (start, end.saturating_add(1).min(length)),
        (Ok(start), Err(_)) if to.trim().is_empty() => (start, length),
        (Err(_), Ok(0)) if from.trim().is_empty() => return Range::Unsatisfiable,
        (Err(_), Ok(last)) if from.trim().is_empty() => (length.saturating_sub(last), length),
        _ => return Range::Whole,
    };
    if start < end { Range::Part(start, end) } else { Range::Unsatisfiable }
}
