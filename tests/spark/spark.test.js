// The job of examples/spark/ on this machine: thousands of histories, some of them damaged, a task that dies half way. Its
// totals must be those of the package.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { summarize } from "backend-message/insight";

import { messages, write, writeOne } from "../support/history.js";

const python = process.env.SPARK_PYTHON ?? fileURLToPath(new URL("../../build/spark/bin/python", import.meta.url));
const job = fileURLToPath(new URL("../../examples/spark/export_histories.py", import.meta.url));
const manifest = fileURLToPath(import.meta.resolve("backend-message/package.json"));
const cli = `${process.execPath} ${join(manifest, "..", JSON.parse(readFileSync(manifest, "utf8")).bin["backend-message"])}`;

const directory = mkdtempSync(join(tmpdir(), "backend-message-spark-"));
after(() => rmSync(directory, { recursive: true }));

const HISTORIES = 2000;
/** In bytes. Some files are larger; those of NDJSON are split. */
const SPLIT = 1 << 20;

/** The sums of what the package counts in the histories. */
const expected = { files: 0, rows: 0, rejected: 0, calls: 0, cost: 0, input_tokens: 0, output_tokens: 0, cache_creation_tokens: 0, cache_read_tokens: 0 };
const input = join(directory, "histories");
makeHistories();

function makeHistories() {
  for (let number = 0; number < HISTORIES; number++) {
    const list = messages({ seed: number, messages: number % 500 === 0 ? 800 : 1 + (number % 7), text: "mixed", size: 0.3 });
    const isLines = number % 3 === 0;
    let text = isLines ? list.map((message) => writeOne(message)).join("") : write(list);
    // An invalid record, and a text that ends early.
    if (number % 10 === 3) text = isLines ? `{"id":5}\n${text}` : text.replace('"role":"', '"role":5,"was":"');
    if (number % 10 === 7) text = text.slice(0, -20);
    const place = join(input, `${number % 20}`);
    mkdirSync(place, { recursive: true });
    const isPacked = number % 5 === 4;
    const path = join(place, `${number}.${isLines ? "ndjson" : "json"}${isPacked ? ".gz" : ""}`);
    writeFileSync(path, isPacked ? zlib.gzipSync(text) : text);
    const { messages: rows, rejected, usage, tools } = summarize(text, { onInvalid: "salvage" });
    expected.files++;
    expected.rows += rows;
    expected.rejected += rejected;
    expected.calls += tools.reduce((sum, { calls }) => sum + calls, 0);
    expected.cost += usage.cost;
    expected.input_tokens += usage.inputTokens;
    expected.output_tokens += usage.outputTokens;
    expected.cache_creation_tokens += usage.cacheCreationTokens;
    expected.cache_read_tokens += usage.cacheReadTokens;
  }
}

/** Runs the job, and returns the totals that it prints. */
function run(table, { master = "local[2]", command = cli, from = input } = {}) {
  const output = join(directory, `tables-${table}`);
  const args = [job, "--input", from, "--output", output, "--table", table, "--master", master, "--split", `${SPLIT}`, "--command", command];
  const { status, stdout, stderr } = spawnSync(python, args, { encoding: "utf8", maxBuffer: 2 ** 28 });
  assert.equal(status, 0, stderr.slice(-4000));
  return { output, totals: JSON.parse(stdout.trim().split("\n").at(-1)), stderr };
}

const database = await (await DuckDBInstance.create()).connect();
const rows = async (sql) => (await database.runAndReadAll(sql)).getRowObjects();

function checkTotals({ tasks, failures, rows, rejected, files, cost, ...tokens }) {
  assert.ok(tasks > 5, `${tasks} tasks`);
  assert.equal(failures, 0);
  assert.deepEqual({ files, rows, rejected }, { files: expected.files, rows: expected.rows, rejected: expected.rejected });
  assert.ok(expected.rejected > 300);
  for (const [name, value] of Object.entries(tokens)) assert.equal(value, expected[name], name);
  assert.ok(Math.abs(cost - expected.cost) < 1e-9 * expected.cost, `${cost}, not ${expected.cost}`);
}

test("the totals are those of the package, and every row leads back to its record", async () => {
  const { output, totals } = run("messages");
  checkTotals(totals);
  const found = await rows(`select id, file, "offset" from '${output}/messages/*/*.parquet' using sample 200 rows`);
  for (const { id, file, offset } of found) {
    const bytes = readFileSync(file);
    const text = file.endsWith(".gz") ? zlib.gunzipSync(bytes) : bytes;
    assert.ok(text.subarray(Number(offset), Number(offset) + 200).toString().includes(id), file);
  }
  const lost = await rows(`select file, "offset", bytes, source from '${output}/rejected/*.parquet' where source is not null limit 200`);
  for (const { file, offset, bytes, source } of lost) {
    const whole = readFileSync(file);
    const text = file.endsWith(".gz") ? zlib.gunzipSync(whole) : whole;
    assert.equal(text.subarray(Number(offset), Number(offset) + Number(bytes)).toString(), source, file);
  }
});

test("a task that dies half way is run again, and nothing is doubled", async () => {
  // After the first export, the task is killed before it passes on the rows.
  const mark = join(directory, "died");
  const command = join(directory, "dying");
  writeFileSync(
    command,
    `#!/bin/sh\n${cli} "$@"\nstatus=$?\ncase "$*" in *--rejected*) if mkdir ${mark} 2>/dev/null; then kill -9 $PPID; fi;; esac\nexit $status\n`,
  );
  chmodSync(command, 0o755);
  const { output, totals, stderr } = run("messages", { master: "local[2,4]", command });
  assert.ok(existsSync(mark), "no task died");
  assert.match(stderr, /Lost task|Python worker exited unexpectedly/);
  checkTotals(totals);
  const [{ count, places }] = await rows(`select count(*) as count, count(distinct (file, "offset")) as places from '${output}/messages/*/*.parquet'`);
  assert.equal(count, BigInt(expected.rows));
  assert.equal(places, count);
});

test("histories without content make a portion of their own", () => {
  const place = join(directory, "empty");
  mkdirSync(place);
  for (const name of ["a.json", "b.ndjson.zst", "c.JSONL.GZ", "notes.txt"]) writeFileSync(join(place, name), "");
  const code = "import sys, json, export_histories as job; print(json.dumps([[file['path'] for file in portion] for portion in job.portions_of(sys.argv[1], 1000)]))";
  const env = { ...process.env, PYTHONPATH: dirname(job), PYTHONDONTWRITEBYTECODE: "1" };
  const { stdout, stderr } = spawnSync(python, ["-c", code, place], { encoding: "utf8", env });
  assert.deepEqual(JSON.parse(stdout || "null"), [["a.json", "b.ndjson.zst", "c.JSONL.GZ"].map((name) => join(place, name))], stderr);
});

test("tool calls; and a file that cannot be decompressed is one failure", () => {
  const damaged = join(input, "damaged.json.gz");
  writeFileSync(damaged, zlib.gzipSync(write(messages({ messages: 50 }))).subarray(0, 1500));
  const { totals } = run("tool-calls");
  rmSync(damaged);
  assert.equal(totals.failures, 1);
  assert.ok(totals.rows >= expected.calls);
});
