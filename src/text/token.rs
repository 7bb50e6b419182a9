//! Tokens, as a pass that stops at the first error reads them.

use crate::text::escape::{self, Escape};
use crate::text::number::{self, Lexed};
use crate::text::part::Part;
use crate::text::utf8::{self, Decoded};

/// Why reading stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Halt {
    /// The text ends inside a token or value.
    More,
    /// It is invalid.
    Invalid,
}

pub(crate) type Step<T> = Result<T, Halt>;

/// The end of the word that is expected at `at`: `true`, `false` or `null`.
#[inline]
pub(crate) fn literal(text: &[u8], at: usize, word: &[u8]) -> Step<usize> {
    let rest = text.get(at..).expected();
    if rest.starts_with(word) {
        return Ok(at + word.len());
    }
    Err(if word.starts_with(rest) { Halt::More } else { Halt::Invalid })
}

/// The character at `at` of a string, escaped or not, and its end.
pub(crate) fn character(text: &[u8], at: usize) -> Step<(char, usize)> {
    if text.get(at) == Some(&b'\\') {
        return match escape::read(text, at) {
            Escape::Char { char, end } => Ok((char, end)),
            Escape::Incomplete => Err(Halt::More),
            Escape::LoneSurrogate { .. } | Escape::Invalid { .. } => Err(Halt::Invalid),
        };
    }
    match utf8::decode(text, at) {
        Decoded::Char(char, length) => Ok((char, at + length)),
        Decoded::Incomplete => Err(Halt::More),
        Decoded::Malformed => Err(Halt::Invalid),
    }
}

/// The finite number at `at`, and its end.
#[inline]
pub(crate) fn number(text: &[u8], at: usize) -> Step<(f64, usize)> {
    match number::lex(text, at) {
        // A number at the end of the window may go on in the next one; it cannot end a record.
        Lexed::Number { end, .. } if end == text.len() => Err(Halt::More),
        Lexed::Number { value, end } if value.is_finite() => Ok((value, end)),
        Lexed::Incomplete => Err(Halt::More),
        Lexed::Number { .. } | Lexed::Invalid { .. } => Err(Halt::Invalid),
    }
}
