//! Rules: the page that says what each diagnostic means.

use serde::Serialize;

use super::frame::{Frame, Here};
use super::{Part, parts};
use crate::pipeline::render::rules::Rule;

/// What `diagnostics.html` is fed.
#[derive(Debug, Serialize)]
pub(in super::super) struct RulesView<'a> {
    frame: Frame,
    rules: Vec<RuleView<'a>>,
}

#[derive(Debug, Serialize)]
struct RuleView<'a> {
    code: &'a str,
    tone: &'static str,
    severity: &'static str,
    meaning: Vec<Part<'a>>,
    remedy: Vec<Part<'a>>,
    /// How many times it is broken in this catalog.
    count: usize,
}

/// URL of the page.
pub(in super::super) const URL: &str = "diagnostics.html";

/// The view of some rules.
pub(in super::super) fn view<'a>(here: &Here<'_>, rules: &'a [Rule]) -> RulesView<'a> {
    let diagnostics = here.site.catalog.diagnostics();
    let rule = |rule: &'a Rule| {
        let (tone, severity) = super::severity(rule.severity);
        RuleView {
            code: rule.code,
            tone,
            severity,
            meaning: parts(&rule.meaning),
            remedy: parts(&rule.remedy),
            count: diagnostics.iter().filter(|it| it.code == rule.code).count(),
        }
    };
    RulesView {
        frame: here.frame("Diagnostics", "What each diagnostic means, and how to mend it.", &["browse.css"], &[]),
        rules: rules.iter().map(rule).collect(),
    }
}
