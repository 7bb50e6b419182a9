// The arguments of tool calls: what fits is there under its name, the rest is listed.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { tools as table } from "../../pkg-template/pure/generated/tools.js";
import { argumentsOf, toolInput } from "../../pkg-template/view/arguments.js";
import { partialJson } from "../../pkg-template/view/partial-json.js";

const call = (fields) => ({ finished: true, id: "c", input: "", name: "Bash", type: "", ...fields });

test("an input is parsed once, and again when it was replaced", () => {
  const one = call({ input: '{"command":"ls"}' });
  const first = toolInput(one);
  assert.deepEqual(first, { ok: true, value: { command: "ls" } });
  assert.equal(toolInput(one), first);
  one.input = "";
  assert.deepEqual(toolInput(one), { ok: true, value: undefined });
  assert.deepEqual(toolInput(Object.freeze(call({ input: "0" }))), { ok: true, value: 0 });
});

test("the certain part of an incomplete or invalid input is given", () => {
  assert.deepEqual(toolInput(call({ input: '{"a":1,\n "b' })), {
    ok: false,
    error: {
      code: "unexpected_end",
      message: "2:4: the text ends within a string that began at 2:2",
      index: 11,
      line: 2,
      column: 4,
    },
    value: { a: 1 },
  });
  assert.deepEqual(toolInput(call({ input: "{bad" })), {
    ok: false,
    error: { code: "invalid_json", message: '1:2: expected a key or "}", found "bad"', index: 1, line: 1, column: 2 },
    value: undefined,
  });
});

test("a long input that is wrong at its end takes no stack", () => {
  const input = `[${'"\\u0041é",'.repeat(200_000)}${"9".repeat(200_000)}x]`;
  assert.equal(toolInput({ input }).error.index, input.length - 2);
  const string = `"${"\\n".repeat(1_000_000)}`;
  assert.equal(toolInput({ input: string }).error.index, string.length);
  const deep = "[".repeat(1_000_000);
  assert.equal(toolInput({ input: deep }).error.code, "too_deep");
});

test("arguments that all fit are the input itself", () => {
  for (const [name, input] of [
    ["Bash", { command: "ls", timeout: 60000 }],
    ["Grep", { pattern: "a", "-i": true, "-A": 2, output_mode: "count" }],
    ["Search", { query: "q", allowed_domains: ["a", "b"] }],
    ["Show", { outputs: [{ type: "image", title: "t", path: "https://h/a.png", config: { a: 1 }, startTime: 5 }] }],
    ["Browser", { action: "left_click", tabId: "1", coordinate: [1, 2.5], value: true }],
    ["github_search", { anything: [1] }],
    ["Unheard", { of: null }],
  ]) {
    assert.deepEqual(argumentsOf(name, input), { ...argumentsOf(name, input), value: input, misfits: [] });
    assert.equal(argumentsOf(name, input).value, input);
  }
  assert.deepEqual(argumentsOf("Bash", undefined).value, {});
});

const check = (name, input, value, misfits) => {
  const found = argumentsOf(name, input);
  assert.deepEqual(found.value, value);
  assert.deepEqual(found.misfits.map(({ path, expected }) => `${path.join("/")}: ${expected}`), misfits);
};

test("arguments that do not match are left out and listed", () => {
  check("Bash", { command: 5, timeout: "1" }, {}, ["command: string", "timeout: number"]);
  check("Bash", { command: "ls", cwd: "/" }, { command: "ls" }, ["cwd: undefined"]);
  check("ReadText", { file_path: "/a", offset: 1.5, limit: null }, { file_path: "/a" }, ["offset: integer", "limit: integer"]);
  check("Edit", { replace_all: "true", old_string: ["a"] }, {}, ["replace_all: boolean", "old_string: string"]);
  check("Search", { allowed_domains: ["a", 1, "b"], blocked_domains: "a" }, { allowed_domains: ["a", "b"] }, [
    "allowed_domains/1: string",
    "blocked_domains: string[]",
  ]);
  check(
    "TodoWrite",
    { todos: [{ id: "1", content: "a", status: "cancelled", priority: "high" }, "b", { id: 2 }] },
    { todos: [{ id: "1", content: "a", priority: "high" }, {}] },
    ['todos/0/status: "pending" | "in_progress" | "completed"', "todos/1: object", "todos/2/id: string"],
  );
  check("Show", { outputs: [{ config: [] }] }, { outputs: [{}] }, ["outputs/0/config: object"]);
  check("github_search", [1], {}, [": object"]);
  for (const input of [[], "text", 5, null]) check("Bash", input, {}, [": object"]);
  check("Bash", JSON.parse('{"__proto__":{"command":"ls"},"constructor":"x"}'), {}, ["__proto__: undefined", "constructor: undefined"]);
});

