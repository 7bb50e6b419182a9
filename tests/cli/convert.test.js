// `convert`: the same messages in another form.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync, chmodSync, lstatSync, existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { directory, file, message, run, sample } from "./program.js";

const objects = (text) => text.trim().split("\n").map((line) => JSON.parse(line));

test("--naming", () => {
  for (const naming of ["wire", "camel", "snake"]) {
    const result = run(["convert", "--naming", naming, sample("short.wire.json")]);
    assert.equal(result.status, 0, result.all);
    assert.deepEqual(JSON.parse(result.stdout), JSON.parse(readFileSync(sample(`short.${naming}.json`), "utf8")));
  }
});

test("an array stays an array and NDJSON stays NDJSON, unless --to says otherwise", () => {
  const array = run(["convert", sample("short.wire.json")]).stdout;
  const ndjson = run(["convert", sample("short.wire.ndjson")]).stdout;
  assert.deepEqual(objects(ndjson), JSON.parse(array));
  assert.equal(run(["convert", "--to", "array", sample("short.wire.ndjson")]).stdout, array);
  assert.equal(run(["convert", "--to", "ndjson", sample("short.wire.json")]).stdout, ndjson);
  assert.equal(run(["convert"], { input: "\ufeff [] " }).stdout, "[]\n");
  assert.equal(run(["convert"], { input: "" }).stdout, "");
});

test("--pretty", () => {
  const result = run(["convert", "--pretty", sample("short.wire.ndjson")]);
  const list = objects(readFileSync(sample("short.wire.ndjson"), "utf8"));
  assert.deepEqual(JSON.parse(result.stdout), list);
  assert.match(result.stdout, /^\[\n {2}\{\n {4}"/);
  assert.equal(run(["convert", "--pretty", "--to", "ndjson", sample("short.wire.ndjson")]).status, 2);
});

test("--unknown-keys", () => {
  const path = file("unknown.json", message({ more: [1, { deep: true }] }));
  assert.deepEqual(JSON.parse(run(["convert", path]).stdout).more, [1, { deep: true }]);
  assert.equal(JSON.parse(run(["convert", "--unknown-keys", "strip", path]).stdout).more, undefined);
  assert.equal(run(["convert", "--unknown-keys", "reject", path]).status, 1);
});

test("several files become one", () => {
  const paths = [file("one.json", `[${message({ id: "1" })}]`), file("two.ndjson", `${message({ id: "2" })}\n${message({ id: "3" })}`)];
  assert.deepEqual(JSON.parse(run(["convert", ...paths]).stdout).map(({ id }) => id), ["1", "2", "3"]);
});

test("the first invalid message ends it with exit 1; -o writes no file, and leaves an earlier one alone", () => {
  const path = file("bad.ndjson", `${message({ id: "1" })}\n{"id":5}\n${message({ id: "2" })}`);
  const result = run(["convert", path]);
  assert.equal(result.status, 1);
  assert.equal(result.stdout.trim(), message({ id: "1" }).replace(/.*/, () => result.stdout.trim()));
  assert.deepEqual(objects(result.stdout).map(({ id }) => id), ["1"]);
  assert.ok(result.stderr.includes(`${path}:2:`), result.stderr);
  const place = join(directory, "place");
  mkdirSync(place);
  const output = join(place, "out.json");
  assert.equal(run(["convert", path, "-o", output]).status, 1);
  assert.deepEqual(readdirSync(place), []);
  writeFileSync(output, "as it was");
  assert.equal(run(["convert", path, "-o", output]).status, 1);
  assert.deepEqual(readdirSync(place), ["out.json"]);
  assert.equal(readFileSync(output, "utf8"), "as it was");
});

test("--salvage leaves out invalid messages; --rejected gets them, with their places and sources", () => {
  const first = message({ id: "é" });
  const path = file("salvage.ndjson", `${first}\n{"id":"x","role":5}\n${message({ id: "2" })}\n{"id"`);
  const rejected = join(directory, "rejected.ndjson");
  const result = run(["convert", "--salvage", "--rejected", rejected, path]);
  assert.equal(result.status, 1);
  assert.deepEqual(objects(result.stdout).map(({ id }) => id), ["é", "2"]);
  const [one, two] = objects(readFileSync(rejected, "utf8"));
  const offset = Buffer.byteLength(first) + 1;
  assert.deepEqual(Object.keys(one), ["file", "index", "id", "offset", "bytes", "issues", "source"]);
  assert.deepEqual({ ...one, issues: one.issues.map(({ code }) => code).sort() }, {
    file: path, index: 1, id: "x", offset, bytes: 19, issues: ["invalid_type", "missing_field", "missing_field"], source: '{"id":"x","role":5}',
  });
  assert.deepEqual([two.index, two.id, two.source], [3, undefined, '{"id"']);
  const bytes = readFileSync(path);
  for (const { offset, bytes: length, source } of [one, two]) assert.equal(bytes.subarray(offset, offset + length).toString(), source);
  assert.equal(run(["convert", "--rejected", rejected, path]).status, 2);
});

test("-o may be the input; a link stays a link, and the file keeps its mode", () => {
  const place = join(directory, "own");
  mkdirSync(place);
  const path = join(place, "history.json");
  writeFileSync(path, readFileSync(sample("short.wire.json")));
  chmodSync(path, 0o640);
  symlinkSync("history.json", join(place, "link.json"));
  assert.equal(run(["convert", "--naming", "snake", path, "-o", join(place, "link.json")]).status, 0);
  assert.deepEqual(JSON.parse(readFileSync(path, "utf8")), JSON.parse(readFileSync(sample("short.snake.json"), "utf8")));
  assert.equal(statSync(path).mode & 0o777, 0o640);
  assert.ok(lstatSync(join(place, "link.json")).isSymbolicLink());
  assert.deepEqual(readdirSync(place).sort(), ["history.json", "link.json"]);
});

test("--rejected does not replace the input or the output", () => {
  const path = file("kept.ndjson", `${message()}\n{"id":5}\n`);
  const text = readFileSync(path, "utf8");
  const output = join(directory, "one.ndjson");
  for (const [args, why] of [
    [["--rejected", path], /--rejected names an input/],
    [["--rejected", output, "-o", output], /-o and --rejected name the same file/],
    [["--rejected", "-"], /--rejected - needs -o/],
    [["--rejected", join(directory, "no/such/rejected.ndjson"), "-o", output], /its directory does not exist/],
  ]) {
    const { status, stderr } = run(["convert", "--salvage", path, ...args]);
    assert.equal(status, 2, stderr);
    assert.match(stderr, why);
  }
  assert.equal(readFileSync(path, "utf8"), text);
  assert.ok(!existsSync(output));
  assert.equal(run(["convert", "--salvage", path, "--rejected", "-", "-o", output]).stdout.trim().split("\n").length, 1);
  assert.equal(run(["convert", "--salvage", path, "--rejected", "/dev/null", "-o", "/dev/null"]).status, 1);
});

test("an output that cannot be written: exit 2, one line", () => {
  for (const [path, why] of [[join(directory, "no/such/out.json"), /its directory does not exist/], [directory, /cannot be written: it is a directory/], ["", /name of an output file is empty/], ["/dev/full", /no space left/], [join(sample("history.wire.json"), "x"), /not a directory/], [join(directory, "x".repeat(5000)), /its name is too long/]]) {
    const result = run(["convert", sample("history.wire.json"), "-o", path]);
    assert.equal(result.status, 2, result.all);
    assert.match(result.stderr, why);
    assert.equal(result.stderr.trim().split("\n").length, path === "" ? 2 : 1, result.stderr);
  }
});
