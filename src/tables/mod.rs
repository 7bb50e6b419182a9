//! Histories as flat tables: the columns of each table, declared once for the crate and for the command line's `export`. The
//! feature `arrow` adds a reader of record batches.

#[cfg(feature = "arrow")]
mod batch;
mod cell;
pub(crate) mod columns;
#[cfg(feature = "arrow")]
mod placed;
#[cfg(feature = "arrow")]
pub(crate) mod reader;

pub use columns::{Column, ColumnType, Table};
#[cfg(feature = "arrow")]
pub use reader::TableReader;
