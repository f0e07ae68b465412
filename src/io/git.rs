//! Git: what the repository that a folder is in tells of its files. Without a repository, or without `git`, there is no history.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use crate::model::history::{Change, Commit, FileChange, History};

/// How long `git` may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many commits are looked at, from the last one back.
const COMMITS: &str = "--max-count=5000";
/// Most bytes that are read of what it prints.
const MAX_BYTES: u64 = 32 << 20;
/// Most old texts that are read.
const TEXTS: usize = 1_500;

/// The history of the Markdown and text files below a folder; none where there is no repository. Commits at which a shallow clone ends
/// are left out, since every file looks new in them.
pub fn history(folder: &Path) -> Option<History> {
    let folder = &folder.canonicalize().ok()?;
    if !folder.ancestors().any(|it| it.join(".git").exists()) {
        return None;
    }
    let shallow = run(folder, &["rev-parse", "--is-shallow-repository"])?.starts_with(b"true");
    let options = ["log", COMMITS, "--relative", "--no-renames", "--no-ext-diff", "--diff-filter=AMDT"];
    let shape = ["--raw", "--no-abbrev", "-z", "--format=%x01%ct %P%x02", "--", "*.md", "*.markdown", "*.txt"];
    let printed = run(folder, &[options.as_slice(), shape.as_slice()].concat())?;
    let commits = read(&String::from_utf8_lossy(&printed), shallow);
    let texts = Arc::new(texts(folder, &commits).unwrap_or_default());
    Some(History { commits, texts })
}

/// The texts that files had, those of the last changes first, as many as are read.
fn texts(folder: &Path, commits: &[Commit]) -> Option<BTreeMap<String, Arc<[u8]>>> {
    let mut asked = String::new();
    let mut seen = BTreeSet::new();
    let files = commits.iter().flat_map(|commit| &commit.changes);
    for name in files.flat_map(|file| [&file.after, &file.before]).filter(|name| !name.is_empty()) {
        if seen.len() < TEXTS && seen.insert(name) {
            asked.push_str(name);
            asked.push('\n');
        }
    }
    let printed = ask(folder, &["cat-file", "--batch"], asked)?;
    Some(blobs(&printed))
}

/// The texts in what `git cat-file --batch` prints: `NAME blob SIZE`, a line feed, the bytes, a line feed. One that is cut off is left out.
fn blobs(printed: &[u8]) -> BTreeMap<String, Arc<[u8]>> {
    let mut texts = BTreeMap::new();
    let mut rest = printed;
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let (head, tail) = rest.split_at(end);
        let head = String::from_utf8_lossy(head);
        let mut words = head.split(' ');
        let (Some(name), kind, size) = (words.next(), words.next(), words.next()) else { break };
        rest = tail.get(1..).unwrap_or_default();
        // What is missing has a line and nothing more.
        let Some(size) = size.filter(|_| kind == Some("blob")).and_then(|size| size.parse::<usize>().ok()) else {
            continue;
        };
        let Some(bytes) = rest.get(..size) else { break };
        texts.insert(name.to_owned(), Arc::from(bytes));
        rest = rest.get(size.saturating_add(1)..).unwrap_or_default();
    }
    texts
}

/// What tells, without running anything, that a repository has moved: when its log of heads was last written, and its length.
pub type Head = (std::time::SystemTime, u64);

/// Where the repository that a folder is in stands.
pub fn head(folder: &Path) -> Option<Head> {
    let repository = folder.ancestors().find(|it| it.join(".git").exists())?;
    let meta = std::fs::metadata(repository.join(".git/logs/HEAD")).ok()?;
    Some((meta.modified().ok()?, meta.len()))
}

