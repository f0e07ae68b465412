//! A whole build, stage by stage: CPU seconds and memory for generated catalogs.
fn main() {}
