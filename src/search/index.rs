//! Index: the one home of tantivy. One field holds the stems of a whole document at their positions; where each of our own
//! fields begins in it is kept with the document's id, so that one look at a term's positions gives its frequency by field.
//! Another holds the words as they are written. Ids and lengths are all that is stored; scores are ours (see [`super::terms`]).

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use tantivy::directory::{MmapDirectory, RamDirectory};
use tantivy::indexer::NoMergePolicy;
use tantivy::postings::Postings as _;
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value as _};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use tantivy::{DocSet as _, IndexSettings, Searcher, TERMINATED, TantivyDocument, Term};

use super::Fault;
use super::background;
use super::fields::{self, COUNT};
use super::stem::stem;
use super::tokens::{self, Role};

/// Memory for one segment's writer, in bytes: ten thousand definitions fit into one segment.
const BUDGET: usize = 400_000_000;

/// Memory for the writer of some changes, in bytes: tantivy's least.
const CHANGES: usize = 15_000_000;

/// After so many segments of changes all are made one again.
const SEGMENTS: usize = 8;

/// Fields whose words all stand at one place, so that no phrase is found in them: names in a row, and code.
const FLAT: [&str; 2] = ["competencies", "code"];

/// A document to be indexed.
pub(super) struct Document {
    /// Its id, unique: what it is replaced by.
    pub(super) id: String,
    /// Digest of all that is indexed of it.
    pub(super) digest: [u8; 32],
    /// What is indexed of it.
    pub(super) texts: fields::Texts,
}

/// Where the fields of a document lie among its positions, and how many words each has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// The first position of each field, rising.
    pub(super) starts: [u32; COUNT],
    /// The number of words in each field.
    pub(super) lengths: [u32; COUNT],
}

/// The tantivy index with a view on it.
#[derive(Clone)]
pub(super) struct Store {
    index: tantivy::Index,
    searcher: Searcher,
    schema: Fields,
    /// For each segment and document in it its number in the catalog's order; `u32::MAX` for what is gone.
    numbers: Vec<Vec<u32>>,
    /// By document number.
    layouts: Vec<Layout>,
    /// What is in the index: digest by id.
    known: BTreeMap<String, [u8; 32]>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("documents", &self.known.len()).finish_non_exhaustive()
    }
}

#[derive(Clone)]
struct Fields {
    id: Field,
    layout: Field,
    text: Field,
    written: Field,
    schema: Schema,
}

impl Fields {
    fn new() -> Self {
        let mut builder = Schema::builder();
        let text = |option: IndexRecordOption| {
            let indexing = TextFieldIndexing::default().set_tokenizer("lines").set_index_option(option);
            TextOptions::default().set_indexing_options(indexing.set_fieldnorms(false))
        };
        let id = builder.add_text_field("id", STRING | STORED);
        let layout = builder.add_text_field("layout", TextOptions::default().set_stored());
        let words = builder.add_text_field("text", text(IndexRecordOption::WithFreqsAndPositions));
        let written = builder.add_text_field("written", text(IndexRecordOption::Basic));
        Self { id, layout, text: words, written, schema: builder.build() }
    }
}

/// What is remembered of a word.
struct Word {
    stem: String,
    /// Whether it is a word in its own right, whatever its capitals say.
    usual: bool,
    /// The last document that held it.
    seen: usize,
}

/// Makes tantivy's documents of ours. It remembers what it has analysed: most words come again and again.
struct Analyst<'a> {
    fields: &'a Fields,
    words: HashMap<String, Word>,
    documents: usize,
}

impl<'a> Analyst<'a> {
    fn new(fields: &'a Fields) -> Self {
        Self { fields, words: HashMap::new(), documents: 0 }
    }

    fn document(&mut self, document: &Document) -> TantivyDocument {
        self.documents += 1;
        let mut layout = Layout::default();
        let (mut text, mut written) = (String::new(), String::new());
        let mut base = 0;
        for (at, field) in document.texts.iter().enumerate() {
            let flat = fields::FIELDS.get(at).is_some_and(|field| FLAT.contains(&field.name));
            let (start, length) = (base, self.field(field, flat, &mut base, &mut text, &mut written));
            if let (Some(first), Some(count)) = (layout.starts.get_mut(at), layout.lengths.get_mut(at)) {
                (*first, *count) = (start, length);
            }
        }
        let mut out = TantivyDocument::new();
        out.add_text(self.fields.id, &document.id);
        out.add_text(self.fields.layout, layout.written());
        out.add_text(self.fields.text, text);
        out.add_text(self.fields.written, written);
        out
    }

