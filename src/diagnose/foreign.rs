//! Recognises texts that are not a history, such as a web page or a compressed file. The beginning of a text, or a whole value,
//! comes in; one message comes out, which says what it is and what to do about it.

use std::ops::Range;

use crate::diagnose::members::{Members, string};
use crate::diagnose::messages::Message;
use crate::model::issue::{IssueCode, PathSegment, pointer};
use crate::model::schema::RecordSchema;
use crate::text::part::Part as _;
use crate::text::skip;
use crate::text::token::{Halt, Step};
use crate::text::whitespace;
use crate::text::wording::{join, quoted_up_to};

/// Names the format of a text by its first bytes, if it is not JSON; also gives how many bytes to mark.
#[cold]
pub(super) fn format(record: &RecordSchema, window: &[u8], start: usize, last: bool) -> Step<Option<(Message, usize)>> {
    let rest = window.get(start..).expected();
    // A mark of UTF-16 that was read as UTF-8 has become two of these.
    let mut text = rest;
    while let Some(behind) = text.strip_prefix("\u{FFFD}".as_bytes()) {
        text = behind;
    }
    let (name, advice, length) = match *text {
        [0xFF, 0xFE, 0, 0, ..] | [1..=0xFF, 0, 0, 0, ..] | [0, 0, 0, 1..=0xFF, ..] | [0, 0, 0xFE, 0xFF, ..] => {
            ("UTF-32", TO_UTF8, 1)
        }
        [] | [0 | 0xFE | 0xFF] | [0xFF, 0xFE] | [0xFF, 0xFE, 0] | [_, 0] | [0, _] | [_, 0, _] | [0, _, _] if !last => {
            return Err(Halt::More);
        }
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => ("UTF-16", TO_UTF8, 2),
        [1..=0xFF, 0, 1..=0xFF, 0, ..] | [0, 1..=0xFF, 0, 1..=0xFF, ..] => ("UTF-16", TO_UTF8, 1),
        _ => match (signed(text, last)?, field_first(record, after_id(text, last)?, last)?) {
            // An event may begin with its id, too, but has no other field of a record.
            (_, Some(name)) => (name, CONVERT, 1),
            (Some((name, advice)), None) => (name, advice, 1),
            (None, None) => return Ok(None),
        },
    };
    let hint = if advice.starts_with(':') { join(&["it is ", name, advice]) } else { advice.to_owned() };
    let text = join(&["the input is ", name, ", not JSON in UTF-8"]);
    // A mark of two bytes is not UTF-8.
    let code = if length == 2 { IssueCode::InvalidUtf8 } else { IssueCode::InvalidJson };
    Ok(Some((Message::of(code, &text, "JSON in UTF-8", name).with_hint(Some(hint)), length)))
}

/// The text after a first line that has an id as YAML and events write it, but nothing after a line that is too long; any
/// other text as a whole.
fn after_id(text: &[u8], last: bool) -> Step<&[u8]> {
    const LONGEST_LINE: usize = 256;
    if !text.starts_with(b"id:") {
        return Ok(text);
    }
    match text.iter().take(LONGEST_LINE).position(|&byte| byte == b'\n') {
        Some(end) => Ok(text.get(end + 1..).expected()),
        None if !last && text.len() < LONGEST_LINE => Err(Halt::More),
        None => Ok(b":"),
    }
}

/// The format that a text has by its signature, and what to do about it.
fn signed(text: &[u8], last: bool) -> Step<Option<(&'static str, &'static str)>> {
    let mut is_open = false;
    for &(name, signatures, advice) in &KNOWN {
        for signature in signatures.split(|&byte| byte == b'|') {
            let length = signature.len().min(text.len());
            if signature.get(..length) != text.get(..length) {
                continue;
            }
            // An earlier one that is longer may still come.
            if length == signature.len() && (last || !is_open) {
                return Ok(Some((name, advice)));
            }
            is_open = true;
        }
    }
    if is_open && !last { Err(Halt::More) } else { Ok(None) }
}

