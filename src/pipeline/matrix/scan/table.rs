//! Table: the ways of writing of a vocabulary, collected: one pattern for each normal form.

use std::collections::HashMap;

use super::Pattern;
use crate::model::competency::{Competency, Vocabulary};
use crate::pipeline::matrix::normal::normal;

/// Words that stand in every sentence.
const GOES_ON: &[&str] = &[
    "a", "an", "and", "as", "at", "be", "by", "do", "for", "go", "if", "in", "is", "it", "no", "of", "on", "or", "so",
    "to", "up", "us", "we",
];

/// Patterns while they are collected: one for each normal form.
#[derive(Default)]
pub(super) struct Table {
    /// The normal form of each pattern.
    pub texts: Vec<String>,
    pub patterns: Vec<Pattern>,
    /// The pattern of a normal form.
    pub by_key: HashMap<String, usize>,
}

impl Table {
    /// Names first, then aliases, then what is a name only among its like: who comes first owns a form.
    pub(super) fn of(vocabulary: &Vocabulary) -> Self {
        let mut table = Self::default();
        for add in [Self::name, Self::aliases, Self::bare] {
            for (index, competency) in vocabulary.competencies.iter().enumerate() {
                add(&mut table, index, competency);
            }
        }
        table
    }

    fn name(&mut self, index: usize, competency: &Competency) {
        self.own(index, &competency.name, competency.ordinary);
    }

    fn aliases(&mut self, index: usize, competency: &Competency) {
        for alias in &competency.aliases {
            self.own(index, alias, false);
        }
        for alias in &competency.ordinary_aliases {
            self.own(index, alias, true);
        }
        self.singular(index, &competency.name, competency.ordinary);
        for alias in &competency.aliases {
            self.singular(index, alias, false);
        }
        for phrase in &competency.excludes {
            // A phrase that differs from a term by case alone excludes only as it is written.
            let key = normal(phrase.trim());
            let mut terms = competency.aliases.iter().chain([&competency.name]);
            let exact = terms.any(|term| term.len() == phrase.len() && normal(term) == key);
            if let Some(pattern) = self.pattern(phrase) {
                pattern.plural |= pattern.owner.is_none();
                let rare = pattern.rare.get_or_insert_default();
                rare.excludes.push((index, exact));
                phrase.trim().clone_into(&mut rare.excluding);
            }
        }
    }

    fn own(&mut self, index: usize, term: &str, ordinary: bool) {
        let Some(pattern) = self.pattern(term) else { return };
        if let Some(owner) = pattern.owner() {
            if ordinary && pattern.ordinary && owner != index && !pattern.rivals().contains(&index) {
                pattern.rare.get_or_insert_default().rivals.push(index);
            }
            return;
        }
        pattern.owner = u32::try_from(index).ok();
        pattern.written = term.into();
        pattern.ordinary = ordinary;
        let first = term.split([' ', '-']).next().unwrap_or_default();
        pattern.exact = GOES_ON.contains(&first.to_lowercase().as_str()) && first.starts_with(char::is_uppercase);
        pattern.plural = !ordinary && term.len() >= 3 && term.ends_with(|c: char| c.is_alphabetic() && c != 's');
    }

    /// `Rich (Python)` is called Rich where Python is spoken of, unless that means something else too.
    fn bare(&mut self, index: usize, competency: &Competency) {
        let bare = competency.name.strip_suffix(')').and_then(|name| name.split_once(" ("));
        let is_name = |bare: &str| bare.starts_with(char::is_uppercase) && !competency.implies.is_empty();
        let Some((bare, _)) = bare.filter(|(bare, _)| is_name(bare)) else { return };
        let is_new = !self.by_key.contains_key(&normal(bare));
        self.own(index, bare, true);
        if let Some(pattern) = self.pattern(bare).filter(|_| is_new) {
            pattern.familiar = true;
        }
    }

    /// A term in the plural, all lower-case at its end, is found in the singular too; one that ends in `y` also in the plural.
    fn singular(&mut self, index: usize, term: &str, ordinary: bool) {
        // `MQLs`, and `MQL`, which may be other things too; one that is shorter still mostly is.
        let short =
            term.strip_suffix('s').filter(|it| it.len() > 2 && it.bytes().all(|byte| byte.is_ascii_uppercase()));
        if let Some(short) = short.filter(|_| !ordinary) {
            self.own(index, short, true);
            return;
        }
        let last = term.rsplit([' ', '-']).next().unwrap_or_default();
        if ordinary || last.len() < 5 || !last.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return;
        }
        let other = if let Some(stem) = term.strip_suffix("ies") {
            format!("{stem}y")
        } else if let Some(stem) = term.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
            format!("{stem}ies")
        } else if ["ss", "us", "is", "ics", "ous", "ness"].iter().any(|ending| term.ends_with(ending)) {
            return;
        } else if let Some(stem) = term.strip_suffix('s') {
            stem.to_owned()
        } else {
            return;
        };
        // A single word's singular is too often an ordinary one: `channels`, `windows`.
        if term.contains([' ', '-']) {
            self.own(index, &other, false);
        }
    }

    fn pattern(&mut self, term: &str) -> Option<&mut Pattern> {
        let key = normal(term.trim());
        if key.is_empty() {
            return None;
        }
        let next = self.patterns.len();
        let at = *self.by_key.entry(key.clone()).or_insert(next);
        if at == next {
            self.texts.push(key);
            self.patterns.push(Pattern::default());
        }
        self.patterns.get_mut(at)
    }
}
