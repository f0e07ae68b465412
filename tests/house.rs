//! The house's rules as tests: who may know whom, one home a package, and every diagnostic documented and exercised.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::disallowed_methods, reason = "a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Each package's one home, as a prefix of paths below `src/`.
const HOMES: [(&str, &[&str]); 21] = [
    ("aho_corasick", &["pipeline/matrix/"]),
    ("annotate_snippets", &["io/terminal"]),
    ("axum", &["io/serve/"]),
    ("blake3", &["digest.rs"]),
    ("clap", &["cli.rs", "main.rs"]),
    ("flate2", &["io/serve/"]),
    ("futures_util", &["io/serve/"]),
    ("hyper", &["io/serve/"]),
    ("hyper_util", &["io/serve/"]),
    ("notify", &["io/watch.rs"]),
    ("pulldown_cmark", &["pipeline/parse/body"]),
    (
        "rayon",
        &["compile", "io/publish", "io/disk", "pipeline/matrix/", "pipeline/overlap/", "pipeline/resolve", "search/"],
    ),
    ("rustix", &["io/"]),
    ("serde_yaml", &["pipeline/parse/"]),
    ("sha2", &["digest.rs"]),
    ("tantivy", &["search/"]),
    ("tera", &["pipeline/render/"]),
    ("tokio", &["io/serve/"]),
    ("toml", &["pipeline/parse/config.rs"]),
    ("unicode_normalization", &["text/"]),
    ("walkdir", &["io/disk/walk"]),
];

struct File {
    /// Path below `src/`, with `/`.
    path: String,
    text: String,
}

fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                found.push(File { path: name, text: std::fs::read_to_string(&path).unwrap() });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 20, "the walk found only {} files", found.len());
    found
}

/// The text without comments and without the file's own test module, which may use what it likes.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Every module path after `crate::` in a file, as `pipeline::parse` or `model`, grouped uses included.
fn crate_paths(code: &str) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        expand(&code[at + "crate::".len()..], "", &mut paths);
    }
    paths
}

fn expand(rest: &str, prefix: &str, paths: &mut BTreeSet<String>) {
    if let Some(group) = rest.strip_prefix('{') {
        let mut depth = 0;
        let mut start = 0;
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => {
                    expand(group[start..at].trim(), prefix, paths);
                    return;
                }
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    expand(group[start..at].trim(), prefix, paths);
                    start = at + 1;
                }
                _ => {}
            }
        }
        return;
    }
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    if word.is_empty() {
        return;
    }
    let path = if prefix.is_empty() { word.clone() } else { format!("{prefix}::{word}") };
    match rest[word.len()..].strip_prefix("::") {
        Some(more) if path == "pipeline" => expand(more, &path, paths),
        _ => {
            paths.insert(path);
        }
    }
}

/// What a file may know, by where it stands.
fn allowed(path: &str, target: &str) -> bool {
    let top = path.split(['/', '.']).next().unwrap();
    let leaf = matches!(target, "text" | "digest");
    match top {
        "model" => target == "model",
        "digest" | "text" => target == "model" || leaf,
        "pipeline" => {
            let stage = path.split('/').nth(1).unwrap().trim_end_matches(".rs");
            target == "model" || leaf || target == format!("pipeline::{stage}")
        }
        "search" => target == "model" || target == "search" || leaf,
        "compile" => target == "model" || target == "search" || target.starts_with("pipeline") || leaf,
        "io" => target != "commands" && target != "cli",
        "cli" => target == "cli",
        _ => true,
    }
}

#[test]
fn nouns_know_nobody_and_verbs_know_nouns() {
    let mut faults = Vec::new();
    for file in files() {
        for target in crate_paths(&code(&file.text)) {
            if !allowed(&file.path, &target) {
                faults.push(format!("src/{} uses crate::{target}", file.path));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn model_imports_only_std_and_serde() {
    for file in files().iter().filter(|file| file.path.starts_with("model/")) {
        for line in code(&file.text).lines().filter_map(|line| line.trim().strip_prefix("use ")) {
            let root = line.split("::").next().unwrap();
            assert!(["std", "serde", "super", "crate", "self"].contains(&root), "src/{}: use {line}", file.path);
        }
    }
}

#[test]
fn a_package_has_one_home() {
    let mut faults = Vec::new();
    for file in files() {
        let code = code(&file.text);
        for (package, homes) in HOMES {
            let used = code.match_indices(package).any(|(at, _)| {
                let before = code[..at].chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' || c == '"')
                    && code[at + package.len()..].starts_with("::")
            });
            if used && !homes.iter().any(|home| file.path.starts_with(home)) {
                faults.push(format!("src/{} uses {package}, whose home is {homes:?}", file.path));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn async_stays_in_the_server() {
    for file in files().iter().filter(|file| !file.path.starts_with("io/serve/")) {
        let code = code(&file.text);
        assert!(!code.contains("async fn") && !code.contains(".await"), "src/{} is async", file.path);
    }
}

/// Every diagnostic code in the source stands in `docs/diagnostics.md` and in some test, and the page names no other.
#[test]
fn every_diagnostic_is_documented_and_exercised() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/diagnostics.md")).unwrap();
    let documented: BTreeSet<&str> =
        page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let mut emitted: BTreeMap<String, usize> = BTreeMap::new();
    let mut tests = String::new();
    for file in files() {
        for code in codes(&code(&file.text)) {
            emitted.entry(code).or_default();
        }
        if let Some((_, own)) = file.text.split_once("#[cfg(test)]\nmod ") {
            tests.push_str(own);
        }
        if file.path.ends_with("tests.rs") || file.path.contains("/tests/") {
            tests.push_str(&file.text);
        }
    }
    let mut open = vec![root.join("tests")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.file_name().is_some_and(|name| name != "house.rs") {
                tests.push_str(&String::from_utf8_lossy(&std::fs::read(path).unwrap()));
            }
        }
    }
    let emitted: BTreeSet<&str> = emitted.keys().map(String::as_str).collect();
    assert!(!emitted.is_empty(), "no diagnostic code was found in the source");
    let undocumented: Vec<_> = emitted.difference(&documented).collect();
    let unknown: Vec<_> = documented.difference(&emitted).collect();
    let unexercised: Vec<_> = emitted.iter().filter(|code| !tests.contains(**code)).collect();
    assert!(undocumented.is_empty(), "not in docs/diagnostics.md: {undocumented:?}");
    assert!(unknown.is_empty(), "in docs/diagnostics.md, emitted nowhere: {unknown:?}");
    assert!(unexercised.is_empty(), "in no test: {unexercised:?}");
}

/// The codes that a file emits: literals after `code:`, or a kebab-case literal given first to one of the constructors.
fn codes(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for door in ["code:", "error(", "warning(", "note(", "fault("] {
        for (at, _) in code.match_indices(door) {
            let rest = code[at + door.len()..].trim_start();
            let rest = if door == "code:" { rest.lines().next() } else { rest.strip_prefix('"').map(|_| rest) };
            let literals = rest.unwrap_or_default().split('"').skip(1).step_by(2);
            let literals = literals.take(if door == "code:" { 2 } else { 1 });
            found.extend(literals.filter(|code| door == "code:" || code.contains('-')).map(str::to_owned));
        }
    }
    found.retain(|code| code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
    found
}

#[test]
fn files_stay_readable() {
    for file in files() {
        let lines = file.text.lines().count();
        assert!(lines <= 450, "src/{} has {lines} lines: a room with two purposes?", file.path);
    }
}

#[test]
fn no_page_script_writes_html() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/js");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"] {
            assert!(!text.contains(word), "{} uses {word}", path.display());
        }
    }
}
