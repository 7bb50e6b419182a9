//! What a session does where a record is damaged: it reports the damage and finds where it ends.
//! A window with damage at its `consumed` byte comes in; a rejected record and the place after it go out.

use crate::decode::text_store::TextStore;
use crate::diagnose::find_id;
use crate::diagnose::walk::{self, Between, Context, Outcome};
use crate::read::framing::Framing;
use crate::read::recovery::{self, End, Fate, LONGEST_WORD, Recovery};
use crate::read::separators;
use crate::read::session::{Mode, Session, Spot, Status, Task};
use crate::text::part::Part;
use crate::text::whitespace;
use crate::text::wording::SHOWN_BYTES;

impl<T: TextStore> Session<T> {
    /// At an invalid record; reading continues after it.
    #[cold]
    pub(super) fn recover(&mut self, window: &[u8], last: bool) -> Status {
        match window.get(self.consumed) {
            Some(b'{' | b'[') => self.recover_value(window, last),
            _ => self.recover_word(window, last),
        }
    }

    /// At an object or an array that is not a valid record.
    fn recover_value(&mut self, window: &[u8], last: bool) -> Status {
        let start = self.consumed;
        let mut fate = self.recovery(window, last).follow(start);
        if let Fate::Ends { end } = fate
            && window.get(start) == Some(&b'[')
        {
            // Another array may have been glued to one that was cut off; then nothing ends that.
            match window.get(whitespace::skip(window, end)) {
                None if !last => return Status::More,
                Some(b',' | b']') => {}
                _ => {
                    if let Some(record) = self.recovery(window, last).record_in(start, end) {
                        fate = Fate::Cut { record };
                    }
                }
            }
        }
        if fate == Fate::More {
            return Status::More;
        }
        let outcome = match fate {
            // Nothing is wrong with it before that place, except that it does not end.
            Fate::TooLong { record } => self.diagnose(window.get(..record).expected(), true),
            _ => self.diagnose(window, last),
        };
        let (Outcome::Value { end: error } | Outcome::Stop { error }) = outcome else { return Status::More };
        // Up to `next`, nothing of another record stands there.
        let (at, next, end) = match fate {
            Fate::Ends { end } => {
                return self.reject_whole(end, window.get(..error).expected());
            }
            Fate::Cut { record } | Fate::TooLong { record } => (record, record, End::Record(record)),
            Fate::ArrayEnd { at } => (at, at, End::Bracket(at)),
            Fate::Lost { at, resume } => (at, resume, self.recovery(window, last).end(resume)),
            Fate::More => return Status::More,
        };
        // Behind the line on which a record was cut off another one begins; what stands before is its own.
        let own = match window.get(start..next).expected().iter().position(|byte| matches!(byte, b'\n' | 0x1E)) {
            Some(line) => (start + line).min(error),
            None if at == window.len() => error,
            None => start,
        };
        self.reject(window.get(..own).expected());
        self.lose(end, window)
    }

    /// At something that is neither an object nor an array: a string, a number, a literal, or something that is not JSON.
    fn recover_word(&mut self, window: &[u8], last: bool) -> Status {
        /// Enough bytes to see what follows, and to show it.
        const LOOK: usize = SHOWN_BYTES + 1;
        let (start, is_element) = (self.consumed, self.framing.at_element());
        let Some(end) = recovery::word(window, start, last) else { return Status::More };
        let behind = if is_element { whitespace::skip(window, end) } else { separators::skip(window, end) };
        let is_string = window.get(start) == Some(&b'"');
        let passed = window.get(end..behind).expected();
        // Such a line is reported as soon as it ends.
        let is_line = !is_string && !is_element && end > start && passed.contains(&b'\n');
        if !last && !is_line && window.len() < behind + LOOK {
            return Status::More;
        }
        let rest = window.get(behind..).expected();
        let Some(is_key) = recovery::key_behind_comma(window, behind, last) else { return Status::More };
        let stands_alone = is_line
            || end > start
                && (is_string || end - start <= LONGEST_WORD)
                && match rest.first() {
                    None => true,
                    // A string before a colon is a key: this is the rest of an object, not an element.
                    Some(b',') => is_element && !is_key,
                    Some(b']') => is_element,
                    Some(b'{' | b'[') => !is_element && (behind > end || !is_string),
                    Some(_) => !is_element && behind > end && recovery::begins_word(rest),
                };
        match self.diagnose(window, last) {
            Outcome::More => return Status::More,
            Outcome::Value { .. } if !stands_alone => {
                let expected = if is_element { Between::CommaOrBracket } else { Between::Value };
                let context = self.context();
                walk::between(&mut self.report, &context, expected, window, behind, last);
            }
            // Brackets around something that is not JSON may belong to a larger broken value.
            Outcome::Stop { .. }
                if !stands_alone || self.framing != Framing::Element || rest.first() != Some(&b',') => {}
            Outcome::Value { .. } | Outcome::Stop { .. } => return self.reject_whole(end, &[]),
        }
        self.reject(&[]);
        let end = self.recovery(window, last).end(start);
        self.lose(end, window)
    }

