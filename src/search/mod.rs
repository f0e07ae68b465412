//! Search: one ranking, in the terminal, on the server and, by what it exports, in the browser.

pub mod stem;
pub mod tokens;
