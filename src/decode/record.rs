//! The fast pass: it checks one record of JSON text, and writes it onto the tape.
//!
//! It knows from the schema which field it is in, and builds no tree. It allocates nothing for a field, unless its key or the
//! member of an enum is escaped, or a buffer must grow.
//! For an invalid record it returns only [`Halt::Invalid`]; the diagnosing pass finds the reasons.

use crate::decode::habits::Habits;
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

/// The decoded records of one window.
#[derive(Debug)]
pub(crate) struct Output<T> {
    pub(crate) tape: Tape,
    pub(crate) texts: T,
    habits: Habits,
}

impl<T: TextStore> Output<T> {
    /// Of no window.
    pub(crate) const EMPTY: Self = Self { tape: Tape::EMPTY, texts: T::EMPTY, habits: Habits::EMPTY };

    /// Empties everything, and makes room for a window of `length` bytes.
    pub(crate) fn clear_for(&mut self, length: usize) {
        self.tape.clear();
        self.texts.clear_for(length);
    }

    /// Decodes the record at `at`, inside `depth` open brackets, and returns its end. A failure leaves no trace.
    pub(crate) fn record(
        &mut self,
        schema: &'static RecordSchema,
        unknown_keys: UnknownKeys,
        text: &[u8],
        at: usize,
        depth: usize,
    ) -> Step<usize> {
        let (tape, texts) = (self.tape.next(), self.texts.mark());
        let result = Decoder { text, unknown_keys, out: self }.record(at, schema, depth);
        if result.is_err() {
            self.tape.truncate(tape);
            self.texts.truncate(texts);
        }
        result
    }
}

impl<T: TextStore> Output<T> {
    /// Whether there is a valid record at `at`, which ends inside the text. Leaves no trace.
    #[cold]
    pub(crate) fn is_record(
        &mut self,
        schema: &'static RecordSchema,
        unknown_keys: UnknownKeys,
        text: &[u8],
        at: usize,
    ) -> bool {
        let (tape, texts) = (self.tape.next(), self.texts.mark());
        let is_record = self.record(schema, unknown_keys, text, at, 0).is_ok();
        self.tape.truncate(tape);
        self.texts.truncate(texts);
        is_record
    }
}

/// Its methods take the beginning of something in the text, and return its end. A cursor as a field would be in memory, and
/// every step would wait for the store of the one before it: 3 % of all time.
struct Decoder<'a, T> {
    text: &'a [u8],
    unknown_keys: UnknownKeys,
    out: &'a mut Output<T>,
}

/// The next byte after white space, and its offset.
#[inline(always)]
fn token(text: &[u8], at: usize) -> Step<(u8, usize)> {
    let at = whitespace::skip(text, at);
    Ok((text.get(at).copied().ok_or(Halt::More)?, at))
}

/// The end of the byte that must come next after white space.
#[inline(always)]
fn expect(text: &[u8], at: usize, expected: u8) -> Step<usize> {
    let (byte, at) = token(text, at)?;
    if byte == expected { Ok(at + 1) } else { Err(Halt::Invalid) }
}

