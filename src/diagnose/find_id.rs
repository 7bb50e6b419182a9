//! Finds the `id` of an invalid record, if everything before it is JSON.

use crate::diagnose::members::{Members, string};
use crate::model::schema::RecordSchema;

/// The name of the field that identifies a record, where its schema has it.
const ID: &str = "id";

/// The value of `id` in a record that begins at `start`, if it is a string and nothing before it breaks the syntax.
pub(crate) fn of(schema: &RecordSchema, window: &[u8], start: usize) -> Option<String> {
    schema.fields.iter().find(|field| field.camel == ID)?;
    let (_, id) = Members::new(window, start).find(|(key, _)| key == ID)?;
    string(window.get(id)?)
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
