//! Looking at records where they stand in their window: nothing is copied, built or owned.
//!
//! For what counts or inspects messages instead of keeping them. A [`Session`](crate::read::session::Session) over
//! [`Sources`] decodes a window; its records are then a [`List`] of [`View`]s, which have a method for every field,
//! named as in the model:
//!
//! ```text
//! let mut session = Session::<Sources>::new(task);
//! let status = session.read(bytes, last);
//! let window = Window::new(&session.out, bytes);
//! for message in window.records::<BackendMessage>(session.count) {
//!     let model: Option<Text> = message.model();
//!     let tokens: Option<Value<i64>> = message.input_tokens();
//!     for call in message.tool_calls().into_iter().flatten() {
//!         let (name, failed) = (call.name(), call.is_error().is_some_and(|failed| failed.value));
//!     }
//! }
//! ```
//!
//! Everything has a [`Place`], where its source stands in the window; with the offset of the window in the whole text,
//! which its reader knows, that is a place in the text. A [`Text`] is checked already, and decoded only when asked;
//! [`Text::source_of`] leads from an offset in what it stands for back into the window.

use std::marker::PhantomData;

use crate::decode::borrowed::Sources;
use crate::decode::record::Output;
use crate::decode::tape::{HEADER, Slot};
use crate::model::records::{CallbackType, ToolName};
use crate::model::schema::Record;
use crate::text::escape::{self, Escape};

/// A window that was decoded.
#[derive(Clone, Copy)]
pub(crate) struct Window<'a> {
    out: &'a Output<Sources>,
    text: &'a [u8],
}

/// Where a value stands in the window: quotes, brackets and all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// A number, a boolean or a member of an enum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Value<T> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

/// A string.
#[derive(Clone, Copy)]
pub(crate) struct Text<'a> {
    source: &'a [u8],
    start: usize,
    escaped: bool,
}

/// A record of type `T`.
pub(crate) struct View<'a, T> {
    window: Window<'a>,
    slot: usize,
    record: PhantomData<T>,
}

/// The fields of a record, one after another.
pub(crate) struct Fields<'a> {
    window: Window<'a>,
    slot: usize,
    present: usize,
}

/// Elements of type `T`, one after another.
pub(crate) struct List<'a, T> {
    window: Window<'a>,
    slot: usize,
    left: usize,
    place: Place,
    element: PhantomData<T>,
}

/// What a type of the model looks like in a window.
pub(crate) trait Viewed {
    type View<'a>;

    /// The value in a slot.
    fn view(window: Window<'_>, slot: usize) -> Self::View<'_>;

    /// The slot behind an element of a list.
    fn end(_window: Window<'_>, slot: usize) -> usize {
        slot + 1
    }

    /// The value of a field that is not there: only an optional one has it.
    fn absent<'a>() -> Option<Self::View<'a>> {
        None
    }
}

impl<'a> Window<'a> {
    /// The window that was decoded to `out`.
    pub(crate) fn new(out: &'a Output<Sources>, text: &'a [u8]) -> Self {
        Self { out, text }
    }

    /// The first `count` records on the tape.
    pub(crate) fn records<T: Record>(self, count: usize) -> List<'a, T> {
        let place = Place { start: 0, end: self.text.len() };
        List { window: self, slot: 0, left: count, place, element: PhantomData }
    }

    #[inline]
    fn slot(self, slot: usize) -> Slot {
        Slot(self.out.tape.get(slot))
    }

    #[inline]
    fn place(self, slot: usize) -> Place {
        let (start, end) = self.out.texts.place_of(slot);
        Place { start, end }
    }

    fn value<T>(self, slot: usize, value: T) -> Value<T> {
        Value { value, place: self.place(slot) }
    }
}

impl Place {
    /// In bytes.
    pub(crate) fn len(self) -> usize {
        self.end - self.start
    }
}

impl<'a> Text<'a> {
    /// Its source between the quotes: UTF-8.
    pub(crate) fn source(self) -> &'a [u8] {
        self.source
    }

    /// Whether it stands for something else than its source.
    pub(crate) fn is_escaped(self) -> bool {
        self.escaped
    }

    /// Where it stands in the window.
    pub(crate) fn place(self) -> Place {
        Place { start: self.start - 1, end: self.start + self.source.len() + 1 }
    }

    /// What it stands for: borrowed from the window, or from `scratch` where escapes had to be resolved.
    pub(crate) fn decode<'s>(self, scratch: &'s mut String) -> &'s str
    where
        'a: 's,
    {
        let source = std::str::from_utf8(self.source).unwrap_or_default();
        if !self.escaped {
            return source;
        }
        scratch.clear();
        escape::unescape(source, scratch);
        scratch
    }

    /// Where in the window the character stands that has byte `offset` of what the text stands for; at the end, the
    /// closing quote. An escape is found by its backslash.
    pub(crate) fn source_of(self, offset: usize) -> usize {
        let (mut at, mut left) = (0, offset);
        while let Some(plain) = self.source.get(at..).and_then(|rest| rest.iter().position(|&byte| byte == b'\\')) {
            if plain > left {
                break;
            }
            at += plain;
            left -= plain;
            match escape::read(self.source, at) {
                Escape::Char { char, end } if char.len_utf8() <= left => {
                    at = end;
                    left -= char.len_utf8();
                }
                _ => return self.start + at,
            }
        }
        self.start + self.source.len().min(at.saturating_add(left))
    }
}

