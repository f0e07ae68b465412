//! `agentdex fix`: headers repaired, or what that would change.

use std::fmt::Write as _;
use std::process::ExitCode;

use crate::cli::Fix;
use crate::compile::{self, Cache};
use crate::io::{Failure, disk, terminal, write};
use crate::model::agent::Agent;
use crate::model::loads::{Outcome, Reader};

/// Most lines of a header, old times new, that are compared one by one; longer ones are shown whole.
const MAX_COMPARED: usize = 1 << 20;

/// Shows what a repair would change, or writes it.
pub fn run(args: &Fix) -> Result<ExitCode, Failure> {
    let mut folder = disk::Folder::open(&args.dir, None)?;
    let sources = folder.read()?;
    let catalog = compile::catalog(&sources, &mut Cache::default());
    let mut repaired = 0;
    let mut left = Vec::new();
    for agent in &catalog.agents {
        let definition = &agent.definition;
        let Some(text) = agent.repaired() else {
            left.extend(stays(agent));
            continue;
        };
        repaired += 1;
        if args.write {
            write::replace(&folder.root.join(&definition.path), definition.as_written(), &text)?;
            terminal::line(&terminal::printable(&format!("repaired {}", definition.path)))?;
        } else {
            let old = definition.text.get(..definition.header.body.start).unwrap_or_default();
            let new = agent.repair.as_ref().map_or("", |repair| &repair.header);
            let shown = format!("{}\n{}\n", definition.path, changes(old, new, terminal::columns()));
            terminal::print(&terminal::printable(&shown))?;
        }
    }
    for line in left {
        terminal::note(&terminal::printable(&line));
    }
    let (all, of) = (catalog.agents.len(), if args.write { "repaired" } else { "would be repaired" });
    let how = if args.write || repaired == 0 { "" } else { "; --write does it" };
    terminal::line(&format!("{repaired} of {all} {} {of}{how}", if all == 1 { "file" } else { "files" }))?;
    Ok(ExitCode::SUCCESS)
}

/// What to say of a file that needs more than a new header.
fn stays(agent: &Agent) -> Option<String> {
    let definition = &agent.definition;
    let load = &definition.loads.project;
    let needs = definition.header.reader != Reader::Strict || load.outcome == Outcome::Skipped;
    needs.then(|| format!("left as it is: {}: {}", definition.path, load.reason))
}

/// The lines that go and those that come, between lines that stay.
fn changes(old: &str, new: &str, columns: usize) -> String {
    let (old, new) = (lines(old), lines(new));
    let mut out = String::new();
    for (sign, line) in difference(&old, &new) {
        let room = columns.saturating_sub(4).max(20);
        let more = line.chars().nth(room).is_some();
        let shown: String = line.chars().take(if more { room - 1 } else { room }).collect();
        let _ = writeln!(out, "  {sign} {shown}{}", if more { "…" } else { "" });
    }
    out
}

fn lines(text: &str) -> Vec<&str> {
    text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect()
}

/// The difference of two texts by the longest common subsequence of their lines: only what goes (`-`) and comes (`+`).
fn difference<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<(char, &'t str)> {
    let width = new.len() + 1;
    if old.len().saturating_mul(new.len()) > MAX_COMPARED {
        return old.iter().map(|line| ('-', *line)).chain(new.iter().map(|line| ('+', *line))).collect();
    }
    // `common[i * width + j]`: how many lines the rests from `i` and from `j` on have in common.
    let mut common = vec![0_u32; (old.len() + 1) * width];
    let at = |common: &[u32], i: usize, j: usize| common.get(i * width + j).copied().unwrap_or(0);
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let here =
                if a == b { at(&common, i + 1, j + 1) + 1 } else { at(&common, i + 1, j).max(at(&common, i, j + 1)) };
            if let Some(cell) = common.get_mut(i * width + j) {
                *cell = here;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::new();
    loop {
        match (old.get(i), new.get(j)) {
            (Some(a), Some(b)) if a == b => (i, j) = (i + 1, j + 1),
            (Some(a), b) if b.is_none() || at(&common, i + 1, j) >= at(&common, i, j + 1) => {
                out.push(('-', *a));
                i += 1;
            }
            (_, Some(b)) => {
                out.push(('+', *b));
                j += 1;
            }
            _ => return out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changes_is_shown() {
        let check = |old: &str, new: &str, expected: &str| assert_eq!(changes(old, new, 40), expected);
        check("a\nb\nc\n", "a\nd\ne\nc\n", "  - b\n  + d\n  + e\n");
        check("a\r\nb\r\n", "a\nb\n", "");
        check("", "a\n", "  + a\n");
        check("a", &"x".repeat(50), &format!("  - a\n  + {}…\n", "x".repeat(35)));
    }
}
