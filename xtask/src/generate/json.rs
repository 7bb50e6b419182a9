//! Just enough JSON to write schemas down, members in the order in which they are given.

use std::fmt::Write as _;

pub(super) enum Json {
    String(String),
    Integer(i64),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl Json {
    pub(super) fn object<const N: usize>(members: [(&str, Json); N]) -> Self {
        Self::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    pub(super) fn strings(items: impl IntoIterator<Item = &'static str>) -> Self {
        Self::Array(items.into_iter().map(Self::from).collect())
    }

    /// Appends members to an object.
    pub(super) fn extend(&mut self, more: impl IntoIterator<Item = (String, Json)>) {
        if let Self::Object(members) = self {
            members.extend(more);
        }
    }

    pub(super) fn compact(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, None);
        out
    }

    pub(super) fn pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0));
        out
    }

    /// With `indent`, as `JSON.stringify(value, null, 2)` writes.
    fn write(&self, out: &mut String, indent: Option<usize>) {
        match self {
            Self::String(text) => write_string(text, out),
            Self::Integer(value) => out.push_str(&value.to_string()),
            Self::Array(items) => {
                write_list(out, ['[', ']'], items, indent, Json::write);
            }
            Self::Object(members) => {
                write_list(out, ['{', '}'], members, indent, |(key, value), out, inner| {
                    write_string(key, out);
                    out.push_str(if inner.is_some() { ": " } else { ":" });
                    value.write(out, inner);
                });
            }
        }
    }
}

fn write_list<T>(
    out: &mut String,
    [open, close]: [char; 2],
    items: &[T],
    indent: Option<usize>,
    write: impl Fn(&T, &mut String, Option<usize>),
) {
    let inner = indent.map(|indent| indent + 2);
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        new_line(out, inner);
        write(item, out, inner);
    }
    if !items.is_empty() {
        new_line(out, indent);
    }
    out.push(close);
}

fn new_line(out: &mut String, indent: Option<usize>) {
    if let Some(indent) = indent {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', indent));
    }
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\u{0}'..='\u{1f}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(char));
            }
            _ => out.push(char),
        }
    }
    out.push('"');
}
