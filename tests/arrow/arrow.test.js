// The programs of examples/arrow/: the crate's tables are those of the command line.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";

import { messages, write } from "../support/history.js";
import { directory, file, run, sample } from "../cli/program.js";

const programs = process.env.ARROW_EXAMPLES ?? fileURLToPath(new URL("../../build/arrow/debug", import.meta.url));
const TABLES = ["messages", "tool-calls", "callbacks"];

const database = await (await DuckDBInstance.create()).connect();
const rows = async (sql) => (await database.runAndReadAll(sql)).getRowObjectsJson();

/** Runs one of the programs. */
function example(program, ...args) {
  const { status, stdout, stderr, error } = spawnSync(join(programs, program), args, { encoding: "utf8", maxBuffer: 2 ** 28 });
  assert.ifError(error);
  assert.equal(status, 0, stderr);
  return { stdout, stderr };
}

// Several windows of the decoder, several batches, and damage at the end.
const history = file("history.json", write(messages({ messages: 9_000, text: "mixed", size: 1 })));
const damaged = file("damaged.json", `${readFileSync(sample("history.wire.json"), "utf8")}\n{"id":5}\n{"id"`);

for (const table of TABLES) {
  test(`to_parquet ${table}: schema and rows are those of \`export\``, async () => {
    for (const path of [history, damaged]) {
      const [ours, theirs] = ["rust", "cli"].map((name) => join(directory, `${name}.parquet`));
      const { stderr } = example("to_parquet", table, path, ours);
      const result = run(["export", table, "--salvage", path, "-o", theirs]);
      assert.equal(result.status, path === damaged ? 1 : 0, result.all);
      assert.equal(stderr.split("left out: ").length - 1, path === damaged ? 2 : 0);
      const schema = (output) => rows(`select name, type, repetition_type, logical_type from parquet_schema('${output}') where num_children is null`);
      assert.deepEqual(await schema(ours), await schema(theirs));
      const [{ count }] = await rows(`select count(*) as count from '${ours}'`);
      assert.ok(Number(count) > 0);
      assert.deepEqual(await rows(`select count(*) as count from '${theirs}'`), [{ count }]);
      assert.deepEqual(await rows(`select * from '${ours}' except select * from '${theirs}'`), []);
    }
  });
}

test("query: the sums of `summary`, over several files", () => {
  const paths = [history, damaged];
  const { usage, messages } = run(["summary", "--json", ...paths]).stdout.trim().split("\n").map((line) => JSON.parse(line)).at(-1);
  const { stdout, stderr } = example("query", "select count(*) as n, sum(input_tokens) as i, sum(output_tokens) as o, (select count(*) from tool_calls) > 0 as has_calls from messages", ...paths);
  const [, , , row] = stdout.split("\n");
  assert.deepEqual(row.split("|").map((cell) => cell.trim()).filter(Boolean), [messages, usage.inputTokens, usage.outputTokens, true].map(String));
  assert.match(stderr, /left out: record \d+ is rejected: /);
});

test("query: a file that cannot be opened is an error that names it", () => {
  const { status, stderr } = spawnSync(join(programs, "query"), ["select * from messages", "missing.json"], { encoding: "utf8" });
  assert.equal(status, 1);
  assert.match(stderr, /missing\.json cannot be opened/);
});
