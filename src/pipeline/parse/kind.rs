//! Kind: whether a file is an agent's definition.
//!
//! 1. By its name, some files never are: `README.md`, `AGENTS.md`, `CLAUDE.md`, `SKILL.md`, and prompts and instructions
//!    of Copilot (`.prompt.md`, `.instructions.md`).
//! 2. A header with a key that only agents have (`name`, `tools`, `model`, …) makes an agent; one with a `description` does too,
//!    unless another of its keys belongs to a slash command, a rule or a page of a documentation site.
//! 3. A header that is there and says nothing (empty, a list, a line of text) makes an agent too, so that no file is lost.
//! 4. Without a header, or with one that has none of these keys, the text decides: its first paragraphs give the reader
//!    a role ("You are …", in whatever language), or a prompt that is a field of the header does; in a folder of agents, one
//!    of the other beginnings of a prompt will do ([`shape::begins_prompt`]), and fields that stand in a list.

use super::fence::{Cut, Form};
use super::recover::Entry;
use super::{settings, shape};
use crate::model::definition::Value;

/// Folders in which agents lie.
const FOLDERS: &[&str] = &["agents", "agent", "subagents", "sub-agents", "personas", "chatmodes"];

/// Folders that hold something else, in a folder of agents too.
const PAPERS: &[&str] = &[
    "docs", "doc", "templates", "template", "references", "reference", "examples", "guides", "rubrics", "reports",
    "checklists", "resources", "assets", "data", "shared", "tests", "archive", "memory", "plans", "specs", "notes",
    "tasks", "knowledge",
];

/// Last words of a file's name or its title that say that it is about agents, and none itself.
const ABOUT: &[&str] = &[
    "readme", "template", "templates", "guide", "guidelines", "overview", "index", "changelog", "contributing",
    "documentation", "catalog", "directory", "faq", "glossary", "roadmap", "todo", "notes", "license", "summary",
    "quickstart", "tutorial",
];

/// Keys that are reason enough.
const AGENT: &[&str] = &[
    "name", "tools", "disallowedTools", "model", "permissionMode", "maxTurns", "max_turns", "skills", "mcpServers",
    "mcp-servers", "memory", "effort", "isolation", "initialPrompt", "handoffs", "is_background", "permission",
    "competencies", "roleDefinition",
];

/// Keys of other kinds of file, with the kind. One that ends in `_` stands for all that begin so.
const OTHERS: &[(&str, &str)] = &[
    ("allowed-tools", "a slash command"),
    ("argument-hint", "a slash command"),
    ("applyTo", "instructions for Copilot"),
    ("globs", "a rule"),
    ("alwaysApply", "a rule"),
    ("layout", "a page of a site"),
    ("permalink", "a page of a site"),
    ("sidebar", "a page of a site"),
    ("sidebar_", "a page of a site"),
    ("pagination_", "a page of a site"),
    ("nav_order", "a page of a site"),
    ("toc", "a page of a site"),
    ("draft", "a page of a site"),
    ("weight", "a page of a site"),
];

/// Why a file is no agent's definition; none if it is one.
pub(super) fn other(path: &str, cut: &Cut<'_>, entries: &[Entry]) -> Option<String> {
    let file = path.rsplit('/').next().unwrap_or_default();
    let has = |key: &str| entries.iter().any(|entry| entry.key.eq_ignore_ascii_case(key));
    if let Some(reason) = by_name(file, cut.form != Form::Listed && has("name") && has("description")) {
        return Some(reason.to_owned());
    }
    // A list of names and models in a text makes an agent of it only where agents lie.
    if cut.form == Form::Listed && !is_among_agents(path, &cut.body) && !shaped(path, &cut.body) {
        return Some("no header, and the text is not an agent's prompt".to_owned());
    }
    let own_key = AGENT.iter().any(|key| has(key));
    let matches = |key: &str, mark: &str| key == mark || (mark.ends_with('_') && key.starts_with(mark));
    let foreign = entries.iter().find_map(|entry| {
        let (_, kind) = OTHERS.iter().find(|(mark, _)| matches(&entry.key, mark))?;
        Some((&entry.key, *kind))
    });
    let foreign = foreign.or_else(|| entries.iter().find(|entry| is_rule(entry)).map(|entry| (&entry.key, "a rule")));
    // A command may choose its model; only a name or tools tell it from an agent.
    let named = has("name") || has("tools");
    if let Some((key, kind)) = foreign.filter(|(_, kind)| !named && (!own_key || *kind == "a slash command")) {
        return Some(format!("its header is that of {kind} (`{key}`)"));
    }
    let stated = |key: &str| settings::find(entries, key).is_some();
    let described =
        own_key || stated("name") || stated("description") || super::nested(entries, "description").is_some();
    if described || (cut.form != Form::Absent && entries.is_empty()) {
        return None;
    }
    // A prompt that is a field of the header gives its role there.
    let prompt = || super::prompt(entries).is_some_and(|text| text.lines().take(3).any(shape::is_role));
    if shaped(path, &cut.body) || prompt() {
        return None;
    }
    Some(match cut.form {
        Form::Absent | Form::Listed => "no header, and the text is not an agent's prompt".to_owned(),
        Form::Yaml | Form::Toml => "its header names no agent, and the text is not an agent's prompt".to_owned(),
    })
}

