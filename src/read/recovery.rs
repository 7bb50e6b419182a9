//! Finds where reading goes on after damage. A window and the place of the damage come in; the next record, the end of the
//! array, or the end of the text goes out. `docs/recovery.md` explains the rules, and why the work is linear.
//!
//! The reader follows one value at a time, by its quotes and brackets: first the broken record, then everything that may be
//! another record. It follows each from its own first byte, so the result does not depend on where windows and pieces end,
//! and no byte more than a few times.

use std::mem;

use crate::read::boundary::{Boundary, Followed, Place};
use crate::read::separators;
use crate::text::limits::MAX_DEPTH;
use crate::text::part::Part as _;
use crate::text::whitespace;

/// A window of a damaged text.
pub(crate) struct Recovery<'a, F> {
    pub(crate) window: &'a [u8],
    /// Where in the window the damage begins.
    pub(crate) start: usize,
    /// Whether the text ends with the window.
    pub(crate) last: bool,
    /// Whether an array is open.
    pub(crate) in_array: bool,
    /// How many bytes came before the window, and how many were examined again after records that were found.
    pub(crate) read: u64,
    pub(crate) spent: u64,
    /// The length of the value that was followed last, if a record was found in it.
    pub(crate) looked: &'a mut u64,
    /// Whether a valid record, complete in the window, begins at a place.
    pub(crate) is_record: F,
}

/// What became of a value that was followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It ends there, by its quotes and brackets.
    Ends { end: usize },
    /// The window ends too early to say.
    More,
    /// Its quotes or brackets are wrong at `at`, and the next value begins at `resume` or later.
    Lost { at: usize, resume: usize },
    /// It was cut off before a valid record.
    Cut { record: usize },
    /// It was probably cut off before a valid record: it is too long without an end.
    TooLong { record: usize },
    /// It was cut off, or one of its strings does not end: the `]` at `at` ends the array around it.
    ArrayEnd { at: usize },
}

/// Where damage ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Before a valid record.
    Record(usize),
    /// Before the `]` of the array.
    Bracket(usize),
    /// At the end of the text.
    Text,
    /// The window ends too early to say: text from this place on is needed again, with more after it.
    Unknown(usize),
}

