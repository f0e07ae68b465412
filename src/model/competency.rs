//! Competency: a canonical term of the vocabulary, with the ways it is written.

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
