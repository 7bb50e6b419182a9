//! The unknown keys of a record, if they were kept.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::text::number::is_safe_integer;

/// A JSON value.
#[non_exhaustive]
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
    /// An object, with its keys in source order. Of a duplicate key it has the last value, like `JSON.parse`.
    Object(Vec<(String, Json)>),
}

/// The unknown keys of a record and their values, in source order.
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

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl FromIterator<(String, Json)> for Unknown {
    fn from_iter<I: IntoIterator<Item = (String, Json)>>(entries: I) -> Self {
        Self(unique(entries))
    }
}

impl<'a> IntoIterator for &'a Unknown {
    type Item = &'a (String, Json);
    type IntoIter = std::slice::Iter<'a, (String, Json)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// Of duplicate keys, keeps the first place and the last value.
pub(crate) fn unique(entries: impl IntoIterator<Item = (String, Json)>) -> Vec<(String, Json)> {
    let mut places = HashMap::new();
    let mut unique: Vec<(String, Json)> = Vec::new();
    for (key, value) in entries {
        match places.entry(key) {
            Entry::Occupied(place) => {
                let earlier = unique.get_mut(*place.get());
                debug_assert!(earlier.is_some());
                if let Some((_, earlier)) = earlier {
                    *earlier = value;
                }
            }
            Entry::Vacant(place) => {
                unique.push((place.key().clone(), value));
                place.insert(unique.len() - 1);
            }
        }
    }
    unique
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            // Other formats distinguish integers from floats; JSON does not. Minus zero is not an integer.
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
