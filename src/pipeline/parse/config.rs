//! Config: `agentdex.toml`. The one home of the TOML reader.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::config::Config;
use crate::model::diagnostic::{Diagnostic, Place, Severity};
use crate::model::source::Source;
use crate::text;

/// The keys that `agentdex.toml` may have.
const KEYS: [&str; 8] = ["title", "tagline", "agents", "content", "templates", "static", "base_url", "edit_link"];

/// Reads the configuration; what it doesn't say has a default, and what it says wrongly is a diagnostic.
pub fn config(source: Option<&Source>) -> (Config, Vec<Diagnostic>) {
    let mut config = Config::default();
    let mut diagnostics = Vec::new();
    let Some(source) = source else { return (config, diagnostics) };
    let text = String::from_utf8_lossy(&source.bytes);
    let file = File { path: &source.path, text: &text };
    let (table, errors) = DeTable::parse_recoverable(&text);
    for error in errors {
        let message = format!("not TOML: {}", error.message());
        let hint = "write `key = \"value\"`, a line each";
        diagnostics.push(file.fault("config-not-toml", error.span().unwrap_or_default(), message, hint.to_owned()));
    }
    for (key, value) in table.get_ref() {
        let name = key.get_ref().as_ref();
        let set = set(&mut config, name, value.get_ref());
        match set {
            Set::Done => {}
            Set::Unknown => {
                let hint = text::nearest(name, KEYS).map_or_else(
                    || format!("the keys are {}", KEYS.join(", ")),
                    |near| format!("did you mean `{near}`?"),
                );
                let message = format!("there is no key `{name}`");
                diagnostics.push(file.fault("config-unknown-key", key.span(), message, hint));
            }
            Set::Wrong(expected) => {
                let message = format!("`{name}` is to be {expected}");
                let hint = "what is wrong of it is left out meanwhile".to_owned();
                diagnostics.push(file.fault("config-wrong-value", value.span(), message, hint));
            }
        }
    }
    (config, diagnostics)
}

/// The folders that a configuration names, each with what to say if there is no such folder.
pub fn folders_named(source: Option<&Source>) -> Vec<(String, Diagnostic)> {
    let Some(source) = source else { return Vec::new() };
    let text = String::from_utf8_lossy(&source.bytes);
    let file = File { path: &source.path, text: &text };
    let (table, _) = DeTable::parse_recoverable(&text);
    let keys = ["agents", "content", "templates", "static"];
    let values =
        table.get_ref().iter().filter(|(key, _)| keys.contains(&key.get_ref().as_ref())).map(|(_, value)| value);
    let named =
        values.flat_map(|value| value.get_ref().as_array().map_or_else(|| vec![value], |all| all.iter().collect()));
    let one = |value: &Spanned<DeValue<'_>>| {
        let name = value.get_ref().as_str().filter(|name| is_inside(name))?.trim_matches('/').to_owned();
        let hint = "make it, or name another; nothing is read from it meanwhile".to_owned();
        let message = format!("there is no folder `{name}` here");
        Some((name, file.fault("config-folder-missing", value.span(), message, hint)))
    };
    named.filter_map(one).collect()
}

/// What came of setting a key.
enum Set {
    Done,
    Unknown,
    /// What the value is to be.
    Wrong(&'static str),
}

fn set(config: &mut Config, key: &str, value: &DeValue<'_>) -> Set {
    let string = value.as_str().map(str::to_owned);
    let (slot, check): (&mut String, fn(&str) -> bool) = match key {
        "title" => (&mut config.title, |_| true),
        "tagline" => (&mut config.tagline, |_| true),
        "content" => (&mut config.content, is_inside),
        "templates" => (&mut config.templates, is_inside),
        "static" => (&mut config.statics, is_inside),
        "agents" => return folders(&mut config.agents, value),
        "base_url" => {
            let Some(url) = string.filter(|url| url.starts_with("https://") || url.starts_with("http://")) else {
                return Set::Wrong("an absolute URL, such as \"https://agents.example/\"");
            };
            config.base_url = Some(format!("{}/", url.trim_end_matches('/')));
            return Set::Done;
        }
        "edit_link" => {
            let Some(pattern) = string.filter(|it| it.contains("{path}") && it.starts_with("http")) else {
                return Set::Wrong("a URL with `{path}` in it");
            };
            config.edit_link = Some(pattern);
            return Set::Done;
        }
        _ => return Set::Unknown,
    };
    match string {
        Some(text) if check(&text) => {
            *slot = text;
            Set::Done
        }
        Some(_) => Set::Wrong("a folder below the catalog's"),
        None => Set::Wrong("a text in quotes"),
    }
}

fn folders(slot: &mut Vec<String>, value: &DeValue<'_>) -> Set {
    let named: Option<Vec<String>> = match value.as_str() {
        Some(one) => Some(vec![one.to_owned()]),
        None => {
            value.as_array().and_then(|many| many.iter().map(|it| it.get_ref().as_str().map(str::to_owned)).collect())
        }
    };
    let named = named.unwrap_or_default();
    *slot = named.iter().filter(|it| is_inside(it)).map(|it| it.trim_matches('/').to_owned()).collect();
    if slot.len() == named.len() && !named.is_empty() {
        Set::Done
    } else {
        Set::Wrong("a list of folders below the catalog's")
    }
}

/// Whether a path stays below the catalog's folder.
fn is_inside(path: &str) -> bool {
    !path.starts_with('/') && !path.contains('\\') && !path.split('/').any(|part| part == "..")
}

/// The file that faults are found in.
struct File<'a> {
    path: &'a str,
    text: &'a str,
}

