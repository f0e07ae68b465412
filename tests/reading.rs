//! Real definitions, and hostile ones, through the reader. Real ones lie in the folder that `AGENTDEX_SHARED` names, with
//! `corpus/`, `seeds/` and `corpus-nasty/` in it; without the variable these tests say so and pass.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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
    Source { path: path.to_owned(), bytes: bytes.into(), hash: digest::hash(bytes) }
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

/// A field that no YAML reader takes, and that Claude Code's repair leaves as it is: it makes every header a case for the
/// line reader.
const BREAKS: &str = "zzz: \"a\" \"b\"";

#[test]
fn the_line_reader_agrees_with_strict_yaml() {
    let Some(shared) = shared() else { return };
    let mut compared = 0;
    for (path, bytes) in files(&shared.join("corpus")) {
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        let Read::Agent(strict, _) = parse::definition(&source(&path, &bytes)) else { continue };
        if strict.header.reader != Reader::Strict {
            continue;
        }
        let last = strict.header.lines.1 as usize;
        let indent: String = text.lines().nth(last - 1).unwrap().chars().take_while(|c| c.is_whitespace()).collect();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.insert(last, format!("{indent}{BREAKS}"));
        let (recovered, _) = agent(&path, lines.join("\n").as_bytes());
        assert_eq!(recovered.header.reader, Reader::Recovered, "{path}");
        assert_eq!(recovered.name, strict.name, "{path}");
        assert_eq!(recovered.settings, strict.settings, "{path}");
        let plain = |text: &str| text.split(" #").next().unwrap_or_default().replace("\\\\", "\\");
        assert_eq!(plain(&recovered.description.text), plain(&strict.description.text), "{path}");
        if !strict.description.text.contains(" #") && !strict.description.text.contains('\\') {
            assert_eq!(recovered.description, strict.description, "{path}");
        }
        compared += 1;
    }
    println!("{compared} strictly valid headers read alike");
    assert!(compared > 350);
}

/// xorshift64: the same mutations in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap()
    }
}

#[test]
fn ten_thousand_mutations_of_the_corpus_are_read() {
    let Some(shared) = shared() else { return };
    let files = files(&shared.join("corpus"));
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let (mut whole, mut agents) = (0, 0);
    for _ in 0..10_000 {
        let (path, bytes) = &files[random.below(files.len())];
        // The header is what matters here, and a short body keeps the test quick.
        let mut bytes = bytes[..bytes.len().min(2_000)].to_vec();
        for _ in 0..=random.below(8) {
            let at = random.below(bytes.len().min(600));
            match random.below(4) {
                0 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
                1 => bytes.insert(at, b"\n\r:-#\"'[{>|*&!\\ \t`"[random.below(18)]),
                2 => drop(bytes.remove(at)),
                _ => bytes.truncate(at + 1),
            }
            if bytes.is_empty() {
                break;
            }
        }
        let is_agent = matches!(parse::definition(&source(path, &bytes)), Read::Agent(..));
        // Of a file that was cut off in its first lines nothing may be left.
        if bytes.len() > 200 {
            whole += 1;
            agents += usize::from(is_agent);
        }
    }
    println!("{agents} of {whole} mutated files are still agents");
    assert!(agents * 100 >= whole * 99);
}

/// What hostile headers are made of: what opens something, what repeats, what looks like a field, a fence or a tag.
const PIECES: &[&str] = &[
    "[", "{", "- ", "? ", ">", "|", "\"", "'", "\\", "*a ", "&a ", "!a ", "#", "# x\n", ": ", "a: ", "a:\n", "a: b\n",
    "a: b: c\n", "a:\n b: c: d\n", "A: b\n", "Name: a\n", "name: a\n", "nmae: a\n", "model: a\n", "user: a\n", "---\n",
    "...\n", "\n", "\n\nYou are a\n", "\n## x\n", "```\n", "<!--", "<!-- -->\n", "<example>", "</example>", "\r", "\t",
    " ", "a", "é", "\u{FEFF}", "- a\n", "- - a\n", "[a, ", "[a], ", "{a: ", "[]: ", "a: [b]\n", "a: |\n b\n",
    "a: \"\n", "\"a\": b\n", "x: &x [*x]\n", "%a\n", "@", "\0", "\u{85}", "\u{2028}", ", ", "(", "a(", "''", "\\n",
    "\\\"", "\\u", "\n  \n", "+++\n", "a = \"\"\"\n", "\\|", "| a ", "| name ", "| name | a\n", "'a", "','",
    "Name: a,\n", "Status: a\n", "![a](a.png)", "> a\n", "> ", "1. a\n", "and ", "like ", " the following", "I ",
    "You will ", "Sen ",
];

