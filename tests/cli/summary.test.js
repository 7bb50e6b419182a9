// `summary`: counts.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { summarize } from "backend-message/insight";

import { file, message, run, sample } from "./program.js";

const shown = (number) => number.toLocaleString("en");
const cells = (line) => line.trim().split(/ {2,}/);

/** The rows of a table, by the heading of its first column. */
function rowsOf(stdout, heading) {
  const table = stdout.split("\n\n").find((part) => part.startsWith(`${heading} `));
  return table.trim().split("\n").slice(1).map(cells);
}

test("tables, the most important rows first", () => {
  const result = run(["summary", sample("history.wire.json")]);
  assert.equal(result.status, 0, result.all);
  const { usage, fields, tools } = summarize(readFileSync(sample("history.wire.json")));
  assert.match(result.stdout, /history\.wire\.json: 329 messages, 1\.1 MB, [\d.]+ m?s\n/);
  const models = rowsOf(result.stdout, "model");
  assert.deepEqual(models.at(-1), [
    "total", "329", ...[usage.inputTokens, usage.outputTokens, usage.cacheCreationTokens, usage.cacheReadTokens].map(shown), usage.cost.toFixed(4),
  ]);
  const costs = models.slice(0, -1).map((row) => Number(row.at(-1)));
  assert.deepEqual(costs, [...costs].sort((one, other) => other - one));
  const calls = rowsOf(result.stdout, "tool").slice(0, -1).map((row) => Number(row[1]));
  assert.equal(calls.length, tools.length);
  assert.deepEqual(calls, [...calls].sort((one, other) => other - one));
  // Very small fields share one row.
  const bytes = rowsOf(result.stdout, "field");
  const large = fields.filter((field) => field.bytes / 1_107_828 >= 0.0005);
  assert.equal(bytes.length, large.length + 1);
  assert.equal(bytes.at(-1)[0], `${fields.length - large.length} smaller fields`);
  assert.ok(bytes.every((row) => row[3] !== "0.0 %"));
});

test("numbers are aligned to the right", () => {
  const { stdout } = run(["summary", sample("history.wire.json")]);
  const table = stdout.split("\n\n").find((part) => part.startsWith("tool "));
  assert.equal(new Set(table.trim().split("\n").map((line) => line.length)).size, 1);
});

test("several files: a table of them, and tables of their sum", () => {
  const files = ["history.wire.json", "short.wire.ndjson"].map(sample);
  const { stdout } = run(["summary", ...files]);
  assert.match(stdout, /^2 files: 338 messages, 1\.1 MB, /);
  const sums = files.map((path) => summarize(readFileSync(path)));
  const rows = rowsOf(stdout, "file");
  assert.deepEqual(rows.map(([, messages]) => messages), ["329", "9", "338"]);
  assert.equal(rows.at(-1).at(-1), (sums[0].usage.cost + sums[1].usage.cost).toFixed(4));
  const calls = (name) => sums.flatMap(({ tools }) => tools).filter((tool) => tool.name === name).reduce((sum, tool) => sum + tool.calls, 0);
  for (const [name, count] of rowsOf(stdout, "tool").slice(0, -1)) assert.equal(Number(count), calls(name), name);
});

test("--by shows only these tables, with all their rows", () => {
  const path = file("sessions.ndjson", Array.from({ length: 60 }, (_, index) => message({ sessionId: `s-${index}` })).join("\n"));
  const all = run(["summary", path]).stdout;
  assert.match(all, /\n… and 40 more \(--by session\)\ntotal /);
  const { stdout } = run(["summary", "--by", "session", "--by", "role", path]);
  assert.equal(rowsOf(stdout, "session").length, 61);
  assert.equal(rowsOf(stdout, "role").length, 1);
  assert.doesNotMatch(stdout, /^(model|field|tool) /m);
  assert.equal(run(["summary", "--by", "day", path]).status, 2);
});

test("--json: a line for each file, and for several the sum", () => {
  const files = ["short.wire.json", "short.wire.ndjson"].map(sample);
  const result = run(["summary", "--json", ...files]);
  assert.equal(result.status, 0, result.all);
  const [first, second, total] = result.stdout.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual([first, second], files.map((file) => ({ file, ...summarize(readFileSync(file)) })));
  assert.equal(total.files, 2);
  assert.equal(total.messages, 18);
  assert.equal(total.usage.cost, 2 * first.usage.cost);
  assert.equal(run(["summary", "--json", files[0]]).stdout.trim().split("\n").length, 1);
});

test("the sum of many costs is exact", () => {
  const files = [1e16, 1, -1e16, 1].map((cost, index) => file(`cost-${index}.json`, message({ cost })));
  assert.equal(JSON.parse(run(["summary", "--json", ...files]).stdout.trim().split("\n").at(-1)).usage.cost, 2);
});

test("repeated ids are counted, within a file and across files", () => {
  const path = file("repeated.ndjson", [1, 2, 2, 3, 2].map((id) => message({ id: `${id}` })).join("\n"));
  const other = file("other.ndjson", [3, 4].map((id) => message({ id: `${id}` })).join("\n"));
  assert.match(run(["summary", path]).stdout, /\n2 messages have the id of an earlier one, and are counted again\n/);
  assert.match(run(["summary", path, other]).stdout, /\n3 messages have the id /);
  assert.doesNotMatch(run(["summary", other]).stdout, /earlier/);
  assert.deepEqual(run(["summary", "--json", path, other]).stdout.trim().split("\n").map((line) => JSON.parse(line).repeatedIds), [2, 0, 3]);
});

test("invalid messages: exit 1, the first of them, and how many more there are", () => {
  const good = '{"id":"1","role":"user","sessionId":"s","userInput":"漢字 \\u001b[31m","model":"\\u001b[31m漢"}';
  const path = file("rejected.ndjson", [good, ...Array(9).fill('{"id":1}'), "{", good].join("\n"));
  const result = run(["summary", path]);
  assert.equal(result.status, 1);
  for (const line of [2, 3, 6]) assert.ok(result.stderr.includes(`${path}:${line}:1 `), result.stderr);
  assert.ok(!result.stderr.includes(`${path}:7:`), result.stderr);
  assert.match(result.stderr, /: 5 more invalid messages$/m);
  assert.match(result.stdout, /: 2 messages, 10 invalid, /);
  assert.doesNotMatch(result.all, /\x1b/);
  assert.equal(JSON.parse(run(["summary", "--json", "-"], { input: readFileSync(path) }).stdout).rejected, 10);
});

test("--repeated last counts only the last message of each id, of all files", () => {
  const one = file("repeated-1.json", `${message({ id: "a", cost: 1 })}${message({ id: "b", cost: 2 })}${message({ id: "a", cost: 4 })}`);
  const other = file("repeated-2.json", message({ id: "b", cost: 8 }));
  const lines = run(["summary", "--json", "--repeated", "last", one, other]).stdout.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines.map(({ messages, repeatedIds, usage }) => [messages, repeatedIds, usage.cost]), [[2, 1, 6], [1, 0, 8], [2, 2, 12]]);
  assert.match(run(["summary", "--repeated", "last", one]).stdout, /1 message has the id of a later one, and is not counted/);
});
