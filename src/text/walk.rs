//! The slow walk over a JSON text: it sends each token, with its place, to a sink.
//!
//! Whatever need not be fast is a sink of this one walk. Decoding and skipping have walks of their own, for speed.

use crate::text::escape::{self, Escape};
use crate::text::number::{Lexed, lex};
use crate::text::part::Part;
use crate::text::scan;
use crate::text::token::{Halt, Step};
use crate::text::utf8::{self, Decoded, decode};
use crate::text::whitespace;
use crate::text::wording::SHOWN_BYTES;

/// Where something stands: from `at` up to `end`, in bytes from the beginning of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) at: u64,
    pub(crate) end: u64,
}

/// Which of the two is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inside {
    Object,
    Array,
}

/// Why a text cannot be read on.
#[derive(Debug)]
pub(crate) struct Fault<'a> {
    pub(crate) span: Span,
    /// What would have been right.
    pub(crate) expected: &'a str,
    pub(crate) found: Found<'a>,
    /// Where the string begins that it is in.
    pub(crate) string: Option<u64>,
}

/// What stands where something else was expected.
#[derive(Debug)]
pub(crate) enum Found<'a> {
    Char(char),
    /// A run of letters, digits and their like, or its beginning.
    Word(&'a str),
    /// A control character that a string has as it is.
    Control(char),
    /// A digit behind a zero that begins a number.
    DigitAfterZero(char),
    /// Half of a surrogate pair.
    Surrogate(u32),
    /// Bytes that are not UTF-8.
    Malformed(&'a [u8]),
    End,
}

/// Takes what the walk meets, in the order of the text. It knows what is open, so that depth costs the walk no stack.
pub(crate) trait Sink {
    /// How many bytes of a string that is a value are of use.
    const STRING_BYTES: usize;

    /// What the next token is in; nothing once the value is complete.
    fn inside(&self) -> Option<Inside>;
    /// A key of the object that is open, which may be taken; its value follows.
    fn key(&mut self, span: Span, name: &mut String);
    /// An element of the array that is open follows.
    fn element(&mut self);
    fn null(&mut self, span: Span);
    fn boolean(&mut self, span: Span, value: bool);
    /// A number, with the beginning of its text.
    fn number(&mut self, span: Span, value: f64, text: &str);
    /// A string, or its beginning, which may be taken.
    fn string(&mut self, span: Span, start: &mut String);
    /// An object begins; false ends the walk.
    fn begin_object(&mut self, at: u64) -> bool;
    /// An array begins; false ends the walk.
    fn begin_array(&mut self, at: u64) -> bool;
    /// The array or object that is open ends.
    fn close(&mut self, end: u64);
    /// A string has half of a surrogate pair there, and goes on. The string itself, or key, is told afterwards.
    fn lone_surrogate(&mut self, span: Span, unit: u32);
    /// Bytes in a string are not UTF-8: one U+FFFD may stand for them. True if it does, and the walk goes on.
    fn malformed(&mut self, _span: Span, _sequence: &[u8]) -> bool {
        false
    }
    /// The text is not JSON there. The walk ends.
    fn fault(&mut self, fault: Fault<'_>);
    /// Asked before each value: whether more is of use.
    fn goes_on(&self) -> bool {
        true
    }
}

pub(crate) struct Walk<'a, S> {
    text: &'a [u8],
    pub(crate) at: usize,
    /// Whether the text ends where these bytes end.
    last: bool,
    /// Whether lone surrogates may stand in the text as if they were characters (ED A0..BF 80..BF).
    surrogates: bool,
    /// Where these bytes begin in the whole text.
    origin: u64,
    /// The string read last, or its beginning.
    string: String,
    pub(crate) sink: S,
}

impl<'a, S: Sink> Walk<'a, S> {
    /// Over a whole text.
    pub(crate) fn new(text: &'a [u8], sink: S) -> Self {
        Self { text, at: 0, last: true, surrogates: false, origin: 0, string: String::new(), sink }
    }

    /// Over a part of a text, which begins at `origin` and ends the text if it is the `last` one.
    pub(crate) fn of_part(text: &'a [u8], origin: u64, last: bool, surrogates: bool, sink: S) -> Self {
        Self { last, surrogates, origin, ..Self::new(text, sink) }
    }

    /// Reads a whole value, which begins here.
    pub(crate) fn value(&mut self) -> Step<()> {
        loop {
            if !self.begin_value()? {
                continue;
            }
            // The value is complete, and perhaps the arrays and objects around it.
            loop {
                let Some(inside) = self.sink.inside() else { return Ok(()) };
                self.skip_white_space();
                let (close, expected) = match inside {
                    Inside::Object => (b'}', "\",\" or \"}\""),
                    Inside::Array => (b']', "\",\" or \"]\""),
                };
                let byte = self.byte(expected)?;
                if byte == close {
                    self.close();
                } else if byte == b',' {
                    self.at += 1;
                    self.skip_white_space();
                    match inside {
                        Inside::Object => self.key("a key")?,
                        Inside::Array => self.sink.element(),
                    }
                    break;
                } else {
                    return Err(self.unexpected(expected));
                }
            }
        }
    }

    /// Reads a scalar or an empty array or object, and then answers true; or into an array or object, up to
    /// where its first value begins.
    fn begin_value(&mut self) -> Step<bool> {
        if !self.sink.goes_on() {
            return Err(Halt::Invalid);
        }
        let at = self.offset();
        match self.byte("a value")? {
            b'{' => {
                if !self.sink.begin_object(at) {
                    return Err(Halt::Invalid);
                }
                self.at += 1;
                self.skip_white_space();
                if self.byte("a key or \"}\"")? == b'}' {
                    self.close();
                    return Ok(true);
                }
                self.key("a key or \"}\"")?;
                return Ok(false);
            }
            b'[' => {
                if !self.sink.begin_array(at) {
                    return Err(Halt::Invalid);
                }
                self.at += 1;
                self.skip_white_space();
                if self.text.get(self.at) == Some(&b']') {
                    self.close();
                    return Ok(true);
                }
                self.sink.element();
                return Ok(false);
            }
            b'"' => {
                self.string(S::STRING_BYTES)?;
                self.sink.string(Span { at, end: self.origin + self.at as u64 }, &mut self.string);
            }
            b'-' | b'0'..=b'9' => self.number(at)?,
            b't' => {
                self.literal("true")?;
                self.sink.boolean(self.span_from(at), true);
            }
            b'f' => {
                self.literal("false")?;
                self.sink.boolean(self.span_from(at), false);
            }
            b'n' => {
                self.literal("null")?;
                self.sink.null(self.span_from(at));
            }
            _ => return Err(self.unexpected("a value")),
        }
        Ok(true)
    }

    fn close(&mut self) {
        self.at += 1;
        self.sink.close(self.offset());
    }

    /// Reads a key and its colon, up to where the value begins.
    pub(crate) fn key(&mut self, expected: &str) -> Step<()> {
        let at = self.offset();
        if self.byte(expected)? != b'"' {
            return Err(self.unexpected(expected));
        }
        self.string(usize::MAX)?;
        self.sink.key(Span { at, end: self.origin + self.at as u64 }, &mut self.string);
        self.skip_white_space();
        if self.byte("\":\"")? != b':' {
            return Err(self.unexpected("\":\""));
        }
        self.at += 1;
        self.skip_white_space();
        Ok(())
    }

    /// Reads a string, keeping at least the first `keep` bytes of it if it has them.
    fn string(&mut self, keep: usize) -> Step<()> {
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

    /// Passes over a lone surrogate that stands as it is. All else that is malformed ends the reading, unless it is replaced.
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

    /// The lone surrogate, written in three bytes, that stands there if any may.
    fn raw_surrogate(&self) -> Step<Option<u32>> {
        match *self.text.get(self.at..).expected() {
            [0xED] | [0xED, 0xA0..=0xBF] if self.surrogates && !self.last => Err(Halt::More),
            [0xED, second @ 0xA0..=0xBF, third @ 0x80..=0xBF, ..] if self.surrogates => {
                Ok(Some(0xD000 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F)))
            }
            _ => Ok(None),
        }
    }

    /// Reads an escape, or the two that make a pair.
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
        let digits = self.text.get(end.saturating_sub(4)..end).expected();
        u32::from_str_radix(std::str::from_utf8(digits).expected(), 16).expected()
    }

    fn number(&mut self, at: u64) -> Step<()> {
        let (value, end) = match lex(self.text, self.at) {
            // More digits may follow.
            Lexed::Number { end, .. } if end >= self.text.len() && !self.last => return Err(Halt::More),
            Lexed::Number { value, end } => (value, end),
            Lexed::Incomplete => {
                self.at = self.text.len();
                return Err(self.unexpected("a digit"));
            }
            Lexed::Invalid { at } => {
                self.at = at;
                return Err(self.unexpected("a digit"));
            }
        };
        let text = self.text.get(self.at..end).expected();
        if let (b"0" | b"-0", Some(digit @ b'0'..=b'9')) = (text, self.text.get(end)) {
            // Still inside the number, which is none.
            self.at = end;
            let found = Found::DigitAfterZero(char::from(*digit));
            return Err(self.fault(1, "no digit after a leading zero", found, None));
        }
        let shown = text.get(..SHOWN_BYTES).unwrap_or(text);
        self.at = end;
        self.sink.number(self.span_from(at), value, std::str::from_utf8(shown).expected());
        Ok(())
    }

    fn literal(&mut self, word: &'static str) -> Step<()> {
        for &letter in word.as_bytes() {
            if self.byte(word)? != letter {
                return Err(self.unexpected(word));
            }
            self.at += 1;
        }
        Ok(())
    }

    pub(crate) fn skip_white_space(&mut self) {
        self.at = whitespace::skip(self.text, self.at);
    }

    fn offset(&self) -> u64 {
        self.origin + self.at as u64
    }

    /// The next bytes, so many of them.
    fn span(&self, length: usize) -> Span {
        Span { at: self.offset(), end: self.offset() + length as u64 }
    }

    /// From there up to here.
    fn span_from(&self, at: u64) -> Span {
        Span { at, end: self.offset() }
    }

    /// The byte there, if the text does not end.
    #[inline]
    fn byte(&mut self, expected: &str) -> Step<u8> {
        match self.text.get(self.at) {
            Some(&byte) => Ok(byte),
            None => Err(self.unexpected(expected)),
        }
    }

    /// Reports what stands there instead of what was expected, unless more text is needed to tell what it is.
    pub(crate) fn unexpected(&mut self, expected: &str) -> Halt {
        self.unexpected_in(expected, None)
    }

    #[cold]
    fn unexpected_in(&mut self, expected: &str, string: Option<u64>) -> Halt {
        let rest = self.text.get(self.at..).expected();
        if rest.is_empty() {
            return if self.last { self.fault(0, expected, Found::End, string) } else { Halt::More };
        }
        if expected == "a digit" || expected.starts_with("a value") || expected.starts_with("a key") {
            let shown = rest.get(..SHOWN_BYTES).unwrap_or(rest);
            let is_in_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$');
            let length = shown.iter().take_while(|byte| is_in_word(byte)).count();
            if length == rest.len() && !self.last {
                return Halt::More;
            }
            if length > 1 && string.is_none() {
                let word = std::str::from_utf8(shown.get(..length).expected()).expected();
                return self.fault(length, expected, Found::Word(word), None);
            }
        }
        if let Decoded::Char(char, length) = decode(rest, 0) {
            return self.fault(length, expected, Found::Char(char), string);
        }
        match self.raw_surrogate() {
            Err(halt) => return halt,
            Ok(Some(unit)) => return self.fault(3, expected, Found::Surrogate(unit), string),
            Ok(None) => {}
        }
        let length = utf8::malformed_length(rest);
        if length > rest.len() && !self.last {
            return Halt::More;
        }
        let malformed = rest.get(..length).unwrap_or(rest);
        self.fault(malformed.len(), "UTF-8", Found::Malformed(malformed), string)
    }

    #[cold]
    fn fault(&mut self, length: usize, expected: &str, found: Found<'_>, string: Option<u64>) -> Halt {
        self.sink.fault(Fault { span: self.span(length), expected, found, string });
        Halt::Invalid
    }
}
