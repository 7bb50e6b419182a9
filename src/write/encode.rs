//! Writes records as JSON, in any of the three namings.

use std::fmt::Write as _;
use std::io;

use crate::model::Role;
use crate::model::naming::Naming;
use crate::model::records::{BackendMessage, CallbackResultData, CallbackType, ToolCallData, ToolName};
use crate::model::schema::{Field, Record, RecordSchema};
use crate::model::unknown::{Json, Unknown};
use crate::text::quote::push_quoted;

/// Writes a record as minified JSON. Fields are in the documented order, absent ones are left out, and kept unknown keys
/// follow as they are.
///
/// A record that was read reads back the same. A record made by hand may not: integers beyond ±(2^53 − 1) are written,
/// though no reader accepts them, and a cost that is not finite is left out.
///
/// ```
/// use backend_message::{BackendMessage, Naming, Role, required};
///
/// let message = BackendMessage::new(required::BackendMessage {
///     id: "1".to_owned(),
///     role: Role::User,
///     session_id: "s".to_owned(),
///     user_input: "Hello".to_owned(),
/// });
/// let json = backend_message::to_string(&message, Naming::Snake);
/// assert_eq!(json, r#"{"id":"1","role":"user","session_id":"s","user_input":"Hello"}"#);
/// ```
#[must_use]
pub fn to_string<T: ToJson>(record: &T, naming: Naming) -> String {
    let mut encoder = Encoder { text: String::new(), naming };
    record.encode(&mut encoder);
    encoder.text
}

/// Writes records as a minified JSON array.
///
/// ```
/// use backend_message::{Naming, to_string_many};
///
/// # use backend_message::{BackendMessage, Role, required};
/// # let [first, second] = ["1", "2"].map(|id| BackendMessage::new(required::BackendMessage {
/// #     id: id.to_owned(),
/// #     role: Role::User,
/// #     session_id: "s".to_owned(),
/// #     user_input: String::new(),
/// # }));
/// let json = to_string_many(&[first, second], Naming::Wire);
/// assert!(json.starts_with(r#"[{"id":"1","#) && json.ends_with("}]"));
/// ```
#[must_use]
pub fn to_string_many<T: ToJson>(records: &[T], naming: Naming) -> String {
    let mut encoder = Encoder { text: String::new(), naming };
    encoder.list(records);
    encoder.text
}

/// [`to_string`], as bytes.
///
/// ```
/// use backend_message::{Naming, to_string, to_vec};
///
/// # use backend_message::{BackendMessage, Role, required};
/// # let [message] = ["1"].map(|id| BackendMessage::new(required::BackendMessage {
/// #     id: id.to_owned(),
/// #     role: Role::User,
/// #     session_id: "s".to_owned(),
/// #     user_input: String::new(),
/// # }));
/// assert_eq!(to_vec(&message, Naming::Camel), to_string(&message, Naming::Camel).into_bytes());
/// ```
#[must_use]
pub fn to_vec<T: ToJson>(record: &T, naming: Naming) -> Vec<u8> {
    to_string(record, naming).into_bytes()
}

/// [`to_string_many`], as bytes.
#[must_use]
pub fn to_vec_many<T: ToJson>(records: &[T], naming: Naming) -> Vec<u8> {
    to_string_many(records, naming).into_bytes()
}

/// [`to_string`], into a file, a socket or another writer. Nothing follows the record, so NDJSON needs a line break after each:
///
/// ```
/// use std::io::Write;
///
/// use backend_message::{Naming, to_writer};
///
/// # use backend_message::{BackendMessage, Role, required};
/// # let [first, second] = ["1", "2"].map(|id| BackendMessage::new(required::BackendMessage {
/// #     id: id.to_owned(),
/// #     role: Role::User,
/// #     session_id: "s".to_owned(),
/// #     user_input: String::new(),
/// # }));
/// let mut file = Vec::new();
/// for message in [first, second] {
///     to_writer(&mut file, &message, Naming::Wire)?;
///     writeln!(file)?;
/// }
/// assert_eq!(file.split(|&byte| byte == b'\n').count(), 3);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn to_writer<T: ToJson>(mut writer: impl io::Write, record: &T, naming: Naming) -> io::Result<()> {
    writer.write_all(to_string(record, naming).as_bytes())
}

/// [`to_string_many`], into a writer, without holding the whole text in memory.
///
/// ```
/// use backend_message::{Naming, to_string_many, to_writer_many};
///
/// # use backend_message::{BackendMessage, Role, required};
/// # let [first, second] = ["1", "2"].map(|id| BackendMessage::new(required::BackendMessage {
/// #     id: id.to_owned(),
/// #     role: Role::User,
/// #     session_id: "s".to_owned(),
/// #     user_input: String::new(),
/// # }));
/// let messages = [first, second];
/// let mut file = Vec::new();
/// to_writer_many(&mut file, &messages, Naming::Wire)?;
/// assert_eq!(file, to_string_many(&messages, Naming::Wire).into_bytes());
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// Those of the writer.
pub fn to_writer_many<T: ToJson>(mut writer: impl io::Write, records: &[T], naming: Naming) -> io::Result<()> {
    let mut encoder = Encoder { text: String::new(), naming };
    encoder.text.push('[');
    for (index, record) in records.iter().enumerate() {
        if index > 0 {
            encoder.text.push(',');
        }
        record.encode(&mut encoder);
        if encoder.text.len() >= BUFFER {
            writer.write_all(encoder.text.as_bytes())?;
            encoder.text.clear();
        }
    }
    encoder.text.push(']');
    writer.write_all(encoder.text.as_bytes())
}

