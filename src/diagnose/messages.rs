//! The wording of issues. What is wrong comes in; a message, what was expected and received, and perhaps a hint go out.

use crate::model::issue::{Issue, IssueCode, PathSegment, push_step};
use crate::model::schema::{EnumSchema, Field, Kind};
use crate::text::limits::MAX_DEPTH;
use crate::text::walk::{Fault, Found};
use crate::text::wording::{
    alternatives, bytes, character, code_point, join, push_clipped, push_decimal, push_with_article, quoted,
    quoted_up_to,
};

/// An issue without its position.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) code: IssueCode,
    pub(crate) text: String,
    pub(crate) expected: Option<String>,
    pub(crate) received: Option<String>,
    pub(crate) hint: Option<String>,
}

impl Message {
    pub(crate) const fn new(code: IssueCode, text: String) -> Self {
        Self { code, text, expected: None, received: None, hint: None }
    }

    pub(crate) fn of(code: IssueCode, text: &str, expected: &str, received: &str) -> Self {
        Self {
            expected: Some(expected.to_owned()),
            received: Some(received.to_owned()),
            ..Self::new(code, text.to_owned())
        }
    }

    /// The issue without its position in the text.
    pub(super) fn into_issue(self, path: Vec<PathSegment>) -> Issue {
        let Self { code, text, expected, received, hint } = self;
        Issue { code, message: text, path, expected, received, hint, position: None, end: None }
    }

    pub(crate) fn with_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    /// `expected …, found …`
    fn mismatch(code: IssueCode, expected: &str, received: &str) -> Self {
        Self::of(code, &join(&["expected ", expected, ", found ", received]), expected, received)
    }
}

pub(super) fn wrong_type(expected: &str, received: &str) -> Message {
    let mut text = String::from("expected ");
    push_with_article(&mut text, expected);
    text.push_str(", found ");
    push_with_article(&mut text, received);
    Message::of(IssueCode::InvalidType, &text, expected, received)
}

/// What to do about an array in place of one record.
pub(super) fn read_as_list() -> String {
    "a list is read with parseMany or fromMany (in Rust from_slice_many)".to_owned()
}

/// A pointer does not lead to a list, but to a value that begins with this byte, or to nothing.
pub(super) fn no_list(pointer: &[String], found: Option<u8>) -> Message {
    let mut way = String::new();
    for step in pointer {
        push_step(&mut way, step);
    }
    let at = quoted_up_to(&way, 200);
    let Some(byte) = found else {
        let text = join(&["there is nothing at ", &at]);
        let hint = "the option at names the list of records, as a JSON Pointer".to_owned();
        let expected = Some("array".to_owned());
        return Message { expected, ..Message::new(IssueCode::MissingField, text) }.with_hint(Some(hint));
    };
    let received = match byte {
        b'{' => "object",
        b'"' => "string",
        b't' | b'f' => "boolean",
        b'n' => "null",
        _ => "number",
    };
    let mut text = join(&["expected an array at ", &at, ", found "]);
    push_with_article(&mut text, received);
    Message::of(IssueCode::InvalidType, &text, "array", received)
}

pub(super) fn missing(field: &Field, misspelt: Option<&str>) -> Message {
    let text = join(&["missing field ", &names(field)]);
    let hint =
        misspelt.map(|key| join(&[&quoted(key), " is not a field: did you mean \"", name_like(field, key), "\"?"]));
    Message { expected: Some(noun(&field.kind).to_owned()), ..Message::new(IssueCode::MissingField, text) }
        .with_hint(hint)
}

pub(super) fn required_is_null(field: &Field) -> Message {
    let text = join(&["required field ", &names(field), " is null"]);
    Message::of(IssueCode::MissingField, &text, noun(&field.kind), "null")
}

pub(super) fn duplicate(field: &Field) -> Message {
    Message::new(IssueCode::DuplicateKey, join(&["duplicate field ", &names(field)]))
}

pub(super) fn unknown(key: &str, nearest: Option<&Field>) -> Message {
    Message::new(IssueCode::UnknownKey, join(&["unknown field ", &quoted(key)]))
        .with_hint(nearest.map(|field| did_you_mean(name_like(field, key))))
}

pub(super) fn not_a_member(set: &EnumSchema, received: &str, nearest: Option<&str>) -> Message {
    Message::mismatch(IssueCode::InvalidEnum, &alternatives(set.members), &quoted(received))
        .with_hint(nearest.map(did_you_mean))
}

pub(super) fn not_finite(text: &str) -> Message {
    let received = clipped(text);
    let message = join(&["expected a finite number, found ", &received]);
    Message::of(IssueCode::NumberOutOfRange, &message, "finite number", &received)
}

pub(super) fn not_safe_integer(value: f64, text: &str) -> Message {
    let received = clipped(text);
    let (code, expected) = if value.fract() == 0.0 {
        (IssueCode::UnsafeInteger, "integer within ±(2^53 − 1)")
    } else {
        (IssueCode::NotInteger, "integer")
    };
    Message::of(code, &join(&["expected an ", expected, ", found ", &received]), expected, &received)
}

pub(super) fn too_deep() -> Message {
    let mut levels = String::new();
    push_decimal(&mut levels, MAX_DEPTH as u64);
    let text = join(&["nested deeper than ", &levels, " levels"]);
    Message { expected: Some(join(&["at most ", &levels, " levels"])), ..Message::new(IssueCode::TooDeep, text) }
}

