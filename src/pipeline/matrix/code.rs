//! Code: whether a line of text is one of a program, a shell or a data file, though nothing fences it.

/// First words of commands and statements, as they stand in terminals and sources.
const OPENERS: &[&str] = &[
    "$ ", "> ", "# pip ", "npm ", "npx ", "pip ", "pip3 ", "yarn ", "pnpm ", "docker ", "kubectl ", "git ", "grep ",
    "curl ", "php artisan ", "import ", "from ", "const ", "let ", "var ", "def ", "function ", "#include", "export ",
    "return ", "sudo ", "python -", "python3 -", "apt ", "brew ", "cargo ", "public ", "private ", "async ", "await ",
    "```", "//", "echo ",
];

/// What stands in code and hardly ever in prose.
const MARKS: &[&str] = &[
    "2>&1", "2>/dev/null", "$(", " || ", " && ", "=>", "();", ");", "){", ") {", "::", "/>", "</", "\":", "=\"", "('",
    "(\"", " = ", "==", "|--",
];

/// Whether a line is code: it ends as code does, or begins as it does and has its marks.
pub(super) fn looks_like(line: &str) -> bool {
    let line = line.trim();
    let first = line.bytes().next().unwrap_or_default();
    if matches!(first, b'`' | b'~' | 0xe2 | b'/' | b'-' | b'e' | b'f' | b'i') && is_plainly(line) {
        return true;
    }
    // Most lines have none of the characters that a mark is made of: looking for those first spares most searches.
    let (mut there, mut symbols) = (0, 0);
    for byte in line.bytes() {
        there |= KINDS[usize::from(byte)];
        symbols += usize::from(KINDS[usize::from(byte)] & SYMBOL != 0);
    }
    if there == 0 {
        return false;
    }
    let has = |mark: &str| {
        let kinds = mark.bytes().fold(0, |kinds, byte| kinds | KINDS[usize::from(byte)] & !SYMBOL);
        kinds & !there == 0 && line.contains(mark)
    };
    let marks = MARKS.iter().filter(|mark| has(mark)).count();
    let assigns = || ["=", "\":", ": [", ": {", ": '"].iter().any(|it| line.contains(it));
    let ends = line.ends_with([';', '{', '}', '\\']) || line.ends_with(',') && assigns();
    let opens = OPENERS.iter().any(|opener| opener.bytes().next() == Some(first) && line.starts_with(opener))
        || line.starts_with(['.', '<', '"']) && line.contains(['(', '=', ':'])
        || line.starts_with("{ ") && [": '", ": \"", ": ["].iter().any(|it| line.contains(it));
    ends && (marks > 0 || symbols > 1 || !line.contains(' '))
        || opens && marks > 0
        || opens && symbols * 12 > line.len()
        || marks > 1 && symbols * 10 > line.len()
        || there & KINDS[b';' as usize] != 0 && has_remark(line)
        || there & KINDS[b'#' as usize] != 0 && is_remarked(line, symbols)
        || opens && is_install(line)
        || line.strip_prefix("model: ").is_some_and(|model| !model.contains(' '))
        || line.starts_with('<') && line.ends_with('>') && !line.contains(' ') && line.contains("</")
        || is_setting(line)
        || there & (KINDS[b'-' as usize] | KINDS[b'/' as usize]) != 0 && is_command(line)
}

/// What begins as nothing else does: a fence, a drawing, a remark, an option, an import.
fn is_plainly(line: &str) -> bool {
    let imports = || line.strip_prefix("from ").is_some_and(|it| it.split(' ').nth(1) == Some("import"));
    let extends = || line.strip_prefix("extends ").is_some_and(|parent| !parent.contains(' '));
    let import = || line.strip_prefix("import ").is_some_and(|it| it.contains('.') && !it.contains(' '));
    let option = || line.strip_prefix("--").is_some_and(|it| it.starts_with(|c: char| c.is_ascii_lowercase()));
    ["```", "~~~", "│", "├", "└", "// ", "/* "].iter().any(|it| line.starts_with(it))
        || extends()
        || imports()
        || import()
        || option()
}

/// `alerts: Alerts;   // by mail`: a statement and what is remarked of it.
fn has_remark(line: &str) -> bool {
    line.split_once(';').is_some_and(|(_, behind)| behind.starts_with(' ') && behind.trim_start().starts_with("// "))
}

