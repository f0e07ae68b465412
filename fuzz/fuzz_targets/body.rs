//! Any body becomes a page without a tag of its own, in proportion to its size.
#![no_main]

use agentdex::digest;
use agentdex::model::source::Source;
use agentdex::pipeline::parse::{self, Read};
use agentdex::pipeline::render::html::{self, Setting};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &str| {
    let text = format!("---\nname: a\ndescription: b\n---\n{body}");
    let source =
        Source { path: "agents/a.md".to_owned(), hash: digest::hash(text.as_bytes()), bytes: text.as_bytes().into() };
    let Read::Agent(definition, _) = parse::definition(&source) else { return };
    let relative = |href: &str| Some(href.to_owned());
    let page = html::document(&definition.body, &Setting { relative: &relative, ..Setting::default() });
    assert!(page.len() <= 20 * body.len() + 64 * 1024);
    for tag in
        ["<script", "<img", "<svg", "<style", "<iframe", "<!", "<?", "href=\"javascript:", "href=\"data:", "href=\"//"]
    {
        assert!(!page.contains(tag), "{tag}");
    }
});
