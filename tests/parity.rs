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
#[path = "../benches/generate.rs"]
mod generate;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use agentdex::compile::{self, Cache};
use agentdex::io::disk;
use agentdex::model::catalog::Catalog;
use agentdex::search::{Ask, Index, stem, tokens};
use rquickjs::{Context, Ctx, Function, Promise, Runtime};

/// The scripts in the order in which a page loads them.
const SCRIPTS: [&str; 8] = ["stem", "tokens", "parse", "lexicon", "plan", "rank", "answer", "load"];

/// The browser's reader in an engine of its own.
struct Browser {
    _runtime: Runtime,
    context: Context,
}

impl Browser {
    fn new() -> Self {
        let runtime = Runtime::new().unwrap();
        let context = Context::full(&runtime).unwrap();
        context.with(|ctx| {
            for name in SCRIPTS {
                let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("static/js/search-{name}.js"));
                run(&ctx, &std::fs::read_to_string(path).unwrap());
            }
        });
        Self { _runtime: runtime, context }
    }

    /// Opens an exported index.
    fn open(&self, index: &Index) {
        let export = index.export().unwrap();
        let manifest = export.manifest.trim_start_matches("search/").trim_end_matches(".js").to_owned();
        let files: BTreeMap<String, String> =
            export.files.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect();
        self.context.with(|ctx| {
            let fetch = move |ctx: Ctx<'_>, name: String| run(&ctx, &files[&format!("search/{name}.js")]);
            ctx.globals().set("fetchFile", Function::new(ctx.clone(), fetch).unwrap()).unwrap();
            run(&ctx, &format!("globalThis.opened = agentdexSearch.open('{manifest}', fetchFile)"));
        });
    }

    /// The answer to a query, as JSON; so many hits come with quotes.
    fn search(&self, query: &str, quoted: usize) -> serde_json::Value {
        let query = serde_json::to_string(query).unwrap();
        let script = format!(
            "opened.then((it) => agentdexSearch.search(it, {query}, {{limit: 10, quoted: {quoted}}})).then((it) => JSON.stringify(it))"
        );
        serde_json::from_str(&self.text(&script)).unwrap()
    }

    /// What a script gives in the end, as text.
    fn text(&self, script: &str) -> String {
        self.context.with(|ctx| {
            let promise: Promise<'_> = ctx.eval(format!("Promise.resolve({script})")).unwrap();
            promise.finish::<String>().unwrap_or_else(|_| panic!("{script}: {:?}", ctx.catch()))
        })
    }
}

fn run(ctx: &Ctx<'_>, script: &str) {
    assert!(ctx.eval::<(), _>(script).is_ok(), "{:?}", ctx.catch());
}

fn check(browser: &Browser, index: &Index, query: &str, quoted: usize) {
    let expected = index.search(query, Ask { limit: 10, facets: false }).unwrap();
    let got = browser.search(query, quoted);
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
