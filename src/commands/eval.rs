//! `agentdex eval`: how well the catalog answers.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use crate::cli::{Eval, Format};
use crate::compile::{self, Cache};
use crate::io::{Failure, disk, file, terminal};
use crate::search::Index;
use crate::search::eval::{self, Figures, Report, Request};

/// Prints figures over labelled requests, or over the agents' own examples.
pub fn run(args: &Eval) -> Result<ExitCode, Failure> {
    let sources = disk::read(&args.dir, None)?;
    let index = Index::build(Arc::new(compile::catalog(&sources, &mut Cache::default())))?;
    let report = match &args.queries {
        Some(file) => {
            let requests = requests(file)?;
            for name in eval::unknown(&index, &requests) {
                let what = format!("warning: {}: no agent is called `{name}`, by name, file or slug", file.display());
                terminal::note(&terminal::printable(&what));
            }
            eval::requests(&index, &requests)?
        }
        None => eval::own(&index),
    };
    match args.format {
        Format::Json => terminal::line(&serde_json::to_string_pretty(&report).unwrap_or_default())?,
        Format::Text if report.sets.is_empty() => {
            let why = if args.queries.is_some() { "the file holds no request" } else { "no agent has an example" };
            terminal::line(&format!("nothing to ask: {why}"))?;
        }
        Format::Text => terminal::print(&text(&report))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The requests of a file, one a line.
fn requests(file: &Path) -> Result<Vec<Request>, Failure> {
    let text = file::text(file)?;
    let lines = (1_usize..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            serde_json::from_str(line).map_err(|error| Failure {
                message: format!("{}:{number}: {error}", file.display()),
                hint: Some("a line is `{\"id\": …, \"set\": …, \"query\": …, \"expect\": [agent, …]}`".to_owned()),
            })
        })
        .collect()
}

fn text(report: &Report) -> String {
    let mut out = String::new();
    let mut row = |name: &str, figures: &Figures| {
        out.push_str(&terminal::printable(&format!(
            "{name:40}  n {:4}  top-1 {:.3}  recall@3 {:.3}  MRR@10 {:.3}  nDCG@10 {:.3}\n",
            figures.n, figures.top1, figures.recall3, figures.mrr10, figures.ndcg10
        )));
    };
    report.agents.iter().for_each(|(agent, figures)| row(agent, figures));
    report.sets.iter().for_each(|(set, figures)| row(set, figures));
    for miss in &report.misses {
        let (expect, got) = (miss.expect.join(", "), miss.got.join(", "));
        out.push_str(&terminal::printable(&format!("missed {}: {expect}, got {got}: {}\n", miss.id, miss.query)));
    }
    out
}
