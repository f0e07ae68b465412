//! Discover: where in a folder the definitions are. The first layout that applies counts.

use std::path::Path;

use crate::model::config::Config;
use crate::model::source::{Layout, Source};
use crate::pipeline::parse;

/// Which folders to read, relative to the catalog's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) layout: Layout,
    /// Folders with definitions; an empty name is the catalog's folder itself.
    pub(super) agents: Vec<String>,
    /// Folders inside those that hold something else.
    pub(super) apart: Vec<String>,
    /// The content folder.
    pub(super) content: Option<String>,
    /// The team's templates.
    pub(super) templates: Option<String>,
    /// The team's static files.
    pub(super) statics: Option<String>,
}

/// Hidden folders in which agents live; all other hidden ones are passed over.
const AGENT_FOLDERS: [&str; 6] = [".claude", ".github", ".opencode", ".gemini", ".cursor", ".agents"];

/// Decides what to read.
pub(super) fn plan(root: &Path, source: Option<&Source>) -> Plan {
    let (config, _) = parse::config(source);
    let inside = |name: &str| is_inside(name).then(|| name.to_owned());
    let configured = source.is_some();
    let (layout, agents) = agents(root, &config);
    // Without configuration, a folder that happens to be called `content` may hold anything.
    let apart = configured || layout != Layout::Everything;
    let keep = |name: &str| if apart { inside(name) } else { None };
    let (content, templates, statics) = (keep(&config.content), keep(&config.templates), keep(&config.statics));
    Plan {
        apart: [&content, &templates, &statics].into_iter().flatten().cloned().collect(),
        layout,
        agents,
        content,
        templates,
        statics,
    }
}

fn agents(root: &Path, config: &Config) -> (Layout, Vec<String>) {
    if !config.agents.is_empty() {
        return (Layout::Configured, config.agents.iter().filter(|name| is_inside(name)).cloned().collect());
    }
    let folders: Vec<String> =
        ["agents", ".claude/agents"].into_iter().filter(|name| root.join(name).is_dir()).map(str::to_owned).collect();
    if !folders.is_empty() {
        return (Layout::Folders, folders);
    }
    let plugins = plugins(root);
    if !plugins.is_empty() {
        return (Layout::Plugin, plugins);
    }
    (Layout::Everything, vec![String::new()])
}

/// The agents' folders of a plugin or of a marketplace's plugins.
fn plugins(root: &Path) -> Vec<String> {
    let mut folders = Vec::new();
    if let Some(manifest) = json(&root.join(".claude-plugin/plugin.json")) {
        folders.extend(plugin_folders("", &manifest));
    }
    if let Some(market) = json(&root.join(".claude-plugin/marketplace.json")) {
        let base = market.pointer("/metadata/pluginRoot").and_then(|it| it.as_str()).unwrap_or_default();
        for plugin in market.get("plugins").and_then(|it| it.as_array()).into_iter().flatten() {
            let Some(source) = plugin.get("source").and_then(|it| it.as_str()) else { continue };
            let folder = normal(&format!("{base}/{source}"));
            let manifest = json(&root.join(&folder).join(".claude-plugin/plugin.json"));
            folders.extend(plugin_folders(&folder, manifest.as_ref().unwrap_or(plugin)));
        }
    }
    folders.retain(|folder| is_inside(folder) && root.join(folder).exists());
    folders.sort();
    folders.dedup();
    folders
}

/// A plugin's `agents`: what its manifest names in place of the default folder.
fn plugin_folders(folder: &str, manifest: &serde_json::Value) -> Vec<String> {
    let named = match manifest.get("agents") {
        Some(serde_json::Value::String(one)) => vec![one.clone()],
        Some(serde_json::Value::Array(many)) => many.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect(),
        _ => vec!["agents".to_owned()],
    };
    named.iter().map(|name| normal(&format!("{folder}/{name}"))).collect()
}

fn normal(path: &str) -> String {
    path.split('/').filter(|part| !part.is_empty() && *part != ".").collect::<Vec<_>>().join("/")
}

fn json(path: &Path) -> Option<serde_json::Value> {
    serde_json::from_slice(&super::file::small(path)?).ok()
}

/// Whether a configured path stays below the catalog's folder.
fn is_inside(path: &str) -> bool {
    !path.starts_with('/') && !path.contains('\\') && !path.split('/').any(|part| part == "..")
}

/// Whether a folder is hidden and no place where agents live.
pub(super) fn is_hidden_elsewhere(name: &str) -> bool {
    name.starts_with('.') && !AGENT_FOLDERS.contains(&name)
}

/// Whether a file beside definitions is one that comes and goes while others are saved (`.name.swp`, `name~`, `.saving`), and
/// means nothing.
pub(super) fn is_passing(path: &Path) -> bool {
    let name = path.file_name().map(std::ffi::OsStr::as_encoded_bytes).unwrap_or_default();
    name.ends_with(b"~") || (name.starts_with(b".") && !may_be_definition(path))
}

/// Whether a file's name is that of a Markdown or a text file. Asked of the bytes: to take a path apart is what looking at ten
/// thousand of them would cost.
pub(super) fn may_be_definition(path: &Path) -> bool {
    let bytes = path.as_os_str().as_encoded_bytes();
    let is_separator = |byte: &u8| std::path::is_separator(char::from(*byte));
    let ends = |known: &&[u8]| {
        let name = bytes.len().checked_sub(known.len()).and_then(|at| bytes.split_at_checked(at));
        name.is_some_and(|(name, ending)| {
            ending.eq_ignore_ascii_case(known) && name.last().is_some_and(|last| !is_separator(last))
        })
    };
    [&b".md"[..], b".markdown", b".txt"].iter().any(ends)
}

/// Whether a file is worth parsing: Markdown always, text only with a header.
pub(super) fn is_candidate(path: &str, bytes: &[u8]) -> bool {
    let ending = path.len().checked_sub(4).and_then(|at| path.get(at..));
    if !ending.is_some_and(|ending| ending.eq_ignore_ascii_case(".txt")) {
        return true;
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    text.starts_with(b"---")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_is_known_by_its_name() {
        let check = |path: &str, expected: bool| assert_eq!(may_be_definition(Path::new(path)), expected, "{path}");
        for path in ["agents/a.md", "a.MD", "a.b.markdown", "x/.hidden.txt", "über.md"] {
            check(path, true);
        }
        for path in ["agents/.md", ".txt", "md", "a.mdx", "a.md/b", "a.md~", ""] {
            check(path, false);
        }
    }
}
