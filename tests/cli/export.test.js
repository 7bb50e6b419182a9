// `export`: flat tables.

import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";
import { BackendMessage } from "backend-message";

import { directory, file, message, run, sample } from "./program.js";

const FORMATS = ["csv", "ndjson", "parquet"];
const database = await (await DuckDBInstance.create()).connect();

/** The rows that DuckDB returns. */
async function rows(sql) {
  return (await database.runAndReadAll(sql)).getRowObjects();
}

/** Exports a table in each format, and returns how DuckDB reads it. */
function exported(table, path, ...args) {
  return FORMATS.map((format) => {
    const output = join(directory, `${table}.${format}`);
    const result = run(["export", table, path, "-o", output, ...args]);
    assert.equal(result.status, 0, result.all);
    if (format === "csv") return `read_csv('${output}', all_varchar = false, sample_size = -1)`;
    return format === "ndjson" ? `read_json('${output}')` : `'${output}'`;
  });
}

const DIFFICULT = [
  message({ id: 'quote " comma , \r\n line', userInput: "", model: "" }),
  message({ id: "漢字 😀 é", userInput: "x\u0000y", inputTokens: 2 ** 53 - 1, outputTokens: -(2 ** 53 - 1), cost: 0.1 + 0.2 }),
  message({ id: "3", cost: 3e-7, reasoning: "\u2028\u00a0", toolCalls: [], assistantResponse: " padded " }),
  message({ id: "4", toolCalls: [{ id: "c", name: "media_showcase", type: "", input: "{", finished: false, isError: true, screenshotUrls: ["a,b", '"'] }, { id: "d", name: "x", type: "t", input: "", finished: true, result: "" }] }),
  message({ id: "5", callbackResults: [{ callback_type: "bash_script", success: false, tool_call_id: "c", tool_name: "Bash", exit_code: -1, stdout: "o\n", exclude_from_context: true }] }),
];
const difficult = file("difficult.ndjson", DIFFICULT.join("\n"));
const messages = BackendMessage.parseMany(DIFFICULT.join("\n"));

test("messages, exactly, in every format", async () => {
  for (const from of exported("messages", difficult)) {
    const found = await rows(`select * from ${from} order by record`);
    assert.equal(found.length, messages.length);
    messages.forEach((message, index) => {
      const row = found[index];
      // DuckDB reads CSV's empty unquoted fields as absent; its quoted ones as empty texts.
      for (const [column, value] of [["id", message.id], ["role", message.role], ["session_id", "s"], ["user_input", message.userInput], ["cost", message.cost], ["model", message.model], ["reasoning", message.reasoning], ["assistant_response", message.assistantResponse]]) {
        if (from.includes("csv") && value === "") continue;
        assert.equal(row[column] ?? undefined, value, `${from} ${index} ${column}`);
      }
      for (const [column, value] of [["input_tokens", message.inputTokens], ["output_tokens", message.outputTokens]]) {
        assert.equal(row[column] === null ? undefined : Number(row[column]), value, `${from} ${index} ${column}`);
      }
      assert.equal(row.file, difficult);
      assert.equal(Number(row.record), index);
    });
    const bytes = readFileSync(difficult);
    for (const { offset, id } of found) assert.equal(BackendMessage.parseMany(bytes.subarray(Number(offset)))[0].id, id);
  }
});

test("tool calls and callback results lead back to their messages", async () => {
  for (const from of exported("tool-calls", difficult)) {
    const found = await rows(`select * from ${from} order by position`);
    assert.deepEqual(found.map(({ message_id, position, id, name, tool, finished, is_error }) => [`${message_id}`, Number(position), id, name, tool, finished, is_error]), [
      ["4", 0, "c", "media_showcase", "Show", false, true], ["4", 1, "d", "x", "x", true, null],
    ]);
    assert.deepEqual(JSON.parse(typeof found[0].screenshot_urls === "string" ? found[0].screenshot_urls : "null") ?? found[0].screenshot_urls.items, ["a,b", '"']);
  }
  for (const from of exported("callbacks", difficult)) {
    const [row] = await rows(`select * from ${from}`);
    assert.deepEqual([`${row.message_id}`, row.callback_type, row.success, Number(row.exit_code), row.stdout, row.exclude_from_context, row.stderr], ["5", "bash_script", false, -1, "o\n", true, null]);
  }
});

test("Parquet has exact types", async () => {
  const [, , from] = exported("messages", difficult);
  const types = Object.fromEntries((await rows(`describe select * from ${from}`)).map(({ column_name, column_type }) => [column_name, column_type]));
  assert.deepEqual(types, {
    file: "VARCHAR", file_modified: "TIMESTAMP WITH TIME ZONE", record: "BIGINT", offset: "BIGINT", id: "VARCHAR", session_id: "VARCHAR", role: "VARCHAR", model: "VARCHAR",
    user_input: "VARCHAR", assistant_response: "VARCHAR", reasoning: "VARCHAR", reasoning_duration: "BIGINT", input_tokens: "BIGINT", output_tokens: "BIGINT",
    cache_creation_tokens: "BIGINT", cache_read_tokens: "BIGINT", cost: "DOUBLE", tool_calls: "BIGINT", callback_results: "BIGINT",
  });
  const [{ modified }] = await rows(`select epoch_ms(file_modified) as modified from ${from} limit 1`);
  assert.equal(Number(modified), Math.floor(statSync(difficult).mtimeMs));
});

