//! Facets: what agents can be filtered by, each value with the agents that have it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::query::{FIELDS, Filter};
use super::tokens::{Role, tokens};
use crate::model::agent::Agent;
use crate::model::catalog::Catalog;
use crate::model::definition::Tools;
use crate::model::loads::Outcome;
use crate::model::matrix::Level;
use crate::text::{fold, nearest};

/// A value with who has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Holders {
    /// The value as people write it.
    pub(super) label: String,
    /// Numbers of agents, sorted; of a competency with the level (0 inferred to 3 core), else with 0.
    pub(super) agents: Vec<(u32, u8)>,
}

/// The values of every field of [`FIELDS`], by their folded form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Facets {
    fields: BTreeMap<&'static str, BTreeMap<String, Holders>>,
    /// Other ways to write a competency: folded, to the folded name.
    aliases: BTreeMap<String, String>,
}

/// Longest value, in bytes: what is longer is no value that anybody types.
const LONGEST: usize = 200;

/// The name of a level, weakest first.
pub(super) const LEVELS: [&str; 4] = ["inferred", "mentioned", "listed", "core"];

/// A level as a number, weakest first.
pub(super) fn level(level: Level) -> u8 {
    match level {
        Level::Inferred => 0,
        Level::Mentioned => 1,
        Level::Listed => 2,
        Level::Core => 3,
    }
}

impl Facets {
    /// The facets of a catalog.
    pub(super) fn new(catalog: &Catalog) -> Self {
        let mut facets = Self::default();
        for (number, agent) in (0_u32..).zip(&catalog.agents) {
            facets.agent(number, agent);
        }
        facets.coverage(catalog);
        for (_, competency) in catalog.matrix.shown() {
            for alias in &competency.aliases {
                facets.aliases.entry(fold(alias)).or_insert_with(|| fold(&competency.name));
            }
        }
        for category in &catalog.matrix.categories {
            facets.aliases.entry(fold(&category.id)).or_insert_with(|| fold(&category.name));
        }
        facets
    }

    /// Competencies, their levels and categories. Marks are many: a name is folded once for all who hold it.
    fn coverage(&mut self, catalog: &Catalog) {
        let matrix = &catalog.matrix;
        let categories: HashMap<&str, &str> =
            matrix.categories.iter().map(|category| (category.id.as_str(), category.name.as_str())).collect();
        for (at, competency) in matrix.shown() {
            let mut holders: Vec<(u32, u8)> = matrix
                .holders_of(at)
                .filter_map(|(agent, mark)| Some((u32::try_from(agent).ok()?, level(mark.level))))
                .collect();
            holders.sort_unstable();
            let category = categories.get(competency.category.as_str()).unwrap_or(&competency.category.as_str()).trim();
            self.hold("competency", &competency.name, holders.iter().copied());
            self.hold("category", category, holders.iter().map(|(agent, _)| (*agent, 0)));
            for (own, name) in (0..).zip(LEVELS) {
                let of_level = holders.iter().filter(|(_, level)| *level == own);
                self.hold("level", name, of_level.map(|(agent, _)| (*agent, 0)));
            }
        }
        for holders in self.fields.values_mut().flat_map(BTreeMap::values_mut) {
            holders.agents.sort_unstable();
            // Of one agent's several marks for a name the strongest stands last.
            holders.agents.reverse();
            holders.agents.dedup_by_key(|(agent, _)| *agent);
            holders.agents.reverse();
        }
    }

    /// Adds holders of a value, in any order and perhaps again.
    fn hold(&mut self, field: &'static str, value: &str, agents: impl Iterator<Item = (u32, u8)>) {
        let mut agents = agents.peekable();
        let value = value.trim();
        if value.is_empty() || value.len() > LONGEST || agents.peek().is_none() {
            return;
        }
        let holders = self.fields.entry(field).or_default().entry(fold(value)).or_default();
        if holders.label.is_empty() {
            value.clone_into(&mut holders.label);
        }
        holders.agents.extend(agents);
    }

