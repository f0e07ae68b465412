//! Layers laid over each other, and what is said of faults in the team's.

use super::*;
use std::collections::BTreeSet;

fn entry(name: &str, line: u32) -> Entry {
    Entry { name: Stated { value: name.to_owned(), line, column: 1 }, ..Entry::default() }
}

fn list(values: &[&str], line: u32) -> Vec<Stated<String>> {
    values.iter().map(|it| Stated { value: (*it).to_owned(), line, column: 1 }).collect()
}

fn lay(entries: Vec<Entry>) -> (Vocabulary, Vec<(u32, &'static str)>) {
    let layer = Layer { path: "competencies.yaml".to_owned(), entries, ..Layer::default() };
    let (vocabulary, faults) = vocabulary(Some(&layer));
    (vocabulary, faults.into_iter().map(|it| (it.place.line, it.code)).collect())
}

fn find<'v>(vocabulary: &'v Vocabulary, name: &str) -> Option<&'v Competency> {
    vocabulary.competencies.iter().find(|it| it.name == name).map(AsRef::as_ref)
}

#[test]
fn the_built_in_vocabulary_is_whole() {
    let (vocabulary, faults) = vocabulary(None);
    assert!(faults.is_empty());
    assert!(vocabulary.competencies.len() >= 1_000, "{}", vocabulary.competencies.len());
    let ids: BTreeSet<&str> = vocabulary.competencies.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids.len(), vocabulary.competencies.len());
    let categories: BTreeSet<&str> = vocabulary.categories.iter().map(|it| it.id.as_str()).collect();
    for competency in &vocabulary.competencies {
        assert!(categories.contains(competency.category.as_str()), "{competency:?}");
        assert!(competency.implies.iter().all(|it| ids.contains(it.as_str())), "{competency:?}");
    }
}

#[test]
fn the_team_adds_renames_hides_and_requires() {
    let (vocabulary, faults) = lay(vec![
        Entry { aliases: list(&["quux"], 1), category: Some(list(&["messaging"], 1).remove(0)), ..entry("Quuxle", 1) },
        Entry { rename: Some("Apache Kafka broker".to_owned()), ..entry("Kafka", 2) },
        Entry { hidden: true, ..entry("Pulsar", 3) },
        Entry { required: Some(true), definition: Some("Ours".to_owned()), ..entry("raft", 4) },
    ]);
    assert_eq!(faults, []);
    let added = find(&vocabulary, "Quuxle").unwrap();
    assert_eq!((added.category.as_str(), added.aliases.as_slice()), ("messaging", ["quux".to_owned()].as_slice()));
    assert!(find(&vocabulary, "Apache Kafka broker").unwrap().aliases.contains(&"Kafka".to_owned()));
    assert!(find(&vocabulary, "Kafka").is_none() && find(&vocabulary, "Pulsar").is_none());
    let raft = find(&vocabulary, "Raft").unwrap();
    assert!(raft.required && raft.definition == "Ours" && raft.category == "distributed");
}

#[test]
fn faults_have_places() {
    let (_, faults) = lay(vec![
        Entry { aliases: list(&["Kafka"], 3), ..entry("Quuxle", 3) },
        Entry { category: Some(list(&["mesaging"], 4).remove(0)), ..entry("Foo Bar", 4) },
        Entry { implies: list(&["Nothing at all"], 5), ..entry("Baz Bar", 5) },
        Entry { implies: list(&["Ring Two"], 6), ..entry("Ring One", 6) },
        Entry { implies: list(&["Ring One"], 7), ..entry("Ring Two", 7) },
        entry("Quuxle", 8),
    ]);
    let expected = [
        (8, "vocabulary-duplicate"),
        (3, "vocabulary-duplicate"),
        (4, "vocabulary-unknown-category"),
        (5, "vocabulary-unknown-term"),
        (7, "vocabulary-cycle"),
    ];
    assert_eq!(faults, expected);
}

#[test]
fn a_vocabulary_of_fifty_thousand_aliases_is_laid() {
    let aliases: Vec<String> = (0..50_000).map(|number| format!("alias number {number}")).collect();
    let aliases: Vec<&str> = aliases.iter().map(String::as_str).collect();
    let (vocabulary, faults) = lay(vec![
        Entry { aliases: list(&aliases, 1), ..entry("Quuxle", 1) },
        Entry { aliases: list(&aliases, 2), ..entry("Other", 2) },
    ]);
    assert_eq!(find(&vocabulary, "Quuxle").unwrap().aliases.len(), 50_000);
    assert_eq!(faults.len(), MAX_FAULTS);
    let terms = crate::pipeline::matrix::Terms::new(Arc::new(vocabulary));
    assert!(terms.named("alias number 49999").is_some());
}
