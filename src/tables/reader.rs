//! A history as a table: record batches from any `Read`.

use std::fs::File;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use std::{fmt, io};

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};

use crate::model::BackendMessage;
use crate::model::error::Error;
use crate::model::options::Options;
use crate::read::rejected::Rejected;
use crate::tables::batch::Batch;
use crate::tables::cell::Cell;
use crate::tables::columns::{Column, Of, Origin, Table};
use crate::tables::placed::{Placed, PlacedRecords};

/// Reads a history as a flat table, in record batches: the same rows that the command line's `export` writes. The history
/// is an array of messages, or messages one after another. It is streamed: memory is bounded by the longest message and by
/// one batch, which has at most 8,192 rows and about 4 MiB of text.
///
/// The first invalid message ends the reading with an error, after the rows before it; [`salvage`](Self::salvage) goes on.
///
/// ```
/// use backend_message::tables::{Table, TableReader};
///
/// # let file: &[u8] = br#"[{"id":"1","role":"user","sessionId":"s","userInput":"Hello"}]"#;
/// for batch in TableReader::new(Table::Messages, "history.json", file) {
///     let batch = batch?;
///     assert_eq!((batch.num_rows(), batch.num_columns()), (1, 19));
/// }
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
pub struct TableReader<R> {
    table: Table,
    columns: Vec<&'static Column>,
    file: String,
    /// In milliseconds since 1970.
    modified: Option<i64>,
    reader: R,
    buffer: Vec<u8>,
    records: PlacedRecords,
    /// The message whose rows are next, and how many of them were added.
    current: Option<(Placed, usize)>,
    on_rejected: Option<OnRejected>,
    batch: Batch,
    state: State,
}

type OnRejected = Box<dyn FnMut(Rejected) + Send>;

enum State {
    Reading,
    /// The text has ended; complete records are still to be returned.
    Ended,
    /// Only the rows of the batch are still to be returned, and then the error.
    Failed(Option<ArrowError>),
}

/// How many bytes are read at a time.
const BUFFER: usize = 64 * 1024;

impl TableReader<File> {
    /// Opens a file. The columns `file` and `file_modified` get its path and the time when it was last changed.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub fn open(table: Table, path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let file = File::open(path)?;
        // Some systems do not know when a file was changed.
        let modified = file.metadata()?.modified().ok();
        let mut reader = Self::new(table, path.to_string_lossy(), file);
        reader.modified = modified.map(milliseconds);
        Ok(reader)
    }
}

impl<R: io::Read> TableReader<R> {
    /// Reads a history from its beginning; `file` is the value of the column `file`.
    pub fn new(table: Table, file: impl Into<String>, reader: R) -> Self {
        Self::with_options(table, file, reader, Options::new())
    }

    /// [`new`](Self::new), with options; `max_issues` applies to each message.
    pub fn with_options(table: Table, file: impl Into<String>, reader: R, options: Options) -> Self {
        Self {
            table,
            columns: table.columns().collect(),
            file: file.into(),
            modified: None,
            reader,
            buffer: vec![0; BUFFER],
            records: PlacedRecords::new(options),
            current: None,
            on_rejected: None,
            batch: Batch::new(table),
            state: State::Reading,
        }
    }

    /// Sets the column `file_modified`, which is null otherwise.
    #[must_use]
    pub fn modified(mut self, time: SystemTime) -> Self {
        self.modified = Some(milliseconds(time));
        self
    }

    /// Reads a list inside another value: `pointer` is a JSON Pointer (RFC 6901) to it.
    ///
    /// # Errors
    /// If it is not a JSON Pointer.
    pub fn at(mut self, pointer: &str) -> Result<Self, Error> {
        self.records.locate(pointer)?;
        Ok(self)
    }

    /// Leaves out invalid messages, passes them to a function, and goes on.
    #[must_use]
    pub fn salvage(mut self, on_rejected: impl FnMut(Rejected) + Send + 'static) -> Self {
        self.on_rejected = Some(Box::new(on_rejected));
        self
    }

    /// Adds a row of the current message to the batch, or finds the next message.
    fn advance(&mut self) -> Result<(), ArrowError> {
        if let Some((placed, position)) = self.current.take() {
            let length = self.table.rows_of(&placed.message);
            if position < length {
                self.push_row(&placed, position)?;
                self.current = Some((placed, position + 1));
            }
            return Ok(());
        }
        match self.records.next() {
            Some(Ok(placed)) => self.current = Some((placed, 0)),
            Some(Err(rejected)) => match &mut self.on_rejected {
                Some(on_rejected) => on_rejected(rejected),
                None => return Err(ArrowError::ExternalError(Box::new(rejected))),
            },
            None if matches!(self.state, State::Ended) => self.state = State::Failed(None),
            None => match self.reader.read(&mut self.buffer) {
                Ok(0) => {
                    self.records.finish();
                    self.state = State::Ended;
                }
                Ok(length) => self.records.push(self.buffer.get(..length).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            },
        }
        Ok(())
    }

    fn push_row(&mut self, placed: &Placed, position: usize) -> Result<(), ArrowError> {
        let origin = Origin {
            file: &self.file,
            modified: self.modified,
            record: placed.index,
            offset: placed.offset,
            position: position as u64,
        };
        let cells: Vec<_> = self.columns.iter().map(|column| column.cell(&origin, &placed.message, position)).collect();
        self.batch.push(&cells)
    }
}

impl<R: io::Read> Iterator for TableReader<R> {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let State::Failed(error) = &mut self.state {
                return if self.batch.is_empty() { error.take().map(Err) } else { Some(self.batch.take()) };
            }
            if self.batch.is_full() {
                return Some(self.batch.take());
            }
            if let Err(error) = self.advance() {
                self.state = State::Failed(Some(error));
            }
        }
    }
}

impl<R: io::Read> RecordBatchReader for TableReader<R> {
    fn schema(&self) -> SchemaRef {
        self.batch.schema.clone()
    }
}

impl<R> fmt::Debug for TableReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TableReader").field("table", &self.table).field("file", &self.file).finish_non_exhaustive()
    }
}

impl Table {
    /// How many rows a message has.
    fn rows_of(self, message: &BackendMessage) -> usize {
        match self {
            Self::Messages => 1,
            Self::ToolCalls => message.tool_calls.as_ref().map_or(0, Vec::len),
            Self::Callbacks => message.callback_results.as_ref().map_or(0, Vec::len),
        }
    }
}

impl Column {
    fn cell<'a>(&self, origin: &'a Origin<'a>, message: &'a BackendMessage, position: usize) -> Option<Cell<'a>> {
        let cell = match self.of {
            Of::Origin(of) => of(origin),
            Of::Message(of) => of(message),
            Of::Call(of) => message.tool_calls.as_ref()?.get(position).and_then(of),
            Of::Callback(of) => message.callback_results.as_ref()?.get(position).and_then(of),
        };
        debug_assert!(cell.is_some() || !self.required, "every row has a value of {}", self.name);
        cell
    }
}

/// Milliseconds since 1970, rounded down.
fn milliseconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos().div_ceil(1_000_000))
            .map_or(i64::MIN, |milliseconds| -milliseconds),
    }
}

#[cfg(test)]
mod tests;
