//! Trees of questions over generated catalogs: everyone is found, in few clicks.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use std::collections::BTreeSet;
use std::sync::Arc;

use agentdex::compile::{self, Cache};
use agentdex::digest;
use agentdex::model::agent::Agent;
use agentdex::model::catalog::Catalog;
use agentdex::model::choice::{Node, To, Tree};
use agentdex::model::competency::{Category, Competency, OTHER, Origin};
use agentdex::model::definition::{Definition, Stated};
use agentdex::model::matrix::{AgentCoverage, Coverage, Evidence, LEVELS, Level, Matrix, State};
use agentdex::model::source::{Source, Sources};
use agentdex::pipeline::choose::tree;
use agentdex::text;

/// Most agents of a list at the end.
const LISTED: usize = 12;

/// Some definition, to be given other names.
fn definition() -> Definition {
    let bytes: Arc<[u8]> = Arc::from("---\nname: a\ndescription: Helps.\n---\nHelp.\n".as_bytes());
    let source = Source { path: "a.md".to_owned(), hash: digest::hash(&bytes), bytes: bytes.into() };
    let catalog =
        compile::catalog(&Sources { definitions: vec![source.into()], ..Sources::default() }, &mut Cache::default());
    Definition::clone(&catalog.agents[0].definition)
}

/// What an agent claims: indices of competencies, rising.
type Claims = Vec<(usize, Level)>;

/// Claims of which all are core.
fn core(claims: &[usize]) -> Claims {
    claims.iter().map(|&claim| (claim, Level::Core)).collect()
}

/// A catalog of agents by name, each with what it claims.
fn catalog(agents: &[(String, Claims)], competencies: &[(&str, &str)]) -> Catalog {
    let competency = |&(name, category): &(&str, &str)| {
        Arc::new(Competency {
            id: text::slug(name),
            name: name.to_owned(),
            aliases: Vec::new(),
            category: category.to_owned(),
            definition: String::new(),
            ordinary: false,
            ordinary_aliases: Vec::new(),
            excludes: Vec::new(),
            implies: Vec::new(),
            required: false,
            origin: Origin::Vocabulary,
        })
    };
    let evidence: Arc<[Evidence]> =
        Arc::from([Evidence { line: 1, quote: "x".into(), term: (0, 1), section: 0, level: Level::Core }]);
    let coverage = |claims: &Claims| AgentCoverage {
        vocabulary: claims
            .iter()
            .map(|&(competency, level)| Coverage {
                competency,
                level,
                origin: Origin::Vocabulary,
                via: Box::default(),
                evidence: Arc::clone(&evidence),
            })
            .collect(),
        other: Arc::from([]),
    };
    let base = definition();
    let agent = |name: &String| Agent {
        slug: name.clone(),
        definition: Arc::new(Definition { name: Stated { value: name.clone(), ..Stated::default() }, ..base.clone() }),
        references: Vec::new(),
        owners: Vec::new(),
        repair: None,
        diagnostics: Arc::from([]),
    };
    let mut categories: Vec<&str> = competencies.iter().map(|(_, category)| *category).collect();
    categories.dedup();
    categories.push(OTHER);
    let mut counts = vec![[0; LEVELS]; competencies.len()];
    agents.iter().flat_map(|(_, claims)| claims).for_each(|&(claim, level)| counts[claim][level.rank()] += 1);
    Catalog {
        agents: agents.iter().map(|(name, _)| Arc::new(agent(name))).collect(),
        matrix: Arc::new(Matrix::new(
            categories.iter().map(|id| Category { id: (*id).to_owned(), name: (*id).to_owned() }).collect(),
            competencies.iter().map(competency).collect(),
            vec![State::None; competencies.len()],
            agents.iter().map(|(_, claims)| coverage(claims)).collect(),
            counts,
        )),
        ..Catalog::default()
    }
}

/// For each agent the fewest clicks to it, a click in a list included; and the longest list at an end.
fn clicks(tree: &Tree, agents: usize) -> (Vec<usize>, usize) {
    let mut found = vec![usize::MAX; agents];
    let mut longest = 0;
    let mut open = vec![(0, 0)];
    while let Some((at, depth)) = open.pop() {
        let node = &tree.nodes[at];
        if node.question.is_none() {
            longest = longest.max(node.agents.len());
            node.agents.iter().for_each(|&agent| found[agent] = found[agent].min(depth + 1));
        }
        for answer in &node.answers {
            match answer.to {
                To::Agent(agent) => found[agent] = found[agent].min(depth + 1),
                To::Node(next) => open.push((next, depth + 1)),
            }
        }
    }
    (found, longest)
}

