//! Export: what ranking needs, as files that a browser can load from anywhere, `file://` included: classic scripts that hand
//! plain data to one door. `docs/search.md` describes them; `static/js/search-load.js` reads them.
//!
//! Everything is named by its content. A manifest tells which file holds what; a query then loads a few small files:
//! terms (with their postings), shelves (words, for corrections and prefixes), places (for phrases), cards (names),
//! told (what is quoted, one file an agent), facets (one file a field).

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value, json};

use super::claims::{CORE, Name};
use super::terms::{Places, Posting, Term};
use super::{Fault, Index, aliases, background, query, signal, told};
use crate::digest;
use crate::model::agent::Agent;

/// About how long a file of terms is, in bytes: a kilobyte or two on the wire. A long query loads a dozen of them, so they are short; but
/// longer where there are many agents, so that the manifest, which names them all and which every query needs, stays short.
fn shard_size(agents: u32) -> usize {
    match agents {
        0..500 => 1_500,
        500..2_000 => 2_200,
        _ => 8_000,
    }
}

/// About how long a file of shelves is: a correction looks on half a dozen shelves, each of them short and far from the others.
const SHELVES: usize = 1_800;

/// A term whose postings are as long as this has a file to itself, so that others need not load it.
const HEAVY: usize = 6_000;

/// How many documents' cards are in one file.
const CARDS: usize = 8;

/// Longest purpose on a card, in characters.
const PURPOSE: usize = 100;

/// The files that let a browser search.
#[derive(Debug, Clone, Default)]
pub struct Export {
    /// URL of the manifest, relative to the site's root: what pages refer to.
    pub manifest: String,
    /// The files by URL, relative to the site's root.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Index {
    /// The files for the browser.
    pub fn export(&self) -> Result<Export, Fault> {
        let mut export = Export::default();
        let (terms, term_files) = self.term_files(&mut export)?;
        let (shelves, shelf_files) = self.shelf_files(&mut export)?;
        let cards = self.card_files(&mut export)?;
        let mut facets = BTreeMap::new();
        for field in query::FIELDS {
            if let Some(values) = self.facets().values(field) {
                let rows: Vec<Value> = values
                    .iter()
                    .map(|(value, holders)| {
                        let agents: Vec<u32> = holders.agents.iter().map(|(agent, _)| *agent).collect();
                        let levels: String =
                            holders.agents.iter().map(|(_, level)| char::from(b'0' + level.min(&9))).collect();
                        let levels = if field == "competency" { levels } else { String::new() };
                        json!([value, holders.label, gaps(&agents), levels])
                    })
                    .collect();
                let aliases = if matches!(field, "competency" | "category") {
                    self.facets().aliases().iter().filter(|(_, name)| values.contains_key(*name)).collect()
                } else {
                    BTreeMap::new()
                };
                facets.insert(field, export.add("f", &json!({ "values": rows, "aliases": aliases }))?);
            }
        }
        let names: String = self.names.iter().map(|length| digit(u32::from((*length).min(80)))).collect();
        let manifest = json!({
            "agents": self.agents,
            "pages": self.catalog.pages.len(),
            "competencies": self.shown.len(),
            "names": names,
            "terms": terms,
            "termFiles": term_files,
            "shelves": shelves,
            "shelfFiles": shelf_files,
            "cards": CARDS,
            "cardFiles": cards,
            "facets": facets,
        });
        // Not named by its content, so that a change to one agent leaves the pages of all others as they were.
        let text = handed("manifest", &manifest.to_string());
        "search/manifest.js".clone_into(&mut export.manifest);
        export.files.insert(export.manifest.clone(), text.into_bytes());
        Ok(export)
    }

