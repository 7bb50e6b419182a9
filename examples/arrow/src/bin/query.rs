//! Runs a query in SQL over many histories: `query 'select model, sum(cost) from messages group by model' *.json`.
//! The tables are `messages`, `tool_calls` and `callbacks`. Files are read in parallel, when the query needs them.

use std::error::Error;
use std::sync::Arc;

use backend_message::tables::{Table, TableReader};
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::streaming::StreamingTable;
use datafusion::error::DataFusionError;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_plan::stream::RecordBatchReceiverStream;
use datafusion::physical_plan::streaming::PartitionStream;
use datafusion::prelude::SessionContext;

/// A table of one history, a partition of the table of all histories.
#[derive(Debug)]
struct History {
    path: String,
    table: Table,
    schema: SchemaRef,
}

impl PartitionStream for History {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, _: Arc<TaskContext>) -> SendableRecordBatchStream {
        let mut stream = RecordBatchReceiverStream::builder(Arc::clone(&self.schema), 2);
        let (batches, table, path) = (stream.tx(), self.table, self.path.clone());
        // Reading blocks, so it has a thread of its own.
        stream.spawn_blocking(move || {
            let reader = TableReader::open(table, &path).map_err(|error| {
                DataFusionError::Context(format!("{path} cannot be opened"), Box::new(error.into()))
            })?;
            for batch in reader.salvage(|rejected| eprintln!("left out: {rejected}")) {
                if batches.blocking_send(batch.map_err(DataFusionError::from)).is_err() {
                    break; // The query needs no more.
                }
            }
            Ok(())
        });
        stream.build()
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let query = arguments.next().ok_or("usage: query SQL HISTORY…")?;
    let paths: Vec<_> = arguments.collect();

    let context = SessionContext::new();
    for table in Table::ALL {
        let schema = Arc::new(table.schema());
        let histories = paths.iter().map(|path| {
            let history = History { path: path.clone(), table, schema: Arc::clone(&schema) };
            Arc::new(history) as Arc<dyn PartitionStream>
        });
        let all = StreamingTable::try_new(Arc::clone(&schema), histories.collect())?;
        context.register_table(table.name().replace('-', "_"), Arc::new(all))?;
    }
    context.sql(&query).await?.show().await?;
    Ok(())
}
