//! Where JavaScript finds the results of a reading in wasm memory.

/// Filled in after every reading, in words of 32 bits. Addresses and lengths are in bytes unless they say otherwise.
#[repr(C)]
pub(crate) struct Header {
    /// Bytes that have been read, from where the reading began.
    pub(crate) consumed: u32,
    /// Records on the tape.
    pub(crate) count: u32,
    /// Address of the tape.
    pub(crate) tape: u32,
    /// Address of the ASCII arena.
    pub(crate) ascii: u32,
    pub(crate) ascii_length: u32,
    /// Address of the wide arena.
    pub(crate) wide: u32,
    /// In UTF-16 units.
    pub(crate) wide_length: u32,
}

impl Header {
    pub(crate) const EMPTY: Self =
        Self { consumed: 0, count: 0, tape: 0, ascii: 0, ascii_length: 0, wide: 0, wide_length: 0 };
}
