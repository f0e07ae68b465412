//! Resolve: definitions beside each other become agents: names of pages, what references lead to, names that clash.

mod owners;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::agent::{Agent, Resolved, Target};
use crate::model::content::Page;
use crate::model::definition::{Definition, Reference, ReferenceKind};
use crate::model::diagnostic::{Diagnostic, Place, Severity};
use crate::model::source::{CodeOwners, Files};
use crate::text;

/// Makes agents of definitions, sorted by slug. `files` are all files below the catalog's folder.
/// `codeowners` tells who owns a file whose header doesn't say. The order of `definitions` doesn't matter: slugs are given by path.
pub fn agents(
    mut definitions: Vec<(Arc<Definition>, Vec<Diagnostic>)>,
    files: &Files,
    codeowners: Option<&CodeOwners>,
) -> Vec<Agent> {
    let owners = codeowners.map(owners::Owners::new).unwrap_or_default();
    definitions.sort_by(|a, b| a.0.path.cmp(&b.0.path));
    let mut taken = text::Taken::default();
    let slugs: Vec<String> = definitions.iter().map(|(it, _)| text::unique_slug(&it.name.value, &mut taken)).collect();
    let known = known_names(&definitions, &slugs);
    let skills = skills(&files.paths);
    let mut first_by_name: BTreeMap<String, String> = BTreeMap::new();
    let mut agents = Vec::with_capacity(definitions.len());
    for ((definition, mut diagnostics), slug) in definitions.into_iter().zip(slugs) {
        diagnostics.extend(clash(&definition, &mut first_by_name));
        let references: Vec<Resolved> = definition
            .facts
            .references
            .iter()
            .map(|reference| Resolved {
                target: target(reference, &definition.path, &known, files, &skills),
                reference: reference.clone(),
            })
            .collect();
        diagnostics.extend(references.iter().filter_map(|it| unresolved(&definition.path, it, files.more)));
        diagnostics.sort();
        let owners = owned(&definition, &owners);
        agents.push(Agent { slug, definition, references, owners, diagnostics });
    }
    agents.sort_by(|a, b| a.slug.cmp(&b.slug));
    agents
}

/// Who owns a definition: those whom its header names, else those whom CODEOWNERS does.
fn owned(definition: &Definition, owners: &owners::Owners) -> Vec<String> {
    let stated = definition.settings.owner.as_ref().map_or("", |owner| &owner.value);
    let stated: Vec<String> =
        stated.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    if stated.is_empty() { owners.of(&definition.path) } else { stated }
}

/// Puts content pages in the order of the navigation: those outside of folders first, `welcome` first of all, then by the
/// order that they state, then by name.
pub fn pages(mut pages: Vec<Page>) -> Vec<Page> {
    let folder = |page: &Page| page.name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    pages.sort_by_cached_key(|page| {
        (folder(page), page.name != "welcome", page.order.is_none(), page.order, page.name.clone())
    });
    pages
}

/// Slugs by every way an agent is called: its slug, its name's slug, its file's stem. The first by path wins.
fn known_names(definitions: &[(Arc<Definition>, Vec<Diagnostic>)], slugs: &[String]) -> BTreeMap<String, String> {
    let mut known = BTreeMap::new();
    for ((definition, _), slug) in definitions.iter().zip(slugs) {
        known.entry(slug.clone()).or_insert_with(|| slug.clone());
        for name in [definition.name.value.as_str(), stem(&definition.path)] {
            known.entry(text::slug(name)).or_insert_with(|| slug.clone());
        }
    }
    known
}

fn stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.split_once('.').map_or(file, |(stem, _)| stem)
}

/// The skills below the folder: `NAME/SKILL.md`, by name.
fn skills(files: &BTreeSet<String>) -> BTreeMap<&str, &str> {
    files
        .iter()
        .filter_map(|path| {
            let folder = path.strip_suffix("/SKILL.md")?;
            Some((folder.rsplit('/').next()?, path.as_str()))
        })
        .collect()
}

fn target(
    reference: &Reference,
    path: &str,
    known: &BTreeMap<String, String>,
    files: &Files,
    skills: &BTreeMap<&str, &str>,
) -> Target {
    match reference.kind {
        ReferenceKind::Agent => {
            known.get(&text::slug(&reference.text)).map_or(Target::Missing, |slug| Target::Agent(slug.clone()))
        }
        ReferenceKind::Skill => {
            skills.get(reference.text.as_str()).map_or(Target::Missing, |path| Target::File((*path).to_owned()))
        }
        ReferenceKind::File => {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let found = [join("", &reference.text), join(folder, &reference.text)]
                .into_iter()
                .flatten()
                .find(|candidate| files.paths.contains(candidate));
            found.map_or(Target::Missing, Target::File)
        }
    }
}

/// A path relative to a folder, `.` and `..` taken out; none if it leads above the catalog's folder.
fn join(folder: &str, path: &str) -> Option<String> {
    let path = path.split(['#', '?']).next().unwrap_or_default();
    let mut parts: Vec<&str> = if path.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    parts.retain(|part| !part.is_empty());
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn clash(definition: &Definition, first_by_name: &mut BTreeMap<String, String>) -> Option<Diagnostic> {
    let name = &definition.name;
    let first = first_by_name.entry(text::fold(&name.value)).or_insert_with(|| definition.path.clone());
    if *first == definition.path {
        return None;
    }
    Some(Diagnostic {
        place: Place::at(&definition.path, name.line, name.column),
        severity: Severity::Warning,
        code: "duplicate-name",
        message: format!("the name `{}` is taken by `{first}`", name.value),
        hint: Some("give one of them another name: Claude Code loads only one, in no defined order".to_owned()),
    })
}

/// How many characters of a line a name takes up there.
fn length(text: &str, column: u32) -> u32 {
    if column == 0 { 0 } else { u32::try_from(text.chars().count()).unwrap_or_default() }
}

/// `more`: there are files that were not looked at, so that a missing one may exist after all.
fn unresolved(path: &str, resolved: &Resolved, more: bool) -> Option<Diagnostic> {
    let Reference { kind, text, line, column } = &resolved.reference;
    if resolved.target != Target::Missing || (more && *kind != ReferenceKind::Agent) {
        return None;
    }
    let kind = match kind {
        ReferenceKind::File => "file",
        ReferenceKind::Skill => "skill",
        ReferenceKind::Agent => "agent",
    };
    Some(Diagnostic {
        place: Place { length: length(text, *column), ..Place::at(path, *line, *column) },
        severity: Severity::Note,
        code: "reference-unresolved",
        message: format!("the {kind} `{text}` is not here"),
        hint: Some("the agent needs it where it runs: say so, or take the mention out".to_owned()),
    })
}
