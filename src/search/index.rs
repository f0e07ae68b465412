//! Index: the one home of tantivy. One field holds the stems of a whole document at their positions; where each of our own
//! fields begins in it is kept with the document's id, so that one look at a term's positions gives its frequency by field.
//! Ids and lengths are all that is stored; scores are ours (see [`super::terms`]).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use tantivy::directory::{MmapDirectory, RamDirectory};
use tantivy::index::SegmentId;
use tantivy::indexer::NoMergePolicy;
use tantivy::postings::Postings as _;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value as _};
use tantivy::{
    DocSet as _, IndexSettings, InvertedIndexReader, Searcher, SegmentReader, TERMINATED, TantivyDocument, Term,
};

use super::Fault;
use super::analyst::{Analysed, Analyst, Layout, Lines};
use super::documents::Documents;

/// Memory for one segment's writer, in bytes: ten thousand definitions fit into one segment.
const BUDGET: usize = 400_000_000;

/// Memory for the writer of some changes, in bytes: tantivy's least.
const CHANGES: usize = 15_000_000;

/// After so many segments of changes these are made one again; the largest, which holds the catalog as it first was, is left
/// alone, since to write it anew takes as long as all the rest.
const SEGMENTS: usize = 8;

/// The tantivy index with a view on it.
#[derive(Clone)]
pub(super) struct Store {
    /// What the index is written to.
    files: RamDirectory,
    index: tantivy::Index,
    searcher: Searcher,
    schema: Fields,
    segments: Vec<Segment>,
    /// By document number.
    layouts: Vec<Layout>,
    /// By document number.
    ids: Arc<[String]>,
}

/// What is known of a segment.
#[derive(Clone)]
struct Segment {
    id: SegmentId,
    /// Of each document in it, those that are gone included, its id and its layout.
    documents: Arc<[(String, Layout)]>,
    /// Of each document in it the number in the catalog's order; `u32::MAX` for what is gone.
    numbers: Vec<u32>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("documents", &self.ids.len()).finish_non_exhaustive()
    }
}

#[derive(Clone)]
struct Fields {
    id: Field,
    layout: Field,
    text: Field,
    schema: Schema,
}

impl Fields {
    fn new() -> Self {
        let mut builder = Schema::builder();
        let indexing = TextFieldIndexing::default().set_tokenizer("lines").set_fieldnorms(false);
        let indexing = indexing.set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let id = builder.add_text_field("id", STRING | STORED);
        let layout = builder.add_text_field("layout", TextOptions::default().set_stored());
        let text = builder.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        Self { id, layout, text, schema: builder.build() }
    }

    fn document(&self, id: &str, analysed: &Analysed) -> TantivyDocument {
        let mut out = TantivyDocument::new();
        out.add_text(self.id, id);
        out.add_text(self.layout, analysed.layout.written());
        out.add_text(self.text, &analysed.text);
        out
    }

    /// The ids and layouts of a segment's documents, those that are gone included.
    fn stored(&self, segment: &SegmentReader) -> Result<Arc<[(String, Layout)]>, Fault> {
        let store = segment.get_store_reader(8)?;
        let document = |doc| -> Result<(String, Layout), Fault> {
            let stored: TantivyDocument = store.get(doc)?;
            let text = |field| stored.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
            Ok((text(self.id).to_owned(), Layout::read(text(self.layout))))
        };
        (0..segment.max_doc()).map(document).collect()
    }
}

impl Store {
    /// Indexes documents into one segment in memory. With it comes every word as it is written (folded), with the number of
    /// documents that hold it.
    pub(super) fn build(documents: &Documents<'_>) -> Result<(Self, BTreeMap<String, u32>), Fault> {
        let files = RamDirectory::create();
        let schema = Fields::new();
        let tokenizers = tantivy::tokenizer::TokenizerManager::default();
        tokenizers.register("lines", Lines);
        let builder = tantivy::Index::builder().schema(schema.schema.clone()).settings(IndexSettings::default());
        let builder = builder.tokenizers(tokenizers);
        let mut writer = builder.single_segment_index_writer(files.clone(), BUDGET)?;
        let mut analyst = Analyst::default();
        let ids: Arc<[String]> = documents.ids().collect();
        for (number, id) in ids.iter().enumerate() {
            writer.add_document(schema.document(id, &analyst.document(&documents.texts(number))))?;
        }
        Ok((Self::open(files, writer.finalize()?, schema, ids, &[])?, analyst.words()))
    }

