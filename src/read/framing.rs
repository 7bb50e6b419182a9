//! What stands around the records of a text: nothing, the brackets and commas of an array, or white space between lines.

use crate::diagnose::walk::Between;
use crate::read::recovery::{self, Until};
use crate::text::utf8::BYTE_ORDER_MARK;
use crate::text::whitespace;

/// How far the reading of a text has come, between its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// Nothing was read; `many` records are read, or one.
    Start { many: bool },
    /// The byte order mark was passed, if there was one.
    Begun { many: bool },
    /// Behind the `[` of an array: its first record or `]`.
    First,
    /// Behind a comma in an array: a record.
    Element,
    /// Behind a record in an array: `,` or `]`.
    Next,
    /// At a record of a sequence (NDJSON, or records one after another), or at its end.
    Sequence,
    /// Behind everything: white space only.
    End,
    /// Behind a syntax error, in text that is passed over.
    Lost(Until),
}

/// What comes next in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// A record should begin here.
    Record,
    /// The text has ended as it should.
    Done,
    /// The window has ended.
    More,
    /// What is passed over after a syntax error ends here.
    Recovered,
    /// What stands here cannot stand here.
    Invalid(Between),
}

impl Framing {
    /// Passes over what stands before the next record, or up to where the window ends.
    pub(crate) fn advance(&mut self, window: &[u8], at: &mut usize, last: bool) -> Frame {
        if let Self::Start { many } = *self {
            let rest = window.get(*at..).unwrap_or_default();
            if rest.starts_with(BYTE_ORDER_MARK) {
                *at += BYTE_ORDER_MARK.len();
            } else if !last && BYTE_ORDER_MARK.starts_with(rest) {
                return Frame::More;
            }
            *self = Self::Begun { many };
        }
        if let Self::Lost(until) = self {
            let (passed, found) = until.pass(window.get(*at..).unwrap_or_default());
            *at += passed;
            if !found && !last {
                return Frame::More;
            }
            *self = if *until == Until::End { Self::End } else { Self::Sequence };
            return Frame::Recovered;
        }
        loop {
            *at = whitespace::skip(window, *at);
            let Some(&byte) = window.get(*at) else { return self.at_end(last) };
            *self = match (*self, byte) {
                (Self::Begun { many: true }, b'[') => Self::First,
                (Self::Begun { many: true }, _) => {
                    *self = Self::Sequence;
                    return Frame::Record;
                }
                (Self::First | Self::Next, b']') => Self::End,
                (Self::Next, b',') => Self::Element,
                (Self::Next, _) => return Frame::Invalid(Between::CommaOrBracket),
                (Self::End, _) => return Frame::Invalid(Between::Nothing),
                _ => return Frame::Record,
            };
            *at += 1;
        }
    }

    fn at_end(self, last: bool) -> Frame {
        match self {
            _ if !last => Frame::More,
            Self::Begun { many: true } | Self::Sequence | Self::End | Self::Lost(_) => Frame::Done,
            Self::Next => Frame::Invalid(Between::CommaOrBracket),
            // The record that should be here is found missing when it is read.
            Self::Start { .. } | Self::Begun { .. } | Self::First | Self::Element => Frame::Record,
        }
    }

    /// A record was read, well formed or not.
    pub(crate) fn after_record(&mut self) {
        *self = match *self {
            Self::First | Self::Element | Self::Next => Self::Next,
            Self::Sequence => Self::Sequence,
            Self::Start { .. } | Self::Begun { .. } | Self::End | Self::Lost(_) => Self::End,
        };
    }

    /// A syntax error was found at `error` in the window, in or before the record that began or should begin at `start`.
    /// Says from where on text is passed over.
    pub(crate) fn after_error(&mut self, window: &[u8], start: usize, error: usize) -> usize {
        let (until, from) = match self {
            Self::Sequence => recovery::after_error(window, start, error),
            _ => (Until::End, start),
        };
        *self = Self::Lost(until);
        from
    }

    /// How many brackets are open around a record.
    pub(crate) fn depth(self) -> usize {
        usize::from(matches!(self, Self::First | Self::Element | Self::Next))
    }
}
