//! Templates: one typed view per template. The one home of tera.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, Tera};

use crate::model::diagnostic::{Diagnostic, Place, Severity};
use crate::model::source::Source;

/// The built-in templates by name. Every name ends in `.html`, which is what tera escapes by.
const BUILT_IN: [(&str, &str); 3] = [
    ("home.html", include_str!("../../../templates/home.html")),
    ("agent.html", include_str!("../../../templates/agent.html")),
    ("404.html", include_str!("../../../templates/404.html")),
];

/// The templates, compiled.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
}

impl Templates {
    /// The built-in templates with the team's own over them. Those of the team that don't compile are left out, with a diagnostic.
    pub fn new(overrides: &BTreeMap<String, Source>) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut tera = Tera::new();
        if let Err(error) = tera.add_raw_templates(BUILT_IN) {
            diagnostics.push(fault("templates", &error));
        }
        for (name, source) in overrides {
            let text = String::from_utf8_lossy(&source.bytes);
            if let Err(error) = tera.add_raw_template(name, &text) {
                diagnostics.push(fault(&source.path, &error));
            }
        }
        (Self { tera }, diagnostics)
    }

    /// The page that a template makes of a view.
    pub(super) fn render<V: Serialize>(&self, name: &str, view: &V) -> String {
        Context::from_serialize(view)
            .and_then(|context| self.tera.render(name, &context))
            .unwrap_or_else(|error| error.to_string())
    }
}

fn fault(path: &str, error: &tera::Error) -> Diagnostic {
    Diagnostic {
        place: Place::file(path),
        severity: Severity::Error,
        code: "template-broken",
        message: error.to_string(),
        hint: None,
    }
}
