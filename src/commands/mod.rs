//! Commands: one file each, a dozen lines that join the rest.

pub mod build;
pub mod list;
pub mod serve;
