//! Git: what the repository that a folder is in tells of its files. Without a repository, or without `git`, there is no history.

use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::model::history::{Change, Commit, History};

/// How long `git` may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many commits are looked at, from the last one back.
const COMMITS: &str = "--max-count=5000";
/// Most bytes that are read of what it prints.
const MAX_BYTES: u64 = 32 << 20;

/// The history of the Markdown and text files below a folder; none where there is no repository. Commits at which a shallow clone ends
/// are left out, since every file looks new in them.
pub fn history(folder: &Path) -> Option<History> {
    let folder = &folder.canonicalize().ok()?;
    if !folder.ancestors().any(|it| it.join(".git").exists()) {
        return None;
    }
    let shallow = run(folder, &["rev-parse", "--is-shallow-repository"])?.starts_with(b"true");
    let options = ["log", COMMITS, "--relative", "--no-renames", "--no-ext-diff", "--diff-filter=AMDT"];
    let shape = ["--name-status", "-z", "--format=%x01%ct %P%x02", "--", "*.md", "*.markdown", "*.txt"];
    let printed = run(folder, &[options.as_slice(), shape.as_slice()].concat())?;
    Some(History { commits: read(&String::from_utf8_lossy(&printed), shallow) })
}

/// What tells, without running anything, that a repository has moved: when its log of heads was last written, and its length.
pub type Head = (std::time::SystemTime, u64);

/// Where the repository that a folder is in stands.
pub fn head(folder: &Path) -> Option<Head> {
    let repository = folder.ancestors().find(|it| it.join(".git").exists())?;
    let meta = std::fs::metadata(repository.join(".git/logs/HEAD")).ok()?;
    Some((meta.modified().ok()?, meta.len()))
}

/// The commits in what `git log` prints: `\x01 TIME PARENTS \x02`, then a letter and a path in turn, each ended by a NUL.
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
        while let (Some(letter), Some(path)) = (words.next(), words.next()) {
            let change = match letter {
                "A" => Change::Added,
                "D" => Change::Removed,
                _ => Change::Changed,
            };
            changes.push((path.to_owned(), change));
        }
        if !changes.is_empty() {
            commits.push(Commit { time, changes });
        }
    }
    commits
}

/// What `git` prints; none if it isn't there, fails, or takes too long. It asks nobody, fetches nothing, and runs no program that the
/// repository's configuration names.
fn run(folder: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    let mut child = Command::new("git")
        .args(["-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "core.fsmonitor=false"])
        .args(["-c", "log.mailmap=false", "-c", "log.follow=false", "--no-pager"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let printed = child.stdout.take().and_then(|out| {
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let whole = out.take(MAX_BYTES + 1).read_to_end(&mut bytes).is_ok() && bytes.len() as u64 <= MAX_BYTES;
            let _ = send.send(whole.then_some(bytes));
        });
        receive.recv_timeout(PATIENCE).ok().flatten()
    });
    if printed.is_none() {
        stop(&mut child);
        return None;
    }
    child.wait().ok().filter(std::process::ExitStatus::success).and(printed)
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
        let printed =
            "\u{1}20 p\u{2}\0\nA\0a b.md\0M\0x\ny.md\0\u{1}10 \u{2}\0\nD\0c.md\0A\0d.md\0\u{1}5 p\u{2}\0\u{1}?\u{2}";
        let paths = |commits: &[Commit]| {
            let all = commits
                .iter()
                .flat_map(|it| it.changes.iter().map(move |(path, change)| (it.time, path.clone(), *change)));
            all.collect::<Vec<_>>()
        };
        let commits = read(printed, false);
        let expected = [
            (20, "a b.md", Change::Added),
            (20, "x\ny.md", Change::Changed),
            (10, "c.md", Change::Removed),
            (10, "d.md", Change::Added),
        ];
        assert_eq!(paths(&commits), expected.map(|(time, path, change)| (time, path.to_owned(), change)));
        assert_eq!(read(printed, true).len(), 1);
    }
}
