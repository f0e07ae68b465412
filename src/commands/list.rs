//! `agentdex list`: the agents, a line each or as JSON.

use std::process::ExitCode;

use super::{say, verdict};
use crate::cli::{Format, List};
use crate::compile::{self, Cache};
use crate::io::{Failure, disk, terminal};
use crate::model::agent::Agent;
use crate::model::catalog::Catalog;
use crate::pipeline::render;

/// Prints the agents.
pub fn run(args: &List) -> Result<ExitCode, Failure> {
    let sources = disk::read(&args.dir, None)?;
    let catalog = compile::catalog(&sources, &mut Cache::default());
    match args.format {
        Format::Json => terminal::pieces(render::agents_json(&catalog, Vec::new()))?,
        Format::Text => terminal::print(&text(&catalog, terminal::columns()))?,
    }
    let diagnostics = catalog.diagnostics();
    say(&catalog, &diagnostics, args.verbose);
    Ok(verdict(&diagnostics, args.strict))
}

/// A line for each agent: slug, model, how Claude Code would treat its file in a project, and what it is for.
fn text(catalog: &Catalog, columns: usize) -> String {
    let names = catalog.agents.iter().map(|agent| agent.slug.chars().count()).max().unwrap_or(0).min(40);
    let models = catalog.agents.iter().map(|agent| model(agent).chars().count()).max().unwrap_or(0).min(20);
    let mut out = String::new();
    for agent in &catalog.agents {
        let loads = agent.definition.loads.project.outcome.name();
        let start = format!("{:names$}  {:models$}  {loads:11}  ", agent.slug, model(agent));
        let room = columns.saturating_sub(start.chars().count()).max(20);
        let summary = agent.definition.description.summary();
        let short = if summary.chars().count() > room {
            format!("{}…", summary.chars().take(room - 1).collect::<String>().trim_end())
        } else {
            summary
        };
        out.push_str(&terminal::printable(&format!("{start}{short}")));
        out.push('\n');
    }
    out
}

fn model(agent: &Agent) -> &str {
    agent.definition.settings.model.as_ref().map_or("-", |model| &model.value)
}
