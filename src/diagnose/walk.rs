//! The unhurried pass over a text: every issue, where the fast pass only knows that there is one.

use crate::diagnose::checker::{Checker, Inside};
use crate::diagnose::report::Report;
use crate::model::issue::{Issue, IssueCode};
use crate::text::escape::{self, Escape};
use crate::text::number::{Lexed, lex};
use crate::text::part::Part;
use crate::text::utf8::{Decoded, decode};
use crate::text::whitespace;
use crate::text::wording::{SHOWN_BYTES, byte, character, code_point};

pub(crate) use crate::diagnose::checker::Context;

/// How the reading of one record ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The text goes on and must be read further to tell. Nothing was reported.
    More,
    /// The value is read and its issues, if any, are reported.
    Value { end: usize },
    /// A syntax error was reported, and the issues before it.
    Stop { error: usize },
}

/// Reads the value at `start`, where white space is skipped already, as a record.
pub(crate) fn record(report: &mut Report, context: &Context, window: &[u8], start: usize, last: bool) -> Outcome {
    let mut reader = Reader::new(report, context, window, start, last);
    let result = reader.value();
    let outcome = match result {
        Ok(()) => Outcome::Value { end: reader.at },
        Err(Halt::More) => return Outcome::More,
        Err(Halt::Stop) => Outcome::Stop { error: reader.at },
    };
    report.add(reader.checker.into_findings(), window);
    outcome
}

/// Reports that something else than `expected` stands at `at`, between records or after them. The end of the text
/// and malformed bytes have codes of their own; all else has the one given. The path is the root.
pub(crate) fn syntax(
    report: &mut Report,
    context: &Context,
    code: IssueCode,
    window: &[u8],
    at: usize,
    last: bool,
    expected: &str,
) -> Outcome {
    let context = Context { index: None, ..*context };
    let mut reader = Reader::new(report, &context, window, at, last);
    match reader.unexpected(code, expected) {
        Halt::More => return Outcome::More,
        Halt::Stop => {}
    }
    report.add(reader.checker.into_findings(), window);
    Outcome::Stop { error: at }
}

/// Where a text stops being JSON, in bytes, and what is wrong there. Nothing if it is one JSON value, whatever that holds;
/// nor if it nests too deep to tell.
pub(crate) fn syntax_error(text: &str) -> Option<(usize, Issue)> {
    let mut reader = Reader {
        window: text.as_bytes(),
        at: 0,
        last: true,
        surrogates: false,
        origin: 0,
        text: String::new(),
        checker: Checker::of_syntax(),
    };
    reader.skip_white_space();
    if reader.value().is_ok() {
        reader.skip_white_space();
        if reader.at < text.len() {
            reader.unexpected(IssueCode::TrailingData, "the end of the text");
        }
    }
    let (found, _) = reader.checker.into_findings().into_parts();
    found.into_iter().next().map(|finding| (finding.at as usize, finding.issue))
}

/// Whether a number is a zero that no digit may follow.
fn is_zero(number: Option<&[u8]>) -> bool {
    matches!(number, Some(b"0" | b"-0"))
}

/// Why reading does not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Halt {
    More,
    Stop,
}

struct Reader<'a> {
    window: &'a [u8],
    at: usize,
    last: bool,
    surrogates: bool,
    /// The window's offset in the text.
    origin: u64,
    /// The string read last, or its beginning.
    text: String,
    checker: Checker,
}

impl<'a> Reader<'a> {
    fn new(report: &Report, context: &Context, window: &'a [u8], at: usize, last: bool) -> Self {
        Self {
            window,
            at,
            last,
            surrogates: context.surrogates,
            origin: report.origin(),
            text: String::new(),
            checker: Checker::new(context, report.room()),
        }
    }

    /// Reads a whole value. What is open is known to the checker, so depth costs no stack.
    fn value(&mut self) -> Result<(), Halt> {
        loop {
            if !self.begin_value()? {
                continue;
            }
            // The value is complete, and perhaps the arrays and objects around it.
            loop {
                let Some(inside) = self.checker.inside() else { return Ok(()) };
                self.skip_white_space();
                let (close, expected) = match inside {
                    Inside::Object => (b'}', "\",\" or \"}\""),
                    Inside::Array => (b']', "\",\" or \"]\""),
                };
                let byte = self.byte(expected)?;
                if byte == close {
                    self.at += 1;
                    self.checker.close();
                } else if byte == b',' {
                    self.at += 1;
                    self.skip_white_space();
                    match inside {
                        Inside::Object => self.key("a key")?,
                        Inside::Array => self.checker.element(),
                    }
                    break;
                } else {
                    return Err(self.unexpected(IssueCode::InvalidJson, expected));
                }
            }
        }
    }