    /// Terms in alphabetical order, cut into files; where each begins, and their names.
    fn term_files(&self, export: &mut Export) -> Result<(Vec<String>, Vec<String>), Fault> {
        let mut stems: BTreeSet<String> = self.terms.store().stems()?.into_keys().collect();
        stems.extend(signal::all().keys().cloned());
        stems.extend(self.aliases.keys().filter_map(|key| key.split(' ').next()).map(str::to_owned));
        let mut named = self.named();
        stems.extend(named.keys().cloned());
        let mut aliases: BTreeMap<&str, BTreeMap<&str, Value>> = BTreeMap::new();
        for (key, alias) in self.aliases.iter() {
            let first = key.split(' ').next().unwrap_or_default();
            let ways: Vec<(&String, String)> =
                alias.ways.iter().map(|(written, way)| (written, way.join(" "))).collect();
            aliases.entry(first).or_default().insert(key, json!(ways));
        }
        let held = stems.clone();
        stems.extend(background::stems().keys().filter(|it| it.chars().all(char::is_alphabetic)).cloned());
        let (mut firsts, mut files) = (Vec::new(), Vec::new());
        let mut shard = Shard::default();
        let mut last = String::new();
        for stem in stems {
            if !held.contains(&stem) {
                shard.first.get_or_insert_with(|| beginning(&last, &stem).to_owned());
                shard.size += stem.len() + 1;
                shard.known.push(stem.clone());
                last = stem;
                continue;
            }
            let (term, term_places) = self.terms.fresh(&stem)?;
            let own = aliases.remove(stem.as_str()).unwrap_or_default();
            let named = named.remove(stem.as_str()).unwrap_or_default();
            let postings = postings(&term);
            if shard.size > 0 && (postings.len() >= HEAVY || shard.size + postings.len() > shard_size(self.agents)) {
                shard.flush(export, &mut firsts, &mut files)?;
            }
            let heavy = postings.len() >= HEAVY;
            if term.postings.is_empty() && background::is_known(&stem) {
                shard.known.push(stem.clone());
            }
            let names: Vec<u32> = term.postings.iter().filter(|it| it.name).map(|it| it.doc).collect();
            shard.size += stem.len() + postings.len() + names.len() + named.size + 16;
            shard.places.push(places(&term_places));
            shard.terms.push(json!([stem, term.worth, term.signal.code(), postings, gaps(&names)]));
            shard.aliases.extend(own.into_iter().map(|(key, value)| (key.to_owned(), value)));
            shard.names.extend(named.names);
            shard.claims.extend(named.claims);
            shard.first.get_or_insert_with(|| beginning(&last, &stem).to_owned());
            last = stem;
            if heavy {
                shard.flush(export, &mut firsts, &mut files)?;
            }
        }
        shard.flush(export, &mut firsts, &mut files)?;
        Ok((firsts, files))
    }

    /// The names of competencies with who claims them, by the first stem.
    fn named(&self) -> BTreeMap<String, Named> {
        let first = |key: &str| key.split(' ').next().unwrap_or_default().to_owned();
        let mut all: BTreeMap<String, Named> = BTreeMap::new();
        let names: BTreeMap<&String, &Name> = self.claims.names(&self.catalog, &self.shown).iter().collect();
        for (key, name) in names {
            let Some(claim) = self.claim(name.place, &self.terms) else { continue };
            let home = first(&aliases::stems(&claim.name).join(" "));
            let homed = all.entry(home.clone()).or_default();
            if !homed.claims.contains_key(&name.place) {
                let claims = claims(&claim.term);
                homed.size += claims.len() + claim.name.len() + 16;
                homed.claims.insert(name.place, json!([claim.name, claim.term.worth, claims]));
            }
            let mut value = vec![Value::from(name.place), Value::from(u8::from(name.weak))];
            if first(key) != home {
                value.push(Value::from(home));
            }
            let own = all.entry(first(key)).or_default();
            own.size += key.len() + 12;
            own.names.insert(key.clone(), Value::from(value));
        }
        all
    }

