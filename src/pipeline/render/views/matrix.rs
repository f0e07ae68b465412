//! Matrix: who covers what, a table for each category. In a large catalog a row names its strongest holders instead of
//! having a cell for every agent, so that no page grows with agents times competencies.

use std::borrow::Cow;

use serde::Serialize;

use super::agent::words;
use super::frame::{Frame, Here};
use super::{Link, Part, competency, counted, parts};
use crate::model::agent::Agent;
use crate::model::competency::Competency;
use crate::model::legend::{LEVELS, NO_MARK, STATES};
use crate::model::matrix::{Coverage, Level, State};
use crate::pipeline::render::Site;
use crate::pipeline::render::glossary;
use crate::pipeline::render::listing::PER_PAGE;
use crate::text::visible;

/// More agents than these have no column each. No competency has more holders than one page of them.
pub(in super::super) const COLUMNS: usize = PER_PAGE;
/// From so many columns on, names stand upright and signs alone.
const DENSE: usize = 7;
/// How many rows a category's page shows.
pub(in super::super) const ROWS: usize = 400;
/// With more marks than these, cells leave out what script can put in, and what makes up most of the page: their agent's name, and the way
/// to its page. They lead to the quotations of their level on the competency's page. Cells without a mark that stand together are one,
/// since a browser has most of its work with those.
const NAMED_MARKS: usize = 3_000;
/// How many holders a row names where agents have no columns.
const NAMED: usize = 5;
/// How many rows of each category the overview of a large catalog shows.
const OVERVIEW: usize = 8;
/// How many categories begin unfolded, and how many cells they may have together.
const OPEN_CELLS: usize = 1_500;

/// A category with its competencies that have a page.
#[derive(Debug, Clone)]
pub(in super::super) struct Category {
    pub(in super::super) id: String,
    pub(in super::super) name: String,
    /// Indices into the matrix, rising.
    pub(in super::super) competencies: Vec<usize>,
}

/// What `matrix.html` is fed.
#[derive(Debug, Serialize)]
pub(in super::super) struct MatrixView<'a> {
    frame: Frame,
    trail: Vec<Link>,
    heading: String,
    /// Whether agents have columns.
    cells: bool,
    /// What filters the cells.
    script: Option<String>,
    /// Whether cells leave out their agent's name.
    bare: bool,
    levels: Vec<Legend>,
    no_mark: Vec<Part<'static>>,
    states: Vec<Legend>,
    groups: Vec<Group<'a>>,
    pages: Vec<Link>,
    data: Vec<Link>,
}

#[derive(Debug, Serialize)]
struct Legend {
    word: &'static str,
    short: &'static str,
    rules: Vec<Vec<Part<'static>>>,
}

#[derive(Debug, Serialize)]
struct Group<'a> {
    id: String,
    title: String,
    count: String,
    open: bool,
    dense: bool,
    columns: Vec<Link>,
    rows: Vec<Row<'a>>,
    more: Option<Link>,
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    name: Cow<'a, str>,
    href: String,
    state: &'static str,
    /// Where agents have columns: a cell for each, empty without a mark.
    cells: Vec<Cell<'a>>,
    /// Where they have none: how many at each level.
    counts: Vec<Count>,
    rest: usize,
}

#[derive(Debug, Clone, Serialize)]
struct Cell<'a> {
    href: String,
    level: &'static str,
    agent: Cow<'a, str>,
    /// The folder, where names stand beside each other and another agent has the same one.
    folder: Option<String>,
    /// How many columns it stands for: more than one only without a mark.
    span: usize,
}

impl Cell<'_> {
    fn empty() -> Self {
        Self { href: String::new(), level: "", agent: Cow::Borrowed(""), folder: None, span: 1 }
    }
}

#[derive(Debug, Serialize)]
struct Count {
    level: &'static str,
    count: usize,
}

/// The categories that have a competency to show.
pub(in super::super) fn categories(catalog: &crate::model::catalog::Catalog, shown: &[usize]) -> Vec<Category> {
    let matrix = &catalog.matrix;
    let of = |id: &str| {
        let belongs = |at: &&usize| matrix.competencies.get(**at).is_some_and(|it| it.category == id);
        shown.iter().filter(belongs).copied().collect::<Vec<usize>>()
    };
    matrix
        .categories
        .iter()
        .map(|category| Category {
            id: category.id.clone(),
            name: category.name.clone(),
            competencies: of(&category.id),
        })
        .filter(|category| !category.competencies.is_empty())
        .collect()
}

/// Whether every agent has a column.
pub(in super::super) fn has_cells(site: &Site) -> bool {
    site.catalog.agents.len() <= COLUMNS
}

