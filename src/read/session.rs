//! Reading a text window by window: framing, records, and, where one does not hold, the diagnosing pass.
//!
//! The caller owns the windows. A window that ends inside a record is left at that record's beginning, and
//! the caller comes again with more text from there on; so nothing in the decoder has to be resumable.

use crate::decode::record::Output;
use crate::decode::text_store::TextStore;
use crate::diagnose::find_id;
use crate::diagnose::report::Report;
use crate::diagnose::walk::{self, Between, Context, Outcome};
use crate::model::issue::Error;
use crate::model::options::Options;
use crate::model::schema::RecordSchema;
use crate::read::boundary::Boundary;
use crate::read::checkpoint::Checkpoint;
use crate::read::framing::{Frame, Framing};
use crate::text::token::Halt;

/// How the reading of a window ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// The text has ended, and all of it holds.
    Done,
    /// More text is needed, from `consumed` on.
    More,
    /// Enough is on the tape; the window can be read on from `consumed`.
    Full,
    /// Something does not hold. Reading again from the text's first byte, [`Mode::Tracking`], tells what.
    Invalid,
    /// While tracking: the reading has ended with issues found.
    Stopped,
    /// While live: a record does not hold, and ends at `consumed`; what is on the tape came before it. If it is the one
    /// that [`Broken`](Self::Broken) told of, the bytes up to `consumed` are the rest of it.
    Rejected,
    /// While live: a syntax error. The rejected record is known, but where it ends is not: all that is consumed from its
    /// beginning until [`Rejected`](Self::Rejected) is told belongs to it.
    Broken,
}

/// What is done about records that do not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The first one ends the reading. Positions are not followed.
    Fast,
    /// Their issues are gathered; the tape serves nothing.
    Tracking,
    /// Each is told by itself, and the reading goes on.
    Live,
}

/// A record that does not hold.
#[derive(Debug)]
pub(crate) struct Rejection {
    /// Where it begins in the window.
    pub(crate) start: usize,
    /// Where it begins in the text, in bytes.
    pub(crate) offset: u64,
    pub(crate) index: u64,
    pub(crate) id: Option<String>,
    pub(crate) error: Error,
}

/// What is read, and how.
#[derive(Clone, Copy)]
pub(crate) struct Task {
    pub(crate) record: &'static RecordSchema,
    pub(crate) many: bool,
    pub(crate) options: Options,
    pub(crate) mode: Mode,
    /// The text is a JavaScript string's whose lone surrogates were written as three bytes each.
    pub(crate) surrogates: bool,
}

/// Bytes of text after which the arenas are emptied before reading goes on. Engines decode pieces of this size
/// several times faster than megabytes, and a string cut from one keeps no more than this alive.
const CHUNK: usize = 48 * 1024;

/// One text being read.
pub(crate) struct Session<T> {
    pub(crate) out: Output<T>,
    pub(crate) report: Report,
    /// How many records of the window are on the tape.
    pub(crate) count: usize,
    /// How many bytes of the window are done with.
    pub(crate) consumed: usize,
    /// What [`Status::Rejected`] or [`Status::Broken`] told of, until it is taken.
    pub(crate) rejection: Option<Rejection>,
    task: Task,
    framing: Framing,
    boundary: Boundary,
    index: u64,
}

impl<T: TextStore> Session<T> {
    pub(crate) const fn new(task: Task) -> Self {
        Self {
            out: Output::EMPTY,
            report: Report::new(task.options.issue_limit()),
            count: 0,
            consumed: 0,
            rejection: None,
            task,
            framing: Framing::Start { many: task.many },
            boundary: Boundary::START,
            index: 0,
        }
    }

    /// Begins another text; what was allocated is used again.
    pub(crate) fn begin(&mut self, task: Task) {
        if task.mode != Mode::Fast {
            self.report = Report::new(task.options.issue_limit());
        }
        self.task = task;
        self.framing = Framing::Start { many: task.many };
        self.index = 0;
        self.boundary = Boundary::START;
    }

    /// Where a reading has come to, behind the window.
    pub(crate) fn checkpoint(&self) -> Checkpoint {
        Checkpoint { framing: self.framing, boundary: self.boundary, index: self.index, position: self.report.base() }
    }

    /// Goes on where a reading of the same task had come to.
    pub(crate) fn resume(&mut self, checkpoint: Checkpoint) {
        self.framing = checkpoint.framing;
        self.boundary = checkpoint.boundary;
        self.index = checkpoint.index;
        self.report.rebase(checkpoint.position);
    }

    /// Goes on with bytes of a record that was left as its window ended, and says whether it ends among them:
    /// until then reading it again would be for nothing, unless it breaks the syntax.
    pub(crate) fn follow(&mut self, bytes: &[u8]) -> bool {
        self.boundary.advance(bytes)
    }

    /// Reads the records of a window; `last` says that the text ends with it.
    pub(crate) fn read(&mut self, window: &[u8], last: bool) -> Status {
        self.out.clear_for(window.len());
        self.count = 0;
        self.consumed = 0;
        self.boundary = Boundary::START;
        let status = self.records(window, last);
        if self.task.mode != Mode::Fast {
            self.report.advance(window.get(..self.consumed).unwrap_or_default());
        }
        status
    }

