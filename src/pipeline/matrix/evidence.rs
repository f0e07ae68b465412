//! Evidence: what a stretch of text says of the vocabulary's terms, and the sentence that is quoted for it.

use std::ops::Range;
use std::sync::Arc;

use super::abbreviation::Spelled;
use super::company::Company;
use super::context::{self, Around};
use super::line::{self, Line};
use super::normal::Normal;
use super::scan::{Hit, Terms};
use super::scope::{Scope, Stretch};
use super::{code, ellipsis, harvest, levels, sentence, token};
use crate::model::competency::Origin;
use crate::model::definition::Stated;
use crate::model::matrix::{Coverage, Evidence, Level};

/// Most quotes a mark keeps.
const MAX_QUOTES: usize = 12;
/// Most places of a term that are looked at in one definition: a hostile one repeats it without end.
const MAX_PLACES: usize = 200;
/// Most quotes an inferred mark borrows.
pub(super) const MAX_INFERRED: usize = 3;

/// A place of a term in a stretch.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Where it stands; a bold term that leads is told from the text after it.
    pub scope: Scope,
    /// What is quoted for it.
    pub quote: Quote,
    /// The term, as bytes of the stretch.
    pub term: (usize, usize),
}

/// What a stretch says.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Terms of the vocabulary, by index.
    pub terms: Vec<(usize, Place)>,
    /// Ordinary words in code, which count only if the text claims them elsewhere.
    pub code: Vec<(usize, Place)>,
    /// Terms that it lacks, as written.
    pub harvested: Vec<(String, Place)>,
    /// Names of what the users have, which others have never heard of.
    pub theirs: Vec<String>,
}

/// What is quoted from a stretch: all terms of a sentence share it.
#[derive(Debug, Clone)]
pub(super) struct Quote {
    /// The text.
    pub text: Arc<str>,
    /// Its first byte in the stretch.
    pub start: usize,
}

/// The mark of one term by all its places, in the order of the text: level and quotes, best first.
pub(super) fn weigh<'s>(places: impl Iterator<Item = (&'s Stretch<'s>, &'s Place)>) -> Coverage {
    let mut places = places.take(MAX_PLACES).map(|(stretch, place)| (stretch.line(place.term.0), stretch, place));
    let (first, second) = (places.next(), places.next());
    if let (Some((line, stretch, place)), None) = (first, second) {
        // As most are: nothing to be put in order.
        return mark([quoted(line, stretch, place)], levels::together(&std::iter::once(place.scope)));
    }
    let mut places: Vec<_> = first.into_iter().chain(second).chain(places).collect();
    let together = levels::together(&places.iter().map(|&(.., place)| place.scope));
    places.sort_by_key(|&(line, _, place)| {
        (std::cmp::Reverse(levels::level(place.scope)), place.scope, line, place.term)
    });
    let mut quotes: Vec<Evidence> = Vec::with_capacity(places.len().min(MAX_QUOTES));
    for (line, stretch, place) in places {
        if quotes.len() < MAX_QUOTES && !quotes.iter().any(|it| it.line == line && it.quote == place.quote.text) {
            quotes.push(quoted(line, stretch, place));
        }
    }
    mark(quotes, together)
}

/// A place as evidence.
fn quoted(line: u32, stretch: &Stretch<'_>, place: &Place) -> Evidence {
    let Quote { text, start } = &place.quote;
    let byte = |at: usize| u32::try_from(at.saturating_sub(*start)).unwrap_or(u32::MAX);
    let term = (byte(place.term.0), byte(place.term.1));
    Evidence { line, quote: Arc::clone(text), term, section: stretch.section, level: levels::level(place.scope) }
}

/// A mark of the vocabulary; whose it is, the caller knows.
pub(super) fn mark(evidence: impl Into<Arc<[Evidence]>>, level: Level) -> Coverage {
    Coverage { competency: 0, level, origin: Origin::Vocabulary, via: Box::default(), evidence: evidence.into() }
}

/// What an author states by hand.
pub(super) fn stated(stated: &Stated<String>) -> Evidence {
    let term = (0, u32::try_from(stated.value.len()).unwrap_or(u32::MAX));
    let quote = stated.value.as_str().into();
    Evidence { line: stated.line, quote, term, section: 0, level: levels::level(Scope::Stated) }
}

