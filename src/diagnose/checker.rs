//! What a record must look like, checked event by event.
//!
//! [`walk`](crate::diagnose::walk) sends the events of a JSON text, JavaScript those of a value; the rules
//! are here once. Each event says where it stands (`at`): a byte offset in a text, a running count in a value.

use crate::model::issue::{Issue, IssueCode, PathSegment};
use crate::model::options::UnknownKeys;
use crate::model::schema::{Field, Kind, RecordSchema};
use crate::text::limits::MAX_DEPTH;
use crate::text::number::is_safe_integer;
use crate::text::part::Part;
use crate::text::wording::{alternatives, code_point, join, push_clipped, push_decimal, push_with_article, quoted};

/// What is read, and what stands around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    /// The record that is expected.
    pub(crate) record: &'static RecordSchema,
    /// What becomes of keys that are no field.
    pub(crate) unknown_keys: UnknownKeys,
    /// How many arrays are open around the record.
    pub(crate) depth: usize,
    /// Which record of many it is: the first step of every path.
    pub(crate) index: Option<u64>,
    /// Whether the text was made from a JavaScript string, lone surrogates written as if they were characters
    /// (ED A0..BF 80..BF).
    pub(crate) surrogates: bool,
}

/// The long keys in the paths of one record's issues may take so much memory. Only an input made to hurt comes
/// near it; its issues beyond that are cut off as those beyond `max_issues` are.
const MAX_LONG_KEYS: usize = 4 << 20;

/// A key longer than this is long.
const LONG_KEY: usize = 256;

/// The first issues in the order of the source, no more than were asked for.
#[derive(Debug)]
pub(crate) struct Findings {
    /// In the order of `at`.
    found: Vec<Finding>,
    max: usize,
    /// Nothing from here on is taken, because something there was cut off.
    limit: u64,
    long_keys: usize,
    truncated: bool,
    /// Only what ends the reading is taken.
    only_syntax: bool,
}

#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) at: u64,
    pub(crate) issue: Issue,
    long_keys: usize,
}

impl Findings {
    /// None yet, of at most `max`.
    pub(crate) const fn new(max: usize) -> Self {
        Self { found: Vec::new(), max, limit: u64::MAX, long_keys: 0, truncated: false, only_syntax: false }
    }

    /// The first syntax error, and nothing else.
    fn of_syntax() -> Self {
        Self { only_syntax: true, ..Self::new(1) }
    }

    pub(crate) fn into_parts(self) -> (Vec<Finding>, bool) {
        (self.found, self.truncated)
    }

    /// Whether an issue there would be taken. Asked before an issue is put together, as there may be millions.
    fn take(&mut self, at: u64) -> bool {
        !self.only_syntax && self.take_syntax(at)
    }

    fn take_syntax(&mut self, at: u64) -> bool {
        let taken = at < self.limit && self.max > 0;
        self.truncated |= !taken;
        taken
    }

    fn insert(&mut self, at: u64, issue: Issue) {
        let long_keys = issue.path.iter().map(PathSegment::key_length).filter(|&length| length > LONG_KEY).sum();
        self.long_keys += long_keys;
        // Nearly always the end: only missing fields, told at an object's end, and strings go before what is inside.
        let place = self.found.partition_point(|finding| finding.at <= at);
        self.found.insert(place, Finding { at, issue, long_keys });
        while self.found.len() > self.max || (self.long_keys > MAX_LONG_KEYS && self.found.len() > 1) {
            let Some(last) = self.found.pop() else { break };
            self.long_keys -= last.long_keys;
            self.limit = last.at;
            self.truncated = true;
        }
    }
}

/// Follows the events of one record and finds what is wrong.
#[derive(Debug)]
pub(crate) struct Checker {
    unknown_keys: UnknownKeys,
    depth: usize,
    frames: Vec<Frame>,
    /// The way to the value that comes next; between values, to the array or object they are in.
    path: Vec<Step>,
    /// The keys on that way, one behind the other.
    keys: String,
    /// What the next value should be.
    slot: Slot,
    findings: Findings,
}

