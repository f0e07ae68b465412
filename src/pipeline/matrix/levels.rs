//! Levels: the rules by which a mark gets its level, written once: the legend prints them and the tests walk through them.

use super::scope::Scope;
use crate::model::matrix::{Level, State};

/// A rule: where a term stands, and the level that it earns there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The level.
    pub level: Level,
    /// The rule as the legend prints it.
    pub text: &'static str,
}

/// The rules of the levels, strongest first.
pub const LEVELS: [Rule; 9] = [
    Rule { level: Level::Core, text: "stated by the author under `competencies:` in the header; signed as such" },
    Rule { level: Level::Core, text: "in the description's purpose, or in what it says of when to use the agent" },
    Rule { level: Level::Core, text: "in a heading, or in a bold line that stands for one" },
    Rule { level: Level::Core, text: "as the bold term that leads a list entry or a paragraph" },
    Rule { level: Level::Core, text: "in a capability list, and in the description's example dialogues too" },
    Rule { level: Level::Listed, text: "in a capability list or a table" },
    Rule { level: Level::Listed, text: "in a sentence of the prompt, or of the rest of the description" },
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
pub const NO_MARK: &str = "a denial (`not for X`, `avoid X`, `instead of X`), what another agent does, a tool list, a file's path, an address";

/// The states of a competency. A claim is a core or a listed mark.
pub const STATES: [(State, &str); 6] = [
    (State::Single, "one agent claims it"),
    (State::Primary, "several claim it, and for one of them it is core"),
    (State::Ambiguous, "for several it is core: a router can't tell which to take"),
    (State::Shared, "several claim it, and for none it is core"),
    (State::Gap, "required, and no agent claims it"),
    (State::None, "no agent claims it"),
];

/// The level that a term earns where it stands.
pub(super) fn level(scope: Scope) -> Level {
    match scope {
        Scope::Stated | Scope::Purpose | Scope::Heading | Scope::Lead => Level::Core,
        Scope::Entry | Scope::Prose | Scope::Rest => Level::Listed,
        Scope::Dialogue | Scope::Example | Scope::Code | Scope::Aside => Level::Mentioned,
    }
}

/// The level of a mark from all the places where the term stands.
pub(super) fn together(scopes: impl Iterator<Item = Scope> + Clone) -> Level {
    let strongest = scopes.clone().map(level).max().unwrap_or(Level::Mentioned);
    let stands = |scope: Scope| scopes.clone().any(|it| it == scope);
    if strongest == Level::Listed && stands(Scope::Entry) && stands(Scope::Dialogue) { Level::Core } else { strongest }
}

/// The state of a competency from its claims.
pub(super) fn state(core: usize, listed: usize, required: bool) -> State {
    match (core, core + listed) {
        (_, 0) if required => State::Gap,
        (_, 0) => State::None,
        (_, 1) => State::Single,
        (0, _) => State::Shared,
        (1, _) => State::Primary,
        _ => State::Ambiguous,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_it_stands_gives_the_level() {
        let check =
            |scopes: &[Scope], expected: Level| assert_eq!(together(scopes.iter().copied()), expected, "{scopes:?}");
        check(&[Scope::Stated], Level::Core);
        check(&[Scope::Purpose], Level::Core);
        check(&[Scope::Heading], Level::Core);
        check(&[Scope::Lead], Level::Core);
        check(&[Scope::Entry], Level::Listed);
        check(&[Scope::Entry, Scope::Dialogue], Level::Core);
        check(&[Scope::Prose, Scope::Dialogue], Level::Listed);
        check(&[Scope::Entry, Scope::Example], Level::Listed);
        check(&[Scope::Rest], Level::Listed);
        check(&[Scope::Dialogue], Level::Mentioned);
        check(&[Scope::Code, Scope::Aside], Level::Mentioned);
    }

    #[test]
    fn claims_give_the_state() {
        let check = |core, listed, required, expected| assert_eq!(state(core, listed, required), expected);
        check(1, 0, false, State::Single);
        check(0, 1, true, State::Single);
        check(1, 2, false, State::Primary);
        check(2, 0, false, State::Ambiguous);
        check(0, 2, false, State::Shared);
        check(0, 0, true, State::Gap);
        check(0, 0, false, State::None);
    }
}
