//! Adding up messages, one after another.

use super::rows::Rows;
use super::sum::Sum;
use crate::decode::borrowed::Borrowed;
use crate::decode::view::{Fields, View, Window};
use crate::model::records::{BackendMessage, CallbackResultData, CallbackType, ToolCallData};
use crate::model::schema::{Kind, Record, RecordSchema};
use crate::read::session::Session;

/// What was counted so far.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) bytes: u64,
    pub(crate) messages: u64,
    pub(crate) rejected: u64,
    pub(crate) rejected_bytes: u64,
    /// Where something stood first between messages that strict reading refuses.
    pub(crate) irregular_at: Option<u64>,
    /// In how many messages malformed text was replaced.
    pub(crate) replaced: u64,
    /// How many messages are not counted, as others with the same `id` follow.
    pub(crate) repeated: u64,
    /// A fingerprint of every message's `id`, in order.
    pub(crate) ids: Vec<u64>,
    /// The messages themselves, if only the last ones of their ids are to be counted.
    pub(crate) last: Option<Last>,
    pub(crate) usage: UsageTally,
    pub(crate) roles: Rows<u64>,
    pub(crate) sessions: Rows<UseTally>,
    pub(crate) models: Rows<UseTally>,
    pub(crate) tools: Rows<ToolTally>,
    pub(crate) callbacks: Vec<(CallbackType, CallbackTally)>,
    pub(super) message_fields: FieldTallies,
    pub(super) call_fields: FieldTallies,
    pub(super) result_fields: FieldTallies,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct UsageTally {
    pub(crate) input_tokens: i128,
    pub(crate) output_tokens: i128,
    pub(crate) cache_creation_tokens: i128,
    pub(crate) cache_read_tokens: i128,
    pub(crate) cost: Sum,
}

