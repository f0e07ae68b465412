//! Lists: what several pages of a site need, each worked out when the first of them asks: a change to one file, shown on one
//! page, waits for none of the others.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::Site;
use super::glossary::{self, Letters};
use super::listing::{self, Shelf};
use super::routes::Listed;
use super::views::frame::Around;
use super::views::matrix::{self, Category};
use crate::model::agent::Agent;
use crate::model::competency::Competency;
use crate::model::diagnostic::Diagnostic;
use crate::text::{self, background};

/// What is worked out once for a site.
#[derive(Debug, Default)]
pub(super) struct Lists {
    shelves: OnceLock<Vec<Shelf>>,
    shown: OnceLock<Vec<usize>>,
    telling: OnceLock<Vec<f64>>,
    categories: OnceLock<Vec<Category>>,
    letters: OnceLock<Letters>,
    paths: OnceLock<HashMap<String, usize>>,
    agents: OnceLock<HashMap<String, usize>>,
    shared: OnceLock<BTreeSet<String>>,
    ids: OnceLock<HashMap<String, usize>>,
    competencies: OnceLock<HashMap<String, usize>>,
    pub(super) routes: OnceLock<Listed>,
    /// What stands around the pages of a folder, by the folder.
    around: Mutex<BTreeMap<String, Arc<Around>>>,
}

impl Lists {
    /// What stands around the pages of a folder.
    pub(super) fn around(&self, folder: &str, made: impl FnOnce() -> Arc<Around>) -> Arc<Around> {
        let known = || self.around.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known().get(folder).cloned();
        found.unwrap_or_else(|| {
            let made = made();
            Arc::clone(known().entry(folder.to_owned()).or_insert(made))
        })
    }

    /// What went wrong in the team's templates around the pages that were made so far.
    pub(super) fn faults(&self) -> Vec<Diagnostic> {
        let known = self.around.lock().unwrap_or_else(PoisonError::into_inner);
        known.values().flat_map(|around| around.faults.iter().cloned()).collect()
    }
}

impl Site {
    /// The agents by what they have in common.
    pub(super) fn shelves(&self) -> &[Shelf] {
        self.lists.shelves.get_or_init(|| listing::shelves(&self.catalog))
    }

    /// The competencies that have a page: indices into the matrix, rising.
    pub(super) fn shown(&self) -> &[usize] {
        self.lists.shown.get_or_init(|| self.catalog.matrix.shown().map(|(index, _)| index).collect())
    }

    /// How telling the name of each competency of the matrix is in this catalog.
    pub(super) fn telling(&self) -> &[f64] {
        let matrix = &self.catalog.matrix;
        let agents = self.catalog.agents.len();
        let telling =
            |(it, index): (&Arc<Competency>, usize)| background::telling(&it.name, matrix.claim_count(index), agents);
        self.lists.telling.get_or_init(|| matrix.competencies.iter().zip(0..).map(telling).collect())
    }

    /// Those that have a page, by category.
    pub(super) fn categories(&self) -> &[Category] {
        self.lists.categories.get_or_init(|| matrix::categories(&self.catalog, self.shown()))
    }

    /// Those that have a page, by first letter.
    pub(super) fn letters(&self) -> &Letters {
        self.lists.letters.get_or_init(|| glossary::letters(&self.catalog))
    }

    /// The index of the agent whose file is at a path.
    pub(super) fn agent_at(&self, path: &str) -> Option<usize> {
        let agents = || self.catalog.agents.iter().map(|agent| agent.definition.path.clone()).zip(0..).collect();
        self.lists.paths.get_or_init(agents).get(path).copied()
    }

    /// The folder of an agent's file, where another agent has the same name.
    pub(super) fn folder_of(&self, agent: &Agent) -> Option<String> {
        let definition = &agent.definition;
        let shared = self.lists.shared.get_or_init(|| {
            let mut known: BTreeSet<&str> = BTreeSet::new();
            let names = self.catalog.agents.iter().map(|it| it.definition.name.value.as_str());
            names.filter(|name| !known.insert(name)).map(str::to_owned).collect()
        });
        let folder = definition.path.rsplit_once('/').map_or("the top folder", |(folder, _)| folder);
        shared.contains(&definition.name.value).then(|| text::visible(folder).into_owned())
    }

    /// The index of the agent that is called so: by its slug, its name's or its file's stem's.
    pub(super) fn agent_called(&self, name: &str) -> Option<usize> {
        let agents = self.lists.agents.get_or_init(|| {
            let agents = &self.catalog.agents;
            let mut known: HashMap<String, usize> = agents.iter().map(|agent| agent.slug.clone()).zip(0..).collect();
            for (index, agent) in agents.iter().enumerate() {
                let file = agent.definition.path.rsplit('/').next().unwrap_or_default();
                let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
                for name in [stem, &agent.definition.name.value] {
                    known.entry(text::slug(name)).or_insert(index);
                }
            }
            known
        });
        agents.get(&text::slug(name)).copied()
    }

    /// The index of a competency by id.
    pub(super) fn competency_at(&self, id: &str) -> Option<usize> {
        let ids = || self.catalog.matrix.competencies.iter().map(|it| it.id.clone()).zip(0..).collect();
        self.lists.ids.get_or_init(ids).get(id).copied()
    }

    /// The index of the competency that is called so, if it has a page.
    pub(super) fn competency_called(&self, name: &str) -> Option<usize> {
        let names = self.lists.competencies.get_or_init(|| {
            let mut known = HashMap::new();
            for (index, competency) in self.catalog.matrix.competencies.iter().enumerate() {
                for name in std::iter::once(&competency.name).chain(&competency.aliases) {
                    known.entry(text::fold(name)).or_insert(index);
                }
            }
            known
        });
        let found = self.competency_at(name).or_else(|| names.get(&text::fold(name)).copied());
        found.filter(|index| self.shown().binary_search(index).is_ok())
    }
}
