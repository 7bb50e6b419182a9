//! Counting only the last message of each id: what every message adds is kept by itself, until another one takes its place.

use super::rows::Rows;
use super::tally::{FieldTallies, FieldTally, Tally, Used, fingerprint};
use crate::decode::view::View;
use crate::model::records::{BackendMessage, CallbackType};

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
