//! The rules, each for one message at a time.

use super::finding::{FindingCode, position};
use super::survey::{Kind, Survey};
use crate::decode::view::{Text, Value, View};
use crate::diagnose::walk;
use crate::model::Role;
use crate::model::issue::{IssueCode, PathSegment};
use crate::model::records::{BackendMessage, CallbackResultData, ToolCallData};
use crate::model::schema::{self, Record};
use crate::model::tool::{Naming, naming};
use crate::text::escape;
use crate::text::part::Part as _;
use crate::text::skip;
use crate::text::whitespace;
use crate::text::wording::{push_decimal, quoted};

/// A message that is being judged, and its suspicions.
pub(super) struct Case<'a> {
    pub(super) message: View<'a, BackendMessage>,
    /// Its index in the text.
    pub(super) index: u64,
    pub(super) window: &'a [u8],
    /// The rules that are switched off.
    pub(super) off: u32,
    /// How many suspicions are kept at most.
    pub(super) room: usize,
    /// How many there were, kept or not.
    pub(super) count: u64,
    /// In the order of the source.
    pub(super) suspicions: Vec<Suspicion>,
}

pub(super) struct Suspicion {
    pub(super) code: FindingCode,
    pub(super) message: String,
    pub(super) path: Vec<PathSegment>,
    /// Where in the window it is.
    pub(super) at: usize,
}

