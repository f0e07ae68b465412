//! Config: what `agentdex.toml` may say. Everything has a default.

/// A catalog's configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The catalog's title.
    pub title: String,
    /// One line below the title; may be empty.
    pub tagline: String,
    /// Folders with definitions, relative to the catalog's folder; empty to look for them.
    pub agents: Vec<String>,
    /// Folder with content pages and `competencies.yaml`.
    pub content: String,
    /// Folder with the team's own templates.
    pub templates: String,
    /// Folder with the team's own static files.
    pub statics: String,
    /// Absolute URL where the site is published, ending in `/`; only what needs an absolute URL uses it.
    pub base_url: Option<String>,
    /// Pattern of a link to edit a file; `{path}` stands for its path.
    pub edit_link: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "Agents".to_owned(),
            tagline: String::new(),
            agents: Vec::new(),
            content: "content".to_owned(),
            templates: "templates".to_owned(),
            statics: "static".to_owned(),
            base_url: None,
            edit_link: None,
        }
    }
}
