//! Reads a text that comes in pieces, cut anywhere. Complete records go out at once; only the incomplete one is kept.

use std::mem;

use crate::decode::tape::MAX_WINDOW;
use crate::decode::text_store::TextStore;
use crate::model::error::Error;
use crate::read::checkpoint::Checkpoint;
use crate::read::rejected::{MAX_SOURCE, Rejected};
use crate::read::replaced::Replaced;
use crate::read::session::{Rejection, Session, Status, Task};
use crate::read::windows;
use crate::text::part::Part as _;

/// Takes what is read.
pub(crate) trait Take<T> {
    /// A window was read; its records are on the session's tape.
    fn window(&mut self, session: &Session<T>, window: &[u8]);

    /// Of these records, one was read with something malformed replaced.
    fn replaced(&mut self, _replaced: Replaced) {}

    /// An invalid record follows these.
    fn rejected(&mut self, rejected: Rejected);
}

/// The text up to now.
pub(crate) struct Pieces<T> {
    session: Session<T>,
    /// The record that is not complete yet, from its beginning.
    pending: Vec<u8>,
    /// How long `pending` has to be for another try.
    retry: usize,
    /// What is gathered after a syntax error.
    broken: Option<Gathered>,
    is_finished: bool,
}

impl<T: TextStore> Pieces<T> {
    /// At the beginning of a text; the mode of the task is not `Fast`.
    pub(crate) fn new(task: Task) -> Self {
        Self { session: Session::new(task), pending: Vec::new(), retry: 0, broken: None, is_finished: false }
    }

    /// Sets the list that has the records, by its JSON Pointer; false if it is not a pointer.
    pub(crate) fn locate(&mut self, pointer: &str) -> bool {
        self.session.locate(pointer)
    }

    /// How many bytes are kept.
    pub(crate) fn pending(&self) -> usize {
        self.pending.len()
    }

    /// Reads the next piece of the text. After [`finish`](Self::finish) nothing more is read.
    pub(crate) fn push(&mut self, bytes: &[u8], take: &mut impl Take<T>) {
        if self.is_finished {
            return;
        }
        if self.pending.is_empty() {
            let consumed = self.read(bytes, false, take);
            self.pending.extend_from_slice(bytes.get(consumed..).expected());
            self.wait();
            return;
        }
        self.pending.extend_from_slice(bytes);
        // Where the record seems to be complete, and, so that a broken one is found out, whenever it has grown fourfold.
        if self.session.follow(bytes) || self.pending.len() >= self.retry {
            self.read_pending(false, take);
            self.wait();
        }
    }

    /// Reads a text that is there as a whole.
    pub(crate) fn read_whole(mut self, text: &[u8], take: &mut impl Take<T>) {
        self.read(text, true, take);
    }

    /// The text has ended: what is incomplete now is rejected.
    pub(crate) fn finish(&mut self, take: &mut impl Take<T>) {
        if !mem::replace(&mut self.is_finished, true) {
            self.read_pending(true, take);
        }
    }

    fn read_pending(&mut self, last: bool, take: &mut impl Take<T>) {
        let mut pending = mem::take(&mut self.pending);
        let consumed = self.read(&pending, last, take);
        pending.drain(..consumed);
        self.pending = pending;
    }

    fn wait(&mut self) {
        self.session.follow(&self.pending);
        self.retry = self.pending.len().saturating_mul(4);
    }

    /// Reads what there is, and says how much of it is done with.
    fn read(&mut self, text: &[u8], last: bool, take: &mut impl Take<T>) -> usize {
        let Self { session, broken, .. } = self;
        let (status, consumed) = windows::read(session, text, last, |session, window, status| {
            take.window(session, window);
            if let Some(replaced) = session.replaced.take() {
                take.replaced(replaced);
            }
            let mut source = window.get(..session.consumed).expected();
            if let Some(rejection) = session.take_rejection() {
                source = source.get(rejection.start..).expected();
                *broken = Some(Gathered::new(rejection));
            }
            if let Some(gathered) = broken {
                gathered.extend(source);
            }
            if status == Status::Rejected
                && let Some(gathered) = broken.take()
            {
                take.rejected(gathered.into_rejected());
            }
        });
        let rest = text.get(consumed..).expected();
        if status == Status::More && rest.len() >= MAX_WINDOW {
            let Checkpoint { index, position, .. } = session.checkpoint();
            let offset = position.offset;
            let rejection = Rejection { start: 0, offset, index, id: None, error: Error::oversized() };
            let mut gathered = Gathered::new(rejection);
            gathered.extend(rest);
            take.rejected(gathered.into_rejected());
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
        self.source.extend_from_slice(bytes.get(..kept).expected());
    }

    fn into_rejected(mut self) -> Rejected {
        self.rejected.source = String::from_utf8_lossy(&self.source).into_owned();
        self.rejected
    }
}