/// An array or object that is open.
#[derive(Debug)]
enum Frame {
    Object { at: u64, record: Option<&'static RecordSchema>, seen: u32 },
    Array { element: Option<&'static Kind>, next: u64 },
}

/// Which of the two is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inside {
    Object,
    Array,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    /// From here to the next key's start, or the end, of `keys`.
    Key(usize),
    Index(u64),
}

/// A place for a value. Without a kind, any value will do.
#[derive(Clone, Copy, Debug)]
struct Slot {
    kind: Option<Kind>,
    field: Option<&'static Field>,
}

const ANYTHING: Slot = Slot { kind: None, field: None };

impl Checker {
    pub(crate) fn new(context: &Context, findings: Findings) -> Self {
        Self {
            unknown_keys: context.unknown_keys,
            depth: context.depth,
            frames: Vec::new(),
            path: context.index.map(Step::Index).into_iter().collect(),
            keys: String::new(),
            slot: Slot { kind: Some(Kind::Record(context.record)), field: None },
            findings,
        }
    }

    /// For a value of any kind, of which only a syntax error is told.
    pub(crate) fn of_syntax() -> Self {
        Self {
            unknown_keys: UnknownKeys::Strip,
            depth: 0,
            frames: Vec::new(),
            path: Vec::new(),
            keys: String::new(),
            slot: ANYTHING,
            findings: Findings::of_syntax(),
        }
    }

    pub(crate) fn into_findings(self) -> Findings {
        self.findings
    }

    /// What the next event is in; nothing once the record is complete.
    pub(crate) fn inside(&self) -> Option<Inside> {
        Some(match self.frames.last()? {
            Frame::Object { .. } => Inside::Object,
            Frame::Array { .. } => Inside::Array,
        })
    }

    /// A key of the object that is open; its value follows.
    pub(crate) fn key(&mut self, at: u64, name: &str) {
        self.path.push(Step::Key(self.keys.len()));
        self.keys.push_str(name);
        self.slot = ANYTHING;
        let Some(Frame::Object { record: Some(record), seen, .. }) = self.frames.last_mut() else { return };
        let record: &'static RecordSchema = record;
        if let Some((index, field)) = record.find(name.as_bytes()).and_then(|index| Some((index, record.field(index)?)))
        {
            let again = *seen >> index & 1 == 1;
            *seen |= 1 << index;
            self.slot = Slot { kind: Some(field.kind), field: Some(field) };
            if again && self.findings.take(at) {
                self.report(
                    at,
                    IssueCode::DuplicateKey,
                    join(&["field ", &names(field), " is given twice"]),
                    None,
                    None,
                );
            }
        } else if self.unknown_keys == UnknownKeys::Reject && self.findings.take(at) {
            let message = join(&[&quoted(name), " is no field of ", record.name]);
            self.report(at, IssueCode::UnknownKey, message, None, None);
        }
    }

    /// An element of the array that is open follows.
    pub(crate) fn element(&mut self) {
        let Some(Frame::Array { element, next }) = self.frames.last_mut() else { return };
        self.slot = Slot { kind: element.copied(), field: None };
        self.path.push(Step::Index(*next));
        *next += 1;
    }

    pub(crate) fn null(&mut self, at: u64) {
        match self.slot.field {
            Some(field) if !field.required => {}
            Some(field) => {
                if self.findings.take(at) {
                    let message = join(&["field ", &names(field), " is required, found null"]);
                    self.report(at, IssueCode::MissingField, message, Some(noun(&field.kind)), Some("null"));
                }
            }
            None => {
                if let Some(kind) = self.slot.kind {
                    self.wrong_type(at, &kind, "null");
                }
            }
        }
        self.done();
    }

    pub(crate) fn boolean(&mut self, at: u64) {
        match self.slot.kind {
            None | Some(Kind::Boolean) => {}
            Some(kind) => self.wrong_type(at, &kind, "boolean"),
        }
        self.done();
    }

