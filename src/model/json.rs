//! Builds [`Json`] from source text: the values of unknown keys, and the data of events.

use std::mem;

use crate::model::unknown::{self, Json};
use crate::text::walk::{Fault, Inside, Sink, Span, Walk};

/// The value of a text. `None` if the text is not JSON.
pub(crate) fn value(source: &str) -> Option<Json> {
    let mut walk = Walk::new(source.as_bytes(), Builder::default());
    walk.skip_white_space();
    walk.value().ok()?;
    walk.sink.value
}

/// The key and the value of `"key":value`. `None` if the text has another form.
pub(crate) fn entry(source: &str) -> Option<(String, Json)> {
    let mut walk = Walk::new(source.as_bytes(), Builder::default());
    walk.skip_white_space();
    walk.key("a key").ok()?;
    walk.value().ok()?;
    Some((walk.sink.key, walk.sink.value?))
}

#[derive(Default)]
struct Builder {
    /// The arrays and objects that are open.
    open: Vec<Open>,
    key: String,
    value: Option<Json>,
}

enum Open {
    Array(Vec<Json>),
    /// An object, with the key whose value comes next.
    Object(Vec<(String, Json)>, String),
}

impl Builder {
    fn add(&mut self, value: Json) {
        match self.open.last_mut() {
            None => self.value = Some(value),
            Some(Open::Array(elements)) => elements.push(value),
            Some(Open::Object(entries, key)) => entries.push((mem::take(key), value)),
        }
    }
}

impl Sink for Builder {
    const STRING_BYTES: usize = usize::MAX;

    fn inside(&self) -> Option<Inside> {
        Some(match self.open.last()? {
            Open::Array(_) => Inside::Array,
            Open::Object(..) => Inside::Object,
        })
    }

    fn key(&mut self, _span: Span, name: &mut String) {
        match self.open.last_mut() {
            Some(Open::Object(_, key)) => *key = mem::take(name),
            _ => self.key = mem::take(name),
        }
    }

    fn element(&mut self) {}

    fn null(&mut self, _span: Span) {
        self.add(Json::Null);
    }

    fn boolean(&mut self, _span: Span, value: bool) {
        self.add(Json::Boolean(value));
    }

    fn number(&mut self, _span: Span, value: f64, _text: &str) {
        self.add(Json::Number(value));
    }

    fn string(&mut self, _span: Span, text: &mut String) {
        self.add(Json::String(mem::take(text)));
    }

    fn begin_object(&mut self, _at: u64) -> bool {
        self.open.push(Open::Object(Vec::new(), String::new()));
        true
    }

    fn begin_array(&mut self, _at: u64) -> bool {
        self.open.push(Open::Array(Vec::new()));
        true
    }

    fn close(&mut self, _end: u64) {
        match self.open.pop() {
            Some(Open::Array(elements)) => self.add(Json::Array(elements)),
            Some(Open::Object(entries, _)) => self.add(Json::Object(unknown::unique(entries))),
            None => {}
        }
    }

    fn lone_surrogate(&mut self, _span: Span, _unit: u32) {
        debug_assert!(false, "a text that was checked before");
    }

    fn fault(&mut self, _fault: Fault<'_>) {
        debug_assert!(false, "a text that was checked before");
    }
}