/// Agents with claims spread by a fixed rule, `alike` of them without any.
fn generated(count: usize, alike: usize) -> Catalog {
    let names: Vec<String> = (0..60).map(|at| format!("term {at}")).collect();
    let competencies: Vec<(&str, &str)> = names
        .iter()
        .enumerate()
        .map(|(at, name)| (name.as_str(), ["languages", "data", "web", "cloud", "security"][at / 12]))
        .collect();
    let agent = |at: usize| {
        let mut claims: Vec<usize> = if at < alike {
            Vec::new()
        } else {
            (0..5).map(|turn| (at * 7 + turn * turn * 11 + at / 60 * turn) % 60).collect()
        };
        claims.sort_unstable();
        claims.dedup();
        (format!("agent-{at:05}"), core(&claims))
    };
    catalog(&(0..count).map(agent).collect::<Vec<_>>(), &competencies)
}

/// The agents behind an answer.
fn behind(tree: &Tree, to: To) -> Vec<usize> {
    match to {
        To::Agent(agent) => vec![agent],
        To::Node(node) => tree.nodes[node].agents.clone(),
    }
}

/// The node behind the answer of a label.
fn follow<'a>(tree: &'a Tree, node: &Node, label: &str) -> &'a Node {
    let answer = node.answers.iter().find(|answer| answer.label == label).unwrap();
    let To::Node(next) = answer.to else { unreachable!("{label} leads to one agent") };
    &tree.nodes[next]
}

fn labels(node: &Node) -> Vec<&str> {
    node.answers.iter().map(|answer| answer.label.as_str()).collect()
}

fn check(catalog: &Catalog, most_clicks: usize, most_listed: usize) -> Tree {
    let made = tree(catalog);
    let (found, longest) = clicks(&made, catalog.agents.len());
    assert!(found.iter().all(|&clicks| clicks <= most_clicks), "{:?} clicks", found.iter().max());
    assert!(longest <= most_listed, "a list of {longest}");
    let paths: BTreeSet<&str> = made.nodes.iter().map(|node| node.path.as_str()).collect();
    assert_eq!(paths.len(), made.nodes.len(), "two nodes at one path");
    for node in made.nodes.iter().filter(|node| node.question.is_some()) {
        let mut all = BTreeSet::new();
        for answer in &node.answers {
            let agents = behind(&made, answer.to);
            assert!(agents.len() < node.agents.len(), "{} at {:?} leaves no fewer", answer.label, node.path);
            all.extend(agents);
        }
        assert!(all.into_iter().eq(node.agents.iter().copied()), "the answers at {:?} lead to others", node.path);
    }
    assert_eq!(made, tree(catalog), "not the same twice");
    made
}

#[test]
fn there_is_nothing_to_choose_among_none_or_one() {
    assert_eq!(tree(&generated(0, 0)), Tree::default());
    assert_eq!(tree(&generated(1, 0)), Tree::default());
}

#[test]
fn every_agent_is_found_in_four_clicks_among_five_hundred() {
    for alike in [0, 100, 500] {
        check(&generated(5, alike), 4, LISTED);
        check(&generated(120, alike), 4, LISTED);
        let tree = check(&generated(500, alike), 4, LISTED);
        assert!(tree.nodes.len() < 1_500, "{} pages", tree.nodes.len());
    }
}

#[test]
fn every_agent_is_in_a_short_list_after_four_clicks_among_ten_thousand() {
    for alike in [0, 10_000] {
        let tree = check(&generated(10_000, alike), 5, LISTED);
        assert!(tree.nodes.len() < 20_000, "{} pages", tree.nodes.len());
    }
}