    /// A number, with its text as far as it is known.
    pub(crate) fn number(&mut self, at: u64, value: f64, text: &str) {
        match self.slot.kind {
            None | Some(Kind::Number | Kind::Integer) if !value.is_finite() => {
                if self.findings.take(at) {
                    let shown = clipped(text);
                    let message = join(&["expected a finite number, found ", &shown]);
                    self.report(at, IssueCode::NumberOutOfRange, message, Some("finite number"), Some(&shown));
                }
            }
            None | Some(Kind::Number) => {}
            Some(Kind::Integer) => {
                if !is_safe_integer(value) && self.findings.take(at) {
                    self.unfit_integer(at, value, text);
                }
            }
            Some(kind) => self.wrong_type(at, &kind, "number"),
        }
        self.done();
    }

    #[cold]
    fn unfit_integer(&mut self, at: u64, value: f64, text: &str) {
        let (code, expected) = if value.fract() == 0.0 {
            (IssueCode::UnsafeInteger, "integer within ±(2^53 − 1)")
        } else {
            (IssueCode::NotInteger, "integer")
        };
        let shown = clipped(text);
        self.report(at, code, join(&["expected an ", expected, ", found ", &shown]), Some(expected), Some(&shown));
    }

    /// A string, or as much of it as tells it from every name and is shown.
    pub(crate) fn string(&mut self, at: u64, start: &str) {
        match self.slot.kind {
            None | Some(Kind::String | Kind::OpenEnum(_)) => {}
            Some(Kind::Enum(set)) => {
                if !set.members.contains(&start) && self.findings.take(at) {
                    let expected = alternatives(set.members);
                    let found = quoted(start);
                    let name = self.slot.field.map_or(set.name, |field| field.camel);
                    let message = join(&[name, " must be ", &expected, ", found ", &found]);
                    self.report(at, IssueCode::InvalidEnum, message, Some(&expected), Some(&found));
                }
            }
            Some(kind) => self.wrong_type(at, &kind, "string"),
        }
        self.done();
    }

    /// Something that is no JSON data, by its name. A text has none.
    pub(crate) fn other(&mut self, at: u64, what: &str) {
        if self.findings.take(at) {
            let expected = self.slot.kind.map_or("JSON value", |kind| noun(&kind));
            self.mismatch(at, expected, what);
        }
        self.done();
    }

    /// An object begins; false if it is one too deep.
    #[must_use]
    pub(crate) fn begin_object(&mut self, at: u64) -> bool {
        if self.is_too_deep(at) {
            return false;
        }
        let record = match self.slot.kind {
            None | Some(Kind::Object) => None,
            Some(Kind::Record(record)) => Some(record),
            Some(kind) => {
                self.wrong_type(at, &kind, "object");
                None
            }
        };
        self.frames.push(Frame::Object { at, record, seen: 0 });
        true
    }

    /// An array begins; false if it is one too deep.
    #[must_use]
    pub(crate) fn begin_array(&mut self, at: u64) -> bool {
        if self.is_too_deep(at) {
            return false;
        }
        let element = match self.slot.kind {
            None => None,
            Some(Kind::List(element)) => Some(element),
            Some(kind) => {
                self.wrong_type(at, &kind, "array");
                None
            }
        };
        self.frames.push(Frame::Array { element, next: 0 });
        true
    }

    /// The array or object that is open ends.
    pub(crate) fn close(&mut self) {
        if let Some(Frame::Object { at, record: Some(record), seen }) = self.frames.pop() {
            let missing = record.required & !seen;
            for (index, field) in record.fields.iter().enumerate() {
                if missing >> index & 1 == 1 && self.findings.take(at) {
                    self.missing(at, field);
                }
            }
        }
        self.done();
    }

    #[cold]
    fn missing(&mut self, at: u64, field: &Field) {
        self.path.push(Step::Key(self.keys.len()));
        self.keys.push_str(field.camel);
        let message = join(&["field ", &names(field), " is missing"]);
        self.report(at, IssueCode::MissingField, message, Some(noun(&field.kind)), None);
        self.leave();
    }

