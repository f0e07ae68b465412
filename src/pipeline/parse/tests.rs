//! The reader as a whole: files in, definitions and diagnostics out. The tables follow the threats that a reader of headers
//! must stand: broken YAML, bombs, depth, duplicates, tags, types, encodings and fences, several documents.

mod fences;
mod headerless;
mod shapes;

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::model::definition::Tools;
use crate::model::loads::Reader;

fn read(path: &str, bytes: &[u8]) -> Read {
    definition(&Source { path: path.to_owned(), bytes: bytes.into(), hash: crate::model::source::Hash::default() })
}

fn agent(path: &str, bytes: &[u8]) -> (Definition, Vec<Diagnostic>) {
    match read(path, bytes) {
        Read::Agent(definition, diagnostics) => (*definition, diagnostics),
        Read::Other(other) => panic!("{path}: {}", other.reason),
    }
}

/// `expected`: reader, name, description, model; the diagnostics as `code@line:column`.
fn check(bytes: impl AsRef<[u8]>, expected: &str) {
    let bytes = bytes.as_ref();
    let (definition, diagnostics) = agent("agents/stem.md", bytes);
    let model = definition.settings.model.map_or(String::new(), |model| model.value);
    let mut got = format!(
        "{} {} | {} | {model}",
        match definition.header.reader {
            Reader::Strict => "strict",
            Reader::Repaired => "repaired",
            Reader::Recovered => "recovered",
        },
        definition.name.value,
        definition.description.text,
    );
    for found in diagnostics {
        let _ = write!(got, " {}@{}:{}", found.code, found.place.line, found.place.column);
    }
    assert_eq!(got, expected, "{}", String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)));
}

#[test]
fn y1_three_readers_in_turn() {
    check("---\nname: a\ndescription: b c\nmodel: opus\n---\nx", "strict a | b c | opus");
    check("---\nname: a\ndescription: b: c\nmodel: opus\n---\nx", "repaired a | b: c | opus header-not-yaml@3:15");
    check(
        "---\nname: a\ndescription: \"b\" then \"c\"\nmodel: opus\n---\nx",
        "recovered a | \"b\" then \"c\" | opus header-not-yaml@3:18",
    );
    check(
        "---\nname: a\ndescription: b\n\nExamples:\n<example>\nuser: \"c\"\n</example>\nmodel: opus\n---\nx",
        "recovered a | b\n\nExamples:\n<example>\nuser: \"c\"\n</example> | opus header-not-yaml@5:1",
    );
    check("---\nname: a\ndescription: b\ntools: *\n---\n", "repaired a | b |  header-not-yaml@4:8");
    check("---\nname: a\r\ndescription: b: c\r\n---\n", "recovered a | b: c |  header-not-yaml@3:15");
}

#[test]
fn y2_y3_bombs_and_depth_go_to_the_line_reader() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let below = format!("*a{}, ", level - 1).repeat(9);
        let _ = writeln!(bomb, "a{level}: &a{level} [{below}]");
    }
    check(format!("---\nname: a\ndescription: b\n{bomb}---\n"), "recovered a | b |  header-not-yaml@4:5");
    let aliases = format!("---\nname: a\ndescription: b\nx: &x 1\ny: [{}]\n---\n", "*x, ".repeat(101));
    check(aliases, "recovered a | b |  header-aliases@2:0");
    for deep in ["[".repeat(60_000), "{".repeat(60_000), "- ".repeat(30_000), "? ".repeat(30_000)] {
        check(format!("---\nname: a\ndescription: b\nx: {deep}\n---\n"), "recovered a | b |  header-too-deep@2:0");
    }
    let quotes = ">".repeat(60_000);
    check(format!("---\nname: a\ndescription: b\nx: {quotes}\n---\n"), "repaired a | b |  header-not-yaml@4:5");
    let long = "long ".repeat(20_000);
    check(
        format!("---\nname: a\ndescription: {long}\nmodel: opus\n---\n"),
        &format!("recovered a | {} | opus header-too-long@2:0", long.trim()),
    );
}

