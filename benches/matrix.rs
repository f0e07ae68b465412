//! The matrix of 10,000 generated definitions: `cargo bench --bench matrix`. Reading the vocabulary, matching, resolving, and the
//! overlap of one page and of all.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, reason = "a bench")]

mod generate;
mod measure;

use std::sync::Arc;
use std::time::Instant;

use agentdex::compile::{self, Cache};
use agentdex::digest;
use agentdex::model::definition::Definition;
use agentdex::model::matrix::Marks;
use agentdex::model::source::{Source, Sources};
use agentdex::pipeline::parse::Read;
use agentdex::pipeline::{matrix, parse};

const AGENTS: usize = 10_000;
/// How often a file is changed.
const CHANGES: usize = 40;

fn main() {
    let start = Instant::now();
    let (vocabulary, _) = matrix::vocabulary(None);
    let read = start.elapsed();
    let terms = matrix::Terms::new(Arc::new(vocabulary));
    let count = terms.vocabulary.competencies.len();
    println!("vocabulary: {count} competencies read in {read:.1?}, ready to scan after {:.1?}", start.elapsed());

    let files = generate::catalog(AGENTS, 1);
    let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    let mut definitions: Vec<Arc<Source>> = files.iter().map(|(path, text)| source(path, text)).collect();
    definitions.sort_by(|a, b| a.path.cmp(&b.path));
    let parsed: Vec<Definition> = definitions
        .iter()
        .filter_map(|source| match parse::definition(source) {
            Read::Agent(definition, _) => Some(*definition),
            Read::Other(_) => None,
        })
        .collect();
    let (marks, wall, cpu) =
        measure::timed(|| parsed.iter().map(|it| Arc::new(matrix::marks(it, &terms))).collect::<Vec<Arc<Marks>>>());
    let found: usize = marks.iter().map(|marks| marks.vocabulary.len() + marks.other.len()).sum();
    println!(
        "matching {} definitions of {} bytes on one core: {wall:.2} s, {cpu:.2} s of CPU, {found} marks",
        marks.len(),
        bytes / files.len()
    );

    let mut shown = 0;
    let ((), wall, cpu) = measure::timed(|| {
        for _ in 0..20 {
            shown = matrix::resolve(&marks, &terms.vocabulary).shown().count();
        }
    });
    println!("resolving the matrix: {:.1} ms, {:.1} ms of CPU, {shown} competencies shown", wall * 50.0, cpu * 50.0);

    let mut sources = Sources { definitions, ..Sources::default() };
    let mut cache = Cache::default();
    let (catalog, wall, cpu) = measure::timed(|| compile::catalog(&sources, &mut cache));
    println!("the catalog, cold: {wall:.2} s, {cpu:.2} s of CPU");
    let mut taken: Vec<(f64, f64)> = Vec::new();
    let mut catalog = catalog;
    let path = sources.definitions[AGENTS / 2].path.clone();
    let text = files.iter().find(|(it, _)| *it == path).map(|(_, text)| text.clone()).unwrap_or_default();
    for change in 0..CHANGES {
        sources.definitions[AGENTS / 2] = source(&path, &format!("{text}\n- Raft, Kafka and change {change}\n"));
        let (next, wall, cpu) = measure::timed(|| compile::catalog(&sources, &mut cache));
        // The preview drops what was shown before once the new one is shown.
        catalog = next;
        taken.push((wall * 1e3, cpu * 1e3));
    }
    let first = taken.first().copied().unwrap_or_default();
    taken.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (least, median, most) = (taken[0].0, taken[CHANGES / 2].0, taken[CHANGES - 1].0);
    println!(
        "the catalog, one file changed: {:.1} ms the first time; of {CHANGES}: {least:.1} ms at least, {median:.1} ms in the middle, {most:.1} ms at most",
        first.0
    );

    for what in ["the first", "another"] {
        let start = Instant::now();
        let neighbours = catalog.overlap.of(&catalog, AGENTS / 2);
        println!("overlap of {what} page: {:.1?}, {} neighbours", start.elapsed(), neighbours.len());
    }
    let (sum, wall, _) =
        measure::timed(|| (0..1000).map(|agent| catalog.overlap.of(&catalog, agent).len()).sum::<usize>());
    println!("overlap of 1,000 pages: {wall:.2} s, {sum} neighbours");
}

fn source(path: &str, text: &str) -> Arc<Source> {
    Arc::new(Source { path: path.to_owned(), bytes: text.as_bytes().into(), hash: digest::hash(text.as_bytes()) })
}
