//! Missing: the page for a URL that the site doesn't have.

use serde::Serialize;

use super::frame::{Here, POLICY};

/// What `404.html` is fed.
#[derive(Debug, Serialize)]
pub(in super::super) struct MissingView<'a> {
    policy: &'static str,
    site: &'a str,
    base: Option<&'a str>,
    style: &'a str,
    theme: &'a str,
}

/// The view.
pub(in super::super) fn view<'a>(here: &Here<'a>) -> MissingView<'a> {
    let config = &here.site.catalog.config;
    MissingView {
        policy: POLICY,
        site: &config.title,
        base: config.base_url.as_deref(),
        style: here.site.assets.url("site.css"),
        theme: here.site.assets.url("theme.js"),
    }
}
