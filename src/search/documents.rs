//! Documents: everything of a catalog that is indexed, numbered: agents in the catalog's order, then pages, then competencies.

use std::sync::Arc;

use super::fields::{self, Texts};
use crate::model::catalog::Catalog;
use crate::model::competency::Competency;
use crate::model::matrix::{Coverage, Level};

/// The documents of a catalog.
pub(super) struct Documents<'a> {
    catalog: &'a Catalog,
    /// The competencies that are documents: indices into the matrix, rising.
    pub(super) shown: Vec<usize>,
}

/// What a document is made of.
enum Kind<'a> {
    Agent(usize),
    Page(usize),
    Competency(&'a Arc<Competency>),
}

impl<'a> Documents<'a> {
    /// The documents of a catalog.
    pub(super) fn new(catalog: &'a Catalog) -> Self {
        Self { catalog, shown: catalog.matrix.shown().map(|(index, _)| index).collect() }
    }

    /// Their ids, unique: what a document is replaced by.
    pub(super) fn ids(&self) -> impl Iterator<Item = String> {
        let agents = self.catalog.agents.iter().map(|agent| format!("a {}", agent.slug));
        let pages = self.catalog.pages.iter().map(|page| format!("p {}", page.name));
        agents.chain(pages).chain(self.competencies().map(|competency| format!("c {}", competency.id)))
    }

    /// What people call a document.
    pub(super) fn name(&self, number: usize) -> &str {
        match self.kind(number) {
            Some(Kind::Agent(at)) => self.catalog.agents.get(at).map_or("", |agent| &agent.definition.name.value),
            Some(Kind::Page(at)) => self.catalog.pages.get(at).map_or("", |page| &page.title),
            Some(Kind::Competency(competency)) => &competency.name,
            None => "",
        }
    }

    /// What of a document is searched.
    pub(super) fn texts(&self, number: usize) -> Texts {
        match self.kind(number) {
            Some(Kind::Agent(at)) => fields::agent(self.catalog, at),
            Some(Kind::Page(at)) => self.catalog.pages.get(at).map(fields::page).unwrap_or_default(),
            Some(Kind::Competency(competency)) => fields::competency(competency),
            None => Texts::default(),
        }
    }

    /// Whether a document has the same texts as one of another catalog: told by what both were made from, not by the texts.
    pub(super) fn same(&self, number: usize, other: &Self, at: usize) -> bool {
        match (self.kind(number), other.kind(at)) {
            (Some(Kind::Agent(own)), Some(Kind::Agent(at))) => self.same_agent(own, other, at),
            (Some(Kind::Page(own)), Some(Kind::Page(at))) => self.catalog.pages.get(own) == other.catalog.pages.get(at),
            (Some(Kind::Competency(own)), Some(Kind::Competency(other))) => Arc::ptr_eq(own, other) || own == other,
            _ => false,
        }
    }

    /// Whether the competencies that have other names are the same as another catalog's.
    pub(super) fn named_alike(&self, other: &Self) -> bool {
        let own = self.competencies().filter(|it| !it.aliases.is_empty());
        let others = other.competencies().filter(|it| !it.aliases.is_empty());
        own.map(|it| (&it.name, &it.aliases)).eq(others.map(|it| (&it.name, &it.aliases)))
    }

    /// An agent's texts follow from its definition and from the names and levels of what it covers.
    fn same_agent(&self, own: usize, other: &Self, at: usize) -> bool {
        let (Some(agent), Some(before)) = (self.catalog.agents.get(own), other.catalog.agents.get(at)) else {
            return false;
        };
        let (Some(coverage), Some(covered)) =
            (self.catalog.matrix.coverage.get(own), other.catalog.matrix.coverage.get(at))
        else {
            return false;
        };
        // Marks of the vocabulary are made anew with it, so that the same marks name the same competencies.
        Arc::ptr_eq(&agent.definition, &before.definition)
            && Arc::ptr_eq(&coverage.vocabulary, &covered.vocabulary)
            && self.named(&coverage.other).eq(other.named(&covered.other))
    }

    fn named(&self, marks: &'a [Coverage]) -> impl Iterator<Item = (&str, Level)> {
        let name = |mark: &Coverage| self.catalog.matrix.competencies.get(mark.competency).map(|it| it.name.as_str());
        marks.iter().map(move |mark| (name(mark).unwrap_or_default(), mark.level))
    }

    fn competencies(&self) -> impl Iterator<Item = &'a Arc<Competency>> {
        self.shown.iter().filter_map(|index| self.catalog.matrix.competencies.get(*index))
    }

    fn kind(&self, number: usize) -> Option<Kind<'a>> {
        let (agents, pages) = (self.catalog.agents.len(), self.catalog.pages.len());
        if number < agents {
            return Some(Kind::Agent(number));
        }
        if number < agents + pages {
            return Some(Kind::Page(number - agents));
        }
        let index = *self.shown.get(number - agents - pages)?;
        self.catalog.matrix.competencies.get(index).map(Kind::Competency)
    }
}