test("arguments that older calls spell otherwise have the name of today", () => {
  check("Grep", { pattern: "a", include: "*.js", literal_text: true }, { pattern: "a", glob: "*.js", literal_text: true }, []);
  check("ReadMedia", { analysis_type: "image", file_path: "/a" }, { media_type: "image", file_path: "/a" }, []);
  check("Browser", { action: "click", tab_id: "1" }, { action: "click", tabId: "1" }, []);
  check("Browser", { tab_id: "1", tabId: "2" }, { tabId: "2" }, ["tab_id: undefined"]);
});

test("the steps of a sequence have their own arguments", () => {
  const step = { type: "type", ref: "f0_ref_1", text: "a", repeat: 2 };
  check("Browser", { action: "sequence", actions: [step, { type: 1 }] }, { action: "sequence", actions: [step, {}] }, ["actions/1/type: string"]);
});

test("the beginning of an enum's member is not a misfit while the input arrives", () => {
  const input = { todos: [{ id: "1", status: "in_pro" }] };
  assert.deepEqual(argumentsOf("TodoWrite", input, true), { ...argumentsOf("TodoWrite", input, true), value: { todos: [{ id: "1" }] }, misfits: [] });
  assert.equal(argumentsOf("TodoWrite", input, false).misfits.length, 1);
  assert.equal(argumentsOf("TodoWrite", { todos: [{ status: "x" }] }, true).misfits.length, 1);
});

test("while a list grows, the items that are there stay the same objects", () => {
  const partial = partialJson();
  partial.push('{"todos":[{"id":"1"},{"id":"2","status":"pending"},{"id":"3');
  const first = argumentsOf("TodoWrite", partial.value, true).value.todos;
  partial.push('0","content":"a"');
  const second = argumentsOf("TodoWrite", partial.value, true).value.todos;
  assert.deepEqual(second, [{ id: "1" }, { id: "2", status: "pending" }, { id: "30", content: "a" }]);
  assert.equal(second[0], first[0]);
  assert.equal(second[1], first[1]);
});

/** What is declared, read apart from the package: of each tool or item, the kinds of its arguments. */
const tools = Object.fromEntries(
  table.split("\n").map((line) => {
    const [names, ...fields] = line.split(" ");
    return [names.split(",")[0], Object.fromEntries(fields.map((field) => [field.split(/[/*=]/)[0], field.split("=")[1] ?? "string"]))];
  }),
);

/** Whether a value is of a kind, by rules that are written down apart from those of the package. */
function isOfKind(value, kind) {
  if (kind.endsWith("[]")) return Array.isArray(value) && value.every((item) => isOfKind(item, kind.slice(0, -2)));
  if (kind in tools) return isFit(value, tools[kind]);
  if (kind === "integer") return Number.isInteger(value);
  if (kind === "object") return Object.prototype.toString.call(value) === "[object Object]";
  return kind.includes("|") ? kind.split("|").includes(value) : kind === "any" || typeof value === kind;
}

const isFit = (value, fields) => Object.keys(value).every((key) => Object.hasOwn(fields, key) && isOfKind(value[key], fields[key]));

test("arguments match their declarations for any input, and nothing is lost", () => {
  const names = [...new Set(Object.values(tools).flatMap((fields) => Object.keys(fields)))];
  const value = fc.letrec((tie) => ({
    value: fc.oneof(fc.constantFrom("pending", "high", "image", "content", 1, 1.5, true, null, "x"), fc.array(tie("value"), { maxLength: 3 }), tie("object")),
    object: fc.dictionary(fc.oneof(fc.constantFrom(...names, "include", "tab_id", "analysis_type"), fc.string()), tie("value"), { maxKeys: 4, noNullPrototype: true }),
  })).object;
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(tools).filter((name) => !name.startsWith(":"))), value, (name, input) => {
      const before = structuredClone(input);
      const found = argumentsOf(name, input);
      assert.ok(isFit(found.value, tools[name]));
      assert.deepEqual(input, before);
      for (const { path, value: rejected } of found.misfits) {
        assert.deepEqual(path.reduce((inside, key) => inside[key], input), rejected);
      }
      if (found.misfits.length === 0) assert.equal(Object.keys(found.value).length, Object.keys(input).length);
    }),
    { numRuns: 2_000 },
  );
});
