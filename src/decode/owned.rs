//! The strings of a window for Rust: unescaped, and copied into an arena of UTF-8.

use crate::decode::arena::ByteArena;
use crate::decode::tape::{self, Space};
use crate::decode::text_store::TextStore;
use crate::text::escape;
use crate::text::part::Part;
use crate::text::scan;
use crate::text::token::{self, Halt, Step};

/// Texts one after another.
#[derive(Debug)]
pub(crate) struct Owned(ByteArena);

impl Owned {
    /// All texts. None of them begins or ends inside a character.
    pub(crate) fn as_str(&self) -> &str {
        scan::from_utf8(self.0.as_slice()).expected()
    }

    /// Goes on at an escape or, with `UTF8`, at a character beyond ASCII: where there is one, there are more.
    #[inline(never)]
    fn extend<const UTF8: bool>(&mut self, text: &[u8], at: usize) -> Step<usize> {
        let mut end = at;
        if !UTF8 {
            while let Some((char, behind)) = escape::beyond_ascii(text, end) {
                self.0.push_char(char);
                end = behind;
            }
            if end == at {
                end = self.0.extend_escaped(text, at);
            }
        }
        if end == at {
            end = self.0.extend_unescaped::<UTF8>(text, at);
        }
        if end > at {
            return Ok(end);
        }
        let (char, end) = token::character(text, at)?;
        self.0.push_char(char);
        Ok(end)
    }
}

impl TextStore for Owned {
    const EMPTY: Self = Self(ByteArena::EMPTY);

    type Mark = usize;

    fn clear_for(&mut self, length: usize) {
        self.0.clear_for(length);
    }

    fn mark(&self) -> Self::Mark {
        self.0.used()
    }

    fn truncate(&mut self, mark: Self::Mark) {
        self.0.truncate(mark);
    }

    fn size(&self) -> usize {
        self.0.used()
    }

    #[inline(always)]
    fn string(&mut self, text: &[u8], at: usize) -> Step<(u64, usize)> {
        let start = self.0.used();
        let mut at = at + 1;
        loop {
            at += self.0.extend_plain(text, at);
            match text.get(at) {
                Some(b'"') => return Ok((tape::text(start, self.0.used() - start, Space::Bytes), at + 1)),
                Some(b'\\') => at = self.extend::<false>(text, at)?,
                Some(0x80..) => at = self.extend::<true>(text, at)?,
                Some(_) => return Err(Halt::Invalid), // a control character
                None => return Err(Halt::More),
            }
        }
    }

    fn source(&mut self, text: &[u8], start: usize, end: usize) -> u64 {
        let used = self.0.used();
        self.0.extend(text.get(start..end).expected());
        tape::text(used, self.0.used() - used, Space::Bytes)
    }

    /// Copies do not refer to the window.
    #[inline(always)]
    fn place(&mut self, _slot: usize, _start: usize, _end: usize) {}
}
