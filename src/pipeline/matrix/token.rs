//! Token: whether a word stands for itself, or is a part of a path, an address, a package's or another agent's name.

use crate::text::any_byte;

/// Endings that tell a file's name.
const FILE_ENDINGS: &[&str] = &[
    "md", "mdx", "txt", "json", "jsonl", "yaml", "yml", "toml", "xml", "csv", "ini", "cfg", "conf", "lock", "env",
    "js", "mjs", "cjs", "ts", "jsx", "tsx", "py", "rb", "rs", "go", "java", "kt", "swift", "c", "h", "cpp", "hpp",
    "cs", "php", "ex", "exs", "sh", "sql", "html", "css", "scss", "vue", "svelte", "tf", "mod", "sol", "scala", "dart",
    "lua", "pl", "jl", "zig", "gradle", "proto", "graphql", "prisma", "csproj", "sln", "plist", "bat", "ps1", "hcl",
    "ipynb", "properties", "log",
];

/// Last words of names that agents have: `kafka-expert` is somebody, not something.
const ROLES: &[&str] = &[
    "expert", "experts", "specialist", "specialists", "architect", "engineer", "developer", "dev", "pro", "reviewer",
    "analyst", "auditor", "tester", "designer", "manager", "writer", "planner", "debugger", "agent", "agents",
    "master", "guru", "optimizer", "coordinator", "orchestrator", "consultant", "advisor", "researcher", "scientist",
    "administrator", "admin", "dba", "operator", "tutor", "migrator", "strategist", "troubleshooter", "lead",
    "builder", "checker", "hunter", "detective", "responder", "assistant", "generator", "documenter", "validator",
    "fixer", "maintainer", "investigator", "curator", "editor", "coder", "mentor", "coach", "wizard", "modernizer",
    "helper",
];

/// What people are, and agents like them.
const PROFESSIONS: [&str; 13] = [
    "engineer", "developer", "architect", "specialist", "designer", "analyst", "expert", "reviewer", "tester",
    "programmer", "scientist", "consultant", "administrator",
];

