//! The built-in vocabulary's quick reader reads what the YAML reader reads.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::disallowed_methods, reason = "a test")]

use std::path::Path;

use agentdex::digest;
use agentdex::model::source::Source;
use agentdex::pipeline::{matrix, parse};

#[test]
fn both_readers_agree_on_every_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pipeline/matrix/vocabulary");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "yaml"))
        .collect();
    files.sort();
    let quick = matrix::built_in();
    assert_eq!(files.len(), quick.len(), "a file is not listed, or a listed one not there");
    for path in files {
        let text = std::fs::read(&path).unwrap();
        // A built-in layer has no path, so that its category is its entries' own.
        let source = Source { path: String::new(), hash: digest::hash(&text), bytes: text.into() };
        let (slow, faults) = parse::vocabulary(&source);
        assert_eq!(faults, [], "{}", path.display());
        let id = &slow.categories[0].value.id;
        let quick = quick.iter().find(|layer| layer.categories[0].value.id == *id).unwrap();
        assert_eq!(quick.categories[0].value, slow.categories[0].value);
        assert_eq!(quick.entries.len(), slow.entries.len(), "{id}");
        for (a, b) in quick.entries.iter().zip(&slow.entries) {
            assert_eq!(a, b, "{id}, line {}", a.name.line);
        }
    }
}

#[test]
fn a_vocabulary_that_cannot_be_read_fails_the_gate() {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("agents/a.md", "---\nname: a\ndescription: Covers Kafka.\n---\n"),
        ("content/competencies.yaml", "competencies:\n  - {name: Raft, required: true}\n  - {name: [\n"),
    ] {
        std::fs::create_dir_all(root.path().join(path).parent().unwrap()).unwrap();
        std::fs::write(root.path().join(path), text).unwrap();
    }
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_agentdex"))
        .args(["matrix", "--check"])
        .current_dir(root.path())
        .output()
        .unwrap();
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(message.contains("vocabulary-broken") && message.contains("may hide a gap"), "{message}");
}
