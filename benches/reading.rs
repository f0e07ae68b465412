//! Reading definitions, on one core: `cargo bench --bench reading`. The baseline makes HTML of the same texts by
//! pulldown-cmark alone, in the same process. Processor time; memory is what 10,000 definitions take once they are read.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench")]

mod generate;
mod measure;

use std::hint::black_box;

use agentdex::digest;
use agentdex::model::source::Source;
use agentdex::pipeline::parse;

const COUNT: usize = 10_000;

fn main() {
    let sources: Vec<Source> = generate::catalog(COUNT, 1)
        .into_iter()
        .map(|(name, text)| Source {
            path: format!("agents/{name}"),
            hash: digest::hash(text.as_bytes()),
            bytes: text.into_bytes().into(),
        })
        .collect();
    let ((), _, base) = measure::timed(|| sources.iter().for_each(baseline));
    let before = measure::peak_megabytes();
    let (read, _, cpu) = measure::timed(|| sources.iter().map(parse::definition).collect::<Vec<_>>());
    println!("definitions | CPU s | µs each | baseline CPU s | ratio | MB kept");
    println!(
        "{COUNT:11} | {cpu:5.2} | {:7.0} | {base:14.2} | {:5.1} | {:7.0}",
        cpu * 1e6 / COUNT as f64,
        cpu / base.max(0.01),
        measure::peak_megabytes() - before
    );
    black_box(read);
}

fn baseline(source: &Source) {
    let text = String::from_utf8_lossy(&source.bytes);
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(&text));
    black_box(html);
}
