//! Reads a text window by window: the framing, the records and, where one is invalid, the slow pass that finds the issues.
//! Windows come in. Records go to the tape, issues to the report, and a status says how to go on.
//!
//! The caller owns the windows. If a window ends inside a record, the caller comes again with a window that begins with this
//! record, so nothing in the decoder has to be resumable.

mod damage;

use crate::decode::record::Output;
use crate::decode::tape::MAX_WINDOW;
use crate::decode::text_store::TextStore;
use crate::diagnose::report::Report;
use crate::diagnose::walk::{self, Context, Outcome, Replaceable};
use crate::model::error::Error;
use crate::model::options::{MalformedUnicode, Options};
use crate::model::schema::RecordSchema;
use crate::read::around::Located;
use crate::read::boundary::Boundary;
use crate::read::checkpoint::Checkpoint;
use crate::read::framing::{Frame, Framing};
use crate::read::replaced::Replaced;
use crate::text::part::Part;
use crate::text::replace;
use crate::text::token::Halt;

/// How the reading of a window ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// The text has ended, and all of it is valid.
    Done,
    /// More text is needed, from `consumed` on.
    More,
    /// Enough is on the tape; the window can be read on from `consumed`.
    Full,
    /// The reading has ended at something invalid. After [`Mode::Fast`], reading again from the first byte finds the issues.
    Invalid,
    /// Invalid records are reported, and the tape has one record in which something malformed was replaced.
    Replaced,
    /// A record is invalid and ends at `consumed`; what is on the tape precedes it. After [`Broken`](Self::Broken), the bytes
    /// up to `consumed` are the rest of that record.
    Rejected,
    /// While salvaging: damage whose end is not known yet. Everything consumed from its beginning until
    /// [`Rejected`](Self::Rejected) belongs to the rejected record.
    Broken,
}

/// How invalid records are handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The first one ends the reading. Positions are not followed.
    Fast,
    /// Each is reported, up to the first syntax error, which ends the reading. The caller takes the report after each of
    /// them, or after all.
    Report,
    /// Each is reported, and must be taken before reading continues after it.
    Salvage,
}

/// An invalid record.
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

/// A rejected record whose issues are in the report.
#[derive(Debug)]
struct Spot {
    start: usize,
    offset: u64,
    index: u64,
    id: Option<String>,
}

