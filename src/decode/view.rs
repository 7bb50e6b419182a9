//! Views of records in their window: nothing is copied, built or owned.
//!
//! For code that counts or inspects messages instead of keeping them. A [`Session`](crate::read::session::Session) over
//! [`Borrowed`] decodes a window; its records are then a [`List`] of [`View`]s, which have a method for every field, named
//! as in the model:
//!
//! ```text
//! let mut session = Session::<Borrowed>::new(task);
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
//! Everything has a [`Place`], the range of its source in the window. With the offset of the window, which its reader knows,
//! that is a place in the whole text. A [`Text`] is checked already, and decoded only on request; [`Text::source_of`] maps
//! an offset of the decoded text back into the window.

use std::marker::PhantomData;

use crate::decode::borrowed::Borrowed;
use crate::decode::record::Output;
use crate::decode::tape::{HEADER, Slot};
use crate::model::Role;
use crate::model::records::{BackendMessage, CallbackResultData, CallbackType, ToolCallData, ToolName};
use crate::model::schema::Record;
use crate::text::escape::{self, Escape};
use crate::text::part::Part;

/// A decoded window.
#[derive(Clone, Copy)]
pub(crate) struct Window<'a> {
    out: &'a Output<Borrowed>,
    text: &'a [u8],
}

/// The range of a value in the window, with its quotes or brackets.
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

/// The view of a type of the model.
pub(crate) trait Viewed {
    type View<'a>;

    /// The value in a slot.
    fn view(window: Window<'_>, slot: usize) -> Self::View<'_>;

    /// The slot after an element of a list.
    fn end(_window: Window<'_>, slot: usize) -> usize {
        slot + 1
    }

    /// The value of an absent field; only an optional field has one.
    fn absent<'a>() -> Option<Self::View<'a>> {
        None
    }
}

impl<'a> Window<'a> {
    /// The window that `out` was decoded from.
    pub(crate) fn new(out: &'a Output<Borrowed>, text: &'a [u8]) -> Self {
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

    /// Whether it has escapes, so that its text differs from its source.
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
        let source = std::str::from_utf8(self.source).expected();
        if !self.escaped {
            return source;
        }
        scratch.clear();
        escape::unescape(source, scratch);
        scratch
    }

    /// Where in the window the character is that has byte `offset` of the decoded text; at its end, the closing quote. For
    /// an escape, where its backslash is.
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

    /// The index in the schema and the place of every field that is present, in the documented order.
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

macro_rules! view {
    ($(#[$record_doc:meta])+ pub struct $name:ident, wire $wire:ident {
        $($(#[$doc:meta])+ $field:ident $camel:literal: $type:ty,)+
    }) => {
        const _: () = {
            #[allow(non_camel_case_types)]
            enum Index { $($field),+ }

            #[allow(dead_code)] // every field has its method, whether anything looks at it today or not
            impl<'a> View<'a, $name> {
                $($(#[$doc])+
                #[inline]
                pub(crate) fn $field(self) -> <$type as Viewed>::View<'a> {
                    self.field::<$type>(Index::$field as usize)
                })+
            }
        };
    };
}

for_each_record!(view);

impl Viewed for String {
    type View<'a> = Text<'a>;

    #[inline]
    fn view(window: Window<'_>, slot: usize) -> Self::View<'_> {
        let (start, length, escaped) = window.slot(slot).source();
        Text { source: window.text.get(start..start + length).expected(), start, escaped }
    }
}

impl Viewed for ToolName {
    type View<'a> = Text<'a>;

    #[inline]
    fn view(window: Window<'_>, slot: usize) -> Self::View<'_> {
        String::view(window, slot)
    }
}

impl Viewed for Role {
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
        window.value(slot, Self::ALL.get(window.slot(slot).low()).copied().expected_or(Self::BashScript))
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
mod tests;
