//! Schemas: the fields of each record, their kinds and their names, as constant tables.
//!
//! `records.rs` declares the records; everything that must agree with the declaration
//! (the decoder, the checker, the encoder, the generated JavaScript and JSON Schema) reads these tables.

use crate::model::keys::{KeyTable, Names};
use crate::model::naming::Naming;

/// A record: a JSON object with known fields.
#[derive(Debug)]
pub struct RecordSchema {
    /// The type's name, equal in Rust and TypeScript.
    pub name: &'static str,
    /// What the record is, in one or more sentences.
    pub doc: &'static str,
    /// The dialect of its keys on the wire: `Camel`, or `Snake` for callback results.
    pub wire: Naming,
    /// Its fields, in the documented (alphabetical) order, in which they are also written out.
    pub fields: &'static [Field],
    /// Bit `i` is set where `fields[i]` is required.
    pub required: u32,
    /// Finds a field by either of its names.
    pub(crate) keys: KeyTable,
}

/// One field of a record.
#[derive(Debug)]
pub struct Field {
    /// Its name in the wire and camel dialects (and in TypeScript).
    pub camel: &'static str,
    /// Its name in the snake dialect (and in Rust).
    pub snake: &'static str,
    /// Whether a record without it is invalid.
    pub required: bool,
    /// The kind of its values.
    pub kind: Kind,
    /// Its meaning, its unit, and when it is absent.
    pub doc: &'static str,
}

/// The kind of a field's values.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Any string.
    String,
    /// A number without a fraction, within ±(2^53 − 1): JavaScript's safe integers.
    Integer,
    /// Any finite number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// One of a closed set of strings.
    Enum(&'static EnumSchema),
    /// Any string, with some members known by name.
    OpenEnum(&'static EnumSchema),
    /// A JSON array whose elements all have one kind.
    List(&'static Kind),
    /// A nested record.
    Record(&'static RecordSchema),
    /// A JSON object with any keys; only in the data of events.
    Object,
}

/// A named set of strings.
#[derive(Debug)]
pub struct EnumSchema {
    /// The type's name, equal in Rust and TypeScript.
    pub name: &'static str,
    /// What the set is.
    pub doc: &'static str,
    /// Its strings, in the documented order.
    pub members: &'static [&'static str],
}

impl Field {
    /// Its name in a naming; `wire` is the dialect of its record on the wire.
    #[must_use]
    pub fn name(&self, naming: Naming, wire: Naming) -> &'static str {
        match if naming == Naming::Wire { wire } else { naming } {
            Naming::Snake => self.snake,
            Naming::Camel | Naming::Wire => self.camel,
        }
    }
}

impl RecordSchema {
    pub(crate) const fn new(name: &'static str, doc: &'static str, wire: Naming, fields: &'static [Field]) -> Self {
        Self { name, doc, wire, fields, required: required(fields), keys: keys(fields) }
    }

    /// The index of the field with that name, in either dialect.
    #[must_use]
    pub fn find(&self, key: &[u8]) -> Option<usize> {
        // A zero byte, which an escape can produce, looks like padding.
        if key.contains(&0) { None } else { self.find_at(key, 0, key.len()) }
    }

    /// The same for the key at `start..end` of a text, which has no escapes. It is quicker if more text follows.
    #[inline]
    pub(crate) fn find_at(&self, text: &[u8], start: usize, end: usize) -> Option<usize> {
        self.keys.find(text, start, end)
    }

    /// The field at an index that [`find`](Self::find) returned.
    #[must_use]
    pub fn field(&self, index: usize) -> Option<&'static Field> {
        self.fields.get(index)
    }
}

/// A description, but not in wasm: the generator, which alone needs it, runs natively.
pub(crate) const fn description(text: &'static str) -> &'static str {
    if cfg!(all(target_arch = "wasm32", feature = "wasm")) { "" } else { text }
}

/// Whether a macro was given its optional part.
pub(crate) const fn is_given(what: &[&str]) -> bool {
    !what.is_empty()
}

/// The name of a raw identifier, such as `r#type`, in JSON.
pub(crate) const fn unraw(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

#[allow(clippy::indexing_slicing)] // at compile time, where a wrong index is an error of the compiler
const fn keys(fields: &[Field]) -> KeyTable {
    let mut names = Names::EMPTY;
    let mut index = 0;
    while index < fields.len() {
        names = names.and(fields[index].camel, fields[index].snake);
        index += 1;
    }
    KeyTable::new(names)
}

#[allow(clippy::indexing_slicing)] // at compile time, where a wrong index is an error of the compiler
const fn required(fields: &[Field]) -> u32 {
    assert!(fields.len() < 31, "the field mask of the tape has 31 bits");
    let mut mask = 0;
    let mut index = 0;
    while index < fields.len() {
        if fields[index].required {
            mask |= 1 << index;
        }
        index += 1;
    }
    mask
}

/// A type that is a record of the model.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a record of the model",
    note = "a list of records is read by `from_slice_many` or `from_str_many`, which give a `Vec`"
)]
pub trait Record: Sized + 'static {
    /// Its fields, kinds and names.
    const SCHEMA: &'static RecordSchema;
}

/// What a field's Rust type says about the field.
pub(crate) trait FieldType {
    const KIND: Kind;
    const REQUIRED: bool = true;
}

impl FieldType for String {
    const KIND: Kind = Kind::String;
}

impl FieldType for i64 {
    const KIND: Kind = Kind::Integer;
}

impl FieldType for f64 {
    const KIND: Kind = Kind::Number;
}

impl FieldType for bool {
    const KIND: Kind = Kind::Boolean;
}

impl<T: FieldType> FieldType for Vec<T> {
    const KIND: Kind = Kind::List(&T::KIND);
}

impl<T: FieldType> FieldType for Option<T> {
    const KIND: Kind = T::KIND;
    const REQUIRED: bool = false;
}
