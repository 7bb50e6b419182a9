//! Reading a text that comes in pieces: records are given out as they are complete.

use std::collections::VecDeque;
use std::{fmt, mem};

use crate::arena::Utf8Arena;
use crate::checkpoint::Checkpoint;
use crate::copies::Copies;
use crate::issue::Error;
use crate::options::Options;
use crate::read::{Read, records};
use crate::salvage::{MAX_SOURCE, Rejected};
use crate::session::{Mode, Rejection, Session, Status, Task};
use crate::tape::MAX_WINDOW;
use crate::windows;

/// Reads an array of records, or records one after another, from pieces of text that may be cut anywhere.
///
/// Pieces go in by [`push`](Self::push) and [`finish`](Self::finish), records come out by iteration: the good ones, and
/// an account of each other one, as [`salvage`](crate::salvage()) tells. It holds no more of the text than the record that
/// is not complete yet, and its work is linear in the length of the text, however small the pieces are.
///
/// ```
/// use backend_message::{BackendMessage, Decoder};
///
/// let mut decoder = Decoder::<BackendMessage>::new();
/// decoder.push(br#"[{"id":"1","role":"user","sessionId":"s","userInput":"Hello"},{"id":"#);
/// assert_eq!(decoder.next().unwrap()?.id, "1");
/// assert!(decoder.next().is_none());
/// decoder.push(br#""2","role":"user","sessionId":"s","userInput":"Bye"}]"#);
/// decoder.finish();
/// assert_eq!(decoder.next().unwrap()?.id, "2");
/// # Ok::<(), backend_message::Rejected>(())
/// ```
pub struct Decoder<T> {
    session: Session<Copies<Utf8Arena>>,
    /// The record that is not complete yet, from its beginning.
    pending: Vec<u8>,
    /// How long `pending` has to be for another try.
    retry: usize,
    /// What is gathered after a syntax error.
    broken: Option<Gathered>,
    ready: VecDeque<Result<T, Rejected>>,
    is_finished: bool,
}

impl<T: Read> Decoder<T> {
    /// At the beginning of a text.
    #[must_use]
    pub fn new() -> Self {
        Self::with_options(Options::new())
    }

    /// At the beginning of a text; `max_issues` counts for each record.
    #[must_use]
    pub fn with_options(options: Options) -> Self {
        let task = Task { record: T::SCHEMA, many: true, options, mode: Mode::Live, surrogates: false };
        Self {
            session: Session::new(task),
            pending: Vec::new(),
            retry: 0,
            broken: None,
            ready: VecDeque::new(),
            is_finished: false,
        }
    }

    /// Reads the next piece of the text. After [`finish`](Self::finish) nothing more is read.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.is_finished {
            return;
        }
        if self.pending.is_empty() {
            let consumed = self.read(bytes, false);
            self.pending.extend_from_slice(bytes.get(consumed..).unwrap_or_default());
            self.wait();
            return;
        }
        self.pending.extend_from_slice(bytes);
        // Where the record seems to be complete, and, so that a broken one is found out, whenever it has grown fourfold.
        if self.session.follow(bytes) || self.pending.len() >= self.retry {
            self.read_pending(false);
            self.wait();
        }
    }

    /// The text has ended: what is incomplete now is rejected.
    pub fn finish(&mut self) {
        if !mem::replace(&mut self.is_finished, true) {
            self.read_pending(true);
        }
    }

    fn read_pending(&mut self, last: bool) {
        let mut pending = mem::take(&mut self.pending);
        let consumed = self.read(&pending, last);
        pending.drain(..consumed);
        self.pending = pending;
    }

    fn wait(&mut self) {
        self.session.follow(&self.pending);
        self.retry = self.pending.len().saturating_mul(4);
    }

    /// Reads what there is, and says how much of it is done with.
    fn read(&mut self, text: &[u8], last: bool) -> usize {
        let Self { session, broken, ready, .. } = self;
        let (status, consumed) = windows::read(session, text, last, |session, window, status| {
            ready.extend(records(session).map(Ok));
            let mut source = window.get(..session.consumed).unwrap_or_default();
            if let Some(rejection) = session.rejection.take() {
                source = source.get(rejection.start..).unwrap_or_default();
                *broken = Some(Gathered::new(rejection));
            }
            if let Some(mut gathered) = broken.take() {
                gathered.extend(source);
                if status == Status::Rejected {
                    ready.push_back(Err(gathered.into_rejected()));
                } else {
                    *broken = Some(gathered);
                }
            }
        });
        let rest = text.get(consumed..).unwrap_or_default();
        if status == Status::More && rest.len() >= MAX_WINDOW {
            let Checkpoint { index, position, .. } = session.checkpoint();
            let offset = position.offset;
            let rejection = Rejection { start: 0, offset, index, id: None, error: Error::oversized() };
            let mut gathered = Gathered::new(rejection);
            gathered.extend(rest);
            ready.push_back(Err(gathered.into_rejected()));
            self.is_finished = true;
            return text.len();
        }
        consumed
    }
}

/// A rejected record whose source is still coming.
struct Gathered {
    rejected: Rejected,
    source: Vec<u8>,
}

impl Gathered {
    fn new(Rejection { offset, index, id, error, .. }: Rejection) -> Self {
        let rejected = Rejected { index, id, error, source: String::new(), range: offset..offset };
        Self { rejected, source: Vec::new() }
    }

    fn extend(&mut self, bytes: &[u8]) {
        self.rejected.range.end += bytes.len() as u64;
        let kept = bytes.len().min(MAX_SOURCE - self.source.len());
        self.source.extend_from_slice(bytes.get(..kept).unwrap_or_default());
    }

    fn into_rejected(mut self) -> Rejected {
        self.rejected.source = String::from_utf8_lossy(&self.source).into_owned();
        self.rejected
    }
}

impl<T: Read> Default for Decoder<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// The records that are complete; `None` says only that there are no more of them yet.
impl<T: Read> Iterator for Decoder<T> {
    type Item = Result<T, Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        self.ready.pop_front()
    }
}

impl<T> fmt::Debug for Decoder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder")
            .field("pending", &self.pending.len())
            .field("ready", &self.ready.len())
            .finish_non_exhaustive()
    }
}
