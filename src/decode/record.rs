//! The fast pass: one record of JSON text onto the tape, checked while it is read.
//!
//! It knows from the schema which field it is in, builds no tree, and allocates nothing per field.
//! Of a record that does not hold it says only that it does not; the diagnosing pass finds out why.

use crate::decode::tape::{self, HEADER, Tape};
use crate::decode::text_store::TextStore;
use crate::model::options::UnknownKeys;
use crate::model::schema::{EnumSchema, Kind, RecordSchema};
use crate::text::escape;
use crate::text::number;
use crate::text::part::Part;
use crate::text::scan;
use crate::text::skip;
use crate::text::token::{self, Halt, Step};
use crate::text::whitespace;

/// What the records of one window were decoded to.
#[derive(Debug)]
pub(crate) struct Output<T> {
    pub(crate) tape: Tape,
    pub(crate) texts: T,
}

impl<T: TextStore> Output<T> {
    /// Of no window yet.
    pub(crate) const EMPTY: Self = Self { tape: Tape::EMPTY, texts: T::EMPTY };

    /// Empties all, with room for a window of `length` bytes.
    pub(crate) fn clear_for(&mut self, length: usize) {
        self.tape.clear();
        self.texts.clear_for(length);
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
        let (tape, texts) = (self.tape.next(), self.texts.mark());
        let mut decoder = Decoder { text, at, unknown_keys, out: self };
        let result = decoder.record(schema, depth);
        let end = decoder.at;
        if let Err(halt) = result {
            self.tape.truncate(tape);
            self.texts.truncate(texts);
            return Err(halt);
        }
        Ok(end)
    }
}

struct Decoder<'a, T> {
    text: &'a [u8],
    at: usize,
    unknown_keys: UnknownKeys,
    out: &'a mut Output<T>,
}

impl<T: TextStore> Decoder<'_, T> {
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

    #[inline]
    fn literal(&mut self, word: &[u8]) -> Step<()> {
        self.at = token::literal(self.text, self.at, word)?;
        Ok(())
    }

    /// A record; `depth` brackets are open around it.
    fn record(&mut self, schema: &RecordSchema, depth: usize) -> Step<()> {
        self.expect(b'{')?;
        let start = self.at - 1;
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
                let key_start = self.at;
                let key = self.key(schema)?;
                self.expect(b':')?;
                match key {
                    Some(index) => {
                        let bit = 1 << index;
                        if seen & bit != 0 {
                            return Err(Halt::Invalid);
                        }
                        seen |= bit;
                        let kind = schema.field(index).map(|field| field.kind).expected_or(Kind::String);
                        if self.value(kind, slot + HEADER + index, depth + 1)? {
                            present |= bit;
                        }
                    }
                    None => last_unknown = self.unknown(key_start, depth + 1, last_unknown)?,
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
        self.out.texts.place(slot, start, self.at);
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

    /// Looks up the string whose opening quote is next.
    #[inline(never)]
    fn look_up<F>(&mut self, find: impl FnOnce(&[u8]) -> Option<F>) -> Step<Option<F>> {
        let start = self.at + 1;
        let (end, escaped) = skip::string(self.text, self.at, self.out.texts.is_narrowed())?;
        self.at = end;
        let source = self.text.get(start..end - 1).expected();
        if !escaped {
            return Ok(find(source));
        }
        // Narrowed text beyond ASCII is not UTF-8. No name has such a character.
        let Ok(source) = std::str::from_utf8(source) else { return Ok(None) };
        let mut name = String::new();
        escape::unescape(source, &mut name);
        Ok(find(name.as_bytes()))
    }

    /// A field's value, into its slot. False where it is `null`, which means absent.
    #[inline]
    fn value(&mut self, kind: Kind, slot: usize, depth: usize) -> Step<bool> {
        let byte = self.token()?;
        let start = self.at;
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
            // Records stand in lists only, and objects with any keys in events, which are not decoded here.
            Kind::Record(_) | Kind::Object => return Err(Halt::Invalid),
        };
        self.out.tape.set(slot, value);
        self.out.texts.place(slot, start, self.at);
        Ok(true)
    }

    #[inline]
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
        self.at = skip::value(self.text, self.at, depth, self.out.texts.is_narrowed())?;
        if self.unknown_keys == UnknownKeys::Strip {
            return Ok(0);
        }
        let text = self.out.texts.source(self.text, start, self.at);
        let slot = self.out.tape.next();
        self.out.tape.push(tape::pair(last, 0));
        self.out.tape.push(text);
        Ok(slot + 1)
    }

    /// The string whose opening quote is next.
    #[inline(always)]
    #[allow(clippy::inline_always)]
    fn string(&mut self) -> Step<u64> {
        let (slot, end) = self.out.texts.string(self.text, self.at)?;
        self.at = end;
        Ok(slot)
    }
}
