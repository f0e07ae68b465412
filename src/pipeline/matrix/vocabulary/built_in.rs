//! The built-in vocabulary: one YAML file a category, an entry a line, so that reading it at every start costs some milliseconds and no
//! YAML parser. `tests/vocabulary.rs` holds this reader to the real one's reading of the same files.

use rayon::prelude::*;

use crate::model::competency::{Category, Entry, Layer};
use crate::model::definition::Stated;

/// The files, in the order of the matrix.
const FILES: [&str; 16] = [
    include_str!("languages.yaml"),
    include_str!("web.yaml"),
    include_str!("apps.yaml"),
    include_str!("apis.yaml"),
    include_str!("databases.yaml"),
    include_str!("messaging.yaml"),
    include_str!("distributed.yaml"),
    include_str!("architecture.yaml"),
    include_str!("cloud.yaml"),
    include_str!("delivery.yaml"),
    include_str!("observability.yaml"),
    include_str!("security.yaml"),
    include_str!("testing.yaml"),
    include_str!("ai-data.yaml"),
    include_str!("blockchain.yaml"),
    include_str!("product.yaml"),
];

/// The built-in layers.
pub fn layers() -> Vec<Layer> {
    FILES.par_iter().map(|text| layer(text)).collect()
}

fn layer(text: &str) -> Layer {
    let mut layer = Layer::default();
    let (mut id, mut name) = ("", String::new());
    for (number, line) in (1_u32..).zip(text.lines()) {
        if let Some(value) = line.strip_prefix("id:") {
            id = value.trim();
        } else if let Some(value) = line.strip_prefix("name:") {
            let value = value.trim();
            name = if value.starts_with(['"', '\'']) { Flow { rest: value }.scalar() } else { value.to_owned() };
        } else if let Some(map) = line.trim_start().strip_prefix("- {") {
            layer.entries.push(entry(map, number, id));
        }
    }
    layer.categories.push(Stated { value: Category { id: id.to_owned(), name }, line: 1, column: 1 });
    layer
}

fn entry(map: &str, line: u32, category: &str) -> Entry {
    let stated = |value: String| Stated { value, line, column: 1 };
    let mut entry = Entry { category: Some(stated(category.to_owned())), ..Entry::default() };
    let mut flow = Flow { rest: map };
    while let Some(key) = flow.key() {
        match key {
            "name" => entry.name = stated(flow.scalar()),
            "definition" => entry.definition = Some(flow.scalar()),
            "ordinary" => entry.ordinary = Some(flow.scalar() == "true"),
            "aliases" => entry.aliases = flow.list().into_iter().map(stated).collect(),
            "ordinary_aliases" => entry.ordinary_aliases = flow.list().into_iter().map(stated).collect(),
            "implies" => entry.implies = flow.list().into_iter().map(stated).collect(),
            "excludes" => entry.excludes = flow.list().into_iter().map(stated).collect(),
            _ => drop(flow.scalar()),
        }
    }
    entry
}

/// What is left of a flow map on one line.
struct Flow<'a> {
    rest: &'a str,
}

impl<'a> Flow<'a> {
    /// The next key, if the map goes on.
    fn key(&mut self) -> Option<&'a str> {
        let (key, rest) = self.rest.trim_start_matches([',', ' ']).split_once(':')?;
        self.rest = rest.trim_start();
        Some(key.trim())
    }

    fn list(&mut self) -> Vec<String> {
        let mut values = Vec::new();
        let Some(rest) = self.rest.strip_prefix('[') else {
            values.push(self.scalar());
            return values;
        };
        self.rest = rest;
        loop {
            self.rest = self.rest.trim_start_matches([',', ' ']);
            if let Some(rest) = self.rest.strip_prefix(']') {
                self.rest = rest;
                return values;
            }
            if self.rest.is_empty() {
                return values;
            }
            values.push(self.scalar());
        }
    }

    fn scalar(&mut self) -> String {
        let Some(quote) = self.rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            let end = self.rest.find([',', ']', '}']).unwrap_or(self.rest.len());
            let (value, rest) = self.rest.split_at(end);
            self.rest = rest;
            return value.trim_end().to_owned();
        };
        let end = self.rest.get(1..).and_then(|rest| rest.find(quote)).unwrap_or_default();
        let mut value = String::with_capacity(end);
        let mut chars = self.rest.char_indices().skip(1).peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' if quote == '"' => value.extend(chars.next().map(|(_, c)| c)),
                '\'' if quote == '\'' && chars.peek().is_some_and(|&(_, c)| c == '\'') => {
                    value.push('\'');
                    chars.next();
                }
                _ if c == quote => {
                    self.rest = self.rest.get(at + 1..).unwrap_or_default();
                    return value;
                }
                _ => value.push(c),
            }
        }
        self.rest = "";
        value
    }
}