/// Half of a surrogate pair; which one, if that is known.
pub(super) fn lone_surrogate(unit: Option<u32>) -> Message {
    let received = unit.map_or_else(|| "lone surrogate".to_owned(), code_point);
    let text = match unit {
        Some(_) => join(&["lone surrogate ", &received, ": the other half of the pair is missing"]),
        None => "lone surrogate: the other half of the pair is missing".to_owned(),
    };
    Message::of(IssueCode::LoneSurrogate, &text, "surrogate pair", &received)
}

/// Bytes that are not UTF-8.
pub(super) fn malformed(sequence: &[u8]) -> Message {
    let received = bytes(sequence);
    Message::of(IssueCode::InvalidUtf8, &join(&["invalid UTF-8: ", &received]), "UTF-8", &received)
}

/// Where a text stops being JSON; `open` names the innermost value that is still open there, which may be the list of
/// records; `is_inside` says that it is not, but a part of one.
pub(super) fn fault(fault: &Fault<'_>, is_trailing: bool, open: Option<&str>, is_inside: bool) -> Message {
    let code = if is_trailing { IssueCode::TrailingData } else { IssueCode::InvalidJson };
    let expected = fault.expected;
    match fault.found {
        Found::End => match open {
            Some(open) => {
                let text = join(&["the text ends within ", open]);
                Message::of(IssueCode::UnexpectedEnd, &text, expected, "the end of the text")
            }
            None if expected == "a value" => {
                Message::of(IssueCode::UnexpectedEnd, "the text is empty", expected, "the end of the text")
            }
            None => Message::mismatch(IssueCode::UnexpectedEnd, expected, "the end of the text"),
        },
        Found::Char(char) => {
            let is_closing =
                char == '}' && expected == "a key" || char == ']' && expected == "a value" && open.is_some();
            let hint = match char {
                _ if fault.string.is_some() => "write a backslash twice",
                '\'' | '`' | '‘'..='‟' => "strings and keys are in plain double quotes",
                '\0' | '\u{1E}' | '\u{FEFF}' if !is_inside => "salvage skips this",
                '\0'..='\x1F' if !is_inside => BINARY,
                ',' if expected == "a value" && open.is_none() => "commas stand between records only in an array",
                '/' | '#' => "JSON has no comments",
                '\\' => "this is the inside of a JSON string: parse that string first",
                _ if is_closing => "JSON has no trailing commas",
                _ => "",
            };
            let received = character(char);
            let message = if expected == "an escape" {
                let text = join(&["invalid escape: a backslash before ", &received]);
                Message::of(code, &text, expected, &received)
            } else {
                Message::mismatch(code, expected, &received)
            };
            message.with_hint(hint_of(hint))
        }
        Found::Word(word) => {
            let hint = match word {
                "NaN" | "Infinity" | "undefined" => "JSON has no such value: leave the field out, or write null",
                "None" | "True" | "False" | "BackendMessage" => {
                    "this is how Python shows values: write JSON with json.dumps"
                }
                "object" => "this is how JavaScript shows objects: write JSON with JSON.stringify",
                _ if expected.starts_with("a key") => "keys are in double quotes",
                _ => "",
            };
            Message::mismatch(code, expected, &quoted(word)).with_hint(hint_of(hint))
        }
        Found::Surrogate(unit) => Message::mismatch(code, expected, &code_point(unit)),
        Found::Control(char) => {
            let what = match char {
                '\n' | '\r' => "line break".to_owned(),
                '\t' => "tab".to_owned(),
                _ => join(&["control character ", &code_point(u32::from(char))]),
            };
            Message::of(code, &join(&["unescaped ", &what, " in a string"]), expected, &code_point(u32::from(char)))
        }
        Found::DigitAfterZero(digit) => Message::of(code, "leading zero in a number", expected, &character(digit)),
        Found::Malformed(sequence) => {
            let hint = if is_inside { NOT_UTF8 } else { BINARY };
            malformed(sequence).with_hint(hint_of(hint))
        }
    }
}

const BINARY: &str = "this may be binary data, such as MessagePack";
const NOT_UTF8: &str = "convert it to UTF-8, or use malformedUnicode: \"replace\"";

fn hint_of(hint: &str) -> Option<String> {
    (!hint.is_empty()).then(|| hint.to_owned())
}

fn did_you_mean(name: &str) -> String {
    join(&["did you mean \"", name, "\"?"])
}

/// A field's name in the dialect that a key is in.
fn name_like(field: &Field, key: &str) -> &'static str {
    if key.bytes().any(|byte| byte == b'_') { field.snake } else { field.camel }
}

/// A field by both its names.
fn names(field: &Field) -> String {
    if field.camel == field.snake {
        join(&["\"", field.camel, "\""])
    } else {
        join(&["\"", field.camel, "\" (\"", field.snake, "\")"])
    }
}

fn clipped(text: &str) -> String {
    let mut out = String::new();
    push_clipped(&mut out, text);
    out
}

/// What a value of the kind is in JSON.
pub(super) const fn noun(kind: &Kind) -> &'static str {
    match kind {
        Kind::String | Kind::Enum(_) | Kind::OpenEnum(_) => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Boolean => "boolean",
        Kind::List(_) => "array",
        Kind::Record(_) | Kind::Object => "object",
    }
}
