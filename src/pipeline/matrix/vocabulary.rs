//! Vocabulary: layers of terms laid over each other: the built-in files, and over them the team's.

mod built_in;

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::normal::normal;
use crate::digest;
use crate::model::competency::{Category, Competency, Entry, Layer, OTHER, Origin, Vocabulary};
use crate::model::definition::Stated;
use crate::model::diagnostic::{Diagnostic, Place, Severity};
use crate::text;

/// Most diagnostics that laying gives.
const MAX_FAULTS: usize = 100;

/// Category of the team's terms that name none.
const TEAM: (&str, &str) = ("team", "The team's own");

pub use built_in::layers as built_in;

/// Lays the team's vocabulary, where there is one, over the built-in one.
pub fn vocabulary(team: Option<&Layer>) -> (Vocabulary, Vec<Diagnostic>) {
    let mut laid = Laid::default();
    laid.add(built_in::layers());
    if let Some(team) = team {
        laid.add(vec![team.clone()]);
    }
    let identity = digest::hash(format!("{team:?}").as_bytes());
    laid.finish(identity)
}

/// Vocabularies that are being laid.
#[derive(Default)]
struct Laid {
    categories: Vec<Category>,
    drafts: Vec<Draft>,
    /// Who a normal form belongs to: index into `drafts`, and whether it is the name.
    keys: HashMap<String, (usize, bool)>,
    /// What follows from what, by name, with the place it is stated at.
    implied: Vec<(usize, String, Place)>,
    faults: Vec<Diagnostic>,
}

struct Draft {
    competency: Competency,
    hidden: bool,
    /// Where the team states it; none for what is built in.
    place: Option<Place>,
}

impl Laid {
    /// Adds layers of one rank. Names go before aliases, so that their order doesn't matter.
    fn add(&mut self, layers: Vec<Layer>) {
        let count = layers.iter().map(|layer| layer.entries.len()).sum();
        self.drafts.reserve(count);
        // A term has about one other way of writing.
        self.keys.reserve(2 * count);
        for layer in &layers {
            for category in &layer.categories {
                match self.categories.iter_mut().find(|known| known.id == category.value.id) {
                    Some(known) => known.name.clone_from(&category.value.name),
                    None => self.categories.push(category.value.clone()),
                }
            }
        }
        let mut owners = Vec::with_capacity(count);
        for layer in &layers {
            owners.extend(layer.entries.iter().map(|entry| self.name(layer, entry)));
        }
        let mut owners = owners.into_iter();
        for Layer { path, entries, .. } in layers {
            for (entry, owner) in entries.into_iter().zip(&mut owners) {
                self.fill(&path, entry, owner);
            }
        }
    }

    /// The draft that an entry is about: one that is there by that name (or, for the team, by an alias), else a new one.
    fn name(&mut self, layer: &Layer, entry: &Entry) -> usize {
        let built_in = layer.path.is_empty();
        let key = normal(&entry.name.value);
        let place = (!built_in).then(|| Place::at(&layer.path, entry.name.line, entry.name.column));
        let known = self.keys.get(&key).copied().filter(|&(_, is_name)| is_name || !built_in);
        if let Some((index, _)) = known {
            if let Some(draft) = self.drafts.get_mut(index) {
                if let (Some(first), Some(again)) = (&draft.place, &place) {
                    let message = format!("`{}` is stated twice", entry.name.value);
                    let hint = format!("it is already on line {}: make one entry of the two", first.line);
                    let again = again.clone();
                    self.warning("vocabulary-duplicate", again, message, &hint);
                } else {
                    draft.place = place;
                }
            }
            return index;
        }
        let index = self.drafts.len();
        self.keys.insert(key, (index, true));
        self.drafts.push(Draft { competency: blank(&entry.name.value), hidden: false, place });
        index
    }

