//! The fast pass: one record of JSON text onto the tape, checked while it is read.
//!
//! It knows from the schema which field it is in, builds no tree, and allocates nothing per field.
//! Of a record that does not hold it says only that it does not; the diagnosing pass finds out why.

use crate::arena::{AsciiArena, WideArena};
use crate::escape::{self, Escape};
use crate::number;
use crate::options::UnknownKeys;
use crate::scan;
use crate::schema::{EnumSchema, Kind, RecordSchema};
use crate::skip;
use crate::tape::{self, HEADER, Space, Tape};
use crate::token::{self, Halt, Step};
use crate::utf8::{self, Decoded};
use crate::whitespace;

/// What the records of one window were decoded to.
#[derive(Debug, Default)]
pub(crate) struct Output<W> {
    pub(crate) tape: Tape,
    pub(crate) ascii: AsciiArena,
    pub(crate) wide: W,
}

impl<W: WideArena> Output<W> {
    /// Empties all, with room for a window of `length` bytes.
    pub(crate) fn clear_for(&mut self, length: usize) {
        self.tape.clear();
        self.ascii.clear_for(length);
        self.wide.clear();
    }

    /// How much text is in the arenas, in bytes or so.
    pub(crate) fn text_size(&self) -> usize {
        self.ascii.used() + 2 * self.wide.used()
    }

    /// Decodes the record at `at`, inside `depth` open brackets, and says where it ends. A failure leaves no trace.
    pub(crate) fn record(
        &mut self,
        schema: &RecordSchema,
        unknown_keys: UnknownKeys,
        text: &[u8],
        at: usize,
        depth: usize,
    ) -> Step<usize> {
        let (tape, ascii, wide) = (self.tape.next(), self.ascii.used(), self.wide.used());
        let mut decoder = Decoder { text, at, unknown_keys, out: self };
        let result = decoder.record(schema, depth);
        let end = decoder.at;
        if let Err(halt) = result {
            self.tape.truncate(tape);
            self.ascii.truncate(ascii);
            self.wide.truncate(wide);
            return Err(halt);
        }
        Ok(end)
    }
}

struct Decoder<'a, W> {
    text: &'a [u8],
    at: usize,
    unknown_keys: UnknownKeys,
    out: &'a mut Output<W>,
}