/// A stretch with the terms that stand in it.
pub(super) struct Scan<'s, 't> {
    pub stretch: &'s Stretch<'s>,
    text: Normal,
    pub hits: Vec<Hit<'t>>,
}

impl<'s, 't> Scan<'s, 't> {
    pub(super) fn new(stretch: &'s Stretch<'s>, terms: &'t Terms) -> Self {
        let text = Normal::new(&stretch.text);
        let hits = terms.hits(&stretch.text, &text);
        Self { stretch, text, hits }
    }

    /// Where a hit stands, as bytes of the stretch.
    pub(super) fn span(&self, hit: &Hit<'_>) -> (usize, usize) {
        self.text.span(hit.start, hit.end)
    }

    /// Gives a short form to what the definition spells it out as, and one that several fields share to the field that the definition
    /// speaks of most.
    pub(super) fn settle(&mut self, company: &Company<'_>, spelled: &Spelled) {
        if !spelled.is_empty() {
            let (text, stretch) = (&self.text, self.stretch);
            self.hits.retain_mut(|hit| {
                let (start, end) = text.span(hit.start, hit.end);
                let found = stretch.text.get(start..end).unwrap_or_default();
                let Some(said) = spelled.get(found) else { return true };
                if let Some(competency) = said.competency {
                    (hit.competency, hit.rivals, hit.ordinary) = (competency, &[], false);
                    return true;
                }
                // What no vocabulary has may be spelled so too: an ordinary short form means that, and so does any other whose
                // own words are not the author's.
                !(hit.ordinary || company.is_another(hit.competency, found, &said.text))
            });
        }
        for hit in self.hits.iter_mut().filter(|hit| !hit.rivals.is_empty()) {
            let rivals = hit.rivals.iter().copied();
            let weight = |it: usize| company.weight(it);
            hit.competency =
                rivals.fold(hit.competency, |best, rival| if weight(rival) > weight(best) { rival } else { best });
        }
    }
}

/// Reads a stretch. `names` are the agent's own, `own` the competencies that are in them.
pub(super) fn read(scan: &Scan<'_, '_>, names: &[String], own: &[usize], company: &Company<'_>) -> Reading {
    let mut reading = Reading::default();
    let (stretch, shapes) = (scan.stretch, harvest::shapes(scan.stretch));
    if scan.hits.is_empty() && shapes.is_empty() {
        return reading;
    }
    let scope = whole(stretch);
    let span = |hit: &Hit<'_>| {
        let (start, end) = scan.span(hit);
        (start, end, !hit.ordinary)
    };
    let reader = Reader { scan, own, company, shapes, spans: scan.hits.iter().map(span).collect() };
    let speech = line::speech(&stretch.text);
    let mut next = 0;
    for (from, to) in sentence::sentences(&stretch.text) {
        let first = next;
        next += reader.spans.get(next..).unwrap_or_default().iter().take_while(|&&(start, ..)| start < to).count();
        let some_shape = reader.shapes.iter().any(|shape| from <= shape.start && shape.start < to);
        if first == next && !some_shape {
            continue;
        }
        let spans = reader.spans.get(first..next).unwrap_or_default();
        let mut line = Line::new(stretch, &scan.text, (from, to), names, spans, scope, &speech);
        let mut taken = reader.terms(first..next, &mut line, &mut reading);
        reader.shortened(first..next, &mut line, &mut taken, &mut reading);
        reader.shapes((from, to), &mut line, &taken, &mut reading);
    }
    reading
}

/// A stretch while its sentences are read.
struct Reader<'r> {
    scan: &'r Scan<'r, 'r>,
    /// The competencies that the agent's own names have in them.
    own: &'r [usize],
    company: &'r Company<'r>,
    /// What authors list in recognisable shapes.
    shapes: Vec<harvest::Shape>,
    /// Where the hits stand, as bytes of the stretch, with whether they can only be technical.
    spans: Vec<(usize, usize, bool)>,
}

