//! Which record a bad one is: its `id`, where that can be read.

use crate::model::schema::RecordSchema;
use crate::text::token::Step;
use crate::text::{escape, skip, whitespace};

/// The name of the field that identifies a record, where its schema has it.
const ID: &str = "id";

/// The value of `id` in a record that begins at `start`, if it is a string and nothing before it breaks the syntax.
pub(crate) fn of(schema: &RecordSchema, window: &[u8], start: usize) -> Option<String> {
    schema.fields.iter().find(|field| field.camel == ID)?;
    let mut at = start;
    let mut separator = b'{';
    loop {
        at = behind(window, at, separator)?;
        let key = at;
        let key_end = end(window, key).ok()?;
        let value = behind(window, key_end, b':')?;
        at = end(window, value).ok()?;
        if text(window.get(key..key_end)?)? == ID {
            return text(window.get(value..at)?);
        }
        separator = b',';
    }
}

/// Where what stands behind a byte begins, white space around it skipped.
fn behind(window: &[u8], at: usize, byte: u8) -> Option<usize> {
    let at = whitespace::skip(window, at);
    (window.get(at) == Some(&byte)).then(|| whitespace::skip(window, at + 1))
}

/// What a string that holds stands for; nothing if it is another value.
fn text(value: &[u8]) -> Option<String> {
    let source = value.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    let mut text = String::new();
    escape::unescape(std::str::from_utf8(source).ok()?, &mut text);
    Some(text)
}

fn end(window: &[u8], at: usize) -> Step<usize> {
    skip::value(window, at, 1, false)
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::model::schema::Record;
    use crate::{BackendMessage, CallbackResultData};

    #[test]
    fn ids() {
        for (text, expected) in [
            (r#"{"id":"a\u00e9é"}"#, Some("aéé")),
            (r#" { "x" : [{"id":"no"}] , "\u0069d" : "yes" , broken"#, Some("yes")),
            (r#"{"role":1,"id":"a"#, None),
            (r#"{"role":"#, None),
            (r#"{"id":5}"#, None),
            (r#"{"x" "id":"a"}"#, None),
            ("5", None),
            ("{}", None),
            ("", None),
        ] {
            assert_eq!(of(BackendMessage::SCHEMA, text.as_bytes(), 0).as_deref(), expected, "{text}");
        }
        assert_eq!(of(CallbackResultData::SCHEMA, br#"{"id":"a"}"#, 0), None);
    }
}
