//! `agentdex build`: the site, written to a folder.

use std::process::ExitCode;

use crate::cli::Build;
use crate::compile::{self, Cache};
use crate::io::{Failure, disk, publish};

/// Writes the site.
pub fn run(args: &Build) -> Result<ExitCode, Failure> {
    let sources = disk::read(&args.dir, Some(&args.out))?;
    let catalog = compile::catalog(&sources, &mut Cache::default());
    let site = compile::site(catalog, &sources);
    publish::write(&site, &args.out)?;
    Ok(ExitCode::SUCCESS)
}
