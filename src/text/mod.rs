//! Text: what every stage does to words alike. The one home of the Unicode packages.

pub mod background;
mod date;
mod fold;
mod lines;
mod listed;
mod nearest;
mod slug;
mod visible;

pub use date::{day, instant};
pub use fold::{fold, is_mark};
pub use lines::lines;
pub use listed::listed;
pub use nearest::nearest;
pub use slug::{Taken, slug, unique, unique_slug};
pub use visible::{Hidden, hidden, visible};
