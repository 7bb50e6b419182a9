//! The value of one column in one row.

use std::borrow::Cow;

use crate::model::{CallbackType, Role, ToolName};

#[derive(Debug, PartialEq)]
pub(crate) enum Cell<'a> {
    Text(Cow<'a, str>),
    /// Also a time, in milliseconds since 1970.
    Integer(i64),
    Number(f64),
    Boolean(bool),
}

/// A field's value as a cell; `None` if it is absent.
pub(crate) trait ToCell {
    fn cell(&self) -> Option<Cell<'_>>;
}

impl<T: ToCell> ToCell for Option<T> {
    fn cell(&self) -> Option<Cell<'_>> {
        self.as_ref().and_then(T::cell)
    }
}

impl ToCell for str {
    fn cell(&self) -> Option<Cell<'_>> {
        Some(Cell::Text(Cow::Borrowed(self)))
    }
}

impl ToCell for String {
    fn cell(&self) -> Option<Cell<'_>> {
        self.as_str().cell()
    }
}

impl ToCell for ToolName {
    fn cell(&self) -> Option<Cell<'_>> {
        self.as_str().cell()
    }
}

impl ToCell for Role {
    fn cell(&self) -> Option<Cell<'_>> {
        self.as_str().cell()
    }
}

impl ToCell for CallbackType {
    fn cell(&self) -> Option<Cell<'_>> {
        self.as_str().cell()
    }
}

impl ToCell for i64 {
    fn cell(&self) -> Option<Cell<'_>> {
        Some(Cell::Integer(*self))
    }
}

/// For offsets and counts; no text is long enough to make one too large.
impl ToCell for u64 {
    fn cell(&self) -> Option<Cell<'_>> {
        Some(Cell::Integer(self.cast_signed()))
    }
}

impl ToCell for f64 {
    fn cell(&self) -> Option<Cell<'_>> {
        Some(Cell::Number(*self))
    }
}

impl ToCell for bool {
    fn cell(&self) -> Option<Cell<'_>> {
        Some(Cell::Boolean(*self))
    }
}
