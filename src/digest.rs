//! Digests: the one home of the hash packages. BLAKE3 for what is cached and compared, SHA-256 for what people verify.

use sha2::Digest as _;

use crate::model::source::{Hash, hex};

/// The content hash (BLAKE3) of some bytes.
#[must_use]
pub fn hash(bytes: &[u8]) -> Hash {
    Hash(*blake3::hash(bytes).as_bytes())
}

/// The content hash of bytes that come piece by piece.
#[derive(Debug, Default)]
pub struct Hasher(blake3::Hasher);

impl Hasher {
    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all of them.
    #[must_use]
    pub fn finish(&self) -> Hash {
        Hash(*self.0.finalize().as_bytes())
    }

    /// The hash of all that a reader gives. Fails as that does.
    pub fn read(reader: impl std::io::Read) -> std::io::Result<Hash> {
        let mut hasher = Self::default();
        hasher.0.update_reader(reader)?;
        Ok(hasher.finish())
    }
}

/// The first ten hexadecimal digits of the content hash: what a static file's name carries.
#[must_use]
pub fn short(bytes: &[u8]) -> String {
    let mut hex = hash(bytes).hex();
    hex.truncate(10);
    hex
}

/// The SHA-256 of some bytes as `sha256sum` prints it.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&sha2::Sha256::digest(bytes))
}