/// `bundle audit  # Foo`, `Find(x)  # Foo`: a command or a call, and a shell's remark.
fn is_remarked(line: &str, symbols: usize) -> bool {
    let Some((statement, _)) = line.split_once("  #") else { return false };
    let statement = statement.trim_end();
    let is_command = || {
        statement.starts_with(|c: char| c.is_ascii_lowercase())
            && statement.split_whitespace().count() <= MAX_COMMAND
            && !statement.ends_with([',', ':', '.'])
    };
    symbols > 1 && statement.ends_with(')') || is_command()
}

/// Longest command, in words.
const MAX_COMMAND: usize = 8;

/// `auditor: claude-opus-4-5`: a key, and a name with hyphens and a version.
fn is_setting(line: &str) -> bool {
    let Some((key, value)) = line.split_once(": ") else { return false };
    let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    key.chars().all(small)
        && value.chars().all(small)
        && value.contains('-')
        && value.ends_with(|c: char| c.is_ascii_digit())
}

/// `npm install -g foo`, after which a remark may follow.
fn is_install(line: &str) -> bool {
    line.split(' ').nth(1).is_some_and(|verb| matches!(verb, "install" | "run" | "add" | "exec" | "uninstall"))
        && line.starts_with(|c: char| c.is_ascii_lowercase())
}

/// The bit of what is frequent in code and rare in prose.
const SYMBOL: u32 = 1 << 31;

/// For each byte a bit of its own if marks are made of it, or lines of code end in it.
const KINDS: [u32; 256] = {
    let (symbols, others) = (b"{}()[]<>=|\\$\"';", b"&:/-,#");
    let mut kinds = [0; 256];
    let mut at = 0;
    while at < symbols.len() {
        kinds[symbols[at] as usize] = SYMBOL | 1 << at;
        at += 1;
    }
    at = 0;
    while at < others.len() {
        kinds[others[at] as usize] = 1 << (symbols.len() + at);
        at += 1;
    }
    kinds
};

/// A lower-case word, then options or a path: `rust-lldb target/debug/app`, `grep -r`.
fn is_command(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let Some(first) = words.next() else { return false };
    let lower = first.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '_' | '.'));
    let second = words.next().unwrap_or_default();
    let few = line.split_whitespace().count() <= MAX_COMMAND;
    lower
        && few
        && (second.starts_with('-') && second.len() > 1 && second.contains(|c: char| c.is_ascii_alphabetic())
            || second.contains('/')
                && first.contains('-')
                && second.chars().all(|c| !c.is_uppercase())
                && !line.ends_with('.')
                && second.len() > 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_code_from_prose() {
        for line in [
            "const limit = require('rate-limit');",
            "salt=salt,",
            ".format(\"kafka\") \\",
            "import App, { sync } from 'app';",
            "vault = Vault(address(proxy));",
            "make test 2>&1 || make check",
            "\"agent\": \"one\",",
            "rust-lldb target/debug/app",
            "grep -r \"a\\|b\" . | head -3",
            "fast: LocalCache;          // Foo, in memory",
            "ruby: ['.rb', 'Gemfile'],",
            "{ name: 'kafka', panes: ['one', 'two'] },",
            "model: claude-sonnet-4",
            "extends Node2D",
            "npm install -g foo-bar  # for Foo",
            "# pip install redis==1",
            "from foo import Foo, request",
            "from foo import bar",
            "// Foo draws what others have",
            "<artifactId>foo-starter</artifactId>",
            "Find(pattern=\"Makefile\")        # Make",
            "bundle audit  # Ruby",
            "import org.foo.streams._",
            "├── frameworks/   # Flask",
            "python -m ast x.py 2>/dev/null",
            "--query \"React useEffect cleanup\"",
            "trigger_alert(  # PagerDuty or Slack",
            "auditor: claude-opus-4-5",
        ] {
            assert!(looks_like(line), "{line}");
        }
        for line in [
            "Design event-driven systems (Kafka, Pulsar)",
            "Use async/await with Tokio",
            "Streaming: Kafka; Pulsar",
            "Caches: Redis; see https://redis.io",
            "Model: Claude Sonnet",
            "from scratch with Redis",
            "<role>Kafka and Redis expert</role>",
            "storage: S3-compatible",
            "Let it crash with proper supervision",
            "Import data from Kafka",
            "Make deployments boring",
            "Error handling (Result, Option) and `?`",
        ] {
            assert!(!looks_like(line), "{line}");
        }
    }
}