/// Whether cells leave out what script can put in.
fn is_bare(site: &Site) -> bool {
    let matrix = &site.catalog.matrix;
    has_cells(site) && (0..matrix.competencies.len()).map(|at| matrix.holder_count(at)).sum::<usize>() > NAMED_MARKS
}

/// Cells, of those without a mark that stand together one. A few of them are shorter one by one than what says how many they are.
fn merged<'a>(cells: impl Iterator<Item = Cell<'a>>) -> Vec<Cell<'a>> {
    let mut out: Vec<Cell<'a>> = Vec::new();
    for cell in cells {
        match out.last_mut().filter(|last| last.level.is_empty() && cell.level.is_empty()) {
            Some(last) => last.span += 1,
            None => out.push(cell),
        }
    }
    let apart = |cell: Cell<'a>| {
        let count = if cell.span <= FEW { cell.span } else { 1 };
        let span = if cell.span <= FEW { 1 } else { cell.span };
        std::iter::repeat_n(Cell { span, ..cell }, count)
    };
    out.into_iter().flat_map(apart).collect()
}

/// So many cells without a mark stay apart.
const FEW: usize = 3;

/// Where a category stands: on the matrix page, or on its own in a large catalog.
pub(in super::super) fn category_url(site: &Site, id: &str) -> String {
    if has_cells(site) { format!("matrix.html#{id}") } else { url(id, 1) }
}

/// URL of a page of a category in a large catalog, from 1.
pub(in super::super) fn url(id: &str, page: usize) -> String {
    if page == 1 { format!("matrix/{id}.html") } else { format!("matrix/{id}.{page}.html") }
}

/// The whole matrix, or an overview of a large one.
pub(in super::super) fn whole<'a>(here: &Here<'a>) -> MatrixView<'a> {
    let (cells, bare) = (has_cells(here.site), is_bare(here.site));
    let mut room = OPEN_CELLS;
    let group = |category: &Category| {
        let mut group = if cells {
            table(here, category, bare)
        } else {
            let mut most = category.competencies.clone();
            let holders = |at: usize| here.site.catalog.matrix.holder_count(at);
            most.sort_by_key(|&at| (std::cmp::Reverse(holders(at)), at));
            most.truncate(OVERVIEW);
            let mut group = list(here, category, &most);
            let text = format!("All {} of {}", category.competencies.len(), category.name);
            group.more = Some(Link::new(here.href(&url(&category.id, 1)), text));
            group
        };
        let size = group.rows.len() * (group.columns.len() + 2);
        group.open = size <= room;
        room = room.saturating_sub(size);
        group
    };
    let groups = here.site.categories().iter().map(group).collect();
    view(here, "Competency matrix".to_owned(), Vec::new(), groups, Vec::new())
}

/// A page of a category of a large catalog.
pub(in super::super) fn category<'a>(here: &Here<'a>, category: &'a Category, page: usize) -> MatrixView<'a> {
    let rows: Vec<usize> = category.competencies.iter().copied().skip((page - 1) * ROWS).take(ROWS).collect();
    let mut group = list(here, category, &rows);
    group.open = true;
    let count = category.competencies.len().div_ceil(ROWS);
    let number =
        |at: usize| Link { href: here.href(&url(&category.id, at)), text: at.to_string(), current: at == page };
    let pages = if count < 2 { Vec::new() } else { (1..=count).map(number).collect() };
    let trail = vec![Link::new(here.href("matrix.html"), "Matrix")];
    view(here, category.name.clone(), trail, vec![group], pages)
}

fn view<'a>(
    here: &Here<'a>,
    heading: String,
    trail: Vec<Link>,
    groups: Vec<Group<'a>>,
    pages: Vec<Link>,
) -> MatrixView<'a> {
    let level = |level: Level| Legend {
        word: words(level).0,
        short: words(level).2,
        rules: LEVELS.iter().filter(|rule| rule.level == level).map(|rule| parts(rule.text)).collect(),
    };
    let cells = has_cells(here.site) && !groups.is_empty();
    MatrixView {
        frame: here.frame(
            &heading,
            "Who covers what, with the sentence behind every mark.",
            &["matrix.css"],
            if cells { &["later.js"] } else { &[] },
        ),
        trail,
        heading,
        cells,
        script: cells.then(|| here.href(here.site.assets.url("matrix.js"))),
        bare: is_bare(here.site),
        levels: [Level::Core, Level::Listed, Level::Mentioned, Level::Inferred].map(level).into(),
        no_mark: parts(NO_MARK),
        states: STATES
            .iter()
            .map(|(state, text)| Legend { word: glossary::state(*state), short: text, rules: Vec::new() })
            .collect(),
        groups,
        pages,
        data: ["matrix.json", "matrix.csv"].map(|url| Link::new(here.href(url), url)).into(),
    }
}