impl<T: TextStore> Decoder<'_, T> {
    /// A record; `depth` brackets are open around it.
    fn record(&mut self, at: usize, schema: &'static RecordSchema, depth: usize) -> Step<usize> {
        let text = self.text;
        let mut at = expect(text, at, b'{')?;
        let start = at - 1;
        let slot = self.out.tape.open(schema.fields.len());
        let mut seen = 0u32;
        let mut present = 0u32;
        let mut last_unknown = 0;
        let places = self.out.habits.places(schema);
        let mut behind = places.start();

        loop {
            // The next key: either the same bytes as last time, or it is read.
            let index;
            if let Some(next) = self.out.habits.next(behind, text, at) {
                (index, at) = next;
            } else {
                let from = at;
                let (byte, key) = match token(text, at)? {
                    (b'}', brace) => {
                        at = brace + 1;
                        break;
                    }
                    first if behind == places.start() => first,
                    (b',', comma) => token(text, comma + 1)?,
                    _ => return Err(Halt::Invalid),
                };
                if byte != b'"' {
                    return Err(Halt::Invalid);
                }
                let (field, end) = self.key(key, schema)?;
                at = whitespace::skip(text, expect(text, end, b':')?);
                let Some(field) = field else {
                    (last_unknown, at) = self.unknown(key, at, depth + 1, last_unknown)?;
                    behind = places.unknown();
                    continue;
                };
                self.out.habits.learn(behind, text, from, at, field);
                index = field;
            }
            behind = places.field(index);

            // Its value.
            let bit = 1 << index;
            if seen & bit != 0 {
                return Err(Halt::Invalid);
            }
            seen |= bit;
            let kind = schema.field(index).map(|field| field.kind).expected_or(Kind::String);
            let (byte, begin) = token(text, at)?;
            let value;
            // Most values are strings. They are read here, all others by a call.
            if byte == b'"' && matches!(kind, Kind::String | Kind::OpenEnum(_)) {
                (value, at) = self.out.texts.string(text, begin)?;
            } else {
                let found;
                (found, at) = self.value(byte, begin, kind, depth + 1)?;
                let Some(found) = found else { continue };
                value = found;
            }
            present |= bit;
            self.out.tape.set(slot + HEADER + index, value);
            self.out.texts.place(slot + HEADER + index, begin, at);
        }
        if present & schema.required != schema.required {
            return Err(Halt::Invalid);
        }
        let end = self.out.tape.next();
        self.out.tape.set(slot, tape::pair(present as usize, end as u32));
        self.out.tape.set(slot + 1, tape::pair(last_unknown, start as u32));
        self.out.texts.place(slot, start, at);
        Ok(at)
    }

    /// The field that the key at `at` names.
    #[inline(always)]
    fn key(&self, at: usize, schema: &RecordSchema) -> Step<(Option<usize>, usize)> {
        let end = scan::skip_plain(self.text, at + 1);
        if self.text.get(end) == Some(&b'"') {
            return Ok((schema.find_at(self.text, at + 1, end), end + 1));
        }
        self.look_up(at, |key| schema.find(key))
    }

    /// Looks up the string at `at`.
    #[inline(never)]
    fn look_up<F>(&self, at: usize, find: impl FnOnce(&[u8]) -> Option<F>) -> Step<(Option<F>, usize)> {
        let (end, escaped) = skip::string(self.text, at, self.out.texts.is_narrowed())?;
        let source = self.text.get(at + 1..end - 1).expected();
        if !escaped {
            return Ok((find(source), end));
        }
        // Narrowed text beyond ASCII is not UTF-8. No name has such characters.
        let Ok(source) = std::str::from_utf8(source) else { return Ok((None, end)) };
        let mut name = String::new();
        escape::unescape(source, &mut name);
        Ok((find(name.as_bytes()), end))
    }

    /// The value that begins with `byte` at `at`, as its slot. `None` for `null`, which means absent.
    #[inline(never)]
    fn value(&mut self, byte: u8, at: usize, kind: Kind, depth: usize) -> Step<(Option<u64>, usize)> {
        if byte == b'n' {
            return Ok((None, token::literal(self.text, at, b"null")?));
        }
        let (value, end) = match kind {
            Kind::String | Kind::OpenEnum(_) => {
                if byte != b'"' {
                    return Err(Halt::Invalid);
                }
                self.out.texts.string(self.text, at)?
            }
            Kind::Integer => self.number(at, true)?,
            Kind::Number => self.number(at, false)?,
            Kind::Boolean => match byte {
                b't' => (1, token::literal(self.text, at, b"true")?),
                b'f' => (0, token::literal(self.text, at, b"false")?),
                _ => return Err(Halt::Invalid),
            },
            Kind::Enum(schema) => self.member(byte, at, schema)?,
            Kind::List(element) => self.list(at, *element, depth)?,
            // Records are only in lists, and objects with any keys only in events, which are not decoded here.
            Kind::Record(_) | Kind::Object => return Err(Halt::Invalid),
        };
        Ok((Some(value), end))
    }

    #[inline]
    fn number(&self, at: usize, integer: bool) -> Step<(u64, usize)> {
        if integer && let Some((value, end)) = number::short_integer(self.text, at) {
            return Ok((value.to_bits(), end));
        }
        let (value, end) = token::number(self.text, at)?;
        if integer && !number::is_safe_integer(value) {
            return Err(Halt::Invalid);
        }
        Ok((value.to_bits(), end))
    }

    fn member(&self, byte: u8, at: usize, schema: &EnumSchema) -> Step<(u64, usize)> {
        if byte != b'"' {
            return Err(Halt::Invalid);
        }
        let (member, end) =
            self.look_up(at, |text| schema.members.iter().position(|member| member.as_bytes() == text))?;
        Ok((member.ok_or(Halt::Invalid)? as u64, end))
    }

    /// A list; `depth` brackets are open around it.
    fn list(&mut self, at: usize, element: Kind, depth: usize) -> Step<(u64, usize)> {
        let text = self.text;
        let mut at = expect(text, at, b'[')?;
        let first = self.out.tape.next();
        let mut count = 0u32;
        if let (b']', bracket) = token(text, at)? {
            return Ok((tape::pair(first, count), bracket + 1));
        }
        loop {
            if let Kind::Record(schema) = element {
                at = self.record(at, schema, depth + 1)?;
            } else {
                let slot = self.out.tape.next();
                self.out.tape.push(0);
                let (byte, begin) = token(text, at)?;
                let value;
                (value, at) = self.value(byte, begin, element, depth + 1)?;
                self.out.tape.set(slot, value.ok_or(Halt::Invalid)?); // `null` is not an element
                self.out.texts.place(slot, begin, at);
            }
            count += 1;
            match token(text, at)? {
                (b',', comma) => at = comma + 1,
                (b']', bracket) => return Ok((tape::pair(first, count), bracket + 1)),
                _ => return Err(Halt::Invalid),
            }
        }
    }

    /// Checks the value of an unknown key, and keeps it as source text if unknown keys are kept. `key` is where the key
    /// begins, and `last` where the unknown entry before this one is on the tape.
    #[inline(never)]
    fn unknown(&mut self, key: usize, at: usize, depth: usize, last: usize) -> Step<(usize, usize)> {
        if self.unknown_keys == UnknownKeys::Reject {
            return Err(Halt::Invalid);
        }
        let (_, at) = token(self.text, at)?;
        let end = skip::value(self.text, at, depth, self.out.texts.is_narrowed())?;
        if self.unknown_keys == UnknownKeys::Strip {
            return Ok((0, end));
        }
        let text = self.out.texts.source(self.text, key, end);
        let slot = self.out.tape.next();
        self.out.tape.push(tape::pair(last, 0));
        self.out.tape.push(text);
        Ok((slot + 1, end))
    }
}