#[test]
fn y4_of_two_keys_the_first_counts_and_both_stay() {
    check("---\nname: a\nname: b\ndescription: c\n---\n", "recovered a | c |  duplicate-key@3:1");
    check_loads("---\nname: a\nname: b\ndescription: c\n---\n", "skipped placeholder");
    check(
        "---\nname: a\ndescription: c: d\nmodel: opus\nmodel: sonnet\n---\n",
        "recovered a | c: d | opus header-not-yaml@3:15 duplicate-key@5:1",
    );
    let (definition, _) = agent("a.md", b"---\nname: a\nname: b\ndescription: c\n---\n");
    assert_eq!(definition.header.fields.len(), 3);
}

#[test]
fn y5_tags_merges_and_odd_keys() {
    check(
        "---\nname: !!str a\ndescription: !!python/object:os.system b\n1: x\n? [q]\n: y\n<<: {z: 1}\n---\n",
        "strict a | b | ",
    );
    let (definition, _) = agent("a.md", b"---\nname: a\ndescription: b\n1: x\n? [q, r]\n: y\n---\n");
    let keys: Vec<_> = definition.header.fields.iter().map(|field| (field.key.as_str(), field.line)).collect();
    assert_eq!(keys, [("name", 2), ("description", 3), ("1", 4), ("q, r", 4)]);
}

#[test]
fn y6_scalars_stay_what_was_written() {
    check("---\nname: no\ndescription: 1.10\nmodel: on\n---\n", "strict no | 1.10 | on");
    check("---\nname: 2026-01-02\ndescription: 1e999\nmodel: 0x1F\n---\n", "strict 2026-01-02 | 1e999 | 0x1F");
    let huge = "9".repeat(99);
    check(
        format!("---\nname: {huge}\ndescription: null and void\nmodel: ~\n---\n"),
        &format!("strict {huge} | null and void | "),
    );
    check("---\nname: a\ndescription: b\nmodel: [opus, sonnet]\n---\n", "strict a | b | opus, sonnet");
    check("---\nname: a\ndescription: b\nmodel: {provider: x, id: y}\n---\n", "strict a | b | provider: x, id: y");
}

#[test]
fn y7_encodings_and_line_ends() {
    let plain = "---\nname: a\ndescription: b é\nmodel: opus\n---\nbody\n";
    let utf16 = |unit: fn(u16) -> [u8; 2], mark: [u8; 2]| -> Vec<u8> {
        mark.into_iter().chain(plain.encode_utf16().flat_map(unit)).collect()
    };
    check(plain, "strict a | b é | opus");
    check(format!("\u{FEFF}{plain}"), "strict a | b é | opus");
    check(utf16(u16::to_le_bytes, [0xFF, 0xFE]), "strict a | b é | opus not-utf8@0:0");
    check(utf16(u16::to_be_bytes, [0xFE, 0xFF]), "strict a | b é | opus not-utf8@0:0");
    check(plain.replace('\n', "\r\n"), "strict a | b é | opus");
    check(plain.replace('\n', "\r"), "strict a | b é | opus lone-cr@1:1");
    check(b"---\nname: a\ndescription: b \xFF c\n---\n", "strict a | b ÿ c |  not-utf8@3:16");
    check(b"---\nname: a\ndescription: b\0c\n---\n", "strict a | b\u{FFFD}c |  nul-character@3:15");
    check("---\nname: a\ndescription: b\u{C}c\n---\n", "recovered a | b\u{C}c |  header-not-yaml@3:15");
    check("---\nname: a\ndescription: b\n---", "strict a | b | ");
}

