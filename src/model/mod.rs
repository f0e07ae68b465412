//! Nouns: what the domain is made of. Plain data that knows no stage, no package and no disk.

pub mod agent;
pub mod catalog;
pub mod choice;
pub mod competency;
pub mod config;
pub mod content;
pub mod definition;
pub mod description;
pub mod diagnostic;
pub mod document;
pub mod history;
pub mod legend;
pub mod loads;
pub mod matrix;
pub mod overlap;
pub mod routing;
pub mod source;
mod summary;