/// Each piece repeated to a size, where a header, a description, a list of tools, an open header or a whole file is.
fn hostile(size: usize) -> impl Iterator<Item = (String, Vec<u8>)> {
    PIECES.iter().flat_map(move |piece| {
        let text = piece.repeat(size / piece.len());
        [
            ("header", format!("---\n{text}\n---\nx")),
            ("description", format!("---\nname: a\ndescription: {text}\nmodel: b\n---\nx")),
            ("broken description", format!("---\nname: a\ndescription: b\n\n{text}\nmodel: b\n---\nx")),
            ("block", format!("---\nname: a\ndescription: |\n  {text}\nmodel: b\n---\nx")),
            ("tools", format!("---\nname: a\ntools: {text}\n{BREAKS}\n---\nx")),
            ("open header", format!("---\nname: a\n{text}")),
            ("body", format!("---\nname: a\n---\n{text}")),
            ("whole file", text),
        ]
        .map(|(place, file)| (format!("{size} bytes of {piece:?} as {place}"), file.into_bytes()))
    })
}

/// Reads them all and prints the slowest. There is no assertion on the time of one file, which a busy machine would fail;
/// the guard is for a hang.
fn read_hostile(size: usize, guard: std::time::Duration) {
    let (done, waiting) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let read = |(what, bytes): (String, Vec<u8>)| {
            let begun = std::time::Instant::now();
            let _ = parse::definition(&source("agents/a.md", &bytes));
            (begun.elapsed(), what)
        };
        done.send(hostile(size).map(read).collect::<Vec<_>>()).unwrap();
    });
    let mut times = waiting.recv_timeout(guard).expect("a hostile header hangs, or its reading panicked");
    times.sort();
    for (time, what) in times.iter().rev().take(12) {
        println!("{:>6} ms  {what}", time.as_millis());
    }
}

/// Just below the YAML parser's limit.
#[test]
fn hostile_headers_are_read_without_a_hang() {
    read_hostile(60 << 10, std::time::Duration::from_mins(5));
}

/// What is quadratic takes minutes here.
#[test]
#[ignore = "some minutes in a debug build: cargo test --release --test reading -- --ignored --nocapture"]
fn hostile_headers_of_a_mebibyte_are_read_without_a_hang() {
    read_hostile(1 << 20, std::time::Duration::from_mins(20));
}

/// What a file says, whichever way it is saved: name, model, and the description's words.
fn said(definition: &Definition) -> (String, String, Vec<String>) {
    let model = definition.settings.model.as_ref().map_or(String::new(), |model| model.value.clone());
    let words = definition.description.text.split_whitespace().map(str::to_owned).collect();
    (definition.name.value.clone(), model, words)
}

#[test]
fn a_definition_says_the_same_however_it_is_saved() {
    let Some(shared) = shared() else { return };
    for (path, bytes) in files(&shared.join("corpus")).into_iter().chain(files(&shared.join("seeds"))) {
        let Read::Agent(original, _) = parse::definition(&source(&path, &bytes)) else { continue };
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let indented: String = text.lines().flat_map(|line| ["   ", line, "\n"]).collect();
        for (how, bytes) in [
            ("Windows line ends", text.replace('\n', "\r\n").into_bytes()),
            ("lone carriage returns", text.replace('\n', "\r").into_bytes()),
            ("a byte order mark", format!("\u{FEFF}{text}").into_bytes()),
            ("UTF-16", utf16),
            ("empty lines in front", format!("\n \n{text}").into_bytes()),
            ("indentation", indented.into_bytes()),
            ("a code block around it", format!("```markdown\n{text}\n```\n").into_bytes()),
            ("no opening fence", text.trim_start().trim_start_matches("---\n").as_bytes().to_vec()),
            ("longer fences", text.replace("\n---\n", "\n-----\n").into_bytes()),
        ] {
            let (read, _) = agent(&path, &bytes);
            assert_eq!(said(&read), said(&original), "{path} with {how}");
        }
        let unclosed = text.trim_start().replacen("\n---\n", "\n", 1);
        let (read, _) = agent(&path, unclosed.as_bytes());
        let ((name, model, words), (own_name, own_model, own_words)) = (said(&read), said(&original));
        assert_eq!((name, model), (own_name, own_model), "{path} without a closing fence");
        assert_eq!(words, own_words, "{path} without a closing fence");
    }
}
