//! The property that guards the preview: after any sequence of edits, what it shows is what a fresh start would show.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::disallowed_methods, reason = "a test")]

#[path = "../benches/generate.rs"]
mod generate;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use agentdex::compile::{self, Cache};
use agentdex::io::disk::Folder;
use generate::Random;

/// Edits in all; a fresh start is compared after every [`STRIDE`].
const EDITS: usize = 500;
const STRIDE: usize = 20;

fn site(folder: &mut Folder, cache: &mut Cache) -> BTreeMap<String, Vec<u8>> {
    let sources = folder.read().unwrap();
    let (site, _) = compile::site(compile::catalog(&sources, cache), &sources);
    site.urls().into_iter().map(|url| (url.clone(), site.get(&url).unwrap())).collect()
}

fn files(root: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(root.join("agents")).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

/// One edit of a kind that people and their tools make.
fn edit(root: &Path, random: &mut Random, number: usize) {
    let agents = root.join("agents");
    let all = files(root);
    let some = all.get(random.below(all.len().max(1))).cloned();
    let fresh = |random: &mut Random| generate::definition(random.below(1_000), number as u64).1;
    match (random.below(10), some) {
        (0..3, Some(path)) => std::fs::write(path, fresh(random)).unwrap(),
        (3, Some(path)) if all.len() > 3 => std::fs::remove_file(path).unwrap(),
        (4, Some(path)) => std::fs::rename(path, agents.join(format!("moved-{number}.md"))).unwrap(),
        (5, Some(path)) => {
            // The same length, so that only the content tells.
            let text = std::fs::read_to_string(&path).unwrap();
            std::fs::write(path, text.replace("the", "teh")).unwrap();
        }
        (6, _) => {
            let words = ["Raft", "Kafka", "Paxos", "Vault"];
            let word = random.pick(&words);
            let text = format!(
                "competencies:\n  - {{name: {word}, required: true}}\n  - {{name: Term {number}, category: distributed}}\n"
            );
            std::fs::create_dir_all(root.join("content")).unwrap();
            std::fs::write(root.join("content/competencies.yaml"), text).unwrap();
        }
        (7, _) => std::fs::write(root.join("agentdex.toml"), format!("title = \"Catalog {number}\"\n")).unwrap(),
        (8, _) => {
            std::fs::create_dir_all(root.join("content")).unwrap();
            let page =
                format!("---\ntitle: Page {}\norder: {}\n---\n\n{}", random.below(3), random.below(9), fresh(random));
            std::fs::write(root.join(format!("content/page-{}.md", random.below(3))), page).unwrap();
        }
        _ => std::fs::write(agents.join(format!("new-{}.md", random.below(12))), fresh(random)).unwrap(),
    }
}

#[test]
fn after_any_edits_the_warm_site_is_the_cold_one() {
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(root.path().join("agents")).unwrap();
    for (name, text) in generate::catalog(6, 3) {
        std::fs::write(root.path().join("agents").join(name), text).unwrap();
    }
    let mut random = Random::new(11);
    let (mut folder, mut cache) = (Folder::open(root.path(), None).unwrap(), Cache::default());
    for number in 1..=EDITS {
        edit(root.path(), &mut random, number);
        if number % STRIDE != 0 {
            let _ = compile::catalog(&folder.read().unwrap(), &mut cache);
        } else {
            let warm = site(&mut folder, &mut cache);
            let cold = site(&mut Folder::open(root.path(), None).unwrap(), &mut Cache::default());
            let differ: Vec<&String> =
                warm.keys().chain(cold.keys()).filter(|url| warm.get(*url) != cold.get(*url)).collect();
            assert!(differ.is_empty(), "after {number} edits these differ: {differ:?}");
        }
    }
}
