//! What a record must look like, checked event by event.
//!
//! The [walk](crate::text::walk) over a JSON text sends its events, and JavaScript those of a value; the rules are here once.
//! Each event says where it stands: in bytes of a text, or as a running count in a value.

use crate::diagnose::findings::Findings;
use crate::diagnose::messages::{self, Message, noun};
use crate::model::issue::PathSegment;
use crate::model::options::UnknownKeys;
use crate::model::schema::{Field, Kind, RecordSchema};
use crate::text::limits::MAX_DEPTH;
use crate::text::number::is_safe_integer;
use crate::text::part::Part;
use crate::text::spelling;
use crate::text::walk::{Fault, Found, Inside, Sink, Span};
use crate::text::wording::SHOWN_BYTES;

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
    /// Whether malformed text within strings is replaced, and no issue.
    pub(crate) replaces: bool,
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
    slot: Slot,
    findings: Findings,
    /// What was replaced, if that is no issue.
    replaced: Option<Findings>,
    /// Whether the first issue ends the walk.
    is_probe: bool,
    /// Whether a fault is something that follows a whole value.
    is_trailing: bool,
}

/// An array or object that is open.
#[derive(Debug)]
enum Frame {
    Object { at: u64, record: Option<&'static RecordSchema>, seen: u32, unknown_keys: u32, misspelt: Vec<Misspelt> },
    Array { at: u64, element: Option<&'static Kind>, next: u64 },
}

/// A key that is no field, but nearly the name of a required one.
#[derive(Debug)]
struct Misspelt {
    field: usize,
    distance: usize,
    key: String,
}

/// Of so many unknown keys in one record it is asked whether they are names misspelt; a flood of them would take long.
const MOST_MISSPELT: u32 = 64;

/// How far a key is from a field's names, if it is like one of them.
fn distance(field: &Field, key: &str) -> Option<usize> {
    let [camel, snake] = [field.camel, field.snake].map(|name| spelling::distance(key, name));
    camel.into_iter().chain(snake).min()
}

#[derive(Clone, Copy, Debug)]
enum Step {
    /// From here to the next key's start, or the end, of `keys`.
    Key(usize),
    Index(u64),
}

/// What the next value must be; without a kind, anything.
#[derive(Clone, Copy, Debug)]
struct Slot {
    kind: Option<Kind>,
    field: Option<&'static Field>,
}

const ANYTHING: Slot = Slot { kind: None, field: None };

/// The end of an array or object that has just begun.
const UNKNOWN_END: u64 = u64::MAX;

impl Checker {
    pub(crate) fn new(context: &Context, findings: Findings) -> Self {
        Self {
            unknown_keys: context.unknown_keys,
            depth: context.depth,
            frames: Vec::new(),
            path: context.index.map(Step::Index).into_iter().collect(),
            keys: String::new(),
            slot: Slot { kind: Some(Kind::Record(context.record)), field: None },
            replaced: context.replaces.then(|| Findings::new(0)),
            findings,
            is_probe: false,
            is_trailing: false,
        }
    }

    /// For what stands between records, and after them.
    pub(crate) fn between_records(context: &Context, findings: Findings, is_trailing: bool) -> Self {
        Self { is_trailing, ..Self::new(&Context { index: None, ..*context }, findings) }
    }

    /// For a value that may be anything.
    pub(crate) fn of_anything(context: &Context, findings: Findings) -> Self {
        Self { slot: ANYTHING, ..Self::new(&Context { index: None, ..*context }, findings) }
    }

    /// Only to tell whether there is an issue, and what is replaced, at most so much.
    pub(crate) fn probe(context: &Context, max: usize) -> Self {
        let replaced = context.replaces.then(|| Findings::new(max));
        Self { is_probe: true, replaced, ..Self::new(context, Findings::new(1)) }
    }

    /// For a value of any kind, of which only a syntax error is reported.
    pub(crate) fn of_syntax() -> Self {
        Self {
            unknown_keys: UnknownKeys::Strip,
            depth: 0,
            frames: Vec::new(),
            path: Vec::new(),
            keys: String::new(),
            slot: ANYTHING,
            findings: Findings::of_syntax(),
            replaced: None,
            is_probe: false,
            is_trailing: false,
        }
    }

    /// One issue that concerns all of a record, of which nothing else was looked at.
    pub(crate) fn whole(context: &Context, findings: Findings, span: Span, message: Message) -> Findings {
        let mut findings = findings;
        if findings.take(span.at) {
            let path = context.index.map(PathSegment::Index).into_iter().collect();
            findings.insert(span, message.into_issue(path), None);
        }
        findings
    }

    /// What follows the value is a fault.
    pub(crate) const fn expect_end(&mut self) {
        self.is_trailing = true;
    }

    pub(crate) fn into_findings(self) -> Findings {
        self.findings
    }

    /// The issues, and what was replaced.
    pub(crate) fn into_both(self) -> (Findings, Findings) {
        (self.findings, self.replaced.unwrap_or(Findings::new(0)))
    }

    /// Something that is not JSON data, by its name. A text has none.
    pub(crate) fn other(&mut self, span: Span, what: &str) {
        if self.findings.take(span.at) {
            let expected = self.slot.kind.map_or("JSON value", |kind| noun(&kind));
            self.report(span, messages::wrong_type(expected, what));
        }
        self.done();
    }

    /// A value begins there whose depth is beyond the limit.
    #[cold]
    pub(crate) fn too_deep(&mut self, at: u64) {
        if self.findings.take(at) {
            self.report(Span { at, end: at + 1 }, messages::too_deep());
        }
        self.findings.stop(at);
    }

    /// The string or key at hand has half of a surrogate pair.
    pub(crate) fn unpaired(&mut self, span: Span, unit: Option<u32>) {
        self.malformed_text(span, || messages::lone_surrogate(unit));
    }

    /// An issue, or something that was replaced.
    fn malformed_text(&mut self, span: Span, message: impl FnOnce() -> Message) {
        match &mut self.replaced {
            Some(replaced) => {
                if replaced.take(span.at) {
                    let issue = message().into_issue(self.path());
                    if let Some(replaced) = &mut self.replaced {
                        replaced.insert(span, issue, None);
                    }
                }
            }
            None => {
                if self.findings.take(span.at) {
                    self.report(span, message());
                }
            }
        }
    }

    fn is_too_deep(&mut self, at: u64) -> bool {
        let too_deep = self.depth.saturating_add(self.frames.len()) >= MAX_DEPTH;
        if too_deep {
            self.too_deep(at);
        }
        too_deep
    }

    /// A key that is no field of the record.
    fn unknown_key(&mut self, span: Span, name: &str, record: &'static RecordSchema) {
        let is_reported = self.unknown_keys == UnknownKeys::Reject && self.findings.take(span.at);
        let Some(Frame::Object { seen, unknown_keys, misspelt, .. }) = self.frames.last_mut() else { return };
        *unknown_keys += 1;
        let may_be_misspelt = *unknown_keys <= MOST_MISSPELT;
        if !is_reported && !may_be_misspelt {
            return;
        }
        let mut nearest: Option<(usize, &Field)> = None;
        for (index, field) in record.fields.iter().enumerate().filter(|(index, _)| *seen >> index & 1 == 0) {
            let Some(distance) = distance(field, name) else { continue };
            if nearest.is_none_or(|(least, _)| distance < least) {
                nearest = Some((distance, field));
            }
            if may_be_misspelt && record.required >> index & 1 == 1 {
                let candidate = Misspelt { field: index, distance, key: name.to_owned() };
                match misspelt.iter_mut().find(|misspelt| misspelt.field == index) {
                    Some(nearer) if nearer.distance <= distance => {}
                    Some(farther) => *farther = candidate,
                    None => misspelt.push(candidate),
                }
            }
        }
        if is_reported {
            self.report(span, messages::unknown(name, nearest.map(|(_, field)| field)));
        }
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

    fn wrong_type(&mut self, span: Span, kind: &Kind, received: &str) {
        if self.findings.take(span.at) {
            self.report(span, messages::wrong_type(noun(kind), received));
        }
    }

    #[cold]
    fn missing(&mut self, span: Span, field: &Field, misspelt: Option<&str>) {
        self.path.push(Step::Key(self.keys.len()));
        self.keys.push_str(field.camel);
        self.report(span, messages::missing(field, misspelt));
        self.leave();
    }

    fn report(&mut self, span: Span, message: Message) {
        self.report_within(span, message, None);
    }

    #[cold]
    fn report_within(&mut self, span: Span, message: Message, began: Option<u64>) {
        let issue = message.into_issue(self.path());
        self.findings.insert(span, issue, began);
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

impl Sink for Checker {
    /// So many tell a string from every name, and are shown.
    const STRING_BYTES: usize = SHOWN_BYTES;

    fn inside(&self) -> Option<Inside> {
        Some(match self.frames.last()? {
            Frame::Object { .. } => Inside::Object,
            Frame::Array { .. } => Inside::Array,
        })
    }

    fn key(&mut self, span: Span, name: &mut String) {
        self.path.push(Step::Key(self.keys.len()));
        self.keys.push_str(name);
        self.slot = ANYTHING;
        let Some(Frame::Object { record: Some(record), seen, .. }) = self.frames.last_mut() else { return };
        let record: &'static RecordSchema = record;
        let Some((index, field)) = record.find(name.as_bytes()).and_then(|index| Some((index, record.field(index)?)))
        else {
            return self.unknown_key(span, name, record);
        };
        let again = *seen >> index & 1 == 1;
        *seen |= 1 << index;
        self.slot = Slot { kind: Some(field.kind), field: Some(field) };
        if again && self.findings.take(span.at) {
            self.report(span, messages::duplicate(field));
        }
    }

    fn element(&mut self) {
        let Some(Frame::Array { element, next, .. }) = self.frames.last_mut() else { return };
        self.slot = Slot { kind: element.copied(), field: None };
        self.path.push(Step::Index(*next));
        *next += 1;
    }

    fn null(&mut self, span: Span) {
        match self.slot.field {
            Some(field) if !field.required => {}
            Some(field) => {
                if self.findings.take(span.at) {
                    self.report(span, messages::required_is_null(field));
                }
            }
            None => {
                if let Some(kind) = self.slot.kind {
                    self.wrong_type(span, &kind, "null");
                }
            }
        }
        self.done();
    }

    fn boolean(&mut self, span: Span, _value: bool) {
        match self.slot.kind {
            None | Some(Kind::Boolean) => {}
            Some(kind) => self.wrong_type(span, &kind, "boolean"),
        }
        self.done();
    }

    fn number(&mut self, span: Span, value: f64, text: &str) {
        match self.slot.kind {
            None | Some(Kind::Number | Kind::Integer) if !value.is_finite() => {
                if self.findings.take(span.at) {
                    self.report(span, messages::not_finite(text));
                }
            }
            None | Some(Kind::Number) => {}
            Some(Kind::Integer) => {
                if !is_safe_integer(value) && self.findings.take(span.at) {
                    self.report(span, messages::not_safe_integer(value, text));
                }
            }
            Some(kind) => self.wrong_type(span, &kind, "number"),
        }
        self.done();
    }

    fn string(&mut self, span: Span, start: &mut String) {
        match self.slot.kind {
            None | Some(Kind::String | Kind::OpenEnum(_)) => {}
            Some(Kind::Enum(set)) => {
                if !set.members.contains(&start.as_str()) && self.findings.take(span.at) {
                    let near = |member: &&&str| spelling::distance(start, member).is_some();
                    let nearest = set.members.iter().find(near).copied();
                    self.report(span, messages::not_a_member(set, start, nearest));
                }
            }
            Some(kind) => self.wrong_type(span, &kind, "string"),
        }
        self.done();
    }

    fn begin_object(&mut self, at: u64) -> bool {
        if self.is_too_deep(at) {
            return false;
        }
        let record = match self.slot.kind {
            None | Some(Kind::Object) => None,
            Some(Kind::Record(record)) => Some(record),
            Some(kind) => {
                self.wrong_type(Span { at, end: UNKNOWN_END }, &kind, "object");
                None
            }
        };
        self.frames.push(Frame::Object { at, record, seen: 0, unknown_keys: 0, misspelt: Vec::new() });
        true
    }

    fn begin_array(&mut self, at: u64) -> bool {
        if self.is_too_deep(at) {
            return false;
        }
        let element = match self.slot.kind {
            None => None,
            Some(Kind::List(element)) => Some(element),
            Some(kind) => {
                let is_list_of_records = self.frames.is_empty() && self.path.is_empty();
                let hint = is_list_of_records.then(messages::read_as_list);
                if self.findings.take(at) {
                    let message = messages::wrong_type(noun(&kind), "array").with_hint(hint);
                    self.report(Span { at, end: UNKNOWN_END }, message);
                }
                None
            }
        };
        self.frames.push(Frame::Array { at, element, next: 0 });
        true
    }

    fn close(&mut self, end: u64) {
        match self.frames.pop() {
            Some(Frame::Object { at, record: Some(record), seen, misspelt, .. }) => {
                let missing = record.required & !seen;
                for (index, field) in record.fields.iter().enumerate() {
                    if missing >> index & 1 == 1 && self.findings.take(at) {
                        let misspelt = misspelt.iter().find(|misspelt| misspelt.field == index);
                        self.missing(Span { at, end }, field, misspelt.map(|misspelt| misspelt.key.as_str()));
                    }
                }
            }
            Some(Frame::Object { at, .. } | Frame::Array { at, .. }) => self.findings.close(Span { at, end }),
            None => {}
        }
        self.done();
    }

    fn lone_surrogate(&mut self, span: Span, unit: u32) {
        self.unpaired(span, Some(unit));
    }

    fn malformed(&mut self, span: Span, sequence: &[u8]) -> bool {
        if self.replaced.is_some() {
            self.malformed_text(span, || messages::malformed(sequence));
        }
        self.replaced.is_some()
    }

    fn goes_on(&self) -> bool {
        !self.is_probe || self.findings.is_empty()
    }

    #[cold]
    fn fault(&mut self, fault: Fault<'_>) {
        if self.findings.take_syntax(fault.span.at) {
            let (open, began) = match (fault.string, self.frames.last()) {
                (Some(at), _) => (Some("a string"), Some(at)),
                (None, Some(Frame::Object { at, .. })) => (Some("an object"), Some(*at)),
                (None, Some(Frame::Array { at, .. })) => (Some("an array"), Some(*at)),
                (None, None) if self.depth > 0 => (Some("an array"), None),
                (None, None) => (None, None),
            };
            let began = began.filter(|_| matches!(fault.found, Found::End));
            self.report_within(fault.span, messages::fault(&fault, self.is_trailing, open), began);
        }
        self.findings.stop(fault.span.at);
    }
}
