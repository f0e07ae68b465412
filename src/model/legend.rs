//! Legend: the rules of the matrix in words, as its legend prints them.

use super::matrix::{Level, State};

/// A rule: where a term stands, and the level that it earns there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The level.
    pub level: Level,
    /// The rule as the legend prints it.
    pub text: &'static str,
}

/// The rules of the levels, strongest first.
pub const LEVELS: [Rule; 10] = [
    Rule { level: Level::Core, text: "stated by the author under `competencies:` in the header; signed as such" },
    Rule { level: Level::Core, text: "in the description's purpose, or in what it says of when to use the agent" },
    Rule { level: Level::Core, text: "in a heading, or in a bold line that stands for one" },
    Rule { level: Level::Core, text: "as the bold term that leads a list entry or a paragraph" },
    Rule { level: Level::Core, text: "in a capability list, and in the description's example dialogues too" },
    Rule { level: Level::Listed, text: "in a capability list or a table" },
    Rule { level: Level::Listed, text: "in a sentence of the prompt, or of the rest of the description" },
    Rule { level: Level::Listed, text: "as the beginning of the name of something that belongs to it" },
    Rule {
        level: Level::Mentioned,
        text: "only in an example, in code, or in an aside (a condition, a placeholder, a reference)",
    },
    Rule {
        level: Level::Inferred,
        text: "not named, but it follows from what is claimed; always shown with what it follows from",
    },
];

/// What is no mark at all.
pub const NO_MARK: &str = "a denial (`not for X`, `avoid X`, `instead of X`, `Use Y, never X`, `❌ X`, a list below `Never:` or `Don'ts`, a column `Not used`), what another agent does, a tool list, a file's path, an address, a part of a longer name that isn't its family's";

/// The states of a competency. A claim is a core or a listed mark.
pub const STATES: [(State, &str); 6] = [
    (State::Single, "one agent claims it"),
    (State::Primary, "several claim it, and for one of them it is core"),
    (State::Ambiguous, "for several it is core: a router can't tell which to take"),
    (State::Shared, "several claim it, and for none it is core"),
    (State::Gap, "required, and no agent claims it"),
    (State::None, "no agent claims it"),
];