#[test]
fn whoever_is_core_to_a_field_is_behind_each_of_its_claims_that_is_offered() {
    for count in [120, 500, 2_000] {
        let catalog = generated(count, 20);
        let tree = tree(&catalog);
        let root = &tree.nodes[0];
        assert_eq!(root.question, Some("What is it about?"));
        assert!(labels(root).contains(&"languages"));
        let mut offered = 0;
        for field in root.answers.iter().filter(|it| catalog.matrix.categories.iter().any(|has| has.id == it.label)) {
            let To::Node(at) = field.to else { continue };
            let node = &tree.nodes[at];
            for (term, competency) in catalog.matrix.competencies.iter().enumerate() {
                let doors = node.answers.iter().filter(|it| it.label.split(", ").any(|part| part == competency.name));
                let found: BTreeSet<usize> = doors.flat_map(|it| behind(&tree, it.to)).collect();
                let claims = |agent: &usize| catalog.matrix.coverage[*agent].of(term).is_some();
                let wanted: BTreeSet<usize> = node.agents.iter().copied().filter(claims).collect();
                assert!(found.is_empty() || found == wanted, "{} of {}", competency.name, field.label);
                offered += usize::from(!found.is_empty());
            }
        }
        assert!(offered > 40, "{offered} terms");
    }
}

#[test]
fn practices_of_all_fields_do_not_crowd_out_what_names_one() {
    let practices: Vec<String> = (0..14).map(|at| format!("practice {}", char::from(b'a' + at))).collect();
    let mut competencies = vec![("React", "web"), ("Vue", "web"), ("Kafka", "messaging"), ("RabbitMQ", "messaging")];
    competencies.extend(practices.iter().map(|name| (name.as_str(), "messaging")));
    let agent = |at: usize| {
        let listed = (4..competencies.len()).filter(|practice| !(at + practice).is_multiple_of(5));
        let mut claims = core(&[at / 10]);
        claims.extend(listed.map(|practice| (practice, Level::Listed)));
        (format!("agent-{at:02}"), claims)
    };
    let catalog = catalog(&(0..40).map(agent).collect::<Vec<_>>(), &competencies);
    let tree = check(&catalog, 4, LISTED);
    assert_eq!(labels(&tree.nodes[0]), ["messaging", "web"]);
    let messaging = labels(follow(&tree, &tree.nodes[0], "messaging"));
    assert!(messaging.contains(&"Kafka") && messaging.contains(&"RabbitMQ"), "{messaging:?}");
    let web = labels(follow(&tree, &tree.nodes[0], "web"));
    assert_eq!(web, ["React", "Vue"]);
}

#[test]
fn a_language_that_is_only_listed_leads_to_the_agent_too() {
    let competencies = [("Elixir", "languages"), ("Erlang", "languages"), ("Python", "languages")];
    let agents = [
        ("a", vec![(0, Level::Core), (1, Level::Listed)]),
        ("b", vec![(0, Level::Listed), (1, Level::Core)]),
        ("c", core(&[2])),
        ("d", Vec::new()),
    ]
    .map(|(name, claims)| (name.to_owned(), claims));
    let tree = check(&catalog(&agents, &competencies), 2, 4);
    let root = &tree.nodes[0];
    assert_eq!(root.question, Some("Which language or runtime?"));
    assert_eq!(labels(root), ["Elixir", "Erlang", "Python", "None of these, or any"]);
    assert_eq!(follow(&tree, root, "Elixir").agents, [0, 1]);
    assert_eq!(follow(&tree, root, "Erlang").agents, [0, 1]);
}

#[test]
fn it_asks_for_what_tells_agents_apart() {
    let competencies =
        [("Python", "languages"), ("Elixir", "languages"), ("Kafka", "messaging"), ("Raft", "consensus")];
    let agents = [("a", vec![0, 2]), ("b", vec![1, 3]), ("c", vec![1, 2]), ("d", vec![0, 3])]
        .map(|(name, claims)| (name.to_owned(), core(&claims)));
    let tree = check(&catalog(&agents, &competencies), 3, 4);
    let root = &tree.nodes[0];
    assert_eq!((root.question, labels(root)), (Some("What is it about?"), vec!["consensus", "messaging"]));
}

#[test]
fn agents_that_nothing_tells_apart_are_asked_for_by_name() {
    let tree = tree(&generated(100, 100));
    assert_eq!(tree.nodes[0].question, Some("What is its name?"));
    assert_eq!(tree.nodes[0].answers[0].label, "agent-00000 to agent-00012");
}
