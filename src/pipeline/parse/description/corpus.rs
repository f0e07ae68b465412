//! The seeds and the corpus, where they are at hand.

#![expect(clippy::disallowed_methods, reason = "the shared corpus is read where it is, and only if it is")]

use std::path::{Path, PathBuf};

use super::*;

/// A description out of a header, roughly: the lines of the key and what belongs to it.
fn rough(file: &str) -> Option<(String, Vec<Passage>)> {
    let numbered: Vec<(u32, &str)> = (1..).zip(file.lines()).collect();
    let header = numbered.iter().skip_while(|(_, line)| line.trim() != "---").skip(1);
    let mut lines: Vec<Passage> = Vec::new();
    let mut seen = false;
    for &(number, line) in header.take_while(|(_, line)| line.trim() != "---" && !line.trim().starts_with("# ")) {
        let key = line.trim().split_once(':').map(|(key, _)| key);
        let known = key.is_some_and(|key| {
            ["name", "model", "color", "tools", "emoji", "vibe", "services", "type", "priority", "context_window"]
                .contains(&key)
        });
        if key == Some("description") {
            seen = true;
            let value = line.trim().trim_start_matches("description:").trim();
            let value = if ["|", ">", "|-", ">-"].contains(&value) { "" } else { value };
            lines.push(Passage { text: value.trim_matches(['"', '\'']).to_owned(), line: number });
        } else if known {
            if seen {
                break;
            }
        } else if seen {
            lines.push(Passage { text: line.to_owned(), line: number });
        }
    }
    let text = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    seen.then_some((text.trim().to_owned(), lines))
}

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
    let (text, lines) = rough(&String::from_utf8_lossy(&bytes).replace("\r\n", "\n"))?;
    Some(read(text, &lines, None))
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

/// Not a check but a means: `cargo test dump -- --ignored --nocapture` prints what is made of each file.
#[test]
#[ignore = "prints"]
fn dump() {
    let Some(shared) = shared() else { return };
    let mut paths = Vec::new();
    files(&shared.join("corpus"), &mut paths);
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
