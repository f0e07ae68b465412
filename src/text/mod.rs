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

/// Whether any byte of a text is such. It looks at all of them, many in one step, which for a sentence is quicker than to stop at the first.
#[inline]
#[must_use]
pub fn any_byte(text: &str, such: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |any, byte| any | such(byte))
}
