//! Competencies: the index of all terms, which is also the glossary.

use std::borrow::Cow;

use serde::Serialize;

use super::frame::{Frame, Here};
use super::{Link, competency, counted};
use crate::model::matrix::State;
use crate::pipeline::render::glossary::{self, PER_PAGE};
use crate::text::visible;

/// What `competencies.html` is fed.
#[derive(Debug, Serialize)]
pub(in super::super) struct CompetenciesView<'a> {
    frame: Frame,
    trail: Vec<Link>,
    heading: String,
    total: usize,
    /// A to Z: letters without a term have no link.
    az: Vec<Link>,
    categories: Vec<Link>,
    sections: Vec<Letter<'a>>,
    pages: Vec<Link>,
}

#[derive(Debug, Serialize)]
struct Letter<'a> {
    id: String,
    title: String,
    terms: Vec<Term<'a>>,
}

#[derive(Debug, Serialize)]
struct Term<'a> {
    href: String,
    name: Cow<'a, str>,
    definition: Cow<'a, str>,
    holders: String,
    state: &'static str,
}

/// A to Z, for another page: each letter leads to its terms.
pub(super) fn letters(here: &Here<'_>) -> Vec<Link> {
    let whole = here.site.shown().len() <= PER_PAGE;
    az(here, |letter| {
        if whole {
            format!("{}#letter-{letter}", here.href("competencies.html"))
        } else {
            here.href(&glossary::url(letter, 1))
        }
    })
}

/// The index: all terms if they fit on a page, else those that most agents cover.
pub(in super::super) fn index<'a>(here: &Here<'a>) -> CompetenciesView<'a> {
    const MOST: usize = 60;
    let letters = here.site.letters();
    let total = here.site.shown().len();
    let whole = total <= PER_PAGE;
    let matrix = &here.site.catalog.matrix;
    let sections = if whole {
        letters.iter().map(|(&letter, terms)| section(here, letter, terms)).collect()
    } else {
        let mut most = here.site.shown().to_vec();
        most.sort_by_key(|&at| (std::cmp::Reverse(matrix.claim_count(at)), at));
        most.truncate(MOST);
        vec![Letter {
            id: "most".to_owned(),
            title: "Most covered".to_owned(),
            terms: most.iter().filter_map(|&at| term(here, at)).collect(),
        }]
    };
    let href = |letter: char| if whole { format!("#letter-{letter}") } else { here.href(&glossary::url(letter, 1)) };
    CompetenciesView {
        frame: here.frame("Competencies", "Every term of the matrix, and what it means.", &["find.css"], &[]),
        trail: Vec::new(),
        heading: "Competencies".to_owned(),
        total,
        az: az(here, href),
        categories: matrix
            .categories
            .iter()
            .filter(|category| here.site.categories().iter().any(|it| it.id == category.id))
            .map(|it| Link::new(here.href(&super::matrix::category_url(here.site, &it.id)), it.name.clone()))
            .collect(),
        sections,
        pages: Vec::new(),
    }
}

/// A page of a letter.
pub(in super::super) fn letter<'a>(here: &Here<'a>, letter: char, page: usize) -> CompetenciesView<'a> {
    let terms = here.site.letters().get(&letter).map_or(&[][..], Vec::as_slice);
    let shown: Vec<usize> = terms.iter().copied().skip((page - 1) * PER_PAGE).take(PER_PAGE).collect();
    let name = upper(letter);
    let title = format!("Competencies: {name}");
    let count = glossary::pages(terms.len());
    let number = |page_of: usize| Link {
        href: here.href(&glossary::url(letter, page_of)),
        text: page_of.to_string(),
        current: page_of == page,
    };
    CompetenciesView {
        frame: here.frame(&title, "", &["find.css"], &[]),
        trail: vec![Link::new(here.href("competencies.html"), "Competencies")],
        heading: name,
        total: terms.len(),
        az: az(here, |letter| here.href(&glossary::url(letter, 1))),
        categories: Vec::new(),
        sections: vec![section(here, letter, &shown)],
        pages: if count == 1 { Vec::new() } else { (1..=count).map(number).collect() },
    }
}

fn section<'a>(here: &Here<'a>, letter: char, terms: &[usize]) -> Letter<'a> {
    Letter {
        id: format!("letter-{letter}"),
        title: upper(letter),
        terms: terms.iter().filter_map(|&at| term(here, at)).collect(),
    }
}

fn az(here: &Here<'_>, href: impl Fn(char) -> String) -> Vec<Link> {
    std::iter::once('0')
        .chain('a'..='z')
        .filter(|letter| *letter != '0' || here.site.letters().contains_key(letter))
        .map(|letter| {
            let there = here.site.letters().contains_key(&letter);
            Link::new(if there { href(letter) } else { String::new() }, upper(letter))
        })
        .collect()
}

fn upper(letter: char) -> String {
    if letter == '0' { "#".to_owned() } else { letter.to_ascii_uppercase().to_string() }
}

fn term<'a>(here: &Here<'a>, at: usize) -> Option<Term<'a>> {
    let matrix = &here.site.catalog.matrix;
    let competency = matrix.competencies.get(at)?;
    let state = matrix.states.get(at).copied().unwrap_or(State::None);
    let count = matrix.holder_count(at);
    let claims = matrix.claim_count(at);
    let holders = match (claims, count) {
        (0, 0) => "no agent".to_owned(),
        (0, count) => format!("{}, none claims it", counted(count, "agent")),
        (claims, _) => counted(claims, "agent"),
    };
    Some(Term {
        href: competency::link(here, competency).href,
        name: visible(&competency.name),
        definition: visible(&competency.definition),
        holders,
        state: if matches!(state, State::Gap | State::Ambiguous) { glossary::state(state) } else { "" },
    })
}