    /// Shelves in order, cut into files; the first shelf of each, and their names.
    fn shelf_files(&self, export: &mut Export) -> Result<(Vec<String>, Vec<String>), Fault> {
        let (mut firsts, mut files) = (Vec::new(), Vec::new());
        let mut shard: BTreeMap<&str, String> = BTreeMap::new();
        let mut size = 0;
        for (shelf, words) in self.lexicon.shelves() {
            // A folded word has no capital: a capital ends it, and says how usual it is.
            let words: String = words
                .iter()
                .flat_map(|(word, usual)| word.chars().chain(std::iter::once(char::from(b'A' + usual))))
                .collect();
            if size > 0 && size + words.len() > SHELVES {
                firsts.extend(shard.keys().next().map(|first| (*first).to_owned()));
                files.push(export.add("s", &shard)?);
                shard.clear();
                size = 0;
            }
            size += shelf.len() + words.len();
            shard.insert(shelf, words);
        }
        if !shard.is_empty() {
            firsts.extend(shard.keys().next().map(|first| (*first).to_owned()));
            files.push(export.add("s", &shard)?);
        }
        Ok((firsts, files))
    }

    /// What is shown of each document, and of each agent what is quoted.
    fn card_files(&self, export: &mut Export) -> Result<Vec<String>, Fault> {
        let mut cards: Vec<Value> = Vec::new();
        for (at, agent) in self.catalog.agents.iter().enumerate() {
            let file = match told::of(&self.catalog, at) {
                Some(told) => export.add("d", &Quoted::new(&told))?,
                None => String::new(),
            };
            let name = &agent.definition.name.value;
            let slug = if agent.slug == *name { Value::from(0) } else { Value::from(agent.slug.as_str()) };
            cards.push(json!([name, slug, purpose(agent), file]));
        }
        cards.extend(self.catalog.pages.iter().map(|page| json!([page.title, page.name])));
        let competencies = (0..self.shown.len()).filter_map(|place| self.competency(place));
        cards.extend(competencies.map(|(competency, claims)| json!([competency.name, competency.id, claims])));
        cards.chunks(CARDS).map(|cards| export.add("c", &cards)).collect()
    }
}

/// What is quoted of an agent, as its file has it.
#[derive(Serialize)]
struct Quoted<'a> {
    competencies: &'a [(String, u8)],
    /// Field, anchor, title and passages of each part.
    parts: Vec<(&'a str, &'a str, &'a str, &'a [String])>,
}

impl<'a> Quoted<'a> {
    fn new(told: &'a told::Told) -> Self {
        let part = |part: &'a told::Part| (part.field, &*part.anchor, &*part.title, &*part.passages);
        Self { competencies: &told.competencies, parts: told.parts.iter().map(part).collect() }
    }
}

/// The beginning of what an agent is for.
fn purpose(agent: &Agent) -> String {
    let text = agent.definition.description.purpose_text();
    let mut cut: String = text.chars().take(PURPOSE).collect();
    if cut.len() < text.len() {
        cut.truncate(cut.rfind(' ').unwrap_or(cut.len()));
        cut.push('…');
    }
    cut
}

/// As much of a stem as tells it from the one before.
fn beginning<'a>(before: &str, stem: &'a str) -> &'a str {
    let same = before.chars().zip(stem.chars()).take_while(|(one, other)| one == other).count();
    stem.char_indices().nth(same + 1).map_or(stem, |(at, _)| &stem[..at])
}

/// Terms on the way into a file.
#[derive(Default)]
struct Shard {
    first: Option<String>,
    terms: Vec<Value>,
    places: Vec<String>,
    aliases: BTreeMap<String, Value>,
    names: BTreeMap<String, Value>,
    claims: BTreeMap<usize, Value>,
    /// Stems of real words that nobody holds.
    known: Vec<String>,
    size: usize,
}

/// The names of competencies that begin with one stem, and the claims of those that are called so first of all.
#[derive(Default)]
struct Named {
    names: BTreeMap<String, Value>,
    claims: BTreeMap<usize, Value>,
    size: usize,
}