impl File<'_> {
    fn fault(&self, code: &'static str, span: Range<usize>, message: String, hint: String) -> Diagnostic {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let length = self.text.get(span).map_or(0, |it| it.lines().next().unwrap_or_default().chars().count());
        let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        let place = Place { length: number(length), ..Place::at(self.path, number(line), number(column)) };
        Diagnostic { place, severity: Severity::Error, code, message, hint: Some(hint) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest;

    fn source(text: &str) -> Source {
        let bytes = text.as_bytes();
        Source { path: "agentdex.toml".to_owned(), hash: digest::hash(bytes), bytes: bytes.into() }
    }

    fn check(text: &str, expected: &[(&str, u32, u32, &str)]) -> Config {
        let (config, diagnostics) = config(Some(&source(text)));
        let found: Vec<_> = diagnostics
            .iter()
            .map(|it| (it.code, it.place.line, it.place.column, it.hint.as_deref().unwrap_or_default()))
            .collect();
        assert_eq!(found, expected);
        config
    }

    #[test]
    fn every_key_is_read() {
        let text = "title = \"T\"\ntagline = \"t\"\nagents = [\"a/\", \"b\"]\ncontent = \"c\"\ntemplates = \"d\"\nstatic = \"e\"\n\
                    base_url = \"https://x.example/y\"\nedit_link = \"https://x.example/{path}\"\n";
        let config = check(text, &[]);
        let expected = Config {
            title: "T".to_owned(),
            tagline: "t".to_owned(),
            agents: vec!["a".to_owned(), "b".to_owned()],
            content: "c".to_owned(),
            templates: "d".to_owned(),
            statics: "e".to_owned(),
            base_url: Some("https://x.example/y/".to_owned()),
            edit_link: Some("https://x.example/{path}".to_owned()),
        };
        assert_eq!(config, expected);
    }

    #[test]
    fn a_wrong_key_is_said_with_what_may_be_meant() {
        let config = check("tilte = \"T\"\n", &[("config-unknown-key", 1, 1, "did you mean `title`?")]);
        assert_eq!(config, Config::default());
    }

    #[test]
    fn a_wrong_value_leaves_the_default() {
        let hint = "what is wrong of it is left out meanwhile";
        check("title = 3\n", &[("config-wrong-value", 1, 9, hint)]);
        check("\nagents = [\"../x\"]\n", &[("config-wrong-value", 2, 10, hint)]);
        check("base_url = \"/x/\"\n", &[("config-wrong-value", 1, 12, hint)]);
    }

    #[test]
    fn what_is_no_toml_keeps_what_can_be_read() {
        let (config, diagnostics) = config(Some(&source("title = \"T\"\ntagline = = 3\n")));
        assert_eq!(config.title, "T");
        assert!(diagnostics.iter().any(|it| it.code == "config-not-toml" && it.place.line == 2), "{diagnostics:?}");
    }
    #[test]
    fn named_folders_are_told_with_their_places() {
        let named = folders_named(Some(&source("agents = [\"a/\", \"../b\"]\n\nstatic = \"s\"\ntitle = \"t\"\n")));
        let found: Vec<_> = named.iter().map(|(name, it)| (name.as_str(), it.place.line, it.place.column)).collect();
        assert_eq!(found, [("a", 1, 11), ("s", 3, 10)]);
    }
}
