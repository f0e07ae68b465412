//! What search costs: processor seconds to index and export, bytes beside the text, what a query takes, what a first query loads.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    missing_docs,
    reason = "a bench"
)]

#[path = "../tests/engine/mod.rs"]
mod engine;
mod generate;
mod measure;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::Arc;
use std::time::Instant;

use agentdex::compile::{self, Cache};
use agentdex::io::disk;
use agentdex::model::catalog::Catalog;
use agentdex::search::{Ask, Index};

fn main() {
    let counts = std::env::args().skip(1).filter_map(|it| it.parse().ok()).collect::<Vec<usize>>();
    for count in if counts.is_empty() { vec![100, 1_000, 10_000] } else { counts } {
        let folder = tempfile::tempdir().unwrap();
        let mut bytes = 0;
        for (name, text) in generate::catalog(count, 3) {
            bytes += text.len();
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let catalog = Arc::new(compile::catalog(&disk::read(folder.path(), None).unwrap(), &mut Cache::default()));
        println!("{count} agents, {} KB of text", bytes / 1000);
        let (index, _, cpu) = measure::timed(|| Index::build(Arc::clone(&catalog)).unwrap());
        let (export, _, exporting) = measure::timed(|| index.export().unwrap());
        println!("  index {cpu:.2} s, export {exporting:.2} s of CPU, peak {:.0} MB", measure::peak_megabytes());
        let disk_folder = tempfile::tempdir().unwrap();
        index.write(disk_folder.path()).unwrap();
        let on_disk: u64 =
            std::fs::read_dir(disk_folder.path()).unwrap().map(|it| it.unwrap().metadata().unwrap().len()).sum();
        for it in std::fs::read_dir(disk_folder.path()).unwrap().map(Result::unwrap) {
            if it.metadata().unwrap().len() > 10_000 {
                let name = it.file_name().to_string_lossy().into_owned();
                println!("    .{}: {} KB", name.rsplit('.').next().unwrap(), it.metadata().unwrap().len() / 1000);
            }
        }
        println!("  tantivy on disk {} KB, {:.0} % of the text", on_disk / 1000, on_disk as f64 / bytes as f64 * 100.0);
        let mut kinds: BTreeMap<char, (usize, usize, usize)> = BTreeMap::new();
        for (name, file) in &export.files {
            let entry = kinds.entry(name.chars().nth("search/".len()).unwrap()).or_default();
            *entry = (entry.0 + 1, entry.1 + file.len(), entry.2 + gzipped(file));
        }
        let ranking: usize = kinds.iter().filter(|(kind, _)| **kind != 'd').map(|(_, sizes)| sizes.1).sum();
        println!(
            "  export without quotes {} KB, {:.0} % of the text",
            ranking / 1000,
            ranking as f64 / bytes as f64 * 100.0
        );
        for (kind, (files, size, zipped)) in kinds {
            println!(
                "    {kind}: {files} files, {} KB, gzipped {} KB, mean {} B",
                size / 1000,
                zipped / 1000,
                zipped / files
            );
        }
        wire(&index, &catalog, &export.files);
        queries(&index, &catalog);
    }
}

/// What queries load, gzipped: the first the script and the manifest too, the next what is not there yet. With as many hits and quotes
/// as the search field shows (static/js/search-show.js).
fn wire(index: &Index, catalog: &Arc<Catalog>, files: &BTreeMap<String, Vec<u8>>) {
    const QUERIES: [&str; 9] = [
        "raft",
        "kafak",
        "circuit breaker",
        "kuber",
        "model:opus",
        "\"event sourcing\"",
        "cap theorem",
        "our nodes disagree about state after a network partition",
        "how do we split a monolith into services that a small team can run",
    ];
    let assets = agentdex::pipeline::render::Assets::new(&BTreeMap::new());
    let script = assets.urls().filter(|url| url.starts_with("static/search.") && url.ends_with(".js"));
    let script: usize = script.map(|url| gzipped(assets.get(url).unwrap())).sum();
    let loaded = |browser: &engine::Browser, query: &str| -> usize {
        browser.search(query, 8, 1);
        browser.fetched.borrow_mut().drain(..).map(|url| gzipped(&files[&url])).sum()
    };
    let mut first: Vec<usize> = QUERIES
        .iter()
        .map(|query| {
            let browser = engine::Browser::new();
            browser.open(index);
            script + loaded(&browser, query)
        })
        .collect();
    let browser = engine::Browser::new();
    browser.open(index);
    loaded(&browser, "the first");
    let mut next: Vec<usize> = QUERIES.iter().map(|query| loaded(&browser, query)).collect();
    first.sort_unstable();
    next.sort_unstable();
    let kilobytes = |all: &[usize]| (all[all.len() / 2] as f64 / 1024.0, all[all.len() - 1] as f64 / 1024.0);
    let ((first, worst), (next, most)) = (kilobytes(&first), kilobytes(&next));
    println!(
        "  a first query of {} agents loads {first:.1} KB, at worst {worst:.1}; a next one {next:.1}, at worst {most:.1}",
        catalog.agents.len()
    );
}

fn gzipped(bytes: &[u8]) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().len()
}

/// Times queries of each kind, every one of them new, after a few to warm up.
fn queries(index: &Index, catalog: &Catalog) {
    let mut random = generate::Random::new(11);
    let mut words = |length: usize| -> String {
        let agent = &catalog.agents[random.below(catalog.agents.len())];
        let all: Vec<&str> = agent.definition.text.split_whitespace().filter(|it| it.len() > 3).collect();
        let start = random.below(all.len());
        all[start..(start + length).min(all.len())].join(" ")
    };
    for kind in ["word", "words", "typo", "prefix", "phrase", "sentence"] {
        let mut times: Vec<f64> = (0..400)
            .map(|_| {
                let query = match kind {
                    "word" => words(1),
                    "words" => format!("{} {}", words(1), words(1)),
                    "typo" => words(1).chars().enumerate().map(|(at, c)| if at == 2 { 'x' } else { c }).collect(),
                    "prefix" => format!("{}*", words(1).chars().take(3).collect::<String>()),
                    "phrase" => format!("\"{}\"", words(2).replace('"', "")),
                    _ => words(20),
                };
                let start = Instant::now();
                std::hint::black_box(index.search(&query, Ask { limit: 10, facets: false }).unwrap());
                start.elapsed().as_secs_f64() * 1000.0
            })
            .skip(50)
            .collect();
        times.sort_by(f64::total_cmp);
        let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
        println!("  {kind:8} p50 {:.2} ms, p95 {:.2} ms, p99 {:.2} ms", at(50), at(95), at(99));
    }
}
