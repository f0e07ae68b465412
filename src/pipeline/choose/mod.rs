//! Choose: a short tree of questions from all agents to one, for people who don't know any name.
//!
//! First what an agent is about, then the terms of that field, then what parts those that are left. Where the catalog is all about one
//! thing, the first question is the one that says most about which agent it will be: the one of the highest information gain (as in
//! ID3, Quinlan, 1986). An answer that leaves more agents than the questions after it can part is cut by name, so that the number of
//! clicks is bounded whatever the agents are.

mod profile;
mod questions;

use self::questions::{Asker, Choice, Kind, Question, Way};
use crate::model::catalog::Catalog;
use crate::model::choice::{Answer, Node, To, Tree};
use crate::text;

/// Up to so many agents, three questions and a click in a list lead to one; beyond, four questions lead to a list.
const USUAL: usize = 500;
/// Most agents of a list at the end, as long as the catalog's size allows.
const LISTED: usize = 12;
/// So few agents are listed without a further question.
const FEW: usize = 8;
/// How many parts a question by name has at least.
const PARTS: usize = 8;

/// The tree of a catalog.
pub fn tree(catalog: &Catalog) -> Tree {
    let count = catalog.agents.len();
    if count < 2 {
        return Tree::default();
    }
    let questions = if count <= USUAL { 3 } else { 4 };
    let mut parts = PARTS;
    while parts.saturating_pow(questions).saturating_mul(LISTED) < count {
        parts += 1;
    }
    let asker = Asker::new(catalog, count > USUAL);
    let mut maker = Maker { asker, catalog, parts, tree: Tree::default() };
    maker.tree.nodes.push(node(String::new(), String::new(), None, (0..count).collect()));
    let mut open = vec![(0, questions, Way::default())];
    while let Some((at, left, way)) = open.pop() {
        open.extend(maker.ask(at, left, &way));
    }
    let Tree { nodes, .. } = maker.tree;
    let paths = nodes.iter().enumerate().map(|(at, node)| (node.path.clone(), at)).collect();
    Tree { nodes, paths }
}

struct Maker<'a> {
    asker: Asker<'a>,
    catalog: &'a Catalog,
    /// How many parts a set is cut into by name.
    parts: usize,
    tree: Tree,
}

fn node(path: String, answer: String, parent: Option<usize>, agents: Vec<usize>) -> Node {
    Node { path, answer, parent, question: None, answers: Vec::new(), agents }
}

impl Maker<'_> {
    /// Finds the question of a node with so many questions left; gives the nodes that are to be asked next.
    fn ask(&mut self, at: usize, left: u32, way: &Way) -> Vec<(usize, u32, Way)> {
        let Some(here) = self.tree.nodes.get(at) else { return Vec::new() };
        let agents = here.agents.clone();
        if left == 0 || (agents.len() <= FEW && here.parent.is_some()) {
            return Vec::new();
        }
        let is_last = left == 1;
        let room = LISTED.saturating_mul(self.parts.saturating_pow(left - 1));
        // At the end short lists, and long ones only where there would be too many.
        let most = if is_last { (agents.len() / 4).clamp(FEW, LISTED) } else { room };
        let question = match self.asker.next(&agents, way, is_last, most) {
            Some(question) => question,
            None if agents.len() <= LISTED => return Vec::new(),
            None => Question::by_name(agents.clone()),
        };
        let Question { text, kind, options } = question;
        let most = if kind == Kind::Name { agents.len().div_ceil(self.parts).max(LISTED) } else { room };
        let mut taken = text::Taken::default();
        let mut next = Vec::new();
        let mut answers = Vec::new();
        let options: Vec<Choice> = options.into_iter().flat_map(|option| self.cut(option, most)).collect();
        for Choice { label, door, agents } in options {
            let to = if let [only] = agents.as_slice() {
                To::Agent(*only)
            } else {
                let slug = text::unique_slug(&label, &mut taken);
                let before = self.tree.nodes.get(at).map_or("", |node| node.path.as_str());
                let path = if before.is_empty() { slug } else { format!("{before}/{slug}") };
                let index = self.tree.nodes.len();
                self.tree.nodes.push(node(path, label.clone(), Some(at), agents));
                next.push((index, left - 1, way.with(kind, door)));
                To::Node(index)
            };
            answers.push(Answer { label, to });
        }
        if let Some(here) = self.tree.nodes.get_mut(at) {
            here.question = Some(text);
            here.answers = answers;
        }
        next
    }

    /// An option, cut by name into parts of at most so many agents.
    fn cut(&self, option: Choice, most: usize) -> Vec<Choice> {
        if option.agents.len() <= most {
            return vec![option];
        }
        let Choice { label, door, agents } = option;
        let parts = agents.len().div_ceil(most).max(2);
        let size = agents.len().div_ceil(parts);
        let slug = |agent: Option<&usize>| {
            agent.and_then(|&agent| self.catalog.agents.get(agent)).map_or("", |agent| agent.slug.as_str())
        };
        let part = |agents: &[usize]| {
            let range = format!("{} to {}", slug(agents.first()), slug(agents.last()));
            let label = if label.is_empty() { range } else { format!("{label}, {range}") };
            Choice { label, door, agents: agents.to_vec() }
        };
        agents.chunks(size).map(part).collect()
    }
}
