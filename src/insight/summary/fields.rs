//! How often each field of a record is present, and how many bytes it takes.

use crate::decode::view::Fields;
use crate::model::records::BackendMessage;
use crate::model::schema::{Kind, Record, RecordSchema};

/// The fields of a record type, by their index.
#[derive(Debug, Default)]
pub(super) struct FieldTallies(pub(super) Vec<FieldTally>);

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FieldTally {
    pub(crate) values: u64,
    pub(crate) bytes: u64,
    /// Where in the text the first of the values begins.
    pub(super) first: u64,
}

impl FieldTallies {
    #[inline(never)]
    pub(super) fn add(&mut self, fields: Fields<'_>, base: u64) {
        for (index, place) in fields {
            let first = base + place.start as u64;
            self.add_tally(index, FieldTally { values: 1, bytes: place.len() as u64, first });
        }
    }

    #[inline]
    pub(super) fn add_tally(&mut self, index: usize, FieldTally { values, bytes, first }: FieldTally) {
        if index >= self.0.len() {
            self.0.resize(index + 1, FieldTally::default());
        }
        debug_assert!(index < self.0.len());
        let Some(field) = self.0.get_mut(index) else { return };
        if field.values == 0 {
            field.first = first;
        }
        field.values += values;
        field.bytes += bytes;
    }

    /// Inserts the fields among others, in the order in which they first appear.
    pub(super) fn push_to(&self, fields: &mut Vec<(String, FieldTally)>, schema: &'static RecordSchema) {
        for (field, &tally) in schema.fields.iter().zip(&self.0).filter(|(_, tally)| tally.values > 0) {
            let path = match list_of(schema) {
                Some(list) => [list, ".", field.camel].concat(),
                None => field.camel.to_owned(),
            };
            let place = fields.iter().position(|(_, other)| other.first > tally.first).unwrap_or(fields.len());
            fields.insert(place, (path, tally));
        }
    }
}

/// The field of a message that has a list of these records.
fn list_of(record: &'static RecordSchema) -> Option<&'static str> {
    BackendMessage::SCHEMA.fields.iter().find_map(|field| match field.kind {
        Kind::List(Kind::Record(schema)) if std::ptr::eq(*schema, record) => Some(field.camel),
        _ => None,
    })
}