    /// The string that is being read has half of a surrogate pair there.
    pub(crate) fn lone_surrogate(&mut self, at: u64, unit: Option<u32>) {
        if self.findings.take(at) {
            let received = unit.map_or_else(|| "lone surrogate".to_owned(), code_point);
            let message = match unit {
                Some(_) => join(&["half of a surrogate pair, ", &received, ", stands alone"]),
                None => "half of a surrogate pair stands alone".to_owned(),
            };
            self.report(at, IssueCode::LoneSurrogate, message, Some("surrogate pair"), Some(&received));
        }
    }

    /// The text is wrong there, and reading ends.
    #[cold]
    pub(crate) fn syntax(&mut self, at: u64, code: IssueCode, expected: &str, received: &str) {
        if self.findings.take_syntax(at) {
            let message = join(&["expected ", expected, ", found ", received]);
            self.report(at, code, message, Some(expected), Some(received));
        }
    }

    /// A value begins there whose depth is beyond the limit.
    #[cold]
    pub(crate) fn too_deep(&mut self, at: u64) {
        if self.findings.take(at) {
            let mut expected = String::from("at most ");
            push_decimal(&mut expected, MAX_DEPTH as u64);
            expected.push_str(" levels");
            let message = join(&["expected ", &expected, " of nesting, found more"]);
            self.report(at, IssueCode::TooDeep, message, Some(&expected), None);
        }
    }

    fn is_too_deep(&mut self, at: u64) -> bool {
        let too_deep = self.depth.saturating_add(self.frames.len()) >= MAX_DEPTH;
        if too_deep {
            self.too_deep(at);
        }
        too_deep
    }

    /// The value is complete: what comes next is beside it.
    fn done(&mut self) {
        self.slot = ANYTHING;
        if !self.frames.is_empty() {
            self.leave();
        }
    }

    fn leave(&mut self) {
        if let Some(Step::Key(start)) = self.path.pop() {
            self.keys.truncate(start);
        }
    }

    fn wrong_type(&mut self, at: u64, kind: &Kind, received: &str) {
        if self.findings.take(at) {
            self.mismatch(at, noun(kind), received);
        }
    }

    #[cold]
    fn mismatch(&mut self, at: u64, expected: &str, received: &str) {
        let mut message = String::from("expected ");
        push_with_article(&mut message, expected);
        message.push_str(", found ");
        push_with_article(&mut message, received);
        self.report(at, IssueCode::InvalidType, message, Some(expected), Some(received));
    }

    #[cold]
    fn report(&mut self, at: u64, code: IssueCode, message: String, expected: Option<&str>, received: Option<&str>) {
        let issue = Issue {
            code,
            message,
            path: self.path(),
            expected: expected.map(str::to_owned),
            received: received.map(str::to_owned),
            position: None,
        };
        self.findings.insert(at, issue);
    }

    fn path(&self) -> Vec<PathSegment> {
        let mut end = self.keys.len();
        let mut path = Vec::with_capacity(self.path.len());
        for step in self.path.iter().rev() {
            path.push(match *step {
                Step::Index(index) => PathSegment::Index(index),
                Step::Key(start) => {
                    let key = self.keys.get(start..end).expected();
                    end = start;
                    PathSegment::Key(key.to_owned())
                }
            });
        }
        path.reverse();
        path
    }
}

/// A field by both its names.
fn names(field: &Field) -> String {
    if field.camel == field.snake { field.camel.to_owned() } else { join(&[field.camel, " (", field.snake, ")"]) }
}

fn clipped(text: &str) -> String {
    let mut out = String::new();
    push_clipped(&mut out, text);
    out
}

/// What a value of the kind is in JSON.
const fn noun(kind: &Kind) -> &'static str {
    match kind {
        Kind::String | Kind::Enum(_) | Kind::OpenEnum(_) => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Boolean => "boolean",
        Kind::List(_) => "array",
        Kind::Record(_) | Kind::Object => "object",
    }
}