/// Whether a field is that of a rule of Windsurf's or Antigravity's, which says when the rule is in force.
fn is_rule(entry: &Entry) -> bool {
    let Value::Text(value) = &entry.value else { return false };
    entry.key == "trigger" && matches!(value.trim(), "always_on" | "model_decision" | "glob" | "manual")
}

fn by_name(file: &str, stated: bool) -> Option<&'static str> {
    let stem = file.split('.').next().unwrap_or_default();
    match stem {
        "AGENTS" => return Some("`AGENTS.md` holds instructions for every agent"),
        "CLAUDE" | "GEMINI" => return Some("a file of instructions for every agent"),
        "SKILL" => return Some("a skill"),
        _ if stem.eq_ignore_ascii_case("readme") => return Some("a readme"),
        _ => {}
    }
    if file.ends_with(".prompt.md") {
        return Some("a prompt");
    }
    if file.ends_with(".instructions.md") {
        return Some("instructions for Copilot");
    }
    let lower = stem.to_ascii_lowercase();
    (matches!(lower.as_str(), "agents" | "claude" | "gemini" | "skill") && !stated)
        .then_some("a file of instructions for every agent")
}

/// Whether a line says that its file is an agent.
fn announces(line: &str) -> bool {
    let line = line.to_lowercase();
    let heading = line.strip_prefix("# ").is_some_and(|title| title.starts_with("agent:"));
    let sentence = ["a ", "an ", "this "].iter().any(|word| line.starts_with(word));
    heading
        || sentence && line.split_whitespace().take(5).any(|word| matches!(word, "agent" | "subagent" | "sub-agent"))
}

/// Whether a text without a header is a prompt that gives a role.
fn shaped(path: &str, body: &str) -> bool {
    let text = || body.lines().map(str::trim).filter(|line| !line.is_empty());
    if text().filter(|line| !line.starts_with('#')).take(3).any(shape::is_role) {
        return true;
    }
    let folder = folders(path).any(|folder| FOLDERS.contains(&folder));
    let role = |line: &str| {
        line.starts_with('#')
            && ["role", "identity", "persona", "mission", "expertise"]
                .iter()
                .any(|word| line.to_lowercase().contains(word))
    };
    // `# Agent: foo`, or a first sentence that says so (`A specialized agent …`), announces one wherever it lies.
    if text().take(3).any(announces) && text().take(60).any(role) {
        return true;
    }
    let spoken = || {
        text()
            .take(60)
            .any(|line| shape::is_role(line) || line.starts_with("You ") || line.to_lowercase().contains("your "))
    };
    folder && text().take(60).any(role) && spoken() || is_among_agents(path, body) && shape::begins_prompt(body)
}

/// The folders that a file lies in, outermost first.
fn folders(path: &str) -> impl Iterator<Item = &str> + Clone {
    path.rsplit_once('/').map_or("", |(folders, _)| folders).split('/')
}

/// Whether a file lies where agents lie, and neither its folder, its name nor its title says that it is about them.
fn is_among_agents(path: &str, body: &str) -> bool {
    let inside = folders(path).skip_while(|folder| !FOLDERS.contains(folder));
    let agents = inside.clone().next().is_some() && !inside.clone().any(|folder| PAPERS.contains(&folder));
    let title = body.lines().map(str::trim).find(|line| !line.is_empty()).filter(|line| line.starts_with('#'));
    let about = |text: &str| {
        let text = text.to_lowercase();
        let last = text.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        last.is_some_and(|word| ABOUT.contains(&word))
    };
    agents && !about(super::stem(path)) && !title.is_some_and(about)
}
