//! Levels: the rules by which a mark gets its level, written once: the legend prints them and the tests walk through them.

use super::scope::Scope;
pub use crate::model::legend::{LEVELS, NO_MARK, Rule, STATES};
use crate::model::matrix::{Level, State};

/// The level that a term earns where it stands.
pub(super) fn level(scope: Scope) -> Level {
    match scope {
        Scope::Stated | Scope::Purpose | Scope::Heading | Scope::Lead => Level::Core,
        Scope::Entry | Scope::Prose | Scope::Rest => Level::Listed,
        Scope::Dialogue | Scope::Example | Scope::Code | Scope::Aside => Level::Mentioned,
    }
}

/// The level of a mark from all the places where the term stands.
pub(super) fn together(scopes: &(impl Iterator<Item = Scope> + Clone)) -> Level {
    let strongest = scopes.clone().map(level).max().unwrap_or(Level::Mentioned);
    let stands = |scope: Scope| scopes.clone().any(|it| it == scope);
    if strongest == Level::Listed && stands(Scope::Entry) && stands(Scope::Dialogue) { Level::Core } else { strongest }
}

/// The state of a competency from its claims.
pub(super) fn state(core: u32, listed: u32, required: bool) -> State {
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
            |scopes: &[Scope], expected: Level| assert_eq!(together(&scopes.iter().copied()), expected, "{scopes:?}");
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
