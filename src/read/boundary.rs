//! Follows a value byte by byte, by its strings and brackets alone. Bytes come in; for each one it says whether the value goes
//! on, ends, or cannot be followed any further.
//!
//! It accepts a raw line break in a string, a bad escape, `NaN`, a stray or missing comma and any depth. It stops only where a
//! quote or a bracket itself must be wrong, since then these no longer show where the value ends. It follows all JSON to its
//! end.

use crate::text::limits::MAX_DEPTH;
use crate::text::part::Part as _;
use crate::text::scan;

/// How far the value has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Boundary {
    /// How many brackets are open.
    pub(crate) depth: u32,
    /// Which of them are objects': the innermost is the lowest bit. Of those deeper than `MAX_DEPTH` nothing is known.
    pub(crate) objects: u128,
    pub(crate) place: Place,
}

/// What the next byte is in, or follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Before the value.
    Start,
    /// A key should begin here.
    Key,
    /// A colon should stand here.
    Colon,
    /// A value should begin here.
    Value,
    BehindString,
    BehindBracket,
    BehindWord,
    KeyString,
    KeyEscape,
    ValueString,
    ValueEscape,
    /// A key without quotes.
    KeyWord,
    /// A number, a literal, or what stands in the place of one.
    ValueWord,
    /// Inside more brackets than `objects` distinguishes.
    Deep,
    DeepString,
    DeepEscape,
    DeepBehindString,
    /// Behind the whole value.
    Over,
    /// Quotes or brackets are wrong.
    Lost,
}

/// What a byte was to the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Followed {
    /// The value goes on.
    On,
    /// The value ends with this byte; or before it, if it is a number or a literal.
    End,
    /// A comma is missing before this byte, and behind a bracket. So it may be that the value was cut off before that
    /// bracket's partner, and that something else follows.
    Doubt,
    /// This byte cannot stand here: quotes or brackets are wrong.
    Lost,
}

