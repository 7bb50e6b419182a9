//! White space between tokens: space, tab, line feed and carriage return (RFC 8259, section 2), nothing else.

/// Where the white space that begins at `at` ends.
#[inline(always)]
#[allow(clippy::inline_always)]
pub(crate) fn skip(text: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\t' | b'\n' | b'\r') = text.get(at) {
        at += 1;
    }
    at
}
