// Runs a statement in DuckDB.
//
//   node benches/command-line/duckdb.js SQL

import { DuckDBInstance } from "@duckdb/node-api";

const database = await (await DuckDBInstance.create()).connect();
console.log((await database.runAndReadAll(process.argv[2])).getRowObjectsJson());
