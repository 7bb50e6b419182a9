//! Reads the strings and keys of a walk over a text, with everything that may be wrong with them.

use super::{Found, Sink, Walk};
use crate::text::escape::{self, Escape};
use crate::text::part::Part;
use crate::text::scan;
use crate::text::token::{Halt, Step};
use crate::text::utf8::{self, Decoded, decode};

impl<S: Sink> Walk<'_, S> {
    /// Reads a string, and keeps at least its first `keep` bytes.
    pub(super) fn string(&mut self, keep: usize) -> Step<()> {
        let start = self.offset();
        self.string.clear();
        self.at += 1;
        loop {
            let plain = self.at;
            self.at = scan::skip_plain(self.text, plain);
            if self.string.len() < keep {
                let kept = self.text.get(plain..self.at.min(plain.saturating_add(keep))).expected();
                self.string.push_str(std::str::from_utf8(kept).expected());
            }
            let char = match self.text.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape(start)?,
                Some(&control @ 0..=0x1F) => {
                    let found = Found::Control(char::from(control));
                    return Err(self.fault(1, "an escape", found, Some(start)));
                }
                _ => match decode(self.text, self.at) {
                    Decoded::Char(char, length) => {
                        self.at += length;
                        char
                    }
                    Decoded::Malformed | Decoded::Incomplete => self.surrogate(start)?,
                },
            };
            if self.string.len() < keep {
                self.string.push(char);
            }
        }
    }

    /// Skips a lone surrogate that is encoded like a character. Other malformed UTF-8 ends the walk, unless the sink has it
    /// replaced.
    fn surrogate(&mut self, string: u64) -> Step<char> {
        if let Some(unit) = self.raw_surrogate()? {
            self.sink.lone_surrogate(self.span(3), unit);
            self.at += 3;
            return Ok(char::REPLACEMENT_CHARACTER);
        }
        let rest = self.text.get(self.at..).expected();
        let may_go_on = rest.is_empty() || !self.last && decode(rest, 0) == Decoded::Incomplete;
        let length = utf8::maximal_subpart(rest);
        if !may_go_on && self.sink.malformed(self.span(length), rest.get(..length).unwrap_or(rest)) {
            self.at += length;
            return Ok(char::REPLACEMENT_CHARACTER);
        }
        Err(self.unexpected_in("the string's closing quote", Some(string)))
    }

    /// The lone surrogate that is encoded in three bytes here, if the text may have such.
    pub(super) fn raw_surrogate(&self) -> Step<Option<u32>> {
        match *self.text.get(self.at..).expected() {
            [0xED] | [0xED, 0xA0..=0xBF] if self.surrogates && !self.last => Err(Halt::More),
            [0xED, second @ 0xA0..=0xBF, third @ 0x80..=0xBF, ..] if self.surrogates => {
                Ok(Some(0xD000 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F)))
            }
            _ => Ok(None),
        }
    }

    /// Reads an escape, or the two of a surrogate pair.
    fn escape(&mut self, string: u64) -> Step<char> {
        let backslash = self.at;
        match escape::read(self.text, backslash) {
            Escape::Char { char, end } => {
                self.at = end;
                Ok(char)
            }
            Escape::LoneSurrogate { end } => {
                self.sink.lone_surrogate(self.span(end - backslash), self.unit_before(end));
                self.at = end;
                Ok(char::REPLACEMENT_CHARACTER)
            }
            Escape::Incomplete => {
                self.at = self.text.len();
                Err(self.unexpected_in("the rest of the escape", Some(string)))
            }
            Escape::Invalid { at } => {
                self.at = at;
                let expected = if at == backslash + 1 { "an escape" } else { "a hexadecimal digit" };
                Err(self.unexpected_in(expected, Some(string)))
            }
        }
    }

    /// The UTF-16 unit whose four digits end there.
    fn unit_before(&self, end: usize) -> u32 {
        escape::unit(self.text, end.saturating_sub(4)).ok().expected()
    }
}
