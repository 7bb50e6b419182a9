//! Checks a record event by event, and finds every issue.
//! The [walk](crate::text::walk) over a JSON text sends the events, and so does JavaScript for a value. Findings come out.
//!
//! Each event says where it is: in bytes of a text, or as a running count in a value. The rules are in `checker/events.rs`;
//! here is what a checker keeps, and how it reports.

mod events;

use crate::diagnose::findings::Findings;
use crate::diagnose::messages::{self, Message, noun};
use crate::model::issue::PathSegment;
use crate::model::options::UnknownKeys;
use crate::model::schema::{Field, Kind, RecordSchema};
use crate::text::limits::MAX_DEPTH;
use crate::text::part::Part;
use crate::text::spelling;
use crate::text::walk::Span;

/// What is read, and what surrounds it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    /// The record that is expected.
    pub(crate) record: &'static RecordSchema,
    /// What happens to unknown keys.
    pub(crate) unknown_keys: UnknownKeys,
    /// How many arrays are open around the record.
    pub(crate) depth: usize,
    /// Which record of many it is: the first step of every path.
    pub(crate) index: Option<u64>,
    /// Whether the text was made from a JavaScript string, lone surrogates written as if they were characters
    /// (ED A0..BF 80..BF).
    pub(crate) surrogates: bool,
    /// Whether malformed text in strings is replaced instead of reported.
    pub(crate) replaces: bool,
}

/// Follows the events of one record and finds what is wrong.
#[derive(Debug)]
pub(crate) struct Checker {
    unknown_keys: UnknownKeys,
    depth: usize,
    frames: Vec<Frame>,
    /// The path to the next value; between values, to the array or object that contains them.
    path: Vec<Step>,
    /// The keys of that path, concatenated.
    keys: String,
    slot: Slot,
    findings: Findings,
    /// What was replaced, if that is not an issue.
    replaced: Option<Findings>,
    /// Whether the first issue ends the walk.
    is_probe: bool,
    /// Whether a syntax error is something that follows a whole value.
    is_trailing: bool,
}

/// An array or object that is open.
#[derive(Debug)]
enum Frame {
    Object { at: u64, record: Option<&'static RecordSchema>, seen: u32, unknown_keys: u32, misspelt: Vec<Misspelt> },
    Array { at: u64, element: Option<&'static Kind>, next: u64 },
}

/// An unknown key that is nearly the name of a required field.
#[derive(Debug)]
struct Misspelt {
    field: usize,
    distance: usize,
    key: String,
}

/// At most this many unknown keys of a record are compared with the names of its fields: a flood of them would take long.
const MOST_MISSPELT: u32 = 64;

/// The edit distance of a key from a field's names, if it is similar to one of them.
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

    /// Stops at the first issue; of what is replaced it keeps at most `max`.
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

    /// A single issue that concerns the whole record.
    pub(crate) fn whole(context: &Context, findings: Findings, span: Span, message: Message) -> Findings {
        let mut findings = findings;
        if findings.take(span.at) {
            let path = context.index.map(PathSegment::Index).into_iter().collect();
            findings.insert(span, message.into_issue(path), None);
        }
        findings
    }

    /// Anything after the value is a syntax error.
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

    /// A value begins beyond the depth limit.
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

    /// A key that is not a field of the record.
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
