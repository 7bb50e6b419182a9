//! Finds a field by its name: a perfect hash over both names of every field, built at compile time.

/// A key as three words, padded with zeros. No name has a zero byte, so equal words are equal names.
type Words = [u64; 3];

/// The longest key that can be a name.
const LONGEST: usize = size_of::<Words>();
const MAX_NAMES: usize = 32;
/// Twice as many slots as names, so that a multiplier without collisions is found quickly.
const SLOTS: usize = 2 * MAX_NAMES;
const EMPTY: u8 = u8::MAX;

/// Maps a key to the field it names, in either dialect, with one multiplication and one comparison.
#[derive(Debug)]
pub(crate) struct KeyTable {
    multiplier: u64,
    /// Index of a name, by hash.
    slots: [u8; SLOTS],
    /// Name `2 * i` is the camelCase name of field `i`, name `2 * i + 1` its `snake_case` name.
    names: [Words; MAX_NAMES],
}

/// The names of a record's fields, from which a [`KeyTable`] is made.
pub(crate) struct Names {
    words: [Words; MAX_NAMES],
    count: usize,
}

impl Names {
    pub(crate) const EMPTY: Self = Self { words: [[0; 3]; MAX_NAMES], count: 0 };

    /// Adds the two names of the next field.
    #[allow(clippy::indexing_slicing)] // at compile time, where a wrong index is an error of the compiler
    pub(crate) const fn and(mut self, camel: &str, snake: &str) -> Self {
        self.words[self.count] = words_of(camel.as_bytes());
        self.words[self.count + 1] = words_of(snake.as_bytes());
        self.count += 2;
        self
    }
}

impl KeyTable {
    pub(crate) const fn new(Names { words: names, count }: Names) -> Self {
        let mut multiplier: u64 = 0x9E37_79B9_7F4A_7C15;
        loop {
            if let Some(slots) = place(&names, count, multiplier) {
                return Self { multiplier, slots, names };
            }
            multiplier = multiplier.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F) | 1;
        }
    }

    /// The field that the key at `start..end` of a text names.
    #[inline]
    pub(crate) fn find(&self, text: &[u8], start: usize, end: usize) -> Option<usize> {
        let words = words_at(text, start, end)?;
        let name = *self.slots.get(hash(words, self.multiplier))?;
        same(*self.names.get(usize::from(name))?, words).then_some(usize::from(name / 2))
    }
}

/// A key of a text as words. The bytes after the key are read too and masked out, which is quicker than a loop.
#[inline]
fn words_at(text: &[u8], start: usize, end: usize) -> Option<Words> {
    let masks = MASKS.get(end - start)?;
    let Some(ahead) = text.get(start..).and_then(<[u8]>::first_chunk::<LONGEST>) else {
        let mut padded = [0; LONGEST];
        padded.iter_mut().zip(text.get(start..end)?).for_each(|(to, from)| *to = *from);
        return Some(from_bytes(&padded));
    };
    let [first, second, third] = from_bytes(ahead);
    Some([first & masks[0], second & masks[1], third & masks[2]])
}

#[inline]
fn from_bytes(bytes: &[u8; LONGEST]) -> Words {
    let mut words = [0; 3];
    for (word, bytes) in words.iter_mut().zip(bytes.as_chunks::<8>().0) {
        *word = u64::from_le_bytes(*bytes);
    }
    words
}

/// For each length, the mask of the key's bytes.
#[allow(clippy::indexing_slicing)] // at compile time
static MASKS: [Words; LONGEST + 1] = {
    let mut masks = [[0; 3]; LONGEST + 1];
    let mut length = 0;
    while length <= LONGEST {
        masks[length] = words_of([0xFF; LONGEST].split_at(length).0);
        length += 1;
    }
    masks
};

#[allow(clippy::indexing_slicing)] // at compile time
const fn words_of(name: &[u8]) -> Words {
    assert!(name.len() <= LONGEST, "a name has at most 24 bytes");
    let mut words = [0; 3];
    let mut index = 0;
    while index < name.len() {
        words[index / 8] |= (name[index] as u64) << (8 * (index % 8));
        index += 1;
    }
    words
}

#[allow(clippy::indexing_slicing)] // at compile time
const fn place(names: &[Words; MAX_NAMES], count: usize, multiplier: u64) -> Option<[u8; SLOTS]> {
    let mut slots = [EMPTY; SLOTS];
    let mut index = 0;
    while index < count {
        let slot = hash(names[index], multiplier);
        if slots[slot] == EMPTY {
            slots[slot] = index as u8;
        } else if !same(names[slots[slot] as usize], names[index]) {
            return None;
        }
        index += 1;
    }
    Some(slots)
}

#[inline]
#[allow(clippy::indexing_slicing)] // by constants
const fn same(one: Words, other: Words) -> bool {
    one[0] == other[0] && one[1] == other[1] && one[2] == other[2]
}

#[inline]
const fn hash([first, second, third]: Words, multiplier: u64) -> usize {
    // Rotated, so that equal letters at equal places of two words do not cancel out.
    let mixed = first ^ second.rotate_left(21) ^ third.rotate_left(42);
    (mixed.wrapping_mul(multiplier) >> (u64::BITS - SLOTS.trailing_zeros())) as usize
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use crate::model::records::{BackendMessage, CallbackResultData, ToolCallData};
    use crate::model::schema::{Record, RecordSchema};

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
            for key in
                ["", "i", "iD", "idd", "__proto__", "session-id", "SessionId", "id\0", "cache_creation_tokens_and_more"]
            {
                assert_eq!(record.find(key.as_bytes()), None, "{key}");
            }
        }
    }
}
