//! Settings: the fields that Claude Code knows, typed, each with its place.

use super::lines::{Line, count};
use super::recover::Entry;
use super::report::{Report, Span};
use super::yaml::flat;
use super::{keys, marks};
use crate::model::definition::{Dialect, Settings, Stated, Tools, Value};

/// Reads the settings; a value that can't be one is a diagnostic, and left out.
pub(super) fn settings(entries: &[Entry], lines: &[Line<'_>], report: &mut Report) -> Settings {
    let mut reader = Reader { entries, lines, report };
    Settings {
        model: reader.word("model"),
        color: reader.word("color").or_else(|| reader.word("colour")),
        tools: reader.tools("tools"),
        disallowed_tools: reader.tools("disallowedTools"),
        permission_mode: reader.text("permissionMode"),
        max_turns: reader.number("maxTurns").or_else(|| reader.number("max_turns")),
        skills: reader.names("skills"),
        mcp_servers: reader.names("mcpServers").or_else(|| reader.names("mcp-servers")),
        hooks: reader.hooks(),
        memory: reader.text("memory"),
        background: reader.switch("background"),
        effort: reader.text("effort"),
        isolation: reader.text("isolation"),
        initial_prompt: reader.text("initialPrompt"),
        competencies: reader.items("competencies"),
        not_competencies: reader.items("not_competencies"),
        owner: reader.text("owner").or_else(|| reader.text("team")),
    }
}

struct Reader<'r, 't> {
    entries: &'r [Entry],
    lines: &'r [Line<'t>],
    report: &'r mut Report,
}

impl Reader<'_, '_> {
    /// The first field of that name that says anything; else one that differs in case alone.
    fn entry(&self, key: &str) -> Option<&Entry> {
        find(self.entries, key).filter(|entry| !is_nothing(&entry.value))
    }

    fn stated<T>(&self, entry: &Entry, value: T) -> Stated<T> {
        let (line, column) = place(entry, self.lines);
        Stated { value, line, column }
    }

    fn text(&self, key: &str) -> Option<Stated<String>> {
        let entry = self.entry(key)?;
        Some(self.stated(entry, flat(&entry.value).trim().to_owned()))
    }

    /// A word or a few, without what stands around it by mistake.
    fn word(&mut self, key: &str) -> Option<Stated<String>> {
        let text = self.text(key)?;
        let value = marks::bare(&text.value).to_owned();
        if value != text.value {
            stray(&Stated { value: text.value, ..text }, self.report);
        }
        Some(Stated { value, line: text.line, column: text.column })
    }

    fn tools(&mut self, key: &'static str) -> Option<Stated<Tools>> {
        let entry = self.entry(key)?;
        // A map that only refuses some leaves all others on.
        if let Value::Map(switches) = &entry.value
            && !switches.is_empty()
            && switches.iter().all(|(_, value)| matches!(value, Value::Text(text) if refuses(text)))
        {
            return None;
        }
        let (tools, sound) = tools(&entry.value);
        let written = self.stated(entry, flat(&entry.value));
        let mut stated = Stated { value: tools, line: written.line, column: written.column };
        if written.value.contains(['“', '”', '‘', '’', '，', '、']) {
            stray(&written, self.report);
        }
        let span = Span { line: stated.line, column: stated.column, length: 0 };
        if !sound {
            let message = format!("`{key}` has a parenthesis without its counterpart");
            self.report.warning(
                "tools-unreadable",
                span,
                message,
                "write tools as `Read, Grep, Agent(reviewer, tester)`",
            );
        }
        if let Tools::Named(names) = &mut stated.value
            && let [word] = names.as_slice()
            && is_none(word)
        {
            let message =
                format!("`{word}` is no tool: Claude Code refuses to launch an agent of whose `tools` it knows none");
            names.clear();
            if key == "tools" {
                let hint = "name a tool that does no harm, such as `tools: Read`, or leave `tools` out for all of them";
                self.report.warning("tools-none", span, message, hint);
            }
        }
        Some(stated)
    }

    fn names(&self, key: &str) -> Option<Stated<Vec<String>>> {
        let entry = self.entry(key)?;
        Some(self.stated(entry, names(&entry.value)))
    }

