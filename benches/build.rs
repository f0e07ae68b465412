//! A whole build of generated catalogs, matrix, comparisons and search included: `cargo bench --bench build`. Each size runs in a process of its own, so that its
//! peak memory is its own. The baseline, in the same process and before it: every file read, its Markdown made HTML by
//! pulldown-cmark alone, and written. Pages alone: the definitions read, and the home, the agents' pages and their files
//! rendered and written.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, reason = "a bench")]

mod generate;
mod measure;

use std::path::Path;
use std::process::Command;

use agentdex::compile::{self, Cache};
use agentdex::io::{disk, publish};
use agentdex::model::source::Sources;
use agentdex::pipeline::parse;
use agentdex::pipeline::render::Site;
use rayon::prelude::*;

fn main() {
    if let Ok(count) = std::env::var("AGENTDEX_BENCH") {
        return one(count.parse().unwrap());
    }
    println!("agents |  wall s |   CPU s | memory MB | site MB | files | baseline CPU s | ratio | pages alone CPU s");
    for count in [100, 1_000, 10_000] {
        let status = Command::new(std::env::current_exe().unwrap()).env("AGENTDEX_BENCH", count.to_string()).status();
        assert!(status.unwrap().success());
    }
}

fn one(count: usize) {
    let root = tempfile::tempdir().unwrap();
    let input = root.path().join("catalog");
    std::fs::create_dir_all(input.join("agents")).unwrap();
    for (name, text) in generate::catalog(count, 1) {
        std::fs::write(input.join("agents").join(name), text).unwrap();
    }
    let ((), _, base) = measure::timed(|| baseline(&input.join("agents"), &root.path().join("baseline")));
    let ((written, site, sources), wall, cpu) = measure::timed(|| {
        let sources = disk::read(&input, None).unwrap();
        let catalog = compile::catalog(&sources, &mut Cache::default());
        let (site, _) = compile::site(catalog, &sources);
        (publish::write(&site, &root.path().join("out"), &input, false).unwrap(), site, sources)
    });
    let ((), _, pages) = measure::timed(|| pages(&site, &sources, &root.path().join("pages")));
    let megabytes = written.bytes as f64 / 1e6;
    let memory = measure::peak_megabytes();
    println!(
        "{count:6} | {wall:7.2} | {cpu:7.2} | {memory:9.0} | {megabytes:7.1} | {:5} | {base:14.2} | {:5.1} | {pages:17.2}",
        written.files,
        cpu / base.max(0.01)
    );
}

fn pages(site: &Site, sources: &Sources, out: &Path) {
    sources.definitions.par_iter().for_each(|source| drop(parse::definition(source)));
    std::fs::create_dir_all(out.join("agents")).unwrap();
    let urls: Vec<String> = site.urls();
    let own = |url: &&String| url.starts_with("agents/") || matches!(url.as_str(), "index.html" | "404.html");
    urls.iter().filter(own).collect::<Vec<_>>().par_iter().for_each(|url| {
        std::fs::write(out.join(url), site.get(url).unwrap()).unwrap();
    });
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
