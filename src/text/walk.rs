//! The slow walk over a JSON text: it sends each token, with its span, to a sink.
//!
//! Everything that need not be fast is a sink of this one walk. Decoding and skipping have walks of their own, for speed.

mod sink;
mod string;

pub(crate) use sink::{Fault, Found, Inside, Sink, Span};

use crate::text::number::{Lexed, lex};
use crate::text::part::Part;
use crate::text::token::{Halt, Step};
use crate::text::utf8::{self, Decoded, decode};
use crate::text::whitespace;
use crate::text::wording::SHOWN_BYTES;

pub(crate) struct Walk<'a, S> {
    text: &'a [u8],
    pub(crate) at: usize,
    /// Whether the text ends with these bytes.
    last: bool,
    /// Whether lone surrogates may be encoded like characters (ED A0..BF 80..BF).
    surrogates: bool,
    /// Where these bytes begin in the whole text.
    origin: u64,
    /// The last string, or its beginning.
    string: String,
    pub(crate) sink: S,
}

impl<'a, S: Sink> Walk<'a, S> {
    /// Over a whole text.
    pub(crate) fn new(text: &'a [u8], sink: S) -> Self {
        Self { text, at: 0, last: true, surrogates: false, origin: 0, string: String::new(), sink }
    }

    /// Over a part of a text, which begins at `origin`. The `last` part ends the text.
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

    /// Reads a scalar, or an empty array or object, and returns true. Of other arrays and objects it reads up to the first
    /// value, and returns false.
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
            // The span is inside the number.
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

    /// The next `length` bytes.
    fn span(&self, length: usize) -> Span {
        Span { at: self.offset(), end: self.offset() + length as u64 }
    }

    /// From there up to here.
    fn span_from(&self, at: u64) -> Span {
        Span { at, end: self.offset() }
    }

    /// The next byte, if the text does not end.
    #[inline]
    fn byte(&mut self, expected: &str) -> Step<u8> {
        match self.text.get(self.at) {
            Some(&byte) => Ok(byte),
            None => Err(self.unexpected(expected)),
        }
    }

    /// Reports what was found in place of what was expected, unless more text is needed to know what it is.
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
