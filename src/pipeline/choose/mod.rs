//! Choose: a short tree of questions from all agents to one, for people who don't know any name.
//!
//! At each node the question is asked that says most about which agent it will be: the one of the highest information gain (Shannon, 1948;
//! as in ID3, Quinlan, 1986), every agent being as likely as any other. An answer that leaves more agents than the questions after it can
//! part is cut by name, so that the number of clicks is bounded whatever the agents are.

mod questions;

use self::questions::{Asked, Kind, Profile, Question};
use crate::model::catalog::Catalog;
use crate::model::choice::{Answer, Node, To, Tree};
use crate::text;

/// Up to so many agents, three questions and a click in a list lead to one; beyond, four questions lead to a list.
const USUAL: usize = 500;
/// Most agents of a list at the end, as long as the catalog's size allows.
const LISTED: usize = 12;
/// So few agents are listed without a further question.
const FEW: usize = 4;
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
    let profiles: Vec<Profile> = (0..count).map(|agent| Profile::new(catalog, agent)).collect();
    let mut maker = Maker { catalog, profiles, parts, many: count > USUAL, tree: Tree::default() };
    maker.tree.nodes.push(node(String::new(), String::new(), None, (0..count).collect()));
    let mut open = vec![(0, questions, Asked::default())];
    while let Some((at, left, asked)) = open.pop() {
        open.extend(maker.ask(at, left, &asked));
    }
    let Tree { nodes, .. } = maker.tree;
    let paths = nodes.iter().enumerate().map(|(at, node)| (node.path.clone(), at)).collect();
    Tree { nodes, paths }
}

struct Maker<'a> {
    catalog: &'a Catalog,
    profiles: Vec<Profile>,
    /// How many parts a set is cut into by name.
    parts: usize,
    /// Whether the catalog is so large that an agent stands under one answer only, after the first question.
    many: bool,
    tree: Tree,
}

fn node(path: String, answer: String, parent: Option<usize>, agents: Vec<usize>) -> Node {
    Node { path, answer, parent, question: None, answers: Vec::new(), agents }
}

impl Maker<'_> {
    /// Finds the question of a node with so many questions left; gives the nodes that are to be asked next.
    fn ask(&mut self, at: usize, left: u32, asked: &Asked) -> Vec<(usize, u32, Asked)> {
        let Some(here) = self.tree.nodes.get(at) else { return Vec::new() };
        let agents = here.agents.clone();
        let is_root = here.parent.is_none();
        if left == 0 || (agents.len() <= FEW && !is_root) {
            return Vec::new();
        }
        let twice = is_root || !self.many;
        let best = questions::best(self.catalog, &self.profiles, &agents, asked, twice);
        let question = match best {
            Some(question) => question,
            None if agents.len() <= LISTED => return Vec::new(),
            None => Question::by_name(agents.clone()),
        };
        let (text, kind) = (question.text, question.asked);
        let most = match kind {
            Kind::Name => agents.len().div_ceil(self.parts).max(LISTED),
            _ => LISTED.saturating_mul(self.parts.saturating_pow(left - 1)),
        };
        let options: Vec<(String, Vec<usize>)> =
            question.options.into_iter().flat_map(|(label, agents)| self.cut(label, agents, most)).collect();
        let mut taken = text::Taken::default();
        let mut next = Vec::new();
        let mut answers = Vec::new();
        for (label, agents) in options {
            let to = if let [only] = agents.as_slice() {
                To::Agent(*only)
            } else {
                let slug = text::unique_slug(&label, &mut taken);
                let before = self.tree.nodes.get(at).map_or("", |node| node.path.as_str());
                let path = if before.is_empty() { slug } else { format!("{before}/{slug}") };
                let index = self.tree.nodes.len();
                self.tree.nodes.push(node(path, label.clone(), Some(at), agents));
                next.push((index, left - 1, asked.with(kind)));
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
    fn cut(&self, label: String, agents: Vec<usize>, most: usize) -> Vec<(String, Vec<usize>)> {
        if agents.len() <= most {
            return vec![(label, agents)];
        }
        let parts = agents.len().div_ceil(most).max(2);
        let size = agents.len().div_ceil(parts);
        let slug = |agent: Option<&usize>| {
            agent.and_then(|&agent| self.catalog.agents.get(agent)).map_or("", |agent| agent.slug.as_str())
        };
        let part = |agents: &[usize]| {
            let range = format!("{} to {}", slug(agents.first()), slug(agents.last()));
            let label = if label.is_empty() { range } else { format!("{label}, {range}") };
            (label, agents.to_vec())
        };
        agents.chunks(size).map(part).collect()
    }
}