/// About how much text is buffered before it is written.
const BUFFER: usize = 64 * 1024;

/// The records of the model, which can be written as JSON.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a record, so it cannot be written as JSON",
    note = "`to_string_many`, `to_vec_many` and `to_writer_many` write a slice of records"
)]
pub trait ToJson: Encode {}

/// What can be written.
pub trait Encode {
    /// Writes the value.
    fn encode(&self, encoder: &mut Encoder);

    /// Whether there is nothing to write.
    fn is_absent(&self) -> bool {
        false
    }
}

/// JSON while it is written.
#[derive(Debug)]
pub struct Encoder {
    text: String,
    naming: Naming,
}

impl Encoder {
    pub(crate) fn object(&mut self, schema: &'static RecordSchema) -> ObjectEncoder<'_> {
        ObjectEncoder { encoder: self, fields: schema.fields.iter(), wire: schema.wire, separator: '{' }
    }

    fn list<T: Encode>(&mut self, elements: &[T]) {
        let mut separator = '[';
        for element in elements {
            self.text.push(separator);
            separator = ',';
            element.encode(self);
        }
        self.close(separator, "[]", ']');
    }

    fn close(&mut self, separator: char, empty: &str, close: char) {
        if separator == ',' { self.text.push(close) } else { self.text.push_str(empty) }
    }

    fn string(&mut self, string: &str) {
        push_quoted(&mut self.text, string);
    }

    /// The shortest digits that read back as the same double, with an exponent where JavaScript would write one.
    fn number(&mut self, number: f64) {
        let magnitude = number.abs();
        let _ = if magnitude != 0.0 && !(1e-6..1e21).contains(&magnitude) {
            write!(self.text, "{number:e}")
        } else {
            write!(self.text, "{number}")
        };
    }

    fn json(&mut self, value: &Json) {
        match value {
            Json::Null => self.text.push_str("null"),
            Json::Boolean(value) => value.encode(self),
            Json::Number(value) => self.number(*value),
            Json::String(value) => self.string(value),
            Json::Array(elements) => self.list(elements),
            Json::Object(entries) => {
                let separator = self.entries('{', entries.iter().map(|(key, value)| (key.as_str(), value)));
                self.close(separator, "{}", '}');
            }
        }
    }

    fn entries<'a>(&mut self, mut separator: char, entries: impl Iterator<Item = (&'a str, &'a Json)>) -> char {
        for (key, value) in entries {
            self.text.push(separator);
            separator = ',';
            self.string(key);
            self.text.push(':');
            self.json(value);
        }
        separator
    }
}

/// A record's JSON object while it is written.
pub(crate) struct ObjectEncoder<'a> {
    encoder: &'a mut Encoder,
    fields: std::slice::Iter<'static, Field>,
    wire: Naming,
    separator: char,
}

impl ObjectEncoder<'_> {
    /// Writes the next field of the schema, unless it is absent.
    pub(crate) fn field<T: Encode>(&mut self, value: &T) {
        let Some(field) = self.fields.next() else { return };
        if value.is_absent() {
            return;
        }
        let encoder = &mut *self.encoder;
        encoder.text.push(self.separator);
        self.separator = ',';
        encoder.text.push('"');
        encoder.text.push_str(field.name(encoder.naming, self.wire));
        encoder.text.push_str("\":");
        value.encode(encoder);
    }

    pub(crate) fn end(self, unknown: &Unknown) {
        let separator = self.encoder.entries(self.separator, unknown.iter());
        self.encoder.close(separator, "{}", '}');
    }
}

macro_rules! encode {
    ($(#[$record_doc:meta])+ pub struct $name:ident, wire $wire:ident {
        $($(#[$doc:meta])+ $field:ident $camel:literal: $type:ty,)+
    }) => {
        impl Encode for $name {
            fn encode(&self, encoder: &mut Encoder) {
                let mut object = encoder.object(Self::SCHEMA);
                $(object.field(&self.$field);)+
                object.end(&self.unknown);
            }
        }

        impl ToJson for $name {}
    };
}

for_each_record!(encode);

impl Encode for Json {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.json(self);
    }
}

impl Encode for String {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.string(self);
    }
}

impl Encode for ToolName {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.string(self.as_str());
    }
}

impl Encode for Role {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.string(self.as_str());
    }
}

impl Encode for CallbackType {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.string(self.as_str());
    }
}

impl Encode for bool {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.text.push_str(if *self { "true" } else { "false" });
    }
}

impl Encode for i64 {
    fn encode(&self, encoder: &mut Encoder) {
        let _ = write!(encoder.text, "{self}");
    }
}

impl Encode for f64 {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.number(*self);
    }

    /// JSON has no word for a number that is not finite.
    fn is_absent(&self) -> bool {
        !self.is_finite()
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.list(self);
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, encoder: &mut Encoder) {
        if let Some(value) = self {
            value.encode(encoder);
        }
    }

    fn is_absent(&self) -> bool {
        self.as_ref().is_none_or(T::is_absent)
    }
}
