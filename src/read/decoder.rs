//! Reads a text that comes in pieces. Pieces come in, cut anywhere; each record goes out as soon as it is complete.

use std::collections::VecDeque;
use std::{fmt, mem};

use crate::decode::owned::Owned;
use crate::model::error::Error;
use crate::model::options::Options;
use crate::read::rejected::Rejected;
use crate::read::replaced::Replaced;
use crate::read::resume::{Pieces, Take};
use crate::read::session::{Mode, Session, Task};
use crate::read::slices::{FromJson, records};

/// Reads an array of records, or records one after another, from pieces of text that may be cut anywhere.
///
/// Pass pieces to [`push`](Self::push), then call [`finish`](Self::finish); the iterator yields the valid records, and a
/// [`Rejected`] for each invalid one, by the rules of [`salvage`](crate::salvage()). It keeps no more of the text than the
/// incomplete record, and its work is linear in the length of the text, however small the pieces are.
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
    pieces: Pieces<Owned>,
    ready: Ready<T>,
}

/// What is complete and not given out yet.
struct Ready<T> {
    records: VecDeque<Result<T, Rejected>>,
    replaced: Vec<Replaced>,
}

impl<T: FromJson> Take<Owned> for Ready<T> {
    fn window(&mut self, session: &Session<Owned>, _window: &[u8]) {
        self.records.extend(records(session).map(Ok));
    }

    fn rejected(&mut self, rejected: Rejected) {
        self.records.push_back(Err(rejected));
    }

    fn replaced(&mut self, replaced: Replaced) {
        self.replaced.push(replaced);
    }
}

impl<T: FromJson> Decoder<T> {
    /// At the beginning of a text.
    #[must_use]
    pub fn new() -> Self {
        Self::with_options(Options::new())
    }

    /// At the beginning of a text; `max_issues` applies to each record.
    #[must_use]
    pub fn with_options(options: Options) -> Self {
        let task = Task { record: T::SCHEMA, many: true, options, mode: Mode::Salvage, surrogates: false };
        Self { pieces: Pieces::new(task), ready: Ready { records: VecDeque::new(), replaced: Vec::new() } }
    }

    /// Reads a list that is a member of something, from the beginning of a text: `pointer` is a JSON Pointer (RFC 6901) to it.
    ///
    /// # Errors
    /// If it is not a JSON Pointer.
    pub fn at(mut self, pointer: &str) -> Result<Self, Error> {
        if self.pieces.locate(pointer) { Ok(self) } else { Err(Error::no_pointer()) }
    }

    /// Reads the next piece of the text. After [`finish`](Self::finish) nothing more is read.
    pub fn push(&mut self, bytes: &[u8]) {
        self.pieces.push(bytes, &mut self.ready);
    }

    /// The text has ended: what is incomplete now is rejected.
    pub fn finish(&mut self) {
        self.pieces.finish(&mut self.ready);
    }

    /// What was replaced in records since this was asked the last time, if malformed text is replaced.
    pub fn take_replaced(&mut self) -> Vec<Replaced> {
        mem::take(&mut self.ready.replaced)
    }
}

impl<T: FromJson> Default for Decoder<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// The records that are complete; `None` says only that there are no more of them yet.
impl<T: FromJson> Iterator for Decoder<T> {
    type Item = Result<T, Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        self.ready.records.pop_front()
    }
}

impl<T> fmt::Debug for Decoder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder")
            .field("pending", &self.pieces.pending())
            .field("ready", &self.ready.records.len())
            .finish_non_exhaustive()
    }
}
