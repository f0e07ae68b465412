//! Aliases: the other ways in which a competency is written, for a query that uses one of them, and beside them the kin of words.

use std::collections::BTreeMap;

use super::kin;
use super::stem::stem;
use super::tokens::{Role, tokens};
use crate::model::matrix::Matrix;

/// Longest alias, in words.
pub(super) const LONGEST: usize = 5;

/// Most other ways that one alias stands for.
const MOST: usize = 4;

/// What an alias stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alias {
    /// The other ways to write it: each as written, which is what it is labelled with, and as stems that all must be there.
    pub(super) ways: Vec<(String, Vec<String>)>,
}

/// The aliases of a matrix and the kin of words, by their stems with a space between.
pub(super) fn of(matrix: &Matrix) -> BTreeMap<String, Alias> {
    let mut all = BTreeMap::new();
    for (_, competency) in matrix.shown() {
        let forms: Vec<(&String, Vec<String>)> =
            std::iter::once(&competency.name).chain(&competency.aliases).map(|form| (form, stems(form))).collect();
        for (_, form) in forms.iter().filter(|(_, form)| (1..=LONGEST).contains(&form.len())) {
            let mut ways: Vec<(String, Vec<String>)> = Vec::new();
            for (written, other) in &forms {
                let holds_it = form.iter().all(|stem| other.contains(stem));
                let known = ways.iter().any(|(_, way)| way == other);
                if !holds_it && !known && (1..=LONGEST).contains(&other.len()) && ways.len() < MOST {
                    ways.push(((*written).clone(), other.clone()));
                }
            }
            if !ways.is_empty() {
                all.entry(form.join(" ")).or_insert(Alias { ways });
            }
        }
    }
    for (word, others) in kin::all() {
        let alias = all.entry(stem(word)).or_insert_with(|| Alias { ways: Vec::new() });
        for other in others {
            let way = vec![stem(other)];
            if alias.ways.len() < MOST && !alias.ways.iter().any(|(_, known)| *known == way) {
                alias.ways.push((other.to_owned(), way));
            }
        }
    }
    all
}

/// The stems that make up a name: words and parts, and of `C++` the whole.
pub(super) fn stems(text: &str) -> Vec<String> {
    let mut stems = Vec::new();
    let mut signed = None;
    for token in tokens(text) {
        match token.role {
            Role::Whole | Role::Hump => continue,
            Role::Signed => signed = Some(token.position),
            Role::Part if signed == Some(token.position) => continue,
            Role::Word | Role::Part => {}
        }
        stems.push(stem(&token.text));
    }
    stems
}
