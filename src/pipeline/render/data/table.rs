//! The matrix for people: as text that fits a terminal, and as Markdown.

use std::fmt::Write as _;

use super::matrix::{Row, Selection, level_name, state_name};
use crate::model::catalog::Catalog;
use crate::model::competency::Origin;
use crate::model::matrix::{Coverage, Level};

const LEVELS: [(Level, char); 4] =
    [(Level::Core, '●'), (Level::Listed, '◐'), (Level::Mentioned, '○'), (Level::Inferred, '◌')];

/// Columns that most agents' names fit in, with their sign.
const ROOM: usize = 36;

/// Most terms that are offered for the vocabulary.
const OFFERED: usize = 10;

/// The matrix as text: a line for each competency with its state and its holders by level, by category. Of a single competency,
/// its evidence too. No line is wider than `columns`.
pub fn matrix_text(catalog: &Catalog, selection: &Selection, columns: usize) -> String {
    let rows: Vec<Row<'_>> = selection.rows(&catalog.matrix).collect();
    let width = rows.iter().map(|row| width(&row.competency.name)).max().unwrap_or(0).min(columns / 3);
    let mut out = String::new();
    for category in &catalog.matrix.categories {
        let mut titled = false;
        for row in rows.iter().filter(|row| row.competency.category == category.id) {
            if !titled {
                let break_before = if out.is_empty() { "" } else { "\n" };
                let _ = writeln!(out, "{break_before}{}", fit(&category.name, columns));
                titled = true;
            }
            line(catalog, row, width, columns, &mut out);
            if selection.competency == Some(row.index) {
                evidence(catalog, row, columns, &mut out);
            }
        }
    }
    if rows.is_empty() {
        return if selection.gaps { no_gaps(catalog, selection) } else { "no marks\n".to_owned() };
    }
    if rows.iter().any(|row| !row.holders.is_empty()) {
        out.push_str("\n● core  ◐ listed  ○ mentioned  ◌ inferred\n");
    }
    if selection.competency.is_none() && selection.category.is_none() && !selection.gaps {
        offers(catalog, columns, &mut out);
    }
    out
}

/// That nothing is missing; or that nothing can be, which is another thing.
fn no_gaps(catalog: &Catalog, selection: &Selection) -> String {
    let all = Selection { gaps: false, level: None, ..selection.clone() };
    match all.rows(&catalog.matrix).filter(|row| row.competency.required).count() {
        0 => {
            let file = format!("{}/competencies.yaml", catalog.config.content);
            format!("no gaps: no competency is required here (`required: true` in {file} requires one)\n")
        }
        1 => "no gaps: an agent claims the competency that is required here\n".to_owned(),
        count => format!("no gaps: an agent claims each of the {count} competencies that are required here\n"),
    }
}

/// A competency: name, state, holders; what doesn't fit goes on below. Where there is little room beside the state, the holders all
/// stand below, since names that are cut short can't be told apart.
fn line(catalog: &Catalog, row: &Row<'_>, name_width: usize, columns: usize, out: &mut String) {
    let beside = 2 + name_width + 2 + "ambiguous".len() + 2;
    let mut text = format!("  {}  {:9}  ", pad(&row.competency.name, name_width), state_name(row.state));
    let indent = if columns < beside + ROOM { 4 } else { beside };
    if indent < beside && !row.holders.is_empty() {
        text.truncate(text.trim_end().len());
        let _ = write!(text, "\n{}", " ".repeat(indent));
    }
    let mut used = indent;
    for (index, &(agent, mark)) in row.holders.iter().enumerate() {
        let slug = catalog.agents.get(agent).map_or("", |agent| agent.slug.as_str());
        let comma = if index + 1 < row.holders.len() { "," } else { "" };
        let item = fit(&format!("{} {slug}{comma}", glyph(mark.level)), columns.saturating_sub(indent).max(12));
        if used > indent && used + 1 + width(&item) > columns {
            let _ = write!(text, "\n{}", " ".repeat(indent));
            used = indent;
        } else if used > indent {
            text.push(' ');
            used += 1;
        }
        used += width(&item);
        text.push_str(&item);
    }
    out.push_str(text.trim_end());
    out.push('\n');
}

