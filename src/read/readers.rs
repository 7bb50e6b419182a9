//! Reads records from any `io::Read`, one after another.

use std::{fmt, io};

use crate::model::options::Options;
use crate::read::decoder::Decoder;
use crate::read::rejected::Rejected;
use crate::read::slices::FromJson;

/// Reads an array of records, or records one after another, from a reader: a file, a socket, a decompressor. Each is
/// given out as soon as it is complete; memory is bounded by the longest one.
///
/// ```
/// use backend_message::{BackendMessage, from_reader_many};
///
/// # let file: &[u8] = br#"[{"id":"1","role":"user","sessionId":"s","userInput":"Hello"},{"id":2}]"#;
/// let mut valid = Vec::new();
/// let mut invalid = Vec::new();
/// for record in from_reader_many::<BackendMessage, _>(file) {
///     match record {
///         Ok(message) => valid.push(message),
///         Err(error) => invalid.push(error.to_string()),
///     }
/// }
/// assert_eq!(valid.len(), 1);
/// assert!(invalid[0].starts_with("record 1 is rejected: "));
/// ```
pub fn from_reader_many<T: FromJson, R: io::Read>(reader: R) -> Records<T, R> {
    from_reader_many_with(reader, Options::new())
}

/// [`from_reader_many`], with options; `max_issues` applies to each record.
pub fn from_reader_many_with<T: FromJson, R: io::Read>(reader: R, options: Options) -> Records<T, R> {
    Records { decoder: Decoder::with_options(options), reader: Some(reader), buffer: vec![0; BUFFER] }
}

/// How many bytes are asked for at a time.
const BUFFER: usize = 64 * 1024;

/// Iterates over the records of a reader. An error of the reader ends it.
pub struct Records<T, R> {
    decoder: Decoder<T>,
    /// Until it has ended or failed.
    reader: Option<R>,
    buffer: Vec<u8>,
}

/// Why a record could not be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// The record is invalid; the next one can be read.
    Rejected(Box<Rejected>),
    /// The reader has failed, which ends the reading.
    Io(io::Error),
}

impl<T: FromJson, R: io::Read> Iterator for Records<T, R> {
    type Item = Result<T, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.decoder.next() {
                return Some(record.map_err(|rejected| ReadError::Rejected(Box::new(rejected))));
            }
            match self.reader.as_mut()?.read(&mut self.buffer) {
                Ok(0) => {
                    self.reader = None;
                    self.decoder.finish();
                }
                // A reader may claim more bytes than it was given room for.
                Ok(length) => self.decoder.push(self.buffer.get(..length).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.reader = None;
                    return Some(Err(ReadError::Io(error)));
                }
            }
        }
    }
}

impl<T, R> fmt::Debug for Records<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records").field("decoder", &self.decoder).finish_non_exhaustive()
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rejected(rejected) => rejected.fmt(f),
            Self::Io(error) => write!(f, "the reader has failed: {error}"),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Rejected(rejected) => Some(rejected),
            Self::Io(error) => Some(error),
        }
    }
}
