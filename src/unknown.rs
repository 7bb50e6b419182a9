//! What unknown keys hold where reading was told to keep them.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::number::is_safe_integer;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A finite number.
    Number(f64),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object, its keys in source order; of a key given twice the last value, as `JSON.parse` has it.
    Object(Vec<(String, Json)>),
}

/// Keys that are no field of their record, with their values, in source order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unknown(Vec<(String, Json)>);

impl Unknown {
    /// The keys and their values, in source order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.iter().find_map(|(name, value)| (name == key).then_some(value))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn insert(&mut self, key: String, value: Json) {
        insert(&mut self.0, key, value);
    }
}

/// Adds an entry, or gives an earlier one of the same key the new value.
pub(crate) fn insert(entries: &mut Vec<(String, Json)>, key: String, value: Json) {
    match entries.iter_mut().find(|(name, _)| *name == key) {
        Some((_, earlier)) => *earlier = value,
        None => entries.push((key, value)),
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            // Formats tell integers from floats; JSON, where these come from, does not. Minus zero is no integer.
            Self::Number(value) if is_safe_integer(*value) && !(*value == 0.0 && value.is_sign_negative()) => {
                serializer.serialize_i64(*value as i64)
            }
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::String(value) => serializer.serialize_str(value),
            Self::Array(elements) => {
                let mut seq = serializer.serialize_seq(Some(elements.len()))?;
                elements.iter().try_for_each(|element| seq.serialize_element(element))?;
                seq.end()
            }
            Self::Object(entries) => serialize_entries(entries, serializer),
        }
    }
}

impl Serialize for Unknown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_entries(&self.0, serializer)
    }
}

fn serialize_entries<S: Serializer>(entries: &[(String, Json)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(entries.len()))?;
    entries.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
    map.end()
}
