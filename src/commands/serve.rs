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
    let (site, _) = compile::site(catalog, &sources);
    serve::run(Arc::new(site), args.port)?;
    Ok(ExitCode::SUCCESS)
}