test("CSV is RFC 4180's: CRLF, quotes doubled, empty texts quoted and absent values not", () => {
  const lines = run(["export", "messages", difficult]).stdout.split(/\r\n(?=\/|$)/);
  assert.match(lines[0], /^file,file_modified,record,offset,id,/);
  assert.ok(lines[1].includes('"quote "" comma , \r\n line",s,user,"","",,'), lines[1]);
});

test("a table of nothing has its columns", async () => {
  const path = file("nothing.json", "[]");
  for (const table of ["messages", "tool-calls", "callbacks"]) {
    const [csv, , parquet] = exported(table, path);
    const columns = async (from) => (await rows(`describe select * from ${from}`)).map(({ column_name }) => column_name);
    assert.deepEqual(await columns(csv), await columns(parquet));
    assert.equal((await rows(`select count(*) as count from ${parquet}`))[0].count, 0n);
  }
});

test("row groups are bounded, and there are many", async () => {
  const path = file("rows.ndjson", Array.from({ length: 10_000 }, (_, id) => message({ id: `${id}`, userInput: "x".repeat(id % 700) })).join("\n"));
  const output = join(directory, "groups.parquet");
  assert.equal(run(["export", "messages", path, "-o", output]).status, 0);
  const groups = await rows(`select distinct row_group_id, row_group_num_rows as n from parquet_metadata('${output}')`);
  assert.ok(groups.length > 1);
  assert.equal(groups.reduce((sum, { n }) => sum + Number(n), 0), 10_000);
  assert.deepEqual(await rows(`select sum(length(user_input))::bigint as n, count(distinct id) as ids from '${output}'`), [
    { n: BigInt(Array.from({ length: 10_000 }, (_, id) => id % 700).reduce((sum, length) => sum + length)), ids: 10_000n },
  ]);
});

test("the format is the output's ending, or what --format says; Parquet goes through a pipe, too", () => {
  assert.match(run(["export", "messages", "--format", "ndjson", sample("short.wire.json")]).stdout, /^\{"file":/);
  const parquet = run(["export", "messages", "-f", "parquet", sample("short.wire.json")], { encoding: "latin1" }).stdout;
  assert.match(parquet, /^PAR1[^]*PAR1$/);
  for (const args of [["-o", join(directory, "table.xls")], ["-f", "xml"], ["--rejected", "x"]]) {
    assert.equal(run(["export", "messages", ...args, sample("short.wire.json")]).status, 2);
  }
  const result = run(["export", "mesages", sample("short.wire.json")]);
  assert.equal(result.status, 2);
  assert.match(result.stderr, /must be messages, tool-calls or callbacks, not "mesages"\n\(Did you mean messages\?\)/);
});

test("--salvage exports what is valid; without it, nothing is left behind", () => {
  const path = file("half.ndjson", `${message({ id: "1" })}\n{"id":5}\n${message({ id: "2" })}`);
  const output = join(directory, "half.csv");
  assert.equal(run(["export", "messages", path, "-o", output]).status, 1);
  assert.throws(() => statSync(output));
  const rejected = join(directory, "half-rejected.ndjson");
  assert.equal(run(["export", "messages", "--salvage", "--rejected", rejected, path, "-o", output]).status, 1);
  assert.equal(readFileSync(output, "utf8").trim().split("\r\n").length, 3);
  assert.equal(JSON.parse(readFileSync(rejected, "utf8")).index, 1);
});

test("the Parquet tables have the sums of `summary`", async () => {
  const path = sample("history.wire.json");
  const [{ messages, usage, models, tools, callbacks }] = run(["summary", "--json", path]).stdout.trim().split("\n").map((line) => JSON.parse(line));
  const [from, calls, results] = ["messages", "tool-calls", "callbacks"].map((table) => exported(table, path)[2]);
  const integers = "count(*) as messages, sum(input_tokens)::bigint as i, sum(output_tokens)::bigint as o, sum(cache_creation_tokens)::bigint as w, sum(cache_read_tokens)::bigint as r, fsum(cost) as cost";
  const check = (row, { messages, usage }) => {
    assert.deepEqual([row.messages, row.i ?? 0n, row.o ?? 0n, row.w ?? 0n, row.r ?? 0n].map(Number), [messages, usage.inputTokens, usage.outputTokens, usage.cacheCreationTokens, usage.cacheReadTokens]);
    assert.ok(Math.abs((row.cost ?? 0) - usage.cost) <= 1e-12 * usage.cost);
  };
  check((await rows(`select ${integers} from ${from}`))[0], { messages, usage });
  for (const row of await rows(`select model, ${integers} from ${from} group by model`)) check(row, models.find(({ model }) => model === (row.model ?? undefined)));
  const tool = await rows(`select name, count(*) as calls, count(*) filter (is_error) as failed, count(*) filter (not finished) as unfinished from ${calls} group by name order by name`);
  assert.deepEqual(tool.map(({ name, ...counts }) => ({ name, ...Object.fromEntries(Object.entries(counts).map(([key, value]) => [key, Number(value)])) })), [...tools].sort((one, other) => (one.name < other.name ? -1 : 1)));
  const kinds = await rows(`select callback_type, count(*) as results, count(*) filter (not success) as failed from ${results} group by 1`);
  for (const { callback_type, results, failed } of kinds) {
    assert.deepEqual(callbacks.find((row) => row.callbackType === callback_type), { callbackType: callback_type, results: Number(results), failed: Number(failed) });
  }
  assert.equal(kinds.length, callbacks.length);
});