#[test]
fn a_description_is_found_wherever_it_is() {
    check("---\nname: a\nmetadata:\n  description: b\n  x: y\n---\n", "strict a | b |  no-description@3:1");
    check(
        "---\nName: a\nDescription: b: c\n---\n",
        "repaired a | b: c |  unknown-key@2:1 unknown-key@3:1 header-not-yaml@3:15",
    );
    check("---\nname: a\ndescription: b # c\n---\n", "strict a | b |  text-after-hash@3:16");
    check("---\nname: -a\ndescription: b\n---\n", "strict -a | b |  name-not-loadable@2:7");
    check("---\nname: a\ndescription: b\ndisallowedtools: Bash\n---\n", "strict a | b |  unknown-key@4:1");
    check("---\n{name: a, description: b}\n---\n", "strict a | b | ");
}

#[test]
fn a_dialogue_whose_labels_are_keys_is_an_example_all_the_same() {
    let text =
        "---\nname: a\ndescription: b\n\nContext: c\nuser: \"d\"\nassistant: \"e\"\nuser: f\nassistant: g\n---\n";
    let (definition, diagnostics) = agent("a.md", text.as_bytes());
    // `user` stands twice, which is no YAML.
    assert_eq!(definition.header.reader, Reader::Recovered);
    assert_eq!(definition.description.text, "b");
    let found: Vec<(usize, Option<&str>, u32)> = definition
        .description
        .examples
        .iter()
        .map(|example| (example.turns.len(), example.context.as_deref(), example.line))
        .collect();
    assert_eq!(found, [(2, Some("c"), 5), (2, None, 8)]);
    assert!(diagnostics.iter().any(|found| found.code == "dialogue-outside" && found.place.line == 6));
    // A key that only looks like a label is a key.
    check("---\nname: a\ndescription: b\nnote: c\ncontext: d\n---\n", "strict a | b | ");
}

#[test]
fn a_reference_has_its_column() {
    let (definition, _) = agent("a.md", "---\nname: a\ndescription: b\n---\nYou are ä. See `docs/x.md`.\n".as_bytes());
    let found: Vec<(&str, u32, u32)> =
        definition.facts.references.iter().map(|it| (it.text.as_str(), it.line, it.column)).collect();
    assert_eq!(found, [("docs/x.md", 5, 17)]);
}

#[test]
fn the_purpose_is_the_bodys_first_sentence_where_there_is_no_description() {
    let (definition, _) = agent("a.md", b"---\nname: a\n---\n\n# Title\n\nReviews code. Then more.\n");
    assert!(definition.description.text.is_empty());
    assert!(!definition.description.purpose.is_empty());
    for (body, purpose) in [
        ("You are Dr. Smith, a reviewer. Then more.", "You are Dr. Smith, a reviewer."),
        ("**Goal:** find bugs. e.g. XSS.", "Goal: find bugs. e.g. XSS."),
        ("## 1. Context\n\n- item", "Context"),
        ("**Description**: Trims wicks: all. Then more.", "Trims wicks: all."),
    ] {
        let (definition, _) = agent("a.md", format!("---\nname: a\n---\n{body}\n").as_bytes());
        assert_eq!(definition.description.purpose_text(), purpose);
    }
}

/// The lines of a description keep their places, whichever reader took it: `expected` has them as `number:text`.
fn check_lines(header: &str, expected: &str) {
    let text = format!("---\nname: a\n{header}\n---\n");
    let mut report = Report::new("a.md");
    let cut = fence::cut(&text, &mut report);
    let (_, lines) = description_text(&header::read(&cut, &mut report)).unwrap();
    let lines: Vec<_> = lines.iter().map(|line| format!("{}:{}", line.line, line.text)).collect();
    assert_eq!(lines.join("|"), expected, "{header}");
}

