//! References: what a text leans on outside itself. General shapes only: whether it is there, `resolve` finds out.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{self, Set, Word};
use crate::model::definition::{Header, Reference, ReferenceKind, Value};
use crate::model::description::Description;
use crate::model::document::Document;
use crate::pipeline::parse::lines::lines;
use crate::text::slug;

/// Most references of one definition. Beyond what a person writes; it bounds what a page of nothing else costs.
const MOST: usize = 200;

/// Endings of files that hold text for people and agents: with one, a bare name in prose is a file.
const DOCUMENTS: &str = "adoc md mdc mdx rst";

/// Endings of other files: with one, a path with a folder, in code or as a link's target, is a file.
const FILES: &str = "c cfg cpp cs css csv ex exs go graphql h html ini ipynb java js json jsx kt lua pdf php png proto py rb \
    rs sh sql svg swift tf toml ts tsx txt yaml yml";

/// What comes before an agent's or a skill's name where something is handed to it.
const HANDING: &str = "ask asking assist assisting call calling collaborate collaborating consult consulting coordinate \
    coordinating defer delegate delegating dispatch dispatching engage engaging escalate follow guide hand handed handing \
    handoff help helping inform invoke invoking involve launch launching load loading notify partner refer route routing \
    run running see spawn spawning support supporting use using via with work working";

/// Job titles: a compound of lower-case words that ends in one (`code-reviewer`) is how agents are called.
const TITLES: &str = "administrator admin advisor analyst architect assistant auditor coach consultant coordinator curator \
    debugger designer detective developer documenter editor engineer expert guardian hunter integrator investigator lead \
    maintainer manager marketer master mentor moderator officer operator optimizer orchestrator organizer planner pro \
    programmer researcher responder reviewer scientist simplifier specialist strategist synthesizer tester \
    trainer translator troubleshooter tutor writer";

/// What may stand between such a verb and the name.
const BETWEEN: &str = "closely directly from it off our out over the to";

/// First parts of compounds with `-agent` that name a kind, not an agent.
const KINDS: &str = "child co cross inter intra main many multi non over parent per re single sub super two user";

/// Last parts of compounds that describe an agent and don't name it ("a long-running agent").
const QUALITIES: &str = "aware based driven facing functional level lived making native oriented party powered purpose \
    quality ready running shot side solving specific step time turn wide";

/// What the description (its examples apart), the header's skills and the body (its code and its examples apart) name,
/// each once, at its first mention, in the order of the file. `file` is its whole text.
pub(super) fn references(
    name: &str,
    description: &Description,
    header: &Header,
    body: &Document,
    file: &str,
) -> Vec<Reference> {
    let mut found = Found { own: slug(name), first: BTreeMap::new() };
    for field in header.fields.iter().filter(|field| field.key.eq_ignore_ascii_case("skills")) {
        for skill in names(&field.value) {
            found.add(ReferenceKind::Skill, skill, field.line);
        }
    }
    let told = [&description.purpose, &description.when, &description.when_not, &description.rest];
    for passage in told.into_iter().flatten().filter(|passage| words::may_refer(&passage.text)) {
        found.stretch(&words::of_text(&passage.text, passage.line));
    }
    for stretch in words::of_body(body) {
        found.stretch(&stretch);
    }
    let references: BTreeSet<(u32, Reference)> =
        found.first.into_iter().map(|((kind, text), line)| (line, Reference { kind, text, line, column: 0 })).collect();
    let mut references: Vec<Reference> = references.into_iter().map(|(_, reference)| reference).take(MOST).collect();
    place(&mut references, file);
    references
}

/// Finds the columns of references in the text of their file.
fn place(references: &mut [Reference], text: &str) {
    if references.is_empty() {
        return;
    }
    let lines = lines(text);
    for reference in references {
        let line = usize::try_from(reference.line).ok().and_then(|line| lines.get(line.checked_sub(1)?));
        if let Some((line, at)) = line.and_then(|line| Some((line, line.text.find(&reference.text)?))) {
            reference.column = line.column(at);
        }
    }
}

