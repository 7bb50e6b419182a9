//! Writes a table of a history as Parquet: `to_parquet messages history.json messages.parquet`.

use std::error::Error;
use std::fs::File;

use backend_message::tables::{Table, TableReader};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [name, history, output] = arguments.as_slice() else {
        return Err("usage: to_parquet TABLE HISTORY OUTPUT".into());
    };
    let table = Table::ALL.into_iter().find(|table| table.name() == name).ok_or("no table has that name")?;

    let reader = TableReader::open(table, history)?.salvage(|rejected| eprintln!("left out: {rejected}"));
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        // The writer keeps one row group in memory.
        .set_max_row_group_bytes(Some(64 << 20))
        .build();
    let mut writer = ArrowWriter::try_new(File::create(output)?, table.schema().into(), Some(properties))?;
    for batch in reader {
        writer.write(&batch?)?;
    }
    writer.close()?;
    Ok(())
}