    /// Inside damage that was reported before.
    #[cold]
    pub(super) fn go_on(&mut self, window: &[u8], last: bool) -> Status {
        let from = self.consumed;
        let end = self.recovery(window, last).end(from);
        match end {
            End::Unknown(at) => {
                self.rejected_bytes = at - from;
                self.consumed = at;
                Status::More
            }
            _ => self.lose(end, window),
        }
    }

    /// Continues where reported damage ends.
    pub(in crate::read) fn lose(&mut self, end: End, window: &[u8]) -> Status {
        let array = self.framing.in_array();
        let (at, framing, status) = match end {
            End::Record(at) | End::Bracket(at) => (at, Framing::Loose { array }, Status::Rejected),
            End::Text => (window.len(), Framing::Loose { array: false }, Status::Rejected),
            End::Unknown(at) => (at, Framing::Lost { array }, Status::Broken),
        };
        let at = match status {
            Status::Rejected => separators::skip_back(window, self.consumed, at, true),
            _ => at,
        };
        self.rejected_bytes = at - self.consumed;
        self.consumed = at;
        self.framing = framing;
        if status == Status::Rejected {
            self.index += 1;
            self.spent += self.looked;
        }
        status
    }

    /// Rejects the record that ends at `end`.
    fn reject_whole(&mut self, end: usize, passed: &[u8]) -> Status {
        self.reject(passed);
        self.rejected_bytes = end - self.consumed;
        self.consumed = end;
        self.index += 1;
        self.framing.after_rejected();
        Status::Rejected
    }

    /// Takes what was reported of the record that begins, or should, at `consumed`. Its `id` is looked for up to where
    /// `passed` ends.
    #[cold]
    pub(in crate::read) fn reject(&mut self, passed: &[u8]) {
        self.rejected = Some(Spot {
            start: self.consumed,
            offset: self.report.origin() + self.consumed as u64,
            index: self.index,
            id: find_id::of(self.task.record, passed, self.consumed),
        });
    }

    #[cold]
    pub(super) fn misframed(&mut self, window: &[u8], last: bool, expected: Between) -> Status {
        let context = self.context();
        if walk::between(&mut self.report, &context, expected, window, self.consumed, last) == Outcome::More {
            return Status::More;
        }
        self.reject(&[]);
        if self.task.mode != Mode::Salvage {
            return Status::Invalid;
        }
        let from = self.consumed;
        let end = self.recovery(window, last).end(from);
        self.lose(end, window)
    }

    /// The window as recovery sees it.
    pub(in crate::read) fn recovery<'a>(
        &'a mut self,
        window: &'a [u8],
        last: bool,
    ) -> Recovery<'a, impl FnMut(usize) -> bool> {
        let context = Context { depth: 0, ..self.context() };
        let (read, spent) = (self.report.origin(), self.spent);
        let Self { task, framing, out, consumed, looked, .. } = self;
        let Task { record, options, .. } = *task;
        let is_record = move |at| {
            out.is_record(record, options.unknown_keys, window, at)
                || context.replaces && walk::is_replaceable(&context, window, at)
        };
        Recovery { window, start: *consumed, last, in_array: framing.in_array(), read, spent, looked, is_record }
    }
}
