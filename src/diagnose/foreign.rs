//! Texts that are no history at all, such as a web page or a compressed file: one issue says what they are and what to do.

use crate::diagnose::members::{Members, string};
use crate::diagnose::messages::Message;
use crate::model::issue::{IssueCode, PathSegment, pointer};
use crate::model::schema::RecordSchema;
use crate::text::skip;
use crate::text::token::{Halt, Step};
use crate::text::whitespace;
use crate::text::wording::{join, quoted_up_to};

/// What a text is whose first bytes are not those of JSON, and how many of them show it.
pub(super) fn format(window: &[u8], start: usize, last: bool) -> Step<Option<(Message, usize)>> {
    let rest = window.get(start..).unwrap_or_default();
    // A mark of UTF-16 that was read as UTF-8 has become two of these.
    let mut text = rest;
    while let Some(behind) = text.strip_prefix("\u{FFFD}".as_bytes()) {
        text = behind;
    }
    let (message, length) = match *text {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => (utf16(IssueCode::InvalidUtf8), 2),
        [1..=0xFF, 0, 1..=0xFF, 0, ..] | [0, 1..=0xFF, 0, 1..=0xFF, ..] => (utf16(IssueCode::InvalidJson), 1),
        [0x1F, 0x8B, ..] => (gzip(), 1),
        [b'<', ..] => (html(), 1),
        [] | [0 | 0x1F | 0xFF | 0xFE] | [1..=0xFF, 0] | [0, 1..=0xFF] | [1..=0xFF, 0, 1..=0xFF] | [0, 1..=0xFF, 0]
            if !last =>
        {
            return Err(Halt::More);
        }
        _ => match is_event_stream(text) {
            Ok(true) => (event_stream(), 1),
            Err(Halt::More) if !last => return Err(Halt::More),
            _ => return Ok(None),
        },
    };
    Ok(Some((message, length)))
}

/// Whether a text begins with the name of a field of server-sent events.
fn is_event_stream(text: &[u8]) -> Step<bool> {
    for field in [&b"data:"[..], b"event:", b"id:", b"retry:"] {
        if text.starts_with(field) {
            return Ok(true);
        }
        if field.starts_with(text) {
            return Err(Halt::More);
        }
    }
    Ok(false)
}

/// What a whole value is that stands where a record belongs, if it is known not to be one. `alone` tells that no array is
/// around it, and no record before it.
pub(super) fn value(record: &RecordSchema, value: &[u8], alone: bool) -> Option<Message> {
    match value.first()? {
        // Half of a surrogate pair may be in it.
        b'"' if skip::value(value, 0, 0, false).is_ok() => is_json(&string(value)?).then(encoded_twice),
        b'{' if alone => {
            let is_required =
                |key: &str| record.find(key.as_bytes()).is_some_and(|field| record.required >> field & 1 == 1);
            if Members::new(value, 0).any(|(key, _)| is_required(&key)) {
                return None;
            }
            backend_error(value).or_else(|| wrapped_list(record, value))
        }
        _ => None,
    }
}

/// Whether a string's content is an array or an object, as JSON.
fn is_json(text: &str) -> bool {
    let text = text.as_bytes();
    let start = whitespace::skip(text, 0);
    matches!(text.get(start), Some(b'[' | b'{'))
        && skip::value(text, start, 0, false).is_ok_and(|end| whitespace::skip(text, end) == text.len())
}

/// `{"error":{"code":404,"message":"no such session","type":"not_found"}}`
fn backend_error(value: &[u8]) -> Option<Message> {
    let (_, error) = Members::new(value, 0).find(|(key, _)| key == "error")?;
    let message = Members::new(value, error.start).find(|(key, _)| key == "message")?.1;
    let said = quoted_up_to(&string(value.get(message)?)?, 200);
    let text = "expected a message, found the error that the backend answers with";
    Some(unlike_a_record(text, "the backend's error").with_hint(Some(join(&["the backend says ", &said]))))
}

/// An object with a list of such records in it, or in an object in it.
fn wrapped_list(record: &RecordSchema, value: &[u8]) -> Option<Message> {
    let mut path = Vec::new();
    if !find_list(record, value, 0, &mut path) {
        return None;
    }
    let at = quoted_up_to(&pointer(&path), 200);
    let hint = join(&["the list is at ", &at, ": read it with parseMany and the option at: ", &at]);
    let text = "expected a record, found an object that holds a list of them";
    Some(unlike_a_record(text, "an object that holds a list").with_hint(Some(hint)))
}

/// How deep objects may nest around a list.
const MOST_WRAPPERS: usize = 3;

/// Names of lists that are recognised even if they are empty.
const LISTS: [&str; 6] = ["messages", "data", "result", "results", "items", "history"];

fn find_list(record: &RecordSchema, text: &[u8], object: usize, path: &mut Vec<PathSegment>) -> bool {
    for (key, value) in Members::new(text, object) {
        let is_list = is_list_of(record, text, value.start, LISTS.contains(&key.as_str()));
        path.push(PathSegment::Key(key));
        if is_list || path.len() < MOST_WRAPPERS && find_list(record, text, value.start, path) {
            return true;
        }
        path.pop();
    }
    false
}

/// Whether an array begins there whose first element has a field of the record; or an empty one, if that may be.
fn is_list_of(record: &RecordSchema, text: &[u8], at: usize, may_be_empty: bool) -> bool {
    if text.get(at) != Some(&b'[') {
        return false;
    }
    let first = whitespace::skip(text, at + 1);
    may_be_empty && text.get(first) == Some(&b']')
        || Members::new(text, first).any(|(key, _)| record.find(key.as_bytes()).is_some())
}

fn unlike_a_record(text: &str, received: &str) -> Message {
    Message::of(IssueCode::InvalidType, text, "object", received)
}

fn unlike_json(code: IssueCode, text: &str, received: &str, hint: &str) -> Message {
    Message::of(code, text, "JSON in UTF-8", received).with_hint(Some(hint.to_owned()))
}

fn utf16(code: IssueCode) -> Message {
    let hint = "convert it from UTF-16 to UTF-8; PowerShell writes UTF-8 with Out-File -Encoding utf8";
    unlike_json(code, "the text is UTF-16, not UTF-8", "UTF-16", hint)
}

fn gzip() -> Message {
    let hint = "it is gzip: decompress it first";
    unlike_json(IssueCode::InvalidJson, "the input is compressed", "gzip", hint)
}

fn html() -> Message {
    let hint = "HTML in the place of JSON is often an error page or a sign-in page: look at the URL and at the response's status";
    unlike_json(IssueCode::InvalidJson, "the text is HTML or XML, not JSON", "HTML", hint)
}

fn event_stream() -> Message {
    let hint = "these are server-sent events: readEvents of backend-message/live reads them";
    unlike_json(IssueCode::InvalidJson, "the text is a stream of events, not a history", "server-sent events", hint)
}

fn encoded_twice() -> Message {
    let text = "expected an object, found a string that holds JSON";
    let hint = "the JSON was encoded twice: parse the string as JSON, and read what comes out";
    unlike_a_record(text, "string").with_hint(Some(hint.to_owned()))
}

#[cfg(test)]
mod tests;