/// Whether a word says what somebody is.
pub(super) fn is_profession(word: &str) -> bool {
    PROFESSIONS.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// First words of such compounds that tell a kind and nobody's name: `multi-master`, `cross-agent`.
const KINDS: &[&str] = &["multi", "single", "sub", "cross", "inter", "non", "co", "per"];

/// The run of characters without white space around a stretch, quotes and punctuation at its ends taken off: start and end.
pub(super) fn around(text: &str, start: usize, end: usize) -> (usize, usize) {
    let cut = |c: char| {
        c.is_whitespace()
            || matches!(c, ',' | ';' | '(' | ')' | '[' | ']' | '{' | '}' | '"' | '“' | '”' | '`' | '|' | '*')
    };
    // A run that is longer than this is no word; looking no further keeps a hostile line linear.
    let floor = floor(text, start.saturating_sub(MAX_TOKEN));
    let ceiling = floor_up(text, (end + MAX_TOKEN).min(text.len()));
    let before = text.get(floor..start).unwrap_or_default();
    let after = text.get(end..ceiling).unwrap_or_default();
    let from = before.char_indices().rev().find(|&(_, c)| cut(c)).map_or(floor, |(at, c)| floor + at + c.len_utf8());
    let to = after.find(cut).map_or(ceiling, |at| end + at);
    let token = text.get(from..to).unwrap_or_default();
    let right = token.len() - token.trim_end_matches(['.', ':', '!', '?', '\'', '…']).len();
    let left = token.len() - token.trim_start_matches(['\'', '<']).len();
    ((from + left).min(start), (to - right).max(end))
}

const MAX_TOKEN: usize = 200;

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn floor_up(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Whether a term at this place stands for itself.
pub(super) fn stands_alone(text: &str, start: usize, end: usize, ordinary: bool) -> bool {
    let (from, to) = around(text, start, end);
    if from == start && to == end {
        return true;
    }
    // `C:\Users`: a drive.
    if end - start == 1 && text.get(end..to).is_some_and(|it| it.starts_with(":\\")) {
        return false;
    }
    let token = text.get(from..to).unwrap_or_default();
    if is_address(token) || is_path(token) || token.starts_with("--") {
        return false;
    }
    // The part between slashes is what counts further: `React/kafka-expert`.
    let part_from = text.get(from..start).and_then(|it| it.rfind('/')).map_or(from, |at| from + at + 1);
    let part_to = text.get(end..to).and_then(|it| it.find('/')).map_or(to, |at| end + at);
    let part = text.get(part_from..part_to).unwrap_or_default();
    if part_from == start && part_to == end {
        return true;
    }
    if is_agent(part) || is_piece(text, (part_from, part_to), start, end) {
        return false;
    }
    // `wire:click`, `std::swift`: a name inside of another's.
    if ordinary && !part.contains(char::is_uppercase) && text.get(part_from..start).is_some_and(|it| it.ends_with(':'))
    {
        return false;
    }
    let rest = text.get(end..part_to).unwrap_or_default();
    if is_file(part) && !(rest.is_empty() && part_from == start) {
        return false;
    }
    !(ordinary && is_kebab(part))
}

/// Whether a short term is a piece of a longer name with hyphens: `S3` in `ESP32-S3`, `X-API` in `X-API-Key`.
fn is_piece(text: &str, part: (usize, usize), start: usize, end: usize) -> bool {
    let capital = |c: char| c.is_uppercase() || c.is_ascii_digit();
    let before = text.get(part.0..start).and_then(|it| it.strip_suffix('-'));
    let after = text.get(end..part.1).and_then(|it| it.strip_prefix('-'));
    let found = text.get(start..end).unwrap_or_default();
    found.len() <= 2 && before.is_some_and(|it| it.ends_with(capital))
        || found.len() <= 5 && found.contains('-') && after.is_some_and(|it| it.starts_with(capital))
}

/// `https://…`, `www.…`, `name@host`, `@scope/package`, `api.foo.com`.
pub(super) fn is_address(token: &str) -> bool {
    token.contains("://")
        || token.starts_with("www.")
        || token.contains('@') && (token.contains('/') || token.contains('.'))
        || is_host(token)
}

/// A host's name: it ends as the internet's names do, and has a host before its domain or a path behind. `freesound.org` alone names
/// whose it is.
fn is_host(token: &str) -> bool {
    let host = token.split(['/', ':']).next().unwrap_or_default();
    let Some((rest, last)) = host.rsplit_once('.') else { return false };
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
    DOMAINS.contains(&last)
        && !rest.is_empty()
        && rest.chars().all(fine)
        && (rest.contains('.') || host.len() < token.len() && token.contains('/'))
}

/// Last parts of hosts' names.
const DOMAINS: &[&str] = &[
    "ai", "app", "cloud", "co", "com", "de", "dev", "edu", "eu", "gov", "internal", "io", "lan", "local", "net", "org",
    "svc", "uk",
];

/// A path: it says so at its ends, or has a file's name or a variable in it.
pub(super) fn is_path(token: &str) -> bool {
    if ["/", "./", "../", "~/", "~\\"].iter().any(|start| token.starts_with(start)) && token.len() > 2 {
        return true;
    }
    token.contains('/')
        && (token.ends_with('/') || token.contains("**") || token.rsplit('/').next().is_some_and(is_file))
        && !is_choice(token)
}

/// `Vue/Nuxt.js`: names with capitals that look like a file's path; scripts' files have none.
fn is_choice(token: &str) -> bool {
    token.ends_with(".js") && token.split('/').all(|part| part.starts_with(char::is_uppercase))
        || token.split_once('/').is_some_and(|(_, last)| PRODUCTS.contains(&last))
}

/// Products that are named as files are.
const PRODUCTS: &[&str] =
    &["Node.js", "Next.js", "Vue.js", "Nuxt.js", "Express.js", "Three.js", "Nest.js", "React.js", "D3.js"];

/// A file's name: `go.mod`. Names of products that look like one (`Node.js`) are known to the vocabulary as a whole.
pub(super) fn is_file(token: &str) -> bool {
    token.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && FILE_ENDINGS.contains(&ending))
}

/// An agent's name: `kafka-expert`, `@reviewer`.
pub(super) fn is_agent(token: &str) -> bool {
    if let Some(name) = token.strip_prefix('@') {
        // `@Component`: an annotation of Java's.
        let annotation = name.starts_with(char::is_uppercase) && !name.contains('-') && !is_profession(name);
        return !name.is_empty() && !annotation && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    }
    is_kebab(token)
        && token.rsplit(['-', '_']).next().is_some_and(|last| ROLES.contains(&last))
        && !token.split('-').next().is_some_and(|first| KINDS.contains(&first))
}

/// Whether an agent's name is one that tools have too (`license-checker`): it is somebody's only where work is handed over.
pub(super) fn may_be_tool(token: &str) -> bool {
    !token.starts_with('@') && token.rsplit(['-', '_']).next().is_some_and(|last| TOOL_ROLES.contains(&last))
}

/// Last words of names that tools have as well as agents.
const TOOL_ROLES: &[&str] = &[
    "admin", "agent", "builder", "checker", "editor", "fixer", "generator", "helper", "lead", "manager", "master",
    "operator", "optimizer", "tester", "validator", "writer",
];

/// All lower-case words joined by hyphens.
fn is_kebab(token: &str) -> bool {
    token.contains('-')
        && token.chars().all(|c| c.is_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.' | ':'))
        && token.starts_with(char::is_lowercase)
}

/// Where other agents are named in a text, as bytes; not the agent itself.
pub(super) fn agents(text: &str, own: &[String]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    if !any_byte(text, |byte| matches!(byte, b'-' | b'@')) {
        return found;
    }
    let mut at = 0;
    for piece in text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '@'))) {
        // `@scope/package`: no agent.
        let behind = || text.get(at + piece.len()..).and_then(|rest| rest.strip_prefix('/'));
        let is_scope = || behind().is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
        if piece.contains(['-', '@'])
            && is_agent(piece)
            && !(piece.starts_with('@') && is_scope())
            && !own.iter().any(|name| name == piece.trim_start_matches('@'))
        {
            found.push((at, at + piece.len()));
        }
        at += piece.len() + text.get(at + piece.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_names_from_paths_and_packages() {
        let check = |text: &str, term: &str, ordinary: bool, expected: bool| {
            let start = text.find(term).unwrap();
            assert_eq!(stands_alone(text, start, start + term.len(), ordinary), expected, "{term} in {text}");
        };
        check("Use Kafka.", "Kafka", false, true);
        check("Erlang/Elixir clusters", "Elixir", false, true);
        check("see docs/kafka/setup.md for more", "kafka", false, false);
        check("https://kafka.apache.org/docs", "kafka", false, false);
        check("ask kafka-expert about it", "kafka", false, false);
        check("Kafka-based ingestion", "Kafka", false, true);
        check("the rust-lldb debugger", "rust", true, false);
        check("in package.json there", "package", false, false);
        check("the @team/kafka package", "kafka", false, false);
        check("an ESP32-S3 board", "S3", false, false);
        check("the X-API-Key header", "X-API", false, false);
        check("CI-CD pipelines", "CI-CD", false, true);
        check("(Kafka, Pulsar)", "Pulsar", false, true);
        check("wire:click handlers", "click", true, false);
        check("WebGL/Three.js", "WebGL", false, true);
        check("src/app/Three.js", "app", false, false);
        check("reach api.openai.com and kafka.internal.example.org", "openai", false, false);
        check("reach kafka.internal.example.org", "kafka", false, false);
        check("Write Node.js services", "Node.js", false, true);
        check("npm/Node.js", "Node.js", false, true);
        check("in C:\\Users\\me", "C", true, false);
    }

    #[test]
    fn finds_other_agents() {
        let own = ["raft-expert".to_owned()];
        assert!(agents("raft-expert decides", &own).is_empty());
        assert_eq!(agents("ask raft-tutor, then @ops", &own), [(4, 14), (21, 25)]);
        assert!(agents("event-driven, fault-tolerant, multi-master", &own).is_empty());
        assert!(agents("with @foo/image", &own).is_empty());
        assert!(agents("use @Component and @Service", &own).is_empty());
        assert_eq!(agents("ask @Reviewer", &own), [(4, 13)]);
        assert_eq!(agents("@one/@two", &own), [(0, 4), (5, 9)]);
    }
}
