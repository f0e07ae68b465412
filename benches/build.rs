//! A whole build of generated catalogs, matrix, comparisons and search included: `cargo bench --bench build`. Each size runs in a process of its own, so that its
//! peak memory is its own. The baseline, in the same process and before it: every file read, its Markdown made HTML by
//! pulldown-cmark alone, and written. Pages alone is a build without matrix, comparisons and index: the definitions
//! read, looked through and resolved, and the home, the agents' pages and their files rendered and written, in a
//! process of its own too.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, reason = "a bench")]

mod generate;
mod measure;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use agentdex::compile::{self, Cache};
use agentdex::io::{disk, publish};
use agentdex::model::catalog::Catalog;
use agentdex::model::competency::Vocabulary;
use agentdex::model::matrix::Marks;
use agentdex::model::routing::Routing;
use agentdex::model::source::{Source, Sources};
use agentdex::pipeline::render::{Assets, Extra, Site, Templates, extra};
use agentdex::pipeline::{lint, matrix, parse, resolve};
use rayon::prelude::*;

fn main() {
    if let Ok(count) = std::env::var("AGENTDEX_BENCH") {
        return one(count.parse().unwrap());
    }
    if let Ok(count) = std::env::var("AGENTDEX_BENCH_PAGES") {
        return pages_alone(count.parse().unwrap());
    }
    for (variable, head) in [
        ("AGENTDEX_BENCH", "agents |  wall s |   CPU s | memory MB | site MB | files | baseline CPU s | ratio"),
        ("AGENTDEX_BENCH_PAGES", "agents |  wall s |   CPU s | memory MB | pages alone"),
    ] {
        println!("{head}");
        for count in [100, 1_000, 10_000] {
            let status = Command::new(std::env::current_exe().unwrap()).env(variable, count.to_string()).status();
            assert!(status.unwrap().success());
        }
    }
}

/// A catalog of its own in a temporary folder: its root, and the folder to be read.
fn generated(count: usize) -> (tempfile::TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let input = root.path().join("catalog");
    std::fs::create_dir_all(input.join("agents")).unwrap();
    for (name, text) in generate::catalog(count, 1) {
        std::fs::write(input.join("agents").join(name), text).unwrap();
    }
    (root, input)
}

fn one(count: usize) {
    let (root, input) = generated(count);
    let ((), _, base) = measure::timed(|| baseline(&input.join("agents"), &root.path().join("baseline")));
    let (written, wall, cpu) = measure::timed(|| {
        let sources = disk::read(&input, None).unwrap();
        let catalog = compile::catalog(&sources, &mut Cache::default());
        let (site, _) = compile::site(catalog, &sources);
        publish::write(&site, &root.path().join("out"), &input, false).unwrap()
    });
    let megabytes = written.bytes as f64 / 1e6;
    let memory = measure::peak_megabytes();
    println!(
        "{count:6} | {wall:7.2} | {cpu:7.2} | {memory:9.0} | {megabytes:7.1} | {:5} | {base:14.2} | {:5.1}",
        written.files,
        cpu / base.max(0.01)
    );
}

fn pages_alone(count: usize) {
    let (root, input) = generated(count);
    let out = root.path().join("out");
    let (written, wall, cpu) = measure::timed(|| {
        let sources = disk::read(&input, None).unwrap();
        let catalog = without_matrix(&sources);
        let slugs: Vec<String> = catalog.agents.iter().map(|agent| agent.slug.clone()).collect();
        let (templates, _) = Templates::new(&sources.templates);
        let (assets, extra) = (Assets::new(&sources.statics), Extra::new(NoSearch));
        let (site, _) = Site::new(Arc::new(catalog), templates, assets, extra);
        std::fs::create_dir_all(out.join("agents")).unwrap();
        let own = |slug: &String| ["html", "md", "js"].map(|end| format!("agents/{slug}.{end}"));
        let urls: Vec<_> = slugs.iter().flat_map(own).chain(["index.html", "404.html"].map(str::to_owned)).collect();
        let write = |url: &String| site.get(url).map(|page| std::fs::write(out.join(url), page).unwrap());
        urls.par_iter().filter_map(write).count()
    });
    println!("{count:6} | {wall:7.2} | {cpu:7.2} | {:9.0} | {written} files", measure::peak_megabytes());
}

/// A site without an index.
struct NoSearch;

impl extra::Source for NoSearch {
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        BTreeMap::new()
    }

    fn routing(&self, _: usize) -> Option<Routing> {
        None
    }

    fn routings(&self) -> Vec<Routing> {
        Vec::new()
    }
}

/// The definitions read, looked through and resolved, and nothing compared with anything.
fn without_matrix(sources: &Sources) -> Catalog {
    let read = |source: &Arc<Source>| match parse::definition(source) {
        parse::Read::Agent(definition, mut faults) => {
            faults.extend(lint::definition(&definition));
            Some(resolve::Read::new(Arc::new(*definition), faults, None))
        }
        parse::Read::Other(_) => None,
    };
    let reads: Vec<_> = sources.definitions.par_iter().filter_map(read).collect();
    let agents = resolve::agents(reads.iter().collect(), &sources.files, None);
    let none = || Arc::new(Marks { vocabulary: [].into(), brief: [].into(), other: [].into() });
    let marks: Vec<_> = agents.iter().map(|_| none()).collect();
    let matrix = Arc::new(matrix::resolve(&marks, &Vocabulary::default()));
    Catalog { agents, matrix, ..Catalog::default() }
}

fn baseline(input: &Path, out: &Path) {
    std::fs::create_dir_all(out).unwrap();
    for entry in std::fs::read_dir(input).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(&text));
        std::fs::write(out.join(path.file_name().unwrap()), html).unwrap();
    }
}
