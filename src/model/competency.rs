//! Competency: a canonical term of the vocabulary, with the ways it is written.

use std::sync::Arc;

use super::definition::Stated;
use super::source::Hash;

/// A competency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Competency {
    /// Name of its page: a slug, unique in the vocabulary.
    pub id: String,
    /// The canonical name, as practitioners write it.
    pub name: String,
    /// Other ways it is written.
    pub aliases: Vec<String>,
    /// Id of its category.
    pub category: String,
    /// One line for the glossary; may be empty.
    pub definition: String,
    /// Whether the name is also an ordinary word, so that it counts only in its exact case and in a technical context.
    pub ordinary: bool,
    /// Aliases of which the same is true.
    pub ordinary_aliases: Vec<String>,
    /// Longer phrases in which the word does not mean this.
    pub excludes: Vec<String>,
    /// Ids of what follows from it, as inferred.
    pub implies: Vec<String>,
    /// Whether a catalog without a claimant has a gap.
    pub required: bool,
    /// Where it comes from.
    pub origin: Origin,
}

impl Competency {
    /// All ways in which it is written, its own name first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).chain(&self.ordinary_aliases).map(String::as_str)
    }
}

/// Where a competency, or a mark, comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Stated by the author in the header.
    Author,
    /// A term of the vocabulary, built in or the team's.
    Vocabulary,
    /// Found in a shape in which authors list things; the vocabulary lacks it.
    Harvested,
}

/// A category of competencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// A slug.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// Id of the category of terms that the vocabulary lacks: harvested, or stated by an author.
pub const OTHER: &str = "other";

/// A vocabulary: the team's laid over the built-in one.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// The categories in their order.
    pub categories: Vec<Category>,
    /// The competencies, hidden ones gone: by category, then name.
    pub competencies: Vec<Arc<Competency>>,
    /// What marks are cached by: equal exactly if the vocabularies are.
    pub identity: Hash,
}

/// A vocabulary file as read: names of other terms are not resolved yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layer {
    /// Path of the file relative to the catalog's folder; empty for a built-in one.
    pub path: String,
    /// Categories that it states.
    pub categories: Vec<Stated<Category>>,
    /// Its terms, in the order of the file.
    pub entries: Vec<Entry>,
}

/// A term as a vocabulary file states it. What is not stated stays as it is below.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// The canonical name, or any alias of a term that is already there.
    pub name: Stated<String>,
    /// The name that the term gets instead.
    pub rename: Option<String>,
    /// Id or name of its category.
    pub category: Option<Stated<String>>,
    /// Other ways it is written: added to those that are there.
    pub aliases: Vec<Stated<String>>,
    /// One line for the glossary.
    pub definition: Option<String>,
    /// Whether the name is also an ordinary word.
    pub ordinary: Option<bool>,
    /// Aliases that are also ordinary words: added.
    pub ordinary_aliases: Vec<Stated<String>>,
    /// Names of what follows from it: added.
    pub implies: Vec<Stated<String>>,
    /// Longer phrases in which the word does not mean this: added.
    pub excludes: Vec<Stated<String>>,
    /// Whether a catalog without a claimant has a gap.
    pub required: Option<bool>,
    /// Whether it is left out.
    pub hidden: bool,
}