/// A part of a suspicion's message. The message is built only if there is room for the suspicion.
#[derive(Clone, Copy)]
enum Part<'a> {
    Words(&'a str),
    Quoted(Text<'a>),
    Number(u64),
    /// The name of the field whose value begins there.
    Key(usize),
}

use Part::{Key, Number, Quoted, Words};

/// Where a value stands in a message.
#[derive(Clone, Copy)]
struct Spot {
    /// For a value in an element of a list: where the list begins, and the element's index.
    within: Option<(usize, u64)>,
    /// Where it begins.
    value: usize,
}

impl Spot {
    const fn of(value: usize) -> Self {
        Self { within: None, value }
    }
}

impl Case<'_> {
    /// Applies every rule.
    #[inline(never)]
    pub(super) fn judge(&mut self, survey: &mut Survey) {
        let message = self.message;
        let (last, session) = survey.find(Kind::Session, message.session_id()).copied().expected();
        self.role(message.role());
        self.message_id(survey);
        self.numbers();
        if let Some(calls) = message.tool_calls() {
            let start = calls.place().start;
            for (number, call) in (0..).zip(calls) {
                let spot = |value| Spot { within: Some((start, number)), value };
                let first = survey.find(Kind::CallOf { session }, call.id()).copied();
                self.call_id(call.id(), number, first, spot);
                self.tool_name(call.name(), spot);
                self.ending(call, last, spot);
                self.input(call, spot);
            }
        }
        if let Some(results) = message.callback_results() {
            let start = results.place().start;
            for (number, result) in (0..).zip(results) {
                let known = survey.find(Kind::CallOf { session }, result.tool_call_id()).is_some();
                self.callback(result, known, |value| Spot { within: Some((start, number)), value });
            }
        }
    }

    fn role(&mut self, role: Text<'_>) {
        if position(Role::SCHEMA.members, &decoded(role)).is_none() {
            let message = [Words("role is "), Quoted(role), Words(", which is not user, assistant or tool")];
            self.add(FindingCode::UnknownRole, Spot::of(role.place().start), &message);
        }
    }

    fn message_id(&mut self, survey: &mut Survey) {
        let id = self.message.id();
        let first = survey.find(Kind::Message, id).map(|row| row.0).expected_or(self.index);
        // Answers to slash commands have the command as their id, and no session.
        let is_command = self.message.session_id().source().is_empty() && id.source().starts_with(b"cmd-");
        if first != self.index && !is_command {
            let message = [Words("id "), Quoted(id), Words(" already belongs to message /"), Number(first)];
            self.add(FindingCode::DuplicateMessageId, Spot::of(id.place().start), &message);
        }
    }

    /// No count of a message can be negative.
    fn numbers(&mut self) {
        let message = self.message;
        for (index, place) in message.fields() {
            let kind = BackendMessage::SCHEMA.field(index).map(|field| field.kind);
            let is_number = matches!(kind, Some(schema::Kind::Integer | schema::Kind::Number));
            if is_number && message.field::<f64>(index).value < 0.0 {
                let message = [Key(place.start), Words(" is negative")];
                self.add(FindingCode::NegativeNumber, Spot::of(place.start), &message);
            }
        }
        let (created, read) = (message.cache_creation_tokens(), message.cache_read_tokens());
        self.not_included(FindingCode::CacheCreationNotIncluded, created, message.input_tokens());
        self.not_included(FindingCode::CacheReadNotIncluded, read, message.output_tokens());
    }

    /// An absent count may be zero or unknown, so only two present counts can contradict each other.
    #[inline(never)]
    fn not_included(&mut self, code: FindingCode, part: Option<Value<i64>>, whole: Option<Value<i64>>) {
        let (Some(part), Some(whole)) = (part, whole) else { return };
        if part.value > whole.value {
            let (part, whole) = (part.place.start, whole.place.start);
            let message = [Key(part), Words(" is more than "), Key(whole), Words(", which should include it")];
            self.add(code, Spot::of(part), &message);
        }
    }

    fn call_id(&mut self, id: Text<'_>, number: u64, first: Option<(u64, u64)>, spot: impl Fn(usize) -> Spot) {
        if let Some(first) = first.filter(|&first| first != (self.index, number)) {
            let message = [Words("id "), Quoted(id), Words(" already belongs to a call in message /"), Number(first.0)];
            self.add(FindingCode::DuplicateToolCallId, spot(id.place().start), &message);
        }
    }

    fn tool_name(&mut self, name: Text<'_>, spot: impl Fn(usize) -> Spot) {
        let decoded = decoded(name);
        let (code, reason, current) = match naming(&decoded) {
            Naming::Current => return,
            Naming::Unknown if is_mcp_name(decoded.as_bytes()) => return,
            Naming::Former(current) => (FindingCode::LegacyToolName, " is an older name of ", current),
            Naming::Retired => (FindingCode::LegacyToolName, " is the name of a retired tool", ""),
            Naming::Unknown => (
                FindingCode::UnknownToolName,
                " is neither a tool of the backend nor named like one of an MCP server",
                "",
            ),
        };
        self.add(code, spot(name.place().start), &[Quoted(name), Words(reason), Words(current)]);
    }

    /// Whether the call ended, and how. `last` is the session's last message.
    fn ending(&mut self, call: View<'_, ToolCallData>, last: u64, spot: impl Fn(usize) -> Spot) {
        let finished = call.finished();
        if !finished.value && last != self.index {
            let message = Words("the arguments are incomplete, though the session went on");
            self.add(FindingCode::UnfinishedCall, spot(finished.place.start), &[message]);
        }
        let is_silent = call.result().is_none_or(|result| result.source().is_empty());
        if let Some(failed) = call.is_error().filter(|failed| failed.value && is_silent) {
            let message = Words("the call ended in an error and has no result");
            self.add(FindingCode::FailedWithoutResult, spot(failed.place.start), &[message]);
        }
    }

    fn input(&mut self, call: View<'_, ToolCallData>, spot: impl Fn(usize) -> Spot) {
        let input = call.input();
        let text = decoded(input);
        if self.off & FindingCode::InvalidInput.bit() != 0 || text.is_empty() || is_json(text.as_bytes()) {
            return;
        }
        let Some((offset, issue)) = walk::syntax_error(&text) else { return };
        // While the arguments are incomplete, the rest may still come.
        if issue.code != IssueCode::UnexpectedEnd || call.finished().value {
            let (start, at) = (input.place().start, input.source_of(offset));
            let message = [Words("input is not JSON: "), Words(&issue.message)];
            self.add_at(at, FindingCode::InvalidInput, spot(start), &message);
        }
    }

    fn callback(&mut self, result: View<'_, CallbackResultData>, known: bool, spot: impl Fn(usize) -> Spot) {
        if !known {
            let id = result.tool_call_id();
            let message = [Quoted(id), Words(" is not a tool call of this session")];
            self.add(FindingCode::CallbackWithoutCall, spot(id.place().start), &message);
        }
    }

    fn add(&mut self, code: FindingCode, spot: Spot, message: &[Part<'_>]) {
        self.add_at(spot.value, code, spot, message);
    }

    /// Adds a suspicion. Without room, it replaces a later one, if there is one.
    #[cold]
    #[inline(never)]
    fn add_at(&mut self, at: usize, code: FindingCode, spot: Spot, message: &[Part<'_>]) {
        if self.off & code.bit() != 0 {
            return;
        }
        self.count += 1;
        let list = &self.suspicions;
        if list.len() >= self.room && list.last().is_none_or(|last| last.at <= at) {
            return;
        }
        let place = list.iter().rposition(|other| other.at <= at).map_or(0, |before| before + 1);
        let suspicion = Suspicion { code, message: self.message(message), path: self.path(spot), at };
        self.suspicions.insert(place, suspicion);
        self.suspicions.truncate(self.room);
    }

    fn message(&self, parts: &[Part<'_>]) -> String {
        let mut out = String::new();
        for part in parts {
            match *part {
                Words(words) => out.push_str(words),
                Quoted(text) => out.push_str(&quoted(&decoded(text))),
                Number(number) => push_decimal(&mut out, number),
                Key(value) => out.push_str(&self.key(value)),
            }
        }
        out
    }

    fn path(&self, Spot { within, value }: Spot) -> Vec<PathSegment> {
        let mut path = vec![PathSegment::Index(self.index)];
        if let Some((list, number)) = within {
            path.push(PathSegment::Key(self.key(list)));
            path.push(PathSegment::Index(number));
        }
        path.push(PathSegment::Key(self.key(value)));
        path
    }

    /// The name of the field whose value begins there, as the text spells it: the last quoted string before it.
    #[inline(never)]
    fn key(&self, value: usize) -> String {
        let mut name = String::new();
        let before = self.window.get(..value).expected();
        if let Some(key) = before.rsplit(|&byte| byte == b'"').nth(1) {
            escape::unescape(std::str::from_utf8(key).expected(), &mut name);
        }
        name
    }
}

/// The decoded text of a source string, owned.
#[inline(never)]
pub(super) fn decoded(text: Text<'_>) -> String {
    text.decode(&mut String::new()).to_owned()
}

/// `{server}_{tool}`, neither empty, without white space.
fn is_mcp_name(name: &[u8]) -> bool {
    // Names of less than two bytes have nothing between the first and the last.
    let between = name.get(1..name.len().saturating_sub(1)).unwrap_or_default();
    between.contains(&b'_') && !name.iter().any(|&byte| byte <= b' ' || byte == 0x7F)
}

/// Whether a text is surely JSON. For some JSON it returns false, so false needs a closer look.
fn is_json(text: &[u8]) -> bool {
    skip::value(text, 0, 0, false).is_ok_and(|end| whitespace::skip(text, end) == text.len())
}