    fn fill(&mut self, path: &str, entry: Entry, index: usize) {
        let line = entry.name.line;
        let place = Place::at(path, line, entry.name.column);
        let category = self.category(path, &entry);
        let Some(draft) = self.drafts.get_mut(index) else { return };
        draft.hidden |= entry.hidden;
        let competency = &mut draft.competency;
        if let Some(category) = category.filter(|_| competency.category.is_empty() || !path.is_empty()) {
            competency.category = category;
        }
        if competency.category.is_empty() {
            TEAM.0.clone_into(&mut competency.category);
        }
        if let Some(definition) = entry.definition.filter(|_| competency.definition.is_empty() || !path.is_empty()) {
            competency.definition = definition;
        }
        competency.ordinary = entry.ordinary.unwrap_or(competency.ordinary);
        competency.required = entry.required.unwrap_or(competency.required);
        competency.excludes.extend(entry.excludes.into_iter().map(|it| it.value));
        if let Some(rename) = &entry.rename {
            let old = std::mem::replace(&mut competency.name, rename.clone());
            competency.aliases.push(old);
        }
        if let Some(rename) = &entry.rename {
            self.take(index, &Stated { value: rename.clone(), line, column: 1 }, path, true);
        }
        for (aliases, ordinary) in [(entry.aliases, false), (entry.ordinary_aliases, true)] {
            for alias in aliases {
                // A short form may be shared by built-in terms of two fields: its company decides then.
                let shared = ordinary && path.is_empty();
                if self.take(index, &alias, path, false) || shared {
                    let Some(draft) = self.drafts.get_mut(index) else { continue };
                    let list =
                        if ordinary { &mut draft.competency.ordinary_aliases } else { &mut draft.competency.aliases };
                    list.push(alias.value);
                }
            }
        }
        self.implied.extend(entry.implies.into_iter().map(|it| (index, it.value, place.clone())));
    }

    fn category(&mut self, path: &str, entry: &Entry) -> Option<String> {
        let stated = entry.category.as_ref()?;
        if let Some(found) = self.categories.iter().find(|it| it.id == stated.value) {
            return Some(found.id.clone());
        }
        let key = text::slug(&stated.value);
        let found = self.categories.iter().find(|it| it.id == key || text::slug(&it.name) == key);
        if let Some(found) = found {
            return Some(found.id.clone());
        }
        let names = self.categories.iter().flat_map(|it| [it.id.as_str(), it.name.as_str()]);
        let hint = match text::nearest(&stated.value, names) {
            Some(near) => format!("did you mean `{near}`; a new one is stated under `categories:`"),
            None => "state it under `categories:`, or use one of those of the matrix".to_owned(),
        };
        let message = format!("there is no category `{}`", stated.value);
        let place = Place::at(path, stated.line, stated.column);
        self.warning("vocabulary-unknown-category", place, message, &hint);
        None
    }

    /// Gives a way of writing to a draft, unless it is another's. The team takes over what is a built-in alias.
    fn take(&mut self, index: usize, term: &Stated<String>, path: &str, is_name: bool) -> bool {
        let key = normal(&term.value);
        let Some(&(owner, owner_name)) = self.keys.get(&key) else {
            self.keys.insert(key, (index, is_name));
            return true;
        };
        if owner == index {
            return false;
        }
        let theirs = self.drafts.get(owner).is_some_and(|draft| draft.place.is_some());
        if path.is_empty() {
            return false;
        }
        if theirs || owner_name {
            let other = self.drafts.get(owner).map_or_else(String::new, |it| it.competency.name.clone());
            let message = format!("`{}` already stands for `{other}`", term.value);
            let hint = "a way of writing can mean only one competency: take it out of one of them";
            let place = Place::at(path, term.line, 0);
            self.warning("vocabulary-duplicate", place, message, hint);
            return false;
        }
        if let Some(draft) = self.drafts.get_mut(owner) {
            draft.competency.aliases.retain(|alias| normal(alias) != key);
            draft.competency.ordinary_aliases.retain(|alias| normal(alias) != key);
        }
        self.keys.insert(key, (index, is_name));
        true
    }

    fn warning(&mut self, code: &'static str, place: Place, message: String, hint: &str) {
        if self.faults.len() < MAX_FAULTS && !place.path.is_empty() {
            let (severity, hint) = (Severity::Warning, Some(hint.to_owned()));
            self.faults.push(Diagnostic { place, severity, code, message, hint });
        }
    }

