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
    let (site, diagnostics, index) = preview.compile(None);
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

impl Preview {
    /// The site as it is now, with all that is wrong, and its index, made from the one before when it is asked for.
    fn compile(&mut self, before: Option<&Lazy>) -> (Site, Diagnostics, Arc<Lazy>) {
        let catalog = Arc::new(compile::catalog(&self.sources, &mut self.cache));
        let index = Arc::new(match before {
            Some(before) => before.next(Arc::clone(&catalog)),
            None => Lazy::new(Arc::clone(&catalog)),
        });
        let (site, diagnostics) = compile::site_with(catalog, &self.sources, Arc::clone(&index));
        (site, diagnostics, index)
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
            let mut look = || (terminal::Progress::start("reading", 1), self.folder.read());
            let all = |(_, read): &(_, Result<Sources, _>)| read.as_ref().is_ok_and(|it| it.definitions.len() >= known);
            let (work, read) = if new { look() } else { watch.wait(gone, look, all) };
            if let (Err(failure), false) = (&read, gone) {
                terminal::note(&terminal::printable(&format!(
                    "note: {}; the last good site is shown",
                    failure.message
                )));
            }
            gone = read.is_err();
            let Ok(mut sources) = read else { continue };
            let head = git::head(&self.folder.root);
            sources.history =
                if head == self.head { self.sources.history.clone() } else { git::history(&self.folder.root) };
            self.head = head;
            if sources == self.sources {
                continue;
            }
            let before = std::mem::replace(&mut self.sources, sources);
            let shown = live.build();
            let (mut site, diagnostics, mut index) = self.compile(Some(&shown.index));
            let faults = terminal::count(diagnostics.each());
            if diagnostics.each().any(|it| STOPPERS.contains(&it.code)) {
                // What the team broke of its own shows in the panel, over the last good site.
                (site, index) = (shown.site.clone(), Arc::clone(&shown.index));
            }
            drop(shown);
            live.publish(site, diagnostics, index);
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
