//! Verbs: pure stages. No stage knows another; each takes nouns and gives nouns and diagnostics, and none can fail.

pub mod changes;
pub mod choose;
pub mod fix;
pub mod lint;
pub mod matrix;
pub mod overlap;
pub mod parse;
pub mod render;
pub mod resolve;
