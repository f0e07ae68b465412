//! One ranking, two readers: the shipped scripts over the exported files give what the index gives, query by query.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::expect_used,
    reason = "a test"
)]

mod asked;
mod engine;
#[path = "../benches/generate.rs"]
mod generate;

use std::path::Path;
use std::sync::Arc;

use agentdex::compile::{self, Cache};
use agentdex::io::disk;
use agentdex::model::catalog::Catalog;
use agentdex::search::{Ask, Index, stem, tokens};
use engine::Browser;

fn check(browser: &Browser, index: &Index, query: &str, quoted: usize) {
    let expected = index.search(query, Ask { limit: 10, facets: false }).unwrap();
    let got = browser.search(query, 10, quoted);
    let places = |value: &serde_json::Value| -> Vec<String> {
        let hits = value["hits"].as_array().unwrap();
        hits.iter()
            .map(|hit| format!("{} {:.6}", hit["agent"].as_str().unwrap(), hit["score"].as_f64().unwrap()))
            .collect()
    };
    let expected = serde_json::to_value(&expected).unwrap();
    assert_eq!(places(&got), places(&expected), "hits of {query:?}");
    for key in ["total", "competencies", "pages", "without", "corrections", "notes"] {
        assert_eq!(got[key], expected[key], "{key} of {query:?}");
    }
    let hits = got["hits"].as_array().unwrap().iter().zip(expected["hits"].as_array().unwrap());
    for (own, other) in hits.take(quoted) {
        assert_eq!(own["why"], other["why"], "why of {query:?}");
        let quotes = |hit: &serde_json::Value| -> Vec<(String, String)> {
            let sections = hit["sections"].as_array().unwrap();
            let text = |section: &serde_json::Value, key: &str| section[key].as_str().unwrap().to_owned();
            sections.iter().map(|section| (text(section, "anchor"), text(section, "quote"))).collect()
        };
        assert_eq!(quotes(own), quotes(other), "sections of {query:?}");
    }
}

fn all(browser: &Browser, catalog: Catalog, count: usize) -> usize {
    let queries = asked::all(&catalog, count);
    let index = Index::build(Arc::new(catalog)).unwrap();
    browser.open(&index);
    for (number, query) in queries.iter().enumerate() {
        // Quotes take the engine long; every fifth query compares them all.
        check(browser, &index, query, if number % 5 == 0 { 10 } else { 1 });
    }
    queries.len()
}

fn generated(count: usize) -> Catalog {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in generate::catalog(count, 3) {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    read(folder.path())
}

fn read(folder: &Path) -> Catalog {
    compile::catalog(&disk::read(folder, None).unwrap(), &mut Cache::default())
}

#[test]
fn both_readers_rank_a_generated_catalog_alike() {
    assert!(all(&Browser::new(), generated(120), 330) >= 300);
}

#[test]
fn both_readers_rank_the_sample_alike() {
    assert!(all(&Browser::new(), read(Path::new(env!("CARGO_MANIFEST_DIR"))), 120) >= 100);
}

#[test]
fn both_readers_rank_what_people_wrote_alike() {
    let Some(shared) = std::env::var_os("AGENTDEX_SHARED") else {
        eprintln!("skipped: AGENTDEX_SHARED does not say where the definitions lie");
        return;
    };
    for name in ["seeds", "corpus"] {
        all(&Browser::new(), read(&Path::new(&shared).join(name)), 330);
    }
}

#[test]
fn both_stemmers_and_both_analyses_agree() {
    let browser = Browser::new();
    for line in include_str!("stems.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (word, expected) = line.split_once('\t').unwrap();
        assert_eq!(stem::stem(word), expected, "{word}");
        let script = format!("agentdexSearch.stem({})", serde_json::to_string(word).unwrap());
        assert_eq!(browser.text(&script), expected, "{word}, by the script");
    }
    for text in asked::HOSTILE {
        let own: Vec<String> =
            tokens::tokens(text).iter().map(|token| format!("{} {}", token.text, token.position)).collect();
        let script = format!(
            "agentdexSearch.tokens({}).map((it) => `${{it.text}} ${{it.position}}`).join('\\n')",
            serde_json::to_string(text).unwrap()
        );
        assert_eq!(browser.text(&script), own.join("\n"), "{text:?}");
    }
}