    /// Reads a scalar or an empty array or object, and then answers true; or into an array or object, up to
    /// where its first value begins.
    fn begin_value(&mut self) -> Result<bool, Halt> {
        let at = self.offset();
        match self.byte("a value")? {
            b'{' => {
                if !self.checker.begin_object(at) {
                    return Err(Halt::Stop);
                }
                self.at += 1;
                self.skip_white_space();
                if self.byte("a key or \"}\"")? == b'}' {
                    self.at += 1;
                    self.checker.close();
                    return Ok(true);
                }
                self.key("a key or \"}\"")?;
                return Ok(false);
            }
            b'[' => {
                if !self.checker.begin_array(at) {
                    return Err(Halt::Stop);
                }
                self.at += 1;
                self.skip_white_space();
                if self.window.get(self.at) == Some(&b']') {
                    self.at += 1;
                    self.checker.close();
                    return Ok(true);
                }
                self.checker.element();
                return Ok(false);
            }
            b'"' => {
                self.string(SHOWN_BYTES)?;
                self.checker.string(at, &self.text);
            }
            b'-' | b'0'..=b'9' => self.number(at)?,
            b't' => {
                self.literal("true")?;
                self.checker.boolean(at);
            }
            b'f' => {
                self.literal("false")?;
                self.checker.boolean(at);
            }
            b'n' => {
                self.literal("null")?;
                self.checker.null(at);
            }
            _ => return Err(self.unexpected(IssueCode::InvalidJson, "a value")),
        }
        Ok(true)
    }

    /// Reads a key and its colon, up to where the value begins.
    fn key(&mut self, expected: &str) -> Result<(), Halt> {
        let at = self.offset();
        if self.byte(expected)? != b'"' {
            return Err(self.unexpected(IssueCode::InvalidJson, expected));
        }
        self.string(usize::MAX)?;
        self.checker.key(at, &self.text);
        self.skip_white_space();
        if self.byte("\":\"")? != b':' {
            return Err(self.unexpected(IssueCode::InvalidJson, "\":\""));
        }
        self.at += 1;
        self.skip_white_space();
        Ok(())
    }

    /// Reads a string, keeping at least the first `keep` bytes of it if it has them.
    fn string(&mut self, keep: usize) -> Result<(), Halt> {
        self.text.clear();
        self.at += 1;
        loop {
            let char = match self.byte("the string's closing quote")? {
                b'"' => {
                    self.at += 1;
                    return Ok(());
                }
                b'\\' => self.escape()?,
                0..=0x1F => return Err(self.unexpected(IssueCode::InvalidJson, "a control character to be escaped")),
                byte @ 0x20..=0x7F => {
                    self.at += 1;
                    char::from(byte)
                }
                _ => match decode(self.window, self.at) {
                    Decoded::Char(char, length) => {
                        self.at += length;
                        char
                    }
                    Decoded::Malformed | Decoded::Incomplete => self.surrogate()?,
                },
            };
            if self.text.len() < keep {
                self.text.push(char);
            }
        }
    }

    /// Passes over a lone surrogate that stands as it is; all else that is malformed ends the reading.
    fn surrogate(&mut self) -> Result<char, Halt> {
        let Some(unit) = self.raw_surrogate()? else {
            return Err(self.unexpected(IssueCode::InvalidUtf8, "UTF-8"));
        };
        self.checker.lone_surrogate(self.offset(), Some(unit));
        self.at += 3;
        Ok(char::REPLACEMENT_CHARACTER)
    }

