//! Adding up messages, one after another.

use super::fields::{FieldTallies, FieldTally};
use super::last::{Item, Last, Names, Part};
use super::rows::Rows;
use super::sum::Sum;
use super::used::{Used, fingerprint};
use crate::decode::borrowed::Borrowed;
use crate::decode::view::{View, Window};
use crate::model::records::{BackendMessage, CallbackResultData, CallbackType, ToolCallData};
use crate::model::schema::Record;
use crate::read::session::Session;

/// What was counted so far.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) bytes: u64,
    pub(crate) messages: u64,
    pub(crate) rejected: u64,
    pub(crate) rejected_bytes: u64,
    /// Where something between messages first occurred that strict reading rejects.
    pub(crate) irregular_at: Option<u64>,
    /// In how many messages malformed Unicode was replaced.
    pub(crate) replaced: u64,
    /// How many messages are not counted because another with the same `id` follows.
    pub(crate) repeated: u64,
    /// A fingerprint of every message's `id`, in order.
    pub(crate) ids: Vec<u64>,
    /// The messages themselves, if only the last one of each id counts.
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

impl Tally {
    /// An empty tally. With `only_last`, only the last of all messages with the same id counts.
    pub(crate) fn new(only_last: bool) -> Self {
        Self { last: only_last.then(Last::default), ..Self::default() }
    }

    /// Adds the records that were read from a window.
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
    fn count_result(&mut self, callback_type: CallbackType, success: bool) {
        let row = self.callbacks.iter().position(|&(known, _)| known == callback_type).unwrap_or_else(|| {
            self.callbacks.push((callback_type, CallbackTally::default()));
            self.callbacks.len() - 1
        });
        debug_assert!(row < self.callbacks.len());
        if let Some((_, callback)) = self.callbacks.get_mut(row) {
            callback.results += 1;
            callback.failed += u64::from(!success);
        }
    }

    /// Each field that occurred: its path, and its counts.
    pub(crate) fn fields(&self) -> Vec<(String, FieldTally)> {
        let mut fields = Vec::new();
        self.message_fields.push_to(&mut fields, BackendMessage::SCHEMA);
        self.call_fields.push_to(&mut fields, ToolCallData::SCHEMA);
        self.result_fields.push_to(&mut fields, CallbackResultData::SCHEMA);
        fields
    }
}

/// Counts only the last message of each id.
impl Tally {
    /// The counts of these messages; `self` has the other counts of the text.
    pub(super) fn of_last(&self, last: &Last) -> Self {
        let Self { bytes, rejected, rejected_bytes, irregular_at, replaced, .. } = *self;
        let repeated = last.repeated();
        let mut tally = Self { bytes, rejected, rejected_bytes, irregular_at, replaced, repeated, ..Self::default() };
        last.parts().for_each(|part| tally.count(part, &last.names));
        tally
    }

    /// The counts of each message separately.
    pub(crate) fn of_each(last: &Last) -> impl Iterator<Item = Self> {
        last.all_parts().map(|part| {
            let mut tally = Self { ids: vec![part.id], ..Self::default() };
            tally.count(part, &last.names);
            tally
        })
    }

    fn count(&mut self, part: &Part, Names { roles, sessions, models, tools }: &Names) {
        self.messages += 1;
        self.usage.add(&part.used);
        if let Some(role) = self.roles.same(roles, part.role) {
            *role += 1;
        }
        if let Some(session) = self.sessions.same(sessions, part.session) {
            session.add(&part.used);
        }
        if let Some(model) = self.models.same(models, part.model) {
            model.add(&part.used);
        }
        for &item in &part.lists {
            match item {
                Item::Call { tool, has_failed, is_unfinished } => {
                    if let Some(tool) = self.tools.same(tools, tool) {
                        tool.calls += 1;
                        tool.failed += u64::from(has_failed);
                        tool.unfinished += u64::from(is_unfinished);
                    }
                }
                Item::Result { callback_type, success } => self.count_result(callback_type, success),
                Item::Field { of, index, tally: field } => {
                    let fields = match of {
                        0 => &mut self.message_fields,
                        1 => &mut self.call_fields,
                        _ => &mut self.result_fields,
                    };
                    fields.add_tally(usize::from(index), field);
                }
            }
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
