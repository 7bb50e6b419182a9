//! Reads a damaged text as a whole: valid records go out, and every rejected one with its issues.

use crate::decode::owned::Owned;
use crate::model::options::Options;
use crate::read::rejected::Rejected;
use crate::read::replaced::Replaced;
use crate::read::resume::{Pieces, Take};
use crate::read::session::{Mode, Session, Task};
use crate::read::slices::{FromJson, records};

/// The result of [`salvage`]: every valid record, and each rejected one with its issues.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Salvage<T> {
    /// The valid records, in order.
    pub messages: Vec<T>,
    /// The others, in order.
    pub rejected: Vec<Rejected>,
    /// The valid records in which malformed Unicode was replaced, with [`MalformedUnicode::Replace`](crate::MalformedUnicode).
    pub replaced: Vec<Replaced>,
}

/// Reads what can be read of arrays of records, and of records one after another. It takes any text.
///
/// Every valid record that stands whole in the text is kept, whatever stands beside it. An invalid one is rejected by itself
/// as long as its quotes and brackets are intact. Where they are not, one rejected record reaches to where the next
/// valid one begins, or the array ends. `docs/recovery.md` of the repository has the rules.
///
/// ```
/// use backend_message::{BackendMessage, salvage};
///
/// let ndjson = br#"{"id":"1","role":"user","sessionId":"s","userInput":"Hello"}
/// {"id":"2","role":"assistant","sessionId":"s","userIn
/// {"id":"3","role":"assistant","sessionId":"s","userInput":"Hi"}
/// "#;
/// let found = salvage::<BackendMessage>(ndjson);
/// assert_eq!(found.messages.len(), 2);
/// assert_eq!(found.rejected[0].index, 1);
/// assert_eq!(found.rejected[0].id.as_deref(), Some("2"));
/// assert_eq!(found.rejected[0].source, r#"{"id":"2","role":"assistant","sessionId":"s","userIn"#);
/// ```
#[must_use]
pub fn salvage<T: FromJson>(json: &[u8]) -> Salvage<T> {
    salvage_with(json, Options::new())
}

/// [`salvage`], with options; `max_issues` applies to each record.
#[must_use]
pub fn salvage_with<T: FromJson>(json: &[u8], options: Options) -> Salvage<T> {
    let task = Task { record: T::SCHEMA, many: true, options, mode: Mode::Salvage, surrogates: false };
    let mut found = Salvage { messages: Vec::new(), rejected: Vec::new(), replaced: Vec::new() };
    Pieces::new(task).read_whole(json, &mut found);
    found
}

impl<T: FromJson> Take<Owned> for Salvage<T> {
    fn window(&mut self, session: &Session<Owned>, _window: &[u8]) {
        self.messages.extend(records(session));
    }

    fn rejected(&mut self, rejected: Rejected) {
        self.rejected.push(rejected);
    }

    fn replaced(&mut self, replaced: Replaced) {
        self.replaced.push(replaced);
    }
}
