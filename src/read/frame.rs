//! Reads the events of the stream: the name and the data of a frame come in, an event or its issues go out.

use crate::decode::owned::Owned;
use crate::model::error::Error;
use crate::model::event::{EventSchema, LiveEvent};
use crate::model::json;
use crate::model::options::Options;
use crate::model::unknown::Json;
use crate::read::session::{Mode, Session, Status, Task};
use crate::read::windows;
use crate::text::{skip, whitespace};

impl LiveEvent {
    /// Reads the data of one frame of the stream: `event` is the frame's name, `data` its text.
    ///
    /// An unknown event is not an error, whatever its data. Unknown fields are ignored; `null` means absent.
    ///
    /// ```
    /// use backend_message::LiveEvent;
    ///
    /// let event = LiveEvent::from_frame("content", r#"{"type":"content","content":"Hel","assistantMessageId":"1"}"#)?;
    /// if let LiveEvent::Content(data) = event {
    ///     assert_eq!(data.content, "Hel");
    /// }
    /// # Ok::<(), backend_message::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the data is not JSON or not that of the event: every issue found, with its position.
    pub fn from_frame(event: &str, data: &str) -> Result<Self, Error> {
        let value = match Self::SCHEMAS.iter().find(|schema| schema.name == event) {
            Some(schema) => {
                check(schema, data)?;
                json::value(data.strip_prefix('\u{FEFF}').unwrap_or(data))
            }
            None => Some(value_or_text(data)),
        };
        value.and_then(|value| Self::from_parts(event.to_owned(), value).ok()).ok_or_else(Error::disagreement)
    }
}

/// Reports what is wrong with the data of a known event.
fn check(schema: &EventSchema, data: &str) -> Result<(), Error> {
    let task =
        Task { record: schema.data, many: false, options: Options::new(), mode: Mode::Report, surrogates: false };
    let mut session = Session::<Owned>::new(task);
    match windows::read(&mut session, data.as_bytes(), true, |_, _, _| {}).0 {
        Status::More => Err(Error::oversized()),
        _ if session.report.is_empty() => Ok(()),
        _ => Err(session.report.take_error()),
    }
}

/// The data of an event that is not known.
fn value_or_text(data: &str) -> Json {
    // Behind a number at the end of a text, digits might follow.
    let text = data.to_owned() + "\n";
    let is_json =
        skip::value(text.as_bytes(), 0, 0, false).is_ok_and(|end| whitespace::skip(text.as_bytes(), end) == text.len());
    is_json.then(|| json::value(data)).flatten().unwrap_or_else(|| Json::String(data.to_owned()))
}