    fn hooks(&mut self) -> Option<Stated<Vec<String>>> {
        let entry = self.entry("hooks")?;
        let stated = self.stated(entry, names(&entry.value));
        if !matches!(entry.value, Value::Map(_)) {
            self.unreadable("hooks", &stated, "a map of events; Claude Code drops the agent without a word");
        }
        Some(stated)
    }

    fn number(&mut self, key: &'static str) -> Option<Stated<u32>> {
        let text = self.text(key)?;
        let number = text.value.parse().ok();
        if number.is_none() {
            self.unreadable(key, &text, "a whole number");
        }
        number.map(|value| Stated { value, line: text.line, column: text.column })
    }

    fn switch(&mut self, key: &'static str) -> Option<Stated<bool>> {
        let text = self.text(key)?;
        let value = match text.value.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => true,
            "false" | "no" | "off" => false,
            _ => {
                self.unreadable(key, &text, "`true` or `false`");
                return None;
            }
        };
        Some(Stated { value, line: text.line, column: text.column })
    }

    fn unreadable<T>(&mut self, key: &str, stated: &Stated<T>, wanted: &str) {
        let span = Span { line: stated.line, column: stated.column, length: 0 };
        let message = format!("`{key}` is not {wanted}");
        self.report.warning("value-unreadable", span, message, format!("change the value, or leave `{key}` out"));
    }

    /// The items of a list (or of a comma string), each with its own place as far as it has a line to itself.
    fn items(&self, key: &str) -> Vec<Stated<String>> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        let (line, column) = place(entry, self.lines);
        let below = self.lines.get(entry.first + 1..entry.after).unwrap_or_default();
        let own = below.iter().filter(|line| line.text.trim_start().starts_with("- ")).map(|line| {
            let dash = line.text.len() - line.text.trim_start().len();
            let gap = line.text.get(dash + 1..).map_or(0, |rest| rest.len() - rest.trim_start().len());
            (line.number, line.column(dash + 1 + gap))
        });
        let names = names(&entry.value);
        let places: Vec<(u32, u32)> = own.collect();
        let places = if places.len() == names.len() { places } else { vec![(line, column); names.len()] };
        names.into_iter().zip(places).map(|(value, (line, column))| Stated { value, line, column }).collect()
    }
}

/// Says that marks around a value are a part of it to Claude Code.
pub(super) fn stray(stated: &Stated<String>, report: &mut Report) {
    let span = Span { line: stated.line, column: stated.column, length: count(&stated.value) };
    let message = "quotation marks that are not straight, or marks behind a value, are a part of it to Claude Code";
    report.warning("stray-marks", span, message, "write the value without them, lists with ASCII commas");
}

/// The first field with this key; else one whose key differs in case alone; else one whose key is a slip of the pen for it.
pub(super) fn find<'e>(entries: &'e [Entry], key: &str) -> Option<&'e Entry> {
    let exact = entries.iter().find(|entry| entry.key == key);
    let alike = || entries.iter().find(|entry| entry.key.eq_ignore_ascii_case(key));
    // Telling a slip of the pen is dear, and real headers have a dozen keys.
    let slip = || {
        entries
            .iter()
            .take(64)
            .find(|entry| keys::near_miss(Dialect::Claude, &entry.key).is_some_and(|meant| meant == key))
    };
    exact.or_else(alike).or_else(slip)
}