impl<F: FnMut(usize) -> bool> Recovery<'_, F> {
    /// Where the damage ends, which continues at `from`.
    pub(crate) fn end(&mut self, from: usize) -> End {
        let mut at = from;
        loop {
            let rest = self.window.get(at..).expected();
            let Some(found) = rest.iter().position(|byte| matches!(byte, b'{' | b']')) else {
                return if self.last { End::Text } else { End::Unknown(self.kept(self.window.len())) };
            };
            at += found;
            if self.window.get(at) == Some(&b']') {
                match self.array_ends(at) {
                    Some(true) => return End::Bracket(at),
                    Some(false) => at += 1,
                    None => return End::Unknown(self.kept(at)),
                }
                continue;
            }
            match self.window.get(whitespace::skip(self.window, at + 1)) {
                Some(b'"') => {}
                None if !self.last => return End::Unknown(self.kept(at)),
                _ => {
                    at += 1;
                    continue;
                }
            }
            match self.follow(at) {
                Fate::Ends { end } if self.is_record_within(at, end) => match self.is_member(at, end) {
                    Some(false) => return End::Record(at),
                    Some(true) => at = end,
                    None => return End::Unknown(self.kept(at)),
                },
                Fate::Ends { end } => at = end,
                Fate::More => return End::Unknown(self.kept(at)),
                Fate::Lost { resume, .. } => at = resume,
                Fate::Cut { record } | Fate::TooLong { record } => return End::Record(record),
                Fate::ArrayEnd { at } => return End::Bracket(at),
            }
        }
    }

    /// The first byte that is needed again for a value at `at`: the colon before it, or else the separators before it, which
    /// are not part of the damage.
    fn kept(&self, at: usize) -> usize {
        self.colon_before(at).unwrap_or_else(|| separators::skip_back(self.window, self.start, at, self.last))
    }

    fn colon_before(&self, at: usize) -> Option<usize> {
        let before = self.last_before(at)?;
        (self.window.get(before) == Some(&b':')).then_some(before)
    }

    /// Whether the object at `start..end` is the value of a key, and the object around it continues.
    fn is_member(&self, start: usize, end: usize) -> Option<bool> {
        if self.colon_before(start).is_none() {
            return Some(false);
        }
        let behind = whitespace::skip(self.window, end);
        match self.window.get(behind) {
            Some(b'}') => Some(true),
            Some(b',') => match self.window.get(whitespace::skip(self.window, behind + 1)) {
                None if !self.last => None,
                next => Some(next == Some(&b'"')),
            },
            None if !self.last => None,
            _ => Some(false),
        }
    }

    /// Whether the `]` at `at` ends an array: nothing follows but the end of the text, or another array of records.
    fn array_ends(&self, at: usize) -> Option<bool> {
        if !self.in_array {
            return Some(false);
        }
        let mut behind = separators::skip(self.window, at + 1);
        if self.window.get(behind) == Some(&b'[') {
            behind = separators::skip(self.window, behind + 1);
            if self.window.get(behind) == Some(&b'{') {
                behind = whitespace::skip(self.window, behind + 1);
                // Behind a string that ends with such brackets, something else than a name follows its quote.
                return match self.window.get(behind + 1) {
                    None if !self.last => None,
                    next => Some(self.window.get(behind) == Some(&b'"') && next.is_some_and(u8::is_ascii_alphabetic)),
                };
            }
        } else if self.last && behind == self.window.len() {
            return Some(true);
        }
        if !self.last && separators::is_open(self.window, behind) { None } else { Some(false) }
    }

    /// Follows the object or array that begins at `start`.
    pub(crate) fn follow(&mut self, start: usize) -> Fate {
        let mut value = Followable { boundary: Boundary::START, opened: Vec::new(), closed: None, doubted: start };
        let mut at = start;
        *self.looked = 0;
        // In total, no more may be examined again than was read.
        let allowance = (self.read + (start + LONGEST_LIST) as u64).saturating_sub(self.spent);
        let mut limit = allowance.clamp(SHORTEST_LIST as u64, LONGEST_LIST as u64) as usize;
        while let Some(&byte) = self.window.get(at) {
            let place = value.boundary.place;
            if at - start >= limit && byte == b'{' && value.boundary.is_at_element() {
                limit *= 2;
                if let Some(record) = self.glued_element(&value, start, at) {
                    *self.looked = (at - start) as u64;
                    return Fate::TooLong { record };
                }
            }
            if byte == b']' && value.boundary.is_in_string() && self.array_ends(at) == Some(true) {
                let glued = self.glued_element(&value, start, at);
                return glued.map_or(Fate::ArrayEnd { at }, |record| self.cut(start, at, record));
            }
            match value.follow(byte, at) {
                Followed::On => {}
                Followed::End => return Fate::Ends { end: at + 1 },
                Followed::Doubt => {
                    // A value that lacks a comma is not a valid record, but what it contains may be one.
                    let doubted = mem::replace(&mut value.doubted, at);
                    if let Some((record, _)) = value.closed.take().filter(|&(record, _)| record >= doubted)
                        && self.window.get(record) == Some(&b'{')
                        && self.is_record_within(record, at)
                    {
                        let record = self.glued_element(&value, start, at).unwrap_or(record);
                        return self.cut(start, at, record);
                    }
                }
                Followed::Lost => return self.lost(&value, place, start, at),
            }
            at += 1;
        }
        if self.last { self.lost(&value, value.boundary.place, start, at) } else { Fate::More }
    }

    /// What becomes of a value that cannot be followed beyond `at`.
    fn lost(&mut self, value: &Followable, place: Place, start: usize, at: usize) -> Fate {
        if let Some(record) = self.glued_element(value, start, at) {
            return self.cut(start, at, record);
        }
        if let Some((first, end)) = value.closed
            && let Some(record) = self.record_in(first, end)
        {
            return self.cut(start, at, record);
        }
        Fate::Lost { at, resume: self.swallowed(start, place, at).unwrap_or(at) }
    }

    /// Reports a record that was found in the value at `start`, which was followed as far as `at`.
    fn cut(&mut self, start: usize, at: usize, record: usize) -> Fate {
        *self.looked = (at - start) as u64;
        Fate::Cut { record }
    }

    fn is_record_within(&mut self, start: usize, end: usize) -> bool {
        tried(end - start);
        (self.is_record)(start)
    }

    /// The first record that is an element of an array that is still open at `at`. In an array of records, such a record may
    /// follow a value that was cut off inside a nested array. If the value itself is an array that does not end, a record
    /// also counts if only arrays surround it: one opening bracket was too many.
    fn glued_element(&mut self, value: &Followable, start: usize, at: usize) -> Option<usize> {
        let opened = &value.opened;
        let is_array = |bracket: &usize| self.window.get(*bracket) == Some(&b'[');
        let first = opened.iter().copied().find(is_array).filter(|_| self.in_array)?;
        tried(at - start);
        let mut boundary = Boundary::START;
        for (place, &byte) in (start..at).zip(self.window.get(start..at)?) {
            if byte == b'{' && place > first && !boundary.is_in_string() {
                let depth = boundary.depth as usize;
                let around = depth.checked_sub(1).and_then(|depth| opened.get(depth));
                let is_element = boundary.objects == 0
                    || around.is_some_and(|around| *around < place && self.window.get(*around) == Some(&b'['));
                // An object that is still open is broken.
                if is_element && opened.get(depth) != Some(&place) && (self.is_record)(place) {
                    return Some(place);
                }
            }
            boundary.follow(byte);
        }
        None
    }

    /// The object at `start` if it is a record; of an array, its first element that is one.
    pub(crate) fn record_in(&mut self, start: usize, end: usize) -> Option<usize> {
        if self.window.get(start) == Some(&b'{') {
            return self.is_record_within(start, end).then_some(start);
        }
        tried(end - start);
        let mut boundary = Boundary::START;
        for (at, &byte) in (start..end).zip(self.window.get(start..end)?) {
            if boundary.depth == 1 && !boundary.is_in_string() && byte == b'{' && (self.is_record)(at) {
                return Some(at);
            }
            boundary.follow(byte);
        }
        None
    }

    /// The `{` of an object that an unclosed string swallowed, if there is one shortly before `at`. The quote of its first key
    /// was taken for the end of the string. The key may have continued for a few bytes, if it begins like something that may
    /// follow a string.
    fn swallowed(&self, start: usize, place: Place, at: usize) -> Option<usize> {
        if matches!(place, Place::BehindString | Place::Colon | Place::DeepBehindString)
            && let Some(quote) = self.last_before(at)
            && let Some(bracket) = self.last_before(quote)
            && self.window.get(quote) == Some(&b'"')
            && self.window.get(bracket) == Some(&b'{')
        {
            return Some(bracket);
        }
        let first = at.saturating_sub(SHORT_KEY).max(start + 1);
        let near = self.window.get(first..at)?.windows(2).position(|pair| pair == b"{\"")?;
        Some(first + near)
    }

    /// The place of the last byte before `at` that is not white space.
    fn last_before(&self, at: usize) -> Option<usize> {
        self.window.get(..at)?.iter().rposition(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
    }
}