fn names(value: &Value) -> Vec<&str> {
    match value {
        Value::Text(text) => text.split(',').map(str::trim).filter(|name| !name.is_empty()).collect(),
        Value::List(items) => items.iter().flat_map(names).collect(),
        Value::Map(entries) => entries.iter().map(|(name, _)| name.as_str()).collect(),
    }
}

struct Found {
    own: String,
    first: BTreeMap<(ReferenceKind, String), u32>,
}

impl Found {
    fn add(&mut self, kind: ReferenceKind, text: &str, line: u32) {
        let own = kind == ReferenceKind::Agent && {
            let slug = slug(text);
            slug == self.own || slug.strip_suffix("-agent") == Some(&self.own)
        };
        if !own {
            let first = self.first.entry((kind, text.to_owned())).or_insert(line);
            *first = line.min(*first);
        }
    }

    /// Looks through words that belong together.
    fn stretch(&mut self, words: &[Word<'_>]) {
        for (at, word) in words.iter().enumerate() {
            self.files(word);
            self.agent(words, at);
            let text = bare(word.text);
            if ["agent", "agents", "subagent", "subagents", "sub-agent", "sub-agents"]
                .iter()
                .any(|it| it.eq_ignore_ascii_case(text))
            {
                self.named_by(ReferenceKind::Agent, words, at);
            } else if ["skill", "skills"].iter().any(|it| it.eq_ignore_ascii_case(text)) {
                self.named_by(ReferenceKind::Skill, words, at);
            }
        }
    }

    fn files(&mut self, word: &Word<'_>) {
        if !word.text.contains('.') {
            return;
        }
        let in_code = matches!(word.set, Set::Code | Set::Target);
        for part in word.text.split_whitespace() {
            for path in paths(part, in_code) {
                self.add(ReferenceKind::File, path, word.line);
            }
        }
    }

    /// `@agent-name`, `subagent_type: name`, `` `name-agent` ``, "use the name-agent",
    /// "partner with code-reviewer".
    fn agent(&mut self, words: &[Word<'_>], at: usize) {
        let Some(word) = words.get(at) else { return };
        let text = bare(word.text);
        if let Some(name) = text.strip_prefix("@agent-") {
            if let Some(name) = name_at(name) {
                self.add(ReferenceKind::Agent, name, word.line);
            }
        } else if word.set == Set::Code
            && let Some((_, rest)) = word.text.split_once("subagent_type")
        {
            if let Some(name) = name_at(rest.trim_start_matches([' ', ':', '=', '"', '\''])) {
                self.add(ReferenceKind::Agent, name, word.line);
            }
        } else if let Some(kind) = text.strip_suffix("-agent") {
            let said = word.set == Set::Code || is_handed(words, at);
            if said && is_name(text) && !is_one_of(kind, KINDS) {
                self.add(ReferenceKind::Agent, text, word.line);
            }
        } else if is_titled(text) {
            let given = at.checked_sub(1).and_then(|it| words.get(it)).is_some_and(|before| before.text == "to");
            if word.set != Set::Plain || given || is_handed(words, at) {
                self.add(ReferenceKind::Agent, text, word.line);
            }
        }
    }

    /// Names beside the word agent or skill at `at`: `` `a` and `b` skills ``, `` skill `a` ``, "use the a-b agent".
    fn named_by(&mut self, kind: ReferenceKind, words: &[Word<'_>], at: usize) {
        let mut before = at;
        while let Some(word) = before.checked_sub(1).and_then(|it| words.get(it)) {
            before -= 1;
            let name = bare(word.text);
            if word.set == Set::Code && is_name(name) {
                self.add(kind, name, word.line);
            } else if !(is_joint(word.text) && at - before <= 16) {
                let plural = words.get(at).is_some_and(|it| bare(it.text).ends_with('s'));
                let compound = is_name(name) && name.contains('-') && !is_quality(name) && !plural;
                // Directly before the word, a compound in bold, or one that something is handed to.
                if before + 1 == at && compound && (word.set == Set::Bold || is_handed(words, before)) {
                    self.add(kind, name, word.line);
                }
                break;
            }
        }
        for word in words.iter().skip(at + 1).take(16) {
            let name = bare(word.text);
            if word.set == Set::Code && is_name(name) && (kind == ReferenceKind::Skill || name.contains('-')) {
                self.add(kind, name, word.line);
            } else if !is_joint(word.text) {
                break;
            }
        }
    }
}

/// Whether what stands at `at` is handed something: a verb comes before it, perhaps with "the" or "to the" between, or
/// others that are handed the same ("to `a` and `b`").
fn is_handed(words: &[Word<'_>], at: usize) -> bool {
    for word in words.get(..at).unwrap_or_default().iter().rev().take(8) {
        let bare = bare(word.text).to_ascii_lowercase();
        if is_one_of(&bare, HANDING) {
            return true;
        }
        if !is_one_of(&bare, BETWEEN) && !is_joint(word.text) && !is_titled(&bare) {
            return false;
        }
    }
    false
}

/// Whether a name is a compound that ends in a job's title.
fn is_titled(name: &str) -> bool {
    name.contains('-')
        && is_name(name)
        && !name.contains("__")
        && name.rsplit_once('-').is_some_and(|(kind, last)| is_one_of(last, TITLES) && !is_one_of(kind, KINDS))
}

fn is_one_of(word: &str, list: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|it| it == word)
}

fn is_joint(text: &str) -> bool {
    matches!(text, "and" | "or" | "&" | "/" | "," | ":" | "+" | ", and" | ", or" | "(" | "),")
        || text.chars().all(|c| c.is_ascii_punctuation())
}

/// Whether a text is a name as agents and skills have them: lower case, three letters at least; a plugin's with its colon.
fn is_name(text: &str) -> bool {
    text.len() >= 3
        && text.len() <= 80
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.ends_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | ':' | '_'))
}

/// The name that a text begins with.
fn name_at(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | ':' | '_')));
    let name = text.get(..end.unwrap_or(text.len()))?.trim_end_matches(['-', ':', '_']);
    is_name(name).then_some(name)
}

