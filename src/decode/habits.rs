//! Key habits: which key follows which, to the byte.
//!
//! A program writes the keys of all messages in one order, with the same white space. So the bytes between two values, such
//! as `,"sessionId":`, are most likely those of the record before. One comparison then replaces reading the comma, white
//! space, key and colon, and looking up the key. These took 5 to 12 % of all time.
//!
//! Only bytes that were read and accepted are learnt. If other bytes follow, the decoder reads them as usual.

use crate::model::schema::RecordSchema;
use crate::text::scan::{self, Pattern};

/// What has followed what, in the records of all windows.
#[derive(Debug)]
pub(crate) struct Habits {
    /// Where each record's habits begin in `all`.
    records: Vec<(&'static RecordSchema, usize)>,
    all: Vec<Habit>,
}

/// What followed a place of a record last time, up to the value of the next field.
#[derive(Clone, Copy, Debug)]
struct Habit {
    bytes: Pattern,
    /// How many bytes that is, and the index of the field.
    length: u8,
    field: u8,
}

impl Habit {
    /// Matches 32 zero bytes alone. No value begins with one, so such text is rejected, as it must be.
    const NONE: Self = Self { bytes: Pattern::ZEROS, length: 0, field: 0 };
}

/// A place of a record after which a field may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyPlace(usize);

/// The places of a record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyPlaces(usize);

impl KeyPlaces {
    /// After the opening brace.
    pub(crate) fn start(self) -> KeyPlace {
        KeyPlace(self.0)
    }

    /// After an unknown entry.
    pub(crate) fn unknown(self) -> KeyPlace {
        KeyPlace(self.0 + 1)
    }

    /// After the value of a field.
    pub(crate) fn field(self, index: usize) -> KeyPlace {
        KeyPlace(self.0 + 2 + index)
    }
}

impl Habits {
    pub(crate) const EMPTY: Self = Self { records: Vec::new(), all: Vec::new() };

    /// The places of a record; there are few records.
    #[inline]
    pub(crate) fn places(&mut self, schema: &'static RecordSchema) -> KeyPlaces {
        match self.records.iter().find(|(known, _)| std::ptr::eq(*known, schema)) {
            Some((_, start)) => KeyPlaces(*start),
            None => self.add(schema),
        }
    }

    #[cold]
    #[inline(never)]
    fn add(&mut self, schema: &'static RecordSchema) -> KeyPlaces {
        let places = KeyPlaces(self.all.len());
        self.records.push((schema, self.all.len()));
        self.all.resize(places.field(schema.fields.len()).0, Habit::NONE);
        places
    }

    /// The field that follows the place at `at`, and where its value may begin, if they are the same as last time.
    #[inline(always)]
    pub(crate) fn next(&self, place: KeyPlace, text: &[u8], at: usize) -> Option<(usize, usize)> {
        let habit = self.all.get(place.0)?;
        let ahead = text.get(at..)?.first_chunk()?;
        scan::is_match(&habit.bytes, ahead).then(|| (usize::from(habit.field), at + usize::from(habit.length)))
    }

    /// Learns that the field follows that place, with the text from `at` up to its value at `end`.
    #[inline(never)]
    pub(crate) fn learn(&mut self, place: KeyPlace, text: &[u8], at: usize, end: usize, field: usize) {
        let ahead = text.get(at..).and_then(<[u8]>::first_chunk);
        if let (Some(ahead), Some(habit)) = (ahead, self.all.get_mut(place.0))
            && let Some(bytes) = Pattern::of(ahead, end - at)
        {
            *habit = Habit { bytes, length: (end - at) as u8, field: field as u8 };
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use crate::decode::owned::Owned;
    use crate::decode::record::Output;
    use crate::decode::structs::{FromTape as _, TapeReader};
    use crate::model::BackendMessage;
    use crate::model::options::UnknownKeys;
    use crate::model::schema::Record as _;
    use crate::text::token::Step;

    fn read(out: &mut Output<Owned>, text: &str) -> Step<(BackendMessage, usize)> {
        out.clear_for(text.len());
        let end = out.record(BackendMessage::SCHEMA, UnknownKeys::Keep, text.as_bytes(), 0, 0)?;
        Ok((BackendMessage::from_slot(TapeReader::new(out), 0), end))
    }

    /// A message with different bytes in one place between, before or after its values.
    fn texts() -> Vec<String> {
        const FIELDS: [(&str, &str); 5] = [
            ("id", "\"i\""),
            ("userInput", "\"u\""),
            ("role", "\"r\""),
            ("toolCalls", r#"[{"finished":true,"id":"","input":"","name":"n","type":""}]"#),
            ("sessionId", "\"s\""),
        ];
        let commas =
            ["", ",", " , ", "\n\t,\r\n  ", ",                               ", ",,", ";", ", ,", "\0", "{", "}"];
        let zeros = "\0".repeat(40);
        let unknown = [
            "\"x\":[1],",
            ",\"x\":[1],",
            ",\"x\":1 ,\"y\":2,",
            ",\"model\":null,",
            ",\"model\":\"m\",",
            ",\"id\":\"twice\",",
        ];
        let keys =
            ["\"id\"", "\"role\"", "\"sessionId\"", "\"session_id\"", "\"r\\u006fle\"", "\"Role\"", "\"x\"", "role"];
        let colons = [":", " : ", ":\n\n\n\n", "", "::", ":,", ":                                   "];
        let mut texts = vec![];
        for place in 0..=FIELDS.len() {
            let mut add = |comma: &str, key: Option<&str>, colon: &str| {
                let mut text = "{".to_owned();
                for (index, (name, value)) in FIELDS.iter().enumerate() {
                    let name = format!("\"{name}\"");
                    text += match index {
                        _ if index == place => comma,
                        0 => "",
                        _ => ",",
                    };
                    text += if index == place { key.unwrap_or(&name) } else { &name };
                    text += if index == place { colon } else { ":" };
                    text += value;
                }
                text += if place == FIELDS.len() { comma } else { "" };
                texts.push(text + "}" + &" ".repeat(40));
            };
            let usual = if place % FIELDS.len() == 0 { "" } else { "," };
            for comma in commas.iter().chain(&unknown) {
                add(comma, None, ":");
            }
            add(&zeros, None, ":");
            for key in keys {
                add(usual, Some(key), ":");
            }
            for colon in colons {
                add(usual, None, colon);
            }
        }
        texts
    }

    #[test]
    fn a_record_is_read_alike_whatever_was_read_before_it() {
        let texts = texts();
        let mut out = Output::EMPTY;
        let mut valid = 0;
        // Each text after another one, at every distance in the list.
        for distance in 1..texts.len() {
            for (index, text) in texts.iter().enumerate() {
                let _ = read(&mut out, &texts[(index + distance) % texts.len()]);
                let found = read(&mut out, text);
                let mut fresh = Output::EMPTY;
                assert_eq!(found, read(&mut fresh, text), "{text}");
                valid += usize::from(found.is_ok());
            }
        }
        assert!(valid > texts.len() / 4, "{valid} of {}", texts.len());
    }
}
