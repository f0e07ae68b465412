//! Real definitions, and hostile ones, through the reader. Real ones lie in the folder that `AGENTDEX_SHARED` names, with
//! `corpus/`, `seeds/` and `corpus-nasty/` in it; without the variable these tests say so and pass.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use agentdex::digest;
use agentdex::model::definition::Definition;
use agentdex::model::diagnostic::Diagnostic;
use agentdex::model::loads::{Outcome, Reader};
use agentdex::model::source::Source;
use agentdex::pipeline::parse::{self, Read};

fn shared() -> Option<PathBuf> {
    let dir = std::env::var_os("AGENTDEX_SHARED").map(PathBuf::from);
    if dir.is_none() {
        println!("skipped: AGENTDEX_SHARED names no folder with corpus/, seeds/ and corpus-nasty/");
    }
    dir
}

fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push((path.to_string_lossy().into_owned(), std::fs::read(&path).unwrap()));
        }
    }
    found
}

fn source(path: &str, bytes: &[u8]) -> Source {
    Source { path: path.to_owned(), bytes: Arc::from(bytes), hash: digest::hash(bytes) }
}

fn agent(path: &str, bytes: &[u8]) -> (Box<Definition>, Vec<Diagnostic>) {
    match parse::definition(&source(path, bytes)) {
        Read::Agent(definition, diagnostics) => (definition, diagnostics),
        Read::Other(other) => panic!("{path} is no agent: {}", other.reason),
    }
}

#[test]
fn every_file_of_the_corpus_is_an_agent_with_a_name_and_a_purpose() {
    let Some(shared) = shared() else { return };
    let mut agents = 0;
    for (path, bytes) in files(&shared.join("corpus")) {
        if path.ends_with("/README.md") {
            continue;
        }
        let (definition, _) = agent(&path, &bytes);
        assert!(!definition.name.value.is_empty(), "{path}");
        assert!(!definition.description.text.is_empty(), "{path}");
        assert!(!definition.description.purpose_text().trim().is_empty(), "{path}");
        assert!(definition.description.line > 0, "{path}");
        agents += 1;
    }
    assert_eq!(agents, 465);
}

#[test]
fn the_nasty_files_read_as_expected() {
    let Some(shared) = shared() else { return };
    let nasty = shared.join("corpus-nasty");
    let expected = std::fs::read_to_string(nasty.join("EXPECTED.tsv")).unwrap();
    for row in expected.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let &[file, name, model, beginning, _, strict, _] = cells.as_slice() else { panic!("{row}") };
        let (definition, _) = agent(file, &std::fs::read(nasty.join(file)).unwrap());
        assert_eq!(definition.name.value, name, "{file}");
        assert_eq!(definition.settings.model.map_or(String::new(), |model| model.value), model, "{file}");
        let text: String = definition.description.text.chars().take(60).collect();
        assert_eq!(text.trim(), beginning.trim(), "{file}");
        assert_eq!(definition.header.reader == Reader::Strict, strict == "yes", "{file}");
    }
}

#[test]
fn the_seeds_read_as_their_authors_meant() {
    let Some(shared) = shared() else { return };
    let seeds: BTreeMap<String, Box<Definition>> = files(&shared.join("seeds"))
        .into_iter()
        .map(|(path, bytes)| agent(&path, &bytes).0)
        .map(|definition| (definition.name.value.clone(), definition))
        .collect();
    let stated = |name: &str| {
        let settings = &seeds[name].settings;
        let text = |stated: &Option<agentdex::model::definition::Stated<String>>| {
            stated.as_ref().map_or(String::new(), |stated| stated.value.clone())
        };
        (text(&settings.model), text(&settings.color), seeds[name].header.reader, seeds[name].loads.project.outcome)
    };
    let row = |model: &str, color: &str, reader, outcome| (model.to_owned(), color.to_owned(), reader, outcome);
    let (repaired, recovered) = (Reader::Repaired, Reader::Recovered);
    assert_eq!(stated("distributed-computing-architect"), row("opus", "", repaired, Outcome::Repaired));
    assert_eq!(stated("distributed-systems-architect"), row("", "", repaired, Outcome::Repaired));
    assert_eq!(stated("distributed-systems-expert"), row("opus", "blue", repaired, Outcome::Repaired));
    assert_eq!(stated("parallel-architecture-engineer"), row("sonnet", "cyan", repaired, Outcome::Repaired));
    assert_eq!(stated("async-systems-architect"), row("opus", "", recovered, Outcome::Skipped));
    assert_eq!(seeds["async-systems-architect"].loads.plugin.outcome, Outcome::Placeholder);
}