fn is_quality(name: &str) -> bool {
    name.rsplit('-').next().is_some_and(|last| is_one_of(last, QUALITIES))
}

/// A word without the punctuation around it.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '@' | '_')))
}

/// The paths in a word that look like files of a project.
fn paths(word: &str, in_code: bool) -> Vec<&str> {
    let opening = |c: char| matches!(c, '(' | '[' | '"' | '\'' | '“' | '‘' | '*' | '`' | '@' | '_');
    let closing =
        |c: char| matches!(c, ')' | ']' | '"' | '\'' | '”' | '’' | '*' | '`' | '.' | ',' | ';' | ':' | '!' | '?' | '_');
    let path = word.trim_start_matches(opening).trim_end_matches(closing);
    let path = path.split(['#', '?']).next().unwrap_or_default();
    let path = path.strip_suffix("'s").or(path.strip_suffix("’s")).unwrap_or(path);
    let path = path.strip_prefix("./").unwrap_or(path);
    // `CLAUDE.md/AGENTS.md` are two files.
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    if folders.split('/').any(is_document) {
        return path.split('/').filter(|part| is_document(part) && is_path(part)).collect();
    }
    let is_file =
        is_document(path) || (in_code && path.contains('/') && ending(path).is_some_and(|it| is_one_of(it, FILES)));
    if is_file && is_path(path) { vec![path] } else { Vec::new() }
}

fn is_document(path: &str) -> bool {
    ending(path).is_some_and(|ending| is_one_of(ending, DOCUMENTS))
}

/// A path's ending; none of a name that is nothing but one.
fn ending(path: &str) -> Option<&str> {
    let (stem, ending) = path.rsplit_once('.')?;
    stem.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ')')).then_some(ending)
}

/// Whether a text is a relative path as it would stand in a project: no pattern, no variable, no other host, no sample.
fn is_path(path: &str) -> bool {
    let folder = path.split_once('/').map_or("", |(folder, _)| folder);
    path.len() <= 200
        && path.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '/' | '_' | '-' | '+'))
        && !path.starts_with(['/', '-'])
        && !path.contains("//")
        && !path.contains("YYYY")
        && !path.starts_with("path/to/")
        // A first folder with a point in it is a host, unless it begins with the point: `.claude/`, `../`.
        && (folder.starts_with('.') || !folder.contains('.'))
}
