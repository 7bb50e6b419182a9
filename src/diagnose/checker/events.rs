//! The rules: what each event of a record must be. An event that breaks one becomes a finding.

use super::{ANYTHING, Checker, Frame, Slot, Step, UNKNOWN_END};
use crate::diagnose::messages::{self, noun};
use crate::model::schema::{Kind, RecordSchema};
use crate::text::number::is_safe_integer;
use crate::text::spelling;
use crate::text::walk::{Fault, Found, Inside, Sink, Span};
use crate::text::wording::SHOWN_BYTES;

impl Sink for Checker {
    /// Enough to compare a string with every name, and to show it.
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
            let message = messages::fault(&fault, self.is_trailing, open, began.is_some());
            let began = began.filter(|_| matches!(fault.found, Found::End));
            self.report_within(fault.span, message, began);
        }
        self.findings.stop(fault.span.at);
    }
}