    /// Writes the index to a folder that is there and empty.
    pub(super) fn write(&self, folder: &Path) -> Result<(), Fault> {
        let directory = MmapDirectory::open(folder).map_err(|error| Fault(error.to_string()))?;
        Ok(self.files.persist(&directory)?)
    }

    /// The index with what changed replaced. `ids` are those of all documents, in their order, `changed` the numbers of those
    /// that are new or not as they were, analysed.
    pub(super) fn replace(&self, ids: Arc<[String]>, changed: &[(usize, Analysed)]) -> Result<Self, Fault> {
        let all: HashSet<&str> = ids.iter().map(String::as_str).collect();
        let changed: Vec<(&String, &Analysed)> =
            changed.iter().filter_map(|(number, analysed)| Some((ids.get(*number)?, analysed))).collect();
        let gone: Vec<&String> = self.ids.iter().filter(|id| !all.contains(String::as_str(id))).collect();
        if !changed.is_empty() || !gone.is_empty() {
            let mut writer = self.index.writer_with_num_threads(1, CHANGES)?;
            writer.set_merge_policy(Box::new(NoMergePolicy));
            for id in gone.into_iter().chain(changed.iter().map(|(id, _)| *id)) {
                writer.delete_term(Term::from_field_text(self.schema.id, id));
            }
            for (id, analysed) in changed {
                writer.add_document(self.schema.document(id, analysed))?;
            }
            writer.commit()?;
            let mut segments = self.index.searchable_segment_metas()?;
            if segments.len() > SEGMENTS {
                segments.sort_by_key(|segment| std::cmp::Reverse(segment.max_doc()));
                let small: Vec<SegmentId> = segments.iter().skip(1).map(tantivy::SegmentMeta::id).collect();
                writer.merge(&small).wait()?;
            }
            writer.wait_merging_threads()?;
        }
        Self::open(self.files.clone(), self.index.clone(), self.schema.clone(), ids, &self.segments)
    }

    /// A view on the index as it is now. What `known` tells of its segments is not read again.
    fn open(
        files: RamDirectory,
        index: tantivy::Index,
        schema: Fields,
        ids: Arc<[String]>,
        known: &[Segment],
    ) -> Result<Self, Fault> {
        let searcher = index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?.searcher();
        let order: HashMap<&str, u32> = ids.iter().map(String::as_str).zip(0..).collect();
        let mut layouts = vec![Layout::default(); ids.len()];
        let mut segments = Vec::new();
        for reader in searcher.segment_readers() {
            let id = reader.segment_id();
            let documents = match known.iter().find(|segment| segment.id == id) {
                Some(segment) => Arc::clone(&segment.documents),
                None => schema.stored(reader)?,
            };
            let mut numbers = vec![u32::MAX; documents.len()];
            for doc in reader.doc_ids_alive() {
                let Some((id, layout)) = documents.get(doc as usize) else { continue };
                let Some(&number) = order.get(id.as_str()) else { continue };
                if let (Some(place), Some(own)) = (numbers.get_mut(doc as usize), layouts.get_mut(number as usize)) {
                    (*place, *own) = (number, *layout);
                }
            }
            segments.push(Segment { id, documents, numbers });
        }
        Ok(Self { files, index, searcher, schema, segments, layouts, ids })
    }

    /// The ids of the documents, by number.
    pub(super) fn ids(&self) -> &[String] {
        &self.ids
    }

    /// How many segments the index is in.
    pub(super) fn segments(&self) -> usize {
        self.segments.len()
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
        for (reader, Segment { numbers, .. }) in self.searcher.segment_readers().iter().zip(&self.segments) {
            let index = reader.inverted_index(self.schema.text)?;
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

    /// Every stem, with the number of documents that hold it.
    pub(super) fn stems(&self) -> Result<BTreeMap<String, u32>, Fault> {
        let mut stems = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(self.schema.text)?;
            let mut stream = index.terms().stream()?;
            while let Some((bytes, info)) = stream.next() {
                let Ok(stem) = std::str::from_utf8(bytes) else { continue };
                let count = alive(segment, &index, info)?;
                if count > 0 {
                    *stems.entry(stem.to_owned()).or_insert(0) += count;
                }
            }
        }
        Ok(stems)
    }
}

/// How many of the documents that hold a term are not gone.
fn alive(segment: &SegmentReader, index: &InvertedIndexReader, info: &TermInfo) -> Result<u32, Fault> {
    Ok(match segment.alive_bitset() {
        None => info.doc_freq,
        Some(alive) => index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?.doc_freq_given_deletes(alive),
    })
}

impl From<tantivy::TantivyError> for Fault {
    fn from(error: tantivy::TantivyError) -> Self {
        Self(error.to_string())
    }
}