impl Reader<'_> {
    /// The vocabulary's terms in a sentence, whose hits these are; gives where they stand.
    fn terms(&self, hits: Range<usize>, line: &mut Line<'_>, reading: &mut Reading) -> Vec<(usize, usize)> {
        let text = &self.scan.stretch.text;
        let mut taken = Vec::new();
        for index in hits.clone() {
            let (Some(hit), Some(&(start, end, _))) = (self.scan.hits.get(index), self.spans.get(index)) else {
                continue;
            };
            if self.shapes.iter().any(|shape| shape.swallows((start, end))) {
                continue;
            }
            taken.push((start, end));
            let fault = self.company.terms().is_fault(hit.competency);
            let claims = !line.is_verb((start, end));
            let Some(scope) = line.scope_of((start, end), fault).filter(|_| claims) else { continue };
            let place = line.quoted(scope, (start, end));
            if hit.ordinary && scope == Scope::Code {
                if text.get(start..end) == Some(hit.written) {
                    reading.code.push((hit.competency, place));
                }
                continue;
            }
            let around = self.around(index, hits.clone(), line.window((start, end)), scope);
            let means = if hit.ordinary { context::technical(hit, &around) } else { context::certain(hit, &around) };
            if means {
                reading.terms.push((hit.competency, place));
            }
        }
        taken
    }

    /// What stands around a hit, which is in that sentence.
    fn around(&self, index: usize, hits: Range<usize>, sentence: (usize, usize), scope: Scope) -> Around<'_> {
        let (stretch, company) = (self.scan.stretch, self.company);
        let (start, end, certain) = self.spans.get(index).copied().unwrap_or_default();
        let all = self.scan.hits.get(hits.clone()).unwrap_or_default();
        let competency = self.scan.hits.get(index).map_or(usize::MAX, |hit| hit.competency);
        let others = index.saturating_sub(6).max(hits.start)..(index + 7).min(hits.end);
        let small = || stretch.text.get(start..end).is_some_and(|it| it.starts_with(char::is_lowercase));
        Around {
            text: &stretch.text,
            sentence,
            term: (start, end),
            code: stretch.code.binary_search(&(start, end)).is_ok(),
            title: matches!(scope, Scope::Heading | Scope::Lead),
            own: self.own.contains(&competency),
            related: related(&self.scan.hits, &self.spans, index, company),
            family: !certain && family(all, competency, company),
            siblings: !certain && small() && siblings(all, competency, company.terms()),
            kin: !certain && company.kin(competency),
            technical: company.technical(),
            lettered: company.lettered(),
            others: self.spans.get(others).unwrap_or_default(),
        }
    }

    /// What a word that is said once for several terms stands for: `unit and load tests`.
    fn shortened(
        &self,
        hits: Range<usize>,
        line: &mut Line<'_>,
        taken: &mut Vec<(usize, usize)>,
        reading: &mut Reading,
    ) {
        let terms = self.company.terms();
        let hits = self.scan.hits.get(hits).unwrap_or_default();
        for (competency, term) in ellipsis::shortened(hits, &self.scan.text, taken, terms) {
            if let Some(scope) = line.scope_of(term, terms.is_fault(competency)) {
                reading.terms.push((competency, line.quoted(scope, term)));
                taken.push(term);
            }
        }
        taken.sort_unstable();
    }

    /// The terms of a sentence that the vocabulary lacks; where its own terms stand is known.
    fn shapes(&self, (from, to): (usize, usize), line: &mut Line<'_>, known: &[(usize, usize)], reading: &mut Reading) {
        let (text, terms) = (&self.scan.stretch.text, self.company.terms());
        let mut reached = from;
        for shape in self.shapes.iter().filter(|shape| from <= shape.start && shape.start < to) {
            if shape.start < reached {
                continue;
            }
            let term = (shape.start, shape.end);
            if let Some(competency) = ellipsis::headed(shape, text, known, terms) {
                if let Some(scope) = line.scope_of(term, terms.is_fault(competency)) {
                    reading.terms.push((competency, line.quoted(scope, term)));
                }
                continue;
            }
            if harvest::is_theirs(shape, text) {
                reading.theirs.extend(text.get(shape.start..shape.end).map(harvest::key));
                continue;
            }
            let scope = line.scope_of(term, false).filter(|scope| levels::level(*scope) >= Level::Listed);
            if let Some(scope) = scope.filter(|_| harvest::accepts(shape, text, known)) {
                reached = shape.end;
                let name = text.get(shape.start..shape.end).unwrap_or_default().to_owned();
                reading.harvested.push((name, line.quoted(scope, term)));
            }
        }
    }
}

