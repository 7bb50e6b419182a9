//! Reads a whole text in Rust: bytes come in, structs or an error go out.

use crate::decode::owned::Owned;
use crate::decode::structs::{FromTape, TapeReader};
use crate::decode::text_store::TextStore;
use crate::model::error::Error;
use crate::model::options::Options;
use crate::model::schema::Record;
use crate::read::session::{Mode, Session, Status, Task};
use crate::read::windows;

/// The records of the model, which can be read from JSON.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a record, so it cannot be read from JSON",
    note = "`from_slice_many` and `from_str_many` read a list of records as a `Vec`"
)]
pub trait FromJson: Record + FromTape {}

impl<T: Record + FromTape> FromJson for T {}

/// Reads one record from JSON text in UTF-8.
///
/// ```
/// use backend_message::BackendMessage;
///
/// let json = br#"{"id":"1","role":"user","sessionId":"s","userInput":"Hello"}"#;
/// let message: BackendMessage = backend_message::from_slice(json)?;
/// assert_eq!(message.user_input, "Hello");
/// # Ok::<(), backend_message::Error>(())
/// ```
///
/// # Errors
/// If the text is not JSON or not such a record: every issue found, with its position.
pub fn from_slice<T: FromJson>(json: &[u8]) -> Result<T, Error> {
    from_slice_with(json, Options::new())
}

/// [`from_slice`], from a string.
///
/// ```
/// use backend_message::{BackendMessage, from_str};
///
/// let message: BackendMessage = from_str(r#"{"id":"1","role":"user","sessionId":"s","userInput":"Hello"}"#)?;
/// assert_eq!(message.id, "1");
/// # Ok::<(), backend_message::Error>(())
/// ```
///
/// A list is read by [`from_str_many`]. The compiler says so:
///
/// ```compile_fail
/// # use backend_message::{BackendMessage, from_str};
/// let messages: Vec<BackendMessage> = from_str("[]")?;
/// # Ok::<(), backend_message::Error>(())
/// ```
///
/// # Errors
/// As for [`from_slice`].
pub fn from_str<T: FromJson>(json: &str) -> Result<T, Error> {
    from_slice(json.as_bytes())
}

/// [`from_slice`], with options.
///
/// ```
/// use backend_message::{BackendMessage, IssueCode, Options, UnknownKeys, from_slice_with};
///
/// let json = br#"{"id":"1","role":"user","sessionId":"s","userInput":"Hello","mood":"good"}"#;
/// let options = Options::new().unknown_keys(UnknownKeys::Reject);
/// let error = from_slice_with::<BackendMessage>(json, options).unwrap_err();
/// assert_eq!(error.issues()[0].code, IssueCode::UnknownKey);
/// ```
///
/// # Errors
/// As for [`from_slice`].
pub fn from_slice_with<T: FromJson>(json: &[u8], options: Options) -> Result<T, Error> {
    read(json, false, options)?.pop().ok_or_else(Error::disagreement)
}

/// Reads all records of a text: a JSON array, or records one after another (NDJSON, concatenated).
///
/// ```
/// use backend_message::BackendMessage;
///
/// let ndjson = br#"{"id":"1","role":"user","sessionId":"s","userInput":"Hello"}
/// {"id":"2","role":"assistant","session_id":"s","user_input":"Hi"}
/// "#;
/// let messages: Vec<BackendMessage> = backend_message::from_slice_many(ndjson)?;
/// assert_eq!(messages.len(), 2);
/// # Ok::<(), backend_message::Error>(())
/// ```
///
/// # Errors
/// As for [`from_slice`]; paths begin with the record's index.
pub fn from_slice_many<T: FromJson>(json: &[u8]) -> Result<Vec<T>, Error> {
    from_slice_many_with(json, Options::new())
}

/// [`from_slice_many`], from a string.
///
/// ```
/// use backend_message::{BackendMessage, from_str_many};
///
/// let json = r#"[{"id":"1","role":"user","sessionId":"s","userInput":"Hello"}]"#;
/// let messages: Vec<BackendMessage> = from_str_many(json)?;
/// assert_eq!(messages.len(), 1);
/// # Ok::<(), backend_message::Error>(())
/// ```
///
/// # Errors
/// As for [`from_slice_many`].
pub fn from_str_many<T: FromJson>(json: &str) -> Result<Vec<T>, Error> {
    from_slice_many(json.as_bytes())
}

