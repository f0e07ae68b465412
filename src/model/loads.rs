//! Loads: how Claude Code itself would treat a definition's file.

use serde::Serialize;

/// What Claude Code makes of the file, by where it lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Loads {
    /// In a project's or a user's `.claude/agents`.
    pub project: Load,
    /// In a plugin's `agents`.
    pub plugin: Load,
}

/// One treatment, with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Load {
    /// What happens.
    pub outcome: Outcome,
    /// Why: a lower-case fragment.
    pub reason: String,
}

/// What happens to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It is read as it is.
    Loads,
    /// It is read after Claude Code's own repair of the header.
    Repaired,
    /// It is read with a made-up name or description.
    Placeholder,
    /// It is passed over.
    Skipped,
}

impl Outcome {
    /// The word for it, as in `agents.json`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Loads => "loads",
            Self::Repaired => "repaired",
            Self::Placeholder => "placeholder",
            Self::Skipped => "skipped",
        }
    }
}

/// Which of the three readers understood the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reader {
    /// Strict YAML.
    Strict,
    /// YAML after the repair that Claude Code makes.
    Repaired,
    /// Our own line reader.
    Recovered,
}
