//! Overlap: what two agents share, what only one has, and which files are copies of another.
