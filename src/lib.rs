//! agentdex turns a folder of AI agent definitions into a catalog: which agent should I use, and why that one?
//!
//! The flow, step by step:
//!
//! 1. [`io::disk`] reads the folder into [`model::source::Sources`].
//! 2. [`pipeline::parse`] reads each file into a [`model::definition::Definition`], whatever state its header is in.
//! 3. [`pipeline::lint`] says what is wrong with a definition that was read.
//! 4. [`pipeline::resolve`] puts the definitions beside each other: names of pages, references, duplicates.
//! 5. [`pipeline::matrix`] finds which agent covers which competency, with the sentence behind every mark.
//! 6. [`pipeline::overlap`] tells what two agents share and what only one has.
//! 7. [`pipeline::render`] is the site: a function from a URL to bytes.
//! 8. [`search`] ranks, on the server and, by what it exports, in the browser.
//!
//! [`compile`] strings these together; [`io`] and [`commands`] are the edges.

pub mod cli;
pub mod commands;
pub mod compile;
pub mod digest;
pub mod io;
pub mod model;
pub mod pipeline;
pub mod search;
pub mod text;