/// Messages, and what they used.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct UseTally {
    pub(crate) messages: u64,
    pub(crate) usage: UsageTally,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ToolTally {
    pub(crate) calls: u64,
    pub(crate) failed: u64,
    pub(crate) unfinished: u64,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CallbackTally {
    pub(crate) results: u64,
    pub(crate) failed: u64,
}

/// The fields of a type of record, by their index.
#[derive(Debug, Default)]
pub(super) struct FieldTallies(pub(super) Vec<FieldTally>);

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FieldTally {
    pub(crate) values: u64,
    pub(crate) bytes: u64,
    /// Where in the text the first of the values begins.
    pub(super) first: u64,
}

impl Tally {
    /// Of nothing; `only_last` tells whether of messages with the same id only the last one is to be counted.
    pub(crate) fn new(only_last: bool) -> Self {
        Self { last: only_last.then(Last::default), ..Self::default() }
    }

    /// Adds what was read of a window.
    pub(crate) fn window(&mut self, session: &Session<Borrowed>, window: &[u8]) {
        self.irregular_at = self.irregular_at.or(session.irregular_at);
        self.replaced += u64::from(session.mended_start().is_some());
        for message in Window::new(&session.out, session.text(window)).records::<BackendMessage>(session.count) {
            self.add(message);
        }
        self.bytes += session.consumed as u64;
        self.rejected_bytes += session.rejected_bytes as u64;
    }

    fn add(&mut self, message: View<'_, BackendMessage>) {
        let base = self.bytes;
        if let Some(last) = &mut self.last {
            self.messages += 1;
            last.add(message, base);
            return;
        }
        self.messages += 1;
        self.message_fields.add(message.fields(), base);
        self.ids.push(fingerprint(message.id().decode(&mut String::new())));
        let used = Used::of(message);
        self.usage.add(&used);
        if let Some(role) = self.roles.row(Some(message.role())) {
            *role += 1;
        }
        if let Some(session) = self.sessions.row(Some(message.session_id())) {
            session.add(&used);
        }
        if let Some(model) = self.models.row(message.model()) {
            model.add(&used);
        }
        for call in message.tool_calls().into_iter().flatten() {
            self.call_fields.add(call.fields(), base);
            self.add_call(call);
        }
        for result in message.callback_results().into_iter().flatten() {
            self.result_fields.add(result.fields(), base);
            self.add_result(result);
        }
    }

    #[inline(never)]
    fn add_call(&mut self, call: View<'_, ToolCallData>) {
        if let Some(tool) = self.tools.row(Some(call.name())) {
            tool.calls += 1;
            tool.failed += u64::from(call.is_error().is_some_and(|is_error| is_error.value));
            tool.unfinished += u64::from(!call.finished().value);
        }
    }

    fn add_result(&mut self, result: View<'_, CallbackResultData>) {
        self.count_result(result.callback_type().value, result.success().value);
    }

    #[inline(never)]
    pub(super) fn count_result(&mut self, callback_type: CallbackType, success: bool) {
        let row = self.callbacks.iter().position(|&(known, _)| known == callback_type).unwrap_or_else(|| {
            self.callbacks.push((callback_type, CallbackTally::default()));
            self.callbacks.len() - 1
        });
        if let Some((_, callback)) = self.callbacks.get_mut(row) {
            callback.results += 1;
            callback.failed += u64::from(!success);
        }
    }

    /// Each field that was there: its path, and what was counted.
    pub(crate) fn fields(&self) -> Vec<(String, FieldTally)> {
        let mut fields = Vec::new();
        self.message_fields.push_to(&mut fields, BackendMessage::SCHEMA);
        self.call_fields.push_to(&mut fields, ToolCallData::SCHEMA);
        self.result_fields.push_to(&mut fields, CallbackResultData::SCHEMA);
        fields
    }
}

/// A number for a text. Those of a million texts that nobody made for the purpose are all different, but for one chance in thousands.
pub(super) fn fingerprint(text: &str) -> u64 {
    // FNV-1a, and the finish of MurmurHash3.
    let hash = text
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    let hash = (hash ^ hash >> 33).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    hash ^ hash >> 33
}

impl FieldTallies {
    #[inline(never)]
    pub(super) fn add(&mut self, fields: Fields<'_>, base: u64) {
        for (index, place) in fields {
            let first = base + place.start as u64;
            self.add_tally(index, FieldTally { values: 1, bytes: place.len() as u64, first });
        }
    }

    #[inline]
    pub(super) fn add_tally(&mut self, index: usize, FieldTally { values, bytes, first }: FieldTally) {
        if index >= self.0.len() {
            self.0.resize(index + 1, FieldTally::default());
        }
        let Some(field) = self.0.get_mut(index) else { return };
        if field.values == 0 {
            field.first = first;
        }
        field.values += values;
        field.bytes += bytes;
    }

    /// Puts the fields among others, in the order in which they first appear.
    fn push_to(&self, fields: &mut Vec<(String, FieldTally)>, schema: &'static RecordSchema) {
        for (field, &tally) in schema.fields.iter().zip(&self.0).filter(|(_, tally)| tally.values > 0) {
            let path = match list_of(schema) {
                Some(list) => [list, ".", field.camel].concat(),
                None => field.camel.to_owned(),
            };
            let place = fields.iter().position(|(_, other)| other.first > tally.first).unwrap_or(fields.len());
            fields.insert(place, (path, tally));
        }
    }
}

/// The field of a message that lists such records.
fn list_of(record: &'static RecordSchema) -> Option<&'static str> {
    BackendMessage::SCHEMA.fields.iter().find_map(|field| match field.kind {
        Kind::List(Kind::Record(schema)) if std::ptr::eq(*schema, record) => Some(field.camel),
        _ => None,
    })
}

/// What one message used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Used {
    input_tokens: i64,
    output_tokens: i64,
    cache_creation_tokens: i64,
    cache_read_tokens: i64,
    cost: f64,
}

impl Used {
    #[inline]
    pub(super) fn of(message: View<'_, BackendMessage>) -> Self {
        Self {
            input_tokens: message.input_tokens().map_or(0, |tokens| tokens.value),
            output_tokens: message.output_tokens().map_or(0, |tokens| tokens.value),
            cache_creation_tokens: message.cache_creation_tokens().map_or(0, |tokens| tokens.value),
            cache_read_tokens: message.cache_read_tokens().map_or(0, |tokens| tokens.value),
            cost: message.cost().map_or(0.0, |cost| cost.value),
        }
    }
}

impl UsageTally {
    #[inline(never)]
    pub(super) fn add(&mut self, used: &Used) {
        self.input_tokens += i128::from(used.input_tokens);
        self.output_tokens += i128::from(used.output_tokens);
        self.cache_creation_tokens += i128::from(used.cache_creation_tokens);
        self.cache_read_tokens += i128::from(used.cache_read_tokens);
        self.cost.add(used.cost);
    }
}

impl UseTally {
    #[inline]
    pub(super) fn add(&mut self, used: &Used) {
        self.messages += 1;
        self.usage.add(used);
    }
}

/// The messages of which others with the same id may follow.
#[derive(Debug, Default)]
pub(crate) struct Last {
    parts: Vec<Part>,
    names: Names,
    /// How many messages others have taken the place of.
    repeated: u64,
    /// With so many parts, those that are not the last ones are looked for.
    limit: usize,
}

#[derive(Debug, Default)]
struct Names {
    roles: Rows<()>,
    sessions: Rows<()>,
    models: Rows<()>,
    tools: Rows<()>,
}

/// What one message adds; names by their numbers.
#[derive(Debug)]
struct Part {
    id: u64,
    role: usize,
    session: usize,
    model: usize,
    used: Used,
    lists: Vec<Item>,
}

#[derive(Clone, Copy, Debug)]
enum Item {
    Call { tool: usize, has_failed: bool, is_unfinished: bool },
    Result { callback_type: CallbackType, success: bool },
    Field { of: u8, index: u8, tally: FieldTally },
}

/// Fewer parts than this need not be looked through.
const FEW: usize = 1024;

impl Last {
    pub(super) fn add(&mut self, message: View<'_, BackendMessage>, base: u64) {
        let Self { parts, names, .. } = self;
        let mut lists = Vec::new();
        let mut fields = [const { FieldTallies(Vec::new()) }; 3];
        let [of_message, of_calls, of_results] = &mut fields;
        of_message.add(message.fields(), base);
        for call in message.tool_calls().into_iter().flatten() {
            of_calls.add(call.fields(), base);
            let has_failed = call.is_error().is_some_and(|is_error| is_error.value);
            let tool = names.tools.number(Some(call.name()));
            lists.push(Item::Call { tool, has_failed, is_unfinished: !call.finished().value });
        }
        for result in message.callback_results().into_iter().flatten() {
            of_results.add(result.fields(), base);
            lists.push(Item::Result { callback_type: result.callback_type().value, success: result.success().value });
        }
        for (of, fields) in (0..).zip(&fields) {
            for (index, &tally) in (0..).zip(&fields.0) {
                if tally.values > 0 {
                    lists.push(Item::Field { of, index, tally });
                }
            }
        }
        parts.push(Part {
            id: fingerprint(message.id().decode(&mut String::new())),
            role: names.roles.number(Some(message.role())),
            session: names.sessions.number(Some(message.session_id())),
            model: names.models.number(message.model()),
            used: Used::of(message),
            lists,
        });
    }

    /// Drops what is not the last of its id, once there is much of it.
    pub(super) fn settle(&mut self) {
        if self.parts.len() <= self.limit.max(FEW) {
            return;
        }
        let before = self.parts.len();
        let mut kept = self.kept().into_iter().peekable();
        let mut places = 0..;
        self.parts.retain(|_| places.next().is_some_and(|place| kept.next_if_eq(&place).is_some()));
        self.repeated += (before - self.parts.len()) as u64;
        self.limit = 2 * self.parts.len();
    }

    /// The places of the last ones of all ids.
    fn kept(&self) -> Vec<usize> {
        let mut last: Vec<_> = self.parts.iter().zip(0..).map(|(part, place)| (part.id, place)).collect();
        last.sort_unstable();
        let is_last = |&(at, &(id, _)): &(usize, &(u64, usize))| last.get(at + 1).is_none_or(|next| next.0 != id);
        let mut kept: Vec<usize> = last.iter().enumerate().filter(is_last).map(|(_, &(_, place))| place).collect();
        kept.sort_unstable();
        kept
    }

    /// Everything that is counted of a text: the last messages.
    pub(super) fn tally(&self, all: &Tally) -> Tally {
        let kept = self.kept();
        let repeated = self.repeated + (self.parts.len() - kept.len()) as u64;
        let Tally { bytes, rejected, rejected_bytes, irregular_at, replaced, .. } = *all;
        let mut tally = Tally { bytes, rejected, rejected_bytes, irregular_at, replaced, repeated, ..Tally::default() };
        kept.iter().filter_map(|&place| self.parts.get(place)).for_each(|part| self.count(part, &mut tally));
        tally
    }

    /// Each of the messages, with what it alone adds.
    pub(crate) fn each(&self) -> impl Iterator<Item = Tally> {
        self.parts.iter().map(|part| {
            let mut tally = Tally { ids: vec![part.id], ..Tally::default() };
            self.count(part, &mut tally);
            tally
        })
    }

    fn count(&self, part: &Part, tally: &mut Tally) {
        let Names { roles, sessions, models, tools } = &self.names;
        tally.messages += 1;
        tally.usage.add(&part.used);
        if let Some(role) = tally.roles.same(roles, part.role) {
            *role += 1;
        }
        if let Some(session) = tally.sessions.same(sessions, part.session) {
            session.add(&part.used);
        }
        if let Some(model) = tally.models.same(models, part.model) {
            model.add(&part.used);
        }
        for &item in &part.lists {
            match item {
                Item::Call { tool, has_failed, is_unfinished } => {
                    if let Some(tool) = tally.tools.same(tools, tool) {
                        tool.calls += 1;
                        tool.failed += u64::from(has_failed);
                        tool.unfinished += u64::from(is_unfinished);
                    }
                }
                Item::Result { callback_type, success } => tally.count_result(callback_type, success),
                Item::Field { of, index, tally: field } => {
                    let fields = match of {
                        0 => &mut tally.message_fields,
                        1 => &mut tally.call_fields,
                        _ => &mut tally.result_fields,
                    };
                    fields.add_tally(usize::from(index), field);
                }
            }
        }
    }
}