/// Line and column of a field's value; of its key's line where the value begins below.
pub(super) fn place(entry: &Entry, lines: &[Line<'_>]) -> (u32, u32) {
    lines.get(entry.first).map_or((0, 0), |line| (line.number, line.column(entry.value_at)))
}

/// Whether a value says nothing: empty, or YAML's null.
pub(super) fn is_nothing(value: &Value) -> bool {
    matches!(value, Value::Text(text) if matches!(text.trim(), "" | "~" | "null" | "Null" | "NULL"))
}

/// Tools as a header states them, and whether their parentheses pair.
fn tools(value: &Value) -> (Tools, bool) {
    let mut named = Vec::new();
    let mut sound = true;
    match value {
        Value::Text(text) => sound = split(text, &mut named),
        Value::List(items) => {
            for item in items {
                sound &= split(&flat(item), &mut named);
            }
        }
        Value::Map(entries) => {
            for (key, value) in entries {
                match value {
                    Value::List(items) if !refuses(key) => named.extend(items.iter().map(flat)),
                    Value::Text(text) if !refuses(text) => named.push(key.clone()),
                    Value::Map(_) => named.push(key.clone()),
                    Value::List(_) | Value::Text(_) => {}
                }
            }
        }
    }
    let all = |name: &String| name == "*" || name.eq_ignore_ascii_case("all") || name.eq_ignore_ascii_case("all tools");
    if !matches!(value, Value::Map(_)) && named.iter().any(all) {
        return (Tools::All, sound);
    }
    (Tools::Named(named), sound)
}

fn refuses(text: &str) -> bool {
    ["false", "no", "off", "deny", "denied", "never", "disallowed", "0"]
        .iter()
        .any(|word| text.trim().eq_ignore_ascii_case(word))
}

/// Whether a word in the place of a tool says that there is none.
fn is_none(word: &str) -> bool {
    ["none", "no", "n/a", "nothing", "-", "no tools"].iter().any(|none| word.eq_ignore_ascii_case(none))
}

/// Splits a string of tools at the commas outside parentheses: `Read, Agent(a, b)`. Without a comma, at white space outside
/// of them, if each word could be a tool's name. Says whether the parentheses pair; where they don't, every comma parts.
fn split(text: &str, into: &mut Vec<String>) -> bool {
    let text = text.trim();
    let text = text.strip_prefix('[').unwrap_or(text);
    let text = text.strip_suffix(']').unwrap_or(text);
    let mut depth = 0_i64;
    let mut sound = true;
    for c in text.chars() {
        depth += i64::from(c == '(') - i64::from(c == ')');
        sound &= depth >= 0;
    }
    sound &= depth == 0;
    let outside = |is: fn(char) -> bool| {
        let mut depth = 0_i64;
        text.split(move |c: char| {
            depth += i64::from(c == '(') - i64::from(c == ')');
            is(c) && (depth == 0 || !sound)
        })
    };
    let mut parts: Vec<&str> = outside(|c| matches!(c, ',' | '，' | '、' | '\n' | ';')).collect();
    if parts.len() == 1 && sound {
        let words: Vec<&str> = outside(char::is_whitespace).filter(|word| !word.is_empty()).collect();
        let tool = |word: &&str| word.starts_with(char::is_uppercase) || word.starts_with("mcp__");
        if words.iter().all(tool) {
            parts = words;
        }
    }
    let straight =
        |part: &'_ str| part.trim().trim_start_matches("- ").trim_matches(['"', '\'', '`']).trim().to_owned();
    let bare = |part: &str| marks::bare(&straight(part)).to_owned();
    into.extend(parts.into_iter().map(bare).filter(|part| !part.is_empty()));
    sound
}

/// Names: the items of a list or a comma string, the keys of a map, and of a map in a list its first key.
fn names(value: &Value) -> Vec<String> {
    let own = |value: &Value| match value {
        Value::Map(entries) => entries.first().map(|(key, _)| key.clone()).unwrap_or_default(),
        other => flat(other).trim().to_owned(),
    };
    let names: Vec<String> = match value {
        Value::Text(text) => text
            .trim_matches(['[', ']'])
            .split([',', '，', '、', '\n'])
            .map(|name| marks::bare(name).trim_matches(['"', '\'']).to_owned())
            .collect(),
        Value::List(items) => items.iter().map(own).collect(),
        Value::Map(entries) => entries.iter().map(|(key, _)| key.clone()).collect(),
    };
    names.into_iter().filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::parse::{lines, recover};

    fn read(header: &str) -> (Settings, Vec<String>) {
        let lines = lines::lines(header);
        let mut report = Report::new("a.md");
        let settings = settings(&recover::recover(&lines), &lines, &mut report);
        let found = report.into_diagnostics();
        let codes = found.iter().map(|found| format!("{}@{}:{}", found.code, found.place.line, found.place.column));
        (settings, codes.collect())
    }

    fn check_tools(header: &str, expected: &str) {
        let (settings, codes) = read(header);
        let mut got = match settings.tools.map(|tools| tools.value) {
            None => "none".to_owned(),
            Some(Tools::All) => "all".to_owned(),
            Some(Tools::Named(names)) => names.join("|"),
        };
        for code in codes {
            got.push(' ');
            got.push_str(&code);
        }
        assert_eq!(got, expected, "{header}");
    }

    #[test]
    fn tools_in_every_form() {
        check_tools("tools: Read, Grep,Bash", "Read|Grep|Bash");
        check_tools("tools: Read, Agent(a, b), mcp__x__*", "Read|Agent(a, b)|mcp__x__*");
        check_tools("tools: [Read, \"Grep\"]", "Read|Grep");
        check_tools("tools: \"[Read, 'Grep']\"", "Read|Grep");
        check_tools("tools:\n- Read\n- Bash(git log:*)\n", "Read|Bash(git log:*)");
        check_tools("tools:\n  bash: true\n  write: false\n  edit: ask\n  x: deny\n", "bash|edit");
        check_tools("tools: *", "all");
        check_tools("tools: '*'", "all");
        check_tools("tools: ['*']", "all");
        check_tools("tools: All tools", "all");
        check_tools("tools: Read Write mcp__x", "Read|Write|mcp__x");
        check_tools("tools: Read Bash(git add *) Agent(a) mcp__x", "Read|Bash(git add *)|Agent(a)|mcp__x");
        check_tools("tools: Bash(git add *)", "Bash(git add *)");
        check_tools("tools: Read and (maybe) Write", "Read and (maybe) Write");
        check_tools("tools:\n  write: false\n  edit: deny\n", "none");
        for none in ["none", "No", "n/a", "-", "[none]"] {
            check_tools(&format!("tools: {none}"), " tools-none@1:8");
        }
        check_tools("tools: None, Read", "None|Read");
        check_tools("disallowedTools: none", "none");
        check_tools("tools: [“Read”, ‘Write’]", "Read|Write stray-marks@1:8");
        check_tools("tools: Read，Grep、Bash(a, b)", "Read|Grep|Bash(a, b) stray-marks@1:8");
        check_tools("tools: [Read, Write", "Read|Write");
        check_tools("tools: []", "");
        check_tools("tools:", "none");
        check_tools("tools: ~", "none");
        check_tools("tools: Agent(a, b", "Agent(a|b tools-unreadable@1:8");
        check_tools("tools: [{agent: [a, b]}, c]", "agent: a|b|c");
    }

    #[test]
    fn every_other_setting() {
        let (settings, codes) = read(
            "model: [opus, sonnet]\nColor: Red\nmaxTurns: 5\nbackground: yes\nskills: a, b\nmcpServers:\n- x\n- y: {a: b}\nhooks:\n  Stop: []\neffort: high\nowner: [a, b]\ncompetencies:\n- Rust\n-  Go\nnot_competencies: C, D",
        );
        assert_eq!(codes, Vec::<String>::new());
        let text = |stated: Option<Stated<String>>| {
            stated.map(|stated| (stated.value, stated.line, stated.column)).unwrap_or_default()
        };
        assert_eq!(text(settings.model), ("opus, sonnet".to_owned(), 1, 8));
        assert_eq!(text(settings.color), ("Red".to_owned(), 2, 8));
        assert_eq!(settings.max_turns.map(|turns| turns.value), Some(5));
        assert_eq!(settings.background.map(|background| background.value), Some(true));
        assert_eq!(settings.skills.map(|skills| skills.value.join("|")).as_deref(), Some("a|b"));
        assert_eq!(settings.mcp_servers.map(|servers| servers.value.join("|")).as_deref(), Some("x|y"));
        assert_eq!(settings.hooks.map(|hooks| hooks.value.join("|")).as_deref(), Some("Stop"));
        assert_eq!(text(settings.owner).0, "a, b");
        let places: Vec<_> =
            settings.competencies.iter().map(|item| (item.value.as_str(), item.line, item.column)).collect();
        assert_eq!(places, [("Rust", 14, 3), ("Go", 15, 4)]);
        assert_eq!(settings.not_competencies.len(), 2);
    }

    #[test]
    fn a_value_that_can_not_be_one_is_told() {
        let (settings, codes) = read("maxTurns: many\nbackground: maybe\nhooks: []\nmodel: null");
        assert_eq!(codes, ["value-unreadable@1:11", "value-unreadable@2:13", "value-unreadable@3:8"]);
        assert!(settings.max_turns.is_none() && settings.background.is_none() && settings.model.is_none());
    }
}
