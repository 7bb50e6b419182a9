//! The numbers that Rust and the npm package's JavaScript must agree on, each declared once.
//!
//! `cargo xtask generate` writes [`SECTIONS`] to `pkg-template/wasm/generated/abi.js`, so JavaScript repeats none of them.

use std::mem::{offset_of, size_of};

use crate::decode::tape::{self, MAX_WINDOW};
use crate::insight::audit::{self, MAX_FINDINGS};
use crate::js::checkpoint_numbers::Numbers;
use crate::js::header::Header;
use crate::js::summary_json;
use crate::model::options::{MAX_ISSUES, Options};
use crate::model::schema::{Record, RecordSchema};
use crate::model::{BackendMessage, CallbackResultData, ToolCallData};
use crate::read::rejected::MAX_SOURCE;
use crate::read::session::CHUNK;
use crate::text::limits::MAX_DEPTH;
use crate::text::part::Part as _;
use crate::text::wording::SHOWN_BYTES;

/// The records that can be read, in the order in which JavaScript numbers them.
pub const RECORDS: [&RecordSchema; 3] = [BackendMessage::SCHEMA, ToolCallData::SCHEMA, CallbackResultData::SCHEMA];

/// A group of numbers, and what they are for.
#[derive(Debug)]
pub struct Section {
    /// What the numbers are for.
    pub title: &'static str,
    /// The numbers, in their order.
    pub numbers: &'static [Number],
}

/// A number that JavaScript knows by the same name.
#[derive(Debug)]
pub struct Number {
    /// Its name in Rust and in JavaScript.
    pub name: &'static str,
    /// Its comment, a line each.
    pub doc: &'static [&'static str],
    /// Its value; of a character, its code point.
    pub value: u64,
    /// Whether it is a character, which JavaScript has as a string.
    pub is_character: bool,
}

