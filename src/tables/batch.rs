//! Rows gathered into an Arrow record batch.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, StringBuilder, TimestampMillisecondBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef, TimeUnit};

use crate::tables::cell::Cell;
use crate::tables::columns::{Column, ColumnType, Table};

/// A batch is full with so many rows, or with so many bytes of text.
const MOST_ROWS: usize = 8192;
const MOST_TEXT: usize = 4 << 20;

const UTC: &str = "UTC";

impl Table {
    /// Its columns in Arrow's types: `Utf8`, `Int64`, `Float64`, `Boolean`, and `Timestamp` in milliseconds of UTC.
    /// A column is nullable unless every row has a value.
    #[must_use]
    pub fn schema(self) -> Schema {
        Schema::new(self.columns().map(field).collect::<Vec<_>>())
    }
}

fn field(column: &Column) -> Field {
    let data_type = match column.kind {
        ColumnType::Text | ColumnType::LongText => DataType::Utf8,
        ColumnType::Integer => DataType::Int64,
        ColumnType::Number => DataType::Float64,
        ColumnType::Boolean => DataType::Boolean,
        ColumnType::Time => DataType::Timestamp(TimeUnit::Millisecond, Some(UTC.into())),
    };
    Field::new(column.name, data_type, !column.required)
}

/// Gathers the rows of the next batch.
pub(crate) struct Batch {
    pub(crate) schema: SchemaRef,
    columns: Vec<Values>,
    rows: usize,
    text: usize,
}

/// The values of a column.
enum Values {
    Text(StringBuilder),
    Integer(Int64Builder),
    Number(Float64Builder),
    Boolean(BooleanBuilder),
    Time(TimestampMillisecondBuilder),
}

impl Batch {
    pub(crate) fn new(table: Table) -> Self {
        Self {
            schema: Arc::new(table.schema()),
            columns: table.columns().map(|column| Values::new(column.kind)).collect(),
            rows: 0,
            text: 0,
        }
    }

    pub(crate) const fn is_full(&self) -> bool {
        self.rows >= MOST_ROWS || self.text >= MOST_TEXT
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Adds a row, unless the batch would have more text than Arrow's offsets reach.
    pub(crate) fn push(&mut self, cells: &[Option<Cell<'_>>]) -> Result<(), ArrowError> {
        let text = self.text + cells.iter().flatten().map(Cell::text_length).sum::<usize>();
        if i32::try_from(text).is_err() {
            return Err(ArrowError::OffsetOverflowError(text));
        }
        debug_assert_eq!(cells.len(), self.columns.len());
        for (values, cell) in self.columns.iter_mut().zip(cells) {
            values.push(cell.as_ref());
        }
        self.text = text;
        self.rows += 1;
        Ok(())
    }

    /// The rows that were added since the last call.
    pub(crate) fn take(&mut self) -> Result<RecordBatch, ArrowError> {
        self.rows = 0;
        self.text = 0;
        RecordBatch::try_new(Arc::clone(&self.schema), self.columns.iter_mut().map(Values::finish).collect())
    }
}

impl Values {
    fn new(kind: ColumnType) -> Self {
        match kind {
            ColumnType::Text | ColumnType::LongText => Self::Text(StringBuilder::new()),
            ColumnType::Integer => Self::Integer(Int64Builder::new()),
            ColumnType::Number => Self::Number(Float64Builder::new()),
            ColumnType::Boolean => Self::Boolean(BooleanBuilder::new()),
            ColumnType::Time => Self::Time(TimestampMillisecondBuilder::new().with_timezone(UTC)),
        }
    }

    fn push(&mut self, cell: Option<&Cell<'_>>) {
        match (self, cell) {
            (Self::Text(values), Some(Cell::Text(text))) => values.append_value(text),
            (Self::Integer(values), Some(Cell::Integer(integer))) => values.append_value(*integer),
            (Self::Number(values), Some(Cell::Number(number))) => values.append_value(*number),
            (Self::Boolean(values), Some(Cell::Boolean(boolean))) => values.append_value(*boolean),
            (Self::Time(values), Some(Cell::Integer(time))) => values.append_value(*time),
            (values, cell) => {
                debug_assert!(cell.is_none(), "a cell has its column's type");
                values.push_null();
            }
        }
    }

    fn push_null(&mut self) {
        match self {
            Self::Text(values) => values.append_null(),
            Self::Integer(values) => values.append_null(),
            Self::Number(values) => values.append_null(),
            Self::Boolean(values) => values.append_null(),
            Self::Time(values) => values.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(values) => Arc::new(values.finish()),
            Self::Integer(values) => Arc::new(values.finish()),
            Self::Number(values) => Arc::new(values.finish()),
            Self::Boolean(values) => Arc::new(values.finish()),
            Self::Time(values) => Arc::new(values.finish()),
        }
    }
}

impl Cell<'_> {
    fn text_length(&self) -> usize {
        if let Self::Text(text) = self { text.len() } else { 0 }
    }
}
