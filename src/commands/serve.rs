//! `agentdex serve`: the site, shown in a browser and kept up to date.

use std::process::ExitCode;
use std::sync::Arc;

use crate::cli::Serve;
use crate::compile::{self, Cache};
use crate::io::disk::Folder;
use crate::io::serve::{self, Listener, Live, Options};
use crate::io::watch::Watch;
use crate::io::{Failure, git, terminal};
use crate::model::catalog::Diagnostics;
use crate::model::source::{Source, Sources};
use crate::pipeline::render::Site;
use crate::search::Lazy;

/// Serves the site until the process is told to stop.
pub fn run(args: &Serve) -> Result<ExitCode, Failure> {
    let work = terminal::Progress::start("reading", 1);
    let mut preview = Preview {
        folder: Folder::open(&args.dir, None)?,
        cache: Cache::default(),
        sources: Sources::default(),
        head: None,
    };
    let options =
        Options { host: args.host, port: args.port, base: args.base_path.clone(), hosts: args.allow_host.clone() };
    let listener = Listener::open(&options)?;
    preview.sources = preview.folder.read()?;
    preview.sources.history = git::history(&preview.folder.root);
    preview.head = git::head(&preview.folder.root);
    let Shown { site, diagnostics, index } = compile(&preview.sources, &mut preview.cache, None);
    terminal::line(&listener.url(&options))?;
    if args.port.is_none() && listener.address.port() != serve::PORT {
        terminal::note(&format!("port {} is taken: {} is used", serve::PORT, listener.address.port()));
    }
    serve::warn_if_public(&options);
    let faults = terminal::count(diagnostics.each());
    terminal::note(&format!(
        "{} · {} ms{}{faults}",
        super::agents(site.catalog.agents.len()),
        work.milliseconds(),
        if faults.is_empty() { "" } else { " · " },
    ));
    let live = Live::new(site, diagnostics, index);
    if args.open {
        terminal::open(&listener.url(&options));
    }
    let (poll, shown) = (args.poll, Arc::clone(&live));
    std::thread::spawn(move || preview.follow(&shown, poll));
    listener.run(&live, &options)?;
    Ok(ExitCode::SUCCESS)
}

/// Faults with which a site would be another than the team means.
const STOPPERS: [&str; 2] = ["config-not-toml", "template-broken"];

/// A folder that is read again whenever it changes.
struct Preview {
    folder: Folder,
    cache: Cache,
    sources: Sources,
    /// Where the repository stood when its history was read.
    head: Option<git::Head>,
}

/// A site with all that is wrong in it, and its index.
struct Shown {
    site: Site,
    diagnostics: Diagnostics,
    index: Arc<Lazy>,
}

/// What a look at the folder gave.
struct Look {
    work: terminal::Progress,
    sources: Result<Sources, Failure>,
    head: Option<git::Head>,
    /// What was made of it; none if nothing changed.
    shown: Option<Shown>,
}

/// The site as it is now, and its index, made from the one before when it is asked for.
fn compile(sources: &Sources, cache: &mut Cache, before: Option<&Lazy>) -> Shown {
    let catalog = Arc::new(compile::catalog(sources, cache));
    let index = Arc::new(match before {
        Some(before) => before.next(Arc::clone(&catalog)),
        None => Lazy::new(Arc::clone(&catalog)),
    });
    let (site, diagnostics) = compile::site_with(catalog, sources, Arc::clone(&index));
    Shown { site, diagnostics, index }
}

impl Preview {
    /// Reads the folder, and makes what it would show while it is waited whether it stays quiet: what was read too early is made again.
    fn look(&mut self, live: &Live) -> Look {
        let work = terminal::Progress::start("reading", 1);
        let mut sources = self.folder.read();
        let head = git::head(&self.folder.root);
        let mut shown = None;
        if let Ok(sources) = &mut sources {
            sources.history =
                if head == self.head { self.sources.history.clone() } else { git::history(&self.folder.root) };
            if *sources != self.sources {
                let made = compile(sources, &mut self.cache, Some(&live.build().index));
                made.index.begin();
                shown = Some(made);
            }
        }
        Look { work, sources, head, shown }
    }

    /// Shows every change, for ever. A folder that is gone keeps the last good site until it is back.
    fn follow(mut self, live: &Live, poll: bool) {
        let (mut watch, why) = Watch::start(poll);
        let mut told = why;
        let mut gone = false;
        loop {
            let (new, why) = watch.folders(&self.folder.folders);
            if let Some(why) = told.take().or(why) {
                terminal::note(&format!("note: {why}"));
            }
            let known = self.sources.definitions.len();
            let all = |look: &Look| look.sources.as_ref().is_ok_and(|it| it.definitions.len() >= known);
            let Look { work, sources, head, shown } =
                if new { self.look(live) } else { watch.wait(gone, || self.look(live), all) };
            if let (Err(failure), false) = (&sources, gone) {
                terminal::note(&terminal::printable(&format!(
                    "note: {}; the last good site is shown",
                    failure.message
                )));
            }
            gone = sources.is_err();
            let Ok(sources) = sources else { continue };
            self.head = head;
            let Some(mut next) = shown else { continue };
            let before = std::mem::replace(&mut self.sources, sources);
            let faults = terminal::count(next.diagnostics.each());
            if next.diagnostics.each().any(|it| STOPPERS.contains(&it.code)) {
                // What the team broke of its own shows in the panel, over the last good site.
                let last = live.build();
                (next.site, next.index) = (last.site.clone(), Arc::clone(&last.index));
            }
            live.publish(next.site, next.diagnostics, next.index);
            let what = changed(&before, &self.sources);
            let line =
                format!("{what} · {} ms{}{faults}", work.milliseconds(), if faults.is_empty() { "" } else { " · " });
            terminal::note(&terminal::printable(&line));
        }
    }
}

/// What changed between two readings, in a few words: the file, or how many.
fn changed(old: &Sources, new: &Sources) -> String {
    let (old, new) = (sorted(old), sorted(new));
    let (mut left, mut paths) = (old.iter().peekable(), Vec::new());
    for &it in &new {
        while let Some(gone) = left.next_if(|other| other.path < it.path) {
            paths.push(gone.path.as_str());
        }
        let before = left.next_if(|other| other.path == it.path);
        if before.is_none_or(|before| *before != it) {
            paths.push(&it.path);
        }
    }
    paths.extend(left.map(|gone| gone.path.as_str()));
    match paths.as_slice() {
        [] => "what could be read".to_owned(),
        [one] => one.rsplit('/').next().unwrap_or(one).to_owned(),
        many => format!("{} files", many.len()),
    }
}

/// All that was read, by path. A file that is read for two things is there once.
fn sorted(sources: &Sources) -> Vec<&Source> {
    let own = sources.config.iter().chain(&sources.vocabulary);
    let others = sources.templates.values().chain(sources.statics.values());
    let content = sources.content.iter().map(|it| &it.source);
    let all = sources.definitions.iter().chain(own).chain(others).chain(content);
    let mut all: Vec<&Source> = all.map(AsRef::as_ref).collect();
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all.dedup_by(|a, b| a.path == b.path);
    all
}
