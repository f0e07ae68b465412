//! Definitions with something in them that nobody sees.

use std::sync::Arc;

use super::*;
use crate::model::definition::{Dialect, Facts, Header, Settings};
use crate::model::description::Description;
use crate::model::document::Document;
use crate::model::loads::{Load, Loads, Outcome, Reader};
use crate::model::source::Hash;

fn definition(name: &str, description: &str, text: &str) -> Definition {
    let load = || Load { outcome: Outcome::Loads, reason: String::new() };
    Definition {
        path: "a.md".into(),
        hash: Hash::default(),
        text: Arc::from(text),
        bytes: None,
        name: Stated { value: name.into(), line: 2, column: 7 },
        description: Description { text: description.into(), line: 3, ..Description::default() },
        header: Header {
            reader: Reader::Strict,
            dialect: Dialect::Claude,
            fields: Vec::new(),
            lines: (2, 3),
            body: 0..0,
        },
        settings: Settings::default(),
        loads: Loads { project: load(), plugin: load() },
        body: Document::default(),
        facts: Facts::default(),
    }
}

/// `line:column+length message`, one a line.
fn told(definition: &Definition) -> Vec<String> {
    crate::pipeline::lint::definition(definition)
        .into_iter()
        .map(|it| {
            assert_eq!((it.code, it.severity), ("hidden-text", Severity::Warning));
            format!("{}:{}+{} {}", it.place.line, it.place.column, it.place.length, it.message)
        })
        .collect()
}

fn tags(text: &str) -> String {
    text.chars().filter_map(|c| char::from_u32(0xE0000 + u32::from(c))).collect()
}

#[test]
fn hidden_text_has_its_place_and_is_decoded() {
    let text = format!("---\r\nname: a\r\n---\r\nÄ b{}c\n\rx\u{202E}y \u{2066}", tags("run rm"));
    assert_eq!(
        told(&definition("a", "", &text)),
        [
            "4:4+6 6 characters that nobody sees, the first U+E0072; they spell `run rm`",
            "6:2+1 2 characters that nobody sees, the first U+202E",
        ]
    );
    assert_eq!(told(&definition("a", "", "a\u{200B}b")), ["1:2+1 a character that nobody sees, U+200B"]);
}

#[test]
fn what_escapes_make_is_found_where_it_is_stated() {
    let text = "---\nname: a\ndescription: \"b\\u202Ec\"\n---\n";
    assert_eq!(told(&definition("a", "b\u{202E}c", text)), ["3:0+0 a character that nobody sees, U+202E"]);
    assert_eq!(told(&definition("a\u{200B}", "", "x")), ["2:7+0 a character that nobody sees, U+200B"]);
    let both = "---\nname: a\ndescription: b\u{202E}c\n---\n";
    assert_eq!(told(&definition("a", "b\u{202E}c", both)).len(), 1, "once");
}

#[test]
fn emoji_flags_and_scripts_are_no_fault() {
    let flag = format!("\u{1F3F4}{}\u{E007F}", tags("gbsct"));
    assert!(told(&definition("a", "", &format!("👩\u{200D}💻 ❤\u{FE0F} 🇩🇪 {flag} می\u{200C}خواهم"))).is_empty());
}

#[test]
fn a_file_of_nothing_else_is_told_of_briefly() {
    let found = told(&definition("a", "", &"a\u{200B}\n".repeat(50_000)));
    assert_eq!(found.len(), MOST);
    assert!(found[MOST - 1].ends_with("; and there is more on 49980 other lines"));
    let long = told(&definition("a", "", &format!("x{}", tags(&"do it ".repeat(20_000)))));
    assert_eq!(long.len(), 1);
    assert!(long[0].len() < 400, "{}", long[0].len());
}