/// Whether the term just before a hit is of its family.
fn related(hits: &[Hit<'_>], spans: &[(usize, usize, bool)], index: usize, company: &Company<'_>) -> bool {
    let Some((before, &(_, end, _))) = index.checked_sub(1).and_then(|it| hits.get(it).zip(spans.get(it))) else {
        return false;
    };
    let beside = spans.get(index).is_some_and(|&(start, ..)| end + 1 == start);
    beside && hits.get(index).is_some_and(|hit| company.related(before.competency, hit.competency))
}

/// Whether a sentence has a certain term of a competency's family beside its own.
fn family(hits: &[Hit<'_>], competency: usize, company: &Company<'_>) -> bool {
    let mut certain = hits.iter().take(MAX_FAMILY).filter(|hit| !hit.ordinary && hit.competency != competency);
    certain.any(|hit| company.related(hit.competency, competency))
}

/// Whether a sentence has two other terms that follow from what a competency follows from.
fn siblings(hits: &[Hit<'_>], competency: usize, terms: &Terms) -> bool {
    let own = terms.implied(competency);
    let shares = |hit: &&Hit<'_>| {
        hit.competency != competency && terms.implied(hit.competency).iter().any(|it| own.binary_search(it).is_ok())
    };
    !own.is_empty() && hits.iter().take(MAX_FAMILY).filter(shares).take(2).count() == 2
}

/// Most terms of a sentence that are looked at for a family: keeps a hostile one linear.
const MAX_FAMILY: usize = 24;

/// The scope of a stretch by its own looks: code that nothing fences, a path with a remark, a condition.
fn whole(stretch: &Stretch<'_>) -> Scope {
    let text = stretch.text.trim_start();
    let scope = stretch.scope;
    if levels::level(scope) < Level::Listed {
        return scope;
    }
    if code::looks_like(text) {
        return Scope::Code;
    }
    let first = text.split_whitespace().next().unwrap_or_default().trim_matches(['`', '"', '*', ':']);
    if first.starts_with("mcp__") {
        return Scope::Aside;
    }
    let example = || text.strip_prefix("Context: ").is_some_and(|said| stretch.lead == 0 && !said.starts_with("You"));
    if scope == Scope::Prose && example() || scope == Scope::Entry && is_role_of_another(stretch) {
        return Scope::Aside;
    }
    if scope == Scope::Entry && (is_skill(text) || token::is_address(first) || token::is_path(first) || points(stretch))
    {
        return Scope::Aside;
    }
    scope
}

/// `kafka-conventions`: an entry that is no more than the name of a skill or a file of rules.
fn is_skill(text: &str) -> bool {
    let text = text.trim();
    let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.len() < 60
        && text.chars().all(small)
        && text.rsplit_once('-').is_some_and(|(_, last)| {
            matches!(last, "conventions" | "guidelines" | "standards" | "rules" | "skill" | "workflow" | "checklist")
        })
}

/// `**Foo Engineer**: builds with Foo`: an entry about somebody else, and not about the agent, whom it would call "you".
fn is_role_of_another(stretch: &Stretch<'_>) -> bool {
    let Some((lead, rest)) = stretch.text.split_at_checked(stretch.lead) else { return false };
    let Some((_, last)) = lead.trim_end_matches([':', ' ']).rsplit_once([' ', '-']) else { return false };
    let you = |word: &str| ["you", "your"].iter().any(|it| word.eq_ignore_ascii_case(it));
    token::is_profession(last)
        && rest.contains(char::is_alphanumeric)
        && !stretch.text.split(|c: char| !c.is_alphanumeric()).any(you)
}

/// First words of what is to be read about a term.
const POINTERS: &[&str] = &["check", "see", "refer", "visit", "consult", "read", "look", "docs", "documentation"];

/// `**Foo**: see foo.dev`: says where to read about it, and not that the agent knows it.
fn points(stretch: &Stretch<'_>) -> bool {
    let rest = stretch.text.get(stretch.lead..).unwrap_or_default();
    let first =
        rest.trim_start_matches([':', '-', '–', '—', ' ']).split_whitespace().next().unwrap_or_default().to_lowercase();
    stretch.lead > 0 && POINTERS.contains(&first.trim_end_matches(':'))
}
