//! Rules: the page that says what each diagnostic means.

use serde::Serialize;

use super::frame::{Frame, Here};
use super::{Part, parts};
use crate::pipeline::render::rules::Rule;

/// What `diagnostics.html` is fed.
#[derive(Debug, Serialize)]
pub(in super::super) struct RulesView<'a> {
    frame: Frame,
    /// Those that are broken here, and the others.
    groups: Vec<Group<'a>>,
}

#[derive(Debug, Serialize)]
struct Group<'a> {
    id: &'static str,
    title: &'static str,
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
    let (here_too, others): (Vec<RuleView<'a>>, Vec<RuleView<'a>>) =
        rules.iter().map(rule).partition(|rule| rule.count > 0);
    let groups = [
        Group { id: "found", title: "Found in this catalog", rules: here_too },
        Group { id: "others", title: "Not found in this catalog", rules: others },
    ];
    RulesView {
        frame: here.frame("Diagnostics", "What each diagnostic means, and how to mend it.", &[], &[]),
        groups: groups.into_iter().filter(|group| !group.rules.is_empty()).collect(),
    }
}
