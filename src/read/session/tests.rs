use super::{Mode, Session, Status, Task};
use crate::decode::owned::Owned;
use crate::model::schema::Record;
use crate::text::wording::SHOWN_BYTES;
use crate::{BackendMessage, Options};

pub(in crate::read) const TASK: Task = Task {
    record: BackendMessage::SCHEMA,
    many: true,
    options: Options::new(),
    mode: Mode::Salvage,
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
    let rejection = session.take_rejection().unwrap();
    let issue = &rejection.error.issues()[0];
    assert_eq!((rejection.index, rejection.offset, issue.pointer().as_str()), (1, 12, "/1"));
    assert_eq!(issue.position.map(|position| (position.line, position.column)), Some((2, 2)));

    session.begin(TASK);
    session.resume(second);
    // What is behind the word is shown, so the reading waits until it has come.
    assert_eq!(session.read(b"x {\"id\":", false), Status::More);
    let longer = format!("x {{\"id\":{}", " ".repeat(SHOWN_BYTES));
    assert_eq!(session.read(longer.as_bytes(), false), Status::Broken);
    let rejection = session.take_rejection().unwrap();
    assert_eq!((rejection.offset, session.consumed), (1, 1));
    assert_eq!(session.read(b" {\"id\":", true), Status::Rejected);
}
