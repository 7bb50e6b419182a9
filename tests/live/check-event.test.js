// Events are checked against what is declared of them; what is wrong is reported, and as little as possible is lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkEvent } from "../../pkg-template/live/check-event.js";
import { events as table } from "../../pkg-template/pure/generated/events.js";

/** What is declared, read apart from the package: of each event its fields, each with its kind and whether it is required. */
const events = Object.fromEntries(
  table.split("\n").map((line) => {
    const [name, ...fields] = line.split(" ");
    return [name, fields.map((field) => [field.split(/[?=]/)[0], kindOf(field.split("=")[1] ?? "string"), !field.includes("?")])];
  }),
);
function kindOf(kind) {
  return kind === "string[]" ? "strings" : kind.includes("|") ? kind.split("|") : kind;
}

const check = (event) => {
  const issues = [];
  return { event: checkEvent(event, (issue) => issues.push(issue)), issues };
};
const brief = ({ code, pointer, message }) => `${code} ${pointer} ${message}`;

const VALUES = { string: "text", integer: 5, boolean: true, object: { a: 1 }, strings: ["a"] };
const dataOf = (fields, isEnough = () => true) =>
  Object.fromEntries(fields.filter(isEnough).map(([name, kind]) => [name, typeof kind === "string" ? VALUES[kind] : kind[0]]));

test("each event passes as it is, with all fields and with the required ones alone", () => {
  for (const [event, fields] of Object.entries(events)) {
    for (const data of [dataOf(fields), dataOf(fields, ([, , required]) => required)]) {
      assert.deepEqual(check({ event, data: JSON.stringify(data), id: "3" }), { event: { event, id: "3", data }, issues: [] });
      const sdk = checkEvent({ event, data });
      assert.deepEqual(sdk, { event, data });
      assert.equal(sdk.data, data);
    }
  }
});

test("without a required field there is no event, and null is absent", () => {
  for (const [event, fields] of Object.entries(events)) {
    for (const [name, , required] of fields) {
      for (const value of [null, undefined]) {
        const data = { ...dataOf(fields), [name]: value };
        const { [name]: gone, ...rest } = data;
        const found = check({ event, data });
        assert.deepEqual(found.event, required ? undefined : { event, data: rest });
        assert.deepEqual(found.issues.map(brief), required ? [`missing_field /${name} missing field "${name}"`] : []);
      }
    }
  }
});

test("an optional field that is wrong is left out; a required one is not to be done without", () => {
  for (const [event, fields] of Object.entries(events)) {
    for (const [name, kind, required] of fields) {
      for (const value of [5.5, "other", [1], { a: 1 }, true]) {
        const isRight =
          kind === "string" ? value === "other"
          : kind === "boolean" ? value === true
          : kind === "object" && !Array.isArray(value) && typeof value === "object";
        const data = { ...dataOf(fields), [name]: value };
        const before = structuredClone(data);
        const { [name]: gone, ...rest } = data;
        const found = check({ event, data });
        assert.deepEqual(found.event, isRight ? { event, data } : required ? undefined : { event, data: rest });
        assert.deepEqual(found.issues.map(({ pointer }) => pointer), isRight ? [] : [`/${name}`]);
        assert.deepEqual(data, before);
      }
    }
  }
});

test("issues have a code, a position, and what was expected", () => {
  const notification = { id: "n", sessionId: "s", title: "t", message: "m", notificationType: "info", responseType: "text", timeout: 60, createdAt: 1 };
  for (const [data, expected] of [
    [{ ...notification, notificationType: "fatal" }, 'invalid_enum /notificationType notificationType: expected "info" | "warning" | "error" | "question", found "fatal"'],
    [{ ...notification, notificationType: 5 }, 'invalid_type /notificationType notificationType: expected "info" | "warning" | "error" | "question", found a number'],
    [{ ...notification, timeout: "60" }, "invalid_type /timeout timeout: expected integer, found a string"],
    [{ ...notification, timeout: 1.5 }, "not_integer /timeout timeout: expected integer, found 1.5"],
    [{ ...notification, choices: ["a", 1] }, "invalid_type /choices choices: expected string[], found an array"],
    [{ ...notification, title: null }, 'missing_field /title missing field "title"'],
  ]) {
    assert.deepEqual(check({ event: "notification", data: JSON.stringify(data) }).issues.map(brief), [expected]);
  }
  const { issues } = check({ event: "content", id: "9", data: { content: 5 } });
  assert.deepEqual(issues, [
    {
      event: "content", id: "9", code: "invalid_type", message: "content: expected string, found a number", path: ["content"], pointer: "/content",
      expected: "string", received: "a number",
    },
  ]);
});

test("unknown fields pass, and an unknown event is an issue", () => {
  const data = { content: "a", model: "m", extra: null };
  assert.deepEqual(check({ event: "content", data: JSON.stringify(data) }), { event: { event: "content", data }, issues: [] });
  assert.deepEqual(check({ event: "cost_updated", data: "{}" }).issues.map(brief), ['unknown_event  unknown event "cost_updated"']);
  for (const event of ["constructor", "__proto__", "toString", "", "message"]) {
    assert.deepEqual(check({ event, data: "{}" }).issues.map(({ code }) => code), ["unknown_event"]);
  }
  const own = checkEvent({ event: "content", data: '{"content":"a","parentToolCallId":null,"__proto__":{"a":1}}' });
  assert.equal(Object.getPrototypeOf(own.data), Object.prototype);
});

test("a frame without a name has it in its data", () => {
  const data = { type: "content", content: "a" };
  assert.deepEqual(checkEvent({ event: "message", data: JSON.stringify(data) }), { event: "content", data });
});

test("data that is not JSON, or no object", () => {
  for (const [data, code, index] of [
    ['{"content":"a"', "unexpected_end", 14],
    ["", "unexpected_end", 0],
    ["[DONE]", "invalid_json", 1],
    ["{'a':1}", "invalid_json", 1],
  ]) {
    const { event, issues } = check({ event: "content", data });
    assert.equal(event, undefined);
    assert.deepEqual(issues.map((issue) => [issue.code, issue.index, issue.pointer]), [[code, index, ""]]);
  }
  for (const data of ["null", "5", '"text"', "[]", null, undefined, 5, []]) {
    assert.deepEqual(check({ event: "content", data }).issues.map(({ code }) => code), ["invalid_type"]);
  }
});

test("anything at all is an event or an issue, and never an exception", () => {
  const names = fc.constantFrom(...Object.keys(events), "other");
  fc.assert(
    fc.property(names, fc.oneof(fc.anything(), fc.json(), fc.string()), (event, data) => {
      const found = check({ event, data });
      if (found.event === undefined) assert.ok(found.issues.length > 0);
    }),
    { numRuns: 1_000 },
  );
});
