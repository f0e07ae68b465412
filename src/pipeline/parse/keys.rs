//! Keys: which words at the front of a line are keys of a header, and whose.

use crate::model::definition::Dialect;

/// Claude Code's own (its documentation of subagents, table of supported fields).
const CLAUDE: &[&str] = &[
    "name", "description", "tools", "disallowedTools", "model", "permissionMode", "maxTurns", "skills", "mcpServers",
    "hooks", "memory", "background", "effort", "isolation", "color", "initialPrompt",
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
    "version", "author", "authors", "tags", "category", "categories", "license", "title", "id", "type", "role",
    "version", "capabilities", "keywords", "priority", "allowed-tools", "allowedTools", "when_to_use", "whenToUse",
    "summary", "emoji", "icon", "domain", "created", "updated", "date", "status", "triggers",
];

/// What a prompt is called that is a field of the header.
pub(super) const PROMPTS: &[&str] = &["system_prompt", "systemPrompt", "prompt", "instructions"];

/// What stands before the colon in a dialogue. Compared without regard to case.
const LABELS: &[&str] = &[
    "user", "assistant", "human", "ai", "context", "commentary", "comment", "example", "examples", "agent", "claude",
    "response", "reply", "question", "answer", "q", "a", "scenario", "situation", "rationale", "reasoning", "thinking",
    "note", "notes", "input", "output", "expected", "trigger", "action", "result", "system", "explanation",
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
        // Characters that nobody sees are pasted along with keys, and no reason to lose them.
        first if first.is_alphabetic() || first == '_' || is_unseen(first) => {
            let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.') || is_unseen(c);
            let length = line.find(|c: char| !word(c))?;
            (line.get(..length).filter(|key| key.contains(|c: char| !is_unseen(c)))?, length)
        }
        _ => return None,
    };
    let rest = line.get(colon..)?;
    let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let value = rest.get(spaces..)?.strip_prefix(':')?;
    let begins = line.len() - value.trim_start().len();
    let spaced = value.is_empty() || value.starts_with(char::is_whitespace);
    // `name:reviewer` is no YAML, but there is only one thing that it can mean.
    (spaced || (is_claude(key) && !value.starts_with([':', '/']))).then_some((key, begins))
}

/// Whether a character has no width.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// A key of Claude Code's that does not stand at the front of its line as YAML wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dressed<'t> {
    /// The key as written.
    pub(super) key: &'t str,
    /// Byte at which the value begins.
    pub(super) value_at: usize,
    /// Whether the line is indented.
    pub(super) indented: bool,
    /// What stands around the key: bullets, marks of emphasis, quotation marks.
    pub(super) marks: &'t str,
}

/// The key of Claude Code's that a line begins with, whatever it is dressed in: indentation, a bullet, emphasis, a colon of
/// full width or `=` for the colon.
pub(super) fn dressed(line: &str) -> Option<Dressed<'_>> {
    let rest = line.trim_start();
    let bare = rest.trim_start_matches(['*', '-', '+', '•', '_', '`', '"', '\'', ' ', '\t']);
    let marks = rest.get(..rest.len() - bare.len())?;
    let length = bare.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))?;
    let (key, tail) = bare.split_at_checked(length)?;
    let tail = if marks.is_empty() { tail } else { tail.trim_start_matches(['*', '_', '`', '"', '\'']) };
    let colon = tail.trim_start_matches([' ', '\t']);
    let value = colon.strip_prefix([':', '：', '='])?;
    let other = value.starts_with('=') || (colon.starts_with(':') && value.starts_with([':', '/']));
    if other || !CLAUDE.iter().any(|known| known.eq_ignore_ascii_case(key)) {
        return None;
    }
    let value = if marks.is_empty() { value } else { value.trim_start_matches(['*', '_', '`']) };
    let value_at = line.len() - value.trim_start().len();
    Some(Dressed { key, value_at, indented: rest.len() < line.len(), marks })
}

/// A key of nobody's in the emphasis that `marks` open, as all keys of its header are, and the byte at which its value begins:
/// `**Phases**: x`.
pub(super) fn labelled<'t>(line: &'t str, marks: &str) -> Option<(&'t str, usize)> {
    let emphasis = marks.trim_start_matches(['-', '+', '•', ' ', '\t']);
    let rest = line.strip_prefix(marks).filter(|_| emphasis == "**" || emphasis == "__")?;
    let (key, tail) = rest.split_at_checked(rest.find(['*', '_', ':', '：'])?)?;
    let word = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '/' | '&');
    if key.is_empty() || key.len() > LONGEST_LABEL || !key.chars().all(word) {
        return None;
    }
    let closed = tail.strip_prefix(emphasis).map_or(tail, str::trim_start);
    let value = closed.strip_prefix([':', '：'])?;
    let value = if closed.len() < tail.len() { value } else { value.strip_prefix(emphasis)? };
    Some((key.trim(), line.len() - value.trim_start().len()))
}

/// Longest such key, in bytes.
const LONGEST_LABEL: usize = 40;

/// Whether a key's value is a word or a few: what looks like another key below it is one.
pub(super) fn is_short(key: &str) -> bool {
    matches!(key.to_ascii_lowercase().as_str(), "name" | "model" | "color" | "colour")
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
        check("na\u{200B}me: x", Some(("na\u{200B}me", 9)));
        check("\u{200B}: x", None);
    }

    #[test]
    fn a_key_in_any_dress() {
        let check = |line: &str, expected: Option<(&str, &str, bool)>| {
            let got = dressed(line).map(|it| (it.key, line.get(it.value_at..).unwrap_or_default(), it.indented));
            assert_eq!(got, expected, "{line}");
        };
        check(" description: x", Some(("description", "x", true)));
        check("\tmodel:\topus", Some(("model", "opus", true)));
        check("**name:** x", Some(("name", "x", false)));
        check("**Name**: **x**", Some(("Name", "**x**", false)));
        check("* name: x", Some(("name", "x", false)));
        check("- `name`: x", Some(("name", "x", false)));
        check("description：全角", Some(("description", "全角", false)));
        check("description = x", Some(("description", "x", false)));
        check("model == x", None);
        check("model is: x", None);
        check("names: x", None);
        check("name", None);
        check("model://x", None);
        check("", None);
    }

    #[test]
    fn keys_of_nobodys_are_known_by_their_emphasis() {
        let check = |line: &str, marks: &str, expected: Option<&str>| {
            let got = labelled(line, marks).map(|(key, at)| format!("{key}={}", line.get(at..).unwrap_or_default()));
            assert_eq!(got.as_deref(), expected, "{line}");
        };
        check("**Phases**: two", "**", Some("Phases=two"));
        check("**Phases:** two", "**", Some("Phases=two"));
        check("- **Two words**: x", "- **", Some("Two words=x"));
        check("**Bold** and: x", "**", None);
        check("**Bold: x**", "**", None);
        check("- Phases: two", "- ", None);
        check("Phases: two", "**", None);
        check("**", "**", None);
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
