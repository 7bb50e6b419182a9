//! The events of a walk over a text, and the trait of the sinks that take them.

/// A range of the text: from `at` up to `end`, in bytes from the beginning of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) at: u64,
    pub(crate) end: u64,
}

/// What the next token is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inside {
    Object,
    Array,
}

/// Why the text is not JSON.
#[derive(Debug)]
pub(crate) struct Fault<'a> {
    pub(crate) span: Span,
    /// What would have been valid there.
    pub(crate) expected: &'a str,
    pub(crate) found: Found<'a>,
    /// The beginning of the string that it is in, if it is in one.
    pub(crate) string: Option<u64>,
}

/// What was found in place of what was expected.
#[derive(Debug)]
pub(crate) enum Found<'a> {
    Char(char),
    /// A run of letters, digits and the like, or its beginning.
    Word(&'a str),
    /// A control character in a string, which should be escaped.
    Control(char),
    /// A digit after a leading zero.
    DigitAfterZero(char),
    /// A lone surrogate.
    Surrogate(u32),
    /// Bytes that are not UTF-8.
    Malformed(&'a [u8]),
    End,
}

/// Takes the tokens, in the order of the text. It knows which arrays and objects are open, so the walk needs no stack.
pub(crate) trait Sink {
    /// How many bytes of a string value it needs.
    const STRING_BYTES: usize;

    /// What the next token is in; `None` once the value is complete.
    fn inside(&self) -> Option<Inside>;
    /// A key of the open object. The sink may take it. Its value follows.
    fn key(&mut self, span: Span, name: &mut String);
    /// An element of the open array follows.
    fn element(&mut self);
    fn null(&mut self, span: Span);
    fn boolean(&mut self, span: Span, value: bool);
    /// A number, and the beginning of its text.
    fn number(&mut self, span: Span, value: f64, text: &str);
    /// A string, or its beginning. The sink may take it.
    fn string(&mut self, span: Span, start: &mut String);
    /// An object begins. Returns whether to go on.
    fn begin_object(&mut self, at: u64) -> bool;
    /// An array begins. Returns whether to go on.
    fn begin_array(&mut self, at: u64) -> bool;
    /// The open array or object ends.
    fn close(&mut self, end: u64);
    /// A string has a lone surrogate there, and goes on. The string or key itself follows later.
    fn lone_surrogate(&mut self, span: Span, unit: u32);
    /// Bytes in a string are not UTF-8. Returns whether to replace them by one U+FFFD and go on.
    fn malformed(&mut self, _span: Span, _sequence: &[u8]) -> bool {
        false
    }
    /// The text is not JSON there. The walk ends.
    fn fault(&mut self, fault: Fault<'_>);
    /// Whether the sink needs more. The walk asks before each value.
    fn goes_on(&self) -> bool {
        true
    }
}
