//! Templates: one typed view per template. The one home of tera.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

use crate::model::diagnostic::{Diagnostic, Place, Severity};
use crate::model::source::Source;

/// The built-in templates by name. Every name ends in `.html`, which is what tera escapes by.
const BUILT_IN: [(&str, &str); 20] = [
    ("page.html", include_str!("../../../templates/page.html")),
    ("masthead.html", include_str!("../../../templates/masthead.html")),
    ("colophon.html", include_str!("../../../templates/colophon.html")),
    ("parts.html", include_str!("../../../templates/parts.html")),
    ("home.html", include_str!("../../../templates/home.html")),
    ("search.html", include_str!("../../../templates/search.html")),
    ("agent.html", include_str!("../../../templates/agent.html")),
    ("choose.html", include_str!("../../../templates/choose.html")),
    ("compare.html", include_str!("../../../templates/compare.html")),
    ("competencies.html", include_str!("../../../templates/competencies.html")),
    ("competency.html", include_str!("../../../templates/competency.html")),
    ("content.html", include_str!("../../../templates/content.html")),
    ("facet.html", include_str!("../../../templates/facet.html")),
    ("changes.html", include_str!("../../../templates/changes.html")),
    ("diagnostics.html", include_str!("../../../templates/diagnostics.html")),
    ("file.html", include_str!("../../../templates/file.html")),
    ("guides.html", include_str!("../../../templates/guides.html")),
    ("install.html", include_str!("../../../templates/install.html")),
    ("matrix.html", include_str!("../../../templates/matrix.html")),
    ("404.html", include_str!("../../../templates/404.html")),
];

/// The templates, compiled.
#[derive(Debug)]
pub struct Templates {
    /// The built-in ones with the team's over them; none where the team has none.
    own: Option<Own>,
    built_in: &'static Tera,
}

/// The team's templates over the built-in ones.
#[derive(Debug)]
struct Own {
    tera: Tera,
    /// Paths of the team's files by template name.
    paths: BTreeMap<String, String>,
}

/// The built-in templates, compiled once for all sites of a process.
fn built_in() -> (&'static Tera, &'static Option<Diagnostic>) {
    static BUILT: OnceLock<(Tera, Option<Diagnostic>)> = OnceLock::new();
    let (tera, fault) = BUILT.get_or_init(|| {
        let mut tera = Tera::new();
        tera.set_escape_fn(escape);
        let added = tera.add_raw_templates(BUILT_IN);
        (tera, added.err().map(|error| fault("templates", &error)))
    });
    (tera, fault)
}

impl Templates {
    /// The built-in templates with the team's own over them. Those of the team that don't compile are left out, each with
    /// a diagnostic; so is one whose name doesn't end in `.html`, since nothing would be escaped in it.
    pub fn new(overrides: &BTreeMap<String, Arc<Source>>) -> (Self, Vec<Diagnostic>) {
        let (built_in, fault_of_ours) = built_in();
        let mut diagnostics: Vec<Diagnostic> = fault_of_ours.iter().cloned().collect();
        if overrides.is_empty() {
            return (Self { own: None, built_in }, diagnostics);
        }
        let mut own = Own { tera: built_in.clone(), paths: BTreeMap::new() };
        // What one of them needs may stand in another: together first, and one by one only if that fails.
        let texts: Vec<_> = overrides
            .iter()
            .filter(|(name, _)| name.ends_with(".html"))
            .map(|(name, source)| (name, &source.path, String::from_utf8_lossy(&source.bytes)))
            .collect();
        if own.tera.add_raw_templates(texts.iter().map(|(name, _, text)| (name, text))).is_ok() {
            own.paths = texts.iter().map(|(name, path, _)| ((*name).clone(), (*path).clone())).collect();
        } else {
            for (name, path, text) in &texts {
                match own.tera.add_raw_template(name, text) {
                    Ok(()) => drop(own.paths.insert((*name).clone(), (*path).clone())),
                    Err(error) => diagnostics.push(fault(path, &error)),
                }
            }
        }
        for (_, source) in overrides.iter().filter(|(name, _)| !name.ends_with(".html")) {
            diagnostics.push(Diagnostic {
                place: Place::file(&source.path),
                severity: Severity::Error,
                code: "template-broken",
                message: "a template's name is to end in `.html`".to_owned(),
                hint: Some("rename it: agents' text is escaped only in templates of that ending".to_owned()),
            });
        }
        let own = Some(own).filter(|own| !own.paths.is_empty());
        (Self { own, built_in }, diagnostics)
    }

