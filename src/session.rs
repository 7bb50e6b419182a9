//! Reading a text window by window: framing, records, and, where one does not hold, the diagnosing pass.
//!
//! The caller owns the windows. A window that ends inside a record is left at that record's beginning, and
//! the caller comes again with more text from there on; so nothing in the decoder has to be resumable.

use crate::decode::Output;
use crate::diagnose::{self, Context, Outcome};
use crate::framing::{Expected, Frame, Framing};
use crate::issue::IssueCode;
use crate::options::Options;
use crate::report::Report;
use crate::schema::RecordSchema;
use crate::texts::Texts;
use crate::token::Halt;

/// How the reading of a window ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// The text has ended, and all of it holds.
    Done,
    /// More text is needed, from `consumed` on.
    More,
    /// Enough is on the tape; the window can be read on from `consumed`.
    Full,
    /// Something does not hold. Reading again from the text's first byte, `tracking`, tells what.
    Invalid,
    /// While tracking: the reading has ended with issues found.
    Stopped,
}

/// What is read, and how.
#[derive(Clone, Copy)]
pub(crate) struct Task {
    pub(crate) record: &'static RecordSchema,
    pub(crate) many: bool,
    pub(crate) options: Options,
    /// Follow positions and gather issues, instead of stopping at the first record that does not hold.
    pub(crate) tracking: bool,
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
    task: Task,
    framing: Framing,
    index: u64,
}

impl<T: Texts> Session<T> {
    pub(crate) fn new(task: Task) -> Self {
        Self {
            out: Output::default(),
            report: Report::new(task.options.issue_limit()),
            count: 0,
            consumed: 0,
            task,
            framing: Framing::Start { many: task.many },
            index: 0,
        }
    }

    /// Begins another text; what was allocated is used again.
    pub(crate) fn begin(&mut self, task: Task) {
        if task.tracking {
            self.report = Report::new(task.options.issue_limit());
        }
        self.task = task;
        self.framing = Framing::Start { many: task.many };
        self.index = 0;
    }

    /// Reads the records of a window; `last` says that the text ends with it.
    pub(crate) fn read(&mut self, window: &[u8], last: bool) -> Status {
        self.out.clear_for(window.len());
        self.count = 0;
        self.consumed = 0;
        let status = self.records(window, last);
        if self.task.tracking {
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
                Frame::Invalid(_) if !self.task.tracking => return Status::Invalid,
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
                Err(_) if !self.task.tracking => return Status::Invalid,
                Err(_) => match self.diagnose(window, last) {
                    Outcome::More => return Status::More,
                    Outcome::Stop => return Status::Stopped,
                    Outcome::Value { end } => {
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
        if self.task.tracking && !self.report.is_empty() { Status::Stopped } else { Status::Done }
    }

    #[cold]
    fn diagnose(&mut self, window: &[u8], last: bool) -> Outcome {
        let context = self.context();
        diagnose::record(&mut self.report, &context, window, self.consumed, last)
    }

    #[cold]
    fn misframed(&mut self, window: &[u8], last: bool, expected: Expected) -> Status {
        let (code, expected) = match expected {
            Expected::End => (IssueCode::TrailingData, "the end of the text"),
            Expected::CommaOrBracket => (IssueCode::InvalidJson, "\",\" or \"]\""),
        };
        let context = self.context();
        match diagnose::syntax(&mut self.report, &context, code, window, self.consumed, last, expected) {
            Outcome::More => Status::More,
            Outcome::Stop | Outcome::Value { .. } => Status::Stopped,
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