impl Iterator for Fields<'_> {
    type Item = (usize, Place);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let index = self.present.trailing_zeros() as usize;
        self.present &= self.present.checked_sub(1)?;
        Some((index, self.window.place(self.slot + index)))
    }
}

impl<'a, T: Record> View<'a, T> {
    /// Where it stands in the window.
    #[cfg(test)]
    pub(crate) fn place(self) -> Place {
        self.window.place(self.slot)
    }

    /// Of every field that is there, its index in the schema and its place, in the documented order.
    pub(crate) fn fields(self) -> Fields<'a> {
        Fields { window: self.window, slot: self.slot + HEADER, present: self.window.slot(self.slot).low() }
    }

    /// The field of that index; `record!` has a method for each.
    pub(crate) fn field<F: Viewed>(self, index: usize) -> F::View<'a> {
        let present = self.window.slot(self.slot).low() >> index & 1 == 1;
        match F::absent() {
            Some(absent) if !present => absent,
            // A record without a required field never gets onto the tape.
            _ => F::view(self.window, self.slot + HEADER + index),
        }
    }
}

impl<T> List<'_, T> {
    /// Where it stands in the window.
    pub(crate) fn place(&self) -> Place {
        self.place
    }
}

impl<'a, T: Viewed> Iterator for List<'a, T> {
    type Item = T::View<'a>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let slot = self.slot;
        self.slot = T::end(self.window, slot);
        Some(T::view(self.window, slot))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<T: Viewed> ExactSizeIterator for List<'_, T> {}

impl<T> Clone for View<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for View<'_, T> {}

impl<T: Record> Viewed for T {
    type View<'a> = View<'a, T>;

    #[inline]
    fn view(window: Window<'_>, slot: usize) -> Self::View<'_> {
        View { window, slot, record: PhantomData }
    }

    fn end(window: Window<'_>, slot: usize) -> usize {
        window.slot(slot).high()
    }
}

impl Viewed for String {
    type View<'a> = Text<'a>;

    #[inline]
    fn view(window: Window<'_>, slot: usize) -> Self::View<'_> {
        let (start, length, escaped) = window.slot(slot).source();
        Text { source: window.text.get(start..start + length).unwrap_or_default(), start, escaped }
    }
}

impl Viewed for ToolName {
    type View<'a> = Text<'a>;

    #[inline]
    fn view(window: Window<'_>, slot: usize) -> Self::View<'_> {
        String::view(window, slot)
    }
}

impl Viewed for CallbackType {
    type View<'a> = Value<Self>;

    #[inline]
    fn view(window: Window<'_>, slot: usize) -> Self::View<'_> {
        window.value(slot, Self::ALL.get(window.slot(slot).low()).copied().unwrap_or(Self::BashScript))
    }
}

impl Viewed for i64 {
    type View<'a> = Value<Self>;

    #[inline]
    fn view(window: Window<'_>, slot: usize) -> Self::View<'_> {
        window.value(slot, window.slot(slot).number() as Self)
    }
}

impl Viewed for f64 {
    type View<'a> = Value<Self>;

    #[inline]
    fn view(window: Window<'_>, slot: usize) -> Self::View<'_> {
        window.value(slot, window.slot(slot).number())
    }
}

impl Viewed for bool {
    type View<'a> = Value<Self>;

    #[inline]
    fn view(window: Window<'_>, slot: usize) -> Self::View<'_> {
        window.value(slot, window.slot(slot).low() == 1)
    }
}

impl<T: Viewed> Viewed for Vec<T> {
    type View<'a> = List<'a, T>;

    #[inline]
    fn view(window: Window<'_>, slot: usize) -> Self::View<'_> {
        let list = window.slot(slot);
        List { window, slot: list.low(), left: list.high(), place: window.place(slot), element: PhantomData }
    }
}

impl<T: Viewed> Viewed for Option<T> {
    type View<'a> = Option<T::View<'a>>;

