//! Finding a field by its name: a perfect hash over both names of every field, made at compile time.

use crate::schema::Field;

/// Twice as many places as the largest record has names, so that a collision-free multiplier is soon found.
const SLOTS: usize = 64;
const EMPTY: u8 = u8::MAX;

/// Maps a key to the field it names, in either dialect, with one multiplication and one comparison.
#[derive(Debug)]
pub(crate) struct KeyTable {
    multiplier: u32,
    /// `field index * 2`, plus one where the place is that of the `snake_case` name.
    slots: [u8; SLOTS],
}

impl KeyTable {
    pub(crate) const fn new(fields: &[Field]) -> Self {
        let mut multiplier: u32 = 0x9E37_79B1;
        loop {
            if let Some(slots) = place(fields, multiplier) {
                return Self { multiplier, slots };
            }
            multiplier = multiplier.wrapping_mul(0x0019_660D).wrapping_add(0x3C6E_F35F) | 1;
        }
    }

    #[inline]
    pub(crate) fn find(&self, fields: &[Field], key: &[u8]) -> Option<usize> {
        let slot = *self.slots.get(hash(key, self.multiplier))?;
        let index = usize::from(slot >> 1);
        let field = fields.get(index)?;
        let name = if slot & 1 == 0 { field.camel } else { field.snake };
        equal(name.as_bytes(), key).then_some(index)
    }
}

#[allow(clippy::indexing_slicing)] // at compile time, where a wrong index is an error of the compiler
const fn place(fields: &[Field], multiplier: u32) -> Option<[u8; SLOTS]> {
    let mut slots = [EMPTY; SLOTS];
    let mut index = 0;
    while index < fields.len() {
        let camel = hash(fields[index].camel.as_bytes(), multiplier);
        if slots[camel] != EMPTY {
            return None;
        }
        slots[camel] = (index * 2) as u8;
        let snake = hash(fields[index].snake.as_bytes(), multiplier);
        if slots[snake] == EMPTY {
            slots[snake] = (index * 2 + 1) as u8;
        } else if !same(fields[index].camel, fields[index].snake) {
            return None;
        }
        index += 1;
    }
    Some(slots)
}

#[allow(clippy::indexing_slicing)] // at compile time, where a wrong index is an error of the compiler
const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut index = 0;
    while index < a.len() {
        if a[index] != b[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// Whether a name and a key are the same. Eight bytes at a time, in place of a call of `memcmp`, which in wasm
/// goes byte by byte: a twentieth of the time of a small message.
#[inline]
fn equal(name: &[u8], key: &[u8]) -> bool {
    if name.len() != key.len() {
        return false;
    }
    let (Some(name_end), Some(key_end)) = (name.last_chunk::<8>(), key.last_chunk::<8>()) else {
        return name.iter().eq(key);
    };
    // The chunks from the front leave less than eight bytes, which the last chunk covers.
    let (name_front, key_front) = (name.as_chunks::<8>().0, key.as_chunks::<8>().0);
    name_front.iter().zip(key_front).all(|(a, b)| u64::from_le_bytes(*a) == u64::from_le_bytes(*b))
        && u64::from_le_bytes(*name_end) == u64::from_le_bytes(*key_end)
}

/// Length, first, last and fourth-last byte tell all names apart (`callbackName` and `callbackType`
/// differ only in the last of these).
#[inline]
#[allow(clippy::indexing_slicing)] // every index is below the length, or the key is empty
const fn hash(key: &[u8], multiplier: u32) -> usize {
    let length = key.len();
    if length == 0 {
        return 0;
    }
    let first = key[0] as u32;
    let last = key[length - 1] as u32;
    let fourth = key[length.saturating_sub(4)] as u32;
    let mixed = first | last << 8 | fourth << 16 | (length as u32) << 24;
    (mixed.wrapping_mul(multiplier) >> 26) as usize
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use crate::model::{BackendMessage, CallbackResultData, ToolCallData};
    use crate::schema::{Record, RecordSchema};

    const RECORDS: [&RecordSchema; 3] = [BackendMessage::SCHEMA, ToolCallData::SCHEMA, CallbackResultData::SCHEMA];

    #[test]
    fn both_names_of_every_field_are_found() {
        for record in RECORDS {
            for (index, field) in record.fields.iter().enumerate() {
                assert_eq!(record.find(field.camel.as_bytes()), Some(index));
                assert_eq!(record.find(field.snake.as_bytes()), Some(index));
            }
        }
    }

    #[test]
    fn other_keys_are_not() {
        for record in RECORDS {
            for key in ["", "i", "iD", "idd", "__proto__", "session-id", "SessionId"] {
                assert_eq!(record.find(key.as_bytes()), None, "{key}");
            }
        }
    }
}
