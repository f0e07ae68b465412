//! Index: the one home of tantivy. What it holds are stems by field, positions over a document's whole text, and the words
//! as they are written; what it stores are ids alone. Scores are ours (see [`super::terms`]).

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use tantivy::directory::{MmapDirectory, RamDirectory};
use tantivy::indexer::NoMergePolicy;
use tantivy::postings::Postings as _;
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value as _};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{DocSet as _, IndexSettings, Searcher, TERMINATED, TantivyDocument, Term};

use super::Fault;
use super::background;
use super::fields::{self, FIELDS};
use super::stem::stem;
use super::tokens::{self, Role};

/// Memory for one segment's writer, in bytes: ten thousand definitions fit into one segment.
const BUDGET: usize = 600_000_000;

/// Memory for the writer of some changes, in bytes: tantivy's least.
const CHANGES: usize = 15_000_000;

/// After so many segments of changes all are made one again.
const SEGMENTS: usize = 8;

/// A document to be indexed.
pub(super) struct Document {
    /// Its id, unique: what it is replaced by.
    pub(super) id: String,
    /// Digest of all that is indexed of it.
    pub(super) digest: [u8; 32],
    /// What is indexed of it.
    pub(super) texts: fields::Texts,
}

/// The tantivy index with a view on it.
#[derive(Clone)]
pub(super) struct Store {
    index: tantivy::Index,
    searcher: Searcher,
    schema: Fields,
    /// For each segment and document in it its number in the catalog's order; `u32::MAX` for what is gone.
    numbers: Vec<Vec<u32>>,
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
    texts: Vec<Field>,
    all: Field,
    written: Field,
    schema: Schema,
}

impl Fields {
    fn new() -> Self {
        let mut builder = Schema::builder();
        let text = |option: IndexRecordOption, norms: bool| {
            let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_index_option(option);
            TextOptions::default().set_indexing_options(indexing.set_fieldnorms(norms))
        };
        let id = builder.add_text_field("id", STRING | STORED);
        let texts =
            FIELDS.iter().map(|field| builder.add_text_field(field.name, text(IndexRecordOption::WithFreqs, true)));
        let texts = texts.collect();
        let all = builder.add_text_field("all", text(IndexRecordOption::WithFreqsAndPositions, false));
        let written = builder.add_text_field("written", text(IndexRecordOption::Basic, false));
        Self { id, texts, all, written, schema: builder.build() }
    }

    fn document(&self, document: &Document) -> TantivyDocument {
        let mut out = TantivyDocument::new();
        out.add_text(self.id, &document.id);
        let mut all = Vec::new();
        let mut written = BTreeSet::new();
        let mut base = 0;
        for (field, texts) in self.texts.iter().zip(&document.texts) {
            let mut own = Vec::new();
            for text in texts {
                let mut last = None;
                let mut usual = false;
                for token in tokens::tokens(text) {
                    if token.role != Role::Hump {
                        usual = background::is_usual(&token.text);
                    } else if usual {
                        continue;
                    }
                    let stem = stem(&token.text);
                    own.push(plain(&stem, 0));
                    all.push(plain(&stem, base + token.position));
                    last = Some(token.position);
                    written.insert(token.text);
                }
                // A gap, so that no phrase reaches from one text into the next.
                base += last.map_or(0, |last| last + 2);
            }
            if !own.is_empty() {
                out.add_pre_tokenized_text(*field, PreTokenizedString { text: String::new(), tokens: own });
            }
        }
        out.add_pre_tokenized_text(self.all, PreTokenizedString { text: String::new(), tokens: all });
        let written = written.iter().map(|word| plain(word, 0)).collect();
        out.add_pre_tokenized_text(self.written, PreTokenizedString { text: String::new(), tokens: written });
        out
    }
}