    /// The page that a template makes of a view. Where the team's fails, the built-in one is used, and the fault given.
    pub(super) fn render<V: Serialize>(&self, name: &str, view: &V) -> (String, Vec<Diagnostic>) {
        let context = match Context::from_serialize(view) {
            Ok(context) => context,
            Err(error) => return (String::new(), vec![fault(name, &error)]),
        };
        let mut diagnostics = Vec::new();
        if let Some(own) = &self.own {
            match own.tera.render(name, &context) {
                Ok(page) => return (page, diagnostics),
                Err(error) => diagnostics.push(own.fault(name, &error)),
            }
        }
        match self.built_in.render(name, &context) {
            Ok(page) => (page, diagnostics),
            Err(error) => {
                diagnostics.push(fault(name, &error));
                (String::new(), diagnostics)
            }
        }
    }

    /// Whether the team has templates of its own, which may fail.
    pub(super) fn has_own(&self) -> bool {
        self.own.is_some()
    }

    /// The names of the built-in templates.
    pub fn names() -> BTreeSet<&'static str> {
        BUILT_IN.iter().map(|(name, _)| *name).collect()
    }
}

impl Own {
    /// A fault of rendering, at its place in the team's file where it is in one.
    fn fault(&self, name: &str, error: &tera::Error) -> Diagnostic {
        let place = match error.kind() {
            ErrorKind::RenderingError(report) => self.paths.get(report.filename()),
            _ => None,
        };
        fault(place.or_else(|| self.paths.get(name)).map_or(name, String::as_str), error)
    }
}

/// Writes text that is safe between tags and in a quoted attribute. tera's own writes byte by byte, which was most of what a
/// page cost.
fn escape(text: &str, out: &mut dyn Write) -> std::io::Result<()> {
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity: &[u8] = match byte {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            b'\'' => b"&#39;",
            _ => continue,
        };
        out.write_all(text.as_bytes().get(written..at).unwrap_or_default())?;
        out.write_all(entity)?;
        written = at + 1;
    }
    out.write_all(text.as_bytes().get(written..).unwrap_or_default())
}

fn fault(path: &str, error: &tera::Error) -> Diagnostic {
    let (place, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
            let place = Place::at(path, number(span.start_line), number(span.start_col + 1));
            (place, report.message().to_owned())
        }
        _ => {
            let text = error.to_string();
            let (line, column) = reported_place(&text);
            let first = text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            (Place::at(path, line, column), first)
        }
    };
    Diagnostic {
        place,
        severity: Severity::Error,
        code: "template-broken",
        message: format!("the template does not work: {}", message.trim_end_matches('.')),
        hint: Some("the built-in template is used meanwhile".to_owned()),
    }
}

/// Line and column in a report as rustc prints it (`--> NAME:LINE:COLUMN`); zeros where there is none. tera gives faults
/// that it finds between templates (an unknown block, component or filter) as finished text only.
fn reported_place(text: &str) -> (u32, u32) {
    let place = || {
        let line = text.lines().find_map(|line| line.trim_start().strip_prefix("--> "))?;
        let mut parts = line.trim_end_matches(']').rsplit(':');
        let column = parts.next()?.trim().parse().ok()?;
        Some((parts.next()?.parse().ok()?, column))
    };
    place().unwrap_or_default()
}