impl<W: WideArena> Decoder<'_, W> {
    /// The byte that is next after white space.
    #[inline(always)]
    #[allow(clippy::inline_always)]
    fn token(&mut self) -> Step<u8> {
        self.at = whitespace::skip(self.text, self.at);
        self.text.get(self.at).copied().ok_or(Halt::More)
    }

    #[inline(always)]
    #[allow(clippy::inline_always)]
    fn expect(&mut self, byte: u8) -> Step<()> {
        if self.token()? == byte {
            self.at += 1;
            return Ok(());
        }
        Err(Halt::Invalid)
    }

    fn literal(&mut self, word: &[u8]) -> Step<()> {
        self.at = token::literal(self.text, self.at, word)?;
        Ok(())
    }

    /// A record; `depth` brackets are open around it.
    fn record(&mut self, schema: &RecordSchema, depth: usize) -> Step<()> {
        self.expect(b'{')?;
        let slot = self.out.tape.open(schema.fields.len());
        let mut seen = 0u32;
        let mut present = 0u32;
        let mut last_unknown = 0;

        if self.token()? == b'}' {
            self.at += 1;
        } else {
            loop {
                if self.token()? != b'"' {
                    return Err(Halt::Invalid);
                }
                let start = self.at;
                let key = self.key(schema)?;
                self.expect(b':')?;
                match key {
                    Some(index) => {
                        let bit = 1 << index;
                        if seen & bit != 0 {
                            return Err(Halt::Invalid);
                        }
                        seen |= bit;
                        let kind = schema.field(index).map_or(Kind::String, |field| field.kind);
                        if self.value(kind, slot + HEADER + index, depth + 1)? {
                            present |= bit;
                        }
                    }
                    None => last_unknown = self.unknown(start, depth + 1, last_unknown)?,
                }
                match self.token()? {
                    b',' => self.at += 1,
                    b'}' => {
                        self.at += 1;
                        break;
                    }
                    _ => return Err(Halt::Invalid),
                }
            }
        }
        if present & schema.required != schema.required {
            return Err(Halt::Invalid);
        }
        let end = self.out.tape.next();
        self.out.tape.set(slot, tape::pair(present as usize, end as u32));
        self.out.tape.set(slot + 1, tape::pair(last_unknown, 0));
        Ok(())
    }

    /// The field that the key names whose opening quote is next.
    #[inline(always)]
    #[allow(clippy::inline_always)]
    fn key(&mut self, schema: &RecordSchema) -> Step<Option<usize>> {
        let start = self.at + 1;
        let end = scan::skip_plain(self.text, start);
        if self.text.get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(schema.find_at(self.text, start, end));
        }
        self.look_up(|key| schema.find(key))
    }

    /// Looks up the string whose opening quote is next, which leaves nothing in the arenas. All names are ASCII.
    #[inline(never)]
    fn look_up<T>(&mut self, find: impl FnOnce(&[u8]) -> Option<T>) -> Step<Option<T>> {
        let (ascii, wide) = (self.out.ascii.used(), self.out.wide.used());
        self.string()?;
        let found = if self.out.wide.used() == wide { find(self.out.ascii.since(ascii)) } else { None };
        self.out.ascii.truncate(ascii);
        self.out.wide.truncate(wide);
        Ok(found)
    }

    /// A field's value, into its slot. False where it is `null`, which means absent.
    #[inline]
    fn value(&mut self, kind: Kind, slot: usize, depth: usize) -> Step<bool> {
        let byte = self.token()?;
        if byte == b'n' {
            self.literal(b"null")?;
            return Ok(false);
        }
        let value = match kind {
            Kind::String | Kind::OpenEnum(_) => {
                if byte != b'"' {
                    return Err(Halt::Invalid);
                }
                self.string()?
            }
            Kind::Integer => self.number(true)?,
            Kind::Number => self.number(false)?,
            Kind::Boolean => match byte {
                b't' => {
                    self.literal(b"true")?;
                    1
                }
                b'f' => {
                    self.literal(b"false")?;
                    0
                }
                _ => return Err(Halt::Invalid),
            },
            Kind::Enum(schema) => self.member(byte, schema)?,
            Kind::List(element) => self.list(*element, depth)?,
            Kind::Record(_) => return Err(Halt::Invalid), // records stand in lists only
        };
        self.out.tape.set(slot, value);
        Ok(true)
    }

    fn number(&mut self, integer: bool) -> Step<u64> {
        let (value, end) = token::number(self.text, self.at)?;
        if integer && !number::is_safe_integer(value) {
            return Err(Halt::Invalid);
        }
        self.at = end;
        Ok(value.to_bits())
    }

    fn member(&mut self, byte: u8, schema: &EnumSchema) -> Step<u64> {
        if byte != b'"' {
            return Err(Halt::Invalid);
        }
        let member = self.look_up(|text| schema.members.iter().position(|member| member.as_bytes() == text))?;
        member.map(|index| index as u64).ok_or(Halt::Invalid)
    }

    /// A list; `depth` brackets are open around it.
    fn list(&mut self, element: Kind, depth: usize) -> Step<u64> {
        self.expect(b'[')?;
        let first = self.out.tape.next();
        let mut count = 0u32;
        if self.token()? == b']' {
            self.at += 1;
            return Ok(tape::pair(first, count));
        }
        loop {
            if let Kind::Record(schema) = element {
                self.record(schema, depth + 1)?;
            } else {
                let slot = self.out.tape.next();
                self.out.tape.push(0);
                if !self.value(element, slot, depth + 1)? {
                    return Err(Halt::Invalid); // `null` is no element
                }
            }
            count += 1;
            match self.token()? {
                b',' => self.at += 1,
                b']' => {
                    self.at += 1;
                    return Ok(tape::pair(first, count));
                }
                _ => return Err(Halt::Invalid),
            }
        }
    }

    /// The value of a key that is no field: checked, and kept as source text where that was asked for.
    #[inline(never)]
    fn unknown(&mut self, start: usize, depth: usize, last: usize) -> Step<usize> {
        if self.unknown_keys == UnknownKeys::Reject {
            return Err(Halt::Invalid);
        }
        self.token()?;
        self.at = skip::value(self.text, self.at, depth)?;
        if self.unknown_keys == UnknownKeys::Strip {
            return Ok(0);
        }
        let source = self.text.get(start..self.at).unwrap_or_default();
        let text = self.source(source);
        let slot = self.out.tape.next();
        self.out.tape.push(tape::pair(last, 0));
        self.out.tape.push(text);
        Ok(slot + 1)
    }

    /// Source text that was checked before, as it stands.
    fn source(&mut self, source: &[u8]) -> u64 {
        let source = std::str::from_utf8(source).unwrap_or_default();
        let start = self.out.wide.used();
        self.out.wide.reserve(source.len());
        source.chars().for_each(|char| self.out.wide.push(char));
        tape::text(start, self.out.wide.used() - start, Space::Wide)
    }

    /// The string whose opening quote is next.
    #[inline(always)]
    #[allow(clippy::inline_always)]
    fn string(&mut self) -> Step<u64> {
        let start = self.out.ascii.used();
        let mut at = self.at + 1;
        loop {
            at += self.out.ascii.extend_plain(self.text, at);
            match self.text.get(at) {
                Some(b'"') => {
                    self.at = at + 1;
                    return Ok(tape::text(start, self.out.ascii.used() - start, Space::Ascii));
                }
                Some(b'\\') => {
                    // Where there is one escape, there are more.
                    let end = self.out.ascii.extend_unescaped(self.text, at);
                    if end != at {
                        at = end;
                        continue;
                    }
                    if let Some(meaning) = escape::short(self.text, at) {
                        self.out.ascii.push(meaning);
                        at += 2;
                        continue;
                    }
                    match escape::read(self.text, at) {
                        Escape::Char { char, end } if char.is_ascii() => {
                            self.out.ascii.push(char as u8);
                            at = end;
                        }
                        Escape::Char { .. } => return self.wide_string(start, at),
                        Escape::Incomplete => return Err(Halt::More),
                        Escape::LoneSurrogate { .. } | Escape::Invalid { .. } => return Err(Halt::Invalid),
                    }
                }
                Some(0x80..) => return self.wide_string(start, at),
                Some(_) => return Err(Halt::Invalid), // a control character
                None => return Err(Halt::More),
            }
        }
    }

    /// The rest of a string that turned out not to be ASCII at `at`; its beginning moves from the one arena to the other.
    #[inline(never)]
    fn wide_string(&mut self, ascii_start: usize, mut at: usize) -> Step<u64> {
        let Output { ascii, wide, .. } = &mut *self.out;
        let start = wide.used();
        let begun = ascii.since(ascii_start);
        wide.reserve(begun.len() + self.text.len() - at);
        wide.extend_ascii(begun);
        ascii.truncate(ascii_start);
        loop {
            at += wide.extend_plain(self.text, at);
            match self.text.get(at) {
                Some(b'"') => {
                    self.at = at + 1;
                    return Ok(tape::text(start, wide.used() - start, Space::Wide));
                }
                Some(b'\\') => {
                    // Not worth it where text beyond ASCII goes on behind the escape.
                    if self.text.get(at + 2).is_some_and(u8::is_ascii) {
                        let end = wide.extend_unescaped(self.text, at);
                        if end != at {
                            at = end;
                            continue;
                        }
                    }
                    if let Some(meaning) = escape::short(self.text, at) {
                        wide.push(char::from(meaning));
                        at += 2;
                        continue;
                    }
                    match escape::read(self.text, at) {
                        Escape::Char { char, end } => {
                            wide.push(char);
                            at = end;
                        }
                        Escape::Incomplete => return Err(Halt::More),
                        Escape::LoneSurrogate { .. } | Escape::Invalid { .. } => return Err(Halt::Invalid),
                    }
                }
                Some(0x80..) => {
                    // Texts beyond ASCII come in runs.
                    at += wide.extend_threes(self.text, at);
                    while let Some(0x80..) = self.text.get(at) {
                        match utf8::decode(self.text, at) {
                            Decoded::Char(char, length) => {
                                wide.push(char);
                                at += length;
                            }
                            Decoded::Incomplete => return Err(Halt::More),
                            Decoded::Malformed => return Err(Halt::Invalid),
                        }
                    }
                }
                Some(_) => return Err(Halt::Invalid),
                None => return Err(Halt::More),
            }
        }
    }
}