    /// Adds the texts of a field; gives how many words they have.
    fn field(&mut self, texts: &[String], flat: bool, base: &mut u32, text: &mut String, written: &mut String) -> u32 {
        let mut length = 0;
        let start = *base;
        for own in texts {
            let mut last = None;
            let mut usual = false;
            for token in tokens::tokens(own) {
                if token.role == Role::Hump && usual {
                    continue;
                }
                length += 1;
                last = Some(token.position);
                let position = if flat { start } else { *base + token.position };
                if let Some(word) = self.words.get_mut(&token.text) {
                    if token.role != Role::Hump {
                        usual = word.usual;
                    }
                    line(text, position, &word.stem);
                    if word.seen != self.documents {
                        word.seen = self.documents;
                        line(written, 0, &token.text);
                    }
                    continue;
                }
                let word =
                    Word { stem: stem(&token.text), usual: background::is_usual(&token.text), seen: self.documents };
                if token.role != Role::Hump {
                    usual = word.usual;
                }
                line(text, position, &word.stem);
                line(written, 0, &token.text);
                self.words.insert(token.text, word);
            }
            // A gap, so that no phrase reaches from one text into the next.
            *base += last.map_or(0, |last| last + 2);
        }
        if flat {
            *base = start + 2;
        }
        length
    }
}

impl Layout {
    fn written(&self) -> String {
        let numbers: Vec<String> = self.starts.iter().chain(&self.lengths).map(u32::to_string).collect();
        numbers.join(" ")
    }

    fn read(text: &str) -> Self {
        let mut layout = Self::default();
        let numbers = text.split(' ').map(|number| number.parse().unwrap_or(0));
        let places = layout.starts.iter_mut().chain(&mut layout.lengths);
        places.zip(numbers).for_each(|(place, number)| *place = number);
        layout
    }

    /// How often a word stands in each field, by where it stands.
    pub(super) fn frequencies(&self, positions: &[u32]) -> [u32; COUNT] {
        let mut counts = [0; COUNT];
        for position in positions {
            let field = self.starts.partition_point(|start| start <= position).saturating_sub(1);
            if let Some(count) = counts.get_mut(field) {
                *count += 1;
            }
        }
        counts
    }
}

/// Adds a word with its position, as [`Lines`] reads it.
fn line(out: &mut String, position: u32, word: &str) {
    let mut digits = [0_u8; 10];
    let mut at = digits.len();
    let mut rest = position;
    loop {
        at -= 1;
        if let Some(digit) = digits.get_mut(at) {
            *digit = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        }
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.push_str(std::str::from_utf8(digits.get(at..).unwrap_or_default()).unwrap_or_default());
    out.push(' ');
    out.push_str(word);
    out.push('\n');
}

/// Hands words to tantivy that were analysed before: a line each, the position and the word.
#[derive(Clone)]
struct Lines;

struct Line<'a> {
    left: std::str::Lines<'a>,
    token: Token,
}

impl Tokenizer for Lines {
    type TokenStream<'a> = Line<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Line<'a> {
        Line { left: text.lines(), token: Token::default() }
    }
}