#[test]
fn a_descriptions_lines_keep_their_places() {
    check_lines("description: b", "3:b");
    check_lines("description: |\n  b\n\n  c", "4:b|5:|6:c");
    check_lines("description: >-\n\n  b\n  c\nmodel: x", "5:b|6:c");
    check_lines("description: \"b\\nc\n  d\"", "3:b|3:c|4:d");
    check_lines("description: b: c\\nd", "3:b: c\\nd");
    check_lines("description: b\n\nUser:\n<C> d\nmodel: x", "3:b|4:|5:User:|6:<C> d");
    check_lines("description: [b, c]", "3:b|3:c");
    check_lines("x: &x b\ndescription: *x", "4:b");
    check_lines("metadata:\n  y: z\n  description: >\n    b\n    c\n  w: v", "6:b|7:c");
}

fn check_loads(text: &str, expected: &str) {
    let (definition, _) = agent("a.md", text.as_bytes());
    let got = format!("{:?} {:?}", definition.loads.project.outcome, definition.loads.plugin.outcome).to_lowercase();
    assert_eq!(got, expected, "{text}");
}

#[test]
fn how_claude_code_would_treat_it() {
    check_loads("---\nname: a\ndescription: b\n---\n", "loads loads");
    check_loads("---\r\nname: a\r\ndescription: b\r\n---\r\n", "loads loads");
    check_loads("---\nname: a\ndescription: b: c\n---\n", "repaired repaired");
    check_loads("---\r\nname: a\r\ndescription: b: c\r\n---\r\n", "skipped placeholder");
    check_loads("---\nname: a\ndescription: b\n\nuser: c\nx\n---\n", "skipped placeholder");
    check_loads("---\ndescription: b\n---\n", "skipped placeholder");
    check_loads("---\nname: a\n---\n", "skipped placeholder");
    check_loads("---\nname: a:b\ndescription: b\n---\n", "skipped skipped");
    check_loads("---\nname: -a\ndescription: b\n---\n", "skipped skipped");
    check_loads("---\nname: a\ndescription: b\nhooks: []\n---\n", "skipped loads");
    check_loads("\n---\nname: a\ndescription: b\n---\n", "skipped placeholder");
    check_loads("---\nname: a\ndescription: b\n", "skipped placeholder");
    check_loads("---\rname: a\rdescription: b\r---\r", "skipped placeholder");
    check_loads("---\nname: a\nmetadata: {description: b}\n---\n", "skipped placeholder");
    check_loads("You are a.", "skipped placeholder");
}

fn check_kind(path: &str, text: &str, expected: &str) {
    let got = match read(path, text.as_bytes()) {
        Read::Agent(definition, _) => format!("agent {}", definition.name.value),
        Read::Other(other) => other.reason,
    };
    assert_eq!(got, expected, "{path}: {text}");
}

#[test]
fn agent_or_not() {
    check_kind("a/x.agent.md", "---\ndescription: b\n---\n", "agent x");
    check_kind("a/x.md", "---\nmodel: opus\n---\n", "agent x");
    check_kind("a/README.md", "---\nname: a\ndescription: b\n---\n", "a readme");
    check_kind("AGENTS.md", "You are an agent.", "`AGENTS.md` holds instructions for every agent");
    check_kind("a/SKILL.md", "---\nname: a\ndescription: b\n---\n", "a skill");
    check_kind("a/skill.md", "---\nname: a\ndescription: b\n---\n", "agent a");
    check_kind("a/x.md", "# Notes\n\nSome notes.\n", "no header, and the text is not an agent's prompt");
    check_kind("a/x.md", "# Reviewer\n\n**You are** a reviewer.\n", "agent x");
    check_kind("agents/x.md", "# Reviewer\n\n## Role\n\nReview. Check your findings.\n", "agent x");
    check_kind("a/x.md", "# Agent: x\n\n## Role\n\nReviews findings.\n", "agent x");
    check_kind("a/x.md", "# Foo\n\nA specialized agent for foo.\n\n## Expertise\n\n- Bar\n", "agent x");
    check_kind("agents/x.md", "**Name:** x\n\n## Role\n\nYou review.\n", "agent x");
    check_kind(
        "docs/x.md",
        "# Reviewer\n\n## Role\n\nReview. Check your findings.\n",
        "no header, and the text is not an agent's prompt",
    );
    check_kind(
        "a/x.md",
        "---\ndescription: b\nallowed-tools: Read\n---\n",
        "its header is that of a slash command (`allowed-tools`)",
    );
    check_kind(
        "a/x.md",
        "---\ndescription: b\nargument-hint: x\nmodel: opus\n---\n",
        "its header is that of a slash command (`argument-hint`)",
    );
    check_kind(
        "a/x.md",
        "---\ntitle: b\nsidebar_position: 1\ndescription: c\n---\n",
        "its header is that of a page of a site (`sidebar_position`)",
    );
    check_kind(
        "a/x.md",
        "---\ntitle: b\ntags: [c]\n---\ntext",
        "its header names no agent, and the text is not an agent's prompt",
    );
    check_kind("a/x.md", "---\n\n# Title\n\ntext\n\n---\n\nmore", "no header, and the text is not an agent's prompt");
    check_kind("a/x.md", "---\nnmae: b\nx: y\n---\n", "agent b");
    check_kind("a/x.md", "", "no header, and the text is not an agent's prompt");
}

