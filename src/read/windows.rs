//! Reads a text in memory window by window, so that what the decoder writes stays in the processor's cache.

use crate::decode::tape::MAX_WINDOW;
use crate::decode::text_store::TextStore;
use crate::read::session::{Session, Status};
use crate::text::part::Part as _;

/// Few messages are longer than a window of this size.
const WINDOW: usize = 256 * 1024;

/// Reads until the text ends or is invalid; `last` says that nothing follows it. `each` is called after every reading,
/// with the window. Returns how the reading ended, and how many bytes are done with. [`Status::More`] means that the text
/// should go on, or that a record is longer than the tape's offsets reach.
pub(crate) fn read<T: TextStore>(
    session: &mut Session<T>,
    text: &[u8],
    last: bool,
    mut each: impl FnMut(&mut Session<T>, &[u8], Status),
) -> (Status, usize) {
    let mut start = 0;
    let mut size = WINDOW;
    loop {
        let rest = text.get(start..).expected();
        let window = rest.get(..size).unwrap_or(rest);
        let whole = window.len() == rest.len();
        let status = session.read(window, last && whole);
        each(session, window, status);
        let consumed = session.consumed;
        start += consumed;
        match status {
            // Only a bug asks for more than there is; the error then says so.
            Status::More if whole && last => return (Status::Invalid, start),
            Status::More if whole || consumed == 0 && window.len() >= MAX_WINDOW => return (status, start),
            // A record longer than the window: doubling keeps the work linear.
            Status::More if consumed == 0 => size = MAX_WINDOW.min(size * 2),
            Status::More | Status::Full | Status::Replaced | Status::Rejected | Status::Broken => size = WINDOW,
            Status::Done | Status::Invalid => return (status, start),
        }
    }
}