macro_rules! sections {
    ($($title:literal { $($(#[doc = $doc:literal])* $name:ident: $type:ty = $value:expr;)* })*) => {
        $($($(#[doc = $doc])* pub const $name: $type = $value;)*)*

        /// All of them.
        pub const SECTIONS: &[Section] = &[$(Section {
            title: $title,
            numbers: &[$(Number {
                name: stringify!($name),
                doc: &[$($doc),*],
                value: $name as u64,
                is_character: matches!(stringify!($type).as_bytes(), b"char"),
            }),*],
        }),*];
    };
}

sections! {
    "How to read: bits of the flags that `begin` and `check_events` take." {
        /// The text is a list of records, not a single one.
        MANY: u32 = 1;
        /// Keep unknown keys.
        KEEP: u32 = 1 << 1;
        /// Reject unknown keys.
        REJECT: u32 = 1 << 2;
        /// Report every issue. Without this and `SALVAGE`, reading ends at the first one, which is not reported.
        REPORT: u32 = 1 << 3;
        /// The text was a string whose lone surrogates were encoded as three bytes each.
        SURROGATES: u32 = 1 << 4;
        /// Skip invalid records, and report each.
        SALVAGE: u32 = 1 << 5;
        /// The text is narrowed UTF-16 (src/js/narrow.rs). For `begin` only.
        NARROW: u32 = 1 << 6;
        /// Replace malformed Unicode in strings.
        REPLACE: u32 = 1 << 7;
        /// Count only the last message of each id. For summaries only.
        LAST: u32 = 1 << 8;
    }
    "What `read` returns. Up to `FULL`, everything that was read is valid." {
        /// The text has ended.
        DONE: u32 = 0;
        /// The window has ended inside a record: more text is needed.
        MORE: u32 = 1;
        /// The tape is full: take the records, then read on.
        FULL: u32 = 2;
        /// Something invalid has ended the reading.
        INVALID: u32 = 3;
        /// The tape has one record, in which malformed Unicode was replaced.
        REPLACED: u32 = 4;
        /// A record was rejected, and ends where the reading stopped.
        REJECTED: u32 = 5;
        /// A record was rejected, and its end is not known yet: everything up to the next `REJECTED` belongs to it.
        BROKEN: u32 = 6;
    }
    "What `narrow` returns." {
        /// The string has a lone surrogate.
        LONE_SURROGATE: u32 = 0;
        /// All of it is ASCII.
        ASCII_ONLY: u32 = 1;
        /// It has characters beyond ASCII.
        BEYOND_ASCII: u32 = 2;
    }
    "Words of the header (src/js/header.rs)." {
        /// Bytes that have been read.
        CONSUMED: usize = offset_of!(Header, consumed) / WORD;
        /// Records on the tape.
        COUNT: usize = offset_of!(Header, count) / WORD;
        /// Address of the tape.
        TAPE: usize = offset_of!(Header, tape) / WORD;
        /// Address of the ASCII arena.
        ASCII: usize = offset_of!(Header, ascii) / WORD;
        /// Length of the ASCII arena in bytes.
        ASCII_LENGTH: usize = offset_of!(Header, ascii_length) / WORD;
        /// Address of the wide arena.
        WIDE: usize = offset_of!(Header, wide) / WORD;
        /// Length of the wide arena in UTF-16 units.
        WIDE_LENGTH: usize = offset_of!(Header, wide_length) / WORD;
        /// How many words there are.
        HEADER_WORDS: usize = size_of::<Header>() / WORD;
    }
    "Words of a record on the tape (src/decode/tape.rs)." {
        /// Words of a slot.
        SLOT_WORDS: usize = size_of::<u64>() / WORD;
        /// The slot after the record's last one.
        NEXT: usize = 1;
        /// 1 + the slot of the last unknown entry, or 0.
        UNKNOWN: usize = 2;
        /// Where the record begins in the window.
        START: usize = 3;
        /// Its first field.
        FIELDS: usize = tape::HEADER * SLOT_WORDS;
        /// Bits of a string's length. The two bits above them say which arena the string is in.
        LENGTH_BITS: u32 = MAX_WINDOW.count_ones();
        /// The longest string.
        LONGEST: usize = MAX_WINDOW;
    }
    "Value events (src/js/value_events.rs): the first character of each, and the byte after it." {
        /// An object begins.
        OBJECT: char = '{';
        /// The object ends.
        OBJECT_END: char = '}';
        /// An array begins.
        ARRAY: char = '[';
        /// The array ends.
        ARRAY_END: char = ']';
        /// A key.
        KEY: char = ':';
        /// A key with a lone surrogate.
        MALFORMED_KEY: char = ';';
        /// A string.
        STRING: char = '"';
        /// A string with a lone surrogate.
        MALFORMED_STRING: char = '\'';
        /// A number, as JavaScript writes it: `5`, `-1e+21`, `NaN`.
        NUMBER: char = '#';
        /// `true` or `false`.
        BOOLEAN: char = 'b';
        /// `null`.
        NULL: char = 'n';
        /// An array or object that is nested too deeply; always the last event.
        TOO_DEEP: char = '!';
        /// The name of a value that JSON does not have.
        NOT_JSON: char = '?';
        /// The byte after an event; it does not occur in UTF-8.
        EVENT_END: u8 = 0xFF;
    }
    "Sizes and limits." {
        /// Bytes of a checkpoint (src/js/checkpoint_numbers.rs).
        CHECKPOINT_BYTES: usize = size_of::<Numbers>();
        /// UTF-16 units of a text whose strings always fit on the tape: a unit takes at most three bytes.
        SHORT: usize = CHUNK / 3;
        /// Bytes of a rejected record's source that are kept: the rest of a broken array may be gigabytes.
        SOURCE_BYTES: usize = MAX_SOURCE;
        /// How many arrays and objects may be nested.
        DEPTH: usize = MAX_DEPTH;
        /// UTF-16 units of a string that suffice for every message about it.
        SHOWN_UNITS: usize = SHOWN_BYTES / 2;
        /// The default of `maxIssues`.
        DEFAULT_MAX_ISSUES: usize = Options::new().max_issues;
        /// The most issues that are gathered.
        MOST_ISSUES: usize = MAX_ISSUES;
        /// The default of `maxFindings`.
        DEFAULT_MAX_FINDINGS: usize = audit::DEFAULT_MAX_FINDINGS;
        /// The most findings that are gathered.
        MOST_FINDINGS: usize = MAX_FINDINGS;
        /// Hexadecimal digits of an id's fingerprint (src/js/summary_json.rs).
        FINGERPRINT_DIGITS: usize = summary_json::FINGERPRINT_DIGITS;
    }
}

const WORD: usize = size_of::<u32>();

/// The record with that number.
pub(crate) fn record(number: u32) -> &'static RecordSchema {
    RECORDS.get(number as usize).copied().expected_or(BackendMessage::SCHEMA)
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, LONGEST, NEXT, SLOT_WORDS, START, UNKNOWN};
    use crate::decode::tape::Tape;
    use crate::js::strings::JsStrings;
    use crate::model::BackendMessage;
    use crate::model::options::{Options, UnknownKeys};
    use crate::model::schema::Record as _;
    use crate::read::session::{Mode, Session, Task};

    /// The words of a tape, as JavaScript sees them.
    fn words(tape: &Tape) -> Vec<usize> {
        tape.as_slice().iter().flat_map(|slot| [*slot as u32 as usize, (slot >> 32) as usize]).collect()
    }

    #[test]
    fn words_of_a_record_are_where_the_tape_has_them() {
        let options = Options::new().unknown_keys(UnknownKeys::Keep);
        let task = Task { record: BackendMessage::SCHEMA, many: true, options, mode: Mode::Fast, surrogates: false };
        let mut session = Session::<JsStrings>::new(task);
        let first = r#"{"id":"m-1","role":"user","sessionId":"s","userInput":"x"}"#;
        let text = format!("  {first}\n  {{\"x\":1,\"id\":\"m-22\",{}", first.strip_prefix(r#"{"id":"m-1","#).unwrap());
        session.read(text.as_bytes(), true);
        assert_eq!(session.count, 2);
        let words = words(&session.out.tape);
        let second = SLOT_WORDS * words[NEXT];
        assert_eq!((words[START], words[second + START]), (2, first.len() + 5));
        assert_eq!(words[UNKNOWN], 0);
        // The text of the only unknown entry follows its link, which leads nowhere.
        let unknown = SLOT_WORDS * (words[second + UNKNOWN] - 1);
        assert_eq!((words[unknown], words[unknown + SLOT_WORDS + 1] & LONGEST), (0, r#""x":1"#.len()));
        let id =
            FIELDS + SLOT_WORDS * BackendMessage::SCHEMA.fields.iter().position(|field| field.camel == "id").unwrap();
        assert_eq!((words[id + 1], words[second + id + 1]), ("m-1".len(), "m-22".len()));
    }
}
