//! `agentdex list`: the agents, a line each or as JSON.

use std::process::ExitCode;

use crate::cli::List;
use crate::compile::{self, Cache};
use crate::io::{Failure, disk, terminal};

/// Prints the agents.
pub fn run(args: &List) -> Result<ExitCode, Failure> {
    let sources = disk::read(&args.dir, None)?;
    let catalog = compile::catalog(&sources, &mut Cache::default());
    for agent in &catalog.agents {
        terminal::line(&agent.slug)?;
    }
    Ok(ExitCode::SUCCESS)
}
