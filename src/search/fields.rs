//! Fields: what of an agent, a page or a competency is searched, and how much each part counts.

use crate::model::catalog::Catalog;
use crate::model::competency::Competency;
use crate::model::content::Page;
use crate::model::definition::Definition;
use crate::model::description::Description;
use crate::model::document::{Block, BlockKind, Document, SectionKind, plain};
use crate::model::matrix::{AgentCoverage, Level};

/// A field: its name, how much a word in it counts, and how far its length matters (`w` and `b` of BM25F,
/// Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) weight: f64,
    pub(super) b: f64,
}

/// The field of the example dialogues.
pub(super) const EXAMPLES: &str = "examples";

/// How many fields there are.
pub(super) const COUNT: usize = 7;

/// The fields, in the order in which their shares are summed up.
pub(super) const FIELDS: [Field; COUNT] = [
    Field { name: "name", weight: 2.0, b: 0.5 },
    Field { name: "description", weight: 3.5, b: 0.25 },
    Field { name: "competencies", weight: 0.25, b: 0.75 },
    Field { name: "sections", weight: 0.3, b: 0.75 },
    Field { name: "body", weight: 0.5, b: 0.75 },
    Field { name: "code", weight: 0.05, b: 0.75 },
    Field { name: EXAMPLES, weight: 0.4, b: 0.75 },
];

/// How soon more of the same word stops counting (`k1` of BM25F).
pub(super) const K1: f64 = 4.0;

/// The texts of each field, in the order of [`FIELDS`]; no phrase reaches from one text into the next.
pub(super) type Texts = [Vec<String>; COUNT];

/// What is searched of an agent, by its index in the catalog.
pub(super) fn agent(catalog: &Catalog, index: usize) -> Texts {
    let mut texts = Texts::default();
    let Some(agent) = catalog.agents.get(index) else { return texts };
    let definition = agent.definition.as_ref();
    let [name, description, competencies, sections, body, code, examples] = &mut texts;
    name.push(definition.name.value.clone());
    *description = said(&definition.description);
    body.extend(definition.description.when_not.iter().map(|passage| passage.text.clone()));
    *competencies = held(catalog, index);
    document(&definition.body, sections, body, code);
    *examples = dialogues(definition);
    texts
}

/// What is searched of a content page.
pub(super) fn page(page: &Page) -> Texts {
    let mut texts = Texts::default();
    let [name, description, _, sections, body, code, _] = &mut texts;
    name.push(page.title.clone());
    description.push(page.summary.clone());
    document(&page.body, sections, body, code);
    for step in &page.steps {
        body.extend([step.title.clone(), step.text.clone()]);
        body.extend(step.agent.iter().chain(&step.competency).cloned());
    }
    texts
}

/// What is searched of a competency.
pub(super) fn competency(competency: &Competency) -> Texts {
    let mut texts = Texts::default();
    let [name, description, aliases, ..] = &mut texts;
    name.push(competency.name.clone());
    description.push(competency.definition.clone());
    aliases.extend(competency.aliases.iter().cloned());
    texts
}

/// What a description says, each sentence once: purpose, when to use it, tasks, and what stands after the examples.
pub(super) fn said(description: &Description) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    let all = description.purpose.iter().chain(&description.when).chain(&description.tasks).chain(&description.rest);
    for passage in all {
        // Equal neighbours only: a sentence of `when` that is in `purpose` too stands near it, and lists are short.
        if !said.contains(&passage.text) {
            said.push(passage.text.clone());
        }
        if said.len() > 200 {
            break;
        }
    }
    said
}

/// The names of the competencies that an agent holds, the stronger ones repeated: level by term frequency.
fn held(catalog: &Catalog, index: usize) -> Vec<String> {
    let mut names = Vec::new();
    for mark in catalog.matrix.coverage.get(index).into_iter().flat_map(AgentCoverage::iter) {
        let Some(competency) = catalog.matrix.competencies.get(mark.competency) else { continue };
        let times = match mark.level {
            Level::Core => 3,
            Level::Listed => 2,
            Level::Mentioned | Level::Inferred => 1,
        };
        names.extend(std::iter::repeat_n(competency.name.clone(), times));
    }
    names
}

fn dialogues(definition: &Definition) -> Vec<String> {
    let mut texts = Vec::new();
    for example in &definition.description.examples {
        texts.extend(example.context.clone());
        texts.extend(example.turns.iter().map(|turn| turn.text.clone()));
        texts.extend(example.commentary.clone());
    }
    texts
}

fn document(document: &Document, titles: &mut Vec<String>, body: &mut Vec<String>, code: &mut Vec<String>) {
    for section in &document.sections {
        let title = plain(&section.title);
        // A lead-in is a line of prose before a list, not a heading.
        if section.kind == SectionKind::LeadIn {
            body.push(title);
        } else if !title.is_empty() {
            titles.push(title);
        }
        passages(&section.blocks, 0, body, code);
    }
}

/// The prose of some blocks, a text for each paragraph, list item and table row, and their code.
pub(super) fn passages(blocks: &[Block], depth: usize, prose: &mut Vec<String>, code: &mut Vec<String>) {
    // Documents are capped in depth when they are read; this only makes it sure that no input can exhaust the stack.
    if depth > 64 {
        return;
    }
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) => prose.push(plain(inlines)),
            BlockKind::List { items, .. } => {
                for item in items {
                    passages(&item.blocks, depth + 1, prose, code);
                }
            }
            BlockKind::Quote(blocks) => passages(blocks, depth + 1, prose, code),
            BlockKind::Table { head, rows } => {
                for row in std::iter::once(head).chain(rows) {
                    prose.push(row.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" | "));
                }
            }
            BlockKind::Markup(text) => prose.push(text.clone()),
            BlockKind::Code { text, .. } => code.push(text.clone()),
            BlockKind::Rule => {}
        }
    }
}
