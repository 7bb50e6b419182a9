//! Counts only the last message of each id: what each message adds is kept separately until a later one replaces it.

use super::fields::{FieldTallies, FieldTally};
use super::rows::Rows;
use super::used::{Used, fingerprint};
use crate::decode::view::View;
use crate::model::records::{BackendMessage, CallbackType};

/// Messages, each of which a later one with the same id replaces.
#[derive(Debug, Default)]
pub(crate) struct Last {
    parts: Vec<Part>,
    pub(super) names: Names,
    /// How many messages were replaced by later ones.
    repeated: u64,
    /// Above this number of parts, replaced ones are dropped.
    limit: usize,
}

#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) roles: Rows<()>,
    pub(super) sessions: Rows<()>,
    pub(super) models: Rows<()>,
    pub(super) tools: Rows<()>,
}

/// What one message adds. Names are stored as numbers.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) id: u64,
    pub(super) role: usize,
    pub(super) session: usize,
    pub(super) model: usize,
    pub(super) used: Used,
    pub(super) lists: Vec<Item>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Item {
    Call { tool: usize, has_failed: bool, is_unfinished: bool },
    Result { callback_type: CallbackType, success: bool },
    Field { of: u8, index: u8, tally: FieldTally },
}

/// The number of parts below which none is dropped.
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

    /// Drops replaced parts, if there are many.
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

    /// The places of the last part of each id.
    fn kept(&self) -> Vec<usize> {
        let mut last: Vec<_> = self.parts.iter().zip(0..).map(|(part, place)| (part.id, place)).collect();
        last.sort_unstable();
        let is_last = |&(at, &(id, _)): &(usize, &(u64, usize))| last.get(at + 1).is_none_or(|next| next.0 != id);
        let mut kept: Vec<usize> = last.iter().enumerate().filter(is_last).map(|(_, &(_, place))| place).collect();
        kept.sort_unstable();
        kept
    }

    /// What the last message of each id adds.
    pub(super) fn parts(&self) -> impl Iterator<Item = &Part> {
        self.kept().into_iter().filter_map(|place| self.parts.get(place))
    }

    /// How many messages were replaced by later ones.
    pub(super) fn repeated(&self) -> u64 {
        self.repeated + (self.parts.len() - self.kept().len()) as u64
    }

    /// What each message adds, replaced ones included.
    pub(super) fn all_parts(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter()
    }
}
