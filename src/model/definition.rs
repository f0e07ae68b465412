//! Definition: an agent's file as it was read: header, description, body, and what follows from them alone.

use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use super::description::Description;
use super::document::Document;
use super::loads::{Loads, Reader};
use super::source::{Bytes, Hash};

/// A definition as read from one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Path relative to the catalog's folder.
    pub path: String,
    /// Content hash of the file.
    pub hash: Hash,
    /// The file as text: decoded, BOM gone, line ends kept.
    pub text: Arc<str>,
    /// The file's bytes, where they are not `text`'s.
    pub bytes: Option<Bytes>,
    /// The name: as stated, else the file's stem.
    pub name: Stated<String>,
    /// What it says of itself.
    pub description: Description,
    /// The header as read.
    pub header: Header,
    /// The fields of the header that Claude Code knows, typed.
    pub settings: Settings,
    /// How Claude Code would treat the file.
    pub loads: Loads,
    /// The prompt.
    pub body: Document,
    /// What follows from the text.
    pub facts: Facts,
}

impl Definition {
    /// The file's bytes, as they were read.
    #[must_use]
    pub fn as_written(&self) -> &[u8] {
        self.bytes.as_deref().unwrap_or(self.text.as_bytes())
    }
}

/// A definition's header written once more as valid YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The header, its fences included.
    pub header: String,
    /// How Claude Code would treat the file with this header.
    pub loads: Loads,
}

/// A value with the place it is stated at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// Line in the file, from 1; 0 if it is not stated but derived.
    pub line: u32,
    /// Column in characters, from 1; 0 if it is not stated.
    pub column: u32,
}

/// A header as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Which reader understood it.
    pub reader: Reader,
    /// Whose format it is.
    pub dialect: Dialect,
    /// All its fields, known or not, in the order of the file. A key that stands twice is here twice; the first counts.
    pub fields: Vec<Field>,
    /// First and last line of what stands between the fences, from 1; both 0 where there is no header.
    pub lines: (u32, u32),
    /// Bytes of the definition's text that follow the header.
    pub body: Range<usize>,
}

/// A field of a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The key as written.
    pub key: String,
    /// Whether Claude Code, or the dialect that the header is in, knows the key.
    pub known: bool,
    /// The value.
    pub value: Value,
    /// Line of the key in the file, from 1.
    pub line: u32,
    /// Column of the value's first character, from 1.
    pub column: u32,
    /// Bytes of the definition's text from its key's line up to the next field's; comments between the two are among them.
    pub span: Range<usize>,
    /// Whether these lines, as they stand, are YAML by themselves and say this value.
    pub sound: bool,
}

/// A value of a header: scalars are the text that was written (`no`, `1.10`, `on` stay).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A scalar as written, quotes gone and escapes decoded. Empty for an empty value.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A map, in the order of the file.
    Map(Vec<(String, Value)>),
}

/// Whose format a header is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// Claude Code's subagents.
    Claude,
    /// GitHub Copilot's `.agent.md`.
    Copilot,
    /// OpenCode's agents.
    OpenCode,
    /// Gemini CLI's agents.
    Gemini,
    /// Cursor's agents.
    Cursor,
}

/// The fields that Claude Code knows, typed, beside name and description. Absent fields are `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// `model`: the text as written.
    pub model: Option<Stated<String>>,
    /// `color`: the text as written.
    pub color: Option<Stated<String>>,
    /// `tools`.
    pub tools: Option<Stated<Tools>>,
    /// `disallowedTools`.
    pub disallowed_tools: Option<Stated<Tools>>,
    /// `permissionMode`.
    pub permission_mode: Option<Stated<String>>,
    /// `maxTurns`: a whole number.
    pub max_turns: Option<Stated<u32>>,
    /// `skills`: names.
    pub skills: Option<Stated<Vec<String>>>,
    /// `mcpServers`: names.
    pub mcp_servers: Option<Stated<Vec<String>>>,
    /// `hooks`: the events named.
    pub hooks: Option<Stated<Vec<String>>>,
    /// `memory`: user, project or local.
    pub memory: Option<Stated<String>>,
    /// `background`.
    pub background: Option<Stated<bool>>,
    /// `effort`: low to max.
    pub effort: Option<Stated<String>>,
    /// `isolation`: worktree.
    pub isolation: Option<Stated<String>>,
    /// `initialPrompt`.
    pub initial_prompt: Option<Stated<String>>,
    /// `competencies`: what the author states by hand (agentdex's own key).
    pub competencies: Vec<Stated<String>>,
    /// `not_competencies`: what the author denies by hand (agentdex's own key).
    pub not_competencies: Vec<Stated<String>>,
    /// `owner` or `team` (agentdex's own keys): people or teams.
    pub owner: Option<Stated<String>>,
}

/// A list of tools as a header states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tools {
    /// `*`: all.
    All,
    /// These, as written; empty for an empty list. Of a map (`bash: true`) those that are not refused.
    Named(Vec<String>),
}

/// What follows from a definition's text alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// Why the definition is a stub, and the line that shows it; none if it isn't.
    pub stub: Option<Stated<String>>,
    /// What the text leans on outside itself.
    pub references: Vec<Reference>,
    /// Estimated tokens that every session pays: name and description.
    pub tokens_always: u32,
    /// Estimated tokens when invoked: the body.
    pub tokens_invoked: u32,
}

/// Something outside the definition that its text leans on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// What kind of thing.
    pub kind: ReferenceKind,
    /// Its name as written: a path, a skill's or an agent's name.
    pub text: String,
    /// Line in the file, from 1, of the first mention.
    pub line: u32,
    /// Column in characters, from 1, of the first mention; 0 where the line does not hold it as written.
    pub column: u32,
}

/// What a reference names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ReferenceKind {
    /// A file of the project.
    File,
    /// A skill.
    Skill,
    /// Another agent.
    Agent,
}
