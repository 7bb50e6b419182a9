// Lists of values that are JavaScript objects already.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage, BackendMessageError, ToolCallData } from "backend-message";

import { history, messages } from "../support/history.js";

const VALUES = messages({ seed: 5, messages: 20, size: 0.1 });
const places = (error) => error.issues.map(({ code, pointer }) => `${code} ${pointer}`);

test("fromMany reads JSON.parse's result as parseMany reads the text", () => {
  for (const dialect of ["wire", "camel", "snake"]) {
    const json = history({ seed: 6, messages: 20, dialect, size: 0.1 });
    assert.deepStrictEqual(BackendMessage.fromMany(JSON.parse(json)), BackendMessage.parseMany(json));
  }
});

test("any iterable is a list", () => {
  const given = { array: VALUES, set: new Set(VALUES), generator: VALUES.values(), frozen: Object.freeze([...VALUES]) };
  for (const list of Object.values(given)) assert.deepStrictEqual(BackendMessage.fromMany(list), VALUES);
  assert.deepStrictEqual(BackendMessage.fromMany([]), []);
});

test("paths begin with the place in the list", () => {
  const { ok, error } = BackendMessage.safeFromMany([VALUES[0], { ...VALUES[1], id: 1 }, , { ...VALUES[2], toolCalls: [{}] }]);
  assert.equal(ok, false);
  assert.deepEqual(places(error).slice(0, 3), ["invalid_type /1/id", "invalid_type /2", "missing_field /3/toolCalls/0/finished"]);
  assert.deepEqual(error.issues[0].path, [1, "id"]);
  assert.throws(() => BackendMessage.fromMany([{}]), BackendMessageError);
});

test("maxIssues counts for the whole list, and a sparse one ends there", () => {
  const sparse = [];
  sparse.length = 2 ** 32 - 1;
  const { error } = BackendMessage.safeFromMany(sparse, { maxIssues: 5 });
  assert.deepEqual([error.issues.length, error.truncated], [5, true]);
  const exactly = BackendMessage.safeFromMany([5, VALUES[0], 5], { maxIssues: 2 }).error;
  assert.deepEqual([places(exactly), exactly.truncated], [["invalid_type /0", "invalid_type /2"], false]);
});

test("a value that is not a list is one issue", () => {
  for (const value of [null, undefined, 5, "[]", new String("[]"), true, {}, () => {}, VALUES[0], new Uint8Array(2)]) {
    const { error } = ToolCallData.safeFromMany(value);
    assert.deepEqual(places(error), ["invalid_type "]);
    assert.equal(error.issues[0].expected, "array");
    assert.match(error.pretty(), /^\(root\): expected an array, found /);
  }
});

test("a proxy that does not let itself be read", () => {
  const broken = new Proxy([VALUES[0]], { get: () => { throw new Error("no"); } });
  assert.equal(BackendMessage.safeFromMany(broken).ok, false);
  const half = new Proxy([...VALUES], { get: (list, key) => { if (key === "1") throw new Error("no"); return list[key]; } });
  assert.deepEqual(places(BackendMessage.safeFromMany(half).error), ["invalid_type /1"]);
});

test("options apply to every value", () => {
  const [value] = VALUES;
  assert.deepStrictEqual(BackendMessage.fromMany([{ ...value, more: 1 }], { unknownKeys: "keep" }), [{ ...value, more: 1 }]);
  assert.deepEqual(places(BackendMessage.safeFromMany([{ ...value, more: 1 }], { unknownKeys: "reject" }).error), ["unknown_key /0/more"]);
});

test("stripped values are not read", () => {
  let looks = 0;
  const toolCalls = [{ finished: true, id: "t", input: "", name: "Bash", type: "" }];
  const row = () => ({
    ...VALUES[0],
    createdAt: new Date(),
    connection: new (class Connection {})(),
    toolCalls: [{ ...toolCalls[0], at: new Map(), get lazy() { return looks++; } }],
    get relation() { looks++; throw new Error("not loaded"); },
  });
  const expected = { ...VALUES[0], toolCalls };
  assert.deepEqual(BackendMessage.fromMany([row(), row()]), [expected, expected]);
  assert.deepEqual(BackendMessage.from(row()), expected);
  const { issues } = BackendMessage.safeFrom(Object.assign(row(), { id: 1 })).error;
  assert.deepEqual(issues.map(({ pointer }) => pointer), ["/id"]);
  assert.equal(BackendMessage.safeFrom({ ...VALUES[0], createdAt: new Date() }, { unknownKeys: "keep" }).ok, false);
});

test("one object in two places: as a record with stripped keys, and in place of a string", () => {
  const call = { finished: true, id: "t", input: "", name: "Bash", type: "", at: new Date() };
  const { issues } = BackendMessage.safeFrom({ ...VALUES[0], toolCalls: [call, call], userInput: call }).error;
  assert.deepEqual(issues.map(({ pointer }) => pointer).filter((pointer) => !pointer.startsWith("/userInput")), []);
  assert.deepEqual(BackendMessage.from({ ...VALUES[0], toolCalls: [call, call] }).toolCalls.length, 2);
});