/// The commits in what `git log` prints: `\x01 TIME PARENTS \x02`, then in turn `:MODE MODE NAME NAME LETTER` and a path, each ended by a
/// NUL; the names are those of the texts before and after, all zeros where there is none.
fn read(printed: &str, shallow: bool) -> Vec<Commit> {
    let mut commits = Vec::new();
    for record in printed.split('\u{1}').skip(1) {
        let Some((head, rest)) = record.split_once('\u{2}') else { continue };
        let (time, parents) = head.split_once(' ').unwrap_or((head, ""));
        let Ok(time) = time.parse() else { continue };
        if shallow && parents.trim().is_empty() {
            continue;
        }
        let mut words = rest.split('\0').map(|word| word.trim_start_matches('\n')).filter(|word| !word.is_empty());
        let mut changes = Vec::new();
        while let (Some(facts), Some(path)) = (words.next(), words.next()) {
            let mut facts = facts.split(' ').skip(2);
            let mut name =
                || facts.next().filter(|it| it.bytes().any(|byte| byte != b'0')).unwrap_or_default().to_owned();
            let (before, after) = (name(), name());
            let change = match facts.next() {
                Some("A") => Change::Added,
                Some("D") => Change::Removed,
                _ => Change::Changed,
            };
            changes.push(FileChange { change, path: path.to_owned(), before, after });
        }
        if !changes.is_empty() {
            commits.push(Commit { time, changes });
        }
    }
    commits
}

/// What `git` prints; none if it isn't there, fails, prints too much or takes too long.
fn run(folder: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    ask(folder, arguments, String::new()).filter(|printed| printed.len() as u64 <= MAX_BYTES)
}

/// What `git` prints when it is told so much, the first of it if it is very much; none if it isn't there, fails or takes too long. It asks
/// nobody, fetches nothing, and runs no program that the repository's configuration names.
fn ask(folder: &Path, arguments: &[&str], told: String) -> Option<Vec<u8>> {
    let mut child = Command::new("git")
        .args(["-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "core.fsmonitor=false"])
        .args(["-c", "log.mailmap=false", "-c", "log.follow=false", "--no-pager"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    // It may print before it has read everything: told from a thread of its own, so that neither waits for the other.
    let into = child.stdin.take();
    std::thread::spawn(move || into.map(|mut into| into.write_all(told.as_bytes())));
    let printed = child.stdout.take().and_then(|out| {
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let read = out.take(MAX_BYTES + 1).read_to_end(&mut bytes);
            let _ = send.send(read.is_ok().then_some(bytes));
        });
        receive.recv_timeout(PATIENCE).ok().flatten()
    });
    let Some(printed) = printed else {
        stop(&mut child);
        return None;
    };
    if printed.len() as u64 > MAX_BYTES {
        stop(&mut child);
        return Some(printed);
    }
    child.wait().ok().filter(std::process::ExitStatus::success).map(|_| printed)
}

fn stop(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_prints_is_read_whatever_files_are_called() {
        let printed = "\u{1}20 p\u{2}\0\n:0 1 000 a1 A\0a b.md\0:1 1 b1 b2 M\0x\ny.md\0\u{1}10 \u{2}\0\n:1 0 c1 000 D\0c.md\0:0 1 000 d1 A\0d.md\0\u{1}5 p\u{2}\0\u{1}?\u{2}";
        let paths = |commits: &[Commit]| {
            let all = commits.iter().flat_map(|it| it.changes.iter().map(move |file| (it.time, file.clone())));
            all.collect::<Vec<_>>()
        };
        let commits = read(printed, false);
        let expected = [
            (20, "a b.md", Change::Added, "", "a1"),
            (20, "x\ny.md", Change::Changed, "b1", "b2"),
            (10, "c.md", Change::Removed, "c1", ""),
            (10, "d.md", Change::Added, "", "d1"),
        ];
        let expected = expected.map(|(time, path, change, before, after)| {
            let [path, before, after] = [path, before, after].map(str::to_owned);
            (time, FileChange { change, path, before, after })
        });
        assert_eq!(paths(&commits), expected);
        assert_eq!(read(printed, true).len(), 1);
    }

    #[test]
    fn texts_are_read_as_far_as_they_are_whole() {
        let printed = b"a1 blob 3\nx\ny\nb2 missing\nc3 blob 0\n\nd4 blob 9\nhalf";
        let texts = blobs(printed);
        let read: Vec<(&str, &[u8])> = texts.iter().map(|(name, text)| (name.as_str(), &**text)).collect();
        assert_eq!(read, [("a1", b"x\ny".as_slice()), ("c3", b"")]);
        assert!(blobs(b"").is_empty() && blobs(b"no end").is_empty());
    }
}