    /// The lone surrogate, written in three bytes, that stands there if any may.
    fn raw_surrogate(&self) -> Result<Option<u32>, Halt> {
        let rest = self.window.get(self.at..).expected();
        match *rest {
            [0xED] | [0xED, 0xA0..=0xBF] if self.surrogates && !self.last => Err(Halt::More),
            [0xED, second @ 0xA0..=0xBF, third @ 0x80..=0xBF, ..] if self.surrogates => {
                Ok(Some(0xD000 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F)))
            }
            _ => Ok(None),
        }
    }

    /// Reads an escape, or the two that make a pair.
    fn escape(&mut self) -> Result<char, Halt> {
        let backslash = self.at;
        match escape::read(self.window, backslash) {
            Escape::Char { char, end } => {
                self.at = end;
                Ok(char)
            }
            Escape::LoneSurrogate { end } => {
                self.checker.lone_surrogate(self.offset(), self.unit_before(end));
                self.at = end;
                Ok(char::REPLACEMENT_CHARACTER)
            }
            Escape::Incomplete => {
                self.at = self.window.len();
                Err(self.unexpected(IssueCode::InvalidJson, "the rest of the escape"))
            }
            Escape::Invalid { at } => {
                self.at = at;
                let expected = if at == backslash + 1 { "an escape" } else { "a hexadecimal digit" };
                Err(self.unexpected(IssueCode::InvalidJson, expected))
            }
        }
    }

    /// The UTF-16 unit whose four digits end there.
    fn unit_before(&self, end: usize) -> Option<u32> {
        let digits = self.window.get(end.checked_sub(4)?..end)?;
        u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    }

    fn number(&mut self, at: u64) -> Result<(), Halt> {
        let (value, end) = match lex(self.window, self.at) {
            // More digits may follow.
            Lexed::Number { end, .. } if end >= self.window.len() && !self.last => return Err(Halt::More),
            Lexed::Number { value, end } => (value, end),
            Lexed::Incomplete => {
                self.at = self.window.len();
                return Err(self.unexpected(IssueCode::InvalidJson, "a digit"));
            }
            Lexed::Invalid { at } => {
                self.at = at;
                return Err(self.unexpected(IssueCode::InvalidJson, "a digit"));
            }
        };
        if is_zero(self.window.get(self.at..end)) && self.window.get(end).is_some_and(u8::is_ascii_digit) {
            // Still inside the number, which is none.
            self.at = end;
            return Err(self.unexpected(IssueCode::InvalidJson, "no digit after a leading zero"));
        }
        let text = self.window.get(self.at..end.min(self.at.saturating_add(SHOWN_BYTES))).expected();
        self.at = end;
        self.checker.number(at, value, std::str::from_utf8(text).expected());
        Ok(())
    }

    fn literal(&mut self, word: &'static str) -> Result<(), Halt> {
        for &letter in word.as_bytes() {
            if self.byte(word)? != letter {
                return Err(self.unexpected(IssueCode::InvalidJson, word));
            }
            self.at += 1;
        }
        Ok(())
    }

    fn skip_white_space(&mut self) {
        self.at = whitespace::skip(self.window, self.at);
    }

    fn offset(&self) -> u64 {
        self.origin + self.at as u64
    }

    /// The byte there, if the text does not end.
    #[inline]
    fn byte(&mut self, expected: &str) -> Result<u8, Halt> {
        match self.window.get(self.at) {
            Some(&byte) => Ok(byte),
            None => Err(self.unexpected(IssueCode::InvalidJson, expected)),
        }
    }

    /// Reports what stands there instead of what was expected, unless more text is needed to tell what it is.
    #[cold]
    fn unexpected(&mut self, code: IssueCode, expected: &str) -> Halt {
        let at = self.offset();
        let rest = self.window.get(self.at..).expected();
        let Some(&first) = rest.first() else {
            if !self.last {
                return Halt::More;
            }
            self.checker.syntax(at, IssueCode::UnexpectedEnd, expected, "the end of the text");
            return Halt::Stop;
        };
        match decode(rest, 0) {
            Decoded::Char(char, _) => self.checker.syntax(at, code, expected, &character(char)),
            Decoded::Incomplete if !self.last => return Halt::More,
            Decoded::Malformed | Decoded::Incomplete => match self.raw_surrogate() {
                Err(halt) => return halt,
                Ok(Some(unit)) => self.checker.syntax(at, code, expected, &code_point(unit)),
                Ok(None) => {
                    self.checker.syntax(at, IssueCode::InvalidUtf8, "UTF-8", &byte(first));
                }
            },
        }
        Halt::Stop
    }
}

#[cfg(test)]
mod tests;