fn heading<'a>(here: &Here<'_>, category: &Category, rows: Vec<Row<'a>>) -> Group<'a> {
    let states = category.competencies.iter().filter_map(|&at| here.site.catalog.matrix.states.get(at));
    let gaps = states.filter(|state| **state == State::Gap).count();
    let total = category.competencies.len();
    let all = if total == 1 { "1 competency".to_owned() } else { format!("{total} competencies") };
    Group {
        id: category.id.clone(),
        title: category.name.clone(),
        count: if gaps == 0 { all } else { format!("{all}, {}", counted(gaps, "gap")) },
        open: false,
        dense: false,
        columns: Vec::new(),
        rows,
        more: None,
    }
}

/// A category with a column for each agent that has a mark in it.
fn table<'a>(here: &Here<'a>, category: &Category, bare: bool) -> Group<'a> {
    let catalog = &here.site.catalog;
    let matrix = &catalog.matrix;
    let mut columns: Vec<usize> =
        category.competencies.iter().flat_map(|&at| matrix.holders_of(at)).map(|(agent, _)| agent).collect();
    columns.sort_unstable();
    columns.dedup();
    // With few agents every table has the same columns, so that the eye can go down them.
    if catalog.agents.len() < DENSE {
        columns = (0..catalog.agents.len()).collect();
    }
    let cells = |at: usize, competency: &Competency| {
        let own = |agent: &Agent| here.href(&format!("agents/{}.html#ev-{}", agent.slug, competency.id));
        let shared = |level: Level| format!("{}#{}", competency::link(here, competency).href, words(level).0);
        let mut marks: Vec<(usize, &Coverage)> = matrix.holders_of(at).collect();
        marks.sort_unstable_by_key(|(agent, _)| *agent);
        let cell = |agent: &usize| {
            let mark = marks.binary_search_by_key(agent, |(agent, _)| *agent).ok().and_then(|at| marks.get(at));
            let held = catalog.agents.get(*agent).zip(mark);
            held.map_or_else(Cell::empty, |(agent, (_, mark))| Cell {
                href: if bare { shared(mark.level) } else { own(agent) },
                level: words(mark.level).0,
                agent: visible(&agent.definition.name.value),
                folder: None,
                span: 1,
            })
        };
        let cells = columns.iter().map(cell);
        if bare { merged(cells) } else { cells.collect() }
    };
    let rows = category.competencies.iter().filter_map(|&at| {
        let competency = matrix.competencies.get(at)?;
        Some(Row { cells: cells(at, competency), ..row(here, at, competency) })
    });
    let mut group = heading(here, category, rows.collect());
    // Of a name that is its page's, script knows the way.
    let head = |agent: &Agent| match super::card::link(here, agent) {
        link if bare && link.text == agent.slug => Link::new(String::new(), link.text),
        link => link,
    };
    group.columns = columns.iter().filter_map(|&at| catalog.agents.get(at)).map(|it| head(it)).collect();
    group.dense = group.columns.len() >= DENSE;
    group
}

/// Competencies of a category with their strongest holders.
fn list<'a>(here: &Here<'a>, category: &Category, rows: &[usize]) -> Group<'a> {
    let catalog = &here.site.catalog;
    let matrix = &catalog.matrix;
    let rows = rows.iter().filter_map(|&at| {
        let competency = matrix.competencies.get(at)?;
        let holders = matrix.holders_of(at);
        let named = holders.take(NAMED).filter_map(|(agent, mark)| {
            let agent = catalog.agents.get(agent)?;
            Some(Cell {
                href: here.href(&format!("agents/{}.html#ev-{}", agent.slug, competency.id)),
                level: words(mark.level).0,
                agent: visible(&agent.definition.name.value),
                folder: here.site.folder_of(agent),
                span: 1,
            })
        });
        let count = |level: Level| Count { level: words(level).0, count: matrix.count_at(at, level) };
        let all = matrix.holder_count(at);
        Some(Row {
            cells: named.collect(),
            counts: [Level::Core, Level::Listed, Level::Mentioned, Level::Inferred].map(count).into(),
            rest: all.saturating_sub(NAMED),
            ..row(here, at, competency)
        })
    });
    heading(here, category, rows.collect())
}

fn row<'a>(here: &Here<'a>, at: usize, competency: &'a Competency) -> Row<'a> {
    Row {
        name: visible(&competency.name),
        href: competency::link(here, competency).href,
        state: here.site.catalog.matrix.states.get(at).map_or("none", |state| glossary::state(*state)),
        cells: Vec::new(),
        counts: Vec::new(),
        rest: 0,
    }
}