    #[inline]
    fn view(window: Window<'_>, slot: usize) -> Self::View<'_> {
        Some(T::view(window, slot))
    }

    fn absent<'a>() -> Option<Self::View<'a>> {
        Some(None)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::model::options::Options;
    use crate::model::records::BackendMessage;
    use crate::model::schema::RecordSchema;
    use crate::read::session::{Session, Status, Task};

    const SAMPLES: [&str; 4] = [
        include_str!("../../tests/samples/short.wire.json"),
        include_str!("../../tests/samples/short.snake.json"),
        include_str!("../../tests/samples/short.wire.ndjson"),
        include_str!("../../tests/samples/nonascii.wire.json"),
    ];

    fn each(text: &[u8], mut each: impl FnMut(View<'_, BackendMessage>, &[u8])) {
        let task = Task {
            record: BackendMessage::SCHEMA,
            many: true,
            options: Options::new(),
            mode: crate::read::session::Mode::Fast,
            surrogates: false,
        };
        let mut session = Session::<Sources>::new(task);
        let mut start = 0;
        loop {
            let text = &text[start..];
            let status = session.read(text, true);
            for message in Window::new(&session.out, text).records::<BackendMessage>(session.count) {
                each(message, text);
            }
            start += session.consumed;
            if status != Status::Full {
                assert_eq!(status, Status::Done);
                break;
            }
        }
    }

    fn places_hold_their_values<T: Record>(record: View<'_, T>, text: &[u8], expected: &serde_json::Value) {
        let schema: &RecordSchema = T::SCHEMA;
        let mut found = serde_json::Map::new();
        for (index, Place { start, end }) in record.fields() {
            let value: serde_json::Value = serde_json::from_slice(&text[start..end]).unwrap();
            found.insert(schema.field(index).unwrap().camel.to_owned(), value);
        }
        let whole = record.place();
        assert_eq!((text[whole.start], text[whole.end - 1]), (b'{', b'}'));
        for (key, value) in expected.as_object().unwrap() {
            // The keys of nested records may be those of another dialect; these records have their own turn.
            if !value[0].is_object() {
                assert_eq!(found.get(key), Some(value), "{key}");
            }
        }
        assert_eq!(found.len(), expected.as_object().unwrap().len());
    }

    #[test]
    fn a_view_shows_what_the_structs_have() {
        for text in SAMPLES {
            let structs: Vec<BackendMessage> = crate::from_str_many(text).unwrap();
            let mut expected = structs.iter();
            let mut scratch = String::new();
            each(text.as_bytes(), |message, text| {
                let expected = expected.next().unwrap();
                let json = serde_json::to_value(expected).unwrap();
                places_hold_their_values(message, text, &json);
                assert_eq!(message.id().decode(&mut scratch), expected.id);
                assert_eq!(message.user_input().decode(&mut scratch), expected.user_input);
                assert_eq!(message.input_tokens().map(|tokens| tokens.value), expected.input_tokens);
                assert_eq!(message.cost().map(|cost| cost.value), expected.cost);
                assert_eq!(message.tool_calls().map(|calls| calls.len()), expected.tool_calls.as_ref().map(Vec::len));
                for (index, call) in message.tool_calls().into_iter().flatten().enumerate() {
                    let expected = &expected.tool_calls.as_ref().unwrap()[index];
                    places_hold_their_values(call, text, &json["toolCalls"][index]);
                    assert_eq!(call.name().decode(&mut scratch), expected.name.as_str());
                    assert_eq!(call.input().decode(&mut scratch), expected.input);
                    assert_eq!(call.finished().value, expected.finished);
                    let urls = call.screenshot_urls();
                    let urls = urls.map(|urls| urls.map(|url| url.decode(&mut scratch).to_owned()).collect::<Vec<_>>());
                    assert_eq!(urls, expected.screenshot_urls);
                }
                for (index, result) in message.callback_results().into_iter().flatten().enumerate() {
                    let expected = &expected.callback_results.as_ref().unwrap()[index];
                    places_hold_their_values(result, text, &json["callbackResults"][index]);
                    assert_eq!(result.callback_type().value, expected.callback_type);
                }
            });
            assert!(expected.next().is_none());
        }
    }

    #[test]
    fn offsets_in_a_text_lead_back_to_its_source() {
        for input in ["", "plain é 漢 😀", r"a\nb", r"\u00e9\ud83d\ude00é\\", r#"{\"a\":\"\\n\"}"#] {
            let text = format!(r#"{{"id":"1","role":"user","sessionId":"s","userInput":"{input}"}}"#);
            let begin = text.find(input).unwrap().max(text.len() - 2 - input.len());
            let mut seen = 0;
            each(text.as_bytes(), |message, window| {
                let (value, mut scratch) = (message.user_input(), String::new());
                let decoded = value.decode(&mut scratch);
                assert_eq!(value.source(), input.as_bytes());
                assert_eq!(&window[value.place().start..value.place().end], format!("\"{input}\"").as_bytes());
                for (offset, char) in decoded.char_indices() {
                    let source = std::str::from_utf8(&window[value.source_of(offset)..]).unwrap();
                    let found = match escape::read(source.as_bytes(), 0) {
                        Escape::Char { char, .. } if source.starts_with('\\') => char,
                        _ => source.chars().next().unwrap(),
                    };
                    assert_eq!(found, char, "{input} {offset}");
                    seen += 1;
                }
                assert_eq!(value.source_of(decoded.len()), begin + input.len());
                assert_eq!(value.source_of(usize::MAX), begin + input.len());
            });
            assert_eq!(seen > 0, !input.is_empty());
        }
    }
}