    fn records(&mut self, window: &[u8], last: bool) -> Status {
        loop {
            match self.framing.advance(window, &mut self.consumed, last) {
                Frame::Record => {}
                Frame::More => return Status::More,
                Frame::Done => return self.done(),
                Frame::Recovered => return self.rejected(),
                Frame::Invalid(_) if self.task.mode == Mode::Fast => return Status::Invalid,
                Frame::Invalid(expected) => return self.misframed(window, last, expected),
            }
            let decoded = self.out.record(
                self.task.record,
                self.task.options.unknown_keys,
                window,
                self.consumed,
                self.framing.depth(),
            );
            match decoded {
                Ok(end) => {
                    self.count += 1;
                    self.pass(end);
                    if self.out.texts.size() >= CHUNK {
                        return Status::Full;
                    }
                }
                Err(Halt::More) if !last => return Status::More,
                Err(_) if self.task.mode == Mode::Fast => return Status::Invalid,
                Err(_) => match self.diagnose(window, last) {
                    Outcome::More => return Status::More,
                    Outcome::Stop { error } => return self.stop(window, error),
                    Outcome::Value { end } => {
                        if self.task.mode == Mode::Live {
                            self.reject(window.get(..end).unwrap_or_default());
                            self.pass(end);
                            return Status::Rejected;
                        }
                        self.pass(end);
                        if self.report.is_full() {
                            return Status::Stopped;
                        }
                    }
                },
            }
        }
    }

    fn pass(&mut self, end: usize) {
        self.consumed = end;
        self.index += 1;
        self.framing.after_record();
    }

    fn done(&self) -> Status {
        if self.task.mode == Mode::Tracking && !self.report.is_empty() { Status::Stopped } else { Status::Done }
    }

    /// After a syntax error was reported.
    #[cold]
    fn stop(&mut self, window: &[u8], error: usize) -> Status {
        if self.task.mode != Mode::Live {
            return Status::Stopped;
        }
        // What stands behind the error may not be there yet, so it must not matter.
        self.reject(window.get(..error).unwrap_or_default());
        self.consumed = self.framing.after_error(window, self.consumed, error);
        Status::Broken
    }

    /// Takes what was reported of the record that begins, or should, at `consumed`, and was read up to where `passed` ends.
    #[cold]
    fn reject(&mut self, passed: &[u8]) {
        self.rejection = Some(Rejection {
            start: self.consumed,
            offset: self.report.origin() + self.consumed as u64,
            index: self.index,
            id: find_id::of(self.task.record, passed, self.consumed),
            error: self.report.take_error(),
        });
    }

    /// The end of what was lost is found.
    #[cold]
    fn rejected(&mut self) -> Status {
        self.index += 1;
        Status::Rejected
    }

    #[cold]
    fn diagnose(&mut self, window: &[u8], last: bool) -> Outcome {
        let context = self.context();
        walk::record(&mut self.report, &context, window, self.consumed, last)
    }

    #[cold]
    fn misframed(&mut self, window: &[u8], last: bool, expected: Between) -> Status {
        let context = self.context();
        match walk::between(&mut self.report, &context, expected, window, self.consumed, last) {
            Outcome::More => Status::More,
            Outcome::Stop { error } | Outcome::Value { end: error } => self.stop(window, error),
        }
    }

    fn context(&self) -> Context {
        Context {
            record: self.task.record,
            unknown_keys: self.task.options.unknown_keys,
            depth: self.framing.depth(),
            index: self.task.many.then_some(self.index),
            surrogates: self.task.surrogates,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Mode, Session, Status, Task};
    use crate::decode::owned::Owned;
    use crate::model::schema::Record;
    use crate::{BackendMessage, Options};

    const TASK: Task = Task {
        record: BackendMessage::SCHEMA,
        many: true,
        options: Options::new(),
        mode: Mode::Live,
        surrogates: false,
    };

    #[test]
    fn readings_can_be_interleaved() {
        let mut session = Session::<Owned>::new(TASK);
        assert_eq!(session.read(b"[{\"id\":1},\n", false), Status::Rejected);
        let rest = session.consumed;
        assert_eq!(session.read(&b"[{\"id\":1},\n"[rest..], false), Status::More);
        let first = session.checkpoint();

        session.begin(TASK);
        assert_eq!(session.read(b" ", false), Status::More);
        let second = session.checkpoint();

        session.begin(TASK);
        session.resume(first);
        assert_eq!(session.read(b" 5]", true), Status::Rejected);
        let rejection = session.rejection.take().unwrap();
        let issue = &rejection.error.issues()[0];
        assert_eq!((rejection.index, rejection.offset, issue.pointer().as_str()), (1, 12, "/1"));
        assert_eq!(issue.position.map(|position| (position.line, position.column)), Some((2, 2)));

        session.begin(TASK);
        session.resume(second);
        assert_eq!(session.read(b"x", true), Status::Broken);
        assert_eq!(session.rejection.take().unwrap().offset, 1);
    }
}