/// Formats, what their texts begin with, and what to do about them; advice that begins with a colon follows the name.
/// A few beginnings are those of bytes that were taken for UTF-8 or Latin-1.
const KNOWN: [(&str, &[u8], &str); 17] = [
    (
        "HTML or XML",
        b"<",
        "HTML in the place of JSON is often an error page or a sign-in page: look at the URL and at the response's status",
    ),
    ("gzip", b"\x1F\x8B|\x1F\xEF\xBF\xBD|\x1F\xC2\x8B", DECOMPRESS),
    ("zstd", b"\x28\xB5\x2F\xFD|(\xEF\xBF\xBD/", DECOMPRESS),
    ("zlib", b"x\x9C|x\x01|x^|x\xDA", DECOMPRESS),
    ("bzip2", b"BZh", DECOMPRESS),
    ("xz", b"\xFD7zXZ", DECOMPRESS),
    ("zip", b"PK\x03\x04", DECOMPRESS),
    ("7z", b"7z\xBC\xAF", DECOMPRESS),
    ("UTF-16", b"\xC3\xBF\xC3\xBE|\xC3\xBE\xC3\xBF", TO_UTF8),
    ("base64", b"eyJ|eyA|ewo|ew0|ewk|W3s|Wwo|Ww0|WyJ|WyA|W1t|W10|H4sI|77u/", DECODE),
    ("encoded as a URL", b"%7B|%7b|%5B|%5b|data:application/|data:text/", DECODE),
    (
        "server-sent events",
        b"data:|event:|id:|retry:|: |:\n|:\r|:o|:k|:p|:h|:c",
        "these are server-sent events: readEvents of backend-message/live reads them",
    ),
    ("a SQLite database", b"SQLite format", CONVERT),
    ("Parquet", b"PAR1", CONVERT),
    ("YAML", b"---|- |%YAML", CONVERT),
    ("Markdown", b"```|~~~", ": take the JSON that is between the fences"),
    ("JavaScript", b"export |module.|const |let |var |window.|globalThis.", ": write the value with JSON.stringify"),
];

const TO_UTF8: &str = ": convert it to UTF-8, which PowerShell writes with Out-File -Encoding utf8";
const DECOMPRESS: &str = ": decompress it first";
const DECODE: &str = ": decode it first";
const CONVERT: &str = ": convert it to JSON first";

/// The format of a text that begins with the name of a field: a table if a comma, a tab or a semicolon follows, YAML if a
/// colon does.
fn field_first(record: &RecordSchema, text: &[u8], last: bool) -> Step<Option<&'static str>> {
    let is_quoted = text.first() == Some(&b'"');
    let start = usize::from(is_quoted);
    let rest = text.get(start..).expected();
    let length = rest.iter().position(|byte| !byte.is_ascii_alphabetic() && *byte != b'_').unwrap_or(rest.len());
    // Longer than any name.
    if !last && length < 32 && rest.len() <= length + start {
        return Err(Halt::More);
    }
    let (name, behind) = rest.split_at(length);
    Ok(match *behind.get(start..).unwrap_or_default() {
        _ if record.find(name).is_none() || is_quoted && behind.first() != Some(&b'"') => None,
        // Before a tab, a string that has the name of a field may be JSON.
        [b'\t'] if is_quoted && !last => return Err(Halt::More),
        [b',' | b';', ..] | [b'\t', b'"', ..] => Some("CSV or TSV"),
        [b'\t', ..] if !is_quoted => Some("CSV or TSV"),
        [b':', ..] if !is_quoted => Some("YAML"),
        _ => None,
    })
}

/// Recognises a whole value in place of a record. `is_first` says that no record precedes it, `depth` how many brackets are
/// open around it.
#[cold]
pub(super) fn value(record: &RecordSchema, value: &[u8], is_first: bool, depth: usize) -> Option<Message> {
    match value.first()? {
        // Half of a surrogate pair may be in it.
        b'"' if skip::value(value, 0, 0, false).is_ok() => is_json(&string(value)?).then(encoded_twice),
        // A list in an array is the first element's.
        b'[' if is_first && depth == 1 => {
            let mut path = vec![PathSegment::Index(0)];
            let mut first = whitespace::skip(value, 1);
            while value.get(first) == Some(&b'[') && path.len() < MOST_WRAPPERS {
                path.push(PathSegment::Index(0));
                first = whitespace::skip(value, first + 1);
            }
            let text = "expected a record, found an array of records";
            (marks(record, value, first) > 0).then(|| not_a_record(text, "array").with_hint(Some(list_at(&path))))
        }
        b'{' if depth <= 1 && marks(record, value, 0) == 0 => {
            let mut path = vec![PathSegment::Index(0); depth];
            let list = is_first.then(|| holder(record, value, 0, &mut path, MOST_WRAPPERS)).flatten();
            list.or_else(|| {
                let said = quoted_up_to(&error_text(value, 0, 3)?, 200);
                let text = "expected a record, found an error object";
                Some(not_a_record(text, "error object").with_hint(Some(join(&["the error says ", &said]))))
            })
        }
        _ => None,
    }
}

