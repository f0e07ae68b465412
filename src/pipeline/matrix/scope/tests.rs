//! What becomes a stretch, and of which scope.

use std::sync::Arc;

use super::{Scope, stretches};
use crate::digest;
use crate::model::source::Source;
use crate::pipeline::parse::{self, Read};

fn check(body: &str, expected: &[(Scope, &str, u32)]) {
    let text = format!("---\nname: sample\ndescription: Helps.\n---\n{body}\n");
    let bytes: Arc<[u8]> = Arc::from(text.as_bytes());
    let hash = digest::hash(&bytes);
    let Read::Agent(definition, _) = parse::definition(&Source { path: "sample.md".to_owned(), bytes, hash }) else {
        panic!("no agent")
    };
    let found = stretches(&definition);
    let found: Vec<(Scope, &str, u32)> =
        found.iter().skip(1).map(|it| (it.scope, it.text.as_str(), it.line(0))).collect();
    assert_eq!(found, expected);
}

#[test]
fn blocks_have_their_scope_and_line() {
    check(
        "## Skills\n\nYou know.\n\n- one\n  - two\n- three",
        &[
            (Scope::Heading, "Skills", 5),
            (Scope::Prose, "You know.", 7),
            (Scope::Entry, "one", 9),
            (Scope::Entry, "two", 10),
            (Scope::Entry, "three", 11),
        ],
    );
    check(
        "## Examples\n\n- one\n\n### Deeper\n\ntwo",
        &[
            (Scope::Example, "Examples", 5),
            (Scope::Example, "one", 7),
            (Scope::Example, "Deeper", 9),
            (Scope::Example, "two", 11),
        ],
    );
    check("## Out of scope\n\n- one\n\n## Skills\n\ntwo", &[(Scope::Heading, "Skills", 9), (Scope::Prose, "two", 11)]);
    check("```sh\none\ntwo\n```", &[(Scope::Code, "one", 6), (Scope::Code, "two", 7)]);
}

#[test]
fn examples_in_markup_are_examples() {
    check(
        "<example>\nuser: one\n</example>\n\n<role>\ntwo\n</role>",
        &[(Scope::Example, "user: one", 6), (Scope::Prose, "two", 10)],
    );
}
