//! Definitions beside each other: pages' names, names that clash, what references lead to.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::disallowed_methods, reason = "a test")]

use agentdex::compile::{self, Cache};
use agentdex::io::disk;
use agentdex::model::agent::Target;
use agentdex::model::catalog::Catalog;
use agentdex::model::source::Sources;

fn catalog(files: &[(&str, &str)]) -> Catalog {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = root.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    compile::catalog(&disk::read(root.path(), None).unwrap(), &mut Cache::default())
}

fn agent(name: &str, body: &str) -> String {
    format!("---\nname: {name}\ndescription: Answers questions.\n---\n\nYou answer questions.\n\n{body}\n")
}

#[test]
fn a_name_that_is_taken_is_said_and_its_page_has_another() {
    let catalog = catalog(&[
        ("agents/b/raft.md", &agent("raft-expert", "")),
        ("agents/a/raft.md", &agent("raft-expert", "")),
        ("agents/c/raft.md", &agent("Raft Expert", "")),
    ]);
    let pages: Vec<(&str, &str)> =
        catalog.agents.iter().map(|it| (it.slug.as_str(), it.definition.path.as_str())).collect();
    assert_eq!(
        pages,
        [
            ("raft-expert", "agents/a/raft.md"),
            ("raft-expert-2", "agents/b/raft.md"),
            ("raft-expert-3", "agents/c/raft.md")
        ]
    );
    let all = catalog.diagnostics();
    let said: Vec<(&str, &str, u32)> = all
        .iter()
        .filter(|it| it.code == "duplicate-name")
        .map(|it| (it.place.path.as_str(), it.message.as_str(), it.place.line))
        .collect();
    assert_eq!(said, [("agents/b/raft.md", "the name `raft-expert` is taken by `agents/a/raft.md`", 2)]);
}

#[test]
fn references_lead_to_agents_files_and_skills_or_are_said() {
    let body = "Follow `docs/rules.md` and `docs/gone.md`. See the `consensus` skill and the `absent` skill.\n\
                Ask the kafka-expert agent about streams.";
    let catalog = catalog(&[
        ("agents/raft-expert.md", &agent("raft-expert", body)),
        ("agents/kafka-expert.md", &agent("kafka-expert", "")),
        ("docs/rules.md", "# Rules\n"),
        (".claude/skills/consensus/SKILL.md", "---\nname: consensus\ndescription: x\n---\n"),
    ]);
    let raft = catalog.agents.iter().find(|it| it.slug == "raft-expert").unwrap();
    let leads_to = |text: &str| raft.references.iter().find(|it| it.reference.text == text).map(|it| &it.target);
    assert_eq!(leads_to("docs/rules.md"), Some(&Target::File("docs/rules.md".to_owned())));
    assert_eq!(leads_to("docs/gone.md"), Some(&Target::Missing));
    assert_eq!(leads_to("consensus"), Some(&Target::File(".claude/skills/consensus/SKILL.md".to_owned())));
    assert_eq!(leads_to("absent"), Some(&Target::Missing));
    assert_eq!(leads_to("kafka-expert"), Some(&Target::Agent("kafka-expert".to_owned())));
    let said: Vec<(&str, u32)> = raft
        .diagnostics
        .iter()
        .filter(|it| it.code == "reference-unresolved")
        .map(|it| (it.message.as_str(), it.place.line))
        .collect();
    assert_eq!(said, [("the file `docs/gone.md` is not here", 8), ("the skill `absent` is not here", 8)]);
}

#[test]
fn in_a_large_matrix_namesakes_are_told_apart_by_their_folders() {
    let others: Vec<(String, String)> =
        (0..200).map(|it| (format!("agents/other-{it}.md"), agent(&format!("other-{it}"), ""))).collect();
    let twin = agent("twin", "You know the Raft protocol.");
    let mut files = vec![("agents/one/twin.md", twin.as_str()), ("agents/two/twin.md", twin.as_str())];
    files.extend(others.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let (site, _) = compile::site(catalog(&files), &Sources::default());
    let page = String::from_utf8(site.get("matrix.html").unwrap()).unwrap();
    assert!(page.contains("in agents/one</small>") && page.contains("in agents/two</small>"));
    assert!(!page.contains("in agents</small>"));
}