#[cfg(test)]
thread_local! {
    /// How many bytes were followed.
    pub(crate) static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

const _: () = assert!(MAX_DEPTH <= u128::BITS as usize);

impl Boundary {
    /// Before the value.
    pub(crate) const START: Self = Self { depth: 0, objects: 0, place: Place::Start };

    /// Goes on with the value's next bytes, and says whether it is worth reading now: it ends among them, or is lost.
    pub(crate) fn advance(&mut self, bytes: &[u8]) -> bool {
        let mut rest = bytes;
        while let Some((&byte, behind)) = rest.split_first() {
            // Most bytes are in strings, and most of these are neither.
            rest = behind.get(self.plain(behind, byte)..).expected();
            if matches!(self.follow(byte), Followed::End | Followed::Lost) {
                return true;
            }
        }
        false
    }

    /// How many of the bytes after this one change nothing.
    fn plain(self, behind: &[u8], byte: u8) -> usize {
        if !self.is_in_string() || matches!(byte, b'"' | b'\\') {
            return 0;
        }
        let mut at = 0;
        loop {
            at = scan::skip_plain(behind, at);
            match behind.get(at) {
                None | Some(b'"' | b'\\') => return at,
                Some(_) => at += 1, // beyond ASCII, or a control character
            }
        }
    }

    /// Whether the next byte is in a string, and not after a backslash.
    pub(crate) fn is_in_string(self) -> bool {
        matches!(self.place, Place::KeyString | Place::ValueString | Place::DeepString)
    }

    /// Whether the next byte begins an element of an array in a value.
    pub(crate) fn is_at_element(self) -> bool {
        self.place == Place::Value && self.objects & 1 == 0 || self.place == Place::Deep
    }

    /// Goes on with the next byte.
    #[allow(clippy::match_same_arms)] // the order is that of the places
    pub(crate) fn follow(&mut self, byte: u8) -> Followed {
        use Place::{
            BehindBracket, BehindString, BehindWord, Colon, Deep, DeepBehindString, DeepEscape, DeepString, Key,
            KeyEscape, KeyString, KeyWord, Lost, Over, Start, Value, ValueEscape, ValueString, ValueWord,
        };
        #[cfg(test)]
        STEPS.set(STEPS.get() + 1);
        let place = self.place;
        let in_object = self.objects & 1 == 1;
        let mut followed = Followed::On;
        self.place = match (place, byte) {
            (KeyEscape, _) => KeyString,
            (ValueEscape, _) => ValueString,
            (DeepEscape, _) => DeepString,
            (KeyString, b'\\') => KeyEscape,
            (ValueString, b'\\') => ValueEscape,
            (DeepString, b'\\') => DeepEscape,
            (KeyString, b'"') => Colon,
            (ValueString, b'"') if self.depth == 0 => return self.over(),
            (ValueString, b'"') => BehindString,
            (DeepString, b'"') => DeepBehindString,
            (KeyString | ValueString | DeepString, _) => place,

            (Lost, _) => return Followed::Lost,
            (Over, b' ' | b'\t' | b'\n' | b'\r' | 0 | 0x1E | 0xEF | 0xBB | 0xBF) => Over,
            (Over, _) => return Followed::End,

            (Deep | DeepBehindString, b'"') => DeepString,
            (Deep | DeepBehindString, b'{' | b'[') => return self.open(byte),
            (Deep | DeepBehindString, b'}' | b']') => return self.close(),
            (Deep, _) | (DeepBehindString, b',' | b':') => Deep,

            (ValueWord, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' | b'{' | b'[' | b'}' | b']' | b'"')
                if self.depth == 0 =>
            {
                return self.over();
            }
            (KeyWord, b' ' | b'\t' | b'\n' | b'\r') => Colon,
            (ValueWord, b' ' | b'\t' | b'\n' | b'\r') => BehindWord,
            (_, b' ' | b'\t' | b'\n' | b'\r') => place,

            (Key, b'"') => KeyString,
            (Start | Value, b'"') => ValueString,
            (BehindString | BehindBracket | BehindWord, b'"') => {
                if place == BehindBracket {
                    followed = Followed::Doubt;
                }
                if in_object { KeyString } else { ValueString }
            }

            (Start | Value, b'{' | b'[') => return self.open(byte),
            (BehindString | BehindBracket | BehindWord, b'{' | b'[') if !in_object => {
                let followed = if place == BehindBracket { Followed::Doubt } else { Followed::On };
                self.open(byte);
                return followed;
            }

            (Start, 0 | 0x1E | b',' | 0xEF | 0xBB | 0xBF) => Start,
            (Start, b'}' | b']' | b':') => return self.over(),
            (Key | Colon | Value | BehindString | BehindBracket | BehindWord | KeyWord | ValueWord, b'}')
                if in_object =>
            {
                return self.close();
            }
            (Value | BehindString | BehindBracket | BehindWord | ValueWord, b']') if !in_object => return self.close(),

            (Key | Value | BehindString | BehindBracket | BehindWord | ValueWord, b',') => {
                if in_object {
                    Key
                } else {
                    Value
                }
            }
            (Colon | KeyWord, b':') => Value,

            (_, b'"' | b'{' | b'[' | b'}' | b']' | b',' | b':')
            | (BehindString | BehindBracket | Colon | DeepBehindString, _) => {
                self.place = Lost;
                return Followed::Lost;
            }
            (Key | KeyWord, _) => KeyWord,
            (Start | Value | BehindWord | ValueWord, _) => ValueWord,
        };
        followed
    }

    fn over(&mut self) -> Followed {
        self.place = Place::Over;
        Followed::End
    }

    fn open(&mut self, byte: u8) -> Followed {
        self.depth = self.depth.saturating_add(1);
        self.place = if self.depth as usize > MAX_DEPTH {
            Place::Deep
        } else {
            self.objects = self.objects << 1 | u128::from(byte == b'{');
            if byte == b'{' { Place::Key } else { Place::Value }
        };
        Followed::On
    }

    fn close(&mut self) -> Followed {
        if self.depth as usize <= MAX_DEPTH {
            self.objects >>= 1;
        }
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            return self.over();
        }
        self.place = if self.depth as usize > MAX_DEPTH { Place::Deep } else { Place::BehindBracket };
        Followed::On
    }
}

#[cfg(test)]
mod tests {
    use super::{Boundary, Followed, Place};

    /// How a value that begins the text ends, and with which byte.
    fn fate(text: &str) -> Option<(Followed, usize)> {
        let mut boundary = Boundary::START;
        let mut fates = text.bytes().map(|byte| boundary.follow(byte)).zip(0..);
        fates.find(|(followed, _)| matches!(followed, Followed::End | Followed::Lost))
    }

    #[test]
    fn where_values_end() {
        let deep = format!("{{\"a\":{}\"]}}\"{}}}", "[".repeat(200), "]".repeat(200));
        for (text, end) in [
            (r#"{"a":[1,{}]} {}"#, 11),
            (r#"{"}":"]\"}\\"}x"#, 13),
            (r#""a\"b" "#, 5),
            ("[]]", 1),
            ("}", 0),
            ("123 ", 3),
            ("null,", 4),
            // Not JSON, but with its quotes and brackets in order.
            ("{\"a\":\"x\ty\n\"}", 11),
            (r#"{"a":"C:\users"}"#, 15),
            (r#"{"a":NaN,"b":05,,"c":True,}"#, 26),
            (r#"{"a":"b" "c":"d","e":}"#, 21),
            (r#"{"a":[1 2,,"x" "y"],b:1,"c"}"#, 27),
            (r#"{"a":[{} {}] "b":1}"#, 18),
            (&deep, deep.len() - 1),
        ] {
            assert_eq!(fate(text), Some((Followed::End, end)), "{text}");
            let mut whole = Boundary::START;
            assert!(whole.advance(text.as_bytes()), "{text}, at once");
        }
    }

    #[test]
    fn where_quotes_and_brackets_are_wrong() {
        for (text, at) in [
            (r#"{"a":"us{"id":"c"}"#, 10),
            (r#"{"a":t","b":1}"#, 6),
            (r#"{"a":"un"quoted"}"#, 9),
            (r#"{"a":"b",{"id":1}"#, 9),
            (r#"{"a":{} {"#, 8),
            (r#"{"a":1]"#, 6),
            (r#"{"a":[1}"#, 7),
            (r#"{"a" "b"}"#, 5),
            (r#"{"a":[],"b":tr{"#, 14),
            (r#"{"a":{"b":1}x"#, 12),
            (r#"{"a":[{"b":1},"c":2"#, 17),
        ] {
            assert_eq!(fate(text), Some((Followed::Lost, at)), "{text}");
        }
    }

    #[test]
    fn what_has_not_ended() {
        for text in ["123", r#"{"a":""#, r#"{"a":"\"#, "[[]", ""] {
            assert_eq!(fate(text), None, "{text}");
        }
    }

    #[test]
    fn a_missing_comma_behind_a_bracket_raises_doubt() {
        for text in [r#"{"a":{} "#, "[[]\n"] {
            let mut boundary = Boundary::START;
            assert!(text.bytes().all(|byte| boundary.follow(byte) == Followed::On));
            assert_eq!(boundary.follow(b'"'), Followed::Doubt);
        }
    }

    #[test]
    fn separators_behind_a_value_are_not_worth_a_look() {
        let mut boundary = Boundary::START;
        assert!(boundary.advance(b"[]"));
        assert_eq!(boundary.place, Place::Over);
        assert!(!boundary.advance(b" \0\n\x1E\xEF\xBB\xBF"));
        assert!(boundary.advance(b","));
    }
}
