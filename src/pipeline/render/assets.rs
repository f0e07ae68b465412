//! Assets: the static files, named by their content. The one table from a file's logical name to its URL.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::compact;
use crate::digest;
use crate::model::source::Source;

/// The built-in static files: name below `static/`, the logical name of the file that it is served in, and its text.
/// Files of one logical name are served as one, in this order.
pub(super) const BUILT_IN: [(&str, &str, &str); 60] = [
    ("css/tokens.css", "site.css", include_str!("../../../static/css/tokens.css")),
    ("css/base.css", "site.css", include_str!("../../../static/css/base.css")),
    ("css/layout.css", "site.css", include_str!("../../../static/css/layout.css")),
    ("css/components.css", "site.css", include_str!("../../../static/css/components.css")),
    ("css/code.css", "site.css", include_str!("../../../static/css/code.css")),
    ("css/print.css", "site.css", include_str!("../../../static/css/print.css")),
    ("css/tools.css", "browse.css", include_str!("../../../static/css/tools.css")),
    ("css/cards.css", "browse.css", include_str!("../../../static/css/cards.css")),
    ("css/browse.css", "browse.css", include_str!("../../../static/css/browse.css")),
    ("css/tools.css", "find.css", include_str!("../../../static/css/tools.css")),
    ("css/choices.css", "find.css", include_str!("../../../static/css/choices.css")),
    ("css/find.css", "find.css", include_str!("../../../static/css/find.css")),
    ("css/cards.css", "choose.css", include_str!("../../../static/css/cards.css")),
    ("css/choices.css", "choose.css", include_str!("../../../static/css/choices.css")),
    ("css/tools.css", "matrix.css", include_str!("../../../static/css/tools.css")),
    ("css/matrix.css", "matrix.css", include_str!("../../../static/css/matrix.css")),
    ("css/path.css", "path.css", include_str!("../../../static/css/path.css")),
    ("js/theme.js", "theme.js", include_str!("../../../static/js/theme.js")),
    ("js/wide.js", "page.js", include_str!("../../../static/js/wide.js")),
    ("js/copy.js", "page.js", include_str!("../../../static/js/copy.js")),
    ("js/progress.js", "progress.js", include_str!("../../../static/js/progress.js")),
    ("js/view-state.js", "matrix.js", include_str!("../../../static/js/view-state.js")),
    ("js/controls.js", "matrix.js", include_str!("../../../static/js/controls.js")),
    ("js/controls-fields.js", "matrix.js", include_str!("../../../static/js/controls-fields.js")),
    ("js/agent-data.js", "matrix.js", include_str!("../../../static/js/agent-data.js")),
    ("js/evidence.js", "matrix.js", include_str!("../../../static/js/evidence.js")),
    ("js/matrix-model.js", "matrix.js", include_str!("../../../static/js/matrix-model.js")),
    ("js/matrix-table.js", "matrix.js", include_str!("../../../static/js/matrix-table.js")),
    ("js/matrix-agents.js", "matrix.js", include_str!("../../../static/js/matrix-agents.js")),
    ("js/matrix.js", "matrix.js", include_str!("../../../static/js/matrix.js")),
    ("js/later.js", "later.js", include_str!("../../../static/js/later.js")),
    ("js/view-state.js", "browse.js", include_str!("../../../static/js/view-state.js")),
    ("js/controls.js", "browse.js", include_str!("../../../static/js/controls.js")),
    ("js/controls-fields.js", "browse.js", include_str!("../../../static/js/controls-fields.js")),
    ("js/agent-data.js", "browse.js", include_str!("../../../static/js/agent-data.js")),
    ("js/browse-model.js", "browse.js", include_str!("../../../static/js/browse-model.js")),
    ("js/browse-list.js", "browse.js", include_str!("../../../static/js/browse-list.js")),
    ("js/browse-facets.js", "browse.js", include_str!("../../../static/js/browse-facets.js")),
    ("js/browse.js", "browse.js", include_str!("../../../static/js/browse.js")),
    ("js/view-state.js", "compare.js", include_str!("../../../static/js/view-state.js")),
    ("js/controls.js", "compare.js", include_str!("../../../static/js/controls.js")),
    ("js/agent-data.js", "compare.js", include_str!("../../../static/js/agent-data.js")),
    ("js/compare-model.js", "compare.js", include_str!("../../../static/js/compare-model.js")),
    ("js/compare-table.js", "compare.js", include_str!("../../../static/js/compare-table.js")),
    ("js/compare.js", "compare.js", include_str!("../../../static/js/compare.js")),
    ("js/search-boot.js", "search-boot.js", include_str!("../../../static/js/search-boot.js")),
    ("js/search-stem.js", "search.js", include_str!("../../../static/js/search-stem.js")),
    ("js/search-tokens.js", "search.js", include_str!("../../../static/js/search-tokens.js")),
    ("js/search-parse.js", "search.js", include_str!("../../../static/js/search-parse.js")),
    ("js/search-lexicon.js", "search.js", include_str!("../../../static/js/search-lexicon.js")),
    ("js/search-claims.js", "search.js", include_str!("../../../static/js/search-claims.js")),
    ("js/search-plan.js", "search.js", include_str!("../../../static/js/search-plan.js")),
    ("js/search-rank.js", "search.js", include_str!("../../../static/js/search-rank.js")),
    ("js/search-sieve.js", "search.js", include_str!("../../../static/js/search-sieve.js")),
    ("js/search-answer.js", "search.js", include_str!("../../../static/js/search-answer.js")),
    ("js/search-load.js", "search.js", include_str!("../../../static/js/search-load.js")),
    ("js/search-nodes.js", "search.js", include_str!("../../../static/js/search-nodes.js")),
    ("js/search-show.js", "search.js", include_str!("../../../static/js/search-show.js")),
    ("js/search-page.js", "search-page.js", include_str!("../../../static/js/search-page.js")),
    ("icon.svg", "icon.svg", include_str!("../../../static/icon.svg")),
];

