//! `agentdex build`: the site, written to a folder.

use std::process::ExitCode;
use std::sync::Arc;

use super::{say, verdict};
use crate::cli::Build;
use crate::compile::{self, Cache};
use crate::io::{Failure, disk, git, publish, terminal};
use crate::search::Lazy;

/// Writes the site.
pub fn run(args: &Build) -> Result<ExitCode, Failure> {
    let work = terminal::Progress::start("reading", 1);
    let mut sources = disk::read(&args.dir, Some(&args.out))?;
    sources.history = git::history(&args.dir);
    if let Some(folder) = &args.index {
        publish::empty_folder(folder)?;
    }
    let catalog = Arc::new(compile::catalog(&sources, &mut Cache::default()));
    let index = Arc::new(Lazy::new(Arc::clone(&catalog)));
    let (site, diagnostics) = compile::site_with(catalog, &sources, Arc::clone(&index));
    let written = publish::write(&site, &args.out, &args.dir, args.force)?;
    if let Some(folder) = &args.index {
        index.write(folder)?;
    }
    say(&site.catalog, diagnostics.all(), args.verbose);
    if site.catalog.config.base_url.is_none() {
        terminal::note("note: no `base_url` in agentdex.toml: no sitemap, feed or canonical links");
    }
    let faults = terminal::count(diagnostics.each());
    terminal::line(&format!(
        "{}, {} files, {} KB in {} ms to {}{}",
        super::agents(site.catalog.agents.len()),
        written.files,
        written.bytes.div_ceil(1024),
        work.milliseconds(),
        args.out.display(),
        if faults.is_empty() { String::new() } else { format!("; {faults}") },
    ))?;
    Ok(verdict(diagnostics.all(), args.strict))
}
