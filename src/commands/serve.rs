//! `agentdex serve`: the site, shown in a browser.

use std::process::ExitCode;
use std::sync::Arc;

use crate::cli::Serve;
use crate::compile::{self, Cache};
use crate::io::{Failure, disk, serve};

/// Serves the site until it is told to stop.
pub fn run(args: &Serve) -> Result<ExitCode, Failure> {
    let sources = disk::read(&args.dir, None)?;
    let catalog = compile::catalog(&sources, &mut Cache::default());
    serve::run(Arc::new(compile::site(catalog, &sources)), args.port)?;
    Ok(ExitCode::SUCCESS)
}
