//! Keys: which words at the front of a line are keys of a header, and whose.

use crate::model::definition::Dialect;

/// Claude Code's own (its documentation of subagents, table of supported fields).
const CLAUDE: &[&str] = &[
    "name",
    "description",
    "tools",
    "disallowedTools",
    "model",
    "permissionMode",
    "maxTurns",
    "skills",
    "mcpServers",
    "hooks",
    "memory",
    "background",
    "effort",
    "isolation",
    "color",
    "initialPrompt",
];

/// agentdex's own.
const OURS: &[&str] = &["competencies", "not_competencies", "owner", "team", "examples"];

/// GitHub Copilot's and VS Code's (custom agents configuration).
const COPILOT: &[&str] = &[
    "target",
    "disable-model-invocation",
    "user-invocable",
    "user-invokable",
    "infer",
    "mcp-servers",
    "metadata",
    "argument-hint",
    "handoffs",
    "agents",
    "agent",
];

/// OpenCode's.
const OPENCODE: &[&str] =
    &["mode", "temperature", "top_p", "permission", "steps", "maxSteps", "hidden", "disable", "prompt", "variant"];

/// Gemini CLI's.
const GEMINI: &[&str] = &["kind", "temperature", "max_turns", "timeout_mins", "display_name"];

/// Cursor's.
const CURSOR: &[&str] = &["readonly", "is_background"];

/// Keys that nobody's format has and that authors use all the same.
const COMMON: &[&str] = &[
    "version",
    "author",
    "authors",
    "tags",
    "category",
    "categories",
    "license",
    "title",
    "id",
    "type",
    "role",
    "version",
    "capabilities",
    "keywords",
    "priority",
    "allowed-tools",
    "allowedTools",
    "when_to_use",
    "whenToUse",
    "summary",
    "emoji",
    "icon",
    "domain",
    "created",
    "updated",
    "date",
    "status",
    "triggers",
];

/// What stands before the colon in a dialogue. Compared without regard to case.
const LABELS: &[&str] = &[
    "user",
    "assistant",
    "human",
    "ai",
    "context",
    "commentary",
    "comment",
    "example",
    "examples",
    "agent",
    "claude",
    "response",
    "reply",
    "question",
    "answer",
    "q",
    "a",
    "scenario",
    "situation",
    "rationale",
    "reasoning",
    "thinking",
    "note",
    "notes",
    "input",
    "output",
    "expected",
    "trigger",
    "action",
    "result",
    "system",
    "explanation",
];

/// Whether Claude Code, the dialect or agentdex gives the key a meaning.
pub(super) fn known(dialect: Dialect, key: &str) -> bool {
    vocabulary(dialect).any(|known| known == key)
}

/// Every key that means something in a dialect.
pub(super) fn vocabulary(dialect: Dialect) -> impl Iterator<Item = &'static str> {
    let theirs = match dialect {
        Dialect::Claude => &[],
        Dialect::Copilot => COPILOT,
        Dialect::OpenCode => OPENCODE,
        Dialect::Gemini => GEMINI,
        Dialect::Cursor => CURSOR,
    };
    CLAUDE.iter().chain(OURS).chain(theirs).copied()
}

/// Whether a key is one that headers of agents have, in any dialect.
pub(super) fn is_usual(key: &str) -> bool {
    [CLAUDE, OURS, COPILOT, OPENCODE, GEMINI, CURSOR, COMMON].iter().any(|keys| keys.contains(&key))
}

/// Whether a key is Claude Code's.
pub(super) fn is_claude(key: &str) -> bool {
    CLAUDE.contains(&key)
}

/// Whether a word before a colon is the label of a dialogue. `examples` and `agent` in lower case are keys.
pub(super) fn is_label(key: &str) -> bool {
    !matches!(key, "examples" | "agent") && LABELS.iter().any(|label| label.eq_ignore_ascii_case(key))
}

