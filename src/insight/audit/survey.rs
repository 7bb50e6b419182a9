//! The ids of a history and who refers to them, gathered before any message is judged.

use crate::decode::view::{Text, View};
use crate::model::records::BackendMessage;
use crate::text::intern::Names;
use crate::text::part::Part;
use crate::text::wording::push_decimal;

/// The ids of a history.
#[derive(Debug, Default)]
pub(super) struct Survey {
    ids: Names,
    rows: Vec<Row>,
    sessions: u64,
    /// The key that is looked up.
    key: String,
    scratch: String,
}

/// What is known of an id. For a message or a tool call: the first message that has it, and the call's index there. For a
/// session: its last message, and the session's number.
pub(super) type Row = (u64, u64);

/// What an id identifies. A call's id is unique within its session.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Message,
    Session,
    CallOf { session: u64 },
}

impl Survey {
    /// Adds the message at that index.
    pub(super) fn add(&mut self, index: u64, message: View<'_, BackendMessage>) {
        self.note(Kind::Message, message.id(), (index, 0));
        let (_, session) = self.note(Kind::Session, message.session_id(), (index, self.sessions));
        self.sessions = self.sessions.max(session + 1);
        if let Some(row) = self.find(Kind::Session, message.session_id()) {
            row.0 = index;
        }
        for (number, call) in (0..).zip(message.tool_calls().into_iter().flatten()) {
            self.note(Kind::CallOf { session }, call.id(), (index, number));
        }
    }

    /// The row of an id, new if there was none.
    fn note(&mut self, kind: Kind, id: Text<'_>, new: Row) -> Row {
        self.spell(kind, id);
        let row = self.ids.number(&self.key);
        if row == self.rows.len() {
            self.rows.push(new);
        }
        self.rows.get(row).copied().expected_or(new)
    }

    /// The row of an id.
    pub(super) fn find(&mut self, kind: Kind, id: Text<'_>) -> Option<&mut Row> {
        self.spell(kind, id);
        let row = self.ids.find(&self.key)?;
        self.rows.get_mut(row)
    }

    /// Makes the lookup key of an id, distinct from equal ids of other kinds.
    fn spell(&mut self, kind: Kind, id: Text<'_>) {
        self.key.clear();
        match kind {
            Kind::Message => self.key.push('m'),
            Kind::Session => self.key.push('s'),
            Kind::CallOf { session } => {
                push_decimal(&mut self.key, session);
                self.key.push(':');
            }
        }
        self.key.push_str(id.decode(&mut self.scratch));
    }
}
