// docs/tables.md: it lists the columns of the tables, and its recipes give what they promise.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";
import { BackendMessage } from "backend-message";

import { directory, run, sample } from "./program.js";

const document = readFileSync(new URL("../../docs/tables.md", import.meta.url), "utf8");
const recipes = [...document.matchAll(/([^\n]+):\n\n```sql\n(.*?)```/gs)].map(([, title, sql]) => ({ title, sql }));
const history = sample("history.wire.json");
const messages = BackendMessage.parseMany(readFileSync(history));
const calls = messages.flatMap(({ toolCalls = [] }) => toolCalls);

// Exported by the commands of the document.
for (const [, command] of document.matchAll(/^npx backend-message (export .*)$/gm)) {
  const result = run(command.replace("history.json", history).split(" "), { cwd: directory });
  assert.equal(result.status, 0, result.all);
}
const database = await (await DuckDBInstance.create()).connect();
await database.run(`set file_search_path = '${directory}'`);

/** The result of a recipe, large numbers as strings. */
async function answer(beginning) {
  const recipe = recipes.find(({ title }) => title.includes(beginning));
  return (await database.runAndReadAll(recipe.sql)).getRowObjectsJson();
}

test("the document has the columns of every table, in their order", async () => {
  const rowsOf = (part) => [...part.matchAll(/^\| (`.*?`) \| /gm)].flatMap(([, names]) => [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  const [origin, ...parts] = document.slice(document.indexOf("## Columns"), document.indexOf("## Recipes")).split(/^### /m);
  for (const part of parts) {
    const [table] = part.split("\n", 1);
    const header = run(["export", table, "-"], { input: "[]" }).stdout.trim();
    assert.deepEqual([...rowsOf(origin), ...rowsOf(part)], header.split(","), table);
  }
  assert.equal(parts.length, 3);
});

test("every recipe runs", async () => {
  assert.ok(recipes.length >= 6);
  for (const { title, sql } of recipes) {
    const { columnCount } = await database.runAndReadAll(sql);
    assert.ok(columnCount > 1, title);
  }
});

test("cost by model and day of file", async () => {
  const rows = await answer("Cost by model");
  const dollars = (name) => messages.filter(({ model }) => model === name).reduce((sum, { cost = 0 }) => sum + cost, 0);
  assert.deepEqual(new Set(rows.map(({ model }) => model)), new Set(messages.map(({ model }) => model).filter(Boolean)));
  for (const { model, dollars: sum } of rows) assert.ok(Math.abs(sum - dollars(model)) < 1e-9, model);
});

test("failures by tool", async () => {
  const rows = await answer("Failures by tool");
  assert.equal(rows.reduce((sum, { total }) => sum + Number(total), 0), calls.length);
  assert.equal(rows.reduce((sum, { failed }) => sum + Number(failed), 0), calls.filter(({ isError }) => isError).length);
});

test("the longest results lead back to their source", async () => {
  const rows = await answer("The longest results");
  const lengths = calls.map(({ result = "" }) => Buffer.byteLength(result)).sort((one, other) => other - one);
  assert.deepEqual(rows.map(({ bytes }) => Number(bytes)), lengths.slice(0, 10));
  const text = readFileSync(history);
  for (const { offset, id } of rows) {
    const [message] = BackendMessage.salvage(text.subarray(Number(offset))).messages;
    assert.ok(message.toolCalls.some((call) => call.id === id));
  }
});

test("scripts that failed, with their calls", async () => {
  const rows = await answer("Scripts that failed");
  assert.equal(rows.length, messages.flatMap(({ callbackResults = [] }) => callbackResults).filter(({ success }) => !success).length);
});