/// A record in which something malformed was replaced.
struct Mended {
    /// Where it begins in the window.
    start: usize,
    text: Vec<u8>,
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

/// Bytes of strings after which the arenas are emptied, at the next end of a record. Engines decode pieces of this size
/// several times faster than megabytes. A string cut from one keeps no more alive than this and one record's strings.
pub(crate) const CHUNK: usize = 48 * 1024;

/// One text being read.
pub(crate) struct Session<T> {
    pub(crate) out: Output<T>,
    pub(crate) report: Report,
    /// How many records of the window are on the tape.
    pub(crate) count: usize,
    /// How many bytes of the window are done with.
    pub(crate) consumed: usize,
    /// How many bytes of the window belong to a record that is rejected.
    pub(crate) rejected_bytes: usize,
    /// How many bytes were examined again after records that were found in damage, and how many in the value that was
    /// followed last.
    spent: u64,
    looked: u64,
    /// The first place of a separator that only salvaging accepts, if there was one.
    pub(crate) irregular_at: Option<u64>,
    /// The place of the record that was reported last, until it is taken.
    rejected: Option<Spot>,
    /// What [`Status::Replaced`] reports, until it is taken.
    pub(crate) replaced: Option<Replaced>,
    /// The text of the one record on the tape, if that is not in the window as it stands.
    mended: Option<Mended>,
    /// The list of the records, if it is inside a larger value.
    pub(super) located: Option<Box<Located>>,
    pub(super) task: Task,
    pub(super) framing: Framing,
    boundary: Boundary,
    pub(super) index: u64,
}

impl<T: TextStore> Session<T> {
    pub(crate) const fn new(task: Task) -> Self {
        Self {
            out: Output::EMPTY,
            report: Report::new(task.options.issue_limit()),
            count: 0,
            consumed: 0,
            rejected_bytes: 0,
            spent: 0,
            looked: 0,
            irregular_at: None,
            rejected: None,
            replaced: None,
            mended: None,
            located: None,
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
        self.irregular_at = None;
        self.spent = 0;
        if self.located.take().is_some() {
            self.report.set_prefix(Vec::new());
        }
        self.framing = Framing::Start { many: task.many };
        self.index = 0;
        self.boundary = Boundary::START;
    }

    /// Begins the same text from its first byte.
    pub(crate) fn begin_again(&mut self) {
        let located = self.located.take().map(|located| Box::new(Located::new(located.pointer)));
        self.begin(self.task);
        self.report.set_prefix(Vec::new());
        self.located = located;
    }

    /// The record that was reported last, with what was reported since the last time.
    #[cold]
    pub(crate) fn take_rejection(&mut self) -> Option<Rejection> {
        let Spot { start, offset, index, id } = self.rejected.take()?;
        Some(Rejection { start, offset, index, id, error: self.report.take_error() })
    }

    /// The state of the reading after the window.
    pub(crate) fn checkpoint(&self) -> Checkpoint {
        let around = self.located.as_ref().map(|located| located.around);
        let Self { framing, boundary, index, spent, .. } = *self;
        Checkpoint { framing, boundary, around, index, spent, position: self.report.base() }
    }

    /// Continues where an earlier reading of the same task stopped.
    pub(crate) fn resume(&mut self, checkpoint: Checkpoint) {
        self.framing = checkpoint.framing;
        self.boundary = checkpoint.boundary;
        self.index = checkpoint.index;
        self.spent = checkpoint.spent;
        self.report.rebase(checkpoint.position);
        if let Some(around) = checkpoint.around {
            self.resume_around(around);
        }
    }

    /// Follows more bytes of a record that its window cut off, and says whether it ends or breaks the syntax among them:
    /// reading it again before that would be useless.
    pub(crate) fn follow(&mut self, bytes: &[u8]) -> bool {
        // After damage, text is kept from the colon before a value on.
        let is_start = self.boundary == Boundary::START;
        let value = if is_start { bytes.strip_prefix(b":").unwrap_or(bytes) } else { bytes };
        self.boundary.advance(value)
    }

    /// Reads the records of a window; `last` says that the text ends with it.
    pub(crate) fn read(&mut self, window: &[u8], last: bool) -> Status {
        self.out.clear_for(window.len());
        self.count = 0;
        self.consumed = 0;
        self.rejected_bytes = 0;
        self.mended = None;
        self.boundary = Boundary::START;
        let status = match self.pass_around(window, last) {
            Some(status) => status,
            None => self.records(window, last),
        };
        if self.task.mode != Mode::Fast {
            self.report.advance(window.get(..self.consumed).expected());
        }
        status
    }

    fn records(&mut self, window: &[u8], last: bool) -> Status {
        let (salvages, one_list) = (self.task.mode == Mode::Salvage, self.is_in_list());
        loop {
            let mut irregular = None;
            let frame = self.framing.advance(window, &mut self.consumed, last, salvages, one_list, &mut irregular);
            // Behind damage, which may be a whole text that is no history, this is no news.
            if let Some(at) = irregular
                && !matches!(self.framing, Framing::Loose { .. })
            {
                self.irregular_at.get_or_insert(self.report.origin() + at as u64);
            }
            match frame {
                Frame::Record => {}
                Frame::More => return Status::More,
                Frame::Done => return Status::Done,
                Frame::ListEnd => return self.leave_list(),
                Frame::Lost => return self.go_on(window, last),
                Frame::Invalid(_) if self.task.mode == Mode::Fast => return Status::Invalid,
                Frame::Invalid(expected) => return self.misframed(window, last, expected),
            }
            let decoded =
                self.out.record(self.task.record, self.task.options.unknown_keys, window, self.consumed, self.depth());
            match decoded {
                Ok(end) => {
                    self.count += 1;
                    self.pass(end);
                    if self.out.texts.size() >= CHUNK {
                        return Status::Full;
                    }
                }
                Err(Halt::More) if !last => return Status::More,
                Err(_) if let Some(status) = self.replace(window, last) => return status,
                Err(_) => match self.task.mode {
                    Mode::Fast => return Status::Invalid,
                    Mode::Report => return self.report_invalid(window, last),
                    Mode::Salvage => return self.recover(window, last),
                },
            }
        }
    }

    fn pass(&mut self, end: usize) {
        self.consumed = end;
        self.index += 1;
        self.framing.after_record();
    }

    /// The text that places on the tape refer to, for a tape read from that window.
    pub(crate) fn text<'a>(&'a self, window: &'a [u8]) -> &'a [u8] {
        self.mended.as_ref().map_or(window, |mended| &mended.text)
    }

    /// Where in the window the record begins whose text on the tape is not the window's.
    pub(crate) fn mended_start(&self) -> Option<usize> {
        self.mended.as_ref().map(|mended| mended.start)
    }

    /// Reads a refused record with U+FFFD in place of what is malformed; nothing if the options do not ask for that, or if
    /// more is wrong with the record.
    #[cold]
    fn replace(&mut self, window: &[u8], last: bool) -> Option<Status> {
        let context = self.context();
        // A narrowed text is read again, from its bytes.
        if !context.replaces || self.out.texts.is_narrowed() {
            return None;
        }
        let start = self.consumed;
        let Replaceable { end, replaced, truncated } =
            match walk::replaceable(&mut self.report, &context, window, start, last) {
                Ok(replaceable) => replaceable,
                Err(Halt::More) => return Some(Status::More),
                Err(Halt::Invalid) => return None,
            };
        if self.count > 0 {
            // What is on the tape is of another text. It comes back to this record at once.
            return Some(Status::Full);
        }
        let text = replace::well_formed(window.get(start..end).expected(), context.surrogates);
        // U+FFFD is longer than a malformed byte. An error is better than offsets that do not hold.
        if text.len() > MAX_WINDOW {
            return None;
        }
        self.out.clear_for(text.len());
        let read = self.out.record(self.task.record, self.task.options.unknown_keys, &text, 0, self.depth());
        debug_assert_eq!(read, Ok(text.len()), "the slow pass took it");
        read.ok()?;
        self.count = 1;
        self.mended = Some(Mended { start, text });
        let index = self.index;
        self.pass(end);
        if self.task.mode == Mode::Fast {
            return Some(Status::Full);
        }
        self.replaced = Some(Replaced { index, issues: replaced, truncated });
        Some(Status::Replaced)
    }

    /// At an invalid record, which may end the reading.
    #[cold]
    fn report_invalid(&mut self, window: &[u8], last: bool) -> Status {
        let outcome = self.diagnose(window, last);
        let (Outcome::Value { end } | Outcome::Stop { error: end }) = outcome else { return Status::More };
        self.reject(window.get(..end).expected());
        if outcome == (Outcome::Stop { error: end }) {
            return Status::Invalid;
        }
        self.rejected_bytes = end - self.consumed;
        self.pass(end);
        // More would not be kept.
        if self.report.is_full() { Status::Invalid } else { Status::Rejected }
    }

    #[cold]
    fn diagnose(&mut self, window: &[u8], last: bool) -> Outcome {
        let context = self.context();
        walk::record(&mut self.report, &context, window, self.consumed, last)
    }

    pub(super) fn context(&self) -> Context {
        Context {
            record: self.task.record,
            unknown_keys: self.task.options.unknown_keys,
            depth: self.depth(),
            index: self.task.many.then_some(self.index),
            surrogates: self.task.surrogates,
            replaces: self.task.options.malformed_unicode == MalformedUnicode::Replace,
        }
    }
}

#[cfg(test)]
pub(in crate::read) mod tests;