    fn agent(&mut self, number: u32, agent: &Agent) {
        let definition = &agent.definition;
        let settings = &definition.settings;
        self.hold("name", &definition.name.value, std::iter::once((number, 0)));
        self.hold(
            "model",
            settings.model.as_ref().map_or("inherit", |model| &model.value),
            std::iter::once((number, 0)),
        );
        match settings.tools.as_ref().map(|tools| &tools.value) {
            None | Some(Tools::All) => self.hold("tool", "all", std::iter::once((number, 0))),
            Some(Tools::Named(names)) => {
                for name in names {
                    self.hold("tool", name, std::iter::once((number, 0)));
                }
            }
        }
        if let Some(color) = &settings.color {
            self.hold("color", &color.value, std::iter::once((number, 0)));
        }
        let loads = match definition.loads.project.outcome {
            Outcome::Loads => "loads",
            Outcome::Repaired => "repaired",
            Outcome::Placeholder => "placeholder",
            Outcome::Skipped => "skipped",
        };
        self.hold("loads", loads, std::iter::once((number, 0)));
    }

    /// The values of a field, by their folded form.
    pub(super) fn values(&self, field: &str) -> Option<&BTreeMap<String, Holders>> {
        self.fields.get(field)
    }

    /// Other ways to write a competency or a category.
    pub(super) fn aliases(&self) -> &BTreeMap<String, String> {
        &self.aliases
    }

    /// Who passes some filters: the values of one field are alternatives, the fields all must hold. `None` if nothing is filtered.
    pub(super) fn passing(&self, filters: &[Filter], agents: u32, notes: &mut Vec<String>) -> Option<Vec<bool>> {
        if filters.is_empty() {
            return None;
        }
        let mut passing = vec![true; agents as usize];
        let levels: BTreeSet<u8> = filters
            .iter()
            .filter(|filter| filter.field == "level" && !filter.not)
            .filter_map(|filter| LEVELS.iter().position(|level| *level == filter.value))
            .filter_map(|level| u8::try_from(level).ok())
            .collect();
        let of_competency = filters.iter().any(|filter| filter.field == "competency" && !filter.not);
        for field in FIELDS {
            let mut any = vec![false; agents as usize];
            let mut asked = false;
            for filter in filters.iter().filter(|filter| filter.field == field) {
                let found = self.matching(field, &filter.value);
                if found.is_empty() {
                    notes.push(self.unknown(field, &filter.value));
                }
                asked |= !filter.not;
                for (number, level) in found.iter().flat_map(|holders| &holders.agents) {
                    let counts = field != "competency" || levels.is_empty() || levels.contains(level);
                    let place =
                        if filter.not { passing.get_mut(*number as usize) } else { any.get_mut(*number as usize) };
                    if let (Some(place), true) = (place, counts) {
                        *place = !filter.not;
                    }
                }
            }
            // A level beside a competency is the level of that competency.
            if asked && !(field == "level" && of_competency) {
                passing.iter_mut().zip(any).for_each(|(passing, any)| *passing &= any);
            }
        }
        Some(passing)
    }

    /// The values that a filter means: the one that is equal, else those that hold all its words.
    fn matching(&self, field: &str, value: &str) -> Vec<&Holders> {
        let Some(values) = self.fields.get(field) else { return Vec::new() };
        let meant = self.aliases.get(value).filter(|name| values.contains_key(*name)).map_or(value, String::as_str);
        if let Some(holders) = values.get(meant) {
            return vec![holders];
        }
        let wanted = words(value);
        if wanted.is_empty() {
            return Vec::new();
        }
        values
            .iter()
            .filter(|(value, _)| {
                let held = words(value);
                // A name may be typed in part.
                let holds = |word: &String| {
                    held.contains(word) || (field == "name" && held.iter().any(|held| held.starts_with(word.as_str())))
                };
                wanted.iter().all(holds)
            })
            .map(|(_, holders)| holders)
            .collect()
    }

    /// Says that nobody has a value, and which may be meant: one that is nearly written so, or a word of one.
    fn unknown(&self, field: &str, value: &str) -> String {
        let labels: Vec<&str> =
            self.fields.get(field).into_iter().flat_map(BTreeMap::values).map(|it| it.label.as_str()).collect();
        let parts = labels.iter().flat_map(|label| label.split(|c: char| !c.is_alphanumeric()));
        let near =
            nearest(value, labels.iter().copied()).or_else(|| nearest(value, parts.filter(|part| !part.is_empty())));
        match near {
            Some(near) if near.contains(char::is_whitespace) => {
                format!("no agent has the {field} `{value}`; did you mean `{field}:\"{near}\"`?")
            }
            Some(near) => format!("no agent has the {field} `{value}`; did you mean `{field}:{near}`?"),
            None => format!("no agent has the {field} `{value}`"),
        }
    }
}

fn words(text: &str) -> BTreeSet<String> {
    tokens(text)
        .into_iter()
        .filter(|token| token.role != Role::Hump && token.role != Role::Whole)
        .map(|token| token.text)
        .collect()
}
