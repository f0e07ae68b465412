//! Install: which file to take, where to put it, and how to see that it works.

use serde::Serialize;

use super::super::card;
use crate::digest;
use crate::model::agent::Agent;
use crate::model::loads::{Load, Outcome};
use crate::text::visible;

/// What `install.html` is fed.
#[derive(Debug, Serialize)]
pub(in super::super::super) struct Install {
    /// Name of the file to take, relative to the agent's page.
    pub(super) download: String,
    /// The name that it is to be saved under.
    file: String,
    /// The file as it was written, where the one to take is another.
    written: Option<String>,
    /// What Claude Code makes of the file as written, where that is not plain.
    warning: String,
    tone: &'static str,
    /// What stays wrong after the repair; empty where nothing does.
    left: String,
    /// Whether Claude Code lists the file that is taken.
    listed: bool,
    /// The command that installs it for one project.
    command: String,
    /// Other ways to install it.
    ways: Vec<Way>,
    /// The command that compares its SHA-256.
    verify: String,
}

#[derive(Debug, Serialize)]
struct Way {
    title: &'static str,
    command: String,
}

pub(super) fn view(agent: &Agent) -> Install {
    let definition = &agent.definition;
    let repaired = agent.repaired();
    let after = agent.repair.as_ref().map(|repair| &repair.loads.project);
    let written = format!("{}.md", agent.slug);
    let (tone, _) = card::loads(definition.loads.project.outcome);
    let command = |folder: &str| format!("mkdir -p {folder} && cp ~/Downloads/{written} {folder}/");
    let sum = digest::sha256(repaired.as_deref().map_or(definition.as_written(), str::as_bytes));
    let taken = after.unwrap_or(&definition.loads.project);
    Install {
        listed: taken.outcome != Outcome::Skipped,
        command: command(".claude/agents"),
        ways: vec![
            Way { title: "For all your projects", command: command("~/.claude/agents") },
            Way { title: "In a plugin, from its root, where .claude-plugin is", command: command("agents") },
        ],
        verify: format!("echo \"{sum}  $HOME/Downloads/{written}\" | sha256sum -c"),
        download: if repaired.is_some() { url(&agent.slug) } else { written.clone() },
        written: repaired.is_some().then(|| written.clone()),
        warning: says(&definition.loads.project, "this file as it is"),
        left: after
            .filter(|load| load.outcome == Outcome::Skipped)
            .map_or(String::new(), |load| says(load, "it even so")),
        file: written,
        tone,
    }
}

/// Name of the repaired file beside the agent's page.
pub(in super::super::super) fn url(slug: &str) -> String {
    format!("{slug}.fixed.md")
}

/// What Claude Code makes of a file, in a sentence; empty where it reads it as it is.
fn says(load: &Load, what: &str) -> String {
    let verb = match load.outcome {
        Outcome::Loads => return String::new(),
        Outcome::Repaired => "Claude Code has to repair",
        Outcome::Placeholder => "Claude Code makes up part of",
        Outcome::Skipped => "Claude Code skips",
    };
    let reason = if load.reason.is_empty() { String::new() } else { format!(": {}", visible(&card::reason(load))) };
    format!("{verb} {what}{reason}.")
}
