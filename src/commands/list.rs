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
        Format::Json => terminal::print(&render::agents_json(&catalog))?,
        Format::Text => terminal::print(&text(&catalog, terminal::columns()))?,
    }
    say(&catalog, &catalog.diagnostics, args.verbose);
    Ok(verdict(&catalog.diagnostics, args.strict))
}

/// A line for each agent: slug, model, what it is for; and what Claude Code would make of it where that isn't plain.
fn text(catalog: &Catalog, columns: usize) -> String {
    let width =
        |of: fn(&Agent) -> &str| catalog.agents.iter().map(|agent| of(agent).chars().count()).max().unwrap_or(0);
    let names = width(|agent| &agent.slug).min(40);
    let models = width(model).min(20);
    let mut out = String::new();
    for agent in &catalog.agents {
        let loads = &agent.definition.loads.project;
        let start = format!("{:names$}  {:models$}  {:?}  ", agent.slug, model(agent), loads.outcome).to_lowercase();
        let room = columns.saturating_sub(start.chars().count()).max(20);
        let purpose = agent.definition.description.purpose_text();
        let short = if purpose.chars().count() > room {
            format!("{}…", purpose.chars().take(room - 1).collect::<String>())
        } else {
            purpose
        };
        out.push_str(&terminal::printable(&format!("{start}{short}")));
        out.push('\n');
    }
    out
}

fn model(agent: &Agent) -> &str {
    agent.definition.settings.model.as_ref().map_or("-", |model| &model.value)
}