/// A token of tantivy's; we have no use for its offsets.
fn plain(text: &str, position: u32) -> Token {
    Token { text: text.to_owned(), position: position as usize, ..Token::default() }
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
        let builder = tantivy::Index::builder().schema(schema.schema.clone()).settings(IndexSettings::default());
        let mut writer = builder.single_segment_index_writer(directory, BUDGET)?;
        let mut known = BTreeMap::new();
        let mut order = HashMap::new();
        for (number, document) in (0_u32..).zip(documents) {
            writer.add_document(schema.document(&document))?;
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
            for document in changed {
                writer.add_document(self.schema.document(document))?;
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
        for segment in searcher.segment_readers() {
            let store = segment.get_store_reader(8)?;
            let mut own = vec![u32::MAX; segment.max_doc() as usize];
            for doc in segment.doc_ids_alive() {
                let stored: TantivyDocument = store.get(doc)?;
                let id = stored.get_first(schema.id).and_then(|value| value.as_str());
                if let (Some(number), Some(place)) = (id.and_then(|id| order.get(id)), own.get_mut(doc as usize)) {
                    *place = *number;
                }
            }
            numbers.push(own);
        }
        Ok(Self { index, searcher, schema, numbers, known })
    }

    /// How many segments the index is in.
    pub(super) fn segments(&self) -> usize {
        self.numbers.len()
    }

    /// How often a stem stands in a field, by document number; unsorted where there are several segments.
    pub(super) fn frequencies(
        &self,
        field: usize,
        stem: &str,
        mut each: impl FnMut(u32, u32, u32),
    ) -> Result<(), Fault> {
        let Some(&field) = self.schema.texts.get(field) else { return Ok(()) };
        let term = Term::from_field_text(field, stem);
        for (segment, numbers) in self.searcher.segment_readers().iter().zip(&self.numbers) {
            let Some(mut postings) =
                segment.inverted_index(field)?.read_postings(&term, IndexRecordOption::WithFreqs)?
            else {
                continue;
            };
            let norms = segment.get_fieldnorms_reader(field)?;
            while postings.doc() != TERMINATED {
                let doc = postings.doc();
                if let Some(&number) = numbers.get(doc as usize).filter(|&&number| number != u32::MAX) {
                    each(number, postings.term_freq(), norms.fieldnorm(doc));
                }
                postings.advance();
            }
        }
        Ok(())
    }

    /// The average length of a field over the first `count` documents, 1 at least.
    pub(super) fn average(&self, field: usize, count: u32) -> f64 {
        let Some(&field) = self.schema.texts.get(field) else { return 1.0 };
        let mut sum = 0_u64;
        for (segment, numbers) in self.searcher.segment_readers().iter().zip(&self.numbers) {
            let Ok(norms) = segment.get_fieldnorms_reader(field) else { continue };
            for (doc, _) in (0_u32..).zip(numbers).filter(|(_, number)| **number < count) {
                sum += u64::from(norms.fieldnorm(doc));
            }
        }
        // Far below 2^52, where every whole number is exact.
        #[expect(clippy::cast_precision_loss, reason = "exact, see above")]
        let sum = sum as f64;
        (sum / f64::from(count.max(1))).max(1.0)
    }

    /// Where a stem stands, by document number, sorted.
    pub(super) fn positions(&self, stem: &str) -> Result<Vec<(u32, Vec<u32>)>, Fault> {
        let term = Term::from_field_text(self.schema.all, stem);
        let mut found = Vec::new();
        for (segment, numbers) in self.searcher.segment_readers().iter().zip(&self.numbers) {
            let index = segment.inverted_index(self.schema.all)?;
            let Some(mut postings) = index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)? else {
                continue;
            };
            while postings.doc() != TERMINATED {
                if let Some(&number) = numbers.get(postings.doc() as usize).filter(|&&number| number != u32::MAX) {
                    let mut positions = Vec::new();
                    postings.positions(&mut positions);
                    found.push((number, positions));
                }
                postings.advance();
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// Every word as it is written (folded), with the number of documents that hold it.
    pub(super) fn written(&self) -> Result<BTreeMap<String, u32>, Fault> {
        self.counted(self.schema.written)
    }

    /// Every stem, with the number of documents that hold it.
    pub(super) fn stems(&self) -> Result<BTreeMap<String, u32>, Fault> {
        self.counted(self.schema.all)
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