impl TokenStream for Line<'_> {
    fn advance(&mut self) -> bool {
        let Some((position, word)) = self.left.next().and_then(|line| line.split_once(' ')) else { return false };
        self.token.position = position.parse().unwrap_or(0);
        self.token.text.clear();
        self.token.text.push_str(word);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

impl Store {
    /// Indexes documents, whose order becomes their number, into one segment in memory.
    pub(super) fn build(documents: impl Iterator<Item = Document>) -> Result<Self, Fault> {
        Self::write(RamDirectory::create(), documents)
    }

    /// Writes the same to a folder that is there and empty.
    pub(super) fn write_to(folder: &Path, documents: impl Iterator<Item = Document>) -> Result<(), Fault> {
        let directory = MmapDirectory::open(folder).map_err(|error| Fault(error.to_string()))?;
        Self::write(directory, documents).map(|_| ())
    }

    fn write<D>(directory: D, documents: impl Iterator<Item = Document>) -> Result<Self, Fault>
    where
        D: Into<Box<dyn tantivy::Directory>>,
    {
        let schema = Fields::new();
        let tokenizers = tantivy::tokenizer::TokenizerManager::default();
        tokenizers.register("lines", Lines);
        let builder = tantivy::Index::builder().schema(schema.schema.clone()).settings(IndexSettings::default());
        let builder = builder.tokenizers(tokenizers);
        let mut writer = builder.single_segment_index_writer(directory, BUDGET)?;
        let mut known = BTreeMap::new();
        let mut order = HashMap::new();
        let mut analyst = Analyst::new(&schema);
        for (number, document) in (0_u32..).zip(documents) {
            writer.add_document(analyst.document(&document))?;
            order.insert(document.id.clone(), number);
            known.insert(document.id, document.digest);
        }
        let index = writer.finalize()?;
        Self::open(index, schema, known, &order)
    }

    /// The index with what changed replaced: `documents` are all, in their order; of those whose digest is known nothing but
    /// the number is used.
    pub(super) fn replace(&self, documents: &[Document]) -> Result<Self, Fault> {
        let mut known = BTreeMap::new();
        let mut order = HashMap::new();
        let mut changed = Vec::new();
        for (number, document) in (0_u32..).zip(documents) {
            if self.known.get(&document.id) != Some(&document.digest) {
                changed.push(document);
            }
            order.insert(document.id.clone(), number);
            known.insert(document.id.clone(), document.digest);
        }
        let gone: Vec<&String> = self.known.keys().filter(|id| !known.contains_key(*id)).collect();
        if !changed.is_empty() || !gone.is_empty() {
            let mut writer = self.index.writer_with_num_threads(1, CHANGES)?;
            writer.set_merge_policy(Box::new(NoMergePolicy));
            for id in gone.into_iter().chain(changed.iter().map(|document| &document.id)) {
                writer.delete_term(Term::from_field_text(self.schema.id, id));
            }
            let mut analyst = Analyst::new(&self.schema);
            for document in changed {
                writer.add_document(analyst.document(document))?;
            }
            writer.commit()?;
            let segments = self.index.searchable_segment_ids()?;
            if segments.len() > SEGMENTS {
                writer.merge(&segments).wait()?;
            }
            writer.wait_merging_threads()?;
        }
        Self::open(self.index.clone(), self.schema.clone(), known, &order)
    }

    fn open(
        index: tantivy::Index,
        schema: Fields,
        known: BTreeMap<String, [u8; 32]>,
        order: &HashMap<String, u32>,
    ) -> Result<Self, Fault> {
        let searcher = index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?.searcher();
        let mut numbers = Vec::new();
        let mut layouts = vec![Layout::default(); order.len()];
        for segment in searcher.segment_readers() {
            let store = segment.get_store_reader(8)?;
            let mut own = vec![u32::MAX; segment.max_doc() as usize];
            for doc in segment.doc_ids_alive() {
                let stored: TantivyDocument = store.get(doc)?;
                let id = stored.get_first(schema.id).and_then(|value| value.as_str());
                if let (Some(number), Some(place)) = (id.and_then(|id| order.get(id)), own.get_mut(doc as usize)) {
                    *place = *number;
                    let layout = stored.get_first(schema.layout).and_then(|value| value.as_str());
                    if let (Some(place), Some(layout)) = (layouts.get_mut(*number as usize), layout) {
                        *place = Layout::read(layout);
                    }
                }
            }
            numbers.push(own);
        }
        Ok(Self { index, searcher, schema, numbers, layouts, known })
    }

    /// How many segments the index is in.
    pub(super) fn segments(&self) -> usize {
        self.numbers.len()
    }

    /// Where the fields of each document lie, by document number.
    pub(super) fn layouts(&self) -> &[Layout] {
        &self.layouts
    }

    /// Calls back for each document that holds a stem: its number and where the stem stands in it. In the order of the
    /// numbers, unless the index is in several segments.
    pub(super) fn positions(&self, stem: &str, mut each: impl FnMut(u32, &[u32])) -> Result<(), Fault> {
        let term = Term::from_field_text(self.schema.text, stem);
        let mut positions = Vec::new();
        for (segment, numbers) in self.searcher.segment_readers().iter().zip(&self.numbers) {
            let index = segment.inverted_index(self.schema.text)?;
            let Some(mut postings) = index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)? else {
                continue;
            };
            while postings.doc() != TERMINATED {
                if let Some(&number) = numbers.get(postings.doc() as usize).filter(|&&number| number != u32::MAX) {
                    postings.positions(&mut positions);
                    each(number, &positions);
                }
                postings.advance();
            }
        }
        Ok(())
    }

    /// Every word as it is written (folded), with the number of documents that hold it.
    pub(super) fn written(&self) -> Result<BTreeMap<String, u32>, Fault> {
        self.counted(self.schema.written)
    }

    /// Every stem, with the number of documents that hold it.
    pub(super) fn stems(&self) -> Result<BTreeMap<String, u32>, Fault> {
        self.counted(self.schema.text)
    }

    fn counted(&self, field: Field) -> Result<BTreeMap<String, u32>, Fault> {
        let mut words = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut stream = index.terms().stream()?;
            while let Some((bytes, info)) = stream.next() {
                let Ok(word) = std::str::from_utf8(bytes) else { continue };
                let count = match segment.alive_bitset() {
                    None => info.doc_freq,
                    Some(alive) => {
                        index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?.doc_freq_given_deletes(alive)
                    }
                };
                if count > 0 {
                    *words.entry(word.to_owned()).or_insert(0) += count;
                }
            }
        }
        Ok(words)
    }
}

impl From<tantivy::TantivyError> for Fault {
    fn from(error: tantivy::TantivyError) -> Self {
        Self(error.to_string())
    }
}
