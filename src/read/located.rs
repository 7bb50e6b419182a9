//! Reads a list inside a larger value (the option `at`): checks what surrounds the list, and leaves the records to the
//! session.

use crate::decode::text_store::TextStore;
use crate::diagnose::walk::{self, Context, Outcome};
use crate::model::options::MalformedUnicode;
use crate::read::around::{Around, Located, Met, Phase, Place, Pointer};
use crate::read::framing::Framing;
use crate::read::session::{Mode, Session, Status};
use crate::text::part::Part;
use crate::text::utf8::BYTE_ORDER_MARK;

impl<T: TextStore> Session<T> {
    /// Sets the list that has the records, by its JSON Pointer; false if it is not a pointer.
    pub(crate) fn locate(&mut self, pointer: &str) -> bool {
        self.located = Pointer::parse(pointer).map(|pointer| Box::new(Located::new(pointer)));
        self.located.is_some()
    }

    /// Continues with the list where an earlier reading stopped.
    pub(crate) fn resume_around(&mut self, around: Around) {
        let Some(located) = &mut self.located else { return };
        located.around = around;
        if around.phase == Phase::Inside {
            let path = located.path();
            self.report.set_prefix(path);
        }
    }

    /// Passes over what surrounds the list; `None` where its records come next, or where nothing surrounds it.
    pub(crate) fn pass_around(&mut self, window: &[u8], last: bool) -> Option<Status> {
        if self.located.is_none() { None } else { self.pass_around_list(window, last) }
    }

    #[cold]
    fn pass_around_list(&mut self, window: &[u8], last: bool) -> Option<Status> {
        if self.located.as_ref()?.around.phase == Phase::Behind {
            self.report.set_prefix(Vec::new());
        }
        loop {
            let located = self.located.as_mut()?;
            let Located { pointer, around } = &mut **located;
            if let Phase::Inside | Phase::Lost = around.phase {
                return None;
            }
            if let Framing::Start { many } = self.framing {
                let rest = window.get(self.consumed..).expected();
                if rest.starts_with(BYTE_ORDER_MARK) {
                    self.consumed += BYTE_ORDER_MARK.len();
                } else if !last && BYTE_ORDER_MARK.starts_with(rest) {
                    return Some(Status::More);
                }
                self.framing = Framing::Begun { many };
            }
            let met = around.advance(pointer, window, &mut self.consumed, last);
            let is_found = around.phase != Phase::Before;
            let depth = if met == Met::TooDeep { around.depth as usize } else { 0 };
            match met {
                Met::List => {
                    self.framing = Framing::First;
                    let path = located.path();
                    self.report.set_prefix(path);
                    return None;
                }
                Met::More => return Some(Status::More),
                Met::End if is_found => {
                    return Some(match window.get(self.consumed) {
                        None if last => Status::Done,
                        None => Status::More,
                        Some(_) => self.stray(window, last, walk::Between::Nothing),
                    });
                }
                Met::End | Met::NoList => return Some(self.no_list(window, met)),
                Met::Unexpected(expected) => return Some(self.stray(window, last, expected)),
                Met::TooDeep | Met::Scalar => {
                    if let Some(status) = self.any(window, last, depth) {
                        return Some(status);
                    }
                }
            }
        }
    }

    /// The list has ended: what follows it comes next.
    pub(crate) fn leave_list(&mut self) -> Status {
        if let Some(located) = &mut self.located {
            located.around.leave_list();
        }
        Status::Full
    }

    /// Whether the list is inside a larger value and reading is in it.
    pub(crate) fn is_in_list(&self) -> bool {
        self.located.as_ref().is_some_and(|located| located.around.phase == Phase::Inside)
    }

    /// How many brackets are open around the next record.
    pub(crate) fn depth(&self) -> usize {
        let around = self.located.as_ref().filter(|located| located.around.phase == Phase::Inside);
        match around {
            // The list's own bracket is among them, unless that is no longer known.
            Some(located) => located.around.depth as usize,
            None => self.framing.depth(),
        }
    }

    /// At a token that the fast pass did not take, or a bracket below so many; `None` if reading continues after it.
    #[cold]
    fn any(&mut self, window: &[u8], last: bool, depth: usize) -> Option<Status> {
        if self.task.mode == Mode::Fast && self.task.options.malformed_unicode == MalformedUnicode::Reject {
            // A token that the window cuts off looks like an invalid one.
            return Some(if last || depth > 0 { Status::Invalid } else { Status::More });
        }
        let start = self.consumed;
        let context = Context { index: None, depth, ..self.context() };
        let before = self.report.count();
        match walk::any(&mut self.report, &context, window, start, last) {
            Outcome::More => Some(Status::More),
            Outcome::Value { end } if self.report.count() == before => {
                self.pass_token(end);
                None
            }
            _ if self.task.mode == Mode::Fast => Some(Status::Invalid),
            Outcome::Value { end } if self.task.mode == Mode::Report => {
                self.reject(&[]);
                self.rejected_bytes = end - start;
                self.pass_token(end);
                Some(if self.report.is_full() { Status::Invalid } else { Status::Rejected })
            }
            _ => Some(self.lose_list(window, last)),
        }
    }

    fn pass_token(&mut self, end: usize) {
        if let Some(located) = &mut self.located {
            located.around.pass(&mut self.consumed, end);
        }
    }

    /// Something around the list cannot stand where it does.
    #[cold]
    fn stray(&mut self, window: &[u8], last: bool, expected: walk::Between) -> Status {
        if self.task.mode == Mode::Fast {
            return Status::Invalid;
        }
        let context = Context { depth: 0, ..self.context() };
        match walk::between(&mut self.report, &context, expected, window, self.consumed, last) {
            Outcome::More => Status::More,
            _ => self.lose_list(window, last),
        }
    }

    /// The pointer does not lead to a list.
    #[cold]
    fn no_list(&mut self, window: &[u8], met: Met) -> Status {
        if self.task.mode == Mode::Fast {
            return Status::Invalid;
        }
        let context = Context { index: None, ..self.context() };
        let at = if met == Met::NoList { self.consumed } else { window.len().max(self.consumed) };
        let Some(located) = &mut self.located else { return Status::Invalid };
        walk::no_list(&mut self.report, &context, &located.pointer.0, window, at);
        located.around.give_up();
        self.reject(&[]);
        if self.task.mode == Mode::Report {
            return Status::Invalid;
        }
        self.index += 1;
        Status::Rejected
    }

    /// After damage around the list: if that does not end the reading, everything that follows is searched for records.
    fn lose_list(&mut self, window: &[u8], last: bool) -> Status {
        self.reject(&[]);
        if self.task.mode != Mode::Salvage {
            return Status::Invalid;
        }
        if let Some(located) = &mut self.located {
            located.around.phase = Phase::Lost;
        }
        self.framing = Framing::Lost { array: false };
        let from = self.consumed;
        let end = self.recovery(window, last).end(from);
        self.lose(end, window)
    }
}

impl Around {
    /// Passes over a key or a scalar with malformed text. Such a key is not one of the pointer's.
    fn pass(&mut self, at: &mut usize, end: usize) {
        let is_key = matches!(self.place, Place::Key | Place::FirstKey);
        self.pass_scalar(at, end);
        if is_key {
            self.place = Place::Colon;
        }
    }
}