/// How many of a record's required fields an object has, without those that other objects have as well.
fn marks(record: &RecordSchema, text: &[u8], at: usize) -> usize {
    let is_required = |key: &str| record.find(key.as_bytes()).is_some_and(|field| record.required >> field & 1 == 1);
    Members::new(text, at).filter(|(key, _)| !is_common(key) && is_required(key)).count()
}

/// Whether other objects have a field of this name as well.
fn is_common(key: &str) -> bool {
    matches!(key, "id" | "sessionId" | "session_id")
}

/// Whether a string's content is JSON with an array or an object in it, and perhaps more of them after it.
fn is_json(text: &str) -> bool {
    let text = text.as_bytes();
    let start = whitespace::skip(text, 0);
    let Ok(end) = skip::value(text, start, 0, false) else { return false };
    match text.get(start) {
        Some(b'[' | b'{') => matches!(text.get(whitespace::skip(text, end)), None | Some(b'[' | b'{')),
        Some(b'"') => text.get(start..end).and_then(string).is_some_and(|text| is_json(&text)),
        _ => false,
    }
}

/// The text of an error: of a string itself, or of the members of an object or array that describe an error.
fn error_text(text: &[u8], at: usize, levels: usize) -> Option<String> {
    let levels = levels.checked_sub(1)?;
    match text.get(at)? {
        b'"' => string(text.get(at..skip::value(text, at, 0, false).ok()?)?),
        b'[' => error_text(text, whitespace::skip(text, at + 1), levels),
        _ => Members::new(text, at).find_map(|(key, value)| match key.as_str() {
            "error" | "errors" | "detail" => error_text(text, value.start, levels),
            "message" | "msg" | "error_description" => string(text.get(value)?),
            _ => None,
        }),
    }
}

/// How deep objects and arrays may nest around records.
const MOST_WRAPPERS: usize = 8;

/// Names of lists that are recognised even when empty.
const LISTS: [&str; 6] = ["messages", "data", "result", "results", "items", "history"];

/// Finds the records inside an object: in a list, alone, or in a string.
fn holder(
    record: &RecordSchema,
    text: &[u8],
    object: usize,
    path: &mut Vec<PathSegment>,
    levels: usize,
) -> Option<Message> {
    let levels = levels.checked_sub(1)?;
    let is_bare = Members::new(text, object).all(|(key, _)| record.find(key.as_bytes()).is_none());
    for (key, value) in Members::new(text, object) {
        if record.find(key.as_bytes()).is_some() {
            continue;
        }
        let first = whitespace::skip(text, value.start + 1);
        let is_known = LISTS.contains(&key.as_str());
        path.push(PathSegment::Key(key));
        let at = pointed(path);
        let hint = match text.get(value.start) {
            Some(b'[')
                if is_bare && is_known && text.get(first) == Some(&b']')
                    || marks(record, text, first) > 0
                    || is_bare
                        && Members::new(text, first).any(|(key, _)| {
                            record.find(key.as_bytes()).is_some() && (is_known || !is_common(&key))
                        }) =>
            {
                list_at(path)
            }
            Some(b'{') if marks(record, text, value.start) > 1 => join(&["a record is at ", &at, ": read that"]),
            Some(b'"') if is_known_json(text, &value) => join(&["JSON is in the string at ", &at, ": read that"]),
            Some(b'[') => {
                path.push(PathSegment::Index(0));
                let found = holder(record, text, first, path, levels);
                if found.is_some() {
                    return found;
                }
                path.truncate(path.len() - 2);
                continue;
            }
            _ => {
                let found = holder(record, text, value.start, path, levels);
                if found.is_some() {
                    return found;
                }
                path.pop();
                continue;
            }
        };
        let text = "expected a record, found an object that holds records";
        return Some(not_a_record(text, "object that holds records").with_hint(Some(hint)));
    }
    None
}

/// How to read the list of records at a path.
fn list_at(path: &[PathSegment]) -> String {
    let at = pointed(path);
    join(&["the list is at ", &at, ": read it there, by the option at: ", &at])
}

fn pointed(path: &[PathSegment]) -> String {
    quoted_up_to(&pointer(path), 200)
}

fn is_known_json(text: &[u8], value: &Range<usize>) -> bool {
    text.get(value.clone()).and_then(string).is_some_and(|text| is_json(&text))
}

fn not_a_record(text: &str, received: &str) -> Message {
    Message::of(IssueCode::InvalidType, text, "object", received)
}

fn encoded_twice() -> Message {
    let text = "expected an object, found a string that holds JSON";
    let hint = "the JSON was encoded twice: parse the string as JSON, and read what comes out";
    not_a_record(text, "string").with_hint(Some(hint.to_owned()))
}

#[cfg(test)]
mod tests;
