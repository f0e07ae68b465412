//! The seeds and the corpus, where they are at hand.

#![expect(clippy::disallowed_methods, reason = "the shared corpus is read where it is, and only if it is")]

use std::path::{Path, PathBuf};

use super::*;
use crate::model::source::{Hash, Source};

fn shared() -> Option<PathBuf> {
    let found = std::env::var("AGENTDEX_SHARED").ok().map(PathBuf::from);
    if found.is_none() {
        eprintln!("AGENTDEX_SHARED is not set: the corpus is not read");
    }
    found
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            files(&entry, into);
        } else if entry.extension().is_some_and(|ending| ending == "md") {
            into.push(entry);
        }
    }
}

fn of_file(path: &Path) -> Option<Description> {
    let bytes = std::fs::read(path).unwrap();
    let path = path.display().to_string();
    match super::super::definition(&Source { path, bytes: bytes.into(), hash: Hash::default() }) {
        super::super::Read::Agent(definition, _) => Some(definition.description),
        super::super::Read::Other(_) => None,
    }
}

#[test]
fn reads_the_seeds() {
    let Some(shared) = shared() else { return };
    for (name, examples, tasks) in [
        ("distributed-computing-architect", 2, 0),
        ("distributed-systems-architect", 3, 0),
        ("distributed-systems-expert", 2, 0),
        ("parallel-architecture-engineer", 0, 6),
        ("async-systems-architect", 3, 0),
    ] {
        let description = of_file(&shared.join("seeds").join(format!("{name}.md"))).unwrap();
        assert_eq!((description.examples.len(), description.tasks.len()), (examples, tasks), "{name}");
        for example in &description.examples {
            assert_eq!(example.turns.len(), 2, "{name}: {example:?}");
        }
    }
}

#[test]
fn reads_the_nasty_ones() {
    let Some(shared) = shared() else { return };
    let expected = std::fs::read_to_string(shared.join("corpus-nasty/EXPECTED.tsv")).unwrap();
    for row in expected.lines().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        let description = of_file(&shared.join("corpus-nasty").join(fields[0])).unwrap();
        assert_eq!(description.examples.len().to_string(), fields[4], "{}", fields[0]);
        assert!(description.text.starts_with(fields[3].trim()), "{}", fields[0]);
    }
}

/// Not a check but a means: `cargo test dump -- --ignored --nocapture` prints what is made of each file below the shared
/// folder's `corpus`, or the folder in it that `AGENTDEX_DUMP` names.
#[test]
#[ignore = "prints"]
fn dump() {
    let Some(shared) = shared() else { return };
    let mut paths = Vec::new();
    files(&shared.join(std::env::var("AGENTDEX_DUMP").unwrap_or_else(|_| "corpus".to_owned())), &mut paths);
    for path in paths {
        let Some(description) = of_file(&path) else {
            println!("## {}: none", path.display());
            continue;
        };
        println!("## {}\nS: {}", path.file_name().unwrap().display(), description.summary());
        let print = |name: &str, passages: &[Passage]| {
            for passage in passages {
                println!("  {name} {}: {}", passage.line, passage.text);
            }
        };
        print("P", &description.purpose);
        print("W", &description.when);
        print("N", &description.when_not);
        print("T", &description.tasks);
        print("R", &description.rest);
        for example in &description.examples {
            println!("  E {} C={:?} Y={:?}", example.line, example.context, example.commentary);
            for turn in &example.turns {
                println!("     {:?} {}: {}", turn.speaker, turn.line, turn.text);
            }
        }
    }
}