/// Whether a label is somebody who speaks.
pub(super) fn is_speaker(key: &str) -> bool {
    ["user", "assistant", "human"].iter().any(|speaker| speaker.eq_ignore_ascii_case(key))
}

/// The key that a line begins with, and the byte at which its value begins (white space skipped).
/// A key is a word at the very front, in quotes or bare, before a colon and white space.
pub(super) fn at_front(line: &str) -> Option<(&str, usize)> {
    let (key, colon) = match line.chars().next()? {
        quote @ ('"' | '\'') => {
            let length = line.get(1..)?.find(quote)?;
            (line.get(1..=length)?, length + 2)
        }
        first if first.is_alphabetic() || first == '_' => {
            let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
            let length = line.find(|c: char| !word(c))?;
            (line.get(..length)?, length)
        }
        _ => return None,
    };
    let rest = line.get(colon..)?;
    let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let mark = rest.get(spaces..)?;
    // Of keys that are known a full-width colon or an equals sign can mean nothing else either.
    let other = || ["：", "= "].iter().find_map(|other| mark.strip_prefix(*other)).filter(|_| is_claude(key));
    let value = mark.strip_prefix(':').or_else(other)?;
    let begins = line.len() - value.trim_start().len();
    let spaced = value.is_empty() || value.starts_with(char::is_whitespace);
    // `name:reviewer` is no YAML, but there is only one thing that it can mean.
    (spaced || (is_claude(key) && !value.starts_with([':', '/']))).then_some((key, begins))
}

/// The key of the vocabulary that `key` is a slip of the pen for: another case, other word joints, or a letter or two.
pub(super) fn near_miss(dialect: Dialect, key: &str) -> Option<&'static str> {
    if is_usual(key) {
        return None;
    }
    let plain =
        |key: &str| key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let ours = plain(key);
    vocabulary(dialect)
        .filter(|known| ours.starts_with(|first: char| known.starts_with(first)))
        .map(|known| (distance(&ours, &plain(known)), known))
        .filter(|(far, known)| *far <= (known.len() / 5).max(1))
        .min()
        .map(|(_, known)| known)
}

/// How many letters must be put in, left out, replaced or swapped with their neighbour (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(40).collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, &from) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, &to) in b.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut least =
                (cell(&next, j) + 1).min(cell(&row, j + 1) + 1).min(cell(&row, j) + usize::from(from != to));
            if i > 0 && j > 0 && a.get(i - 1) == Some(&to) && b.get(j - 1) == Some(&from) {
                least = least.min(cell(&before, j - 1) + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_key() {
        let check = |line: &str, expected: Option<(&str, usize)>| assert_eq!(at_front(line), expected, "{line}");
        check("name: x", Some(("name", 6)));
        check("name:", Some(("name", 5)));
        check("name :  x", Some(("name", 8)));
        check("\"name\": x", Some(("name", 8)));
        check("name:x", Some(("name", 5)));
        check("https://x", None);
        check("note:x", None);
        check("two words: x", None);
        check(" name: x", None);
        check("- name: x", None);
        check("", None);
        check("\"", None);
        check("é: x", Some(("é", 4)));
        check("description：全角", Some(("description", 14)));
        check("model = opus", Some(("model", 8)));
        check("a = b", None);
    }

    #[test]
    fn only_a_near_miss_is_a_slip_of_the_pen() {
        let check = |key: &str, expected: Option<&str>| assert_eq!(near_miss(Dialect::Claude, key), expected, "{key}");
        check("descripton", Some("description"));
        check("Description", Some("description"));
        check("disallowed-tools", Some("disallowedTools"));
        check("permision_mode", Some("permissionMode"));
        check("modle", Some("model"));
        check("tool", Some("tools"));
        check("nmae", Some("name"));
        check("game", None);
        check("vibe", None);
        check("services", None);
        check("mode", None);
        check("title", None);
    }
}