    fn finish(mut self, identity: crate::model::source::Hash) -> (Vocabulary, Vec<Diagnostic>) {
        let edges = self.edges();
        self.cycles(&edges);
        let mut categories = std::mem::take(&mut self.categories);
        if self.drafts.iter().any(|draft| draft.competency.category == TEAM.0)
            && categories.iter().all(|it| it.id != TEAM.0)
        {
            categories.push(Category { id: TEAM.0.to_owned(), name: TEAM.1.to_owned() });
        }
        categories.push(Category { id: OTHER.to_owned(), name: "Not in the vocabulary".to_owned() });
        let rank: HashMap<String, usize> =
            categories.iter().enumerate().map(|(rank, it)| (it.id.clone(), rank)).collect();
        let keyed = self.drafts.par_iter().enumerate().map(|(index, Draft { competency, .. })| {
            let Competency { category, name, .. } = competency;
            (rank.get(category).copied(), text::fold(name), name.as_str(), index, text::slug(name))
        });
        let mut order: Vec<_> = keyed.collect();
        order.par_sort_unstable();
        let mut taken = text::Taken::default();
        let mut ids = vec![String::new(); self.drafts.len()];
        for (.., index, slug) in &order {
            if let Some(id) = ids.get_mut(*index).filter(|_| self.drafts.get(*index).is_some_and(|it| !it.hidden)) {
                *id = text::unique(slug, &mut taken);
            }
        }
        let order: Vec<usize> = order.into_iter().map(|(.., index, _)| index).collect();
        let mut competencies = Vec::with_capacity(order.len());
        for index in order {
            let Some(draft) = self.drafts.get_mut(index).filter(|draft| !draft.hidden) else { continue };
            let mut competency = std::mem::replace(&mut draft.competency, blank(""));
            competency.id.clone_from(&ids[index]);
            let implied =
                edges.get(index).into_iter().flatten().filter_map(|&it| ids.get(it)).filter(|id| !id.is_empty());
            competency.implies = implied.cloned().collect();
            competencies.push(Arc::new(competency));
        }
        (Vocabulary { categories, competencies, identity }, self.faults)
    }

    /// What follows from each draft, as indices; unknown names are faults of the team's.
    fn edges(&mut self) -> Vec<Vec<usize>> {
        let mut edges = vec![Vec::new(); self.drafts.len()];
        for (index, name, place) in std::mem::take(&mut self.implied) {
            match self.keys.get(&normal(&name)).copied() {
                Some((target, _)) if target != index => {
                    if let Some(list) = edges.get_mut(index).filter(|list| !list.contains(&target)) {
                        list.push(target);
                    }
                }
                Some(_) => {
                    let message = format!("`{name}` implies itself");
                    self.warning("vocabulary-cycle", place, message, "take it out");
                }
                None => {
                    let message = format!("`{name}` is not in the vocabulary");
                    self.warning("vocabulary-unknown-term", place, message, "add it, or correct the name");
                }
            }
        }
        edges
    }

    /// Says which of the team's terms follow from themselves: harmless for the marks, and surely not meant.
    fn cycles(&mut self, edges: &[Vec<usize>]) {
        // Depth-first with colours: an edge to a term that is still open closes a cycle. Linear in the edges.
        let mut state = vec![0_u8; edges.len()];
        let mut closing = Vec::new();
        for root in 0..edges.len() {
            let mut open = vec![(root, 0_usize)];
            if state[root] != 0 {
                continue;
            }
            state[root] = 1;
            while let Some((index, next)) = open.pop() {
                let Some(&target) = edges[index].get(next) else {
                    state[index] = 2;
                    continue;
                };
                open.push((index, next + 1));
                match state[target] {
                    0 => {
                        state[target] = 1;
                        open.push((target, 0));
                    }
                    1 => closing.push((index, target)),
                    _ => {}
                }
            }
        }
        for (from, to) in closing {
            let named =
                |index: usize| self.drafts.get(index).map(|draft| (draft.competency.name.clone(), draft.place.clone()));
            let (Some((from, from_place)), Some((to, to_place))) = (named(from), named(to)) else { continue };
            if let Some(place) = from_place.or(to_place) {
                let message = format!("`{from}` implies `{to}`, which implies it in turn");
                let hint = "if they are one thing, make one an alias of the other";
                self.warning("vocabulary-cycle", place, message, hint);
            }
        }
    }
}

fn blank(name: &str) -> Competency {
    Competency {
        id: String::new(),
        name: name.to_owned(),
        aliases: Vec::new(),
        category: String::new(),
        definition: String::new(),
        ordinary: false,
        ordinary_aliases: Vec::new(),
        excludes: Vec::new(),
        implies: Vec::new(),
        required: false,
        origin: Origin::Vocabulary,
    }
}

#[cfg(test)]
mod tests;
