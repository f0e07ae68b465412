//! The repaired file: valid YAML that says what the file said, and a body that is not touched.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, clippy::print_stdout, reason = "a test")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use agentdex::compile::{self, Cache};
use agentdex::model::catalog::Catalog;
use agentdex::model::loads::{Outcome, Reader};
use agentdex::model::source::{Source, Sources};

fn catalog(files: Vec<(String, Vec<u8>)>) -> Catalog {
    let definitions = files
        .into_iter()
        .map(|(path, bytes)| Source { path, hash: agentdex::digest::hash(&bytes), bytes: bytes.into() })
        .map(Arc::new)
        .collect();
    compile::catalog(&Sources { definitions, ..Sources::default() }, &mut Cache::default())
}

fn repaired(file: &str) -> Option<String> {
    let catalog = catalog(vec![("agents/stem.md".to_owned(), file.as_bytes().to_vec())]);
    catalog.agents[0].repaired()
}

fn check(file: &str, expected: &str) {
    assert_eq!(repaired(file).as_deref(), Some(expected), "{file}");
}

#[test]
fn what_is_valid_is_left_alone() {
    for file in [
        "---\nname: a\ndescription: b\n---\nc: d: e\n",
        "---\nname: a\ndescription: |\n  b: c\n---\n",
        "You are a reviewer.\n",
        // Nothing tells what the agent is for, and no rewrite can.
        "---\nname: a\n---\nYou are a.\n",
        "---\nname: \"a:b\"\ndescription: c\n---\nYou are a.\n",
    ] {
        assert_eq!(repaired(file), None, "{file}");
    }
}

#[test]
fn only_what_is_broken_is_written_anew() {
    check(
        "---\nname: a\n# who\nmodel:  opus\ndescription: b: c\ntools: [Read, \"Grep\"] # all\n---\n\nBody: x: y\n",
        "---\nname: a\n# who\nmodel:  opus\ndescription: \"b: c\"\ntools: [Read, \"Grep\"] # all\n---\n\nBody: x: y\n",
    );
    check("---\nname: a\ndescription: b\ntools: *\n---\n", "---\nname: a\ndescription: b\ntools: \"*\"\n---\n");
    check(
        "---\nname: a\ndescription: b: c\n# model\nmodel: opus\n---\n",
        "---\nname: a\ndescription: \"b: c\"\n# model\nmodel: opus\n---\n",
    );
}

#[test]
fn a_description_of_several_lines_is_a_block() {
    check(
        "---\nname: a\ndescription: Say: \"x\".\\n\\n<example>\\nuser: \"y\"\\n</example>\nmodel: opus\n---\nz",
        "---\nname: a\ndescription: |-\n  Say: \"x\".\n\n  <example>\n  user: \"y\"\n  </example>\nmodel: opus\n---\nz",
    );
    check(
        "---\nname: a\ndescription: b\n\n<example>\nuser: \"c\"\n</example>\nmodel: opus\n---\nz",
        "---\nname: a\ndescription: |-\n  b\n\n  <example>\n  user: \"c\"\n  </example>\nmodel: opus\n---\nz",
    );
}

#[test]
fn line_ends_stay_and_fences_are_put_right() {
    check(
        "---\r\nname: a\r\ndescription: b: c\r\n---\r\nx\r\ny\n",
        "---\r\nname: a\r\ndescription: \"b: c\"\r\n---\r\nx\r\ny\n",
    );
    check("name: a\ndescription: b\n---\nx", "---\nname: a\ndescription: b\n---\nx");
    check("\n---\nname: a\ndescription: b\n---\nx", "---\nname: a\ndescription: b\n---\nx");
    check("<!-- ours -->\n---\nname: a\ndescription: b\n---\nx", "---\n# ours\nname: a\ndescription: b\n---\nx");
    check("+++\nname = \"a\"\ndescription = \"b: c\"\n+++\nx", "---\nname: a\ndescription: \"b: c\"\n---\nx");
    check("```yaml\n---\nname: a\ndescription: b\n---\n```\nx", "---\nname: a\ndescription: b\n---\nx");
}

#[test]
fn keys_are_the_ones_that_are_looked_for() {
    check("---\ndescription: b\nmodel: opus\n---\nx", "---\nname: stem\ndescription: b\nmodel: opus\n---\nx");
    check("---\nName: a\nDescription: b\n---\nx", "---\nname: a\ndescription: b\n---\nx");
    check(
        "---\nname: a\nmetadata:\n  description: b\n---\nx",
        "---\ndescription: b\nname: a\nmetadata:\n  description: b\n---\nx",
    );
    check(
        "---\nname: a\ndescription: b: c\nmodel: opus\nmodel: haiku\n---\n",
        "---\nname: a\ndescription: \"b: c\"\nmodel: opus\n# model: haiku\n---\n",
    );
}

