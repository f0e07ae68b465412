//! Pieces: what is as large as the whole catalog, made one part after another, so that it never stands in memory whole.

use serde::Serialize;

/// The bytes of a text, in order.
pub type Pieces<'a> = Box<dyn Iterator<Item = Vec<u8>> + 'a>;

/// All of a text at once.
pub fn whole(pieces: Pieces<'_>) -> Vec<u8> {
    pieces.fold(Vec::new(), |mut all, piece| {
        all.extend_from_slice(&piece);
        all
    })
}

/// A value as JSON. Nothing that is written here fails to be.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// An object whose last field is an array: what stands before its first item, the items in groups, what stands after the last.
pub(super) fn object<'a, T: Serialize + 'a>(
    head: String,
    groups: impl Iterator<Item = Vec<T>> + 'a,
    foot: &'static str,
) -> Pieces<'a> {
    let mut any = false;
    let items = groups.map(move |group| {
        let mut piece = Vec::new();
        for item in group {
            if std::mem::replace(&mut any, true) {
                piece.push(b',');
            }
            piece.extend_from_slice(json(&item).as_bytes());
        }
        piece
    });
    Box::new(std::iter::once(head.into_bytes()).chain(items).chain(std::iter::once(foot.as_bytes().to_vec())))
}
