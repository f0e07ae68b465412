//! Dialect: whose format a header is in, by the file's path first, then by keys that only one of them has.

use super::recover::Entry;
use crate::model::definition::{Dialect, Value};

/// Tells the dialect of the file at `path` with these fields.
pub(super) fn dialect(path: &str, entries: &[Entry]) -> Dialect {
    by_path(path).or_else(|| by_keys(entries)).unwrap_or(Dialect::Claude)
}

fn by_path(path: &str) -> Option<Dialect> {
    let name = path.rsplit('/').next().unwrap_or_default();
    if name.ends_with(".agent.md") || name.ends_with(".chatmode.md") {
        return Some(Dialect::Copilot);
    }
    let folders: Vec<&str> = path.split('/').collect();
    folders.windows(2).rev().find_map(|pair| match pair {
        [".claude" | ".claude-plugin", "agents"] => Some(Dialect::Claude),
        [".github", "agents" | "chatmodes"] => Some(Dialect::Copilot),
        [".opencode" | "opencode", "agent" | "agents"] => Some(Dialect::OpenCode),
        [".gemini", "agents"] => Some(Dialect::Gemini),
        [".cursor", "agents"] => Some(Dialect::Cursor),
        _ => None,
    })
}

fn by_keys(entries: &[Entry]) -> Option<Dialect> {
    let text = |key: &str| match value(entries, key) {
        Some(Value::Text(text)) => text.as_str(),
        _ => "",
    };
    let has = |key: &str| value(entries, key).is_some();
    let map = |key: &str| matches!(value(entries, key), Some(Value::Map(_)));
    let opencode =
        matches!(text("mode"), "primary" | "subagent" | "all") || map("permission") || map("tools") || has("top_p");
    let gemini = matches!(text("kind"), "local" | "remote")
        || has("max_turns")
        || has("timeout_mins")
        || text("model").starts_with("gemini-");
    let copilot =
        ["target", "handoffs", "infer", "user-invocable", "user-invokable", "mcp-servers"].into_iter().any(has);
    let cursor = has("readonly") || has("is_background");
    [(opencode, Dialect::OpenCode), (gemini, Dialect::Gemini), (cursor, Dialect::Cursor), (copilot, Dialect::Copilot)]
        .into_iter()
        .find_map(|(tells, dialect)| tells.then_some(dialect))
}

fn value<'e>(entries: &'e [Entry], key: &str) -> Option<&'e Value> {
    entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::parse::{lines, recover};

    fn check(path: &str, header: &str, expected: Dialect) {
        assert_eq!(dialect(path, &recover::recover(&lines::lines(header))), expected, "{path} {header}");
    }

    #[test]
    fn the_path_tells() {
        check("agents/a.agent.md", "mode: subagent", Dialect::Copilot);
        check("x/.github/agents/a.md", "", Dialect::Copilot);
        check(".opencode/agent/a.md", "", Dialect::OpenCode);
        check(".opencode/agents/b/a.md", "", Dialect::OpenCode);
        check(".gemini/agents/a.md", "", Dialect::Gemini);
        check(".cursor/agents/a.md", "", Dialect::Cursor);
        check(".claude/agents/a.md", "mode: subagent", Dialect::Claude);
        check("agents/a.md", "", Dialect::Claude);
    }

    #[test]
    fn keys_tell() {
        check("a.md", "mode: subagent", Dialect::OpenCode);
        check("a.md", "tools:\n  bash: false", Dialect::OpenCode);
        check("a.md", "kind: local", Dialect::Gemini);
        check("a.md", "model: gemini-2.5-pro", Dialect::Gemini);
        check("a.md", "readonly: true", Dialect::Cursor);
        check("a.md", "handoffs:\n- x", Dialect::Copilot);
        check("a.md", "name: a\ntools: Read\nmode: fast", Dialect::Claude);
    }
}