#[test]
fn bytes_that_are_no_text_are_not_written_again() {
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain("---\nname: a\ndescription: é\n---\nx".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let whole = catalog(vec![("a.md".to_owned(), utf16)]);
    let expected = "---\nname: a\ndescription: é\n---\nx";
    assert_eq!(whole.agents[0].repaired().as_deref(), Some(expected));
    let lossy = catalog(vec![("a.md".to_owned(), b"---\nname: a\ndescription: b: c\n---\n\xFF".to_vec())]);
    assert_eq!(lossy.agents[0].repaired(), None);
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                found.push((path.to_string_lossy().into_owned(), std::fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn real_definitions_are_repaired_and_say_the_same() {
    let Some(shared) = std::env::var_os("AGENTDEX_SHARED").map(PathBuf::from) else {
        println!("skipped: AGENTDEX_SHARED is not set");
        return;
    };
    let mut all = Vec::new();
    for folder in ["seeds", "corpus", "corpus-nasty"] {
        all.extend(files(&shared.join(folder)));
    }
    let first = catalog(all);
    let (mut broken, mut mended, mut left) = (0, 0, Vec::new());
    let mut again = Vec::new();
    for agent in &first.agents {
        let definition = &agent.definition;
        let needs = definition.header.reader != Reader::Strict || definition.loads.project.outcome == Outcome::Skipped;
        broken += usize::from(needs);
        match agent.repaired() {
            Some(text) => {
                mended += 1;
                assert!(
                    definition.text.ends_with(&text[text.len() - definition.header.body.len()..]),
                    "{}",
                    definition.path
                );
                again.push((definition.path.clone(), text.into_bytes()));
            }
            None if needs => left.push(format!("{}: {}", definition.path, definition.loads.project.reason)),
            None => {}
        }
    }
    let second = catalog(again);
    assert_eq!(second.agents.len(), mended);
    for agent in &second.agents {
        let now = &agent.definition;
        let before = &first.agents.iter().find(|it| it.definition.path == now.path).unwrap().definition;
        assert_eq!(now.header.reader, Reader::Strict, "{}", now.path);
        assert_eq!(
            (&now.name.value, &now.description.text),
            (&before.name.value, &before.description.text),
            "{}",
            now.path
        );
        let said = |it: &agentdex::model::definition::Definition| {
            let settings = &it.settings;
            (
                settings.model.as_ref().map(|it| it.value.clone()),
                settings.tools.as_ref().map(|it| it.value.clone()),
                settings.color.as_ref().map(|it| it.value.clone()),
                it.description.examples.len(),
                it.description.purpose_text(),
            )
        };
        assert_eq!(said(now), said(before), "{}", now.path);
        assert_eq!(agent.repaired(), None, "{}", now.path);
    }
    println!("{mended} of {broken} broken files mended; not mended:\n{}", left.join("\n"));
    assert!(mended * 10 >= broken * 8, "{mended} of {broken}");
}

/// What headers, broken and whole, are made of.
const PIECES: [&str; 30] = [
    "---\n",
    "name: a\n",
    "description: b: c\n",
    "description: |\n  x\n",
    "tools: *\n",
    "tools: [a, b\n",
    "\n",
    "\r\n",
    "# c\n",
    "<example>\n",
    "user: \"x\"\n",
    "  nested: y: z\n",
    "- item: \"q\n",
    "metadata:\n",
    "\\n",
    "\"",
    "'",
    "é\u{202E}",
    "\t",
    "{",
    "}",
    "+++\n",
    "```yaml\n",
    "<!-- x -->\n",
    "name: 'b\n",
    "Description: D\n",
    "hooks:\n  Stop:\n  - x: *y\n",
    "&a ",
    "\u{0}",
    "You are a.\n",
];

/// A key that is no word keeps its line, the second time as the first.
#[test]
fn a_second_repair_changes_nothing() {
    use agentdex::pipeline::fix;
    use agentdex::pipeline::parse::{self, Read};
    let read = |text: &str| {
        let bytes: Arc<[u8]> = Arc::from(text.as_bytes());
        let path = "agents/stem.md".to_owned();
        match parse::definition(&Source { path, hash: agentdex::digest::hash(&bytes), bytes: bytes.into() }) {
            Read::Agent(definition, _) => definition,
            Read::Other(other) => panic!("{}", other.reason),
        }
    };
    let once = fix::header(&read("---\n\\nuser: \"x\"\ntools: *\n# c\ntools: *\n")).unwrap();
    assert_eq!(fix::header(&read(&once)), None);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(3_000))]
    #[test]
    fn whatever_the_header_a_repair_that_is_believed_is_read_as_before(
        pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..24),
    ) {
        use agentdex::pipeline::fix;
        use agentdex::pipeline::parse::{self, Read};
        let read = |text: &str| {
            let bytes: Arc<[u8]> = Arc::from(text.as_bytes());
            parse::definition(&Source { path: "agents/stem.md".to_owned(), hash: agentdex::digest::hash(&bytes), bytes: bytes.into() })
        };
        let file = format!("---\n{}", pieces.concat());
        if let Read::Agent(before, _) = read(&file)
            && let Some(header) = fix::header(&before)
        {
            let body = &before.text[before.header.body.clone()];
            if let Read::Agent(after, _) = read(&header)
                && fix::keeps(&before, &after)
            {
                let Read::Agent(whole, _) = read(&format!("{header}{body}")) else { panic!("{file}") };
                proptest::prop_assert_eq!(whole.header.reader, Reader::Strict);
                proptest::prop_assert_eq!(&whole.name.value, &before.name.value);
                proptest::prop_assert_eq!(&whole.description.text, &before.description.text);
                proptest::prop_assert_eq!(&whole.text[whole.header.body.clone()], body);
                proptest::prop_assert!(fix::header(&whole).is_none_or(|again| again == header));
            }
        }
    }
}