#[test]
fn bytes_are_kept_only_where_the_text_is_not_the_file() {
    assert!(agent("a.md", b"---\nname: a\r\ndescription: b\n---\n").0.bytes.is_none());
    assert!(agent("a.md", b"\xEF\xBB\xBF---\nname: a\ndescription: b\n---\n").0.bytes.is_some());
}

#[test]
fn places_count_in_the_file() {
    let (definition, _) =
        agent("a.md", "\r\n  ---\r\n  name: \"é\"\r\n  tools: [Read]\r\n  ---\r\n  body\r\n".as_bytes());
    assert_eq!((definition.name.line, definition.name.column), (3, 9));
    assert_eq!(definition.header.lines, (3, 4));
    let tools = definition.settings.tools.unwrap();
    assert_eq!((tools.value, tools.line, tools.column), (Tools::Named(vec!["Read".to_owned()]), 4, 10));
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read("agents/a.md", &bytes);
    }

    #[test]
    fn any_header_is_read(text in "(---|\\+\\+\\+|```yaml|\u{FEFF})?\n?((name|description|tools|model|user|x|Examples|metadata)?:?[ \\[\\]{}>|\"'*&!#é\\\\-]{0,4}[a-z: \n\r\t\"']{0,12}\n){0,8}(---)?\n?.{0,20}") {
        if let Read::Agent(definition, diagnostics) = read("agents/a.md", text.as_bytes()) {
            prop_assert!(!definition.name.value.is_empty());
            let last = lines::lines(&definition.text).len() + 1;
            for field in &definition.header.fields {
                prop_assert!((1..=last).contains(&(field.line as usize)));
            }
            for found in diagnostics {
                prop_assert!(found.place.line as usize <= last);
            }
        }
    }

    /// The line reader gives what strict YAML gives, where that is one scalar a line.
    #[test]
    fn both_readers_agree(name in "[a-z][a-z0-9-]{0,20}", words in "[A-Z][a-z]{0,8}( [a-zA-Z0-9,.()'\"-]{1,8}){0,9}") {
        let good = format!("---\nname: {name}\ndescription: {words}\nmodel: opus\n---\n");
        let bad = format!("---\nname: {name}\ndescription: {words}\nmodel: opus\nx: \"a\" \"b\"\n---\n");
        let ((good, _), (bad, _)) = (agent("a.md", good.as_bytes()), agent("a.md", bad.as_bytes()));
        prop_assert_eq!(good.header.reader, Reader::Strict);
        prop_assert_eq!(bad.header.reader, Reader::Recovered);
        prop_assert_eq!(good.name, bad.name);
        prop_assert_eq!(good.description, bad.description);
        prop_assert_eq!(good.settings, bad.settings);
    }
}
