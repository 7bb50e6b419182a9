//! What surrounds the records of a text: nothing, the brackets and commas of arrays, or white space between lines. A window
//! comes in; the place of the next record goes out, or what is wrong before it.

use crate::diagnose::walk::Between;
use crate::read::separators;
use crate::text::part::Part as _;
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
    /// The same, after a rejected one. Anything else here is part of the damage.
    NextToRejected,
    /// Behind an array: another one, or the end.
    Behind,
    /// At a record of a sequence (NDJSON, or records one after another), or at its end.
    Sequence,
    /// Behind the only record: white space only.
    End,
    /// Behind damage: records, with any brackets and commas between them. Of these brackets the last one was `[`, or not.
    Loose { array: bool },
    /// Inside damage.
    Lost { array: bool },
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
    /// The list ended here, if there is but one.
    ListEnd,
    /// Damage goes on here.
    Lost,
    /// What stands here cannot stand here.
    Invalid(Between),
}

impl Framing {
    /// Passes over what stands before the next record, or up to where the window ends. A reading that `salvages` takes more
    /// for a separator than JSON does, and arrays and single records in any order; `irregular` gets the first place where
    /// strict reading would refuse that. With `one_list`, the end of the list ends the reading.
    pub(crate) fn advance(
        &mut self,
        window: &[u8],
        at: &mut usize,
        last: bool,
        salvages: bool,
        one_list: bool,
        irregular: &mut Option<usize>,
    ) -> Frame {
        if let Self::Start { many } = *self {
            let rest = window.get(*at..).expected();
            if rest.starts_with(BYTE_ORDER_MARK) {
                *at += BYTE_ORDER_MARK.len();
            } else if !last && BYTE_ORDER_MARK.starts_with(rest) {
                return Frame::More;
            }
            *self = Self::Begun { many };
        }
        if let Self::Lost { .. } = self {
            return Frame::Lost;
        }
        loop {
            *at = whitespace::skip(window, *at);
            let Some(&byte) = window.get(*at) else { return self.at_end(last) };
            *self = match (*self, byte) {
                (_, 0 | 0x1E | 0xEF) if salvages => {
                    let end = separators::skip(window, *at);
                    let is_separator = end > *at;
                    if is_separator {
                        irregular.get_or_insert(*at);
                        *at = end;
                    }
                    if !last && separators::is_open(window, end) {
                        return Frame::More;
                    }
                    if is_separator {
                        continue;
                    }
                    return self.at_other();
                }
                (Self::Begun { many: true } | Self::Behind, b'[') => Self::First,
                (Self::Sequence, b'[') if salvages => {
                    irregular.get_or_insert(*at);
                    Self::First
                }
                (Self::Behind, b'{') if salvages => {
                    irregular.get_or_insert(*at);
                    *self = Self::Sequence;
                    return Frame::Record;
                }
                (Self::First | Self::Next | Self::NextToRejected, b']') => Self::Behind,
                (Self::Next | Self::NextToRejected, b',') => Self::Element,
                (Self::Loose { array }, b',') => Self::Loose { array },
                (Self::Loose { .. }, b'[' | b']') => Self::Loose { array: byte == b'[' },
                _ => return self.at_other(),
            };
            *at += 1;
            if one_list && byte == b']' {
                return Frame::ListEnd;
            }
        }
    }

    /// At a byte that is neither a separator nor a bracket or comma that may stand here.
    fn at_other(&mut self) -> Frame {
        match *self {
            Self::Begun { many: true } => *self = Self::Sequence,
            Self::Next => return Frame::Invalid(Between::CommaOrBracket),
            Self::NextToRejected => *self = Self::Element,
            Self::Behind | Self::End => return Frame::Invalid(Between::Nothing),
            _ => {}
        }
        Frame::Record
    }

    fn at_end(self, last: bool) -> Frame {
        match self {
            _ if !last => Frame::More,
            Self::Begun { many: true }
            | Self::Behind
            | Self::Sequence
            | Self::End
            | Self::Loose { .. }
            | Self::Lost { .. } => Frame::Done,
            Self::Next | Self::NextToRejected => Frame::Invalid(Between::CommaOrBracket),
            // The record that should be here is found missing when it is read.
            Self::Start { .. } | Self::Begun { .. } | Self::First | Self::Element => Frame::Record,
        }
    }

    /// A record was read, well formed or not.
    pub(crate) fn after_record(&mut self) {
        *self = match *self {
            Self::First | Self::Element | Self::Next | Self::NextToRejected => Self::Next,
            Self::Start { .. } | Self::Begun { .. } | Self::End => Self::End,
            Self::Behind | Self::Sequence | Self::Loose { .. } | Self::Lost { .. } => *self,
        };
    }

    /// A record was rejected, and skipped by its quotes and brackets.
    pub(crate) fn after_rejected(&mut self) {
        self.after_record();
        if *self == Self::Next {
            *self = Self::NextToRejected;
        }
    }

    /// Whether an array is open around the next record.
    pub(crate) fn in_array(self) -> bool {
        match self {
            Self::First | Self::Element | Self::Next | Self::NextToRejected => true,
            Self::Loose { array } | Self::Lost { array } => array,
            _ => false,
        }
    }

    /// Whether the next record is an element of an array that has been read without damage.
    pub(crate) fn at_element(self) -> bool {
        matches!(self, Self::First | Self::Element)
    }

    /// How many brackets are open around a record.
    pub(crate) fn depth(self) -> usize {
        usize::from(matches!(self, Self::First | Self::Element | Self::Next | Self::NextToRejected))
    }
}
