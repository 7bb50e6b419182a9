//! The strings of a window for JavaScript: unescaped, and copied into arenas.

use crate::decode::arena::ByteArena;
use crate::decode::tape::{self, Space};
use crate::decode::text_store::TextStore;
use crate::js::last_string::LastString;
use crate::js::utf16_arena::Utf16Arena;
use crate::text::escape;
use crate::text::part::Part;
use crate::text::token::{self, Halt, Step};

/// ASCII strings go to an arena of bytes. All others go to a second one, of UTF-16, so that a single `é` neither widens nor
/// slows the first.
#[derive(Debug)]
pub(crate) struct JsStrings {
    pub(crate) ascii: ByteArena,
    pub(crate) wide: Utf16Arena,
    last: LastString,
}

impl TextStore for JsStrings {
    const EMPTY: Self = Self { ascii: ByteArena::EMPTY, wide: Utf16Arena::EMPTY, last: LastString::NONE };

    type Mark = (usize, usize);

    fn clear_for(&mut self, length: usize) {
        self.ascii.clear_for(length);
        self.wide.clear();
        self.last = LastString::NONE;
    }

    fn mark(&self) -> Self::Mark {
        (self.ascii.used(), self.wide.used())
    }

    fn truncate(&mut self, (ascii, wide): Self::Mark) {
        self.ascii.truncate(ascii);
        self.wide.truncate(wide);
        self.last = LastString::NONE;
    }

    fn size(&self) -> usize {
        self.ascii.used() + 2 * self.wide.used()
    }

    #[inline(always)]
    fn string(&mut self, text: &[u8], at: usize) -> Step<(u64, usize)> {
        let begin = at + 1;
        if let Some(again) = self.last.again(text, begin) {
            return Ok(again);
        }
        let start = self.ascii.used();
        let mut at = begin;
        loop {
            at += self.ascii.extend_plain(text, at);
            match text.get(at) {
                Some(b'"') => {
                    let slot = tape::text(start, self.ascii.used() - start, Space::Bytes);
                    self.last.remember(text, begin, at, slot);
                    return Ok((slot, at + 1));
                }
                Some(b'\\') => {
                    // Where there is one escape, there are more.
                    let end = self.ascii.extend_escaped(text, at);
                    if end != at {
                        at = end;
                        continue;
                    }
                    if let Some(meaning) = escape::short(text, at) {
                        self.ascii.push(meaning);
                        at += 2;
                        continue;
                    }
                    let (char, end) = token::character(text, at)?;
                    if !char.is_ascii() {
                        return self.wide_string(start, text, at);
                    }
                    self.ascii.push(char as u8);
                    at = end;
                }
                Some(0x80..) => return self.wide_string(start, text, at),
                Some(_) => return Err(Halt::Invalid), // a control character
                None => return Err(Halt::More),
            }
        }
    }

    fn source(&mut self, text: &[u8], start: usize, end: usize) -> u64 {
        let source = text.get(start..end).expected();
        if source.is_ascii() {
            let used = self.ascii.used();
            self.ascii.extend(source);
            return tape::text(used, source.len(), Space::Bytes);
        }
        let used = self.wide.used();
        self.wide.extend_source(text, start, end);
        tape::text(used, self.wide.used() - used, Space::Wide)
    }

    fn is_narrowed(&self) -> bool {
        self.wide.source.is_narrowed()
    }

    /// Copies do not refer to the window.
    #[inline(always)]
    fn place(&mut self, _slot: usize, _start: usize, _end: usize) {}
}

impl JsStrings {
    /// The rest of a string whose first character beyond ASCII is at `at`. What was copied before moves to the other arena.
    #[inline(never)]
    fn wide_string(&mut self, ascii_start: usize, text: &[u8], mut at: usize) -> Step<(u64, usize)> {
        let Self { ascii, wide, .. } = self;
        let start = wide.used();
        let begun = ascii.as_slice().get(ascii_start..).expected();
        wide.reserve(begun.len() + text.len() - at);
        wide.extend_ascii(begun);
        ascii.truncate(ascii_start);
        loop {
            at += wide.extend_plain(text, at);
            match text.get(at) {
                Some(b'"') => {
                    return Ok((tape::text(start, wide.used() - start, Space::Wide), at + 1));
                }
                Some(&byte @ (b'\\' | 0x80..)) => {
                    let narrowed = wide.source.is_narrowed();
                    let run = wide.extend_escapes(text, at);
                    // The byte after a short escape decides how to go on.
                    let end = if run != at {
                        run
                    } else if byte == b'\\' && text.get(at + 2).is_some_and(u8::is_ascii) {
                        wide.extend_unescaped(text, at)
                    } else if narrowed {
                        at
                    } else {
                        wide.extend_wide(text, at)
                    };
                    if end != at {
                        at = end;
                        continue;
                    }
                    loop {
                        let (char, end) = token::character(text, at)?;
                        wide.push(char);
                        at = end;
                        // Characters beyond ASCII come in runs.
                        if narrowed || text.get(at).is_none_or(u8::is_ascii) {
                            break;
                        }
                    }
                }
                Some(_) => return Err(Halt::Invalid),
                None => return Err(Halt::More),
            }
        }
    }
}