fn evidence(catalog: &Catalog, row: &Row<'_>, columns: usize, out: &mut String) {
    if !row.competency.definition.is_empty() {
        let _ = writeln!(out, "  {}", fit(&row.competency.definition, columns.saturating_sub(2)));
    }
    for &(agent, mark) in &row.holders {
        let Some(agent) = catalog.agents.get(agent) else { continue };
        let _ = writeln!(
            out,
            "\n  {} {} {}{}",
            glyph(mark.level),
            agent.slug,
            level_name(mark.level),
            signed(catalog, mark)
        );
        for it in mark.evidence.iter() {
            let text = format!("{}:{}: {}", agent.definition.path, it.line, one_line(&it.quote));
            let _ = writeln!(out, "    {}", fit(&text, columns.saturating_sub(4)));
        }
    }
}

/// Whose word a mark is, where it isn't that of the rules.
fn signed(catalog: &Catalog, mark: &Coverage) -> String {
    if mark.origin == Origin::Author {
        return ", stated by the author".to_owned();
    }
    let via: Vec<&str> =
        mark.via.iter().filter_map(|&it| catalog.matrix.competencies.get(it)).map(|it| it.name.as_str()).collect();
    if via.is_empty() { String::new() } else { format!(", via {}", via.join(", ")) }
}

/// Terms that several agents list and the vocabulary lacks.
fn offers(catalog: &Catalog, columns: usize, out: &mut String) {
    let harvested = catalog.matrix.shown().filter(|(_, it)| it.origin == Origin::Harvested);
    let mut counted: Vec<(usize, &str)> =
        harvested.map(|(index, it)| (catalog.matrix.holders_of(index).count(), it.name.as_str())).collect();
    counted.retain(|&(count, _)| count > 1);
    counted.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    for (count, name) in counted.into_iter().take(OFFERED) {
        let text = format!("{name}, in {count} agents: add it to {}/competencies.yaml", catalog.config.content);
        let _ = writeln!(out, "{}", fit(&text, columns));
    }
}

/// The matrix as Markdown: a table for each category, holders by level.
pub fn matrix_md(catalog: &Catalog, selection: &Selection) -> String {
    let rows: Vec<Row<'_>> = selection.rows(&catalog.matrix).collect();
    if rows.is_empty() && selection.gaps {
        return no_gaps(catalog, selection);
    }
    let mut out = String::new();
    for category in &catalog.matrix.categories {
        let rows: Vec<_> = rows.iter().filter(|row| row.competency.category == category.id).collect();
        if rows.is_empty() {
            continue;
        }
        let break_before = if out.is_empty() { "" } else { "\n" };
        let _ = writeln!(out, "{break_before}## {}\n", escaped(&category.name));
        out.push_str(
            "| competency | state | core | listed | mentioned | inferred |\n| --- | --- | --- | --- | --- | --- |\n",
        );
        for row in rows {
            let _ = write!(out, "| {} | {} |", escaped(&row.competency.name), state_name(row.state));
            for (level, _) in LEVELS {
                let holders = row.holders.iter().filter(|(_, mark)| mark.level == level);
                let names: Vec<&str> = holders
                    .filter_map(|&(agent, _)| catalog.agents.get(agent))
                    .map(|agent| agent.slug.as_str())
                    .collect();
                let _ = write!(out, " {} |", names.join(", "));
            }
            out.push('\n');
        }
    }
    out
}

/// Text that Markdown takes for text, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '&' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn glyph(level: Level) -> char {
    LEVELS.iter().find(|(it, _)| *it == level).map_or(' ', |&(_, glyph)| glyph)
}

/// Columns of a text; characters twice as wide (CJK) count twice.
fn width(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

fn columns_of(c: char) -> usize {
    match c {
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// A text cut to a width.
fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut used = 1;
    let kept = text.chars().take_while(|&c| {
        used += columns_of(c);
        used <= columns
    });
    kept.collect::<String>() + "…"
}

fn pad(text: &str, columns: usize) -> String {
    let text = fit(text, columns);
    let room = columns.saturating_sub(width(&text));
    text + &" ".repeat(room)
}