/// How many bytes back to search for the `{` of an object whose first key was taken for something else.
const SHORT_KEY: usize = 16;

/// If a list in a broken record is longer than this and its elements are whole records, it is taken for the rest of the array
/// around the record. Otherwise the whole rest of the text would have to be kept to see whether the list ends.
#[cfg(not(test))]
const LONGEST_LIST: usize = 4 << 20;
#[cfg(test)]
const LONGEST_LIST: usize = 1 << 12;

/// The same limit where more was examined again than read: deeply nested records would be examined again and again.
const SHORTEST_LIST: usize = 256;

/// A longer run of bytes outside strings is never a value.
pub(crate) const LONGEST_WORD: usize = 1024;

/// Where the string, or the run of other bytes, that begins at `start` ends; `None` if the window may end before that.
/// A run that is too long ends one byte after its first `LONGEST_WORD` bytes.
pub(crate) fn word(window: &[u8], start: usize, last: bool) -> Option<usize> {
    let rest = window.get(start..).expected();
    let mut boundary = Boundary::START;
    let is_string = rest.first() == Some(&b'"');
    if !is_string
        && let Some(word) = rest.get(..=LONGEST_WORD)
        && word.iter().all(|&byte| boundary.follow(byte) == Followed::On)
    {
        return Some(start + word.len());
    }
    boundary = Boundary::START;
    for (at, &byte) in (start..).zip(rest) {
        match boundary.follow(byte) {
            Followed::End if is_string => return Some(at + 1),
            Followed::End => return Some(at),
            _ => {}
        }
    }
    last.then_some(window.len())
}