impl Shard {
    fn flush(&mut self, export: &mut Export, firsts: &mut Vec<String>, files: &mut Vec<String>) -> Result<(), Fault> {
        let Some(first) = self.first.take() else { return Ok(()) };
        let shard = std::mem::take(self);
        let places = export.add("p", &shard.places)?;
        firsts.push(first);
        files.push(export.add(
            "t",
            &json!({
                "terms": shard.terms,
                "aliases": shard.aliases,
                "names": shard.names,
                "claims": shard.claims,
                "known": shard.known.join(" "),
                "places": places,
            }),
        )?);
        Ok(())
    }
}

impl Export {
    /// Adds a file; gives its name, which is its kind and the digest of its content.
    fn add(&mut self, kind: &str, data: &impl Serialize) -> Result<String, Fault> {
        let data = serde_json::to_string(data).map_err(|error| Fault(error.to_string()))?;
        let name = format!("{kind}{}", digest::short(data.as_bytes()));
        self.files.insert(format!("search/{name}.js"), handed(&name, &data).into_bytes());
        Ok(name)
    }
}

/// A script that hands data, which is JSON, to the door.
fn handed(name: &str, data: &str) -> String {
    let script = ["agentdexSearch.put(\"", name, "\",", data, ");\n"].concat();
    // The separators of lines that JSON allows in a string and old scripts don't.
    if !data.is_ascii() && data.contains(['\u{2028}', '\u{2029}']) {
        return script.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    }
    script
}

/// A value below 91 as a character that needs no escape in a script's string.
fn digit(value: u32) -> char {
    let value = u8::try_from(value.min(90)).unwrap_or(90);
    char::from(if value < 57 { b'#' + value } else { b'$' + value })
}

/// Appends a number: digits from 80 on say that more follow.
fn number(mut value: u32, out: &mut String) {
    while value >= 80 {
        out.push(digit(80 + (value - 80) % 11));
        value = (value - 80) / 11;
    }
    out.push(digit(value));
}

/// Sorted numbers as their distances.
fn gaps(numbers: &[u32]) -> String {
    let mut out = String::new();
    let mut next = 0;
    for &at in numbers {
        number(at - next, &mut out);
        next = at + 1;
    }
    out
}

/// A term's postings: for each document its distance from the last, and its level.
fn postings(term: &Term) -> String {
    let mut out = String::new();
    let mut next = 0;
    for Posting { doc, level, .. } in &term.postings {
        number(doc - next, &mut out);
        out.push(digit(u32::from(*level)));
        next = doc + 1;
    }
    out
}

/// A competency's claims: for each agent its distance from the last, doubled, plus one if the competency is core to it.
fn claims(term: &Term) -> String {
    let mut out = String::new();
    let mut next = 0;
    for Posting { doc, level, .. } in &term.postings {
        number((doc - next) * 2 + u32::from(*level == CORE), &mut out);
        next = doc + 1;
    }
    out
}

/// Where a term stands, document by document as in its postings: distances, doubled, plus one for a document's last.
fn places(places: &Places) -> String {
    let mut out = String::new();
    for (_, positions) in places.iter() {
        let mut next = 0;
        for (at, &position) in positions.iter().enumerate() {
            number((position - next) * 2 + u32::from(at + 1 == positions.len()), &mut out);
            next = position;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_the_beginning_of_its_first_stem() {
        assert_eq!(beginning("", "raft"), "r");
        assert_eq!(beginning("replic", "replica"), "replica");
        assert_eq!(beginning("röhr", "rösti"), "rös");
        assert_eq!(beginning("replay", "replic"), "repli");
    }

    #[test]
    fn numbers_take_few_characters() {
        let written = |value| {
            let mut out = String::new();
            number(value, &mut out);
            out
        };
        assert_eq!((written(0), written(79)), ("#".to_owned(), digit(79).to_string()));
        assert_eq!((written(80).len(), written(959).len(), written(960).len()), (2, 2, 3));
        let all: BTreeSet<char> = (0..91).map(digit).collect();
        assert!(all.len() == 91 && !all.contains(&'"') && !all.contains(&'\\'));
        assert_eq!(gaps(&[0, 1, 5]), "##&");
    }
}