/// The built-in files as they are served, in the same order.
static COMPACT: LazyLock<Vec<String>> = LazyLock::new(|| {
    let served = |(name, _, text): &(&str, &str, &str)| match name.rsplit_once('.') {
        Some((_, "css")) => compact::style(text),
        Some((_, "js")) => compact::script(text),
        _ => (*text).to_owned(),
    };
    BUILT_IN.iter().map(served).collect()
});

/// The static files by URL, and the URL of each logical name.
#[derive(Debug, Default)]
pub struct Assets {
    urls: BTreeMap<&'static str, String>,
    files: BTreeMap<String, Arc<[u8]>>,
}

impl Assets {
    /// The built-in files with the team's own over them. A file of the team that has the name of a built-in one is
    /// served in its place, as it is if it differs; any other is served under the name that it has (`static/logo.png`).
    pub fn new(overrides: &BTreeMap<String, Arc<Source>>) -> Self {
        let mut bundles: BTreeMap<&'static str, Vec<u8>> = BTreeMap::new();
        for ((name, logical, text), compact) in BUILT_IN.iter().zip(COMPACT.iter()) {
            let own = overrides.get(*name).filter(|own| *own.bytes != *text.as_bytes());
            let bytes = own.map_or(compact.as_bytes(), |own| &own.bytes);
            bundles.entry(logical).or_default().extend_from_slice(bytes);
        }
        let mut assets = Self::default();
        for (logical, bytes) in bundles {
            let (stem, ending) = logical.split_once('.').unwrap_or((logical, ""));
            let url = format!("static/{stem}.{}.{ending}", digest::short(&bytes));
            assets.files.insert(url.clone(), Arc::from(bytes));
            assets.urls.insert(logical, url);
        }
        for (name, own) in overrides.iter().filter(|(name, _)| BUILT_IN.iter().all(|(known, ..)| known != name)) {
            assets.files.insert(format!("static/{name}"), Arc::from(&*own.bytes));
        }
        assets
    }

    /// The URL of a logical name (`site.css`), relative to the site's root; empty for an unknown one.
    pub(super) fn url(&self, logical: &str) -> &str {
        self.urls.get(logical).map_or("", String::as_str)
    }

    /// All URLs, sorted.
    pub fn urls(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The bytes at a URL.
    pub fn get(&self, url: &str) -> Option<&[u8]> {
        self.files.get(url).map(AsRef::as_ref)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(name: &str, text: &str) -> (String, Arc<Source>) {
        let (path, hash) = (format!("static/{name}"), digest::hash(text.as_bytes()));
        (name.to_owned(), Arc::new(Source { path, hash, bytes: text.as_bytes().into() }))
    }

    #[test]
    fn the_common_styles_are_one_file_that_begins_with_the_order_of_layers() {
        let assets = Assets::new(&BTreeMap::new());
        let url = assets.url("site.css").to_owned();
        let text = String::from_utf8(assets.get(&url).unwrap().to_vec()).unwrap();
        assert!(text.find("@layer tokens, base").unwrap() < text.find('{').unwrap());
        assert!(url.starts_with("static/site.") && url.ends_with(".css"));
        let logical: std::collections::BTreeSet<&str> = BUILT_IN.iter().map(|(_, logical, _)| *logical).collect();
        assert_eq!(assets.urls().count(), logical.len());
    }

    #[test]
    fn a_file_of_the_team_takes_the_place_of_ours_and_gets_another_name() {
        let ours = Assets::new(&BTreeMap::new());
        let theirs = Assets::new(&BTreeMap::from([own("css/tokens.css", ":root{}"), own("logo.png", "x")]));
        assert_ne!(ours.url("site.css"), theirs.url("site.css"));
        assert!(theirs.get(theirs.url("site.css")).unwrap().starts_with(b":root{}"));
        assert_eq!(theirs.get("static/logo.png"), Some(b"x".as_slice()));
        assert_eq!(theirs.get("static/css/tokens.css"), None);
    }
}