/// Whether a comma is at `at`, and a key follows; `None` if the window may end too early to say.
pub(crate) fn key_behind_comma(window: &[u8], at: usize, last: bool) -> Option<bool> {
    if window.get(at) != Some(&b',') {
        return Some(false);
    }
    let start = whitespace::skip(window, at + 1);
    match window.get(start) {
        Some(b'"') => {}
        None if !last => return None,
        _ => return Some(false),
    }
    match window.get(whitespace::skip(window, word(window, start, last)?)) {
        None if !last => None,
        next => Some(next == Some(&b':')),
    }
}

/// Whether text begins with a string, a number or a literal.
pub(crate) fn begins_word(text: &[u8]) -> bool {
    matches!(text.first(), Some(b'"' | b'-' | b'0'..=b'9'))
        || [&b"true"[..], b"false", b"null"].iter().any(|word| text.starts_with(word))
}

/// Counts, for tests, the bytes that are decoded at most.
#[cfg(test)]
fn tried(bytes: usize) {
    crate::read::boundary::STEPS.set(crate::read::boundary::STEPS.get() + bytes);
}

#[cfg(not(test))]
fn tried(_: usize) {}

/// A value that is being followed.
struct Followable {
    boundary: Boundary,
    /// Where the open arrays and objects begin, down to `MAX_DEPTH`.
    opened: Vec<usize>,
    /// The array or object that was closed last, if nothing but commas and separators stand behind it, or what would be a
    /// key if it were in quotes.
    closed: Option<(usize, usize)>,
    /// Where the last comma was missing.
    doubted: usize,
}

impl Followable {
    fn follow(&mut self, byte: u8, at: usize) -> Followed {
        let depth = self.boundary.depth;
        let followed = self.boundary.follow(byte);
        if followed == Followed::Doubt || followed == Followed::Lost {
            if followed == Followed::Doubt && self.boundary.depth > depth {
                self.open(at);
            }
            return followed;
        }
        if self.boundary.depth > depth {
            self.open(at);
            self.closed = None;
        } else if self.boundary.depth < depth {
            self.closed =
                if depth as usize > MAX_DEPTH { None } else { self.opened.pop().map(|start| (start, at + 1)) };
        } else if !matches!(self.boundary.place, Place::KeyWord | Place::Colon)
            && !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | 0 | 0x1E | 0xEF | 0xBB | 0xBF)
        {
            self.closed = None;
        }
        followed
    }

    fn open(&mut self, at: usize) {
        if self.opened.len() < MAX_DEPTH {
            self.opened.push(at);
        }
    }
}

#[cfg(test)]
mod tests;