/// [`from_slice_many`], with options.
///
/// ```
/// use backend_message::{BackendMessage, Options, UnknownKeys, from_slice_many_with};
///
/// let json = br#"[{"id":"1","role":"user","sessionId":"s","userInput":"Hello","mood":"good"}]"#;
/// let options = Options::new().unknown_keys(UnknownKeys::Keep);
/// let messages: Vec<BackendMessage> = from_slice_many_with(json, options)?;
/// assert!(messages[0].unknown.get("mood").is_some());
/// # Ok::<(), backend_message::Error>(())
/// ```
///
/// # Errors
/// As for [`from_slice_many`].
pub fn from_slice_many_with<T: FromJson>(json: &[u8], options: Options) -> Result<Vec<T>, Error> {
    read(json, true, options)
}

/// [`from_slice_many_with`], of a list that is a member of something: `at` is a JSON Pointer (RFC 6901) to it. What stands
/// around the list is checked as JSON.
///
/// ```
/// use backend_message::{BackendMessage, Options, from_slice_many_at};
///
/// let json = br#"{"total":1,"messages":[{"id":"1","role":"user","sessionId":"s","userInput":"Hello"}]}"#;
/// let messages: Vec<BackendMessage> = from_slice_many_at(json, "/messages", Options::new())?;
/// assert_eq!(messages[0].id, "1");
/// # Ok::<(), backend_message::Error>(())
/// ```
///
/// # Errors
/// As for [`from_slice_many`]; also where the pointer leads to no array.
pub fn from_slice_many_at<T: FromJson>(json: &[u8], at: &str, options: Options) -> Result<Vec<T>, Error> {
    read_at(json, true, options, Some(at))
}

fn read<T: FromJson>(json: &[u8], many: bool, options: Options) -> Result<Vec<T>, Error> {
    read_at(json, many, options, None)
}

fn read_at<T: FromJson>(json: &[u8], many: bool, options: Options, at: Option<&str>) -> Result<Vec<T>, Error> {
    let task = Task { record: T::SCHEMA, many, options, mode: Mode::Fast, surrogates: false };
    let mut session = Session::<Owned>::new(task);
    locate(&mut session, at)?;
    let mut values = Vec::new();
    let (status, _) = windows::read(&mut session, json, true, |session, _, _| values.extend(records(session)));
    if status == Status::Done {
        return Ok(values);
    }
    drop(values);
    Err(error_of_at(&mut session, task, json, at))
}

fn locate<T: TextStore>(session: &mut Session<T>, at: Option<&str>) -> Result<(), Error> {
    match at {
        Some(at) if !session.locate(at) => Err(Error::no_pointer()),
        _ => Ok(()),
    }
}

/// The error of an invalid text.
#[cold]
pub(crate) fn error_of<T: TextStore>(session: &mut Session<T>, task: Task, json: &[u8]) -> Error {
    error_of_at(session, task, json, None)
}

#[cold]
fn error_of_at<T: TextStore>(session: &mut Session<T>, task: Task, json: &[u8], at: Option<&str>) -> Error {
    session.begin(Task { mode: Mode::Report, ..task });
    if let Err(error) = locate(session, at) {
        return error;
    }
    match windows::read(session, json, true, |_, _, _| {}).0 {
        Status::More => Error::oversized(),
        // The two passes must agree; tests check it.
        _ => session.report.take_error(),
    }
}

/// The records on the tape.
pub(crate) fn records<T: FromJson>(session: &Session<Owned>) -> impl Iterator<Item = T> {
    placed_records(session).map(|(_, record)| record)
}

/// The records on the tape, each with where it begins in the window.
pub(crate) fn placed_records<T: FromJson>(session: &Session<Owned>) -> impl Iterator<Item = (usize, T)> {
    let tape = TapeReader::new(&session.out);
    let mut slot = 0;
    (0..session.count).map(move |_| {
        let start = session.mended_start().unwrap_or_else(|| tape.record_start(slot));
        let record = T::from_slot(tape, slot);
        slot = T::end(tape, slot);
        (start, record)
    })
}
