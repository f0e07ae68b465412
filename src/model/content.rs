//! Page: something the team wrote to be read beside the agents.

use super::document::Document;

/// A page of the content folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Path of the page in the site without its ending (`welcome`, `paths/first-week`): slugs and `/`.
    pub name: String,
    /// Path of its file relative to the catalog's folder.
    pub path: String,
    /// Title: as stated, else the first heading, else made from the name.
    pub title: String,
    /// One line, as stated; may be empty.
    pub summary: String,
    /// Place in the navigation: as stated, else after those that state one.
    pub order: Option<i64>,
    /// How long it takes, as stated ("40 min").
    pub time: Option<String>,
    /// Steps, where the page is a learning path.
    pub steps: Vec<Step>,
    /// The text.
    pub body: Document,
}

/// A step of a learning path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    /// What it is about.
    pub title: String,
    /// The agent to use, by file stem or name.
    pub agent: Option<String>,
    /// The competency to learn, by name.
    pub competency: Option<String>,
    /// How long it takes, as stated.
    pub time: Option<String>,
    /// What to do.
    pub text: String,
}
